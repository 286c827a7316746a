"""The tokens of many texts at once, as arrays: what `tokens.TOKEN` finds, at the speed of numpy.

The joined texts are one array of characters, so that offsets are characters; classes of characters are a
table; a token is a run of word characters, or several that hyphens, apostrophes, points or commas join. The
few places where joining depends on what stands further left are left to the regular expression itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retold.language.tokens import APOSTROPHES, EDITED_LETTER, HYPHENS, JOINED, TOKEN

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Classes of characters, in such an order that one comparison tells signs (below SPACE) from words (above it).
SIGN, HYPHEN, APOSTROPHE, POINT, MARK, SPACE, WORD, DIGIT = range(8)

# Texts are joined by a character that no token holds.
BREAK = "\n"

PLANE = 0x10000

_EDITED = re.compile(EDITED_LETTER)

# Characters handled at once: what fits the processor's cache is fastest, and memory stays bounded.
BLOCK = 4_000_000


@dataclass(frozen=True)
class TokenArrays:
    """Tokens of several texts, in reading order.

    Attributes
    ----------
    first : ndarray of int64, shape (texts + 1,)
        Number of the first token of each text, and how many there are in all.
    start, end : ndarray of int32
        Offsets of each token in its text.
    ids : ndarray of int32
        Place of each token in the vocabulary.
    vocabulary : list of str
        The distinct tokens as they are written, in order of their first occurrence.
    """

    first: Ints
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    ids: NDArray[np.int32]
    vocabulary: list[str]

    def text_of(self, tokens: NDArray[Any]) -> Ints:
        """Return the number of the text that each given token stands in."""
        return np.searchsorted(self.first, tokens, side="right") - 1


def token_arrays(texts: Sequence[str]) -> TokenArrays:
    """Return all tokens of all texts, signs included.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    TokenArrays

    Examples
    --------
    >>> tokens = token_arrays(["It's 1,000 km.", "km"])
    >>> [tokens.vocabulary[n] for n in tokens.ids], tokens.first.tolist(), tokens.start.tolist()
    (["It's", '1,000', 'km', '.', 'km'], [0, 4, 5], [0, 5, 11, 13, 0])
    """
    parts = [_tokenize(block) for block in _blocks(texts)]
    counts, start, end = (np.concatenate([part[n] for part in parts]) for n in range(3))
    first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    ids, vocabulary = _unify([part[3] for part in parts])
    return TokenArrays(first, start, end, ids, vocabulary)


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield texts in lots of about BLOCK characters; at least one lot, if an empty one."""
    begin = size = 0
    for n, text in enumerate(texts):
        size += len(text)
        if size > BLOCK:
            yield texts[begin : n + 1]
            begin, size = n + 1, 0
    if begin < len(texts) or not begin:
        yield texts[begin:]


def _tokenize(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Any]:
    """Return how many tokens each text has, their starts and ends, and their words as a dictionary array."""
    joined = BREAK.join(texts)
    characters = _characters(joined)
    classes = _classes(characters)
    start, end = _spans(joined, classes)
    # Every character that is no space is in some token, so without spaces the tokens stand side by side.
    words = _encode(_without_spaces(characters, classes), end - start)
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    begins = np.cumsum(lengths + 1) - lengths - 1
    counts = np.diff(np.searchsorted(start, np.append(begins, len(joined) + 1)))
    shift = np.repeat(begins, counts)
    columns = (counts, start - shift, end - shift)
    return *(column.astype(np.int32) for column in columns), words


def _characters(joined: str) -> NDArray[Any]:
    """Return one number a character: 16 bits where they are enough, as they nearly always are."""
    try:
        short = joined.encode("utf-16-le")
    except UnicodeEncodeError:  # half of a surrogate pair, which 32 bits can hold
        short = b""
    if len(short) == 2 * len(joined):
        return np.frombuffer(short, dtype="<u2")
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _class_table() -> NDArray[np.uint8]:
    """Return the class of each character of the basic plane."""
    return _classes_of("".join(map(chr, range(PLANE))))


def _classes_of(characters: str) -> NDArray[np.uint8]:
    table = np.full(len(characters), SIGN, dtype=np.uint8)
    for number, pattern in (
        (HYPHEN, f"[{HYPHENS}]"),
        (APOSTROPHE, f"[{APOSTROPHES}]"),
        (POINT, "[.,]"),
        (MARK, f"[{JOINED}]"),
        (SPACE, r"\s"),
        (WORD, r"\w"),
        (DIGIT, r"\d"),
    ):
        found = np.fromiter((m.start() for m in re.finditer(pattern, characters)), np.int64)
        table[found] = number
    return table


def _classes(characters: NDArray[Any]) -> NDArray[np.uint8]:
    if characters.dtype.itemsize == 2:
        table = _class_table()
        # Most characters are among the first 256, and bytes are translated faster than an array is indexed.
        low = bytearray(characters.astype(np.uint8)).translate(table[:256].tobytes())
        classes = np.frombuffer(low, dtype=np.uint8)
        high = np.flatnonzero(characters >> 8)
        classes[high] = table[characters[high]]
        return classes
    # Beyond the basic plane the table would have a million rows: it is made for what is there.
    present, places = np.unique(characters, return_inverse=True)
    found: NDArray[np.uint8] = _classes_of("".join(map(chr, present)))[places]
    return found


def _spans(joined: str, classes: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Return where each token begins and ends."""
    marks = np.flatnonzero(classes == MARK)
    edited = [found.end() - 1 for found in _EDITED.finditer(joined)] if "[" in joined else []
    if len(marks) or edited:
        classes = classes.copy()
        classes[_in_words(classes, marks)] = WORD
        # The bracket after a changed first letter joins it to its word, as a hyphen would.
        classes[edited] = HYPHEN
    starts, ends = _runs(classes >= WORD)
    signs = np.flatnonzero(classes < SPACE)
    links, joining = _links(classes, starts, ends, signs)
    first, last, odd = _join(classes, starts, ends, links)
    single = np.delete(signs, joining)
    rest = [found.span() for a, b in odd for found in TOKEN.finditer(joined, a, b)]
    more = np.array(rest, dtype=np.int64).reshape(-1, 2)
    # A chain that the regular expression has cut holds the signs it is cut at; they are not to be counted twice.
    start = np.concatenate([first, single, more[:, 0]])
    end = np.concatenate([last, single + 1, more[:, 1]])
    # Two or three sorted stretches: the stable sort merges them.
    order = np.argsort(start, kind="stable")
    return start[order], end[order]


def _without_spaces(characters: NDArray[Any], classes: NDArray[np.uint8]) -> NDArray[Any]:
    import pyarrow as pa

    # pyarrow copies runs of characters where numpy would copy one by one.
    kept: NDArray[Any] = pa.array(characters).filter(pa.array(classes != SPACE)).to_numpy()
    return kept


def _in_words(classes: NDArray[np.uint8], marks: Ints) -> Ints:
    """Return which marks belong to a word: those with nothing but marks between them and its letters."""
    # Marks of one cluster stand side by side: what stands before the first of them decides.
    new = np.diff(marks, prepend=-2) > 1
    before = marks[new] - 1
    inside = (before >= 0) & (classes[before] >= WORD)
    found: Ints = marks[inside[np.cumsum(new) - 1]]
    return found


def _runs(word: Flags) -> tuple[Ints, Ints]:
    """Return where each run of word characters begins and ends."""
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    before = [0] if len(word) and word[0] else []
    after = [len(word)] if len(word) and word[-1] else []
    edges = np.concatenate([np.array(before, np.int64), edges, np.array(after, np.int64)])
    return edges[::2], edges[1::2]


def _links(classes: NDArray[np.uint8], starts: Ints, ends: Ints, signs: Ints) -> tuple[Ints, Ints]:
    """Return the runs that one sign may join to the next run, and which of the signs these are."""
    kind = classes[signs]
    joining = np.flatnonzero((kind >= HYPHEN) & (kind <= POINT))
    at = signs[joining]
    # A sign at either end of the text joins nothing.
    inside = (at > 0) & (at < len(classes) - 1)
    joining, at = joining[inside], at[inside]
    between = (classes[at - 1] >= WORD) & (classes[at + 1] >= WORD)
    joining, at = joining[between], at[between]
    links = np.searchsorted(ends, at)
    # A point or comma joins digits alone.
    point = np.flatnonzero(classes[at] == POINT)
    digits = _all_digits(classes, starts, ends, links[point])
    digits &= classes[at[point] + 1] == DIGIT
    return np.delete(links, point[~digits]), np.delete(joining, point[~digits])


def _all_digits(classes: NDArray[np.uint8], starts: Ints, ends: Ints, runs: Ints) -> Flags:
    """Return which of the chosen runs are digits from end to end."""
    if not len(runs):
        return np.zeros(0, dtype=bool)
    lengths = ends[runs] - starts[runs]
    begins = np.cumsum(lengths) - lengths
    places = np.repeat(starts[runs] - begins, lengths) + np.arange(lengths.sum())
    digits: Flags = np.minimum.reduceat(classes[places], begins) == DIGIT
    return digits


def _join(
    classes: NDArray[np.uint8], starts: Ints, ends: Ints, links: Ints
) -> tuple[Ints, Ints, list[tuple[int, int]]]:
    """Return the spans of joined runs, and the spans whose joining hangs on what stands further left."""
    if not len(links):
        return starts, ends, []
    begins = np.flatnonzero(np.diff(links, prepend=-2) > 1)
    first = links[begins]
    last = links[np.append(begins[1:], len(links)) - 1] + 1
    joiners = np.bitwise_or.reduceat(1 << classes[ends[links]], begins)
    numeric = classes[starts[first]] == DIGIT
    # All hyphens join, all points join where a point may; an apostrophe joins what does not begin with a digit.
    odd = (joiners != 1 << HYPHEN) & (joiners != 1 << POINT)
    odd &= numeric | ((joiners & 1 << POINT) != 0)
    opens, closes = np.ones(len(starts), dtype=bool), np.ones(len(starts), dtype=bool)
    opens[links + 1], closes[links] = False, False
    opens[first[odd]], closes[last[odd]] = False, False
    spans = zip(starts[first[odd]].tolist(), ends[last[odd]].tolist(), strict=True)
    return starts[opens], ends[closes], list(spans)


def _encode(characters: NDArray[Any], lengths: Ints) -> Any:
    """Return the words of one block as a pyarrow dictionary array; its entries are UTF-16."""
    import pyarrow as pa

    size = characters.dtype.itemsize
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths * size, out=offsets[1:])
    values = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(lengths), [None, pa.py_buffer(offsets), pa.py_buffer(characters)]
    )
    coded = values.dictionary_encode()
    if size == 2:
        return coded
    words = [word.as_py().decode("utf-32-le", "surrogatepass") for word in coded.dictionary]
    entries = pa.array([word.encode("utf-16-le", "surrogatepass") for word in words], pa.large_binary())
    return pa.DictionaryArray.from_arrays(coded.indices, entries)


def _unify(blocks: list[Any]) -> tuple[NDArray[np.int32], list[str]]:
    """Return the id of each token of all blocks, and the distinct tokens in order of first occurrence."""
    import pyarrow as pa

    chunks = pa.chunked_array(blocks).unify_dictionaries().chunks
    ids = np.concatenate([np.asarray(chunk.indices) for chunk in chunks])
    return ids, _words(chunks[0].dictionary)


def _words(entries: Any) -> list[str]:
    """Return the entries of a dictionary of UTF-16, decoded in one go where all characters are of one size."""
    _, offsets, values = entries.buffers()
    if not len(entries):
        return []
    bounds = (np.frombuffer(offsets, dtype="<i8", count=len(entries) + 1) // 2).tolist()
    raw = values.to_pybytes()[: 2 * bounds[-1]]
    text = raw.decode("utf-16-le", "replace")
    if 2 * len(text) == len(raw):
        return [text[a:b] for a, b in pairwise(bounds)]
    # Half of a surrogate pair is no character that could be looked up.
    return [entry.as_py().decode("utf-16-le", "replace") for entry in entries]
