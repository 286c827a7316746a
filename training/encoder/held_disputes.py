"""Group the invented disputes by encoders that haven't learned from them, beside the static vectors that were the default before.

Usage: python held_disputes.py --base FILE --argkp DIR --perspectrum FILE --stories DIR --planted DIR --models FOLDER --out FILE

Each dispute is left out of one of the four encoders of `hold_out.py`, which are read from FOLDER, or trained and put there. FILE is a table: B-cubed
F1 of each dispute's coded statements by each criterion.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch

import choose
from network import pad
from retold.arguments.grouping import word_rows
from retold.arguments.grouping.claims import claim_texts
from retold.language import encoder
from retold.language.exact import GRID, unit_means

# What a benchmark measures is measured here as there.
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from argument_collections import read_dispute
from arguments import CRITERIA, by_criterion, cubed, space_of

BATCH = 64


class Held:
    """A model that was trained here, to be asked as the encoder of the package is."""

    def __init__(self, model: Any, tokenizer: Any, device: str) -> None:
        self.model, self.tokenizer, self.device = model, tokenizer, device

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of texts: the sums of the rows of their pieces."""
        found = [own.rows for own in self.encode_pieces(texts)]
        return np.concatenate(
            [unit_means(rows[None] * GRID, np.ones((1, len(rows)), bool)) for rows in found]
        )

    def encode_pieces(self, texts: Sequence[str]) -> list[encoder.Pieces]:
        """Return what each word piece of each text adds to its vector."""
        codes = self.tokenizer.encode_batch(list(texts))
        found = []
        with torch.no_grad():
            for at in range(0, len(codes), BATCH):
                own = codes[at : at + BATCH]
                rows = self.model.hidden(pad([code.ids for code in own], self.device)).float().cpu().numpy()
                for code, row in zip(own, np.rint(rows / GRID), strict=True):
                    starts = np.array([start for start, _ in code.offsets], dtype=np.int64)
                    found.append(encoder.Pieces(starts, row[: len(starts)]))
        return found


def score(folder: Path, embedding: str) -> dict[str, float]:
    """Return the B-cubed F1 of one dispute by each criterion."""
    dispute = read_dispute(folder)
    space = space_of(claim_texts(dispute.texts), embedding)
    return {name: cubed(dispute, by_criterion(space, "average", name)) for name in CRITERIA}


def main() -> None:
    options = choose.read_options(__doc__)
    choose.start(options)
    bench = choose.BENCH
    assert bench is not None
    shipped = encoder.load_encoder()
    rows = {}
    for fold in range(choose.FOLDS):
        learned, held = bench.split(fold)
        model = choose.read_or_train(options.models / f"fold{fold}.pt", learned, options.device)
        for topic in held:
            folder = options.stories / topic.name
            if topic.kind != "dispute" or not folder.is_dir():  # the planted study is none of them
                continue
            row = {}
            for name, asked in (("wordllama", shipped), ("shipped", shipped), ("left out", None)):
                own = asked or Held(model, bench.tokenizer, options.device)
                encoder.load_encoder = word_rows.load_encoder = lambda own=own: own
                found = score(folder, "wordllama" if name == "wordllama" else "encoder")
                row |= {f"{name} {criterion}": value for criterion, value in found.items()}
            rows[topic.name] = row
            print(topic.name, {name: round(value, 3) for name, value in row.items()}, flush=True)
    table = pd.DataFrame(rows).T.sort_index()
    table.loc["mean"] = table.mean()
    table.round(4).to_csv(options.out, index_label="dispute")
    print(table.T.round(3).to_string())


if __name__ == "__main__":
    main()
