"""Tell when a statement was said, where the words beside it tell: on Monday, last April, on 5 March, in 2019."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from retold.cores import map_each
from retold.language.calendar import Dated, find_dates
from retold.language.clauses import Sentence, Word, clause_of, read_sentences, words_after, words_before
from retold.language.english.occasions import (
    ADJUNCT,
    AHEAD,
    ANOTHER_TIME,
    AT_AN_EVENT,
    CONJUNCTIONS,
    EARLIER,
    EARLIER_IF_ALONE,
    EVENTS,
    IS_TO,
    OTHER_TIMES,
    PASSIVE,
    RELATIVE,
    SPEECH_WORDS,
    VERBS_AFTER,
)
from retold.language.english.reporting import CUE_FORMS

SAID = ["said", "said_precision", "said_words"]

# Values of these forms are a day, a month or a year; ranges, seasons and decades are none of them.
PRECISIONS = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-(?:0\d|1[0-2])", "year": r"\d{4}"}
LENGTHS = {10: "day", 7: "month", 4: "year"}

# Of a reported clause without "that", so many characters are looked at for "said Thursday", "said in an interview on
# 5 March": more are the words reported.
LEAD = 80

# Without one of these no words are a date; looking for them is a tenth of the work of reading dates.
_MAY_BE_DATE = re.compile(
    r"\d{4}|day\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[Ll]ast|[Tt]his|ago|[Tt]onight|month|evening)"
)
_QUOTE = re.compile(r"[\"“”„«»]")

# What an article of which only the month is known can still count from: "last April", and of which month "today" is.
_TODAY = re.compile(r"(?:today|tonight|this (?:morning|afternoon|evening))", re.IGNORECASE)


class Said(NamedTuple):
    """A day, month or year (ISO 8601), how precise it is, and the words it rests on; empty where nothing tells."""

    said: str = ""
    precision: str = ""
    words: str = ""


class Published(NamedTuple):
    """The day of an article, or the middle of its month or year; and how much of it is known."""

    day: date | None
    precision: str


UNTOLD = Said()


def read_published(written: object) -> Published:
    """Return the day from which the words of an article count.

    A date that is marked as uncertain or approximate (EDTF's ``?``, ``~``, ``%``) is known to the month at most.

    Examples
    --------
    >>> read_published("2021-05-03"), read_published("2021-05").day, read_published("").precision
    (Published(day=datetime.date(2021, 5, 3), precision='day'), datetime.date(2021, 5, 15), '')
    """
    text = str(written or "")
    unsure = text[-1:] in ("?", "~", "%")
    text = text.rstrip("?~%")[:10]
    precision = LENGTHS.get(len(text), "")
    middle = text + {"month": "-15", "year": "-07-01"}.get(precision, "")
    try:
        day = date.fromisoformat(middle)
    except ValueError:
        return Published(None, "")
    return Published(day, "month" if unsure and precision == "day" else precision)


def date_statements(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Tell the day on which each statement was said, where the text tells it.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements``, in reading order.
    articles : pandas.DataFrame
        Columns ``article_id``, ``text`` and, for days that count from it, ``date``.

    Returns
    -------
    pandas.DataFrame
        The statements with ``said`` (a day, month or year, ISO 8601), ``said_precision`` (``day``, ``month``,
        ``year``) and ``said_words``, the words of the text it rests on. Empty where nothing tells, and for what
        nobody is reported to say. Where the words put it on an earlier day without telling which ("had said",
        "previously"), ``said_words`` holds them and ``said`` is empty.

    Notes
    -----
    The words are those of the reporting clause: a date in what is reported says when something happened, and not
    when it was said. "On Monday" is the last such day on or before the day of the article, and the first after it
    where the clause looks ahead ("will say on Monday"). Of an article known to the month, days are not told; of one
    without a date, only what is written out is. A statement without words of its own takes on those of the same
    speaker's statement before it in the paragraph.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "date": ["2021-05-05"], "text": ["Lee said on Monday that it rained."]})
    >>> statements = pd.DataFrame({"article_id": "a", "sentence_id": "a:1", "start": [0, 19], "end": [18, 34],
    ...     "form": ["narration", "indirect"], "voice": ["journalist", "subject"], "speaker": ["", "Lee"], "cue": ["", "said"]})
    >>> date_statements(statements, articles).loc[1, SAID].tolist()
    ['2021-05-03', 'day', 'Monday']
    """
    found: list[Said] = [UNTOLD] * len(statements)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    days = articles["date"] if "date" in articles else [""] * len(articles)
    dates = dict(zip(articles["article_id"], days, strict=True))
    pieces = [Piece(*row) for row in statements[list(Piece._fields)].itertuples(index=False, name=None)]
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(statements["article_id"]):
        groups.setdefault(name, []).append(at)
    items = [
        (str(texts[name]), [pieces[at] for at in own], dates.get(name, "")) for name, own in groups.items()
    ]
    for own, told in zip(groups.values(), map_each(_date_article, items), strict=True):
        for at, said in zip(own, told, strict=True):
            found[at] = said
    columns = dict(zip(SAID, zip(*found, strict=True), strict=True)) if found else dict.fromkeys(SAID, ())
    return statements.assign(
        **{
            name: pd.Series(list(column), index=statements.index, dtype="str")
            for name, column in columns.items()
        }
    )


def _date_article(item: tuple[str, list[Piece], object]) -> list[Said]:
    text, pieces, written = item
    return date_pieces(text, pieces, read_published(written))


class Piece(NamedTuple):
    """What is read of a statement."""

    sentence_id: str
    start: int
    end: int
    form: str
    voice: str
    speaker: str
    cue: str

    @property
    def is_reported(self) -> bool:
        """Return whether somebody is reported to say it."""
        return self.form != "narration"


def date_pieces(text: str, pieces: Sequence[Piece], published: Published) -> list[Said]:
    """Return when each statement of one article was said."""
    found = [UNTOLD] * len(pieces)
    for at, piece in enumerate(pieces):
        if piece.is_reported:
            clause = _clause(text, pieces, at)
            found[at] = (_read_clause(text, clause, piece, published) if clause else UNTOLD) or UNTOLD
            if found[at] == UNTOLD and (before := _carrier(text, pieces, at)) is not None:
                found[at] = found[before]
    return found


def _clause(text: str, pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """Return the span of the clause that reports a statement: beside it, in its sentence or one cut off from it."""
    piece = pieces[at]
    for near in _beside(pieces, at):
        other = pieces[near]
        if other.is_reported or not _holds(text[other.start : other.end], piece.cue):
            continue
        if other.end <= piece.start and other.sentence_id == piece.sentence_id and piece.form != "direct":
            return other.start, piece.start + _lead(text[piece.start : piece.end])
        return other.start, other.end
    return None


def _beside(pieces: Sequence[Piece], at: int) -> Iterator[int]:
    """Yield the neighbours of a statement: those of its sentence, the nearest first, then those of the next ones."""
    near = [n for step in (1, 2, 3) for n in (at - step, at + step) if 0 <= n < len(pieces)]
    yield from sorted(near, key=lambda n: pieces[n].sentence_id != pieces[at].sentence_id)


def _holds(words: str, cue: str) -> bool:
    return bool(cue) and re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", words, re.IGNORECASE) is not None


def _lead(words: str) -> int:
    """Return how far the beginning of a reported clause may still tell when: not into a quotation, nor past "that"."""
    quoted = _QUOTE.search(words)
    return (
        0 if words.lower().startswith("that ") else min(quoted.start() if quoted else LEAD, LEAD, len(words))
    )


def _carrier(text: str, pieces: Sequence[Piece], at: int) -> int | None:
    """Return the same speaker's statement just before, of the same paragraph."""
    piece = pieces[at]
    for near in range(at - 1, -1, -1):
        other = pieces[near]
        if "\n" in text[other.end : piece.start]:
            return None
        if other.is_reported:
            same = other.voice == piece.voice and (
                piece.voice == "subject" or piece.speaker in ("", other.speaker)
            )
            return near if same else None
    return None


def _read_clause(text: str, span: tuple[int, int], piece: Piece, published: Published) -> Said | None:
    words = text[slice(*span)]
    sentence = next(iter(read_sentences(words, [(0, len(words))])), None)
    if sentence is None:
        return None
    own = max(0, min(len(words), piece.start - span[0]) if piece.start > span[0] else len(words))
    cue = _cue_place(sentence, piece.cue)
    if _MAY_BE_DATE.search(words):
        before = [word.form for word in sentence.words if word.end <= cue]
        ahead = bool(AHEAD & set(before[-6:])) or before[-2:] in IS_TO
        dated = find_dates(words, [sentence], published.day, ahead=ahead)
        told = [
            (abs(found.start - cue), found)
            for found in dated
            if (
                _leads(words, sentence, found, own)
                if found.start >= own
                else _dates_clause(sentence, found, words)
            )
        ]
        for _, found in sorted(told):
            if said := _settle(found, words[found.start : found.end], published, ahead=ahead):
                return said
    return _earlier(words, sentence, cue) or _another_time(words[:own], sentence)


def _another_time(words: str, sentence: Sentence) -> Said | None:
    """Return the words that put a report on a day which another sentence tells."""
    for found in ANOTHER_TIME.finditer(words):
        before = words_before(sentence, found.start(), 1)
        if not (before and before[-1].form in OTHER_TIMES):
            return Said(words=found.group())
    return None


def _cue_place(sentence: Sentence, cue: str) -> int:
    form = cue.lower().split()[0] if cue.split() else ""
    return next((word.start for word in sentence.words if word.form == form), sentence.start)


def _clause_words(sentence: Sentence, place: int) -> list[Word]:
    number = clause_of(sentence, place)
    ends = [*sentence.clauses[1:], sentence.end]
    return [word for word in sentence.words if sentence.clauses[number] <= word.start < ends[number]]


def _dates_clause(sentence: Sentence, found: Dated, words: str) -> bool:
    """Tell whether a date in a reporting clause is that of the report: beside the verb, an event, or by itself."""
    before = words_before(sentence, found.start, 1)
    if before and before[-1].form in OTHER_TIMES:
        return False
    # "The 1969 treaty said" is no saying of 1969; "said in 1969" is.
    if len(found.value) == len("YYYY") and not (found.relative or (before and before[-1].form == "in")):
        return False
    own = [word for word in _clause_words(sentence, found.start) if not found.start <= word.start < found.end]
    forms = {word.form for word in own}
    if forms <= ADJUNCT:
        return True
    speaks = bool(forms & SPEECH_WORDS) or any(form in CUE_FORMS for form in forms)
    # "The flood of March 2011, she said": the flood's.
    of_noun = bool(before) and before[-1].form == "of" and not _is_of_event(sentence, before[-1])
    # "In an interview that aired Sunday" tells nothing else.
    opened = (
        bool(own) and own[0].form in RELATIVE and not forms <= RELATIVE | ADJUNCT | SPEECH_WORDS | PASSIVE
    )
    return speaks and not of_noun and not opened


def _is_of_event(sentence: Sentence, of: Word) -> bool:
    """Tell "her speech of 2 May" from "the flood of 2 May"."""
    noun = words_before(sentence, of.start, 1)
    return bool(noun) and noun[-1].form in EVENTS


def _leads(words: str, sentence: Sentence, found: Dated, own: int) -> bool:
    """Tell whether a date at the beginning of the reported words still belongs to the reporting verb."""
    after = words_after(sentence, found.end, 1)
    if (after and after[0].form in VERBS_AFTER) or words[found.end : found.end + 2] in ("'s", "’s"):
        return False
    between = [word.form for word in sentence.words if own <= word.start < found.start]
    if set(between) <= (ADJUNCT | SPEECH_WORDS) - CONJUNCTIONS:
        return True
    return between[0] in AT_AN_EVENT and bool(set(between) & SPEECH_WORDS)


def _settle(found: Dated, written: str, published: Published, *, ahead: bool) -> Said | None:
    """Return a date as a day, month or year, as far as the article's own date lets it be known."""
    value = found.value
    if value.startswith("XXXX"):
        value = _in_year(value, published, ahead=ahead)
    if published.precision == "month" and published.day and _TODAY.fullmatch(written):
        value = published.day.isoformat()[:7]
    if found.relative and found.low < found.high and len(value) == len("YYYY-MM-DD"):
        # "Two weeks ago" is no exact day.
        value = value[: len("YYYY-MM")]
    precision = next((name for name, form in PRECISIONS.items() if re.fullmatch(form, value)), "")
    known = {"day": 3, "month": 2, "year": 1, "": 0}
    if not precision or (found.relative and known[precision] > known[published.precision]):
        return None
    return Said(value, precision, " ".join(written.split()))


def _in_year(value: str, published: Published, *, ahead: bool) -> str:
    """Return a day or month without a year in the year that lies nearest behind the article, or ahead of it."""
    if published.day is None or published.precision == "year":
        return ""
    # Someone ahead of the clock at the paper may write tomorrow's date.
    edge = published.day + timedelta(days=1 if published.precision == "day" else 16)
    years = [published.day.year + step for step in ((0, 1) if ahead else (0, -1))]
    last = edge.isoformat()[: len(value)]
    dates = [value.replace("XXXX", f"{year:04d}") for year in years]
    return next(
        (d for d in dates if (d >= published.day.isoformat()[: len(value)] if ahead else d <= last)), ""
    )


def _earlier(words: str, sentence: Sentence, cue: int) -> Said | None:
    """Return the words that put a reporting verb on an earlier day which is not told."""
    before = words_before(sentence, cue, 4)
    forms = [word.form for word in before]
    if forms[-1:] == ["had"]:
        verb = next(word for word in sentence.words if word.start >= cue)
        return Said(words=words[before[-1].start : verb.end])
    for word in [*before, *words_after(sentence, cue, 5)]:
        if word.form in EARLIER:
            after = [w.form for w in words_after(sentence, word.end, 1)]
            opens = word.start == sentence.start and words[word.end : word.end + 1] == ","
            if word.form in EARLIER_IF_ALONE and not opens and not _stands_alone(word, after, forms):
                continue
            return Said(words=words[word.start : word.end])
    return None


def _stands_alone(word: Word, after: Sequence[str], before: Sequence[str]) -> bool:
    """Tell "once said" and "has long said" from "once again", "earlier on Monday", "said before the vote"."""
    if word.form in ("once", "long"):
        return word.form in before and bool(after) and after[0] in CUE_FORMS
    return not after or (word.form == "earlier" and after[0] in CUE_FORMS and word.form in before)
