"""The report: what its page says of tables made by hand, and what closes a run."""

import base64
import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from urllib.parse import unquote

import pytest
from markupsafe import escape

from retold.errors import ResultsError
from retold.figures.registry import FIGURES
from retold.showing import MOST_ROWS
from retold.study.report import MOST_ARGUMENTS, MOST_COLUMNS, SECTIONS, finish_run, write_report
from retold.study.values import study_settings
from retold.tables import SCHEMAS, empty_table, write_table
from tests.conftest import ROOT
from tests.study.made_tables import rows

DRAWN = [name for _, _, names in SECTIONS for name in names]


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
            "trusted": False,
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
        (folder / "figures" / f"{name}.png").write_text(f"picture of {name}", "utf-8")
    return folder


def page_of(study, results, **parameters):
    parameters = {"texts": "none", **parameters}
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


def test_no_figure_stands_in_two_sections():
    assert set(DRAWN) <= set(FIGURES)
    assert len(set(DRAWN)) == len(DRAWN)


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


def test_articles_arguments_and_their_texts(small_study, results):
    found = cells(page_of(small_study, results))
    assert ["Post & Son", "Post", "2021-05-03", "", "One <b>", "30", "2"] in found
    assert ["Post & Son", "subject", "", "", "A1", "It was built in 1997 & opened."] in found


@pytest.mark.parametrize("label", ["<b>built</b> & $x$", "<script>alert(1)</script>", '" onload=x'])
def test_a_label_of_the_study_stands_as_it_is_written(small_study, results, label):
    own = {"argument": "A1", "exemplar": "a:1", "stability": 0.9, "trusted": True, "label": label}
    write_table(rows("argument_labels", own | {"joined": ("A1", "A3")}), "argument_labels", results)
    page = page_of(small_study, results)
    assert label not in page
    assert escape(label) in page
    assert "A1 + A3" in page
    assert "as sure as their least sure part" in page


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
    sides = [f"{side}:d{n}" for n in range(many) for side in "ab"]
    details = [
        {"detail_id": name, "article_id": name[0], "statement_id": f"{name[0]}:1", "start": 11, "end": 12}
        for name in sides
    ]
    write_table(rows("details", *details), "details", results)
    conflicts = [
        {"detail_a": f"a:d{n}", "detail_b": f"b:d{n}", "verdict": "conflict", "reason": f"reason {n:03}.", "confidence": 0.5}
        for n in range(many)
    ]  # fmt: skip
    conflicts[1]["confidence"] = 0.4
    conflicts[-1]["confidence"] = 0.9
    write_table(rows("conflicts", *conflicts), "conflicts", results)
    said = [
        {"statement_id": f"a:{n}", "article_id": "a", "voice": "subject", "text": "So."}
        for n in range(1, many + 1)
    ]
    write_table(rows("statements", *said, {"statement_id": "b:1", "article_id": "b"}), "statements", results)
    groups = [{"statement_id": f"a:{n}", "article_id": "a", "argument": f"A{n}"} for n in range(1, many + 1)]
    write_table(rows("arguments", *groups), "arguments", results)
    labels = [{"argument": f"A{n}", "label": f"label {n}", "trusted": n == 1} for n in range(1, many + 1)]
    write_table(rows("argument_labels", *labels), "argument_labels", results)
    articles = [{"article_id": f"x{n:03}", "label": f"Label {n:03}"} for n in range(many)]
    articles = [{"article_id": "a", "label": "A"}, {"article_id": "b", "label": "B"}, *articles]
    write_table(rows("articles", *articles), "articles", results)
    page = page_of(small_study, results)
    shown = re.findall(r"reason (\d+)\.", page)
    # The surest, then as they stand; without the least sure one and the last of those that are equally sure.
    assert shown == [f"{many - 1:03}", *(f"{n:03}" for n in range(many - 1) if n not in (1, many - 2))]
    assert f"1 of {many} groups are trusted" in page
    for note in (
        f"(first {MOST_ROWS} of {many} conflicts, the surest first; all in tables/conflicts.csv)",
        f"(first {MOST_ARGUMENTS} of {many} arguments, the largest first; all in tables/argument_labels.csv)",
        f"(first {MOST_COLUMNS} of {many + 2} articles, in the order of the table; all in tables/coverage.csv)",
        f"(first {MOST_ROWS} of {many + 2} articles, in the order of the table; all in tables/articles.csv)",
    ):
        assert note in page


FINDINGS = rows(
    "findings",
    {
        "finding": "voices",
        "place": 1,
        "sentence": "Half <b> of it.",
        "support": "estimate",
        "evidence": ("a:1",),
        "figure": "voices",
    },
    {
        "finding": "sources",
        "place": 2,
        "sentence": "Perhaps.",
        "support": "little support",
        "figure": "reuse",
    },
)


def test_findings_come_first_each_with_its_statements(small_study, results):
    write_table(FINDINGS, "findings", results)
    page = page_of(small_study, results)
    assert (
        page.index("Half &lt;b&gt; of it.")
        < page.index("The articles</h3>")
        < page.index("Every measure</h2>")
    )
    voices, sources = re.findall(r'<li id="finding-\w+">(.*?)</li>\s*(?=<li id|</ol>)', page, re.DOTALL)
    assert '<a href="#figure-voices" aria-label="figure of finding 1">figure</a>' in voices
    assert "1 statement behind it" in voices
    # Without the texts, no link leads to a place in one.
    assert "<bdi>It was built in 1997 &amp; opened.</bdi>" in voices
    # An estimate is what is expected of a number; what is less than that is said. No picture of reuse stands on the page.
    assert "support" not in voices.partition("<details>")[0]
    assert '<span class="support weak">little support</span>' in sources
    assert "figure</a>" not in sources
    assert "behind it" not in sources


ODD = "\u202eevil</div><script>alert(1)</script>\r\nA “lake” 😀 is ours, Lee said. javascript:alert(1)"


def write_odd_article(study, results):
    """Write an article whose text and names hold all that a page could take for its own."""
    for file in (study / "articles").iterdir():
        file.unlink()
    (study / "articles" / "x y#1.txt").write_bytes(ODD.encode())
    start, end = ODD.index("A “lake”"), ODD.index(" javascript")
    tables = {
        "articles": rows("articles", {"article_id": "x y#1", "label": '"><img src=x>', "title": "</details>", "characters": len(ODD),
                                      "sha256": sha256(ODD.encode()).hexdigest()}),
        "statements": rows("statements", {"statement_id": "x y#1:1", "article_id": "x y#1", "start": start, "end": end,
                                          "voice": "subject", "form": "indirect", "speaker": '" onload="x', "text": ODD[start:end]}),
        "masked": rows("masked", {"article_id": "x y#1", "start": 0, "end": 5, "reason": "page"}),
    }  # fmt: skip
    for name in SCHEMAS:
        write_table(tables.get(name, empty_table(name)), name, results)
    return start, end


def test_an_articles_text_is_on_the_page_sign_by_sign_and_never_runs(small_study, results):
    start, end = write_odd_article(small_study, results)
    page = page_of(small_study, results, texts="embedded")
    (text,) = re.findall(r'<div class="text" id="text:x y#1" dir="auto">(.*?)</div>', page, re.DOTALL)
    assert unescape(re.sub("<[^>]*>", "", text)) == ODD
    assert f'<span id="x y#1:{start}-{end}" class="subject" title="indirect, &#34; onload=&#34;x">' in text
    assert f'href="#x%20y%231:{start}-{end}"' in page
    assert page.count("<script>") == 1
    assert "<img src=x>" not in page
    assert "</details></span>" not in page


def test_every_link_of_the_page_has_its_place(small_study, results):
    write_odd_article(small_study, results)
    page = page_of(small_study, results, texts="embedded")
    places = {unescape(name) for name in re.findall(r'\bid="([^"]*)"', page)}
    links = {unquote(unescape(name)) for name in re.findall(r'href="#([^"]*)"', page)}
    assert links <= places
    assert len(places) == len(re.findall(r'\bid="([^"]*)"', page))


def test_texts_are_left_out_where_the_study_says_so(small_study, results):
    write_odd_article(small_study, results)
    page = page_of(small_study, results)
    assert 'class="text" id=' not in page
    assert "#texts" not in page


def test_a_text_that_is_not_the_one_of_the_results_is_refused(small_study, results):
    write_odd_article(small_study, results)
    (small_study / "articles" / "x y#1.txt").write_bytes(b"Another text.")
    with pytest.raises(ResultsError, match="is not the one that the results were made of"):
        page_of(small_study, results, texts="embedded")


def test_nothing_is_fetched(small_study, results):
    page = page_of(small_study, results)
    assert "Content-Security-Policy" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_hits_stand_by_theme_with_their_sentences(small_study, results):
    page = page_of(small_study, results)
    assert re.findall(r"<summary>(\w+) <span class=\"faint\">(\d+)</span>", page) == [("t", "2"), ("u", "1")]
    assert "a &lt;left&gt;" in page
    assert "…" + "x" * 44 in page
    assert "x" * 45 not in page


def test_figures_are_in_the_page_with_their_captions(small_study, results):
    page = page_of(small_study, results)
    held = [base64.b64decode(data).decode() for data in re.findall(r"image/png;base64,([^\"]*)", page)]
    assert held == [f"picture of {name}" for name in DRAWN]
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
    assert f'<h1 dir="auto">{heading}</h1>' in page
    assert '<p dir="auto">What it is.</p>' in page
    assert ("rewritten in other words" in page) is warned
    assert "Intervals cover 90 %. Random draws use the seed 7." in page


def test_an_empty_study_has_a_report(small_study, results):
    for name in SCHEMAS:
        write_table(empty_table(name), name, results)
    page = page_of(small_study, results)
    assert "Text: unnamed edition, 0 articles." in page
    assert "The arguments that were found" not in page
    assert "Nothing: no statement, argument or pair of details was found." in page
    assert "Every hit in its sentence" not in page


def test_a_run_is_closed_with_its_report_and_its_manifest(small_study, results):
    article = small_study / "articles" / "north.txt"
    values = {
        "study": str(small_study), "results": str(results), "parameters": {"seed": 7, "texts": "none"},
        "inputs": [str(article), str(ROOT / "pyproject.toml")], "outputs": ["tables/articles.csv"],
    }  # fmt: skip
    finish_run(values, started=datetime(2030, 1, 2, tzinfo=UTC))
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert list(manifest["outputs"]) == ["figures.html", "report.html", "tables/articles.csv"]
    assert {"bridge/articles/north.txt", "bridge/study.yaml", "pyproject.toml"} == set(manifest["inputs"])
    assert manifest["parameters"] == {"seed": 7, "texts": "none"}
    assert manifest["started"].startswith("2030-01-02")
    assert manifest["machines"] == []
    assert "Random draws use the seed 7." in (results / "report.html").read_text("utf-8")


def test_executed_notebooks_become_pages(small_study, results):
    import nbformat

    (results / "notebooks").mkdir()
    cell = nbformat.v4.new_markdown_cell("Who speaks")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), results / "notebooks" / "01_articles.ipynb")
    values = {
        "study": str(small_study), "results": str(results), "parameters": {"texts": "none"}, "inputs": [],
        "outputs": ["notebooks/01_articles.ipynb"],
    }  # fmt: skip
    finish_run(values, started=datetime(2030, 1, 2, tzinfo=UTC))
    assert "Who speaks" in (results / "notebooks" / "01_articles.html").read_text("utf-8")
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert "notebooks/01_articles.html" in manifest["outputs"]
