"""Encode the debates of ArgKP by encoders that have not learned from them, for fitting the scorer of given arguments.

Usage: python hold_out.py --base FILE --argkp DIR --perspectrum FILE --stories DIR --planted DIR --out FILE [--models FOLDER]

The encoder of the package has learned from all train debates: its vectors of them are better than those of any other
debate will be. So four encoders of six layers are trained in one pass, each without every fourth topic of each kind
(`choose.py`), and encode the debates that they lack. FILE holds the vectors of each train debate, its arguments and then
its key points, under the debate's number. FOLDER keeps the encoders, for `held_disputes.py`.
"""

from __future__ import annotations

import numpy as np

import choose
from network import encode


def main() -> None:
    """Train the four encoders and write what each says of the debates that it lacks."""
    options = choose.read_options(__doc__)
    choose.start(options)
    bench = choose.BENCH
    assert bench is not None
    found: dict[str, np.ndarray] = {}
    for fold in range(choose.FOLDS):
        learned, _ = bench.split(fold)
        file = options.models and options.models / f"fold{fold}.pt"
        model = choose.read_or_train(file, learned, options.device)
        debates = [(number, topic) for number, topic in bench.topics if topic.kind == "debate"]
        for number, (own, topic) in enumerate(debates):
            if own == fold:
                points = len(topic.always)
                texts = [*topic.texts[points:], *topic.texts[:points]]
                vectors = encode(model, bench.codes(texts), options.device)
                unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
                found[str(number)] = np.round(unit, 6).astype(np.float32)
    np.savez_compressed(options.out, **found)


if __name__ == "__main__":
    main()
