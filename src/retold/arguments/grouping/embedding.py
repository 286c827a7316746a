"""Turn statements into vectors whose cosines say how alike their claims are. Everything works offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.claims import claim_texts
from retold.errors import ParameterError, close_match
from retold.language.encoder import encode as encode_sentences
from retold.language.english.claims import REPORTING
from retold.language.english.frozen import frozen_stop_words
from retold.language.vectors import wordllama_model
from retold.ties import best_first

Vectors = NDArray[Any]
Parts = dict[str, Vectors]

# Rare words and character runs tell little and cost memory; the commonest 4,096 cover a few hundred statements.
MOST_TERMS = 4096

# Up to so many statements all pairs are compared; beyond, those in a neighbourhood are, which groups them no worse (ARI of 2,500 texts of Perspectrum .43
# against .21, of ArgKP .29 against .30, `docs/03_arguments.md`). Trust of so many takes half a minute, and grows with the square. One limit for all that hangs on the number: TF-IDF of
# more is reduced to so many dimensions (latent semantic analysis), since vectors of thousands are slow to search.
SMALL, DIMENSIONS = 2000, 256

# The vectors of more statements than these are kept in single precision, so that many fit into memory.
SINGLE_STATEMENTS = 5000

# A token of this share of all tokens weighs half (smooth inverse frequency, Arora et al. 2017).
HALF_WEIGHT = 1e-2

# Runs of so many characters, inside words.
CHARACTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5)}

# Texts that the tokenizer gets at a time: a batch is padded to its longest.
BATCH = 1024

# What the name of an extra's model stands for.
MINILM = "sentence-transformers/all-MiniLM-L6-v2"


def embed(texts: Sequence[str], *, method: str = "encoder") -> Vectors:
    """Return one centred vector of length one for each text.

    The mean vector is what all statements of a study share (its subject matter); with it subtracted,
    cosines tell claims apart.

    Parameters
    ----------
    texts : sequence of str
        The statements.
    method : {"wordllama", "encoder", "tfidf", "minilm"} or the name of a sentence-transformers model
        ``wordllama``: static word vectors (256 dimensions, weights inside the package), rare words weighing
        more, joined with character n-grams; ``encoder``: an encoder of sentences trained on arguments (384
        dimensions, weights inside the package), joined with character n-grams; ``tfidf``: words, word pairs and
        character n-grams;
        ``minilm`` or a name with a slash, as in ``sentence-transformers/all-mpnet-base-v2``: a model that is
        on this machine already, joined with character n-grams. It needs the extra ``minilm``.

    Returns
    -------
    numpy.ndarray of shape (n, d)
        Rows of length one, or zero where a text is the mean itself.

    Raises
    ------
    ParameterError
        If the method is unknown, or its package or model isn't there.

    Examples
    --------
    >>> vectors = embed(["rain fell", "rain fell hard", "taxes rose"], method="tfidf")
    >>> bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
    True
    """
    return join(embed_parts(claim_texts(texts), method=method))


def embed_parts(claims: Sequence[str], *, method: str = "encoder") -> Parts:
    """Return the vectors of each part of an embedding, by the part's name: of length one, and not centred."""
    parts = find_parts(method)
    if not len(claims):
        return {name: np.zeros((0, 1)) for name in parts}
    return {name: scale_rows(part(claims)) for name, part in parts.items()}


def join(parts: Parts) -> Vectors:
    """Centre parts, put them side by side with equal weight, and centre the whole."""
    return centre(np.hstack([centre(part) for part in parts.values()]))


def centre(vectors: Vectors) -> Vectors:
    """Subtract the mean vector and scale the rows to length one."""
    return scale_rows(vectors - vectors.mean(axis=0)) if len(vectors) else vectors


def scale_rows(vectors: Vectors) -> Vectors:
    """Scale rows to length one; what has no length stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # What is left of a mean after rounding is not a direction; single precision rounds at 1e-7.
    least = 1e-5 if vectors.dtype == np.float32 else 1e-9
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > least)
    return unit


def _tfidf(claims: Sequence[str], **options: Any) -> Vectors:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    try:
        counts = CountVectorizer(**options).fit_transform(claims)
    except ValueError:  # no text holds a single word
        return np.zeros((len(claims), 1))
    table = TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, commonest_terms(counts)])
    if len(claims) <= SMALL or table.shape[1] <= DIMENSIONS:
        return np.asarray(table.toarray(), dtype=np.float64)
    from sklearn.decomposition import TruncatedSVD

    # In double precision, as everywhere: cosines do not change with the signs or the order of axes.
    return np.asarray(TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(table), dtype=np.float64)


def commonest_terms(counts: Any, most: int = MOST_TERMS) -> NDArray[np.int64]:
    """Return the columns of the commonest terms, in order; of equally common ones, the first in the alphabet.

    Parameters
    ----------
    counts : sparse matrix of shape (texts, terms)
        How often each term stands in each text; the terms in the order of the alphabet, as a `CountVectorizer` has them.
    most : int
        How many terms are kept. The cut of the vectorizer itself is an unstable sort, which leaves terms of one count in
        an order of its own on each kind of CPU.

    Examples
    --------
    >>> commonest_terms(sparse.csr_array([[1, 2, 1, 3, 1]]), 3).tolist()
    [0, 1, 3]
    """
    return np.sort(best_first(np.asarray(counts.sum(axis=0)).ravel())[:most])


def _words(claims: Sequence[str]) -> Vectors:
    stop = sorted(frozen_stop_words() | set(REPORTING.split()))
    return _tfidf(claims, ngram_range=(1, 2), stop_words=stop)


def count_characters(claims: Sequence[str]) -> Vectors:
    """Return the TF-IDF of runs of characters."""
    return _tfidf(claims, **CHARACTERS)


def token_table(texts: Sequence[str]) -> Any:
    """Return how often each token of the model stands in each text, as a sparse matrix (texts x tokens)."""
    model = wordllama_model()
    rows, columns = [], []
    for start in range(0, len(texts), BATCH):
        for row, code in enumerate(
            model.tokenizer.encode_batch(list(texts[start : start + BATCH]), add_special_tokens=False), start
        ):
            ids = np.asarray(code.ids)[np.asarray(code.attention_mask, dtype=bool)]
            columns.append(ids)
            rows.append(np.full(len(ids), row))
    if not rows:
        return sparse.csr_matrix((0, len(model.embedding)))
    at = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_matrix((np.ones(len(at[0])), at), shape=(len(texts), len(model.embedding)))


def sum_word_vectors(claims: Sequence[str]) -> Vectors:
    """Return the mean token vectors, tokens that are frequent in these texts weighing less."""
    counts = token_table(claims)
    used = np.flatnonzero(counts.sum(axis=0))
    counts = counts[:, used]
    shares = np.asarray(counts.sum(axis=0)).ravel() / max(counts.sum(), 1)
    weights = HALF_WEIGHT / (HALF_WEIGHT + shares)
    weighted = wordllama_model().embedding[used].astype(np.float64) * weights[:, None]
    lengths = np.maximum(np.asarray(counts.sum(axis=1)), 1)
    return np.asarray(counts @ weighted / lengths, dtype=np.float64)


def encode_claims(claims: Sequence[str]) -> Vectors:
    """Return the vectors of the encoder inside the package."""
    return _single_if_many(encode_sentences(claims))


def _single_if_many(vectors: Vectors) -> Vectors:
    return vectors if len(vectors) <= SINGLE_STATEMENTS else vectors.astype(np.float32)


def _transformer(name: str) -> Callable[[Sequence[str]], Vectors]:
    def encode(claims: Sequence[str]) -> Vectors:
        model = _load_transformer(name)
        return np.asarray(model.encode(list(claims), show_progress_bar=False), dtype=np.float64)

    return encode


@cache
def _load_transformer(name: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ParameterError(
            f"the embedding {name!r} needs a package that isn't installed: sentence-transformers",
            where="embedding",
            todo="pip install 'retold[minilm]', or use the embedding 'wordllama'",
        ) from error
    try:
        return SentenceTransformer(name, local_files_only=True, device="cpu")
    except (OSError, ValueError) as error:
        raise ParameterError(
            f"the model {name!r} isn't on this machine, and nothing is downloaded at run time",
            where="embedding",
            todo=f"fetch it once, by hand: hf download {name}",
        ) from error


METHODS: dict[str, dict[str, Callable[[Sequence[str]], Vectors]]] = {
    "wordllama": {"words": sum_word_vectors, "characters": count_characters},
    "encoder": {"sentences": encode_claims, "characters": count_characters},
    "tfidf": {"words": _words, "characters": count_characters},
    "minilm": {"sentences": _transformer(MINILM), "characters": count_characters},
}


def check_embedding(method: str) -> None:
    """Refuse an embedding that is not there, or whose package or model is not on this machine.

    Raises
    ------
    ParameterError
        Saying what to install or to fetch.
    """
    find_parts(method)
    if method == "minilm":
        _load_transformer(MINILM)
    elif method not in METHODS:
        _load_transformer(method)


def find_parts(method: str) -> dict[str, Callable[[Sequence[str]], Vectors]]:
    """Return what an embedding consists of.

    Raises
    ------
    ParameterError
        If there is no such embedding.
    """
    if method in METHODS:
        return METHODS[method]
    if "/" in method:
        return {"sentences": _transformer(method), "characters": count_characters}
    raise ParameterError(
        f"there is no embedding {method!r}", where="embedding", todo=close_match(method, METHODS)
    )
