"""The speaker over time: arguments by occasion, in the order of time; and what the other figures say of occasions."""

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from retold.figures.drawing.labels import MOST_ARGUMENTS, MOST_ARTICLES
from retold.figures.drawing.matrix import OTHER_OCCASION
from retold.figures.drawing.style import PALE
from retold.figures.occasions import AGAIN, FIRST, GAP, OCCASION_LETTERS
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
    assert [text.get_text() for text in axes.texts] == ["1", GAP, "1"]


@pytest.mark.parametrize(
    ("statements", "state", "face", "text"),
    [
        (2, "first reported", FIRST, "2"),
        (1, "reported again", AGAIN, "1"),
        (0, "not reported", PALE, GAP),
        (0, "not yet reported", "white", None),
        (0, "no more reported", "white", None),
    ],
)
def test_cells_have_the_colour_and_sign_of_their_state(tmp_path, statements, state, face, text):
    table = trace(("A1", "talk", 1, 1, "first reported"), ("A1", "visit", 2, statements, state))
    (axes,) = plot("occasions", study(tmp_path, argument_occasions=table)).axes
    faces = {patch.get_x() + 0.5: to_hex(patch.get_facecolor()) for patch in axes.patches}
    texts = {label.get_position()[0]: label.get_text() for label in axes.texts}
    assert (faces[1], texts.get(1)) == (to_hex(face), text)


def test_what_is_too_much_is_left_out_and_said(tmp_path):
    many = [f"A{k}" for k in range(1, MOST_ARGUMENTS + 3)]
    rows = [(name, "talk", 1, 1, "first reported") for name in many]
    rows += [(many[-1], f"visit {at}", at, 1, "reported again") for at in range(2, MOST_ARTICLES + 3)]
    (axes,) = plot("occasions", study(tmp_path, argument_occasions=trace(*rows))).axes
    shown = [label.get_text().split()[0] for label in axes.get_yticklabels()]
    assert len(shown) == MOST_ARGUMENTS
    assert many[-1] in shown  # reported on most occasions
    assert many[-2] not in shown
    assert len(axes.get_xticklabels()) == MOST_ARTICLES
    note = axes.get_xlabel().replace("\n", " ")
    assert str(len(many)) in note
    assert str(MOST_ARTICLES + 2) in note


def test_an_occasion_of_several_reports_says_how_many_and_a_long_name_is_cut(tmp_path):
    long = "The opening of the new bridge over the lower river, in the rain"
    table = trace(("A1", "talk", 1, 1, "first reported"), ("A1", long, 2, 1, "reported again"))
    table["articles"] = [1, 3]
    (axes,) = plot("occasions", study(tmp_path, argument_occasions=table)).axes
    talk, opening = (label.get_text() for label in axes.get_xticklabels())
    assert talk == "talk"
    assert opening.endswith(" (3)")
    assert len(opening.replace("\n", " ")) <= OCCASION_LETTERS + len(" (3)")


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
    # Once each, and what is a count or not defined stands below.
    names = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert sorted(names) == ["Jaccard", "Jaccard by source", "Krippendorff's alpha"]
    assert "not defined: Cohen's kappa" in " ".join(drawn.get_supxlabel().split())


def test_agreement_without_two_reports_of_one_occasion_is_a_sentence(tmp_path):
    own = make_tables(3)["agreement"].assign(occasion="*", value=float("nan"))
    (axes,) = plot("agreement", study(tmp_path, agreement=own)).axes
    assert "not comparable" in axes.texts[0].get_text()


def test_older_tables_need_no_occasions(tmp_path):
    table = make_tables(3)["statements"]
    assert not set(SCHEMAS["statements"].optional) & set(table.columns)
    write_table(table, "statements", tmp_path)
