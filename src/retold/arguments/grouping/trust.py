"""What else groups hang on: the cut, the embedding, the seed, and single articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.clusters import METHODS, Space, group_space, name_groups
from retold.arguments.grouping.criterion import judge
from retold.arguments.grouping.embedding import embed_parts, join
from retold.arguments.grouping.same_claim import pair_probabilities
from retold.arguments.grouping.stability import nearest_jaccard
from retold.tables import empty_table
from retold.ties import first_best

Labels = NDArray[np.int64]

# The cuts beside the chosen one that are tried, in distance; other parameters by these factors.
NEARBY, FACTORS = (-0.1, -0.05, 0.05, 0.1), (0.7, 0.85, 1.2, 1.4)
SEEDS = (1, 2, 3)

# A group of which less than half comes back without an article depends on it.
FOUND_AGAIN = 0.5


def sweep_groups(
    texts: Sequence[str], space: Space, labels: Labels, *, method: str, value: float, embedding: str, min_size: int,
    denials: Any = None,
) -> pd.DataFrame:  # fmt: skip
    """Return how much of each group stays together under other choices.

    Parameters
    ----------
    texts : sequence of str
        The statements.
    space : Space
        Where they lie.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is alone.
    method, value, embedding, min_size
        The choices that were made.
    denials : sparse array, optional
        How far the statements deny each other, where it is known already.

    Returns
    -------
    pandas.DataFrame
        The table ``argument_sweep``: kind (``threshold``, ``method``, ``seed``, ``embedding``), value, argument and
        together, the share (0..1) of the group's pairs that are in one group there too.
    """
    rows = []
    for kind, shown, other in _variants(texts, space, method, value, embedding, min_size, denials):
        for name, share in enumerate(stay_together(labels, other), start=1):
            rows.append((kind, shown, f"A{name}", share))
    return pd.DataFrame(rows, columns=list(empty_table("argument_sweep").columns))


def _variants(
    texts: Sequence[str],
    space: Space,
    method: str,
    value: float,
    embedding: str,
    min_size: int,
    denials: Any,
) -> Iterator[tuple[str, str, Labels]]:
    way = METHODS[method]
    near = [value + step for step in NEARBY] if way.parameter == "distance" else [value * f for f in FACTORS]
    for other in sorted({round(min(max(at, 0.01), way.high), 3) for at in near}):
        yield "threshold", f"{other:g}", group_space(space, way, other, min_size=min_size)
    if method in ("louvain", "kmeans"):
        for seed in SEEDS:
            yield "seed", str(seed), group_space(replace(space, seed=seed), way, value, min_size=min_size)
    for name in ("average", "louvain"):
        if name != method:
            yield "method", name, best_grouping(space, name, min_size)
    other_name = "tfidf" if embedding != "tfidf" else "wordllama"
    claims = claim_texts(texts)
    elsewhere = Space(
        join(embed_parts(claims, method=other_name)),
        pair_probabilities(claims, embedding=other_name, denials=denials),
    )
    yield "embedding", other_name, best_grouping(elsewhere, method, min_size)


def best_grouping(space: Space, method: str, min_size: int) -> Labels:
    """Return the grouping of one method that agrees best with the pair probabilities of a space."""
    likely = space.probabilities
    assert likely is not None
    way = METHODS[method]
    space = space.ready_for(method)
    found = [name_groups(raw, min_size) for raw in way.group(space, way.values(len(space)))]
    scores = [judge(likely, labels) for labels in found]
    return found[int(first_best(scores))]


def stay_together(labels: Labels, other: Labels) -> NDArray[np.float64]:
    """Return the share of the pairs of each group that another labelling puts together too.

    Examples
    --------
    >>> stay_together(np.array([1, 1, 1, 2, 2]), np.array([1, 1, 0, 2, 2])).round(2).tolist()
    [0.33, 1.0]
    """
    shares = []
    for name in range(1, int(labels.max(initial=0)) + 1):
        inside = other[labels == name]
        counts = np.bincount(inside[inside > 0])
        pairs = len(inside) * (len(inside) - 1) / 2
        shares.append(float((counts * (counts - 1) / 2).sum() / pairs))
    return np.array(shares, dtype=np.float64)


def find_influence(
    articles: Sequence[str], labels: Labels, group: Callable[[Labels], Labels]
) -> pd.DataFrame:
    """Say which groups depend on a single article: each is left out in turn, and the rest grouped again.

    Parameters
    ----------
    articles : sequence of str
        The article of each statement.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is alone.
    group : callable
        Groups the statements at given places.

    Returns
    -------
    pandas.DataFrame
        The table ``argument_influence``, one row for each argument and article of it: argument, left_out, statements that
        remain, jaccard (of those with the nearest group of the rest; 0 if fewer than two remain) and depends.
    """
    names = np.asarray(articles, dtype=object)
    groups, rows = int(labels.max(initial=0)), []
    for article in sorted(set(articles)):
        kept = np.flatnonzero(names != article)
        again = group(kept) if len(kept) > 1 else np.zeros(len(kept), dtype=np.int64)
        jaccard = np.nan_to_num(nearest_jaccard(labels[kept], again, groups))
        left = np.bincount(labels[kept], minlength=groups + 1)[1:]
        own = np.bincount(labels[names == article], minlength=groups + 1)[1:]
        for at in np.flatnonzero(own):
            rows.append((f"A{at + 1}", article, left[at], jaccard[at], bool(jaccard[at] < FOUND_AGAIN)))
    return pd.DataFrame(rows, columns=list(empty_table("argument_influence").columns))
