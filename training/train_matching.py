"""Fit the scorer that matches statements to given arguments, on the train split of ArgKP-2021.

Usage: python training/train_matching.py PATH [--folds 6]

PATH is the folder of ArgKP-2021 (Bar-Haim et al. 2020; (c) IBM 2020, Community Data License Agreement -
Sharing 1.0); only its train split is read. Writes `src/retold/arguments/given/scorer.json`: weights of
measures, no words.

Both regressions learn from all pairs of a debate with a label, and from pairs of different stances, which
never match. Debates are left out in folds: the second regression learns from answers that the first
gave to debates it had not seen, and what is printed is measured on debates that neither had seen. The
threshold is the one with the best F1 of the statements' best arguments in the same way.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retold.arguments.given import scorer as pair_scorer
from retold.arguments.given.features import FEATURES, Pairs, compare_pairs, mean_meanings

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from argument_matching import OTHER_STANCE, Debate, decisions, measure, read_debates

WEIGHTS = Path(__file__).parents[1] / "src" / "retold" / "arguments" / "given" / pair_scorer.WEIGHTS

# The penalty changes the third digit of the result between 0.01 and 1.
STRENGTH = 0.1

# Studies are smaller than debates of 230 statements and 9 key points, and hold statements about other matters:
# each debate is learned from as a whole and in parts, of about so many statements, every so manieth key
# point, and such a share of statements of another debate, which match nothing.
PARTS = ((60, 1, 0.0), (60, 2, 0.5), (20, 3, 0.5))

# Others are about many matters and know many arguments: the debates of a fold are mixed, with every third of
# their statements, and with all, or every second, of their key points.
MIXED_STATEMENTS, MIXED_POINTS = 3, (1, 1, 2)

ORIGIN = (
    "Weights of two logistic regressions, fitted by training/train_matching.py on the train split of"
    " ArgKP-2021: Bar-Haim et al. (2020), From Arguments to Key Points, ACL; (c) Copyright IBM 2020, released"
    " under the Community Data License Agreement - Sharing, Version 1.0 (https://cdla.io/sharing-1-0/)."
    " The weights are computational results in the sense of that licence and hold no part of the data."
)


@dataclass
class Example:
    """Statements with what the regressions see; `kind` is debates, parts or mixed."""

    debate: Debate
    pairs: Pairs
    number: int
    kind: str
    first: np.ndarray
    second: np.ndarray


@dataclass(frozen=True)
class Fit:
    """A logistic regression on measures as they are, without scaling."""

    weights: np.ndarray
    constant: float

    def answer(self, measures: np.ndarray) -> np.ndarray:
        """Return the logits."""
        return measures @ self.weights + self.constant


def take_parts(debate: Debate, other: Debate) -> list[Debate]:
    """Return the debate in parts of every k-th statement and every j-th key point, with statements of another."""
    parts = []
    for size, share, foreign in PARTS:
        step = max(1, round(len(debate.statements) / size))
        for start in range(step):
            rows = np.arange(start, len(debate.statements), step)
            columns = np.arange(start % share, len(debate.points), share)
            guests = other.statements[start::step][: int(len(rows) * foreign)]
            if len(columns):
                parts.append(take_part(debate, rows, columns, guests))
    return parts


def take_part(debate: Debate, rows: np.ndarray, columns: np.ndarray, guests: list[str]) -> Debate:
    strangers = np.full((len(guests), len(columns)), OTHER_STANCE)
    return Debate(
        debate.topic,
        [debate.statements[row] for row in rows] + guests,
        [debate.points[column] for column in columns],
        np.append(debate.sides[rows], np.zeros(len(guests), dtype=int)),
        debate.point_sides[columns],
        np.vstack([debate.labels[np.ix_(rows, columns)], strangers]),
    )


def mix(debates: Sequence[Debate]) -> list[Debate]:
    """Return statements of all debates with key points of all; those of different debates never match."""
    labels = np.full(
        [sum(len(getattr(d, n)) for d in debates) for n in ("statements", "points")], OTHER_STANCE
    )
    row = column = 0
    for debate in debates:
        n, m = debate.labels.shape
        labels[row : row + n, column : column + m] = debate.labels
        row, column = row + n, column + m
    joined = Debate(
        "mixed",
        [text for debate in debates for text in debate.statements],
        [text for debate in debates for text in debate.points],
        np.concatenate([debate.sides for debate in debates]),
        np.concatenate([debate.point_sides for debate in debates]),
        labels,
    )
    return [
        take_part(
            joined, np.arange(start, row, MIXED_STATEMENTS), np.arange(start % share, column, share), []
        )
        for start, share in enumerate(MIXED_POINTS)
    ]


def prepare(
    debates: Sequence[Debate], middles: dict[str, np.ndarray], *, folds: int, parts: bool
) -> list[Example]:
    pieces = [(number, "debates", debate) for number, debate in enumerate(debates)]
    for number, debate in enumerate(debates if parts else []):
        # Of the same fold, so that a debate that is left out is left out altogether.
        fold = debates[number % folds :: folds]
        other = fold[(number // folds + 1) % len(fold)]
        pieces += [(number, "parts", part) for part in take_parts(debate, other)]
    for fold in range(folds if parts else 0):
        pieces += [(fold, "mixed", part) for part in mix(debates[fold::folds])]
    examples = []
    for number, kind, piece in pieces:
        pairs = compare_pairs(piece.statements, piece.points, range(len(piece.points)), middles=middles)
        examples.append(Example(piece, pairs, number, kind, np.zeros(0), np.zeros(0)))
    return examples


def typical(values: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return the mean over debates of the mean, and of the spread over statements, of a measure."""
    means, spreads = [v.mean() for v in values], [v.std(axis=0).mean() for v in values]
    return float(f"{np.mean(means):.5g}"), float(f"{np.mean(spreads):.5g}")


def add_first(examples: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """Add what the first regression sees; return what is typical of debates."""
    found = {
        name: typical(
            [
                e.pairs.features[:, :, FEATURES.index(name)].astype(float)
                for e in examples
                if e.kind == "debates"
            ]
        )
        for name in pair_scorer.COMPARED
    }
    for example in examples:
        columns = pair_scorer.compared_columns(example.pairs, found)
        example.first = pair_scorer.first_measures(example.pairs, columns, slice(None))
    return found


def add_second(
    examples: Sequence[Example], answers: Sequence[np.ndarray], found: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Add what the second regression sees; return what is typical of debates, answers and echo with it."""
    answers = [np.round(logits, pair_scorer.DIGITS) for logits in answers]
    echoes = [pair_scorer.echo(e.pairs.spaces, a) for e, a in zip(examples, answers, strict=True)]
    for name, values in (("answer", answers), ("echo", echoes)):
        found |= {name: typical([v for e, v in zip(examples, values, strict=True) if e.kind == "debates"])}
    for example, logits, echo in zip(examples, answers, echoes, strict=True):
        example.second = pair_scorer.second_measures(
            example.pairs,
            pair_scorer.compared_columns(example.pairs, found),
            pair_scorer.answered_columns(logits, echo, found),
            slice(None),
        )
    return found


def fit(examples: Sequence[Example], name: str) -> Fit:
    columns = getattr(examples[0], name).shape[-1]
    measures = np.vstack([getattr(e, name).reshape(-1, columns) for e in examples])
    labels = np.concatenate([e.debate.labels.ravel() for e in examples])
    kinds = np.concatenate([np.full(e.debate.labels.size, e.kind) for e in examples])
    known = ~np.isnan(labels)
    measures, right, kinds = measures[known], labels[known] == 1, kinds[known]
    _, at, counts = np.unique(kinds, return_inverse=True, return_counts=True)
    # Each kind counts as much as the others, however many pairs it has.
    shares = len(kinds) / len(counts) / counts[at]
    scaler = StandardScaler().fit(measures, sample_weight=shares)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(scaler.transform(measures), right, sample_weight=shares)
    weights = model.coef_[0] / scaler.scale_
    return Fit(weights, float(model.intercept_[0] - weights @ scaler.mean_))


def answer_unseen(examples: Sequence[Example], name: str, folds: int) -> list[np.ndarray]:
    """Return the logits of each example from a fit that has not seen its debate."""
    answers: list[np.ndarray] = [np.zeros(0)] * len(examples)
    for fold in range(folds):
        seen = [e for e in examples if e.number % folds != fold]
        fitted = fit(seen, name)
        for at, example in enumerate(examples):
            if example.number % folds == fold:
                answers[at] = fitted.answer(getattr(example, name))
    return answers


def report(title: str, examples: Sequence[Example], answers: Sequence[np.ndarray]) -> None:
    kept = [(e.debate, a) for e, a in zip(examples, answers, strict=True) if e.kind == "debates"]
    found = measure([debate for debate, _ in kept], [logits for _, logits in kept])
    print(f"{title}: " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))


def choose_threshold(examples: Sequence[Example], answers: Sequence[np.ndarray]) -> float:
    """Return the threshold of the best F1 over debates, parts and mixed debates."""
    scored = [(e, 1 / (1 + np.exp(-a))) for e, a in zip(examples, answers, strict=True)]

    def decide(threshold: float, *kinds: str) -> tuple[float, float, float]:
        kept = [(e.debate, a) for e, a in scored if e.kind in kinds]
        return decisions([debate for debate, _ in kept], [scores for _, scores in kept], threshold)

    kinds = list(dict.fromkeys(e.kind for e, _ in scored))
    steps = np.round(np.arange(0.05, 0.951, 0.01), 2)
    best = float(max(steps, key=lambda step: decide(float(step), *kinds)[2]))
    for kind in kinds:
        print(f"threshold {best}, {kind}: precision, recall, F1 {np.round(decide(best, kind), 3)}")
    return best


def as_weights(fitted: Fit, names: Sequence[str]) -> dict[str, float]:
    # Five significant digits change no rank and make a file that can be read.
    pairs = [("", fitted.constant), *zip(names, fitted.weights, strict=True)]
    return {name: float(f"{value:.5g}") for name, value in pairs}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--whole", action="store_true", help="learn from whole debates only")
    parser.add_argument("--dry", action="store_true", help="print the measures and write nothing")
    options = parser.parse_args()
    debates = read_debates(options.path, "train")
    middles = mean_meanings([text for debate in debates for text in debate.statements])
    middles = {name: np.round(vector, 4) for name, vector in middles.items()}
    examples = prepare(debates, middles, folds=options.folds, parts=not options.whole)
    found = add_first(examples)
    answers = answer_unseen(examples, "first", options.folds)
    report("first, left out", examples, answers)
    found = add_second(examples, answers, found)
    second = answer_unseen(examples, "second", options.folds)
    report("second, left out", examples, second)
    weights = {
        "origin": ORIGIN,
        "threshold": choose_threshold(examples, second),
        "first": as_weights(fit(examples, "first"), pair_scorer.FIRST),
        "second": as_weights(fit(examples, "second"), pair_scorer.SECOND),
        "typical": found,
        "middles": {name: vector.tolist() for name, vector in middles.items()},
    }
    if not options.dry:
        WEIGHTS.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
