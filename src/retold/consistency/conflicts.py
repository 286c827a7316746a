"""Details of one slot against each other: a conflict, compatible, or not comparable, with the reason in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from scipy import sparse

from retold.consistency.dates import DATELINE
from retold.consistency.likeness import Known, Likeness, compare_slots
from retold.consistency.sides import SMOOTHING, Side, canonical, read_side
from retold.consistency.values import SAYINGS, relate
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key

VERDICTS = ("conflict", "compatible", "not comparable")

COLUMNS = ["detail_id", "article_id", "statement_id", "kind", "slot", "value", "approximate", "start", "text"]
SLOT_COLUMNS = ["measure", "low", "high", "bound", "flag", "head", "context", "cues", "day", "sentence"]

# Two details of one article this close stand in a list, a range or a contrast: they are meant to differ.
NEAR_CHARACTERS = 250

# A word on more details of one kind and measure than these ties none of them together, and is left out of the join,
# which keeps its size in proportion to the number of details.
MOST_HOLDERS = 40

# Details that share less than this are not looked at.
LEAST_SHARED = 0.3

# Rows of the join that are held at once.
STEP = 2000

# A pair is a row of the table if it is tied, or if its slots share so much that a reader would ask.
WORTH_A_ROW = 0.7

# Dates of two aspects of one thing share at least this.
WORTH_A_ROW_APART = 0.2

# Wording pairs from here on report the same words.
SAME_WORDING = 0.5


def compare_details(details: pd.DataFrame, wording: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare details of one kind that stand in the same slot, and say whether they conflict.

    Parameters
    ----------
    details : DataFrame
        The table ``details``, as ``find_details`` gives it.
    wording : DataFrame, optional
        The table ``wording``: details at the same place of two statements that report the same words are of one slot.

    Returns
    -------
    DataFrame
        The table ``conflicts``: detail_a, detail_b, kind, slot (what both are of), verdict, reason, confidence (0..1:
        how sure it is that both are of one slot; 0 where they are not). ``conflict``: both cannot be true of one thing.
        ``compatible``: both can (the same, less precise, approximate, in another unit, another name).
        ``not comparable``: they look alike, but another aspect, time, scope or part is meant, as the reason says.

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    A conflict is meant to be missed rather than claimed wrongly. Details that stand close in one article never conflict.
    Candidates come from a sparse join over the words of the slots.

    Examples
    --------
    >>> from retold.consistency.details import find_details
    >>> texts = ["The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    >>> ids = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"]}
    >>> statements = pd.DataFrame(ids | {"start": 0, "end": 39})
    >>> conflicts = compare_details(find_details(statements, articles))
    >>> conflicts[["verdict", "reason"]].values.tolist()
    [['conflict', "both date the treaty: one says 1950, the other 1951 (same slot 'date of the treaty', with norland, river)"]]
    """
    _check(details, [*COLUMNS, *SLOT_COLUMNS])
    if len(details) < 2:
        return empty_table("conflicts")
    ids = details["detail_id"].astype(str)
    ranks = {name: rank for rank, name in enumerate(sorted(ids, key=natural_key))}
    ordered = details.iloc[np.argsort(ids.map(ranks).to_numpy(), kind="stable")]
    sides = [read_side(row) for row in ordered.to_dict("records")]
    slots = dict(zip(ids, details["slot"].astype(str), strict=True))
    known = Known(_rarity(sides), _names(sides), _days(sides), _turns(sides))
    aligned = _aligned(sides, wording)
    rows = []
    for i, j in _candidates(sides, known.rarity, aligned):
        row = _judge(sides[i], sides[j], known, slots, aligned=(i, j) in aligned)
        if row is not None:
            rows.append(row)
    return conform(pd.DataFrame(rows), "conflicts") if rows else empty_table("conflicts")


def _check(details: pd.DataFrame, columns: list[str]) -> None:
    missing = [column for column in columns if column not in details.columns]
    if missing:
        raise TableError(
            f"the details lack the column {missing[0]!r}",
            where="details",
            todo="find them again with find_details",
        )


def _rarity(sides: list[Side]) -> dict[str, float]:
    """Return for each word how rare it is among the details, between 0 and 1."""
    counts: dict[str, int] = {}
    for side in sides:
        for word in side.words.keys() | side.near.keys() | ({side.head} if side.head else set()):
            counts[word] = counts.get(word, 0) + 1
    top = math.log(len(sides) + SMOOTHING)
    return {word: math.log((len(sides) + SMOOTHING) / counts[word]) / top for word in sorted(counts)}


def _names(sides: list[Side]) -> frozenset[str]:
    """Return the words that have a capital more often than not; one at the beginning of a sentence has none here."""
    counts: dict[str, int] = {}
    for side in sides:
        for word, form in side.shown.items():
            counts[word] = counts.get(word, 0) + (1 if form[:1].isupper() else -1)
    return frozenset(word for word, count in counts.items() if count >= 0)


def _days(sides: list[Side]) -> dict[str, frozenset[tuple[float, float]]]:
    """Return for each article the days and spans of days that it names."""
    found: dict[str, set[tuple[float, float]]] = {}
    for side in sides:
        own = found.setdefault(side.article_id, set())
        if side.kind == "date" and side.flag != DATELINE and not math.isnan(side.value.low):
            own.add((side.value.low, side.value.high))
    return {article: frozenset(days) for article, days in found.items()}


def _turns(sides: list[Side]) -> dict[str, tuple[int, int]]:
    """Return of each detail which one it is in its sentence, and of how many of its kind and measure."""
    groups: dict[tuple[str, int, str, str], list[Side]] = {}
    for side in sides:
        groups.setdefault((side.article_id, side.sentence, side.kind, side.measure), []).append(side)
    return {
        side.detail_id: (turn, len(own))
        for own in groups.values()
        for turn, side in enumerate(sorted(own, key=lambda side: side.start))
    }


def _aligned(sides: list[Side], wording: pd.DataFrame | None) -> set[tuple[int, int]]:
    """Return the pairs of details at the same place of two statements that report the same words."""
    if wording is None or wording.empty:
        return set()
    held: dict[str, dict[tuple[str, str], list[int]]] = {}
    for i, side in enumerate(sides):
        held.setdefault(side.statement_id, {}).setdefault((side.kind, side.measure), []).append(i)
    found = set()
    same = wording[wording["similarity"] >= SAME_WORDING]
    for a, b in zip(same["statement_a"].astype(str), same["statement_b"].astype(str), strict=True):
        for key, left in held.get(a, {}).items():
            right = held.get(b, {}).get(key, [])
            # Where one side has more of them, which answers which is not known.
            if len(left) == len(right):
                found |= {(min(pair), max(pair)) for pair in zip(left, right, strict=True)}
    return found


def _candidates(
    sides: list[Side], rarity: Mapping[str, float], aligned: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of one kind and measure that share a head or enough words."""
    numbers: dict[str, int] = {}
    places: list[tuple[int, int, float]] = []
    for i, side in enumerate(sides):
        # A rank ("the fourth gate") is held against counts of the same thing.
        key = f"{side.kind} {'count' if side.measure == 'ordinal' else side.measure}"
        for words in (side.words, side.near):
            places += [
                (i, numbers.setdefault(f"{key} {word}", len(numbers)), weight * rarity[word])
                for word, weight in words.items()
            ]
        if side.head:
            places.append((i, numbers.setdefault(f"{key} = {side.head}", len(numbers)), 1.0))
    found = set(aligned)
    if places:
        found |= _join(places, len(sides), len(numbers))
    for i, j in sorted(found):
        a, b = sides[i], sides[j]
        near = abs(a.start - b.start) < NEAR_CHARACTERS or a.sentence == b.sentence
        # The day of a report is of no slot.
        if DATELINE in (a.flag, b.flag):
            continue
        if a.kind == b.kind and not (a.article_id == b.article_id and near):
            yield i, j


def _join(places: list[tuple[int, int, float]], n: int, width: int) -> set[tuple[int, int]]:
    rows, columns, weights = (np.array(part) for part in zip(*places, strict=True))
    matrix = sparse.csr_array((np.sqrt(weights.astype(float)), (rows, columns)), shape=(n, width))
    holders = np.bincount(columns, minlength=width)
    matrix = matrix @ sparse.diags_array((holders <= MOST_HOLDERS).astype(float))
    found: set[tuple[int, int]] = set()
    for first in range(0, n, STEP):
        block = (matrix[first : first + STEP] @ matrix.T).tocoo()
        kept = (block.data >= LEAST_SHARED) & (block.col > block.row + first)
        found |= set(zip((block.row[kept] + first).tolist(), block.col[kept].tolist(), strict=True))
    return found


def _judge(
    a: Side, b: Side, known: Known, slots: Mapping[str, str], *, aligned: bool
) -> dict[str, object] | None:
    """Return the row of a pair; None if it is not worth one."""
    relation = _relate(a, b)
    like = compare_slots(a, b, known, differ=relation == "differ", aligned=aligned)
    if a.value.value == b.value.value and a.value.bound == b.value.bound and a.article_id == b.article_id:
        return None  # an article that says the same twice is no news
    if not like.sure and not (relation == "differ" and _is_alike(a, b, like)):
        return None
    verdict, reason = _say(a, b, like, relation, slots)
    return {
        "detail_a": a.detail_id,
        "detail_b": b.detail_id,
        "kind": a.kind,
        "slot": _slot(a, b, like, slots),
        "verdict": verdict,
        "reason": reason,
        "confidence": like.sure if verdict != "not comparable" else 0.0,
    }


def _relate(a: Side, b: Side) -> str:
    relation = relate(a.value, b.value)
    # "The Lake Treaty, signed at Hadley" may be the Treaty of Hadley.
    if relation == "differ" and a.kind == "document" and any(_is_named(x, y) for x, y in ((a, b), (b, a))):
        return "name"
    return relation


def _is_named(a: Side, b: Side) -> bool:
    """Say whether a name in a document's title stands in the sentence of another document."""
    title = {canonical(form) for form in a.value.value.split() if len(form) > len("the")} - {a.head, "of"}
    return bool(title & (b.words.keys() | {canonical(form) for form in b.value.value.split()}))


def _is_alike(a: Side, b: Side, like: Likeness) -> bool:
    """Say whether a reader would ask why two details are no conflict."""
    if like.why:
        return True
    if a.head and a.head == b.head and {a.measure, b.measure} <= {"count", "ordinal"}:
        return bool(like.apart)
    weight = sum(like.shared.values())
    return weight >= WORTH_A_ROW or (a.kind == "date" and bool(like.apart) and weight >= WORTH_A_ROW_APART)


def _slot(a: Side, b: Side, like: Likeness, slots: Mapping[str, str]) -> str:
    names = [slots[side.detail_id].split(" | ")[0].rstrip(" |") for side in (a, b)]
    # The one that says more, "length of the talks" rather than "length".
    name = names[0] if names[0] == names[1] or len(names[0]) >= len(names[1]) else names[1]
    return f"{name} | {' '.join(_words(a, like))}".strip(" |")


def _words(a: Side, like: Likeness, most: int = 4) -> list[str]:
    best = sorted(like.shared, key=lambda word: (-like.shared[word], word))[:most]
    return sorted(a.shown.get(word, word).lower() for word in best)


def _say(a: Side, b: Side, like: Likeness, relation: str, slots: Mapping[str, str]) -> tuple[str, str]:
    """Return the verdict on a pair and the reason in words."""
    if not like.sure and not like.apart:
        words = ", ".join(_words(a, like))
        return (
            "not comparable",
            f"{_saying('differ', a, b)}; both stand with {words}, but nothing shows that they are of one thing",
        )
    if like.apart:
        return "not comparable", f"{_saying('differ', a, b)}, but they are not of one thing: {like.apart}"
    name = _slot(a, b, like, slots).split(" | ")[0]
    shared = _words(a, like)
    where = f"same slot '{name}'" + (f", with {', '.join(shared)}" if shared else "")
    if relation == "unknown":
        flag = a.flag if not a.value.value else b.flag
        return "not comparable", f"{_saying(relation, a, b)}: {flag or 'a date has no value'} ({where})"
    if relation == "differ" and a.kind == "date":
        if _is_quoted_day(a, b):
            return (
                "not comparable",
                f"{_saying('differ', a, b)}, but the day of a quotation is not that of its article",
            )
        if a.flag == b.flag == "relative" and a.text.lower() == b.text.lower():
            return "not comparable", f"{_saying('differ', a, b)}: the same word, counted from two days"
    verdict = "conflict" if relation == "differ" else "compatible"
    return verdict, f"{like.why}: {_saying(relation, a, b)} ({where})"


def _saying(relation: str, a: Side, b: Side) -> str:
    return SAYINGS[relation].format(a=show(a), b=show(b))


def show(side: Side) -> str:
    """Return a detail as a reason names it: in the article's words, with the day a relative date comes to."""
    text = side.text
    if side.kind == "date" and side.flag == "relative" and side.value.value:
        return f"{text} ({side.value.value})"
    words = {"about": "about", "below": "nearly", "min": "at least", "max": "at most"}.get(
        side.value.bound, ""
    )
    return f"{words} {text}".strip()


def _is_quoted_day(a: Side, b: Side) -> bool:
    """Say whether a date is counted from "today" within a quotation."""
    return any(side.flag == "relative" and "quoted" in side.marks for side in (a, b))
