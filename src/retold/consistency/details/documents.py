"""Named documents: a capitalised name with a word for a kind of text ("the Hadley Convention", "Treaty of Valdora")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from retold.language.clauses import Sentence, Word, is_content
from retold.language.english.documents import DOCUMENTS, LINKS

# Kinds that are told apart by their name when they have a capital or a name before them.
MOST_NAME_WORDS = 5


class Document(NamedTuple):
    """A named document: its place, its name in lower case, the kind of text, and the words that name it."""

    start: int
    end: int
    value: str
    head: str
    names: tuple[str, ...]


def find_documents(text: str, sentence: Sentence) -> list[Document]:
    """Return the named documents of a sentence.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "They broke the Hadley Convention, the Treaty of Old Valdora and some treaty."
    >>> [found.value for found in find_documents(text, read_sentences(text)[0])]
    ['hadley convention', 'treaty of old valdora']
    """
    return list(_iter_documents(text, sentence))


def _iter_documents(text: str, sentence: Sentence) -> Iterator[Document]:
    words = sentence.words
    for at, word in enumerate(words):
        if word.form not in DOCUMENTS:
            continue
        first = at
        while (
            first
            and at - first < MOST_NAME_WORDS
            and _capital(text, words[first - 1])
            and _near(text, words, first - 1)
        ):
            first -= 1
        # A capital at the beginning of a sentence may be that of any word.
        if first < at and not words[first].name and not is_content(words[first].form):
            first += 1
        last = _name_after(text, words, at) if _capital(text, word) else at
        names = tuple(
            w.form
            for w in words[first : last + 1]
            if w.form not in LINKS and w is not word and w.form[0].isalpha()
        )
        if names:
            own = words[first : last + 1]
            yield Document(
                own[0].start, own[-1].end, " ".join(w.form for w in own), DOCUMENTS[word.form], names
            )


def _near(text: str, words: list[Word], at: int) -> bool:
    gap = text[words[at].end : words[at + 1].start]
    return gap == " " or gap == "-"


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()


def _name_after(text: str, words: list[Word], at: int) -> int:
    """Return the place of the last word of "Treaty of Old Valdora"."""
    place = at + 1
    while place < len(words) and place - at <= MOST_NAME_WORDS and _near(text, words, place - 1):
        if not _capital(text, words[place]) and words[place].form not in LINKS:
            break
        # "The Holm Act and the Hadley Protocol" are two.
        if (words[place - 1].form, words[place].form) == ("and", "the"):
            break
        place += 1
    place -= 1
    while place > at and not _capital(text, words[place]):
        place -= 1
    return place
