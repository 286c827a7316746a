"""Hold the voices that were found against a coding by hand, character by character."""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = ["voice", "coded", "right", "recall", "precision"]


def compare_voices(statements: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    """Say for how many of the coded characters the voice is right.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements``.
    coding : pandas.DataFrame
        Columns article_id, start, end (code points, half open), voice.

    Returns
    -------
    pandas.DataFrame
        One row a voice and one for all (``*``): voice, coded (characters), right (characters of the
        same voice), recall (right / coded) and precision (right / characters found), both in 0..1.
        Without rows where nothing is coded.

    Examples
    --------
    >>> spans = {"article_id": ["a", "a"], "start": [0, 5], "end": [5, 10]}
    >>> found = pd.DataFrame({**spans, "voice": ["subject", "journalist"]})
    >>> coding = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [10], "voice": ["subject"]})
    >>> compare_voices(found, coding).tail(1).values.tolist()
    [['*', 10, 5, 0.5, 0.5]]
    """
    if coding.empty:
        return pd.DataFrame(columns=COLUMNS)
    names = sorted({*coding["voice"], *statements["voice"]})
    table = np.zeros((len(names) + 1, len(names) + 1), dtype=np.int64)
    for article, spans in coding.groupby("article_id"):
        own = statements[statements["article_id"] == article]
        size = int(max([spans["end"].max(), *own["end"]]))
        np.add.at(table, (_paint(spans, names, size), _paint(own, names, size)), 1)
    inner = table[:-1]
    rows = [_row(name, inner[n].sum(), inner[n, n], inner[:, n].sum()) for n, name in enumerate(names)]
    rows.append(_row("*", inner.sum(), np.trace(inner), inner[:, :-1].sum()))
    return pd.DataFrame(rows, columns=COLUMNS)


def _paint(spans: pd.DataFrame, names: list[str], size: int) -> np.ndarray:
    """Return the number of the voice at each character; the last number is none."""
    painted = np.full(size, len(names))
    for start, end, voice in zip(spans["start"], spans["end"], spans["voice"], strict=True):
        painted[int(start) : int(end)] = names.index(voice)
    return painted


def _row(name: str, coded: int, right: int, found: int) -> tuple[str, int, int, float, float]:
    recall = right / coded if coded else float("nan")
    precision = right / found if found else float("nan")
    return name, int(coded), int(right), round(float(recall), 4), round(float(precision), 4)
