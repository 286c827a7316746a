"""A sentence as tokens, and the noun phrases in it that name who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from retold.articles import cues
from retold.tokens import TOKEN, Span

# How many words a speaker's name, title and description may take.
SPEAKER_TOKENS = 25

# How many words may stand before "and" in "the mayor and two of her deputies said".
FIRST_OF_TWO = 6

# Pronouns with a verb glued to them ("I'd", "they’re") name the speaker by their first part.
_GLUED = re.compile(r"(i|you|he|she|we|they|it|who)['’](?:d|ll|ve|m|re|s)$")


class Sentence:
    """The tokens of a sentence, as lists of equal length: starts, ends, lower-case words, quoted or not.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        The sentence.
    quotations : sequence of (start, end)
        The quotations that touch the sentence, in order.
    """

    __slots__ = ("end", "ends", "lowers", "quoted", "start", "starts", "text")

    def __init__(self, text: str, start: int, end: int, quotations: Sequence[Span]) -> None:
        spans = [m.span() for m in TOKEN.finditer(text, start, end)]
        self.text, self.start, self.end = text, start, end
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        self.lowers = [text[a:b].lower() for a, b in spans]
        self.quoted = [False] * len(spans)
        for low, high in quotations:
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            self.quoted[first:last] = [True] * (last - first)

    def __len__(self) -> int:
        return len(self.starts)

    def lower(self, i: int) -> str:
        """Return the i-th token in lower case, or "" beyond the sentence."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def is_quoted(self, i: int) -> bool:
        """Tell whether a quotation holds the i-th token."""
        return 0 <= i < len(self.quoted) and self.quoted[i]

    def is_sign(self, i: int) -> bool:
        """Tell whether the i-th token is punctuation, or beyond the sentence."""
        return not self.lower(i)[:1].isalnum()

    def is_capital(self, i: int) -> bool:
        """Tell whether the i-th token begins with a capital letter."""
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isupper()

    def words(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to before `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


def is_pronoun(word: str) -> bool:
    """Tell whether a lower-case word is a personal pronoun, with a verb glued to it or not."""
    return word in cues.PERSONAL or _GLUED.match(word) is not None


def is_auxiliary(word: str) -> bool:
    """Tell whether a lower-case word is an auxiliary ("has", "didn't")."""
    return word in cues.AUXILIARIES or word.endswith(("n't", "n’t"))


def _is_between(sentence: Sentence, i: int) -> bool:
    """Tell whether a word may stand between a speaker and the verb: auxiliaries, adverbs, days."""
    word = sentence.lower(i)
    if is_auxiliary(word) or word in cues.ADVERBS or word in cues.DAYS:
        return True
    return word.endswith("ly") and not sentence.is_capital(i)


def subject_end(sentence: Sentence, i: int) -> int:
    """Return where the subject of the verb at token i would end: left of auxiliaries and adverbs."""
    j = i
    while j and not sentence.quoted[j - 1]:
        if _is_between(sentence, j - 1) or (sentence.lower(j - 1) == "on" and sentence.lower(j) in cues.DAYS):
            j -= 1
        else:
            break
    return j


def speaker_before(sentence: Sentence, i: int) -> tuple[str | None, int]:
    """Return the words that name the speaker left of the verb (None: nobody), and where they begin."""
    j = subject_end(sentence, i)
    before = sentence.lower(j - 1)
    if before in {"who", "which", "that"} and j >= 2:
        end = j - 2 if sentence.lower(j - 2) in {",", "(", "—", "–", "-"} else j - 1
        first = name_start(sentence, end)
        return (_tidy(sentence, first, end) or None), first
    if before in {",", "—", "–", ")"} and not sentence.lower(i).endswith("ing"):
        return _before_aside(sentence, j - 1)
    glued = _GLUED.match(before)
    if glued:
        return sentence.text[sentence.starts[j - 1] :][: glued.end(1)], j - 1
    if before in cues.PERSONAL and not sentence.quoted[j - 1]:
        return sentence.words(j - 1, j), j - 1
    first = name_start(sentence, j)
    return (_tidy(sentence, first, j) or None), first


def _tidy(sentence: Sentence, first: int, end: int) -> str:
    """Return a noun phrase without what leads up to it: "On Monday the mayor", "Yet Lee"."""
    while first < end and sentence.lower(first) in cues.LEADING:
        first += 1
    # A phrase that opens with a preposition is an adverbial, and the name follows its first noun.
    if first < end and sentence.lower(first) in cues.PREPOSITIONS:
        n = first + 1
        while n < end and not (n > first + 1 and _begins_name(sentence, n)):
            n += 1
        first = n if n < end else first
    return sentence.words(first, end)


def _begins_name(sentence: Sentence, n: int) -> bool:
    if sentence.lower(n) in cues.DETERMINERS:
        return True
    return sentence.is_capital(n) and not sentence.is_capital(n - 1)


def _before_aside(sentence: Sentence, close: int) -> tuple[str | None, int]:
    """Return the name in "Ann Lee, the minister, said" or "Ann Lee (Party) said"."""
    opening = "(" if sentence.lower(close) == ")" else sentence.lower(close)
    found: tuple[str | None, int] = (None, close + 1)
    n, asides = close - 1, 0
    while n > 0 and close - n <= SPEAKER_TOKENS and asides < 3:
        if sentence.lower(n) == opening and not sentence.quoted[n]:
            asides += 1
            first = name_start(sentence, n)
            if 0 < n - first <= 10 and _is_name(sentence, first):
                found = (_tidy(sentence, first, n), first)
                # A name that opens its clause is the one; another comma before it may hide a longer aside.
                if first == 0 or sentence.lower(first - 1) != ",":
                    return found
        elif sentence.quoted[n] and opening != "(" and sentence.lower(n) not in "\"“”'’":
            pass
        n -= 1
    return found


def _is_name(sentence: Sentence, first: int) -> bool:
    return sentence.is_capital(first) or sentence.lower(first) in cues.DETERMINERS


def name_start(sentence: Sentence, end: int) -> int:
    """Return where the noun phrase that ends before token `end` begins."""
    n = end
    while n and end - n < SPEAKER_TOKENS:
        word = sentence.lowers[n - 1]
        if sentence.quoted[n - 1]:
            break
        if word == "and" and n < end and _begins_pair(sentence, n - 1):
            n -= 1
            continue
        if word in cues.BOUNDARIES or is_auxiliary(word) or is_pronoun(word):
            break
        if word in cues.CUE_FORMS and word not in cues.NOUNLIKE:
            break
        if not word[0].isalnum() and word not in {".", "-", "&", "'", "’", "$", "%", "/", "#", "@"}:
            break
        n -= 1
    return n


def _begins_pair(sentence: Sentence, conjunction: int) -> bool:
    """Tell whether "and" joins two names that open their clause: "Lee and her deputy said"."""
    for n in range(conjunction - 1, max(conjunction - 1 - FIRST_OF_TWO, -1), -1):
        word = sentence.lowers[n]
        if sentence.quoted[n] or is_auxiliary(word) or word in cues.CUE_FORMS:
            return False
        if n == 0 or not word[0].isalnum() or word in cues.BOUNDARIES:
            first = n if n == 0 and word[0].isalnum() else n + 1
            return first < conjunction and _is_name(sentence, first)
    return False


def name_end(sentence: Sentence, first: int) -> int:
    """Return where the noun phrase that begins at token `first` ends."""
    n, size = first, len(sentence)
    if is_pronoun(sentence.lower(first)):
        return first + 1
    while n < size and n - first < SPEAKER_TOKENS:
        word = sentence.lowers[n]
        if sentence.quoted[n] or word in cues.PREPOSITIONS or word in cues.DAYS:
            break
        if word in cues.BOUNDARIES and word != "and":
            break
        if not word[0].isalnum() and not (word in {".", "&", "’", "'", "-"} and n + 1 < size):
            break
        n += 1
    return n


def first_subject(sentence: Sentence) -> str | None:
    """Return the words that stand where the sentence's subject stands, as far as words can tell.

    That is the first noun phrase, or the one after the first comma where the sentence opens with a
    preposition, a subordinate clause or a participle.
    """
    first = 0
    opening = sentence.lower(0)
    if opening in cues.PREPOSITIONS or opening in cues.SUBORDINATORS or opening.endswith("ing"):
        comma = next((n for n, w in enumerate(sentence.lowers) if w == "," and not sentence.quoted[n]), None)
        if comma is None:
            return None
        first = comma + 1
    while sentence.lower(first) in cues.LEADING:
        first += 1
    if is_pronoun(sentence.lower(first)):
        glued = _GLUED.match(sentence.lower(first))
        words = sentence.words(first, first + 1)
        return words[: glued.end(1)] if glued else words
    end = _subject_phrase_end(sentence, first)
    return sentence.words(first, end) or None


def _subject_phrase_end(sentence: Sentence, first: int) -> int:
    n = first
    while n < len(sentence) and n - first < SPEAKER_TOKENS:
        word = sentence.lowers[n]
        if sentence.quoted[n] or (not word[0].isalnum() and word not in {".", "-", "&"}):
            break
        if word in cues.PREPOSITIONS or (word in cues.BOUNDARIES and word != "and") or is_auxiliary(word):
            break
        if word in cues.CUE_FORMS and n > first and not sentence.is_capital(n):
            break
        if n > first and not sentence.is_capital(n) and word.endswith(("ed", "ly")):
            break
        n += 1
    return n
