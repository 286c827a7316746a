"""What a step does: its notebook or the report in the working folder, its record, and the results in their place."""

from pathlib import Path

import pytest

from retold.errors import StudyError
from retold.study import step as module
from retold.study.graph import make_plan
from retold.study.staleness import find_finished, is_complete, key_steps, prepare, write_plan
from retold.study.step import ERRORS_FOLDER, main
from retold.study.values import study_settings


@pytest.fixture
def keyed(small_study, tmp_path):
    """The plan of a small study, written as the graph reads it."""
    parameters = {"seed": 5}
    made = key_steps(make_plan(study_settings(small_study, parameters), parameters, tmp_path / "out"))
    prepare(made)
    return made


@pytest.fixture
def done(keyed, monkeypatch):
    """Notebooks and reports that only pretend: what each was asked for."""
    asked = []

    def write(names):
        for name in names:
            path = keyed.plan.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")

    def run_notebook(source, output, **options):
        asked.append((source, output, options))
        (step,) = [step for step in keyed.plan.steps if step.source == str(source)]
        write(step.outputs)

    def finish_run(values, *, started):
        asked.append((values, started))
        write(keyed.plan.report.outputs)

    monkeypatch.setattr("retold.study.run.run_notebook", run_notebook)
    monkeypatch.setattr("retold.study.machine.note_machine", lambda *given: asked.append(given))
    monkeypatch.setattr("retold.study.report.finish_run", finish_run)
    return asked


def run(keyed, *names):
    plan = str(write_plan(keyed))
    return [main([plan, name]) for name in names]


def test_a_notebook_is_run_where_the_run_works(keyed, done):
    step = keyed.plan.steps[0]
    assert run(keyed, step.name) == [0]
    (source, output, options), (noted, environment) = done
    assert source == Path(step.source)
    assert output == noted == keyed.plan.work / step.outputs[0]
    assert environment
    assert options["cwd"] == output.parent
    assert options["parameters"] == {**step.parameters, "study": "../study", "results": ".."}
    # A failure leaves its evidence beside the earlier results.
    assert options["failed"].parent == keyed.plan.results / "notebooks"
    assert list(find_finished(keyed)) == [step.name]
    assert not (keyed.plan.results / "tables").exists()


def test_the_last_step_puts_everything_in_its_place(keyed, done):
    names = [step.name for step in keyed.plan.steps]
    assert run(keyed, *names) == [0] * len(names)
    values, started = done[-1]
    assert started.tzinfo is not None
    assert values == {
        "study": keyed.plan.study, "results": str(keyed.plan.work), "parameters": {"seed": 5}, "inputs": keyed.plan.files,
        "outputs": sorted(name for step in keyed.plan.notebooks for name in step.outputs),
    }  # fmt: skip
    assert is_complete(keyed)
    for step in keyed.plan.steps:
        assert all((keyed.plan.results / name).is_file() for name in step.outputs)


def test_a_step_whose_study_changes_meanwhile_is_not_finished(keyed, done, monkeypatch, small_study):
    first = keyed.plan.steps[0].name
    monkeypatch.setattr(
        module, "_notebook", lambda keyed, step: (small_study / "articles" / "north.txt").write_text("x")
    )
    assert run(keyed, first) == [1]
    told = (keyed.plan.results / ERRORS_FOLDER / f"{first}.txt").read_text("utf-8")
    assert "changed while the run was at work" in told
    assert find_finished(keyed) == {}


def test_a_step_that_fails_is_told_in_its_own_file(keyed, monkeypatch):
    def fail(keyed, step):
        raise StudyError("it failed", where=step.name)

    monkeypatch.setattr(module, "_notebook", fail)
    first, second = (step.name for step in keyed.plan.steps[:2])
    assert run(keyed, first, second) == [1, 1]
    files = sorted((keyed.plan.results / ERRORS_FOLDER).iterdir())
    assert [file.read_text("utf-8") for file in files] == [
        f"it failed\n  where: {name}" for name in (first, second)
    ]
