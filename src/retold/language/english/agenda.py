"""Words of English that keep a talk going and claim nothing: greetings, thanks, what will be spoken of and when.

They are general on purpose: what is spoken about, who speaks and where is no matter. A verb that says how one stands to a talk
(agree, refuse, negotiate, promise, propose) is not here: that somebody is ready to negotiate is a claim.
"""

from __future__ import annotations

# Verbs in all their forms. One of these, or of the nouns and signs below, is in every sentence of this kind.
_TALKING = (
    "speak speaks spoke spoken speaking talk talks talked talking discuss discusses discussed discussing"
    " say says said saying tell tells told telling ask asks asked asking answer answers answered answering"
    " reply replies replied replying mention mentions mentioned mentioning repeat repeats repeated repeating"
    " reiterate reiterates reiterated comment comments commented commenting remark remarks remarked"
    " explain explains explained explaining elaborate elaborates elaborated summarise summarize recap"
    " meet meets met meeting meetings converse conversation conversations chat call calls called calling phone phoned"
    " address addresses addressed addressing announce announced inform informed report reported"
    " listen listens listened listening hear hears heard hearing"
    " understand understands understood understanding know knows knew known clear clearly obvious obviously evident"
    " question questions topic topics agenda session sessions briefing interview press conference speech statement"
    " statements discussion discussions consultation consultations consult exchange exchanged add adds added allow issue issues subject subjects point points"
)
_COURTESY = (
    "thank thanks thanked thanking grateful gratitude welcome welcomes welcomed welcoming greet greets greeted greeting"
    " greetings hello goodbye congratulate congratulates congratulations apologise apologize apologies sorry pardon"
    " excuse appreciate attention"
)
TALKING = frozenset(_TALKING.split())
COURTESY = frozenset(_COURTESY.split())

# When, how often and in which order.
_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december today tomorrow yesterday tonight morning afternoon evening night noon week weeks weekend month"
    " months year years day days hour hours minute minutes moment moments time times date occasion now soon shortly later"
    " earlier again once twice already always often never ago yet still next last first second third final finally then"
    " before after recently long briefly quickly immediately directly personally separately one two three four five six seven"
    " eight nine ten several many few same"
)
# Things, people and doings of any talk at all.
_ANY = (
    "plenty lot lots bit number round rounds seat seats contact touch stay stays position positions view views more nothing thing things something anything everything someone somebody anyone anybody everyone everybody all matter matters"
    " fact way kind sort part word words detail details place end beginning start floor"
    " side sides idea news course order lady ladies gentleman gentlemen sir madam dear friend friends colleague colleagues"
    " guest guests audience journalist journalists reporter reporters participant participants president"
    " minister prime chancellor chairman counterpart leader leaders delegation delegations team teams host hosts abroad patience invitation"
    " hospitality opportunity chance honour honor pleasure presence coming question"
    " want wants wanted like let lets go goes going went gone come comes came take takes took taken taking give gives gave"
    " given giving get gets got make makes made making try tries tried trying need needs needed begin begins began begun"
    " starts started starting continue continues continued continuing return returns returned returning turn turns"
    " turned turning move moves moved moving finish finishes finished conclude concludes concluded close closed open opened opening"
    " keep keeps kept see sees saw seen seeing look looks looked looking wait waits waited waiting hold holds held happen"
    " happens happened agree agrees agreed think thinks thought hope hopes hoped believe plan plans planned planning schedule scheduled expect expected"
    " good bad well very much really simply just only quite rather absolutely completely entirely fully perfectly exactly glad"
    " happy pleased kindly please sure certain certainly important possible short brief separate here there back together"
    " forward ahead else maybe perhaps probably yes okay right so too such"
)
FILLERS = frozenset(f"{_TIMES} {_ANY}".split())

# Thanks, welcomes and regrets in the first person, which open a sentence and rule it whatever they are for.
OPENINGS = (
    r"(?:(?:and|so|well|now|again|once more|dear \w+|ladies and gentlemen),?\s+)*"
    r"(?:(?:i|we)\s+(?:(?:would|should|do|also|just|very much|really|sincerely|first|want to|like to|wish to|have to|must)\s+)*"
    r"(?:thank|welcome you|greet|congratulate|apologi[sz]e|am (?:very )?grateful|are (?:very )?grateful|am (?:very )?(?:glad|happy|pleased) to"
    r" (?:see|meet|welcome|greet)|are (?:very )?(?:glad|happy|pleased) to (?:see|meet|welcome|greet))"
    r"|let me (?:first )?(?:thank|welcome|greet|congratulate)|many thanks|thanks|thank you|welcome to|good (?:morning|afternoon|evening))\b"
)
