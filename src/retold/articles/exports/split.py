"""Exports of news archives: one file that holds many articles, each with a head and a foot of the archive's own.

Each module knows one archive: ``split(text)`` returns the articles of a file, or nothing if the file is not its.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from retold.articles.exports import factiva, heads, nexis, proquest
from retold.articles.exports.piece import Piece

# What no archive made, but has a head of its own all the same.
HEAD = "head"

ARCHIVES: dict[str, Callable[[str], list[Piece]]] = {
    "Nexis": nexis.split,
    "Factiva": factiva.split,
    "ProQuest": proquest.split,
    HEAD: heads.split,
}


class Export(NamedTuple):
    """An export: the archive that made it, and its articles."""

    archive: str
    pieces: list[Piece]


def split_export(text: str) -> Export | None:
    """Split the text of a file into the articles that an archive put into it; None if it is no export.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    Export or None
        Spans point into the text.

    Examples
    --------
    >>> split_export("It rained.") is None
    True
    """
    for archive, split in ARCHIVES.items():
        if pieces := split(text):
            return Export(archive, pieces)
    return None


def left_out(text: str, pieces: list[Piece]) -> Iterator[str]:
    """Yield what stands between the texts of an export, less white space: heads and feet of articles, lists of them."""
    at = 0
    for start, end in [*(span for piece in pieces for span in piece.spans), (len(text), len(text))]:
        if words := re.sub(r"\s+", " ", text[at:start]).strip():
            yield words
        at = end
