"""Labels that a study gives to found groups: what names a group, what is joined, and what is refused."""

import pandas as pd
import pytest

from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.labels import label_arguments
from retold.arguments.grouping.renaming import MOST_LETTERS, check_labels, rename_groups
from retold.errors import ParameterError
from retold.tables import conform

TEXTS = [
    "heavy rain fell on the old town all night",
    "rain fell on the town again and again last night",
    "the new tax on land rose for all farmers",
    "all farmers must pay the “new tax” on land",
    "rain fell on the old town all night long",
    "dogs bark at the moon in the cold spring air",
]
STATEMENTS = pd.DataFrame(
    {
        "statement_id": [f"{'ab'[n % 2]}:{n + 1}" for n in range(6)],
        "article_id": [f"{'ab'[n % 2]}" for n in range(6)],
        "text": TEXTS,
    }
)
RAIN, TAX = "A1", "A2"


@pytest.fixture(scope="module")
def found():
    return group_arguments(STATEMENTS, replicates=20)


def labels_of(found, labels):
    groups = rename_groups(found, labels, STATEMENTS).groups
    return dict(zip(groups["argument"], groups["label"], strict=True))


ENTRIES = [
    ({}, {RAIN: "", TAX: ""}),
    ({"A2": "Taxes"}, {RAIN: "", TAX: "Taxes"}),
    ({"a:3": "Taxes"}, {RAIN: "", TAX: "Taxes"}),
    ({" b:4 ": "  Our \t taxes "}, {RAIN: "", TAX: "Our taxes"}),
    ({"new TAX on  land": "Taxes"}, {RAIN: "", TAX: "Taxes"}),
    ({'pay the "new tax"': "Taxes"}, {RAIN: "", TAX: "Taxes"}),
    ({"a:3": "Taxes", "A2": "taxes"}, {RAIN: "", TAX: "Taxes"}),  # named twice, alike
    ({"a:1": "Rain", "a:3": "Taxes"}, {RAIN: "Rain", TAX: "Taxes"}),
    ({"a:1": "<b>Rain</b> & $x$"}, {RAIN: "<b>Rain</b> & $x$", TAX: ""}),
    ({"b:6": "Dogs"}, {RAIN: "", TAX: ""}),  # stays alone
    ({"dogs bark at the moon": "Dogs"}, {RAIN: "", TAX: ""}),
    ({"a:1": "باران می\u200cبارد 👨\u200d👩"}, {RAIN: "باران می\u200cبارد 👨\u200d👩", TAX: ""}),
    ({"a:1": "one\ntwo"}, {RAIN: "one two", TAX: ""}),
    ({"a:1": "x" * MOST_LETTERS}, {RAIN: "x" * MOST_LETTERS, TAX: ""}),
]


@pytest.mark.parametrize(("labels", "named"), ENTRIES)
def test_an_entry_names_a_group(found, labels, named):
    assert labels_of(found, labels) == named


def test_a_clause_names_the_group_that_it_is_in():
    long = (
        "The new tax on land has risen for all farmers of the valley once more this year,"
        " and heavy rain will have fallen on the old town all night."
    )
    rows = STATEMENTS.assign(text=[long, *TEXTS[1:]])
    found = group_arguments(rows, replicates=5)
    units = found.units.set_index("unit_id")["argument"]
    assert units["a:1.1"] != units["a:1.2"]
    for entry, unit in (
        ("a:1.1", "a:1.1"),
        ("a:1.2", "a:1.2"),
        ("tax on land has risen for", "a:1.1"),
    ):
        groups = rename_groups(found, {entry: "This"}, rows).groups
        assert groups.loc[groups["label"] == "This", "argument"].tolist() == [units[unit]]


REFUSED = [
    ({"A7": "x"}, ["'A7' does not name a group", "A1, ", "A2, ", TEXTS[2]]),
    ({"a:99": "x"}, ["'a:99' does not name a group, nor a statement", "A1, "]),
    ({"": "x"}, ["the label 'x' is of no group"]),
    ({"words that nobody says": "x"}, ["no statement holds the words 'words that nobody says'", "A1, "]),
    ({"a:1": ""}, ["the label of 'a:1' is empty"]),
    ({"a:1": " \t"}, ["the label of 'a:1' is empty"]),
    ({"a:1": "x" * 300}, ["the label of 'a:1' has 300 characters", "at most 120"]),
    ({"a:1": "one\x1b[0mtwo"}, ["the label of 'a:1' holds '\\x1b'"]),
    ({"a:1": "a\u202eb"}, ["the label of 'a:1' holds '\\u202e'"]),
    ({"a:1": "Rain", "b:2": "Weather"}, ["A1 gets two labels: 'Rain' (by 'a:1') and 'Weather' (by 'b:2')"]),
    ({"A1": "Rain", "rain fell on the": "Weather"}, ["A1 gets two labels"]),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "said"), REFUSED, ids=[repr(labels)[:40] for labels, _ in REFUSED])
def test_what_names_no_group_is_refused_with_the_groups_at_hand(found, labels, said):
    with pytest.raises(ParameterError) as error:
        rename_groups(found, labels, STATEMENTS)
    for part in ["where: labels", *said]:
        assert part in str(error.value)


def test_words_of_two_groups_are_refused():
    rows = STATEMENTS.assign(text=[f"{text} as we all know" for text in TEXTS])
    found = group_arguments(rows, replicates=5)
    with pytest.raises(ParameterError, match="stand in the groups A1 and A2"):
        rename_groups(found, {"as we all know": "x"}, rows)


REMARKS = [
    ({"b:6": "Dogs"}, ["the label 'Dogs' is not given: 'b:6' is in no group of this run"]),
    ({"A1": "Rain"}, ["the label 'Rain' goes to the name 'A1'", "its statement 'a:5' stays"]),
    ({"a:1": "Rain"}, []),
]


@pytest.mark.parametrize(("labels", "said"), REMARKS)
def test_what_has_no_effect_or_may_not_last_is_remarked(found, labels, said):
    note = rename_groups(found, labels, STATEMENTS).note
    assert all(part in note for part in said)
    assert bool(note) == bool(said)


def test_a_statement_of_another_voice_is_remarked(found):
    more = pd.concat([STATEMENTS, pd.DataFrame({"statement_id": ["c:1"], "text": ["another man said this"]})])
    for entry in ("c:1", "another man said"):
        assert "in no group of this run" in rename_groups(found, {entry: "x"}, more).note


def test_groups_with_one_label_are_joined(found):
    joined = rename_groups(found, {"a:3": "All", "b:2": "all"}, STATEMENTS)
    old, new = found.groups.set_index("argument"), joined.groups.set_index("argument")
    assert new.index.tolist() == [RAIN]
    row = new.loc[RAIN]
    assert (row["label"], row["joined"]) == ("All", (RAIN, TAX))
    assert (row["statements"], row["articles"]) == (5, 2)
    assert row["exemplar"] == old.at[RAIN, "exemplar"]
    assert row["stability"] == old["stability"].min()
    assert row["null"] == old["null"].max()
    assert row["trusted"] == old["trusted"].all()
    assert row["silhouette"] == pytest.approx((3 * old["silhouette"][RAIN] + 2 * old["silhouette"][TAX]) / 5)
    assert row["together"] <= old["together"].min()
    assert set(row["depends"]) == set(old["depends"].sum())
    assert set(joined.arguments["argument"]) == {RAIN, "none"}
    for table in (joined.arguments, joined.units):
        assert table.loc[table["exemplar"], "statement_id"].tolist() == [row["exemplar"]]
    influence = joined.influence.set_index("left_out")
    assert influence["statements"].to_dict() == {"a": 2, "b": 3}
    assert joined.thresholds is found.thresholds


def test_a_joined_group_may_become_the_largest():
    rows = pd.DataFrame(
        {"statement_id": [f"a:{n}" for n in range(1, 8)], "text": [*TEXTS[:5], "taxes on land fell", "taxes on land fell"]}
    )  # fmt: skip
    rows["text"] = [
        *TEXTS[:5],
        "dogs bark at the cold moon every night",
        "dogs bark at the cold moon at night",
    ]
    found = group_arguments(rows, replicates=5)
    assert found.groups["argument"].tolist() == ["A1", "A2", "A3"]
    joined = rename_groups(found, {"A2": "Rest", "A3": "Rest"}, rows)
    assert joined.groups["argument"].tolist() == ["A2", "A1"]
    assert joined.groups["statements"].tolist() == [4, 3]


@pytest.mark.parametrize("labels", [{}, {"a:1": "Rain"}, {"a:1": "All", "a:3": "All"}])
def test_the_tables_carry_the_label(found, labels):
    named = rename_groups(found, labels, STATEMENTS)
    table = conform(label_arguments(named.arguments, named.groups, STATEMENTS), "argument_labels")
    table = table.set_index("argument")
    assert table["named"].to_dict() == {name: bool(label) for name, label in labels_of(found, labels).items()}
    assert table.at[RAIN, "label"] == labels.get("a:1", table.at[RAIN, "label"]) != ""
    assert table.at[RAIN, "joined"] == ((RAIN, TAX) if len(labels) == 2 else ())
    for name, own in (("arguments", named.arguments), ("argument_units", named.units)):
        assert len(conform(own, name))
    for name in ("sweep", "influence", "thresholds", "tree"):
        assert len(conform(getattr(named, name), f"argument_{name}"))


def test_where_no_group_was_found_there_is_none_to_be_named():
    few = STATEMENTS.head(2)
    found = rename_groups(group_arguments(few), {"A1": "Rain", "a:1": "Rain"}, few)
    assert found.groups.empty
    assert "'A1' is in no group of this run" in found.note


def test_labels_are_checked_without_any_group():
    check_labels({"A1": "Rain", "anything at all": "Rain"})
    with pytest.raises(ParameterError, match="is empty"):
        check_labels({"A1": "Rain", "A2": ""})
