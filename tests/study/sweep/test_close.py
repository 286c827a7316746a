"""What closes a universe: all that its stages wrote in one folder, its numbers, its manifest."""

import json
from pathlib import Path

import pytest

from retold.study.notes import note_path, write_note
from retold.study.staleness import digest_file
from retold.study.sweep.close import close_universe
from retold.study.sweep.grid import list_universes, read_grid
from retold.study.sweep.plan import plan_sweep, write_nodes
from retold.study.sweep.records import write_record
from retold.tables import SCHEMAS, empty_table, read_table, write_table
from tests.figures.cases import make_tables


@pytest.fixture
def closing(small_study, tmp_path):
    """The node that closes a universe, whose stages have all ended."""
    (tmp_path / "grid.yaml").write_text("choices: {overlap: [theme], level: [0.9]}\n", "utf-8")
    (own, universe) = list_universes(read_grid(tmp_path / "grid.yaml", small_study), small_study)
    assert own.preferred
    sweep = plan_sweep(small_study, [universe], tmp_path / "out")
    tables = {name: empty_table(name) for name in SCHEMAS} | make_tables(3)
    node = sweep.nodes[sweep.closing[universe.name]]
    for key in node.after:
        stage = sweep.nodes[key]
        place = sweep.folder / "stages" / key
        for name in stage.outputs:
            if name.endswith(".csv"):
                write_table(tables[Path(name).stem], Path(name).stem, place)
            else:
                (place / name).parent.mkdir(parents=True)
                (place / name).write_text("{}", "utf-8")
                write_note(note_path(place / name, ".costs"), {"seconds": 1.0, "memory": None}, "the costs")
        written = {f"stages/{key}/{name}": digest_file(place / name) for name in stage.outputs}
        write_record(stage.record, stage.name, written)
    write_nodes(sweep)
    return node


def test_a_universe_is_closed(closing, small_study):
    written = close_universe(closing)
    folder = Path(closing.folder) / "universes" / closing.universe
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file()}
    names = {name.removeprefix(f"universes/{closing.universe}/") for name in written}
    assert {name for name in there if not name.startswith(".")} == names
    assert {"manifest.json", "tables/findings.csv", "notebooks/03_arguments.ipynb"} <= names
    assert all(digest_file(Path(closing.folder) / name) == digest for name, digest in written.items())
    assert (folder / "study").samefile(small_study)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"] == {"level": 0.9}
    assert set(manifest["outputs"]) == names - {"manifest.json"}
    assert "bridge/codebook.yaml" in manifest["inputs"]
    assert manifest["costs"]["01_articles"] == {"seconds": 1.0, "memory": None}


def test_all_headline_numbers_are_there_also_those_that_a_report_has_no_room_for(closing, monkeypatch):
    from retold.study.findings import find

    monkeypatch.setattr(find, "MOST_FINDINGS", 1)
    close_universe(closing)
    folder = Path(closing.folder) / "universes" / closing.universe
    assert len(read_table("findings", folder)) > 1
    assert len(find.findings(folder)) == 1


def test_a_universe_that_is_closed_again_has_nothing_of_before(closing):
    first = close_universe(closing)
    folder = Path(closing.folder) / "universes" / closing.universe
    (folder / "tables" / "left.csv").write_text("of before", "utf-8")
    manifest = f"universes/{closing.universe}/manifest.json"
    again = close_universe(closing)
    assert {**again, manifest: ""} == {**first, manifest: ""}
    assert not (folder / "tables" / "left.csv").exists()
