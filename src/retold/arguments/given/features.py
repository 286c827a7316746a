"""Compare each statement with each given text: how much they share in claims, words and word parts.

Every measure is a matrix, statements x texts; none looks at one pair alone, so that hundreds of thousands of statements
are no loop. What a claim is, the encoder inside the package says (`retold.language.encoder`); whether one denies the other,
`retold.language.denial`. How rare a word is, is counted on the statements and texts at hand. Stop words, negations and
endings are those of English; in another language the measures of word parts carry the comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.language.denial import measure_denial
from retold.language.encoder import encode
from retold.language.english.frozen import NEGATIONS, STOP_WORDS, frozen_stem
from retold.language.tokens import APOSTROPHES, JOINED, normal_form

Floats = NDArray[np.float64]

# Runs of 3 to 5 characters find what words and endings miss: compounds, misspellings, other spellings.
RUNS = (3, 4, 5)

# With few statements, how many of them hold a word says little, and a word that a statement shares with a
# text would count as common for that alone: so many documents without it are added to every count.
PRIOR_DOCUMENTS = 50

# As many statements of average meaning are added before vectors are centred, and what is left of a mean is no direction.
PRIOR_STATEMENTS, LEAST_LENGTH = 20, 1e-5

# A block of this many pairs keeps the working set at tens of megabytes a measure.
BLOCK_PAIRS = 200_000

# The measures of likeness, of which an argument takes its best text's, and those that describe a pair.
LIKENESS = "claim claim_apart repeated stems runs runs_covered".split()
DESCRIBING = "denied negated_one length_statement length_text".split()
FEATURES = [*LIKENESS, *DESCRIBING]

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{JOINED}])*(?:[{APOSTROPHES}][^\W_](?:[^\W_]|[{JOINED}])*)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared; signs and underscores are none.

    Examples
    --------
    >>> words_of("It’s RAINING, again.")
    ["it's", 'raining', 'again']
    """
    return [normal_form(word) for word in _WORD.findall(text)]


@dataclass(frozen=True)
class Pairs:
    """What is known of all pairs of statements and texts.

    Attributes
    ----------
    features : numpy.ndarray of shape (statements, arguments, len(FEATURES))
        The measures, as 32-bit floats.
    claims : numpy.ndarray of shape (statements, width)
        The statements as vectors of length one, without what all of them share, for finding those that are alike.
    """

    features: NDArray[np.float32]
    claims: NDArray[np.float32]


def compare_pairs(
    statements: Sequence[str],
    texts: Sequence[str],
    owners: Sequence[int],
    *,
    middle: Floats | None = None,
    encode: Callable[[Sequence[str]], Floats] = encode,
) -> Pairs:
    """Return the measures of each statement with each given argument.

    Parameters
    ----------
    statements : sequence of str
        What was said.
    texts : sequence of str
        Descriptions and examples of the given arguments.
    owners : sequence of int
        The argument, 0, 1, ..., that each text belongs to. An argument takes, measure by measure, the
        likeness of its most like text, and of the others the mean.
    middle : numpy.ndarray, optional
        The mean vector of statements elsewhere. It steadies the centre where there are few statements.
    encode : callable
        Texts to vectors of length one; by default the encoder inside the package.

    Returns
    -------
    Pairs
        ``features`` has as many columns as there are arguments.

    Examples
    --------
    >>> pairs = compare_pairs(["the rain fell", "taxes rose"], ["heavy rain", "a new tax"], [0, 1])
    >>> pairs.features[:, :, FEATURES.index("stems")].tolist()[1]
    [0.0, 0.0]
    """
    owner = np.asarray(owners, dtype=int)
    spoken, given = encode(statements), encode(texts)
    spaces = _Words.of(statements, texts).spaces()
    spaces |= {"claim": _Space(spoken, given), "claim_apart": _centred(spoken, given, middle)}
    denial = measure_denial(statements, texts)
    arguments = int(owner.max(initial=-1)) + 1
    features = np.zeros((len(statements), arguments, len(FEATURES)), dtype=np.float32)
    for rows in row_blocks(len(statements), len(texts)):
        found = _measure(spaces, denial, rows)
        for at, name in enumerate(FEATURES):
            features[rows, :, at] = _join_texts(found[name], owner, arguments, best=name in LIKENESS)
    return Pairs(features, spaces["claim_apart"].statements.astype(np.float32))


def _measure(spaces: dict[str, Any], denial: Floats, rows: slice) -> dict[str, Floats]:
    found = {name: spaces[name].statements[rows] @ spaces[name].texts.T for name in ("claim", "claim_apart")}
    found["stems"] = (spaces["stems"].statements[rows] @ spaces["stems"].texts.T).toarray()
    words = spaces["words"]
    counts = words.statements[rows]
    found["runs"], found["runs_covered"] = spaces["runs"].measure(counts)
    found["denied"], found["repeated"] = np.maximum(denial[rows], 0), np.maximum(-denial[rows], 0)
    return found | _describe(words, counts)


def _centred(statements: Floats, texts: Floats, middle: Floats | None) -> _Space:
    """Subtract what all statements have in common, which is their subject matter and not their claim."""
    total, n = statements.sum(axis=0), len(statements)
    if middle is not None:
        total, n = total + PRIOR_STATEMENTS * middle, n + PRIOR_STATEMENTS
    common = total / max(n, 1)
    return _Space(_unit(statements - common), _unit(texts - common))


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > LEAST_LENGTH)
    # Sums of a mean differ between CPUs in the last digit.
    return np.round(unit, 6)


def _join_texts(values: Floats, owner: NDArray[np.int64], arguments: int, *, best: bool) -> Floats:
    if len(owner) == arguments and (owner == np.arange(arguments)).all():
        return values
    groups = [values[:, owner == argument] for argument in range(arguments)]
    joined = [group.max(axis=1) if best else group.mean(axis=1) for group in groups]
    return np.stack(joined, axis=1)


@dataclass(frozen=True)
class _Words:
    """The words of statements and texts, counted once; `content` are those that are no stop words."""

    vocabulary: list[str]
    statements: sparse.csr_array
    texts: sparse.csr_array
    content: NDArray[np.bool_]

    @staticmethod
    def of(statements: Sequence[str], texts: Sequence[str]) -> _Words:
        lists = [words_of(text) for text in (*statements, *texts)]
        # Sorted, so that columns and sums do not depend on the order of the statements.
        vocabulary = sorted({word for words in lists for word in words}) or [""]
        at = {word: column for column, word in enumerate(vocabulary)}
        columns = np.array([at[word] for words in lists for word in words], dtype=np.int64)
        starts = np.cumsum([0, *map(len, lists)])
        counts = sparse.csr_array(
            (np.ones(len(columns)), columns, starts), shape=(len(lists), len(vocabulary))
        )
        counts.sum_duplicates()
        content = np.array([word not in STOP_WORDS for word in vocabulary])
        n = len(statements)
        return _Words(vocabulary, counts[:n], counts[n:], content)

    def spaces(self) -> dict[str, Any]:
        """Return what statements and texts are compared in."""
        return {"words": self, "stems": _weigh(*_count_stems(self)), "runs": _Runs.of(self)}


@dataclass(frozen=True)
class _Space:
    """Statements and texts as rows of unit length in one space."""

    statements: Any
    texts: Any


def _count_stems(words: _Words) -> tuple[Any, Any]:
    """Return the counts of stems of content words, of statements and of texts."""
    stems, at = np.unique([frozen_stem(word) for word in words.vocabulary], return_inverse=True)
    to_stems = sparse.csr_array(
        (words.content.astype(float), (np.arange(len(at)), at)), shape=(len(at), len(stems))
    )
    return words.statements @ to_stems, words.texts @ to_stems


def _count_documents(counts: Any) -> Floats:
    return np.asarray((counts > 0).sum(axis=0), dtype=float).ravel()


def _weigh(statements: Any, texts: Any) -> _Space:
    """Return TF-IDF vectors: one plus the logarithm of the count, times the smoothed rarity."""
    n = statements.shape[0] + texts.shape[0] + PRIOR_DOCUMENTS
    found = _count_documents(statements) + _count_documents(texts)
    rare = sparse.diags_array(np.log((n + 1) / (found + 1)) + 1).tocsr()
    return _Space(*(_sparse_unit(_dampen(counts) @ rare) for counts in (statements, texts)))


def _dampen(counts: Any) -> Any:
    dampened = counts.tocsr(copy=True)
    dampened.eliminate_zeros()
    dampened.data = 1 + np.log(dampened.data)
    return dampened


def _sparse_unit(rows: Any) -> Any:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags_array(np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)) @ rows


@dataclass(frozen=True)
class _Runs:
    """Runs of characters within words, of which only those of the texts are kept apart."""

    of_words: Any
    rare: Floats
    in_texts: NDArray[np.int64]
    texts: Any
    weights: Floats

    @staticmethod
    def of(words: _Words) -> _Runs:
        of_words = _count_runs(words.vocabulary)
        n = words.statements.shape[0] + words.texts.shape[0] + PRIOR_DOCUMENTS
        found = np.zeros(of_words.shape[1])
        for counts in (words.statements, words.texts):
            for start in range(0, counts.shape[0], 20_000):
                found += np.bincount(
                    (counts[start : start + 20_000] @ of_words).indices, minlength=len(found)
                )
        rare = np.log((n + 1) / (found + 1)) + 1
        texts = _dampen(words.texts @ of_words) @ sparse.diags_array(rare).tocsr()
        in_texts = np.unique(texts.indices)
        return _Runs(of_words, rare, in_texts, _sparse_unit(texts)[:, in_texts], rare[in_texts])

    def measure(self, counts: Any) -> tuple[Floats, Floats]:
        """Return the cosine of runs, and how much of the text's runs the statement holds (0..1)."""
        rows = _dampen(counts @ self.of_words) @ sparse.diags_array(self.rare).tocsr()
        cosine = (_sparse_unit(rows)[:, self.in_texts] @ self.texts.T).toarray()
        held = (rows[:, self.in_texts] > 0).astype(float)
        wanted = (self.texts > 0).astype(float) @ sparse.diags_array(self.weights).tocsr()
        total = np.asarray(wanted.sum(axis=1)).ravel()
        return cosine, (held @ wanted.T).toarray() / np.where(total > 0, total, 1)


def _count_runs(vocabulary: Sequence[str]) -> Any:
    at: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for word in vocabulary:
        edged = f" {word} "
        for size in RUNS:
            # A word shorter than the run is a run itself.
            for start in range(max(1, len(edged) - size + 1)):
                columns.append(at.setdefault(edged[start : start + size], len(at)))
        starts.append(len(columns))
    counts = sparse.csr_array((np.ones(len(columns)), columns, starts), shape=(len(vocabulary), len(at)))
    counts.sum_duplicates()
    return counts


def _describe(words: _Words, counts: Any) -> dict[str, Floats]:
    negation = np.array([word in NEGATIONS or word.endswith("n't") for word in words.vocabulary], dtype=float)
    content = words.content.astype(float)
    spoken, given = (counts @ negation > 0).astype(float), (words.texts @ negation > 0).astype(float)
    ones = np.ones((counts.shape[0], words.texts.shape[0]))
    return {
        "negated_one": spoken[:, None] - given[None, :],
        "length_statement": ones * np.log1p(counts @ content)[:, None],
        "length_text": ones * np.log1p(words.texts @ content)[None, :],
    }


def row_blocks(n: int, columns: int) -> Iterator[slice]:
    """Yield slices of rows that hold at most `BLOCK_PAIRS` pairs each.

    Examples
    --------
    >>> [(rows.start, rows.stop) for rows in row_blocks(3, BLOCK_PAIRS // 2)]
    [(0, 2), (2, 3)]
    """
    size = max(1, BLOCK_PAIRS // max(columns, 1))
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))
