"""Words of texts, counted and numbered: for rates, and for the keyness of words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.tokens import TOKEN, count_words, normal_form

# Texts of these signs only are counted by pyarrow, four times as fast: the classes of its regular expressions
# and those of Python agree on them. Others (an underscore, other scripts) go one by one.
_LETTER = "0-9A-Za-zÀ-ÖØ-öø-ÿ"
_PLAIN = r"^[\x00-\x5e\x60-\x7fÀ-ÖØ-öø-ÿ\x{2010}-\x{2027}]*$"
_WORD = rf"[0-9]+(?:[.,][0-9]+)*[{_LETTER}]*(?:-[{_LETTER}]+)*|[{_LETTER}]+(?:[-'’][{_LETTER}]+)*"

# Texts whose tokens are held at one time, as strings.
TEXTS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Words:
    """All words of some texts, in order: number of the text, number of the word, and the words' normal forms."""

    text: NDArray[np.int32]
    word: NDArray[np.int32]
    names: list[str]


def count_each(texts: pd.Series) -> NDArray[np.int64]:
    """Return the number of words of each text, as `retold.tokens.count_words` counts them.

    Examples
    --------
    >>> count_each(pd.Series(["It's 1,000 km.", "", "a_b"])).tolist()
    [3, 0, 1]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    array = pa.array(texts.tolist(), type=pa.large_string())
    plain = pc.match_substring_regex(array, _PLAIN).to_numpy(zero_copy_only=False).astype(bool)
    counts = np.zeros(len(array), dtype=np.int64)
    counts[plain] = pc.count_substring_regex(array.filter(pa.array(plain)), _WORD).to_numpy(
        zero_copy_only=False
    )
    others = np.flatnonzero(~plain)
    counts[others] = [count_words(array[int(at)].as_py()) for at in others]
    return counts


def number_words(texts: pd.Series) -> Words:
    """Return every word of some texts as a number; signs are left out.

    Examples
    --------
    >>> words = number_words(pd.Series(["Rain, rain!", "No rain."]))
    >>> [words.names[n] for n in words.word], words.text.tolist()
    (['rain', 'rain', 'no', 'rain'], [0, 0, 1, 1])
    """
    seen = _Numbers()
    chunks, sizes = [], []
    values = texts.tolist()
    for at in range(0, len(values), TEXTS_AT_ONCE):
        found = [TOKEN.findall(text) for text in values[at : at + TEXTS_AT_ONCE]]
        sizes.append(np.array([len(tokens) for tokens in found], dtype=np.int64))
        chunk = (token for tokens in found for token in tokens)
        chunks.append(np.fromiter(map(seen.__getitem__, chunk), dtype=np.int32))
    tokens = np.concatenate(chunks) if chunks else np.zeros(0, dtype=np.int32)
    text = np.repeat(
        np.arange(len(values), dtype=np.int32),
        np.concatenate(sizes) if sizes else np.zeros(0, dtype=np.int64),
    )
    forms = [normal_form(token) if token[0].isalnum() else "" for token in seen]
    names = sorted(set(forms) - {""})
    number = {name: n for n, name in enumerate(names)}
    words = np.array([number.get(form, -1) for form in forms], dtype=np.int32)[tokens]
    return Words(text[words >= 0], words[words >= 0], names)


class _Numbers(dict[str, int]):
    """Gives each new token the next number."""

    def __missing__(self, token: str) -> int:
        self[token] = number = len(self)
        return number
