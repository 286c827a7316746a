"""Fit the scorer that matches statements to given arguments, on the train split of ArgKP-2021.

Usage: python training/train_matching.py PATH --held FILE

PATH is the folder of ArgKP-2021 (Bar-Haim et al. 2020; (c) IBM 2020, Community Data License Agreement -
Sharing 1.0); only its train split is read. FILE is what `training/encoder/hold_out.py` wrote: vectors of each debate
by an encoder that hasn't learned from it, as the encoder of the package has from all of them. Writes
`src/retold/arguments/given/scorer.json`, weights of measures and no words, and prints its hash, which `scorer.py` names.

Both regressions learn from all pairs of a debate with a label, and from pairs of different stances, which
never match. Debates are left out in folds: the second regression learns from answers that the first
gave to debates it had not seen, and what is printed is measured on debates that neither had seen. The
threshold is the one with the best F1 of the statements' best arguments in the same way.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retold.arguments.given import scorer as pair_scorer
from retold.arguments.given.features import FEATURES, Pairs, compare_pairs
from retold.arguments.grouping.claims import claim_texts
from retold.language.encoder import encode
from retold.ties import settle

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from argument_matching import OTHER_STANCE, Debate, decisions, measure, read_debates

WEIGHTS = pair_scorer.WEIGHTS

# As many as in `training/encoder/choose.py`: who is left out here was left out there.
FOLDS = 4

# A tenth of it, or ten times as much, changes the third digit of the result.
STRENGTH = 0.01

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


def read_held(path: Path, debates: Sequence[Debate]) -> list[Callable[[Sequence[str]], np.ndarray]]:
    """Return for each fold the vectors of its texts, by encoders that haven't learned from it."""
    folds: list[dict[str, np.ndarray]] = [{} for _ in range(FOLDS)]
    with np.load(path) as held:
        for number, debate in enumerate(debates):
            texts = [*claim_texts(debate.statements), *debate.points]
            folds[number % FOLDS] |= dict(zip(texts, held[str(number)].astype(float), strict=True))
    return [lambda texts, own=own: np.stack([own[text] for text in texts]) for own in folds]


def prepare(
    debates: Sequence[Debate],
    middle: np.ndarray,
    held: Sequence[Callable[[Sequence[str]], np.ndarray]],
    *,
    parts: bool,
) -> list[Example]:
    pieces = [(number, "debates", debate) for number, debate in enumerate(debates)]
    for number, debate in enumerate(debates if parts else []):
        # Of the same fold, so that a debate that is left out is left out altogether.
        fold = debates[number % FOLDS :: FOLDS]
        other = fold[(number // FOLDS + 1) % len(fold)]
        pieces += [(number, "parts", part) for part in take_parts(debate, other)]
    for fold in range(FOLDS if parts else 0):
        pieces += [(fold, "mixed", part) for part in mix(debates[fold::FOLDS])]
    examples = []
    for number, kind, piece in pieces:
        statements, own = claim_texts(piece.statements), range(len(piece.points))
        pairs = compare_pairs(statements, piece.points, own, middle=middle, encode=held[number % FOLDS])
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
    """Add what the second regression sees; return what is typical of debates, answers and neighbours with it."""
    answers = [settle(logits) for logits in answers]
    kept = [e.kind == "debates" for e in examples]
    found |= {"answer": typical([a for a, own in zip(answers, kept, strict=True) if own])}
    found |= {"near": (0.0, 1.0)}  # not known before the neighbours are asked
    near = [
        pair_scorer.answered_columns(a, e.pairs.claims, found).near
        for e, a in zip(examples, answers, strict=True)
    ]
    found |= {"near": typical([v for v, own in zip(near, kept, strict=True) if own])}
    for example, logits in zip(examples, answers, strict=True):
        answered = pair_scorer.answered_columns(logits, example.pairs.claims, found)
        example.second = pair_scorer.second_measures(answered, slice(None))
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


def answer_unseen(examples: Sequence[Example], name: str) -> list[np.ndarray]:
    """Return the logits of each example from a fit that has not seen its debate."""
    answers: list[np.ndarray] = [np.zeros(0)] * len(examples)
    for fold in range(FOLDS):
        seen = [e for e in examples if e.number % FOLDS != fold]
        fitted = fit(seen, name)
        for at, example in enumerate(examples):
            if example.number % FOLDS == fold:
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
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--whole", action="store_true", help="learn from whole debates only")
    parser.add_argument("--dry", action="store_true", help="print the measures and write nothing")
    options = parser.parse_args()
    debates = read_debates(options.path, "train")
    # A mean over thousands of statements is none that the encoder could have learned.
    middle = np.round(
        encode([text for debate in debates for text in claim_texts(debate.statements)]).mean(axis=0), 4
    )
    examples = prepare(debates, middle, read_held(options.held, debates), parts=not options.whole)
    found = add_first(examples)
    answers = answer_unseen(examples, "first")
    report("first, left out", examples, answers)
    found = add_second(examples, answers, found)
    second = answer_unseen(examples, "second")
    report("second, left out", examples, second)
    weights = {
        "origin": ORIGIN,
        "threshold": choose_threshold(examples, second),
        "first": as_weights(fit(examples, "first"), pair_scorer.FIRST),
        "second": as_weights(fit(examples, "second"), pair_scorer.SECOND),
        "typical": found,
        "middle": middle.tolist(),
    }
    if not options.dry:
        text = json.dumps(weights, ensure_ascii=False).replace('", "', '",\n"').replace(', "', ',\n"') + "\n"
        WEIGHTS.write_bytes(text.encode("utf-8"))
        print("sha256", hashlib.sha256(text.encode("utf-8")).hexdigest())


if __name__ == "__main__":
    main()
