"""Saving: a figure of tables is entered, drawn in its style, told by its edition, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure

from retold.errors import ParameterError, ResultsError
from retold.figures.drawing.drawn import Drawn
from retold.figures.drawing.frame import frame_figure
from retold.figures.drawing.png import read_title
from retold.figures.drawing.save import (
    FIGURES,
    NO_METADATA,
    Picture,
    edition_note,
    figure,
    frame,
    save_figure,
)
from retold.figures.drawing.style import MM, WIDTHS, new_figure, style
from retold.tables import empty_table, write_table
from retold.vocabulary import FIGURE_FORMATS

CAPTION = "Words and statements."


@pytest.fixture
def drawing(monkeypatch):
    """A figure of two tables that is taken out again, and the tables that it was drawn from."""
    monkeypatch.setattr("retold.figures.drawing.save.FIGURES", {})
    seen = []

    @figure("small", tables=["statements", "masked"], caption=CAPTION)
    def draw_small(statements, masked):
        """Draw nearly nothing."""
        seen.append((len(statements), len(masked)))
        drawn = new_figure(30)
        drawn.add_subplot().plot([0, 1], [1, 0])
        numbers = pd.DataFrame({"x": [0, 1], "share": [1.0, 0.1 + 0.2], "text": ["=1", "b"]})
        return Drawn(drawn, "It goes down", numbers, "n = 2 dots")

    return draw_small, seen


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "out"
    articles = empty_table("articles").reindex([0, 1])
    write_table(articles.assign(article_id=["a", "b"], edition="original"), "articles", folder)
    write_table(empty_table("statements"), "statements", folder)
    masked = pd.DataFrame({"article_id": ["a"], "start": 0, "end": 1, "reason": "form", "text": "x"})
    write_table(masked, "masked", folder)
    return folder


def test_a_drawing_knows_itself_and_reads_its_tables(drawing, results):
    draw, seen = drawing
    assert draw.tables == ("statements", "masked")
    assert draw.caption == CAPTION
    assert (draw.__name__, draw.__doc__) == ("draw_small", "Draw nearly nothing.")
    picture = draw(results)
    assert seen == [(0, 1)]
    assert picture.name == "small"
    assert picture.caption == "Words and statements. Text: original edition, 2 articles."
    assert picture.files == (results / "figures" / "small.png",)
    assert repr(picture) == "figure 'small': Words and statements. Text: original edition, 2 articles."
    assert sorted(path.name for path in (results / "figures").iterdir()) == ["small.csv", "small.png"]
    assert read_title(picture.files[0]) == "It goes down"
    every = draw(results, formats=FIGURE_FORMATS)
    assert every.files == tuple(results / "figures" / f"small.{form}" for form in FIGURE_FORMATS)
    # As tables are: rounded, and no cell is a formula.
    assert picture.numbers == results / "figures" / "small.csv"
    assert picture.numbers.read_bytes() == b"x,share,text\n0,1.0,'=1\n1,0.3,b\n"


def test_a_figure_is_entered_under_its_name(monkeypatch):
    before = dict(FIGURES)
    draw = figure("tiny", tables=[], caption="Nothing.")(lambda: Drawn(new_figure(10), "Nothing"))
    assert FIGURES.pop("tiny") is draw
    assert before == FIGURES


@pytest.mark.parametrize(
    ("formats", "shown"), [(["png"], True), (["svg", "png"], True), (["pdf"], False), ([], False)]
)
def test_only_the_formats_that_are_wanted_and_the_png_is_shown(drawing, results, tmp_path, formats, shown):
    picture = drawing[0](results, formats=formats, folder=tmp_path / "there")
    assert [file.name for file in picture.files] == [f"small.{form}" for form in formats]
    assert not (results / "figures").exists()
    content = (tmp_path / "there" / "small.png").read_bytes() if shown else None
    assert picture._repr_png_() == content


@pytest.mark.parametrize("width", ["single", "double"])
def test_the_width_is_that_of_a_column(drawing, results, width):
    picture = drawing[0](results, formats=["svg"], width=width)
    root = ElementTree.parse(picture.files[0]).getroot()
    assert float(root.get("width").removesuffix("pt")) / 72 == pytest.approx(WIDTHS[width], abs=1e-3)
    # 30 mm of picture, and what its title takes.
    assert 35 * MM < float(root.get("height").removesuffix("pt")) / 72 < 40 * MM


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": ["pgn"]}, r"^there is no format 'pgn'\n  where: figure\n  to do: did you mean 'png'\?"),
        ({"formats": ["png", "gif"]}, "^there is no format 'gif'\n(.|\n)*known are: pdf, png, svg"),
        (
            {"width": "singel"},
            r"^there is no width 'singel'\n  where: figure\n  to do: did you mean 'single'\?",
        ),
        ({"width": "89"}, "^there is no width '89'\n(.|\n)*known are: double, single"),
    ],
)
def test_unknown_options_are_refused(drawing, results, options, message):
    draw, seen = drawing
    with pytest.raises(ParameterError, match=message):
        draw(results, **options)
    assert seen == []
    assert not (results / "figures").exists()


@pytest.mark.parametrize("table", ["statements", "articles"])
def test_a_missing_table_is_named(drawing, results, table):
    (results / "tables" / f"{table}.csv").unlink()
    with pytest.raises(ResultsError, match=f"'{table}' has not been written"):
        drawing[0](results)
    assert not (results / "figures").exists()


def test_a_figure_that_cannot_be_written_leaves_nothing(drawing, results):
    (results / "figures").write_text("in the way")
    with pytest.raises(ResultsError, match="'small' cannot be written"):
        drawing[0](results)
    assert sorted(file.name for file in results.iterdir()) == ["figures", "tables"]


@pytest.mark.parametrize(
    ("editions", "note"),
    [
        ([], "Text: unnamed edition, 0 articles."),
        ([""], "Text: unnamed edition, 1 article."),
        (["original"] * 2, "Text: original edition, 2 articles."),
        (["paraphrase", "original", ""], "Text: original and paraphrase edition, 3 articles."),
    ],
)
def test_the_edition_is_said(editions, note):
    articles = pd.DataFrame({"edition": pd.Series(editions, dtype=str)})
    assert edition_note(articles) == note
    with style():
        drawn = Drawn(new_figure(20), "What it shows", basis="n = 2")
        frame(drawn, articles)
    assert drawn.figure.get_supxlabel() == f"n = 2. {note}"
    assert "What it shows" in [text.get_text() for text in drawn.figure.texts]


def test_the_same_figure_gives_the_same_files_without_clock_or_software(tmp_path: Path):
    def saved(folder):
        with style():
            drawn = new_figure(20)
            drawn.add_subplot().plot([1, 2])
            return [file.read_bytes() for file in save_figure(drawn, "a", tmp_path / folder)]

    one, two = saved("one"), saved("two")
    assert one == two
    assert [content[:4] for content in one] == [b"<?xm", b"%PDF", b"\x89PNG"]
    assert not any(
        word in content for content in one for word in (b"Date>", b"CreationDate", b"atplotlib.org")
    )
    assert {value for each in NO_METADATA.values() for value in each.values()} == {None}


def test_a_picture_without_files_shows_nothing():
    assert Picture("a", "b", ())._repr_png_() is None


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_picture_is_drawn_once(by_hand, tmp_path, monkeypatch):
    draws, draw = [], Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda self, renderer: (draws.append(self), draw(self, renderer))[1])
    with style():
        drawn = new_figure(40, by_hand=by_hand)
        drawn.add_subplot().set_ylabel("ferries")
        frame_figure(drawn, "Two of three ferries sail", "n = 3")
        save_figure(drawn, "ferries", tmp_path, formats=["png"])
    assert draws == [drawn]
