"""Whether two details are of the same slot: what speaks for it, what keeps them apart, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from retold.consistency.places import same_place
from retold.consistency.sides import Side, canonical, say_day
from retold.consistency.slots import DIMENSIONS

# All thresholds were chosen on the half of the planted study that is there for it. A word weighs between 0 (it stands
# with every detail) and 1 (with one or two), less where it stands in another clause or sentence.

# Sentences that share this part of their words, names apart, and so many of them, report the same words ...
SAME_SENTENCE, WORDS_OF_SAME_SENTENCE = 0.7, 3
# ... and so do the clauses, if both have words enough to tell.
SAME_CLAUSE, WORDS_OF_CLAUSE = 0.5, 1

# What two slots with one head or one act must share besides.
SHARED_WITH_HEAD = 0.3
SHARED_WITH_ACT = 0.12
# With an act goes another word, and a third, unless the second is rare.
WORDS_WITH_ACT, SHARED_WITH_ACT_ALONE = 2, 0.4
# What two numbers must share, if nothing says that they are of one day or of one known set.
SHARED_WITH_NUMBER, WORDS_WITH_NUMBER = 0.45, 2
# An occasion (a speech at the dam, a session of the council) is the same if it is dated within this many days ...
DAYS_OF_OCCASION = 2
# ... and its sentences share so much, in two words or more.
SHARED_OF_OCCASION, WORDS_OF_OCCASION = 0.3, 2
# The same day and two names as rare as this make two meetings one.
RARE, WORDS_OF_MEETING = 0.45, 2
# Two documents that settle something settle the same if they share this.
SHARED_OF_DOCUMENT = 0.1
# Values that can both be true do no harm, so that less is asked for: this part of the above.
LENIENT = 0.4

# The day of an article is as good as that of the event one day before it.
DAYS_TO_PRINT = 1

# How sure a tie is. Two counts of one day or of one known set, and two days of one occasion, may have other words around.
# A date that is part of a name ("the 1950 treaty") has little to do with the rest of its clause.
SURE_BY_DAY, SURE_BY_SET, SURE_BY_OCCASION, SURE_BY_HEAD = 0.9, 0.85, 0.85, 0.85
FREE_OF_LEFT_OVER = 0.85

# Acts of which the count rises while they are reported.
GROWING = frozenset({"killed", "wounded", "arrested", "missing"})
# What a document does that has a slot of its own.
SETTLES = "settles"


# Acts that go together with others: what settles a matter was signed, and what was signed lasted.
NO_ASPECT = frozenset({SETTLES, "released", "lasted", "spoke"})


AGE = "age"


class Likeness(NamedTuple):
    """Whether two details share a slot: how sure that is (0 if they do not), why, what keeps them apart, shared words."""

    sure: float
    why: str
    apart: str
    shared: dict[str, float]


class Known(NamedTuple):
    """What is known from all details.

    How rare each word is, which words are names, which days an article names, and of each detail which one it is of how
    many of its kind and measure in its sentence.
    """

    rarity: Mapping[str, float]
    names: frozenset[str]
    days: Mapping[str, frozenset[tuple[float, float]]]
    turns: Mapping[str, tuple[int, int]]


def compare_slots(a: Side, b: Side, known: Known, *, differ: bool, aligned: bool = False) -> Likeness:
    """Say whether two details of one kind are of the same slot.

    Parameters
    ----------
    a, b : Side
        Two details.
    known : Known
        What is known of the words and days of all details.
    differ : bool
        Whether the two values exclude each other; if not, time and scope do not matter.
    aligned : bool
        Whether the table of wording pairs has the two statements as one.

    Returns
    -------
    Likeness
        ``sure`` between 0 and 1.
    """
    shared = _shared(a, b, known.rarity)
    same_words = aligned or (
        a.kind not in ("place", "document") and _same_sentence(a, b, known.rarity, known.names)
    )
    apart = _keep_apart(a, b, known.names, differ=differ, same_words=same_words)
    turns = known.turns[a.detail_id], known.turns[b.detail_id]
    if not (aligned or apart) and _out_of_turn(*turns) and _alike(a, b, known.rarity, known.names):
        apart = "each stands at another place of the same words"
    least = 1.0 if differ else LENIENT
    sure, why = (0.95, "both report the same words") if same_words else _find_tie(a, b, shared, known, least)
    if sure and differ and not apart and not same_words and a.kind not in ("place", "document"):
        apart = _left_over(a, b, known.names) if sure < FREE_OF_LEFT_OVER else ""
    return Likeness(0.0 if apart else sure, why, apart, shared)


def _out_of_turn(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Say whether two sentences have as many details of a kind, and these two are not each other's counterparts."""
    return a[1] == b[1] and a[0] != b[0]


def _shared(a: Side, b: Side, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the words that two slots share, with their weights; those beside count only across articles."""
    both: dict[str, float] = {}
    across = a.article_id != b.article_id
    for word in sorted({*a.words, *a.near} & {*b.words, *b.near}):
        here, there = (
            side.words.get(word) or (side.near.get(word, 0.0) if across else 0.0) for side in (a, b)
        )
        weight = min(here, there) * rarity.get(word, 1.0)
        if weight > 0 and word not in (a.head, b.head):
            both[word] = weight
    return both


def _same_sentence(a: Side, b: Side, rarity: Mapping[str, float], names: frozenset[str]) -> bool:
    """Say whether two sentences are alike, and the clauses of the two details too."""
    if not _alike(a, b, rarity, names):
        return False
    inner, other = a.clause - names, b.clause - names
    if min(len(inner), len(other)) < WORDS_OF_CLAUSE:
        return True
    return _covers(inner & other, inner, other, rarity, SAME_CLAUSE)


def _alike(a: Side, b: Side, rarity: Mapping[str, float], names: frozenset[str]) -> bool:
    """Say whether the words of the shorter sentence, names apart, stand in the longer one, but for few."""
    left, right = (side.words.keys() - names | ({side.head} if side.head else set()) for side in (a, b))
    common = left & right
    # Two short sentences must be alike on both sides.
    enough = (
        WORDS_OF_SAME_SENTENCE
        if not _covers(common, left | right, right | left, rarity, SAME_SENTENCE)
        else 2
    )
    return len(common) >= enough and _covers(common, left, right, rarity, SAME_SENTENCE)


def _covers(
    common: set[str] | frozenset[str], left: set[str] | frozenset[str], right: set[str] | frozenset[str],
    rarity: Mapping[str, float], part: float,
) -> bool:  # fmt: skip
    weights = [sum(rarity.get(word, 1.0) for word in sorted(words)) for words in (common, left, right)]
    return weights[0] >= part * min(weights[1:])


def _keep_apart(a: Side, b: Side, names: frozenset[str], *, differ: bool, same_words: bool) -> str:
    """Return in words what shows that two details are not of one thing; empty if nothing does."""
    if a.measure != b.measure:
        return "one is a rank, the other a count"
    if a.measure == "ordinal":
        return "two ranks are of two things"
    if a.parts != b.parts:
        return "one is of a part or a difference, the other of the whole"
    if a.rates and b.rates and not a.rates & b.rates:
        return f"one is for each {_join(a.rates)}, the other for each {_join(b.rates)}"
    if AGE in a.dimensions & b.dimensions and not _share_name(_persons(a, names), _persons(b, names)):
        return "ages of two persons"
    if a.figures and b.figures and not a.figures & b.figures:
        return f"other figures are given for the two days ({_join(a.figures)}; {_join(b.figures)})"
    if a.ranks and b.ranks and not a.ranks & b.ranks:
        return f"one is of the {_join(a.ranks)}, the other of the {_join(b.ranks)}"
    if a.kind == "date" and a.head and b.head and a.head != b.head:
        return f"one dates the {a.own}, the other the {b.own}"
    acts_a, acts_b = (_acts(side) - NO_ASPECT for side in (a, b))
    if acts_a and acts_b and not acts_a & acts_b:
        return f"different aspects ({_join(acts_a)}; {_join(acts_b)})"
    if (
        a.dimensions
        and b.dimensions
        and a.measure not in ("count", "ordinal")
        and not a.dimensions & b.dimensions
    ):
        return f"different measures ({_join(a.dimensions)}; {_join(b.dimensions)})"
    if a.measure in ("count", "share") and a.head != b.head and not _is_named_beside(a, b):
        return f"one is of {a.own or 'something not named'}, the other of {b.own or 'something not named'}"
    if a.measure == "count" and a.modifiers != b.modifiers:
        return "what is counted has another name"
    if not differ:
        return ""
    if a.changes != b.changes:
        return "one speaks of another time"
    names_a, names_b = a.clause & names, b.clause & names
    if (
        names_a
        and names_b
        and a.kind in ("date", "duration", "number")
        and not _share_name(names_a, b.words.keys() & names)
        and not _share_name(names_b, a.words.keys() & names)
    ):
        return f"different names ({_shown(a, names_a)}; {_shown(b, names_b)})"
    if a.measure == "count" and "timeless" not in a.marks | b.marks and not same_words:
        alone = [
            side
            for side, own, other in ((a, names_a, b), (b, names_b, a))
            if own and not own & (other.words.keys() | other.near.keys())
        ]
        if alone:
            return f"only one is told of {_shown(alone[0], alone[0].clause & names)}"
    return _keep_numbers_apart(a, b, same_words=same_words) if a.kind == "number" else ""


def _persons(side: Side, names: frozenset[str]) -> Collection[str]:
    """Return whose age a detail may be: the name before it, else the names of its clause or of its sentence."""
    return [side.head] if side.head else side.clause & names or side.words.keys() & names


def _is_named_beside(a: Side, b: Side) -> bool:
    """Say whether only one share says of what it is, and the other has that word in its sentence."""
    one, other = (a, b) if b.head else (b, a)
    return not one.head and other.head in one.words


def _acts(side: Side) -> frozenset[str]:
    """Return the acts of a detail's clause; for a date whose clause has none, those of its sentence."""
    return side.aspects or (side.outer if side.kind == "date" else frozenset())


_MEASURING = frozenset(canonical(word) for word in DIMENSIONS)


def _left_over(a: Side, b: Side, names: frozenset[str]) -> str:
    """Return what each clause alone names, if both do: who "employs" workers has not "dismissed" them."""
    # A clause without words of its own ("for no longer than 90 days") stands for its sentence.
    whole = not a.clause or not b.clause
    left = [
        frozenset(one.words if whole and one.kind != "date" else one.clause)
        - names
        - other.words.keys()
        - other.near.keys()
        - {other.head}
        - _MEASURING
        for one, other in ((a, b), (b, a))
    ]
    if not all(left):
        return ""
    return f"each names something else ({_shown(a, left[0])}; {_shown(b, left[1])})"


def _join(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _keep_numbers_apart(a: Side, b: Side, *, same_words: bool) -> str:
    if a.scopes != b.scopes and not same_words and not a.scopes & b.scopes:
        return f"different scope ({_join(a.scopes) or 'none named'}; {_join(b.scopes) or 'none named'})"
    return _keep_times_apart(a, b, same_words=same_words)


def _share_name(a: Collection[str], b: Collection[str]) -> bool:
    return any(same_place(one, other) for one in a for other in b)


def _shown(side: Side, words: frozenset[str]) -> str:
    return ", ".join(sorted(side.shown.get(word, word) for word in words))


def _keep_times_apart(a: Side, b: Side, *, same_words: bool) -> str:
    """Say whether two numbers are of different days, where they would change from one day to the next."""
    if a.measure == "count" and ("timeless" in a.marks) != ("timeless" in b.marks) and not same_words:
        return "one counts a whole set, the other some"
    if a.day is None or b.day is None:
        return ""
    apart = max(a.day[0] - b.day[1], b.day[0] - a.day[1])
    told = [side.day_is == "told" for side in (a, b)]
    if {"timeless"} & a.marks & b.marks and not all(told):
        return ""
    growing = bool(GROWING & (a.aspects | a.outer) & (b.aspects | b.outer))
    known = {side.day_is for side in (a, b)}
    if (apart > 0 and (all(told) or growing)) or (
        apart > DAYS_TO_PRINT and (known == {"told", "article"} or (any(told) and not same_words))
    ):
        return f"counted at another time ({say_day(a.day)}; {say_day(b.day)})"
    return ""


def _find_tie(a: Side, b: Side, shared: Mapping[str, float], known: Known, least: float) -> tuple[float, str]:
    """Return how sure it is that two details are of one thing, and what says so."""
    if a.kind == "document":
        return _tie_documents(a, b, shared)
    if a.kind == "place":
        return _tie_places(a, b, shared, known)
    if a.kind == "date":
        return _tie_dates(a, b, shared, known.names, least) or _tie_occasions(a, b, shared, known)
    if a.measure in ("count", "ordinal"):
        return _tie_counts(a, b, shared, known.names, least)
    return _tie_measures(a, b, shared, known.names, least)


def _weight(shared: Mapping[str, float], without: frozenset[str] = frozenset()) -> float:
    return sum(weight for word, weight in shared.items() if word not in without)


def _tie_counts(
    a: Side, b: Side, shared: Mapping[str, float], names: frozenset[str], least: float
) -> tuple[float, str]:
    if a.head != b.head:
        return 0.0, ""
    if a.day_is == b.day_is == "told" and a.day == b.day and a.day is not None and a.day[0] == a.day[1]:
        return SURE_BY_DAY, f"both count {a.own} on {say_day(a.day)}"
    if {"known", "timeless"} <= a.marks & b.marks:
        return SURE_BY_SET, f"both count the {a.own}"
    # The people of the town of Hadley are told from those of its district.
    if a.scopes & b.scopes and any(word in names for word in shared.keys() & a.words.keys() & b.words.keys()):
        return 0.75, f"both count {a.own} of one {_join(a.scopes & b.scopes)}"
    if _weight(shared) >= least * SHARED_WITH_NUMBER:
        return 0.7, f"both count {a.own}"
    return 0.0, ""


def _tie_measures(
    a: Side, b: Side, shared: Mapping[str, float], names: frozenset[str], least: float
) -> tuple[float, str]:
    what = {"time": "how long", "share": "which share"}.get(a.measure, f"which {a.measure}")
    plain = {
        word: weight
        for word, weight in shared.items()
        if word in a.words and word in b.words and word not in names
    }
    if a.head and b.head and a.head != b.head:
        return 0.0, ""
    enough = a.article_id == b.article_id or len(shared) >= WORDS_WITH_NUMBER or least < 1
    if (
        a.head
        and a.head == b.head
        and enough
        and _tells(a, b, plain)
        and _weight(shared) >= least * SHARED_WITH_HEAD
    ):
        return 0.8, f"both say {what}, of the {a.own}"
    if a.dimensions & b.dimensions and _weight(plain) >= least * SHARED_WITH_ACT:
        return 0.75, f"both give the {_join(a.dimensions & b.dimensions)}"
    if (
        len(plain) >= (WORDS_WITH_NUMBER if least == 1 else 1)
        and _weight(plain) >= least * SHARED_WITH_NUMBER
    ):
        return 0.7, f"both say {what}"
    return 0.0, ""


def _tells(a: Side, b: Side, plain: Mapping[str, float]) -> bool:
    """Say whether a word that is no name ties two clauses: a treaty that gives a third is not a country that takes it."""
    inner = [word for word in plain if word in a.clause and word in b.clause]
    return bool(inner) or (bool(plain) and (not a.clause or not b.clause))


def _tie_dates(
    a: Side, b: Side, shared: Mapping[str, float], names: frozenset[str], least: float
) -> tuple[float, str] | None:
    plain = {
        word: weight
        for word, weight in shared.items()
        if word not in names and word in a.words and word in b.words
    }
    act = a.aspects & b.aspects
    if a.head and a.head == b.head and _weight(shared) >= 2 * least * SHARED_WITH_HEAD:
        return SURE_BY_HEAD, f"both date the {a.own}"
    enough = len(shared) > WORDS_WITH_ACT or _weight(plain, act) >= SHARED_WITH_ACT_ALONE or least < 1
    if act and enough and not (a.head and b.head) and _weight(plain, act) >= least * SHARED_WITH_ACT:
        return 0.8, f"both date the same act ({_join(act)})"
    if not a.head and not b.head and least < 1 and _weight(plain) >= least * SHARED_WITH_NUMBER:
        return 0.5, "both date one thing"
    return None


def _tie_occasions(a: Side, b: Side, shared: Mapping[str, float], known: Known) -> tuple[float, str]:
    """Tie two days of one occasion: an event of one day that two articles name by the same words.

    An article that names both days speaks of two occasions; what is still to come is another one, too.
    """
    if a.article_id == b.article_id or ("future" in a.marks) != ("future" in b.marks):
        return 0.0, ""
    spans = [(side.value.low, side.value.high) for side in (a, b)]
    if any(low != high for low, high in spans) or abs(spans[0][0] - spans[1][0]) > DAYS_OF_OCCASION:
        return 0.0, ""
    if spans[0] != spans[1] and (
        spans[1] in known.days[a.article_id] or spans[0] in known.days[b.article_id]
    ):
        return 0.0, ""
    here = {word: weight for word, weight in shared.items() if word in a.words or word in b.words}
    if len(here) < WORDS_OF_OCCASION or _weight(here) < SHARED_OF_OCCASION:
        return 0.0, ""
    # Where both sentences go on to other things, more must be shared: who it was, and what or where.
    both = (
        len(here) > WORDS_OF_OCCASION
        and any(w in known.names for w in here)
        and any(w not in known.names for w in here)
    )
    return (SURE_BY_OCCASION if both else 0.6), "both date the same occasion"


def _tie_places(a: Side, b: Side, shared: Mapping[str, float], known: Known) -> tuple[float, str]:
    """Tie the places of one meeting: two articles, the same day, and two rare names of who met."""
    if a.article_id == b.article_id or a.day is None or a.day != b.day or a.day[0] != a.day[1]:
        return 0.0, ""
    met = known.names & a.words.keys() & b.words.keys()
    rare = [word for word in met if known.rarity[word] >= RARE]
    if len(rare) >= WORDS_OF_MEETING and "article" not in (a.day_is, b.day_is):
        return 0.7, f"both say where it was on {say_day(a.day)}"
    return 0.0, ""


def _tie_documents(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    if a.head != b.head or not all(SETTLES in side.aspects | side.outer for side in (a, b)):
        return 0.0, ""
    if _weight(shared, frozenset({SETTLES})) >= SHARED_OF_DOCUMENT:
        return 0.7, f"both say which {a.own} settles it"
    return 0.0, ""
