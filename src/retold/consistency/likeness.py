"""Whether two details are of the same slot: what speaks for it, what keeps them apart, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from retold.consistency.dates import edtf_days
from retold.consistency.places import same_place
from retold.consistency.sides import Side, say_day

# All thresholds were chosen on the half of the planted study that is there for it. Words weigh between 0 (on every
# detail) and 1 (on one or two).

# Sentences that share this part of their words, and so many of them, report the same words ...
SAME_SENTENCE, WORDS_OF_SAME_SENTENCE = 0.7, 3
# ... and so much rarity in all, or "the city and its people" would do.
RARITY_OF_SAME_SENTENCE = 0.9

# What two slots with one head or one act must share besides.
SHARED_WITH_HEAD = 0.3
SHARED_WITH_ACT = 0.2
# What two counts of one noun must share, if nothing says that they are of one day or of one known set.
SHARED_WITH_COUNT = 0.6
# An occasion (a speech at the dam, a session of the council) is the same if it is dated within this many days ...
DAYS_OF_OCCASION = 2
# ... and its sentences share so much.
SHARED_OF_OCCASION = 0.3
# The same day and so many rare words make two meetings one.
SHARED_OF_MEETING = 0.5

# The day of an article is as good as that of the event one day before it.
DAYS_TO_PRINT = 1

# Acts of which the count rises while they are reported.
GROWING = frozenset({"killed", "wounded", "arrested", "missing"})

# Acts of coming together, which have one place and one day.
MEETINGS = frozenset({"spoke", "meet", "talks", "interview", "speech", "summit", "sit", "receiv", "address", "visit", "signed"})


class Likeness(NamedTuple):
    """Whether two details share a slot: how sure that is (0 if they do not), and why, or what keeps them apart."""

    sure: float
    why: str
    apart: str
    shared: tuple[str, ...]


def compare_slots(a: Side, b: Side, rarity: Mapping[str, float], *, aligned: bool = False) -> Likeness:
    """Say whether two details of one kind are of the same slot.

    Parameters
    ----------
    a, b : Side
        Two details.
    rarity : mapping
        Weight of each word, between 0 and 1.
    aligned : bool
        Whether the table of wording pairs has the two statements as one.

    Returns
    -------
    Likeness
        ``sure`` between 0 and 1.
    """
    shared = _shared(a, b, rarity)
    same_words = aligned or _same_sentence(a, b, rarity)
    top = tuple(sorted(shared, key=lambda word: (-shared[word], word)))
    apart = _keep_apart(a, b, same_words=same_words)
    sure, why = _find_tie(a, b, shared, rarity, same_words=same_words)
    if apart:
        return Likeness(0.0, why, apart, top)
    return Likeness(sure, why, "", top)


def _shared(a: Side, b: Side, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the words that two slots share, with their weights; those beside count only across articles."""
    both: dict[str, float] = {}
    across = a.article_id != b.article_id
    for word in sorted({*a.words, *a.near} & {*b.words, *b.near}):
        here, there = (side.words.get(word) or (side.near.get(word, 0.0) if across else 0.0) for side in (a, b))
        weight = min(here, there) * rarity.get(word, 1.0)
        if weight > 0 and word not in (a.head, b.head):
            both[word] = weight
    return both


def _same_sentence(a: Side, b: Side, rarity: Mapping[str, float]) -> bool:
    """Say whether the words of the shorter sentence stand in the longer one, but for few."""
    common = a.words.keys() & b.words.keys()
    if len(common) < WORDS_OF_SAME_SENTENCE:
        return False
    weights = [sum(rarity.get(word, 1.0) for word in words) for words in (common, a.words.keys(), b.words.keys())]
    return weights[0] >= RARITY_OF_SAME_SENTENCE and weights[0] >= SAME_SENTENCE * min(weights[1:])


def _keep_apart(a: Side, b: Side, *, same_words: bool) -> str:
    """Return in words what shows that two details are not of one thing; empty if nothing does."""
    if a.measure != b.measure:
        return "one is a rank, the other a count"
    if a.parts != b.parts:
        return "one is of a part or a difference, the other of the whole"
    if a.kind == "date" and a.head and b.head and a.head != b.head:
        return f"one dates the {a.own}, the other the {b.own}"
    if a.aspects and b.aspects and not a.aspects & b.aspects:
        return f"different aspects ({_names(a.aspects)}; {_names(b.aspects)})"
    if a.changes != b.changes:
        return "one speaks of another time"
    if a.kind == "number":
        return _keep_numbers_apart(a, b, same_words=same_words)
    return ""


def _names(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _keep_numbers_apart(a: Side, b: Side, *, same_words: bool) -> str:
    if a.measure in ("count", "share") and a.head != b.head:
        return f"one is of {a.own or 'something not named'}, the other of {b.own or 'something not named'}"
    if a.modifiers != b.modifiers and a.measure == "count":
        return "what is counted has another name"
    if a.scopes != b.scopes and not same_words and not a.scopes & b.scopes:
        return f"different scope ({_names(a.scopes) or 'none named'}; {_names(b.scopes) or 'none named'})"
    names_a, names_b = a.clause_names, b.clause_names
    if names_a and names_b and not _share_name(names_a, names_b):
        return f"different names ({_shown(a, names_a)}; {_shown(b, names_b)})"
    return _keep_times_apart(a, b, same_words=same_words)


def _share_name(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(same_place(one, other) for one in a for other in b)


def _shown(side: Side, words: frozenset[str]) -> str:
    return ", ".join(sorted(side.shown.get(word, word) for word in words))


def _keep_times_apart(a: Side, b: Side, *, same_words: bool) -> str:
    """Say whether two numbers are of different days, where they would change from one day to the next."""
    if a.day is None or b.day is None or {"timeless"} & a.marks & b.marks:
        return ""
    apart = max(a.day[0] - b.day[1], b.day[0] - a.day[1])
    told = [side.day_is == "told" for side in (a, b)]
    growing = bool(GROWING & (a.aspects | a.outer) & (b.aspects | b.outer))
    if apart > 0 and (all(told) or growing):
        return f"counted at another time ({say_day(a.day)}; {say_day(b.day)})"
    if apart > DAYS_TO_PRINT and any(told) and not same_words:
        return f"counted at another time ({say_day(a.day)}; {say_day(b.day)})"
    return ""


def _find_tie(
    a: Side, b: Side, shared: Mapping[str, float], rarity: Mapping[str, float], *, same_words: bool
) -> tuple[float, str]:
    """Return how sure it is that two details are of one thing, and what says so."""
    if a.kind == "document":
        return _tie_documents(a, b, shared)
    if a.kind == "place":
        return _tie_places(a, b, shared)
    if same_words:
        return 0.95, "the same sentence"
    if a.kind == "date":
        return _tie_dates(a, b, shared)
    return _tie_counts(a, b, shared) if a.measure == "count" else _tie_measures(a, b, shared)


def _weight(shared: Mapping[str, float], without: frozenset[str] = frozenset()) -> float:
    return sum(weight for word, weight in shared.items() if word not in without)


def _tie_counts(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    if a.head != b.head:
        return 0.0, ""
    told = a.day_is == b.day_is == "told"
    if told and a.day == b.day and a.day is not None and a.day[0] == a.day[1]:
        return 0.85, f"both count {a.own} on {say_day(a.day)}"
    if {"known", "timeless"} <= a.marks & b.marks:
        return 0.8, f"both count the {a.own}"
    if _weight(shared) >= SHARED_WITH_COUNT:
        return 0.7, f"both count {a.own}"
    return 0.0, ""


def _tie_measures(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    what = {"time": "the length", "share": "the share"}.get(a.measure, f"the {a.measure}")
    if a.head and a.head == b.head and _weight(shared) >= SHARED_WITH_HEAD:
        return 0.8, f"both give {what} of the {a.own}"
    if a.head and b.head:
        return 0.0, ""
    inner = {word: weight for word, weight in shared.items() if word in a.clause and word in b.clause and word not in a.names}
    if inner and sum(inner.values()) >= SHARED_WITH_ACT and _weight(shared) >= SHARED_WITH_COUNT:
        return 0.7, f"both give {what}"
    return 0.0, ""


def _tie_dates(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    plain = {word: weight for word, weight in shared.items() if word not in a.names and word in a.words and word in b.words}
    act = a.aspects & b.aspects
    things = _weight(plain, act)
    if a.head and a.head == b.head and _weight(shared) >= 2 * SHARED_WITH_HEAD:
        return 0.8, f"both date the {a.own}"
    if act and not (a.head and b.head) and things >= SHARED_WITH_ACT:
        return 0.8, f"both say when it was {_names(act)}"
    return _tie_occasions(a, b, shared, plain)


def _tie_occasions(
    a: Side, b: Side, shared: Mapping[str, float], plain: Mapping[str, float]
) -> tuple[float, str]:
    if a.value.value == b.value.value or not plain or _weight(shared) < SHARED_OF_OCCASION:
        return 0.0, ""
    spans = [(side.value.low, side.value.high) for side in (a, b)]
    if any(not low == high for low, high in spans):
        return 0.0, ""
    if abs(spans[0][0] - spans[1][0]) > DAYS_OF_OCCASION:
        return 0.0, ""
    return 0.6, "both date one occasion"


def _tie_places(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    """Tie the places of one meeting: the same day, the same persons or the same kind of meeting."""
    if a.day is None or b.day is None or a.day_is == "article" or b.day_is == "article":
        return 0.0, ""
    one_day = a.day == b.day and a.day[0] == a.day[1]
    here = {word: weight for word, weight in shared.items() if word in a.words and word in b.words}
    if one_day and _weight(here) >= SHARED_OF_MEETING:
        return 0.7, f"both say where it was on {say_day(a.day)}"
    return 0.0, ""


def _tie_documents(a: Side, b: Side, shared: Mapping[str, float]) -> tuple[float, str]:
    rules = "settles"
    if a.head != b.head or not all(rules in side.aspects | side.outer for side in (a, b)):
        return 0.0, ""
    if _weight(shared, frozenset({rules})) >= SHARED_WITH_ACT:
        return 0.7, f"both say which {a.own} settles it"
    return 0.0, ""


def day_span(value: str) -> tuple[float, float]:
    """Return the days of an EDTF value."""
    return edtf_days(value)
