"""Details of one slot against each other: a conflict, compatible, or not comparable, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from retold.consistency.conflicts.candidates import Places, pair_all, pair_details
from retold.consistency.conflicts.events import ONE_STORY, link_stories
from retold.consistency.conflicts.features import Context, read_context
from retold.consistency.conflicts.name_slips import NamePair, compare_names
from retold.consistency.conflicts.same_thing import Pair, Trust, measure_trust, read_trust
from retold.consistency.conflicts.scorer import Scorer, score_slots
from retold.consistency.conflicts.sources import say_sources
from retold.consistency.conflicts.values import SAYINGS, relate
from retold.consistency.conflicts.verdicts import (
    SURE_BY_WORDS,
    Known,
    Likeness,
    compare_slots,
    name_apart,
    say_doubt,
    say_update,
)
from retold.consistency.details.detail import Detail, canonical
from retold.consistency.details.slots import AGAINST_A_MARK
from retold.language.calendar import DATELINE
from retold.language.english.amounts import BOUND_SAID, BOUND_SAID_AGAINST
from retold.tables import conform, empty_table, natural_key, require
from retold.vocabulary import NOT_COMPARABLE

CONFLICT, SOURCES, UPDATE, WORTH_A_LOOK = "conflict", "sources differ", "update", "worth a look"
COMPATIBLE = "compatible"
VERDICTS = (CONFLICT, SOURCES, UPDATE, WORTH_A_LOOK, COMPATIBLE, NOT_COMPARABLE)

COLUMNS = ["detail_id", "article_id", "statement_id", "kind", "slot", "value", "approximate", "start", "text"]
SLOT_COLUMNS = ["measure", "low", "high", "bound", "flag", "head", "context", "cues", "day", "sentence"]

# Two details of one article this close stand in a list, a range or a contrast: they are meant to differ.
NEAR_CHARACTERS = 250

# Values that exclude each other (`retold.consistency.conflicts.values.relate`).
DIFFER = "differ"

# Persons, who have a comparison of their own.
NAME = "name"

# Details that are read at once.
STEP = 2000

# Pairs that are judged at once: their details and reasons are what takes memory.
PAIRS = 50_000

# From here on a reader would ask how two details stand to each other, so that a pair is a row of the table.
LEAST_LIKELY = 0.15

# Ranks ("the fourth gate") are of two things, or the same.
RANK = "ordinal"

# Wording pairs from here on report the same words.
SAME_WORDING = 0.5


def compare_details(
    details: pd.DataFrame,
    wording: pd.DataFrame | None = None,
    *,
    scorer: Scorer | None = None,
    trust: Trust | None = None,
) -> pd.DataFrame:
    """Compare details of one kind that stand in the same slot, and say whether they conflict.

    Parameters
    ----------
    details : DataFrame
        The table ``details``, as ``find_details`` gives it.
    wording : DataFrame, optional
        The table ``wording``: details at the same place of two statements that report the same words are of one slot.
    scorer : Scorer, optional
        What says how likely two details are of one slot; that of the package, if not given.
    trust : Trust, optional
        What says how far a conflict can be trusted; that of the package, if not given.

    Returns
    -------
    DataFrame
        The table ``conflicts``: detail_a, detail_b, kind, slot (what both are of), verdict, reason, confidence (0..1:
        how sure it is that both are of one thing; 0 where they are not). ``conflict``: both cannot be true of one thing.
        ``sources differ``: both cannot be true, and each report has it from a speaker of its own, who is named in the reason.
        ``update``: only the time at which they are told keeps them apart, a plan and what came of it, or two days' counts.
        ``worth a look``: they exclude each other and may be of one thing, but less surely than a conflict that is shown.
        ``compatible``: both can (the same, less precise, approximate, in another unit, another name).
        ``not comparable``: they look alike, but another aspect, time, scope or part is meant, as the reason says.

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    A conflict is meant to be missed rather than claimed wrongly. Details that stand close in one article never conflict.
    Nor do details of two articles that do not tell of one story (``link_stories``). Candidates come from a sparse join
    over the rare words of the slots, and over pairs of more frequent ones.

    Examples
    --------
    >>> from retold.consistency.details.find import find_details
    >>> texts = ["The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    >>> ids = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"]}
    >>> statements = pd.DataFrame(ids | {"start": 0, "end": 39})
    >>> conflicts = compare_details(find_details(statements, articles))
    >>> conflicts[["verdict", "reason"]].values.tolist()
    [['conflict', "both date the treaty: one says 1950, the other 1951 (same slot 'date of the treaty', with norland, river)"]]
    """
    todo = "find them again with find_details"
    require(details, [*COLUMNS, *SLOT_COLUMNS], "details", where="compare_details", todo=todo)
    if len(details) < 2:
        return empty_table("conflicts")
    read, trust = read_details(details, wording), trust or read_trust()
    rows = [row for drafts in draft_pairs(read, scorer) for row in _judge_all(drafts, read, trust)]
    rows += [_name_row(pair) for pair in _pair_names(details, read)]
    return conform(pd.DataFrame(rows), "conflicts") if rows else empty_table("conflicts")


def draft_pairs(read: Details, scorer: Scorer | None = None) -> Iterator[list[Draft]]:
    """Yield the pairs of details that are worth a row, in batches, before their verdicts."""
    first, second, aligned = find_pairs(read)
    scores = score_slots(read.context, first, second, aligned, scorer=scorer)
    kept = (scores >= LEAST_LIKELY) | aligned
    first, second, aligned, scores = first[kept], second[kept], aligned[kept], scores[kept]
    for own in _batches(first, second, len(read.ordered)):
        yield _draft_all(read, first[own], second[own], aligned[own], scores[own])


class Details(NamedTuple):
    """All details of a corpus, ready to be compared: in order, as arrays, what is known from all, and aligned pairs."""

    ordered: pd.DataFrame
    context: Context
    known: Known
    aligned: set[tuple[int, int]]


def read_details(details: pd.DataFrame, wording: pd.DataFrame | None = None) -> Details:
    """Read the table ``details`` for comparison, all but the names of persons; see `compare_details`."""
    details = details[details["kind"] != NAME]
    ids = details["detail_id"].astype(str)
    ranks = {name: rank for rank, name in enumerate(sorted(ids, key=natural_key))}
    ordered = details.iloc[np.argsort(ids.map(ranks).to_numpy(), kind="stable")]
    context = read_context(_read(ordered))
    known = Known(_name_rarity(context.places, context.rarity), _names(context.places))
    return Details(ordered, context, known, _aligned(ordered, wording))


def find_pairs(read: Details) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the pairs of details that are judged, and which of them stand at one place of the same words.

    In a small corpus these are all pairs of one kind and measure; in a large one those that share rare words. Left out are
    neighbours in one article, and days of a report.
    """
    ordered, places = read.ordered, read.context.places
    pairs = pair_all(ordered)
    first, second = pairs if pairs is not None else pair_details(ordered, places, read.context.rarity)
    extra = np.array(sorted(read.aligned), dtype=np.int64).reshape(-1, 2).T
    both = np.unique(np.concatenate([np.stack([first, second]), extra], axis=1), axis=1)
    first, second = both[0], both[1]
    starts, sentences = (ordered[column].to_numpy(dtype=np.int64) for column in ("start", "sentence"))
    articles, kinds = (pd.factorize(ordered[column].astype(str))[0] for column in ("article_id", "kind"))
    # The day of a report is of no slot.
    reports = (ordered["flag"].astype(str) == DATELINE).to_numpy(dtype=bool)
    near = (np.abs(starts[first] - starts[second]) < NEAR_CHARACTERS) | (
        sentences[first] == sentences[second]
    )
    near &= articles[first] == articles[second]
    kept = ~near & ~reports[first] & ~reports[second] & (kinds[first] == kinds[second])
    first, second = first[kept], second[kept]
    size = len(ordered)
    codes = np.array([i * size + j for i, j in sorted(read.aligned)], dtype=np.int64)
    return first, second, np.isin(first * size + second, codes)


def may_differ(a: Detail, b: Detail) -> bool:
    """Say whether two values exclude each other, so that they conflict if they are of one slot."""
    return (
        _relate(a, b, aligned=False) == DIFFER
        and RANK not in (a.measure, b.measure)
        and not _is_counted_apart(a, b)
    )


def _is_counted_apart(a: Detail, b: Detail) -> bool:
    """Say whether two dates are counted from two days, or from that of a quotation."""
    return a.kind == "date" and (_is_quoted_day(a, b) or _is_same_word(a, b))


def _batches(first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of the pairs in batches; details that hang together stand together, to be read once."""
    links = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(size, size))
    groups = connected_components(links, directed=False)[1]
    order = np.lexsort((second, first, groups[first]))
    for start in range(0, len(order), PAIRS):
        yield order[start : start + PAIRS]


def _draft_all(
    read: Details,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    aligned: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> list[Draft]:
    """Read a batch of pairs."""
    needed = np.unique(np.concatenate([first, second]))
    held = dict(zip(needed.tolist(), _read(read.ordered.iloc[needed]), strict=True))
    numbers = (part.tolist() for part in (first, second, aligned, scores))
    drafts = (
        _draft(held[i], held[j], read.known, aligned=same, sure=sure)
        for i, j, same, sure in zip(*numbers, strict=True)
    )
    return [draft for draft in drafts if draft is not None]


def _judge_all(drafts: list[Draft], read: Details, trust: Trust) -> Iterator[dict[str, object]]:
    """Yield the rows of a batch of pairs."""
    judged = [draft.is_open or draft.later != "" for draft in drafts]
    told = iter(
        trust_pairs([draft.pair for draft, own in zip(drafts, judged, strict=True) if own], read, trust)
    )
    for draft, own in zip(drafts, judged, strict=True):
        yield _row(draft, read.known, trust, next(told) if own else 0.0)


def measure_open(
    pairs: list[Pair],
    read: Details,
    *,
    asks: Callable[[NDArray[np.float64]], NDArray[np.bool_]] | None = None,
) -> NDArray[np.float64]:
    """Return the features of pairs of details that exclude each other; see `measure_trust`."""
    codes = read.context.codes["article"].tolist()
    articles = dict(zip(read.ordered["article_id"].astype(str), codes, strict=True))
    return measure_trust(pairs, read.context, articles, asks=asks)


def trust_pairs(pairs: list[Pair], read: Details, trust: Trust) -> list[float]:
    """Return how far each pair of details can be trusted to be of one thing, 0..1; below the lowest cut, at most."""
    # The same words settle it up to a point, and what no cut lets through has no number.
    lowest = min(trust.cuts.values())
    least = np.array([max(SURE_BY_WORDS * pair.aligned, lowest) for pair in pairs])
    table = measure_open(pairs, read, asks=lambda nearest: trust.may_reach(nearest, least))
    scores = trust.score(table).tolist()
    return [max(score, SURE_BY_WORDS * pair.aligned) for pair, score in zip(pairs, scores, strict=True)]


def _name_rarity(places: Places, rarity: NDArray[np.float64]) -> dict[str, float]:
    return dict(sorted(zip(places.words, rarity.tolist(), strict=True)))


def _names(places: Places) -> frozenset[str]:
    return frozenset(word for word, name in zip(places.words, places.names.tolist(), strict=True) if name)


def _aligned(ordered: pd.DataFrame, wording: pd.DataFrame | None) -> set[tuple[int, int]]:
    """Return the pairs of details at the same place of two utterances that report the same words."""
    if wording is None or wording.empty:
        return set()
    held: dict[str, list[int]] = {}
    for i, statement in enumerate(ordered["statement_id"].astype(str)):
        held.setdefault(statement, []).append(i)
    texts = [" ".join(str(text).lower().split()) for text in ordered["text"]]
    # A day is told in the place of a day, not of "November".
    precision = ordered["value"].astype(str).str.rpartition("/")[2].str.len().astype(str)
    measures = ordered["measure"].astype(str).where(ordered["kind"] != "date", precision)
    kinds = list(zip(ordered["kind"].astype(str), measures, strict=True))
    same = wording[wording["similarity"] >= SAME_WORDING]
    reported = _utterance_statements(same)
    found = set()
    told = same["changes"].astype(str) if "changes" in same.columns else [""] * len(same)
    for a, b, changes in zip(*reported, told, strict=True):
        left, right = ([i for name in ids for i in held.get(name, [])] for ids in (a, b))
        for own, other in _counterparts(left, right, kinds, texts, changes):
            found.add((min(own, other), max(own, other)))
    return found


def _utterance_statements(wording: pd.DataFrame) -> list[list[tuple[str, ...]]]:
    """Return the statements of both sides: all of a broken quotation, where they are given."""
    names = ["statements_a", "statements_b"]
    if set(names) <= set(wording.columns):
        return [[tuple(ids) for ids in wording[name]] for name in names]
    return [[(str(name),) for name in wording[column]] for column in ("statement_a", "statement_b")]


def _counterparts(
    left: list[int], right: list[int], kinds: list[tuple[str, str]], texts: list[str], changes: str
) -> Iterator[tuple[int, int]]:
    """Yield the details that stand in each other's place in two utterances.

    Where both sides have as many of a kind, in their order; else those that the changes of the wording name.
    """
    for kind in sorted({kinds[i] for i in left} & {kinds[i] for i in right}):
        own, other = [i for i in left if kinds[i] == kind], [i for i in right if kinds[i] == kind]
        if len(own) == len(other):
            yield from zip(own, other, strict=True)
            continue
        for match in _CHANGE.finditer(changes.lower()):
            one, two = match.groups()
            yield from ((i, j) for i in own for j in other if _holds(texts[i], one) and _holds(texts[j], two))


# One change of a wording pair: "[60 → 90]".
_CHANGE = re.compile(r"\[([^\[\]→]*) → ([^\[\]→]*)\]")


def _holds(text: str, words: str) -> bool:
    """Say whether a detail holds the words that were changed, or they hold it."""
    words = words.strip()
    return bool(words) and words != "∅" and (f" {words} " in f" {text} " or f" {text} " in f" {words} ")


def _read(ordered: pd.DataFrame) -> Iterator[Detail]:
    for first in range(0, len(ordered), STEP):
        for row in ordered.iloc[first : first + STEP].to_dict("records"):
            yield Detail.from_row(row)


def _pair_names(details: pd.DataFrame, read: Details) -> list[NamePair]:
    """Return the mentions of persons that do not agree."""
    named = details[details["kind"] == NAME]
    ids = named["detail_id"].astype(str)
    order = sorted(range(len(named)), key=lambda at: natural_key(ids.iloc[at]))
    codes, places = read.context.codes["article"], read.context.places
    articles = dict(zip(read.ordered["article_id"].astype(str), codes.tolist(), strict=True))
    stories = link_stories(codes[places.details], places.numbers, places.names, size=len(articles))
    few = details["article_id"].nunique() <= ONE_STORY

    def share(a: str, b: str) -> bool:
        known = a in articles and b in articles
        return few or (known and bool(stories.share(*(np.array([articles[name]]) for name in (a, b)))[0]))

    return compare_names(list(_read(named.iloc[order])), share)


def _name_row(pair: NamePair) -> dict[str, object]:
    """Return the row of two mentions of one person."""
    return {
        "detail_a": pair.a.detail_id,
        "detail_b": pair.b.detail_id,
        "kind": NAME,
        "slot": pair.a.name,
        "verdict": CONFLICT,
        "reason": pair.reason,
        "confidence": pair.sure,
    }


class Draft(NamedTuple):
    """A pair before its verdict: how its values stand to each other, what it shares, and whether it may be a conflict.

    ``later`` says what of time alone keeps it apart.
    """

    pair: Pair
    like: Likeness
    relation: str
    is_open: bool
    later: str = ""


def _draft(a: Detail, b: Detail, known: Known, *, aligned: bool, sure: float) -> Draft | None:
    """Read a pair; None if it is not worth a row."""
    relation = _relate(a, b, aligned=aligned)
    if a.value.value == b.value.value and a.value.bound == b.value.bound and a.article_id == b.article_id:
        return None  # an article that says the same twice is no news
    like = compare_slots(a, b, known, sure=sure, differ=relation == DIFFER, aligned=aligned)
    if not like.sure and relation != DIFFER:
        return None
    may = relation == DIFFER and not _is_counted_apart(a, b)
    later = say_update(a, b, like, known) if may and like.apart else ""
    return Draft(Pair(a, b, sure, aligned, like.shared), like, relation, may and not like.apart, later)


def _row(draft: Draft, known: Known, trust: Trust, trusted: float) -> dict[str, object]:
    """Return the row of a pair."""
    a, b, like = draft.pair.a, draft.pair.b, draft.like
    if draft.later and trusted >= trust.cuts[UPDATE]:
        reason = f"{_saying(DIFFER, a, b)}: {draft.later}"
        return _finish(draft, like._replace(sure=trusted), UPDATE, reason)
    if draft.is_open:
        apart = "" if trusted >= trust.cuts[WORTH_A_LOOK] else say_doubt(a, b, known)
        like = like._replace(sure=trusted if trusted >= trust.cuts[WORTH_A_LOOK] else 0.0, apart=apart)
    verdict, reason = _say(a, b, like, draft.relation)
    if verdict == CONFLICT and not trust.is_enough(
        draft.pair, trusted, apart=name_apart(a, b, known.names) != ""
    ):
        verdict = WORTH_A_LOOK
    if verdict in (CONFLICT, WORTH_A_LOOK) and (told := say_sources(a, b, show(a), show(b))):
        verdict, reason = SOURCES if verdict == CONFLICT else verdict, f"{reason}; {told}"
    return _finish(draft, like, verdict, reason)


def _finish(draft: Draft, like: Likeness, verdict: str, reason: str) -> dict[str, object]:
    a, b = draft.pair.a, draft.pair.b
    return {
        "detail_a": a.detail_id,
        "detail_b": b.detail_id,
        "kind": a.kind,
        "slot": _slot(a, b, like),
        "verdict": verdict,
        "reason": reason,
        "confidence": like.sure if verdict != NOT_COMPARABLE else 0.0,
    }


def _relate(a: Detail, b: Detail, *, aligned: bool) -> str:
    # Of the same words only one can be what was said, whatever else would be true.
    limits = aligned or not any(_is_open_below(detail) for detail in (a, b))
    relation = relate(a.value, b.value, limits=limits)
    # "The Lake Treaty, signed at Hadley" may be the Treaty of Hadley.
    if relation == DIFFER and a.kind == "document" and any(_is_named(x, y) for x, y in ((a, b), (b, a))):
        return "name"
    return relation


def _is_open_below(detail: Detail) -> bool:
    """Say whether a number is an upper mark, far below which the truth may lie; a lower one ("more than 400") is a count cut off."""
    return detail.value.bound == "max" and AGAINST_A_MARK in detail.marks


def _is_named(a: Detail, b: Detail) -> bool:
    """Say whether a name in a document's title stands in the sentence of another document."""
    title = {canonical(form) for form in a.value.value.split() if len(form) > len("the")} - {a.head, "of"}
    return bool(title & (b.words.keys() | {canonical(form) for form in b.value.value.split()}))


def _slot(a: Detail, b: Detail, like: Likeness) -> str:
    names = [detail.name for detail in (a, b)]
    # The one that says more, "length of the talks" rather than "length".
    name = names[0] if names[0] == names[1] or len(names[0]) >= len(names[1]) else names[1]
    return f"{name} | {' '.join(_words(a, like))}".strip(" |")


def _words(a: Detail, like: Likeness, most: int = 4) -> list[str]:
    best = sorted(like.shared, key=lambda word: (-like.shared[word], word))[:most]
    return sorted(a.shown.get(word, word).lower() for word in best)


def _say(a: Detail, b: Detail, like: Likeness, relation: str) -> tuple[str, str]:
    """Return the verdict on a pair and the reason in words."""
    if not like.sure and not like.apart:
        words = ", ".join(_words(a, like))
        return (
            NOT_COMPARABLE,
            f"{_saying('differ', a, b)}; both stand with {words}, but nothing shows that they are of one thing",
        )
    if like.apart:
        return NOT_COMPARABLE, f"{_saying('differ', a, b)}, but they are not of one thing: {like.apart}"
    name = _slot(a, b, like).split(" | ")[0]
    shared = _words(a, like)
    where = f"same slot '{name}'" + (f", with {', '.join(shared)}" if shared else "")
    if relation == "unknown":
        flag = a.flag if not a.value.value else b.flag
        return NOT_COMPARABLE, f"{_saying(relation, a, b)}: {flag or 'a date has no value'} ({where})"
    if relation == DIFFER and a.kind == "date":
        if _is_quoted_day(a, b):
            return (
                NOT_COMPARABLE,
                f"{_saying('differ', a, b)}, but the day of a quotation is not that of its article",
            )
        if _is_same_word(a, b):
            return NOT_COMPARABLE, f"{_saying('differ', a, b)}: the same word, counted from two days"
    verdict = CONFLICT if relation == DIFFER else COMPATIBLE
    return verdict, f"{like.why}: {_saying(relation, a, b)} ({where})"


def _saying(relation: str, a: Detail, b: Detail) -> str:
    return SAYINGS[relation].format(a=show(a), b=show(b))


def show(detail: Detail) -> str:
    """Return a detail as a reason names it: in the article's words, with the day a relative date comes to."""
    text = detail.said
    if detail.kind == "date" and detail.flag == "relative" and detail.value.value:
        return f"{text} ({detail.value.value})"
    words = (BOUND_SAID_AGAINST if AGAINST_A_MARK in detail.marks else BOUND_SAID).get(detail.value.bound, "")
    return f"{words} {text}".strip()


def _is_same_word(a: Detail, b: Detail) -> bool:
    """Say whether two dates are one word, counted from two days."""
    return a.flag == b.flag == "relative" and a.said.lower() == b.said.lower()


def _is_quoted_day(a: Detail, b: Detail) -> bool:
    """Say whether a date is counted from "today" within a quotation."""
    return any(detail.flag == "relative" and "quoted" in detail.marks for detail in (a, b))
