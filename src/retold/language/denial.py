"""Whether one text denies what another claims: the same words, turned by a negation or by a word of opposite meaning.

Vectors of sentences put a claim beside its denial. Here clauses are laid side by side by the words that they share, words
of one opposition ("cheap", "expensive") counting as shared; each negation and each opposite turns the claim once, and
what is turned twice says the same again. What two texts say in other words, this doesn't see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.language.english import opposites
from retold.language.english.modality import AUXILIARIES, MODALS
from retold.language.words import is_content, split_words
from retold.ties import settle

Floats = NDArray[np.float64]

# From here on one text denies another: half of their words, taken together, are shared and turned.
DENIED = 0.5

# So many texts without a word are added when its rarity is counted: in two texts alone every word would be common.
PRIOR_TEXTS = 10

_BREAKS = frozenset(",;:.!?—–()/")
_VERBS = AUXILIARIES | MODALS


@dataclass(frozen=True)
class Clause:
    """The words of a clause that carry its claim, and whether it is denied."""

    words: tuple[str, ...]
    denied: bool


def split_claims(text: str) -> list[Clause]:
    """Return the clauses of a text that hold a word of their own.

    Examples
    --------
    >>> split_claims("The dam is not safe, and it won't hold.")
    [Clause(words=('dam', 'safe'), denied=True), Clause(words=('hold',), denied=True)]
    """
    found = [_read_clause(forms) for forms in _split_forms(text)]
    return [clause for clause in found if clause.words]


def _split_forms(text: str) -> Iterator[list[str]]:
    tokens = split_words(text)
    forms = [token.form for token in tokens]
    own: list[str] = []
    end = 0
    for at, token in enumerate(tokens):
        if own and (_BREAKS & set(text[end : token.start]) or _opens(forms, at)):
            yield own
            own = []
        own.append(token.form)
        end = token.end
    yield own


def _opens(forms: Sequence[str], at: int) -> bool:
    if forms[at] in opposites.OPENING:
        return True
    behind = forms[at + 1 : at + 1 + opposites.JOINED_VERB]
    if forms[at] not in opposites.JOINING or not behind:
        return False
    # "... and that not one was lost": what is denied behind it is not denied before it.
    return (
        behind[0] == opposites.THAT
        or behind[0] in opposites.DENYING
        or any(form in _VERBS for form in behind)
    )


def _read_clause(forms: Sequence[str]) -> Clause:
    padded = ["", *forms, ""]
    turns, words = 0, []
    for before, form, after in zip(padded, forms, padded[2:], strict=False):
        if _denies(before, form, after):
            turns += 1
        elif form not in opposites.COUNTING and (is_content(form) or opposites.find_pole(form)[0][0] == "/"):
            words.append(form)
    return Clause(tuple(words), turns % 2 == 1)


def _denies(before: str, form: str, after: str) -> bool:
    if form in opposites.DENYING_BEFORE:
        return opposites.DENYING_BEFORE[form] == after
    denying = form in opposites.DENYING
    return denying and after not in opposites.NOT_DENIED and before not in opposites.NOT_DENYING_AFTER


@dataclass(frozen=True)
class _Clauses:
    """Clauses of texts as rows of signed words; ``starts`` is where each text's begin, one row of nothing for a text without."""

    signed: Any
    denied: NDArray[np.bool_]
    starts: NDArray[np.int64]


def _tabulate(texts: Sequence[Sequence[Clause]], columns: dict[str, int], known: frozenset[str]) -> _Clauses:
    rows: list[dict[int, int]] = []
    denied, starts = [], []
    for clauses in texts:
        starts.append(len(rows))
        for clause in clauses or [Clause((), False)]:
            signs: dict[int, int] = {}
            for word in clause.words:
                name, sign = _signed_name(word, known)
                at = columns.setdefault(name, len(columns))
                signs[at] = signs.get(at, 0) + sign
            # A clause that holds both poles takes no side.
            rows.append({at: 1 if sign > 0 else -1 for at, sign in signs.items() if sign})
            denied.append(clause.denied)
    table = sparse.csr_array(
        (
            np.array([sign for row in rows for sign in row.values()], dtype=float),
            np.array([at for row in rows for at in row], dtype=np.int64),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), max(len(columns), 1)),
    )
    return _Clauses(table, np.array(denied, dtype=bool), np.array(starts, dtype=np.int64))


def _signed_name(word: str, known: frozenset[str]) -> tuple[str, int]:
    name, sign = opposites.find_pole(word)
    base = opposites.find_base(word)
    if name[0] == "/" or base not in known:
        return name, sign
    name, sign = opposites.find_pole(base)
    return name, -sign


def _widen(clauses: _Clauses, columns: int) -> Any:
    return sparse.csr_array(
        (clauses.signed.data, clauses.signed.indices, clauses.signed.indptr),
        shape=(clauses.signed.shape[0], columns),
    )


def measure_denial(texts: Sequence[str], others: Sequence[str]) -> Floats:
    """Return for each text and each other how far the one denies (above 0) or repeats (below 0) the other.

    Parameters
    ----------
    texts, others : sequence of str
        The texts of the rows, and those of the columns. Words that many of them share count little.

    Returns
    -------
    numpy.ndarray of shape (texts, others)
        In -1..1: the share of words that both have (by the geometric mean of their weights), those in clauses that turn each
        other counted above 0 and the rest below; 0 where no word is shared.

    Examples
    --------
    >>> claims = ["The bridge is not safe", "The bridge is dangerous", "It is false that the bridge is dangerous"]
    >>> measure_denial(["The bridge is safe"], claims).round(2).tolist()
    [[1.0, 1.0, -1.0]]
    """
    own, given = [split_claims(text) for text in texts], [split_claims(text) for text in others]
    known = frozenset(word for clauses in (*own, *given) for clause in clauses for word in clause.words)
    columns: dict[str, int] = {}
    a, b = _tabulate(own, columns, known), _tabulate(given, columns, known)
    if not columns:
        return np.zeros((len(own), len(given)))
    left, right = _widen(a, len(columns)), _widen(b, len(columns))
    weights = _rarity([(left, a.starts), (right, b.starts)])
    weigh = sparse.diags_array(weights).tocsr()
    turned = np.zeros((len(own), len(given)))
    totals = [np.add.reduceat(abs(rows) @ weights, of.starts) for rows, of in ((left, a), (right, b))]
    for at in _row_blocks(a.starts, left.shape[0], right.shape[0]):
        rows = slice(a.starts[at.start], a.starts[at.stop] if at.stop < len(own) else left.shape[0])
        shared = (abs(left[rows]) @ weigh @ abs(right).T).toarray()
        opposed = ((abs(left[rows]) @ abs(right).T) - (left[rows] @ right.T)).toarray() / 2
        turns = np.rint(opposed) + a.denied[rows, None] + b.denied[None, :]
        signed = settle(shared * np.where(turns % 2 == 1, 1, -1))
        starts = a.starts[at] - a.starts[at.start]
        # Each clause is laid beside the one of the other text with which it shares most.
        there = np.add.reduceat(_likest(signed, b.starts, axis=1), starts, axis=0)
        back = np.add.reduceat(_likest(signed, starts, axis=0), b.starts, axis=1)
        turned[at] = (there + back) / 2
    scale = np.sqrt(totals[0][:, None] * totals[1][None, :])
    found = np.divide(turned, scale, out=np.zeros_like(turned), where=scale > 0)
    result: Floats = np.clip(settle(found), -1, 1)
    return result


def _likest(signed: Floats, starts: NDArray[np.int64], *, axis: int) -> Floats:
    most, least = (op.reduceat(signed, starts, axis=axis) for op in (np.maximum, np.minimum))
    result: Floats = np.where(most > -least, most, least)
    return result


def _rarity(tables: Iterable[tuple[Any, NDArray[np.int64]]]) -> Floats:
    """Return the smoothed inverse document frequency of each word, relative to that of a word of one text."""
    n: float = PRIOR_TEXTS
    counts: Any = 0.0
    for rows, starts in tables:
        text_of = np.repeat(np.arange(len(starts)), np.diff([*starts, rows.shape[0]]))
        gather = sparse.csr_array(
            (np.ones(len(text_of)), (text_of, np.arange(len(text_of)))), shape=(len(starts), len(text_of))
        )
        counts = counts + np.asarray((gather @ abs(rows) > 0).sum(axis=0), dtype=float).ravel()
        n += len(starts)
    return np.asarray(np.log((n + 1) / (counts + 0.5)))


# A block of so many pairs of clauses takes tens of megabytes.
BLOCK_PAIRS = 1_000_000


def _row_blocks(starts: NDArray[np.int64], rows: int, columns: int) -> Iterator[slice]:
    most = max(BLOCK_PAIRS // max(columns, 1), 1)
    at = 0
    while at < len(starts):
        end = at + 1
        while end < len(starts) and (starts[end + 1] if end + 1 < len(starts) else rows) - starts[at] <= most:
            end += 1
        yield slice(at, end)
        at = end


def denies(text: str, other: str) -> bool:
    """Say whether one text denies the other, by `measure_denial` and `DENIED`.

    Measured on what these lists weren't written for (`training/encoder/README.md`): it finds a denial in the claim's own
    words, and of texts that say the same one pair in three hundred (ArgKP) or in forty (Perspectrum) is taken for one.

    Examples
    --------
    >>> denies("Taxes on farms must be cut.", "Taxes on farms must not be cut.")
    True
    >>> denies("No tax was paid", "Nobody paid the tax"), denies("It rained", "The sun did not shine")
    (False, False)
    """
    return bool(measure_denial([text], [other])[0, 0] >= DENIED)
