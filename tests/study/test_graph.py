"""The graph of the notebooks: what waits for what, and what cannot be a graph."""

import nbformat
import pytest

from retold.errors import NotebookError
from retold.study import graph
from retold.study.config import read_settings
from retold.study.graph import make_plan


def write_notebook(folder, name, *lines):
    cells = [
        nbformat.v4.new_code_cell("study = ''\nresults = ''", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("\n".join(lines)),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


def write(table):
    return f"retold.write_table(frame, '{table}', results)"


def read(table):
    return f"retold.read_table('{table}', results)"


@pytest.fixture
def plan(small_study, tmp_path, monkeypatch):
    """Return the plan of notebooks that are given as lines of code by name."""

    def plan(**notebooks):
        for name, lines in notebooks.items():
            write_notebook(tmp_path, name, *lines)
        files = [tmp_path / f"{name}.ipynb" for name in notebooks]
        monkeypatch.setattr(graph, "list_notebooks", lambda: files)
        return make_plan(read_settings(small_study), {}, tmp_path / "out")

    return plan


def test_a_step_waits_for_those_whose_tables_it_reads(plan):
    made = plan(a=[read("reuse")], b=[write("reuse"), read("details")], c=[write("details")])
    assert [step.name for step in made.steps] == ["c", "b", "a", "report"]
    assert [step.after for step in made.steps] == [[], ["c"], ["b"], ["c", "b", "a"]]
    assert made.steps[1].outputs == ["notebooks/b.ipynb", "tables/reuse.csv"]


def test_steps_that_do_not_wait_for_one_another_are_in_the_order_of_their_names(plan):
    made = plan(
        a=[write("reuse")], b=[read("reuse"), write("naming")], c=[write("details")], d=[read("naming"), read("details")]
    )  # fmt: skip
    assert [step.name for step in made.steps] == ["a", "b", "c", "d", "report"]


UNFIT = {
    "two writers": ({"a": [write("reuse")], "b": [write("reuse")]}, "two notebooks write the table 'reuse'"),
    "no writer": ({"a": [read("reuse")]}, "no notebook writes the table 'reuse'"),
    "a circle": (
        {"a": [read("reuse"), write("details")], "b": [read("details"), write("reuse")]},
        "wait for one another",
    ),
}


@pytest.mark.parametrize(("notebooks", "words"), UNFIT.values(), ids=UNFIT)
def test_what_is_no_graph_is_told(plan, notebooks, words):
    with pytest.raises(NotebookError, match=words):
        plan(**notebooks)
