"""The speaker over time: arguments by occasion, in the order of time; and what the other figures say of occasions."""

from pathlib import Path

import pandas as pd
import pytest

from retold.figures.consistency import OTHER_OCCASION
from retold.tables import SCHEMAS, empty_table, write_table
from retold.vocabulary import NOT_COMPARABLE
from tests.figures.cases import find_texts, make_tables, plot, write_study


def words(drawn):
    return [text.get_text() for text in find_texts(drawn)]


def trace(*rows):
    """Make a table of (argument, occasion, place, statements, state)."""
    table = pd.DataFrame(rows, columns=["argument", "occasion", "place", "statements", "state"])
    return table.assign(day="", articles=1, articles_with=table["statements"].clip(upper=1), exemplar="")


def study(folder: Path, **changed: pd.DataFrame) -> Path:
    return write_study(folder, make_tables(3) | changed)


def test_arguments_stand_in_the_order_of_their_first_report(tmp_path):
    table = trace(
        ("A1", "talk", 1, 0, "not yet reported"), ("A1", "visit", 2, 2, "first reported"),
        ("A2", "talk", 1, 3, "first reported"), ("A2", "visit", 2, 0, "no more reported"),
    )  # fmt: skip
    drawn = plot("occasions", study(tmp_path, argument_occasions=table))
    (axes,) = drawn.axes
    assert [label.get_text().split()[0] for label in axes.get_yticklabels()] == ["A2", "A1"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["talk", "visit"]
    assert {text.get_position(): text.get_text() for text in axes.texts} == {(0, 0.0): "3", (1, 1.0): "2"}


def test_a_gap_has_a_sign_and_what_is_over_has_none(tmp_path):
    table = trace(
        ("A1", "talk", 1, 1, "first reported"), ("A1", "visit", 2, 0, "not reported"),
        ("A1", "vote", 3, 1, "reported again"), ("A1", "walk", 4, 0, "no more reported"),
    )  # fmt: skip
    (axes,) = plot("occasions", study(tmp_path, argument_occasions=table)).axes
    assert [text.get_text() for text in axes.texts] == ["1", "·", "1"]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (empty_table("argument_occasions"), "No argument of the speaker"),
        (trace(("A1", "talk", 1, 1, "first reported")), "All articles report one occasion"),
    ],
)
def test_without_a_second_occasion_a_sentence_is_drawn(tmp_path, table, sentence):
    (axes,) = plot("occasions", study(tmp_path, argument_occasions=table)).axes
    assert axes.texts[0].get_text().replace("\n", " ").startswith(sentence)


def test_cells_of_other_occasions_say_so(tmp_path):
    tables = make_tables(3)
    coverage = tables["coverage"].assign(
        state=tables["coverage"]["state"].replace("silent", NOT_COMPARABLE), expected=float("nan")
    )
    drawn = plot("coverage", study(tmp_path, coverage=coverage))
    apart = int((coverage["state"] == NOT_COMPARABLE).sum())
    assert [text.get_text() for text in drawn.axes[0].texts].count(OTHER_OCCASION) == apart > 0
    assert any(NOT_COMPARABLE in text for text in words(drawn))
    assert not any("silent" in text for text in words(drawn))


def test_pairs_of_articles_of_other_occasions_say_so(tmp_path):
    pairs = make_tables(3)["article_pairs"].assign(note=["", NOT_COMPARABLE, NOT_COMPARABLE])
    drawn = plot("article_pairs", study(tmp_path, article_pairs=pairs))
    assert any(NOT_COMPARABLE in text for text in words(drawn))
    assert [text.get_text() for text in drawn.axes[0].texts].count(OTHER_OCCASION) == 2


def test_agreement_of_all_occasions_is_drawn_once(tmp_path):
    own = make_tables(3)["agreement"]
    several = pd.concat([own.assign(occasion=name) for name in ("*", "talk", "visit")])
    drawn = plot("agreement", study(tmp_path, agreement=several))
    assert len(drawn.axes[0].get_yticklabels()) == len(own)


def test_agreement_without_two_reports_of_one_occasion_is_a_sentence(tmp_path):
    own = make_tables(3)["agreement"].assign(occasion="*", value=float("nan"))
    (axes,) = plot("agreement", study(tmp_path, agreement=own)).axes
    assert "not comparable" in axes.texts[0].get_text()


def test_older_tables_need_no_occasions(tmp_path):
    table = make_tables(3)["statements"]
    assert not set(SCHEMAS["statements"].optional) & set(table.columns)
    write_table(table, "statements", tmp_path)
