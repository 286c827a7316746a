"""Compare each statement with each given text: how much they share in words, word parts and meanings.

Every measure is a matrix, statements x texts, made from one sparse count of words; none looks at one
pair alone, so that hundreds of thousands of statements are no loop. How rare a word is, is counted on
the statements and texts at hand. Stop words, negations and endings are those of English; in another
language the measures of word parts and meanings carry the comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.language.english.frozen import NEGATIONS, STOP_WORDS, frozen_stem
from retold.language.tokens import APOSTROPHES, JOINED, normal_form
from retold.language.vectors import wordllama_model
from retold.ties import first_best

Floats = NDArray[np.float64]

# Runs of 3 to 5 characters find what words and endings miss: compounds, misspellings, other spellings.
RUNS = (3, 4, 5)

# Two unlike words have a cosine of up to about 0.4 in these vectors; only what lies above is likeness.
UNLIKE = 0.4

# With few statements, how many of them hold a word says little, and a word that a statement shares with a
# text would count as common for that alone: so many documents without it are added to every count.
PRIOR_DOCUMENTS = 50

# As many statements of average meaning are added before vectors are centred.
PRIOR_STATEMENTS = 20

# A block of this many pairs keeps the working set at tens of megabytes a measure.
BLOCK_PAIRS = 200_000

# The measures of likeness, of which an argument takes its best text's, and those that describe a pair.
LIKENESS = (
    "stems runs runs_covered meaning meaning_rare covered covered_apart covered_well covered_least"
    " covered_rarest covering covering_well covering_rarest"
).split()
DESCRIBING = "negated_one negated_both length_statement length_text".split()
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
    features : numpy.ndarray of shape (statements, texts, len(FEATURES))
        The measures, as 32-bit floats.
    spaces : tuple of matrices
        The statements as rows of unit length, by their stems and by what they mean (plain, and with
        rare words weighing more), for finding statements that resemble each other.
    """

    features: NDArray[np.float32]
    spaces: tuple[Any, ...]


def compare_pairs(
    statements: Sequence[str],
    texts: Sequence[str],
    owners: Sequence[int],
    *,
    middles: Mapping[str, Floats] | None = None,
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
    middles : mapping, optional
        What statements mean on average, elsewhere: one vector each for ``meaning`` and ``meaning_rare``.
        It steadies the centre where there are few statements.

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
    words = _Words.of(statements, texts)
    owner = np.asarray(owners, dtype=int)
    spaces = _spaces(words, owner, middles or {})
    arguments = int(owner.max(initial=-1)) + 1
    features = np.zeros((len(statements), arguments, len(FEATURES)), dtype=np.float32)
    for rows in row_blocks(len(statements), len(texts)):
        found = _measure(words, spaces, rows)
        for at, name in enumerate(FEATURES):
            features[rows, :, at] = _join_texts(found[name], owner, arguments, best=name in LIKENESS)
    names = ("stems", "meaning", "meaning_rare")
    return Pairs(features, tuple(spaces[name].statements.astype(np.float32) for name in names))


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


@dataclass(frozen=True)
class _Space:
    """Statements and texts as rows of unit length in one space."""

    statements: Any
    texts: Any


@dataclass(frozen=True)
class _Alignment:
    """Likeness of each word of the vocabulary with each word of the texts, and what the words weigh."""

    likeness: Floats
    columns: list[NDArray[np.int64]]
    rare: Floats
    rare_text: Floats
    apart: Floats


def _spaces(words: _Words, owner: NDArray[np.int64], middles: Mapping[str, Floats]) -> dict[str, Any]:
    stems = _Stems.of(words)
    vectors = _word_vectors(words.vocabulary)
    meanings = _meanings(words, stems.rare, vectors)
    return {
        "stems": _weigh(stems.statements, stems.texts),
        "runs": _Runs.of(words),
        "alignment": _align(words, owner, stems, vectors),
        **{name: _centred(*pair, middles.get(name)) for name, pair in meanings.items()},
    }


@dataclass(frozen=True)
class _Stems:
    """Counts of stems of content words, the stem of each word, and how rare each word's stem is."""

    statements: Any
    texts: Any
    at: NDArray[np.int64]
    rare: Floats

    @staticmethod
    def of(words: _Words) -> _Stems:
        stems, at = np.unique([frozen_stem(word) for word in words.vocabulary], return_inverse=True)
        to_stems = sparse.csr_array(
            (words.content.astype(float), (np.arange(len(at)), at)), shape=(len(at), len(stems))
        )
        statements, texts = words.statements @ to_stems, words.texts @ to_stems
        n = statements.shape[0] + texts.shape[0] + PRIOR_DOCUMENTS
        found = _count_documents(statements) + _count_documents(texts)
        rare = np.log((n + 1) / (found + 0.5))[at] * words.content
        return _Stems(statements, texts, at, rare)


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


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9)
    return unit


def mean_meanings(statements: Sequence[str]) -> dict[str, Floats]:
    """Return what statements mean on average, before centring: the ``middles`` of `compare_pairs`."""
    words = _Words.of(statements, [])
    meanings = _meanings(words, _Stems.of(words).rare, _word_vectors(words.vocabulary))
    return {name: _unit(spoken).mean(axis=0) for name, (spoken, _) in meanings.items()}


def _meanings(words: _Words, rare: Floats, vectors: Floats) -> dict[str, tuple[Floats, Floats]]:
    weights = sparse.diags_array(rare).tocsr()
    return {
        "meaning": (words.statements @ vectors, words.texts @ vectors),
        "meaning_rare": (words.statements @ weights @ vectors, words.texts @ weights @ vectors),
    }


def _centred(statements: Floats, texts: Floats, middle: Floats | None) -> _Space:
    """Subtract what all have in common, which is their subject matter and not their claim."""
    spoken, given = _unit(statements), _unit(texts)
    total, n = spoken.sum(axis=0) + given.sum(axis=0), len(spoken) + len(given)
    if middle is not None:
        total, n = total + PRIOR_STATEMENTS * middle, n + PRIOR_STATEMENTS
    common = total / max(n, 1)
    told, written = (np.linalg.norm(rows, axis=1, keepdims=True) > 0 for rows in (spoken, given))
    return _Space(_unit((spoken - common) * told), _unit((given - common) * written))


def _word_vectors(vocabulary: Sequence[str]) -> Floats:
    """Return the mean of the token vectors of each word, from the weights inside wordllama."""
    model = wordllama_model()
    vectors = np.zeros((len(vocabulary), model.embedding.shape[1]))
    for row, word in enumerate(vocabulary):
        tokens = model.tokenizer.encode(word, add_special_tokens=False).ids if word else []
        if tokens:
            vectors[row] = model.embedding[tokens].astype(np.float64).mean(axis=0)
    return vectors


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


def _align(words: _Words, owner: NDArray[np.int64], stems: _Stems, word_vectors: Floats) -> _Alignment:
    content = words.texts @ sparse.diags_array(words.content.astype(float)).tocsr()
    content.eliminate_zeros()
    used = np.unique(content.indices)
    vectors = _unit(word_vectors)
    likeness = vectors @ vectors[used].T
    likeness[stems.at[:, None] == stems.at[used][None, :]] = 1.0
    likeness[~words.content] = -1.0
    columns = [
        np.searchsorted(used, content.indices[content.indptr[row] : content.indptr[row + 1]])
        for row in range(content.shape[0])
    ]
    # A word that many of the given arguments hold does not tell them apart.
    arguments = int(owner.max(initial=-1)) + 1
    gather = sparse.csr_array(
        (np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(arguments, len(owner))
    )
    holding = np.asarray(((gather @ stems.texts) > 0).sum(axis=0)).ravel()[stems.at[used]]
    rare = stems.rare
    return _Alignment(likeness, columns, rare, rare[used], np.log((arguments + 1) / (holding + 0.5)))


def _measure(words: _Words, spaces: dict[str, Any], rows: slice) -> dict[str, Floats]:
    counts = words.statements[rows]
    stems = spaces["stems"]
    found: dict[str, Floats] = {"stems": (stems.statements[rows] @ stems.texts.T).toarray()}
    found["runs"], found["runs_covered"] = spaces["runs"].measure(counts)
    for name in ("meaning", "meaning_rare"):
        found[name] = spaces[name].statements[rows] @ spaces[name].texts.T
    found |= _cover(counts, words.content, spaces["alignment"])
    return found | _describe(words, counts)


def _cover(counts: Any, content: NDArray[np.bool_], aligned: _Alignment) -> dict[str, Floats]:
    """Align words: how well the statement covers the words of the text, and the text the statement's.

    The best cosine of each word with any word of the other side, averaged with weights (as BERTScore
    does with contextual vectors, Zhang et al. 2020).
    """
    names = [name for name in LIKENESS if name.startswith("cover")]
    found = {name: np.zeros((counts.shape[0], len(aligned.columns))) for name in names}
    kept = counts @ sparse.diags_array(content.astype(float)).tocsr()
    kept.eliminate_zeros()
    filled = np.flatnonzero(np.diff(kept.indptr))
    if not len(filled):
        return found
    starts = kept.indptr[filled]
    best = np.maximum.reduceat(aligned.likeness[kept.indices], starts, axis=0)
    weight = aligned.rare[kept.indices] * kept.data
    total = np.maximum(np.add.reduceat(weight, starts), 1e-9)[:, None]
    for text, columns in enumerate(aligned.columns):
        if not len(columns):
            continue
        reached, plain = best[:, columns], aligned.rare_text[columns]
        apart = plain * aligned.apart[columns]
        sums = max(float(plain.sum()), 1e-9), max(float(apart.sum()), 1e-9)
        found["covered"][filled, text] = reached @ plain / sums[0]
        found["covered_apart"][filled, text] = reached @ apart / sums[1]
        found["covered_well"][filled, text] = np.maximum(reached - UNLIKE, 0) @ apart / sums[1]
        found["covered_least"][filled, text] = reached.min(axis=1)
        found["covered_rarest"][filled, text] = reached[:, int(first_best(apart))]
    likest = _likest(aligned)
    each = likest["plain"][kept.indices]
    found["covering"][filled] = np.add.reduceat(weight[:, None] * each, starts, axis=0) / total
    well = weight[:, None] * np.maximum(each - UNLIKE, 0)
    found["covering_well"][filled] = np.add.reduceat(well, starts, axis=0) / total
    apart_each = aligned.rare[kept.indices][:, None] * likest["apart"][kept.indices]
    found["covering_rarest"][filled] = np.maximum.reduceat(apart_each, starts, axis=0)
    return found


def _likest(aligned: _Alignment) -> dict[str, Floats]:
    """Return for each word of the vocabulary the best cosine with a word of each text, plain and weighted."""
    shape = (len(aligned.likeness), len(aligned.columns))
    plain, apart = np.zeros(shape), np.zeros(shape)
    for text, columns in enumerate(aligned.columns):
        if len(columns):
            plain[:, text] = aligned.likeness[:, columns].max(axis=1)
            apart[:, text] = (aligned.likeness[:, columns] * aligned.apart[columns]).max(axis=1)
    return {"plain": plain, "apart": apart}


def _describe(words: _Words, counts: Any) -> dict[str, Floats]:
    negation = np.array([word in NEGATIONS or word.endswith("n't") for word in words.vocabulary], dtype=float)
    content = words.content.astype(float)
    spoken, given = (counts @ negation > 0).astype(float), (words.texts @ negation > 0).astype(float)
    ones = np.ones((counts.shape[0], words.texts.shape[0]))
    return {
        "negated_one": spoken[:, None] - given[None, :],
        "negated_both": spoken[:, None] * given[None, :],
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
