"""`make docs`: the pages become a site without a warning, with each call, command, setting, table and figure, and fetch nothing."""

import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

import retold
from retold.cli import main
from retold.figures.registry import FIGURES
from retold.tables import SCHEMAS, SWEEP_SCHEMAS
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-E",
        "-d",
        folder / "trees",
        ROOT / "docs",
        folder / "html",
    ]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "html"


LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Addresses(HTMLParser):
    """What a page loads by itself, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.loaded, self.links, self.ids = [], [], set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids |= {named.get("id"), named.get("name")}
        if tag in LOADED and named.get(LOADED[tag]):
            self.loaded.append(named[LOADED[tag]])
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])


def test_nothing_is_fetched(site):
    loaded = [address for page in site.rglob("*.html") for address in Addresses(page).loaded]
    assert loaded
    assert not [address for address in loaded if re.match(r"(\w+:)?//", address)]


def test_no_link_within_the_site_is_dead(site):
    pages = {page: Addresses(page) for page in site.rglob("*.html")}
    dead = []
    for page, addresses in pages.items():
        for link in addresses.links:
            path, _, anchor = link.partition("#")
            if re.match(r"\w+:", link):
                continue
            target = (page.parent / path).resolve() if path else page
            known = pages.get(target)
            if not target.exists() or (anchor and known is not None and anchor not in known.ids):
                dead.append(f"{page.name}: {link}")
    assert not dead


class Access(HTMLParser):
    """What of a page somebody who reads by ear or by keys would miss."""

    def __init__(self, page):
        super().__init__()
        self.headings, self.asides, self.missed = 0, [], []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.headings += tag == "h1"
        if named.get("role") == "heading" and "aria-level" not in named:
            self.missed.append("a heading without a level")
        wide = tag == "pre" or "table-wrapper" in (named.get("class") or "")
        if wide and named.get("tabindex") != "0":
            self.missed.append(f"a {tag} that is scrolled by the mouse alone")
        if tag == "aside":
            self.asides.append(named.get("aria-label"))


def test_every_page_is_read_by_ear_and_by_keys(site):
    pages = {page.name: Access(page) for page in site.rglob("*.html")}
    assert pages["tutorial.html"].asides
    empty = [
        page.name
        for page in site.rglob("*.html")
        if re.search(r"<th[^>]*>(<p></p>)?</th>", page.read_text("utf-8"))
    ]
    assert empty == []
    for name, page in pages.items():
        assert page.missed == [], name
        assert page.headings == 1 or name == "genindex.html", name
        assert None not in page.asides, name
        assert len(set(page.asides)) == len(page.asides), name


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("calls", {f"retold.{name}" for name in retold.EXPORTS}),
        ("commands", {f"retold-{name}" for name in main.commands}),
        ("tables", {name.replace("_", "-") for name in SCHEMAS | SWEEP_SCHEMAS}),
        ("figures", {name.replace("_", "-") for name in FIGURES}),
    ],
)
def test_everything_has_a_place_of_its_own(site, page, names):
    assert names <= Addresses(Path(site, "reference", f"{page}.html")).ids


def test_formulas_are_drawn_by_the_browser(site):
    page = (site / "02_themes.html").read_text("utf-8")
    assert page.count("<math") > 10
    assert "\\frac" not in re.sub(r'alttext="[^"]*"', "", page)


def test_a_teacher_reaches_each_lesson_in_two_clicks(site):
    assert "teaching.html" in Addresses(site / "index.html").links
    led = Addresses(site / "teaching.html").links
    for lesson in sorted((ROOT / "notebooks" / "teaching").glob("*.ipynb")):
        assert f"reference/lesson_{lesson.stem}.html" in led, lesson.name
        page = (site / "reference" / f"lesson_{lesson.stem}.html").read_text("utf-8")
        cells = nbformat.read(lesson, 4).cells
        titles = [
            cell.source.partition("\n")[0].lstrip("# ") for cell in cells if cell.source.startswith("#")
        ]
        words = unescape(re.sub(r"<[^>]+>", "", page))
        assert [title for title in titles if title not in words] == []
        assert page.count('class="highlight-python') == sum(cell.cell_type == "code" for cell in cells)
        assert re.search(rf'href="[^"]*{lesson.name}"', page), "it can be downloaded"
        assert "SOLUTION" not in page
