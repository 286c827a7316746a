"""The keys of the planted study and of the invented disputes: one half of their rows, and where a row says things stand.

A key (`planted.csv`, described in `data/planted/README.md`) is read here and nowhere else, one half at a time, so that whoever
works on the code with the half to tune on sees no row of the other.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[1] / "data"
PLANTED, DISPUTES = DATA / "planted", DATA / "disputes"
SPLITS = ("tune", "held")

# An article, and the first character of a place in it and the one after its last.
Span = tuple[str, int, int]


def other_half(split: str) -> str:
    return SPLITS[1 - SPLITS.index(split)]


def halves_of(folder: Path) -> set[str]:
    """Return the halves that the key of a folder has rows of; none if the folder has no key."""
    key = folder / "planted.csv"
    return set(pd.read_csv(key, usecols=["split"])["split"]) if key.exists() else set()


def require_half(folder: Path, split: str) -> None:
    """End a script that is asked to measure on a half of which the key of a folder has no row.

    Raises
    ------
    SystemExit
        With what is asked for, which halves there are, and what to do.
    """
    there = sorted(halves_of(folder))
    if split not in there:
        told = f"its rows are all of the half {there[0]!r}" if there else "there is no planted.csv"
        todo = f"ask for --split {there[0]}" if there else "name a study that has a key with --study"
        raise SystemExit(f"no row of the half {split!r} to measure on\n  in {folder}: {told}\n  {todo}")


def read_rows(folder: Path, split: str, kinds: Collection[str]) -> pd.DataFrame:
    """Return the rows of some kinds of one half of a key, and nothing of the other half."""
    key = pd.read_csv(folder / "planted.csv", keep_default_na=False)
    return key[(key["split"] == split) & key["kind"].isin(kinds)].reset_index(drop=True)


def read_coding(folder: Path, name: str) -> pd.DataFrame:
    """Return what people coded in a study: `voices`, `arguments`, `clutter`, `coverage` or `naming`."""
    return pd.read_csv(folder / "coding" / f"{name}.csv", dtype={"article_id": "str"}, keep_default_na=False)


def spans(rows: pd.DataFrame, side: str) -> list[Span]:
    """Return the places on one side, "a" or "b", of the rows of a key or of a table that has its columns."""
    columns = (rows[f"{name}_{side}"] for name in ("article", "start", "end"))
    return [(str(a), int(s), int(e)) for a, s, e in zip(*columns, strict=True)]


def span_pairs(rows: pd.DataFrame) -> list[tuple[Span, Span]]:
    """Return the places of both sides of each row."""
    return list(zip(spans(rows, "a"), spans(rows, "b"), strict=True))


def places(rows: pd.DataFrame) -> list[Span]:
    """Return the places that rows name on either side, each once, sorted."""
    return sorted({span for side in "ab" for span in spans(rows, side)})


def overlap(a: Span, b: Span) -> bool:
    """Return whether two places have a character in common."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def shared_by_half(a: Span, b: Span) -> int:
    """Return how many characters two places share, if that is half of the shorter one, else 0."""
    if a[0] != b[0]:
        return 0
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return shared if 2 * shared >= min(a[2] - a[1], b[2] - b[1]) else 0
