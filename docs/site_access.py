"""What the theme leaves out for who reads by ear or by keys: levels of headings, names of landmarks, scrollers that are reached."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

# What stands in a page, and what takes its place; done twice, it changes nothing.
MENDED = (
    # The captions of the list of pages are headings without a level.
    (re.compile(r'<p class="caption" role="heading">'), '<p class="caption" role="heading" aria-level="2">'),
    # Two landmarks of one kind are told apart by their names.
    (re.compile(r'<aside class="sidebar-drawer">'), '<aside class="sidebar-drawer" aria-label="all pages">'),
    (re.compile(r'<aside class="(toc-drawer[^"]*)">'), r'<aside class="\1" aria-label="on this page">'),
    # A cell without words heads nothing.
    (re.compile(r'<th class="head">(<p></p>)?</th>'), '<td class="head"></td>'),
    # What is wider than a small screen is scrolled, by keys too.
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    (
        re.compile(r'<div class="(table-wrapper[^"]*)">'),
        r'<div class="\1" tabindex="0" role="group" aria-label="table, scrolls where it is wide">',
    ),
)
# The page of the search has no heading of its own.
SEARCH, HEADING = re.compile(r'(<article role="main"[^>]*>)(?!\s*<h1>)'), r"\1<h1>Search</h1>"


def make_accessible(page: str, *, search: bool = False) -> str:
    """Return a page that axe finds nothing in.

    Examples
    --------
    >>> make_accessible("<pre>retold run</pre>")
    '<pre tabindex="0">retold run</pre>'
    """
    for found, mended in MENDED:
        page = found.sub(mended, page)
    return SEARCH.sub(HEADING, page, count=1) if search else page


def mend(app: Sphinx, failed: Exception | None) -> None:
    """Mend every page of a site that was built."""
    if failed is not None or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text("utf-8")
        mended = make_accessible(page, search=path.name == "search.html")
        if mended != page:
            path.write_text(mended, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Mend the pages when they are all there."""
    app.connect("build-finished", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
