"""Measure an encoder on topics that it didn't learn from: as the package would use it, but for the words of its alignment."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, average_precision_score, roc_auc_score

from retold.arguments.grouping.cohesion import silhouettes
from retold.arguments.grouping.criterion import expected_rand
from retold.arguments.grouping.embedding import centre, count_characters, join
from retold.arguments.grouping.evaluation import group_scores
from retold.arguments.grouping.same_claim import neighbour_likeness
from topics import Topic

THRESHOLDS = np.round(np.arange(0.20, 0.981, 0.02), 2)
LEAST, MOST_PAIRS = 5, 4000


# A function from texts to vectors.
Encode = Callable[[Sequence[str]], np.ndarray]


class Case:
    """Texts with the group of each, and the likenesses of each two."""

    def __init__(
        self, kind: str, texts: list[str], groups: list[str], encode: Encode, *, characters: bool = True
    ) -> None:
        self.kind, self.groups = kind, groups
        parts = {"sentences": centre(encode(texts))}
        if characters:
            parts["characters"] = centre(count_characters(texts))
        whole = join(parts)
        self.likenesses = [part @ part.T for part in parts.values()] + [neighbour_likeness(whole)]
        names = np.unique(groups, return_inverse=True)[1]
        upper = np.triu_indices(len(texts), 1)
        self.x = np.stack([likeness[upper] for likeness in self.likenesses], axis=1)
        self.y = (names[upper[0]] == names[upper[1]]).astype(int)

    def probabilities(self, weights: np.ndarray) -> np.ndarray:
        total = weights[0] + sum(
            w * likeness for w, likeness in zip(weights[1:], self.likenesses, strict=True)
        )
        found = np.round(expit((total + total.T) / 2), 9)
        np.fill_diagonal(found, 1)
        return found


def find_cases(
    topics: Sequence[Topic], encode: Encode, *, claims_every: int = 1, pools: int = 8
) -> list[Case]:
    """Return debates, claims, pools of six claims, and disputes as cases."""
    return [Case(*case, encode) for case in grouped_texts(topics, every=claims_every, pools=pools)]


def grouped_texts(
    topics: Sequence[Topic], *, every: int, pools: int
) -> list[tuple[str, list[str], list[str]]]:
    """Return kind, texts and groups of debates, disputes and claims, and of pools of six claims."""
    cases = []
    for topic in topics:
        kept = [at for at, group in enumerate(topic.groups) if group]
        if topic.kind == "claim" and len(kept) < LEAST:
            continue
        cases.append((topic.kind, [topic.texts[at] for at in kept], [topic.groups[at] for at in kept]))
    claims = [case for case in cases if case[0] == "claim"]
    cases = [case for case in cases if case[0] != "claim"] + claims[::every]
    middling = [case for case in claims if 8 <= len(case[1]) <= 35]
    rng = np.random.default_rng(0)
    for _ in range(pools if len(middling) >= 6 else 0):
        own = [middling[at] for at in rng.choice(len(middling), 6, replace=False)]
        texts = [text for case in own for text in case[1]]
        cases.append(("pool", texts, [f"{n}:{group}" for n, case in enumerate(own) for group in case[2]]))
    return cases


def fit(cases: Sequence[Case], *, rng: np.random.Generator) -> np.ndarray:
    """Return intercept and weights of the likenesses; each case counts by the root of its pairs."""
    xs, ys, counts = [], [], []
    for case in cases:
        kept = rng.permutation(len(case.y))[:MOST_PAIRS]
        xs.append(case.x[kept])
        ys.append(case.y[kept])
        counts.append(np.full(len(kept), len(kept) ** -0.5))
    x, y, count = np.concatenate(xs), np.concatenate(ys), np.concatenate(counts)
    spread, middle = x.std(0) + 1e-9, x.mean(0)
    model = LogisticRegression(C=0.1, max_iter=1000).fit((x - middle) / spread, y, count / count.mean())
    weights = model.coef_[0] / spread
    return np.concatenate([[model.intercept_[0] - weights @ middle], weights])


def grouping_scores(case: Case, weights: np.ndarray) -> dict[str, float]:
    """Return ARI and B-cubed F1 by each criterion, and the AUC."""
    likely = case.probabilities(weights)
    distances = squareform(1 - likely, checks=False)
    tree = linkage(distances, method="average")
    found, expected, widths = [], [], []
    first, second = np.triu_indices(len(likely), 1)
    flat = 1 - distances
    for cut in THRESHOLDS:
        raw = fcluster(tree, cut, criterion="distance")
        sizes = np.bincount(raw)
        labels = np.where(sizes[raw] > 1, np.unique(raw, return_inverse=True)[1] + 1, 0)
        labels = np.unique(labels, return_inverse=True)[1] + (0 if (labels == 0).any() else 1)
        found.append(raw)
        expected.append(expected_rand(flat, (labels[first] == labels[second]) & (labels[first] > 0)))
        widths.append(round(float(silhouettes(1 - likely, labels).mean()), 9))
    scores = {}
    chosen = {
        "expected": np.argmax(expected),
        "silhouette": np.argmax(widths),
        "sum": np.argmax(np.add(expected, widths)),
    }
    for name, at in chosen.items():
        scores[f"ari {name}"] = float(adjusted_rand_score(case.groups, found[at]))
        scores[f"b3 {name}"] = group_scores([str(c) for c in found[at]], case.groups)["B-cubed F1"]
    scores["best ari"] = max(float(adjusted_rand_score(case.groups, raw)) for raw in found)
    if 0 < case.y.mean() < 1:
        scores["auc"] = float(roc_auc_score(case.y, case.x @ weights[1:]))
        scores["cosine auc"] = float(roc_auc_score(case.y, case.x[:, 0]))
    return scores


def judge_groups(cases: Sequence[Case], *, folds: int = 2) -> dict[str, float]:
    """Return mean scores by kind; weights are fitted on the other cases each time."""
    rng = np.random.default_rng(0)
    rows: dict[str, list[float]] = {}
    for fold in range(folds):
        weights = fit([c for n, c in enumerate(cases) if n % folds != fold], rng=rng)
        for case in cases[fold::folds]:
            for name, value in grouping_scores(case, weights).items():
                rows.setdefault(f"{case.kind} {name}", []).append(value)
    return {name: float(np.mean(values)) for name, values in sorted(rows.items())}


def official(relation: np.ndarray, scores: np.ndarray) -> list[float]:
    """Return strict and relaxed average precision of one debate and stance by the shared task's own scorer.

    Of each statement the best key point, of these the better half; average precision times the share of right
    ones (`get_ap` of the Key Point Analysis shared task 2021). ``relation`` is 1 match, 0 none, -1 undecided.
    """
    best = scores.argmax(1)
    rows = np.arange(len(scores))
    top = np.argsort(-scores[rows, best], kind="stable")[: len(scores) // 2]
    found = []
    for undecided in (0, 1):
        right = relation[rows, best][top].astype(int)
        right = np.where(right < 0, undecided, right)
        # Rising scores, so that ties count as they stand in the list.
        ap = average_precision_score(right, np.arange(len(top), 0, -1)) if right.any() else 0.0
        found.append(float(ap * right.mean()) if len(right) else 0.0)
    return found


def judge_matching(topics: Sequence[Topic], score: Callable[[Topic], np.ndarray]) -> dict[str, float]:
    """Return the official strict and relaxed means over debates and stances."""
    found = []
    for topic in topics:
        if topic.kind != "debate":
            continue
        k = len(topic.always)
        scores = score(topic)
        sides = np.array(topic.sides)
        for side in (1, -1):
            rows, columns = np.flatnonzero(sides[k:] == side), np.flatnonzero(sides[:k] == side)
            if len(rows) and len(columns):
                at = np.ix_(rows, columns)
                found.append(official(topic.relation[k:, :k][at], scores[at]))
    strict, relaxed = np.mean(found, axis=0) if found else (0.0, 0.0)
    return {"match strict": float(strict), "match relaxed": float(relaxed)}


def judge_triples(file: Path, encode: Encode) -> dict[str, float]:
    """Return how often a paraphrase is nearer to a claim than its denial is."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    claim, same, denied = (encode([row[name] for row in rows]) for name in ("claim", "paraphrase", "denial"))
    return {"denials apart": float(((claim * same).sum(1) > (claim * denied).sum(1)).mean())}
