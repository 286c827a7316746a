"""Static word vectors, from inside the package that carries their weights: nothing is downloaded.

They are those of wordllama (256 dimensions; MIT), derived from the token table of a Llama model; docs/03_arguments.md
says what to mind about that. A text's vector is the mean of those of its tokens.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


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
