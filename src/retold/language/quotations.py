"""Find quotations: pairs of quotation marks in all the usual styles, and speech after a dash, within one paragraph.

A mark opens when a word follows it and closes when a word precedes it; French marks stand apart from their
words, and »German books« turn them round. A quotation that is not closed goes on to the end of its paragraph where it has reason
to: writers repeat the opening mark at each paragraph of a long quotation and leave the closing one out until the last, and a sentence
that opens with a mark is mostly followed by more of the same. Where somebody reports again, or where the mark stands within a
sentence, it was forgotten before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from retold.language.lexicon import ENGLISH, lexicon
from retold.language.sentence_ends import sentence_ends
from retold.language.tokens import Span

# Double marks of any style may close one another ("“...\"" is common where two systems meet).
DOUBLE = '"“”„«»'
# Two single marks in a row stand for a double one where a text went through an old system: ``…'', ''…'', ,,…''. Two commas that
# nothing closes are a slip.
_PAIRED = ("``", ",,")
_MARK = re.compile(rf"[\r\n]|``|''|(?<!\S),,(?=\w[^\r\n]*?(?:''|[{DOUBLE}]))|[{DOUBLE}]|(?<!\w)‘|’(?!\w)")

_DOUBLES = re.compile(f"''|[{DOUBLE}]")
_NEXT_LINE = re.compile(r"[\r\n]\s*(?=\S)")
_OPENS_LINE = re.compile(r"\s*(?:``|''|,,|[\"“„«»])")
# Before a mark that opens a whole sentence, whatever its first letter: the start of a paragraph, a colon, a comma.
_OPENS_ALL = re.compile(r"(?:^|[\r\n:,])\s*\Z")

# So many paragraphs without marks may stand between one that opens a quotation and the one that closes it.
MOST_CARRIED = 4

# A straight single mark opens where no letter or digit stands before it, and closes where none follows; in between it is an apostrophe.
# Where a grave accent opens, a straight mark closes.
_STRAIGHT_SINGLE = re.compile(r"(?<![\w'`])['`](?=[\w…])|(?<=[\w.,!?…;:)])'(?![\w'])")
# After one of these, or before one, a single mark closes; after a letter and before a space it may be an owner's ("the workers' wish").
_BEFORE_CLOSING, _AFTER_CLOSING = frozenset(",.!?…;:)"), frozenset(".,;:!?)]—–")
# A decade and a shortened word begin with an apostrophe: "'90s", "'em".
_DECADE = re.compile(r"\d\ds?\b")
_LETTERS = re.compile(r"[^\W\d_]+")

# Corner brackets are quotation marks and nothing else, in whatever language they stand.
CORNERS = (("「", "」"), ("『", "』"))

# What may stand between a French mark and its words.
_APART = frozenset(" \u00a0\u202f")
# So many characters before a mark tell whether its paragraph or a colon stands there.
JUST_BEFORE = 8
# The other half of such a mark is looked for within so many characters.
LONGEST_APART = 3000

# A dash at the start of a paragraph or after the end of a sentence, and the sentence after it.
_DASHED = re.compile(
    r"(?:^|(?<=[.!?:…]\s))[—–―]\s*(?=[A-ZÀ-ÖØ-Þ\u0386-\u042F¿¡])(?P<said>[^\n]*?)(?:[.!?…](?=\s|$)|$)", re.M
)
# A name of up to four words.
NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s[^\W\d_a-z][\w'’.-]*){0,3}"
# A clause after a question has so many characters at most.
CLAUSE_WITHIN = 60
# A list has dashes too: they are speech if at least this part of them has such a clause.
LEAST_WITH_CLAUSE = 0.25


def quotation_spans(text: str, *, language: str = ENGLISH) -> list[Span]:
    """Return the outermost quotations of a text, marks included.

    What is said after a dash counts, without the clause that says who speaks, if enough of the dashes of a text
    have such a clause.

    Parameters
    ----------
    text : str
        Raw text; each line is a paragraph.
    language : str
        Whose reporting verbs end what is said after a dash, and whose marks are looked for beside the usual ones.

    Returns
    -------
    list of (start, end)
        In order, not overlapping.

    Examples
    --------
    >>> text = 'He spoke of “peace” and said, "Never again.'
    >>> [text[a:b] for a, b in quotation_spans(text)]
    ['“peace”', '"Never again.']
    >>> text = "He said « never again ». — Come back, she answered. He left – alone."
    >>> [text[a:b] for a, b in quotation_spans(text)]
    ['« never again »', '— Come back,']
    """
    marked, left_open = _marked_spans(text, language)
    carried = _carried_spans(text, left_open)
    if left_open:
        ends_here = left_open - {span for span in left_open if _goes_on(text, span, carried)}
        marked = [_as_far_as_meant(text, span, language) if span in ends_here else span for span in marked]
    more = [
        *_own_spans(text, [*lexicon(language).marks, *(pair for pair in CORNERS if pair[0] in text)]),
        *_dashed_spans(text, speech_clause(language)),
        *carried,
        *_single_spans(text, marked, lexicon(language).shortened),
    ]
    if not more:
        return marked
    spans: list[Span] = []
    for start, end in sorted([*marked, *more]):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def speech_clause(language: str) -> re.Pattern[str]:
    """Return the pattern of a clause that says who speaks, right after what is said: ", he said"."""
    known = lexicon(language).reporting
    if known.clause is not None:
        return known.clause
    verbs = "|".join(sorted(re.escape(form) for form, verb in known.cues.items() if verb in known.speaking))
    if not verbs:
        return re.compile(r"(?!)")
    who = "|".join([*sorted(map(re.escape, known.subjects)), NAME])
    return re.compile(rf"(?<=[,?!…])\s(?:(?:{who})\s(?:{verbs})\b|(?:{verbs})\s(?:{who}))")


def _own_spans(text: str, marks: Sequence[tuple[str, str]]) -> list[Span]:
    """Return what stands between marks that only this language has, within one paragraph."""
    return [
        found.span()
        for opening, closing in marks
        for found in re.finditer(rf"{re.escape(opening)}[^\n]+?{re.escape(closing)}", text)
    ]


def _dashed_spans(text: str, speaks: re.Pattern[str]) -> list[Span]:
    """Return what is said after dashes, up to the clause that says who speaks or to the end of its sentence."""
    spans, clauses = [], 0
    for found in _DASHED.finditer(text):
        clause = speaks.search(text, found.start("said"), found.end())
        # "— Will it rain? she asked.": the clause may follow the sign that ends what is said.
        clause = clause or speaks.match(text, found.end(), found.end() + CLAUSE_WITHIN)
        clauses += clause is not None
        spans.append(
            (found.start(), _strip_end(text, found.start(), clause.start() if clause else found.end()))
        )
    return spans if spans and clauses >= LEAST_WITH_CLAUSE * len(spans) else []


def _marked_spans(text: str, language: str) -> tuple[list[Span], set[Span]]:
    """Return what stands between double marks, and of these what is left open up to the end of its paragraph."""
    spans: list[Span] = []
    left_open: set[Span] = set()
    opened, single = -1, False
    for mark in [*_MARK.finditer(text), None]:
        at, sign = (mark.start(), mark.group()) if mark else (len(text), "\n")
        if mark is None or sign in "\r\n":
            if opened >= 0 and not single:
                spans.append((opened, _strip_end(text, opened, at)))
                left_open.add(spans[-1])
            opened = -1
        elif opened < 0:
            if _opens(text, at, mark.end(), sign):
                opened, single = at, sign == "‘"
        elif single and sign == "’" and _is_owner(text, at):
            continue
        elif (sign == "’") == single and _closes(text, at, opened, sign):
            spans.append((opened, mark.end()))
            opened = -1
        elif not single and _opens_anew(text, opened, mark, language):
            spans.append(_as_far_as_meant(text, (opened, _strip_end(text, opened, at)), language))
            opened, single = at, False
    return spans, left_open


def _opens_anew(text: str, opened: int, mark: re.Match[str], language: str) -> bool:
    """Tell whether a mark within an open quotation opens another, the first having been forgotten: in a later sentence, and with one end."""
    at, sign = mark.start(), mark.group()
    if sign in "‘’" or text[at - 1] in "([" or not _opens(text, at, mark.end(), sign):
        return False
    if _first_end(text, (opened, at), language) == _strip_end(text, opened, at):
        return False
    line = text.find("\n", at)
    inner, closing = 1, 0
    for later in _MARK.finditer(text, mark.end(), len(text) if line < 0 else line):
        if later.group() in "\r‘’":
            continue
        closes = _closes(text, later.start(), at, later.group())
        inner, closing = inner + (not closes), closing + closes
    return closing <= inner


def _goes_on(text: str, span: Span, carried: Sequence[Span]) -> bool:
    """Tell whether the paragraph after a quotation that is left open goes on with it: it opens again, or what is carried begins there."""
    following = _NEXT_LINE.search(text, span[1])
    if following is None:
        return False
    at = following.end()
    return _OPENS_LINE.match(text, at) is not None or any(start == at for start, _ in carried)


def _as_far_as_meant(text: str, span: Span, language: str) -> Span:
    """Return a quotation whose closing mark is missing up to where somebody reports again; of words within a sentence, up to its end."""
    start, end = span
    first = _LETTERS.search(text, start, end)
    if first and first.group().islower() and not _OPENS_ALL.search(text, max(start - JUST_BEFORE, 0), start):
        return start, _first_end(text, span, language)
    known = lexicon(language)
    at = _first_end(text, span, language)
    while at < end:
        after = _first_end(text, (at, end), language)
        words = {word.lower() for word in _LETTERS.findall(text, at, after)}
        if words & known.reporting.announcing and not words & known.turns.own:
            return start, at
        at = after
    return span


def _first_end(text: str, span: Span, language: str) -> int:
    """Return where the first sentence of a span ends, or the span."""
    start, end = span
    first = next(sentence_ends(text[start:end], language=language), end - start)
    return _strip_end(text, start, start + first)


def _carried_spans(text: str, left_open: set[Span]) -> list[Span]:
    """Return the paragraphs, without marks of their own, between a quotation that was left open and the mark that closes it."""
    if not left_open:
        return []
    ends = {end for start, end in left_open if text[start] in "“\"`'"}
    spans: list[Span] = []
    carried: list[Span] | None = None
    for line in re.finditer(r"[^\r\n]*\S", text):
        start = line.end() - len(line.group().lstrip())
        first = _DOUBLES.search(text, *line.span())
        if first and carried is not None and _only_closes(text, first):
            spans += [*carried, (start, first.end())]
        if first:
            carried = [] if line.end() in ends else None
        elif line.end() in ends:
            carried = []
        elif carried is not None:
            carried = [*carried, (start, line.end())] if len(carried) < MOST_CARRIED else None
    return spans


def _only_closes(text: str, mark: re.Match[str]) -> bool:
    if mark.group() == "”":
        return True
    return (
        mark.group() in ('"', "''")
        and mark.start() > 0
        and not text[mark.start() - 1].isspace()
        and not text[mark.end() : mark.end() + 1].isalnum()
    )


def _single_spans(text: str, marked: Sequence[Span], shortened: frozenset[str]) -> list[Span]:
    """Return what stands between straight single marks, within one line and outside other quotations."""
    if "'" not in text:
        return []
    spans: list[Span] = []
    after = 0
    for line in re.finditer(r"[^\r\n]+", text):
        signs = [
            m.start()
            for m in _STRAIGHT_SINGLE.finditer(text, *line.span())
            if not _is_shortened(text, m.end(), shortened)
        ]
        for at in signs:
            if (
                at >= after
                and _opens_single(text, at, marked)
                and (end := _single_end(text, at, signs, line.end()))
            ):
                spans.append((at, end))
                after = end
    return spans


def _is_shortened(text: str, at: int, shortened: frozenset[str]) -> bool:
    word = _LETTERS.match(text, at)
    return _DECADE.match(text, at) is not None or (word is not None and word.group().lower() in shortened)


def _opens_single(text: str, at: int, marked: Sequence[Span]) -> bool:
    if not text[at + 1 : at + 2].isalnum() or (at and text[at - 1].isalnum()):
        return False
    n = bisect_right(marked, (at, len(text)))
    return not (n and at < marked[n - 1][1])


def _single_end(text: str, opened: int, signs: Sequence[int], stop: int) -> int:
    """Return the end of a quotation between single marks; 0 if it is not closed in its line."""
    doubtful = 0
    for at in signs[bisect_right(signs, opened) :]:
        if _closes_single(text, at, stop):
            return at + 1
        if _opens_single(text, at, []):
            break
        doubtful = doubtful or at + 1
    return doubtful


def _closes_single(text: str, at: int, stop: int) -> bool:
    """Tell whether a single mark closes for sure: beside punctuation, at the end of its line, or after another letter than s."""
    if text[at] == "`" or text[at + 1 : at + 2].isalnum() or text[at - 1].isspace():
        return False
    sure = text[at - 1] in _BEFORE_CLOSING or at + 1 >= stop or text[at + 1] in _AFTER_CLOSING
    return sure or text[at - 1].lower() != "s"


def _opens(text: str, at: int, after: int, sign: str) -> bool:
    if sign in "”’":
        return False
    if sign == "»":
        # Turned round it opens before a word, after a space or an opening bracket.
        return text[after : after + 1].isalnum() and (at == 0 or not text[at - 1].isalnum())
    if sign == "«" and text[after : after + 1] in _APART:
        # Apart from its words it is an arrow, unless its other half follows.
        return "»" in text[after : after + LONGEST_APART].split("\n", 1)[0]
    if sign == "“":
        # It opens and nothing else, also apart from its words.
        return text[after : after + 2].strip() != "" and text[after] not in "\r\n"
    return after < len(text) and not text[after].isspace()


def _is_owner(text: str, at: int) -> bool:
    """Tell whether a closing single mark is an owner's apostrophe: after an s and before a word, with a mark to come that closes."""
    line = text.find("\n", at)
    stop = len(text) if line < 0 else line
    if _closes_single(text, at, stop):
        return False
    later = next((n for n in (text.find("’", at + 1, stop), text.find("‘", at + 1, stop)) if n >= 0), -1)
    closing = (m.start() for m in re.finditer(r"[‘’](?!\w)|(?<!\w)‘", text[at + 1 : stop]))
    first = next(closing, -1)
    return later >= 0 and first >= 0 and text[at + 1 + first] == "’"


def _closes(text: str, at: int, opened: int, sign: str) -> bool:
    if sign in "„‘" or sign in _PAIRED:
        return False
    if sign == "«":
        return text[opened] == "»"
    # “ closes only what „ opened (the German style); elsewhere it opens a nested quotation.
    if sign == "“":
        return text[opened] == "„"
    # A straight mark with white space on both sides closes: it follows the end of a nested quotation.
    after = at + len(sign)
    return (
        sign not in {'"', "''"} or not text[at - 1].isspace() or after >= len(text) or text[after].isspace()
    )


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
