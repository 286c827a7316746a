"""Turn the measures of pairs into probabilities that a statement makes a given argument.

Two logistic regressions. The first weighs the measures of each pair, alone and against the rest: how much
more like this argument the statement is than like the others, and how much more than other statements.
The second sees only the first one's answers: those of the pair, and those of the statements that are most like
this one. What many in other words say together is so learned from the corpus itself.

The weights are in `scorer.json`, written by `training/train_matching.py` from the train split of
ArgKP (Bar-Haim et al. 2020; (c) IBM 2020, CDLA-Sharing 1.0). It holds weights of measures and no words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retold.arguments.given.features import FEATURES, Floats, Pairs, row_blocks
from retold.language.encoder import read_weights
from retold.ties import COSINE_DIGITS, settle

WEIGHTS = Path(__file__).with_name("scorer.json")
SHA256 = "98eb5673d3067851392948c1f6dabeb56400c95dc599163f560ce26ce2d9eb2f"

# The measures that are looked at against the other arguments and the other statements.
COMPARED = "claim claim_apart runs".split()
AGAINST = ("margin", "among_statements", "among_arguments")

FIRST = [*FEATURES, *(f"{name} {how}" for name in COMPARED for how in AGAINST)]
SECOND = [
    *("answer", "answer margin", "answer among_statements", "answer share", "answer spread", "answer mean"),
    *("near", "near margin", "near among_statements"),
]

# A statement's neighbours are so many of the others, and one whose cosine is lower by this counts a third as much.
NEIGHBOURS, NEAR = 20, 0.2

# Neighbours are looked for among so many statements, spread evenly, so that time doesn't grow with the square.
SEEN = 5000

# Means and spreads of few values are steadied by what is typical of debates, as if there were so many more
# statements, and so many more arguments.
PRIOR_STATEMENTS, PRIOR_ARGUMENTS = 20, 3

# A length below this is rounding.
SMALL = 1e-6

Typical = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Scorer:
    """What was learned from debates.

    Attributes
    ----------
    first, second : numpy.ndarray
        Weights of the two regressions, in the order of `FIRST` and `SECOND`.
    first_constant, second_constant : float
        Their constants.
    typical : mapping
        Mean and spread, in debates, of the measures in `COMPARED`, of ``answer`` and of ``near``.
    middle : numpy.ndarray
        The mean vector of statements, see `retold.arguments.given.features.compare_pairs`.
    threshold : float
        The probability from which a pair matches.
    """

    first: Floats
    second: Floats
    first_constant: float
    second_constant: float
    typical: Typical
    middle: Floats
    threshold: float


@cache
def read_scorer() -> Scorer:
    """Return the scorer that comes with the package.

    Raises
    ------
    StudyError
        If its file is missing or damaged.
    """
    data = json.loads(read_weights(WEIGHTS, SHA256))
    first, second = (
        np.array([data[part][name] for name in names])
        for part, names in (("first", FIRST), ("second", SECOND))
    )
    typical = {name: (float(mean), float(spread)) for name, (mean, spread) in data["typical"].items()}
    constants = data["first"][""], data["second"][""]
    return Scorer(first, second, *constants, typical, np.array(data["middle"]), data["threshold"])


def score_pairs(pairs: Pairs, scorer: Scorer) -> Floats:
    """Return the probability of each pair of statement and argument, statements x arguments, in 0..1."""
    compared = compared_columns(pairs, scorer.typical)
    n, arguments = pairs.features.shape[0], pairs.features.shape[1]
    answers, scores = np.zeros((n, arguments)), np.zeros((n, arguments))
    for rows in row_blocks(n, arguments):
        logits = first_measures(pairs, compared, rows) @ scorer.first + scorer.first_constant
        answers[rows] = settle(logits)
    answered = answered_columns(answers, pairs.claims, scorer.typical)
    for rows in row_blocks(n, arguments):
        scores[rows] = probability(second_measures(answered, rows) @ scorer.second + scorer.second_constant)
    return scores


@dataclass(frozen=True)
class Column:
    """Where the values of one measure lie: mean and spread for each argument, and what is typical."""

    mean: Floats
    spread: Floats
    typical: tuple[float, float]

    @staticmethod
    def of(values: Floats, typical: tuple[float, float]) -> Column:
        """Take mean and spread over the statements."""
        return Column(*_steady(values, 0, typical, PRIOR_STATEMENTS), typical)

    def place(self, values: Floats) -> Floats:
        """Compare values with the statement's best other argument, with other statements, other arguments."""
        mean, spread = _steady(values, 1, self.typical, PRIOR_ARGUMENTS)
        return np.stack(
            [
                values - np.maximum(_best_other(values), self.typical[0]),
                (values - self.mean) / self.spread,
                (values - mean[:, None]) / spread[:, None],
            ],
            axis=-1,
        )


def _steady(values: Floats, axis: int, typical: tuple[float, float], prior: int) -> tuple[Floats, Floats]:
    """Return mean and spread of the values and of `prior` typical ones."""
    n = values.shape[axis]
    mean = (values.sum(axis=axis) + prior * typical[0]) / (n + prior)
    squares = (values**2).sum(axis=axis) + prior * (typical[1] ** 2 + typical[0] ** 2)
    return mean, np.sqrt(np.maximum(squares / (n + prior) - mean**2, SMALL**2))


def _best_other(values: Floats) -> Floats:
    if values.shape[1] < 2:
        return np.full_like(values, -np.inf)
    two = np.partition(values, -2, axis=1)[:, -2:]
    other: Floats = np.where(values == two[:, 1:], two[:, :1], two[:, 1:])
    return other


def compared_columns(pairs: Pairs, typical: Typical) -> dict[str, Column]:
    """Return where the measures in `COMPARED` lie."""
    return {
        name: Column.of(pairs.features[:, :, FEATURES.index(name)].astype(float), typical[name])
        for name in COMPARED
    }


def first_measures(pairs: Pairs, compared: Mapping[str, Column], rows: slice) -> Floats:
    """Return what the first regression sees of these rows: (rows, arguments, len(FIRST))."""
    features = pairs.features[rows].astype(float)
    placed = [compared[name].place(features[:, :, FEATURES.index(name)]) for name in COMPARED]
    return np.concatenate([features, *placed], axis=-1)


@dataclass(frozen=True)
class Answered:
    """The first regression's logits, what neighbours answered, where both lie, and each argument's mean probability."""

    answers: Floats
    near: Floats
    answer_column: Column
    near_column: Column
    mean_probability: Floats


def answered_columns(answers: Floats, claims: NDArray[np.float32], typical: Typical) -> Answered:
    """Return what the answers say of the arguments as wholes."""
    n = len(answers)
    prior = probability(np.array(typical["answer"][0]))
    mean = (probability(answers).sum(axis=0) + PRIOR_STATEMENTS * prior) / (n + PRIOR_STATEMENTS)
    near = ask_neighbours(claims, probability(answers), mean)
    answered, beside = Column.of(answers, typical["answer"]), Column.of(near, typical["near"])
    return Answered(answers, near, answered, beside, mean)


def second_measures(answered: Answered, rows: slice) -> Floats:
    """Return what the second regression sees of these rows: (rows, arguments, len(SECOND))."""
    logits, near = answered.answers[rows], answered.near[rows]
    share = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    parts = [
        logits[:, :, None],
        answered.answer_column.place(logits)[:, :, :2],
        share[:, :, None],
        np.broadcast_to(answered.answer_column.spread, logits.shape)[:, :, None],
        np.broadcast_to(answered.mean_probability, logits.shape)[:, :, None],
        near[:, :, None],
        answered.near_column.place(near)[:, :, :2],
    ]
    return np.concatenate(parts, axis=-1)


def ask_neighbours(claims: NDArray[np.float32], probabilities: Floats, mean: Floats) -> Floats:
    """Return the mean probabilities of the statements that are most like each statement, itself left out.

    Parameters
    ----------
    claims : numpy.ndarray of shape (statements, width)
        Vectors of length one, or zero.
    probabilities : numpy.ndarray of shape (statements, arguments)
        What the first regression says.
    mean : numpy.ndarray of shape (arguments,)
        What strangers say, `PRIOR_STATEMENTS` of whom, with a cosine of zero, are asked as well: so a statement that has few
        like it, or none, gets the usual answer.

    Returns
    -------
    numpy.ndarray of shape (statements, arguments)
        In 0..1.
    """
    n = len(claims)
    seen = np.unique(np.linspace(0, n - 1, min(n, SEEN)).round().astype(int))
    others = claims[seen].astype(float)
    found = np.zeros_like(probabilities)
    strangers = PRIOR_STATEMENTS * float(np.exp(-1 / NEAR))
    for rows in row_blocks(n, len(seen)):
        cosines = settle(claims[rows].astype(float) @ others.T, COSINE_DIGITS)
        cosines[np.arange(rows.start, rows.stop)[:, None] == seen] = -np.inf
        # Those that are as like as the last of them are asked as well, so that no order decides.
        least = (
            np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS] if len(seen) > NEIGHBOURS else -np.inf
        )
        asked = cosines >= np.reshape(least, (-1, 1))
        weights = np.zeros_like(cosines)
        weights[asked] = np.exp((cosines[asked] - 1) / NEAR)
        total = weights.sum(axis=1, keepdims=True) + strangers
        found[rows] = (weights @ probabilities[seen] + strangers * mean) / total
    return np.asarray(settle(found))


def probability(logits: Floats) -> Floats:
    """Return the logistic function of logits.

    Examples
    --------
    >>> probability(np.array([0.0, 100.0])).tolist()
    [0.5, 1.0]
    """
    found: Floats = 0.5 * (1 + np.tanh(logits / 2))
    return found
