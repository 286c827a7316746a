"""Read public collections of arguments whose groups are known, as they are laid out in the evaluation data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from key import Span, halves_of, overlap, read_rows, span_pairs

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


def read_dispute(folder: Path, *, turned: bool = False) -> Debate:
    """Return the coded statements of an invented dispute, grouped by argument; ``none`` is a group of one.

    One sentence is one argument there, also where a report has turned it into its denial. ``turned`` takes these out, as the key
    names them ("negated in n04 only"): what is denied is then an argument by itself.
    """
    coding = pd.read_csv(folder / "coding" / "arguments.csv")
    files = pd.read_csv(folder / "articles.csv").set_index("article_id")["file"]
    raw = {name: (folder / file).read_text("utf-8") for name, file in files.items()}
    texts = [raw[row.article_id][row.start : row.end] for row in coding.itertuples()]
    groups = [f"none {n}" if name == "none" else name for n, name in enumerate(coding["argument"])]
    if turned:
        denied = read_denied(folder)
        spans = zip(coding["article_id"], coding["start"], coding["end"], strict=True)
        groups = [
            f"not {name}" if any(overlap(span, other) for other in denied) else name
            for name, span in zip(groups, spans, strict=True)
        ]
    return Debate(folder.name, texts, groups)


def read_denied(folder: Path) -> list[Span]:
    """Return where a dispute's reports have a sentence with a negation that others have without."""
    key = pd.concat([read_rows(folder, half, ["wording"]) for half in sorted(halves_of(folder))])
    rows = key[key["types"].str.contains("negation flipped")]
    negated = rows["reason"].str.extract(r"negated in (\S+) only")[0]
    return [
        place
        for name, pair in zip(negated, span_pairs(rows), strict=True)
        for place in pair
        if place[0] == name
    ]


def pool(debates: list[Debate], *, pools: int, size: int = 6, seed: int = 0) -> list[Debate]:
    """Put together several claims each time, with the groups that they have.

    A study of news asks about many things at once and has many small groups; a debate about one thing has few.
    """
    rng = np.random.default_rng(seed)
    middling = [debate for debate in debates if 8 <= len(debate.texts) <= 35]
    pooled = []
    for number in range(pools):
        own = [middling[at] for at in rng.choice(len(middling), size, replace=False)]
        texts = [text for debate in own for text in debate.texts]
        groups = [f"{at}:{group}" for at, debate in enumerate(own) for group in debate.groups]
        pooled.append(Debate(f"pool {number}", texts, groups))
    return pooled
