"""From a number of the report to the statements it rests on, and from a statement to its place in the article.

Every place of an article has an address, ``article:start-end`` in code points, which is the anchor of its span on the
page. All that quotes an article is data: it is escaped by the page's template and never holds markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd

from retold.showing import find_met
from retold.study.findings.finding import quoted
from retold.tables import natural_key
from retold.vocabulary import NONE, NOT_COMPARABLE

Row = dict[str, Any]

# A list of statements is read by a person; what is beyond stands in the tables, and the page says so.
MOST_LISTED = 60


def address(article_id: str, start: int, end: int) -> str:
    """Return the address of a place in an article.

    Examples
    --------
    >>> address("post 1", 10, 25)
    'post 1:10-25'
    """
    return f"{article_id}:{start}-{end}"


def link(anchor: str) -> str:
    """Return what leads to an anchor of the same page.

    Examples
    --------
    >>> link("post 1:10-25")
    '#post%201:10-25'
    """
    return "#" + quote(anchor, safe=":-.,~!*'()/@")


def leads_to_text(target: str, articles: Collection[str]) -> bool:
    """Say whether a link to a place leads into one of the articles whose texts are on the page.

    Examples
    --------
    >>> leads_to_text(link(address("post 1", 10, 25)), {"post 1"}), leads_to_text("", {"post 1"})
    (True, False)
    """
    return unquote(target[1:]).rpartition(":")[0] in articles


class Evidence:
    """The statements of a run, ready to be listed with a link to the place of each.

    Parameters
    ----------
    statements : DataFrame
        The table ``statements``.
    labels : mapping
        The name of each article that is shown, by article_id.
    """

    def __init__(self, statements: pd.DataFrame, labels: Mapping[Any, str]) -> None:
        # Rows are looked up by the thousand, one at a time: a mapping is a hundred times as fast as a frame.
        self.rows: dict[str, Row] = {row["statement_id"]: row for row in statements.to_dict("records")}
        self.labels = dict(labels)

    def entries(self, ids: Iterable[str]) -> list[Row]:
        """Return text, link, article, speaker and form of statements, those that are unknown left out."""
        return [self._entry(self.rows[name]) for name in dict.fromkeys(ids) if name in self.rows]

    def _entry(self, row: Row) -> Row:
        article = str(row["article_id"])
        return {
            "id": row["statement_id"],
            "text": row["text"],
            "link": link(address(article, row["start"], row["end"])),
            "article_id": article,
            "article": self.labels.get(article, article),
            "speaker": row["speaker"],
            "voice": row["voice"],
            "form": row["form"],
        }


def article_parts(text: str, statements: pd.DataFrame, masked: pd.DataFrame) -> Iterator[Row]:
    """Yield an article's text in pieces: statements, what was masked, and what lies between; together they are the text.

    Parameters
    ----------
    text : str
        The raw text, in which offsets point.
    statements, masked : DataFrame
        The rows of this article: start, end; voice, speaker, form; reason.

    Yields
    ------
    dict
        ``text``; ``kind`` (a voice, ``masked``, or ``""``); ``at`` its (start, end); ``note`` in words.

    Examples
    --------
    >>> statements = pd.DataFrame({"start": [4], "end": [9], "voice": "subject", "form": "direct", "speaker": "Lee"})
    >>> parts = article_parts("Lee: “Yes” - ad", statements, pd.DataFrame({"start": [11], "end": [15], "reason": "advert"}))
    >>> [(part["text"], part["kind"]) for part in parts]
    [('Lee:', ''), (' “Yes', 'subject'), ('” ', ''), ('- ad', 'masked')]
    """
    spans = [
        (int(row.start), int(row.end), str(row.voice), ", ".join(filter(None, [row.form, row.speaker])))
        for row in statements.itertuples()
    ]
    spans += [(int(row.start), int(row.end), "masked", str(row.reason)) for row in masked.itertuples()]
    done = 0
    for start, end, kind, note in sorted(spans):
        # A statement never overlaps another; where one lies within what is masked, the first to begin has the text.
        if start < done:
            continue
        if start > done:
            yield _part(text, done, start, "", "")
        yield _part(text, start, end, kind, note)
        done = end
    if done < len(text):
        yield _part(text, done, len(text), "", "")


def _part(text: str, start: int, end: int, kind: str, note: str) -> Row:
    return {"text": text[start:end], "kind": kind, "at": (start, end), "note": note}


def argument_lists(
    arguments: pd.DataFrame, evidence: Evidence, articles: Iterable[str], *, prefix: str, most: int
) -> list[Row]:
    """Return each argument with its statements by article.

    Parameters
    ----------
    arguments : DataFrame
        Columns statement_id, article_id, argument, named, trusted.
    evidence : Evidence
        The statements.
    articles : iterable of str
        Article ids, in the order of the page.
    prefix : str
        Which arguments these are, so that no two anchors are one.
    most : int
        How many arguments, from the one with most statements.

    Returns
    -------
    list of dict
        ``name``, ``label``, ``trusted``, ``anchor``, ``statements`` (how many), ``articles`` (how many), ``cells``: a dict
        for each article with ``n``, its ``link`` if it has any, ``anchor`` and ``entries``. The argument with most
        statements comes first.
    """
    order = list(articles)
    sizes = arguments.groupby("argument", sort=False).size()
    rows = []
    for name in sorted(sizes.index, key=lambda name: (-sizes[name], natural_key(name)))[:most]:
        held = arguments[arguments["argument"] == name]
        anchor = f"{prefix}:{name}"
        by_article = {str(key): list(ids) for key, ids in held.groupby("article_id")["statement_id"]}
        cells = [_cell(anchor, article, by_article.get(article, []), evidence) for article in order]
        rows.append(
            {
                "name": name,
                "label": held["named"].iloc[0],
                "trusted": bool(held["trusted"].iloc[0]),
                "joined": (),
                "meets": "",
                "anchor": anchor,
                "link": link(anchor),
                "statements": len(held),
                "articles": len(by_article),
                "cells": cells,
            }
        )
    return rows


def _cell(anchor: str, article: str, ids: list[str], evidence: Evidence) -> Row:
    place = f"{anchor}:{article}"
    return {
        "article_id": article,
        "n": len(ids),
        "anchor": place,
        "link": link(place) if ids else "",
        "article": evidence.labels.get(article, article),
        "entries": evidence.entries(ids[:MOST_LISTED]),
    }


def mark_states(rows: list[Row], coverage: pd.DataFrame) -> None:
    """Write into the cells of arguments how each article stands to them: reported, silent, contradicted, not comparable."""
    states = coverage.set_index(["argument", "article_id"])["state"].to_dict()
    for row in rows:
        for cell in row["cells"]:
            cell["state"] = states.get((row["name"], cell["article_id"]), NOT_COMPARABLE)


def name_met(compared: pd.DataFrame, name: Callable[[str], str]) -> dict[str, str]:
    """Return of each found group the given argument that most of its statements make, in words; none where they make none.

    Parameters
    ----------
    compared : DataFrame
        The table ``argument_given``.
    name : callable
        How a given argument is called before a reader.

    Examples
    --------
    >>> table = pd.DataFrame({"found": ["A1", "A1", "A2"], "given": ["rain", "none", "none"], "statements": [3, 1, 2],
    ...                       "share_of_found": [0.75, 0.25, 1.0]})
    >>> name_met(table, str.capitalize)
    {'A1': 'meets “Rain”: 3 of 4'}
    """
    whole = compared.groupby("found")["statements"].sum()
    both = compared.set_index(["found", "given"])["statements"]
    return {
        found: f"meets {quoted(name(given))}: {both[found, given]} of {whole[found]}"
        for found, given in find_met(compared).items()
    }


def statement_rows(evidence: Evidence, arguments: pd.DataFrame, *, most: int) -> list[Row]:
    """Return the statements of reported speech, then narration, each with its argument, in the order of the articles."""
    group = dict(zip(arguments["statement_id"], arguments["argument"], strict=True))
    # Sorting is stable: within both, the order stays.
    ids = sorted(evidence.rows, key=lambda name: evidence.rows[name]["voice"] == "journalist")[:most]
    entries = evidence.entries(ids)
    return [{**entry, "argument": _named(group.get(entry["id"], NONE))} for entry in entries]


def _named(argument: str) -> str:
    return "" if argument == NONE else argument


def wording_blocks(rows: pd.DataFrame, evidence: Evidence) -> list[Row]:
    """Return each utterance that two reports have, with the words of each, those that differ from the middle version marked.

    Parameters
    ----------
    rows : DataFrame
        The table ``wording_rows``.
    """
    blocks = []
    for _, held in rows.groupby("utterance", sort=False):
        speakers = {
            str(evidence.rows.get(row.statement_id[0], {}).get("speaker", ""))
            for row in held.itertuples()
            if row.statement_id
        }
        blocks.append(
            {
                "speakers": ", ".join(sorted(filter(None, speakers))),
                "changed": any(set(str(row.changed)) != {"0"} for row in held.itertuples()),
                "versions": [
                    {
                        "article": evidence.labels.get(row.article_id, row.article_id),
                        "link": ""
                        if pd.isna(row.start)
                        else link(address(str(row.article_id), int(row.start), int(row.end))),
                        "pieces": [
                            {"text": words or "·", "mark": mark != "0"}
                            for words, mark in zip(row.words, str(row.changed), strict=False)
                            if words or mark == "-"
                        ],
                    }
                    for row in held.itertuples()
                ],
            }
        )
    return blocks
