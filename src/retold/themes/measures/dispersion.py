"""How evenly a theme is spread over the articles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from retold.statistics.intervals import percentile_bounds
from retold.statistics.resampling import resampled_weights
from retold.tables import empty_table
from retold.themes.measures.counting import FEW, Floats
from retold.vocabulary import ALL

# Resamples of fewer articles than this repeat one another so much that their interval is only a hint.
FEW_ARTICLES = 10


class Spread(NamedTuple):
    """Measures of dispersion by theme, nan where they are not defined."""

    dp: Floats
    dp_norm: Floats
    juilland_d: Floats


def theme_dispersion(
    frequencies: pd.DataFrame, *, level: float = 0.95, replicates: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Measure how evenly each theme is spread over the articles, which may be of any length.

    Parameters
    ----------
    frequencies : pandas.DataFrame
        The table ``theme_frequencies``; the rows of all voices are used, without articles that have no words.
    level : float
        Coverage of the interval.
    replicates, seed : int
        Resamples of the articles, and the seed of their draw.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_dispersion``: articles, articles_with the theme, hits, ``dp`` (0: in proportion to
        the articles' lengths; towards 1: all in one short article), ``dp_norm`` (``dp`` over its largest
        value, so that 1 is reached), ``juilland_d`` (1: the same rate everywhere; 0: in one article only),
        the percentile bootstrap interval of ``dp_norm`` over articles, and a note.

    Notes
    -----
    With words s and hits v of each article as shares of all words and all hits, DP is half the sum of
    abs(v - s), and the normalised DP is DP / (1 - min s). Juilland's D is 1 - V / sqrt(n - 1), where V is the
    standard deviation (over n) of the rates hits / words of the n articles, over their mean.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora. Int. J. Corpus Linguist. 13; Lijffijt & Gries
    (2012), Correction to it. Int. J. Corpus Linguist. 17; Juilland, Brodin & Davidovitch (1970), Frequency
    dictionary of French words.

    Examples
    --------
    >>> frequencies = pd.DataFrame(
    ...     {"article_id": list("vwxyz"), "voice": "*", "theme": "a", "hits": [1, 2, 3, 4, 5],
    ...      "tokens": [9, 10, 10, 10, 11]}
    ... )
    >>> rows = theme_dispersion(frequencies, replicates=50)
    >>> rows[["dp", "dp_norm", "juilland_d"]].round(3).values.tolist()
    [[0.18, 0.22, 0.785]]
    """
    chosen = frequencies[
        (frequencies["voice"] == ALL) & (frequencies["article_id"] != ALL) & (frequencies["tokens"] > 0)
    ]
    if chosen.empty:
        return empty_table("theme_dispersion")
    table = chosen.pivot(index="article_id", columns="theme", values="hits").sort_index()
    hits = table.fillna(0).to_numpy(float)
    words = chosen.groupby("article_id", sort=True)["tokens"].first().to_numpy(float)
    spread = measure_spread(hits, words)
    replicated = _resample(hits, words, replicates, seed)
    low, high = percentile_bounds(replicated, level=level) if len(words) > 1 else (np.nan, np.nan)
    rows = pd.DataFrame(
        {
            "theme": [str(theme) for theme in table.columns],
            "articles": len(words),
            "articles_with": (hits > 0).sum(axis=0),
            "hits": hits.sum(axis=0).astype(int),
            "dp": spread.dp,
            "dp_norm": spread.dp_norm,
            "juilland_d": spread.juilland_d,
            "low": low,
            "high": high,
        }
    )
    rows["note"] = _notes(rows, np.isnan(replicated).sum(axis=0), replicates)
    return rows


def measure_spread(hits: Floats, words: Floats, weights: Floats | None = None) -> Spread:
    """Return the measures of dispersion of hits (articles x themes) over articles of so many words.

    ``weights`` says how often each article is there, as a part of its own each time.

    Examples
    --------
    >>> measure_spread(np.array([[2.0], [1.0], [0.0]]), np.ones(3)).dp.round(3).tolist()
    [0.333]
    """
    times = np.ones(len(words)) if weights is None else weights
    here = times > 0
    hits, words, times = hits[here], words[here], times[here]
    parts, total = times.sum(), times @ hits
    if parts < 2:
        none = np.full(hits.shape[1], np.nan)
        return Spread(none, none, none)
    size = words / (times @ words)
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = times @ np.abs(hits / total - size[:, None]) / 2
        rates = hits / words[:, None]
        mean = times @ rates / parts
        variation = np.sqrt(times @ (rates - mean) ** 2 / parts) / mean
    known = total > 0
    # Both reach their ends exactly but for rounding.
    norm = np.clip(dp / (1 - size.min()), 0, 1)
    juilland = np.clip(1 - variation / np.sqrt(parts - 1), 0, 1)
    return Spread(*(np.where(known, value, np.nan) for value in (np.clip(dp, 0, 1), norm, juilland)))


def _resample(hits: Floats, words: Floats, replicates: int, seed: int) -> Floats:
    draws = resampled_weights(np.array([len(words)]), replicates=replicates, seed=seed)
    found = [measure_spread(hits, words, weights).dp_norm for batch in draws for weights in batch]
    return np.array(found).reshape(-1, hits.shape[1])


def _notes(rows: pd.DataFrame, lost: Floats, replicates: int) -> list[str]:
    notes = []
    for n, hits, missing in zip(rows["articles"], rows["hits"], lost, strict=True):
        if n < 2:
            notes.append("not defined: one article")
        elif hits == 0:
            notes.append("not defined: no hits")
        else:
            parts = [f"fewer than {FEW} hits"] if hits < FEW else []
            parts += (
                [f"fewer than {FEW_ARTICLES} articles: the interval is rough"] if n < FEW_ARTICLES else []
            )
            parts += [f"{missing} of {replicates} resamples had no hits and are left out"] if missing else []
            notes.append("; ".join(parts))
    return notes
