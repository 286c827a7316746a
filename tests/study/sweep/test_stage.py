"""One node: run, or taken over from a universe that ran it on the same tables."""

from dataclasses import replace
from pathlib import Path

import pytest

from retold.errors import StudyError
from retold.figures.drawing.save import UNDRAWN
from retold.study.staleness import digest_file
from retold.study.sweep import stage as module
from retold.study.sweep.grid import list_universes, read_grid
from retold.study.sweep.plan import plan_sweep, write_nodes
from retold.study.sweep.records import read_record, write_record
from retold.study.sweep.stage import check_inputs, digest_content, find_tables, run_node


@pytest.fixture
def node(small_study, tmp_path):
    """The stage of arguments, with the tables that it reads in their place."""
    (tmp_path / "grid.yaml").write_text("choices: {overlap: [theme]}\n", "utf-8")
    universes = list_universes(read_grid(tmp_path / "grid.yaml", small_study), small_study)
    sweep = plan_sweep(small_study, universes, tmp_path / "out")
    (found,) = [node for node in sweep.nodes.values() if node.stage == "03_arguments"]
    (first,) = [node for node in sweep.nodes.values() if node.stage == "01_articles"]
    written = {}
    for name in ("articles", "statements", "masked"):
        path = sweep.folder / "stages" / "x" / "tables" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
        written[path.relative_to(sweep.folder).as_posix()] = digest_file(path)
    write_record(first.record, first.name, written)
    write_nodes(sweep)
    return found


@pytest.fixture
def ran(node, monkeypatch):
    """Count how often a notebook is run in a node's place; what it writes is told by its parameters."""
    runs = []

    def run_notebook(source, output, *, parameters, cwd, failed):
        there = {path.name for path in (output.parents[1] / "tables").iterdir()}
        runs.append((Path(source).stem, parameters, there, module.os.environ[UNDRAWN], failed))
        for name in node.outputs:
            target = output.parents[1] / name
            target.parent.mkdir(exist_ok=True)
            target.write_text("made", "utf-8")

    monkeypatch.setenv(UNDRAWN, "")
    monkeypatch.setattr(module, "run_notebook", run_notebook)
    return runs


def path_of(node):
    return node.work / "nodes" / f"{node.key}.json"


def test_a_stage_reads_its_tables_alone_and_leaves_its_own(node, ran):
    run_node(path_of(node))
    ((source, parameters, there, undrawn, failed),) = ran
    assert source == "03_arguments"
    assert there == {"articles.csv", "statements.csv"}
    assert (parameters["study"], parameters["results"]) == ("../study", "..")
    assert parameters["voices"] == []
    assert undrawn == "1"
    assert failed.name == f"{node.name}.failed.ipynb"
    written = read_record(node.record)
    (place,) = {Path(name).parts[1] for name in written}
    assert {Path(*Path(name).parts[2:]).as_posix() for name in written} == set(node.outputs)
    left = {path.name for path in (Path(node.folder) / "stages" / place / "tables").iterdir()}
    assert left == {Path(name).name for name in node.outputs if name.startswith("tables/")}
    assert list((node.work / "work").iterdir()) == []


def test_the_same_tables_are_not_worked_on_twice(node, ran):
    run_node(path_of(node))
    first = read_record(node.record)
    twin = replace(node, key="f" * 32, name="03_arguments-twin", after=node.after)
    path_of(twin).write_text(path_of(node).read_text("utf-8").replace(node.key, twin.key), "utf-8")
    run_node(path_of(twin))
    assert len(ran) == 1
    assert read_record(twin.record) == first


def test_what_was_spoilt_is_made_again(node, ran):
    run_node(path_of(node))
    spoilt = Path(node.folder) / next(iter(read_record(node.record)))
    spoilt.write_text("spoilt", "utf-8")
    run_node(path_of(node))
    assert len(ran) == 2
    assert spoilt.read_text("utf-8") == "made"


CHANGED = {
    "nothing": (lambda node, tables: node, True),
    "key and universe": (lambda node, tables: replace(node, key="k", universe="u", name="n", after=[]), True),
    "parameters": (lambda node, tables: replace(node, parameters={**node.parameters, "seed": 2}), False),
    "versions": (lambda node, tables: replace(node, versions="v"), False),
    "a module": (lambda node, tables: replace(node, inputs=dict.fromkeys(node.inputs, "0")), False),
    "outputs": (lambda node, tables: replace(node, outputs=node.outputs[:1]), False),
    "a table": (lambda node, tables: tables["statements"].write_text("other", "utf-8") and node, False),
}


@pytest.mark.parametrize(("change", "same"), CHANGED.values(), ids=CHANGED)
def test_what_a_stage_follows_from(change, same, node):
    tables = find_tables(node)
    assert sorted(tables) == ["articles", "statements"]
    before = digest_content(node, tables)
    assert (digest_content(change(node, tables), tables) == before) == same


def test_a_file_that_changes_in_the_middle_is_refused(node, ran, small_study):
    changed = next(iter(node.inputs))
    check_inputs(node)
    path_of(node).write_text(
        path_of(node).read_text("utf-8").replace(node.inputs[changed], "0" * 64), "utf-8"
    )
    with pytest.raises(StudyError, match="a file was changed while the sweep was at work"):
        run_node(path_of(node))
    assert not node.record.exists()


def test_figures_are_not_drawn_where_numbers_alone_are_wanted(monkeypatch, tmp_path):
    from retold.figures.registry import FIGURES

    monkeypatch.setenv(UNDRAWN, "1")
    picture = FIGURES["voices"](tmp_path)
    assert picture.files == ()
    assert picture._repr_png_() is None
    assert list(tmp_path.iterdir()) == []
