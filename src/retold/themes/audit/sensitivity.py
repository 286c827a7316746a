"""How the counts of themes hang on one pattern, or on the rule for overlaps.

Every match is found once (``overlap="all"``). What a rule keeps, and what it would keep without a pattern, is
then decided among matches that overlap, directly or through others: a match that touches no other stays or
goes with its pattern, and a group of overlapping ones is decided again without each pattern that has a hit in
it. The result is exactly that of matching again, which the tests check, at a small part of the cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.statistics.intervals import wilson_interval
from retold.tables import empty_table
from retold.themes.audit.pattern_shares import count_tokens
from retold.themes.codebook.model import Codebook
from retold.vocabulary import ALL, OVERLAPS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


WITHOUT, RULE = "without pattern", "overlap rule"


@dataclass(frozen=True)
class Matches:
    """Every match, in reading order: pattern and theme by number, span, tokens, and sentence (-1: none)."""

    pattern: Ints
    theme: Ints
    article: Ints
    start: Ints
    end: Ints
    length: Ints
    sentence: Ints


@dataclass(frozen=True)
class Counts:
    """Counts by the study's rule with all patterns; the last of each stands for all themes together.

    ``keys`` numbers each theme and sentence that has a hit, and ``counts`` says how many.
    """

    hits: Ints
    sentences_with: Ints
    keys: Ints
    counts: Ints


@dataclass(frozen=True)
class Changes:
    """What each variant adds (1) and takes away (-1): number of the variant, row of the match, sign."""

    variant: Ints
    match: Ints
    sign: Ints


def theme_sensitivity(
    matches: pd.DataFrame,
    codebook: Codebook,
    statements: pd.DataFrame | None = None,
    *,
    overlap: str = "theme",
    level: float = 0.95,
) -> pd.DataFrame:
    """Count each theme without each of its patterns, and under each rule for overlaps.

    Leaving out a pattern may free shorter matches that it covered; they are then counted.

    Parameters
    ----------
    matches : pandas.DataFrame
        Every match: the table ``theme_hits`` of ``find_themes(..., overlap="all")``.
    codebook : Codebook
        The codebook that they were found with.
    statements : pandas.DataFrame, optional
        The table ``statements``, whose sentences are what shares are of; without it they are missing.
    overlap : {"theme", "codebook", "all"}
        The rule that the study uses: what changes are measured from.
    level : float
        Coverage of the Wilson interval of the share of sentences.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_sensitivity``: theme (``*`` for all together), kind (``without pattern`` or
        ``overlap rule``), variant (the pattern left out, or the rule) and variant_theme (the pattern's
        theme), hits, change (hits less those of the study's rule with all patterns), sentences_with, share
        of sentences in 0..1 with low and high, share_change, and a note. Each variant has a row for ``*``, a
        pattern one for its own theme and for every other that changes, a rule one for each theme. In the
        row of ``*``, ``tau`` is Kendall's tau-b between the themes' hits and those of the variant, and
        ``swaps`` counts the pairs of themes that change places; tau is missing where it is not defined.

    Raises
    ------
    ParameterError
        If the rule is unknown, or a match's pattern is not in the codebook.

    References
    ----------
    Kendall (1945), The treatment of ties in ranking problems. Biometrika 33.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> from retold.themes.matching.matching import find_themes
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Heavy rain, then rain."]})
    >>> book = read_codebook({"themes": {"water": {"patterns": ["heavy rain", "rain"]}}})
    >>> rows = theme_sensitivity(find_themes(articles, book, overlap="all"), book)
    >>> own = rows[rows["theme"] == "water"]
    >>> own[["kind", "variant", "hits", "change"]].values.tolist()[:2]
    [['without pattern', 'heavy rain', 2, 0], ['without pattern', 'rain', 1, -1]]
    """
    if overlap not in OVERLAPS:
        raise ParameterError(
            f"overlap cannot be {overlap!r}", where="theme_sensitivity", todo=close_match(overlap, OVERLAPS)
        )
    if not codebook.patterns:
        return empty_table("theme_sensitivity")
    found = _number(matches, codebook)
    sentences = 0 if statements is None else int(statements["sentence_id"].nunique())
    kept = resolve(found, overlap)
    leaves = codebook.leaves
    base = _count(found, kept, len(leaves))
    left_out = [(pattern.name, pattern.theme) for pattern in codebook.patterns]
    own = [leaves.index(theme) for _, theme in left_out]
    without = _tabulate(
        _differences(found, leave_patterns_out(found, kept, overlap), base, len(own)),
        base,
        sentences,
        np.eye(len(leaves) + 1, dtype=bool)[own],
        level,
    )
    every = np.ones((len(OVERLAPS), len(leaves) + 1), dtype=bool)
    rules = _tabulate(
        _differences(found, _change_rule(found, kept), base, len(OVERLAPS)), base, sentences, every, level
    )
    tables = [
        _name(without, WITHOUT, left_out, leaves, base),
        _name(rules, RULE, [(rule, "") for rule in OVERLAPS], leaves, base),
    ]
    return pd.concat(tables, ignore_index=True)


def _name(
    rows: pd.DataFrame, kind: str, variants: list[tuple[str, str]], leaves: list[str], base: Counts
) -> pd.DataFrame:
    """Put names to the numbers of variants and themes, and notes to what they come to."""
    names = [*leaves, ALL]
    notes = []
    for n, change, hits in zip(rows["theme"], rows["change"], rows["hits"], strict=True):
        gone = n < len(leaves) and change < 0 and hits == 0
        notes.append("the theme has no hit left" if gone else "")
    undefined = (rows["theme"] == len(leaves)) & rows["tau"].isna()
    named = rows.assign(
        theme=[names[n] for n in rows["theme"]],
        kind=kind,
        variant=[variants[n][0] for n in rows["variant"]],
        variant_theme=[variants[n][1] for n in rows["variant"]],
        note=pd.Series(notes, index=rows.index, dtype="str").mask(
            undefined, "tau is not defined: there are no two themes that differ"
        ),
    )
    return named[list(empty_table("theme_sensitivity").columns)]


def _number(matches: pd.DataFrame, codebook: Codebook) -> Matches:
    """Return the matches as numbers, in reading order."""
    places = {(p.theme, p.name): n for n, p in enumerate(codebook.patterns)}
    keys = list(zip(matches["theme"], matches["pattern"], strict=True))
    strangers = sorted(set(keys) - set(places))
    if strangers:
        theme, pattern = strangers[0]
        raise ParameterError(
            f"the codebook has no pattern {pattern!r} in a theme {theme!r}, which the matches name",
            where="theme_sensitivity",
            todo="give the codebook that the matches were found with",
        )
    leaves = {theme: n for n, theme in enumerate(codebook.leaves)}
    pattern = np.array([places[key] for key in keys], dtype=np.int64)
    theme = np.array([leaves[name] for name, _ in keys], dtype=np.int64)
    lengths = {text: count_tokens(text) for text in matches["text"].unique()}
    length = np.array([lengths[text] for text in matches["text"]], dtype=np.int64)
    start, end = matches["start"].to_numpy(np.int64), matches["end"].to_numpy(np.int64)
    article = np.asarray(pd.factorize(matches["article_id"])[0], dtype=np.int64)
    named = matches["sentence_id"].astype(object).where(matches["sentence_id"] != "", None)
    sentence = np.asarray(pd.factorize(named)[0], dtype=np.int64)
    order = np.lexsort((pattern, end, start, article))
    return Matches(*(part[order] for part in (pattern, theme, article, start, end, length, sentence)))


def resolve(found: Matches, overlap: str) -> NDArray[np.bool_]:
    """Return which matches a rule keeps: the longest first, then from left to right.

    Parameters
    ----------
    found : Matches
        Every match.
    overlap : {"theme", "codebook", "all"}
        Matches compete within a theme, or across the codebook (themes that take spans of equal length do
        not), or not at all.
    """
    kept = np.ones(len(found.pattern), dtype=bool)
    choose = _Choice(found, overlap)
    for group in _groups(found, overlap):
        kept[group] = False
        kept[choose(group)] = True
    return kept


def _groups(found: Matches, overlap: str) -> Iterator[list[int]]:
    """Yield the rows of matches that overlap directly or through others, two or more at a time."""
    if overlap == "all" or not len(found.pattern):
        return
    scope = found.theme if overlap == "theme" else np.zeros_like(found.theme)
    order = np.lexsort((found.end, found.start, found.article, scope))
    # One axis for everything: each article within each scope gets a stretch longer than any text.
    stretch = int(found.end.max()) + 1
    offset = (scope * (int(found.article.max()) + 1) + found.article)[order] * stretch
    reach = np.maximum.accumulate(offset + found.end[order])
    breaks = np.flatnonzero((offset + found.start[order])[1:] >= reach[:-1]) + 1
    bounds = np.concatenate([[0], breaks, [len(order)]])
    for n in np.flatnonzero(np.diff(bounds) > 1):
        yield order[bounds[n] : bounds[n + 1]].tolist()


class _Choice:
    """Choose among overlapping matches by a rule; plain lists, as most groups have two or three."""

    def __init__(self, found: Matches, overlap: str) -> None:
        ranked = np.lexsort((found.pattern, found.start, -found.length))
        rank = np.empty_like(ranked)
        rank[ranked] = np.arange(len(ranked))
        self.rank = rank.tolist()
        self.theme, self.length = found.theme.tolist(), found.length.tolist()
        self.start, self.end = found.start.tolist(), found.end.tolist()
        self.across = overlap == "codebook"

    def __call__(self, rows: list[int]) -> list[int]:
        if not rows:
            return []
        origin = min(self.start[at] for at in rows)
        room = max(self.end[at] for at in rows) - origin
        taken: dict[int, bytearray] = {}
        longer, waiting, size = bytearray(room), list[slice](), 0
        kept = []
        for at in sorted(rows, key=self.rank.__getitem__):
            if self.across and self.length[at] != size:
                for cells in waiting:
                    longer[cells] = b"\1" * (cells.stop - cells.start)
                waiting, size = [], self.length[at]
            a, b = self.start[at] - origin, self.end[at] - origin
            own = taken.setdefault(self.theme[at], bytearray(room))
            if own.find(1, a, b) < 0 and longer.find(1, a, b) < 0:
                own[a:b] = b"\1" * (b - a)
                waiting.append(slice(a, b))
                kept.append(at)
        return kept


def leave_patterns_out(found: Matches, kept: NDArray[np.bool_], overlap: str) -> Changes:
    """Return what is counted more and less without each pattern in turn; variants are pattern numbers."""
    alone = kept.copy()
    choose, pattern = _Choice(found, overlap), found.pattern.tolist()
    parts: list[tuple[int, int, int]] = []
    for group in _groups(found, overlap):
        before = {at for at in group if kept[at]}
        alone[group] = False
        # A pattern without a hit in the group has no bearing on the others.
        for left_out in sorted({pattern[at] for at in before}):
            after = set(choose([at for at in group if pattern[at] != left_out]))
            parts += [(left_out, at, -1) for at in sorted(before - after)]
            parts += [(left_out, at, 1) for at in sorted(after - before)]
    single = np.flatnonzero(alone)
    grouped = np.array(parts, dtype=np.int64).reshape(-1, 3)
    return Changes(
        np.concatenate([found.pattern[single], grouped[:, 0]]),
        np.concatenate([single, grouped[:, 1]]),
        np.concatenate([np.full(len(single), -1, dtype=np.int64), grouped[:, 2]]),
    )


def _change_rule(found: Matches, kept: NDArray[np.bool_]) -> Changes:
    parts = []
    for n, rule in enumerate(OVERLAPS):
        sign = resolve(found, rule).astype(np.int64) - kept
        rows = np.flatnonzero(sign)
        parts.append((np.full(len(rows), n, dtype=np.int64), rows, sign[rows]))
    return Changes(*(np.concatenate([part[n] for part in parts]) for n in range(3)))


def _count(found: Matches, kept: NDArray[np.bool_], themes: int) -> Counts:
    hits = np.bincount(found.theme[kept], minlength=themes)
    inside = np.flatnonzero(kept & (found.sentence >= 0))
    keys, counts = np.unique(_sentence_keys(found, inside, themes), return_counts=True)
    span = int(found.sentence.max(initial=0)) + 1
    with_theme = np.bincount(keys // span, minlength=themes + 1)
    return Counts(np.append(hits, hits.sum()), with_theme, keys, counts)


def _sentence_keys(found: Matches, rows: Ints, themes: int) -> Ints:
    """Return a number for the theme and sentence of each match, and again for all themes and the sentence."""
    span = int(found.sentence.max(initial=0)) + 1
    own = found.theme[rows] * span + found.sentence[rows]
    return np.concatenate([own, themes * span + found.sentence[rows]])


def _differences(found: Matches, changes: Changes, base: Counts, variants: int) -> tuple[Ints, Ints]:
    """Return variants x themes (the last: all): how many more hits, and how many more sentences with one."""
    themes = len(base.hits) - 1
    hits = np.zeros((variants, themes + 1), dtype=np.int64)
    np.add.at(hits, (changes.variant, found.theme[changes.match]), changes.sign)
    hits[:, themes] = hits[:, :themes].sum(axis=1)
    inside = found.sentence[changes.match] >= 0
    variant, sign = np.tile(changes.variant[inside], 2), np.tile(changes.sign[inside], 2)
    span = int(found.sentence.max(initial=0)) + 1
    width = (themes + 1) * span
    keys = variant * width + _sentence_keys(found, changes.match[inside], themes)
    known, back = np.unique(keys, return_inverse=True)
    more = np.zeros(len(known), dtype=np.int64)
    np.add.at(more, back, sign)
    before = _look_up(known % width, base)
    gained = (before + more > 0).astype(np.int64) - (before > 0)
    sentences = np.zeros_like(hits)
    np.add.at(sentences, (known // width, known % width // span), gained)
    return hits, sentences


def _look_up(keys: Ints, base: Counts) -> Ints:
    """Return how many hits the study's rule counts for each theme and sentence."""
    if not len(base.keys):
        return np.zeros(len(keys), dtype=np.int64)
    at = np.minimum(np.searchsorted(base.keys, keys), len(base.keys) - 1)
    return np.where(base.keys[at] == keys, base.counts[at], 0)


def _tabulate(
    more: tuple[Ints, Ints], base: Counts, sentences: int, wanted: NDArray[np.bool_], level: float
) -> pd.DataFrame:
    """Return one row for each variant and theme that is wanted or changes, and for all themes; as numbers."""
    hits, with_theme = more
    shown = wanted | (hits != 0) | (with_theme != 0)
    shown[:, -1] = True
    variant, theme = np.nonzero(shown)
    total = base.sentences_with[theme] + with_theme[shown]
    low, high = wilson_interval(total, np.full(len(total), sentences), level=level)
    of = sentences or np.nan
    ranks = [rank_change(base.hits[:-1], base.hits[:-1] + row[:-1]) for row in hits]
    whole = theme == hits.shape[1] - 1
    return pd.DataFrame(
        {
            "variant": variant,
            "theme": theme,
            "hits": base.hits[theme] + hits[shown],
            "change": hits[shown],
            "sentences_with": total,
            "share": total / of,
            "low": low,
            "high": high,
            "share_change": with_theme[shown] / of,
            "tau": np.where(whole, [ranks[n][0] for n in variant], np.nan),
            "swaps": pd.array(
                [ranks[n][1] if all_ else None for n, all_ in zip(variant, whole, strict=True)], "Int64"
            ),
        }
    )


def rank_change(before: Ints, after: Ints) -> tuple[float, int]:
    """Return Kendall's tau-b between two counts of the same themes, and how many pairs change places.

    Returns
    -------
    tau : float
        In -1..1; nan where all themes have the same count, or there are fewer than two.
    swaps : int
        Pairs of themes whose order is turned round; a tie on either side is none.

    Examples
    --------
    >>> rank_change(np.array([3, 2, 1]), np.array([2, 3, 1]))
    (0.3333333333333333, 1)
    """
    first = np.sign(before[:, None] - before[None, :])
    second = np.sign(after[:, None] - after[None, :])
    scale = float(np.sqrt(float(np.abs(first).sum()) * float(np.abs(second).sum())))
    product = first * second
    return (float(product.sum()) / scale if scale else float("nan")), int((product < 0).sum()) // 2
