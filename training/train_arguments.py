"""Fit the weights of the likenesses of two statements on arguments whose groups are known.

Usage: python training/train_arguments.py PATH

PATH holds `argkp2021` and `perspectrum`; only their train splits are read, and the invented disputes without `islands`. Writes
`src/retold/arguments/grouping/same_claim.json`: a few numbers for each embedding, and no words. Two arguments of
one debate are the same if they match the same single key point (ArgKP-2021), two perspectives of one claim if they are in
the same cluster (Perspectrum, claims of at least five texts), two statements of a dispute if they were coded alike. Each case counts by the
root of its number of pairs, so that the largest do not decide alone, and by its kind. A study may be about one question or about many, and the
weights have to suit both, so claims are put together by two to twelve, and debates by two. Shown is the ROC AUC of held-out cases (four folds).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.same_claim import measure_likenesses

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from argument_collections import Debate, pool, read_argkp, read_dispute, read_perspectrum

WEIGHTS = Path(__file__).parents[1] / "src" / "retold" / "arguments" / "grouping" / "same_claim.json"
DISPUTES = Path(__file__).parents[1] / "data" / "disputes"

# A test that nothing learns from.
BLIND = "islands"

# Which likenesses each embedding weighs. Plain vectors take those of the joined vectors of wordllama.
CHOSEN = {
    "wordllama": ("wordllama", ["words", "characters", "alignment", "neighbours", "shared"]),
    "tfidf": ("tfidf", ["cosine", "neighbours", "shared"]),
    "vectors": ("wordllama", ["cosine", "neighbours"]),
}
SOURCES = [
    "ArgKP-2021 v1, train split, (c) IBM 2020, Community Data License Agreement - Sharing 1.0",
    "Perspectrum, train split, Chen et al. 2019, CC BY-SA 4.0",
    "The invented disputes of data/disputes without islands, CC0",
]

# Pairs of one debate are near copies of each other: so many say enough. Every second claim of the
# many of Perspectrum is left out for the same reason.
MOST_PAIRS, EVERY_CLAIM = 4000, 2
FOLDS, PENALTY, DIGITS = 4, 0.1, 4

# Studies of several questions: so many of claims of each size, and so many of two debates.
POOL_SIZES, POOLS, PAIRS_OF_DEBATES = (2, 3, 4, 6, 8, 10, 12), 4, 4

# How much a case of each kind counts: the kinds together about alike, whatever their number.
KIND_WEIGHTS = {"debate": 4.0, "claim": 0.3, "pool": 2.0, "dispute": 2.0}


class Case(NamedTuple):
    """Texts with the group of each, and how much they count."""

    debate: Debate
    weight: float


def find_cases(debates: Sequence[Debate], claims: Sequence[Debate], disputes: Sequence[Debate]) -> list[Case]:
    """Return what is learned from: topics as they are, and put together."""
    kinds = {"debate": list(debates), "claim": list(claims), "dispute": list(disputes)}
    kinds["pool"] = [
        own for size in POOL_SIZES for own in pool(list(claims), pools=POOLS, size=size, seed=size)
    ] + [merge(debates[at : at + 2]) for at in range(0, min(2 * PAIRS_OF_DEBATES, len(debates) - 1), 2)]
    return [Case(own, KIND_WEIGHTS[kind]) for kind, found in kinds.items() for own in found]


def merge(debates: Sequence[Debate]) -> Debate:
    """Put debates together, with the groups that they have."""
    texts = [text for debate in debates for text in debate.texts]
    groups = [f"{at}:{group}" for at, debate in enumerate(debates) for group in debate.groups]
    return Debate(" and ".join(debate.name for debate in debates), texts, groups)


# Likenesses, truth and weight of pairs.
Sample = tuple[np.ndarray, np.ndarray, float]


def sample(case: Case, embedding: str, names: list[str], rng: np.random.Generator) -> Sample:
    """Return likenesses and truth of the pairs of a case, and how much they count in all."""
    debate = case.debate
    found = measure_likenesses(claim_texts(debate.texts), embedding=embedding)
    upper = np.triu_indices(len(debate.texts), 1)
    groups = np.unique(debate.groups, return_inverse=True)[1]
    x = np.stack([found[name][upper] for name in names], axis=1)
    y = (groups[upper[0]] == groups[upper[1]]).astype(int)
    kept = np.sort(rng.permutation(len(y))[:MOST_PAIRS])
    return x[kept], y[kept], case.weight


def fit(samples: list[Sample]) -> np.ndarray:
    """Return intercept and weights, on the likenesses as they are."""
    x = np.concatenate([x for x, _, _ in samples])
    y = np.concatenate([y for _, y, _ in samples])
    counts = np.concatenate([np.full(len(y), weight * len(y) ** -0.5) for _, y, weight in samples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=1000))
    model.fit(x, y, logisticregression__sample_weight=counts / counts.mean())
    weights = model[1].coef_[0] / model[0].scale_
    return np.concatenate([[model[1].intercept_[0] - weights @ model[0].mean_], weights])


def held_out(samples: list[Sample]) -> float:
    """Return the mean AUC of debates that the weights were not fitted on."""
    scores = []
    for fold in range(FOLDS):
        weights = fit([s for n, s in enumerate(samples) if n % FOLDS != fold])
        for x, y, _ in samples[fold::FOLDS]:
            if 0 < y.mean() < 1:
                scores.append(roc_auc_score(y, x @ weights[1:]))
    return float(np.mean(scores))


def write_weights(about: Mapping[str, object]) -> None:
    """Write the file of weights, and print its hash, which the package checks (`SHA256` in `same_claim.py`)."""
    data = (json.dumps(about, indent=2) + "\n").encode("utf-8")
    WEIGHTS.write_bytes(data)
    print("sha256", hashlib.sha256(data).hexdigest())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    path = parser.parse_args().path
    claims = read_perspectrum(path, "train")[::EVERY_CLAIM]
    folders = [own for own in sorted(DISPUTES.iterdir()) if own.is_dir() and own.name != BLIND]
    cases = find_cases(read_argkp(path, "train"), claims, [read_dispute(own) for own in folders])
    # Those of the encoder are fitted where it is trained, on topics that it didn't learn from.
    weights = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    for name, (embedding, likenesses) in CHOSEN.items():
        rng = np.random.default_rng(0)
        samples = [sample(case, embedding, likenesses, rng) for case in cases]
        fitted = [round(float(value), DIGITS) for value in fit(samples)]
        weights[name] = dict(zip(["intercept", *likenesses], fitted, strict=True))
        print(f"{name:<10} AUC {held_out(samples):.3f}  {weights[name]}", flush=True)
    write_weights({"made_by": "training/train_arguments.py", "fitted_on": SOURCES, "weights": weights})


if __name__ == "__main__":
    main()
