"""Which statements are worth comparing: those that share rare words, found by a join and not pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.wording.utterances import Utterance, quoted_spans

# Two statements are compared if they share two pairs of content words, neighbours or next but one (three words in a
# row make three such pairs, two of them where a word between is replaced), and three content words in all.
SHARED_PAIRS, SHARED_WORDS = 2, 3

# A pair of words in more statements than this is a stock phrase of the corpus; to join on it would be quadratic.
COMMON_PAIR = 200


# Retellings in other words share less: two neighbours among the content words, or two words that stand in no other
# statement of either article, or one such word in a quotation. A link of so much is a candidate.
LINKED, NEIGHBOURS, LONE_WORD, QUOTED_WORD = 2, 2, 1, 2

# They are looked for within one cluster, or a corpus, of at most so many statements, as reports of one occasion are;
# in larger ones two words in common say nothing.
MOST_RETOLD = 3000

# Neighbours that stand in more statements of a cluster than this are what all speak about.
COMMON_NEIGHBOURS = 12


def find_retellings(utterances: Sequence[Utterance]) -> list[tuple[int, int]]:
    """Return pairs of utterances of different articles of one cluster that may retell one in other words, sorted.

    Examples
    --------
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["The old bridge is a “scandal”", "that he called it a scandal", "No trucks, said the guard"]
    >>> frame = {"statement_id": ["a:1", "b:1", "c:1"], "article_id": ["a", "b", "c"], "argument": "none"}
    >>> find_retellings(join_utterances(pd.DataFrame(frame | {"text": texts})))
    [(0, 1)]
    """
    clusters: dict[str, list[int]] = {}
    for at, utterance in enumerate(utterances):
        clusters.setdefault(utterance.cluster, []).append(at)
    found: set[tuple[int, int]] = set()
    for members in clusters.values():
        if len(members) <= MOST_RETOLD:
            linked: Counter[tuple[int, int]] = Counter()
            for pair, strength in _links({at: utterances[at] for at in members}):
                linked[pair] += strength
            found |= {pair for pair, strength in linked.items() if strength >= LINKED}
    return sorted(found)


def _links(utterances: dict[int, Utterance]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield what links two utterances of different articles, and how much it counts."""
    neighbours: dict[tuple[str, ...], list[int]] = {}
    holders: dict[str, dict[str, list[int]]] = {}
    quoted: set[tuple[int, str]] = set()
    for at, utterance in utterances.items():
        keys = [utterance.keys[i] for i in utterance.said]
        # A statement of function words alone ("Which is it?") is linked by all of its words.
        for near in dict.fromkeys([*pairwise(keys), tuple(utterance.forms)]):
            neighbours.setdefault(near, []).append(at)
        for key in dict.fromkeys(keys):
            holders.setdefault(key, {}).setdefault(utterance.article_id, []).append(at)
        quoted |= {(at, key) for key in _quoted_keys(utterance)}
    for members in neighbours.values():
        if len(members) <= COMMON_NEIGHBOURS:
            for i, j in combinations(members, 2):
                if utterances[i].article_id != utterances[j].article_id:
                    yield (i, j), NEIGHBOURS
    for key, by_article in holders.items():
        lone = sorted(members[0] for members in by_article.values() if len(members) == 1)
        if len(lone) <= COMMON_PAIR:
            for i, j in combinations(lone, 2):
                yield (i, j), QUOTED_WORD if {(i, key), (j, key)} & quoted else LONE_WORD


def _quoted_keys(utterance: Utterance) -> set[str]:
    spans = quoted_spans(utterance.text)
    words = utterance.words if spans else ()
    return (
        {utterance.keys[i] for i in utterance.said if any(a <= words[i].start < b for a, b in spans)}
        if spans
        else set()
    )


def find_candidates(utterances: Sequence[Utterance]) -> list[tuple[int, int]]:
    """Return pairs of utterances of different articles that share pairs of content words and enough others.

    Near linear in the number of utterances: an exact join of sparse tables, pair of words by utterance.

    Examples
    --------
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["The old bridge carries no trucks", "The old bridge carries trucks", "No trucks, said the guard"]
    >>> frame = {"statement_id": ["a:1", "b:1", "c:1"], "article_id": ["a", "b", "c"], "argument": "none"}
    >>> find_candidates(join_utterances(pd.DataFrame(frame | {"text": texts})))
    [(0, 1)]
    """
    pairs: dict[tuple[str, str, str], list[int]] = {}
    singles: dict[str, int] = {}
    places: list[tuple[int, int]] = []
    for at, utterance in enumerate(utterances):
        keys = [utterance.keys[i] for i in utterance.said]
        near = [*pairwise(keys), *zip(keys, keys[2:], strict=False)]
        if len(keys) < SHARED_WORDS and near:
            # Too short for two pairs of words: only the very same words will do.
            near = [(" ".join(utterance.forms), side) for side in "ab"]
        for left, right in dict.fromkeys(near):
            pairs.setdefault((utterance.cluster, left, right), []).append(at)
        places += [(at, singles.setdefault(key, len(singles))) for key in dict.fromkeys(keys)]
    joined = _join(
        [members for members in pairs.values() if 1 < len(members) <= COMMON_PAIR], len(utterances)
    )
    articles = pd.factorize(np.array([utterance.article_id for utterance in utterances], dtype=object))[0]
    joined = joined[articles[joined[:, 0]] != articles[joined[:, 1]]]
    enough = _count_shared(places, len(utterances), joined) >= SHARED_WORDS
    same = [utterances[i].forms == utterances[j].forms for i, j in joined.tolist()]
    return [(i, j) for i, j in joined[enough | np.array(same, dtype=bool)].tolist()]


def _join(groups: Sequence[list[int]], n: int) -> NDArray[np.int64]:
    """Return the pairs (i < j) that are together in enough groups, sorted."""
    if not groups:
        return np.zeros((0, 2), dtype=np.int64)
    members = np.concatenate([np.array(group) for group in groups])
    which = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    table = sparse.csr_array(
        (np.ones(len(members), dtype=np.int32), (members, which)), shape=(n, len(groups))
    )
    together = sparse.triu(table @ table.T, k=1).tocoo()
    enough = together.data >= SHARED_PAIRS
    found = np.column_stack([together.row[enough], together.col[enough]]).astype(np.int64)
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _count_shared(places: Sequence[tuple[int, int]], n: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    rows, columns = np.array(places).T
    table = sparse.csr_array(
        (np.ones(len(places), dtype=np.int64), (rows, columns)), shape=(n, columns.max() + 1)
    )
    shared = table[pairs[:, 0]].multiply(table[pairs[:, 1]]).sum(axis=1)
    return np.asarray(shared, dtype=np.int64).ravel()
