"""A whole sweep: killed and gone on with, of universes that fail, and again when there is nothing to do."""

import json
import shutil
from pathlib import Path

import pytest

from retold.errors import GridError, ResultsError, StudyError
from retold.study.drive import hold
from retold.study.manifest import check_manifest, sha256_file
from retold.study.sweep import run as module
from retold.study.sweep.run import sweep_study
from retold.tables import read_table
from tests.conftest import retold, retold_here
from tests.study.sweep.conftest import GRID, records


def tables(folder):
    """Return the digest of everything in a sweep but manifests, which hold times."""
    kept = [path for name in ("tables", "figures", "universes") for path in (folder / name).rglob("*.*")]
    return {
        path.relative_to(folder).as_posix(): sha256_file(path)
        for path in sorted(kept)
        if path.is_file() and path.parent.name in ("tables", "figures", "notebooks")
    }


def test_it_says_what_is_shared_and_what_failed(swept):
    assert swept.done.returncode == 0, swept.done.stdout + swept.done.stderr
    assert "4 universes of" in swept.done.stdout
    assert "stages instead of 36" in swept.done.stdout
    assert swept.done.stdout.count("failed: ") == 2
    assert "2 of 4 universes came to their end" in swept.done.stdout
    assert swept.done.stdout.rstrip().endswith("06_sensitivity.html")


def test_a_killed_sweep_redoes_nothing_that_was_finished(swept):
    after = records(swept.folder)
    assert len(swept.before) >= 4
    assert {name: after.get(name) for name in swept.before} == swept.before


def test_universes_that_fail_are_named_and_not_dropped(swept):
    table = read_table("universes", swept.folder)
    assert table["status"].tolist() == ["done", "failed", "done", "failed"]
    assert table["preferred"].tolist() == [True, False, False, False]
    failed = table[table["status"] == "failed"]
    assert set(failed["stage"]) == {"03_arguments"}
    assert failed["reason"].str.contains("threshold").all()
    assert table[["overlap", "threshold"]].to_numpy().tolist() == [
        ["theme", "null"], ["theme", "7"], ["all", "null"], ["all", "7"],
    ]  # fmt: skip
    numbers = read_table("numbers", swept.folder)
    assert set(numbers["universe"]) == set(table.loc[table["status"] == "done", "universe"])


def test_each_universe_has_its_manifest_tables_and_notebooks(swept):
    table = read_table("universes", swept.folder)
    for row in table[table["status"] == "done"].itertuples():
        folder = swept.folder / "universes" / row.universe
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert check_manifest(manifest, folder).empty
        # What is as study.yaml says is not told twice.
        assert manifest["parameters"] == ({} if row.preferred else {"overlap": row.overlap})
        assert {"bridge/codebook.yaml", "bridge/articles/north.txt", "notebooks/03_arguments.ipynb"} <= set(
            manifest["inputs"]
        )
        assert "notebooks/03_arguments.ipynb" in manifest["outputs"]
        assert set(manifest["costs"]) >= {"01_articles", "03_arguments"}
        assert manifest["machines"]
        assert not list(folder.rglob("*.png"))
        assert len(read_table("findings", folder)) > 5
    assert not (swept.folder / "universes" / table.loc[1, "universe"]).exists()


def test_a_stage_that_two_universes_share_is_there_once(swept):
    made = [path.name for path in swept.folder.glob("stages/*/notebooks/*.ipynb")]
    assert made.count("01_articles.ipynb") == made.count("03_arguments.ipynb") == 1
    assert made.count("02a_themes.ipynb") == 2


def test_the_notebook_has_tables_and_pictures(swept):
    shares = read_table("choice_shares", swept.folder)
    assert set(shares["choice"]) == {"overlap", "threshold", "interactions"}
    conclusions = read_table("conclusions", swept.folder)
    assert set(conclusions["universes"]) == {2}
    drawn = {path.stem for path in (swept.folder / "figures").glob("*.png")}
    assert drawn == {f"specification_curve_{name}" for name in conclusions["finding"]}
    page = (swept.folder / "notebooks" / "06_sensitivity.html").read_text("utf-8")
    assert "4 universes were laid out; 2 came to their end, 2 failed." in page


@pytest.fixture
def again(swept, tmp_path):
    """Give a copy of the sweep's results, and its study, to go on from."""
    shutil.copytree(swept.folder.parent, tmp_path / "out", symlinks=True)
    return tmp_path / "out" / "sweep"


@pytest.mark.filterwarnings("ignore")
def test_what_was_lost_is_made_again_with_the_same_bytes_and_nothing_else(swept, again):
    before, told = tables(again), records(again)
    own = read_table("universes", again).loc[0, "universe"]
    shutil.rmtree(again / "universes" / own)
    (themes,) = [path.parents[1] for path in again.glob("stages/*/notebooks/03_arguments.ipynb")]
    (themes / "tables" / "arguments.csv").write_text("spoilt", "utf-8")
    done = retold("sweep", swept.study, swept.grid, "--results", again.parent, "--cores", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tables(again) == before
    kept = {name for name, written in told.items() if records(again)[name] == written}
    # The first stages, and the themes of both universes.
    assert len(kept) == 5


def test_two_sweeps_at_once_in_one_folder(swept):
    with hold(swept.folder), pytest.raises(ResultsError, match="another run is at work"):
        sweep_study(swept.study, swept.grid, results=swept.folder.parent, say=print)


def test_another_grid_in_the_same_folder_says_so_and_keeps_what_both_share(
    swept, again, tmp_path, monkeypatch
):
    said = []
    monkeypatch.setattr(module, "run_snakemake", lambda *given, **named: said.append("ran"))
    monkeypatch.setattr(module, "run_notebook", lambda *given, **named: None)
    monkeypatch.setattr(module, "write_page", lambda output: output)
    (tmp_path / "grid.yaml").write_text("choices: {overlap: [all, theme]}\n", "utf-8")
    sweep_study(swept.study, tmp_path / "grid.yaml", results=again.parent, say=said.append)
    assert any("tables of 4 universes of another grid are replaced" in line for line in said)
    assert "every universe is up to date" in said
    assert "ran" not in said
    table = read_table("universes", again)
    assert table[["overlap", "status"]].to_numpy().tolist() == [["all", "done"], ["theme", "done"]]


def test_no_universe_at_all(swept, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "run_snakemake", lambda *given, **named: 1)
    with pytest.raises(GridError) as refused:
        sweep_study(swept.study, swept.grid, results=tmp_path / "none", say=print)
    assert (
        refused.value.what == "no universe came to its end; the first failed at 01_articles: it did not end"
    )


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("choices: {overlpa: [all]}\n", (), "did you mean 'overlap'?"),
        ("", (), "the grid names no choice"),
        (GRID, ("-p", "overlpa", "all"), "overlpa"),
        (GRID, ("-p", "overlap", "all"), "leave out -p overlap"),
        (GRID, ("--profile", "slrum"), "there is no profile 'slrum'"),
        (f"choices: {{seed: {list(range(2000))}}}\n", (), "add --yes"),
    ],
)
def test_what_is_refused_leaves_no_results(text, options, words, small_study, tmp_path):
    grid = tmp_path / "grid.yaml"
    grid.write_text(text, "utf-8")
    done = retold_here("sweep", small_study, grid, "--results", tmp_path / "out", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_study_that_is_wrong_is_told_as_in_a_run(small_study, tmp_path):
    (small_study / "articles" / "north.txt").write_text("", "utf-8")
    for file in (small_study / "articles").glob("[sw]*.txt"):
        file.unlink()
    (tmp_path / "grid.yaml").write_text(GRID, "utf-8")
    with pytest.raises(StudyError):
        sweep_study(small_study, tmp_path / "grid.yaml", results=tmp_path / "out", say=print)
    with pytest.raises(StudyError, match="no such study folder"):
        sweep_study(tmp_path / "brigde", tmp_path / "grid.yaml", results=tmp_path / "out", say=print)


def test_a_folder_that_cannot_be_written_to(small_study, tmp_path):
    (tmp_path / "grid.yaml").write_text(GRID, "utf-8")
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(ResultsError, match="the results folder cannot be written to"):
        sweep_study(small_study, tmp_path / "grid.yaml", results=tmp_path / "out", say=print)


def test_the_command_hands_on_what_it_was_told(monkeypatch):
    handed = []
    monkeypatch.setattr(
        module, "sweep_study", lambda *given, **named: handed.append((given, named)) or "page.html"
    )
    words = ("sweep", "dam", "grid.yaml", "-p", "seed", "7", "--results", "out", "--cores", "3", "--yes")
    assert retold_here(*words).stdout == "sensitivity: page.html\n"
    ((given, options),) = handed
    assert given == (Path("dam"), Path("grid.yaml"))
    assert options.pop("say")
    assert options == {
        "parameters": {"seed": 7}, "results": Path("out"), "cores": 3, "profile": None, "yes": True,
    }  # fmt: skip


def test_progress_is_said_now_and_then(monkeypatch):
    said, clock = [], iter([0.0, 1.0, 6.0, 6.0, 7.0, 12.0, 12.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    tell = module._now_and_then(said.append)
    for n in range(1, 5):
        tell(f"{n} of 9 steps done")
    tell("  01_articles-0a …")
    assert said == ["2 of 9 steps done", "4 of 9 steps done"]
