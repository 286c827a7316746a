"""What is grouped: statements, the long ones split into clauses where each claims something."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from retold.arguments.grouping.agenda import is_agenda_talk
from retold.arguments.grouping.claims import claim_text
from retold.language.english.claims import BREAK, FINITE, NO_SUBJECT
from retold.language.english.enumeration import ENUMERATIONS
from retold.language.tokens import Span, count_words
from retold.tables import natural_key

# A statement of fewer words ("No.", "We understand this.") claims nothing that could be compared.
MIN_WORDS = 5

# Shorter statements are left whole; each clause of a split one has at least so many words.
LONG_STATEMENT, LEAST_CLAUSE = 24, 7


def find_units(statements: pd.DataFrame, *, split: bool = True) -> pd.DataFrame:
    """Return what is grouped, in reading order.

    Parameters
    ----------
    statements : pandas.DataFrame
        Columns ``statement_id`` and ``text``; ``article_id`` and ``start`` if there are.
    split : bool
        Whether long statements are split into clauses, and lists of claims into claims.

    Returns
    -------
    pandas.DataFrame
        Columns unit_id (that of the statement, or with ``.1``, ``.2``, ... for its clauses), statement_id,
        article_id, start, end (in the article where ``start`` was given, else in the statement) and text. Units of fewer
        than five words are left out, and what only keeps a talk going (see `is_agenda_talk`).

    Examples
    --------
    >>> find_units(pd.DataFrame({"statement_id": ["a:1"], "text": ["Rain fell on the old town."]}))["unit_id"].tolist()
    ['a:1']
    """
    rows = statements.assign(statement_id=statements["statement_id"].astype(str))
    rows = rows.sort_values("statement_id", key=lambda c: c.map(natural_key), kind="stable")
    articles = rows["article_id"] if "article_id" in rows else [""] * len(rows)
    starts = rows["start"] if "start" in rows else [0] * len(rows)
    found = []
    for name, article, start, text in zip(rows["statement_id"], articles, starts, rows["text"], strict=True):
        spans = list(split_statement(text)) if split else [(0, len(text))]
        for number, (left, right) in enumerate(spans, start=1):
            unit = name if len(spans) == 1 else f"{name}.{number}"
            place = int(start) + left
            found.append((unit, name, article, place, place + right - left, text[left:right]))
    units = pd.DataFrame(found, columns=["unit_id", "statement_id", "article_id", "start", "end", "text"])
    return units[units["text"].map(_may_claim).astype(bool)].reset_index(drop=True)


def _may_claim(text: str) -> bool:
    return count_words(text) >= MIN_WORDS and not is_agenda_talk(claim_text(text))


def split_statement(text: str) -> Iterator[Span]:
    """Yield the spans of what a statement claims: its clauses, and of these the claims that they list.

    Examples
    --------
    >>> text = "He demanded that the toll be dropped at once, that the dam be raised and that nobody lose a field."
    >>> [text[a:b] for a, b in split_statement(text)]
    ['He demanded that the toll be dropped at once,', 'that the dam be raised', 'that nobody lose a field.']
    """
    for start, end in split_clauses(text):
        yield from ((start + left, start + right) for left, right in split_list(text[start:end]))


def split_list(clause: str) -> list[Span]:
    """Return the spans of the claims that a clause lists, or its own span.

    Examples
    --------
    >>> clause = "They want us to open the road, to pay for the bridge and to leave the valley before winter."
    >>> [clause[a:b].split()[-1] for a, b in split_list(clause)]
    ['road,', 'bridge', 'winter.']
    """
    for kind in ENUMERATIONS:
        first = kind.first.search(clause)
        gaps = [gap for gap in kind.gap.finditer(clause) if first is not None and first.start() < gap.start()]
        spans, start = [], 0
        for gap in gaps:
            cut = gap.start() + (1 if clause[gap.start()] in ",;.:" else 0)
            spans.append((start, cut))
            start = gap.end()
        spans.append((start, len(clause)))
        # What is too short to be grouped by itself shows that the list is one of words, not of claims.
        if len(gaps) >= kind.least and all(count_words(clause[a:b]) >= MIN_WORDS for a, b in spans):
            return spans
    return [(0, len(clause))]


def split_clauses(text: str) -> Iterator[Span]:
    """Yield the spans of the clauses of a long statement, or its own span.

    Examples
    --------
    >>> text = ("The river has flooded the lower town for the third time in ten years, and the council "
    ...         "will have to raise the dam before next winter comes.")
    >>> [text[a:b].split()[-1] for a, b in split_clauses(text)]
    ['years,', 'comes.']
    """
    start, end = 0, len(text)
    if count_words(text) >= LONG_STATEMENT:
        for place in BREAK.finditer(text):
            cut = place.start() + (1 if text[place.start()] == "," else 0)
            rest = text[place.end() :]
            if _claims(text[start:cut]) and _claims(rest) and not NO_SUBJECT.match(rest):
                yield start, cut
                start = place.end()
    yield start, end


def _claims(clause: str) -> bool:
    return count_words(clause) >= LEAST_CLAUSE and FINITE.search(clause) is not None
