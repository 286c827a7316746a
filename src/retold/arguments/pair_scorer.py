"""Turn the measures of pairs into probabilities that a statement makes a given argument.

Two logistic regressions. The first weighs the measures of each pair, alone and against the rest: how much
more like this argument the statement is than like the others, and how much more than other statements.
The second sees the same and the first one's answer, and asks besides whether the statement resembles
those that the first was surest of (pseudo-relevance feedback, Rocchio 1971): so words that the
argument's description lacks are learned from the corpus itself.

The weights are in `pair_scorer.json`, written by `benchmarks/train_matching.py` from the train split of
ArgKP (Bar-Haim et al. 2020; (c) IBM 2020, CDLA-Sharing 1.0). It holds weights of measures and no words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retold.arguments.pair_features import FEATURES, Floats, Pairs, row_blocks

WEIGHTS = "pair_scorer.json"

# The measures that are looked at against the other arguments and the other statements.
COMPARED = "stems runs meaning meaning_rare covered covered_apart covering joint".split()
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

# Added to every spread, so that differences too small to mean anything stay small: with two arguments,
# or three statements, a plain standard score would be large whatever the two have to do with each other.
LEAST_SPREAD = 0.05

# A length below this is rounding.
SMALL = 1e-6

# Logits are compared as they are to nine digits, so that ties are ties on every CPU.
DIGITS = 9


@dataclass(frozen=True)
class Scorer:
    """Weights of the two regressions, their constants, and the probability from which a pair matches."""

    first: Floats
    second: Floats
    first_constant: float
    second_constant: float
    threshold: float


@cache
def read_scorer() -> Scorer:
    """Return the scorer that comes with the package."""
    path = resources.files("retold.arguments") / WEIGHTS
    data = json.loads(path.read_text(encoding="utf-8"))
    first, second = (
        np.array([data[part][name] for name in names])
        for part, names in (("first", FIRST), ("second", SECOND))
    )
    return Scorer(first, second, data["first"][""], data["second"][""], data["threshold"])


def score_pairs(pairs: Pairs, scorer: Scorer) -> Floats:
    """Return the probability of each pair of statement and argument, statements x arguments, in 0..1."""
    answers = first_answers(pairs, scorer)
    answered = answer_statistics(pairs, answers)
    compared = compared_statistics(pairs)
    scores = np.zeros(answers.shape)
    for rows in row_blocks(len(answers), answers.shape[1]):
        measures = second_measures(pairs, compared, answers, answered, rows)
        scores[rows] = _probability(measures @ scorer.second + scorer.second_constant)
    return scores


def first_answers(pairs: Pairs, scorer: Scorer) -> Floats:
    """Return the logits of the first regression, statements x arguments."""
    compared = compared_statistics(pairs)
    answers = np.zeros(pairs.features.shape[:2])
    for rows in row_blocks(len(answers), answers.shape[1]):
        logits = first_measures(pairs, compared, rows) @ scorer.first + scorer.first_constant
        answers[rows] = np.round(logits, DIGITS)
    return answers


@dataclass(frozen=True)
class Columns:
    """Mean and spread of each measure of each argument over the statements: (arguments, measures)."""

    mean: Floats
    spread: Floats


def compared_statistics(pairs: Pairs) -> Columns:
    """Return mean and spread over all statements of the measures in `COMPARED`."""
    columns = [pairs.features[:, :, FEATURES.index(name)].astype(float) for name in COMPARED]
    return _columns(columns)


def _columns(values: Sequence[Floats]) -> Columns:
    return Columns(
        np.stack([v.mean(axis=0) for v in values], -1), np.stack([v.std(axis=0) for v in values], -1)
    )


def first_measures(pairs: Pairs, compared: Columns, rows: slice) -> Floats:
    """Return what the first regression sees of these rows: (rows, arguments, len(FIRST))."""
    features = pairs.features[rows].astype(float)
    parts = [features]
    for at, name in enumerate(COMPARED):
        values = features[:, :, FEATURES.index(name)]
        parts.append(_against(values, compared.mean[:, at], compared.spread[:, at]))
    return np.concatenate(parts, axis=-1)


def second_measures(
    pairs: Pairs, compared: Columns, answers: Floats, answered: Answered, rows: slice
) -> Floats:
    """Return what the second regression sees of these rows: (rows, arguments, len(SECOND))."""
    logits, shape = answers[rows], answers[rows].shape
    columns = answered.columns
    own = _against(logits, columns.mean[:, 0], columns.spread[:, 0])
    share = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)) if shape[1] else logits
    echo = answered.echo[rows]
    parts = [
        first_measures(pairs, compared, rows),
        logits[:, :, None],
        own[:, :, :2],
        share[:, :, None],
        np.broadcast_to(columns.spread[:, 0], shape)[:, :, None],
        np.broadcast_to(answered.mean_probability, shape)[:, :, None],
        echo[:, :, None],
        _against(echo, columns.mean[:, 1], columns.spread[:, 1]),
    ]
    return np.concatenate(parts, axis=-1)


def _against(values: Floats, mean: Floats, spread: Floats) -> Floats:
    """Compare values with the statement's best other argument, and with the mean of column and row."""
    return np.stack(
        [
            _margin(values),
            (values - mean) / (spread + LEAST_SPREAD),
            (values - values.mean(axis=1, keepdims=True)) / (values.std(axis=1, keepdims=True) + LEAST_SPREAD),
        ],
        axis=-1,
    )


def _margin(values: Floats) -> Floats:
    if values.shape[1] < 2:
        return np.zeros_like(values)
    two = np.partition(values, -2, axis=1)[:, -2:]
    return values - np.where(values == two[:, 1:], two[:, :1], two[:, 1:])


@dataclass(frozen=True)
class Answered:
    """What the first regression's answers say of the arguments as wholes, and the echo of the surest."""

    columns: Columns
    mean_probability: Floats
    echo: Floats


def answer_statistics(pairs: Pairs, answers: Floats) -> Answered:
    """Return the echo of the surest statements, and mean and spread of answers and echo."""
    echo = _echo(pairs.spaces, answers)
    return Answered(_columns([answers, echo]), _probability(answers).mean(axis=0), echo)


def _echo(spaces: Sequence[Any], answers: Floats) -> Floats:
    """Return how much each statement resembles the surest of each argument, itself not counted."""
    n, arguments = answers.shape
    total = np.zeros((n, arguments))
    seeds = min(SEEDS, int(n * SEED_SHARE))
    if not seeds or not arguments:
        return total
    surest = np.argsort(-answers, axis=0, kind="stable")[:seeds]
    weights = _probability(np.take_along_axis(answers, surest, axis=0))
    weights = weights / np.maximum(weights.sum(axis=0), np.finfo(float).tiny)
    for space in spaces:
        middle = np.asarray(space.mean(axis=0), dtype=float).ravel()
        for argument in range(arguments):
            rows = surest[:, argument]
            chosen = space[rows].astype(float)
            centre = np.asarray(weights[:, argument] @ chosen).ravel() - middle
            length = float(np.linalg.norm(centre))
            if length < SMALL:
                continue
            echo = np.asarray(space @ centre.astype(np.float32), dtype=float).ravel()
            squares = np.asarray(
                chosen.multiply(chosen).sum(axis=1) if _is_sparse(chosen) else (chosen**2).sum(1)
            )
            echo[rows] -= weights[:, argument] * squares.ravel()
            total[:, argument] += echo / length
    return np.round(total, DIGITS)


def _is_sparse(rows: Any) -> bool:
    from scipy import sparse

    return bool(sparse.issparse(rows))


def _probability(logits: Floats) -> Floats:
    probability: NDArray[np.float64] = 0.5 * (1 + np.tanh(logits / 2))
    return probability
