"""Whether two details may be of the same slot: what keeps them apart, what speaks for it, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from retold.consistency.conflicts.features import NO_ASPECT
from retold.consistency.conflicts.rules import (
    acts_of,
    join_words,
    say_apart,
    say_kinds,
    say_later,
    show_words,
)
from retold.consistency.details.detail import Detail, canonical
from retold.language.english.slots import DIMENSIONS
from retold.ties import DIGITS

# So many words, what is counted or measured among them, two details share whose values are to conflict: in very short
# texts every word seems rare.
LEAST_WORDS = 2

# Two values that can both be true do no harm.
SAME_FROM = 0.5

# The same place of the same words is the same slot.
SURE_BY_WORDS = 0.95


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
        ``sure`` between 0 and 1. Of two values that exclude each other it is the scorer's answer: whether they
        conflict, `retold.consistency.conflicts.same_thing` says.
    """
    shared = _shared(a, b, known.rarity)
    never = next(say_apart(a, b, known.names) if differ and not aligned else say_kinds(a, b), "")
    if aligned:
        sure = max(sure, SURE_BY_WORDS)
    if differ and not (never or aligned) and len(shared) + (a.head == b.head != "") < LEAST_WORDS:
        never = "hardly a word is common to both"
    if never or not (differ or sure >= SAME_FROM):
        return Likeness(0.0, "", never or say_doubt(a, b, known), shared)
    return Likeness(sure, "both report the same words" if aligned else _say_why(a, b), "", shared)


def say_doubt(a: Detail, b: Detail, known: Known) -> str:
    """Say what speaks against two details being of one thing, where that is not sure; empty if nothing does."""
    return next(_doubt(a, b, known.names), "")


def say_update(a: Detail, b: Detail, like: Likeness, known: Known) -> str:
    """Say what of time alone keeps two details apart that share enough words; empty if anything else does."""
    enough = len(like.shared) + (a.head == b.head != "") >= LEAST_WORDS
    return say_later(a, b, known.names) if enough else ""


def is_forbidden(a: Detail, b: Detail, known: Known) -> bool:
    """Say whether something shows that two details with different values are not of one thing."""
    return next(say_apart(a, b, known.names), "") != ""


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


def _doubt(a: Detail, b: Detail, names: frozenset[str]) -> Iterator[str]:
    """Yield in words what speaks against two details being of one thing, where the scorer is not sure that they are."""
    yield from say_apart(a, b, names)
    if a.measure == "count" and a.modifiers != b.modifiers:
        yield "what is counted has another name"
    if a.measure == "count" and ("timeless" in a.marks) != ("timeless" in b.marks):
        yield "one counts a whole set, the other some"
    if apart := name_apart(a, b, names):
        yield apart


_MEASURING = frozenset(canonical(word) for word in DIMENSIONS)


def name_apart(a: Detail, b: Detail, names: frozenset[str]) -> str:
    """Say what each clause alone names, if both do: who "employs" workers has not "dismissed" them."""
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
    return (
        f"each names something else ({show_words(a, left[0])}; {show_words(b, left[1])})" if all(left) else ""
    )


_WHAT = {"time": "how long", "share": "which share"}


def _say_why(a: Detail, b: Detail) -> str:
    """Return in words what two details have in common, beside the words that they share."""
    same_head = bool(a.head) and canonical(a.own) == canonical(b.own)
    acts = (acts_of(a) & acts_of(b)) - NO_ASPECT
    if a.measure == "count":
        return f"both count {a.own}" if same_head else "both count the same"
    if a.kind == "document":
        return f"both say which {a.own}" if same_head else "both name the document"
    if a.kind == "place":
        return "both say where it was"
    if a.kind in ("date", "time"):
        if same_head:
            return f"both date the {a.own}"
        return f"both date the same act ({join_words(acts)})" if acts else "both date the same"
    if a.dimensions & b.dimensions:
        return f"both give the {join_words(a.dimensions & b.dimensions)}"
    what = _WHAT.get(a.measure, f"which {a.measure}")
    return f"both say {what}, of the {a.own}" if same_head else f"both say {what}"
