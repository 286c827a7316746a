"""Group statements into arguments, and say what supports each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.clusters import (
    Method,
    Space,
    average_tree,
    find_method,
    leave_small,
    name_groups,
)
from retold.arguments.grouping.cohesion import (
    find_medoids,
    mean_cosines,
    plane,
    silhouettes,
    vector_silhouettes,
)
from retold.arguments.grouping.criterion import (
    LARGE_SILHOUETTE_SHARE,
    SILHOUETTE_SHARE,
    expected_rand,
    joint_criterion,
    judge,
    put_together,
    sample_pairs,
)
from retold.arguments.grouping.embedding import SMALL, Vectors, centre, embed_parts, find_parts, join
from retold.arguments.grouping.neighbourhoods import near_silhouettes
from retold.arguments.grouping.same_claim import pair_probabilities, vector_probabilities
from retold.arguments.grouping.stability import claim_stability, subset_stability, sweep_stability
from retold.arguments.grouping.trust import find_influence, sweep_groups
from retold.arguments.grouping.units import find_units
from retold.arguments.grouping.word_rows import WordRows, read_word_rows
from retold.errors import ParameterError, close_match
from retold.tables import empty_table, natural_key, require
from retold.ties import first_best, settle
from retold.vocabulary import NONE, STABLE

Labels = NDArray[np.int64]


CRITERIA = ("joint", "expected", "silhouette")

# Fewer statements than this have no groups worth the name.
MIN_STATEMENTS = 4

# Up to so many units every resample that was asked for is made at each cut.
FEW = 500

# Beyond, groups are resampled so many times: each is a clustering of all.
LARGE_REPLICATES = 10

# The mean silhouette of many units is that of so many of them: at each cut its error is below .005.
MEASURED = 5000

# Articles left out one at a time, beyond which that would take longer than all the rest.
MOST_LEFT_OUT = 100

GROUP_COLUMNS = "argument statements articles stability silhouette exemplar null together depends trusted label joined".split()


@dataclass(frozen=True)
class Groups:
    """Arguments with what supports them.

    Attributes
    ----------
    arguments : pandas.DataFrame
        The table ``arguments``, one row a statement.
    groups : pandas.DataFrame
        One row an argument: argument, statements, articles, stability, silhouette, exemplar, null (stability of
        groups by chance), together (mean share of pairs that stay together in the sweep), depends (the articles without
        which it is not found), trusted, and what `rename_groups` fills: label, and joined (the groups that it was made of).
    thresholds : pandas.DataFrame
        The table ``argument_thresholds``: what every value of the method's parameter gives; and ``shared``, how far all of the study
        speaks of one thing (see `shared_subject`), which is the same in all rows, and not known of more than 2,000 units.
    units : pandas.DataFrame
        The table ``argument_units``: clauses of statements, with the argument of each.
    tree : pandas.DataFrame
        The table ``argument_tree``: the merges of average link; without rows for other methods.
    sweep, influence : pandas.DataFrame
        The tables ``argument_sweep`` and ``argument_influence``.
    method : str
        How was grouped: ``average``, ``local``, ``louvain``, ``kmeans`` or ``hdbscan``; empty if there was too little to group.
    note : str
        What to know about the result, such as "too few statements".
    """

    arguments: pd.DataFrame
    groups: pd.DataFrame
    thresholds: pd.DataFrame
    units: pd.DataFrame
    tree: pd.DataFrame
    sweep: pd.DataFrame
    influence: pd.DataFrame
    method: str
    note: str


@dataclass(frozen=True)
class Found:
    """A grouping of vectors: labels (0 is alone), the value of the parameter, and the sweep it was chosen from."""

    labels: Labels
    value: float
    sweep: pd.DataFrame
    method: str


def group_arguments(
    statements: pd.DataFrame,
    *,
    embedding: str = "encoder",
    method: str = "auto",
    threshold: float | None = None,
    criterion: str = "joint",
    min_size: int = 2,
    split: bool = True,
    replicates: int = 100,
    level: float = 0.95,
    seed: int = 0,
) -> Groups:
    """Group the statements that make the same claim.

    Parameters
    ----------
    statements : pandas.DataFrame
        Columns ``statement_id`` and ``text``; ``article_id`` and ``start`` if there are.
    embedding : str
        How statements become vectors, see `retold.arguments.grouping.embedding.embed`.
    method : {"auto", "average", "local", "louvain", "kmeans", "hdbscan"}
        ``auto`` is average link up to 2,000 units, and ``local`` beyond: average link within neighbourhoods, which are communities of
        a graph of 10 neighbours. ``louvain`` takes the communities of that graph themselves.
    threshold : float, optional
        The method's parameter: of average link and ``local`` the mean distance (1 - probability, 0..1) at which the tree is cut, of
        Louvain the resolution, of k-means the number of groups, of HDBSCAN the least size. Default: the value with the
        best criterion.
    criterion : {"joint", "expected", "silhouette"}
        What chooses the threshold. ``expected``: the adjusted Rand index expected from the pair probabilities (Fritsch &
        Ickstadt 2009), for fewer and larger groups. ``silhouette``: the mean silhouette (Rousseeuw 1987; a unit on its own
        counts 0), for more and smaller ones. ``joint``: the first and half the second, which suits a debate about one question
        as well as reports on many. Of more than 2,000 units ``joint`` is the first and twice the second.
    min_size : int
        Fewer units are no group: they get the argument ``none``.
    split : bool
        Whether long statements are split into clauses.
    replicates, level, seed
        Of the resamples that say how stable groups and cuts are (Hennig 2007).

    Returns
    -------
    Groups
        Arguments are named A1, A2, ... by size, then by their first unit. The order of the rows
        given does not matter. Of a statement's clauses the longest that is in a group gives its argument.

    Raises
    ------
    ParameterError
        If an option is unknown or out of range, or an embedding isn't installed.

    Examples
    --------
    >>> texts = ["heavy rain fell on the town", "rain fell on the town again", "the new tax rose for all",
    ...          "the new tax will rise again", "dogs bark at night in spring"]
    >>> statements = pd.DataFrame({"statement_id": [f"a:{n}" for n in range(1, 6)], "text": texts})
    >>> group_arguments(statements, replicates=20).arguments["argument"].tolist()
    ['A1', 'A1', 'A2', 'A2', 'none']
    """
    _check(statements, threshold, min_size)
    if criterion not in CRITERIA:
        raise ParameterError(
            f"there is no criterion {criterion!r}", where="criterion", todo=close_match(criterion, CRITERIA)
        )
    find_parts(embedding)
    units = find_units(statements, split=split)
    name, way = find_method(method, len(units))
    if threshold is not None:
        way.check(threshold)
    whole = _rows(statements)
    if len(units) < MIN_STATEMENTS:
        return _too_few(whole, units)
    claims = claim_texts(units["text"].tolist())
    rows = read_word_rows(claims, embedding=embedding) if len(units) <= SMALL else None
    space = _space(claims, rows, embedding, way, seed=seed if name == "kmeans" else 0)
    if not space.vectors.any():
        return _too_few(whole, units, "all statements say the same: there is nothing to tell apart")
    space = space.ready_for(name)
    found = _group(space, name, way, threshold, criterion, min_size, replicates, level, seed)
    found = replace(found, labels=_of_several_statements(units, found.labels, min_size))
    shared = float("nan") if rows is None else rows.shared()
    found = replace(found, sweep=found.sweep.assign(shared=shared))
    trust = _trust(units, rows, space, found, way, min_size, embedding, replicates, seed)
    return _tables(whole, units, space, found, trust)


def _space(claims: Sequence[str], rows: WordRows | None, embedding: str, way: Method, *, seed: int) -> Space:
    if rows is None:
        likely = pair_probabilities(claims, embedding=embedding) if way.compares else None
        return Space(join(embed_parts(claims, method=embedding)), likely, seed=seed)
    parts = {name: part.toarray() if sparse.issparse(part) else part for name, part in rows.vectors().items()}
    return Space(join(parts), rows.probabilities(), seed=seed)


def group_vectors(
    vectors: Vectors,
    *,
    method: str = "auto",
    threshold: float | None = None,
    min_size: int = 2,
    seed: int = 0,
) -> Labels:
    """Group vectors that were made elsewhere, without saying how far the groups can be trusted.

    Parameters
    ----------
    vectors : array of shape (n, d)
        One row a statement; they are centred and scaled to length one.
    method, threshold, min_size
        As of `group_arguments`.
    seed : int
        Of k-means.

    Returns
    -------
    array of int of shape (n,)
        Groups 1, 2, ... by size; 0 is alone.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> centres = np.repeat(np.eye(3), 20, axis=0)
    >>> np.bincount(group_vectors(centres + rng.normal(0, 0.05, centres.shape))).tolist()
    [0, 20, 20, 20]
    """
    _check(None, threshold, min_size)
    name, way = find_method(method, len(vectors))
    if threshold is not None:
        way.check(threshold)
    points = centre(np.asarray(vectors, dtype=np.float64))
    if len(points) < MIN_STATEMENTS or not points.any():
        return np.zeros(len(points), dtype=np.int64)
    compared = vector_probabilities(points) if way.compares or len(points) <= SMALL else None
    space = Space(points, compared, seed=seed)
    space = space.ready_for(name)
    sweep = _sweep(space, way, threshold, min_size)
    scores = (
        sweep.expected if len(points) <= SMALL else _judge(sweep, "joint", _widths(space, sweep), large=True)
    )
    return sweep.groupings[_choose(sweep, threshold, scores)]


def _check(statements: pd.DataFrame | None, threshold: float | None, min_size: int) -> None:
    if threshold is not None and not threshold > 0:
        raise ParameterError(f"threshold {threshold} is out of range", todo="give a number above 0")
    if min_size < 2:
        raise ParameterError(
            f"min_size {min_size} is out of range", todo="give 2 or more: one statement is no group"
        )
    if statements is None:
        return
    require(statements, ("statement_id", "text"), "statements", where="group_arguments")
    twice = statements["statement_id"].duplicated()
    if twice.any():
        raise ParameterError(
            f"statement {statements.loc[twice, 'statement_id'].iloc[0]!r} is there twice",
            where="statement_id",
            todo="give each statement an id of its own",
        )


def _rows(statements: pd.DataFrame) -> pd.DataFrame:
    rows = statements.assign(statement_id=statements["statement_id"].astype(str))
    rows = rows.sort_values(
        "statement_id", key=lambda c: c.map(natural_key), kind="stable", ignore_index=True
    )
    return rows if "article_id" in rows else rows.assign(article_id="")


@dataclass(frozen=True)
class _Sweep:
    """The groupings at all values of a parameter, with how well each agrees with the pair probabilities."""

    values: NDArray[np.float64]
    groupings: list[Labels]
    expected: NDArray[np.float64]


def _sweep(space: Space, way: Method, value: float | None, min_size: int) -> _Sweep:
    values = np.asarray(way.values(len(space)), dtype=float)
    if value is not None:
        values = np.unique(np.append(values, value))
    groupings = [name_groups(raw, min_size) for raw in way.group(space, values)]
    if space.probabilities is not None:
        expected = [judge(space.probabilities, labels) for labels in groupings]
    else:
        pairs, likely = sample_pairs(space.vectors)
        expected = [expected_rand(likely, put_together(labels, pairs)) for labels in groupings]
    return _Sweep(values, groupings, np.array(expected))


def _choose(sweep: _Sweep, value: float | None, scores: NDArray[np.float64]) -> int:
    """Return the place of the value given, else of the best score; of equals the first, which claims less."""
    if value is not None:
        return int(np.flatnonzero(sweep.values == value)[0])
    return int(first_best(scores))


def _judge(sweep: _Sweep, criterion: str, widths: Sequence[float], *, large: bool) -> NDArray[np.float64]:
    """Return the criterion at each value; of many units that some methods group no silhouette is measured."""
    if np.isnan(widths).all() or criterion == "expected":
        return sweep.expected
    if criterion == "silhouette":
        return np.asarray(settle(widths))
    return joint_criterion(
        sweep.expected, np.asarray(widths), share=LARGE_SILHOUETTE_SHARE if large else SILHOUETTE_SHARE
    )


def _widths(space: Space, sweep: _Sweep) -> list[float]:
    """Return the mean silhouette of each grouping, of many units on some of them; nan where none is measured."""
    if len(space) <= SMALL:
        return [float(_silhouettes(space, labels).mean()) for labels in sweep.groupings]
    if space.places is None:
        return [float("nan")] * len(sweep.groupings)
    return [
        float(settle(near_silhouettes(space.vectors, labels, space.places, most=MEASURED).mean()))
        for labels in sweep.groupings
    ]


def _group(
    space: Space, name: str, way: Method, value: float | None, criterion: str, min_size: int, replicates: int,
    level: float, seed: int,
) -> Found:  # fmt: skip
    sweep = _sweep(space, way, value, min_size)
    blank = [float("nan")] * len(sweep.values)
    widths, stable = _widths(space, sweep), {"stability": blank, "low": blank, "high": blank}
    if len(space) <= SMALL:
        # A part of it is made for each resample; without vectors, where the method looks at none.
        bare = (
            Space.of_pairs(space.probabilities) if way.compares and space.probabilities is not None else space
        )
        stable = sweep_stability(
            sweep.groupings,
            lambda kept: leave_small(np.array(way.group(bare.part(kept), sweep.values)), min_size),
            replicates=replicates if name == "average" and len(space) <= FEW else LARGE_REPLICATES,
            level=level, seed=seed,
        )  # fmt: skip
    scores = _judge(sweep, criterion, widths, large=len(space) > SMALL)
    at = _choose(sweep, value, scores)
    table = pd.DataFrame(
        {
            "threshold": sweep.values,
            "groups": [int(labels.max(initial=0)) for labels in sweep.groupings],
            "grouped": [float((labels > 0).mean()) for labels in sweep.groupings],
            "silhouette": widths,
            **stable,
            "chosen": np.arange(len(sweep.values)) == at,
            "criterion": scores,
            "parameter": way.parameter,
            "expected": sweep.expected,
        }
    )
    return Found(sweep.groupings[at], float(sweep.values[at]), table, name)


def _silhouettes(space: Space, labels: Labels) -> Vectors:
    if space.probabilities is not None:
        return silhouettes(space.distances, labels)
    if space.places is not None:
        return near_silhouettes(space.vectors, labels, space.places)
    return vector_silhouettes(space.vectors, labels)


@dataclass(frozen=True)
class _Trust:
    stability: Vectors
    null: Vectors
    sweep: pd.DataFrame
    influence: pd.DataFrame


def _trust(
    units: pd.DataFrame,
    rows: WordRows | None,
    space: Space,
    found: Found,
    way: Method,
    min_size: int,
    embedding: str,
    replicates: int,
    seed: int,
) -> _Trust:
    def regroup(part: Space) -> Labels:
        return name_groups(way.group(part, np.array([found.value]))[0], min_size)

    articles = units["article_id"].tolist()
    several = 1 < len(set(articles)) <= MOST_LEFT_OUT
    influence = (
        find_influence(articles, found.labels, lambda kept: regroup(space.part(kept)))
        if several
        else empty_table("argument_influence")
    )
    if rows is None or found.method != "average":
        times = min(replicates, LARGE_REPLICATES if len(space) > SMALL else replicates)
        value = subset_stability(
            len(space), found.labels, lambda k: regroup(space.part(k)), replicates=times, seed=seed
        )
        null = np.full(len(value), np.nan)
    else:
        value, null = claim_stability(
            rows, found.labels, lambda p: regroup(Space.of_pairs(p)),
            replicates=replicates, seed=seed,
        )  # fmt: skip
    sweep = (
        sweep_groups(
            units["text"].tolist(), space, found.labels,
            method=found.method, value=found.value, embedding=embedding, min_size=min_size,
            denials=None if rows is None else rows.denials,
        )
        if space.probabilities is not None
        else empty_table("argument_sweep")
    )  # fmt: skip
    return _Trust(value, null, sweep, influence)


def _tables(rows: pd.DataFrame, units: pd.DataFrame, space: Space, found: Found, trust: _Trust) -> Groups:
    own = _unit_table(units, space, found.labels)
    whole = _statement_table(rows, own)
    tree = _tree(units, space) if found.method == "average" else empty_table("argument_tree")
    note = "" if found.labels.any() else "no two statements make the same claim"
    return Groups(
        whole, _group_table(own, whole, space, found.labels, trust), found.sweep, own, tree,
        trust.sweep, trust.influence, found.method, note,
    )  # fmt: skip


def _unit_table(units: pd.DataFrame, space: Space, labels: Labels) -> pd.DataFrame:
    medoids = find_medoids(space.vectors, labels)
    x, y = plane(space.vectors)
    return units.assign(
        argument=[f"A{label}" if label else NONE for label in labels],
        strength=mean_cosines(space.vectors, labels),
        exemplar=np.isin(np.arange(len(labels)), medoids),
        x=x,
        y=y,
    )[list(empty_table("argument_units").columns)]


def _of_several_statements(units: pd.DataFrame, labels: Labels, min_size: int) -> Labels:
    """Leave alone the groups that only hold clauses of too few statements."""
    held = units["statement_id"].groupby(labels).nunique().reindex(range(int(labels.max(initial=0)) + 1))
    small = held.to_numpy()[labels] < min_size
    alone = labels.max(initial=0) + 1 + np.arange(len(labels))
    return name_groups(np.where(small | (labels == 0), alone, labels), min_size)


def _statement_table(rows: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Give each statement the unit that speaks for it: an exemplar, else the longest that is in a group, else the longest."""
    ranked = units.assign(alone=units["argument"] == NONE, length=units["end"] - units["start"])
    ranked = ranked.sort_values(
        ["exemplar", "alone", "length"], ascending=[False, True, False], kind="stable"
    ).drop_duplicates("statement_id")
    table = rows[["statement_id", "article_id"]].merge(
        ranked.drop(columns="article_id"), on="statement_id", how="left"
    )
    table["argument"] = table["argument"].fillna(NONE)
    table["exemplar"] = table["exemplar"].astype("boolean").fillna(value=False)
    return table[list(empty_table("arguments").columns)]


def _group_table(
    units: pd.DataFrame, whole: pd.DataFrame, space: Space, labels: Labels, trust: _Trust
) -> pd.DataFrame:
    widths = _silhouettes(space, labels)
    table = units.assign(width=widths)[labels > 0].groupby(labels[labels > 0]).agg(
        argument=("argument", "first"), silhouette=("width", "mean"),
    ).reset_index(drop=True)  # fmt: skip
    if table.empty:
        return pd.DataFrame(columns=GROUP_COLUMNS)
    counts = whole.groupby("argument").agg(
        statements=("statement_id", "nunique"), articles=("article_id", "nunique")
    )
    table = table.join(counts.reindex(table["argument"]).fillna(0).astype(int).reset_index(drop=True))
    exemplars = units[units["exemplar"]].set_index("argument")["statement_id"]
    table = table.assign(
        stability=trust.stability, null=trust.null,
        exemplar=table["argument"].map(exemplars), label="", joined=[()] * len(table),
    )  # fmt: skip
    table = tell_depends(table, trust.sweep, trust.influence)
    better = ~(table["stability"] <= table["null"])
    return table.assign(trusted=(table["stability"] >= STABLE) & better)[GROUP_COLUMNS]


def tell_depends(groups: pd.DataFrame, sweep: pd.DataFrame, influence: pd.DataFrame) -> pd.DataFrame:
    """Add to groups what the tables of the sweep and the influence say of each: ``together`` and ``depends``."""
    together = sweep.groupby("argument")["together"].mean()
    depends = influence[influence["depends"].astype(bool)].groupby("argument")["left_out"]
    needed = {name: tuple(own) for name, own in depends}
    return groups.assign(
        together=groups["argument"].map(together).astype(float),
        depends=[needed.get(name, ()) for name in groups["argument"]],
    )


def _tree(units: pd.DataFrame, space: Space) -> pd.DataFrame:
    """Name the merges of the tree: a leaf by its unit, an inner node by the number of its merge."""
    names = units["unit_id"].tolist()
    merges = average_tree(space.distances)
    names += [str(number) for number in range(1, len(merges) + 1)]
    return pd.DataFrame(
        [
            (step, names[int(left)], names[int(right)], height, int(size))
            for step, (left, right, height, size) in enumerate(merges, start=1)
        ],
        columns=list(empty_table("argument_tree").columns),
    )


def _too_few(rows: pd.DataFrame, units: pd.DataFrame, note: str = "") -> Groups:
    note = (
        note
        or f"too few: {len(units)} statements of five words or more; at least {MIN_STATEMENTS} are needed"
    )
    own = units.assign(argument=NONE, strength=np.nan, exemplar=False, x=np.nan, y=np.nan)
    own = own[list(empty_table("argument_units").columns)]
    empty = {name: empty_table(f"argument_{name}") for name in ("thresholds", "tree", "sweep", "influence")}
    return Groups(
        arguments=_statement_table(rows, own), groups=pd.DataFrame(columns=GROUP_COLUMNS), units=own,
        method="", note=note, **empty,
    )  # fmt: skip
