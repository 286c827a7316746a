"""What a coding sheet is: its columns, the codes in its cells, and what it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

# The columns of a sheet that are not themes; those that begin with NOTE are free for remarks.
LEFT = ("unit", "article", "before", "sentence", "after")
RIGHT = ("note", "coder", "sheet")
NOTE = "note"
# Of the free columns, those that say what made a model's codes.
MODEL, VERSION, PROMPT = (f"{NOTE} {what}" for what in ("model", "version", "prompt"))

PRESENCE = (0.0, 1.0)


@dataclass(frozen=True)
class SheetSource:
    """What a sheet was made of; it stands in the sheet's column ``sheet``, on every row.

    Examples
    --------
    >>> source = SheetSource("paraphrase", "0a1b2c3d", "4e5f6a7b", 2, (0.0, 1.0))
    >>> str(source)
    'edition=paraphrase | sentences=0a1b2c3d | codebook=4e5f6a7b | themes=2 | codes=0 1'
    >>> SheetSource.parse(str(source)) == source
    True
    """

    edition: str
    sentences: str
    codebook: str
    themes: int
    codes: tuple[float, ...]

    def __str__(self) -> str:
        return (
            f"edition={self.edition} | sentences={self.sentences} | codebook={self.codebook}"
            f" | themes={self.themes} | codes={' '.join(map(show_code, self.codes))}"
        )

    @classmethod
    def parse(cls, text: str) -> SheetSource | None:
        """Read the source from its text; None if that is damaged."""
        found = re.fullmatch(
            r"edition=(.*) \| sentences=(\w+) \| codebook=(\w+) \| themes=(\d+) \| codes=([-\d. ]+)",
            text.strip(),
        )
        if not found:
            return None
        codes = tuple(float(code) for code in found[5].split())
        return cls(found[1], found[2], found[3], int(found[4]), codes)


def show_code(code: float) -> str:
    """Return a code as it is written: without a point where it is whole.

    Examples
    --------
    >>> show_code(1.0), show_code(0.5)
    ('1', '0.5')
    """
    return f"{code:.10g}"


def theme_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns of a sheet that are themes."""
    return [name for name in columns if name not in (*LEFT, *RIGHT) and not name.startswith(NOTE)]


def code_text(cell: object) -> str:
    """Return a code of a sheet as text; a missing one is empty."""
    if isinstance(cell, str):
        return cell
    return "" if pd.isna(cell) else show_code(float(cell))  # type: ignore[arg-type]
