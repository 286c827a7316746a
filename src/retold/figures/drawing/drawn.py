"""What a plotting function returns: the picture, what it shows in one sentence, and the numbers that were drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawn:
    """A picture that is not yet saved.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The picture, without its title and the note on the edition, which `frame_figure` adds.
    title : str
        What it shows, as a finding or a plain what.
    numbers : pandas.DataFrame
        The numbers that were drawn, a row for each mark; empty where a sentence stands instead of a picture and there are none.
    basis : str
        What it rests on: n, with what is counted, and what the intervals are. Stands below it.
    said : bool
        Whether the picture is its title, as a sentence, and nothing else.
    """

    figure: Figure
    title: str
    numbers: pd.DataFrame = field(default_factory=pd.DataFrame)
    basis: str = ""
    said: bool = False


def count(n: float, what: str) -> str:
    """Return a number with what is counted, in the singular where it is one.

    Examples
    --------
    >>> count(1, "article"), count(2000, "article")
    ('1 article', '2,000 articles')
    """
    return f"{int(n):,} {what}" if n == 1 else f"{int(n):,} {what}s"


def quote(text: str) -> str:
    """Return a name in quotation marks, as titles show it.

    Examples
    --------
    >>> quote("water")
    '“water”'
    """
    return f"“{text}”"


def join(parts: Sequence[str]) -> str:
    """Join sentences without their full stops, empty ones left out.

    Examples
    --------
    >>> join(["n = 5 articles", "", "lines: Wilson intervals"])
    'n = 5 articles; lines: Wilson intervals'
    """
    return "; ".join(part for part in parts if part)
