"""Measure how well statements are matched to given arguments on ArgKP-2021, beside untrained baselines.

Usage: python benchmarks/argument_matching.py PATH [--split dev]

PATH is the folder of ArgKP-2021 (`arguments_dev.csv`, `key_points_dev.csv`, `labels_dev.csv`; Bar-Haim et
al. 2020, CDLA-Sharing 1.0). Each debate is matched in one call: all its statements to all its key points,
of both stances, without their stances being told.

What is printed, each strict (an undecided pair, one without a label, is no match) and relaxed (it is one);
a pair of different stances never matches:

- `shared task`: the measure of the Key Point Analysis shared task 2021 (Friedman et al. 2021), as its organisers'
  program has it. Within a debate and stance each statement takes its best key point of that stance; the best-scored
  half of the statements (rounded down) is kept; the average precision of that list times the share of it that
  matches, 0 if it holds no match; mean over debates and stances.
- `best half`: the same without the factor: the average precision of that list alone. It asks how the list is
  ordered, not how many of it match, and is no figure of the shared task. In both the average precision is
  scikit-learn's, with ties as one step.
- `key point`: for each key point all statements of its debate, of both stances, are ranked by their score;
  mean of the average precision over the key points of a debate, then over debates. This is harder: the
  stance is not given.
- `key point, own stance`: the same with only the statements of the key point's own stance.
- `F1`: a statement is given its best key point if that scores at least the threshold; right if it is
  labelled so. Undecided pairs are left out. Precision, recall and F1 over all debates.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score

from retold.arguments.given.scorer import read_scorer
from retold.arguments.given.statement_matching import match_arguments
from retold.arguments.grouping.claims import claim_texts
from retold.language.encoder import encode
from retold.language.vectors import wordllama_model

STANCES = (1, -1)

# The shared task keeps the half of the statements that a system is surest of.
KEPT = 0.5

OTHER_STANCE = -1.0


@dataclass(frozen=True)
class Debate:
    """One debate: its statements and key points, their stances, and the labels of all pairs.

    `labels` is statements x key points: 1 match, 0 none, nan undecided, -1 of another stance.
    """

    topic: str
    statements: list[str]
    points: list[str]
    sides: np.ndarray
    point_sides: np.ndarray
    labels: np.ndarray

    @property
    def strict(self) -> np.ndarray:
        """Matches, with undecided pairs as none."""
        return (self.labels == 1).astype(float)

    @property
    def relaxed(self) -> np.ndarray:
        """Matches, with undecided pairs of one stance as matches."""
        return ((self.labels == 1) | np.isnan(self.labels)).astype(float)


def read_debates(path: Path, split: str) -> list[Debate]:
    statements, points, labels = (
        pd.read_csv(path / f"{name}_{split}.csv") for name in ("arguments", "key_points", "labels")
    )
    table = labels.pivot(index="arg_id", columns="key_point_id", values="label")
    debates = []
    for topic, spoken in statements.groupby("topic"):
        given = points[points["topic"] == topic]
        found = table.reindex(index=spoken["arg_id"], columns=given["key_point_id"]).to_numpy(float)
        sides, point_sides = spoken["stance"].to_numpy(), given["stance"].to_numpy()
        found = np.where(sides[:, None] == point_sides[None, :], found, OTHER_STANCE)
        debates.append(
            Debate(
                str(topic),
                spoken["argument"].tolist(),
                given["key_point"].tolist(),
                sides,
                point_sides,
                found,
            )
        )
    return debates


def average_precision(right: np.ndarray, scores: np.ndarray) -> float:
    return float(average_precision_score(right, scores)) if right.any() else 0.0


def best_half(debate: Debate, scores: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Return, for each stance, the average precision of the surest half of the statements, and the share that matches."""
    found = []
    for side in STANCES:
        rows, columns = debate.sides == side, debate.point_sides == side
        if not rows.any() or not columns.any():
            continue
        own, labels = scores[np.ix_(rows, columns)], right[np.ix_(rows, columns)]
        best = own.argmax(axis=1)
        every = np.arange(len(own))
        top = np.argsort(-own[every, best], kind="stable")[: int(len(own) * KEPT)]
        matches = labels[top, best[top]]
        share = float(matches.mean()) if len(top) else 0.0
        found.append((average_precision(matches, own[top, best[top]]), share))
    return found


def per_key_point(debate: Debate, scores: np.ndarray, right: np.ndarray, *, own: bool) -> float:
    """Return the mean average precision of the key points of a debate."""
    return float(
        np.mean(
            [
                average_precision(right[rows, point], scores[rows, point])
                for point, side in enumerate(debate.point_sides)
                for rows in [debate.sides == side if own else np.full(len(debate.sides), True)]
            ]
        )
    )


def measure(debates: Sequence[Debate], scores: Sequence[np.ndarray]) -> dict[str, float]:
    """Return the mean average precisions over debates."""
    found: dict[str, float] = {}
    for kind in ("strict", "relaxed"):
        pairs = [(d, s, getattr(d, kind)) for d, s in zip(debates, scores, strict=True)]
        halves = [half for pair in pairs for half in best_half(*pair)]
        found[f"shared task {kind}"] = float(np.mean([precision * share for precision, share in halves]))
        found[f"best half {kind}"] = float(np.mean([precision for precision, _ in halves]))
        found[f"key point {kind}"] = float(np.mean([per_key_point(*p, own=False) for p in pairs]))
        found[f"key point, own stance {kind}"] = float(np.mean([per_key_point(*p, own=True) for p in pairs]))
    return found


def decisions(
    debates: Sequence[Debate], scores: Sequence[np.ndarray], threshold: float
) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the best key points at a threshold, over all statements."""
    right = wrong = missed = 0
    for debate, found in zip(debates, scores, strict=True):
        best = found.argmax(axis=1)
        every = np.arange(len(found))
        label, taken = debate.labels[every, best], found[every, best] >= threshold
        hit = taken & (label == 1)
        right += int(hit.sum())
        wrong += int((taken & ~hit & ~np.isnan(label)).sum())
        missed += int(((debate.labels == 1).any(axis=1) & ~hit & ~(taken & np.isnan(label))).sum())
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def own_scores(debate: Debate) -> np.ndarray:
    """Return what `match_arguments` gives for all pairs of a debate."""
    n, m = len(debate.statements), len(debate.points)
    statements = pd.DataFrame(
        {"statement_id": [f"s:{i}" for i in range(1, n + 1)], "text": debate.statements}
    )
    given = [{"label": f"P{j}", "description": point} for j, point in enumerate(debate.points)]
    table = match_arguments(statements, {"arguments": given}, rows="all")
    table = table[table["argument"] != "none"]
    row = table["statement_id"].str.removeprefix("s:").astype(int).to_numpy() - 1
    column = table["argument"].str.removeprefix("P").astype(int).to_numpy()
    scores = np.zeros((n, m))
    scores[row, column] = table["score"]
    return scores


def tfidf_scores(debate: Debate, **options: object) -> np.ndarray:
    n = len(debate.statements)
    vectors = TfidfVectorizer(**options).fit_transform([*debate.statements, *debate.points])
    return (vectors[:n] @ vectors[n:].T).toarray()


def wordllama_scores(debate: Debate) -> np.ndarray:
    vectors = np.asarray(wordllama_model().embed([*debate.statements, *debate.points]), dtype=float)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    n = len(debate.statements)
    return vectors[:n] @ vectors[n:].T


def encoder_scores(debate: Debate) -> np.ndarray:
    vectors = encode(claim_texts([*debate.statements, *debate.points]))
    n = len(debate.statements)
    return vectors[:n] @ vectors[n:].T


METHODS: dict[str, Callable[[Debate], np.ndarray]] = {
    "retold": own_scores,
    "TF-IDF words": tfidf_scores,
    "TF-IDF characters 3-5": lambda d: tfidf_scores(
        d, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True
    ),
    "encoder, cosine alone": encoder_scores,
    "wordllama, untrained": wordllama_scores,
}


def compare_methods(
    path: Path, *, split: str = "dev", methods: Sequence[str] = tuple(METHODS)
) -> pd.DataFrame:
    """Return the measures of each method on a split of ArgKP, one row a method."""
    debates = read_debates(path, split)
    rows = []
    for name in methods:
        start = time.perf_counter()
        scores = [METHODS[name](debate) for debate in debates]
        seconds = time.perf_counter() - start
        row: dict[str, object] = {"method": name, **measure(debates, scores), "seconds": seconds}
        if name == "retold":
            row |= dict(
                zip(
                    ("precision", "recall", "F1"),
                    decisions(debates, scores, read_scorer().threshold),
                    strict=True,
                )
            )
        rows.append(row)
    return pd.DataFrame(rows)


def print_matching(path: Path, split: str = "dev") -> None:
    """Print all measures of all methods; the path is the folder of ArgKP-2021, or the one that holds it."""
    inner = path / "argkp2021"
    table = compare_methods(inner if inner.is_dir() else path, split=split)
    print(table.set_index("method").T.round(3).to_string(na_rep=""))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="folder of ArgKP-2021, or the folder that holds `argkp2021`")
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    print_matching(options.path, options.split)


if __name__ == "__main__":
    main()
