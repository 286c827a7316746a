"""Which articles tell of one story: they share more rare words than chance would give them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.ties import settle

# So few articles were gathered around one story; in fewer, no word can be shown to be rare.
ONE_STORY = 40

# A name that stands in this part of all articles is what the corpus was gathered around.
ABOUT = 0.5

# A word of more articles than this says little about the story, and would make the join of articles quadratic.
MOST_ARTICLES = 200

# Articles that are joined at once.
STEP = 1000

Numbers = NDArray[np.int64]


class StoryLinks(NamedTuple):
    """Pairs of articles of one story: ``codes`` holds a * size + b, sorted; None if all articles are of one."""

    size: int
    codes: Numbers | None
    about: NDArray[np.bool_]

    def share(self, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
        """Return for each pair of articles, by their numbers, whether they tell of one story.

        Examples
        --------
        >>> stories = StoryLinks(3, np.array([1]), np.zeros((3, 0), dtype=bool))
        >>> stories.share(np.array([0, 1, 2, 2]), np.array([1, 0, 1, 2])).tolist()
        [True, True, False, True]
        """
        if self.codes is None:
            return np.ones(len(a), dtype=bool)
        same: NDArray[np.bool_] = a == b
        if self.about.shape[1]:
            same |= (self.about[a] & self.about[b]).any(axis=1)
        if len(self.codes):
            codes = np.minimum(a, b) * self.size + np.maximum(a, b)
            at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
            same |= self.codes[at] == codes
        return same


def link_stories(articles: Numbers, words: Numbers, names: NDArray[np.bool_], *, size: int) -> StoryLinks:
    """Find the pairs of articles that tell of one story.

    Parameters
    ----------
    articles, words : array of int
        The number of an article and of a word in it, for each word of each article; pairs may come twice.
    names : array of bool
        For each word whether it is a name.
    size : int
        How many articles there are.

    Notes
    -----
    The words that two articles share are summed, each with the logarithm of one over the part of the articles that hold
    it. Chance would give an article one sum among all others that exceeds its mean by the bound of Bernstein's
    inequality (1946), at a probability of one over the number of articles; more is a story.

    Examples
    --------
    >>> few = link_stories(np.array([0, 1]), np.array([0, 1]), np.array([False, False]), size=2)
    >>> few.share(np.array([0]), np.array([1])).tolist()
    [True]
    """
    if size <= ONE_STORY:
        return StoryLinks(size, None, np.zeros((size, 0), dtype=bool))
    matrix = sparse.csr_array(
        (np.ones(len(articles)), (articles, words)), shape=(size, len(names)), dtype=np.float64
    )
    matrix.data[:] = 1.0
    holders = np.bincount(matrix.indices, minlength=len(names))
    about = matrix[:, np.flatnonzero(names & (holders >= ABOUT * size))].toarray() > 0
    kept = np.flatnonzero((holders > 1) & (holders <= MOST_ARTICLES) & (holders < ABOUT * size))
    if not len(kept):
        return StoryLinks(size, np.array([], dtype=np.int64), about)
    rare, part = matrix[:, kept], holders[kept] / size
    surprise = -np.log(part)
    likely = math.log(size)
    spread = np.sqrt(2 * (rare @ (part * (1 - part) * surprise**2)) * likely)
    least = settle(rare @ (part * surprise) + spread + surprise.max() * likely / 3)
    return StoryLinks(size, _join(rare, surprise, least), about)


def _join(rare: sparse.csr_array, surprise: NDArray[np.float64], least: NDArray[np.float64]) -> Numbers:
    size, found = rare.shape[0], []
    weighed = (rare @ sparse.diags_array(surprise)).tocsr()
    turned = rare.T.tocsr()
    for first in range(0, size, STEP):
        block = (weighed[first : first + STEP] @ turned).tocoo()
        a, b = block.row.astype(np.int64) + first, block.col.astype(np.int64)
        # The shorter article decides: all it tells may stand in the longer one.
        kept = (a < b) & (settle(block.data) >= np.minimum(least[a], least[b]))
        found.append(a[kept] * size + b[kept])
    codes: Numbers = np.sort(np.concatenate(found))
    return codes
