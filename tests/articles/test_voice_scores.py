"""Voices held against a coding by hand, in characters."""

import pandas as pd
import pytest

from retold.articles.voice_scores import COLUMNS, compare_voices

NAN = float("nan")


def spans(*rows):
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "voice"])


def rows(found):
    return [tuple(row) for row in found.values.tolist()]


CASES = {
    "all right": ([("a", 0, 10, "s")], [("a", 0, 10, "s")], [("s", 10, 10, 1, 1), ("*", 10, 10, 1, 1)]),
    "all wrong": (
        [("a", 0, 10, "j")],
        [("a", 0, 10, "s")],
        [("j", 0, 0, NAN, 0), ("s", 10, 0, 0, NAN), ("*", 10, 0, 0, 0)],
    ),
    "half": (
        [("a", 0, 5, "s"), ("a", 5, 10, "j")],
        [("a", 0, 10, "s")],
        [("j", 0, 0, NAN, 0), ("s", 10, 5, 0.5, 1), ("*", 10, 5, 0.5, 0.5)],
    ),
    "nothing found": ([], [("a", 0, 10, "s")], [("s", 10, 0, 0, NAN), ("*", 10, 0, 0, NAN)]),
    "found where nothing is coded": ([("a", 0, 20, "s")], [("a", 0, 10, "s")], [("s", 10, 10, 1, 1), ("*", 10, 10, 1, 1)]),
    "another article": ([("b", 0, 10, "s")], [("a", 0, 10, "s")], [("s", 10, 0, 0, NAN), ("*", 10, 0, 0, NAN)]),
    "two articles": (
        [("a", 0, 4, "s"), ("b", 0, 4, "s")],
        [("a", 0, 4, "s"), ("b", 0, 8, "s")],
        [("s", 12, 8, 0.6667, 1), ("*", 12, 8, 0.6667, 1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("found", "coded", "expected"), CASES.values(), ids=CASES)
def test_scores(found, coded, expected):
    scores = compare_voices(spans(*found), spans(*coded))
    assert list(scores.columns) == COLUMNS
    for row, wanted in zip(rows(scores), expected, strict=True):
        assert row[0] == wanted[0]
        assert row[1:] == pytest.approx(wanted[1:], nan_ok=True)


def test_nothing_coded():
    assert compare_voices(spans(("a", 0, 5, "s")), spans()).empty
