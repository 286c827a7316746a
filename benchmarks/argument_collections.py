"""Read public collections of arguments whose groups are known, as they are laid out in the evaluation data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

# Fewer texts show no groups.
LEAST_TEXTS = 5


class Debate(NamedTuple):
    """The texts of one debate, and the group of each."""

    name: str
    texts: list[str]
    groups: list[str]


def read_argkp(path: Path, split: str) -> list[Debate]:
    """Return the debates of ArgKP-2021: arguments that match one key point, grouped by it."""
    folder = path / "argkp2021"
    labels = pd.read_csv(folder / f"labels_{split}.csv")
    matched = labels[labels["label"] == 1].merge(pd.read_csv(folder / f"arguments_{split}.csv"), on="arg_id")
    single = matched[~matched.duplicated("arg_id", keep=False)]
    return [
        Debate(str(topic), own["argument"].tolist(), own["key_point_id"].tolist())
        for topic, own in single.groupby("topic", sort=True)
    ]


def read_perspectrum(path: Path, split: str) -> list[Debate]:
    """Return the claims of Perspectrum: perspectives, grouped by their cluster."""
    table = pd.read_csv(path / "perspectrum" / "perspectives.csv")
    table = table[table["split"] == split]
    return [
        Debate(str(own["claim"].iloc[0]), own["text"].tolist(), own["cluster"].astype(str).tolist())
        for _, own in table.groupby("claim_id", sort=True)
        if len(own) >= LEAST_TEXTS
    ]
