"""Resamples as weights."""

import numpy as np
import pytest

from retold.statistics import resampling
from retold.statistics.resampling import resampled_weights


def draw(sizes, replicates=50, seed=0):
    return np.concatenate(
        list(resampled_weights(np.array(sizes, dtype=np.int64), replicates=replicates, seed=seed))
    )


@pytest.mark.parametrize("sizes", [[1], [4], [1, 3], [2, 0, 5]])
def test_each_stratum_keeps_its_size(sizes):
    weights = draw(sizes)
    assert weights.shape == (50, sum(sizes))
    ends = np.cumsum(sizes)
    for first, last in zip(ends - sizes, ends, strict=True):
        assert (weights[:, first:last].sum(axis=1) == last - first).all()
    assert (weights >= 0).all()


def test_units_are_drawn_alike():
    assert draw([4], 4000).mean(axis=0) == pytest.approx([1] * 4, abs=0.1)


@pytest.mark.parametrize("cells", [1, 7, 100])
def test_in_parts_as_at_once(monkeypatch, cells):
    whole = draw([2, 3])
    monkeypatch.setattr(resampling, "WEIGHTS_AT_ONCE", cells)
    assert (draw([2, 3]) == whole).all()


def test_no_replicates_and_other_seeds():
    assert list(resampled_weights(np.array([3]), replicates=0, seed=0)) == []
    assert (draw([9], seed=1) != draw([9], seed=2)).any()
