"""The graph of a sweep: what universes share is one node, what the headline numbers do not rest on is none."""

import json
from dataclasses import replace

import pytest

from retold.study.graph import list_notebooks
from retold.study.staleness import read_plan, write_plan
from retold.study.sweep.grid import list_universes, read_grid
from retold.study.sweep.plan import CLOSING, node_path, plan_sweep, read_node, write_nodes


@pytest.fixture
def plan(small_study, tmp_path):
    """Return the universes of a grid, and the graph of their sweep."""

    def make(text):
        (tmp_path / "grid.yaml").write_text(text, "utf-8")
        universes = list_universes(read_grid(tmp_path / "grid.yaml", small_study), small_study)
        return universes, plan_sweep(small_study, universes, tmp_path / "out")

    return make


def stages(sweep):
    """Return how many nodes there are of each stage."""
    names = [node.stage for node in sweep.nodes.values()]
    return {name: names.count(name) for name in dict.fromkeys(names)}


NEEDED = (
    "01_articles 02a_themes 02b_contrasts 03_arguments 04a_coverage 04b_sources 04c_agreement 04d_wording 04e_conflicts"
).split()

SHARED = {
    "one universe": ("choices: {overlap: [theme]}\n", {}),
    "overlap is of themes": ("choices: {overlap: [theme, all]}\n", {"02a_themes": 2, "02b_contrasts": 2}),
    "grouping is of arguments": (
        "choices: {embedding: [encoder, tfidf]}\n",
        dict.fromkeys(["03_arguments", "04a_coverage", "04b_sources", "04c_agreement", "04d_wording", "04e_conflicts"], 2),
    ),
    "both": (
        "choices: {overlap: [theme, all], embedding: [encoder, tfidf]}\n",
        {name: 2 for name in NEEDED if name != "01_articles"},
    ),
    "attribution is of everything": ("choices: {aliases: [[Lee, the mayor], [Lee]]}\n", dict.fromkeys(NEEDED, 2)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "several"), SHARED.values(), ids=SHARED)
def test_what_no_choice_touches_is_there_once(text, several, plan):
    universes, sweep = plan(text)
    assert stages(sweep) == {name: several.get(name, 1) for name in NEEDED} | {CLOSING: len(universes)}


def test_stages_that_no_headline_number_rests_on_are_left_out():
    names = {notebook.stem for notebook in list_notebooks()}
    assert set(NEEDED) < names
    assert "06_sensitivity" not in names


def test_nodes_stand_after_those_that_they_wait_for_and_draw_nothing(plan):
    universes, sweep = plan("choices: {overlap: [theme, all], seed: [1, 2]}\n")
    seen = set()
    for key, node in sweep.nodes.items():
        assert set(node.after) <= seen
        assert node.key == key
        assert not [name for name in node.outputs if name.startswith("figures/")]
        seen.add(key)
    assert set(sweep.closing) == {universe.name for universe in universes}
    for universe in universes:
        closing = sweep.nodes[sweep.closing[universe.name]]
        assert [sweep.nodes[key].stage for key in closing.after] == NEEDED
        for key in closing.after:
            given = sweep.nodes[key].parameters
            assert given.get("overlap", universe.options["overlap"]) == universe.options["overlap"]
            assert given.get("seed", universe.settings.seed) == universe.settings.seed


def test_an_edited_file_changes_the_keys_of_what_reads_it_and_of_what_follows(plan, small_study):
    _, before = plan("choices: {overlap: [theme, all]}\n")
    (small_study / "codebook.yaml").write_text("themes: {safety: {patterns: [safe]}}\n", "utf-8")
    _, after = plan("choices: {overlap: [theme, all]}\n")
    kept = {after.nodes[key].stage for key in set(before.nodes) & set(after.nodes)}
    # Names of things are those of the codebook, too, and details are of wording pairs.
    assert kept == set(NEEDED) - {"02a_themes", "02b_contrasts", "04d_wording", "04e_conflicts"}


def test_a_universe_of_another_grid_has_the_same_nodes(plan):
    _, one = plan("choices: {overlap: [theme, all]}\n")
    _, other = plan("choices: {embedding: [encoder], overlap: [all]}\n")
    shared = set(one.closing) & set(other.closing)
    assert len(shared) == 2
    for name in shared:
        assert one.nodes[one.closing[name]].after == other.nodes[other.closing[name]].after


def test_snakemake_reads_a_short_plan_and_each_node_its_own_file(plan):
    _, sweep = plan("choices: {overlap: [theme, all]}\n")
    write_nodes(sweep)
    keyed = read_plan(write_plan(sweep.keyed))
    assert [step.name for step in keyed.plan.steps] == [node.name for node in sweep.nodes.values()]
    assert not any(step.inputs or step.parameters for step in keyed.plan.steps)
    for key, node in sweep.nodes.items():
        step = keyed.step(node.name)
        assert keyed.record(step) == node.record.relative_to(node.work).as_posix()
        assert step.after == [sweep.nodes[other].name for other in node.after]
        assert step.node == str(node_path(sweep.folder, key))
        assert read_node(step.node) == node


def test_a_node_that_is_described_already_is_left_alone(plan):
    _, sweep = plan("choices: {overlap: [theme]}\n")
    write_nodes(sweep)
    key = next(iter(sweep.nodes))
    path = node_path(sweep.folder, key)
    inode = path.stat().st_ino
    write_nodes(sweep)
    assert path.stat().st_ino == inode
    path.write_text(json.dumps({"name": "spoilt"}), "utf-8")
    write_nodes(sweep)
    assert read_node(path) == sweep.nodes[key]
    assert replace(sweep.nodes[key], name="b").work == sweep.nodes[key].work
