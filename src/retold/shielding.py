"""Text that a spreadsheet program would run: shielded where a file is for people, and as it was when it is read again.

A cell of a CSV file that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is a formula to such a program, which
may fetch an address or start a command. An apostrophe before it makes it text. A text that has apostrophes before such a sign
already gets one more, so that what is read is always what was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

# What begins a formula, the wide forms of the signs included, which programs set to Chinese or Japanese take too.
FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_TO_SHIELD = re.compile(f"'*{FORMULA}")
_SHIELDED = re.compile(f"'+{FORMULA}")


def shield_formula(text: str) -> str:
    """Return a text so that a spreadsheet that opens a CSV file does not run it.

    Examples
    --------
    >>> [shield_formula(text) for text in ("=1+1", "'=1", "-5", "It rained.", "'tis")]
    ["'=1+1", "''=1", "'-5", 'It rained.', "'tis"]
    """
    return f"'{text}" if _TO_SHIELD.match(text) else text


def unshield_formula(text: str) -> str:
    """Return what `shield_formula` was given.

    Examples
    --------
    >>> [unshield_formula(shield_formula(text)) for text in ("=1+1", "'=1", "It rained.", "'tis")]
    ['=1+1', "'=1", 'It rained.', "'tis"]
    """
    return text[1:] if _SHIELDED.match(text) else text


def shield_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose names of columns and cells of text no spreadsheet runs; numbers and lists stay.

    Examples
    --------
    >>> shield_texts(pd.DataFrame({"text": ["=1", "rain"], "n": [-1, 2]})).values.tolist()
    [["'=1", -1], ['rain', 2]]
    """
    return _each_text(frame, _TO_SHIELD, shield_formula)


def unshield_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame that `shield_texts` was given."""
    return _each_text(frame, _SHIELDED, unshield_formula)


def _each_text(frame: pd.DataFrame, touched: re.Pattern[str], change: Callable[[str], str]) -> pd.DataFrame:
    changed = frame.rename(columns=lambda name: change(name) if isinstance(name, str) else name)
    for at, column in enumerate(frame.columns):
        cells = frame[column]
        if not (cells.dtype == object or isinstance(cells.dtype, pd.StringDtype)):
            continue
        # Nearly always there is none, and a column stays as it is.
        if any(isinstance(cell, str) and touched.match(cell) for cell in cells):
            new = [change(cell) if isinstance(cell, str) else cell for cell in cells]
            changed[changed.columns[at]] = pd.Series(new, index=frame.index, dtype=cells.dtype)
    return changed
