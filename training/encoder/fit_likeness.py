"""Fit the weights of the likenesses of the embedding `encoder`, on topics that an encoder didn't learn from.

Usage: python fit_likeness.py [the paths of choose.py]

The encoder inside the package has seen all train topics: to it their arguments look more alike than those of a new debate do. So one
is trained without every fourth topic, and the weights are fitted on these, as `training/train_arguments.py` fits the others. Writes
the entry `encoder` of `src/retold/arguments/likeness.json`.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import choose
from judge import pooled
from retold.arguments.grouping.group import embedding
from train_arguments import DIGITS, WEIGHTS, fit, held_out, sample

# With `alignment` besides, pairs of held topics are ranked no better (AUC of debates .868 both times, wordllama .800).
NAMES = ["sentences", "characters", "neighbours"]
HELD = 0

# As many pools of claims as debates, or so; of the many claims every second.
EVERY_CLAIM, POOLS = 2, 8


def main() -> None:
    options = choose.read_options(__doc__)
    choose.start(options)
    assert choose.BENCH is not None
    bench = choose.BENCH
    learned, held = bench.split(HELD)
    kept = Path(options.out)
    model = choose.read_or_train(kept, learned, options.device)
    embedding.METHODS["encoder"]["sentences"] = lambda claims: choose.encode_by(model, claims, options.device)
    rng = np.random.default_rng(0)
    debates = pooled(held, every=EVERY_CLAIM, pools=POOLS)
    samples = [sample(debate, "encoder", NAMES, rng) for debate in debates]
    fitted = [round(float(value), DIGITS) for value in fit(samples)]
    weights = dict(zip(["intercept", *NAMES], fitted, strict=True))
    print(f"encoder    AUC {held_out(samples):.3f}  {weights}  ({len(samples)} topics)")
    about = json.loads(WEIGHTS.read_text("utf-8"))
    about["weights"]["encoder"] = weights
    WEIGHTS.write_text(json.dumps(about, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
