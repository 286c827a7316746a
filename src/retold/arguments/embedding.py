"""Turn statements into vectors whose cosines say how alike their claims are. Everything works offline."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match

Vectors = NDArray[np.float64]

# Rare character runs tell little of five articles and cost memory; the commonest 4,096 cover them.
CHARACTER_FEATURES = 4096

# The complementiser and the marks around a statement belong to its form, not to its claim.
_WRAPPING = re.compile(r"^(?:that\b)?[\s\"“”„«»‘’',.;:—–-]+|^that\b\s*|[\s\"“”„«»,;:]+$", re.IGNORECASE)


def claim_text(statement: str) -> str:
    """Return a statement without its wrapping: quotation marks, a leading "that", trailing commas.

    Examples
    --------
    >>> claim_text("that “it rained all day,”")
    'it rained all day'
    """
    return _WRAPPING.sub("", _WRAPPING.sub("", statement.strip()))


def embed(texts: Sequence[str], *, method: str = "wordllama") -> Vectors:
    """Return one centred vector of length one for each text.

    The mean vector is what all statements of a study share (its subject matter); with it subtracted,
    cosines tell claims apart.

    Parameters
    ----------
    texts : sequence of str
        The statements.
    method : {"wordllama", "tfidf"}
        ``wordllama``: static word vectors (256 dimensions, weights inside the package) joined with
        character n-grams; ``tfidf``: words, word pairs and character n-grams.

    Returns
    -------
    numpy.ndarray of shape (n, d)
        Rows of length one, or zero where a text is the mean itself.

    Raises
    ------
    ParameterError
        If the method is unknown.

    Examples
    --------
    >>> vectors = embed(["rain fell", "rain fell hard", "taxes rose"], method="tfidf")
    >>> bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
    True
    """
    if method not in METHODS:
        raise ParameterError(
            f"there is no embedding {method!r}", where="embedding", todo=close_match(method, METHODS)
        )
    if not len(texts):
        return np.zeros((0, 1))
    claims = [claim_text(text) or text for text in texts]
    parts = [_unit(part(claims)) for part in METHODS[method]]
    return centre(np.hstack(parts))


def centre(vectors: Vectors) -> Vectors:
    """Subtract the mean vector and scale the rows to length one."""
    return _unit(vectors - vectors.mean(axis=0))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # What is left of a mean after rounding is not a direction.
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return unit


def _tfidf(claims: Sequence[str], **options: Any) -> Vectors:
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        return np.asarray(TfidfVectorizer(sublinear_tf=True, **options).fit_transform(claims).toarray())
    except ValueError:  # no text holds a single word
        return np.zeros((len(claims), 1))


def _words(claims: Sequence[str]) -> Vectors:
    return _tfidf(claims, ngram_range=(1, 2), stop_words="english", max_features=CHARACTER_FEATURES)


def _characters(claims: Sequence[str]) -> Vectors:
    return _tfidf(claims, analyzer="char_wb", ngram_range=(3, 5), max_features=CHARACTER_FEATURES)


@cache
def _wordllama_model() -> Any:
    import logging

    # The package sets up everybody's logging when it is imported; that is the caller's business.
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    root.handlers[:], root.level = handlers, level
    # Left to itself the package looks for its tokenizer outside its own folder, and then downloads it.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def _wordllama(claims: Sequence[str]) -> Vectors:
    return np.asarray(_wordllama_model().embed(list(claims)), dtype=np.float64)


METHODS: dict[str, tuple[Callable[[Sequence[str]], Vectors], ...]] = {
    "wordllama": (_wordllama, _characters),
    "tfidf": (_words, _characters),
}
