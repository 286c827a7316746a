"""Read the data sets that the encoder learns from, all in one form: texts of one topic and which of them say the same.

No text of them goes into the project: each is given by its path. Only train splits and tuning halves are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from retold.arguments.grouping.claims import claim_texts

# What is known of two texts.
SAME, DIFFERENT, UNKNOWN = 1, 0, -1

# A test that nothing learns from, see data/disputes/README.md.
BLIND = "islands"


@dataclass(frozen=True)
class Topic:
    """Texts of one debate, one claim or one dispute.

    ``relation`` says of each two texts whether they are the same claim; ``always`` are the texts that every batch
    of the topic holds (key points); ``groups`` is the group of each text where it has one alone, else an empty string; ``sides`` the stances of a debate.
    """

    name: str
    kind: str
    texts: list[str]
    relation: np.ndarray
    groups: list[str]
    always: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


def read_debates(path: Path, split: str = "train") -> list[Topic]:
    """Return the debates of ArgKP-2021: its key points first, then its arguments.

    An argument and a key point are the same if they are labelled so. Two arguments are the same if they share a
    key point, different if they are of other stances or each matches key points and the other's were denied of it.
    """
    arguments, points, labels = (
        pd.read_csv(path / f"{name}_{split}.csv") for name in ("arguments", "key_points", "labels")
    )
    table = labels.pivot(index="arg_id", columns="key_point_id", values="label")
    found = []
    for name, spoken in arguments.groupby("topic", sort=True):
        given = points[points["topic"] == name]
        known = table.reindex(index=spoken["arg_id"], columns=given["key_point_id"]).to_numpy(float)
        sides = [given["stance"].to_numpy(), spoken["stance"].to_numpy()]
        relation = _debate_relation(known, *sides)
        texts = given["key_point"].tolist() + spoken["argument"].tolist()
        both = [int(side) for own in sides for side in own]
        single = [_only(row, given["key_point_id"].tolist()) for row in known]
        found.append(
            Topic(
                str(name),
                "debate",
                claim_texts(texts),
                relation,
                [""] * len(given) + single,
                list(range(len(given))),
                both,
            )
        )
    return found


def _only(row: np.ndarray, names: list[str]) -> str:
    hits = np.flatnonzero(row == 1)
    return names[hits[0]] if len(hits) == 1 else ""


def _debate_relation(known: np.ndarray, point_sides: np.ndarray, sides: np.ndarray) -> np.ndarray:
    n, k = known.shape
    relation = np.full((n + k, n + k), UNKNOWN, dtype=np.int8)
    relation[:k, :k] = np.eye(k)
    with_points = np.where(np.isnan(known), UNKNOWN, known).astype(np.int8)
    with_points[sides[:, None] != point_sides] = DIFFERENT
    relation[k:, :k], relation[:k, k:] = with_points, with_points.T
    hit = (known == 1).astype(int)
    denied = (with_points == DIFFERENT).astype(int)
    same = hit @ hit.T > 0
    apart = (hit @ denied.T > 0) & (denied @ hit.T > 0) & ~same
    # What was asked of every key point and matches none is another claim than what matches one.
    apart |= sides[:, None] != sides
    own = np.where(same, SAME, np.where(apart, DIFFERENT, UNKNOWN)).astype(np.int8)
    np.fill_diagonal(own, SAME)
    relation[k:, k:] = own
    return relation


def read_claims(path: Path, split: str = "train") -> list[Topic]:
    """Return the claims of Perspectrum: perspectives, the same if they are in one cluster."""
    table = pd.read_csv(path)
    table = table[table["split"] == split]
    return [
        _grouped(f"claim {name}", "claim", own["text"].tolist(), own["cluster"].astype(str).tolist())
        for name, own in table.groupby("claim_id", sort=True)
    ]


def _grouped(name: str, kind: str, texts: list[str], groups: list[str]) -> Topic:
    codes = np.array(groups, dtype=object)
    relation = (codes[:, None] == codes).astype(np.int8)
    alone = codes == "none"
    relation[np.ix_(alone, alone)] = UNKNOWN
    np.fill_diagonal(relation, SAME)
    named = [f"none {at}" if group == "none" else group for at, group in enumerate(groups)]
    return Topic(name, kind, claim_texts(texts), relation, named)


def read_disputes(path: Path) -> list[Topic]:
    """Return the invented disputes, without the one that is kept as a test."""
    return [
        read_dispute(folder) for folder in sorted(path.iterdir()) if folder.is_dir() and folder.name != BLIND
    ]


def read_dispute(folder: Path, *, kept: pd.Series | None = None) -> Topic:
    """Return the coded statements of one dispute; two with one argument are the same."""
    coding = pd.read_csv(folder / "coding" / "arguments.csv")
    if kept is not None:
        coding = coding[kept]
    files = pd.read_csv(folder / "articles.csv").set_index("article_id")["file"]
    raw = {name: (folder / file).read_text("utf-8") for name, file in files.items()}
    texts = [raw[row.article_id][row.start : row.end] for row in coding.itertuples()]
    return _grouped(folder.name, "dispute", texts, coding["argument"].tolist())


def read_planted(folder: Path) -> Topic:
    """Return the statements of the planted study that stand in rows of wording to tune on, and in none that is held."""
    coding = pd.read_csv(folder / "coding" / "arguments.csv")
    key = pd.read_csv(folder / "planted.csv")
    key = key[key["kind"].isin(["wording", "not_a_pair"])]
    kept = []
    for row in coding.itertuples():
        touched = set()
        for side in "ab":
            inside = key[
                (key[f"article_{side}"] == row.article_id)
                & (key[f"start_{side}"] < row.end)
                & (key[f"end_{side}"] > row.start)
            ]
            touched |= set(inside["split"])
        kept.append(touched == {"tune"})
    return read_dispute(folder, kept=pd.Series(kept))
