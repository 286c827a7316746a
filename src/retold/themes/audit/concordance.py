"""Hits in their context: keyword in context, bounded by the sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.language.tokens import APOSTROPHES, HYPHENS, JOINED, normal_form
from retold.tables import empty_table, natural_key
from retold.themes.codebook.model import SEPARATOR
from retold.vocabulary import VOICES

Ints = NDArray[np.int64]

SORTS = ("position", "theme", "left", "right")

# Whose words a hit can stand in; a hit outside every statement has no voice.
HIT_VOICES = (*VOICES, "")

ELLIPSIS = "…"

# Lines are sorted by this many words on the chosen side, which seldom leaves a tie, and no more letters
# than hold them: a sentence may be very long.
SORT_WORDS, SORT_LETTERS = 6, 100

CROSSES = "runs over the bound of its sentence"
OUTSIDE = "in no sentence"


class Context(NamedTuple):
    """For each hit: the row of its sentence (-1: none), what stands left and right of it, and a note."""

    sentence: Ints
    left: list[str]
    right: list[str]
    note: NDArray[np.object_]


_WORD = re.compile(rf"\w[\w{JOINED}]*(?:[{HYPHENS}{APOSTROPHES}]\w[\w{JOINED}]*)*")


def concordance(
    hits: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    theme: str | None = None,
    voice: str | None = None,
    article: str | None = None,
    sort: str = "position",
    width: int | None = None,
) -> pd.DataFrame:
    """Show each hit with the words left and right of it in its sentence.

    No hit is lost: one that runs into the next sentence has its left context from the sentence it
    begins in and its right context from the one it ends in, one that lies in no sentence has none, and
    ``note`` says so. Masked clutter is in no sentence, so no context reaches into or beyond it.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``.
    sentences : pandas.DataFrame
        The table ``sentences``; spans of one article do not overlap.
    theme : str, optional
        Only this theme, and the themes nested in it.
    voice : {"subject", "third_party", "journalist", ""}, optional
        Only hits in this voice.
    article : str, optional
        Only this article, by its ``article_id``.
    sort : {"position", "theme", "left", "right"}
        Reading order; reading order within each theme; or by the words before the hit (the nearest
        first) or after it, without regard to case and signs, ties in reading order.
    width : int, optional
        Characters of context on either side, the ellipsis included; cut between words. All of the
        sentence if not given.

    Returns
    -------
    pandas.DataFrame
        The table ``concordance``: theme, article_id, voice, sentence_id (of the sentence the hit
        begins in), start, end, left, keyword, right, pattern, note.

    Raises
    ------
    ParameterError
        If the order, the voice or the article is unknown, or the width is not positive.

    Examples
    --------
    >>> hits = empty_table("theme_hits")
    >>> hits.loc[0] = ["a", "", "water", "rain", 6, 10, "rain", "", ""]
    >>> sentences = empty_table("sentences")
    >>> sentences.loc[0] = ["a:1", "a", 0, 28, "Heavy rain fell on the hills"]
    >>> concordance(hits, sentences, width=12)[["left", "keyword", "right"]].values.tolist()
    [['Heavy', 'rain', 'fell on the…']]
    """
    _check(hits, sentences, voice, article, sort, width)
    chosen = _choose(hits, theme, voice, article)
    if chosen.empty:
        return empty_table("concordance")
    lines = _read_context(chosen, sentences)
    order = _order(chosen, lines, sort)
    left, right = ([texts[n] for n in order] for texts in (lines.left, lines.right))
    if width is not None:
        left, right = [cut_left(text, width) for text in left], [cut_right(text, width) for text in right]
    names = sentences["sentence_id"].to_numpy(object)
    rows = lines.sentence[order]
    ordered = chosen.iloc[order].reset_index(drop=True)
    shown = ordered.assign(
        sentence_id=[names[n] if n >= 0 else "" for n in rows],
        left=left,
        keyword=ordered["text"],
        right=right,
        note=lines.note[order],
    )
    return shown[list(empty_table("concordance").columns)].astype({"left": "str", "right": "str"})


def _check(
    hits: pd.DataFrame,
    sentences: pd.DataFrame,
    voice: str | None,
    article: str | None,
    sort: str,
    width: int | None,
) -> None:
    if sort not in SORTS:
        raise ParameterError(f"sort cannot be {sort!r}", where="concordance", todo=close_match(sort, SORTS))
    if voice is not None and voice not in HIT_VOICES:
        raise ParameterError(
            f"there is no voice {voice!r}", where="concordance", todo=close_match(voice, VOICES)
        )
    if width is not None and width < 1:
        raise ParameterError(f"width should be at least 1 character, and is {width}", where="concordance")
    if article is not None:
        known = {*hits["article_id"], *sentences["article_id"]}
        if article not in known:
            raise ParameterError(
                f"there is no article {article!r}", where="concordance", todo=close_match(article, known)
            )


def _choose(hits: pd.DataFrame, theme: str | None, voice: str | None, article: str | None) -> pd.DataFrame:
    chosen = np.ones(len(hits), dtype=bool)
    if theme is not None:
        nested = hits["theme"].str.startswith(f"{theme}{SEPARATOR}")
        chosen &= ((hits["theme"] == theme) | nested).to_numpy(bool)
    if voice is not None:
        chosen &= (hits["voice"] == voice).to_numpy(bool)
    if article is not None:
        chosen &= (hits["article_id"] == article).to_numpy(bool)
    return hits[chosen]


def _read_context(hits: pd.DataFrame, sentences: pd.DataFrame) -> Context:
    start, end = hits["start"].to_numpy(np.int64), hits["end"].to_numpy(np.int64)
    first = locate_sentences(hits["article_id"], start, sentences)
    # The sentence that holds a hit's last character, which is seldom another one.
    last = locate_sentences(hits["article_id"], end - 1, sentences)
    # Tables come with missing values allowed in columns of numbers, which numpy's own do not know.
    texts, begins = sentences["text"].to_numpy(object), sentences["start"].to_numpy(np.int64)
    if sentences.empty:
        return Context(first, [""] * len(hits), [""] * len(hits), np.full(len(hits), OUTSIDE, dtype=object))
    left = [
        text[:at].strip() if n >= 0 else ""
        for n, text, at in zip(first, texts[first], (start - begins[first]).tolist(), strict=True)
    ]
    right = [
        text[at:].strip() if n >= 0 else ""
        for n, text, at in zip(last, texts[last], (end - begins[last]).tolist(), strict=True)
    ]
    notes = np.select([(first < 0) & (last < 0), first != last], [OUTSIDE, CROSSES], "")
    return Context(first, left, right, notes.astype(object))


def locate_sentences(articles: pd.Series, places: Ints, sentences: pd.DataFrame) -> Ints:
    """Return which sentence holds each character: its row in ``sentences``, or -1.

    Parameters
    ----------
    articles : pandas.Series
        The ``article_id`` of each character.
    places : array of int
        Its offset in the raw text.
    sentences : pandas.DataFrame
        The table ``sentences``, in any order.
    """
    if sentences.empty:
        return np.full(len(places), -1, dtype=np.int64)
    codes, names = pd.factorize(sentences["article_id"])
    begins, ends = sentences["start"].to_numpy(np.int64), sentences["end"].to_numpy(np.int64)
    order = np.lexsort((begins, codes))
    # One axis for all articles: each gets a stretch of it longer than any text.
    stretch = int(max(ends.max(), places.max(initial=0))) + 1
    own = pd.Index(names).get_indexer(articles)
    found = np.searchsorted(codes[order] * stretch + begins[order], own * stretch + places, side="right") - 1
    rows = order[np.maximum(found, 0)]
    inside = (found >= 0) & (own >= 0) & (codes[rows] == own) & (places < ends[rows])
    return np.where(inside, rows, -1).astype(np.int64)


def _order(hits: pd.DataFrame, lines: Context, sort: str) -> NDArray[np.intp]:
    place = [
        _ranks(hits["pattern"].tolist()),
        _ranks(hits["theme"].tolist()),
        hits["end"].to_numpy(np.int64),
        hits["start"].to_numpy(np.int64),
        _natural_ranks(hits["article_id"]),
    ]
    if sort == "theme":
        place.append(place[1])
    elif sort == "left":
        place.append(_ranks([_nearest(text[-SORT_LETTERS:], -1) for text in lines.left]))
    elif sort == "right":
        place.append(_ranks([_nearest(text[:SORT_LETTERS], 1) for text in lines.right]))
    return np.lexsort(place)


def _ranks(values: list[str]) -> Ints:
    codes, _ = pd.factorize(np.array(values, dtype=object), sort=True)
    return np.asarray(codes, dtype=np.int64)


def _natural_ranks(names: pd.Series) -> Ints:
    codes, known = pd.factorize(names)
    # By the name itself too: "a1" and "a01" have the same natural key.
    ordered = sorted(known, key=lambda name: (natural_key(name), name))
    ranks = {name: rank for rank, name in enumerate(ordered)}
    return np.array([ranks[known[code]] for code in codes], dtype=np.int64)


def _nearest(text: str, step: int) -> str:
    """Return the words of a text as they are sorted, those nearest to the hit first."""
    nearest = " ".join(map(normal_form, _WORD.findall(text)[::step][:SORT_WORDS]))
    # Taken apart (NFD), a letter with an accent comes right after the letter without.
    return nearest if nearest.isascii() else unicodedata.normalize("NFD", nearest)


def cut_right(text: str, width: int) -> str:
    """Cut the end of a text between two words, with an ellipsis; a longer word is cut within.

    Examples
    --------
    >>> cut_right("fell on the hills", 12), cut_right("thunderstorms", 8), cut_right("fell", 4)
    ('fell on the…', 'thunder…', 'fell')
    """
    if len(text) <= width:
        return text
    room = width - len(ELLIPSIS)
    kept = text[:room]
    if not text[room].isspace():
        words = kept.rsplit(maxsplit=1)
        # One word that fills the room stays in part: of Chinese or Thai that is all there is to show.
        kept = kept[: len(kept) - len(words[-1])] if len(words) > 1 and not kept[-1].isspace() else kept
    return kept.rstrip() + ELLIPSIS


def cut_left(text: str, width: int) -> str:
    """Cut the beginning of a text between two words, with an ellipsis.

    Examples
    --------
    >>> cut_left("on the hills fell heavy", 12)
    '…fell heavy'
    """
    return cut_right(text[::-1], width)[::-1]
