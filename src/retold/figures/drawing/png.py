"""What a PNG says of itself to who cannot see it: a title and a description, as its own text."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from retold.figures.drawing.labels import one_line

# Keywords that the PNG specification names.
TITLE, DESCRIPTION = "Title", "Description"


def tell_png(*, title: str, description: str) -> dict[str, str]:
    r"""Return what a PNG is to say of itself, as ``savefig`` takes it; what is empty is left out.

    Examples
    --------
    >>> tell_png(title="Two of three\nreports agree", description="")
    {'Title': 'Two of three reports agree'}
    """
    said = {TITLE: one_line(title), DESCRIPTION: one_line(description)}
    return {keyword: text for keyword, text in said.items() if text}


def read_title(png: str | Path) -> str:
    """Return the title of a PNG file, "" if it has none or is none."""
    try:
        with Image.open(png, formats=["PNG"]) as image:
            return str(image.info.get(TITLE, ""))
    except (OSError, SyntaxError, ValueError):
        return ""
