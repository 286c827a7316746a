"""The checks of lesson 3: right, wrong and odd answers, and what is said to each."""

import pandas as pd
import pytest

from retold.teaching import agreement
from retold.teaching.answers import NotYetError
from retold.teaching.planted import read_key
from tests.teaching.odd_answers import NO_CHOICES, NO_NAMES, NO_NUMBERS, forms

DRIFT = {"p02": ["verbatim"], "p03": ["modality lost"], "p04": ["modality lost"], "p07": ["negation flipped"]}
VERDICTS = dict(
    enumerate(
        ["conflict", "compatible", "conflict", "not comparable", "compatible", "not comparable", "conflict", "compatible"], 1
    )
)  # fmt: skip
STATES = dict(
    enumerate(["silent", "reported", "silent", "not comparable", "contradicted", "contradicted"], 1)
)


@pytest.mark.parametrize(
    "pair", [["p01", "p02"], ("p02", "p01"), {"P01", "p02"}, pd.Series(["p02", "p01", "p01"])]
)
def test_two_that_are_one_witness(pair):
    assert "p01 and p02" in agreement.check_copied(pair)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ([], "named: 0"),
        (["p01"], "named: 1"),
        (["p01", "p02", "p03"], "named: 3"),
        (["p02", "p03"], "p02 and p03 are not the two"),
        (["p01", "p08"], "'p08' is no article"),
        ([1, 2], "1 is no article"),
        ("p01, p02", "should be a list"),
        *NO_NAMES,
    ],
)
def test_other_pairs_are_told(pair, said):
    with pytest.raises(NotYetError, match=said):
        agreement.check_copied(pair)


def test_versions_are_those_of_one_sentence():
    versions = agreement.list_versions()
    assert versions["article_id"].tolist() == ["p01", *DRIFT]
    assert versions["text"].str.contains("decide how high the lake stands").all()


def test_each_type_of_drift_is_explained():
    types = agreement.list_drift_types()
    key = {kind for types in read_key("wording")["types"] for kind in types.split(";")}
    assert set(types["type"]) == key


@pytest.mark.parametrize(
    "mine",
    [
        DRIFT,
        dict(reversed(DRIFT.items())),
        DRIFT | {"p02": "verbatim"},
        DRIFT | {"p03": ("Modality Lost",)},
        pd.Series(DRIFT),
    ],
)
def test_drift_as_in_the_key(mine):
    assert "all 4" in agreement.check_drift(mine)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (DRIFT | {"p03": ["tense"]}, "tense does not hold between p01 and p03.*\n.*draws water"),
        (DRIFT | {"p03": ["modality lost", "truncation"]}, "truncation does not hold"),
        (DRIFT | {"p02": []}, "p02: no type is given"),
        (DRIFT | {"p07": None}, "p07: no answer"),
        (DRIFT | {"p07": ["negated"]}, "p07: 'negated' is no type"),
        (DRIFT | {"p07": [1]}, "p07: 1 is no type"),
        ({"p02": ["verbatim"]}, "given for p03, p04, p07"),
        *NO_CHOICES,
    ],
)
def test_other_drift_is_told(mine, said):
    with pytest.raises(NotYetError, match=said):
        agreement.check_drift(mine)


def test_a_type_that_is_lacking_is_told_without_its_name(monkeypatch):
    monkeypatch.setattr(agreement, "_key_drift", lambda: {"p07": {"negation flipped", "modality lost"}})
    with pytest.raises(NotYetError, match="p07: a type is lacking") as told:
        agreement.check_drift({"p07": ["negation flipped"]})
    assert "modality" not in str(told.value)


def statements_of(versions):
    return versions.assign(statement_id=[f"{article}:1" for article in versions["article_id"]])


def wording_of(**drift):
    rows = [("p01:1", f"{article}:1", types) for article, types in drift.items()]
    return pd.DataFrame(rows, columns=["statement_a", "statement_b", "drift"])


@pytest.mark.parametrize("kind", [tuple, ";".join])
def test_drift_of_the_package_stands_beside_the_key(kind):
    wording = wording_of(
        **{article: kind(types) for article, types in (DRIFT | {"p04": ["tense", "splice"]}).items()}
    )
    compared = agreement.compare_drift(
        wording[wording["statement_b"] != "p07:1"], statements_of(agreement.list_versions())
    )
    assert compared["package"].to_dict() == {
        "p02": "verbatim",
        "p03": "modality lost",
        "p04": "splice; tense",
        "p07": "no pair",
    }
    assert compared["key"].to_dict() == {article: "; ".join(types) for article, types in DRIFT.items()}


def test_a_version_that_is_no_statement_has_no_pair():
    statements = statements_of(agreement.list_versions()).iloc[:2]
    assert agreement.compare_drift(wording_of(p02=("verbatim",)), statements)["package"].tolist() == [
        "verbatim", "no pair", "no pair", "no pair",
    ]  # fmt: skip


COMPARED = pd.DataFrame({"package": ["tense", "verbatim"], "key": ["tense", "splice"]}, index=["p02", "p03"])


@pytest.mark.parametrize("errors", [["p03"], {"P03"}, ("p03", "p03")])
def test_versions_on_which_the_package_errs(errors):
    assert "1 of 2" in agreement.check_drift_errors(errors, COMPARED)


def test_no_error_is_an_empty_list():
    assert "0 of 1" in agreement.check_drift_errors([], COMPARED.head(1))


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([], "not in the list: 1"),
        (["p02"], "agree on p02\n.*tense"),
        (["p04"], "'p04' is no article"),
        *NO_NAMES,
    ],
)
def test_other_versions_are_told(errors, said):
    with pytest.raises(NotYetError, match=said):
        agreement.check_drift_errors(errors, COMPARED)


def test_details_are_shown_without_their_verdict():
    table = agreement.list_details()
    assert table.index.tolist() == list(VERDICTS)
    assert not {"verdict", "reason"} & set(table.columns)
    assert table.loc[1, ["article_a", "day_a"]].tolist() == ["p01", "3\N{NO-BREAK SPACE}May"]
    assert "[some two hundred]" in table.loc[1, "a"]
    assert set(agreement.detail_articles()) == {*table["article_a"], *table["article_b"]}


@pytest.mark.parametrize("mine", [VERDICTS, pd.Series(VERDICTS), VERDICTS | {4: "Not-comparable"}])
def test_verdicts_as_in_the_key(mine):
    assert agreement.check_verdicts(mine) == "Right: 3 of 8 are conflicts."


def test_between_the_two_milder_verdicts_the_line_is_soft():
    told = agreement.check_verdicts(VERDICTS | {2: "not comparable", 6: "compatible"})
    assert "pair 2, 6 the key has the other" in told


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (VERDICTS | {2: "conflict"}, "pair 2, .*: it is no conflict\n.*three months"),
        (VERDICTS | {7: "compatible"}, "pair 7, .*: it is a conflict\n.*52 barges"),
        (VERDICTS | {1: "not comparable"}, "pair 1, .*: it is a conflict"),
        (VERDICTS | {8: None}, "8: no verdict"),
        (VERDICTS | {8: "agree"}, "8: 'agree' is no verdict"),
        (VERDICTS | {8: True}, "8: True is no verdict"),
        *NO_CHOICES,
    ],
)
def test_other_verdicts_are_told(mine, said):
    with pytest.raises(NotYetError, match=said):
        agreement.check_verdicts(mine)


def details_of(rows):
    """Return details at both places of the pairs that are sorted in class, the second one twice."""
    sides = [(f"{side}{n}", row[f"article_{side}"], row[f"start_{side}"], row[f"end_{side}"])
             for n, row in rows.iterrows() for side in "ab"]  # fmt: skip
    twice = [(f"{name}x", *rest) for name, *rest in sides if name[0] == "b"]
    return pd.DataFrame([*sides, *twice], columns=["detail_id", "article_id", "start", "end"])


@pytest.fixture
def judged():
    rows = agreement._detail_rows()
    conflicts = pd.DataFrame(
        [
            ("a1", "b1", "compatible"),
            ("a1", "b1x", "conflict"),
            ("b2", "a2", "compatible"),
            ("a7", "b7", "worth a look"),
        ],
        columns=["detail_a", "detail_b", "verdict"],
    )
    return agreement.compare_verdicts(conflicts, details_of(rows[rows.index != 8]))


def test_verdicts_of_the_package_stand_beside_the_key(judged):
    assert judged["package"].tolist() == [
        "conflict", "compatible", *["not compared"] * 4, "worth a look", "not compared",
    ]  # fmt: skip
    assert judged["key"].tolist() == list(VERDICTS.values())


@pytest.mark.parametrize("missed", forms([3, 7]))
def test_conflicts_that_the_package_misses(missed, judged):
    assert "2 of 3" in agreement.check_missed_conflicts(missed, judged)


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        ([], "not in the list: 2"),
        ([3], "not in the list: 1"),
        ([1, 3, 7], "pair 1 .*: the package finds it"),
        ([3, 4, 7], "pair 4 .*: the key says that it is none"),
        *NO_NUMBERS,
    ],
)
def test_other_pairs_than_the_missed_ones_are_told(missed, said, judged):
    with pytest.raises(NotYetError, match=said):
        agreement.check_missed_conflicts(missed, judged)


def test_questions_on_silence_do_not_hold_their_answers():
    assert agreement.list_silence().columns.tolist() == ["article_id", "occasion", "argument"]
    reports = agreement.list_reports().set_index(["argument", "occasion"])["articles"]
    assert reports["we_built_dam", "Dam speech, 2 May"] == "p02, p03"
    assert reports["nobody_thirsty", "Assembly, 14 May"] == "p08, p09"


def test_states_as_in_the_key():
    assert "all 6" in agreement.check_states(STATES)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (STATES | {1: "contradicted"}, "question 1: p01 is not contradicted"),
        (STATES | {4: "silent"}, "question 4: p09 is not silent"),
        (STATES | {3: "not comparable"}, "question 3: p09 and treaty_expired can be compared"),
        (STATES | {5: "reported"}, "question 5: p08 is not reported"),
        (STATES | {6: None}, "6: no state"),
        (STATES | {6: "denied"}, "6: 'denied' is no state"),
        *NO_CHOICES,
    ],
)
def test_other_states_are_told(mine, said):
    with pytest.raises(NotYetError, match=said):
        agreement.check_states(mine)
