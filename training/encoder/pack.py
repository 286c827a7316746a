"""Write an encoder as the package reads it: whole numbers, and a vocabulary.

Usage: python pack.py --base FILE --state FILE --out ../../src/retold/language/encoder.npz

``--base`` is the base model, ``--state`` what `choose.py --final` wrote of the model with four layers (`four-0.npz`).
The hash that is printed belongs into `src/retold/language/encoder.py` and into `encoder.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retold.language.exact import EXACT, STEPS

PLACES = 128

# The layers of the base that the smaller model began with, see `choose.py`.
LAYERS = (0, 1, 3, 5)

# Words get fewer steps than layers: it keeps the vectors (cosine .9995) and a quarter of their bytes.
WORD_STEPS = 31


def to_bytes(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (inputs x outputs) as -127..127 and what a step of each output is worth.

    An output whose steps would add up to too much (`retold.language.exact.check_weights`) gets coarser ones.
    """
    most = np.maximum(np.abs(weights).max(axis=0), 1e-8)
    steps = np.full(weights.shape[1], 127.0)
    while True:
        whole = np.rint(weights * (steps / most))
        sums = np.max(
            [np.abs(whole[at : at + 384]).sum(axis=0) for at in range(0, len(weights), 384)], axis=0
        )
        wide = sums * STEPS >= EXACT
        if not wide.any():
            return whole.astype(np.int8), (most / steps).astype(np.float32)
        steps = np.where(wide, steps - 1, steps)


def make_tables(
    state: dict[str, np.ndarray], vocabulary: Sequence[str], kept: Sequence[int], *, heads: int = 12
) -> dict[str, Any]:
    """Return the tables of the file from a state of `network.Encoder`, with the words that are kept."""
    words = state["words.weight"][np.asarray(kept)]
    whole, worth = _rows_to_bytes(words)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    tables: dict[str, Any] = {
        "words": whole,
        "word_scales": worth,
        "places": (state["places.weight"][:PLACES] + state["kinds.weight"][0]).astype(np.float16),
        "layers": np.int64(layers),
        "heads": np.int64(heads),
        "vocabulary": np.frombuffer("\n".join(vocabulary[at] for at in kept).encode("utf-8"), dtype=np.uint8),
        "norm.gain": state["norm.weight"].astype(np.float32),
        "norm.shift": state["norm.bias"].astype(np.float32),
    }
    for at in range(layers):
        for name in ("qkv", "out", "up", "down"):
            weights, scales = to_bytes(state[f"layers.{at}.{name}.weight"].T.astype(np.float64))
            tables |= {f"{at}.{name}.weights": weights, f"{at}.{name}.scales": scales}
            tables[f"{at}.{name}.shift"] = state[f"layers.{at}.{name}.bias"].astype(np.float32)
        for name in ("norm1", "norm2"):
            tables[f"{at}.{name}.gain"] = state[f"layers.{at}.{name}.weight"].astype(np.float32)
            tables[f"{at}.{name}.shift"] = state[f"layers.{at}.{name}.bias"].astype(np.float32)
    return tables


def _rows_to_bytes(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    most = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-8)
    return np.rint(rows / most * WORD_STEPS).astype(np.int8), (most[:, 0] / WORD_STEPS).astype(np.float32)


def keep_words(vocabulary: Sequence[str]) -> list[int]:
    """Return the numbers of the word pieces to keep: all that English is written with."""
    return [at for at, piece in enumerate(vocabulary) if piece.isascii() and not piece.startswith("[unused")]


def write(tables: dict[str, Any], file: Path) -> str:
    """Write the tables, and return the hash of the file."""
    with file.open("wb") as out:
        np.savez_compressed(out, **tables)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> None:
    from network import BASE_SHA256, Encoder, read_tensors

    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "state", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    pieces = json.loads(options.base.with_name("tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    vocabulary = sorted(pieces, key=lambda piece: pieces[piece])
    kept = keep_words(vocabulary)
    model = Encoder(read_tensors(options.base, sha256=BASE_SHA256), layers=LAYERS)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    with np.load(options.state, allow_pickle=False) as trained:
        state |= {name: trained[name].astype(np.float32) for name in trained.files}
    print(write(make_tables(state, vocabulary, kept), options.out))


if __name__ == "__main__":
    main()
