"""The words of a statement as they are compared: normalised, with their places, and which of them carry meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from retold.language.english import function_words, verbs
from retold.language.english.verbs import INFLECTIONS
from retold.language.lexicon import ENGLISH, lexicon
from retold.language.tokens import APOSTROPHES, EDITED_LETTER, JOINED, seen_form

# Of English, by the names that `consistency/wording` knows them by.
FUNCTION_WORDS, IRREGULAR = function_words.FUNCTION_WORDS, verbs.IRREGULAR

# Function words and names align by chance ("President X said"), so they weigh less than the claim.
LIGHT = 0.25

# Words whose forms are kept: more than the words of most corpora.
REMEMBERED = 200_000

# An ending is taken off while so many letters are left.
SHORTEST_STEM = 4

_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|(?:{EDITED_LETTER})?(?:[^\W\d_][{JOINED}]*)+(?:[{APOSTROPHES}](?:[^\W\d_][{JOINED}]*)+)*"
)
# After these a capital letter may be that of any word.
_SENTENCE_EDGES = frozenset(".!?:;\n\"'([\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2026-\u2013\u2014\u2022")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


class Token(NamedTuple):
    """A normalised word and where it stands in its text."""

    form: str
    start: int
    end: int


def split_words(text: str, *, language: str = ENGLISH) -> list[Token]:
    """Return the normalised words of a text, with their places.

    Case, brackets round a first letter, quote marks, apostrophes, hyphens and thousands separators make no difference; a contraction gives
    two words over one place, a possessive ending is left off, and number words up to ninety become digits. In a language
    without contractions words stay whole.

    Examples
    --------
    >>> [token.form for token in split_words("They won’t accept Norland’s five-year plan")]
    ['they', 'will', 'not', 'accept', 'norland', '5', 'year', 'plan']
    """
    return [
        Token(form, match.start(), match.end() - cut)
        for match in _TOKEN.finditer(text)
        for form, cut in _normalise(match.group(), language)
    ]


@lru_cache(maxsize=REMEMBERED)
def _normalise(word: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return the forms of a word as it is written, each with the number of letters left off at its end."""
    known = lexicon(language)
    form = unicodedata.normalize("NFKC", seen_form(word)).casefold()
    if _THOUSANDS.fullmatch(form):
        form = form.replace(",", "")
    stem, _, ending = form.rpartition("'")
    if not known.contracted:
        return ((intern(str(known.numerals.words.get(form, form))), 0),)
    if form == "cannot" or (ending == "t" and stem.endswith("n")):
        verb = "can" if form == "cannot" else known.negations.get(stem, stem[:-1])
        return (intern(verb), 0), ("not", 0)
    if stem and ending == "s":
        return ((intern(stem), 2),)
    if stem and ending in known.contracted:
        return (intern(stem), 0), (known.contracted[ending], 0)
    return ((intern(str(known.numerals.words.get(form, form))), 0),)


def is_content(form: str, *, language: str = ENGLISH) -> bool:
    """Say whether a normalised word carries meaning of its own (no function word, more than a letter).

    This is what a content word is everywhere; the readers of details leave out more (`retold.language.clauses`).

    Examples
    --------
    >>> is_content("treaty"), is_content("the"), is_content("5")
    (True, False, True)
    """
    known = FUNCTION_WORDS if language == ENGLISH else lexicon(language).function_words
    return form not in known and (len(form) > 1 or form.isdigit())


@lru_cache(maxsize=REMEMBERED)
def stem_word(form: str, *, language: str = ENGLISH) -> str:
    """Return a rough stem of a normalised word, so that related words of one text meet.

    A form of a listed verb begins from the plain one; then endings are taken off while four letters are left. It
    knows no other exceptions: two words that share a stem are a hint and no proof.

    Examples
    --------
    >>> [stem_word(word) for word in ["neutrality", "neutral", "declares", "declaration", "treaties", "built"]]
    ['neutral', 'neutral', 'declar', 'declar', 'treat', 'build']
    """
    known = lexicon(language)
    form = known.plain_forms.get(form, form)
    stem = form
    while stem.isalpha():
        ending = next(
            (e for e in known.endings if stem.endswith(e) and len(stem) - len(e) >= SHORTEST_STEM), None
        )
        if ending is None:
            break
        stem = stem[: -len(ending)]
    # The plural of a word of three letters.
    plural = stem == form and len(stem) == SHORTEST_STEM and stem.endswith("s") and "s" in known.endings
    return stem[:-1] if plural else stem


def weigh_words(text: str, tokens: Sequence[Token]) -> list[float]:
    """Return the weight of each word in an alignment: 1, or a quarter for function words and names.

    A name is what is written with a capital inside a sentence.

    Examples
    --------
    >>> text = "The river treaty, said Prime Minister Olsen"
    >>> weigh_words(text, split_words(text))
    [0.25, 1.0, 1.0, 0.25, 0.25, 0.25, 0.25]
    """
    return [1.0 if is_content(token.form) and not is_name(text, token) else LIGHT for token in tokens]


def is_name(text: str, token: Token) -> bool:
    """Say whether a word of a text is written with a capital inside a sentence.

    Examples
    --------
    >>> text = "Ships from Norland"
    >>> [is_name(text, word) for word in split_words(text)]
    [False, False, True]
    """
    if not text[token.start].isupper():
        return False
    place = token.start - 1
    while place >= 0 and text[place] in " \t":
        place -= 1
    return place >= 0 and text[place] not in _SENTENCE_EDGES


_SHORTEST_LEMMA = 3


@lru_cache(maxsize=REMEMBERED)
def lemma_word(form: str) -> str:
    """Return what the inflected forms of a word have in common: rougher than a lemma, finer than a stem.

    Examples
    --------
    >>> [lemma_word(form) for form in ["drew", "drawing", "stopped", "stop", "gave", "giving"]]
    ['draw', 'draw', 'stop', 'stop', 'giv', 'giv']
    """
    form = IRREGULAR.get(form, form)
    if form.endswith(("ies", "ied")) and len(form) > _SHORTEST_LEMMA + 1:
        return form[:-3] + "y"
    for ending in INFLECTIONS:
        stem = form[: -len(ending)]
        if form.endswith(ending) and len(stem) >= _SHORTEST_LEMMA and set(stem) & set("aeiouy"):
            form = stem
            break
    return form[:-1] if len(form) > _SHORTEST_LEMMA and form[-1] == form[-2] else form
