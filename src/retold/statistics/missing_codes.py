"""Which cells of a table of codes hold none: blank ones, and those with a mark that programs and people leave there."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from retold.errors import ParameterError

# What R, pandas, numpy, Excel, SPSS, Stata and SQL write where there is nothing, and what people type; in any case.
MARKS = frozenset("na <na> n/a #n/a #na n.a. n.a nan -nan nat none null #null! . - – — −".split())

BLANK = "blank"


def find_missing(
    codes: ArrayLike, *, missing: Iterable[str] = (), keep: Iterable[str] = ()
) -> NDArray[np.bool_]:
    """Return which codes are none: None, nan, NA, blank text, and the marks of `MARKS`.

    Parameters
    ----------
    codes : array
        The codes, of any shape.
    missing : iterable of str
        Further words, or numbers as words, that stand for no code here, such as "99".
    keep : iterable of str
        Marks that are codes of the scheme, such as "none". Case does not count in either.

    Raises
    ------
    ParameterError
        If a word is to be both.

    Examples
    --------
    >>> find_missing(["yes", "", None, "NA", "none", 0, float("nan")]).tolist()
    [False, True, True, True, True, False, True]
    >>> find_missing(["none", "99"], missing=["99"], keep=["none"]).tolist()
    [False, True]
    """
    more, kept = {word.strip().casefold() for word in missing}, {word.strip().casefold() for word in keep}
    if both := sorted(more & kept):
        raise ParameterError(f"{both[0]!r} cannot be missing and a code", where="missing, keep")
    marks = (MARKS | more) - kept
    table = np.asarray(codes, dtype=object)
    absent: NDArray[np.bool_] = np.asarray(pd.isna(table), dtype=bool)
    if not more and str not in set(map(type, table.flat)):
        return absent
    flat = [code_mark(code).casefold() for code in table.flat]
    marked = np.array([mark == "" or mark in marks for mark in flat], dtype=bool).reshape(table.shape)
    found: NDArray[np.bool_] = absent | marked
    return found


def code_mark(code: Any) -> str:
    """Return what stands in a cell, as text; whole numbers without a point.

    Examples
    --------
    >>> code_mark(" NA "), code_mark(99.0), code_mark(None)
    ('NA', '99', '')
    """
    if isinstance(code, str):
        return code.strip()
    if code is None or code is pd.NA or code is pd.NaT or code != code:
        return ""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)


def count_marks(codes: Iterable[Any]) -> dict[str, int]:
    """Return how many missing codes are blank, and how many hold which mark, the commonest first.

    Examples
    --------
    >>> count_marks(["NA", "", None, "NA", "NA"])
    {'NA': 3, 'blank': 2}
    """
    counts = Counter(code_mark(code) or BLANK for code in codes)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def say_marks(counts: Mapping[str, int]) -> str:
    """Return in words which cells count as missing.

    Examples
    --------
    >>> say_marks({"NA": 3, "blank": 2})
    "5 cells count as missing: 3 'NA', 2 blank"
    """
    shown = ", ".join(f"{n} {mark if mark == BLANK else repr(mark)}" for mark, n in counts.items())
    total = sum(counts.values())
    return f"{total} cell{'s count' if total > 1 else ' counts'} as missing: {shown}"


def warn_of_marks(codes: Iterable[Any], named: Iterable[str], *, stacklevel: int = 3) -> None:
    """Warn of text taken for missing that the caller has not named, as it might be a code of the scheme."""
    known = {word.strip().casefold() for word in named}
    told = count_marks(code for code in codes if isinstance(code, str))
    marks = {mark: n for mark, n in told.items() if mark != BLANK and mark.casefold() not in known}
    if marks:
        warnings.warn(
            f"{say_marks(marks)}; say keep=[...] for one that is a code, or missing=[...] to say so",
            stacklevel=stacklevel + 1,
        )
