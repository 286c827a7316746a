"""Conclusions counted over universes, and the sentences that say so."""

import numpy as np
import pandas as pd
import pytest

from retold.study.findings.headlines import HEADLINES
from retold.study.sweep.collect import share_variance
from retold.study.sweep.conclude import count_conclusions, tell_sensitivity
from retold.tables import SWEEP_SCHEMAS, empty_table
from tests.study.sweep.made import make_numbers, make_universes

FOUR = {"overlap": ["theme", "all"], "embedding": ["encoder", "tfidf"]}
WITHIN = "it lies within the interval of the study's own specification"
NO_INTERVAL = {"low": np.nan, "high": np.nan}

CASES = {
    "less than half": ("voices", [0.4, 0.3, 0.6, 0.45], {}, {"it is less than half": 3, WITHIN: 3}),
    "more than half": ("wording", [0.9, 0.3, 0.5, 0.85], {}, {"it is more than half": 2, WITHIN: 2}),
    "just half says nothing of a side": ("voices", [0.5, 0.3, 0.6, 0.5], {}, {WITHIN: 3}),
    "at the edge of the interval": ("voices", [0.5, 0.4, 0.6, 0.7], {}, {WITHIN: 3}),
    "a number that names something": (
        "most_argued", [0.4, 0.4, 0.4, 0.4], {"same": [1, 0.5, 0.49, np.nan]},
        {"the argument that is made most is the same": 2, "it is less than half": 4, WITHIN: 4},
    ),
    "some": ("conflicts", [2, 0, 1, 5], NO_INTERVAL, {"there is at least one": 3}),
    "none": ("conflicts", [0, 0, 1, 5], NO_INTERVAL, {"there is none": 2}),
    "fewer than the articles": ("sources", [3.0, 5, 4.2, 5], {"n": 5}, {"they are fewer than the articles": 2, WITHIN: 1}),
    "as many as the articles": ("sources", [5, 5, 4.2, 5], {"n": 5}, {"they are as many as the articles": 3, WITHIN: 3}),
    "a difference of which the sign is sure": (
        "theme_by_voice", [0.2, 0.05, -0.3, 0.2], {},
        {"the theme that sets them apart most is the same": 4, "it is above zero": 3,
         "its interval leaves out zero, on the same side": 2, WITHIN: 2},
    ),
    "a difference below zero": (
        "theme_by_voice", [-0.2, 0.05, -0.3, 0], {},
        {"the theme that sets them apart most is the same": 4, "it is below zero": 2,
         "its interval leaves out zero, on the same side": 2, WITHIN: 2},
    ),
    "a difference that may be none": (
        "theme_by_voice", [0.05, 0.3, -0.3, 0], {},
        {"the theme that sets them apart most is the same": 4, "it is above zero": 2, WITHIN: 2},
    ),
    "no difference": (
        "theme_by_voice", [0, 0.3, 0, 0], {}, {"the theme that sets them apart most is the same": 4, WITHIN: 3},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("finding", "values", "columns", "expected"), CASES.values(), ids=CASES)
def test_conclusions(finding, values, columns, expected):
    universes = make_universes(FOUR)
    table = count_conclusions(universes, make_numbers(universes, finding, values, **columns))
    assert dict(zip(table["conclusion"], table["holds"], strict=True)) == expected
    assert set(table["told"]) == set(table["universes"]) == {4}
    assert table["value"].iloc[0] == values[0]
    assert table[["least", "median", "most"]].iloc[0].tolist() == pytest.approx(
        [min(values), np.median(values), max(values)]
    )
    assert list(table.columns) == SWEEP_SCHEMAS["conclusions"].columns


def test_failed_universes_and_one_beside_the_grid_are_not_counted():
    universes = make_universes(FOUR, in_grid={1: False}, status={2: "failed"})
    numbers = make_numbers(universes, "voices", [0.4, 0.3, 0.6, 0.45])
    table = count_conclusions(universes, numbers[numbers["universe"] != "u002"])
    assert table["holds"].tolist() == [1, 1]
    assert set(table["told"]) == set(table["universes"]) == {2}
    assert set(table["value"]) == {0.4}


def test_a_number_that_some_universes_do_not_tell():
    universes = make_universes(FOUR)
    table = count_conclusions(universes, make_numbers(universes, "voices", [0.4, np.nan, 0.6, np.nan]))
    assert table[["holds", "told", "universes"]].to_numpy().tolist() == [[1, 2, 4], [1, 2, 4]]


def test_what_the_own_specification_does_not_tell_concludes_nothing():
    universes = make_universes(FOUR)
    table = count_conclusions(universes, make_numbers(universes, "voices", [np.nan, 0.3, 0.6, 0.5]))
    assert table["conclusion"].tolist() == [""]
    assert table[["holds", "value"]].isna().all(axis=None)


def test_the_order_is_that_of_the_report():
    universes = make_universes(FOUR)
    numbers = pd.concat([make_numbers(universes, name, [1, 2, 3, 4]) for name in sorted(HEADLINES)])
    found = list(dict.fromkeys(count_conclusions(universes, numbers)["finding"]))
    assert found == list(HEADLINES)


def tell(universes, *numbers):
    every = pd.concat(numbers) if numbers else empty_table("numbers")
    return tell_sensitivity(universes, every, share_variance(universes, every))


def test_sentences_of_a_number_that_hangs_on_one_choice():
    universes = make_universes(FOUR)
    first, told = tell(universes, make_numbers(universes, "voices", [0.4, 0.6, 0.4, 0.7]))
    assert first == "4 universes were laid out; 4 came to their end, 0 failed."
    assert told == (
        "Share of the articles that is the subject's words: 40 % to 70 %, median 50 %, in all 4 universes; 40 % as the study"
        " specifies it. It is less than half in 2 of 4 and it lies within the interval of the study's own specification in 2 of 4."
        " Of its variance most goes with embedding (93 %); choices together, beyond each alone, account for 4 %."
    )


SAID = {
    "the same whatever is chosen": ("voices", [0.4] * 4, {}, "words: 40 % in all 4 universes, whatever is chosen."),
    "told by some": ("voices", [0.4, 0.6, np.nan, np.nan], {}, "40 % to 60 %, median 50 %, in 2 of 4 universes; 40 % as"),
    "not told by the own": ("voices", [np.nan, 0.6, 0.2, 0.1], {}, "; the study's own specification has nothing to say on it."),
    "interactions alone": ("voices", [0.4, 0.6, 0.6, 0.4], {}, "No choice alone accounts for its variance; choices together, beyond each alone, account for 100 %."),
    "counts": ("conflicts", [2, 0, 1, 5], NO_INTERVAL, ": 0 to 5, median 1.5, in all 4 universes; 2 as the study specifies it. There is at least one in 3 of 4."),
    "differences": ("theme_by_voice", [0.2, -0.1, 0.2, 0.2], {}, ": -10 points to +20 points, median +20 points"),
}  # fmt: skip


@pytest.mark.parametrize(("finding", "values", "columns", "words"), SAID.values(), ids=SAID)
def test_sentences(finding, values, columns, words):
    universes = make_universes(FOUR)
    told = tell(universes, make_numbers(universes, finding, values, **columns))[-1]
    assert words in told
    assert "nan" not in told
    assert "<NA>" not in told


def test_failures_are_told_with_their_reason():
    universes = make_universes(
        FOUR, status={2: "failed", 3: "failed"}, stage={2: "03_arguments", 3: "03_arguments"}, reason={2: "no", 3: "no"}
    )  # fmt: skip
    told = tell(universes, make_numbers(universes, "voices", [0.4, np.nan, np.nan, 0.5]))
    assert told[:2] == [
        "4 universes were laid out; 2 came to their end, 2 failed.",
        "Failed at 03_arguments: u002 and u003 (no).",
    ]


def test_an_own_specification_that_failed_or_lies_beside_the_grid_is_told():
    failed = make_universes(FOUR, status={1: "failed"}, stage={1: "03_arguments"}, reason={1: "no"})
    assert tell(failed)[-1] == "The study's own specification failed, so that nothing is concluded from it."
    beside = make_universes(FOUR, in_grid={1: False})
    assert tell(beside) == [
        "3 universes were laid out; 3 came to their end, 0 failed.",
        "The study's own specification is not in the grid: it was run beside it, is marked, and is not counted.",
    ]
