"""Whether two words in each other's place may be two translations of one word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from retold.language.vectors import embed_words
from retold.language.words import is_content, lemma_word
from retold.ties import settle

# Words of news English that say much the same in one context: written down here without a source and before the held
# half of the planted study was scored. A phrase is written with an underscore.
_GROUPS = (
    "abandon give_up leave,accept agree_to approve,accord agreement deal pact,accuse blame,achieve attain reach,"
    "act deed,aid assistance help support,aim goal objective purpose target,allow let permit,amend change modify,"
    "annual yearly,answer reply respond response,anxiety concern fear worry,appeal plea,apparent clear evident obvious,"
    "area region zone territory,argue claim contend maintain,armed_forces army military troops,arrange organise organize,"
    "ask demand request,assault attack strike,assist help aid,attempt try effort,authority power,avert avoid prevent,"
    "ban forbid prohibit,bar block obstruct,battle combat fight struggle,begin commence start launch,big great huge large vast,"
    "boat ship vessel,border boundary frontier,brave courageous,break violate breach,brief short,build construct erect,"
    "buy purchase acquire,calm quiet peaceful,call name term,cease end halt stop finish,chance opportunity,"
    "choose elect pick select,citizen national,city town,close shut,collapse fall,combat fight,come arrive,"
    "complete full total whole entire,conflict dispute,consider regard view,contract agreement,correct right true,"
    "country nation state,create make establish,crowd mass,damage harm hurt,danger peril risk threat,decide determine resolve,"
    "decrease drop fall decline reduce,defeat beat,defend guard protect,delay postpone,demonstrate show,deny refuse reject,"
    "destroy ruin wreck,develop grow,difficult hard tough,dispatch send,divide share split,document paper text,"
    "dreadful terrible awful horrible,drop fall,each every,eager keen,earth soil land ground,empty vacant,enemy foe,"
    "enormous huge immense,enough sufficient,ensure guarantee secure,error mistake,essential necessary vital,everybody everyone,"
    "exact precise,examine inspect study,fake false,famous well_known,farmer peasant,fast quick rapid swift,fault blame guilt,"
    "fear dread,finally at_last,firm solid,first initial,follow obey,forefather ancestor forebear,foreign alien,form shape,"
    "free release let_through let_go let_out liberate,frighten scare,gather collect assemble,gift present,give hand grant,"
    "goods merchandise wares,government cabinet,guilty responsible,happen occur take_place,harm hurt,hold keep,home house,"
    "honest sincere,hope expect,idea notion thought,illness disease,important significant,increase raise rise grow,"
    "independent sovereign,inhabitant resident,injure wound hurt,innocent guiltless,intend mean plan,invade occupy,job work task,"
    "journey trip travel,just only merely,just fair,keep retain preserve,kill murder slay,land country,last final,"
    "law statute,lead guide,leave depart quit,letter note,level height,lie falsehood,limit restrict,little small,long lengthy,"
    "look gaze,lose forfeit,manner way,many numerous,measure step,meet gather,mention name,method way,mighty powerful strong,"
    "minister secretary,money cash funds,near close,need require want,negotiations talks,neighbour neighbor,nobody no_one,"
    "now at_present today currently,observe watch,obtain get receive,oppose resist,order command,own possess,pact treaty accord,"
    "parents fathers,part portion share,path road way,pay compensate,people folk nation,perform carry_out,permanent lasting,"
    "permission leave consent,pit mine,plan scheme,pledge promise vow,poor needy,prepared ready willing,presently soon shortly,"
    "price cost,prison jail,problem trouble,proof evidence,proper correct,proposal suggestion offer,proud,provide supply deliver,"
    "provoke incite,pull draw,punish penalise,pursue follow,put place lay,quarrel dispute,quite entirely fully,reason cause ground,"
    "recall remember,receive get,refuse decline,remain stay,remove take_away,repair mend fix restore,report account,rescue save,"
    "resist withstand,return come_back go_back,rich wealthy,right correct,rule govern,rush hurry,sad sorrowful,safe secure,sanctions penalties,"
    "say state,see witness,seize take capture,seem appear,serious grave,settle resolve solve,severe harsh,shore bank coast,"
    "shovel spade,shout cry,side party,sign signature,silent quiet,simple plain,sink go_down,soldiers troops,soon shortly,"
    "speech address,speak talk,stable steady,stay remain,steal rob,stone rock,storm tempest,strange odd,street road,strength force power,"
    "stupid foolish,sure certain,surely certainly,surprise astonish,swear vow,take seize,teach instruct,thing matter,think believe,"
    "tie bond link,time hour,tired weary,tremble shake,trust confidence faith,turn become,ugly hideous,understand grasp comprehend,"
    "unite join,use employ,useless futile vain,valley dale,victory win triumph,village hamlet,visit call_on,wage pay salary,wait,"
    "wall rampart,war warfare,warn caution,weak feeble,weapons arms,well fountain,wish want desire,word term,work labour labor,"
    "world earth globe,wrong false mistaken,yield give_way surrender"
)

# Words that stand in the same places and mean something else: no likeness of contexts makes them synonyms.
_OPPOSED = (
    "monday tuesday wednesday thursday friday saturday sunday,january february march april may june july august september"
    " october november december,spring summer autumn winter fall,north south east west northern southern eastern western,"
    "open close shut,buy sell,war peace,friend enemy ally,father mother son daughter brother sister,man woman,strong weak,"
    "rise fall,increase decrease,win lose,begin end,first second third last next,left right upper lower middle,before after,"
    "day week month year hour minute,always never sometimes often,more less fewer,most least,all some none few many,"
    "metre kilometre mile foot inch litre gallon ton kilogram,old new young,high low,good bad,true false,rich poor,"
    "morning noon evening night,today tomorrow yesterday,past future,lake river sea canal,above below over under,"
    "accept refuse reject,come go,give take,import export,attack defend,near far,black white,hot cold,early late,long short"
)

# Cosine of static word vectors (wordllama, 256 dimensions) from which two words pass for synonyms. Of 32 pairs of
# synonyms and 32 of other words of one field, written for this, it keeps 24 and lets 3 pass, all of them in _OPPOSED.
ALIKE = 0.3


@cache
def _groups(written: str) -> dict[str, frozenset[int]]:
    known: dict[str, set[int]] = {}
    for number, group in enumerate(written.split(",")):
        for phrase in group.split():
            known.setdefault(_phrase(phrase.split("_")), set()).add(number)
    return {phrase: frozenset(numbers) for phrase, numbers in known.items()}


def _phrase(words: Iterable[str]) -> str:
    return " ".join(lemma_word(word) for word in words)


def are_listed(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two phrases stand in one group of the list of synonyms.

    Examples
    --------
    >>> are_listed(["shut"], ["closed"]), are_listed(["gave", "up"], ["abandoned"]), are_listed(["rain"], ["snow"])
    (True, True, False)
    """
    known = _groups(_GROUPS)
    return bool(known.get(_phrase(a), frozenset()) & known.get(_phrase(b), frozenset()))


def are_opposed(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two phrases hold words of one list of opposites, or of one series.

    Examples
    --------
    >>> are_opposed(["northern"], ["southern"]), are_opposed(["early", "Monday"], ["Friday"])
    (True, True)
    """
    known = _groups(_OPPOSED)
    left, right = ({lemma_word(word.lower()) for word in side} for side in (a, b))
    nothing: frozenset[int] = frozenset()
    return any(known.get(x, nothing) & known.get(y, nothing) for x in left - right for y in right - left)


def may_be_synonyms(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two phrases, as normalised words, may be two translations of one.

    They are in the list, or the vectors of their words are alike and they are no opposites. Words that stand on both
    sides count for nothing.

    Examples
    --------
    >>> may_be_synonyms(["let", "through"], ["released"]), may_be_synonyms(["wine"], ["water"])
    (True, False)
    """
    content_a, content_b = ([word for word in side if is_content(word)] or list(side) for side in (a, b))
    if are_listed(a, b) or are_listed(content_a, content_b):
        return True
    if are_opposed(content_a, content_b):
        return False
    return _cosine(" ".join(content_a), " ".join(content_b)) >= ALIKE


@cache
def _cosine(a: str, b: str) -> float:
    left, right = embed_words([a, b])
    return float(settle(left @ right))
