"""Which themes an article uses more than the others do, or a voice more than the other voices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from retold.errors import ParameterError, close_match
from retold.statistics.contrasts import benjamini_hochberg, g2, holm, log_odds_dirichlet
from retold.tables import empty_table
from retold.themes.measures.counting import Floats, spell
from retold.vocabulary import ALL

# Weight of the prior in pseudo-words for the whole codebook. Monroe, Colaresi and Quinn (2008) scale their
# background corpus; half the size of a short news report keeps a theme seen once from looking decisive.
PRIOR_WORDS = 100

# Rows measured at one time: their working set is some tens of megabytes.
ROWS_AT_ONCE = 500_000

NOTES = (
    "",
    "not defined: one side has no words",
    "not defined: nobody uses it",
    "not defined: as many hits as words",
)

# What can be compared, with the table that it gives.
TABLES: Mapping[str, str] = {"article_id": "theme_keyness", "voice": "theme_voice_keyness"}


def theme_keyness(
    frequencies: pd.DataFrame, *, by: str = "article_id", prior_words: float = PRIOR_WORDS
) -> pd.DataFrame:
    """Compare each article with all others, or each voice with the other voices, theme by theme.

    Parameters
    ----------
    frequencies : pandas.DataFrame
        The table ``theme_frequencies``. For articles the rows of all voices are used, for voices those of
        all articles.
    by : {"article_id", "voice"}
        What is compared.
    prior_words : float
        Weight of the prior. The prior is informative: each theme's share in all articles and voices, times
        this many words, so that a theme needs evidence to look different from the whole.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_keyness``, or ``theme_voice_keyness``: log-odds ratio with an informative
        Dirichlet prior and its z (Monroe, Colaresi and Quinn 2008, equations 16 to 22), the signed
        log-likelihood ratio G2, the two-sided p of z, adjusted over all rows (``p_adjusted``: Holm 1979; ``q``:
        Benjamini and Hochberg 1995) and as it is (``p``), and a note where they are not defined. Empty with
        fewer than two articles or voices.

    Raises
    ------
    ParameterError
        If ``by`` is unknown, or the prior has no weight.

    Examples
    --------
    >>> frequencies = pd.DataFrame(
    ...     {"article_id": ["*", "a", "b"], "voice": "*", "theme": "water", "hits": [6, 5, 1], "tokens": [200, 100, 100]}
    ... )
    >>> theme_keyness(frequencies).round(2)[["article_id", "log_odds", "g2"]].values.tolist()
    [['a', 0.71, 2.99], ['b', -0.71, -2.99]]
    """
    if by not in TABLES:
        raise ParameterError(f"by cannot be {by!r}", where="theme_keyness", todo=close_match(by, TABLES))
    other = "voice" if by == "article_id" else "article_id"
    whole = frequencies[frequencies[other] == ALL]
    everywhere = whole[whole[by] == ALL].set_index("theme")
    rows = whole[whole[by] != ALL].sort_values([by, "theme"], ignore_index=True)
    if rows[by].nunique() < 2:
        return empty_table(TABLES[by])
    here, words = rows["hits"].to_numpy(float), rows["tokens"].to_numpy(float)
    everything, all_words = (
        everywhere[column].reindex(rows["theme"]).to_numpy(float) for column in ("hits", "tokens")
    )
    keys = measure_keyness(here, words, everything, all_words, prior_words=prior_words)
    return pd.concat([rows[[by, "theme"]], keys], axis=1)


def measure_keyness(
    here: Floats, words: Floats, everything: Floats, all_words: Floats, *, prior_words: float
) -> pd.DataFrame:
    """Hold counts of one text against those of the rest, row by row.

    Parameters
    ----------
    here, words : array of shape (n,)
        How often something occurs in a text, and the text's words.
    everything, all_words : array of shape (n,)
        The same for all texts together, this one included.
    prior_words : float
        Weight of the prior, which is the share in all texts.

    Returns
    -------
    pandas.DataFrame
        Columns log_odds, z, g2, p_adjusted (Holm over the rows), p, q (Benjamini-Hochberg over the rows), note.

    Examples
    --------
    >>> measure_keyness(
    ...     np.array([5.0]), np.array([100.0]), np.array([6.0]), np.array([200.0]), prior_words=100
    ... ).round(3)[["log_odds", "z"]].values.tolist()
    [[0.714, 1.166]]
    """
    if not prior_words > 0:
        raise ParameterError(
            f"the prior should weigh more than 0 words, and weighs {prior_words}", where="keyness"
        )
    rest, rest_words = everything - here, all_words - words
    # Several hits may share a word (a theme with its children), and then a rate is no share of the words.
    dense = (here > words) | (rest > rest_words) | (everything >= all_words)
    empty = (words == 0) | (rest_words == 0)
    usable = np.flatnonzero(~(dense | empty | (everything == 0)))
    log_odds, z, ratio = (np.full(len(here), np.nan) for _ in range(3))
    for start in range(0, len(usable), ROWS_AT_ONCE):
        at = usable[start : start + ROWS_AT_ONCE]
        log_odds[at], z[at] = log_odds_dirichlet(
            here[at],
            rest[at],
            prior_words * everything[at] / all_words[at],
            total_a=words[at],
            total_b=rest_words[at],
            total_prior=prior_words,
        )
        ratio[at] = g2(here[at], words[at], rest[at], rest_words[at])
    p = 2 * ndtr(-np.abs(z))
    return pd.DataFrame(
        {
            "log_odds": log_odds,
            "z": z,
            "g2": ratio,
            "p_adjusted": holm(p),
            "p": p,
            "q": benjamini_hochberg(p),
            "note": _notes(empty, everything == 0, dense),
        }
    )


def _notes(empty: NDArray[np.bool_], unused: NDArray[np.bool_], dense: NDArray[np.bool_]) -> pd.Series:
    return spell(NOTES, np.select([empty, unused, dense], [1, 2, 3], default=0))
