"""The whole run: from a folder to a report, with every way it can be cut short."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retold.figures.registry import FIGURES
from retold.study.manifest import sha256_file
from retold.tables import SCHEMAS, read_table
from tests.conftest import NATO, PATIENCE, ROOT, copy_project, retold, wait_for


def files(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def hashes(results):
    """Hash everything that must be the same from run to run: all but the manifest and Snakemake's own notes."""
    kept = [
        name
        for name in files(results)
        if name.startswith(("tables/", "figures/", "notebooks/")) or name == "report.html"
    ]
    return {name: sha256_file(results / name) for name in sorted(kept)}


def test_a_run_writes_every_table_and_figure(nato_run):
    found = files(nato_run)
    assert {f"tables/{name}.csv" for name in SCHEMAS} <= found
    assert {f"figures/{name}.{form}" for name in FIGURES for form in ("svg", "pdf", "png")} <= found
    assert not [name for name in found if name.endswith(".part") or "failed" in name]


def test_the_report_names_the_edition_and_holds_every_figure(nato_run):
    report = (nato_run / "report.html").read_text("utf-8")
    assert report.count("data:image/svg+xml") == len(FIGURES)
    assert report.count("Text: paraphrase edition, 5 articles.") == len(FIGURES) + 1
    assert not re.search(r'(?:src|href)="(?:https?:)?//', report)


def test_the_manifest_is_true(nato_run):
    manifest = json.loads((nato_run / "manifest.json").read_text("utf-8"))
    for name, entry in manifest["outputs"].items():
        assert sha256_file(nato_run / name) == entry["sha256"], name
    for name, entry in manifest["inputs"].items():
        assert sha256_file(ROOT / name) == entry["sha256"], name
    assert manifest["lock"]["sha256"] == sha256_file(ROOT / "requirements.lock")
    assert sorted(name for machine in manifest["machines"] for name in machine["notebooks"]) == [
        "01_articles", "02_themes", "03_arguments", "04_consistency",
    ]  # fmt: skip
    assert all(
        library["threads"] in (1, None) for machine in manifest["machines"] for library in machine["blas"]
    )
    assert {"data/nato/articles.csv", "data/nato/codebook.yaml", "notebooks/01_articles.ipynb"} <= set(
        manifest["inputs"]
    )


def test_no_output_but_the_manifest_holds_a_date_or_a_path_of_the_machine(nato_run):
    year = time.strftime("%Y-%m")
    for name in hashes(nato_run):
        text = (nato_run / name).read_bytes().decode("latin-1")
        assert str(ROOT) not in text, name
        assert str(nato_run) not in text, name
        assert f"{year}-" not in text, name


def test_every_number_can_be_traced_to_characters(nato_run):
    """Law 2: figure -> table row -> statement -> characters of a file."""
    statements = read_table("statements", nato_run).set_index("statement_id")
    for hit in read_table("theme_hits", nato_run).itertuples():
        text = (NATO / "articles" / f"{hit.article_id}.txt").read_bytes().decode("utf-8")
        assert text[hit.start : hit.end] == hit.text
        if hit.statement_id:
            assert (
                statements.loc[hit.statement_id, "start"]
                <= hit.start
                < statements.loc[hit.statement_id, "end"]
            )
    for detail in read_table("details", nato_run).itertuples():
        text = (NATO / "articles" / f"{detail.article_id}.txt").read_bytes().decode("utf-8")
        assert text[detail.start : detail.end] == detail.text
    assert set(read_table("arguments", nato_run)["statement_id"]) <= set(statements.index)


def test_another_folder_and_one_core_give_the_same_bytes(finished, small_study, tmp_path):
    _, _, results = finished
    second = tmp_path / "a second place"
    done = retold("run", small_study, "--results", second, "--cores", "1", HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert hashes(second) == hashes(results)


def test_a_run_with_nothing_to_do_changes_nothing(nato_run):
    before = {name: (nato_run / name).stat().st_mtime_ns for name in hashes(nato_run)}
    done = retold("run", NATO, "--results", nato_run)
    assert done.returncode == 0
    assert "everything is up to date" in done.stdout
    assert before == {name: (nato_run / name).stat().st_mtime_ns for name in hashes(nato_run)}


def test_verify_says_identical_and_notices_a_changed_number(nato_run, tmp_path):
    done = retold("verify", NATO, "--results", nato_run)
    assert done.returncode == 0, done.stdout
    assert "differs" not in done.stdout
    changed = shutil.copytree(nato_run, tmp_path / "changed")
    table = changed / "tables" / "theme_frequencies.csv"
    table.write_text(table.read_text("utf-8").replace(",1,", ",2,", 1), "utf-8")
    done = retold("verify", NATO, "--results", changed)
    assert done.returncode == 1
    assert re.search(r"theme_frequencies +differs", done.stdout)


def test_a_figure_is_redrawn_from_its_tables_with_the_same_bytes(nato_run, tmp_path):
    done = retold("figure", NATO, "coverage", "--results", nato_run, "--to", tmp_path)
    assert done.returncode == 0, done.stderr
    for form in ("svg", "pdf", "png"):
        assert sha256_file(tmp_path / f"coverage.{form}") == sha256_file(
            nato_run / "figures" / f"coverage.{form}"
        )
    done = retold(
        "figure",
        NATO,
        "coverage",
        "--results",
        nato_run,
        "--to",
        tmp_path / "one",
        "--format",
        "svg",
        "--width",
        "single",
    )
    assert files(tmp_path / "one") == {"coverage.svg"}
    assert retold("figure", NATO, "covrage", "--results", nato_run).returncode == 2


@pytest.mark.skipif(not (NATO / "originals").is_dir(), reason="the originals are not part of the package")
def test_the_same_run_works_on_the_originals(tmp_path):
    done = retold("run", NATO, "-p", "edition", "original", "--results", tmp_path / "original")
    assert done.returncode == 0, done.stderr
    report = (tmp_path / "original" / "report.html").read_text("utf-8")
    assert "Text: original edition, 5 articles." in report
    done = retold("verify", NATO, "-p", "edition", "original", "--results", tmp_path / "original")
    assert done.returncode == 0, done.stdout


def test_a_newcomers_folder_of_texts(small_study, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    for text in (small_study / "articles").glob("*.txt"):
        shutil.copy(text, mine)
    shutil.copy(small_study / "codebook.yaml", mine)
    made = retold("new", mine)
    assert made.returncode == 0, made.stderr
    assert "found 3 articles" in made.stdout
    done = retold("run", mine, "--results", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").is_file()
    assert set(read_table("articles", tmp_path / "out")["article_id"]) == {"north", "south", "west"}
    assert retold("new", mine).returncode == 2


def test_a_study_of_one_article(small_study, tmp_path):
    for name in ("south", "west"):
        (small_study / "articles" / f"{name}.txt").unlink()
    done = retold("run", small_study, "--results", tmp_path / "out")
    assert done.returncode == 0, done.stderr


def reran(done):
    return re.findall(r"^  (\S+) …$", done.stdout, re.MULTILINE)


def test_editing_reruns_what_depends_on_it_and_nothing_else(finished, rewrite):
    project, study, results = finished

    def run():
        done = retold("run", study, "--results", results, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
        return reran(done)

    # At most the report is made anew: nothing else may know where the results lie.
    assert set(run()) <= {"report"}
    assert run() == []
    module = project / "src" / "retold" / "themes" / "measures" / "keyness.py"
    rewrite(module, module.read_text("utf-8") + "\n# edited\n")
    assert run() == ["02_themes", "report"]
    notebook = project / "notebooks" / "04_consistency.ipynb"
    rewrite(notebook, notebook.read_text("utf-8").replace("Do the articles agree?", "Do they agree?"))
    assert run() == ["04_consistency", "report"]
    rewrite(study / "codebook.yaml", "themes: {river: {patterns: [river*]}}\n")
    # Notebook 04 takes the names of things from the codebook.
    assert sorted(run()) == ["02_themes", "04_consistency", "report"]
    os.utime(project / "notebooks" / "01_articles.ipynb")
    assert run() == []


def test_a_changed_parameter_reruns_the_notebooks_that_know_it(finished):
    project, study, results = finished
    done = retold("run", study, "--results", results, "-p", "overlap", "all", project=project)
    assert done.returncode == 0, done.stderr
    assert reran(done) == ["02_themes", "report"]


def start(*arguments, project=ROOT):
    command = [sys.executable, "-m", "retold.cli", *map(str, arguments)]
    # A shell's background job ignores Ctrl-C, and so would all that it starts.
    return subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_cut_short_leaves_nothing_half_written_and_recovers(small_study, tmp_path, number):
    results = tmp_path / "out"
    running = start("run", small_study, "--results", results)
    for line in running.stdout:
        if "1 of 5 steps done" in line:
            break
    wait_for(lambda: [args for args in offspring(running.pid).values() if "ipykernel" in args])
    started = offspring(running.pid)
    running.send_signal(number)
    _, said = running.communicate(timeout=PATIENCE)
    if number == signal.SIGINT:
        assert running.returncode == 130
        assert "interrupted" in said
    # A step that outlived its run would be waited for in vain.
    wait_for(lambda: not set(started.items()) & set(processes()))
    for name in files(results):
        assert not name.endswith(".part"), name
    done = retold("run", small_study, "--results", results)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "01_articles" not in reran(done)
    assert (results / "report.html").is_file()


def processes():
    """Yield what runs on this machine: number of the process and its command, and set aside what is dead."""
    done = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,stat=,args="], capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        number, state, command = line.split(maxsplit=2)
        if not state.startswith("Z"):
            yield int(number), command


def offspring(process):
    """Return the processes that a process has started, and theirs, by number."""
    done = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = dict(map(int, line.split()) for line in done.stdout.splitlines())
    commands = dict(processes())

    def descends(number):
        while number in parents and number != process:
            number = parents[number]
        return number == process

    return {
        number: commands[number]
        for number in parents
        if number in commands and number != process and descends(number)
    }


def test_two_runs_in_one_folder_do_not_meet(finished):
    project, study, results = finished
    running = start("run", study, "--results", results, "-p", "overlap", "all", project=project)
    running.stdout.readline()
    # One that has something to do: the results are up to date for the parameters that they were made with.
    second = retold("run", study, "--results", results, "-p", "seed", "5", project=project)
    assert second.returncode == 2
    assert "another run is at work" in second.stderr
    running.communicate(timeout=PATIENCE)
    assert running.returncode == 0


def test_a_notebook_that_raises_is_told_by_cell_error_and_file(small_study, tmp_path):
    project = copy_project(tmp_path / "project")
    notebook = project / "notebooks" / "02_themes.ipynb"
    cells = json.loads(notebook.read_text("utf-8"))
    cells["cells"][-2]["source"] = "1 / 0"
    cells["cells"][-2]["cell_type"] = "code"
    cells["cells"][-2].update(outputs=[], execution_count=None)
    notebook.write_text(json.dumps(cells), "utf-8")
    done = retold("run", small_study, "--results", tmp_path / "out", project=project)
    assert done.returncode == 2
    for words in ("02_themes.ipynb", "ZeroDivisionError", "1 / 0", "02_themes.failed.ipynb"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6
    assert (tmp_path / "out" / "notebooks" / "02_themes.failed.ipynb").is_file()
    assert not (tmp_path / "out" / "notebooks" / "02_themes.ipynb").exists()
    assert not (tmp_path / "out" / "report.html").exists()


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
    done = retold("run", small_study, "--results", results, *arguments)
    assert done.returncode == 2
    for words in expected:
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 5
    assert not list(results.glob("*/*"))
    if "--profile" not in arguments:
        assert retold("check", small_study, *arguments).returncode == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_results_folder(small_study, tmp_path):
    results = tmp_path / "out"
    results.mkdir()
    results.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = retold("run", small_study, "--results", results)
    assert done.returncode == 2
    assert "cannot be written to" in done.stderr


def test_a_results_folder_that_is_a_file(small_study, tmp_path):
    (tmp_path / "out").write_text("not a folder")
    done = retold("run", small_study, "--results", tmp_path / "out")
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


def test_check_says_what_is_there():
    done = retold("check", NATO)
    assert done.returncode == 0
    assert "articles: 5 (paraphrase edition)" in done.stdout
    assert "21 themes" in done.stdout


def test_a_study_in_one_table_with_columns_of_its_own(small_study, tmp_path):
    texts = {path.stem: path.read_text("utf-8") for path in (small_study / "articles").glob("*.txt")}
    shutil.rmtree(small_study / "articles")
    rows = [{"key": name, "body": text, "paper": "Post"} for name, text in sorted(texts.items())]
    (small_study / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with (small_study / "study.yaml").open("a", encoding="utf-8") as settings:
        settings.write("columns: {article_id: key, text: body, outlet: paper}\n")
    done = retold("run", small_study, "--results", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    articles = read_table("articles", tmp_path / "out")
    assert articles["article_id"].tolist() == sorted(texts)
    assert set(articles["outlet"]) == {"Post"}
    done = retold("run", small_study, "--results", tmp_path / "out", "-p", "columns", "{text: boddy}")
    assert done.returncode == 2
    assert "boddy" in done.stderr
