"""Which article reports which argument, and how much silence its length alone would explain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retold.consistency.agreement.comparable import number_occasions, read_occasions
from retold.consistency.agreement.denials import assign_arguments, find_contradictions
from retold.errors import TableError
from retold.silence import CONTRADICTED, MOST_CELLS, REPORTED, deal_statements, fill_silence
from retold.tables import conform, empty_table, natural_key, require
from retold.vocabulary import VOICES


def cover_arguments(
    statements: pd.DataFrame,
    arguments: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    most_cells: int = MOST_CELLS,
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
    most_cells : int
        Of more articles times arguments than these, silence is not stored: the table then has rows of what is reported and
        contradicted alone, and `fill_silence` gives the others, of any articles and arguments, as they would stand here.

    Returns
    -------
    DataFrame
        The table ``coverage``, a row for each article and argument (but see ``most_cells``): ``state``; ``statements``, how many of
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
    told = _tell_reported(grouped, find_contradictions(statements, arguments), articles)
    cells = len(articles) * grouped["argument"].nunique()
    return told if cells > most_cells else fill_silence(told, articles)


def _tell_reported(grouped: pd.DataFrame, denials: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of what an article reports or contradicts."""
    cell = ["article_id", "argument"]
    grouped = grouped.astype({"article_id": str, "argument": str})
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    names = grouped["argument"].unique()
    by_cell = grouped.groupby(cell, sort=False)
    rows = by_cell.agg(statements=("start", "size"), start=("start", "min"), end=("end", "max"))
    rows = rows.join(_list_voices(grouped))
    denied = denials[denials["argument"].isin(names)].groupby(cell).size().rename("denials")
    rows = rows.join(denied, how="outer").reset_index()
    rows = rows.fillna({"statements": 0, "denials": 0}).astype({"statements": "int64", "denials": "int64"})
    article, argument = (
        pd.Index(ids).get_indexer(rows["article_id"]),
        pd.Index(names).get_indexer(rows["argument"]),
    )
    lengths, held = _lengths(articles, ids)[article], rows["statements"].to_numpy() > 0
    dealt = deal_statements(
        article[held],
        argument[held],
        rows["statements"].to_numpy()[held],
        number_occasions(articles, ids),
        len(names),
    )
    return conform(
        rows.assign(
            state=np.where(rows["denials"] > 0, CONTRADICTED, REPORTED),
            position=np.clip(rows["start"].to_numpy(dtype=float) / lengths, 0, 1),
            expected=dealt.expect(article, argument),
            voices=[own if isinstance(own, tuple) else () for own in rows["voices"]],
            last=np.clip(rows["end"].to_numpy(dtype=float) / lengths, 0, 1),
        ).drop(columns=["start", "end"]),
        "coverage",
    )


def _list_voices(grouped: pd.DataFrame) -> pd.Series:
    """Return of each cell the voices that carry it, as a tuple in their order."""
    own = grouped[["article_id", "argument", "voice"]].drop_duplicates()
    own = own.sort_values("voice", key=lambda voices: voices.map(_voice_rank), kind="stable")
    return own.groupby(["article_id", "argument"], sort=False)["voice"].agg(tuple).rename("voices")


def _keep_own(grouped: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that were said on the occasion which their article reports."""
    own = read_occasions(articles)
    if "occasion" not in grouped.columns or not any(own.values()):
        return grouped
    told = grouped["occasion"].astype(str)
    # Without a word on any occasion, a table of statements was made without them.
    return grouped[told == grouped["article_id"].astype(str).map(own)] if (told != "").any() else grouped


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
