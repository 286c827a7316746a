"""Transcripts, interviews and live blogs: turns of who speaks, told by labels ("LEE:", "Q:", "10:42 Lee:") or by questions set off.

A text is a transcript if such lines make up enough of it and their names come back; a report with one "Note:" is none. A turn lasts
until the next one. Notes of what happens in the room ("[applause]") and what an editor says of the text are nobody's turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from retold.articles.attribution.interviews import HEADING_WORDS, find_questions
from retold.articles.attribution.turn_lines import (
    LEAST_AGAIN,
    Line,
    is_name,
    label_key,
    line_spans,
    read_lines,
    recurring,
)
from retold.language.lexicon import ENGLISH, Turns, lexicon
from retold.language.tokens import Span

# What the forms are called, and how many of their articles are named.
FORMS = {"transcript": "transcript", "live_blog": "live blog"}
MOST_NAMED = 12

# The least of a transcript: so many turns, in such a share of its lines; names of some of them come back.
LEAST_TURNS, LEAST_SHARE = 3, 0.3

# A live blog has so many lines that begin with the time, in such a share of its lines.
LEAST_TIMED, LEAST_TIMED_SHARE = 3, 0.5

# Where such a share of lines with a time has a name too, it is no blog but a transcript.
NAMED_SHARE = 0.8

# A speech is one turn with so many notes of what happens in the room.
LEAST_NOTES = 2

# A turn has so many words, of which a name with a number ("Lee: 48") has too few, in such a share of turns.
LEAST_WORDS, WORDS_SHARE = 2, 0.5

# A word before a name that tells who asks is longer than letters that stand for one.
LETTERS = 3

_ENDS = re.compile(r"[.!?…:;,\"”»’')\]]\s*\Z")


class Turn(NamedTuple):
    """What one speaker says: the span, the label before it, whether that names nobody but who asks, and what stands beside the name.

    The label is as it is written, or the name of the witness or lawyer that it stands for; "" in an interview without names.
    """

    start: int
    end: int
    label: str
    asks: bool = False
    aside: str = ""


def find_turns(text: str, *, language: str = ENGLISH) -> list[Turn]:
    r"""Return the turns of a transcript, an interview or a live blog, a span a paragraph; none if the text is none of these.

    Examples
    --------
    >>> text = "LEE: It will rain.\nFOX: Will it?\nLEE: [laughs] It will."
    >>> [(turn.label, text[turn.start : turn.end]) for turn in find_turns(text)]
    [('LEE', 'It will rain.'), ('FOX', 'Will it?'), ('LEE', 'It will.')]
    >>> find_turns("It rained.\nPhoto: A bridge.\nIt rained on.")
    []
    """
    known = lexicon(language).turns
    lines = read_lines(text, known)
    form = _form(text, lines, known)
    if not form:
        asked = find_questions(text, line_spans(text), known)
        return [Turn(a, b, "", part.asks) for part in asked for a, b in _less_notes(text, *part[:2], known)]
    return [
        Turn(a, b, label, _asks(label, known), aside)
        for label, aside, start, end in _spoken(text, lines, known, live=form == "live_blog")
        for a, b in _less_notes(text, start, end, known)
    ]


def text_form(text: str, *, language: str = ENGLISH) -> str:
    r"""Return what kind of text this is: ``transcript``, ``live_blog``, or "" for prose.

    Examples
    --------
    >>> text_form("LEE: It will rain.\nFOX: Will it?\nLEE: It will."), text_form("Lee said: It will rain.")
    ('transcript', '')
    """
    known = lexicon(language).turns
    form = _form(text, read_lines(text, known), known)
    return form or ("transcript" if find_questions(text, line_spans(text), known) else "")


def _form(text: str, lines: Sequence[Line], known: Turns) -> str:
    labelled = [n for n, line in enumerate(lines) if line.label]
    if not labelled:
        return ""
    timed = [line for line in lines if line.timed]
    if len(timed) >= max(LEAST_TIMED, LEAST_TIMED_SHARE * len(lines)):
        named = sum(bool(line.label) or _is_note(text, line, known) for line in timed)
        return "transcript" if named >= NAMED_SHARE * len(timed) else "live_blog"
    if sum(1 for _ in known.notes.finditer(text, lines[labelled[0]].start)) >= LEAST_NOTES:
        return "transcript"
    return "transcript" if _is_transcript(text, lines, labelled, known) else ""


def _is_transcript(text: str, lines: Sequence[Line], labelled: Sequence[int], known: Turns) -> bool:
    again = recurring(lines, known)
    keys = {label_key(line.label, known) for line in again}
    if len(labelled) < LEAST_TURNS or len(again) < LEAST_AGAIN or len({lines[n].label for n in labelled}) < 2:
        return False
    worded = sum(_words_of(text, line) >= LEAST_WORDS for line in again if line.said < line.end)
    if worded < WORDS_SHARE * sum(line.said < line.end for line in again):
        return False
    # Answers of several paragraphs: fewer lines have a label, but the labels of two or more come back.
    enough = LEAST_SHARE if len(keys) < 2 else LEAST_SHARE / 2
    return len(labelled) >= enough * (labelled[-1] - labelled[0] + 1)


def _words_of(text: str, line: Line) -> int:
    return sum(any(map(str.isalpha, word)) for word in text[line.said : line.end].split())


def _first_turn(text: str, lines: Sequence[Line], known: Turns) -> int:
    """Return the line at which the first turn begins: a title ("Lee: No toll") and a head stand before it."""
    again = set(recurring(lines, known))
    back = [n for n, line in enumerate(lines) if line in again]
    first = back[0] if back else next(n for n, line in enumerate(lines) if line.label)
    titled = (
        first == 0 and lines[0].said < lines[0].end and not _ENDS.search(text, lines[0].said, lines[0].end)
    )
    if titled and len(back) > 1 and not lines[1].label:
        first = back[1]
    # "President: Ann Lee" is a list of speakers.
    while first and lines[first - 1].label and not is_name(text, lines[first - 1]):
        first -= 1
    return first


def _spoken(
    text: str, lines: Sequence[Line], known: Turns, *, live: bool
) -> Iterator[tuple[str, str, int, int]]:
    """Yield label, what stands beside it, start and end of each paragraph that somebody speaks."""
    first = 0 if live else _first_turn(text, lines, known)
    last = max(n for n, line in enumerate(lines) if line.label)
    follows = last == first or any(
        not line.label and not _is_note(text, line, known) for line in lines[first:last]
    )
    label = aside = ""
    called = _Called("", "")
    for n, line in enumerate(lines[first:], first):
        called, calls = _call(text, line, known, called)
        if line.label:
            label, aside = _stands_for(line.label, known, called), line.aside
        elif (line.timed and live) or (n > last and not follows) or known.editorial.search(text, *line[:2]):
            label = ""
        words = text[line.said : line.end].strip()
        heading = not line.label and len(words.split()) <= HEADING_WORDS and not _ENDS.search(words)
        if label and words and not heading and not calls:
            yield label, aside, line.said, line.end


class _Called(NamedTuple):
    """Who asks and who answers from a place on, where a transcript of a court says so."""

    asking: str
    answering: str


def _call(text: str, line: Line, known: Turns, called: _Called) -> tuple[_Called, bool]:
    """Return who is called by a line, and whether the line does nothing else: "BY MR. FOX:", "ANN LEE, having been duly sworn, …"."""
    if asker := known.examining.fullmatch(line.aside) or known.examining.fullmatch(line.label):
        return called._replace(asking=asker["name"].strip()), line.said == line.end
    witness = None if line.label else known.witness.match(text, line.start, line.end)
    return (called._replace(answering=witness["name"].strip()) if witness else called), witness is not None


def _stands_for(label: str, known: Turns, called: _Called) -> str:
    """Return the name that "Q" or "A" stands for where somebody was called; else the label."""
    key = label_key(label, known)
    named = called.asking if key in known.asking else called.answering if key in known.answering else ""
    return named or label


def _is_note(text: str, line: Line, known: Turns) -> bool:
    return known.notes.fullmatch(text[line.start : line.end].strip()) is not None


def _less_notes(text: str, start: int, end: int, known: Turns) -> Iterator[Span]:
    at = start
    for note in [*known.notes.finditer(text, start, end), None]:
        stop = note.start() if note else end
        words = text[at:stop]
        if any(map(str.isalnum, words)):
            yield at + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())
        at = note.end() if note else end


def _asks(label: str, known: Turns) -> bool:
    """Tell whether a label names nobody but the one who asks: "Q", "Interviewer 2". Who has a name is a person like others."""
    first = label.lower().split()[0].strip(".")
    return label_key(label, known) in known.asking or (len(first) > LETTERS and first in known.asking)


@cache
def _letters(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def label_names(label: str, full: str) -> bool:
    """Tell whether a label is a full name's initials or its first name alone: "AL" and "Ann" for Ann Lee.

    Examples
    --------
    >>> label_names("AL", "Ann Lee"), label_names("Ann", "Ann Lee"), label_names("Al", "Ann Lee")
    (True, True, False)
    """
    first = full.split()[:1]
    initials = label.replace(".", "").replace(" ", "")
    return [label.lower()] == [name.lower() for name in first] or (
        len(initials) > 1 and initials.isupper() and initials.lower() == _letters(full)
    )


def describe_forms(articles: pd.DataFrame) -> list[str]:
    """Say which articles are transcripts or live blogs, by their flags; nothing where none is.

    Examples
    --------
    >>> describe_forms(pd.DataFrame({"article_id": ["a", "b"], "flags": ["transcript", ""]}))
    ['1 of 2 articles is a transcript, whose turns are statements of the speakers that it names: a.']
    """
    sentences = []
    for form, name in FORMS.items():
        own = sorted(articles.loc[[form in flags.split() for flags in articles["flags"]], "article_id"])
        if own:
            verb, plural = ("is a ", "") if len(own) == 1 else ("are ", "s")
            more = "" if len(own) <= MOST_NAMED else f" and {len(own) - MOST_NAMED} more"
            sentences.append(
                f"{len(own)} of {len(articles)} articles {verb}{name}{plural}, whose turns are statements of the speakers"
                f" that {'it names' if len(own) == 1 else 'they name'}: {', '.join(own[:MOST_NAMED])}{more}."
            )
    return sentences
