"""Which words an article uses more than the others do, or a voice more than the other voices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.tables import empty_table
from retold.themes.measures.counting import Floats, spell
from retold.themes.measures.keyness import measure_keyness
from retold.themes.measures.word_counts import Words, number_words
from retold.ties import settle

GROUPS = ("article_id", "voice")

# A word seen fewer times in all cannot differ between two texts in a way that a test could notice. The sum over both
# sides says nothing about which side it favours, so leaving rare words out does not bias the p of the others.
LEAST_COUNT = 5

# Weight of the prior in pseudo-words: each side is given one more short news report in which words have their usual
# shares, so that a word seen a few times on one side only is not called decisive.
WORD_PRIOR = 500


def word_keyness(
    statements: pd.DataFrame,
    *,
    by: str = "article_id",
    min_count: int = LEAST_COUNT,
    prior_words: float = WORD_PRIOR,
    top: int | None = None,
) -> pd.DataFrame:
    """Compare the words of each article with those of all others, or of each voice with the other voices.

    All words are kept, the most common too: the prior is informative, so a word that is common everywhere has to
    be far more or less common here before its log-odds move. Signs are left out, case is folded.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements``.
    by : {"article_id", "voice"}
        What is compared.
    min_count : int
        Words seen fewer times in all the statements are left out.
    prior_words : float
        Weight of the prior: the words' shares in all statements, times this many words.
    top : int, optional
        Keep the words of the largest z of each group, in either direction; p are adjusted over all before.

    Returns
    -------
    pandas.DataFrame
        The table ``word_keyness``: by, group, word, its ``count`` in the group and in all ``other`` groups,
        ``per_1000`` words of the group, log_odds, z, g2, p_adjusted (Holm), q (Benjamini-Hochberg), p and note, as in
        `theme_keyness`. A word that a group never uses has no row there. Empty with fewer than two groups.

    Raises
    ------
    ParameterError
        If ``by`` is unknown, ``min_count`` or ``top`` is below 1, or the prior has no weight.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' words. Political Analysis 16; Dunning (1993), Accurate methods for the
    statistics of surprise and coincidence. Comput. Linguist. 19.

    Examples
    --------
    >>> statements = pd.DataFrame({"article_id": ["a", "b"], "text": ["Rain and rain and wind.", "Sun and wind, sun."]})
    >>> rows = word_keyness(statements, min_count=2).set_index(["group", "word"])
    >>> rows.loc[("a", "rain"), ["count", "other"]].tolist(), bool(rows.loc[("a", "rain"), "z"] > 0)
    ([2, 0], True)
    """
    if by not in GROUPS:
        raise ParameterError(f"by cannot be {by!r}", where="word_keyness", todo=close_match(by, GROUPS))
    for name, value in (("min_count", min_count), ("top", 1 if top is None else top)):
        if value < 1:
            raise ParameterError(f"{name} should be 1 or more, and is {value}", where="word_keyness")
    groups, names = pd.factorize(statements[by], sort=True)
    words = number_words(statements["text"])
    if len(names) < 2 or not len(words.word):
        return empty_table("word_keyness")
    group, word, count, everything, sizes = _count(groups, len(names), words, min_count)
    total = np.broadcast_to(float(sizes.sum()), len(count))
    keys = measure_keyness(count, sizes[group], everything, total, prior_words=prior_words)
    kept = np.arange(len(count)) if top is None else _strongest(group, word, keys["z"].to_numpy(), top)
    keys, group, word = keys.iloc[kept].reset_index(drop=True), group[kept], word[kept]
    rows = pd.DataFrame(
        {
            "by": by,
            "group": spell([str(name) for name in names], group),
            "word": spell(words.names, word),
            "count": count[kept].astype(int),
            "other": (everything - count)[kept].astype(int),
            "per_1000": 1000 * count[kept] / sizes[group],
        }
    )
    rows = pd.concat([rows, keys], axis=1)
    return rows[list(empty_table("word_keyness").columns)]


def _count(groups: NDArray[np.intp], n_groups: int, words: Words, min_count: int) -> tuple[NDArray[Any], ...]:
    """Return group, word, count and count in all of each pair that occurs, and the words of each group."""
    from scipy import sparse

    # As pairs of numbers rather than a table: a hundred thousand articles use few of all words each.
    table = sparse.csr_array(
        (np.ones(len(words.word), dtype=np.int32), (groups[words.text], words.word)),
        shape=(n_groups, len(words.names)),
    )
    totals = np.bincount(words.word, minlength=len(words.names)).astype(float)
    sizes = np.asarray(table.sum(axis=1), dtype=float).ravel()
    table.sort_indices()
    pairs = table.tocoo()
    row, column = pairs.coords
    kept = totals[column] >= min_count
    row, column, count = row[kept], column[kept], pairs.data[kept].astype(float)
    return row, column, count, totals[column], sizes


def _strongest(group: NDArray[Any], word: NDArray[Any], z: Floats, top: int) -> NDArray[np.intp]:
    """Return the rows of the largest z of each group, in their order; ties by word."""
    # Rounded, so that the last digit of a sum does not decide between two words.
    order = np.lexsort((word, -settle(np.abs(np.nan_to_num(z))), group))
    first = np.searchsorted(group[order], group[order])
    return np.sort(order[np.arange(len(order)) - first < top])
