"""All versions of one utterance side by side: one row an article, the words that differ marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from retold.consistency.wording.alignment import Coded, Match, align_pairs
from retold.consistency.wording.compare import read_utterances
from retold.consistency.wording.drift import show_words
from retold.consistency.wording.linking import code_words
from retold.consistency.wording.utterances import ELLIPSIS, Utterance
from retold.showing import MOST_ROWS, READING_ORDER, tell_first
from retold.tables import conform, empty_table, natural_key

# So many versions are tried as the central one; those in most pairs.
MOST_CENTRAL = 10

# How a segment stands to the central version: the same words, other words, or none.
SAME, CHANGED, ABSENT = "0", "1", "-"


class Segment(NamedTuple):
    """Words of the central version, by position; an empty one is where others put something in."""

    first: int
    last: int


def align_wording(
    statements: pd.DataFrame, wording: pd.DataFrame, *, arguments: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put the versions of each utterance side by side, aligned with the most central one.

    Parameters
    ----------
    statements : DataFrame
        The statements that were compared, as `compare_wording` takes them.
    wording : DataFrame
        The table ``wording`` of these statements.
    arguments : DataFrame, optional
        Columns statement_id, argument.

    Returns
    -------
    DataFrame
        The table ``wording_rows``, one row for each article of each utterance: utterance (``u1``, ``u2``, in reading
        order), argument, article_id, statement_id (a tuple, of all that a broken quotation has), start, end (missing
        where the statements have no places), central, words (a tuple of segments, as many in each row of an
        utterance), changed (a sign for each segment: 0 the same words as in the central version, 1 other words,
        - none).

    Notes
    -----
    A statement and all that are paired with it are one utterance; one that tells two sentences is in both. Fragments,
    which have no alignment, are left out. The central version is the one in most pairs, of these a direct one if there
    is one, and of these the one that shares most words with the others; each other one is aligned with it (a star
    alignment). Of an article with several versions, the most alike is shown.

    Examples
    --------
    >>> from retold.consistency.wording.compare import compare_wording
    >>> texts = ["The old bridge carries no heavy trucks", "The old bridge carries no trucks today"]
    >>> frame = pd.DataFrame({"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "text": texts})
    >>> align_wording(frame, compare_wording(frame))[["words", "changed"]].values.tolist()
    [[('The old bridge carries no', 'heavy', 'trucks', ''), '000-'], [('The old bridge carries no', '', 'trucks', 'today'), '0-01']]
    """
    wording = wording[~wording["fragment"].astype(bool)]
    if wording.empty:
        return empty_table("wording_rows")
    utterances = read_utterances(statements, arguments=arguments)
    places = {_key(u.statement_ids, u.start): at for at, u in reversed(list(enumerate(utterances)))}
    sides = [
        [places[_key(ids, start)] for ids, start in zip(wording[f"statements_{s}"], starts, strict=True)]
        for s in "ab"
        for starts in [wording[f"start_{s}"].fillna(-1).astype(int)]
    ]
    pairs = pd.DataFrame({"a": sides[0], "b": sides[1], "similarity": wording["similarity"].to_numpy(float)})
    coded, _ = code_words(utterances)
    links = _links(sides[0], sides[1])
    rows: list[dict[str, Any]] = []
    for number, members in enumerate(_groups(pairs, utterances), 1):
        central = _find_central(members, links, utterances, coded)
        others = [at for at in members if at != central]
        aligned = dict(zip(others, align_pairs(coded, [(central, at) for at in others]), strict=True))
        rows += _rows(f"u{number}", members, central, aligned, utterances)
    return conform(pd.DataFrame(rows), "wording_rows")


def _key(statement_ids: tuple[str, ...], start: int) -> tuple[tuple[str, ...], int]:
    return statement_ids, start


def _groups(pairs: pd.DataFrame, utterances: Sequence[Utterance]) -> list[list[int]]:
    """Return the utterances that are versions of one, in reading order.

    A group is a statement with all that are paired with it: to go on from those would bring two sentences together
    where one article tells both in one. Such a statement is in both groups.
    """
    n = len(utterances)
    graph = sparse.coo_array((np.ones(len(pairs)), (pairs["a"], pairs["b"])), shape=(n, n))
    labels = connected_components(graph, directed=False)[1]
    found = []
    for _, own in pairs.groupby(labels[pairs["a"]], sort=True):
        found += _stars(list(zip(own["a"].tolist(), own["b"].tolist(), strict=True)))
    total = pd.concat([pairs.groupby(side)["similarity"].sum() for side in "ab"]).groupby(level=0).sum()
    groups = [_one_of_each_article(members, total, utterances) for members in found]
    return sorted(
        (members for members in groups if len(members) > 1),
        key=lambda members: natural_key(utterances[members[0]].statement_ids[0]),
    )


def _stars(links: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Return stars that hold all links, the closest and largest first; links inside a star are held too."""
    left, found = set(links), []
    while left:
        near: dict[int, set[int]] = {}
        for a, b in left:
            near.setdefault(a, {a}).add(b)
            near.setdefault(b, {b}).add(a)
        # A statement of two sentences has the most neighbours, but those of one are no neighbours of the others.
        ranks = {at: (-_closeness(own, near), at) for at, own in near.items()}
        members = near[min(ranks, key=lambda at: ranks[at])]
        left = {link for link in left if not members.issuperset(link)}
        found.append(members)
    return found


def _closeness(members: set[int], near: Mapping[int, set[int]]) -> float:
    """Return the size of a star times the part of its pairs that are links."""
    inside = sum(len(near[at] & members) - 1 for at in members)
    return inside / (len(members) - 1)


def _one_of_each_article(
    members: set[int], total: Mapping[int, float], utterances: Sequence[Utterance]
) -> list[int]:
    best: dict[str, int] = {}
    for at in sorted(members):
        article = utterances[at].article_id
        if article not in best or total[at] > total[best[article]]:
            best[article] = at
    return sorted(best.values())


def _links(a: Sequence[int], b: Sequence[int]) -> dict[int, list[int]]:
    """Return for each utterance those that it is paired with, as often as it is."""
    links: dict[int, list[int]] = {}
    for one, other in zip([*a, *b], [*b, *a], strict=True):
        links.setdefault(one, []).append(other)
    return links


def _find_central(
    members: Sequence[int],
    links: Mapping[int, Sequence[int]],
    utterances: Sequence[Utterance],
    coded: Sequence[Coded],
) -> int:
    """Return the version in most pairs; of these a direct one; of these the one with most words that others have too."""
    inside = set(members)
    degree = {at: sum(other in inside for other in links.get(at, ())) for at in members}

    def rank(at: int) -> tuple[int, bool, int]:
        return degree[at], utterances[at].form == "direct", -at

    tried = sorted(members, key=rank, reverse=True)[:MOST_CENTRAL]
    against = [(at, other) for at in tried for other in members if other != at]
    shared = dict.fromkeys(tried, 0)
    for (at, _), matches in zip(against, align_pairs(coded, against), strict=True):
        shared[at] += sum(match.same for match in matches)
    return max(tried, key=lambda at: (*rank(at)[:2], shared[at], -at))


def _rows(
    name: str,
    members: Sequence[int],
    central: int,
    aligned: Mapping[int, Sequence[Match]],
    utterances: Sequence[Utterance],
) -> list[dict[str, Any]]:
    middle = utterances[central]
    matched = {at: {m.a: m.b for m in matches if m.same} for at, matches in aligned.items()}
    segments = cut_segments(
        len(middle.forms), {at: (len(utterances[at].forms), matched[at]) for at in matched}
    )
    argument = next((utterances[at].argument for at in members if utterances[at].argument != "none"), "none")
    rows = []
    for at in members:
        own = utterances[at]
        same = {i: i for i in range(len(own.forms))} if at == central else matched[at]
        spans = [find_words(segment, same, len(middle.forms), len(own.forms)) for segment in segments]
        cells = [show_words(own, *span) if span[0] < span[1] else "" for span in spans]
        signs = [
            _sign(middle.forms[seg.first : seg.last], own.forms[slice(*span)])
            for seg, span in zip(segments, spans, strict=True)
        ]
        rows.append(
            {
                "utterance": name,
                "argument": argument,
                "article_id": own.article_id,
                "statement_id": own.statement_ids,
                "start": own.start if own.start >= 0 else None,
                "end": own.end if own.end >= 0 else None,
                "central": at == central,
                "words": tuple(cells),
                "changed": "".join(signs),
            }
        )
    return rows


def _sign(central: Sequence[str], own: Sequence[str]) -> str:
    if list(own) == list(central):
        return SAME if own else ABSENT
    return ABSENT if not own or set(own) == {ELLIPSIS} else CHANGED


def cut_segments(n: int, versions: Mapping[int, tuple[int, Mapping[int, int]]]) -> list[Segment]:
    """Cut the n words of the central version where any other version begins or ends to differ.

    Words that stand in the place of others stay in one segment.

    Examples
    --------
    >>> cut_segments(4, {1: (4, {0: 0, 1: 1, 3: 3}), 2: (5, {0: 0, 1: 1, 2: 3, 3: 4})})
    [Segment(first=0, last=2), Segment(first=2, last=2), Segment(first=2, last=3), Segment(first=3, last=4)]
    """
    tied: list[Segment] = []
    cuts, added = {0, n}, set()
    for size, matched in versions.values():
        bounds = [(-1, -1), *sorted(matched.items()), (n, size)]
        for (i, k), (j, m) in pairwise(bounds):
            if j - i > 1 and m - k > 1:
                tied.append(Segment(i + 1, j))
            elif j - i > 1:
                cuts |= {i + 1, j}
            elif m - k > 1:
                added.add(j)
    merged: list[Segment] = []
    for segment in sorted(tied):
        if merged and segment.first < merged[-1].last:
            merged[-1] = Segment(merged[-1].first, max(merged[-1].last, segment.last))
        else:
            merged.append(segment)
    inside = {c for seg in merged for c in range(seg.first + 1, seg.last)}
    cuts |= {c for seg in merged for c in seg}
    ordered = sorted((cuts | added) - inside)
    found = [Segment(i, j) for i, j in pairwise(ordered)]
    return sorted([*found, *(Segment(c, c) for c in added - inside)])


def find_words(segment: Segment, matched: Mapping[int, int], n: int, size: int) -> tuple[int, int]:
    """Return which words of a version stand in a segment of the central version of n words."""
    before = max((i for i in matched if i < segment.first), default=-1)
    after = min((i for i in matched if i >= segment.last), default=n)
    left, right = (matched[before] + 1 if before >= 0 else 0), (matched[after] if after < n else size)
    inside = [i for i in matched if segment.first <= i < segment.last]
    if segment.first == segment.last:
        # Words put in stand between two words that both match; else they are in the place of others.
        between = before == segment.first - 1 and after == segment.last
        return (left, right) if between else (left, left)
    touches = segment.first - 1 == before, segment.last == after
    if not inside and not all(touches):
        # A part of a longer stretch that this version leaves out, or that its ends do not reach.
        return left, left
    first = (
        left
        if segment.first not in matched and touches[0]
        else min((matched[i] for i in inside), default=left)
    )
    last = (
        right
        if segment.last - 1 not in matched and touches[1]
        else max((matched[i] for i in inside), default=left) + 1
    )
    return first, max(first, last)


@dataclass(frozen=True)
class AlignedView:
    """Aligned versions made ready to be read, as text and as HTML."""

    tables: list[tuple[str, list[tuple[str, list[str], str]]]]
    note: str = ""

    def __repr__(self) -> str:
        lines = []
        for title, rows in self.tables:
            width = max(len(name) for name, _, _ in rows)
            lines += [title, *(f"{name:<{width}}  {_plain(cells, signs)}" for name, cells, signs in rows), ""]
        if self.note:
            lines.append(f"({self.note})")
        return "\n".join(lines).rstrip() or "(no rows)"

    def _repr_html_(self) -> str:
        parts = [
            f"<p><b>{escape(title)}</b></p>\n<table>\n"
            + "\n".join(
                f'<tr><th scope="row" align="left">{escape(name)}</th>'
                + "".join(_cell(cell, sign) for cell, sign in zip(cells, signs, strict=True))
                + "</tr>"
                for name, cells, signs in rows
            )
            + "\n</table>"
            for title, rows in self.tables
        ]
        if self.note:
            parts.append(f"<p>({escape(self.note)})</p>")
        return "\n".join(parts) or "<p>(no rows)</p>"


def _plain(cells: Sequence[str], signs: str) -> str:
    marked = [
        f"*{cell}*" if sign == CHANGED else cell or "·" for cell, sign in zip(cells, signs, strict=True)
    ]
    return " ".join(marked)


def _cell(cell: str, sign: str) -> str:
    # Bold as well as a colour, as a page may be printed in grey.
    words = f"<mark><b>{escape(cell)}</b></mark>" if sign == CHANGED else escape(cell) or "·"
    return f'<td align="left" style="text-align: left">{words}</td>'


def show_wording(
    rows: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    labels: pd.DataFrame | None = None,
    most: int | None = MOST_ROWS,
    order: str = READING_ORDER,
    file: str | Path | None = None,
) -> AlignedView:
    """Make aligned versions ready to be read in a notebook or a report.

    Parameters
    ----------
    rows : DataFrame
        The table ``wording_rows``, or some utterances of it.
    articles : DataFrame, optional
        The table ``articles``: its labels then stand for article ids.
    labels : DataFrame, optional
        The table ``argument_labels``: its labels then stand for arguments.
    most : int, optional
        Rows to show, from the first, in whole utterances where the first one has no more; if any are left out, it is
        said below how many there are. None: show all.
    order : str
        The order of the utterances, as it is to be said where some are left out.
    file : path, optional
        The file that holds all rows; named where some are left out.

    Returns
    -------
    AlignedView
        Displays itself. Words that differ from the central version are marked, a dot stands for none.

    Examples
    --------
    >>> rows = pd.DataFrame({"utterance": "u1", "argument": "none", "article_id": ["a", "b"], "central": [True, False],
    ...                      "words": [("They", "must", "leave"), ("They", "may", "leave")], "changed": ["000", "010"]})
    >>> show_wording(rows)
    u1
    a  They must leave
    b  They *may* leave
    """
    names = {} if articles is None else dict(zip(articles["article_id"], articles["label"], strict=True))
    claims = {} if labels is None else dict(zip(labels["argument"], labels["label"], strict=True))
    there = len(rows)
    if most is not None and there > most:
        rows = _first_utterances(rows, most)
    tables = []
    for utterance, part in rows.groupby("utterance", sort=False):
        argument = str(part["argument"].iloc[0])
        title = str(utterance) if argument == "none" else f"{utterance}: {claims.get(argument, argument)}"
        shown = [
            (str(names.get(article) or article), list(words), changed)
            for article, words, changed in zip(
                part["article_id"], part["words"], part["changed"], strict=True
            )
        ]
        tables.append((title, shown))
    return AlignedView(tables, tell_first(len(rows), there, "rows", order=order, file=file))


def _first_utterances(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the rows of the first utterances that are no more than so many together, or the first of the first."""
    number, _ = pd.factorize(rows["utterance"])
    sizes = np.bincount(number)
    whole = int((np.cumsum(sizes) <= most).sum())
    return rows[number < whole] if whole else rows[number == 0].head(most)
