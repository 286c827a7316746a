"""What an article says its people are: "the mayor" is Ann Lee where it calls her so, and nobody else.

A role is tied to a name by a title before it ("Mayor Ann Lee", "the mayor of Millbrook, Ann Lee"), by what stands after it ("Lee,
the mayor") or by "is" ("Lee is the mayor"). "The mayor said" is then the subject if the subject is the only one of the
article who holds that role now; words before the role ("the Millbrook mayor") must not tell somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from retold.articles.attribution.names import Names
from retold.language.lexicon import Lexicon, lexicon
from retold.language.tokens import APOSTROPHES, TOKEN

# So many words before a role belong to it, and so many characters are looked at beside it.
MODIFIERS, BESIDE = 4, 90

# Words of so many same first letters are of one place: "Russia", "Russian".
SAME_PLACE = 4

# So many words of a phrase in apposition stand after its article.
PHRASE_WORDS = 4

_CAPITALS = r"[A-Z][\w'’-]*\.?(?:\s(?:(?:de|da|van|von|der|al|bin|ibn)\s)?[A-Z][\w'’-]*\.?){0,3}"
# In a list of speakers ("President: Ann Lee") nothing but a sign follows a name; after a sign a name takes so many words.
_ENDS_NAME = re.compile(r"\s*(?:[;,\r\n(]|\Z)")
LEAST_NAME = 2

# The first words of a sentence up to a sign, where a role of five words could stand.
_OPENING_ROLE = re.compile(r"[A-Z][\w'’-]*(?:\s[\w'’-]+){1,5}")
_OWNER = re.compile(rf"[{APOSTROPHES}]s?\Z")


class Role(NamedTuple):
    """A role: its noun in lower case, the words that tell whose it is, and whether it is held no longer."""

    head: str
    modifiers: frozenset[str]
    past: bool


@dataclass(frozen=True)
class Roles:
    """Which roles an article gives to the subject, and which to others, these with where it does so first; phrases that mean the subject."""

    own: frozenset[Role]
    others: Mapping[Role, int]
    known: Lexicon
    phrases: frozenset[str] = frozenset()

    def opening(self, text: str, start: int, end: int, *, running: bool) -> str:
        """Return the words with which a sentence opens, if they are a role of the subject; else ""."""
        found = _OPENING_ROLE.match(text, start, end)
        for role in role_words(self.known).finditer(text, *found.span()) if found else ():
            if self.hold(text[start : role.end()], running=running, at=start):
                return text[start : role.end()]
        return ""

    def hold(self, words: str, *, running: bool, at: int | None = None) -> bool:
        """Tell whether words such as "the mayor" or "Millbrook's mayor" mean the subject.

        Parameters
        ----------
        words : str
            What names the speaker.
        running : bool
            Whether the subject is the person who spoke last; words that the article did not use before ("the veteran
            politician") go by that.
        at : int, optional
            Where they stand: a role that the article gives to somebody else only later is not meant. Default: after all of it.
        """
        if words.lower() in self.phrases:
            return True
        phrase = _phrase_role(words, self.known)
        if phrase is None:
            return False
        deputies = self.known.persons.deputies
        mine = [role for role in self.own if role.head == phrase.head and role.past == phrase.past]
        mine = [role for role in mine if role.modifiers & deputies == phrase.modifiers & deputies]
        others = [role for role, first in self.others.items() if at is None or first < at]
        theirs = [role for role in others if role.head == phrase.head]
        if not mine:
            return False
        if not phrase.modifiers:
            return not any(not role.modifiers & deputies for role in theirs)
        if any(_all_fit(phrase.modifiers, role.modifiers) for role in mine):
            return not any(_all_fit(phrase.modifiers, role.modifiers) for role in theirs)
        if not running or theirs:
            return False
        taken = {word for role in others for word in role.modifiers}
        named = {word.lower() for word in TOKEN.findall(words)[1:] if word[0].isupper()}
        common = phrase.head in self.known.persons.common_roles
        return phrase.modifiers <= named - taken or not common


def find_roles(text: str, names: Names) -> Roles:
    """Read the roles that an article ties to names.

    Examples
    --------
    >>> names = Names.of("Ann Lee", ["Lee"])
    >>> found = find_roles("Ann Lee, the mayor of Millbrook, met Senator Tom Hart.", names)
    >>> [found.hold(words, running=False) for words in ("the mayor", "Millbrook's mayor", "the senator", "the deputy mayor")]
    [True, True, False, False]
    """
    known = lexicon(names.language)
    own = {role for alias in names.aliases if (role := _phrase_role(alias, known, definite=False))}
    others: dict[Role, int] = {}
    for introduced, name, at in _introductions(text, names):
        if names.is_subject(name):
            own.update(introduced)
            continue
        for role in introduced:
            if not role.past:
                others.setdefault(role, at)
    return Roles(frozenset(own), others, known, _own_phrases(text, names))


def _own_phrases(text: str, names: Names) -> frozenset[str]:
    """Return what an article puts beside the subject's name and nobody else's, role or not: "Ann Lee, the harbour master, …"."""
    own: set[str] = set()
    others: set[str] = set()
    for found in _named_phrases(names.persons.definite).finditer(text):
        phrase = " ".join((found["after"] or found["before"]).lower().split())
        (own if names.is_subject(found["name"] or found["named"]) else others).add(phrase)
    return frozenset(own - others)


@cache
def _named_phrases(definite: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a name with a definite phrase in apposition, on either side."""
    the = (
        "|".join(sorted(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in definite)) or "(?!)"
    )
    phrase = rf"(?:{the})(?:\s[a-z][\w'’-]*){{1,{PHRASE_WORDS}}}"
    return re.compile(
        rf"\b(?P<name>{_CAPITALS}),\s(?P<after>{phrase}),|\b(?P<before>{phrase}),\s(?P<named>{_CAPITALS}),"
    )


def role_words(known: Lexicon) -> re.Pattern[str]:
    """Return the pattern of the roles and short titles of a language."""
    return _any_of(frozenset(known.persons.roles | known.persons.short_titles.keys()))


@cache
def _beside(place: str, apposition: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a name after a role, of a place after it, and of a name before it."""
    of = f"(?:{place}(?P<of>{_CAPITALS}))"
    after = re.compile(rf"\.?{of}?(?P<comma>[,:]?)\s(?P<name>{_CAPITALS})")
    return after, re.compile(of), re.compile(rf"(?P<name>{_CAPITALS})(?:{apposition})\Z")


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    forms = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{forms or '(?!)'})\b", re.IGNORECASE)


def _introductions(text: str, names: Names) -> Iterator[tuple[list[Role], str, int]]:
    """Yield the roles that stand beside a name, with the name, and where."""
    known = lexicon(names.language)
    name_after, place_after, name_before = _beside(known.persons.place, known.persons.apposition)
    for found in role_words(known).finditer(text):
        first, modifiers = _modifiers(text, found.start(), known)
        after = name_after.match(text, found.end(), found.end() + BESIDE)
        if after and _is_name(after, known):
            places = (after["of"] or "").lower().split()
            yield _roles(found.group(), [*modifiers, *places], known), after["name"], found.start()
            continue
        before = name_before.search(text, max(first - BESIDE, 0), first)
        if before:
            place = place_after.match(text, found.end(), found.end() + BESIDE)
            places = place["of"].lower().split() if place else []
            yield _roles(found.group(), [*modifiers, *places], known), before["name"], found.start()


def _is_name(after: re.Match[str], known: Lexicon) -> bool:
    """Tell whether what follows a role names its holder: after a comma it takes two words, and no function word begins it."""
    words = after["name"].split()
    if after["comma"] == ":" and (len(words) < LEAST_NAME or not _ENDS_NAME.match(after.string, after.end())):
        return False
    return words[0].lower() not in known.function_words and (not after["comma"] or len(words) >= LEAST_NAME)


def _modifiers(text: str, start: int, known: Lexicon) -> tuple[int, list[str]]:
    """Return where the noun phrase of a role begins, without its article, and the words before the role."""
    spans = [m.span() for m in TOKEN.finditer(text, max(start - BESIDE, 0), start)]
    capital = text[start].isupper()
    words: list[str] = []
    first = start
    for a, b in reversed(spans[-MODIFIERS - 2 :]):
        word, lower = text[a:b], text[a:b].lower()
        ends = not word[0].isalnum() or lower in known.function_words or len(words) == MODIFIERS
        if ends or (capital and not word[0].isupper() and lower not in known.persons.past_holders):
            break
        words.append(lower)
        first = a
    return first, words


def _roles(word: str, modifiers: Sequence[str], known: Lexicon) -> list[Role]:
    heads = known.persons.short_titles.get(word.lower(), (word.lower(),))
    past = not known.persons.past_holders.isdisjoint(modifiers)
    kept = (
        frozenset(_OWNER.sub("", m) for m in modifiers)
        - known.persons.past_holders
        - known.persons.describing
    )
    kept = frozenset(word for word in kept if word and not word[0].isdigit())
    return [Role(head, kept, past) for head in heads]


def _phrase_role(words: str, known: Lexicon, *, definite: bool = True) -> Role | None:
    """Return the role that a definite phrase, or any, names; None where it names none or has a name of its own."""
    persons = known.persons
    tokens = [token for token in TOKEN.findall(words) if token.lower() not in persons.emphatic]
    if not tokens or (definite and not (tokens[0].lower() in persons.definite or _OWNER.search(tokens[0]))):
        return None
    cut = next(
        (n for n, t in enumerate(tokens) if n and (t == "," or t.lower() in known.function_words)),
        len(tokens),
    )
    head, rest = tokens[cut - 1].lower(), tokens[cut:]
    if head not in persons.roles or "," in rest:
        return None
    places = [token.lower() for token in rest if token[0].isupper()]
    modifiers = [token.lower() for token in tokens[: cut - 1] if token.lower() not in known.function_words]
    return _roles(head, [*modifiers, *places], known)[0]._replace(head=head)


def _all_fit(phrase: frozenset[str], role: frozenset[str]) -> bool:
    return all(any(_fits(word, own) for own in role) for word in phrase)


def _fits(word: str, own: str) -> bool:
    return word == own or (min(len(word), len(own)) >= SAME_PLACE and word[:SAME_PLACE] == own[:SAME_PLACE])
