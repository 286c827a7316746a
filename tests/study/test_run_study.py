"""The whole run: from a folder to a report."""

import json
import re
import shutil
import time
from html import unescape
from urllib.parse import unquote

import pytest

from retold import __version__
from retold.figures.registry import FIGURES
from retold.study.config import read_settings
from retold.study.drive import plan_study
from retold.study.manifest import name_code, sha256_file
from retold.study.report import SECTIONS, write_report
from retold.tables import SCHEMAS, read_table
from tests.conftest import NATO, ROOT, retold, retold_here
from tests.study.in_process import run_notebooks
from tests.study.whole_runs import files, hashes


def test_a_run_writes_every_table_and_figure(nato_run):
    found = files(nato_run)
    assert {f"tables/{name}.csv" for name in SCHEMAS} <= found
    drawn = {name for name in found if name.startswith("figures/")}
    assert drawn == {f"figures/{name}.{form}" for name in FIGURES for form in ("png", "csv")}
    assert not [name for name in found if name.endswith(".part") or "failed" in name]


def test_the_report_names_the_edition_and_holds_its_figures(nato_run):
    report = (nato_run / "report.html").read_text("utf-8")
    held = [name for _, _, names in SECTIONS for name in names]
    assert report.count("data:image/png") == len(held)
    assert report.count("Text: paraphrase edition, 5 articles.") == len(held) + 1
    assert not re.search(r'(?:src|href)="(?:https?:)?//', report)
    gallery = (nato_run / "figures.html").read_text("utf-8")
    assert all(f"retold figure STUDY {name}" in gallery for name in FIGURES)
    assert "retold run STUDY --print" in gallery
    for page in (report, gallery):
        assert all(
            (nato_run / name).is_file() for name in re.findall(r'(?:src|href)="(figures/[^"]*)"', page)
        )


def test_every_link_of_the_report_has_its_place(nato_run):
    """But those to places within a statement, which the page's script shows."""
    report = (nato_run / "report.html").read_text("utf-8")
    places = {unescape(name) for name in re.findall(r'\bid="([^"]*)"', report)}
    links = {unquote(unescape(name)) for name in re.findall(r'href="#([^"]*)"', report)}
    within = {name for name in links - places if re.search(r":\d+-\d+$", name)}
    assert links - places == within
    assert {f"text:{name.rpartition(':')[0]}" for name in within} <= places


def test_the_manifest_is_true(nato_run):
    manifest = json.loads((nato_run / "manifest.json").read_text("utf-8"))
    for name, entry in manifest["outputs"].items():
        assert sha256_file(nato_run / name) == entry["sha256"], name
    for name, entry in manifest["inputs"].items():
        assert sha256_file(ROOT / name) == entry["sha256"], name
    assert manifest["lock"]["sha256"] == sha256_file(ROOT / "requirements.lock")
    assert sorted(name for machine in manifest["machines"] for name in machine["notebooks"]) == [
        "01_articles", "02a_themes", "02b_contrasts", "02c_places", "02d_audit", "03_arguments", "04a_coverage", "04b_sources",
        "04c_agreement", "04d_wording", "04e_conflicts", "04f_occasions", "05_findings", "06_explore",
    ]  # fmt: skip
    assert all(
        library["threads"] in (1, None) for machine in manifest["machines"] for library in machine["blas"]
    )
    assert {"data/nato/articles.csv", "data/nato/codebook.yaml", "notebooks/01_articles.ipynb"} <= set(
        manifest["inputs"]
    )


def test_each_notebook_has_its_cost(nato_run):
    manifest = json.loads((nato_run / "manifest.json").read_text("utf-8"))
    ran = [name for machine in manifest["machines"] for name in machine["notebooks"]]
    assert sorted(manifest["costs"]) == sorted(ran)
    for cost in manifest["costs"].values():
        # An interpreter with pandas holds more than fifty megabytes, and starts in no less than a tenth of a second.
        assert cost["seconds"] > 0.1
        assert cost["memory"] is None or cost["memory"] > 50_000_000


def test_the_report_names_the_code_that_made_it(nato_run):
    git = json.loads((nato_run / "manifest.json").read_text("utf-8"))["git"]
    page = unescape((nato_run / "report.html").read_text("utf-8"))
    assert f"made by {name_code(__version__, git)}. " in page


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
    done = retold_here("verify", NATO, "--results", changed)
    assert done.returncode == 1
    assert re.search(r"theme_frequencies +differs", done.stdout)


def test_a_figure_is_redrawn_from_its_tables_with_the_same_bytes(nato_run, tmp_path):
    done = retold("figure", NATO, "coverage", "--results", nato_run, "--to", tmp_path)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == {f"coverage.{form}" for form in ("svg", "pdf", "png", "csv")}
    for form in ("png", "csv"):
        assert sha256_file(tmp_path / f"coverage.{form}") == sha256_file(
            nato_run / "figures" / f"coverage.{form}"
        )
    done = retold_here(
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
    assert files(tmp_path / "one") == {"coverage.csv", "coverage.svg"}
    assert retold_here("figure", NATO, "covrage", "--results", nato_run).returncode == 2


@pytest.mark.skipif(not (NATO / "originals").is_dir(), reason="the originals are not part of the package")
def test_the_same_run_works_on_the_originals(tmp_path):
    done = retold("run", NATO, "-p", "edition", "original", "--results", tmp_path / "original")
    assert done.returncode == 0, done.stderr
    report = (tmp_path / "original" / "report.html").read_text("utf-8")
    assert "Text: original edition, 5 articles." in report
    done = retold("verify", NATO, "-p", "edition", "original", "--results", tmp_path / "original")
    assert done.returncode == 0, done.stdout


def test_a_study_of_one_article(small_study, tmp_path):
    for name in ("south", "west"):
        (small_study / "articles" / f"{name}.txt").unlink()
    run_notebooks(small_study, tmp_path / "out")
    report = write_report(read_settings(small_study), tmp_path / "out").read_text("utf-8")
    assert "Text: original edition, 1 article." in report
    assert read_table("articles", tmp_path / "out")["article_id"].tolist() == ["north"]


def test_check_says_what_is_there():
    done = retold_here("check", NATO)
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
    run_notebooks(small_study, tmp_path / "out")
    assert str(small_study / "articles.jsonl") in map(str, plan_study(small_study, {}).files)
    articles = read_table("articles", tmp_path / "out")
    assert articles["article_id"].tolist() == sorted(texts)
    assert set(articles["outlet"]) == {"Post"}
    done = retold_here("run", small_study, "--results", tmp_path / "out", "-p", "columns", "{text: boddy}")
    assert done.returncode == 2
    assert "boddy" in done.stderr
