"""Lines of a transcript with the label that says who speaks, as people write it: "LEE:", "Q.", "[00:12] Ann Lee (mayor):".

A name before a colon is read wherever it stands. What is set off otherwise is read only where no colon is: of all ways of writing a
label the first whose names come back counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from retold.language.lexicon import Turns
from retold.language.tokens import Span

# A label counts as one that comes back from so many lines on; one in lower case, which may be any word, from so many.
LEAST_AGAIN, LEAST_LOWER = 2, 3

# A name alone on its line has so few words at most.
NAME_WORDS = 6

_CLOCK = r"\d{1,2}(?::|\.|h)\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?:\s?[ap]\.?m\.?)?"
# A time with its day, as programs of chats write them, to the end of a span, and with the address it links to.
_TIME = (
    rf"[\[(]?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s)?{_CLOCK}(?:\s?[-–—]\s?{_CLOCK})?[\])]?"
    r"(?:\((?:[^()\s]|\([^()\s]{0,20}\)){0,200}\))?"
)
_WORD = r"[^\W\d_a-z][\w'’.-]*"
# A name with its title: words with a capital, and short ones between them ("Secretary of the Navy Ann van Lee"); "Speaker 1".
_NAME = rf"{_WORD}(?:(?:\s[a-z]{{1,3}}){{0,2}}\s{_WORD}){{0,5}}(?:\s\d{{1,2}}(?!\d|[:.h]\d))?"
_CAPITALS = r"[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]+){0,2}"
_ASIDE = r"(?:\s?[(\[][^)\]\n]{1,60}[)\]]){0,2}"
_BEFORE = rf"[\s|]*(?:{_TIME}\s*[-–—:|,]?\s*)?"
_LABEL = re.compile(
    rf"[\s*_#>\"“|-]*(?:\d{{1,3}}(?:[.)]\s+|\s{{2,}}))?(?:{_TIME}\s*[-–—:|,]?\s*)?[*_]*(?P<name>{_NAME})"
    rf"(?P<aside>{_ASIDE}(?:,\s[^:\n.!?]{{1,40}})?)(?:\s*{_TIME})?\s*[*_]*\s?[:：][*_]*(?=\s|$|[\"“„«‘'])"
    rf"(?:\s*(?:{_TIME}\s*\Z|[\[(]{_CLOCK}[\])]\s))?\s*"
)
# Set off by something else: a name in brackets or bold, before a tab, a bar, a slash, a dash or a time; a voice of WebVTT.
_SET_OFF = tuple(
    re.compile(rf"{_BEFORE}{form}\s*(?=\S)")
    for form in (
        rf"\[(?P<name>{_NAME})\]:?",
        rf"<(?:v(?:\.\w+)*\s)?(?P<name>{_NAME})>:?",
        rf"(?P<bold>\*\*|__)(?P<name>{_NAME})(?P=bold)",
        rf"(?P<name>{_NAME})\t",
        rf"(?P<name>{_NAME})\s?[|/>]\s",
        rf"(?P<name>{_NAME})(?:\s?[—–]|\s-)\s",
        rf"(?P<name>{_NAME})\s*[\[(]{_CLOCK}[\])]\s",
        r"(?P<name>[A-Z])[.)]\s",
        rf"(?<=[\d\])])\s(?P<name>{_CAPITALS})\s+(?![A-Z]{{2}})",
    )
)
# "Q." and "A." beside names with a colon, and a "Q" alone before words.
_LETTER = re.compile(
    r"\s*(?:\d{1,3}\s{2,})?(?P<name>[A-Z]\d{0,3})(?:[.)]\s+(?P<by>\([^()\n]{3,60}\)\s+)?|\s{2,}|\t|(?P<bare>\s))(?=\S)"
)
# Without a colon: a name in capitals or a title before one, with a full stop or a dash; a name alone on its line.
_OFFICIAL = re.compile(
    r"\s*(?P<name>(?:(?:[A-Z][a-z]{1,3}\.?|The)\s[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+)*|[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’.-]+){0,3})"
    r"(?:\s[a-z]{2,3}\s\w+(?:\s[A-Z]\w+){0,2})?)(?:\.|\s[—–-])\s+(?=\S)"
)
_ALONE = re.compile(rf"[\s*_#]*(?:{_TIME}\s+)?(?P<name>{_NAME})(?P<aside>{_ASIDE})(?:\s*{_TIME})?[*_\s]*\Z")
_LOWER = re.compile(
    rf"\s*(?:{_TIME}\s*)?[*_]*(?P<name>[a-z][\w'’-]{{1,15}})[*_]*(?:\s{_TIME})?:[*_]*(?=\s|$)\s*"
)
# Captions tell a new speaker by these; a name may follow.
_CHANGE = re.compile(r"\s*>>+\s*(?=\S)")
CHANGE = ">>"
_TIMED = re.compile(rf"\s*[*_]*{_TIME}(?=\s|$)")
_LINE = re.compile(r"[^\r\n]+")
# Without any of these no line opens with a name and a sign after it.
_MAY_SET_OFF = re.compile(r"[:：\t|/—–\]>]|\*\*|__|\s-\s|(?m:^\s*[A-Z]\d{0,3}[.)]?\s)|\d[.h]\d\d")
_MAY_STAND_ALONE = re.compile(r"\n\s*[*_#]*[^\W\d_a-z][^\n]{1,40}\n")


class Line(NamedTuple):
    """A line: its span, who speaks ("" if nobody is named), where the words begin, whether it opens with the time, and what is beside the name."""

    start: int
    end: int
    label: str
    said: int
    timed: bool
    aside: str = ""


def line_spans(text: str) -> list[Span]:
    """Return the lines of a text that are not blank."""
    return [line.span() for line in _LINE.finditer(text) if not line.group().isspace()]


def read_lines(text: str, known: Turns) -> list[Line]:
    r"""Return the lines of a text, each with its label; no lines where none could have one.

    Examples
    --------
    >>> from retold.language.lexicon import lexicon
    >>> text = "[00:12] Ann Lee (mayor): It will rain.\nIt did."
    >>> [(line.label, text[line.said : line.end]) for line in read_lines(text, lexicon("en").turns)]
    [('Ann Lee', 'It will rain.'), ('', 'It did.')]
    """
    if not _MAY_SET_OFF.search(text) and not _OFFICIAL.search(text) and not _MAY_STAND_ALONE.search(text):
        return []
    lines = [_read_line(text, span, known) for span in line_spans(text)]
    for beside in (_with_letters, _with_lower_names, _with_changes):
        lines = beside(text, lines, known)
    for otherwise in (_with_labels_set_off, _with_official_labels, _with_lone_labels):
        if recurring(lines, known):
            break
        lines = otherwise(text, lines, known)
    return lines


def label_key(label: str, known: Turns) -> str:
    """Return by what a label is the same as another: in lower case, and of who asks or answers without its number.

    Examples
    --------
    >>> from retold.language.lexicon import lexicon
    >>> [label_key(label, lexicon("en").turns) for label in ("Q12", "THE WITNESS", "Speaker 1")]
    ['q', 'witness', 'speaker 1']
    """
    words = label.lower().strip(" .").split()
    named = words[1:] if len(words) > 1 and words[1] in known.answering else words
    base = named[0].rstrip("0123456789") if named else ""
    if len(named) == 1 and (base in known.asking or base in known.answering):
        return base
    return " ".join(words)


def recurring(lines: Iterable[Line], known: Turns) -> list[Line]:
    """Return the labelled lines whose label comes back."""
    labelled = [(label_key(line.label, known), line) for line in lines if line.label]
    counts = Counter(key for key, _ in labelled)
    return [line for key, line in labelled if counts[key] >= LEAST_AGAIN]


def is_name(text: str, line: Line) -> bool:
    """Tell whether what stands after a label is a name alone: "President: Ann Lee" is a list of speakers."""
    return _ALONE.match(text, line.said, line.end) is not None


def _read_line(text: str, span: Span, known: Turns) -> Line:
    start, end = span
    # The times of subtitles ("00:01 --> 00:04") are nobody's lines.
    timed = _TIMED.match(text, start, end) is not None and "-->" not in text[start:end]
    found = _LABEL.match(text, start, end)
    if not found or _names_nobody(found["name"], known):
        return Line(start, end, "", start, timed)
    return Line(start, end, _label(found), found.end(), timed, found["aside"].strip(" ,()[]"))


def _label(found: re.Match[str]) -> str:
    return found["name"].strip(" *_.")


def _names_nobody(name: str, known: Turns) -> bool:
    words = name.lower().split()
    return words[0].strip(".") in known.no_speakers and len(words) == 1


def _with_letters(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read "Q." and "A.", which stand beside names in transcripts of courts, and the "Q" alone of official ones."""
    found = {n: letter for n, line in enumerate(lines) if (letter := _letter(text, line, known))}
    keys = Counter(label_key(letter["name"], known) for letter in found.values())
    asked = sum(count for key, count in keys.items() if key in known.asking)
    answered = sum(count for key, count in keys.items() if key in known.answering)
    if asked < LEAST_AGAIN or (answered < LEAST_AGAIN and not recurring(lines, known)):
        return lines
    return [
        line._replace(label=found[n]["name"], said=found[n].end(), aside=(found[n]["by"] or "").strip())
        if n in found
        else line
        for n, line in enumerate(lines)
    ]


def _letter(text: str, line: Line, known: Turns) -> re.Match[str] | None:
    found = None if line.label else _LETTER.match(text, line.start, line.end)
    if not found:
        return None
    if found["bare"]:
        return found if found["name"].lower() in known.asking_bare else None
    key = label_key(found["name"], known)
    return found if key in known.asking or key in known.answering else None


def _with_lower_names(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read names that are written without a capital, "ann:", where they come back often and are not the only ones."""
    found = {
        n: name
        for n, line in enumerate(lines)
        if not line.label
        and (name := _LOWER.match(text, line.start, line.end))
        and not _names_nobody(name["name"], known)
    }
    counts = Counter(name["name"] for name in found.values())
    often = {name for name, count in counts.items() if count >= LEAST_LOWER}
    others = {label_key(line.label, known) for line in recurring(lines, known)}
    if not often or len(often | others) < 2:
        return lines
    return [
        line._replace(label=found[n]["name"], said=found[n].end())
        if n in found and found[n]["name"] in often
        else line
        for n, line in enumerate(lines)
    ]


def _with_changes(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read ">>" before words as a speaker whom nobody names, where names stand after others of these."""
    changes = {n: change for n, line in enumerate(lines) if (change := _CHANGE.match(text, *line[:2]))}
    if not any(lines[n].label for n in changes):
        return lines
    return [
        line._replace(label=CHANGE, said=changes[n].end()) if n in changes and not line.label else line
        for n, line in enumerate(lines)
    ]


def _with_labels_set_off(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read names that are set off without a colon, all in the same way, where two of them come back."""
    for form in _SET_OFF:
        read = [_set_off(text, line, form, known) for line in lines]
        if len({line.label for line in recurring(read, known)}) > 1:
            return read
    return lines


def _set_off(text: str, line: Line, form: re.Pattern[str], known: Turns) -> Line:
    found = form.match(text, line.start, line.end)
    if not found or _names_nobody(found["name"], known) or known.notes.match(text, *line[:2]):
        return line
    # The bar that closes a row of a table is no part of what is said.
    end = line.start + len(text[line.start : line.end].rstrip(" |"))
    return line._replace(label=_label(found), said=found.end(), end=max(end, found.end()))


def _with_official_labels(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read "Mr. SMITH. …" and "LEE — …"."""
    read = []
    for line in lines:
        found = _OFFICIAL.match(text, line.start, line.end)
        read.append(line._replace(label=found["name"], said=found.end()) if found else line)
    return read if len(recurring(read, known)) else lines


def _with_lone_labels(text: str, lines: list[Line], known: Turns) -> list[Line]:
    """Read names that stand alone on their lines, if they come back, before a line of text each."""
    alone: dict[int, re.Match[str]] = {}
    for n, line in enumerate(lines[:-1]):
        found = _ALONE.match(text, line.start, line.end)
        if found and not line.label and len(found["name"].split()) <= NAME_WORDS:
            alone[n] = found
    keys = {n: _label(found).lower() for n, found in alone.items()}
    counts = Counter(keys.values())
    # What always stands below a name is an office, a party or a place.
    below = Counter(key for n, key in keys.items() if n - 1 in keys and counts[keys[n - 1]] >= LEAST_AGAIN)
    names = {key for key, count in counts.items() if below[key] < count}
    if sum(counts[name] >= LEAST_AGAIN for name in names) < 2:
        return lines
    return [
        line._replace(label=_label(alone[n]), said=line.end) if n in alone and keys[n] in names else line
        for n, line in enumerate(lines)
    ]
