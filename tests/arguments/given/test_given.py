import textwrap

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as cases
from hypothesis import settings
from hypothesis import strategies as st

from retold.arguments.given.features import FEATURES, compare_pairs, stem, words_of
from retold.arguments.given.given import GivenArgument, read_given
from retold.arguments.given.scorer import FIRST, SECOND, read_scorer
from retold.arguments.given.statement_matching import compare_given, match_arguments, score_given
from retold.errors import CodebookError, ParameterError, TableError
from retold.tables import SCHEMAS, conform
from tests.conftest import ROOT

GIVEN = {
    "arguments": [
        {"label": "rain", "description": "Heavy rain floods the streets of the town"},
        {"label": "tax", "description": "Taxes on land are too high for farmers"},
        {"label": "wolves", "examples": ["wolves kill sheep", "the herds are not safe from wolves"]},
    ]
}
TEXTS = [
    "farmers cannot pay such high taxes on their land",
    "after the heavy rains every street was flooded",
    "the shepherd lost nine sheep to the wolves",
    "he plays the violin in a small orchestra",
    "",
]
EXPECTED = ["tax", "rain", "wolves", "none", "none"]


def frame(texts, article="a"):
    ids = [f"{article}:{n}" for n in range(1, len(texts) + 1)]
    return pd.DataFrame({"statement_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")})


def matched(table):
    return table[table["matched"]]["argument"].tolist()


def file_of(tmp_path, text):
    path = tmp_path / "arguments.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


# Reading


def test_arguments_are_read_from_a_file_in_its_order(tmp_path):
    path = file_of(
        tmp_path,
        """\
        title: what is said about the weather
        arguments:
          - label: rain
            description: >
              It rains
              too much.
            examples: [rain again, "  ", more rain]
          - label: wind
            examples: the wind is strong
        """,
    )
    assert read_given(path) == (
        GivenArgument("rain", "It rains too much.", ("rain again", "more rain")),
        GivenArgument("wind", "", ("the wind is strong",)),
    )


BROKEN = [
    ("", "is empty", "arguments.yaml"),
    ("# nothing\n", "is empty", "arguments.yaml"),
    ("- label: rain\n", "no key `arguments`", "arguments.yaml"),
    ("arguments:\n", "no given arguments", "arguments.yaml"),
    ("arguments: []\n", "no given arguments", "arguments.yaml"),
    ("argument:\n - label: a\n", "did you mean 'arguments'", "arguments.yaml"),
    ("arguments:\n  rain: it rains\n", "should be a list", "line 2"),
    ("arguments:\n  - rain\n", "should be a mapping", "line 2"),
    ("arguments:\n  - label: a\n    description: it rains\n  - description: b c\n", "no label", "line 4"),
    ("arguments:\n  - label: a\n    descripton: it rains\n", "did you mean 'description'", "line 2"),
    ("arguments:\n  - label: a\n", "neither a description nor examples", "line 2"),
    (
        "arguments:\n  - label: a\n    description: '?!'\n    examples: ['']\n",
        "neither a description",
        "line 2",
    ),
    ("arguments:\n  - label: None\n    description: b c\n", "cannot be called", "line 2"),
    ("arguments:\n  - label: a\n    description: {b: c}\n", "should be text", "line 2"),
    ("arguments:\n  - label: a\n    examples: {b: c}\n", "should be a list", "line 2"),
    ("arguments:\n  - label: a\n    examples: [b: c]\n", "should be text", "line 2"),
    (
        "arguments:\n  - label: a\n    description: b\n    label: c\n",
        "key 'label' stands twice",
        "lines 2 and 4",
    ),
    (
        "arguments:\n  - label: a\n    description: b\n  - label: A\n    description: c\n",
        "label 'A' stands twice",
        "lines 2 and 4",
    ),
    ("arguments:\n  - label: a\n   description: b\n", "not valid YAML", "line 3"),
]


@pytest.mark.parametrize(("text", "message", "where"), BROKEN)
def test_a_broken_file_says_what_and_where(tmp_path, text, message, where):
    with pytest.raises(CodebookError) as caught:
        read_given(file_of(tmp_path, text))
    assert message in str(caught.value)
    assert where in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CodebookError, match="no file of given arguments"):
        read_given(tmp_path / "nowhere.yaml")
    with pytest.raises(CodebookError, match="folder"):
        read_given(tmp_path)


# Matching


def test_statements_get_the_argument_that_they_make_or_none():
    table = match_arguments(frame(TEXTS), GIVEN)
    assert matched(table) == EXPECTED
    assert len(table) == len(TEXTS) * (len(GIVEN["arguments"]) + 1)
    assert list(table.columns) == SCHEMAS["argument_matches"].columns
    assert table["score"].between(0, 1).all()


def test_none_scores_what_the_best_argument_leaves():
    table = match_arguments(frame(TEXTS), GIVEN)
    none = table[table["argument"] == "none"].set_index("statement_id")["score"]
    best = table[table["rank"] == 1].set_index("statement_id")["score"]
    np.testing.assert_allclose(none + best[none.index], 1, atol=2e-6)
    assert none["a:5"] == 1


def test_matches_alone_are_the_matched_rows_of_all():
    every, some = (match_arguments(frame(TEXTS), GIVEN, rows=rows) for rows in ("all", "matched"))
    pd.testing.assert_frame_equal(every[every["matched"]].reset_index(drop=True), some)


@pytest.mark.parametrize(("threshold", "names"), [(0.0, ["tax", "rain", "wolves"]), (1.0, ["none"] * 3)])
def test_threshold_decides_who_is_none(threshold, names):
    assert matched(match_arguments(frame(TEXTS[:3]), GIVEN, threshold=threshold)) == names


def test_a_statement_may_make_several_arguments_if_asked():
    text = "heavy rain flooded the streets and the wolves killed the sheep"
    one, more = (match_arguments(frame([text, *TEXTS]), GIVEN, several=s) for s in (False, True))
    assert len(matched(one[one["statement_id"] == "a:1"])) == 1
    assert set(matched(more[more["statement_id"] == "a:1"])) == {"rain", "wolves"}


def test_order_of_statements_does_not_matter():
    rows = frame(TEXTS * 3)
    one, two = match_arguments(rows, GIVEN), match_arguments(rows.iloc[::-1], GIVEN)
    pd.testing.assert_frame_equal(one, two)


def test_order_of_arguments_does_not_matter():
    turned = {"arguments": GIVEN["arguments"][::-1]}
    one, two = match_arguments(frame(TEXTS), GIVEN), match_arguments(frame(TEXTS), turned)
    keys = ["statement_id", "argument"]
    one, two = (table.sort_values(keys, ignore_index=True) for table in (one, two))
    np.testing.assert_allclose(one["score"], two["score"], atol=1e-6)
    assert one["matched"].tolist() == two["matched"].tolist()


def test_blocks_do_not_change_scores(monkeypatch):
    whole = match_arguments(frame(TEXTS * 4), GIVEN)
    monkeypatch.setattr("retold.arguments.given.features.BLOCK_PAIRS", 7)
    pd.testing.assert_frame_equal(match_arguments(frame(TEXTS * 4), GIVEN), whole)


def test_examples_help_to_find_other_words():
    plain = {
        "arguments": [
            {"label": "wolves", "description": "Predators endanger livestock"},
            *GIVEN["arguments"][:2],
        ]
    }
    shown = {
        "arguments": [
            {**plain["arguments"][0], "examples": ["wolves killed two sheep"]},
            *GIVEN["arguments"][:2],
        ]
    }
    before, after = (
        match_arguments(frame(TEXTS), given).set_index(["statement_id", "argument"])["score"]
        for given in (plain, shown)
    )
    assert after["a:3", "wolves"] > before["a:3", "wolves"]


DEGENERATE = [
    [],
    [""],
    ["", "…", "—"],
    ["the of and"],
    ["rain"],
    ["heavy rain"] * 20,
    ["дождь идёт весь день"],
]


@pytest.mark.parametrize("texts", DEGENERATE)
@pytest.mark.parametrize("count", [1, 3])
def test_degenerate_statements_give_finite_tables(texts, count):
    table = match_arguments(frame(texts), {"arguments": GIVEN["arguments"][:count]})
    assert len(table) == len(texts) * (count + 1)
    assert table["score"].between(0, 1).all()
    assert conform(table, "argument_matches").equals(table)
    if not any(words_of(text) for text in texts):
        assert matched(table) == ["none"] * len(texts)


def test_a_missing_text_is_an_empty_one():
    rows = frame(TEXTS[:2]).assign(text=[TEXTS[0], None])
    assert matched(match_arguments(rows, GIVEN)) == ["tax", "none"]


@settings(max_examples=15)
@cases(st.lists(st.text(alphabet="abrainty '’-.é7", max_size=30), min_size=1, max_size=8))
def test_every_statement_is_matched_exactly_once(texts):
    table = match_arguments(frame(texts), GIVEN, rows="matched")
    assert table["statement_id"].tolist() == frame(texts)["statement_id"].tolist()
    assert table["score"].between(0, 1).all()


def test_where_nothing_is_given_nothing_is_matched(tmp_path):
    assert read_given(tmp_path / "arguments.yaml", missing_ok=True) == ()
    assert match_arguments(frame(TEXTS), ()).empty


def test_wrong_parameters_are_refused():
    with pytest.raises(ParameterError, match="out of range"):
        match_arguments(frame(TEXTS), GIVEN, threshold=1.5)
    with pytest.raises(ParameterError, match="out of range"):
        match_arguments(frame(TEXTS), GIVEN, threshold=float("nan"))
    with pytest.raises(ParameterError, match="did you mean 'matched'"):
        match_arguments(frame(TEXTS), GIVEN, rows="match")
    with pytest.raises(TableError, match="lacks the column 'text'"):
        match_arguments(frame(TEXTS).drop(columns="text"), GIVEN)
    with pytest.raises(TableError, match="stands twice"):
        match_arguments(pd.concat([frame(TEXTS), frame(TEXTS)]), GIVEN)


# Measures


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nations", "nation"),
        ("protected", "protect"),
        ("sing", "sing"),
        ("bus", "bus"),
        ("дожди", "дожди"),
        ("", ""),
    ],
)
def test_stems(word, expected):
    assert stem(word) == expected


def test_same_text_is_likest_itself():
    texts = [argument["description"] for argument in GIVEN["arguments"][:2]]
    features = compare_pairs(texts, texts, [0, 1]).features
    for name in ("stems", "runs", "meaning", "meaning_rare", "covered", "covering", "runs_covered"):
        values = features[:, :, FEATURES.index(name)]
        np.testing.assert_allclose(np.diag(values), 1, atol=1e-5)
        assert (values <= 1 + 1e-5).all()
        assert (np.diag(values) > values[[0, 1], [1, 0]]).all()


def test_an_argument_takes_its_likest_text():
    texts = ["taxes are high", "wolves kill sheep", "rain floods streets"]
    apart = compare_pairs(["wolves kill many sheep"], texts, [0, 1, 2]).features
    joined = compare_pairs(["wolves kill many sheep"], texts, [0, 0, 1]).features
    at = FEATURES.index("stems")
    assert joined.shape[1] == 2
    assert joined[0, 0, at] == apart[0, :2, at].max()


def test_weights_are_small_and_name_every_measure():
    scorer = read_scorer()
    assert len(scorer.first) == len(FIRST)
    assert len(scorer.second) == len(SECOND)
    assert 0 < scorer.threshold < 1


# Found and given


def tables(found, given):
    ids = [f"a:{n}" for n in range(len(found))]
    arguments = pd.DataFrame({"statement_id": ids, "argument": found})
    matches = pd.DataFrame({"statement_id": ids, "argument": given, "score": 0.9, "matched": True})
    return arguments, matches


def test_found_and_given_stand_in_one_table():
    table = compare_given(*tables(["A1", "A1", "A1", "none"], ["rain", "rain", "tax", "none"]))
    assert table.to_numpy().tolist() == [
        ["A1", "rain", 2, 0.666667, 1.0],
        ["A1", "tax", 1, 0.333333, 1.0],
        ["none", "none", 1, 1.0, 1.0],
    ]


def test_of_several_matches_the_best_is_counted():
    arguments, matches = tables(["A1"], ["rain"])
    more = pd.concat(
        [matches, matches.assign(argument="tax", score=0.95), matches.assign(argument="sun", matched=False)]
    )
    assert compare_given(arguments, more)["given"].tolist() == ["tax"]


SCORES = [
    (["A1", "A1", "A2"], ["x", "x", "y"], 1.0, 1.0),
    (["A1", "A1", "A1", "A1"], ["x", "x", "y", "y"], 0.0, 2 / 3),
    (["none", "none"], ["none", "none"], 1.0, 1.0),
    (["none", "none"], ["x", "x"], 0.0, 2 / 3),
    (["A1"], ["none"], 1.0, 1.0),
]


@pytest.mark.parametrize(("found", "given", "v_measure", "b_cubed"), SCORES)
def test_scores_of_known_comparisons(found, given, v_measure, b_cubed):
    scores = score_given(compare_given(*tables(found, given))).set_index("measure")["value"]
    assert scores["V-measure"] == pytest.approx(v_measure, abs=1e-4)
    assert scores["B-cubed F1"] == pytest.approx(b_cubed, abs=1e-4)


def test_nothing_to_compare_gives_empty_tables():
    empty = compare_given(*tables([], []))
    assert list(empty.columns) == SCHEMAS["argument_given"].columns
    assert empty.empty
    assert score_given(empty).empty
    with pytest.raises(TableError, match="lacks the column 'argument'"):
        compare_given(pd.DataFrame({"statement_id": []}), tables([], [])[1])


# Measure of the benchmark


def test_shared_task_measure_is_as_defined(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from argument_matching import Debate, decisions, measure

    # Four statements and two key points of one stance; the surest half are the first two statements.
    labels = np.array([[1, 0], [0, np.nan], [0, 1], [0, 0]], dtype=float)
    scores = np.array([[0.9, 0.1], [0.2, 0.95], [0.1, 0.5], [0.4, 0.3]])
    debate = Debate("weather", list("abcd"), list("xy"), np.ones(4), np.ones(2), labels)
    found = measure([debate], [scores])
    # Precision of the list, times the share of it that matches.
    assert found["best half strict"] == pytest.approx(1 / 2)
    assert found["shared task strict"] == pytest.approx(1 / 2 * 1 / 2)
    assert found["best half relaxed"] == found["shared task relaxed"] == 1
    assert found["key point strict"] == pytest.approx((1 + 1 / 2) / 2)
    assert decisions([debate], [scores], 0.45) == (1, 1, 1)
    assert decisions([debate], [scores], 0.4)[0] == pytest.approx(2 / 3)
