"""Tell whose words are whose: split each sentence into what is reported and who reports it.

Every visible character of a sentence goes to exactly one statement. The words that are reported,
quotation marks and a leading "that" included, are the speaker's; the reporting clause itself
("she said") is narration, in the journalist's voice.

The method is rules over tokens, as in Krestel, Bergler and Witte (2008, *Minding the Source*): find a
reporting verb, find its subject on one side and its content on the other, then settle who the
subject is from the study's list of names, from pronouns, and from who spoke last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import pandas as pd

from retold.articles.attribution.announced import find_announced
from retold.articles.attribution.names import Names
from retold.articles.attribution.plain_clauses import find_plain_clauses
from retold.articles.attribution.reporting_clauses import Clause, find_clauses
from retold.articles.attribution.scorer import TRAINED_ON
from retold.articles.attribution.speakers import (
    NARRATOR,
    RUNNING,
    UNKNOWN,
    Cast,
    Source,
    is_person_of,
    resolve_speakers,
    signed_source,
    subject_pronoun,
    turn_sources,
)
from retold.articles.attribution.turns import find_turns
from retold.articles.said import date_statements
from retold.cores import map_each
from retold.language.lexicon import ENGLISH, article_languages, read_as, warn_of_languages
from retold.language.quotations import quotation_spans
from retold.language.tokens import Span, count_words
from retold.progress import count_off
from retold.tables import empty_table, require

# Up to three words between marks are a name, an irony or a term, not a quotation of somebody's claim.
SCARE_QUOTE_WORDS = 3

# A quotation of more characters than this is taken for longer than three words without counting.
SURELY_LONG = 80

# A sentence longer than this (characters) is a list, a table or a broken file; it is read in parts, so
# that time stays linear in its length.
LONGEST = 4000

# How many characters may stand between a quotation and the verb of its clause where a sentence ends between.
NEARBY = 60

# A block is announced by a clause so few characters before it, the lines of the block before it included.
ANNOUNCED_WITHIN = 3000

# What is read of each statement before its day is told.
FOUND = tuple("statement_id article_id sentence_id start end form voice speaker cue text confidence".split())


# A short quotation that is speech, and what may stand before it.
SHORT_SPEECH = re.compile(
    r"""(?:''|``|["“„«])[A-Z][^"“”„«»]{0,80}[,.!?…](?:''|["”»])|['‘`][A-Z][^"“”„«»‘`]{0,80}[,.!?…]['’]"""
)
# A full stop, and the marks that close after it.
STOPPED = re.compile(r"""\.(?:''|.)\Z""")
OPENS_SPEECH = re.compile(r"""(?:^|[\n\r.!?:,"”»'])\s*\Z""")


class Piece(NamedTuple):
    """A span of a sentence with its form, its source and the reporting verb."""

    start: int
    end: int
    form: str
    source: Source
    cue: str


def find_statements(
    articles: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    *,
    subject: str,
    aliases: Sequence[str] = (),
    masked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Split articles into statements, each with its form, voice and speaker.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``, and ``language`` if known. English is read with trained weights, another
        language that has a folder by the plainest forms; one without is read as English, with a warning.
    sentences : pandas.DataFrame, optional
        The table ``sentences``; found here if not given.
    subject : str
        Full name of the studied speaker.
    aliases : sequence of str
        Other words that name the subject: surname, titles, descriptions.
    masked : pandas.DataFrame, optional
        The table ``masked``; found here if neither it nor `sentences` is given.

    Returns
    -------
    pandas.DataFrame
        The table ``statements``: statement_id, article_id, sentence_id, start, end, form
        (``direct``, ``indirect``, ``mixed``, ``narration``), voice (``subject``, ``third_party``,
        ``journalist``), speaker, cue, text, confidence (0 to 1), said, said_precision, said_words (see
        `retold.articles.said`; days count from the column ``date`` of the articles), and occasion (empty, until
        `place_statements` fills it).

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Ann Lee said that it rained all day."]})
    >>> find_statements(articles, subject="Ann Lee")[["form", "voice", "text"]].values.tolist()
    [['narration', 'journalist', 'Ann Lee said'], ['indirect', 'subject', 'that it rained all day.']]
    """
    require(articles, ("article_id", "text"), "articles", where="find_statements")
    if sentences is None:
        sentences = _split(articles, masked)
    told = article_languages(articles, len(articles))
    warn_of_languages(told, reader="statements")
    read = [read_as(language) for language in told]
    named = {own: Names.of(subject, aliases, language=own) for own in sorted(set(read))}
    texts = list(zip(articles["text"], read, strict=True))
    gender = {
        own: subject_pronoun((text for text, of in texts if of == own), names) for own, names in named.items()
    }
    spans = _sentences_of(sentences)
    items = [
        Item(name, text, spans[name], own)
        for name, (text, own) in zip(articles["article_id"], texts, strict=True)
        if name in spans
    ]
    found_each = map_each(partial(_article_rows, named=named, gender=gender), items)
    rows = [
        row
        for own_rows in count_off(found_each, "articles read for statements", total=len(items))
        for row in own_rows
    ]
    if not rows:
        return empty_table("statements")
    found = pd.DataFrame(rows, columns=[*FOUND])
    return date_statements(found, articles).assign(occasion="")


def _split(articles: pd.DataFrame, masked: pd.DataFrame | None) -> pd.DataFrame:
    from retold.articles.clutter import find_clutter
    from retold.articles.segment import split_sentences

    return split_sentences(articles, find_clutter(articles) if masked is None else masked)


class Item(NamedTuple):
    """An article with its sentences (id, start, end) and the language that it is read in."""

    article_id: str
    text: str
    sentences: list[tuple[str, int, int]]
    language: str


def _sentences_of(sentences: pd.DataFrame) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    columns = (sentences[name].tolist() for name in ("article_id", "sentence_id", "start", "end"))
    for name, key, start, end in zip(*columns, strict=True):
        found.setdefault(name, []).append((key, start, end))
    return found


def _article_rows(
    item: Item, *, named: Mapping[str, Names], gender: Mapping[str, str]
) -> list[tuple[object, ...]]:
    names = named[item.language]
    return list(_read_rows(item.article_id, item.text, item.sentences, names, gender[item.language]))


def _read_rows(
    article_id: str, text: str, sentences: Sequence[tuple[str, int, int]], names: Names, gender: str
) -> Iterator[tuple[object, ...]]:
    parts = [(key, part) for key, start, end in sentences for part in _windows(text, start, end)]
    bounds = [part for _, part in parts]
    cast = Cast.of(text, names, gender)
    quotations = quotations_of(text, language=names.language)
    told, headlines = _told(text, quotations, cast)
    quotations = _outside(quotations, told)
    inside = _touching(bounds, quotations)
    turned = [told[a:b] for a, b in _touching(bounds, told)]
    clauses = _look_back(
        [
            [] if own else _clauses(text, span, quotations[a:b], names.language)
            for span, (a, b), own in zip(bounds, inside, turned, strict=True)
        ],
        bounds,
    )
    clauses = _announcing(text, bounds, clauses, told, quotations)
    clauses = _with_headlines(clauses, bounds, headlines)
    given = [next((told.source for told in own if told.source), None) for own in turned]
    sources, floor = resolve_speakers(text, bounds, clauses, quotations, cast, given)
    spoken = _quotation_sources(text, bounds, clauses, sources, quotations, floor)
    said = _said(clauses, sources)
    number = 0
    for (sentence_id, span), (first, last), found, who, own in zip(
        parts, inside, clauses, sources, turned, strict=True
    ):
        for piece in _pieces(text, span, found, who, [*spoken[first:last], *_by_layout(own, said, floor)]):
            number += 1
            a, b, source = piece.start, piece.end, piece.source
            yield (
                *(f"{article_id}:{number}", article_id, sentence_id, a, b, piece.form),
                *(source.voice, source.speaker, piece.cue, text[a:b], source.confidence),
            )


def _clauses(text: str, span: Span, quotations: Sequence[Span], language: str) -> list[Clause]:
    if language == TRAINED_ON:
        return find_clauses(text, span, quotations)
    return find_plain_clauses(text, span, quotations, language=language)


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence whole, or in parts where it is longer than any sentence of prose."""
    while end - start > LONGEST:
        cut = start + LONGEST
        blank = next((n for n in range(cut, start + LONGEST // 2, -1) if text[n].isspace()), cut)
        # Parts of white space alone would be statements of nothing.
        window = _trim(text, start, blank)
        if window[0] < window[1]:
            yield window
        start = blank
    window = _trim(text, start, end)
    if window[0] < window[1]:
        yield window


def quotations_of(text: str, *, language: str = ENGLISH) -> list[Span]:
    """Return the quotations of a text that are somebody's speech, in order."""
    return [span for span in quotation_spans(text, language=language) if _is_quotation(text, span)]


def _is_quotation(text: str, span: Span) -> bool:
    if span[1] - span[0] > SURELY_LONG or count_words(text[slice(*span)]) > SCARE_QUOTE_WORDS:
        return True
    # "Never," she said: a short quotation is speech where it opens a sentence and has a sign of its own.
    return (
        SHORT_SPEECH.fullmatch(text, *span) is not None
        and OPENS_SPEECH.search(text, max(span[0] - 4, 0), span[0]) is not None
    )


class Told(NamedTuple):
    """Words whose speaker the layout names; no source where the clause before them tells it."""

    start: int
    end: int
    source: Source | None


def _told(text: str, quotations: Sequence[Span], cast: Cast) -> tuple[list[Told], list[Clause]]:
    """Return the turns of a transcript, or else the words that lines beside them give to somebody; and headlines that end with a name."""
    language = cast.names.language
    if turns := find_turns(text, language=language):
        sources = turn_sources(text, turns, cast)
        return [Told(turn.start, turn.end, source) for turn, source in zip(turns, sources, strict=True)], []
    found = find_announced(text, quotations, language=language)
    told = [
        Told(own.start, own.end, signed_source(own.speaker, cast) if own.speaker else None)
        for own in found
        if not own.doubtful
    ]
    headlines = [
        Clause("", own.speaker, (own.start, own.end), own.end)
        for own in found
        if own.doubtful and is_person_of(text, own.speaker, cast)
    ]
    return told, headlines


def _with_headlines(
    clauses: Sequence[list[Clause]], bounds: Sequence[Span], headlines: Sequence[Clause]
) -> list[list[Clause]]:
    """Give a headline that ends with a name to that person, unless it has a clause of its own."""
    ends = [end for _, end in bounds]
    added = [list(found) for found in clauses]
    for headline in headlines:
        n = bisect_left(ends, headline.at)
        if headline.content and n < len(added) and not added[n] and bounds[n][0] <= headline.content[0]:
            added[n].append(headline)
    return added


def _announcing(
    text: str,
    bounds: Sequence[Span],
    clauses: Sequence[Sequence[Clause]],
    told: Sequence[Told],
    quotations: Sequence[Span],
) -> list[list[Clause]]:
    """Take what stands before a colon for no content where told words or a quotation follow: "said in a statement:" reports these alone."""
    starts = sorted([own.start for own in told if own.source is None] + [start for start, _ in quotations])
    announced: list[list[Clause]] = []
    for (start, end), found in zip(bounds, clauses, strict=True):
        n = bisect_left(starts, end)
        opens = n < len(starts) and not any(map(str.isalnum, text[end : starts[n]]))
        if opens and text[start:end].endswith(":"):
            found = [
                replace(clause, content=None) if clause.content and clause.content[1] == end else clause
                for clause in found
            ]
        announced.append(list(found))
    return announced


def _outside(quotations: Sequence[Span], told: Sequence[Told]) -> list[Span]:
    """Return the quotations that no told words hold: what a speaker quotes is the speaker's."""
    ends = [own.end for own in told]
    return [(a, b) for a, b in quotations if (n := bisect_right(ends, a)) == len(told) or b <= told[n].start]


def _by_layout(
    told: Sequence[Told], said: Sequence[tuple[int, str, Source]], floor: Sequence[tuple[int, Source]]
) -> Iterator[tuple[int, int, Source, str]]:
    """Yield told words with who says them: whom the layout names, or the last clause before them."""
    for start, end, source in told:
        n = bisect_left(said, start, key=lambda clause: clause[0])
        if source is not None:
            yield start, end, source, ""
        elif n and start - said[n - 1][0] <= ANNOUNCED_WITHIN and said[n - 1][0] >= _floor_at(start, floor):
            yield start, end, said[n - 1][2], said[n - 1][1]
        else:
            yield start, end, _running(start, floor, []), ""


def _floor_at(start: int, floor: Sequence[tuple[int, Source]]) -> int:
    """Return from where on somebody has the floor at a place; -1 if nobody has."""
    n = bisect_left(floor, (start,))
    return floor[n - 1][0] if n else -1


def _said(
    clauses: Sequence[Sequence[Clause]], sources: Sequence[Sequence[Source]]
) -> list[tuple[int, str, Source]]:
    """Return place, cue and source of all clauses."""
    return [
        (clause.at, clause.cue, source)
        for found, who in zip(clauses, sources, strict=True)
        for clause, source in zip(found, who, strict=True)
    ]


def _touching(
    bounds: Sequence[Span], quotations: Sequence[tuple[int, int, *tuple[object, ...]]]
) -> list[Span]:
    """Return for each sentence the range of quotations that touch it; both are in order."""
    ranges: list[Span] = []
    first = last = 0
    for start, end in bounds:
        while first < len(quotations) and quotations[first][1] <= start:
            first += 1
        last = max(first, last)
        while last < len(quotations) and quotations[last][0] < end:
            last += 1
        ranges.append((first, last))
    return ranges


def _look_back(clauses: list[list[Clause]], bounds: Sequence[Span]) -> list[list[Clause]]:
    """Give the sentence before "Ann Lee said this on Monday" to her, unless somebody reports it already."""
    for before, found, span in zip(clauses, clauses[1:], bounds, strict=False):
        pointing = next((clause for clause in found if clause.looks_back), None)
        if pointing and not before:
            before.append(replace(pointing, content=span, at=span[1]))
    return clauses


def _quotation_sources(
    text: str,
    bounds: Sequence[Span],
    clauses: Sequence[Sequence[Clause]],
    sources: Sequence[Sequence[Source]],
    quotations: Sequence[Span],
    floor: Sequence[tuple[int, Source]],
) -> list[tuple[int, int, Source, str]]:
    """Settle who speaks in each quotation: a clause in its sentences, else who spoke just before it."""
    said = _said(clauses, sources)
    places = [at for at, _, _ in said]
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    spoken: list[tuple[int, int, Source, str]] = []
    for start, end in quotations:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        source, cue = _running(start, floor, spoken), ""
        if first < last:
            near = said[bisect_left(places, starts[first]) : bisect_left(places, ends[last - 1])]
            near = near or _beside(text, (start, end), said, places)
            if near:
                _, cue, source = min(near, key=lambda item: (_distance((start, end), item[0]), item[0]))
        spoken.append((start, end, source, cue))
    return spoken


def _beside(
    text: str, span: Span, said: Sequence[tuple[int, str, Source]], places: Sequence[int]
) -> list[tuple[int, str, Source]]:
    """Return the clause that a splitter has cut off from its quotation: after it, or before it with a colon."""
    n = bisect_left(places, span[1])
    after = said[n : n + 1]
    # After a full stop within the marks another sentence begins.
    if (
        after
        and not STOPPED.search(text, max(span[1] - 3, 0), span[1])
        and after[0][0] - span[1] <= NEARBY
        and not re.search(r'[\n"“”„«»]', text[span[1] : after[0][0]])
    ):
        return list(after)
    before = said[n - 1 : n] if n else []
    while n and before and before[0][0] > span[0]:
        n -= 1
        before = said[n - 1 : n] if n else []
    between = text[before[0][0] : span[0]] if before and span[0] - before[0][0] <= 2 * NEARBY else ""
    return list(before) if between.rstrip().endswith(":") else []


def _distance(span: Span, at: int) -> int:
    return span[0] - at if at < span[0] else max(at - span[1], 0)


def _running(
    start: int, floor: Sequence[tuple[int, Source]], spoken: Sequence[tuple[int, int, Source, str]]
) -> Source:
    """Return who has the floor before a place: whom a clause or a sentence named last, or who was quoted last."""
    n = bisect_left(floor, (start,))
    earlier = [(spoken[-1][0], spoken[-1][2])] if spoken else []
    earlier += [floor[n - 1]] if n else []
    if not earlier:
        return UNKNOWN
    source = max(earlier, key=lambda item: item[0])[1]
    return source._replace(confidence=min(source.confidence, RUNNING))


def _pieces(
    text: str,
    sentence: Span,
    clauses: Sequence[Clause],
    sources: Sequence[Source],
    spoken: Sequence[tuple[int, int, Source, str]],
) -> list[Piece]:
    """Cut a sentence into reported and narrated pieces, in order, without gaps but white space."""
    start, end = sentence
    if not clauses and not spoken:
        return [Piece(start, end, "narration", NARRATOR, "")]
    inside = [(max(a, start), min(b, end), source, cue) for a, b, source, cue in spoken]
    reported: list[Piece] = []
    for clause, source in zip(clauses, sources, strict=True):
        if clause.content:
            form = _form(clause.content, [(a, b) for a, b, *_ in inside])
            reported.append(Piece(*clause.content, form, source, clause.cue))
    contents = [(piece.start, piece.end) for piece in reported]
    for a, b, source, cue in inside:
        if not any(low < b and a < high for low, high in contents):
            reported.append(Piece(a, b, "direct", source, cue))
    return _fill(text, sentence, sorted(reported))


def _form(content: Span, quotations: Sequence[Span]) -> str:
    inside = [
        (max(a, content[0]), min(b, content[1])) for a, b in quotations if a < content[1] and content[0] < b
    ]
    if not inside:
        return "indirect"
    # A few characters beside the quotation are its comma and full stop.
    quoted = sum(b - a for a, b in inside)
    return "direct" if content[1] - content[0] - quoted <= 3 else "mixed"


def _fill(text: str, sentence: Span, reported: Sequence[Piece]) -> list[Piece]:
    """Fill the gaps between reported pieces with narration; signs alone join the piece before them."""
    pieces: list[Piece] = []
    at = sentence[0]
    for piece in [*reported, Piece(sentence[1], sentence[1], "", NARRATOR, "")]:
        gap = text[at : piece.start]
        if any(c.isalnum() for c in gap):
            pieces.append(Piece(*_trim(text, at, piece.start), "narration", NARRATOR, ""))
        elif pieces and gap.strip():
            pieces[-1] = pieces[-1]._replace(end=_trim(text, at, piece.start)[1])
        elif gap.strip() and piece.form:
            piece = piece._replace(start=_trim(text, at, piece.start)[0])
        elif gap.strip():
            pieces.append(Piece(*_trim(text, at, piece.start), "narration", NARRATOR, ""))
        if piece.form:
            pieces.append(piece._replace(end=_trim(text, piece.start, piece.end)[1]))
            at = piece.end
    return pieces


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
