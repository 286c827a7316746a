"""A run that cannot be done says why in a few lines, with status 2, and leaves nothing half written."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.conftest import retold, retold_here
from tests.study.whole_runs import files


def test_a_notebook_that_raises_is_told_by_cell_error_and_file(finished, rewrite):
    project, study, results = finished
    # What the run is to make: with everything else at hand, nothing else is run.
    for name in ("notebooks/02a_themes.ipynb", "report.html"):
        (results / name).unlink()
    notebook = project / "notebooks" / "02a_themes.ipynb"
    cells = json.loads(notebook.read_text("utf-8"))
    cells["cells"][-2]["source"] = "1 / 0"
    cells["cells"][-2]["cell_type"] = "code"
    cells["cells"][-2].update(outputs=[], execution_count=None)
    rewrite(notebook, json.dumps(cells))
    done = retold("run", study, "--results", results, project=project)
    assert done.returncode == 2
    for words in ("02a_themes.ipynb", "ZeroDivisionError", "1 / 0", "02a_themes.failed.ipynb"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6
    assert (results / "notebooks" / "02a_themes.failed.ipynb").is_file()
    assert not (results / "notebooks" / "02a_themes.ipynb").exists()
    assert not (results / "report.html").exists()


def change(file, text):
    return lambda study: (study / file).write_text(text, "utf-8")


BAD_INPUT = {
    "no such folder": (lambda study: shutil.rmtree(study), [], ["no such study folder", "retold new"]),
    "no study.yaml": (lambda study: (study / "study.yaml").unlink(), [], ["has no study.yaml", "retold new"]),
    "unknown setting": (
        change("study.yaml", "subjet: A\n"),
        [],
        ["'subjet'", "did you mean 'subject'", "line 1"],
    ),
    "ill-typed setting": (
        change("study.yaml", "seed: 1\nlevel: high\n"),
        [],
        ["'level'", "must be number", "line 2"],
    ),
    "setting out of range": (
        change("study.yaml", "level: 95\n"),
        [],
        ["'level'", "95", "Coverage of all intervals"],
    ),
    "broken study.yaml": (change("study.yaml", "a: [\n"), [], ["not valid YAML", "study.yaml"]),
    "empty article": (change("articles/north.txt", ""), [], ["article is empty", "north.txt"]),
    "no articles": (
        lambda study: [f.unlink() for f in (study / "articles").iterdir()],
        [],
        ["holds no articles"],
    ),
    "broken codebook": (
        change("codebook.yaml", "themes: {a: {patterns: [{regex: '('}]}}\n"),
        [],
        ["'('", "codebook.yaml"],
    ),
    "empty theme": (change("codebook.yaml", "themes: {a: {}}\n"), [], ["'a' has no patterns"]),
    "no codebook": (
        lambda study: (study / "codebook.yaml").unlink(),
        [],
        ["there is no codebook", "codebook.yaml"],
    ),
    "mistyped parameter": (
        None,
        ["-p", "sed", "1"],
        ["no notebook has a parameter 'sed'", "did you mean 'seed'"],
    ),
    "ill-typed parameter": (None, ["-p", "seed", "one"], ["'seed'", "must be integer"]),
    "unknown profile": (None, ["--profile", "slrum"], ["no profile 'slrum'", "did you mean 'slurm'"]),
}


@pytest.mark.parametrize(("spoil", "arguments", "expected"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_told_in_a_few_lines_with_status_2_and_nothing_written(
    small_study, tmp_path, spoil, arguments, expected
):
    if spoil:
        spoil(small_study)
    results = tmp_path / "out"
    done = retold_here("run", small_study, "--results", results, *arguments)
    assert done.returncode == 2
    for words in expected:
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 5
    assert not list(results.glob("*/*"))
    if "--profile" not in arguments:
        assert retold_here("check", small_study, *arguments).returncode == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_results_folder(small_study, tmp_path):
    results = tmp_path / "out"
    results.mkdir()
    results.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = retold_here("run", small_study, "--results", results)
    assert done.returncode == 2
    assert "cannot be written to" in done.stderr


def test_a_results_folder_that_is_a_file(small_study, tmp_path):
    (tmp_path / "out").write_text("not a folder")
    done = retold_here("run", small_study, "--results", tmp_path / "out")
    assert done.returncode == 2
    assert "cannot be written to" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_leaves_no_half_table(tmp_path, monkeypatch):
    from retold.errors import ResultsError
    from retold.tables import empty_table, write_table

    def full(self, path, **options):
        with open("/dev/full", "w") as disk:
            disk.write("x" * 10**6)

    monkeypatch.setattr("pandas.DataFrame.to_csv", full)
    with pytest.raises(ResultsError, match="No space left"):
        write_table(empty_table("reuse"), "reuse", tmp_path)
    assert files(tmp_path) == set()
