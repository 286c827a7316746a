"""Cut topics into batches, with claims made by rule among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rules import affirm, denials, find_names, other_actor, other_number
from topics import DIFFERENT, SAME, UNKNOWN, Topic

# A batch is one debate, so many of its arguments and all its key points, or a few claims with so many texts.
DEBATE, CLAIMS = 36, 44


@dataclass(frozen=True)
class Batch:
    """Texts, what is known of each two, and which two are of one topic."""

    texts: list[str]
    relation: np.ndarray
    within: np.ndarray


def make_batches(
    topics: Sequence[Topic],
    rng: np.random.Generator,
    *,
    rules: float,
    kinds: str,
    disputes: int,
    claims: bool = True,
    debate: int = DEBATE,
) -> list[Batch]:
    """Return the batches of one pass, in random order: each argument and perspective stands in one of them."""
    found = [batch for topic in topics if topic.kind == "debate" for batch in _of_debate(topic, rng, debate)]
    if claims:
        found += list(_of_claims([topic for topic in topics if topic.kind == "claim"], rng))
    for topic in topics:
        if topic.kind == "dispute":
            found += [_take([(topic, np.arange(len(topic)))]) for _ in range(disputes)]
    found = [found[at] for at in rng.permutation(len(found))]
    return [add_rules(batch, rng, share=rules, kinds=kinds) for batch in found] if rules else found


def _of_debate(topic: Topic, rng: np.random.Generator, size: int) -> Iterator[Batch]:
    rest = rng.permutation(np.arange(len(topic.always), len(topic)))
    for part in np.array_split(rest, max(round(len(rest) / size), 1)):
        yield _take([(topic, np.concatenate([topic.always, part]).astype(int))])


def _of_claims(topics: Sequence[Topic], rng: np.random.Generator) -> Iterator[Batch]:
    own: list[tuple[Topic, np.ndarray]] = []
    for at in rng.permutation(len(topics)):
        own.append((topics[at], np.arange(len(topics[at]))))
        if sum(len(part) for _, part in own) >= CLAIMS:
            yield _take(own)
            own = []
    if own:
        yield _take(own)


def _take(parts: Sequence[tuple[Topic, np.ndarray]]) -> Batch:
    texts = [topic.texts[at] for topic, own in parts for at in own]
    number = np.repeat(np.arange(len(parts)), [len(own) for _, own in parts])
    within = number[:, None] == number
    relation = np.full(within.shape, DIFFERENT, dtype=np.int8)
    start = 0
    for topic, own in parts:
        relation[start : start + len(own), start : start + len(own)] = topic.relation[np.ix_(own, own)]
        start += len(own)
    return Batch(texts, relation, within)


def add_rules(batch: Batch, rng: np.random.Generator, *, share: float, kinds: str) -> Batch:
    """Add claims made by rule to a batch: of a share of its texts, of the kinds `d`enial, `n`umber, `a`ctor, `t`rue."""
    made: list[tuple[int, str, str]] = []
    names = find_names(batch.texts)
    for at in np.flatnonzero(rng.random(len(batch.texts)) < share):
        text = batch.texts[at]
        if "d" in kinds:
            made += [(at, new, "denial") for new in denials(text, rng)]
        if "t" in kinds and rng.random() < 0.5:
            made.append((at, affirm(text, rng), "same"))
        if "n" in kinds:
            made.append((at, other_number(text, rng), "number"))
        if "a" in kinds:
            made.append((at, other_actor(text, names, rng), "actor"))
    made = [row for row in made if row[1]]
    if not made:
        return batch
    n = len(batch.texts)
    size = n + len(made)
    relation = np.full((size, size), UNKNOWN, dtype=np.int8)
    relation[:n, :n] = batch.relation
    sources = np.array([row[0] for row in made])
    for place, (source, _, kind) in enumerate(made, start=n):
        row = batch.relation[source].copy()
        if kind != "same":  # of what its source is not, nothing is known
            row = np.where(row == SAME, DIFFERENT, UNKNOWN).astype(np.int8)
        relation[place, :n], relation[:n, place] = row, row
        for other, (second, _, what) in enumerate(made, start=n):
            if second == source:
                relation[place, other] = SAME if kind == what and kind in ("denial", "same") else DIFFERENT
        relation[place, place] = SAME
    within = np.zeros((size, size), dtype=bool)
    origin = np.concatenate([np.arange(n), sources])
    within[:] = batch.within[np.ix_(origin, origin)]
    return Batch(batch.texts + [row[1] for row in made], relation, within)
