"""Dates, durations, numbers, places and named documents inside statements, each in a slot that says of what."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from retold.consistency.details.counted_days import count_days
from retold.consistency.details.detail import Detail, Value, read_unit
from retold.consistency.details.documents import find_documents
from retold.consistency.details.numbers import find_numbers
from retold.consistency.details.open_text import open_text
from retold.consistency.details.places import find_places
from retold.consistency.details.slots import Cue, describe_slot
from retold.consistency.details.times import find_times
from retold.cores import map_each
from retold.language.calendar import Dated, find_dates, read_day
from retold.language.clauses import Sentence, read_sentences, sentence_at
from retold.language.lexicon import ENGLISH, article_languages, warn_of_languages
from retold.language.persons import find_persons
from retold.language.quotations import quotation_spans
from retold.language.tokens import Span
from retold.progress import count_off
from retold.tables import conform, empty_table, natural_key, require
from retold.vocabulary import DETAIL_KINDS

# A detail within a quotation: "today" there is not that of the article.
QUOTED = Cue("", "quoted")

# A date at which somebody said something, and not one of what was said: "Lee said on Monday that it rained".
SAYING = Cue("", "saying")


class _Found(NamedTuple):
    kind: str
    value: str
    start: int
    end: int
    measure: str = ""
    counted: str = ""
    between: tuple[str, ...] = ()
    low: float = math.nan
    high: float = math.nan
    approximate: bool = False
    bound: str = ""
    flag: str = ""
    marks: tuple[str, ...] = ()
    subject: int | None = None


def find_details(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
    masked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the dates, durations, numbers, places and named documents in the statements, and what each is of.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end; and form where known: a day counted from "today" inside a direct
        quotation is not counted from the article; and speaker, whose claim a detail then is.
    articles : DataFrame
        Columns article_id, text, and date (ISO 8601) where known: "last April" is counted back from it.
    sentences : DataFrame, optional
        The table ``sentences``: what stands in none of them is not read. Without it, articles are cut by a rough rule.
    masked : DataFrame, optional
        The table ``masked``: clutter is not read, neither as a detail nor as words beside one.

    Returns
    -------
    DataFrame
        The table ``details``: detail_id, article_id, statement_id, kind (``date``, ``time`` (of day), ``duration``,
        ``number``, ``place``, ``document``, ``name`` of a person who is called something), slot, value, approximate, start, end, text, and on the right measure, low, high, bound, flag,
        head, context, cues, day,
        sentence (where its sentence starts), speaker (whose statement it stands in, where known). Offsets are code points of the raw article.

        ``value`` of a date is in EDTF (ISO 8601-2): ``1990``, ``2022-03``, ``XXXX-07-28`` (no year given),
        ``../1997`` (before), ``199X``, ``1962-24`` (winter); of a duration in ISO 8601 (``PT5H``); of a number in the
        base unit of its ``measure`` (metres, litres, kilograms, parts of one); of a time ``T15:40``; of a name in lower
        case. ``low`` and ``high`` bound what it may mean: ordinals of days, days, or base units. ``slot`` is ``what | words``: what the
        detail is of, and the content words of its clause. ``flag`` says what is amiss with a date that has no value.
        ``context`` holds the content words of the clause, the sentence and its neighbours, ``cues`` the marks of the
        slot, ``day`` the time at which it holds (with a question mark: only that of the article).

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    English. A date that does not exist (31 February) is kept as text and flagged; a number without a unit or a plural
    after it, or a label ("Article 5"), is no detail. A detail in several statements is that of the shortest.

    Examples
    --------
    >>> text = "The river treaty of 1950 was signed by 14 coastal towns."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> statements = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [56]})
    >>> for row in find_details(statements, articles)[["kind", "value", "slot"]].values.tolist():
    ...     print(row)
    ['date', '1950', 'date of the treaty | river signed coastal towns']
    ['number', '14', 'number of towns | river treaty signed']
    """
    require(statements, ("statement_id", "article_id", "start", "end"), "statements", where="find_details")
    require(articles, ("article_id", "text"), "articles", where="find_details")
    warn_of_languages(article_languages(articles, len(articles)), reader="details", only=ENGLISH)
    held, clutter = (
        _spans(table, what) for table, what in ((sentences, "sentences"), (masked, "masked spans"))
    )
    groups = {
        str(name): own for name, own in statements.groupby(statements["article_id"].astype(str), sort=False)
    }
    items = [
        (article, groups[name], clutter.get(name, []), None if sentences is None else held.get(name, []))
        for article in articles.to_dict("records")
        if (name := str(article["article_id"])) in groups
    ]
    found = [
        detail
        for own in count_off(map_each(_read_article, items), "articles read for details", total=len(items))
        for detail in own
    ]
    if not found:
        return empty_table("details")
    return conform(pd.DataFrame([detail.to_row() for detail in found]), "details")


def _read_article(
    item: tuple[Mapping[Hashable, object], pd.DataFrame, list[Span], list[Span] | None],
) -> list[Detail]:
    """Return the details of an article: its row, its statements, clutter and sentences are given."""
    article, statements, clutter, spans = item
    opened = open_text(str(article["text"]), clutter, sentences=spans)
    return _article_details(article, statements, opened, read_sentences(opened, spans))


def _spans(table: pd.DataFrame | None, what: str) -> dict[str, list[Span]]:
    """Return the spans of each article, in order."""
    found: dict[str, list[Span]] = {}
    if table is not None:
        require(table, ("article_id", "start", "end"), what, where="find_details")
        for name, start, end in zip(table["article_id"], table["start"], table["end"], strict=True):
            found.setdefault(str(name), []).append((int(start), int(end)))
    return {name: sorted(spans) for name, spans in found.items()}


class _Holder(NamedTuple):
    size: int
    key: tuple[tuple[int, str], ...]
    name: str
    start: int
    end: int
    quoted: bool
    speaker: str


def _holders(statements: pd.DataFrame) -> list[_Holder]:
    empty = pd.Series("", index=statements.index)
    forms, speakers = (statements.get(column, empty).fillna("").astype(str) for column in ("form", "speaker"))
    rows = zip(
        statements["statement_id"], statements["start"], statements["end"], forms, speakers, strict=True
    )
    return sorted(
        _Holder(
            int(end) - int(start),
            natural_key(str(name)),
            str(name),
            int(start),
            int(end),
            form == "direct",
            speaker,
        )
        for name, start, end, form, speaker in rows
    )


class _Finder:
    """The statements of one article, asked for the shortest that holds a span."""

    def __init__(self, holders: list[_Holder]) -> None:
        self.holders = sorted(holders, key=lambda holder: (holder.start, holder.size, holder.key))
        self.starts = [holder.start for holder in self.holders]
        self.reach = (
            np.maximum.accumulate([holder.end for holder in self.holders]) if holders else np.array([])
        )

    def shortest(self, start: int, end: int) -> _Holder | None:
        """Return the shortest statement around a span; the first of its name where two are as short."""
        last = bisect_right(self.starts, start)
        around = []
        for at in range(last - 1, -1, -1):
            if self.reach[at] < end:
                break
            if self.holders[at].end >= end:
                around.append(self.holders[at])
        return min(around, default=None)


def _days_of_sayings(statements: pd.DataFrame, text: str, sentences: list[Sentence]) -> frozenset[int]:
    """Return where the words stand that tell when a statement was said: in its sentence, outside what was said.

    Of what is reported without "that", the first words may tell it, too: "She said Monday it rained".
    """
    found = set()
    empty = pd.Series("", index=statements.index)
    told = statements.get("said_words", empty).fillna("").astype(str)
    for words, start, end in zip(told, statements["start"], statements["end"], strict=True):
        if not words:
            continue
        sentence = sentences[sentence_at(sentences, int(start))]
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        places = [match.start() for match in pattern.finditer(text, sentence.start, sentence.end)]
        own = [place for place in places if not start < place < end]
        found.update(sorted(own, key=lambda place: min(abs(place - start), abs(place - end)))[:1])
    return frozenset(found)


def _article_details(
    article: Mapping[Hashable, object], statements: pd.DataFrame, text: str, sentences: list[Sentence]
) -> list[Detail]:
    """Return the details of an article; ``text`` is its text without clutter."""
    name, today, finder = (
        str(article["article_id"]),
        read_day(article.get("date")),
        _Finder(_holders(statements)),
    )
    dates = count_days(text, find_dates(text, sentences, today))
    quoted, sayings = quotation_spans(text), _days_of_sayings(statements, text, sentences)
    details: list[Detail] = []
    for found in _find_all(text, sentences, dates):
        holder = finder.shortest(found.start, found.end)
        if holder is None:
            continue
        at = sentence_at(sentences, found.start)
        quotation = next((span for span in quoted if span[0] <= found.start < span[1]), None)
        slot = describe_slot(
            text, sentences, at, found.start, found.end, dates=dates,
            counted=found.counted, between=found.between, kind=found.kind, written=today.isoformat() if today else "",
            quotation=quotation, subject=found.subject,
        )  # fmt: skip
        slot = slot._replace(cues=(*slot.cues, *(Cue("", mark) for mark in found.marks)))
        if holder.quoted or quotation:
            slot = slot._replace(cues=(*slot.cues, QUOTED))
        if found.kind == "date" and found.start in sayings:
            slot = slot._replace(cues=(*slot.cues, SAYING))
        written = text[found.start : found.end]
        details.append(
            Detail(
                detail_id=f"{name}:d{len(details) + 1}", article_id=name, statement_id=holder.name,
                measure=found.measure, start=found.start, sentence=sentences[at].start, text=written,
                value=_value(found, written), flag=found.flag, slot=slot, speaker=holder.speaker,
            )
        )  # fmt: skip
    return details


def _value(found: _Found, written: str) -> Value:
    return Value(
        kind=found.kind, value=found.value, low=found.low, high=found.high, bound=found.bound,
        approximate=found.approximate, unit=read_unit(written, found.measure),
    )  # fmt: skip


def _find_all(text: str, sentences: list[Sentence], dates: list[Dated]) -> list[_Found]:
    """Return the details of a text in reading order; a date or time holds its place against being read as a number."""
    taken = [False] * (len(text) + 1)
    found = []
    for dated in dates:
        taken[dated.start : dated.end] = [True] * (dated.end - dated.start)
        found.append(
            _Found(
                "date",
                dated.value,
                dated.start,
                dated.end,
                low=dated.low,
                high=dated.high,
                approximate=dated.approximate,
                flag=_flag(dated),
            )
        )
    for time in find_times(text):
        if not any(taken[time.start : time.end]):
            taken[time.start : time.end] = [True] * (time.end - time.start)
            found.append(
                _Found(
                    "time",
                    time.value,
                    time.start,
                    time.end,
                    "clock",
                    low=time.low,
                    high=time.high,
                    approximate=time.approximate,
                )
            )
    for sentence in sentences:
        found += _sentence_details(text, sentence, taken)
    found += _named_persons(text, sentences)
    return sorted(found, key=lambda one: (one.start, one.end, DETAIL_KINDS.index(one.kind)))


def _named_persons(text: str, sentences: list[Sentence]) -> Iterator[_Found]:
    for person in find_persons(text, sentences):
        marks = tuple(mark for mark, holds in (("former", person.former), ("title", person.title)) if holds)
        yield _Found(
            "name", person.value, person.start, person.end, person.measure, person.role, person.bodies, marks=marks,
        )  # fmt: skip


def _flag(dated: Dated) -> str:
    return dated.flag or ("relative" if dated.relative else "")


def _sentence_details(text: str, sentence: Sentence, taken: list[bool]) -> Iterator[_Found]:
    for number in find_numbers(text, sentence, taken):
        kind = "duration" if number.measure == "time" else "number"
        yield _Found(
            kind, number.value, number.start, number.end, number.measure, number.counted, number.kind_of,
            number.low, number.high, number.approximate, number.bound, subject=number.subject,
        )  # fmt: skip
    documents = find_documents(text, sentence)
    for document in documents:
        yield _Found("document", document.value, document.start, document.end, counted=document.head)
    for place in find_places(text, sentence):
        if not any(d.start < place.end and place.start < d.end for d in documents) and not taken[place.start]:
            yield _Found("place", place.value, place.start, place.end)
