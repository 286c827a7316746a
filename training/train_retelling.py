"""Train the weights that tell retellings of one utterance, and measure them on events they were not trained on.

Usage: python training/train_retelling.py --news CODINGS TEXTS [--write]

CODINGS holds ``utterances_SET.csv`` and ``events_SET.txt``, TEXTS ``<event>_<outlet>.txt``: real events of three reports
each, in which a reader marked the places that report one utterance. Beside them the invented disputes are learned from, and the
half of the planted study to tune on. A candidate pair is right if both of its spans share half of the shorter one with a coded
pair; all other candidates are wrong. Real events are measured by weights that were fitted without a seventh of them, each
seventh in turn, and so are invented stories. With `--write`, weights fitted on all are written into the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

import retold
from retold.consistency.wording import linking
from retold.consistency.wording.compare import read_utterances
from retold.consistency.wording.retelling import (
    ENCODED,
    FEATURES,
    Versions,
    Weights,
    measure_pairs,
    parse_weights,
)

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from consistency_wording import found_statements, read_key
from key import DISPUTES, PLANTED, halves_of, places, shared_by_half, span_pairs
from news_events import read_events

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "retold" / "consistency" / "wording" / "retelling.json"
PARTS = 7
PRECISIONS = (0.95, 0.93, 0.9, 0.85, 0.8)

# A pair of an invented story counts so much of a pair of real news: there are many, of one author, and near misses are denser
# than in news.
INVENTED_WEIGHT = 0.1

# Inverse strength of the penalty on squared weights of standardised features; from 0.05 to 3 recall changes by a point.
STRENGTH = 0.1


class Story(NamedTuple):
    """The candidates of an event: features, whether each is right, which coded pairs it finds, how many there are."""

    name: str
    real: bool
    table: np.ndarray
    right: np.ndarray
    finds: list[set[int]]
    coded: int


def measure(name: str, statements: pd.DataFrame, gold: list, *, real: bool, known=None) -> Story:
    """Measure the candidates of one event against its coded pairs."""
    utterances = read_utterances(statements.assign(argument="none"))
    coded, rarity = linking.code_words(utterances)
    pairs = [pair for some in linking.align_candidates(utterances, coded) for pair in some]
    spans = [(u.article_id, u.start, u.end) for u in utterances]
    if known is not None:
        pairs = [pair for pair in pairs if any(known(spans[at]) for at in pair[:2])]
    versions = Versions(utterances, rarity)
    versions.note(pairs)
    table = measure_pairs(versions, pairs)
    finds = [
        {n for n, sides in enumerate(gold) if meets((spans[pair.a], spans[pair.b]), sides)} for pair in pairs
    ]
    return Story(name, real, table, np.array([bool(found) for found in finds]), finds, len(gold))


def meets(pair, sides) -> bool:
    """Say whether a pair of spans lies on a coded pair, either way round."""
    return any(
        all(shared_by_half(own, other) for own, other in zip(pair, ordered, strict=True))
        for ordered in (sides, sides[::-1])
    )


def read_news(codings: Path, texts: Path) -> Iterator[Story]:
    """Yield the real events."""
    for event in read_events(codings, texts):
        yield measure(event.name, event.statements, event.pairs, real=True)


def read_invented() -> Iterator[Story]:
    """Yield the invented stories, of each the half to tune on."""
    for folder in [PLANTED, *sorted(DISPUTES.iterdir())]:
        if "tune" not in halves_of(folder):
            continue
        key = read_key(folder, "tune")
        statements = found_statements(retold.read_articles(folder), folder)
        gold = span_pairs(key[key["kind"] == "wording"])
        own = places(key)
        yield measure(
            folder.name, statements, gold, real=False,
            known=lambda span, own=own: any(shared_by_half(span, place) for place in own),
        )  # fmt: skip


def fit(stories: Sequence[Story]) -> Weights:
    """Fit the weights of the features as they are."""
    table = np.concatenate([story.table for story in stories])
    right = np.concatenate([story.right for story in stories])
    share = np.concatenate([np.full(len(s.right), 1.0 if s.real else INVENTED_WEIGHT) for s in stories])
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((table - mean) / spread, right, share)
    weights = np.round(model.coef_[0] / spread, 4)
    return Weights(round(float(model.intercept_[0] - (weights * mean).sum()), 4), weights)


def answer(stories: Sequence[Story]) -> list[np.ndarray]:
    """Return the likelihoods of each story by weights that were fitted without its part."""
    return [
        fit([other for at, other in enumerate(stories) if at % PARTS != own % PARTS]).score(story.table)
        for own, story in enumerate(stories)
    ]


def report(name: str, stories: Sequence[Story], scores: Sequence[np.ndarray]) -> None:
    """Print the recall of coded pairs at several precisions, and the likelihood there."""
    rows = sorted(
        (-score, name, right, tuple(finds))
        for story, own in zip(stories, scores, strict=True)
        for name, score, right, finds in zip(
            [story.name] * len(own), own.tolist(), story.right.tolist(), story.finds, strict=True
        )
    )
    total, hits, got, reached = sum(story.coded for story in stories), 0, set(), {}
    for n, (score, event, right, finds) in enumerate(rows, 1):
        hits += right
        got |= {(event, found) for found in finds}
        for precision in PRECISIONS:
            if hits / n >= precision:
                reached[precision] = f"{precision:.2f}: {len(got) / total:.3f} ({-score:.2f})"
    most = len({(s.name, found) for s in stories for finds in s.finds for found in finds}) / total
    print(f"{name:10s} coded {total:4d}  among candidates {most:.2f}  recall at", *reached.values(), sep="  ")


def write(weights: Weights) -> None:
    """Write weights as they are read by the package."""
    named = dict(zip((*FEATURES, *ENCODED), weights.weights.tolist(), strict=True))
    data = {"constant": weights.constant, "weights": named}
    parse_weights(data)
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.relative_to(ROOT)}: {data}")


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", type=Path, nargs=2, metavar=("CODINGS", "TEXTS"), required=True)
    parser.add_argument("--write", action="store_true", help="write weights trained on all into the package")
    options = parser.parse_args()
    stories = [*read_news(*options.news), *read_invented()]
    scores = answer(stories)
    for name, real in (("news", True), ("invented", False)):
        own = [at for at, story in enumerate(stories) if story.real == real]
        report(name, [stories[at] for at in own], [scores[at] for at in own])
    if options.write:
        write(fit(stories))


if __name__ == "__main__":
    main()
