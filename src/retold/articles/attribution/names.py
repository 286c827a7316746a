"""The study's names of its subject, and whether words that name a speaker name the subject or somebody of the subject's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retold.language.lexicon import ENGLISH, Lexicon, Persons, Reporting, Turns, lexicon
from retold.language.tokens import APOSTROPHES, HYPHENS, TOKEN, any_sign

# So many first letters make a short form of a given name: "Joe" is Joseph.
SHORT_FORM = 2

# After a role: a comma and another name, at the end of the phrase.
_THEN_A_NAME = re.compile(r",\s*(?:[A-Z][\w'’.-]*\s+)+[A-Z][\w'’-]*\W*\Z")

_OWNER = re.compile(rf"[{APOSTROPHES}]s?\Z")


@dataclass(frozen=True)
class Names:
    """The study's names of its subject, ready to be looked for.

    Attributes
    ----------
    subject : str
        The full name.
    pattern : re.Pattern
        All names, the longest first, not as an owner ("Ann Lee's").
    language : str
        In whose words the texts are.
    given, surnames : frozenset of str
        First names and last names of the subject in lower case, as far as the names tell.
    aliases : tuple of str
        The names beside the full one.
    """

    subject: str
    pattern: re.Pattern[str]
    language: str = ENGLISH
    given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, subject: str, aliases: Sequence[str], *, language: str = ENGLISH) -> Names:
        """Make the pattern from the subject's full name and aliases, the longest first."""
        names = sorted(
            {name for name in (subject, *aliases) if name.strip()}, key=lambda name: (-len(name), name)
        )
        forms = "|".join(any_sign(name) for name in names) or r"(?!)"
        given, surnames = _parts(names, lexicon(language).persons)
        # "Ann Lee's spokesman" is not Ann Lee.
        pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)(?![{APOSTROPHES}]s?\b)", re.IGNORECASE)
        return cls(subject, pattern, language, given, surnames, tuple(aliases))

    @property
    def words(self) -> Reporting:
        """The reporting words of the language."""
        return self._lexicon.reporting

    @property
    def persons(self) -> Persons:
        """The words of the language for people."""
        return self._lexicon.persons

    @property
    def turns(self) -> Turns:
        """The words of the language for transcripts."""
        return self._lexicon.turns

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self.language)

    @cached_property
    def with_surname(self) -> Names:
        """The same with the last name of the full name as one more: an article that has the full name shortens it."""
        last = self.subject.split()[-1:]
        if len(self.subject.split()) < 2 or not last[0][0].isupper() or self.pattern.fullmatch(last[0]):
            return self
        form = rf"(?<!\w)(?:{any_sign(last[0])})(?!\w)(?![{APOSTROPHES}]s?\b)"
        pattern = re.compile(f"{self.pattern.pattern}|(?-i:{form})", re.IGNORECASE)
        return replace(self, pattern=pattern)

    def in_text(self, text: str) -> Names:
        """Return the names as one article uses them: with the last name alone, if it has the full name."""
        longer = self.with_surname
        return longer if longer is not self and re.search(any_sign(self.subject), text) else self

    def is_subject(self, words: str) -> bool:
        """Tell whether these words name the subject, and not somebody of the subject's or of the same last name.

        Examples
        --------
        >>> names = Names.of("Ann Lee", ["Lee", "the mayor"])
        >>> [names.is_subject(words) for words in ("Mayor Lee", "the Millbrook mayor, Ann Lee", "Lee and Hart")]
        [True, True, True]
        >>> [names.is_subject(words) for words in ("Lee lawyer Tom Hart", "a friend of Lee", "Max Lee", "Lee officials")]
        [False, False, False, False]
        """
        return any(
            self._stands_alone(words, found)
            and self._heads(TOKEN.findall(words[: found.start()]), found.group())
            for found in self.pattern.finditer(words)
        )

    def _stands_alone(self, words: str, found: re.Match[str]) -> bool:
        """Tell whether no noun follows a name: "Lee officials" and "Lee lawyer Tom Hart" are others."""
        rest = words[found.end() :]
        if rest[:1] in HYPHENS and rest[1:2].isalnum():
            return False
        if not found.group().split()[-1][0].isupper() and _THEN_A_NAME.search(rest):
            return False
        after = rest.split()[:1]
        word = after[0].strip(".,;:()").lower() if after else ""
        if not word or not rest[0].isspace() or not word[0].isalpha():
            return True
        return word in self.persons.after_names or word in self._lexicon.function_words

    def _heads(self, before: Sequence[str], name: str) -> bool:
        """Tell whether what stands before a name are its titles, and not another's name or the one who belongs to it."""
        beside = len(name.split()) == 1 and name.lower() in self.surnames and bool(self.given)
        other = capitals = False
        for n in range(len(before) - 1, -1, -1):
            word, lower = before[n], before[n].lower()
            if word == ".":
                continue
            if not word[0].isalnum():
                break
            if self._is_preposition(lower):
                leading = all(w.lower() in self._lexicon.function_words for w in before[:n])
                return not other and (leading or (capitals and " " in name))
            if lower in self.persons.relative:
                return False
            if lower in self._lexicon.function_words or not word[0].isupper():
                # "On Monday Lee": what a phrase opens with is no first name.
                other = other and n > 0
                beside = False
            elif self.is_title(lower) or _OWNER.search(word):
                beside = False
            elif not beside:
                capitals = True
            elif self._is_given(lower):
                other, capitals = False, True
            else:
                other = capitals = True
        return not other

    def is_function_word(self, lower: str) -> bool:
        """Tell whether a word in lower case carries no meaning of its own."""
        return lower in self._lexicon.function_words

    def is_title(self, lower: str) -> bool:
        """Tell whether a word in lower case may stand before a name as a title."""
        known = self.persons
        return lower in known.roles or lower in known.honorifics or lower in known.short_titles

    def _is_given(self, lower: str) -> bool:
        return len(lower) == 1 or any(
            lower == own or (len(lower) > SHORT_FORM and lower[:SHORT_FORM] == own[:SHORT_FORM])
            for own in self.given
        )

    def _is_preposition(self, lower: str) -> bool:
        return self.words.belonging is not None and self.words.belonging.fullmatch(lower) is not None


def _parts(names: Sequence[str], known: Persons) -> tuple[frozenset[str], frozenset[str]]:
    """Return the first names and the last names that full names hold; titles are none."""
    given: set[str] = set()
    surnames: set[str] = set()
    for name in names:
        parts = [part for part in name.split() if part.lower().strip(".") not in known.honorifics]
        parts = [part for part in parts if part.lower().strip(".") not in known.roles]
        if len(parts) > 1 and parts[0][0].isupper() and parts[-1][0].isupper():
            given.update(part.lower().strip(".") for part in parts[:-1] if part[0].isupper())
            surnames.add(parts[-1].lower())
    return frozenset(given), frozenset(surnames)
