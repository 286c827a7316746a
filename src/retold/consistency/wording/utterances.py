"""Utterances: the statements that one quotation is broken into, joined, and read as words that can be aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, zip_longest
from sys import intern
from typing import Any

import pandas as pd

from retold.language.english.broken_quotations import ANNOUNCING, COMPLEMENTIZER, CUE_SUBJECT, CUE_VERBS
from retold.language.english.joining import NEXT_SENTENCE
from retold.language.english.modality import MODALS, hedge_places
from retold.language.english.shares import MONTH_OR_MODAL
from retold.language.english.verb_groups import SHORT_IS, SHORT_IS_AFTER, SHORT_US_AFTER, WITH_HAS
from retold.language.number_words import read_numbers, read_shares
from retold.language.tokens import APOSTROPHES
from retold.language.words import Token, is_content, is_name, lemma_word, split_words

# Between the parts of a broken quotation stands a cue ("he said on Monday in the town hall") of at most so many
# characters.
LONGEST_CUE = 80

# The mark of left out words, as a token.
ELLIPSIS = "…"

# What stands for a word of a statement from here on, when the statement is read in quotation marks.
QUOTED_SHARE = 0.5

# A quotation of so many words is somebody's, even where the attribution found nobody who says it; fewer may be an
# irony or a title.
LEAST_QUOTED = 4

VOICES = ("subject", "third_party", "")

# Marks whose two sides differ, as they may stand alone at one end of a sentence.
QUOTE_SIDES = (("«", "»"), ("“", "”"), ("„", "“"), ("‹", "›"), ("‘", "’"))

_ELLIPSIS = re.compile(r"[\[(]?(?:\.\s?\.\s?\.|\u2026)[\])]?")
# What editors put into a quotation, but for a first letter that they have changed.
_EDITORS = re.compile(r"\[(?![^\W\d_]\][^\W\d_])[^\]\[]*\]")
_OPENING = tuple("\"“„«‘'‚‹")
_CLOSING = tuple("\"”“»’'›")
_QUOTED = re.compile(
    r"“[^”]*”|“[^\"”]*\"|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|‹[^›]*›|(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)|(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)"
)
_DASH = re.compile(r"\s*[—–-]\s")
_SHORT_VERB = re.compile(rf"[{APOSTROPHES}]{SHORT_IS}\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?][\s\"”“»’'›]*\Z")
_GOES_ON = re.compile(r",[\s\"”“»’'›]*\Z")
_MARKS_AT_START = re.compile(r"[\s\"“”„«»‘’'‚‹›—–-]*")

_VERB = rf"(?:{'|'.join(CUE_VERBS)})"
_CUE = re.compile(
    rf"(?P<edge>[,;—–-])\s*(?:{CUE_SUBJECT}\s+{_VERB}|{_VERB}\s+{CUE_SUBJECT})\b(?:\s+[\w'’-]+){{0,6}}\s*(?=[,;.:—–-]|\Z)"
)
_HAS_VERB = re.compile(rf"\b{_VERB}\b")
# "And, in the same breath:" announces what is said next.
_ANNOUNCES = re.compile(rf"[,;]\s*(?:{'|'.join(ANNOUNCING)})\b[^.;:!?“”\"«»]{{0,80}}:\s*\Z")
_LEADING_THAT = re.compile(rf"\s*{COMPLEMENTIZER}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one article reports of one sentence or quotation, as words.

    ``words`` are read again from the text when they are asked for: their places would take most of the memory.
    ``sureness`` says how sure the voice is, ``forms`` are the words normalised, ``keys`` what their inflected forms have in common, and ``said`` the places of
    content words that make the utterance what it is: modal verbs and hedges change it, but do not make it another one.
    ``occasion`` and ``day``, when it was said, are empty where they are not known.
    """

    statement_ids: tuple[str, ...]
    article_id: str
    argument: str
    text: str
    start: int
    end: int
    voice: str
    sureness: float
    speaker: str
    form: str
    cluster: str
    occasion: str
    day: str
    forms: list[str]
    keys: list[str] = field(repr=False)
    hedges: frozenset[int] = field(repr=False)
    said: dict[int, None] = field(repr=False)
    names: frozenset[int] = field(repr=False)

    @property
    def words(self) -> tuple[Token, ...]:
        """The words with their places in ``text``."""
        return _recall_words(self.text)


def join_utterances(statements: pd.DataFrame) -> list[Utterance]:
    """Join the statements that one quotation is broken into, and read the words of each.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, argument, text, in reading order. With start and end, parts of a
        quotation that a cue breaks are joined, by sentence_id if it is there; with voice, only reported speech is read; speaker, form and
        cluster are used where they are there.

    Returns
    -------
    list of Utterance
        In the order of the frame.

    Examples
    --------
    >>> frame = {"statement_id": ["a:1", "a:2"], "article_id": "a", "argument": "k", "start": [0, 26],
    ...          "end": [16, 41], "text": ["“The ice is thin,”", "“but it holds.”"], "form": "direct"}
    >>> [found.statement_ids for found in join_utterances(pd.DataFrame(frame))]
    [('a:1', 'a:2')]
    """
    groups: list[list[dict[Any, Any]]] = []
    for row in (part for whole in statements.to_dict("records") for part in _reported(whole)):
        if groups and _continues(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_read(group) for group in groups]


def _reported(row: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    """Yield what of a statement is reported: all of it, its quotation, or the quotations that nobody was found for."""
    text = str(row["text"])
    if row.get("voice", "subject") in VOICES:
        span = _only_quotation(text) if row.get("form") == "mixed" else None
        yield row if span is None else _cut(row, span)
    elif _DASH.match(text):
        yield row | {"voice": ""}
    else:
        for match in _QUOTED.finditer(text):
            if _is_sentence(match.group()):
                yield _cut(row, match.span()) | {"voice": "", "form": "direct"}


def _is_sentence(quotation: str) -> bool:
    """Say whether a quotation is more than a title or a menu, which have hardly a function word."""
    words = split_words(quotation)
    return len(words) >= LEAST_QUOTED and any(not is_content(word.form) for word in words)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans between quotation marks of any style, marks included.

    Examples
    --------
    >>> quoted_spans("a «thin» roof and a “thick” wall")
    [(2, 8), (20, 27)]
    """
    return [match.span() for match in _QUOTED.finditer(text)]


def _only_quotation(text: str) -> tuple[int, int] | None:
    spans = [match.span() for match in _QUOTED.finditer(text)]
    if len(spans) != 1 or len(text[slice(*spans[0])].split()) < LEAST_QUOTED:
        return None
    return spans[0] if spans[0][1] - spans[0][0] >= QUOTED_SHARE * len(text) else None


def _cut(row: dict[Any, Any], span: tuple[int, int]) -> dict[Any, Any]:
    cut = row | {"text": str(row["text"])[slice(*span)]}
    if "start" in row and "end" in row:
        cut |= {"start": row["start"] + span[0], "end": row["start"] + span[1]}
    return cut


def _continues(group: Sequence[Mapping[Any, Any]], row: Mapping[Any, Any]) -> bool:
    """Say whether a statement goes on with the sentence that the ones before it began."""
    before = group[-1]
    if before["article_id"] != row["article_id"] or "start" not in row or "end" not in row:
        return False
    if before.get("voice") != row.get("voice") or not 0 <= row["start"] - before["end"] <= LONGEST_CUE:
        return False
    speakers = {str(before.get("speaker", "")), str(row.get("speaker", ""))} - {""}
    if len(speakers) > 1 or _ENDED.search(str(before["text"])) or before.get("form") == "indirect":
        return False
    text = str(row["text"])
    # After the cue the quotation is opened again, unless it was never closed.
    if text.lstrip()[:1] not in _OPENING and not _is_open(" ".join(str(part["text"]) for part in group)):
        return False
    at = _MARKS_AT_START.match(text)
    if at is None or text[at.end() : at.end() + 1].islower():
        return at is not None
    # A name, or "I", goes on with a capital: then the comma and the number of the sentence tell.
    same = "sentence_id" in row and before.get("sentence_id") == row["sentence_id"]
    return same and _GOES_ON.search(str(before["text"])) is not None


def _is_open(text: str) -> bool:
    """Say whether a quotation is opened and not closed, in marks whose two sides differ."""
    return any(text.count(left) > text.count(right) for left, right in (("«", "»"), ("“", "”"), ("‹", "›")))


def _read(group: Sequence[Mapping[Any, Any]]) -> Utterance:
    first, last = group[0], group[-1]
    text = str(first["text"])
    for before, row in pairwise(group):
        # What stands between is not there to be read; blanks keep the places.
        text += " " * (int(row["start"]) - int(before["end"])) + str(row["text"])
    start = int(first["start"]) if "start" in first else -1
    words = read_words(text)
    # One copy of each word: a corpus says the same ones again and again.
    forms = [intern(word.form) for word in words]
    hedges = hedge_places(forms)
    arguments = [str(row["argument"]) for row in group if str(row["argument"]) != "none"]
    return Utterance(
        statement_ids=tuple(str(row["statement_id"]) for row in group),
        article_id=str(first["article_id"]),
        argument=arguments[0] if arguments else "none",
        text=text,
        start=start,
        end=int(last["end"]) if "end" in last else -1,
        voice=str(first.get("voice", "")),
        sureness=min(float(row.get("confidence", 1.0)) for row in group),
        speaker=next((str(row["speaker"]) for row in group if row.get("speaker")), ""),
        form=_form(text, {str(row.get("form", "")) for row in group}),
        cluster=str(first.get("cluster", "")),
        occasion=_given(first, "occasion"),
        day=_given(first, "said"),
        forms=forms,
        keys=[lemma_word(form) if is_content(form) else form for form in forms],
        hedges=hedges,
        said=_said(forms, hedges),
        names=frozenset(i for i, word in enumerate(words) if is_name(text, word)),
    )


def _given(row: Mapping[Any, Any], column: str) -> str:
    """Return what a column tells, "" where it is missing or empty."""
    value = row.get(column)
    return "" if value is None or pd.isna(value) else str(value)


def _said(forms: Sequence[str], hedges: frozenset[int]) -> dict[int, None]:
    """Return the places in order; a dict, as it is asked for single places as well."""
    content = (i for i, form in enumerate(forms) if is_content(form) and form not in MODALS)
    return dict.fromkeys(i for i in content if i not in hedges)


def opens_quotation(text: str) -> bool:
    """Say whether a text begins with a quotation mark."""
    return text.lstrip().startswith(_OPENING)


def ends_quotation(text: str) -> bool:
    """Say whether a text ends with a quotation mark; an opening one counts, as some languages close with it."""
    return text.rstrip().endswith(_CLOSING)


def is_partly_quoted(utterance: Utterance) -> bool:
    """Say whether a sentence that counts as a quotation, since it is one for the most part, has words of the reporter's too.

    Examples
    --------
    >>> texts = ["it was “a sad affair” and “a very long one”", "“a sad affair and a long one”"]
    >>> frame = {"statement_id": ["a:1", "a:2"], "article_id": "a", "argument": "k", "form": "mixed", "text": texts}
    >>> [is_partly_quoted(told) for told in join_utterances(pd.DataFrame(frame))]
    [True, False]
    """
    text = utterance.text
    spans = quoted_spans(text)
    if sum(end - start for start, end in spans) < QUOTED_SHARE * len(text.strip()) or not spans:
        return False
    return any(not any(start <= word.start < end for start, end in spans) for word in utterance.words)


def end_of_sentence(utterance: Utterance, place: int) -> int:
    """Return where the sentence that goes on at a place ends: where indirect speech begins the next one ("and that").

    Examples
    --------
    >>> frame = {"statement_id": ["a:1"], "article_id": "a", "argument": "k", "text": ["that it rains and that it blows"]}
    >>> [end_of_sentence(found, 2) for found in join_utterances(pd.DataFrame(frame))]
    [2]
    """
    if utterance.form == "indirect" and tuple(utterance.forms[place : place + 2]) == NEXT_SENTENCE:
        return place
    return len(utterance.forms)


def start_of_sentence(utterance: Utterance, place: int) -> int:
    """Return where the sentence begins that goes on at a place: after the last "and that" of indirect speech."""
    if utterance.form == "indirect":
        for i in range(place - 2, -1, -1):
            if tuple(utterance.forms[i : i + 2]) == NEXT_SENTENCE:
                return i + 2
    return 0


def _form(text: str, given: set[str]) -> str:
    if given == {"direct"} or _DASH.match(text) or _is_half_quoted(text):
        return "direct"
    # Marks outweigh what the attribution says: an unusual style of quotation is often missed.
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(text))
    return "direct" if quoted >= QUOTED_SHARE * len(text.strip()) > 0 else "indirect"


def _is_half_quoted(text: str) -> bool:
    """Say whether a quotation of several sentences begins before this one or goes on after it."""
    stripped = text.strip().rstrip(".,;:!?…")
    for left, right in QUOTE_SIDES:
        opened, closed = stripped.startswith(left), stripped.endswith(right)
        if (opened and right not in stripped[1:]) or (closed and left not in stripped[:-1]):
            return True
    return False


def read_words(text: str) -> list[Token]:
    """Return the words that are said, with their places, an ellipsis among them as a word of its own.

    Left out are a leading "that", the editor's words in square brackets, and a cue that breaks a quotation.
    Numbers become digits, whether they are written in digits or in words, and a share becomes a percentage. "It's" is "it is".

    Examples
    --------
    >>> [word.form for word in read_words("“Two thirds of it … or forty-five thousand tons,” she said, “is [now] ours.”")]
    ['67%', 'of', 'it', '…', 'or', '45000', 'tons', 'is', 'ours']
    """
    hidden = list(_hidden(text))
    tokens = [
        word
        for word in _full_verbs(split_words(text), text)
        if not any(a <= word.start < b for a, b in hidden)
    ]
    # A capital inside the sentence makes the month of it, not the modal verb.
    tokens = [
        word._replace(form=MONTH_OR_MODAL.capitalize())
        if i and word.form == MONTH_OR_MODAL and text[word.start].isupper()
        else word
        for i, word in enumerate(tokens)
    ]
    marks = [Token(ELLIPSIS, *match.span()) for match in _ELLIPSIS.finditer(text)]
    read = read_shares(read_numbers(tokens, text), text)
    return sorted([*read, *marks], key=lambda word: word.start)


def _full_verbs(words: Sequence[Token], text: str) -> Iterator[Token]:
    """Yield the words, and the verb that an "'s" is short for; behind a noun it is a possessive, which is left off."""
    for word, following in zip_longest(words, words[1:]):
        short = word.form in SHORT_IS_AFTER | SHORT_US_AFTER and _SHORT_VERB.match(text, word.end)
        if not short:
            yield word
            continue
        verb = "has" if following and following.form in WITH_HAS else "is"
        yield word._replace(end=short.end())
        yield Token("us" if word.form in SHORT_US_AFTER else verb, word.start, short.end())


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that are nobody's reported words."""
    if that := _LEADING_THAT.match(text):
        yield that.span()
    for match in _EDITORS.finditer(text):
        yield match.span()
    if announces := _ANNOUNCES.search(text):
        yield announces.span()
    for match in _CUE.finditer(text):
        yield match.start(), match.end()
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    if quoted and not text[: quoted[0][0]].strip():
        for (_, end), (start, _) in pairwise(quoted):
            if start - end <= LONGEST_CUE and _HAS_VERB.search(text, end, start):
                yield end, start


# Pairs come in the order of their first side, so few texts are asked for again and again.
@lru_cache(maxsize=2000)
def _recall_words(text: str) -> tuple[Token, ...]:
    return tuple(read_words(text))
