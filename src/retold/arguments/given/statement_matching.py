"""Match statements to arguments that a study gives, and compare these with the groups that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.arguments.given.best_match import best_matches
from retold.arguments.given.features import compare_pairs, words_of
from retold.arguments.given.given import GivenArgument, read_given
from retold.arguments.given.scorer import read_scorer, score_pairs
from retold.arguments.grouping.claims import claim_texts
from retold.errors import ParameterError, TableError, close_match
from retold.tables import conform, empty_table, natural_key, require
from retold.ties import best_first, first_best, settle
from retold.vocabulary import NONE

ROWS = ("all", "matched")

Given = str | Path | Mapping[str, Any] | Sequence[GivenArgument]


def match_arguments(
    statements: pd.DataFrame,
    arguments: Given,
    *,
    threshold: float | None = None,
    several: bool = False,
    rows: str = "all",
) -> pd.DataFrame:
    """Match each statement to the given argument that it makes, or to none.

    A pair's score is the probability that the statement makes the argument, by a scorer trained on
    debates (ArgKP, Bar-Haim et al. 2020; see `retold.arguments.given.scorer`). A statement is compared with
    the description and the examples of an argument, with the other arguments in view and with the
    answers of the statements that are most like it, so scores belong to this set of statements and arguments.

    Parameters
    ----------
    statements : pandas.DataFrame
        Columns ``statement_id`` (no value twice) and ``text``.
    arguments : path, mapping or sequence of GivenArgument
        What `read_given` reads or returns; where none is given, nothing is matched.
    threshold : float, optional
        The least score of a match, in 0..1. Default: the best F1 on the debates it was trained on, each
        left out in turn.
    several : bool
        Whether a statement may make more than one argument. If not, it makes the best-scored at most.
    rows : {"all", "matched"}
        Whether all pairs are listed, or only matches; with many statements, take the matches.

    Returns
    -------
    pandas.DataFrame
        The table ``argument_matches``: statement_id, argument, score (0..1), rank (1 = best of this
        statement), matched. Each statement has besides a row for ``none``: its score is one minus the
        best score, and it is matched if no argument is; it has no rank. A statement without a word
        scores 0 with every argument. The order of the rows given does not matter.

    Raises
    ------
    ParameterError
        If the threshold is out of range or ``rows`` is unknown.
    CodebookError
        If the arguments cannot be used, see `read_given`.
    TableError
        If a column is missing or a statement_id stands twice.

    Examples
    --------
    >>> given = {"arguments": [{"label": "rain", "description": "Heavy rain floods the streets of the town"},
    ...                        {"label": "tax", "description": "Taxes on land are too high for farmers"}]}
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "a:3"], "text": [
    ...     "farmers cannot pay such high taxes on their land", "the streets of the town were flooded by rain",
    ...     "dogs bark at the moon"]})
    >>> match_arguments(statements, given, rows="matched")["argument"].tolist()
    ['tax', 'rain', 'none']
    """
    least = _check_options(threshold, rows)
    given = arguments if _is_read(arguments) else read_given(arguments)  # type: ignore[arg-type]
    ordered = _order(statements)
    if ordered.empty or not given:
        return empty_table("argument_matches")
    scores = _score(ordered["text"].tolist(), given)  # type: ignore[arg-type]
    matched = _decide(scores, least, several)
    labels = [argument.label for argument in given]  # type: ignore[union-attr]
    return conform(
        _table(ordered["statement_id"].to_numpy(), labels, scores, matched, rows), "argument_matches"
    )


def _check_options(threshold: float | None, rows: str) -> float:
    if rows not in ROWS:
        raise ParameterError(f"rows cannot be {rows!r}", where="rows", todo=close_match(str(rows), ROWS))
    if threshold is None:
        return read_scorer().threshold
    if not 0 <= threshold <= 1:
        raise ParameterError(
            f"threshold {threshold} is out of range", where="threshold", todo="give a probability in 0..1"
        )
    return threshold


def _is_read(arguments: Given) -> bool:
    return not isinstance(arguments, str | Path | Mapping)


def _order(statements: pd.DataFrame) -> pd.DataFrame:
    require(statements, ("statement_id", "text"), "statements", where="match_arguments")
    twice = statements["statement_id"][statements["statement_id"].duplicated()]
    if len(twice):
        raise TableError(
            f"the statement_id {twice.iloc[0]!r} stands twice", where="statements", todo="give each its own"
        )
    rows = statements[["statement_id", "text"]].assign(
        statement_id=statements["statement_id"].astype(str), text=statements["text"].fillna("").astype(str)
    )
    return rows.sort_values(
        "statement_id", key=lambda c: c.map(natural_key), kind="stable", ignore_index=True
    )


def _score(statements: Sequence[str], given: Sequence[GivenArgument]) -> NDArray[np.float64]:
    claims = claim_texts(statements)
    spoken = np.array([bool(words_of(claim)) for claim in claims])
    texts = [text for argument in given for text in argument.texts]
    owners = [n for n, argument in enumerate(given) for _ in argument.texts]
    scores = np.zeros((len(claims), len(given)))
    # Statements without a word would shift the means that the others are compared with.
    if spoken.any():
        worded = [claim for claim, told in zip(claims, spoken, strict=True) if told]
        scorer = read_scorer()
        pairs = compare_pairs(worded, texts, owners, middle=scorer.middle)
        scores[spoken] = score_pairs(pairs, scorer)
    return np.asarray(settle(scores))


def _decide(scores: NDArray[np.float64], least: float, several: bool) -> NDArray[np.bool_]:
    reached = np.asarray(scores >= least, dtype=np.bool_)
    if several:
        return reached
    best = first_best(scores, axis=1)
    return np.asarray(reached & (np.arange(scores.shape[1]) == best[:, None]), dtype=np.bool_)


def _table(
    ids: NDArray[Any],
    labels: Sequence[str],
    scores: NDArray[np.float64],
    matched: NDArray[np.bool_],
    rows: str,
) -> pd.DataFrame:
    order = best_first(scores, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(labels) + 1)[None, :], axis=1)
    listed = matched if rows == "matched" else np.ones_like(matched)
    at, column = np.nonzero(listed)
    pairs = pd.DataFrame(
        {
            "statement_id": ids[at],
            "argument": np.asarray(labels, dtype=object)[column],
            "score": scores[at, column],
            "rank": pd.array(ranks[at, column], dtype="Int64"),
            "matched": matched[at, column],
        }
    )
    without: NDArray[np.bool_] = np.logical_not(matched).all(axis=1, keepdims=True).ravel()
    shown = without if rows == "matched" else np.ones_like(without)
    none = pd.DataFrame(
        {
            "statement_id": ids[shown],
            "argument": NONE,
            "score": 1 - scores[shown].max(axis=1),
            "rank": pd.array([pd.NA] * int(shown.sum()), dtype="Int64"),
            "matched": without[shown],
        }
    )
    return pd.concat([part for part in (pairs, none) if len(part)], ignore_index=True)


def compare_given(arguments: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Set the groups that were found beside the arguments that were given, in one table.

    Parameters
    ----------
    arguments : pandas.DataFrame
        The table ``arguments`` (columns ``statement_id`` and ``argument``).
    matches : pandas.DataFrame
        The table ``argument_matches``; a statement that matches several is counted with its best.

    Returns
    -------
    pandas.DataFrame
        The table ``argument_given``: found, given, statements, share_of_found and share_of_given (which
        part of the found and of the given argument's statements these are, 0..1). Only pairs with a
        statement are listed, ``none`` among them on both sides; statements of one table only are left out.

    Raises
    ------
    TableError
        If a column is missing.

    Examples
    --------
    >>> found = pd.DataFrame({"statement_id": ["a:1", "a:2", "a:3"], "argument": ["A1", "A1", "none"]})
    >>> matches = pd.DataFrame({"statement_id": ["a:1", "a:2", "a:3"], "argument": ["rain", "tax", "none"],
    ...                         "score": [0.9, 0.8, 0.9], "matched": True})
    >>> compare_given(found, matches)[["found", "given", "statements", "share_of_found"]].values.tolist()
    [['A1', 'rain', 1, 0.5], ['A1', 'tax', 1, 0.5], ['none', 'none', 1, 1.0]]
    """
    require(arguments, ("statement_id", "argument"), "arguments", where="compare_given")
    require(
        matches, ("statement_id", "argument", "score", "matched"), "argument_matches", where="compare_given"
    )
    both = arguments[["statement_id", "argument"]].merge(
        best_matches(matches), on="statement_id", suffixes=("_found", "_given")
    )
    if both.empty:
        return empty_table("argument_given")
    names = {"argument_found": "found", "argument_given": "given"}
    counts = both.rename(columns=names).groupby(["found", "given"]).size().reset_index(name="statements")
    for side in ("found", "given"):
        counts[f"share_of_{side}"] = counts["statements"] / counts.groupby(side)["statements"].transform(
            "sum"
        )
    return conform(counts, "argument_given")


def score_given(comparison: pd.DataFrame) -> pd.DataFrame:
    """Say in numbers how far found and given arguments agree.

    Parameters
    ----------
    comparison : pandas.DataFrame
        The table ``argument_given``.

    Returns
    -------
    pandas.DataFrame
        Columns measure, value (0..1) and n (statements): V-measure with its homogeneity and completeness
        (Rosenberg & Hirschberg 2007), B-cubed precision, recall and F1 (Bagga & Baldwin 1998), with the given
        arguments as the reference. A statement without argument is a group of its own on that side.
        Without rows where nothing was compared.

    Examples
    --------
    >>> comparison = pd.DataFrame({"found": ["A1", "A1"], "given": ["rain", "tax"], "statements": [1, 1]})
    >>> score_given(comparison).set_index("measure")["value"].to_dict()
    {'homogeneity': 0.0, 'completeness': 1.0, 'V-measure': 0.0,
     'B-cubed precision': 0.5, 'B-cubed recall': 1.0, 'B-cubed F1': 0.6667}
    """
    from sklearn.metrics import homogeneity_completeness_v_measure

    require(comparison, ("found", "given", "statements"), "argument_given", where="score_given")
    if comparison.empty or not comparison["statements"].sum():
        return pd.DataFrame({"measure": pd.Series(dtype="str"), "value": [], "n": pd.Series(dtype="int64")})
    counts = comparison["statements"].to_numpy(int)
    found, given = (
        _alone(np.repeat(comparison[side].to_numpy(object), counts)) for side in ("found", "given")
    )
    _, at = np.unique(np.stack([found, given]), axis=1, return_inverse=True)
    together = np.bincount(at.ravel())[at.ravel()]
    precision = float((together / np.bincount(found)[found]).mean())
    recall = float((together / np.bincount(given)[given]).mean())
    values = {
        **dict(
            zip(
                ("homogeneity", "completeness", "V-measure"),
                map(float, homogeneity_completeness_v_measure(given, found)),
                strict=True,
            )
        ),
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / (precision + recall),
    }
    rows = [(name, round(value, 4), int(counts.sum())) for name, value in values.items()]
    return pd.DataFrame(rows, columns=["measure", "value", "n"])


def _alone(names: NDArray[Any]) -> NDArray[np.int64]:
    """Return a number for each group, and one of its own for each statement without a group."""
    numbers = pd.factorize(names)[0].astype(np.int64)
    alone = names == NONE
    numbers[alone] = numbers.max() + 1 + np.arange(int(alone.sum()))
    return np.asarray(pd.factorize(numbers)[0], dtype=np.int64)
