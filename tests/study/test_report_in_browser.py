"""The report in a real browser, from disk: a finding leads to its place in two clicks, and nothing leaves the page.

Runs where playwright and a browser are installed; a browser that is found on the path is used as it is.
"""

from __future__ import annotations

import shutil

import pytest

playwright = pytest.importorskip("playwright.sync_api")

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser is installed")

WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        # As root, in a container, a browser starts only without its sandbox.
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, nato_run):
    """Return a function that opens the report, and what it said and asked for."""
    contexts = []

    def opened(width=1200, scheme="light", anchor=""):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((nato_run / "report.html").as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_says_nothing_and_fetches_nothing(open_page, width, scheme):
    page = open_page(width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.said == []
    assert not [url for url in page.asked if not url.startswith(("file:", "data:"))]


def test_a_finding_leads_to_its_place_in_two_clicks(open_page):
    page = open_page()
    page.click("#findings ol > li summary")
    words = page.locator("#findings ol > li ul.statements a").first
    text = words.inner_text()
    words.click()
    place = page.locator(":target")
    assert place.inner_text() == text
    assert place.is_visible()
    top = place.evaluate("(element) => element.getBoundingClientRect().top")
    assert 0 <= top <= 900
    assert page.said == []


def test_an_address_shows_any_place_of_an_article(open_page, nato_run):
    import retold

    row = retold.read_table("details", nato_run).iloc[3]
    page = open_page(anchor=f"#{row['article_id']}:{row['start']}-{row['end']}")
    page.wait_for_function("CSS.highlights.has('place')")
    shown = page.evaluate("Array.from(CSS.highlights.get('place'), (range) => range.toString())")
    assert shown == [row["text"]]


def test_statements_are_searched_and_sorted(open_page):
    page = open_page()
    rows = "#statement-table tbody tr:not([hidden])"
    whole = page.locator(rows).count()
    page.fill("#statements input", "nato security")
    few = page.locator(rows).all_inner_texts()
    assert 0 < len(few) < whole
    assert all("nato" in text.lower() and "security" in text.lower() for text in few)
    assert page.inner_text("#statements-shown") == f"{len(few)} of {whole}"
    page.fill("#statements input", "")
    heading = page.locator("#statement-table th").nth(3)
    heading.locator("button").click()
    forms = page.evaluate(
        f"Array.from(document.querySelectorAll('{rows}'), (row) => row.cells[3].textContent)"
    )
    assert forms == sorted(forms)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"


def test_the_page_is_printed(open_page, tmp_path):
    page = open_page()
    page.pdf(path=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
