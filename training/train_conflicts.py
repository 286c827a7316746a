"""Train what says how far a conflict can be trusted, on invented disputes and on real events, and measure it on what was left out.

Usage: python training/train_conflicts.py --news CODINGS TEXTS [--write]

CODINGS holds `details_SET.csv`, `utterances_SET.csv` and `events_SET.txt` of real events coded by hand, TEXTS their articles
(`<event>_<outlet>.txt`); neither is part of this project. From them come pairs of details that exclude each other, of one event:
conflicts where the coding says so, else none. One article of each event, all together, makes a corpus of unrelated events in
which no pair is a conflict. The invented disputes are those of `train_slots.py`; the answers of the scorer of slots that are
learned from come from a scorer that has not seen the story.

Each event and each dispute is judged by weights that were learned from the others; printed are the conflicts that are right and
all that are said, for each kind of pair at several cuts, and at the cuts of the package (`CUTS`), and the same of updates. Then
each event is judged as a whole, names and all, by weights and cuts that have not seen it (`choose_cuts`), and
scored as in `consistency_details.py --news`. The scores by which cuts are chosen are of pairs left out one corpus at a time,
so that of each the weights saw the event that is judged: of some hundred pairs a few.
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
from retold.consistency.conflicts.compare import draft_pairs, measure_open, read_details
from retold.consistency.conflicts.same_thing import FEATURES, Pair, Trust, kind_of
from retold.consistency.conflicts.scorer import Scorer, Trees

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from consistency_details import NEAR, find_event_details, meets, mix_events, spans_near
from key import DISPUTES, PLANTED, Span, halves_of, span_pairs
from key import overlap as meet
from news_events import Event, detail_pairs, read_events
from train_slots import ROOT, read_story, train

WEIGHTS = ROOT / "src" / "retold" / "consistency" / "conflicts" / "same_thing.json"

# From these probabilities on a pair is a conflict, by kind; from the last on, worth a look. Chosen so that no conflict of a left-out
# real event and none of unrelated ones is false, and then as low as nine in ten conflicts of left-out disputes are right. Where each clause names something else, the answer of
# the scorer of slots must be above the last. The cut of recent days was .6, until in 72 more real events it let one false
# conflict through, at .647.
CUTS = {
    "date": 0.5, "recent day": 0.65, "time": 0.7, "duration": 0.6, "number": 0.8, "place": 0.8, "document": 0.5,
    "worth a look": 0.4, "update": 0.6, "apart": 0.75,
}  # fmt: skip

# A conflict of real news weighs so much more than any other pair: there are a handful.
NEWS_WEIGHT = 3.0

# Strength of the penalty, the largest of .01, .1, 1 that lost nothing on left-out events.
PENALTY = 0.1

LEVELS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


# Cuts that may be chosen; the part of said conflicts of disputes that must be right; the least and the most is what no pair
# of a kind speaks against, and what none is let through by.
CHOICES = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
DISPUTES_RIGHT = 0.9

UPDATE = "update"


class Part(NamedTuple):
    """The pairs of one corpus that are judged: features, kinds, whether each is what its kind says.

    That is a conflict; of the kind ``update``, which only time keeps apart, a coded update.
    """

    name: str
    source: str
    table: np.ndarray
    kinds: np.ndarray
    right: np.ndarray

    def only(self, kept: np.ndarray) -> Part:
        """Return the part with some of its pairs."""
        return self._replace(table=self.table[kept], kinds=self.kinds[kept], right=self.right[kept])


def read_part(
    name: str,
    source: str,
    details: pd.DataFrame,
    wording: pd.DataFrame | None,
    gold: Sequence[tuple[Span, Span]],
    *,
    scorer: Scorer | None = None,
    updates: Sequence[tuple[Span, Span]] = (),
    elsewhere: Sequence[Span] = (),
    near: int = 0,
) -> Part:
    """Measure the open pairs of a corpus against the places of its conflicts; pairs wholly elsewhere are left out."""
    read = read_details(details, wording)
    drafts = [
        draft
        for batch in draft_pairs(read, scorer)
        for draft in batch
        if (draft.is_open or draft.later)
        and not all(any(meet(place, span) for span in elsewhere) for place in _places(draft.pair))
    ]
    kinds = [kind_of(draft.pair.a, draft.pair.b) if draft.is_open else UPDATE for draft in drafts]
    right = [
        any(meets(_places(draft.pair, near), places) for places in (updates if kind == UPDATE else gold))
        for draft, kind in zip(drafts, kinds, strict=True)
    ]
    table = measure_open([draft.pair for draft in drafts], read)
    return Part(name, source, table, np.array(kinds, dtype=object), np.array(right, dtype=bool))


def _places(pair: Pair, near: int = 0) -> tuple[Span, Span]:
    one, other = (
        (side.article_id, side.start - near, side.start + len(side.text) + near) for side in (pair.a, pair.b)
    )
    return one, other


def read_disputes() -> Iterator[Part]:
    """Read the invented disputes, each answered by a scorer that has not seen it."""
    stories = [
        story
        for story in map(read_story, (folder for folder in [PLANTED, *sorted(DISPUTES.iterdir())] if "tune" in halves_of(folder)))
        if story.conflict.any()
    ]  # fmt: skip
    known: dict[frozenset[str], Trees] = {}
    for story in stories:
        scorer = train([other for other in stories if other is not story], known)
        wanted = story.key.rows[story.key.rows["verdict"] == "conflict"]
        yield read_part(
            story.name,
            "disputes",
            story.details,
            story.wording,
            span_pairs(wanted),
            scorer=scorer,
            elsewhere=story.key.elsewhere,
        )


def read_news(events: list[Event]) -> Iterator[Part]:
    """Read the real events, and for each place in an event's order one corpus of an article of all events."""
    for event in events:
        gold, updates = (
            [pair[:2] for pair in detail_pairs(event, verdict)] for verdict in ("conflict", "update")
        )
        wording = retold.compare_wording(event.statements)
        yield read_part(
            event.name, "news", find_event_details(event), wording, gold, updates=updates, near=NEAR
        )
    for at in range(min(len(event.articles) for event in events)):
        yield read_part(
            f"unrelated {at + 1}", "unrelated", find_event_details(mix_events(events, at)), None, []
        )


def fit(parts: list[Part]) -> tuple[np.ndarray, float]:
    """Return weights of the features as they are measured, and the constant; updates are judged by those of conflicts."""
    parts = [part.only(part.kinds != UPDATE) for part in parts]
    table, right = (
        np.concatenate([part.table for part in parts]),
        np.concatenate([part.right for part in parts]),
    )
    weight = np.concatenate(
        [np.where(part.right & (part.source == "news"), NEWS_WEIGHT, 1.0) for part in parts]
    )
    mean, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    model = LogisticRegression(C=PENALTY, max_iter=2000).fit(
        (table - mean) / spread, right, sample_weight=weight
    )
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - (weights * mean).sum())


def score_left_out(parts: list[Part]) -> list[np.ndarray]:
    """Score each corpus by weights learned from the others; the unrelated ones hold all events and are scored by disputes and events."""
    scores = []
    for part in parts:
        rest = [
            other for other in parts if other is not part and not (part.source == other.source == "unrelated")
        ]
        weights, constant = fit(rest)
        scores.append(1 / (1 + np.exp(-(part.table @ weights + constant))))
    return scores


def choose_cuts(parts: list[Part], scores: list[np.ndarray]) -> dict[str, float]:
    """Return for each kind the lowest cut at which no pair of news is let through falsely, and nine in ten of disputes are right."""
    source, kinds, right, score = _join(parts, scores)
    cuts = dict(CUTS)
    for kind in sorted(set(kinds)):
        own = kinds == kind
        cuts[kind] = next(
            (cut for cut in CHOICES if _is_safe(own & (score >= cut), source == "disputes", right)),
            CHOICES[-1],
        )
    return cuts


def _is_safe(told: np.ndarray, disputes: np.ndarray, right: np.ndarray) -> bool:
    false = told & ~right
    invented = told & disputes
    return not (false & ~disputes).any() and (false & disputes).sum() <= (1 - DISPUTES_RIGHT) * invented.sum()


def _join(
    parts: list[Part], scores: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return source, kind, whether right, and score of all pairs; updates of invented disputes have no key."""
    source = np.concatenate([np.full(len(part.right), part.source, dtype=object) for part in parts])
    kinds, right, score = (
        np.concatenate(own) for own in ([p.kinds for p in parts], [p.right for p in parts], scores)
    )
    kept = (kinds != UPDATE) | (source != "disputes")
    return source[kept], kinds[kept], right[kept], score[kept]


def judge_left_out(events: list[Event], parts: list[Part], scores: list[np.ndarray]) -> None:
    """Print how each event is judged as a whole by weights and cuts that have not seen it."""
    told = {"shipped cuts": [0, 0, 0, 0], "cuts chosen without the event": [0, 0, 0, 0]}
    for event in events:
        rest = [at for at, part in enumerate(parts) if part.name != event.name]
        others, own = [parts[at] for at in rest], [scores[at] for at in rest]
        weights, constant = fit(others)
        for name, cuts in (
            ("shipped cuts", CUTS),
            ("cuts chosen without the event", choose_cuts(others, own)),
        ):
            found = count_conflicts(event, Trust(weights, constant, cuts))
            told[name] = [one + other for one, other in zip(told[name], found, strict=True)]
    print("\neach event left out")
    print(pd.DataFrame(told, index=["right", "said", "disagreements found", "coded"]).T.to_string())


def count_conflicts(event: Event, trust: Trust) -> tuple[int, int, int, int]:
    """Return how many conflicts of an event are right and said, and how many coded disagreements are found and coded."""
    details, coded = find_event_details(event), detail_pairs(event, "conflict")
    found = retold.compare_details(details, retold.compare_wording(event.statements), trust=trust)
    said = found[found["verdict"] == "conflict"]
    places = [spans_near(details, pair) for pair in zip(said["detail_a"], said["detail_b"], strict=True)]
    met = [{slot for p, q, slot in coded if meets(pair, (p, q))} for pair in places]
    return sum(map(bool, met)), len(said), len(set().union(*met)), len({slot for _, _, slot in coded})


def report(parts: list[Part], scores: list[np.ndarray]) -> None:
    """Print what is right and what is said, by source and kind."""
    source, kinds, right, score = _join(parts, scores)
    cuts = np.array([CUTS[kind] for kind in kinds])
    rows = []
    for name in ("disputes", "news", "unrelated"):
        for kind in [*sorted(set(kinds)), "all"]:
            own = (source == name) & ((kinds == kind) | ((kind == "all") & (kinds != UPDATE)))
            told = {f"{level:.1f}": _count(right, own & (score >= level)) for level in LEVELS}
            rows.append({"pairs of": name, "kind": kind, "conflicts": int(right[own].sum()), **told, "at the cuts": _count(right, own & (score >= cuts))})  # fmt: skip
    print("right of said, by weights that have not seen the story")
    print(pd.DataFrame(rows).to_string(index=False))


def _count(right: np.ndarray, told: np.ndarray) -> str:
    return f"{int(right[told].sum())} of {int(told.sum())}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", type=Path, nargs=2, metavar=("CODINGS", "TEXTS"), required=True)
    parser.add_argument(
        "--write", action="store_true", help="write weights learned from all into the package"
    )
    options = parser.parse_args()
    events = list(read_events(*options.news))
    parts = [*read_disputes(), *read_news(events)]
    scores = score_left_out(parts)
    report(parts, scores)
    print("\ncuts by the rule", choose_cuts(parts, scores))
    judge_left_out(events, parts, scores)
    if options.write:
        weights, constant = fit(parts)
        data = {
            "features": list(FEATURES),
            "weights": np.round(weights, 5).tolist(),
            "constant": round(constant, 5),
            "cuts": CUTS,
        }
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
