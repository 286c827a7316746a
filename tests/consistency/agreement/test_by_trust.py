"""Agreement on all groups, on trusted ones, and on given arguments; and that `trusted` is one rule in one place."""

import ast

import numpy as np
import pandas as pd
import pytest

from retold.consistency.agreement.agreement import agreement_sentences, measure_agreement
from retold.consistency.agreement.by_trust import (
    agreement_by_trust,
    set_beside,
    shared_groups,
    trust_sentences,
)
from retold.errors import TableError
from retold.figures.agreement import draw_agreement
from retold.showing import agreement_on
from retold.tables import trusted_groups
from tests.conftest import ROOT
from tests.consistency.agreement.cases import bits, coverage

ROWS = bits("1101", "1100", "0111")
COVERAGE = coverage(*ROWS)
NAMES = sorted(COVERAGE["argument"].unique())
GIVEN = coverage(*bits("11", "11", "10"))


def labels(*trusted, names=NAMES):
    return pd.DataFrame({"argument": names, "trusted": [name in trusted for name in names]})


def measured(trusted, given=GIVEN, **options):
    return agreement_by_trust(COVERAGE, labels(*trusted), given, seed=3, replicates=50, **options)


def value(table, by, measure="percent_agreement", column="value"):
    return table[(table["by"] == by) & (table["measure"] == measure)][column].item()


def test_each_kind_is_measured_on_its_own_arguments():
    table = measured(NAMES[:2])
    assert table["by"].drop_duplicates().tolist() == ["all", "given", "trusted"]
    own = COVERAGE[COVERAGE["argument"].isin(NAMES[:2])]
    for by, part in (("all", COVERAGE), ("trusted", own), ("given", GIVEN)):
        alone = measure_agreement(part, seed=3, replicates=50).set_index("measure")
        rows = table[table["by"] == by].set_index("measure")
        for column in ("value", "low", "high", "n", "p"):
            pd.testing.assert_series_equal(rows[column], alone[column].reindex(rows.index))
    assert value(table, "all") != value(table, "trusted")


def test_articles_without_a_trusted_argument_still_count():
    table = measured([NAMES[3]])
    assert value(table, "trusted", "articles") == value(table, "all", "articles") == 3


@pytest.mark.parametrize("trusted", [[], NAMES])
def test_where_no_group_or_every_group_is_trusted(trusted):
    table = measured(trusted, given=GIVEN.iloc[:0])
    assert set(table["by"]) == {"all", "trusted"}
    if trusted:
        assert value(table, "trusted") == value(table, "all")
    else:
        assert np.isnan(value(table, "trusted"))
        assert value(table, "trusted", column="note") == "not defined: no article reports an argument"


def test_what_of_several_kinds_is_said_and_drawn_is_of_all_groups():
    table, alone = measured(NAMES[:2]), measure_agreement(COVERAGE, seed=3, replicates=50)
    assert agreement_sentences(table) == agreement_sentences(alone)
    ticks = [
        [text.get_text() for text in draw_agreement.__wrapped__(own).figure.axes[0].get_yticklabels()]
        for own in (table, alone)
    ]
    assert ticks[0] == ticks[1]


def test_occasions_are_kept_apart_in_each_kind():
    names = sorted(COVERAGE["article_id"].unique())
    articles = pd.DataFrame({"article_id": names, "occasion": ["x", "x", "y"], "characters": 10})
    table = measured(NAMES[:2], articles=articles)
    assert set(table[table["by"] == "trusted"]["occasion"]) == {"*", "x"}


def test_a_table_without_the_column_is_of_all_groups():
    old = measure_agreement(COVERAGE, seed=3, replicates=50)
    assert len(agreement_on(old)) == len(agreement_on(old.drop(columns="by"))) == len(old)
    assert agreement_on(old, "trusted").empty
    assert agreement_on(old.drop(columns="by"), "given").empty


def test_side_by_side_every_measure_has_a_cell_of_each_kind():
    table = set_beside(measured(NAMES[:2]))
    assert list(table.columns) == ["all groups", "trusted groups", "given arguments"]
    assert table.at["articles", "trusted groups"] == "3.00"
    assert set_beside(measured([], given=GIVEN.iloc[:0])).at["jaccard", "trusted groups"] == "–"


@pytest.mark.parametrize(
    ("trusted", "articles", "said"),
    [
        ([], "aabb", ["0 of 2 shared groups are trusted: agreement on all groups rests on suggestions."]),
        (
            ["k1"],
            "aabb",
            ["1 of 2 shared groups are trusted: agreement on all groups rests on suggestions in part."],
        ),
        (
            ["k1", "k2"],
            "aabb",
            ["2 of 2 shared groups are trusted: agreement rests on groups that come back."],
        ),
        # Trusted, and in one article alone: nothing is shared.
        (["k1"], "aaaa", []),
    ],
)
def test_how_many_shared_groups_are_trusted(trusted, articles, said):
    arguments = pd.DataFrame({"article_id": list(articles), "argument": ["k1", "k2", "k1", "k2"]})
    assert trust_sentences(labels(*trusted, names=["k1", "k2"]), arguments) == said


def test_what_stays_alone_is_no_shared_group():
    arguments = pd.DataFrame({"article_id": ["a", "b"], "argument": "none"})
    assert not shared_groups(arguments, ["k1"])


def test_a_group_of_which_trust_is_not_known_is_not_trusted():
    table = pd.DataFrame(
        {"argument": ["k1", "k2", "k3"], "trusted": pd.array([True, None, False], dtype="boolean")}
    )
    assert trusted_groups(table) == {"k1"}
    with pytest.raises(TableError, match="trusted"):
        agreement_by_trust(COVERAGE, labels().drop(columns="trusted"), GIVEN, seed=1)


def comparisons(name):
    """Return the modules in which something is compared with a name."""
    found = set()
    for file in (ROOT / "src" / "retold").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            words = [
                getattr(part, "id", getattr(part, "value", None)) for side in sides for part in ast.walk(side)
            ]
            if name in words:
                found.add(file.relative_to(ROOT / "src" / "retold").as_posix())
    return found


@pytest.mark.parametrize("name", ["STABLE", "stability"])
def test_what_is_trusted_is_decided_in_one_place(name):
    assert comparisons(name) == {"arguments/grouping/group.py"}
