"""Comparing results with the expected ones: each verdict, at and beside its limits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from retold.errors import ResultsError, TableError
from retold.study.verify import agrees, describe_verdicts, verify_results, write_expected
from retold.tables import SCHEMAS, empty_table, write_table

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
    ("row", "column", "value", "verdict", "words"),
    [
        (0, "log_odds", 1.5, "identical", ""),
        # Below the last digit that a table keeps, the same text is written.
        (0, "log_odds", 1.5000001, "identical", ""),
        (0, "log_odds", 1.500001, "differs", "log_odds 1.500001, expected 1.5; largest difference 1e-06 (log_odds)"),
        (2, "log_odds", -0.000001, "differs", "log_odds -1e-06, expected 0.0; largest difference 1e-06 (log_odds)"),
        (1, "z", 1.0, "differs", "theme hope, z 1.0, expected -1.0; largest difference 2 (z)"),
        (2, "g2", 0.0, "differs", "theme fear, g2 0.0, expected empty"),
        (0, "g2", np.nan, "differs", "g2 empty, expected 4.0"),
        (0, "g2", np.inf, "differs", "g2 inf, expected 4.0"),
        (0, "note", "few", "differs", "note few, expected empty"),
        (0, "theme", "feat", "differs", "1 new, first: article_id a, theme feat; 1 gone, first: article_id a, theme fear"),
        (0, "article_id", "A", "differs", "1 new, first: article_id A, theme fear"),
    ],
)  # fmt: skip
def test_a_table_is_equal_or_it_differs(
    study: tuple[Path, Path], row: int, column: str, value: object, verdict: str, words: str
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
    assert words in note(results, expected, "theme_keyness")


@pytest.mark.parametrize(
    ("column", "value", "verdict"),
    [
        ("end", 21, "differs"),
        ("voice", "subject", "differs"),
        ("confidence", 0.999999, "differs"),
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


def altered(content: bytes, alter: str) -> bytes:
    """Change the bytes of a table as other programs do."""
    lines = content.decode().splitlines(keepends=True)
    return {
        "row order": lambda: "".join([lines[0], lines[2], lines[1], *lines[3:]]).encode(),
        "column order": lambda: content.replace(b"article_id,theme", b"theme,article_id", 1),
        "a column gone": lambda: content.replace(b",note\n", b",remark\n", 1),
        "CR LF": lambda: content.replace(b"\n", b"\r\n"),
        "byte order mark": lambda: b"\xef\xbb\xbf" + content,
        "quotes": lambda: content.replace(b"fear", b'"fear"'),
        "no last line end": lambda: content[:-1],
        "digits": lambda: content.replace(b"1.5,", b"1.50,", 1),
        "a word for a number": lambda: content.replace(b"1.5,", b"high,", 1),
        "nan": lambda: content.replace(b"1.5,", b"nan,", 1),
        "a lone carriage return": lambda: content.replace(b"hope", b"ho\rpe", 1),
        "empty": lambda: b"",
        "no text": lambda: b"\xff\xfe\x00",
        "ragged": lambda: content + b"a,b,c,1,1,1,1,1,1,1,1,1,1\n",
        "an open quote": lambda: content + b'"a,',
    }[alter]()


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        ("row order", "the rows stand in another order, first: article_id a, theme hope in row 1, expected in row 2"),
        ("column order", "the columns stand in another order: theme, article_id, log_odds, z; expected article_id"),
        ("a column gone", "other columns: new: remark; gone: note"),
        ("CR LF", "the values are the same but not the bytes"),
        ("byte order mark", "the values are the same but not the bytes"),
        ("quotes", "the values are the same but not the bytes"),
        ("no last line end", "the values are the same but not the bytes"),
        ("digits", "1 of 3 rows differs, first: article_id a, theme fear, log_odds 1.50, expected 1.5"),
        ("a word for a number", "log_odds high, expected 1.5"),
        ("nan", "log_odds nan, expected 1.5"),
        ("a lone carriage return", r"1 new, first: article_id a, theme 'ho\rpe'"),
        ("empty", "it cannot be read"),
        ("no text", "it cannot be read"),
        ("ragged", "it cannot be read"),
        ("an open quote", "it cannot be read"),
    ],
)  # fmt: skip
def test_other_bytes_are_told_in_one_line(study: tuple[Path, Path], alter: str, words: str) -> None:
    results, expected = study
    table = results / "tables" / "theme_keyness.csv"
    table.write_bytes(altered(table.read_bytes(), alter))
    assert verdicts(results, expected) == {
        "statements": "identical",
        "theme_keyness": "differs",
        "map": "identical",
    }
    said = note(results, expected, "theme_keyness")
    assert words in said
    assert "\n" not in said


def test_a_table_whose_words_are_gone_differs(study: tuple[Path, Path]) -> None:
    results, expected = study
    table = results / "tables" / "statements.csv"
    pd.read_csv(table).drop(columns="text").to_csv(table, index=False)
    assert note(results, expected, "statements") == "other columns: gone: text"


def test_a_folder_with_the_name_of_a_table_cannot_be_read(study: tuple[Path, Path]) -> None:
    results, expected = study
    table = results / "tables" / "statements.csv"
    table.unlink()
    table.mkdir()
    assert note(results, expected, "statements").startswith("it cannot be read: ")


def test_a_column_on_the_right_is_not_compared(study: tuple[Path, Path]) -> None:
    results, expected = study
    write_table(KEYNESS.assign(remark="words"), "theme_keyness", results)
    assert verdicts(results, expected)["theme_keyness"] == "identical"


def test_another_set_of_expected_columns_differs(study: tuple[Path, Path]) -> None:
    results, expected = study
    path = expected / "theme_keyness.csv"
    path.write_text(path.read_text().replace("log_odds", "odds"))
    assert verdicts(results, expected)["theme_keyness"] == "differs"
    assert note(results, expected, "theme_keyness") == "other columns: new: log_odds; gone: odds"


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


def test_a_table_that_this_version_does_not_know(study: tuple[Path, Path]) -> None:
    results, expected = study
    for file in (results / "tables" / "strange.csv", expected / "strange.csv"):
        file.write_text("a\n1\n")
    assert note(results, expected, "strange") == "this version knows no table of that name"


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
        == "0 of 1152 cells differ by more than 10 of 255 grey levels, at most by 0, in the mean by 0.00;"
        f" other bytes in {form}"
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


# --- what is said of all ---------------------------------------------------------------------------

MACHINE = {"architecture": "abacus", "cpu_features": ["WOOD"], "blas": [], "notebooks": ["01_articles"]}


def said(results: Path, expected: Path) -> list[str]:
    return list(describe_verdicts(verify_results(results, expected), results, expected))


def test_identical_results_are_summed_up_with_the_tolerance(study: tuple[Path, Path]) -> None:
    lines = said(*study)
    assert lines[0] == "table  statements            identical"
    assert lines[-1].startswith(
        "2 tables identical, 1 figure identical (pictures may differ by 10 of 255 grey levels"
    )
    assert len(lines) == 4
    assert agrees(verify_results(*study))


@pytest.mark.parametrize("recorded", [True, False])
def test_what_differs_is_counted_and_both_machines_are_named(
    study: tuple[Path, Path], recorded: bool
) -> None:
    results, expected = study
    if recorded:
        (results / "manifest.json").write_text(json.dumps({"machines": [MACHINE]}))
        write_expected(results, expected)
        (results / "manifest.json").write_text(
            json.dumps({"machines": [{**MACHINE, "cpu_features": ["BRASS"]}]})
        )
    write_table(KEYNESS.assign(z=0.0), "theme_keyness", results)
    (results / "tables" / "statements.csv").unlink()
    write_table(empty_table("reuse"), "reuse", results)
    lines = said(results, expected)
    assert lines[-2].startswith("1 table differs, 1 table missing, 1 table unexpected, 1 figure identical (")
    wood, brass = (f"abacus, CPU features {name}, BLAS unknown" for name in ("WOOD", "BRASS"))
    here, there = (brass, wood) if recorded else ("not recorded", "not recorded")
    assert lines[-1] == f"this run: {here}; the expected results: {there}"
    assert not agrees(verify_results(results, expected))


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"machines": 3}', '{"machines": ["x"]}'])
def test_a_manifest_that_tells_nothing_of_the_machine(study: tuple[Path, Path], manifest: str) -> None:
    results, expected = study
    (expected / "machine.json").write_text(manifest)
    (results / "manifest.json").write_text(manifest)
    (results / "figures" / "map.svg").write_text("other")
    assert said(results, expected)[-1] == "this run: not recorded; the expected results: not recorded"
    write_expected(results, expected)
    assert not (expected / "machine.json").exists()


def test_the_machine_is_recorded_and_not_compared(study: tuple[Path, Path]) -> None:
    results, expected = study
    (results / "manifest.json").write_text(json.dumps({"machines": [MACHINE]}))
    write_expected(results, expected)
    assert json.loads((expected / "machine.json").read_text()) == [MACHINE]
    assert set(verdicts(results, expected)) == {"statements", "theme_keyness", "map"}


# --- folders ---------------------------------------------------------------------------------------


def test_folders_that_are_missing_or_empty(study: tuple[Path, Path], tmp_path: Path) -> None:
    results, expected = study
    empty = tmp_path / "empty"
    empty.mkdir()
    cases = [
        (tmp_path / "none", expected, "run the study first"),
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
