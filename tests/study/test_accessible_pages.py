"""Pages that everybody can read: contrast, landmarks, header cells, ways by keyboard; and axe's own verdict where it is at hand.

axe-core is no part of Python's registry. Where RETOLD_AXE names its file `axe.min.js`, and a browser is installed, it looks at every page of a
run with everything opened; without it, the same rules are checked here of the page's text and colours.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import retold.study.report as report_module
from retold.showing import show
from retold.study.gallery import write_gallery
from retold.study.pages import STYLE, make_readable, write_page
from retold.study.values import study_settings
from tests.study.test_report import page_of, results  # noqa: F401
from tests.study.test_report_in_browser import BROWSER, WIDTHS

# What WCAG 2.2 asks of text of common size (AA).
LEAST_CONTRAST = 4.5
AXE = os.environ.get("RETOLD_AXE", "")

CSS = Path(report_module.__file__).with_name("report.css").read_text("utf-8")


def luminance(colour):
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * sign for sign in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_what_wcag_calls_so():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#b0b0b0", "#fff") == pytest.approx(2.17, abs=0.01)


def schemes():
    """Return the colours of the report by name, light and dark."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    return {
        name: dict(re.findall(r"--(\w+): (#\w+)", block))
        for name, block in (("light", light), ("dark", dark))
    }


PAIRS = [
    (ink, paper)
    for ink in ("ink", "blue", "faint")
    for paper in ("paper", "wash", "mark", "subject", "third_party")
    # Links and faint words stand on plain paper and washes; on coloured spans, ink alone.
    if ink == "ink" or paper in ("paper", "wash")
] + [("masked", "paper")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_the_reports_colours_can_be_read(scheme, ink, paper):
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[paper]) >= LEAST_CONTRAST


NOTEBOOK_COLOURS = re.findall(r"--(jp-[\w-]+): (#\w+);", STYLE)


@pytest.mark.parametrize(("name", "colour"), NOTEBOOK_COLOURS)
def test_a_notebook_pages_colours_can_be_read(name, colour):
    # Code stands on the grey of its cell, prompts on white.
    assert contrast(colour, "#f5f5f5") >= LEAST_CONTRAST


class Marks(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def notebook_page(tmp_path):
    shown = show(pd.DataFrame({"theme": ["a"], "share": [0.5]}))
    outputs = [nbformat.v4.new_output("display_data", {"text/html": shown._repr_html_()})]
    cells = [
        nbformat.v4.new_markdown_cell("# One"),
        nbformat.v4.new_code_cell("x = 1  # so", outputs=outputs),
    ]
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return write_page(path).read_text("utf-8")


@pytest.fixture
def every_page(small_study, results, notebook_page):  # noqa: F811
    gallery = write_gallery(study_settings(small_study, {}), results).read_text("utf-8")
    return {"report": page_of(small_study, results), "figures": gallery, "notebook": notebook_page}


@pytest.mark.parametrize("name", ["report", "figures", "notebook"])
def test_marks_that_a_reader_by_ear_or_keyboard_needs(every_page, name):
    marks = Marks(every_page[name])
    assert marks.all("html")[0]["lang"] == "en"
    assert len(marks.all("main")) == len(marks.all("h1")) == len(marks.all("title")) == 1
    assert all(cell.get("scope") in ("col", "row") for cell in marks.all("th"))
    assert all(picture.get("alt") for picture in marks.all("img"))
    ids = [attributes["id"] for _, attributes in marks.found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    scrollers = [
        attributes for _, attributes in marks.found if "scroll" in (attributes.get("class") or "").split()
    ]
    for box in scrollers:
        assert (box["tabindex"], box["role"]) == ("0", "region")
        assert box["aria-label"]


@pytest.mark.parametrize("name", ["report", "notebook"])
def test_the_first_link_leads_past_the_head(every_page, name):
    marks = Marks(every_page[name])
    first = marks.all("a")[0]
    assert first["class"] == "skip"
    assert first["href"].lstrip("#") in {attributes.get("id") for _, attributes in marks.found}


def test_the_colours_of_code_are_those_of_ours(notebook_page):
    """The exporter's own colours stand before ours, and are overridden by name."""
    head = notebook_page[: notebook_page.index("</head>")]
    assert head.rindex("--jp-mirror-editor-comment-color:") == head.index(STYLE) + STYLE.index(
        "--jp-mirror-editor-comment-color:"
    )
    used = set(re.findall(r"var\(--(jp-mirror-editor-[\w-]+-color)\)", head.split(STYLE)[0]))
    ours = {name for name, _ in NOTEBOOK_COLOURS}
    kept = dict(re.findall(r"--(jp-mirror-editor-[\w-]+-color): (#\w+);", head))
    dim = sorted(
        name for name in used - ours if name in kept and contrast(kept[name], "#f5f5f5") < LEAST_CONTRAST
    )
    assert not dim


@pytest.mark.skipif(
    BROWSER is None or not Path(AXE).is_file(),
    reason="RETOLD_AXE names no axe.min.js, or no browser is installed",
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_with_everything_opened(nato_run, scheme, width):
    playwright = pytest.importorskip("playwright.sync_api")
    pages = [
        nato_run / "report.html",
        nato_run / "figures.html",
        *sorted((nato_run / "notebooks").glob("*.html")),
    ]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        said = {}
        for path in pages:
            page = context.new_page()
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            page.evaluate(Path(AXE).read_text("utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            said[path.name] = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
            page.close()
        browser.close()
    assert not any(said.values()), said


@pytest.mark.parametrize(
    ("inside", "reached"), [("<p>words</p>", False), ("<table></table>", True), ("<pre>x</pre>", True)]
)
def test_what_may_scroll_is_reached_by_keyboard(inside, reached):
    box = (
        f'<div class="jp-RenderedHTMLCommon jp-MarkdownOutput" data-mime-type="text/markdown">{inside}</div>'
    )
    page = make_readable(f"<head></head><main>{box}<div>{inside}</div></main>")
    assert ('data-mime-type="text/markdown" tabindex="0" role="group"' in page) is reached
    assert page.count("tabindex") == reached
