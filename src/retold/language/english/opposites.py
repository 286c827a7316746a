"""Words of English that turn a claim into its denial: negators, and pairs of poles of which one denies the other."""

from __future__ import annotations

from functools import cache

from retold.language.english.modality import NEGATORS
from retold.language.words import lemma_word, stem_word

# Each denies the clause that it stands in; two of them cancel out.
DENYING = NEGATORS | frozenset("hardly barely scarcely rarely seldom lack lacks lacking unable".split())

# These deny only what follows a "to", or a "that": talks fail, and "he failed to come".
DENYING_BEFORE = {
    **dict.fromkeys(
        "fail fails failed failing refuse refuses refused refusing decline declined cease ceased".split(),
        "to",
    ),
    **dict.fromkeys("false untrue wrong incorrect lie myth nonsense".split(), "that"),
    "little": "to",
}

# A negator before one of these denies nothing, and neither does one after "or" or "if".
NOT_DENIED = frozenset("only just merely simply doubt matter wonder but".split())
NOT_DENYING_AFTER = frozenset(["or", "if", "why"])

# Words that say who or how many, which a negator answers: "nobody" and "many" differ by what denies.
COUNTING = frozenset(
    "all always any anybody anyone anything every everybody everyone everything many most much often some somebody"
    " someone something still already yet longer ever also even really very".split()
)

# A clause begins before these ...
OPENING = frozenset("but because while although though whereas since unless however therefore".split())
# ... and before these if it has a verb of its own soon: "is safe and will hold", not "men and women"; or if "that" or a negator follows.
JOINING = frozenset(["and", "or", "so"])
THAT = "that"
JOINED_VERB = 3

# Two poles each: words of one pole say the same of a matter, words of the other the opposite. Written for this package.
_AXES = (
    "good better best well benefit beneficial advantage help helpful improve improvement useful valuable positive protect"
    " protective healthy gain profit fair just right effective successful success happy enrich"
    " / bad worse worst badly harm harmful hurt damage disadvantage drawback worsen useless negative endanger ruin"
    " detrimental unfair unjust wrong ineffective failure unhappy spoil destroy abuse",
    "allow permit permission support favour favor accept approve agree welcome legal legalise legalize lawful encourage adopt introduce subsidise"
    " subsidize promote endorse recognise recognize"
    " / ban banned forbid forbidden forbade prohibit oppose against reject disapprove disagree illegal criminal criminalise criminalize unlawful"
    " discourage abolish abandon refuse outlaw condemn",
    "increase raise rise rose risen grow growth expand more cause create add boost deepen encourage produce lead spread up upward"
    " / decrease reduce reduction lower fall fell fallen drop shrink less fewer cut limit diminish prevent lessen down downward avoid eliminate curb",
    "strong strengthen stronger powerful / weak weaken weaker feeble powerless",
    "rich wealthy wealth / poor poverty",
    "cheap affordable inexpensive / expensive costly dear dearer unaffordable",
    "safe secure safety security harmless / dangerous unsafe danger risk risky insecure threat threaten",
    "easy simple easier / hard difficult harder difficulty",
    "truth true honest truthful honestly / lie lied lying liar false untrue dishonest",
    "possible feasible can / impossible unfeasible infeasible",
    "necessary essential needed / unnecessary needless superfluous",
    "legitimate valid / illegitimate invalid",
    "moral ethical / immoral unethical",
    "equal equality / unequal inequality",
    "open opened reopen / close closed closing shut",
    "begin began begun start / end ended finish stop",
    "win won victory / lose lost defeat",
    "live alive survive survival save / die died dead death kill perish",
    "clean / dirty filthy polluted pollute",
    "guilty guilt / innocent innocence",
    "inside within / outside",
    "before earlier / after later",
    "early / late",
    "together unite united / apart divide divided separate",
    "listen heed / ignore disregard neglect",
    "keep kept / break broke broken",
    "remember / forget forgot forgotten",
    "trust / distrust mistrust",
    "love like / hate dislike",
    "fast quick quickly quicker / slow slowly slower",
    "long longer lengthen / short shorter shorten",
    "high higher / low",
    "old older / new young newer",
    "light bright / dark",
    "full / empty",
    "arrive come came / leave left depart",
    "remain stay / withdraw withdrew withdrawn",
    "buy bought purchase / sell sold",
    "give gave given grant / take took taken deprive",
    "attack / defend",
    "friend ally / enemy foe",
    "war / peace",
    "present / absent",
    "public / private",
    "voluntary optional / compulsory mandatory obligatory forced",
    "free freedom liberty / captive prison slavery",
    "visible appear / invisible disappear vanish",
    "confirm admit acknowledge / deny denied",
    "include / exclude",
    "succeed / fail failed",
    "north northern / south southern",
    "east eastern / west western",
    "first / last",
    "likely probable / unlikely improbable",
    "relevant / irrelevant",
    "modern / outdated obsolete",
    "enough sufficient / insufficient",
    "connect / isolate",
    "hope optimistic / despair pessimistic",
    "calm / violent violence",
)

# "Un" before a word denies it, where the rest is a word of the texts; these only look so.
PREFIXES = ("un", "non")
_UNDENIED_PREFIX = ("under", "uni", "until", "unto", "uncle")
LEAST_BASE = 4


@cache
def _poles() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for axis in _AXES:
        one, other = axis.split(" / ")
        name = "/" + one.split()[0]
        for words, sign in ((one, 1), (other, -1)):
            for word in words.split():
                for form in (word, lemma_word(word)):
                    found.setdefault(form, (name, sign))
    return found


@cache
def find_pole(form: str) -> tuple[str, int]:
    """Return what a word is compared by, and 1 or -1: the pole of an opposition, or its stem with 1.

    Examples
    --------
    >>> find_pole("worse"), find_pole("helped"), find_pole("dirtiest"), find_pole("bridges")
    (('/good', -1), ('/good', 1), ('/clean', -1), ('bridg', 1))
    """
    poles = _poles()
    known = (poles[near] for near in (form, lemma_word(form), *_compared(form)) if near in poles)
    return next(known, (stem_word(form), 1))


def _compared(form: str) -> tuple[str, ...]:
    """Return what "safer", "cheapest" and "easier" may be forms of."""
    for ending in ("er", "est"):
        base = form.removesuffix(ending)
        if base != form and len(base) >= LEAST_BASE - 1:
            return base, base + "e", base[:-1] + "y"
    return ()


def find_base(form: str) -> str:
    """Return the word that another denies by its prefix, or an empty string.

    Examples
    --------
    >>> find_base("unhealthy"), find_base("nonsmoking"), find_base("under")
    ('healthy', 'smoking', '')
    """
    if form.startswith(_UNDENIED_PREFIX):
        return ""
    for prefix in PREFIXES:
        if form.startswith(prefix) and len(form) - len(prefix) >= LEAST_BASE:
            return form[len(prefix) :]
    return ""
