"""Kappa, the Jaccard index and alpha of codes: published values, values by hand, degenerate rows, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.statistics import reliability
from retold.statistics.reliability import LEVELS, alike, cohen_kappa, jaccard, krippendorff_alpha
from tests.statistics.cases import PUBLISHED, VALUES, X


@pytest.mark.parametrize(
    ("a", "b", "kappa"),
    [
        ([1, 1, 0, 0], [1, 1, 0, 0], 1.0),
        ([1, 1, 0, 0], [0, 0, 1, 1], -1.0),
        ([1, 0, 1, 0], [1, 1, 0, 0], 0.0),
        ([1, 1], [0, 0], 0.0),
        ([1], [0], 0.0),
        ([1], [1], X),
        (["a", "b", "b"], ["a", "b", "c"], (2 / 3 - 1 / 3) / (2 / 3)),
        # A 2 x 2 table of 20, 5, 10, 15: (0.70 - 0.50) / 0.50.
        ([1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15, 0.4),
        # Two tables of the same agreement, 0.60: 45, 15, 25, 15 and 25, 35, 5, 35 of a hundred.
        ([1] * 60 + [0] * 40, [1] * 45 + [0] * 15 + [1] * 25 + [0] * 15, (0.60 - 0.54) / 0.46),
        ([1] * 60 + [0] * 40, [1] * 25 + [0] * 35 + [1] * 5 + [0] * 35, (0.60 - 0.46) / 0.54),
        ([1, None, 0, 0], [1, 1, 0, None], 1.0),
        ([None, 0, 1, 1], [1, 0, 1, 0], (2 / 3 - 4 / 9) / (5 / 9)),
        ([1, 1], [1, 1], X),
        ([1, None], [None, 1], X),
        ([], [], X),
    ],
)
def test_cohen_kappa(a, b, kappa):
    assert cohen_kappa(a, b) == pytest.approx(kappa, nan_ok=True)
    assert cohen_kappa(b, a) == pytest.approx(kappa, nan_ok=True)


@pytest.mark.parametrize(
    ("options", "kappa"),
    [
        ({}, X),
        ({"keep": ["none"]}, -1 / 2),
        ({"missing": ["yes"]}, X),
        ({"missing": ["yes"], "keep": ["none"]}, X),
    ],
)
@pytest.mark.filterwarnings("ignore:.*cells? counts? as missing")
def test_kappa_asks_what_is_missing(options, kappa):
    # Kept, "none" is a code: they agree on 1/3 of the units, and by chance would on 1/9 + 4/9: (3/9 - 5/9) / (4/9).
    found = cohen_kappa(["yes", "none", "none"], ["none", "yes", "none"], **options)
    assert found == pytest.approx(kappa, nan_ok=True)


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ([1, 1, 0], [1, 1, 0], 1.0),
        ([1, 0], [0, 1], 0.0),
        ([1, 1, 1, 0], [0, 1, 1, 1], 0.5),
        ([0, 0], [1, 0], 0.0),
        ([0, 0], [0, 0], X),
        ([], [], X),
    ],
)
def test_jaccard(a, b, share):
    assert jaccard(a, b) == pytest.approx(share, nan_ok=True)
    assert jaccard(b, a) == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize(("measure", "name"), [(jaccard, "jaccard"), (cohen_kappa, "cohen_kappa")])
def test_vectors_of_different_length_are_refused(measure, name):
    with pytest.raises(ParameterError, match=rf"^the two vectors have 2 and 1 elements\n  where: {name}$"):
        measure([1, 0], [1])


@pytest.mark.parametrize(
    ("codes", "alike_codes"),
    [
        ([1, "1", 2.0], [1.0, 1.0, 2.0]),
        ([1, "a", 2.0], ["1", "a", "2"]),
        ([1, 2.0], [1, 2.0]),
        (["1", "2.0"], ["1", "2.0"]),
        ([], []),
    ],
)
def test_numbers_and_text_together_are_made_of_one_type(codes, alike_codes):
    found = alike(np.array(codes, dtype=object)).tolist()
    assert found == alike_codes
    assert [type(code) for code in found] == [type(code) for code in alike_codes]


MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"


@pytest.mark.parametrize(
    ("codes", "value"),
    [
        # Krippendorff (2011), examples A and B.
        ([list(map(int, MEG)), list(map(int, OWEN))], 0.095),
        ([list(BEN), list(GERRY)], 0.692),
    ],
)
def test_alpha_of_two_coders_as_published(codes, value):
    assert krippendorff_alpha(codes, replicates=0).value == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(("level", "expected"), VALUES.items())
def test_alpha_of_the_published_example(level, expected):
    alpha = krippendorff_alpha(PUBLISHED, level=level, replicates=0)
    assert round(alpha.value, 3) == expected
    assert alpha.n_units == 11


@pytest.mark.parametrize(
    ("level", "value"),
    [
        # Pairs (1, 1), (1, 2), (4, 4), of values 1, 1, 1, 2, 4, 4 from 2 coders: alpha = 1 - 5 D_o / D_e, where
        # D_o is the distance of the pair that differs, and D_e the sum over all pairs of the six values.
        ("nominal", 1 - 5 * 1 / 11),  # 3 + 6 + 2 pairs differ
        ("interval", 1 - 5 * 1 / (3 * 1 + 6 * 9 + 2 * 4)),
        ("ratio", 1 - 5 * (1 / 3) ** 2 / (3 * (1 / 3) ** 2 + 6 * (3 / 5) ** 2 + 2 * (2 / 6) ** 2)),
        # Ranks apart: 1 and 2 by 3/2 + 1/2, 2 and 4 by 1/2 + 2/2, 1 and 4 by 3/2 + 1 + 2/2.
        ("ordinal", 1 - 5 * 2**2 / (3 * 2**2 + 6 * 3.5**2 + 2 * 1.5**2)),
    ],
)
def test_alpha_by_hand_at_each_level(level, value):
    assert krippendorff_alpha([[1, 1, 4], [1, 2, 4]], level=level, replicates=0).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("codes", "n_units", "note"),
    [
        (
            [[1, 1, 1], [1, 1, 1]],
            3,
            "not defined: all codes are the same, so there is no variation to agree on",
        ),
        (
            [[1, 1, 2], [1, 1, X]],
            2,
            "not defined: all codes are the same, so there is no variation to agree on",
        ),
        ([[1, X], [X, 2]], 0, "not defined: no unit has two codes"),
        ([[1, 2, 3]], 0, "not defined: no unit has two codes"),
        (np.empty((2, 0)), 0, "not defined: no unit has two codes"),
        ([[None, None], [None, None]], 0, "not defined: no unit has two codes"),
    ],
)
@pytest.mark.parametrize("level", LEVELS)
def test_alpha_that_is_not_defined_says_so(codes, n_units, note, level):
    alpha = krippendorff_alpha(codes, level=level)
    assert np.isnan([alpha.value, alpha.low, alpha.high]).all()
    assert (alpha.n_units, alpha.note) == (n_units, note)


def test_alpha_of_perfect_agreement_is_one_and_of_words_equals_that_of_numbers():
    assert krippendorff_alpha([["a", "b", "a"], ["a", "b", "a"]]).value == 1
    words = [["x" if v == 1 else "y" for v in row] for row in ([1, 0, 1, 1], [1, 1, 0, 1])]
    numbers = [[1, 0, 1, 1], [1, 1, 0, 1]]
    assert krippendorff_alpha(words) == krippendorff_alpha(numbers)


@pytest.mark.parametrize("level", LEVELS)
def test_a_code_that_only_single_units_have_counts_for_nothing(level):
    # The 9 stands where no other coder has a code.
    assert (
        krippendorff_alpha([[1, 1, 4, 9], [1, 2, 4, X]], level=level, replicates=0)[::3]
        == (krippendorff_alpha([[1, 1, 4], [1, 2, 4]], level=level, replicates=0)[::3])
    )


@pytest.mark.parametrize("method", ["bootstrap", "jackknife"])
@pytest.mark.parametrize("level", LEVELS)
def test_zeros_are_codes_like_others(level, method):
    alpha = krippendorff_alpha([[0, 0, 3, 0], [0, 0, 3, 1]], level=level, method=method)
    assert -1 < alpha.value < 1
    assert alpha.low <= alpha.value <= alpha.high
    same = krippendorff_alpha([[0, 0, 3, 1], [0, 0, 3, 1]], level=level, method=method)
    assert same.value == 1


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        ([[1]], {"level": "cardinal"}, "^level 'cardinal' is unknown\n  to do: use one of: nominal, ordinal, interval, ratio$"),
        ([[0, 1]], {"method": "guess"}, "^method 'guess' is unknown\n  to do: use one of: bootstrap, jackknife$"),
        ([1, 2], {}, "^codes should be coders x units, and have 1 dimension"),
        ([["a", "b"], ["a", "b"]], {"level": "interval"}, "^codes at the interval level must be numbers: could not"),
        ([[-1, 1], [1, 1]], {"level": "ratio"}, "^codes at the ratio level cannot be negative"),
        ([[1, 0], [1, 0]], {"interval": 95}, "level should lie between 0 and 1, and is 95"),
        ([[1, 0], [1, 0]], {"interval": 95, "method": "jackknife"}, "level should lie between 0 and 1, and is 95"),
    ],
)  # fmt: skip
def test_alpha_refuses_what_it_cannot_code(codes, options, message):
    with pytest.raises(ParameterError, match=message):
        krippendorff_alpha(codes, **options)


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=12), st.randoms())
def test_alpha_does_not_depend_on_the_order_of_coders_and_units(units, random):
    table = np.array(units, dtype=float).T
    shuffled = table[random.sample(range(3), 3)][:, random.sample(range(len(units)), len(units))]
    for level in LEVELS:
        first = krippendorff_alpha(table, level=level, replicates=0).value
        second = krippendorff_alpha(shuffled, level=level, replicates=0).value
        assert np.isclose(first, second, equal_nan=True)
        assert np.isnan(first) or first <= 1


@pytest.mark.parametrize("cells", [1, 7, 40, 4_000_000])
@pytest.mark.parametrize("method", ["bootstrap", "jackknife"])
def test_resampling_in_parts_gives_what_it_gives_at_once(monkeypatch, cells, method):
    codes = [[1, 1, 0, 0, 1, 0, 1], [1, 0, 0, 0, 1, 0, 0]]
    whole = krippendorff_alpha(codes, replicates=25, method=method)
    monkeypatch.setattr(reliability, "RESAMPLED_CELLS", cells)
    assert krippendorff_alpha(codes, replicates=25, method=method) == whole
