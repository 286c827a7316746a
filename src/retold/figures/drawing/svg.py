"""An SVG as it goes out: live text that is as wide on every machine, a title, and a description for who cannot see it."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

from retold.figures.drawing.labels import one_line, text_width
from retold.figures.drawing.style import MM

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

# Where DejaVu Sans is not there: Verdana is as wide, and any other is fitted into the same width.
FALLBACKS = "'DejaVu Sans', Verdana, sans-serif"

# A point in millimetres: what the widths of texts and the units of matplotlib's SVG differ by.
POINT = 1 / 72 / MM

_SIZE = re.compile(r"font-size:\s*([\d.]+)px")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_FONT = re.compile(r"font-family:[^;]*")
# Letters that join or run from the right are laid out by who shows them.
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff]")


def finish_svg(svg: bytes, *, title: str, description: str) -> bytes:
    """Give an SVG of matplotlib a title, a description, and texts of a fixed width.

    Parameters
    ----------
    svg : bytes
        As matplotlib writes it with live text.
    title, description : str
        What screen readers say, and what is shown when the pointer rests on the picture.

    Returns
    -------
    bytes
        The SVG. Each text says how wide it is, so that another font neither runs out of its room nor over its neighbour.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(svg)
    root.set("role", "img")
    root.set("aria-labelledby", "title description")
    for at, (name, text, key) in enumerate([("title", title, "title"), ("desc", description, "description")]):
        element = ElementTree.Element(f"{{{SVG}}}{name}", {"id": key})
        element.text = one_line(text)
        element.tail = "\n "
        root.insert(at, element)
    for words in root.iter(f"{{{SVG}}}text"):
        _fix_width(words)
    out = BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"


def _fix_width(element: ElementTree.Element) -> None:
    style, words = element.get("style", ""), element.text or ""
    element.set("style", _FONT.sub(f"font-family: {FALLBACKS}", style))
    size = _SIZE.search(style)
    if size is None or len(words.strip()) < 2 or _JOINED.search(words):
        return
    width = text_width(words, float(size.group(1)), bold=_BOLD.search(style) is not None) / POINT
    element.set("textLength", f"{width:.2f}")
    element.set("lengthAdjust", "spacingAndGlyphs")
