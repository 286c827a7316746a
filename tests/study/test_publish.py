"""Results in the place of earlier ones: what is moved and removed, in which order, and over disks."""

import errno
import json
import os

import pytest

from retold.errors import ResultsError
from retold.study import publish as publishing
from retold.study.graph import MANIFEST_FILE, REPORT_FILE, Plan, Step
from retold.study.publish import PUBLISHED, STUDY_LINK, publish
from retold.study.run import failed_path
from retold.study.staleness import RESULT_FOLDERS

OUTPUTS = {
    "one": ["notebooks/one.ipynb", "tables/a.csv"],
    "report": ["notebooks/one.html", REPORT_FILE, MANIFEST_FILE],
}


def make_plan(results, outputs=OUTPUTS):
    steps = [Step(name, name, [], [], own, {}) for name, own in outputs.items()]
    return Plan("study", results, {}, steps)


def write(folder, names, text):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def plan(tmp_path):
    """A plan whose steps have written all their files into the working folder."""
    made = make_plan(tmp_path / "out")
    write(made.work, [name for own in OUTPUTS.values() for name in own], "new")
    return made


def contents(folder):
    """Return the text of each file of the results, without those of the working folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in found
        if ".run" not in path.parts
    }


NEW = dict.fromkeys([name for own in OUTPUTS.values() for name in own], "new")


def test_what_was_written_takes_its_place(plan):
    publish(plan)
    assert contents(plan.results) == NEW
    assert json.loads((plan.work / PUBLISHED).read_text("utf-8")) == list(NEW)
    assert [path.name for path in plan.work.iterdir()] == [PUBLISHED]


def test_earlier_results_go_and_what_no_run_wrote_stays(plan):
    write(plan.results, ["tables/a.csv", "tables/b.csv", "figures/c.svg", REPORT_FILE], "old")
    write(plan.results, ["notes.txt", "tables/mine.csv"], "mine")
    write(
        plan.work,
        [PUBLISHED],
        json.dumps(["tables/a.csv", "tables/b.csv", "figures/c.svg", "tables/gone.csv"]),
    )
    publish(plan)
    assert contents(plan.results) == {**NEW, "notes.txt": "mine", "tables/mine.csv": "mine"}


@pytest.mark.parametrize("listed", ["{", '["tables/b.csv"'])
def test_a_damaged_list_of_earlier_results_removes_nothing(plan, listed):
    write(plan.results, ["tables/b.csv"], "old")
    write(plan.work, [PUBLISHED], listed)
    publish(plan)
    assert contents(plan.results) == {**NEW, "tables/b.csv": "old"}


def test_the_evidence_of_a_failure_goes(plan):
    evidence = failed_path(plan.results / "notebooks/one.ipynb")
    write(plan.results, [evidence.relative_to(plan.results).as_posix()], "failed")
    publish(plan)
    assert contents(plan.results) == NEW


def test_the_link_to_the_study_goes_along(plan, tmp_path):
    (plan.work / STUDY_LINK).symlink_to(tmp_path)
    publish(plan)
    assert os.readlink(plan.results / STUDY_LINK) == str(tmp_path)
    assert not (plan.work / STUDY_LINK).exists()


def test_the_report_goes_first_and_comes_last(plan, monkeypatch):
    write(plan.results, [REPORT_FILE, MANIFEST_FILE], "old")
    seen = []

    def look(source, target, replace=os.replace):
        seen.append(sorted(contents(plan.results)))
        replace(source, target)

    monkeypatch.setattr(publishing.os, "replace", look)
    publish(plan)
    closing = {REPORT_FILE, MANIFEST_FILE}
    # Before the others are moved there is neither; the report is there before the manifest that vouches for it.
    assert not any(closing & set(names) for names in seen[:-1])
    assert REPORT_FILE in seen[-1]
    assert MANIFEST_FILE not in seen[-1]


def test_a_move_that_was_cut_short_is_completed(plan, monkeypatch):
    move = publishing._move
    monkeypatch.setattr(
        publishing, "_move", lambda plan, name: move(plan, name) if name != "tables/a.csv" else 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        publish(plan)
    assert contents(plan.results) == {"notebooks/one.ipynb": "new"}
    monkeypatch.setattr(publishing, "_move", move)
    write(plan.work, ["notebooks/one.ipynb"], "new")
    publish(plan)
    assert contents(plan.results) == NEW


def test_another_disk_is_copied_to(plan, monkeypatch):
    def other_disk(source, target, replace=os.replace):
        if source.parent != target.parent and target.parent in (
            plan.results / name for name in RESULT_FOLDERS
        ):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr(publishing.os, "replace", other_disk)
    publish(plan)
    assert contents(plan.results) == NEW
    assert [path.name for path in plan.work.iterdir()] == [PUBLISHED]


def test_what_the_system_refuses_is_told_with_its_file(plan):
    (plan.results / "tables/a.csv/inside").mkdir(parents=True)
    with pytest.raises(ResultsError) as refused:
        publish(plan)
    said = str(refused.value)
    assert said.startswith("the results cannot be put in their place: Is a directory\n  where: ")
    assert "tables/a.csv\n  to do: free the file or change its permissions, then run again" in said
    assert not (plan.results / REPORT_FILE).exists()


def test_an_error_without_a_file_or_a_reason_names_the_results(plan, monkeypatch):
    def fail(source, target):
        raise OSError("no reason")

    monkeypatch.setattr(publishing.os, "replace", fail)
    with pytest.raises(ResultsError) as refused:
        publish(plan)
    assert str(refused.value).startswith(
        f"the results cannot be put in their place: no reason\n  where: {plan.results}\n"
    )
