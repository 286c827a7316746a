"""Comparing results with the expected ones: each verdict, at and beside its limits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from retold.errors import ResultsError, TableError
from retold.study import verify
from retold.study.verify import read_thumbnail, verify_results, write_expected
from retold.tables import SCHEMAS, conform, empty_table, write_table

KEYNESS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"], "theme": ["fear", "hope", "fear"], "log_odds": [1.5, -0.25, 0.0],
        "z": [200.0, -1.0, 0.000003], "g2": [4.0, 0.5, np.nan], "p_adjusted": [0.01, 0.5, 1.0],
        "p": 0.5, "q": 1.0, "note": "",
    }
)  # fmt: skip
STATEMENTS = pd.DataFrame(
    {
        "statement_id": ["a:1", "a:2"], "article_id": ["a", "a"], "sentence_id": ["a:1", "a:1"], "start": [0, 9],
        "end": [8, 20], "form": ["direct", "indirect"], "voice": ["subject", "journalist"],
        "speaker": ["Somebody Secret", ""], "cue": ["whispered", ""], "text": ["Quoted words", "Other words"],
        "confidence": [0.5, 1.0],
    }
)  # fmt: skip


def draw(
    path: Path,
    *,
    name: str = "map",
    shift: float = 0.0,
    label: str = "one",
    height: float = 2,
    point: float = 0.3,
) -> None:
    figure = Figure(figsize=(4, height))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.25, 0.85, 0.7))
    axes.plot(np.linspace(0, 1, 5) + shift, [0.1, 0.5, 0.2, 0.8, 0.4])
    axes.scatter([point, 0.6], [0.7, 0.3], s=20)
    axes.set(xlabel=label, xlim=(0, 1), ylim=(0, 1))
    path.mkdir(parents=True, exist_ok=True)
    for form in ("svg", "pdf", "png"):
        figure.savefig(path / f"{name}.{form}", dpi=150)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    draw(folder)
    return folder


@pytest.fixture
def study(tmp_path: Path, drawn: Path) -> tuple[Path, Path]:
    """Give a results folder with two tables and one figure, and the expected results made from it."""
    results, expected = tmp_path / "results", tmp_path / "expected"
    write_table(KEYNESS, "theme_keyness", results)
    write_table(STATEMENTS, "statements", results)
    shutil.copytree(drawn, results / "figures")
    write_expected(results, expected)
    return results, expected


def verdicts(results: Path, expected: Path) -> dict[str, str]:
    found = verify_results(results, expected)
    assert list(found.columns) == ["kind", "name", "verdict", "note"]
    return dict(zip(found["name"], found["verdict"], strict=True))


def note(results: Path, expected: Path, name: str) -> str:
    found = verify_results(results, expected).set_index("name")
    return str(found.loc[name, "note"])


# --- what is recorded ------------------------------------------------------------------------------


def test_the_same_results_are_identical(study: tuple[Path, Path]) -> None:
    found = verify_results(*study)
    assert found.to_dict("list") == {
        "kind": ["table", "table", "figure"],
        "name": ["statements", "theme_keyness", "map"],
        "verdict": ["identical"] * 3,
        "note": [""] * 3,
    }


def test_no_words_of_an_article_are_recorded(study: tuple[Path, Path]) -> None:
    results, expected = study
    # A column that the schema does not know might quote an article as well.
    write_table(STATEMENTS.assign(remark="Unknown words"), "statements", results)
    write_expected(results, expected)
    recorded = "".join(path.read_text() for path in sorted(expected.iterdir()))
    for words in ("Quoted words", "Secret", "whispered", "Unknown"):
        assert words not in recorded
    columns = (expected / "statements.csv").read_text().splitlines()[0].split(",")
    assert columns == [c for c in SCHEMAS["statements"].columns if c not in SCHEMAS["statements"].words]


def test_recording_is_stable_and_drops_what_is_gone(study: tuple[Path, Path], tmp_path: Path) -> None:
    results, expected = study
    (expected / "README.md").write_text("kept")
    write_expected(results, tmp_path / "again")
    assert {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()} == {
        p.name: p.read_bytes() for p in expected.iterdir() if p.name != "README.md"
    }
    (results / "tables" / "statements.csv").unlink()
    write_expected(results, expected)
    assert sorted(p.name for p in expected.iterdir()) == ["README.md", "figures.json", "theme_keyness.csv"]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_table_can_be_recorded_empty(tmp_path: Path, name: str) -> None:
    results, expected = tmp_path / "results", tmp_path / "expected"
    write_table(empty_table(name), name, results)
    write_expected(results, expected)
    assert verdicts(results, expected) == {name: "identical"}
    header = (expected / f"{name}.csv").read_text()
    assert header.count("\n") == 1
    assert not set(header.strip().split(",")) & SCHEMAS[name].words


def test_a_parquet_table_equals_its_csv(study: tuple[Path, Path]) -> None:
    results, expected = study
    (results / "tables" / "theme_keyness.csv").unlink()
    write_table(KEYNESS, "theme_keyness", results, table_format="parquet")
    assert verdicts(results, expected)["theme_keyness"] == "identical"


def test_results_that_cannot_be_recorded_leave_the_old_ones(study: tuple[Path, Path]) -> None:
    results, expected = study
    before = {p.name: p.read_bytes() for p in expected.iterdir()}

    def refused(error: type[Exception], alter: Callable[[], object], restore: Callable[[], object]) -> None:
        alter()
        with pytest.raises(error):
            write_expected(results, expected)
        assert {p.name: p.read_bytes() for p in expected.iterdir()} == before
        restore()

    png, pdf = results / "figures" / "map.png", results / "figures" / "map.pdf"
    picture, page = png.read_bytes(), pdf.read_bytes()
    strange = results / "tables" / "strange.csv"
    refused(ResultsError, lambda: png.write_bytes(b"no picture"), lambda: png.write_bytes(picture))
    refused(ResultsError, pdf.unlink, lambda: pdf.write_bytes(page))
    refused(TableError, lambda: strange.write_text("a\n1\n"), strange.unlink)
    write_expected(results, expected)


# --- tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "value", "verdict"),
    [
        # Within a ten-thousandth of the value, or one unit of the last digit that is kept.
        (0, "log_odds", 1.5, "identical"),
        (0, "log_odds", 1.50014, "within tolerance"),
        (0, "log_odds", 1.50016, "differs"),
        (0, "z", 200.019, "within tolerance"),
        (0, "z", 200.021, "differs"),
        (1, "z", -1.00009, "within tolerance"),
        (1, "z", 1.0, "differs"),
        (2, "log_odds", 0.000001, "within tolerance"),
        (2, "log_odds", -0.000001, "within tolerance"),
        (2, "log_odds", 0.000002, "differs"),
        (2, "z", 0.000004, "within tolerance"),
        (2, "z", 0.000005, "differs"),
        (2, "g2", 0.0, "differs"),
        (0, "g2", np.nan, "differs"),
        (0, "g2", np.inf, "differs"),
        (0, "theme", "feat", "differs"),
        (0, "article_id", "A", "differs"),
    ],
)
def test_floats_have_a_tolerance_and_names_none(
    study: tuple[Path, Path], row: int, column: str, value: object, verdict: str
) -> None:
    results, expected = study
    changed = KEYNESS.copy()
    changed.loc[row, column] = value
    write_table(changed, "theme_keyness", results)
    assert verdicts(results, expected) == {
        "statements": "identical",
        "theme_keyness": verdict,
        "map": "identical",
    }


@pytest.mark.parametrize(
    ("column", "value", "verdict"),
    [
        ("end", 21, "differs"),
        ("voice", "subject", "differs"),
        ("confidence", 0.99999, "within tolerance"),
        # Words are not recorded, so their change alone cannot be seen.
        ("text", "Altered", "identical"),
        ("speaker", "Altered", "identical"),
    ],
)
def test_integers_and_words(study: tuple[Path, Path], column: str, value: object, verdict: str) -> None:
    results, expected = study
    changed = STATEMENTS.copy()
    changed.loc[1, column] = value
    write_table(changed, "statements", results)
    assert verdicts(results, expected)["statements"] == verdict


def test_the_note_names_column_row_and_both_values(study: tuple[Path, Path]) -> None:
    results, expected = study
    changed = KEYNESS.copy()
    changed.loc[1, ["z", "p_adjusted"]] = [-2.5, 0.75]
    changed.loc[2, "z"] = 7.0
    write_table(changed, "theme_keyness", results)
    assert note(results, expected, "theme_keyness") == (
        "z at article_id=a, theme=hope: '-2.5', expected '-1.0'; 3 values differ in all"
    )


@pytest.mark.parametrize(
    ("rows", "expected_note"),
    [
        ([0, 1], "2 rows, expected 3; gone: article_id=b, theme=fear"),
        ([0, 1, 2, 2], "4 rows, expected 3"),
        ([], "0 rows, expected 3; gone: article_id=a, theme=fear"),
    ],
)
def test_other_numbers_of_rows(study: tuple[Path, Path], rows: list[int], expected_note: str) -> None:
    results, expected = study
    write_table(KEYNESS.iloc[rows], "theme_keyness", results)
    assert verdicts(results, expected)["theme_keyness"] == "differs"
    assert note(results, expected, "theme_keyness") == expected_note


def test_a_new_row_is_named(study: tuple[Path, Path]) -> None:
    results, expected = study
    write_table(pd.concat([KEYNESS, KEYNESS.iloc[:1].assign(theme="anger")]), "theme_keyness", results)
    assert note(results, expected, "theme_keyness") == "4 rows, expected 3; new: article_id=a, theme=anger"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"article_id,theme\na,b\n", "lacks the column"),
        (b"article_id,theme,log_odds,z,g2,p_adjusted,p,q,note\na,b,high,1,1,1,1,1,\n", "should hold float64"),
        (b"", "No columns"),
        (b"\xff\xfe\x00", "codec"),
    ],
)
def test_a_table_that_cannot_be_read_differs(study: tuple[Path, Path], content: bytes, part: str) -> None:
    results, expected = study
    (results / "tables" / "theme_keyness.csv").write_bytes(content)
    assert verdicts(results, expected) == {
        "statements": "identical",
        "theme_keyness": "differs",
        "map": "identical",
    }
    assert part in note(results, expected, "theme_keyness")


def test_another_set_of_expected_columns_differs(study: tuple[Path, Path]) -> None:
    results, expected = study
    path = expected / "theme_keyness.csv"
    path.write_text(path.read_text().replace("log_odds", "odds"))
    assert verdicts(results, expected)["theme_keyness"] == "differs"
    assert "columns are" in note(results, expected, "theme_keyness")


def test_missing_and_unexpected_tables(study: tuple[Path, Path]) -> None:
    results, expected = study
    (results / "tables" / "statements.csv").unlink()
    write_table(empty_table("reuse"), "reuse", results)
    (results / "tables" / "strange.csv").write_text("a\n1\n")
    # What an interrupted run leaves aside is not a table.
    (results / "tables" / ".coverage.csv.part").write_text("a\n")
    assert verdicts(results, expected) == {
        "reuse": "unexpected", "statements": "missing", "strange": "unexpected", "theme_keyness": "identical",
        "map": "identical",
    }  # fmt: skip


@given(st.floats(-1e6, 1e6), st.floats(-3, 3))
def test_a_difference_inside_the_tolerance_is_accepted_and_outside_it_is_not(
    value: float, factor: float
) -> None:
    allowed = verify.ABSOLUTE_TOLERANCE + verify.RELATIVE_TOLERANCE * abs(value)
    frame = KEYNESS.iloc[:1].assign(z=value)
    # Compared as they are printed, which rounds each to the digits that a table keeps.
    texts = [
        conform(f, "theme_keyness").astype("str") for f in (frame.assign(z=value + factor * allowed), frame)
    ]
    verdict, _ = verify._compare_tables(*texts, "theme_keyness")
    if abs(factor) < 0.5 and allowed > 1e-5:
        assert verdict == "within tolerance"
    if abs(factor) > 1.5 and allowed > 1e-5:
        assert verdict == "differs"


# --- figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "identical"),
        # A line moved by a fraction of a pixel, as by another machine's smoothing.
        ({"shift": 0.0004}, "within tolerance"),
        ({"shift": 0.03}, "differs"),
        ({"label": "two words"}, "differs"),
        ({"point": 0.4}, "differs"),
        ({"height": 3}, "differs"),
    ],
)
def test_a_changed_drawing_differs(study: tuple[Path, Path], change: dict[str, object], verdict: str) -> None:
    results, expected = study
    # SVG ids and dates are random here; what is compared is the PNG, so the others are kept where it is the same.
    other = results / "other"
    draw(other, **change)
    shutil.copy(other / "map.png", results / "figures" / "map.png")
    assert verdicts(results, expected)["map"] == verdict
    assert ("other bytes in png" in note(results, expected, "map")) == (verdict != "identical")


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_other_bytes_of_the_same_drawing_are_within_tolerance(study: tuple[Path, Path], form: str) -> None:
    results, expected = study
    with (results / "figures" / f"map.{form}").open("ab") as file:
        file.write(b"\n")
    assert verdicts(results, expected)["map"] == "within tolerance"
    assert (
        note(results, expected, "map")
        == f"grey levels differ by 0.00 in the mean and 0 at most; other bytes in {form}"
    )


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_a_figure_without_one_of_its_files_is_missing(study: tuple[Path, Path], form: str) -> None:
    results, expected = study
    (results / "figures" / f"map.{form}").unlink()
    assert verdicts(results, expected)["map"] == "missing"
    assert note(results, expected, "map") == f"the run did not write map.{form}"


def test_missing_unexpected_and_broken_figures(study: tuple[Path, Path]) -> None:
    results, expected = study
    draw(results / "figures", name="extra")
    (results / "figures" / "map.png").write_bytes(b"no picture")
    assert verdicts(results, expected) == {
        "statements": "identical", "theme_keyness": "identical", "extra": "unexpected", "map": "differs",
    }  # fmt: skip
    shutil.rmtree(results / "figures")
    assert verdicts(results, expected)["map"] == "missing"


@pytest.mark.parametrize("thumbnail", [None, {}, {"rows": 24, "grey": "zz"}, {"rows": 3, "grey": "00"}, "x"])
def test_a_spoilt_thumbnail_is_no_agreement(study: tuple[Path, Path], thumbnail: object) -> None:
    results, expected = study
    path = expected / "figures.json"
    figures = json.loads(path.read_text())
    figures["map"].update(png="0", thumbnail=thumbnail)
    path.write_text(json.dumps(figures))
    assert verdicts(results, expected)["map"] == "differs"


@pytest.mark.parametrize(
    ("added", "verdict"),
    [
        ({}, "within tolerance"),
        ({"all": 1}, "within tolerance"),
        ({"all": 2}, "differs"),
        ({"one": 10}, "within tolerance"),
        ({"one": 11}, "differs"),
    ],
)
def test_both_limits_of_grey(added: dict[str, int], verdict: str) -> None:
    here = np.full((10, verify.THUMBNAIL_COLUMNS), 100, dtype=np.uint8)
    there = here + np.uint8(added.get("all", 0))
    there[3, 3] += added.get("one", 0)
    packed = [{"rows": 10, "grey": picture.tobytes().hex()} for picture in (here, there)]
    assert verify._compare_drawings(*packed, ["png"])[0] == verdict


@pytest.mark.parametrize(
    ("mode", "size", "colour", "rows", "level"),
    [
        ("RGB", (480, 240), (255, 0, 0), 24, 76),
        ("RGBA", (480, 240), (0, 0, 0, 0), 24, 255),
        ("RGBA", (480, 240), (0, 0, 0, 255), 24, 0),
        ("L", (10, 10), 128, 48, 128),
        ("1", (48, 48), 1, 48, 255),
        ("P", (96, 48), 0, 24, 0),
        ("L", (1000, 1), 7, 1, 7),
    ],
)
def test_thumbnails(
    tmp_path: Path, mode: str, size: tuple[int, int], colour: object, rows: int, level: int
) -> None:
    path = tmp_path / "x.png"
    Image.new(mode, size, colour).save(path)
    found = read_thumbnail(path)
    assert (found.shape, found.dtype, set(found.flat)) == ((rows, 48), np.uint8, {level})


# --- folders ---------------------------------------------------------------------------------------


def test_folders_that_are_missing_or_empty(study: tuple[Path, Path], tmp_path: Path) -> None:
    results, expected = study
    empty = tmp_path / "empty"
    empty.mkdir()
    cases = [
        (tmp_path / "none", expected, "run the study"),
        (results, tmp_path / "none", "--accept"),
        (results, empty, "--accept"),
    ]
    for here, there, todo in cases:
        with pytest.raises(ResultsError) as caught:
            verify_results(here, there)
        assert todo in (caught.value.todo or "")
    assert set(verdicts(empty, expected).values()) == {"missing"}
    for folder in (tmp_path / "none", empty):
        with pytest.raises(ResultsError, match="no tables"):
            write_expected(folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("content", ["", "not json", "[]", "\udcff"])
def test_expected_results_that_are_no_json(study: tuple[Path, Path], content: str) -> None:
    results, expected = study
    (expected / "figures.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ResultsError):
        verify_results(results, expected)


def test_an_expected_table_that_is_no_csv(study: tuple[Path, Path]) -> None:
    results, expected = study
    for content in (b"", b"\xff", b'a\n"b'):
        (expected / "theme_keyness.csv").write_bytes(content)
        with pytest.raises(ResultsError, match="expected table cannot be read"):
            verify_results(results, expected)


def test_an_expected_folder_that_cannot_be_written(study: tuple[Path, Path], tmp_path: Path) -> None:
    results, _ = study
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match="cannot be written"):
        write_expected(results, tmp_path / "file")
