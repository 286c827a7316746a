"""Reporting clauses of a language for which no weights are trained: those that their form alone tells.

The words are those of the language's folder (`retold.language.lexicon`). Three forms are read, with a name or a pronoun
beside a reporting verb: "X said that …", "X said: …" and "…, X said" or "…, said X". A clause beside a quotation names who
speaks in it. Endings, word order beyond that and nouns that report are left to trained weights, which English has
(`reporting_clauses`).
"""

from __future__ import annotations

from collections.abc import Sequence

from retold.articles.attribution.reporting_clauses import TAKE, Clause
from retold.language.lexicon import Lexicon, lexicon
from retold.language.tokens import TOKEN, Span

# How many words may stand between a verb and its "that": "told the council that".
THAT_WITHIN = 4

# A name is at most so many words.
NAME_WORDS = 5

# Signs at which what is reported ends, and a clause after it begins.
BREAKS = frozenset([",", "—", "–", "?", "!", "”", "»", '"', "’", "…"])


def find_plain_clauses(text: str, span: Span, quotations: Sequence[Span], *, language: str) -> list[Clause]:
    """Find the reporting clauses of one sentence, in reading order.

    Parameters
    ----------
    text : str
        The article.
    span : (start, end)
        The sentence.
    quotations : sequence of (start, end)
        The quotations that touch the sentence, in order.
    language : str
        Whose reporting words are looked for.

    Returns
    -------
    list of Clause
        Their ``probability`` is the least at which a clause is taken at all, as nothing was measured.

    Raises
    ------
    ParameterError
        If the language has no folder.

    Examples
    --------
    >>> text = "The talks failed, said Ann Lee."
    >>> [(c.speaker, c.cue, text[slice(*c.content)]) for c in find_plain_clauses(text, (0, len(text)), [], language="en")]
    [('Ann Lee', 'said', 'The talks failed,')]
    """
    known = lexicon(language)
    words = _Words(text, span, quotations, known)
    return [clause for at in words.cues() if (clause := _read(words, at)) is not None]


class _Words:
    """The tokens of a sentence, each with its form in lower case and whether a quotation holds it."""

    def __init__(self, text: str, span: Span, quotations: Sequence[Span], known: Lexicon) -> None:
        self.text, self.span, self.known = text, span, known
        self.spans = [found.span() for found in TOKEN.finditer(text, *span)]
        self.lowers = [text[a:b].lower() for a, b in self.spans]
        self.quoted = [any(a < high and low < b for low, high in quotations) for a, b in self.spans]
        self.has_quotation = bool(quotations)

    def lower(self, at: int) -> str:
        return self.lowers[at] if 0 <= at < len(self.lowers) else ""

    def cues(self) -> list[int]:
        """Return the words that are forms of a reporting verb, outside quotations."""
        cues = self.known.reporting.cues
        return [n for n, word in enumerate(self.lowers) if word in cues and not self.quoted[n]]

    def is_name(self, at: int) -> bool:
        """Tell whether a word is part of a name: a capital, and no function word."""
        if not 0 <= at < len(self.lowers) or self.quoted[at]:
            return False
        first = self.text[self.spans[at][0]]
        return (
            first.isupper()
            and self.lowers[at] not in self.known.function_words | self.known.reporting.subjects
        )

    def is_pronoun(self, at: int) -> bool:
        return (
            0 <= at < len(self.lowers)
            and not self.quoted[at]
            and self.lowers[at] in self.known.reporting.subjects
        )

    def slice(self, first: int, last: int) -> str:
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]


def _read(words: _Words, at: int) -> Clause | None:
    """Return the clause of the verb at a token, if a speaker stands beside it and something is reported."""
    first, last = _speaker_before(words, at)
    after = at + 1
    if first == last:
        if not _follows_break(words, at):
            return None
        first, last = _speaker_after(words, at)
        after = last
    if first == last:
        return None
    told = _told(words, min(first, at), after)
    if told is None and not words.has_quotation:
        return None
    cue = words.slice(at, at + 1)
    return Clause(cue, words.slice(first, last), told, words.spans[at][0], probability=TAKE)


def _speaker_before(words: _Words, at: int) -> Span:
    if words.is_pronoun(at - 1):
        return at - 1, at
    first = at
    while first and at - first < NAME_WORDS and words.is_name(first - 1):
        first -= 1
    return first, at


def _speaker_after(words: _Words, at: int) -> Span:
    if words.is_pronoun(at + 1):
        return at + 1, at + 2
    last = at + 1
    while last - at - 1 < NAME_WORDS and words.is_name(last):
        last += 1
    return at + 1, last


def _follows_break(words: _Words, at: int) -> bool:
    return at > 0 and (words.lower(at - 1) in BREAKS or words.quoted[at - 1])


def _told(words: _Words, first: int, after: int) -> Span | None:
    """Return what a clause from one token to before another reports, None where that is a quotation or nothing."""
    that = words.known.reporting.that
    for n in range(after, min(after + THAT_WITHIN, len(words.lowers))):
        if words.lowers[n] in that and not words.quoted[n]:
            return words.spans[n][0], words.span[1]
        if not words.lowers[n][0].isalnum():
            break
    if words.lower(after) == ":" and after + 1 < len(words.lowers) and not words.quoted[after + 1]:
        return words.spans[after + 1][0], words.span[1]
    if first and _follows_break(words, first) and not all(words.quoted[: first - 1]):
        return words.spans[0][0], words.spans[first - 1][1]
    return None
