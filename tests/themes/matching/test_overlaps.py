"""Which of overlapping matches count, as rows of spans."""

import numpy as np
import pytest

from retold.themes.matching.overlaps import resolve_overlaps
from retold.vocabulary import OVERLAPS


def kept(spans, overlap):
    first, length, theme = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    return resolve_overlaps(first, length, theme, overlap=overlap).tolist()


@pytest.mark.parametrize(
    ("spans", "by_theme", "by_codebook"),
    [
        # spans are (first token, length, theme)
        ([], [], []),
        ([(0, 1, 0)], [0], [0]),
        ([(0, 1, 0), (1, 1, 0)], [0, 1], [0, 1]),
        ([(0, 2, 0), (1, 2, 0)], [0], [0]),  # of two as long the left one
        ([(1, 2, 0), (0, 2, 0)], [1], [1]),
        ([(0, 2, 0), (0, 1, 0)], [0], [0]),  # the longer
        ([(0, 1, 0), (0, 2, 0)], [1], [1]),
        ([(0, 2, 0), (1, 1, 1)], [0, 1], [0]),
        ([(0, 2, 0), (0, 2, 1)], [0, 1], [0, 1]),  # equal spans of two themes do not compete
        ([(0, 2, 0), (1, 2, 1)], [0, 1], [0, 1]),
        ([(0, 2, 0), (0, 2, 0)], [0], [0]),  # the same span of one theme once
        (
            [(0, 3, 0), (2, 2, 0), (3, 2, 0)],
            [0, 2],
            [0, 2],
        ),  # the middle one is dropped, the last is free again
        ([(0, 2, 0), (1, 3, 1), (3, 2, 0)], [0, 1, 2], [1]),
        ([(5, 1, 1), (0, 1, 0)], [0, 1], [0, 1]),
    ],
)
def test_overlaps(spans, by_theme, by_codebook):
    assert kept(spans, "theme") == by_theme
    assert kept(spans, "codebook") == by_codebook
    assert kept(spans, "all") == list(range(len(spans)))
    assert set(OVERLAPS) == {"theme", "codebook", "all"}
