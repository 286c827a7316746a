"""Train the scorer of slots on invented disputes with a key, and measure it on stories it was not trained on.

Usage: python training/train_slots.py [--write] [--study FOLDER ...]

The stories are the folders of `data/disputes` whose key is to tune on, and the half of `data/planted` to tune on. Pairs
of details that the key calls a conflict or compatible are of one slot; pairs that it calls not comparable, and those that
it does not list and whose values differ, are not. Pairs that the key does not list and whose values agree are left out,
since equal values are not listed.

Each story is scored by trees that were trained on the others; printed are the average precision for conflicts among pairs of
differing values that no rule keeps apart, and the recall at several precisions with the lowest score there. The answers that the second trees learn
from are made in the same way, each by trees that have not seen their story. At last the verdicts that the package comes to with
these trees are scored as in `consistency_details.py`. With `--write`, trees trained on all stories are
written into the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

import retold
from retold.consistency.conflicts.compare import find_pairs, may_differ, read_details
from retold.consistency.conflicts.features import FEATURES, Context, measure_pairs
from retold.consistency.conflicts.scorer import AROUND, Scorer, Trees, look_around
from retold.consistency.conflicts.verdicts import is_forbidden
from retold.consistency.details.detail import Detail

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from consistency_details import Key, read_coded_statements, read_key, score_conflicts
from key import DISPUTES, PLANTED, halves_of, overlap, span_pairs

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "retold" / "consistency" / "conflicts" / "scorer.json"
PRECISIONS = (0.95, 0.9, 0.85, 0.8, 0.7)

# Small trees, few to a leaf, and a slow pace: a thousand pairs of one slot among fifty thousand are little to learn from.
# Chosen by the average precision on stories left out, among depths 2 to 4 and 80 to 250 trees.
SETTINGS: dict[str, Any] = {
    "max_depth": 3, "max_iter": 150, "learning_rate": 0.07, "min_samples_leaf": 10, "l2_regularization": 1.0,
    "early_stopping": False, "random_state": 1,
}  # fmt: skip


class Story(NamedTuple):
    """The pairs of one story: details, features, whether of one slot (-1 unknown), whether values differ, conflict."""

    name: str
    context: Context
    first: np.ndarray
    second: np.ndarray
    table: np.ndarray
    of_one: np.ndarray
    differ: np.ndarray
    conflict: np.ndarray
    kinds: np.ndarray
    details: pd.DataFrame
    wording: pd.DataFrame
    key: Key


def read_story(folder: Path) -> Story:
    """Read a story with its key, and measure all pairs of its details."""
    articles, key = retold.read_articles(folder), read_key(folder, "tune")
    statements = read_coded_statements(folder, articles)
    masked = retold.find_clutter(articles)
    details = retold.find_details(
        statements, articles, sentences=retold.split_sentences(articles, masked), masked=masked
    )
    wording = retold.compare_wording(statements, translated=True)
    known = read_details(details, wording)
    first, second, aligned = find_pairs(known)
    kept = ~_elsewhere(known.ordered, first, second, key)
    first, second, aligned = first[kept], second[kept], aligned[kept]
    verdicts = _label(known.ordered, first, second, key)
    sides = [Detail.from_row(row) for row in known.ordered.to_dict("records")]
    differ = np.array(
        [may_differ(sides[i], sides[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)],
        dtype=bool,
    )
    of_one = np.where(
        np.isin(verdicts, ["conflict", "compatible"]), 1, np.where(differ | (verdicts != ""), 0, -1)
    )
    differ &= ~np.array(
        [
            is_forbidden(sides[i], sides[j], known.known)
            for i, j in zip(first.tolist(), second.tolist(), strict=True)
        ],
        dtype=bool,
    )
    table = measure_pairs(known.context, first, second, aligned)
    kinds = np.array([sides[i].kind for i in first.tolist()], dtype=object)
    return Story(
        folder.name, known.context, first, second, table, of_one, differ, verdicts == "conflict", kinds, details,
        wording, key,
    )  # fmt: skip


def _places(ordered: pd.DataFrame) -> list[tuple[str, int, int]]:
    columns = (ordered[name] for name in ("article_id", "start", "end"))
    return [(str(a), int(s), int(e)) for a, s, e in zip(*columns, strict=True)]


def _elsewhere(ordered: pd.DataFrame, first: np.ndarray, second: np.ndarray, key: Key) -> np.ndarray:
    """Return which pairs are wholly about the half of the key that is not read."""
    other = np.array(
        [any(overlap(place, span) for span in key.elsewhere) for place in _places(ordered)], dtype=bool
    )
    return other[first] & other[second]


def _label(ordered: pd.DataFrame, first: np.ndarray, second: np.ndarray, key: Key) -> np.ndarray:
    """Return the verdict of the key on each pair, empty where it has none; a conflict outweighs."""
    places = _places(ordered)
    known: dict[tuple[int, int], str] = {}
    for sides, verdict in zip(span_pairs(key.rows), key.rows["verdict"], strict=True):
        held = [[at for at, place in enumerate(places) if overlap(place, side)] for side in sides]
        for i in held[0]:
            for j in held[1]:
                pair = (min(i, j), max(i, j))
                if known.get(pair) != "conflict":
                    known[pair] = str(verdict)
    return np.array(
        [known.get((i, j), "") for i, j in zip(first.tolist(), second.tolist(), strict=True)], dtype=object
    )


def fit(tables: Sequence[np.ndarray], stories: Sequence[Story]) -> Trees:
    """Fit trees on the pairs of stories that are known to be of one slot or not."""
    table = np.concatenate(tables)
    of_one = np.concatenate([story.of_one for story in stories])
    known = of_one >= 0
    model = HistGradientBoostingClassifier(**SETTINGS).fit(table[known], of_one[known])
    return Trees(
        float(model._baseline_prediction.item()), [_nodes(step[0].nodes) for step in model._predictors]
    )


def _nodes(nodes: np.ndarray) -> np.ndarray:
    """Return a tree of scikit-learn as feature, threshold, left, right, value; numbers as they are written to disk."""
    leaf = nodes["is_leaf"].astype(bool)
    columns = (
        np.where(leaf, -1, nodes["feature_idx"]), np.where(leaf, 0, np.round(nodes["num_threshold"], 5)),
        np.where(leaf, 0, nodes["left"]), np.where(leaf, 0, nodes["right"]), np.where(leaf, np.round(nodes["value"], 5), 0),
    )  # fmt: skip
    return np.column_stack(columns).astype(float)


def train(stories: Sequence[Story], known: dict[frozenset[str], Trees] | None = None) -> Scorer:
    """Train both answers; the second learns from answers of trees that have not seen the story.

    ``known`` holds first trees by the names of the stories that they have seen, and is added to: where each story is left out in
    turn, all stories but two are asked for twice.
    """
    known = {} if known is None else known
    first = _fit_first(stories, known)
    tables = []
    for story in stories:
        rest = [other for other in stories if other is not story]
        answers = (_fit_first(rest, known) if rest else first).score(story.table)
        tables.append(add_around(story, answers))
    return Scorer(first, fit(tables, stories))


def _fit_first(stories: Sequence[Story], known: dict[frozenset[str], Trees]) -> Trees:
    names = frozenset(story.name for story in stories)
    if names not in known:
        known[names] = fit([story.table for story in stories], stories)
    return known[names]


def add_around(story: Story, answers: np.ndarray) -> np.ndarray:
    return np.column_stack([story.table, look_around(story.context, story.first, story.second, answers)])


def score(scorer: Scorer, story: Story) -> np.ndarray:
    return scorer.second.score(add_around(story, scorer.first.score(story.table)))


def recall_at(right: np.ndarray, scores: np.ndarray, precision: float) -> tuple[float, float]:
    """Return the largest recall at which the pairs with the highest scores have that precision, and the lowest score."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    enough = np.flatnonzero(hits / np.arange(1, len(hits) + 1) >= precision)
    if not len(enough):
        return 0.0, 1.0
    return float(hits[enough[-1]] / max(right.sum(), 1)), float(scores[order][enough[-1]])


def report(name: str, right: np.ndarray, scores: np.ndarray) -> None:
    reached = "  ".join(
        f"{precision:.2f}: {recall_at(right, scores, precision)[0]:.2f} ({recall_at(right, scores, precision)[1]:.2f})"
        for precision in PRECISIONS
    )
    print(
        f"{name:10s} conflicts {int(right.sum()):4d}  average precision {average_precision_score(right, scores):.3f}  recall at {reached}"
    )


def write(scorer: Scorer) -> None:
    """Write a scorer as it is read by the package."""
    data = {"features": [*FEATURES, *AROUND]} | {
        part: {"constant": round(trees.constant, 5), "trees": [tree.tolist() for tree in trees.nodes]}
        for part, trees in (("first", scorer.first), ("second", scorer.second))
    }
    text = (
        json.dumps(data, separators=(",", ":"))
        .replace(".0,", ",")
        .replace(".0]", "]")
        .replace("]],[[", "]],\n[[")
    )
    WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--study", type=Path, nargs="*", help="folders of stories, in place of those above")
    parser.add_argument(
        "--write", action="store_true", help="write trees trained on all stories into the package"
    )
    options = parser.parse_args()
    folders = options.study or [PLANTED, *sorted(DISPUTES.iterdir())]
    stories = [
        story
        for story in map(read_story, (folder for folder in folders if "tune" in halves_of(folder)))
        if story.conflict.any()
    ]
    rights, scores, kinds, tables = [], [], [], []
    known: dict[frozenset[str], Trees] = {}
    for story in stories:
        scorer = train([other for other in stories if other is not story], known)
        told = score(scorer, story)[story.differ]
        report(story.name, story.conflict[story.differ], told)
        rights.append(story.conflict[story.differ])
        scores.append(told)
        kinds.append(story.kinds[story.differ])
        tables.append(retold.compare_details(story.details, story.wording, scorer=scorer))
    right, told, kind = (np.concatenate(part) for part in (rights, scores, kinds))
    report("all", right, told)
    for name in sorted(set(kind)):
        report(name, right[kind == name], told[kind == name])
    print("\nverdicts of the package with these trees, over all conflicts of the keys")
    results = [
        score_conflicts(table, story.details, story.key) for table, story in zip(tables, stories, strict=True)
    ]
    shown = pd.DataFrame(results, index=[story.name for story in stories])
    counts = shown[["right", "false", "wanted"]].sum()
    found = (shown["recall"] * shown["wanted"]).sum()
    shown.loc["all"] = {
        **counts, "precision": counts["right"] / max(counts["right"] + counts["false"], 1), "recall": found / counts["wanted"],
        "f1": float("nan"), "refused": shown["refused"].mean(), "verdicts": shown["verdicts"].mean(), "found": shown["found"].mean(),
    }  # fmt: skip
    print(shown.round(3).to_string())
    if options.write:
        write(train(stories, known))


if __name__ == "__main__":
    main()
