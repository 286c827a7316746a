"""Ways to group statements: each takes a space and values of its one parameter, and gives labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform

from retold.arguments.grouping.embedding import SMALL, Vectors
from retold.arguments.grouping.means import group_by_means
from retold.arguments.grouping.neighbourhoods import Neighbourhoods
from retold.arguments.grouping.neighbours import neighbour_graph
from retold.arguments.grouping.same_claim import vector_probabilities
from retold.errors import ParameterError, close_match
from retold.ties import DIGITS, settle

Labels = NDArray[np.int64]
Values = NDArray[Any]

# All pairs of more statements do not fit into an ordinary machine's memory.
MOST_COMPARED = 12_000

# Distances are 1 - probability: a cut at 0.5 puts together what is more probably the same than not.
THRESHOLDS = np.round(np.arange(0.20, 0.981, 0.02), 2)
# Of many statements fewer cuts are tried, and smaller ones: their likenesses are those of plain vectors, which are surer of themselves.
LOCAL_THRESHOLDS = np.round(np.arange(0.08, 0.961, 0.04), 2)
RESOLUTIONS = np.array([0.25, 0.35, 0.5, 0.65, 0.8, 1.0, 1.25, 1.6, 2.0, 3.0])
LEAST_SIZES = np.array([2, 3, 4, 5, 7, 10, 15, 20])

# Merges at one height are parted by so much each: far less than two settled heights differ by, even in all.
PARTED = 10.0**-DIGITS / (4 * MOST_COMPARED)


@dataclass(frozen=True)
class Space:
    """Where statements lie: their vectors, and of a small number of them the probability of each pair."""

    vectors: Vectors
    probabilities: Vectors | None = None
    graph: Any = None
    seed: int = 0
    places: Neighbourhoods | None = None

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def distances(self) -> Vectors:
        """Return 1 - probability of each pair, settled."""
        assert self.probabilities is not None
        return np.asarray(settle(1 - self.probabilities))

    def with_graph(self) -> Space:
        """Return the space with its graph of neighbours."""
        return self if self.graph is not None else replace(self, graph=neighbour_graph(self.vectors))

    def with_places(self) -> Space:
        """Return the space with its neighbourhoods."""
        return self if self.places is not None else replace(self, places=Neighbourhoods.of(self.vectors))

    def ready_for(self, method: str) -> Space:
        """Return the space with what a method needs to know of all of it."""
        return {"louvain": self.with_graph, "local": self.with_places}.get(method, lambda: self)()

    @classmethod
    def of_pairs(cls, probabilities: Vectors) -> Space:
        """Return a space for methods that look at the probabilities of pairs and at nothing else."""
        return cls(np.zeros((len(probabilities), 1)), probabilities)

    def part(self, kept: NDArray[np.int64]) -> Space:
        """Return the space of some of the statements; their likenesses stay what they are."""
        return Space(
            self.vectors[kept],
            None if self.probabilities is None else self.probabilities[np.ix_(kept, kept)],
            None if self.graph is None else self.graph[kept][:, kept],
            self.seed,
            None if self.places is None else self.places.part(kept),
        )


@dataclass(frozen=True)
class Method:
    """One way to group: its parameter, the values that are tried, the range of one that is given."""

    parameter: str
    values: Callable[[int], Values]
    group: Callable[[Space, Values], list[Labels]]
    low: float
    high: float
    compares: bool = False

    def check(self, value: float) -> None:
        """Raise a ParameterError if a value of the parameter is out of range."""
        if not self.low < value <= self.high:
            raise ParameterError(
                f"threshold {value:g} is out of range",
                where=f"threshold, which here is the {self.parameter}",
                todo=f"give a number above {self.low:g} and up to {self.high:g}",
            )


def check_threshold(value: float, method: str) -> None:
    """Refuse a threshold that a method would refuse, whatever the number of statements.

    ``auto`` may turn out to be either of two methods, so that its threshold has to suit both.

    Raises
    ------
    ParameterError
        If there is no such method, or the threshold is out of its range.

    Examples
    --------
    >>> check_threshold(7, "louvain")
    >>> try:
    ...     check_threshold(7, "auto")
    ... except ParameterError as error:
    ...     print(error.todo)
    give a number above 0 and up to 1
    """
    # Both numbers are below what any method compares at most.
    for n in (1, SMALL + 1) if method == "auto" else (1,):
        find_method(method, n)[1].check(value)


def find_method(name: str, n: int) -> tuple[str, Method]:
    """Return a way to group n statements; ``auto`` chooses by their number.

    Raises
    ------
    ParameterError
        If there is no such method, or it would compare too many pairs.

    Examples
    --------
    >>> find_method("auto", 100)[0], find_method("auto", 100_000)[0]
    ('average', 'local')
    """
    if name == "auto":
        name = "average" if n <= SMALL else "local"
    if name not in METHODS:
        raise ParameterError(
            f"there is no method {name!r}", where="method", todo=close_match(name, [*METHODS, "auto"])
        )
    if METHODS[name].compares and n > MOST_COMPARED:
        raise ParameterError(
            f"method {name!r} compares all pairs, and {n:,} statements have too many",
            where="method",
            todo="use 'local', 'louvain' or 'kmeans'",
        )
    return name, METHODS[name]


def average_tree(distances: Vectors) -> Vectors:
    """Return the average-link tree of a distance matrix, as `scipy.cluster.hierarchy.linkage` writes it.

    Distances are settled before they are compared, and heights before a tree is cut: a mean of distances that is the cut
    itself may come out on either side of it. Of pairs at one distance those of the first statements are merged first.
    """
    tree: Vectors = linkage(squareform(settle(distances), checks=False), method="average")
    tree[:, 2] = settle(tree[:, 2])
    return tree


def _average(space: Space, values: Values) -> list[Labels]:
    if len(space) < 2:
        return [np.zeros(len(space), dtype=np.int64) for _ in values]
    return list(cut_tree(average_tree(space.distances), values).T)


def cut_tree(tree: Vectors, cuts: Values) -> NDArray[np.int64]:
    """Return the groups that a tree falls into at each of several cuts, all at once.

    Parameters
    ----------
    tree : array of shape (n - 1, 4)
        As `scipy.cluster.hierarchy.linkage` writes it, with heights that never fall.
    cuts : array of shape (m,)
        Heights; what meets at a cut or below it is together.

    Returns
    -------
    array of int of shape (n, m)
        For each leaf and cut the highest node above it that is not above the cut.

    Examples
    --------
    >>> tree = np.array([[0, 1, 0.2, 2], [2, 3, 0.5, 3]])
    >>> cut_tree(tree, np.array([0.1, 0.2, 0.5])).T.tolist()
    [[0, 1, 2], [3, 3, 2], [4, 4, 4]]
    """
    n = len(tree) + 1
    nodes = np.arange(2 * n - 1)
    above = nodes.copy()
    above[tree[:, :2].astype(np.int64)] = nodes[n:, None]
    # Heights never fall: at a cut all merges up to some number are made.
    made = n + np.searchsorted(tree[:, 2], cuts, side="right")
    tops = np.where(above[:, None] < made, above[:, None], nodes[:, None])
    # From each node to the one above, then to the one above that: twice as far each time.
    while True:
        further = np.take_along_axis(tops, tops, axis=0)
        if np.array_equal(further, tops):
            return tops[:n]
        tops = further


def _local(space: Space, values: Values) -> list[Labels]:
    """Cut the average-link tree of each neighbourhood; copies of a statement are in its group, and count once."""
    places = space.with_places().places
    assert places is not None
    found = np.zeros((len(space), len(values)), dtype=np.int64)
    count = 0
    for own in places.blocks():
        found[own] = count
        if len(own) > 1:
            vectors = space.vectors[own].astype(np.float64)
            likely = vector_probabilities(vectors, moments=places.moments)
            found[own] += cut_tree(average_tree(1 - likely), values)
        count += 2 * len(own)
    _, first, back = np.unique(places.copy, return_index=True, return_inverse=True)
    return list(found[first][back].T)


def _louvain(space: Space, values: Values) -> list[Labels]:
    from sknetwork.clustering import Louvain

    graph = space.with_graph().graph
    if not graph.nnz:
        return [np.arange(len(space)) for _ in values]
    return [
        np.asarray(
            Louvain(resolution=value, shuffle_nodes=space.seed > 0, random_state=space.seed).fit_predict(
                graph
            )
        )
        for value in values
    ]


def _k_means(space: Space, values: Values) -> list[Labels]:
    return [group_by_means(space.vectors, max(int(value), 1), seed=space.seed) for value in values]


def _hdbscan(space: Space, values: Values) -> list[Labels]:
    from sklearn.cluster import HDBSCAN

    found = []
    for value in values:
        least = max(int(value), 2)
        if len(space) < least:
            found.append(np.arange(len(space)))
            continue
        model = HDBSCAN(min_cluster_size=least, min_samples=1, metric="precomputed", copy=True)
        raw = model.fit_predict(part_merges(space.distances, least))
        # What it calls noise stays alone.
        found.append(np.where(raw < 0, raw.max() + 1 + np.arange(len(raw)), raw))
    return found


def part_merges(distances: Vectors, least: int) -> Vectors:
    """Return the heights at which each two statements meet in the single-link tree of their mutual reachability.

    It is the tree that HDBSCAN condenses (Campello, Moulavi & Sander 2013), with merges at one height put in an order:
    that of the statements. scikit-learn sorts them by an unstable sort, and there are many, since the height is the
    distance to the neighbour of rank `least` of the one or the other statement, whichever pair it is of.

    Parameters
    ----------
    distances : array of shape (n, n)
        Settled.
    least : int
        The least size of a group, from 2 up to n.

    Examples
    --------
    >>> part_merges(np.array([[0, 1, 3], [1, 0, 3], [3, 3, 0]]), 2).round(6).tolist()
    [[0.0, 1.0, 3.0], [1.0, 0.0, 3.0], [3.0, 3.0, 0.0]]
    """
    core = np.partition(distances, least - 1, axis=1)[:, least - 1]
    reached = np.maximum(distances, np.maximum.outer(core, core))
    tree = linkage(squareform(reached, checks=False), method="single")
    tree[:, 2] += PARTED * np.arange(1, len(tree) + 1)
    return np.asarray(squareform(cophenet(tree)))


def _numbers(n: int) -> NDArray[np.float64]:
    """Return numbers of groups to try: from two up to a third of the statements, each a quarter more."""
    most = max(min(n // 3, 500), 2)
    return np.unique(np.round(np.geomspace(2, most, max(int(np.log(most / 2) / np.log(1.25)), 1) + 1)))


METHODS: dict[str, Method] = {
    "average": Method("distance", lambda n: THRESHOLDS, _average, 0, 1, compares=True),
    "local": Method("distance", lambda n: LOCAL_THRESHOLDS, _local, 0, 1),
    "louvain": Method("resolution", lambda n: RESOLUTIONS, _louvain, 0, 100),
    "kmeans": Method("number of groups", _numbers, _k_means, 1, 100_000),
    "hdbscan": Method("least size", lambda n: LEAST_SIZES[max(n // 3, 2) >= LEAST_SIZES], _hdbscan, 1, 10_000, True),
}  # fmt: skip


def name_groups(raw: Labels, min_size: int) -> Labels:
    """Give groups the numbers 1, 2, ... by size, then by their first statement; 0 is what stays alone.

    Examples
    --------
    >>> name_groups(np.array([7, 3, 3, 7, 7, 5]), 2).tolist()
    [1, 2, 2, 1, 1, 0]
    """
    if not len(raw):
        return np.zeros(0, dtype=np.int64)
    _, first, codes, sizes = np.unique(raw, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    ranks = np.zeros(len(sizes), dtype=np.int64)
    ranks[order] = np.arange(1, len(sizes) + 1)
    ranks[sizes < min_size] = 0
    return np.asarray(ranks[codes])


def leave_small(raw: Labels, min_size: int) -> Labels:
    """Leave alone, as 0, what is in a group of too few; other groups get numbers above 0, in no order.

    Parameters
    ----------
    raw : array of int of shape (m, n)
        Groups of each of several groupings, by any numbers from 0 up.
    min_size : int
        Fewest of a group.

    Examples
    --------
    >>> leave_small(np.array([[7, 3, 3, 7, 5]]), 2).tolist()
    [[8, 4, 4, 8, 0]]
    """
    width = int(raw.max(initial=0)) + 1
    _, codes, sizes = np.unique(
        raw + width * np.arange(len(raw))[:, None], return_inverse=True, return_counts=True
    )
    return np.asarray(np.where(sizes[codes].reshape(raw.shape) >= min_size, raw + 1, 0))


def group_space(space: Space, method: Method, value: float, *, min_size: int = 2) -> Labels:
    """Group a space by one method at one value of its parameter: 1, 2, ... by size, 0 is alone."""
    return name_groups(method.group(space, np.array([value]))[0], min_size)
