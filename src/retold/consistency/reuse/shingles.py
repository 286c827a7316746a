"""Words of many texts as folded numbers, and the runs of words (shingles) that two texts have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retold.errors import ParameterError
from retold.language.english.numerals import NUMBER_WORDS
from retold.language.token_arrays import token_arrays
from retold.language.tokens import normal_form

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Stands in the place of a masked word and after the last word of a text: no run reaches over it.
BREAK = 0

# Any odd number with well mixed bits will do; these are the constants of splitmix64 (Steele et al. 2014).
_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)
_STEP = np.uint64(0xD6E8FEB86659FD93)

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?=\D|$)")


@dataclass(frozen=True)
class Words:
    """Words of several texts laid end to end, with a break after each text.

    Attributes
    ----------
    code : ndarray of int64
        Number of each word's folded form, ``BREAK`` where there is none.
    text : ndarray of int64
        Which text each place belongs to.
    start, end : ndarray of int64
        Offsets of each word in its text.
    forms : list of str
        The folded forms; ``forms[BREAK]`` is empty.
    names : ndarray of bool
        Which forms are only ever written with a capital letter.
    """

    code: Ints
    text: Ints
    start: Ints
    end: Ints
    forms: list[str]
    names: Flags


def fold_word(word: str) -> list[str]:
    """Return the forms a word is compared by: no case, parts of a compound apart, numbers as digits.

    Signs give none.

    Examples
    --------
    >>> fold_word("Two-Storey"), fold_word("1,200"), fold_word("it’s"), fold_word("…")
    (['2', 'storey'], ['1200'], ["it's"], [])
    """
    folded = normal_form(word)
    if not folded[:1].isalnum() and not any(character.isalnum() for character in folded):
        return []
    folded = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), folded)
    return [str(NUMBER_WORDS.get(part, part)) for part in folded.split("-") if part]


def fold_texts(texts: Sequence[str]) -> Words:
    """Return the words of texts as numbers of their folded forms.

    Parameters
    ----------
    texts : sequence of str

    Examples
    --------
    >>> words = fold_texts(["The two-storey house", "the 2 storey house"])
    >>> words.code.tolist()
    [1, 2, 3, 4, 0, 1, 2, 3, 4, 0]
    """
    tokens = token_arrays(texts)
    parts = [fold_word(word) for word in tokens.vocabulary]
    forms: dict[str, int] = {"": BREAK}
    numbers = [[forms.setdefault(part, len(forms)) for part in each] for each in parts]
    code, source, step = _spread(numbers, tokens.ids)
    offset = _part_offsets(tokens.vocabulary, parts)
    text = np.asarray(tokens.text_of(source), dtype=np.int64)
    start, end = tokens.start[source].astype(np.int64), tokens.end[source].astype(np.int64)
    shifted = np.array(_flatten(offset), dtype=np.int64).reshape(-1, 2)
    place = np.cumsum([0, *map(len, numbers)])[tokens.ids[source]] + step
    split = np.array([len(each) > 1 for each in parts], dtype=bool)[tokens.ids[source]]
    start, end = (
        np.where(split, start + shifted[place, 0], start) if len(place) else start,
        np.where(split, start + shifted[place, 1], end) if len(place) else end,
    )
    ends = np.searchsorted(text, np.arange(len(texts)), side="right")
    code, start, end = (np.insert(column, ends, 0) for column in (code, start, end))
    text = np.insert(text, ends, np.arange(len(texts)))
    return Words(code, text, start, end, list(forms), _only_capital(tokens.vocabulary, numbers, len(forms)))


def _flatten(lists: Iterable[Iterable[object]]) -> list[object]:
    return [item for each in lists for item in each]


def _spread(numbers: list[list[int]], ids: NDArray[np.int32]) -> tuple[Ints, Ints, Ints]:
    """Return the code of each part of each token, which token it is of, and the how-manieth part it is."""
    counts = np.array([len(each) for each in numbers], dtype=np.int64)
    flat = np.array(_flatten(numbers), dtype=np.int64)
    first = np.cumsum(counts) - counts
    repeats = counts[ids] if len(ids) else np.zeros(0, dtype=np.int64)
    source = np.repeat(np.arange(len(ids)), repeats)
    step = np.arange(len(source)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    code = flat[first[ids[source]] + step] if len(source) else np.zeros(0, dtype=np.int64)
    return code, source, step


def _part_offsets(vocabulary: list[str], parts: list[list[str]]) -> list[list[tuple[int, int]]]:
    """Return where in its token each part stands; exact for compounds, whose parts hyphens divide."""
    found = []
    for word, each in zip(vocabulary, parts, strict=True):
        if len(each) < 2:
            found.append([(0, len(word))] * len(each))
            continue
        spans = [m.span() for m in re.finditer(r"[^-‐‑]+", word)]
        whole = [(0, len(word))] * len(each)
        found.append(spans if len(spans) == len(each) else whole)
    return found


def _only_capital(vocabulary: list[str], numbers: list[list[int]], count: int) -> Flags:
    """Return which forms never occur with a small letter: most of them are names."""
    small, capital = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for word, each in zip(vocabulary, numbers, strict=True):
        if each:
            (capital if word[:1].isupper() else small)[each] = True
    return capital & ~small


def mask_words(words: Words, spans: NDArray[np.int64]) -> Words:
    """Return the words with a break in the place of those that touch a span (rows of text, start, end)."""
    if not len(spans):
        return words
    code = words.code.copy()
    for text, start, end in spans.tolist():
        first, last = np.searchsorted(words.text, [text, text + 1])
        inside = slice(int(first), int(last))
        code[inside][(words.start[inside] < end) & (words.end[inside] > start)] = BREAK
    return Words(code, words.text, words.start, words.end, words.forms, words.names)


def hash_shingles(code: Ints, n: int) -> tuple[NDArray[np.uint64], Flags]:
    """Return a 64-bit hash of the n words from each place on, and where there are n of them."""
    if n < 1:
        raise ParameterError(f"a shingle has at least one word, and not {n}", where="hash_shingles")
    count = len(code) - n + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=bool)
    mixed = _mix(code)
    hashed = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for step in range(n):
        hashed = hashed * _STEP + mixed[step : step + count]
        whole &= code[step : step + count] != BREAK
    return hashed, whole


def _mix(code: Ints) -> NDArray[np.uint64]:
    """Return well mixed bits for each number, so that sums of them do not collide (splitmix64)."""
    z = (code.astype(np.uint64) + np.uint64(1)) * _MIX[0]
    z = (z ^ (z >> np.uint64(30))) * _MIX[1]
    z = (z ^ (z >> np.uint64(27))) * _MIX[2]
    return np.asarray(z ^ (z >> np.uint64(31)), dtype=np.uint64)


def shingle_sets(a: str, b: str, n: int) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Return the sets of runs of n words of two texts; words are letters and digits, case and signs ignored."""
    first, second = (_plain_words(text) for text in (a, b))
    one, other = ({tuple(w[i : i + n]) for i in range(len(w) - n + 1)} for w in (first, second))
    return one, other


# Words as Unicode bounds them (UAX 29), which is what textreuse counts: hyphens divide, an apostrophe or a
# point between two letters does not, nor does a point or a comma between two digits.
_BOUNDED = re.compile(r"\w+(?:(?:(?<=[^\W\d_])['’.·:](?=[^\W\d_])|(?<=\d)[.,;'’](?=\d))\w+)*")


def _plain_words(text: str) -> list[str]:
    return _BOUNDED.findall(text.lower())


def shingle_jaccard(a: str, b: str, *, n: int = 5) -> float:
    """Return the Jaccard similarity of the sets of n-word shingles of two texts.

    Parameters
    ----------
    a, b : str
        Texts; case and punctuation are ignored.
    n : int
        Words in a shingle.

    Returns
    -------
    float
        In [0, 1], symmetric; nan where neither text has n words.

    Raises
    ------
    ParameterError
        If ``n`` is below 1.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents. Defined as in the R package textreuse.

    Examples
    --------
    >>> shingle_jaccard("the old ferry sank today", "The old ferry sank.", n=3)
    0.6666666666666666
    """
    one, other = _shingles_of(a, b, n)
    together = len(one | other)
    return len(one & other) / together if together else float("nan")


def shingle_containment(a: str, b: str, *, n: int = 3) -> float:
    """Return the share of the distinct n-word shingles of text a that stand in text b too.

    Parameters
    ----------
    a, b : str
        Texts; case and punctuation are ignored. ``a`` is the one that may have been taken from ``b``.
    n : int
        Words in a shingle.

    Returns
    -------
    float
        In [0, 1], not symmetric; nan where ``a`` has fewer than n words.

    Raises
    ------
    ParameterError
        If ``n`` is below 1.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents; Clough & Stevenson (2011), Developing a
    corpus of plagiarised short answers.

    Examples
    --------
    >>> shingle_containment("the old ferry sank", "the old ferry sank today at noon", n=3)
    1.0
    >>> shingle_containment("the old ferry sank today at noon", "the old ferry sank", n=3)
    0.4
    """
    one, other = _shingles_of(a, b, n)
    return len(one & other) / len(one) if one else float("nan")


def _shingles_of(a: str, b: str, n: int) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    if n < 1:
        raise ParameterError(f"a shingle has at least one word, and not {n}", where="shingles")
    return shingle_sets(a, b, n)
