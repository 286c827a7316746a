"""Which given argument a statement makes, read off the table of matches; nothing is matched here."""

from __future__ import annotations

import pandas as pd

from retold.tables import require


def best_matches(matches: pd.DataFrame) -> pd.DataFrame:
    """Return the given argument that each statement makes: the best of several, ``none`` if none.

    Parameters
    ----------
    matches : pandas.DataFrame
        The table ``argument_matches``.

    Returns
    -------
    pandas.DataFrame
        Columns statement_id and argument, each statement once: what `cover_arguments` takes.

    Raises
    ------
    TableError
        If a column is missing.

    Examples
    --------
    >>> matches = pd.DataFrame({"statement_id": ["a:1", "a:1"], "argument": ["rain", "tax"], "score": [0.7, 0.9],
    ...                         "matched": True})
    >>> best_matches(matches).values.tolist()
    [['a:1', 'tax']]
    """
    require(
        matches, ("statement_id", "argument", "score", "matched"), "argument_matches", where="best_matches"
    )
    taken = matches[matches["matched"].astype("boolean").fillna(value=False)]
    taken = taken.sort_values(["score", "argument"], ascending=[False, True], kind="stable")
    return taken.drop_duplicates("statement_id")[["statement_id", "argument"]]
