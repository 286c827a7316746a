"""Marks of HTML in the cells of a table: what content systems export as they hold it, read as a browser shows it."""

from __future__ import annotations

import html
import re

# Tags that texts of news have; "a < b" has none of them.
_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|blockquote|figure|img|table|tr|td|section|article)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
# What ends a line where a browser shows it.
_ENDS_LINE = (
    "p",
    "br",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "section",
    "article",
)
_HIDDEN = ("script", "style", "template")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")


def without_markup(text: str) -> str:
    r"""Return a cell as a browser would show it; as it is, if it has no tags and no entities.

    Examples
    --------
    >>> without_markup("<p>“It rained,” said&nbsp;Lee &amp; Co.</p><p>So.</p>")
    '“It rained,” said\xa0Lee & Co.\nSo.'
    >>> without_markup("a < b & c"), without_markup("&ldquo;So&rdquo;")
    ('a < b & c', '“So”')
    """
    if not _TAGS.search(text):
        return html.unescape(text) if _ENTITY.search(text) else text
    from lxml import html as pages

    root = pages.fragment_fromstring(text, create_parent="div")
    for tag in root.iter(*_HIDDEN):
        tag.text = ""
    for tag in root.iter(*_ENDS_LINE):
        tag.tail = "\n" + (tag.tail or "")
    return str(root.text_content()).strip()
