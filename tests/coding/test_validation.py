"""The codebook against the majority of the coders."""

import numpy as np
import pandas as pd
import pytest

from retold.coding.validation import code_majority, sentences_with_hits, validate_majority
from retold.errors import ParameterError
from retold.tables import CODING_SCHEMAS, SCHEMAS, conform, empty_table
from tests.coding.cases import SENTENCES, THEMES, X, long


def test_majority_and_codebook_by_sentence():
    sentences = SENTENCES.iloc[:4]
    hits = pd.DataFrame(
        {
            "article_id": "a",
            "theme": ["water/rain", "water/rain", "talks"],
            "start": [0, 13, 27],
            "end": [4, 18, 32],
        }
    )
    np.testing.assert_array_equal(
        sentences_with_hits(hits, sentences.iloc[::-1], THEMES)[::-1],
        [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]],
    )
    codes = long({"A": [1, 0, 1, X], "B": [1, 0, 0, X]}, "water/rain")
    codes["unit"] = codes["unit"].map(lambda n: f"a:{int(n) + 1}")
    majority = code_majority(codes, hits, sentences, THEMES)
    assert majority[["unit", "majority", "found"]].values.tolist() == [
        ["a:1", "present", True],
        ["a:2", "absent", True],
        ["a:3", "undecided", False],
    ]
    row = validate_majority(majority, replicates=50).set_index("theme").loc["water/rain"]
    assert row[["n", "precision", "recall", "undecided", "coded", "found"]].tolist() == [2, 0.5, 1, 1, 1, 2]
    assert row["precision_low"] == 0
    assert row["precision_high"] == 1
    assert "fewer than 5 sentences found" in row["note"]


def test_codes_of_themes_that_are_names_have_no_majority():
    codes = long({"A": ["yes"]}, "talks").assign(unit="a:1")
    with pytest.raises(ParameterError, match="codes of themes are numbers, and this is 'yes'"):
        code_majority(codes, empty_table("theme_hits"), SENTENCES, THEMES)


def test_a_hit_between_sentences_is_in_none():
    hits = pd.DataFrame({"article_id": ["a", "a", "z"], "theme": "t", "start": [5, 2, 0]})
    sentences = pd.DataFrame({"article_id": "a", "start": [0, 7], "end": [5, 9]})
    assert sentences_with_hits(hits, sentences, ["t"]).tolist() == [[True], [False]]
    assert sentences_with_hits(hits.iloc[:0], sentences, ["t"]).tolist() == [[False], [False]]


@pytest.mark.parametrize(
    ("states", "found", "notes"),
    [
        (["present"] * 6, [False] * 6, ["precision not defined"]),
        (["absent"] * 6, [True] * 6, ["recall not defined"]),
        (
            ["absent"] * 6,
            [False] * 6,
            ["precision not defined", "recall not defined", "not defined: all codes"],
        ),
        (["undecided"] * 2, [True] * 2, ["not defined: no unit has two codes"]),
    ],
)
def test_scores_without_a_denominator_are_missing_and_said(states, found, notes):
    majority = pd.DataFrame(
        {"unit": [f"a:{n}" for n in range(len(states))], "theme": "t", "majority": states, "found": found}
    )
    row = validate_majority(majority, replicates=20).set_index("theme").loc["t"]
    for words in notes:
        assert words in row["note"]
    for score in ("precision", "recall"):
        assert np.isnan(row[score]) == (f"{score} not defined" in row["note"])


def test_empty_tables():
    assert (
        list(validate_majority(empty_table("coder_majority")).columns)
        == CODING_SCHEMAS["coder_validation"].columns
    )
    none = code_majority(long({"A": [X]}), empty_table("theme_hits"), SENTENCES, ["t"])
    assert list(none.columns) == CODING_SCHEMAS["coder_majority"].columns
    assert not set(CODING_SCHEMAS) & set(SCHEMAS)
    for name in CODING_SCHEMAS:
        assert conform(empty_table(name), name).empty
