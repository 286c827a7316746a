"""Which themes an article uses more than the others do."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from retold.statistics import g2, holm, log_odds_dirichlet
from retold.tables import empty_table
from retold.themes.frequencies import ALL

# Weight of the prior in pseudo-words for the whole codebook. Monroe, Colaresi and Quinn (2008) scale their
# background corpus; half the size of a short news report keeps a theme seen once from looking decisive.
PRIOR_WORDS = 100


def theme_keyness(frequencies: pd.DataFrame, *, prior_words: float = PRIOR_WORDS) -> pd.DataFrame:
    """Compare each article with all others, theme by theme.

    Parameters
    ----------
    frequencies : pandas.DataFrame
        The table ``theme_frequencies``; the rows of all voices are used.
    prior_words : float
        Weight of the prior: the themes' shares in all articles, times this many words.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_keyness``: log-odds ratio with an informative Dirichlet prior and its z
        (Monroe, Colaresi and Quinn 2008, equations 16 to 22), the signed log-likelihood ratio G2,
        and the two-sided p of z, adjusted over all rows (Holm 1979). Empty with fewer than two articles.

    Examples
    --------
    >>> frequencies = pd.DataFrame(
    ...     {"article_id": ["*", "a", "b"], "voice": "*", "theme": "water", "hits": [6, 5, 1], "tokens": [200, 100, 100]}
    ... )
    >>> theme_keyness(frequencies).round(2)[["article_id", "log_odds", "g2"]].values.tolist()
    [['a', 0.71, 2.99], ['b', -0.71, -2.99]]
    """
    whole = frequencies[frequencies["voice"] == ALL]
    everywhere = whole[whole["article_id"] == ALL].set_index("theme")
    articles = whole[whole["article_id"] != ALL]
    if articles["article_id"].nunique() < 2:
        return empty_table("theme_keyness")
    rows = [
        _compare(name, part.set_index("theme"), everywhere, prior_words)
        for name, part in articles.groupby("article_id")
    ]
    keyness = pd.concat(rows, ignore_index=True)
    keyness["p_adjusted"] = holm(2 * norm.sf(np.abs(keyness["z"])))
    return keyness


def _compare(
    name: object, article: pd.DataFrame, everywhere: pd.DataFrame, prior_words: float
) -> pd.DataFrame:
    everywhere = everywhere.loc[article.index]
    here, everything = article["hits"].to_numpy(float), everywhere["hits"].to_numpy(float)
    words, all_words = float(article["tokens"].iloc[0]), float(everywhere["tokens"].iloc[0])
    rest, rest_words = everything - here, all_words - words
    log_odds, z = log_odds_dirichlet(
        here,
        rest,
        prior_words * everything / all_words,
        total_a=words,
        total_b=rest_words,
        total_prior=prior_words,
    )
    ratio = g2(here, words, rest, rest_words)
    return pd.DataFrame(
        {"article_id": name, "theme": article.index, "log_odds": log_odds, "z": z, "g2": ratio}
    )
