"""Results against the expected ones: what is recorded, and what is said of what differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from retold.errors import ResultsError, TableError
from retold.study.verify import agrees, verify_results, write_expected
from retold.tables import SCHEMAS, empty_table, write_table
from tests.study.drawn_results import KEYNESS, STATEMENTS, said, verdicts

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

    png, numbers = results / "figures" / "map.png", results / "figures" / "map.csv"
    picture, drawn = png.read_bytes(), numbers.read_bytes()
    strange = results / "tables" / "strange.csv"
    refused(ResultsError, lambda: png.write_bytes(b"no picture"), lambda: png.write_bytes(picture))
    refused(ResultsError, numbers.unlink, lambda: numbers.write_bytes(drawn))
    refused(TableError, lambda: strange.write_text("a\n1\n"), strange.unlink)
    write_expected(results, expected)


# --- what is said of all ---------------------------------------------------------------------------


MACHINE = {"architecture": "abacus", "cpu_features": ["WOOD"], "blas": [], "notebooks": ["01_articles"]}


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
