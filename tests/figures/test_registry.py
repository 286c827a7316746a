"""Every figure, whatever it shows: of no and of many articles, legible, the same bytes every time."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from matplotlib.text import Annotation, Text

from retold.figures import articles
from retold.figures.drawing.save import Picture
from retold.figures.drawing.style import MM, WIDTHS, style
from retold.figures.registry import FIGURES, MODULES
from retold.tables import SCHEMAS, read_table
from retold.vocabulary import FIGURE_FORMATS
from tests.figures.cases import find_texts, make_tables, plot, write_study

NAMES = (
    "voices reading theme_shares theme_articles theme_keyness theme_dispersion theme_cooccurrence theme_positions theme_patterns"
    " argument_map argument_thresholds argument_groups argument_tree argument_exemplars"
    " coverage occasions article_pairs wording details conflicts agreement influence reuse"
).split()


def test_figures_stand_in_the_order_of_the_lessons() -> None:
    order = [module.__name__ for module in MODULES]
    places = [order.index(draw.__module__) for draw in FIGURES.values() if draw.__module__ in order]
    assert places == sorted(places)
    assert next(iter(FIGURES)) == "voices"


def test_figures_are_registered_under_their_names() -> None:
    assert sorted(FIGURES) == sorted(NAMES)
    for name, draw in FIGURES.items():
        assert any(getattr(module, f"draw_{name}", None) is draw for module in MODULES)
        assert draw.caption.endswith(".")
        assert set(draw.tables) <= set(SCHEMAS)


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_give_a_sentence(name: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies["empty"])
    (axes,) = drawn.axes
    (sentence,) = axes.texts
    assert sentence.get_text().endswith(".")
    assert not axes.axison
    assert not [*axes.lines, *axes.patches, *axes.collections]


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("study", ["empty", "one", "three", "twelve"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("error")
def test_nothing_is_cut_off(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies[study], width)
    assert drawn.get_figwidth() == pytest.approx(WIDTHS[width])
    for text in find_texts(drawn):
        box = text.get_window_extent()
        inside = drawn.bbox.padded(0.6 * MM * drawn.dpi)
        assert inside.x0 <= box.x0 <= box.x1 <= inside.x1, text.get_text()
        assert inside.y0 <= box.y0 <= box.y1 <= inside.y1, text.get_text()


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("study", ["three", "twelve"])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_rows_do_not_overlap(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies[study], width)
    for axes in drawn.axes:
        boxes = [label.get_window_extent() for label in axes.get_yticklabels() if label.get_text()]
        boxes = sorted(
            (box for box in boxes if axes.bbox.y0 <= (box.y0 + box.y1) / 2 <= axes.bbox.y1),
            key=lambda b: b.y0,
        )
        slack = 0.5 * MM * drawn.dpi
        assert all(low.y1 <= high.y0 + slack for low, high in pairwise(boxes))


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("name", ["argument_map", "details"])
def test_labels_on_the_map_do_not_overlap(name: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies["three"], width)
    labels = [text for text in drawn.axes[0].texts if isinstance(text, Annotation)]
    assert len(labels) >= 2
    boxes = [Text.get_window_extent(label) for label in labels]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


@pytest.fixture(scope="module")
def pictures(studies: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """Return every figure of the study of three articles, saved in every format."""
    folder = tmp_path_factory.mktemp("pictures")
    return {name: FIGURES[name](studies["three"], folder=folder, formats=FIGURE_FORMATS) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_same_tables_give_same_bytes(
    name: str, studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    first = pictures[name]
    second = FIGURES[name](studies["three"], folder=tmp_path, formats=FIGURE_FORMATS)
    assert [file.name for file in second.files] == [f"{name}.{kind}" for kind in FIGURE_FORMATS]
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]
    narrow = FIGURES[name](studies["three"], folder=tmp_path / "narrow", width="single", formats=["svg"])
    assert narrow.files[0].read_bytes() != first.files[0].read_bytes()


@pytest.mark.parametrize("form", FIGURE_FORMATS)
@pytest.mark.parametrize("name", ["reading", "theme_dispersion", "theme_keyness", "agreement"])
def test_a_format_alone_is_laid_out_as_among_all(
    name: str, form: str, studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    (alone,) = FIGURES[name](studies["three"], folder=tmp_path, formats=[form]).files
    (among,) = (file for file in pictures[name].files if file.suffix == f".{form}")
    assert alone.read_bytes() == among.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_give_same_bytes(name: str, studies: dict[str, Path], tmp_path: Path) -> None:
    first, second = (
        FIGURES[name](studies["empty"], folder=tmp_path / turn, formats=FIGURE_FORMATS)
        for turn in ("first", "second")
    )
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]


DRAW_ALL = """
import sys
from retold.figures.registry import FIGURES
for name in sorted(FIGURES, reverse=True):
    FIGURES[name](sys.argv[1], folder=sys.argv[2], formats=("svg", "pdf", "png"))
"""


def test_another_process_gives_same_bytes(
    studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    source = str(Path(articles.__file__).parents[2])
    environment = {**os.environ, "PYTHONHASHSEED": "17", "PYTHONPATH": source, "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", DRAW_ALL, str(studies["three"]), str(tmp_path)]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    for picture in pictures.values():
        for file in picture.files:
            assert file.read_bytes() == (tmp_path / file.name).read_bytes(), file.name


def read_chunks(png: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8])
        at += 12 + length
    return kinds


@pytest.mark.parametrize("name", NAMES)
def test_files_tell_nothing_of_clock_or_software(name: str, pictures: dict[str, Picture]) -> None:
    svg, pdf, png = (file.read_bytes() for file in pictures[name].files)
    assert svg.startswith(b"<?xml")
    assert pdf.startswith(b"%PDF")
    assert set(read_chunks(png)) <= {b"IHDR", b"pHYs", b"tEXt", b"iTXt", b"IDAT", b"IEND"}
    assert b"atplotlib" not in png
    for word in (b"<dc:date", b"<dc:creator", b"<metadata", b"matplotlib.org", b"Matplotlib"):
        assert word not in svg
    for word in (b"/CreationDate", b"/ModDate", b"/Creator", b"/Producer", b"atplotlib"):
        assert word not in pdf


@pytest.mark.parametrize("name", NAMES)
def test_caption_names_the_edition(name: str, pictures: dict[str, Picture]) -> None:
    picture = pictures[name]
    assert picture.caption == f"{FIGURES[name].caption} Text: original edition, 3 articles."
    assert repr(picture) == f"figure {name!r}: {picture.caption}"
    assert picture._repr_png_() == picture.files[FIGURE_FORMATS.index("png")].read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_picture_names_the_edition(
    name: str, studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    tables = {table: read_table(table, studies["three"]) for table in {*FIGURES[name].tables, "articles"}}
    tables["articles"]["edition"] = "paraphrase"
    other = FIGURES[name](write_study(tmp_path, tables), formats=["png"])
    assert "Text: paraphrase edition" in other.caption
    assert other._repr_png_() != pictures[name]._repr_png_()


def test_names_are_not_read_as_formulas(tmp_path: Path) -> None:
    tables = make_tables(2)
    tables["articles"]["label"] = ["From $5 to $6_^", "100 % \\frac{1}"]
    results = write_study(tmp_path, tables)
    for name in ("voices", "coverage"):
        drawn = plot(name, results)
        with style():
            seen = [text for text in find_texts(drawn) if text.get_text() == "From $5 to $6_^"]
        assert len(seen) == 1
        assert not seen[0].get_parse_math()
        FIGURES[name](results, formats=["svg"])
