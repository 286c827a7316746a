"""Where a pattern matches, as spans of tokens: words, phrases, patterns near one another, and exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retold.errors import CodebookError
from retold.language.token_arrays import TokenArrays
from retold.language.tokens import HYPHENS, hyphens_of_dashes
from retold.themes.codebook.patterns import NEAR, Pattern
from retold.themes.matching.expansion import Words

Ints = NDArray[np.int64]
Spans = tuple[Ints, Ints]

# Stands for any dash among the tokens of a pattern; a text cannot have it as a token.
DASH = "\0dash"
# A hyphen between two parts of a word, where a dash could stand.
_HYPHEN = re.compile(rf"(?<=[\w*?])[{HYPHENS}](?=[\w*?])")
# A word with more hyphens than these is looked for as it is written: its ways to be written double with each.
MOST_HYPHENS = 4


@dataclass(frozen=True)
class Places:
    """Tokens of a corpus by word, so that a pattern need look at no other tokens than those of its words.

    Attributes
    ----------
    tokens : TokenArrays
    ids : ndarray of int32
        Word of each token; a masked token has the number of words, which no pattern fits.
    words : Words
    counts : ndarray of int64
        How often each word occurs.
    begins, order : ndarray of int64
        The tokens of word n are ``order[begins[n] : begins[n] + counts[n]]``, if a search begins with it.
    """

    tokens: TokenArrays
    ids: NDArray[np.int32]
    words: Words
    counts: Ints
    begins: Ints
    order: Ints


def place_tokens(
    tokens: TokenArrays, masked: NDArray[np.bool_], words: Words, patterns: list[Pattern]
) -> Places:
    """Sort those tokens by word that some pattern could begin its search from."""
    size = len(words.forms)
    ids = np.where(masked, np.int32(size), tokens.ids) if masked.any() else tokens.ids
    counts = np.bincount(ids, minlength=size + 1)
    wanted = np.zeros(size + 1, dtype=bool)
    for pattern in patterns:
        for plain in pattern.plain:
            for words_of_one in _spellings(plain, words):
                parts = words_of_one.parts
                wanted[parts[_rarest(parts, counts)]] = True
    at = np.flatnonzero(wanted[ids])
    order = at[np.argsort(_ranks(wanted)[ids[at]], kind="stable")]
    sorted_counts = np.where(wanted, counts, 0)
    return Places(tokens, ids, words, counts, np.cumsum(sorted_counts) - sorted_counts, order)


def _ranks(wanted: NDArray[np.bool_]) -> NDArray[Any]:
    """Return a number for each wanted word; numbers of 16 bits are sorted many times faster than others."""
    ranks = np.cumsum(wanted) - 1
    return ranks.astype(np.uint16 if ranks[-1] < 2**16 else np.int64)


def find_spans(pattern: Pattern, places: Places) -> Spans:
    """Find all matches of a pattern.

    Parameters
    ----------
    pattern : Pattern
    places : Places

    Returns
    -------
    first, length : ndarray of int64
        The first token of each match, ascending, and how many tokens it takes.
    """
    spans = _near(pattern, places) if pattern.valuetype == NEAR else _phrase(pattern, places)
    for other in pattern.exclude:
        spans = _without(spans, find_spans(other, places))
    return spans


@dataclass(frozen=True)
class Spelling:
    """One way to write a pattern: the words that fit each token, and which tokens touch the one before them."""

    parts: list[Ints]
    touching: tuple[int, ...] = ()


def _spellings(pattern: Pattern, words: Words) -> list[Spelling]:
    """Return the ways to write a pattern: as it is, and with dashes for hyphens, which are tokens of their own.

    "anti-toll" is one token, "anti–toll" three; people and programs write either for the other.
    """
    try:
        return [
            Spelling([_fitting(part, pattern.valuetype, words) for part in tokens], touching)
            for tokens, touching in _written(pattern, words)
        ]
    except CodebookError as error:
        where = f"theme {pattern.theme!r}" + (f", line {pattern.line}" if pattern.line else "")
        raise CodebookError(error.what, where=where, todo=error.todo) from error


def _written(pattern: Pattern, words: Words) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """Yield the tokens of each way to write a pattern, and which of them touch the one before."""
    if pattern.valuetype == "regex":
        yield pattern.text.split(), ()
        return
    tokens = hyphens_of_dashes(pattern.text).split()
    yield tokens, ()
    places = [(n, match.start()) for n, token in enumerate(tokens) for match in _HYPHEN.finditer(token)]
    if not places or len(places) > MOST_HYPHENS or not words.dashes.size:
        return
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            yield _with_dashes(tokens, set(chosen))


def _with_dashes(tokens: list[str], chosen: set[tuple[int, int]]) -> tuple[list[str], tuple[int, ...]]:
    written: list[str] = []
    touching: list[int] = []
    for n, token in enumerate(tokens):
        begin = 0
        for _, at in sorted(place for place in chosen if place[0] == n):
            written += [token[begin:at], DASH]
            touching += [len(written) - 1, len(written)]
            begin = at + 1
        written.append(token[begin:])
    return written, tuple(touching)


def _fitting(part: str, valuetype: str, words: Words) -> Ints:
    return words.dashes if part == DASH else words.fitting(part, valuetype)


def _rarest(parts: list[Ints], counts: Ints) -> int:
    return int(np.argmin([counts[part].sum() for part in parts]))


def _phrase(pattern: Pattern, places: Places) -> Spans:
    spans = [_sequence(spelling, places) for spelling in _spellings(pattern, places.words)]
    if len(spans) == 1:
        return spans[0]
    first, length = (np.concatenate(each) for each in zip(*spans, strict=True))
    order = np.lexsort((length, first))
    return first[order], length[order]


def _sequence(spelling: Spelling, places: Places) -> Spans:
    """Find the places where words follow one another, in one text."""
    parts = spelling.parts
    rarest = _rarest(parts, places.counts)
    first = _tokens_of(parts[rarest], places) - rarest
    first = first[(first >= 0) & (first + len(parts) <= len(places.ids))]
    for shift, part in enumerate(parts):
        if shift != rarest:
            first = first[_is_in(places.ids[first + shift], part)]
    if len(parts) > 1:
        same = places.tokens.text_of(first) == places.tokens.text_of(first + len(parts) - 1)
        first = first[same]
    for shift in spelling.touching:
        touches = places.tokens.end[first + shift - 1] == places.tokens.start[first + shift]
        first = first[touches]
    return np.sort(first), np.full(len(first), len(parts), dtype=np.int64)


def _tokens_of(part: Ints, places: Places) -> Ints:
    """Return all tokens that are one of the given words."""
    counts = places.counts[part]
    ends = np.cumsum(counts)
    shift = np.repeat(places.begins[part] - (ends - counts), counts)
    return places.order[shift + np.arange(len(shift))]


def _is_in(ids: NDArray[np.int32], part: Ints) -> NDArray[np.bool_]:
    if not len(part):
        return np.zeros(len(ids), dtype=bool)
    at = np.minimum(np.searchsorted(part, ids), len(part) - 1)
    found: NDArray[np.bool_] = part[at] == ids
    return found


def _near(pattern: Pattern, places: Places) -> Spans:
    """Return the spans from one part to the other that hold no shorter such span."""
    one, two = (_phrase(part, places) for part in pattern.parts)
    spans = [_followed_by(one, two, pattern.within)]
    if not pattern.ordered:
        spans.append(_followed_by(two, one, pattern.within))
    first = np.concatenate([a for a, _ in spans])
    last = np.concatenate([b for _, b in spans])
    same = places.tokens.text_of(first) == places.tokens.text_of(last)
    first, last = _minimal(first[same], last[same])
    return first, last - first + 1


def _followed_by(one: Spans, two: Spans, within: int) -> Spans:
    """Return first and last token of each match of one with the next match of two, if it is near."""
    ends = one[0] + one[1]
    if not len(two[0]):
        return ends[:0], ends[:0]
    at = np.searchsorted(two[0], ends)
    found = at < len(two[0])
    at = at[found]
    near = two[0][at] - ends[found] < within
    return one[0][found][near], (two[0] + two[1] - 1)[at[near]]


def _minimal(first: Ints, last: Ints) -> Spans:
    """Keep spans that hold no other (minimal intervals: Clarke, Cormack and Burkowski 1995)."""
    # By the first token descending, the shorter of two that begin together in front.
    order = np.lexsort((last, -first))
    first, last = first[order], last[order]
    if not len(first):
        return first, last
    shortest = np.minimum.accumulate(last)
    keep = np.append(True, last[1:] < shortest[:-1])
    return first[keep][::-1], last[keep][::-1]


def _without(spans: Spans, excluded: Spans) -> Spans:
    """Drop the spans that share a token with an excluded one."""
    first, length = spans
    others, sizes = excluded
    if not len(others) or not len(first):
        return spans
    # Of all excluded spans that begin before the end of a match, does the one that reaches furthest reach it?
    reach = np.maximum.accumulate(others + sizes)
    before = np.searchsorted(others, first + length)
    touched = (before > 0) & (reach[np.maximum(before - 1, 0)] > first)
    return first[~touched], length[~touched]
