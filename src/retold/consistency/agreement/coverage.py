"""Which article reports which argument, and how much silence its length alone would explain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retold.consistency.agreement.comparable import number_occasions, read_occasions
from retold.consistency.agreement.denials import assign_arguments, find_contradictions
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key, require
from retold.vocabulary import NOT_COMPARABLE, VOICES


def cover_arguments(
    statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Tell for each article and argument whether the article reports it, contradicts it, or is silent.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end, voice, text; speaker and occasion are used where present.
    arguments : DataFrame
        Columns statement_id, argument; ``none`` is no argument.
    articles : DataFrame
        Columns article_id and characters (or text): the articles that could have reported; ``occasion`` says
        which of them report the same. Without it all do.

    Returns
    -------
    DataFrame
        The table ``coverage``, a row for each article and argument: ``state``; ``statements``, how many of
        that argument; ``position`` of the first of them in [0, 1] of the article (nan where there is none);
        ``expected``, the probability in [0, 1] that the article has at least one; ``voices``, a tuple of those
        that carry it; ``last``, where the last of its statements ends, in [0, 1]; ``denials``, how many
        sentences contradict it.

    Raises
    ------
    TableError
        If a column is missing, or a statement belongs to an article that is not listed.

    Notes
    -----
    ``expected`` deals all grouped statements to the articles at random, each article keeping its number: with
    m of M statements in the article and K of M in the argument it is the hypergeometric
    1 - C(M - K, m) / C(M, m). It is exact, so nothing is sampled. Silence where it is low says little.

    Only reports of one occasion can be silent on what another one has: where no article of an occasion reports the
    argument, the state is ``not comparable``, and nothing is expected. Statements that an article quotes from
    another occasion than its own are not counted.

    ``contradicted`` asks for a sentence in another voice than the subject's that denies it, as
    `find_contradictions` finds it. The argument is then reported as well: ``statements`` counts that.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"],
    ...     "start": [0, 50, 20], "end": [40, 90, 60], "voice": "subject", "text": ["x", "y", "x"]})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "argument": ["k1", "k2", "k1"]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "characters": [100, 80]})
    >>> cover_arguments(statements, arguments, articles)[["article_id", "argument", "state"]].values.tolist()
    [['a', 'k1', 'reported'], ['a', 'k2', 'reported'], ['b', 'k1', 'reported'], ['b', 'k2', 'silent']]
    """
    grouped = _keep_own(_group(statements, arguments, articles), articles)
    if grouped.empty or articles.empty:
        return empty_table("coverage")
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    names = sorted(grouped["argument"].unique(), key=natural_key)
    counts = grouped.groupby(["article_id", "argument"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=ids, columns=names, fill_value=0)
    by_cell = grouped.groupby(["article_id", "argument"])
    first = by_cell["start"].min().unstack().reindex(index=ids, columns=names)
    lengths = _lengths(articles, ids)[:, None]
    position, last = (
        np.clip(edge.to_numpy(dtype=float) / lengths, 0, 1).ravel()
        for edge in (first, by_cell["end"].max().unstack().reindex(index=ids, columns=names))
    )
    denials = find_contradictions(statements, arguments)
    denied = denials.groupby(["article_id", "argument"]).size().to_dict()
    voices = by_cell["voice"].agg(lambda own: tuple(sorted(set(own), key=_voice_rank))).to_dict()
    cells = [(article, argument) for article in ids for argument in names]
    expected, comparable = _expect_within(counts.to_numpy(), number_occasions(articles, ids))
    state = np.where(
        counts.to_numpy() > 0, "reported", np.where(comparable, "silent", NOT_COMPARABLE)
    ).ravel()
    table = pd.DataFrame(
        {
            "article_id": [article for article, _ in cells],
            "argument": [argument for _, argument in cells],
            "state": [
                "contradicted" if cell in denied else str(s) for cell, s in zip(cells, state, strict=True)
            ],
            "statements": counts.to_numpy().ravel(),
            "position": position,
            "expected": expected.ravel(),
            "voices": [voices.get(cell, ()) for cell in cells],
            "last": last,
            "denials": [int(denied.get(cell, 0)) for cell in cells],
        }
    )
    return conform(table, "coverage")


def _keep_own(grouped: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that were said on the occasion which their article reports."""
    own = read_occasions(articles)
    if "occasion" not in grouped.columns or not any(own.values()):
        return grouped
    told = grouped["occasion"].astype(str)
    # Without a word on any occasion, a table of statements was made without them.
    return grouped[told == grouped["article_id"].astype(str).map(own)] if (told != "").any() else grouped


def _expect_within(counts: np.ndarray, occasion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the chance of each cell within its occasion, and which cells another report of the occasion has."""
    expected, comparable = np.full(counts.shape, np.nan), np.zeros(counts.shape, dtype=bool)
    for number in np.unique(occasion):
        rows = np.flatnonzero(occasion == number)
        reported = np.flatnonzero(counts[rows].sum(axis=0) > 0)
        comparable[np.ix_(rows, reported)] = True
        if len(reported):
            expected[np.ix_(rows, reported)] = _expect(counts[np.ix_(rows, reported)])
    return expected, comparable


def _voice_rank(voice: str) -> tuple[int, str]:
    return (VOICES.index(voice) if voice in VOICES else len(VOICES), voice)


def _group(statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that belong to an argument, with it."""
    for frame, name, columns in (
        (statements, "statements", ["statement_id", "article_id", "start", "end", "voice", "text"]),
        (arguments, "arguments", ["statement_id", "argument"]),
        (articles, "articles", ["article_id"]),
    ):
        require(frame, columns, name, where="cover_arguments")
    grouped = assign_arguments(statements, arguments)
    unknown = sorted(set(grouped["article_id"].astype(str)) - set(articles["article_id"].astype(str)))
    if unknown:
        raise TableError(
            f"statements of the article {unknown[0]!r}, which is not listed",
            where="cover_arguments",
            todo="take statements and articles from one run",
        )
    return grouped


def _lengths(articles: pd.DataFrame, ids: list[str]) -> np.ndarray:
    if "text" not in articles.columns:
        require(articles, ["characters"], "articles", where="cover_arguments")
    lengths = articles["text"].str.len() if "text" in articles.columns else articles["characters"]
    known = dict(zip(articles["article_id"].astype(str), lengths, strict=True))
    return np.array([float(known[name]) if known[name] > 0 else np.nan for name in ids])


def _expect(counts: np.ndarray) -> np.ndarray:
    """Return the hypergeometric probability of at least one statement for each article and argument."""
    in_article, in_argument = counts.sum(axis=1)[:, None], counts.sum(axis=0)[None, :]
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(0, counts.sum(), in_argument, in_article), dtype=float)
