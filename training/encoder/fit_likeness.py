"""Fit the weights of the likenesses of the embedding `encoder`, on topics that an encoder didn't learn from.

Usage: python fit_likeness.py [the paths of choose.py]

The encoder inside the package has seen all train topics: to it their arguments look more alike than those of a new debate do. So one
is trained without every fourth topic, and the weights are fitted on these, as `training/train_arguments.py` fits the others. Writes
the entry `encoder` of `src/retold/arguments/grouping/same_claim.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import choose
from judge import grouped_texts
from retold.arguments.grouping import embedding
from topics import Topic
from train_arguments import (
    DIGITS,
    WEIGHTS,
    Case,
    Debate,
    Sample,
    find_cases,
    fit,
    held_out,
    sample,
    write_weights,
)

NAMES = ["sentences", "characters", "alignment", "neighbours", "shared"]
HELD = 0

# The cosines of the model that is trained here, by those of the one that is shipped: both were asked for the same pairs of sentences,
# of news and of manifestos, which neither learned to group, and their means and deviations laid upon each other.
SLOPE, OFFSET = 0.91, 0.063
SCALED = ("sentences", "shared")


def held_cases(topics: Sequence[Topic]) -> list[Case]:
    """Return topics, alone and put together, as `train_arguments.py` takes them."""
    found = [
        (kind, Debate(kind, texts, groups)) for kind, texts, groups in grouped_texts(topics, every=1, pools=0)
    ]
    kinds = [[own for kind, own in found if kind == name] for name in ("debate", "claim", "dispute")]
    return find_cases(*kinds)


def rescale(drawn: Sample) -> Sample:
    """Return a sample with its cosines on the scale of the encoder inside the package."""
    x, y, weight = drawn
    scaled = [name in SCALED for name in NAMES]
    return np.where(scaled, (x - OFFSET) / SLOPE, x), y, weight


def write(cases: Sequence[Case]) -> None:
    """Fit the weights on cases, and write them."""
    rng = np.random.default_rng(0)
    samples = [rescale(sample(case, "encoder", NAMES, rng)) for case in cases]
    fitted = [round(float(value), DIGITS) for value in fit(samples)]
    weights = dict(zip(["intercept", *NAMES], fitted, strict=True))
    print(f"encoder    AUC {held_out(samples):.3f}  {weights}  ({len(samples)} cases)")
    about = json.loads(WEIGHTS.read_text("utf-8"))
    about["weights"]["encoder"] = weights
    write_weights(about)


def main() -> None:
    options = choose.read_options(__doc__)
    choose.start(options)
    assert choose.BENCH is not None
    learned, held = choose.BENCH.split(HELD)
    model = choose.read_or_train(Path(options.out), learned, options.device)
    embedding.METHODS["encoder"]["sentences"] = lambda claims: choose.encode_by(model, claims, options.device)
    write(held_cases(held))


if __name__ == "__main__":
    main()
