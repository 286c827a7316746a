"""A sample of hits for a person to check: right or wrong, each in its sentence.

The draw is by hash: each hit gets a number from its own place and the seed (BLAKE2b), and of each stratum the
lowest numbers are taken. That is simple random sampling without replacement, with permanent random numbers:
it does not depend on the order of rows, and a hit keeps its number when themes, patterns or articles are added,
so that what has been checked by hand is seldom lost.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd

from retold.errors import ParameterError, close_match
from retold.tables import empty_table
from retold.themes.audit.concordance import concordance

STRATA = ("theme", "pattern")

# Hits of each stratum. If all of 20 are right, Wilson's interval still begins at 0.84: fewer would say little,
# and 20 for each of 20 themes are read in an afternoon.
PER_STRATUM = 20

HIT = ["article_id", "theme", "pattern", "start", "end"]


def sample_hits(
    hits: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    n: int = PER_STRATUM,
    by: str = "theme",
    seed: int = 0,
    edition: str = "",
) -> pd.DataFrame:
    """Draw hits of every theme, to be checked by hand.

    A person writes 1 (right), 0 (wrong) or nothing (not checked) into the column ``correct`` and keeps the
    table as ``coding/hits.csv`` of the study; `hit_precision` reads what comes of it.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``.
    sentences : pandas.DataFrame
        The table ``sentences``.
    n : int
        Hits of each stratum, or all that it has.
    by : {"theme", "pattern"}
        What a stratum is: a theme, or one pattern of a theme.
    seed : int
        Seed of the draw.
    edition : str
        Which edition of the texts this is, kept with each row.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_sample``: edition, theme, pattern, article_id, start, end, voice, left, keyword,
        right, correct (blank), stratum, stratum_hits (how many hits it was drawn from).

    Raises
    ------
    ParameterError
        If n is below 1, or the stratum is unknown.

    References
    ----------
    Ohlsson (1995), Coordination of samples using permanent random numbers. In Business Survey Methods.

    Examples
    --------
    >>> hits = empty_table("theme_hits")
    >>> for at in (0, 5, 10):
    ...     hits.loc[at] = ["a", "", "water", "rain", at, at + 4, "rain", "", ""]
    >>> sample = sample_hits(hits, empty_table("sentences"), n=2)
    >>> sample[["theme", "correct", "stratum_hits"]].values.tolist()
    [['water', '', 3], ['water', '', 3]]
    """
    if n < 1:
        raise ParameterError(f"n should be at least 1, and is {n}", where="sample_hits")
    if by not in STRATA:
        raise ParameterError(f"by cannot be {by!r}", where="sample_hits", todo=close_match(by, STRATA))
    if hits.empty:
        return empty_table("theme_sample")
    named = hits.drop_duplicates(HIT).assign(stratum=lambda rows: name_strata(rows, by))
    named = named.assign(number=_numbers(named, seed))
    # Two hits with the same number are as good as impossible; their places settle it all the same.
    ranked = named.sort_values(["stratum", "number", *HIT], kind="stable")
    drawn = ranked[(ranked.groupby("stratum").cumcount() < n).to_numpy()]
    sizes = named["stratum"].value_counts()
    lines = concordance(drawn, sentences, sort="theme").drop(columns="sentence_id")
    keep = drawn[[*HIT, "stratum"]].assign(stratum_hits=drawn["stratum"].map(sizes))
    sample = lines.merge(keep, on=HIT, how="left", validate="one_to_one").assign(edition=edition, correct="")
    return sample[list(empty_table("theme_sample").columns)]


def name_strata(hits: pd.DataFrame, by: str) -> pd.Series:
    """Return the stratum of each hit: its theme, or its theme and pattern."""
    return hits["theme"] if by == "theme" else hits["theme"] + ": " + hits["pattern"]


def _numbers(hits: pd.DataFrame, seed: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    rows = zip(*(hits[column].tolist() for column in HIT), strict=True)
    return np.array(
        [
            # The unit separator stands in no name, so that no two hits are written alike.
            int.from_bytes(
                blake2b("\x1f".join(map(str, (seed, *row))).encode(), digest_size=8).digest(), "big"
            )
            for row in rows
        ],
        dtype=np.uint64,
    )
