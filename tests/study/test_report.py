"""The report: what its page says of tables made by hand, and what closes a run."""

import base64
import json
import re
from datetime import UTC, datetime
from html import unescape

import numpy as np
import pandas as pd
import pytest

from retold.figures.registry import FIGURES
from retold.showing import MOST_ROWS
from retold.study.report import SECTIONS, _beside_conflicts, _with_interval, finish_run, write_report
from retold.study.values import study_settings
from retold.tables import SCHEMAS, empty_table, write_table
from tests.conftest import ROOT

DRAWN = [name for _, _, names in SECTIONS for name in names]


def rows(name, *records, **same):
    """Return a table of a few rows; what a row does not say is blank."""
    table = empty_table(name)
    for column, kind in SCHEMAS[name].types.items():
        blank = {"s": "", "f": np.nan, "i": 0, "b": False}.get(kind, "")
        table[column] = [record.get(column, same.get(column, blank)) for record in records]
    return table


@pytest.fixture
def results(tmp_path):
    """Results of a study of two articles that disagree on a year; each figure is a picture of its name."""
    folder = tmp_path / "out"
    tables = {name: empty_table(name) for name in SCHEMAS}
    tables["articles"] = rows(
        "articles",
        {"article_id": "a", "label": "Post & Son", "outlet": "Post", "date": "2021-05-03", "title": "One <b>", "tokens": 30},
        {"article_id": "b", "label": "News", "outlet": "News", "title": "Two", "tokens": 12},
        edition="paraphrase", sentences=2,
    )  # fmt: skip
    tables["sentences"] = rows("sentences", {"sentence_id": "a:1", "article_id": "a"})
    tables["statements"] = rows(
        "statements",
        {"statement_id": "a:1", "article_id": "a", "start": 10, "end": 40, "text": "It was built in 1997 & opened.", "voice": "subject"},
        {"statement_id": "b:1", "article_id": "b", "start": 0, "end": 17, "text": "Built in <1998>: so.", "voice": "journalist"},
    )  # fmt: skip
    tables["theme_hits"] = rows(
        "theme_hits", {"article_id": "a", "theme": "t"}, {"article_id": "b", "theme": "t"}
    )
    tables["concordance"] = rows(
        "concordance",
        {"theme": "u", "article_id": "a", "left": "a <left>", "keyword": "word", "right": "side"},
        {"theme": "t", "article_id": "b", "left": "x" * 60, "keyword": "other", "right": ""},
        {"theme": "t", "article_id": "b", "left": "", "keyword": "third", "right": ""},
    )
    tables["arguments"] = rows(
        "arguments", {"statement_id": "a:1", "argument": "A1"}, {"statement_id": "b:1", "argument": "none"}
    )
    tables["argument_labels"] = rows(
        "argument_labels",
        {
            "argument": "A1",
            "label": "built",
            "exemplar": "a:1",
            "statements": 1,
            "articles": 1,
            "stability": 0.789,
        },
    )
    tables["agreement"] = rows(
        "agreement",
        {"measure": "articles", "value": 2.0},
        {"measure": "jaccard", "value": 0.25, "low": 0.125, "high": 0.5, "note": "of one pair"},
        {"measure": "kappa", "note": "not defined: of one"},
    )
    tables["details"] = rows(
        "details",
        {"detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "start": 26, "end": 30},
        {"detail_id": "b:d1", "article_id": "b", "statement_id": "b:1", "start": 10, "end": 14},
    )
    tables["conflicts"] = rows(
        "conflicts",
        {
            "detail_a": "a:d1",
            "detail_b": "b:d1",
            "verdict": "conflict",
            "reason": "two years",
            "confidence": 0.9,
        },
        {
            "detail_a": "b:d1",
            "detail_b": "a:d1",
            "verdict": "compatible",
            "reason": "no matter",
            "confidence": 0.8,
        },
    )
    for name, table in tables.items():
        write_table(table, name, folder)
    (folder / "figures").mkdir()
    for name in DRAWN:
        (folder / "figures" / f"{name}.svg").write_text(f"<svg>{name}</svg>", "utf-8")
    return folder


def page_of(study, results, **parameters):
    return write_report(study_settings(study, parameters), results).read_text("utf-8")


def cells(page):
    """Return the cells of each row of all tables, without their marks."""
    return [
        [
            unescape(re.sub("<[^>]*>", "", cell)).strip()
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    ]


def test_every_figure_stands_in_one_section():
    assert sorted(DRAWN) == sorted(FIGURES)


def test_numbers_at_a_glance(small_study, results):
    found = cells(page_of(small_study, results))
    for row in (
        ["articles", "2", "42 words"],
        ["statements", "2", "1 of them the subject's"],
        ["theme hits", "2", "1 themes occur"],
        ["arguments", "1", "1 statements stay alone"],
        ["conflicts of detail", "1", "2 details found"],
    ):
        assert row in found
    values = [row[1:] for row in found]
    assert ["0.25 (0.12 to 0.50)", "of one pair"] in values
    assert ["not defined", "not defined: of one"] in values
    # How many articles there are stands there once.
    assert [row[0] for row in found if row].count("articles") == 1


def test_updates_and_sources_are_named_and_not_counted():
    verdicts = pd.Series(["conflict", "update", "update", "sources differ"]).value_counts()
    assert list(_beside_conflicts(verdicts)) == [
        "2 updates (`update`) not counted",
        "1 disagreements of sources (`sources differ`) not counted",
    ]
    assert list(_beside_conflicts(pd.Series(["conflict"]).value_counts())) == []


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (0.25, 0.1, 0.5, "0.25 (0.10 to 0.50)"),
        (0.25, np.nan, np.nan, "0.25"),
        (0.25, 0.1, np.nan, "0.25"),
        (3.0, np.nan, np.nan, "3"),
        (0.0, 0.0, 1.0, "0 (0.00 to 1.00)"),
        (-0.5, np.nan, 0.5, "-0.50"),
        (np.nan, 0.1, 0.5, "not defined"),
    ],
)
def test_a_value_with_its_interval(value, low, high, text):
    assert _with_interval(value, low, high) == text


def test_articles_arguments_and_their_texts(small_study, results):
    found = cells(page_of(small_study, results))
    assert ["Post & Son", "Post", "2021-05-03", "", "One <b>", "30", "2"] in found
    assert ["A1", "It was built in 1997 & opened. [built]", "1", "1", "0.79"] in found


def test_a_conflict_is_shown_with_the_words_around_it(small_study, results):
    page = page_of(small_study, results)
    assert "It was built in <mark>1997</mark> &amp; opened." in page
    assert "Built in &lt;<mark>1998</mark>&gt;: so." in page
    assert "Post &amp; Son" in page
    assert "two years" in page
    assert "no matter" not in page
    assert "None was found." not in page


def test_where_there_is_no_conflict_it_is_said(small_study, results):
    write_table(empty_table("conflicts"), "conflicts", results)
    assert "None was found." in page_of(small_study, results)


def test_of_many_rows_the_first_are_shown_and_of_conflicts_the_surest(small_study, results):
    many = MOST_ROWS + 2
    conflicts = [
        {
            "detail_a": "a:d1",
            "detail_b": "b:d1",
            "verdict": "conflict",
            "reason": f"reason {n:03}.",
            "confidence": 0.5,
        }
        for n in range(many)
    ]
    conflicts[1]["confidence"] = 0.4
    conflicts[-1]["confidence"] = 0.9
    write_table(rows("conflicts", *conflicts), "conflicts", results)
    labels = [{"argument": f"A{n}", "exemplar": "a:1", "stability": 0.5} for n in range(many)]
    write_table(rows("argument_labels", *labels), "argument_labels", results)
    articles = [{"article_id": f"x{n:03}", "label": f"Label {n:03}"} for n in range(many)]
    articles += [{"article_id": "a", "label": "A"}, {"article_id": "b", "label": "B"}]
    write_table(rows("articles", *articles), "articles", results)
    page = page_of(small_study, results)
    shown = re.findall(r"reason (\d+)\.", page)
    # As they stand, without the least sure one and the last of those that are equally sure.
    assert shown == [f"{n:03}" for n in range(many) if n not in (1, many - 2)]
    for note in (
        f"(first {MOST_ROWS} of {many} conflicts, the surest; all in tables/conflicts.csv)",
        f"(first {MOST_ROWS} of {many} arguments, the largest first; all in tables/argument_labels.csv)",
        f"(first {MOST_ROWS} of {many + 2} articles, in the order of the table; all in tables/articles.csv)",
    ):
        assert note in page


def test_hits_stand_by_theme_with_their_sentences(small_study, results):
    page = page_of(small_study, results)
    assert re.findall(r"<summary>(\w+) <span class=\"faint\">(\d+)</span>", page) == [("t", "2"), ("u", "1")]
    assert "a &lt;left&gt;" in page
    assert "…" + "x" * 44 in page
    assert "x" * 45 not in page


def test_figures_are_in_the_page_with_their_captions(small_study, results):
    page = page_of(small_study, results)
    held = [base64.b64decode(data).decode() for data in re.findall(r"svg\+xml;base64,([^\"]*)", page)]
    assert held == [f"<svg>{name}</svg>" for name in DRAWN]
    captions = re.findall(r"<figcaption>(.*?)Files:", page, re.DOTALL)
    for name, caption in zip(DRAWN, captions, strict=True):
        said = unescape(re.sub("<[^>]*>", "", caption)).strip()
        assert said == f"{name}. {FIGURES[name].caption} Text: paraphrase edition, 2 articles."


@pytest.mark.parametrize(
    ("title", "edition", "heading", "warned"),
    [("", "original", "bridge", False), ("Bridges & all", "paraphrase", "Bridges &amp; all", True)],
)
def test_title_and_edition(small_study, results, title, edition, heading, warned):
    articles = rows("articles", {"article_id": "a"}, {"article_id": "b"}, edition=edition, label="x")
    write_table(articles, "articles", results)
    page = page_of(small_study, results, title=title, description="What it is.", level=0.9, seed=7)
    assert f"<h1>{heading}</h1>" in page
    assert "<p>What it is.</p>" in page
    assert ("rewritten in other words" in page) is warned
    assert "Intervals cover 90 %. Random draws use the seed 7." in page


def test_an_empty_study_has_a_report(small_study, results):
    for name in SCHEMAS:
        write_table(empty_table(name), name, results)
    page = page_of(small_study, results)
    assert "Text: unnamed edition, 0 articles." in page
    assert "The arguments, each by its most central statement" not in page
    assert "Every hit in its sentence" not in page


def test_a_run_is_closed_with_its_report_and_its_manifest(small_study, results):
    article = small_study / "articles" / "north.txt"
    values = {
        "study": str(small_study), "results": str(results), "parameters": {"seed": 7},
        "inputs": [str(article), str(ROOT / "pyproject.toml")], "outputs": ["tables/articles.csv"],
    }  # fmt: skip
    finish_run(values, started=datetime(2030, 1, 2, tzinfo=UTC))
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert list(manifest["outputs"]) == ["report.html", "tables/articles.csv"]
    assert {"bridge/articles/north.txt", "bridge/study.yaml", "pyproject.toml"} == set(manifest["inputs"])
    assert manifest["parameters"] == {"seed": 7}
    assert manifest["started"].startswith("2030-01-02")
    assert manifest["machines"] == []
    assert "Random draws use the seed 7." in (results / "report.html").read_text("utf-8")


def test_executed_notebooks_become_pages(small_study, results):
    import nbformat

    (results / "notebooks").mkdir()
    cell = nbformat.v4.new_markdown_cell("Who speaks")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), results / "notebooks" / "01_articles.ipynb")
    values = {
        "study": str(small_study), "results": str(results), "parameters": {}, "inputs": [],
        "outputs": ["notebooks/01_articles.ipynb"],
    }  # fmt: skip
    finish_run(values, started=datetime(2030, 1, 2, tzinfo=UTC))
    assert "Who speaks" in (results / "notebooks" / "01_articles.html").read_text("utf-8")
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert "notebooks/01_articles.html" in manifest["outputs"]
