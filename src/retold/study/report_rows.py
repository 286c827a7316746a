"""Rows of the report's lists and tables, each with what leads to its place in an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from retold.disagreements import find_disagreements
from retold.figures.drawing.labels import name_measure
from retold.showing import MOST_ROWS, TABLE_ORDER, agreement_on, tell_first
from retold.study.evidence import address, link
from retold.study.findings.finding import counted
from retold.themes.audit.concordance import cut_left, cut_right
from retold.vocabulary import ALL, BESIDE_CONFLICTS, NOT_COMPARABLE

Row = dict[str, Any]


def glance(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, str]]:
    """Yield every measure of a study: its name, its value, what it rests on."""
    statements, labels = tables["statements"], tables["argument_labels"]
    own = (statements["voice"] == "subject").sum()
    yield {
        "name": "articles",
        "value": str(len(tables["articles"])),
        "note": f"{int(tables['articles']['tokens'].sum())} words",
    }
    yield {"name": "statements", "value": str(len(statements)), "note": f"{own} of them the subject's"}
    yield {
        "name": "theme hits",
        "value": str(len(tables["theme_hits"])),
        "note": f"{tables['theme_hits']['theme'].nunique()} themes occur",
    }
    alone = (tables["arguments"]["argument"] == "none").sum()
    yield {"name": "arguments", "value": str(len(labels)), "note": f"{alone} statements stay alone"}
    yield {
        "name": "occasions",
        "value": str(tables["articles"]["occasion"].nunique()),
        "note": f"{(tables['articles']['occasion'].value_counts() > 1).sum()} of them in two articles or more",
    }
    measures, note = _compared(agreement_on(tables["agreement"]))
    if note:
        yield {"name": "agreement of reports", "value": NOT_COMPARABLE, "note": note}
    for row in measures.itertuples():
        yield {
            "name": name_measure(row.measure),
            "value": with_interval(row.value, row.low, row.high),
            "note": row.note,
        }
    verdicts = tables["conflicts"]["verdict"].value_counts()
    yield {
        "name": "conflicts of detail",
        "value": str(_disagreements(tables)["group"].nunique()),
        "note": "; ".join([f"{len(tables['details'])} details found", *beside_conflicts(verdicts)]),
    }


def beside_conflicts(verdicts: pd.Series) -> Iterator[str]:
    """Yield how many pairs of details have a verdict that is told beside the conflicts, from the number of each verdict."""
    for verdict, names in BESIDE_CONFLICTS.items():
        if verdict in verdicts.index:
            yield f"{counted(int(verdicts[verdict]), *names)} (`{verdict}`) not counted"


def _compared(agreement: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the measures that sum up a study, of all occasions together; and why reports are not comparable, if so."""
    whole = agreement[agreement["occasion"] == ALL]
    # The number of articles stands above already.
    measures = (whole if len(whole) else agreement).query("measure != 'articles'")
    apart = measures["note"].str.startswith(NOT_COMPARABLE)
    if not apart.any():
        return measures, ""
    return measures[~apart], str(measures.loc[apart, "note"].iloc[0]).partition(": ")[2]


def with_interval(value: float, low: float, high: float) -> str:
    """Return a value with its interval, if it has one, in two digits.

    Examples
    --------
    >>> with_interval(0.25, 0.1, 0.5), with_interval(3.0, float("nan"), float("nan"))
    ('0.25 (0.10 to 0.50)', '3')
    """
    if pd.isna(value):
        return "not defined"
    interval = "" if pd.isna(low) or pd.isna(high) else f" ({low:.2f} to {high:.2f})"
    return (f"{value:.2f}" if value % 1 else f"{value:.0f}") + interval


def _disagreements(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return find_disagreements(tables["conflicts"], tables["details"], tables["wording"])


def conflict_rows(tables: Mapping[str, pd.DataFrame], labels: pd.Series) -> list[Row]:
    """Return each disagreement, the surest first, with all its passages: what differs, the words around it, its place."""
    found = _disagreements(tables)
    details = tables["details"].drop_duplicates("detail_id").set_index("detail_id")
    statements = tables["statements"].drop_duplicates("statement_id").set_index("statement_id")
    rows = []
    for _, pairs in found.groupby("group", sort=False):
        ids = dict.fromkeys(name for pair in pairs[["detail_a", "detail_b"]].to_numpy() for name in pair)
        sides = [_side(details.loc[name], statements, labels) for name in ids]
        first = pairs.iloc[0]
        rows.append({"sides": sides, "odds": first["odds"], "reason": first["reason"], "slot": first["slot"]})
    return rows


def _side(detail: pd.Series, statements: pd.DataFrame, labels: pd.Series) -> Row:
    statement = statements.loc[detail["statement_id"]]
    at, end = int(detail["start"] - statement["start"]), int(detail["end"] - statement["start"])
    text = str(statement["text"])
    return {
        "label": labels[detail["article_id"]],
        "link": link(address(detail["article_id"], detail["start"], detail["end"])),
        "before": text[:at],
        "detail": text[at:end],
        "after": text[end:],
    }


def hit_rows(
    tables: Mapping[str, pd.DataFrame], labels: pd.Series, *, width: int, file: Path
) -> Iterator[Row]:
    """Yield each theme with its first hits in their sentences; the file is that of all."""
    for theme, hits in tables["concordance"].groupby("theme", sort=True):
        yield {
            "theme": theme,
            "hits": len(hits),
            "note": tell_first(min(len(hits), MOST_ROWS), len(hits), "lines", order=TABLE_ORDER, file=file),
            "lines": [
                {
                    "article": labels.get(row.article_id, row.article_id),
                    "left": cut_left(row.left, width),
                    "keyword": row.keyword,
                    "right": cut_right(row.right, width),
                    "link": link(address(str(row.article_id), row.start, row.end)),
                }
                for row in hits.head(MOST_ROWS).itertuples()
            ],
        }


def reuse_rows(reuse: pd.DataFrame, labels: pd.Series) -> list[Row]:
    """Return the passages that two articles share, the longest first."""
    return [
        {
            "tokens": row.tokens,
            "kind": row.kind,
            **{
                f"{what}_{side}": value
                for side in ("a", "b")
                for what, value in _place(row, side, labels).items()
            },
        }
        for row in reuse.sort_values("tokens", ascending=False, kind="stable").itertuples()
    ]


def _place(row: Any, side: str, labels: pd.Series) -> Row:
    article, start, end = (getattr(row, f"{what}_{side}") for what in ("article", "start", "end"))
    return {"label": labels.get(article, article), "link": link(address(str(article), start, end))}
