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


def test_every_finding_leads_to_its_place_in_two_clicks(open_page):
    page = open_page()
    findings = page.locator("#findings ol > li:has(summary)")
    assert findings.count() >= 3
    for finding in findings.all():
        finding.locator("summary").click()
        words = finding.locator("ul.statements a").first
        text = words.inner_text()
        words.click()
        place = page.locator(":target")
        assert place.inner_text() == text
        assert place.is_visible()
        top = place.evaluate("(element) => element.getBoundingClientRect().top")
        assert 0 <= top <= 900
    assert page.said == []


def test_the_first_screen_holds_findings_with_their_numbers(open_page):
    page = open_page(1400)
    seen = page.evaluate(
        "Array.from(document.querySelectorAll('#findings ol > li')).filter("
        "(row) => row.getBoundingClientRect().bottom <= innerHeight).map((row) => row.innerText)"
    )
    assert len([sentence for sentence in seen if any(sign.isdigit() for sign in sentence)]) >= 3


@pytest.mark.parametrize(("width", "scrolled"), [(360, True), (1400, False)])
def test_a_figure_stays_as_large_as_its_type_can_be_read(open_page, width, scrolled):
    page = open_page(width)
    figure = page.locator("main figure").first
    figure.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('main figure img').complete")
    assert figure.locator("img").bounding_box()["width"] >= 600
    assert figure.evaluate("(one) => one.scrollWidth > one.clientWidth") == scrolled
    # Words below a figure do not go out of sight with it.
    assert figure.locator("figcaption").bounding_box()["width"] <= width


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
