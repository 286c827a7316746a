"""Exact arithmetic: sums without an order, tables within their step, and the same results as plain arithmetic, nearly."""

from __future__ import annotations

from math import erf, exp, sqrt

import numpy as np
import pytest

from retold.language import exact

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(50, 384)).astype(np.float32)


def test_sums_have_no_order() -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(50, 384)).astype(np.float32)
    weights = rng.integers(-40, 41, size=(384, 20)).astype(np.float32)
    scales, shift = np.full(20, 0.01, dtype=np.float32), np.zeros(20, dtype=np.float32)
    order = rng.permutation(384)
    assert exact.check_weights(weights.astype(np.int8))
    assert np.array_equal(
        exact.dense(rows, weights, scales, shift), exact.dense(rows[:, order], weights[order], scales, shift)
    )
    gain = np.ones(384, dtype=np.float32)
    turned = exact.normalise(rows[:, order], gain, np.zeros_like(gain))
    assert np.array_equal(exact.normalise(rows, gain, np.zeros_like(gain))[:, order], turned)


@pytest.mark.parametrize("steps", [exact.STEPS, exact.HEAD_STEPS, 7])
def test_steps_are_whole_and_give_the_rows_back(steps: int) -> None:
    whole, worth = exact.to_steps(ROWS, steps)
    assert (whole == np.rint(whole)).all()
    assert (np.abs(whole).max(axis=1) == steps).all()
    assert (np.abs(whole * worth - ROWS) <= worth * 0.51).all()


@pytest.mark.parametrize("row", [[0.0, 0.0], [-0.0, -0.0], [1e-9, -1e-9]])
def test_nothing_is_no_step(row: list[float]) -> None:
    whole, _ = exact.to_steps(np.array([row], dtype=np.float32), exact.STEPS)
    assert (np.abs(whole) <= 1).all()
    assert np.isfinite(whole).all()


@pytest.mark.parametrize(
    ("inputs", "weight", "fine"),
    [(384, 42, True), (384, 43, False), (16, 127, True), (129, 127, True), (130, 127, False)],
)
def test_weights_may_be_as_large_as_sums_stay_exact(inputs: int, weight: int, fine: bool) -> None:
    weights = np.full((inputs, 2), weight, dtype=np.int8)
    assert exact.check_weights(weights) is fine
    assert exact.check_weights(-weights) is fine
    assert (inputs * weight * exact.STEPS < 2**24) is fine


@pytest.mark.parametrize("width", [10, 384, 1536])
def test_a_dense_layer_is_nearly_the_plain_one(width: int) -> None:
    rows = RNG.normal(size=(20, width)).astype(np.float32)
    weights = RNG.integers(-20, 21, size=(width, 30)).astype(np.float32)
    scales, shift = np.full(30, 0.01, np.float32), RNG.normal(size=30).astype(np.float32)
    plain = rows.astype(float) @ weights * 0.01 + shift
    assert np.abs(exact.dense(rows, weights, scales, shift) - plain).max() < 0.01 * np.abs(plain).max() + 0.01


@pytest.mark.parametrize("rows", [1, 2, 35])
def test_the_activation_is_that_of_the_book(rows: int) -> None:
    values = RNG.uniform(-7, 20, size=(rows, 11)).astype(np.float32)
    book = np.vectorize(lambda x: x * (1 + erf(x / sqrt(2))) / 2)(values.astype(float))
    found = exact.activate(values)
    assert found.shape == values.shape
    assert np.abs(found - book).max() < 1.2 / exact.PER_UNIT
    assert (found == np.concatenate([exact.activate(values[at : at + 1]) for at in range(rows)])).all()


@pytest.mark.parametrize(
    ("value", "expected"), [(-1e6, 0.0), (-8.0, 0.0), (0.0, 0.0), (24.0, 24.0), (1e6, 24.0)]
)
def test_beyond_its_table_the_activation_stays_at_the_edge(value: float, expected: float) -> None:
    found = exact.activate(np.full((2, 3), value, dtype=np.float32))
    assert np.allclose(found, expected, atol=1e-3)


@pytest.mark.parametrize("kept", [9, 7, 1])
def test_shares_are_a_softmax_of_what_is_told(kept: int) -> None:
    scores = RNG.normal(size=(4, 9, 6)).astype(np.float32) * 3
    told = np.ones((4, 9, 1), dtype=bool)
    told[:, kept:] = False
    found = exact.shares(scores, told)
    plain = np.where(told, np.exp(scores - scores[:, :kept].max(axis=1, keepdims=True)), 0)
    plain /= plain.sum(axis=1, keepdims=True)
    assert (found == np.rint(found)).all()
    assert (found[:, kept:] == 0).all()
    assert np.abs(found / exact.SHARES - plain).max() < 0.005
    assert np.array_equal(found[:, :kept], exact.shares(scores[:, :kept], told[:, :kept]))


def test_what_is_not_told_has_an_entry_of_nothing() -> None:
    assert exact.EXPONENTIALS[0] == round(exp(exact.LEAST_EXPONENT) * exact.TABLE_STEPS) == 0


@pytest.mark.parametrize("rows", [0, 1, exact.BLOCK_ROWS - 1, exact.BLOCK_ROWS, 2 * exact.BLOCK_ROWS + 3])
def test_a_block_of_rows_gives_what_a_row_gives(rows: int) -> None:
    whole, worth = exact.to_steps(RNG.normal(size=(rows, 768)).astype(np.float32), 40)
    weights = RNG.integers(-20, 21, size=(768, 24)).astype(np.float32)
    scales, shift = (RNG.uniform(0.01, 0.02, size=24).astype(np.float32) for _ in range(2))
    total = exact.multiply(whole, weights)
    assert np.array_equal(total, whole.astype(np.int64) @ weights.astype(np.int64))
    plain = total * worth * scales + shift
    assert np.array_equal(exact.rescale(total.copy(), worth, scales, shift), plain)
    found = exact.activate_steps(total.copy(), worth, scales, shift)
    for own, expected in zip(found, exact.to_steps(exact.activate(plain), exact.STEPS), strict=True):
        assert np.array_equal(own, expected)
    gain = np.ones(24, dtype=np.float32)
    normal = exact.normalise(plain, gain, shift)
    assert all(np.array_equal(normal[at], exact.normalise(plain[[at]], gain, shift)[0]) for at in range(rows))


def test_normalised_rows_have_mean_0_and_variance_1() -> None:
    found = exact.normalise(ROWS * 3 + 5, np.ones(384, np.float32), np.zeros(384, np.float32))
    assert np.abs(found.mean(axis=1)).max() < 1e-4
    assert np.abs(found.std(axis=1) - 1).max() < 1e-3
    same = exact.normalise(
        np.full((2, 384), 2.0, np.float32), np.ones(384, np.float32), np.full(384, 7, np.float32)
    )
    assert (same == 7).all()


def test_means_count_what_is_told() -> None:
    rows = RNG.normal(size=(2, 4, 8))
    told = np.array([[True, True, False, False], [False, False, False, False]])
    found = exact.unit_means(rows, told)
    mean = rows[0, :2].mean(axis=0)
    np.testing.assert_allclose(found[0], mean / np.linalg.norm(mean), atol=1e-3)
    assert (found[1] == 0).all()
