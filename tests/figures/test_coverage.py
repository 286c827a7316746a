"""The figure of coverage: its order, its marks, and the arguments that the study lists before the groups that were found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.patches import Polygon

from retold.figures.coverage import list_lines
from retold.tables import read_table
from tests.figures.cases import list_arguments, make_drawn, make_tables, plot, read_words, write_study


def test_coverage_orders_and_marks(studies: dict[str, Path]) -> None:
    coverage = read_table("coverage", studies["three"])
    drawn = plot("coverage", studies["three"])
    rows = [label.get_text().split()[0] for label in drawn.axes[0].get_yticklabels()]
    assert sorted(rows) == sorted(coverage.loc[coverage["statements"] > 0, "argument"].unique())
    marked = [text.get_text() for text in drawn.axes[0].texts if "×" in text.get_text()]
    assert 0 < len(marked) == int((coverage["state"] == "contradicted").sum())


def test_arguments_of_the_same_articles_stand_together(tmp_path: Path) -> None:
    tables = make_tables(4)
    reported = {"A1": "11..", "A2": "..11", "A3": "11..", "A4": "..11", "A5": "111."}
    cells = [
        (a, k, int(row[at] == "1"))
        for k, row in reported.items()
        for at, a in enumerate(tables["articles"]["article_id"])
    ]
    tables["coverage"] = pd.DataFrame(cells, columns=["article_id", "argument", "statements"]).assign(
        state=["reported" if n else "silent" for _, _, n in cells],
        position=0.5,
        expected=0.5,
        voices="",
        last=0.5,
        denials=0,
    )
    drawn = plot("coverage", write_study(tmp_path, tables))
    rows = "".join(label.get_text().split()[0] for label in drawn.axes[0].get_yticklabels())
    assert "A1A3" in rows or "A3A1" in rows
    assert "A2A4" in rows or "A4A2" in rows
    assert rows.index("A5") in (0, 4)  # beside those that it is like, and not at the far end
    assert rows.startswith(("A5", "A1", "A3"))


def test_a_second_voice_has_a_corner_and_the_legend_names_all(studies: dict[str, Path]) -> None:
    coverage = read_table("coverage", studies["three"])
    carried = coverage[coverage["statements"] > 0]
    drawn = plot("coverage", studies["three"])
    corners = [patch for patch in drawn.axes[0].patches if isinstance(patch, Polygon)]
    assert len(corners) == int((carried["voices"].map(len) > 1).sum()) > 0
    assert {f"statements: {voice}" for voice in ("subject", "third party", "journalist")} <= set(
        read_words(drawn)
    )


def cells(reported: dict[str, int]) -> pd.DataFrame:
    """Return the coverage of arguments that are each in so many of three articles."""
    rows = [(f"a{at}", k, int(at < n)) for k, n in reported.items() for at in range(3)]
    return pd.DataFrame(rows, columns=["article_id", "argument", "statements"])


FOUND = cells({"A1": 3, "A2": 2, "A3": 1})
LABELS = pd.DataFrame({"argument": ["A1", "A2", "A3"], "label": "the dam is old"})


@pytest.mark.parametrize(
    ("listed", "met", "order"),
    [
        ({}, {}, "A1 A2 A3"),
        ({"x": 2}, {}, "x | A1 A2 A3"),
        ({"x": 2}, {"A3": "x"}, "x A3 | A1 A2"),
        ({"x": 3, "y": 3}, {"A3": "y", "A1": "y", "A2": "x"}, "x A2 | y A1 A3"),
        # No two groups meet z, which stands with its like; a listed argument that nobody reports is no row.
        ({"z": 3, "y": 3, "w": 0}, {"A3": "y", "A1": "w"}, "z | y A3 | A1 A2"),
        # A listed argument may be called as a found group is.
        ({"A1": 2}, {"A1": "A1"}, "A1 A1 | A2 A3"),
    ],
)
def test_listed_arguments_lead_each_above_the_groups_that_meet_it(
    listed: dict[str, int], met: dict[str, str], order: str
) -> None:
    compared = pd.DataFrame(list(met.items()), columns=["found", "given"]).assign(statements=1)
    lines = list_lines(FOUND, cells(listed), compared, LABELS)
    told = "".join(
        f"{' | ' if at and line.place > lines[at - 1].place + 1 else ' '}{line.argument}"
        for at, line in enumerate(lines)
    )
    assert told.strip() == order
    assert [line.argument for line in lines if line.by == "given"] == [
        name for name, n in listed.items() if n
    ]


def test_the_title_and_the_bold_names_are_of_listed_arguments(studies: dict[str, Path]) -> None:
    drawn = make_drawn("coverage", studies["twelve"])
    listed = read_table("coverage_given", studies["twelve"])
    bold = [x.get_text() for x in drawn.figure.axes[0].get_yticklabels() if x.get_fontweight() == "bold"]
    assert sorted(bold) == sorted(name.replace("_", " ") for name in listed["argument"].unique())
    assert drawn.title.startswith("“ferry claim ")
    assert " 5 listed arguments are in one alone" in drawn.title
    assert "statements of listed arguments" in drawn.basis
    numbers = drawn.numbers.query("by == 'given'")
    assert numbers["statements"].sum() == listed["statements"].sum() > 0
    assert (drawn.numbers.query("meets != ''")["by"] == "all").all()


def test_without_listed_arguments_nothing_is_said_of_them(studies: dict[str, Path]) -> None:
    drawn = make_drawn("coverage", studies["three"])
    assert "listed" not in " ".join([drawn.title, drawn.basis, *read_words(drawn.figure)])
    assert {x.get_fontweight() for x in drawn.figure.axes[0].get_yticklabels()} == {"normal"}


def test_of_many_the_listed_ones_are_kept(tmp_path: Path) -> None:
    tables = make_tables(4)
    tables |= list_arguments(tables, 38)
    drawn = make_drawn("coverage", write_study(tmp_path, tables))
    shown = drawn.numbers.drop_duplicates(["argument", "by"])["by"].value_counts()
    assert shown.to_dict() == {"given": 38, "all": 2}
    there = 38 + tables["arguments"].query("argument != 'none'")["argument"].nunique()
    words = " ".join(" ".join(read_words(drawn.figure)).split())
    assert f"first 40 of {there} arguments, those that the study lists first" in words
