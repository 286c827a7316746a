"""Words of texts, counted and numbered: for rates, and for the keyness of words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.language.token_arrays import token_arrays
from retold.language.tokens import normal_form


@dataclass(frozen=True)
class Words:
    """All words of some texts, in order: number of the text, number of the word, and the words' normal forms."""

    text: NDArray[np.int32]
    word: NDArray[np.int32]
    names: list[str]


def count_each(texts: pd.Series) -> NDArray[np.int64]:
    """Return the number of words of each text, as `retold.language.tokens.count_words` counts them.

    Examples
    --------
    >>> count_each(pd.Series(["It's 1,000 km.", "", "a_b"])).tolist()
    [3, 0, 1]
    """
    tokens = token_arrays(texts.tolist())
    words = _are_words(tokens.vocabulary)[tokens.ids]
    before = np.concatenate([[0], np.cumsum(words)])
    return np.diff(before[tokens.first])


def number_words(texts: pd.Series) -> Words:
    """Return every word of some texts as a number; signs are left out.

    Examples
    --------
    >>> words = number_words(pd.Series(["Rain, rain!", "No rain."]))
    >>> [words.names[n] for n in words.word], words.text.tolist()
    (['rain', 'rain', 'no', 'rain'], [0, 0, 1, 1])
    """
    tokens = token_arrays(texts.tolist())
    are_words = _are_words(tokens.vocabulary)
    forms = [
        normal_form(token) if word else ""
        for token, word in zip(tokens.vocabulary, are_words.tolist(), strict=True)
    ]
    names = sorted(set(forms) - {""})
    number = {name: n for n, name in enumerate(names)}
    words = np.array([number.get(form, -1) for form in forms], dtype=np.int32)[tokens.ids]
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(tokens.first))
    return Words(text[words >= 0], words[words >= 0], names)


def _are_words(vocabulary: list[str]) -> NDArray[np.bool_]:
    """Return which tokens begin with a letter or a digit; the others are signs."""
    return np.array([token[0].isalnum() for token in vocabulary], dtype=bool)
