"""Static word vectors, from inside the package that carries their weights: nothing is downloaded.

They are those of wordllama (256 dimensions; MIT), derived from the token table of a Llama model; docs/03_arguments.md
says what to mind about that. A text's vector is the mean of those of its tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@cache
def wordllama_model() -> Any:
    """Return the model: ``embed`` gives vectors of texts, ``embedding`` and ``tokenizer`` those of single tokens."""
    import logging

    # The package sets up everybody's logging when it is imported; that is the caller's business.
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    root.handlers[:], root.level = handlers, level
    # Left to itself the package looks for its tokenizer outside its own folder, and then downloads it.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def embed_words(words: Sequence[str]) -> NDArray[np.float64]:
    """Return one vector of length one for each word or phrase; zeros for one without tokens.

    In double precision: products of single precision differ between CPUs in the seventh digit, and thresholds hang on them.

    Examples
    --------
    >>> vectors = embed_words(["rain", "snow"])
    >>> vectors.shape, vectors.dtype.name
    ((2, 256), 'float64')
    """
    model = wordllama_model()
    if not len(words):
        return np.zeros((0, model.embedding.shape[1]))
    vectors = np.nan_to_num(np.asarray(model.embed(list(words)), dtype=np.float64))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float64] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
