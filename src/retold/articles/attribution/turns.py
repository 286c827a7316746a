"""Transcripts, interviews and live blogs: lines that open with who speaks, "LEE:", "Q:", "Ann Lee (mayor):", "10:42 Lee:".

A text is a transcript if such lines make up enough of it and their names come back; a report with one "Note:" is none. A turn lasts
until the next one. Notes of what happens in the room ("[applause]") and what an editor says of the text are nobody's turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from retold.language.lexicon import ENGLISH, Turns, lexicon
from retold.language.tokens import Span

# What the forms are called, and how many of their articles are named.
FORMS = {"transcript": "transcript", "live_blog": "live blog"}
MOST_NAMED = 12

# The least of a transcript: so many turns, of which so many have a name that comes back, in such a share of its lines.
LEAST_TURNS, LEAST_AGAIN, LEAST_SHARE = 3, 2, 0.3

# A live blog has so many lines that begin with the time, in such a share of its lines.
LEAST_TIMED, LEAST_TIMED_SHARE = 3, 0.5

# A speech is one turn with so many notes of what happens in the room.
LEAST_NOTES = 2

# A turn has so many words, of which a name with a number ("Lee: 48") has too few, in such a share of turns.
LEAST_WORDS, WORDS_SHARE = 2, 0.5

# A line between turns with so few words and no sign at its end is a heading.
HEADING_WORDS = 6

_TIME = r"[\[(]?\d{1,2}(?::|\.|h)\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?:\s?[ap]\.?m\.?)?[\])]?"
_WORD = r"[^\W\d_a-z][\w'’.-]*"
# A name with its title: words with a capital, and short ones between them ("Secretary of the Navy Ann van Lee").
_NAME = rf"{_WORD}(?:(?:\s[a-z]{{1,3}}){{0,2}}\s{_WORD}){{0,5}}"
_ASIDE = r"(?:\s?[(\[][^)\]\n]{1,60}[)\]]){0,2}"
_LABEL = re.compile(
    rf"[\s*_#>\"“-]*(?:\d{{1,3}}[.)]\s+)?(?:(?P<time>{_TIME})\s*[-–—:|,]?\s*)?[*_]*(?P<name>{_NAME})(?P<aside>{_ASIDE}(?:,\s[^:\n.!?]{{1,40}})?)"
    rf"(?:\s*{_TIME})?\s*[*_]*\s?[:：][*_]*(?=\s|$|[\"“„«'‘])\s*"
)
# Set off by something else: a name in brackets or bold, before a tab, a bar, a slash or a dash; "Q." and "A."; a voice of WebVTT.
_SET_OFF = tuple(
    re.compile(rf"\s*{form}\s*(?=\S)")
    for form in (
        rf"\[(?P<name>{_NAME})\]:?",
        rf"<(?:v(?:\.\w+)*\s)?(?P<name>{_NAME})>:?",
        rf"(?P<bold>\*\*|__)(?P<name>{_NAME})(?P=bold)",
        rf"(?P<name>{_NAME})\t",
        rf"(?P<name>{_NAME})\s[|/]\s",
        rf"(?P<name>{_NAME})(?:\s?[—–]|\s-)\s",
        r"(?P<name>[A-Z])[.)]\s",
    )
)
# Without a colon: a name in capitals or a title before one, with a full stop or a dash; a name alone on its line.
_OFFICIAL = re.compile(
    r"\s*(?P<name>(?:[A-Z][a-z]{1,3}\.?|The)\s[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+)*|[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’.-]+){0,3})(?:\.|\s[—–-])\s+(?=\S)"
)
_ALONE = re.compile(rf"[\s*_#]*(?P<name>{_NAME})(?P<aside>{_ASIDE})(?:\s*{_TIME})?[*_\s]*\Z")
_TIMED = re.compile(rf"\s*[*_]*{_TIME}(?=\s|$)")
_LINE = re.compile(r"[^\r\n]+")
# Without any of these no line opens with a name and a sign after it.
_MAY_SET_OFF = re.compile(r"[:：\t|/—–\]>]|\*\*|__|\s-\s|(?m:^\s*[A-Z][.)]\s)")
_ENDS = re.compile(r"[.!?…:;,\"”»’')\]]\s*\Z")


class Turn(NamedTuple):
    """What one speaker says: the span, the label before it as it is written, and whether it names nobody but who asks."""

    start: int
    end: int
    label: str
    asks: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    label: str
    said: int
    timed: bool


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
    lines = _read_lines(text, known)
    form = _form(text, lines, known)
    if not form:
        return []
    return [
        Turn(a, b, label, _asks(label, known))
        for label, start, end in _spoken(text, lines, known, live=form == "live_blog")
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
    return _form(text, _read_lines(text, known), known)


def _read_lines(text: str, known: Turns) -> list[_Line]:
    if (
        not _MAY_SET_OFF.search(text)
        and not _OFFICIAL.search(text)
        and not re.search(r"\n\s*[*_#]*[^\W\d_a-z][^\n]{1,40}\n", text)
    ):
        return []
    spans = [line.span() for line in _LINE.finditer(text) if not line.group().isspace()]
    lines = [_read_line(text, span, known) for span in spans]
    return _with_lone_labels(text, _with_official_labels(text, _with_labels_set_off(text, lines, known)))


def _read_line(text: str, span: Span, known: Turns) -> _Line:
    start, end = span
    # The times of subtitles ("00:01 --> 00:04") are nobody's lines.
    timed = _TIMED.match(text, start, end) is not None and "-->" not in text[start:end]
    found = _LABEL.match(text, start, end)
    if not found or _names_nobody(found["name"], known):
        return _Line(start, end, "", start, timed)
    return _Line(start, end, _label(found), found.end(), timed)


def _label(found: re.Match[str]) -> str:
    return found["name"].strip(" *_.")


def _names_nobody(name: str, known: Turns) -> bool:
    words = name.lower().split()
    return words[0].strip(".") in known.no_speakers and len(words) == 1


def _with_labels_set_off(text: str, lines: list[_Line], known: Turns) -> list[_Line]:
    """Read names that are set off without a colon, all in the same way, where two of them come back and no line has a colon."""
    if _recurring(lines):
        return lines
    for form in _SET_OFF:
        read = []
        for line in lines:
            found = form.match(text, line.start, line.end)
            named = found is not None and not _names_nobody(found["name"], known)
            read.append(line._replace(label=_label(found), said=found.end()) if found and named else line)
        if len({line.label for line in _recurring(read)}) > 1:
            return read
    return lines


def _with_official_labels(text: str, lines: list[_Line]) -> list[_Line]:
    """Read "Mr. SMITH. …" and "LEE — …" where no line has a colon after its name."""
    if _recurring(lines):
        return lines
    read = []
    for line in lines:
        found = _OFFICIAL.match(text, line.start, line.end)
        read.append(line._replace(label=found["name"], said=found.end()) if found else line)
    return read if len(_recurring(read)) else lines


def _with_lone_labels(text: str, lines: list[_Line]) -> list[_Line]:
    """Read names that stand alone on their lines, if they come back, before a line of text each."""
    if _recurring(lines):
        return lines
    alone: dict[int, re.Match[str]] = {}
    for n, line in enumerate(lines[:-1]):
        found = _ALONE.match(text, line.start, line.end)
        if found and not line.label and len(found["name"].split()) <= HEADING_WORDS:
            alone[n] = found
    counts = Counter(_label(found).lower() for found in alone.values())
    again = {name for name, count in counts.items() if count >= LEAST_AGAIN}
    if len(again) < LEAST_AGAIN:
        return lines
    return [
        line._replace(label=_label(alone[n]), said=line.end)
        if n in alone and counts[_label(alone[n]).lower()]
        else line
        for n, line in enumerate(lines)
    ]


def _recurring(lines: Sequence[_Line]) -> list[_Line]:
    """Return the labelled lines whose label comes back."""
    counts = Counter(line.label.lower() for line in lines if line.label)
    return [line for line in lines if counts[line.label.lower()] >= LEAST_AGAIN]


def _form(text: str, lines: Sequence[_Line], known: Turns) -> str:
    labelled = [n for n, line in enumerate(lines) if line.label]
    if not labelled:
        return ""
    timed = sum(line.timed for line in lines)
    if timed >= max(LEAST_TIMED, LEAST_TIMED_SHARE * len(lines)):
        return "transcript" if all(line.label for line in lines if line.timed) else "live_blog"
    if sum(1 for _ in known.notes.finditer(text, lines[labelled[0]].start)) >= LEAST_NOTES:
        return "transcript"
    return "transcript" if _is_transcript(text, lines, labelled) else ""


def _is_transcript(text: str, lines: Sequence[_Line], labelled: Sequence[int]) -> bool:
    again = _recurring(lines)
    if len(labelled) < LEAST_TURNS or len(again) < LEAST_AGAIN or len({lines[n].label for n in labelled}) < 2:
        return False
    worded = sum(_words_of(text, line) >= LEAST_WORDS for line in again if line.said < line.end)
    if worded < WORDS_SHARE * sum(line.said < line.end for line in again):
        return False
    # Answers of several paragraphs: fewer lines have a label, but the labels of two or more come back.
    enough = LEAST_SHARE if len({line.label.lower() for line in again}) < 2 else LEAST_SHARE / 2
    return len(labelled) >= enough * (labelled[-1] - labelled[0] + 1)


def _words_of(text: str, line: _Line) -> int:
    return sum(any(map(str.isalpha, word)) for word in text[line.said : line.end].split())


def _first_turn(text: str, lines: Sequence[_Line]) -> int:
    """Return the line at which the first turn begins: a title ("Lee: No toll") and a head stand before it."""
    counts = Counter(line.label.lower() for line in lines if line.label)
    known = [n for n, line in enumerate(lines) if counts[line.label.lower()] >= LEAST_AGAIN and line.label]
    first = known[0] if known else next(n for n, line in enumerate(lines) if line.label)
    titled = (
        first == 0 and lines[0].said < lines[0].end and not _ENDS.search(text, lines[0].said, lines[0].end)
    )
    if titled and len(known) > 1 and not lines[1].label:
        first = known[1]
    # "President: Ann Lee" is a list of speakers.
    while (
        first
        and lines[first - 1].label
        and not _ALONE.match(text, lines[first - 1].said, lines[first - 1].end)
    ):
        first -= 1
    return first


def _spoken(text: str, lines: Sequence[_Line], known: Turns, *, live: bool) -> Iterator[tuple[str, int, int]]:
    """Yield label, start and end of each paragraph that somebody speaks."""
    first = 0 if live else _first_turn(text, lines)
    last = max(n for n, line in enumerate(lines) if line.label)
    follows = last == first or any(
        not line.label and not _is_note(text, line, known) for line in lines[first:last]
    )
    label = ""
    for n, line in enumerate(lines[first:], first):
        if line.label:
            label = line.label
        elif (line.timed and live) or (n > last and not follows) or known.editorial.search(text, *line[:2]):
            label = ""
        words = text[line.said : line.end].strip()
        heading = not line.label and len(words.split()) <= HEADING_WORDS and not _ENDS.search(words)
        if label and words and not heading:
            yield label, line.said, line.end


def _is_note(text: str, line: _Line, known: Turns) -> bool:
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
    return label.lower().split()[0].strip(".") in known.asking


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
