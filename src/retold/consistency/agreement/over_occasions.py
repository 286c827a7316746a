"""Whether the speaker is consistent over occasions: which arguments return, and which words and details change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from retold.consistency.agreement.comparable import OTHER_OCCASION
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key
from retold.vocabulary import NONE, NOT_COMPARABLE

Row = dict[str, Any]

# So many arguments are named in a sentence.
MOST_NAMED = 5

# What an argument does from one occasion to the next. What no report has may have been said all the same.
FIRST, RETURNS, NOT_REPORTED, NOT_YET, NO_MORE = (
    "first reported", "reported again", "not reported", "not yet reported", "no more reported",
)  # fmt: skip


def trace_arguments(
    statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Follow each argument of the subject from occasion to occasion.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, voice; ``occasion`` where known, else that of the article.
    arguments : DataFrame
        Columns statement_id, argument; ``none`` is no argument.
    articles : DataFrame
        Columns article_id and occasion; ``date`` puts the occasions in order.

    Returns
    -------
    DataFrame
        The table ``argument_occasions``, a row for each argument and occasion: ``day``, the first date of an article
        that reports the occasion; ``place``, its number in time from 1; ``articles``, how many report the occasion;
        ``articles_with``, how many of these have the argument; ``statements``; ``exemplar``, the one of these that
        belongs to the argument most (column ``strength`` of the arguments), else the first; ``state``: ``first reported``,
        ``reported again``, ``not reported`` (it comes back later), ``not yet reported`` and ``no more reported``.
        Occasions of statements that no article reports as its own are left out.

    Raises
    ------
    TableError
        If the articles have no column ``occasion``.

    Notes
    -----
    What no report of an occasion has may have been said all the same: with one report, its length decides.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "date": ["2021-05", "2021-09-30"], "occasion": ["talk", "visit"]})
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"], "voice": "subject"})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "argument": ["k1", "k2", "k1"]})
    >>> trace_arguments(statements, arguments, articles)[["argument", "occasion", "state"]].values.tolist()
    [['k1', 'talk', 'first reported'], ['k1', 'visit', 'reported again'], ['k2', 'talk', 'first reported'], ['k2', 'visit', 'no more reported']]
    """
    if "occasion" not in articles.columns:
        raise TableError(
            "the articles lack the column 'occasion'",
            where="trace_arguments",
            todo="call find_occasions first",
        )
    order = order_occasions(articles)
    said = _said_arguments(statements, arguments, articles)
    said = said[said["occasion"].isin(order["occasion"])]
    if said.empty:
        return empty_table("argument_occasions")
    strongest = said.sort_values("strength", ascending=False, kind="stable", na_position="last")
    cells = strongest.groupby(["argument", "occasion"]).agg(
        statements=("statement_id", "size"),
        articles_with=("article_id", "nunique"),
        exemplar=("statement_id", "first"),
    )
    rows = [
        row
        for argument in sorted(said["argument"].unique(), key=natural_key)
        for row in _trace(str(argument), cells.loc[argument], order)
    ]
    return conform(pd.DataFrame(rows), "argument_occasions")


def occasion_sentences(trace: pd.DataFrame, changes: pd.DataFrame) -> list[str]:
    """Say in plain sentences how consistent the speaker is over occasions, as far as reports tell.

    Parameters
    ----------
    trace, changes : DataFrame
        The tables ``argument_occasions`` and ``occasion_changes``.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "date": ["2021-05", "2021-09-30"], "occasion": ["talk", "visit"]})
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"], "voice": "subject"})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "argument": ["k1", "k2", "k1"]})
    >>> trace = trace_arguments(statements, arguments, articles)
    >>> occasion_sentences(trace, empty_table("occasion_changes"))[:2]
    ['Over 2 occasions, 1 of 2 arguments is reported again; 1 is reported of one occasion only.', 'Most often: k1 (2 of 2).']
    """
    occasions = trace["place"].nunique()
    if occasions < 2:
        return ["All that is reported was said on one occasion."]
    reported = trace[trace["statements"] > 0]
    times = reported.groupby("argument", sort=False).size()
    again = int((times > 1).sum())
    once = len(times) - again
    said = [
        f"Over {occasions} occasions, {again} of {len(times)} argument{'s' * (len(times) != 1)} {'is' if again == 1 else 'are'}"
        f" reported again; {once} {'is' if once == 1 else 'are'} reported of one occasion only."
    ]
    if again:
        most = times[times > 1].sort_values(ascending=False, kind="stable").head(MOST_NAMED)
        said.append(f"Most often: {', '.join(f'{name} ({n} of {occasions})' for name, n in most.items())}.")
    gone = trace.loc[
        (trace["place"] == trace["place"].max()) & (trace["state"] == NO_MORE), "argument"
    ].nunique()
    if gone:
        said.append(
            f"{gone} {'is' if gone == 1 else 'are'} not reported of the last occasion, which a short report explains as well as"
            " the speaker."
        )
    wordings, details = (int((changes["kind"] == kind).sum()) for kind in ("wording", "detail"))
    said.append(
        f"The speaker's words differ between occasions in {wordings} pair{'s' * (wordings != 1)} of like statements, details in"
        f" {details}."
    )
    return said


def order_occasions(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the occasions in time: occasion, day (its first article's date, ``""`` if unknown), articles, place from 1.

    A month counts from its first day; occasions without a date come last.
    """
    dates = articles["date"] if "date" in articles.columns else pd.Series("", index=articles.index)
    table = pd.DataFrame({"occasion": articles["occasion"].astype(str), "day": dates.astype(str)})
    own = table.assign(day=table["day"].where(table["day"] != "", "~")).groupby("occasion", as_index=False)
    order = own.agg(day=("day", "min"), articles=("day", "size")).sort_values(
        ["day", "occasion"], kind="stable"
    )
    return order.assign(day=order["day"].replace("~", ""), place=range(1, len(order) + 1)).reset_index(
        drop=True
    )


def _said_arguments(
    statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the subject's grouped statements, with argument and occasion."""
    given = arguments.drop_duplicates("statement_id").set_index("statement_id")
    own = statements.drop(columns=["argument", "strength"], errors="ignore")
    own = own.assign(
        argument=own["statement_id"].map(given["argument"]),
        strength=own["statement_id"].map(given["strength"]) if "strength" in given else 0.0,
    )
    own = own[own["argument"].notna() & (own["argument"] != NONE)]
    # Of a study without a subject, everybody's.
    own = own[own["voice"] == "subject"] if (own["voice"] == "subject").any() else own
    if "occasion" in own.columns and (own["occasion"] != "").any():
        return own
    return own.assign(occasion=own["article_id"].map(articles.set_index("article_id")["occasion"]))


def _trace(argument: str, cells: pd.DataFrame, order: pd.DataFrame) -> Iterator[Row]:
    reported = [name for name in order["occasion"] if name in cells.index]
    for row in order.itertuples():
        there = row.occasion in cells.index
        yield {
            "argument": argument,
            "occasion": row.occasion,
            "day": row.day,
            "place": row.place,
            "articles": row.articles,
            "articles_with": int(cells.at[row.occasion, "articles_with"]) if there else 0,
            "statements": int(cells.at[row.occasion, "statements"]) if there else 0,
            "exemplar": str(cells.at[row.occasion, "exemplar"]) if there else "",
            "state": _state(str(row.occasion), reported, list(order["occasion"])),
        }


def _state(occasion: str, reported: list[str], order: list[str]) -> str:
    if occasion in reported:
        return FIRST if occasion == reported[0] else RETURNS
    at = order.index(occasion)
    if at < order.index(reported[0]):
        return NOT_YET
    return NO_MORE if at > order.index(reported[-1]) else NOT_REPORTED


def list_changes(
    statements: pd.DataFrame,
    arguments: pd.DataFrame,
    wording: pd.DataFrame,
    conflicts: pd.DataFrame,
    details: pd.DataFrame,
) -> pd.DataFrame:
    """List what the speaker words otherwise, or puts another detail into, from one occasion to another.

    Parameters
    ----------
    statements, arguments, wording, conflicts, details : DataFrame
        The tables of those names; pairs over occasions as `mark_wording` and `mark_conflicts` leave them.

    Returns
    -------
    DataFrame
        The table ``occasion_changes``, a row for each pair of the subject's statements of two known occasions, the
        earlier id first: ``kind`` (``wording``, ``detail``), argument, occasion_a, occasion_b, statement_a,
        statement_b, ``what`` (types of drift; the slot), ``change`` (the words; both values). Details are those that
        would be a conflict within one occasion.

    Notes
    -----
    A change is one of the reports: who reports the speaker otherwise may have heard, or translated, otherwise.
    """
    said = statements.drop_duplicates("statement_id").set_index("statement_id")
    given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
    rows = [
        {**row, **occasions, "argument": str(given.get(row["statement_a"], NONE))}
        for row in [*_wording_rows(wording), *_detail_rows(conflicts, details)]
        if (occasions := _two_occasions(row, said))
    ]
    if not rows:
        return empty_table("occasion_changes")
    return conform(pd.DataFrame(rows).drop_duplicates(), "occasion_changes")


def _wording_rows(wording: pd.DataFrame) -> Iterator[Row]:
    for row in wording[wording["verdict"] == NOT_COMPARABLE].itertuples():
        yield {
            "kind": "wording",
            "statement_a": str(row.statement_a),
            "statement_b": str(row.statement_b),
            "what": ", ".join(row.drift),
            "change": str(row.changes),
        }


def _detail_rows(conflicts: pd.DataFrame, details: pd.DataFrame) -> Iterator[Row]:
    known = details.drop_duplicates("detail_id").set_index("detail_id")
    told = conflicts["reason"].astype(str).str.startswith(f"{OTHER_OCCASION} (conflict: ")
    for row in conflicts[told].itertuples():
        one, other = (known.loc[name] for name in (row.detail_a, row.detail_b))
        yield {
            "kind": "detail",
            "statement_a": str(one["statement_id"]),
            "statement_b": str(other["statement_id"]),
            "what": str(row.slot),
            "change": f"{one['text']} / {other['text']}",
        }


def _two_occasions(row: Row, said: pd.DataFrame) -> Row:
    """Return both occasions of a pair of the subject's statements; nothing if one is unknown or another voice's."""
    sides = [said.loc[row[f"statement_{side}"]] for side in ("a", "b")]
    names = [str(side.get("occasion", "")) for side in sides]
    if any(side["voice"] != "subject" for side in sides) or not all(names) or names[0] == names[1]:
        return {}
    return {"occasion_a": names[0], "occasion_b": names[1]}
