"""Group statements into arguments: average link on centred vectors, cut where the silhouette is best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from retold.arguments.embedding import Vectors, embed
from retold.arguments.stability import group_stability, threshold_stability
from retold.errors import ParameterError
from retold.tables import empty_table, natural_key
from retold.tokens import count_words

NONE = "none"

# A statement of fewer words ("No.", "We understand this.") claims nothing that could be compared.
MIN_WORDS = 5

# Cosine distances of centred vectors lie in 0..2, and unrelated statements at 1; beyond that nothing is alike.
THRESHOLDS = np.round(np.arange(0.40, 1.001, 0.02), 2)

# Fewer statements than this have no groups worth the name.
MIN_STATEMENTS = 4


@dataclass(frozen=True)
class Groups:
    """Arguments with what supports them.

    Attributes
    ----------
    arguments : pandas.DataFrame
        The table ``arguments``, one row a statement.
    groups : pandas.DataFrame
        One row an argument: argument, statements, articles, stability, silhouette, exemplar.
    thresholds : pandas.DataFrame
        The table ``argument_thresholds``: what every cut of the tree gives.
    """

    arguments: pd.DataFrame
    groups: pd.DataFrame
    thresholds: pd.DataFrame


def group_arguments(
    statements: pd.DataFrame,
    *,
    embedding: str = "wordllama",
    threshold: float | None = None,
    min_size: int = 2,
    replicates: int = 100,
    level: float = 0.95,
    seed: int = 0,
) -> Groups:
    """Group the statements that make the same claim.

    Parameters
    ----------
    statements : pandas.DataFrame
        Columns ``statement_id`` and ``text``, and ``article_id`` if there is one.
    embedding : str
        How statements become vectors, see `retold.arguments.embedding.embed`.
    threshold : float, optional
        Mean cosine distance at which the tree is cut, above 0 and up to 2. Default: the cut of the
        best mean silhouette (Rousseeuw 1987; a statement on its own counts 0).
    min_size : int
        Fewer statements are no group: they get the argument ``none``.
    replicates, level, seed
        Of the bootstrap that says how stable groups and cuts are (Hennig 2007).

    Returns
    -------
    Groups
        Arguments are named A1, A2, ... by size, then by their first statement. The order of the
        rows given does not matter.

    Raises
    ------
    ParameterError
        If the threshold or the least size is out of range.

    Examples
    --------
    >>> texts = ["heavy rain fell on the town", "rain fell on the town again", "the new tax rose for all",
    ...          "the new tax will rise again", "dogs bark at night in spring"]
    >>> statements = pd.DataFrame({"statement_id": [f"a:{n}" for n in range(1, 6)], "text": texts})
    >>> group_arguments(statements, embedding="tfidf").arguments["argument"].tolist()
    ['A1', 'A1', 'A2', 'A2', 'none']
    """
    if threshold is not None and not 0 < threshold <= 2:
        raise ParameterError(
            f"threshold {threshold} is out of range", todo="give a number above 0 and up to 2"
        )
    if min_size < 2:
        raise ParameterError(
            f"min_size {min_size} is out of range", todo="give 2 or more: one statement is no group"
        )
    rows = statements.sort_values(
        "statement_id", key=lambda c: c.map(natural_key), kind="stable", ignore_index=True
    )
    if "article_id" not in rows:
        rows = rows.assign(article_id="")
    units = rows[rows["text"].map(count_words) >= MIN_WORDS]
    if len(units) < MIN_STATEMENTS:
        return _too_few(rows)
    vectors = embed(units["text"].tolist(), method=embedding)
    distances = _distances(vectors)
    thresholds = _thresholds(distances, min_size, replicates, level, seed)
    chosen = _choose(thresholds) if threshold is None else threshold
    thresholds["chosen"] = thresholds["threshold"] == chosen
    labels = cut(distances, chosen, min_size)
    stability = group_stability(
        distances, labels, lambda d: cut(d, chosen, min_size), replicates=replicates, seed=seed
    )
    arguments = _arguments(rows, units, vectors, labels)
    return Groups(arguments, _groups(units, distances, labels, stability), thresholds)


def cut(distances: Vectors, threshold: float, min_size: int) -> NDArray[np.int64]:
    """Cut the average-link tree of a distance matrix: groups 1, 2, ... by size, 0 for what stays alone."""
    if len(distances) < 2:
        return np.zeros(len(distances), dtype=np.int64)
    tree = linkage(squareform(distances, checks=False), method="average")
    return _name_groups(fcluster(tree, threshold, criterion="distance"), min_size)


def _name_groups(raw: NDArray[np.int64], min_size: int) -> NDArray[np.int64]:
    names, first, sizes = np.unique(raw, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    kept = [names[n] for n in order if sizes[n] >= min_size]
    ranks = {name: rank for rank, name in enumerate(kept, start=1)}
    return np.array([ranks.get(name, 0) for name in raw], dtype=np.int64)


def _distances(vectors: Vectors) -> Vectors:
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    # Rounding keeps ties ties on every CPU, so that the tree does not hang on the last bit.
    distances = np.round((distances + distances.T) / 2, 9)
    np.fill_diagonal(distances, 0)
    return distances


def silhouettes(distances: Vectors, labels: NDArray[np.int64]) -> Vectors:
    """Return the silhouette of each statement (-1..1); 0 for one that stays alone."""
    names = np.unique(labels[labels > 0])
    result = np.zeros(len(labels))
    if len(names) < 2:
        return result
    sums = np.stack([distances[:, labels == name].sum(axis=1) for name in names], axis=1)
    sizes = np.array([(labels == name).sum() for name in names])
    own = np.searchsorted(names, labels)
    for at in np.flatnonzero(labels > 0):
        inside = sums[at, own[at]] / (sizes[own[at]] - 1)
        outside = np.delete(sums[at] / sizes, own[at]).min()
        result[at] = (outside - inside) / max(inside, outside) if max(inside, outside) > 0 else 0
    return result


def _thresholds(distances: Vectors, min_size: int, replicates: int, level: float, seed: int) -> pd.DataFrame:
    def cuts(matrix: Vectors) -> list[NDArray[np.int64]]:
        tree = linkage(squareform(matrix, checks=False), method="average")
        return [_name_groups(fcluster(tree, t, criterion="distance"), min_size) for t in THRESHOLDS]

    full = cuts(distances)
    stability = threshold_stability(distances, full, cuts, replicates=replicates, level=level, seed=seed)
    return pd.DataFrame(
        {
            "threshold": THRESHOLDS,
            "groups": [int(labels.max()) for labels in full],
            "grouped": [float((labels > 0).mean()) for labels in full],
            "silhouette": [float(silhouettes(distances, labels).mean()) for labels in full],
            **stability,
        }
    )


def _choose(thresholds: pd.DataFrame) -> float:
    # Of equal silhouettes the tightest cut: it claims less.
    best = thresholds["silhouette"].round(9).idxmax()
    return float(thresholds.loc[best, "threshold"])


def _arguments(
    rows: pd.DataFrame, units: pd.DataFrame, vectors: Vectors, labels: NDArray[np.int64]
) -> pd.DataFrame:
    medoids, strength = _medoids(vectors, labels)
    x, y = _plane(vectors)
    found = pd.DataFrame(
        {
            "statement_id": units["statement_id"].to_numpy(),
            "argument": [f"A{label}" if label else NONE for label in labels],
            "strength": strength,
            "exemplar": np.isin(np.arange(len(labels)), medoids),
            "x": x,
            "y": y,
        }
    )
    table = rows[["statement_id", "article_id"]].merge(found, on="statement_id", how="left")
    table["argument"] = table["argument"].fillna(NONE)
    table["exemplar"] = table["exemplar"].astype("boolean").fillna(value=False)
    return table[list(empty_table("arguments").columns)]


def _medoids(vectors: Vectors, labels: NDArray[np.int64]) -> tuple[list[int], Vectors]:
    """Return the most central statement of each group, and each statement's mean cosine with its group."""
    similar = np.round(vectors @ vectors.T, 9)
    strength = np.full(len(labels), np.nan)
    medoids = []
    for label in range(1, labels.max() + 1):
        members = np.flatnonzero(labels == label)
        inside = similar[np.ix_(members, members)]
        strength[members] = (inside.sum(axis=1) - inside.diagonal()) / (len(members) - 1)
        medoids.append(int(members[np.argmax(strength[members])]))
    return medoids, strength


def _plane(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """Project onto the two main axes; the full decomposition, because it has no random start."""
    from sklearn.decomposition import PCA

    if not np.ptp(vectors, axis=0).any():  # all statements are the same
        return np.zeros(len(vectors)), np.zeros(len(vectors))
    size = min(2, *vectors.shape)
    plane = PCA(n_components=size, svd_solver="full").fit_transform(vectors)
    plane = np.pad(plane, ((0, 0), (0, 2 - size)))
    return plane[:, 0], plane[:, 1]


def _groups(
    units: pd.DataFrame, distances: Vectors, labels: NDArray[np.int64], stability: Vectors
) -> pd.DataFrame:
    widths = silhouettes(distances, labels)
    articles, ids = units["article_id"].to_numpy(), units["statement_id"].to_numpy()
    rows = []
    for label in range(1, labels.max() + 1):
        members = np.flatnonzero(labels == label)
        inside = distances[np.ix_(members, members)].sum(axis=1)
        rows.append(
            {
                "argument": f"A{label}",
                "statements": len(members),
                "articles": len(set(articles[members])),
                "stability": stability[label - 1],
                "silhouette": widths[members].mean(),
                "exemplar": ids[members[np.argmin(np.round(inside, 9))]],
            }
        )
    columns = ["argument", "statements", "articles", "stability", "silhouette", "exemplar"]
    return pd.DataFrame(rows, columns=columns)


def _too_few(rows: pd.DataFrame) -> Groups:
    alone = rows[["statement_id", "article_id"]].assign(
        argument=NONE, strength=np.nan, exemplar=False, x=np.nan, y=np.nan
    )
    columns = ["argument", "statements", "articles", "stability", "silhouette", "exemplar"]
    return Groups(
        alone[list(empty_table("arguments").columns)],
        empty_table("argument_labels")[columns],
        empty_table("argument_thresholds"),
    )
