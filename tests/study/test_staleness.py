"""What counts as up to date, and what becomes of earlier results: told with steps that only pretend to run."""

import json
import os
import subprocess
import sys

import pytest

from retold.errors import NotebookError, ResultsError, StudyError
from retold.study import drive, warm
from retold.study.graph import make_plan
from retold.study.manifest import sha256_file
from retold.study.publish import publish
from retold.study.staleness import (
    check_unchanged,
    clear_outputs,
    find_finished,
    forget_records,
    is_complete,
    key_steps,
    prepare,
    read_plan,
    record_step,
)
from retold.study.values import study_settings
from tests.conftest import copy_project

EVERYTHING = [
    "01_articles", "02a_themes", "02b_contrasts", "02c_places", "02d_audit", "03_arguments", "04a_coverage", "04b_sources",
    "04c_agreement", "04d_wording", "04e_conflicts", "04f_occasions", "05_findings", "06_explore", "report",
]  # fmt: skip
# What follows from the codebook, from the settings of resampling, from arguments that are listed.
THEMES = ["02a_themes", "02b_contrasts", "02c_places", "02d_audit"]
CONSISTENCY = [
    "04a_coverage",
    "04b_sources",
    "04c_agreement",
    "04d_wording",
    "04e_conflicts",
    "04f_occasions",
]
CLOSING = ["05_findings", "06_explore", "report"]


def pretend(keyed, step):
    """Do what a step does, with files that say what they follow from."""
    plan = keyed.plan
    clear_outputs(keyed, step)
    for name in step.outputs:
        path = plan.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} of {keyed.keys[step.name]}", "utf-8")
    if step is plan.report:
        publish(plan)
        record_step(keyed, step, plan.results)
        forget_records(keyed)
    else:
        record_step(keyed, step, plan.work)


class Engine:
    """Stands for Snakemake: runs each step that has no record, in order; may fail or be killed at one."""

    def __init__(self):
        self.ran, self.fails_at = [], None

    def __call__(self, plan, cores, profile, say, warm):
        keyed = read_plan(plan.work / "plan.json")
        self.ran = []
        for step in keyed.plan.steps:
            if (plan.work / keyed.record(step)).is_file():
                continue
            if step.name == self.fails_at:
                (plan.results / "run.log").write_text("it failed", "utf-8")
                return 1
            self.ran.append(step.name)
            pretend(keyed, step)
        return 0


@pytest.fixture
def engine(monkeypatch):
    engine = Engine()
    monkeypatch.setattr(drive, "run_snakemake", engine)
    monkeypatch.setenv(warm.VARIABLE, "")  # nothing is forked here
    return engine


@pytest.fixture
def study(small_study):
    """A study with everything that a notebook may read: a list, given arguments, codings."""
    rows = [f"{path.stem},articles/{path.name}" for path in sorted((small_study / "articles").iterdir())]
    (small_study / "articles.csv").write_text("\n".join(["article_id,file", *rows, ""]), "utf-8")
    (small_study / "arguments.yaml").write_text(
        "arguments: [{label: a, description: It is safe.}]\n", "utf-8"
    )
    (small_study / "coding").mkdir()
    coding = "edition,article_id,start,end,voice,form\n,north,0,4,subject,direct\n"
    (small_study / "coding" / "voices.csv").write_text(coding, "utf-8")
    return small_study


@pytest.fixture
def run(engine, study, tmp_path):
    """Run the study as the command line does, and return which steps ran."""

    def run(**parameters):
        engine.ran = []
        drive.run_study(study, parameters=parameters, results=tmp_path / "out", say=lambda line: None)
        return engine.ran

    assert run() == EVERYTHING
    assert run() == []
    return run


def contents(results):
    """Return what lies in the results, but for the folder that runs work in."""
    return {
        path.relative_to(results).as_posix(): sha256_file(path)
        for path in results.rglob("*")
        if path.is_file() and ".run" not in path.parts and path.name not in (".lock", "run.log")
    }


def replace_by_older(path, text):
    """Replace a file as `cp -p`, unzip or rsync would: by one of the same length from long ago."""
    other = path.with_name("other")
    other.write_text(text, "utf-8")
    os.utime(other, (10**9, 10**9))
    os.replace(other, path)


INPUTS = {
    "article": ("articles/north.txt", "said", "sang", EVERYTHING),
    "list of articles": ("articles.csv", "north,", "North,", EVERYTHING),
    "codebook": ("codebook.yaml", "talks, council", "walks, council", [*THEMES, "04d_wording", "04e_conflicts", "04f_occasions", *CLOSING]),
    "settings": ("study.yaml", "[Lee, the", "[Loe, the", EVERYTHING),
    "a setting of some notebooks": (
        "study.yaml", "replicates: 20", "replicates: 21", ["02b_contrasts", "02c_places", "02d_audit", "03_arguments", *CONSISTENCY, *CLOSING],
    ),
    "given arguments": ("arguments.yaml", "safe", "fine", ["03_arguments", *CONSISTENCY, *CLOSING]),
    "coding": ("coding/voices.csv", "direct", "narrat", EVERYTHING),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), INPUTS.values(), ids=INPUTS)
def test_an_input_that_is_replaced_by_an_older_file_is_read_again(run, study, name, old, new, expected):
    path = study / name
    text = path.read_text("utf-8")
    assert old in text
    replace_by_older(path, text.replace(old, new, 1))
    assert run() == expected
    assert run() == []


@pytest.mark.parametrize("name", [entry[0] for entry in INPUTS.values()])
def test_an_input_that_is_touched_only_runs_nothing(run, study, name):
    os.utime(study / name)
    assert run() == []
    replace_by_older(study / name, (study / name).read_text("utf-8"))
    assert run() == []


def test_an_input_that_is_changed_back_in_the_same_run_of_the_clock_is_seen(run, study):
    """Size, time and name are the same; only the bytes are not."""
    path = study / "articles" / "north.txt"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("said", "sang", 1), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run() == EVERYTHING


def test_an_input_that_comes_or_goes_is_seen(run, study):
    (study / "coding" / "voices.csv").unlink()
    assert run() == EVERYTHING
    (study / "arguments.yaml").unlink()
    assert run() == ["03_arguments", *CONSISTENCY, *CLOSING]


CODE = {
    "module": ("src/retold/themes/measures/keyness.py", ["02b_contrasts"]),
    "module of the report": ("src/retold/study/pages.py", []),
    "data of a module": ("src/retold/arguments/given/scorer.json", ["03_arguments"]),
    "notebook": ("notebooks/02a_themes.ipynb", THEMES),
}


@pytest.mark.parametrize(("name", "stale"), CODE.values(), ids=CODE)
def test_code_counts_by_what_it_says(study, tmp_path, name, stale):
    """In another process, because this one has imported the package from where it is."""
    project = copy_project(tmp_path / "project")

    def keys():
        script = (
            "import json, sys; from retold.study.drive import plan_study; from retold.study.staleness import key_steps;"
            "print(json.dumps(key_steps(plan_study(sys.argv[1], {}, 'out')).keys))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, study], cwd=tmp_path, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(project / "src")},
        )  # fmt: skip
        return json.loads(done.stdout)

    before = keys()
    path = project / name
    os.utime(path)
    assert keys() == before
    replace_by_older(path, path.read_text("utf-8") + "\n")
    after = keys()
    changed = {step for step in before if before[step] != after[step]}
    assert "report" in changed
    assert set(stale) <= changed
    assert "01_articles" not in changed


OUTPUTS = {
    "table": ("tables/statements.csv", EVERYTHING),
    "table of a late step": ("tables/conflicts.csv", ["04e_conflicts", "04f_occasions", *CLOSING]),
    "figure": ("figures/coverage.png", ["04a_coverage", "04b_sources", "04c_agreement", *CLOSING]),
    "executed notebook": ("notebooks/02a_themes.ipynb", [*THEMES, *CLOSING]),
    "page": ("notebooks/02a_themes.html", ["report"]),
    "report": ("report.html", ["report"]),
    "manifest": ("manifest.json", ["report"]),
}


@pytest.mark.parametrize("gone", [True, False], ids=["deleted", "altered"])
@pytest.mark.parametrize(("name", "expected"), OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_that_is_not_as_it_was_written_is_not_finished(run, tmp_path, name, expected, gone):
    path = tmp_path / "out" / name
    before, stat = path.read_text("utf-8"), path.stat()
    if gone:
        path.unlink()
    else:
        path.write_text(before.replace("of", "or", 1), "utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run() == expected
    assert path.read_text("utf-8") == before
    assert run() == []


def test_a_run_with_nothing_to_do_touches_nothing(run, tmp_path):
    def times():
        return {path: path.lstat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}

    before = times()
    assert run() == []
    assert times() == before


def test_going_back_to_earlier_settings_runs_again(run):
    assert run(overlap="all") == [*THEMES, *CLOSING]
    assert run() == [*THEMES, *CLOSING]


# One of each stage: all of them would say the same thrice over.
@pytest.mark.parametrize("step", ["02a_themes", "03_arguments", "04d_wording", *CLOSING])
def test_a_run_that_fails_leaves_the_earlier_results_and_goes_on_where_it_stopped(
    run, engine, study, tmp_path, step
):
    before = contents(tmp_path / "out")
    (study / "articles" / "north.txt").write_text("A bridge\n\nAnn Lee said it is safe.\n", "utf-8")
    engine.fails_at = step
    with pytest.raises(NotebookError):
        run()
    assert contents(tmp_path / "out") == before
    done = engine.ran
    engine.fails_at = None
    assert run() == EVERYTHING[len(done) :]
    after = contents(tmp_path / "out")
    assert after.keys() == before.keys()
    assert all(after[name] != before[name] for name in after)


def test_after_a_failure_the_earlier_settings_are_still_up_to_date(run, engine, tmp_path):
    engine.fails_at = "report"
    with pytest.raises(NotebookError):
        run(overlap="all")
    engine.fails_at = None
    assert run() == []


def test_a_refusal_comes_before_anything_is_touched(run, tmp_path):
    before = contents(tmp_path / "out")
    with pytest.raises(StudyError, match="threshold 7 is out of range"):
        run(threshold=7)
    assert contents(tmp_path / "out") == before
    assert run() == []


def test_what_a_run_no_longer_writes_goes_and_what_none_wrote_stays(run, tmp_path):
    mine = tmp_path / "out" / "tables" / "mine.csv"
    mine.write_text("a\n", "utf-8")
    assert run(table_format="parquet") == EVERYTHING
    names = {path.name for path in (tmp_path / "out" / "tables").iterdir()}
    assert "mine.csv" in names
    assert "statements.parquet" in names
    assert "statements.csv" not in names


def test_a_failure_s_evidence_goes_when_a_run_is_complete(run, tmp_path):
    evidence = tmp_path / "out" / "notebooks" / "02a_themes.failed.ipynb"
    evidence.write_text("{}", "utf-8")
    run(overlap="all")
    assert not evidence.exists()


def make_keyed(study, results, **parameters):
    return key_steps(make_plan(study_settings(study, parameters), parameters, results))


@pytest.mark.parametrize("moved", [0, 1, 10, 100])
def test_a_run_that_is_cut_short_while_results_are_moved_is_completed_by_the_next(
    run, engine, study, tmp_path, monkeypatch, moved
):
    """Between two moves there is no report, so that none stands beside tables of another run."""
    import retold.study.publish as publishing

    left, move = moved, publishing._move

    def stop_after(plan, name):
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        move(plan, name)

    monkeypatch.setattr(publishing, "_move", stop_after)
    with pytest.raises(KeyboardInterrupt):
        run(overlap="all")
    assert not (tmp_path / "out" / "report.html").exists()
    assert not is_complete(make_keyed(study, tmp_path / "out", overlap="all"))
    monkeypatch.setattr(publishing, "_move", move)
    assert run(overlap="all") == ["report"]
    assert is_complete(make_keyed(study, tmp_path / "out", overlap="all"))
    assert run(overlap="all") == []


def test_links_and_copies_serve_alike(run, study, tmp_path, monkeypatch):
    def no_links(source, target):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    assert run(overlap="all") == [*THEMES, *CLOSING]
    assert is_complete(make_keyed(study, tmp_path / "out", overlap="all"))


def test_a_damaged_record_counts_as_none(run, tmp_path):
    for record in (tmp_path / "out" / ".run" / "steps").glob("*.json"):
        record.write_text("{", "utf-8")
    assert run() == EVERYTHING


def test_a_step_whose_files_are_changed_while_it_is_at_work_is_not_finished(study, tmp_path):
    keyed = make_keyed(study, tmp_path / "out")
    check_unchanged(keyed, keyed.plan.files)
    (study / "codebook.yaml").write_text("themes: {}\n", "utf-8")
    with pytest.raises(StudyError, match="changed while the run was at work"):
        check_unchanged(keyed, keyed.plan.files)


def test_a_step_that_wrote_too_little_is_told(study, tmp_path):
    keyed = make_keyed(study, tmp_path / "out")
    prepare(keyed)
    with pytest.raises(StudyError, match=r"01_articles ended without writing notebooks/01_articles\.ipynb"):
        record_step(keyed, keyed.plan.steps[0], keyed.plan.work)
    assert find_finished(keyed) == {}


def test_results_that_cannot_be_replaced_are_told(run, tmp_path):
    path = tmp_path / "out" / "tables" / "theme_hits.csv"
    path.unlink()
    (path / "inside").mkdir(parents=True)
    with pytest.raises(ResultsError, match="cannot be put in their place"):
        run(overlap="all")


def test_results_may_lie_on_another_disk(run, tmp_path, monkeypatch):
    def other_disk(source, target, replace=os.replace):
        if ".run" in str(source) and "tables" in str(target) and ".part" not in str(source):
            raise OSError(18, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr("retold.study.publish.os.replace", other_disk)
    assert run(overlap="all") == [*THEMES, *CLOSING]
    assert run(overlap="all") == []
