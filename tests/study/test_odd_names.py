"""A study whose articles, outlets, titles and themes have every odd sign in their names goes through all stages."""

import csv
import json
import shutil
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest

import retold
from retold.consistency.agreement.network import GRAPHML, write_network
from retold.figures.registry import FIGURES
from retold.shielding import unshield_formula
from retold.study.check import check_inputs
from retold.study.coding import make_sheet, score_sheets
from retold.study.redraw import redraw
from retold.study.report import write_report
from retold.study.verify import IDENTICAL, verify_results, write_expected
from retold.tables import LIST, SCHEMAS, read_table
from tests.conftest import ROOT
from tests.study.in_process import run_notebooks

PLANTED = ROOT / "data" / "planted"

# Ids that are the stems of files, and of each the outlet, the title and the label.
NAMES = {
    "a b": ("Lake & Sons <b>Post</b>", "A $x_1$ title, 50% {x}", "Post; 1 | a, b"),
    '50% {x} "q" #1': ("out\rlet", "one\u2028two", ""),
    "$x_1$": ("=1+1", '"quoted"', "$y^{2}$ & $z$"),
    "ümläut: é": ("none", "*", "<script>alert(1)</script>"),
    "-rf": ("*", "{{ title }} {% raw %}", "{x} %s \\n"),
    "NA": ("null", "nan", "NA"),
    "001": ("001", "1e5", "001"),
    "1": ("1", "#", "a:1"),
    "line\nbreak\rhere": ("a\nb", "tab\there", "two\nlines"),
    "subject": ("subject", "voice", "Not the subject"),
}
CODEBOOK = {
    "themes": {
        '$t_1$ "q" <b>': {"description": "{x} & <i>", "patterns": ["dam*", "lake*"]},
        "talks; and #1: 50%": {"patterns": ["talk*", "agree*", "treat*"]},
        "outer": {"themes": {"=1+1": {"patterns": ["water*", "river*"]}, "subject": {"patterns": ["gate*"]}}},
    }
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """The run of a study made of the articles of the teaching study, under other names."""
    folder = tmp_path_factory.mktemp("odd") / 'a study: {x} #1 50% "q" ü'
    (folder / "articles").mkdir(parents=True)
    listed = pd.read_csv(PLANTED / "articles.csv", dtype="str", keep_default_na=False).head(len(NAMES))
    for row, name in zip(listed.itertuples(), NAMES, strict=True):
        shutil.copy(PLANTED / row.file, folder / "articles" / f"{name}.txt")
    outlets, titles, labels = zip(*NAMES.values(), strict=True)
    listed = listed.assign(article_id=list(NAMES), file=[f"articles/{name}.txt" for name in NAMES],
                           outlet=outlets, title=titles, label=labels)  # fmt: skip
    listed.to_csv(folder / "articles.csv", index=False, quoting=csv.QUOTE_ALL)
    settings = (PLANTED / "study.yaml").read_text("utf-8").splitlines()
    kept = [line for line in settings if not line.startswith(("title", "codebook", "replicates"))]
    title = json.dumps('A "title": {x} #1 <b> $x_1$ {{ y }}')
    (folder / "study.yaml").write_text("\n".join([*kept, f"title: {title}", "replicates: 20"]), "utf-8")
    (folder / "codebook.yaml").write_text(json.dumps(CODEBOOK), "utf-8")
    results = folder / "results {y} #2"
    pages = run_notebooks(folder, results)
    return SimpleNamespace(study=folder, results=results, pages=pages, settings=retold.read_settings(folder))


def tables(odd):
    return {
        path.stem: read_table(path.stem, odd.results) for path in sorted((odd.results / "tables").iterdir())
    }


def test_every_table_speaks_of_the_same_articles_and_statements(odd):
    found = tables(odd)
    assert set(found) == set(SCHEMAS)
    assert set(found["articles"]["article_id"]) == set(NAMES)
    statements = set(found["statements"]["statement_id"])
    special = {"theme_frequencies": {"*"}, "theme_positions": {"*"}, "influence": {"none"}, "theme_hits": {""},
               "naming": {""}}  # fmt: skip
    for name, table in found.items():
        own = {
            c: set(table[c]) - special.get(name, set())
            for c in table.columns
            if SCHEMAS[name].types.get(c) == "s"
        }
        for column in {"article_id", "article_a", "article_b", "left_out"} & set(own):
            assert own[column] <= set(NAMES), (name, column)
        for column in {"statement_id", "statement_a", "statement_b", "denied"} & set(own):
            assert own[column] <= statements, (name, column)


def test_lists_of_ids_are_lists_of_ids(odd):
    found = tables(odd)
    statements = set(found["statements"]["statement_id"])
    for name, column in (
        ("wording", "statements_a"),
        ("wording", "statements_b"),
        ("wording_rows", "statement_id"),
    ):
        assert SCHEMAS[name].types[column] == LIST
        held = {item for cell in found[name][column] for item in cell}
        assert held, (name, column)
        assert held <= statements
    for cell in found["argument_labels"]["depends"]:
        assert set(cell) <= set(NAMES)


def test_outlets_and_titles_are_kept_to_the_sign(odd):
    articles = read_table("articles", odd.results).set_index("article_id")
    for name, (outlet, title, label) in NAMES.items():
        assert articles.at[name, "outlet"] == outlet
        assert articles.at[name, "title"] == title
        assert articles.at[name, "label"] == (label or " ".join(name.split()))


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)


def tags(page):
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_what_notebooks_show_holds_no_tag_of_a_name(odd):
    pages = [shown.html for shown in odd.pages if shown.html]
    assert len(pages) > 20
    for page in pages:
        assert not tags(page) & {"script", "i"}, page[:300]


def test_labels_stand_for_articles_only(odd):
    """An article is called `subject`, as a voice and a theme are."""
    frame = pd.DataFrame({"article_id": ["subject"], "voice": ["subject"], "statement_id": ["subject:1"]})
    shown = retold.show(frame, articles=read_table("articles", odd.results))
    assert shown.rows == [["Not the subject", "subject", "Not the subject : 1"]]


@pytest.mark.parametrize("width", ["single", "double"])
def test_every_figure_is_drawn_and_is_well_formed(odd, tmp_path, width):
    for name in FIGURES:
        for path in redraw(name, odd.results, formats=["svg"], width=width, to=tmp_path).files:
            ElementTree.fromstring(path.read_text("utf-8"))


def test_the_report_escapes_every_name(odd):
    page = write_report(odd.settings, odd.results).read_text("utf-8")
    # The page's own script is the only one, and holds no name.
    assert page.count("<script>") == 1
    assert "i" not in tags(page)
    assert "&lt;script&gt;" in page
    assert "{{ y }}" in page


def test_networks_hold_each_article_once(odd, tmp_path):
    written = write_network(odd.results, tmp_path)
    with written["nodes"].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Id"] for row in rows if row["kind"] == "article"} == {f"article:{name}" for name in NAMES}
    graph = ElementTree.parse(written["article_argument"]).getroot()
    ids = [node.get("id") for node in graph.iter(f"{{{GRAPHML}}}node")]
    assert {f"article:{name}" for name in NAMES} <= set(ids)
    assert len(ids) == len(set(ids))
    with written["statements"].open(encoding="utf-8", newline="") as stream:
        assert {unshield_formula(row["document_id"]) for row in csv.DictReader(stream)} <= set(NAMES)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_of_such_articles_is_scored(odd, tmp_path, form):
    path = make_sheet(odd.study, coder="=Ann {x}", to=tmp_path / f"-sheet {{x}} #1.{form}")
    if form == "csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = list(csv.reader(stream))
        filled = [
            [cell or ("1" if name in THEMES else "") for name, cell in zip(header, row, strict=True)]
            for row in rows
        ]
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([header, *filled])
    else:
        from openpyxl import load_workbook

        book = load_workbook(path)
        page = book["coding"]
        for column in range(1, page.max_column + 1):
            if page.cell(1, column).value in THEMES:
                for row in range(2, page.max_row + 1):
                    page.cell(row, column).value = 1
        book.save(path)
    scored = score_sheets(odd.study, [path], say=lambda line: None)
    assert set(scored["coder_validation"]["theme"]) == {*THEMES, "*"}
    sentences = set(read_table("sentences", odd.results)["sentence_id"])
    assert set(scored["coder_majority"]["unit"]) == sentences


THEMES = retold.read_codebook(CODEBOOK).leaves


def test_check_reads_the_study(odd):
    said = list(check_inputs(odd.settings))
    assert any(line.startswith(f"articles: {len(NAMES)} ") for line in said)


def test_verify_knows_its_own_results(odd, tmp_path):
    write_expected(odd.results, tmp_path / "expected {x}")
    assert set(verify_results(odd.results, tmp_path / "expected {x}")["verdict"]) == {IDENTICAL}
