"""What holds of every figure, of whatever study and at both widths: seen by laying it out and measuring what is in it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Annotation, Text

from retold.figures.drawing.style import MM, PAGE_HEIGHT, SMALLEST, WIDTHS
from retold.figures.drawing.svg import SVG
from retold.figures.registry import FIGURES
from retold.tables import read_table
from tests.figures.cases import find_texts, make_drawn, plot

STUDIES = ("empty", "one", "three", "twelve", "crowd", "odd")
EVERY = [(name, study, width) for name in FIGURES for study in STUDIES for width in WIDTHS]

# Millimetres by which boxes of two texts may run into each other: they hold the accents and tails that few letters have.
SLACK = 0.6

# What a page may be higher by than the figure was planned: the last lines of notes.
NOTES = 10.0


def boxes(drawn: object) -> tuple[list[str], np.ndarray]:
    """Return the texts of a figure and their places in millimetres: left, bottom, right, top."""
    texts = find_texts(drawn)  # type: ignore[arg-type]
    unit = MM * drawn.dpi  # type: ignore[attr-defined]
    # Of an annotation the words alone: its arrow may lead anywhere.
    found = [Text.get_window_extent(text).extents / unit for text in texts]
    return [text.get_text() for text in texts], np.array(found).reshape(-1, 4)


@pytest.mark.parametrize(("name", "study", "width"), EVERY)
def test_no_type_is_too_small_for_print(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    sizes = {text.get_text(): text.get_fontsize() for text in find_texts(plot(name, studies[study], width))}
    assert {words: size for words, size in sizes.items() if size < SMALLEST} == {}


@pytest.mark.parametrize(("name", "study", "width"), EVERY)
def test_no_text_runs_into_another(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    words, found = boxes(plot(name, studies[study], width))
    low = np.maximum(found[:, None, :2], found[None, :, :2])
    high = np.minimum(found[:, None, 2:], found[None, :, 2:])
    over = ((high - low) > SLACK).all(axis=2)
    pairs = [(words[i], words[j]) for i, j in np.argwhere(over) if i < j]
    assert pairs[:5] == []


@pytest.mark.parametrize(("name", "study", "width"), EVERY)
def test_no_text_leaves_the_figure(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies[study], width)
    words, found = boxes(drawn)
    right, top = drawn.get_figwidth() / MM, drawn.get_figheight() / MM
    out = (found[:, :2] < -SLACK).any(axis=1) | (found[:, 2] > right + SLACK) | (found[:, 3] > top + SLACK)
    assert [words[at] for at in np.flatnonzero(out)] == []


@pytest.mark.parametrize(("name", "study", "width"), EVERY)
def test_every_figure_fits_a_page(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    assert plot(name, studies[study], width).get_figheight() / MM <= PAGE_HEIGHT + NOTES


@pytest.mark.parametrize(("name", "study", "width"), EVERY)
def test_every_figure_says_what_it_shows(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = make_drawn(name, studies[study], width)
    # Without spaces: a name that is longer than a line is broken anywhere.
    words = ["".join(text.get_text().split()) for text in find_texts(drawn.figure)]
    assert drawn.title
    assert "nan" not in drawn.title.split()
    assert any("".join(drawn.title.split())[:30] in each for each in words)
    assert any("Text:" in each for each in words)
    # Numbers there are wherever there is a picture, and n with them.
    if not drawn.said:
        assert len(drawn.numbers)
        assert "n = " in drawn.basis


def shown(column: str, numbers: pd.DataFrame) -> set[str]:
    return set(numbers[column]) - {"*", "none"}


# A figure, what of it may be too much, and the table that has all of it.
COUNTED = [
    ("voices", "article_id", "statements"),
    ("reading", "article_id", "statements"),
    ("theme_articles", "article_id", "theme_frequencies"),
    ("theme_keyness", "article_id", "theme_keyness"),
    ("coverage", "article_id", "coverage"),
    ("coverage", "argument", "arguments"),
    ("occasions", "occasion", "argument_occasions"),
    ("occasions", "argument", "argument_occasions"),
    ("argument_groups", "argument", "argument_labels"),
    ("argument_exemplars", "argument", "argument_labels"),
    ("argument_map", "statement_id", "arguments"),
    ("influence", "left_out", "influence"),
    ("details", "article_id", "details"),
    ("reuse", "article_a", "reuse"),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("study", ["twelve", "crowd"])
@pytest.mark.parametrize(("name", "column", "table"), COUNTED)
def test_what_is_left_out_is_said(
    name: str, column: str, table: str, study: str, width: str, studies: dict[str, Path]
) -> None:
    drawn = make_drawn(name, studies[study], width)
    there = shown(column, read_table(table, studies[study]))
    words = " ".join(" ".join(text.get_text() for text in find_texts(drawn.figure)).split())
    left_out = len(there - shown(column, drawn.numbers))
    said = re.search(r"first [\d,]+ of [\d,]+|\d+ of \d+ |not placed: \d+|the other \d+", words)
    assert not left_out or said, f"{left_out} of {len(there)}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("study", ["three", "twelve", "crowd"])
def test_labels_of_the_map_hide_no_point(study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot("argument_map", studies[study], width)
    (axes,) = drawn.axes
    places = np.concatenate([line.get_xydata() for line in axes.lines if line.get_linestyle() == "None"])
    dots = axes.transData.transform(places)
    labels = [text for text in axes.texts if isinstance(text, Annotation)]
    assert labels
    for label in labels:
        box = Text.get_window_extent(label)
        hidden = (dots > [box.x0, box.y0]).all(axis=1) & (dots < [box.x1, box.y1]).all(axis=1)
        assert not hidden.any(), label.get_text()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("study", ["three", "odd"])
@pytest.mark.parametrize("name", sorted(FIGURES))
def test_text_is_text_in_an_svg(
    name: str, study: str, width: str, studies: dict[str, Path], tmp_path: Path
) -> None:
    picture = FIGURES[name](studies[study], formats=["svg"], width=width, folder=tmp_path)
    (file,) = picture.files
    drawn = make_drawn(name, studies[study], width)
    root = ElementTree.parse(file).getroot()
    assert root.find(f"{{{SVG}}}title").text == drawn.title
    assert root.find(f"{{{SVG}}}desc").text.startswith(FIGURES[name].caption)
    assert root.get("aria-labelledby") == "title description"
    texts = list(root.iter(f"{{{SVG}}}text"))
    # No font of the machine is asked for alone, and no letter is a path.
    assert texts
    assert all("'DejaVu Sans', Verdana, sans-serif" in text.get("style") for text in texts)
    assert not [use for use in root.iter(f"{{{SVG}}}use") if "DejaVu" in str(use.attrib)]
    fixed = [text for text in texts if text.get("textLength")]
    assert all(float(text.get("textLength")) < WIDTHS["double"] * 72 for text in fixed)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_numbers_stand_beside_the_figure(name: str, studies: dict[str, Path], tmp_path: Path) -> None:
    picture = FIGURES[name](studies["three"], formats=["png"], folder=tmp_path)
    numbers = make_drawn(name, studies["three"]).numbers
    assert picture.numbers == tmp_path / f"{name}.csv"
    read = pd.read_csv(picture.numbers) if len(numbers.columns) else numbers
    assert read.columns.tolist() == numbers.columns.tolist()
    assert len(read) == len(numbers)
