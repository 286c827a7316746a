"""Fit the weights of the likenesses of two statements on arguments whose groups are known.

Usage: python training/train_arguments.py PATH

PATH holds `argkp2021` and `perspectrum`; only their train splits are read. Writes
`src/retold/arguments/grouping/same_claim.json`: a few numbers for each embedding, and no words. Two arguments of
one debate are the same if they match the same single key point (ArgKP-2021), two perspectives of one claim if they are in
the same cluster (Perspectrum, claims of at least five texts). Each debate counts by the root of its
number of pairs, so that the largest do not decide alone. Shown is the ROC AUC of held-out debates (four folds).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.same_claim import measure_likenesses

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from argument_collections import Debate, pool, read_argkp, read_perspectrum

WEIGHTS = Path(__file__).parents[1] / "src" / "retold" / "arguments" / "grouping" / "same_claim.json"

# Which likenesses each embedding weighs. Plain vectors take those of the joined vectors of wordllama.
CHOSEN = {
    "wordllama": ("wordllama", ["words", "characters", "alignment", "neighbours"]),
    "tfidf": ("tfidf", ["cosine", "neighbours"]),
    "vectors": ("wordllama", ["cosine", "neighbours"]),
}
SOURCES = [
    "ArgKP-2021 v1, train split, (c) IBM 2020, Community Data License Agreement - Sharing 1.0",
    "Perspectrum, train split, Chen et al. 2019, CC BY-SA 4.0",
]

# Pairs of one debate are near copies of each other: so many say enough. Every second claim of the
# many of Perspectrum is left out for the same reason.
MOST_PAIRS, EVERY_CLAIM = 4000, 2
FOLDS, PENALTY, DIGITS = 4, 0.1, 4

# Several claims together, as in a study of news: as many of them as debates, so that both kinds count alike.
POOLS = 24

Sample = tuple[np.ndarray, np.ndarray]


def sample(debate: Debate, embedding: str, names: list[str], rng: np.random.Generator) -> Sample:
    """Return likenesses and truth of the pairs of a debate."""
    found = measure_likenesses(claim_texts(debate.texts), embedding=embedding)
    upper = np.triu_indices(len(debate.texts), 1)
    groups = np.unique(debate.groups, return_inverse=True)[1]
    x = np.stack([found[name][upper] for name in names], axis=1)
    y = (groups[upper[0]] == groups[upper[1]]).astype(int)
    kept = np.sort(rng.permutation(len(y))[:MOST_PAIRS])
    return x[kept], y[kept]


def fit(samples: list[Sample]) -> np.ndarray:
    """Return intercept and weights, on the likenesses as they are."""
    x = np.concatenate([x for x, _ in samples])
    y = np.concatenate([y for _, y in samples])
    counts = np.concatenate([np.full(len(y), len(y) ** -0.5) for _, y in samples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=1000))
    model.fit(x, y, logisticregression__sample_weight=counts / counts.mean())
    weights = model[1].coef_[0] / model[0].scale_
    return np.concatenate([[model[1].intercept_[0] - weights @ model[0].mean_], weights])


def held_out(samples: list[Sample]) -> float:
    """Return the mean AUC of debates that the weights were not fitted on."""
    scores = []
    for fold in range(FOLDS):
        weights = fit([s for n, s in enumerate(samples) if n % FOLDS != fold])
        for x, y in samples[fold::FOLDS]:
            if 0 < y.mean() < 1:
                scores.append(roc_auc_score(y, x @ weights[1:]))
    return float(np.mean(scores))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    path = parser.parse_args().path
    claims = read_perspectrum(path, "train")
    debates = [*read_argkp(path, "train"), *claims[::EVERY_CLAIM], *pool(claims, pools=POOLS)]
    # Those of the encoder are fitted where it is trained, on topics that it didn't learn from.
    weights = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    for name, (embedding, likenesses) in CHOSEN.items():
        rng = np.random.default_rng(0)
        samples = [sample(debate, embedding, likenesses, rng) for debate in debates]
        fitted = [round(float(value), DIGITS) for value in fit(samples)]
        weights[name] = dict(zip(["intercept", *likenesses], fitted, strict=True))
        print(f"{name:<10} AUC {held_out(samples):.3f}  {weights[name]}", flush=True)
    about = {"made_by": "training/train_arguments.py", "fitted_on": SOURCES, "weights": weights}
    WEIGHTS.write_text(json.dumps(about, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
