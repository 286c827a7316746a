"""Words whose speaker the layout names: a block after "said in a statement:", "— Ann Lee, in a letter" below a quotation.

Such words need no quotation marks. Each rule reads the lines of a text, and gives the span of the words and what names their speaker; where
that is a reporting clause right before them, nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from retold.language.lexicon import ENGLISH, Lexicon, lexicon
from retold.language.quotations import DOUBLE
from retold.language.tokens import TOKEN, Span, count_words

# A line that names the speaker of the line above has so many words at most; without a dash, fewer.
SIGNATURE_WORDS, NAME_LINE_WORDS = 14, 8

# The verb of a clause that announces words stands within so many words before the colon.
CUE_WITHIN = 14

# A paragraph of so few words after a colon is a term or a caption, as is a quotation of so few.
FEW_WORDS = 3

_LINE = re.compile(r"[^\r\n]+")
_INDENT = re.compile(r"(?:[ \t\u00a0]{2,}|\t)(?=\S)")
_BULLET = re.compile(r"\s*(?:[•▪◦‣·*>»]|[-–—](?=\s))\s*(?=\S)")
_NAME = r"[^\W\d_a-z][\w'’-]*\.?(?:\s[^\W\d_a-z][\w'’.-]*)*"
_SIGNATURE = re.compile(rf"\s*(?:[-–—―~]{{1,3}})\s*(?P<name>{_NAME}(?:\s?[,(][^\n]*)?)\s*\Z")
_INLINE = re.compile(rf"(?P<close>[”\"’'»])\s*(?:[-–—―~]{{1,3}})\s*(?P<name>{_NAME}(?:\s?[,(][^\n]*)?)\s*\Z")
_BESIDE = re.compile(rf"(?P<close>[”\"’'»])\s*\((?P<name>{_NAME}(?:,\s[^()\n]*)?)\)\s*\Z")
_AT_END = re.compile(rf"\s(?:[-–—―]{{1,2}})\s(?P<name>{_NAME})\s*\Z")
_NAME_LINE = re.compile(rf"\s*(?P<name>{_NAME}(?:,\s[^\n]*)?)\s*\Z")
_LABEL_LINE = re.compile(rf"\s*(?P<name>{_NAME}(?:\s?[,(][^\n:]*)?):\s*\Z")
_NAMES = re.compile(_NAME)
_BRACKETED = re.compile(rf"\s*\((?P<name>{_NAME}(?:,\s[^()\n]*)?)\)\s*\Z")
_WHOLE = re.compile(r"\s*[\"“„«‘'»`].*[\"”“»’'«]\s*\Z")
_SENTENCE_END = re.compile(r"[.!?…]\s*\Z")
_MARKED = re.compile(rf"\s*(?:``|[{DOUBLE}‘'])")


class Announced(NamedTuple):
    """Words with the words that name their speaker; "" where the clause before them does.

    Of what is `doubtful` the name counts only if it is a person of the text: a headline may end with its paper.
    """

    start: int
    end: int
    speaker: str
    doubtful: bool = False


class _Page(NamedTuple):
    """A text with its lines and quotations."""

    text: str
    lines: Sequence[Span]
    quotations: Sequence[Span]
    known: Lexicon

    def line(self, n: int) -> str:
        return self.text[slice(*self.lines[n])] if 0 <= n < len(self.lines) else ""


def find_announced(text: str, quotations: Sequence[Span], *, language: str = ENGLISH) -> list[Announced]:
    r"""Return the words whose speaker the layout of a text names, in order, without overlaps.

    Examples
    --------
    >>> text = "Lee said in a statement:\n  It will rain.\n  It will rain all day.\nIt rained.\n“It is dry.”\n— Tom Fox, baker"
    >>> [(found.speaker, text[found.start : found.end]) for found in find_announced(text, [(78, 91)])]
    [('', 'It will rain.'), ('', 'It will rain all day.'), ('Tom Fox, baker', '“It is dry.”')]
    """
    lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    page = _Page(text, lines, quotations, lexicon(language))
    found: list[Announced] = []
    for n in range(len(lines)):
        for rule in RULES:
            own = [words for words in rule(page, n) if not found or words.start >= found[-1].end]
            found += own
            if own:
                break
    return found


def _from_whom(page: _Page, n: int) -> Iterator[Announced]:
    """Read a line that says from whom the next is: "From the desk of Tom Hart:", or "Ann Lee, mayor:" before marks."""
    found = page.known.turns.from_whom.match(page.line(n).strip())
    label = None if found else _LABEL_LINE.match(page.line(n))
    following = page.line(n + 1)
    if not following or not (found or (label and _MARKED.match(following))):
        return
    name = (found or label)["name"].strip()  # type: ignore[index]
    if name[:1].isupper() or name.split()[0].lower() in page.known.persons.definite:
        if label and name.split()[0].lower() in page.known.turns.no_speakers:
            return
        yield _whole_line(page, n + 1, name)


def _on_a_platform(page: _Page, n: int) -> Iterator[Announced]:
    """Read "Ann Lee (@annlee) on X:": the lines below that are set in, or else one paragraph."""
    found = page.known.turns.on_a_platform.match(page.line(n).strip())
    name = found["name"].strip() if found else ""
    if not _NAMES.fullmatch(name) or not _is_signature(page, name, NAME_LINE_WORDS) or not page.line(n + 1):
        return
    m = n + 1
    while m == n + 1 or _is_set_in(page, m, n):
        yield Announced(*next(_unless_marked(page, m), page.lines[m])[:2], name)
        m += 1


def _after_colon(page: _Page, n: int) -> Iterator[Announced]:
    """Read the lines after "said in a statement:": all that are set in or have bullets, or else one paragraph."""
    line = page.line(n).rstrip()
    if not line.endswith(":") or not _announces(page, line):
        return
    if _is_set_in(page, n + 1, n):
        m = n + 1
        while m < len(page.lines) and _is_set_in(page, m, n):
            yield from _unless_marked(page, m)
            m += 1
    elif _SENTENCE_END.search(page.line(n + 1)) and count_words(page.line(n + 1)) > FEW_WORDS:
        yield from _unless_marked(page, n + 1)


def _announces(page: _Page, line: str) -> bool:
    words = [token.lower() for token in TOKEN.findall(line)]
    if words[:1] and words[0] in page.known.turns.inviting:
        return False
    known, words = page.known.reporting, words[-CUE_WITHIN:]
    return not (known.announcing | known.publishing).isdisjoint(words)


def _is_set_in(page: _Page, n: int, above: int) -> bool:
    line = page.line(n)
    bullet = _BULLET.match(line) is not None and _SIGNATURE.match(line) is None
    return bullet or (_INDENT.match(line) is not None and _INDENT.match(page.line(above)) is None)


def _unless_marked(page: _Page, n: int) -> Iterator[Announced]:
    """Yield a line without its bullet; one in quotation marks is a quotation as it stands."""
    start, end = page.lines[n]
    bullet = _BULLET.match(page.text, start, end)
    words = _stripped(page.text, bullet.end() if bullet else start, end)
    n = bisect_right(page.quotations, (start, len(page.text)))
    dashed = n > 0 and page.quotations[n - 1][0] >= start
    if words[0] < words[1] and not dashed and not _MARKED.match(page.text, *words):
        yield Announced(*words, "")


def _signed_below(page: _Page, n: int) -> Iterator[Announced]:
    """Read "— Ann Lee, in a letter" below a line; the last line of a text signs the text, unless a quotation stands above."""
    whole = _WHOLE.match(page.line(n)) is not None
    found = _SIGNATURE.match(page.line(n + 1)) or (_BRACKETED.match(page.line(n + 1)) if whole else None)
    if not found or not _is_signature(page, found["name"], SIGNATURE_WORDS):
        return
    listed = any(_BULLET.match(page.line(m)) for m in (n, n + 2)) or _SIGNATURE.match(page.line(n))
    words = page.line(n).rstrip(" \t”\"’'»“")
    # Within marks a comma stands where a signature follows.
    ends = _SENTENCE_END.search(words) or (whole and words.endswith(","))
    if not listed and (whole or n + 2 < len(page.lines)) and ends:
        yield _whole_line(page, n, found["name"])


def _signed_beside(page: _Page, n: int) -> Iterator[Announced]:
    """Read a quotation, a dash and a name: “…” -Mayor Ann Lee; or the name in brackets, where the quotation is all else."""
    start, end = page.lines[n]
    found = _INLINE.search(page.text, start, end)
    if not found and _MARKED.match(page.text, start, end):
        found = _BESIDE.search(page.text, start, end)
    if found and _is_signature(page, found["name"], SIGNATURE_WORDS):
        at = bisect_right(page.quotations, (found.end("close"), 0)) - 1
        if at >= 0 and page.quotations[at][1] == found.end("close"):
            yield Announced(max(page.quotations[at][0], start), found.end("close"), found["name"].strip())


def _signed_at_end(page: _Page, n: int) -> Iterator[Announced]:
    """Read a line without marks that ends with a dash and a name, as headlines do: "Bridge to be closed for repairs – Lee"."""
    start, end = page.lines[n]
    found = _AT_END.search(page.text, start, end)
    if not found or not _is_signature(page, found["name"], NAME_LINE_WORDS) or _BULLET.match(page.line(n)):
        return
    said = _stripped(page.text, start, found.start())
    at = bisect_right(page.quotations, (end, 0))
    quoted = at > 0 and page.quotations[at - 1][1] > start
    words = page.text[slice(*said)]
    if not quoted and count_words(words) > FEW_WORDS and not _AT_END.search(words):
        yield Announced(*said, found["name"].strip(), doubtful=True)


def _named_below(page: _Page, n: int) -> Iterator[Announced]:
    """Read a name alone below a paragraph in quotation marks; if another such paragraph follows, the name may be that one's."""
    found = _NAME_LINE.match(page.line(n + 1))
    if not found or not _WHOLE.match(page.line(n)) or _WHOLE.match(page.line(n + 2)):
        return
    if len(found["name"].split()) > 1 and _is_signature(page, found["name"], NAME_LINE_WORDS):
        yield _whole_line(page, n, found["name"])


def _is_signature(page: _Page, name: str, most: int) -> bool:
    """Tell whether words after a dash name somebody: few, no sentence, no function word first, no verb that speaks."""
    words = [token.lower() for token in TOKEN.findall(name)]
    if len(words) > most or re.search(r"[!?…:]\s*\Z|[a-z]{3}\.\s*\Z", name):
        return False
    return (
        page.known.reporting.announcing.isdisjoint(words)
        and words[0] not in page.known.function_words | page.known.turns.no_speakers
    )


def _whole_line(page: _Page, n: int, name: str) -> Announced:
    return Announced(*_stripped(page.text, *page.lines[n]), name.strip())


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


# What is read of each line, by the first of these that finds something.
RULES: tuple[Callable[[_Page, int], Iterator[Announced]], ...] = (
    _from_whom,
    _on_a_platform,
    _after_colon,
    _signed_below,
    _signed_beside,
    _signed_at_end,
    _named_below,
)
