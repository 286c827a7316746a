"""Whether two details are of the same slot: how likely the scorer says it is, what keeps them apart, and why, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from retold.consistency.conflicts.features import NO_ASPECT, SETTLES
from retold.consistency.details.detail import Detail, canonical, say_day
from retold.consistency.details.places import same_place
from retold.language.english.slots import DIMENSIONS
from retold.ties import DIGITS

# From these answers of the scorer on, two details with different values are of one slot; the second holds where each clause
# names something that the other sentence does not. On stories that the scorer was not trained on, nine in ten conflicts are
# right from there on (`training/train_slots.py`). Of places it knows little.
CONFLICT_FROM, CONFLICT_APART_FROM, CONFLICT_OF_PLACES_FROM = 0.6, 0.75, 0.9

# So many words, what is counted or measured among them, two details share whose values are to conflict: in very short
# texts every word seems rare.
LEAST_WORDS = 2

# Two values that can both be true do no harm.
SAME_FROM = 0.5

# The same place of the same words is the same slot.
SURE_BY_WORDS = 0.95

# The day of an article is as good as that of the event one day before it.
DAYS_TO_PRINT = 1

# Acts of which the count rises while they are reported.
GROWING = frozenset({"killed", "wounded", "arrested", "missing"})

AGE = "age"


class Likeness(NamedTuple):
    """Whether two details share a slot: how sure that is (0 if they do not), why, what keeps them apart, shared words."""

    sure: float
    why: str
    apart: str
    shared: dict[str, float]


class Known(NamedTuple):
    """What is known from all details: how rare each word is, and which words are names."""

    rarity: Mapping[str, float]
    names: frozenset[str]


def compare_slots(
    a: Detail, b: Detail, known: Known, *, sure: float, differ: bool, aligned: bool = False
) -> Likeness:
    """Say whether two details of one kind are of the same slot.

    Parameters
    ----------
    a, b : Detail
        Two details.
    known : Known
        What is known of the words of all details.
    sure : float
        How likely the scorer says it is, 0..1; see `retold.consistency.conflicts.scorer.score_slots`.
    differ : bool
        Whether the two values exclude each other.
    aligned : bool
        Whether the table of wording pairs has both at one place of the same words.

    Returns
    -------
    Likeness
        ``sure`` between 0 and 1.
    """
    shared = _shared(a, b, known.rarity)
    never = next(_forbid(a, b, known.names) if differ and not aligned else _forbid_always(a, b), "")
    if aligned:
        sure = max(sure, SURE_BY_WORDS)
    if differ and not (never or aligned) and len(shared) + (a.head == b.head != "") < LEAST_WORDS:
        never = "hardly a word is common to both"
    if never or sure < (_least(a, b, known.names) if differ else SAME_FROM):
        return Likeness(0.0, "", never or next(_doubt(a, b, known.names), ""), shared)
    return Likeness(sure, "both report the same words" if aligned else _say_why(a, b), "", shared)


def _least(a: Detail, b: Detail, names: frozenset[str]) -> float:
    """Return how sure the scorer must be that two details with different values are of one slot."""
    if a.kind == "place":
        return CONFLICT_OF_PLACES_FROM
    # A date that is part of a name ("the 1950 treaty") has little to do with the rest of its clause.
    attached = a.kind == "date" and a.head == b.head != ""
    return CONFLICT_APART_FROM if _name_apart(a, b, names) and not attached else CONFLICT_FROM


def is_forbidden(a: Detail, b: Detail, known: Known) -> bool:
    """Say whether something shows that two details with different values are not of one thing."""
    return next(_forbid(a, b, known.names), "") != ""


def _shared(a: Detail, b: Detail, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the words that two slots share, with their weights; those beside count only across articles."""
    both: dict[str, float] = {}
    across = a.article_id != b.article_id
    for word in sorted({*a.words, *a.near} & {*b.words, *b.near}):
        here, there = (
            detail.words.get(word) or (detail.near.get(word, 0.0) if across else 0.0) for detail in (a, b)
        )
        weight = round(min(here, there) * rarity.get(word, 1.0), DIGITS)
        if weight > 0 and word not in (a.head, b.head):
            both[word] = weight
    return both


def _forbid_always(a: Detail, b: Detail) -> Iterator[str]:
    """Yield in words what shows that two details are not of one thing, whatever their values."""
    if a.measure != b.measure:
        yield "one is a rank, the other a count"
    elif a.measure == "ordinal":
        yield "two ranks are of two things"
    if a.rates and b.rates and not a.rates & b.rates:
        yield f"one is for each {_join(a.rates)}, the other for each {_join(b.rates)}"
    if a.dimensions and b.dimensions and a.measure != "count" and not a.dimensions & b.dimensions:
        yield f"different measures ({_join(a.dimensions)}; {_join(b.dimensions)})"


def _forbid(a: Detail, b: Detail, names: frozenset[str]) -> Iterator[str]:
    """Yield in words what shows that two details with different values are not of one thing, however alike they are."""
    yield from _forbid_always(a, b)
    if AGE in a.dimensions & b.dimensions and not _share_name(_persons(a, names), _persons(b, names)):
        yield "ages of two persons"
    if a.parts != b.parts:
        yield "one is of a part or a difference, the other of the whole"
    if a.ranks and b.ranks and not a.ranks & b.ranks:
        yield f"one is of the {_join(a.ranks)}, the other of the {_join(b.ranks)}"
    if a.kind == "date" and a.head and b.head and a.head != b.head:
        yield f"one dates the {a.own}, the other the {b.own}"
    if a.figures and b.figures and not a.figures & b.figures:
        yield f"other figures are given for the two days ({_join(a.figures)}; {_join(b.figures)})"
    acts_a, acts_b = (_acts(detail) - NO_ASPECT for detail in (a, b))
    if acts_a and acts_b and not acts_a & acts_b:
        yield f"different aspects ({_join(acts_a)}; {_join(acts_b)})"
    if a.measure in ("count", "share") and a.head != b.head and not _is_named_beside(a, b):
        yield f"one is of {a.own or 'something not named'}, the other of {b.own or 'something not named'}"
    if a.changes != b.changes:
        yield "one speaks of another time"
    if a.kind == "document" and not all(SETTLES in detail.aspects | detail.outer for detail in (a, b)):
        yield "nothing says that both settle one matter"
    yield from _forbid_names(a, b, names)
    if a.kind == "number":
        yield from _forbid_numbers(a, b)


def _forbid_names(a: Detail, b: Detail, names: frozenset[str]) -> Iterator[str]:
    names_a, names_b = a.clause & names, b.clause & names
    if (
        names_a
        and names_b
        and a.kind in ("date", "duration", "number")
        and not _share_name(names_a, b.words.keys() & names)
        and not _share_name(names_b, a.words.keys() & names)
    ):
        yield f"different names ({_shown(a, names_a)}; {_shown(b, names_b)})"


def _forbid_numbers(a: Detail, b: Detail) -> Iterator[str]:
    if a.scopes != b.scopes and not a.scopes & b.scopes:
        yield f"different scope ({_join(a.scopes) or 'none named'}; {_join(b.scopes) or 'none named'})"
    if a.day and b.day and _is_of_another_day(a, b):
        yield f"counted at another time ({say_day(a.day)}; {say_day(b.day)})"


def _doubt(a: Detail, b: Detail, names: frozenset[str]) -> Iterator[str]:
    """Yield in words what speaks against two details being of one thing, where the scorer is not sure that they are."""
    yield from _forbid(a, b, names)
    if a.measure == "count" and a.modifiers != b.modifiers:
        yield "what is counted has another name"
    if a.measure == "count" and ("timeless" in a.marks) != ("timeless" in b.marks):
        yield "one counts a whole set, the other some"
    if apart := _name_apart(a, b, names):
        yield apart


_MEASURING = frozenset(canonical(word) for word in DIMENSIONS)


def _name_apart(a: Detail, b: Detail, names: frozenset[str]) -> str:
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
    return f"each names something else ({_shown(a, left[0])}; {_shown(b, left[1])})" if all(left) else ""


def _is_of_another_day(a: Detail, b: Detail) -> bool:
    """Say whether two numbers are of different days, where they would change from one day to the next."""
    if a.day is None or b.day is None:
        return False
    apart = max(a.day[0] - b.day[1], b.day[0] - a.day[1])
    told = [detail.day_is == "told" for detail in (a, b)]
    if "timeless" in a.marks & b.marks and not all(told):
        return False
    growing = bool(GROWING & (a.aspects | a.outer) & (b.aspects | b.outer))
    return (apart > 0 and (all(told) or growing)) or (apart > DAYS_TO_PRINT and any(told))


def _persons(detail: Detail, names: frozenset[str]) -> Collection[str]:
    """Return whose age a detail may be: the name before it, else the names of its clause or of its sentence."""
    return [detail.head] if detail.head else detail.clause & names or detail.words.keys() & names


def _is_named_beside(a: Detail, b: Detail) -> bool:
    """Say whether only one number says of what it is, and the other has that word in its sentence."""
    one, other = (a, b) if b.head else (b, a)
    return not one.head and other.head in one.words


def _acts(detail: Detail) -> frozenset[str]:
    """Return the acts of a detail's clause; for a date whose clause has none, those of its sentence."""
    return detail.aspects or (detail.outer if detail.kind == "date" else frozenset())


def _share_name(a: Collection[str], b: Collection[str]) -> bool:
    return any(same_place(one, other) for one in a for other in b)


def _join(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _shown(detail: Detail, words: frozenset[str]) -> str:
    return ", ".join(sorted(detail.shown.get(word, word) for word in words))


_WHAT = {"time": "how long", "share": "which share"}


def _say_why(a: Detail, b: Detail) -> str:
    """Return in words what two details have in common, beside the words that they share."""
    same_head = bool(a.head) and canonical(a.own) == canonical(b.own)
    acts = (_acts(a) & _acts(b)) - NO_ASPECT
    if a.measure == "count":
        return f"both count {a.own}" if same_head else "both count the same"
    if a.kind == "document":
        return f"both say which {a.own}" if same_head else "both name the document"
    if a.kind == "place":
        return "both say where it was"
    if a.kind in ("date", "time"):
        if same_head:
            return f"both date the {a.own}"
        return f"both date the same act ({_join(acts)})" if acts else "both date the same"
    if a.dimensions & b.dimensions:
        return f"both give the {_join(a.dimensions & b.dimensions)}"
    what = _WHAT.get(a.measure, f"which {a.measure}")
    return f"both say {what}, of the {a.own}" if same_head else f"both say {what}"
