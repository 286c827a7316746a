"""Compare figures by a small grey picture of each, within one stated tolerance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retold.errors import ResultsError

# A column of the small picture is about 30 pixels wide in a figure of a page's width: wide enough for
# the smoothing of edges to average out, narrow enough for one moved point to show.
THUMBNAIL_COLUMNS = 48

# By how many grey levels, of 255, a cell of the small picture may differ; all cells in the mean may by a
# tenth of that. Other text hinting and lines moved by a tenth of a pixel gave at most 8 and a mean of 0.7;
# a point moved by a twentieth of its axis, a bar longer by a hundredth or two other letters gave 13 to 100,
# with a mean as small as 0.03; another ground moves all cells by little each.
PICTURE_TOLERANCE = 10
MEAN_SHARE = 0.1

TOLERANCE_NOTE = (
    f"pictures may differ by {PICTURE_TOLERANCE} of 255 grey levels in any cell of {THUMBNAIL_COLUMNS} to the width,"
    f" {MEAN_SHARE * PICTURE_TOLERANCE:g} in the mean; tables by nothing"
)


def read_thumbnail(png: str | Path) -> NDArray[np.uint8]:
    """Return a small grey picture of a PNG.

    Parameters
    ----------
    png : path
        A PNG file; what is transparent in it counts as white.

    Returns
    -------
    numpy.ndarray of uint8, shape (rows, THUMBNAIL_COLUMNS)
        Mean grey levels from 0 (black) to 255 (white), rows in proportion, at least one.

    Raises
    ------
    ResultsError
        If the file is not a PNG that can be read.
    """
    try:
        with Image.open(png, formats=["PNG"]) as image:
            picture = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise ResultsError(
            f"the figure cannot be read: {error}", where=png, todo="run the study again"
        ) from error
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    rows = max(1, round(picture.height / picture.width * THUMBNAIL_COLUMNS))
    small = page.convert("L").resize((THUMBNAIL_COLUMNS, rows), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.uint8)


def pack_thumbnail(thumbnail: NDArray[np.uint8]) -> dict[str, Any]:
    """Return a small picture as JSON keeps it: ``rows``, and ``grey`` as hexadecimal digits."""
    return {"rows": thumbnail.shape[0], "grey": thumbnail.tobytes().hex()}


def _unpack(thumbnail: Any) -> NDArray[np.uint8] | None:
    try:
        grey = np.frombuffer(bytes.fromhex(thumbnail["grey"]), dtype=np.uint8)
        return grey.reshape(int(thumbnail["rows"]), THUMBNAIL_COLUMNS)
    except (KeyError, TypeError, ValueError):
        return None


def compare_pictures(found: Any, expected: Any) -> tuple[bool, str]:
    """Compare two small pictures.

    Parameters
    ----------
    found, expected : dict
        As `pack_thumbnail` returns them.

    Returns
    -------
    bool
        Whether they are the same within ``PICTURE_TOLERANCE``.
    str
        By how much they differ.

    Examples
    --------
    >>> white, grey = (pack_thumbnail(np.full((24, 48), level, dtype=np.uint8)) for level in (255, 235))
    >>> compare_pictures(grey, white)
    (False, '1152 of 1152 cells differ by more than 10 of 255 grey levels, at most by 20, in the mean by 20.00')
    """
    here, there = _unpack(found), _unpack(expected)
    if there is None:
        return False, "the expected picture cannot be read"
    if here is None or here.shape != there.shape:
        return False, "the drawing has another shape"
    difference = np.abs(here.astype(int) - there.astype(int))
    mean, most, beyond = difference.mean(), difference.max(), (difference > PICTURE_TOLERANCE).sum()
    within = bool(most <= PICTURE_TOLERANCE and mean <= MEAN_SHARE * PICTURE_TOLERANCE)
    return within, (
        f"{beyond} of {difference.size} cells differ by more than {PICTURE_TOLERANCE} of 255 grey levels,"
        f" at most by {most}, in the mean by {mean:.2f}"
    )
