"""An article as sentences, clauses and words, as the details in it are read: what stands with a detail, and how near."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from retold.language.english.clauses import CLAUSE_WORDS, TIME_AFTER, TIME_OPENERS
from retold.language.english.function_words import FUNCTION_WORDS_OF_DETAILS
from retold.language.tokens import APOSTROPHES, JOINED, seen_form
from retold.language.words import REMEMBERED as REMEMBERED
from retold.language.words import stem_word

# By these names `consistency/details` knows them.
FUNCTION_WORDS, stem_of = FUNCTION_WORDS_OF_DETAILS, stem_word

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|(?:[^\W\d_][{JOINED}]*)+(?:[{APOSTROPHES}](?:[^\W\d_][{JOINED}]*)+)*")
# An abbreviation with a full stop ("Mr.", "St.") is short and has a capital; it ends no sentence.
_ABBREVIATION = 3
_EDGE = re.compile(r"\n|(?P<word>[^\W\d_]+)?[.!?]+[\"'\u201c\u201d\u2018\u2019\u00bb\u203a)\]]*(?:\s|$)")
# Signs between clauses; a comma inside a number is part of it, and a hyphen inside a word too.
_CLAUSE_EDGE = re.compile(r"[,;:()\[\]\u2013\u2014\u2026\u201c\u201d\u201e\u00ab\u00bb\"]|\.\.\.|\s-\s")
# After these a capital may be that of any word.
_OPENING = frozenset(
    ".!?:;\n\"'([\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2039\u203a\u2026-\u2013\u2014\u2022"
)


class Word(NamedTuple):
    """A word: as it is compared, its stem, whether it is part of a name, and where it stands."""

    form: str
    stem: str
    name: bool
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence with its words, and the places at which its clauses begin."""

    start: int
    end: int
    words: list[Word]
    clauses: list[int]


@lru_cache(maxsize=REMEMBERED)
def normalise(word: str) -> str:
    """Return a word in the form in which it is compared: no case, no possessive ending, straight signs.

    Examples
    --------
    >>> normalise("Norland’s"), normalise("1,200")
    ('norland', '1200')
    """
    form = unicodedata.normalize("NFKC", seen_form(word)).casefold()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", form):
        return form.replace(",", "")
    stem, _, ending = form.rpartition("'")
    return stem if stem and ending == "s" else form.rstrip("'")


def is_content(form: str) -> bool:
    """Say whether a normalised word says what a detail is of: a content word that is no number.

    Of what `retold.language.words.is_content` lets through, words of number, time and speech say nothing here.

    Examples
    --------
    >>> is_content("treaty"), is_content("the"), is_content("several"), is_content("12")
    (True, False, False, False)
    """
    return form not in FUNCTION_WORDS and len(form) > 1 and not form[0].isdigit()


def read_sentences(text: str, spans: Sequence[tuple[int, int]] | None = None) -> list[Sentence]:
    """Return the sentences of a text with their words.

    Parameters
    ----------
    text : str
        The text.
    spans : sequence of (start, end), optional
        The sentences, where they are known, in order; words outside them are left out. Without them they are found by a
        rough rule, and cover all words.

    Examples
    --------
    >>> [[word.form for word in sentence.words] for sentence in read_sentences("Mr. Olsen left. He sang.")]
    [['mr', 'olsen', 'left'], ['he', 'sang']]
    >>> [[word.form for word in sentence.words] for sentence in read_sentences("I saw Capt. Olsen left.", [(0, 17)])]
    [['i', 'saw', 'capt', 'olsen']]
    """
    matches = list(_WORD.finditer(text))
    lower = {normalise(match.group()) for match in matches if match.group()[0].islower()}
    names = {normalise(match.group()) for match in matches if _is_name(text, match.start())} - lower
    words = [
        _read_word(text, match, names, lower, after)
        for match, after in zip(matches, [*matches[1:], None], strict=False)
    ]
    starts = [word.start for word in words]
    found = []
    for start, end in itertools.pairwise(_edges(text)) if spans is None else spans:
        own = words[bisect_left(starts, start) : bisect_left(starts, end)]
        if own:
            found.append(Sentence(start, end, own, _clause_starts(text, start, end, own)))
    return found


def _edges(text: str) -> list[int]:
    edges = [0]
    for match in _EDGE.finditer(text):
        word = match.group("word") or ""
        if not (word and word[0].isupper() and len(word) <= _ABBREVIATION and not word.isupper()):
            edges.append(match.end())
    return edges if edges[-1] == len(text) else [*edges, len(text)]


def _read_word(
    text: str, match: re.Match[str], names: set[str], lower: set[str], after: re.Match[str] | None
) -> Word:
    form, start = normalise(match.group()), match.start()
    name = _is_name(text, start)
    if not name and text[start].isupper() and form not in lower and form not in FUNCTION_WORDS:
        # At the beginning of a sentence a capital is a name's if it is one elsewhere, or another name follows.
        follows = (
            after is not None and text[match.end() : after.start()] == " " and after.group()[0].isupper()
        )
        name = form in names or follows
    return Word(form, stem_word(form), name, start, match.end())


def _is_name(text: str, start: int) -> bool:
    """Say whether a word has a capital that no beginning of a sentence or quotation explains."""
    if not text[start].isupper():
        return False
    place = start - 1
    while place >= 0 and text[place] in " \t":
        place -= 1
    return place >= 0 and text[place] not in _OPENING


def _clause_starts(text: str, start: int, end: int, words: list[Word]) -> list[int]:
    signs = [m.end() for m in _CLAUSE_EDGE.finditer(text, start, end) if not _inside_number(text, m)]
    opened = [
        word.start for word, after in zip(words, [*words[1:], None], strict=False)
        if word.form in CLAUSE_WORDS and not (word.form in TIME_OPENERS and _is_time(after))
    ]  # fmt: skip
    return sorted({start, *signs, *opened})


def _is_time(word: Word | None) -> bool:
    """Say whether a word after "since" makes a time of it ("since 1971") rather than a clause."""
    return word is not None and (word.form[0].isdigit() or word.form in TIME_AFTER)


def _inside_number(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 1) : match.end() + 1]
    return match.group() in ",:" and around[:1].isdigit() and around[-1:].isdigit()


def sentence_at(sentences: list[Sentence], place: int) -> int:
    """Return the number of the sentence that holds a place."""
    return max(0, bisect_right(sentences, place, key=lambda sentence: sentence.start) - 1)


def clause_of(sentence: Sentence, place: int) -> int:
    """Return the number of the clause of a sentence in which a place lies.

    Examples
    --------
    >>> sentence = read_sentences("It rained, and they left.")[0]
    >>> clause_of(sentence, 3), clause_of(sentence, 15)
    (0, 2)
    """
    return bisect_right(sentence.clauses, place) - 1


def words_before(sentence: Sentence, place: int, count: int) -> list[Word]:
    """Return up to ``count`` words of the sentence before a place, in order."""
    last = bisect_right(sentence.words, place, key=lambda word: word.end)
    return sentence.words[max(0, last - count) : last]


def words_after(sentence: Sentence, place: int, count: int) -> list[Word]:
    """Return up to ``count`` words of the sentence from a place on, in order."""
    first = bisect_left(sentence.words, place, key=lambda word: word.start)
    return sentence.words[first : first + count]
