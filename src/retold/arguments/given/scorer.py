"""Turn the measures of pairs into probabilities that a statement makes a given argument.

Two logistic regressions. The first weighs the measures of each pair, alone and against the rest: how much
more like this argument the statement is than like the others, and how much more than other statements.
The second sees the same and the first one's answer, and asks besides whether the statement resembles
those that the first was surest of (pseudo-relevance feedback, Rocchio 1971): so words that the
argument's description lacks are learned from the corpus itself.

The weights are in `scorer.json`, written by `training/train_matching.py` from the train split of
ArgKP (Bar-Haim et al. 2020; (c) IBM 2020, CDLA-Sharing 1.0). It holds weights of measures and no words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retold.arguments.given.features import FEATURES, Floats, Pairs, row_blocks
from retold.ties import best_first, settle

WEIGHTS = "scorer.json"

# The measures that are looked at against the other arguments and the other statements.
COMPARED = "stems runs meaning meaning_rare covered covered_apart covering".split()
AGAINST = ("margin", "among_statements", "among_arguments")

FIRST = [*FEATURES, *(f"{name} {how}" for name in COMPARED for how in AGAINST)]
ANSWER = [
    *("answer", *(f"answer {how}" for how in AGAINST[:2]), "answer share", "answer spread", "answer mean"),
    *("echo", *(f"echo {how}" for how in AGAINST)),
]
SECOND = [*FIRST, *ANSWER]

# As many statements as the first regression is surest of stand for an argument, and never more than a
# quarter of all, or what is typical of the whole would be taken for the argument.
SEEDS, SEED_SHARE = 15, 0.25

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
        Mean and spread, in debates, of the measures in `COMPARED`, of ``answer`` and of ``echo``.
    middles : mapping
        What statements mean on average, see `retold.arguments.given.features.compare_pairs`.
    threshold : float
        The probability from which a pair matches.
    """

    first: Floats
    second: Floats
    first_constant: float
    second_constant: float
    typical: Typical
    middles: Mapping[str, Floats]
    threshold: float


@cache
def read_scorer() -> Scorer:
    """Return the scorer that comes with the package."""
    path = resources.files(__package__) / WEIGHTS
    data = json.loads(path.read_text(encoding="utf-8"))
    first, second = (
        np.array([data[part][name] for name in names])
        for part, names in (("first", FIRST), ("second", SECOND))
    )
    typical = {name: (float(mean), float(spread)) for name, (mean, spread) in data["typical"].items()}
    middles = {name: np.array(vector) for name, vector in data["middles"].items()}
    return Scorer(first, second, data["first"][""], data["second"][""], typical, middles, data["threshold"])


def score_pairs(pairs: Pairs, scorer: Scorer) -> Floats:
    """Return the probability of each pair of statement and argument, statements x arguments, in 0..1."""
    compared = compared_columns(pairs, scorer.typical)
    n, arguments = pairs.features.shape[0], pairs.features.shape[1]
    answers, scores = np.zeros((n, arguments)), np.zeros((n, arguments))
    for rows in row_blocks(n, arguments):
        logits = first_measures(pairs, compared, rows) @ scorer.first + scorer.first_constant
        answers[rows] = settle(logits)
    answered = answered_columns(answers, echo(pairs.spaces, answers), scorer.typical)
    for rows in row_blocks(n, arguments):
        measures = second_measures(pairs, compared, answered, rows)
        scores[rows] = _probability(measures @ scorer.second + scorer.second_constant)
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
    """The first regression's logits and their echo, where both lie, and each argument's mean probability."""

    answers: Floats
    echo: Floats
    answer_column: Column
    echo_column: Column
    mean_probability: Floats


def answered_columns(answers: Floats, echoed: Floats, typical: Typical) -> Answered:
    """Return what the answers say of the arguments as wholes."""
    n = len(answers)
    prior = _probability(np.array(typical["answer"][0]))
    probability = (_probability(answers).sum(axis=0) + PRIOR_STATEMENTS * prior) / (n + PRIOR_STATEMENTS)
    columns = Column.of(answers, typical["answer"]), Column.of(echoed, typical["echo"])
    return Answered(answers, echoed, *columns, probability)


def second_measures(pairs: Pairs, compared: Mapping[str, Column], answered: Answered, rows: slice) -> Floats:
    """Return what the second regression sees of these rows: (rows, arguments, len(SECOND))."""
    logits, echoed = answered.answers[rows], answered.echo[rows]
    share = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    parts = [
        first_measures(pairs, compared, rows),
        logits[:, :, None],
        answered.answer_column.place(logits)[:, :, :2],
        share[:, :, None],
        np.broadcast_to(answered.answer_column.spread, logits.shape)[:, :, None],
        np.broadcast_to(answered.mean_probability, logits.shape)[:, :, None],
        echoed[:, :, None],
        answered.echo_column.place(echoed),
    ]
    return np.concatenate(parts, axis=-1)


def echo(spaces: Sequence[Any], answers: Floats) -> Floats:
    """Return how much each statement resembles the surest of each argument, itself not counted."""
    n, arguments = answers.shape
    total = np.zeros((n, arguments))
    seeds = min(SEEDS, int(n * SEED_SHARE))
    if not seeds or not arguments:
        return total
    surest = best_first(answers, axis=0)[:seeds]
    weights = _probability(np.take_along_axis(answers, surest, axis=0))
    weights = weights / np.maximum(weights.sum(axis=0), np.finfo(float).tiny)
    for space in spaces:
        middle = _mean_row(space)
        for argument in range(arguments):
            rows = surest[:, argument]
            chosen = space[rows].astype(float)
            centre = np.asarray(weights[:, argument] @ chosen).ravel() - middle
            length = float(np.linalg.norm(centre))
            if length < SMALL:
                continue
            alike = _products(space, centre)
            # Rows are of length one or empty, so that a statement's own part in the centre is its weight.
            own = np.asarray(abs(chosen).sum(axis=1)).ravel() > 0
            alike[rows] -= weights[:, argument] * own
            total[:, argument] += alike / length
    return np.asarray(settle(total))


def _mean_row(space: Any) -> Floats:
    total = np.asarray(space.sum(axis=0, dtype=np.float64), dtype=np.float64).ravel()
    return np.asarray(total / max(space.shape[0], 1))


def _products(space: Any, centre: Floats) -> Floats:
    """Multiply in double precision, some rows at a time: single precision differs in the seventh digit between CPUs."""
    products = np.zeros(space.shape[0])
    for rows in row_blocks(space.shape[0], space.shape[1]):
        products[rows] = np.asarray(space[rows].astype(float) @ centre, dtype=float).ravel()
    return products


def _probability(logits: Floats) -> Floats:
    probability: NDArray[np.float64] = 0.5 * (1 + np.tanh(logits / 2))
    return probability
