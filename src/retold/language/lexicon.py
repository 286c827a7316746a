"""What is known of a language: its words by their kind. Each language is a folder beside this module, found by its code.

A folder holds `__init__.py` with ``CODE`` (ISO 639-1) and `lexicon.py` with ``LEXICON``; nothing else names it. English is
`retold.language.english`. What a folder leaves out is empty, and what reads it finds nothing there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import retold.language
from retold.errors import ParameterError, close_match

# Texts whose language nobody tells, and languages without a folder, are read as this one.
ENGLISH = "en"

NO_WORDS: frozenset[str] = frozenset()
NOTHING = re.compile("(?!)")


@dataclass(frozen=True, kw_only=True)
class Abbreviations:
    """Words with a full stop that ends no sentence, in lower case without their last stop; and what tells that it does.

    Attributes
    ----------
    titles : frozenset of str
        A name or a number follows, never the end of a sentence.
    numbered : frozenset of str
        The same where a number follows.
    inner : frozenset of str
        These may stand within a sentence or end it.
    capitalised_only : frozenset of str
        Those of `inner` that are other words without a capital.
    starters : frozenset of str
        Words, as they are written, that begin a sentence after one of `inner`.
    reporting : pattern, optional
        What goes on with the sentence after a quotation that asks or calls, from its first letter.
    """

    titles: frozenset[str] = NO_WORDS
    numbered: frozenset[str] = NO_WORDS
    inner: frozenset[str] = NO_WORDS
    capitalised_only: frozenset[str] = NO_WORDS
    starters: frozenset[str] = NO_WORDS
    reporting: re.Pattern[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Numerals:
    """Words that are numbers, see `retold.language.numerals`.

    Attributes
    ----------
    words : mapping
        Each word for a number below a hundred, with its number.
    scales : mapping
        Words that multiply what stands before them.
    ones : frozenset of str
        Words that are 1 before a scale.
    joining : frozenset of str
        Words between a scale and the rest.
    ordinals, fractions : mapping
        Words for a place in a row, and for the parts of a whole by how many there are.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    ones: frozenset[str] = NO_WORDS
    joining: frozenset[str] = NO_WORDS
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """Words that report speech.

    Attributes
    ----------
    cues : mapping
        Every form of a reporting verb, with the verb it belongs to.
    speaking : frozenset of str
        Those verbs that may stand beside a quotation, or after the clause they report.
    that : frozenset of str
        Words at which a reported clause begins.
    genders : mapping
        Pronouns of one person, with a name for the gender each stands for.
    pronouns : frozenset of str
        Of them, those that may stand for the speaker of a clause.
    subjects : frozenset of str
        All pronouns that stand as a subject, in lower case.
    belonging : pattern, optional
        What stands between somebody and the one he belongs to: "the spokesman of Ann Lee".
    no_person : pattern, optional
        What speaks without being a "he" or "she".
    glued : pattern, optional
        A pronoun with a verb glued to it, from its first letter: "he'd".
    joining : frozenset of str
        Words between two who speak together.
    announcing, publishing : frozenset of str
        Forms of verbs that announce words in a paragraph of their own; what else does where words are put out: "posted", "statement".
    clause : pattern, optional
        A clause that says who speaks, right after what is said. Without it it is made of the lists.
    """

    cues: Mapping[str, str] = field(default_factory=dict)
    speaking: frozenset[str] = NO_WORDS
    that: frozenset[str] = NO_WORDS
    genders: Mapping[str, str] = field(default_factory=dict)
    pronouns: frozenset[str] = NO_WORDS
    subjects: frozenset[str] = NO_WORDS
    belonging: re.Pattern[str] | None = None
    no_person: re.Pattern[str] | None = None
    glued: re.Pattern[str] | None = None
    joining: frozenset[str] = NO_WORDS
    announcing: frozenset[str] = NO_WORDS
    publishing: frozenset[str] = NO_WORDS
    clause: re.Pattern[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Persons:
    """Words for people, all in lower case.

    Attributes
    ----------
    roles, common_roles : frozenset of str
        Offices and professions; of them, those that many hold at once.
    short_titles : mapping
        Titles before a name, each with the roles that it stands for.
    honorifics, gendered : mapping
        What is put before a name and says no office; nouns: each with the gender (see ``Reporting.genders``), "" for none.
    past_holders, deputies, describing : frozenset of str
        Words before a role: who holds it no longer; who stands in for its holder; what does not tell whose it is.
    after_names : frozenset of str
        Letters after a name that are still its bearer.
    relative, definite, emphatic : frozenset of str
        What begins a relative clause; articles of what is known already; what stresses a noun ("himself").
    place, apposition : str
        Patterns: what stands between a role and its place ("of the"); what stands between a name and the role after it.
    """

    roles: frozenset[str] = NO_WORDS
    common_roles: frozenset[str] = NO_WORDS
    short_titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    honorifics: Mapping[str, str] = field(default_factory=dict)
    gendered: Mapping[str, str] = field(default_factory=dict)
    past_holders: frozenset[str] = NO_WORDS
    deputies: frozenset[str] = NO_WORDS
    describing: frozenset[str] = NO_WORDS
    after_names: frozenset[str] = NO_WORDS
    relative: frozenset[str] = NO_WORDS
    definite: frozenset[str] = NO_WORDS
    emphatic: frozenset[str] = NO_WORDS
    place: str = "(?!)"
    apposition: str = r",\s"


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Words of transcripts and press releases.

    Attributes
    ----------
    asking, answering, no_speakers : frozenset of str
        What stands before a colon at the start of a line: who asks, who answers, and what names nobody.
    notes, editorial : pattern
        What happens in the room, in brackets; what an editor says of a text, in a paragraph of its own.
    from_whom : pattern
        A line that says whose words follow; its group ``name`` is the name.
    inviting : frozenset of str
        What opens an invitation to readers, which announces nobody's words.
    on_a_platform : pattern
        A line that says who puts out the words below it on a platform of the web; its group ``name`` is the name.
    asking_bare : frozenset of str
        Of `asking`, letters that stand before a question without a sign after them.
    examining, witness : pattern
        What says who asks, and who answers, from here on; the group ``name`` is the name.
    interview : pattern
        What announces an interview whose questions have no names before them.
    addressing, own, own_alone : frozenset of str
        Words by which a question turns to somebody, and words of who speaks for himself; of these, those of one person.
    """

    asking: frozenset[str] = NO_WORDS
    answering: frozenset[str] = NO_WORDS
    no_speakers: frozenset[str] = NO_WORDS
    notes: re.Pattern[str] = NOTHING
    editorial: re.Pattern[str] = NOTHING
    from_whom: re.Pattern[str] = NOTHING
    inviting: frozenset[str] = NO_WORDS
    on_a_platform: re.Pattern[str] = NOTHING
    asking_bare: frozenset[str] = NO_WORDS
    examining: re.Pattern[str] = NOTHING
    witness: re.Pattern[str] = NOTHING
    interview: re.Pattern[str] = NOTHING
    addressing: frozenset[str] = NO_WORDS
    own: frozenset[str] = NO_WORDS
    own_alone: frozenset[str] = NO_WORDS


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The words of one language, all in lower case where nothing else is said.

    Attributes
    ----------
    frequent : frozenset of str
        Function words that are frequent in this language and in few others: what a text is told by.
    function_words : frozenset of str
        Words that carry no meaning of their own.
    endings : tuple of str
        What a rough stem goes without, the longest first.
    plain_forms : mapping
        The plain form of each form that no ending tells.
    negations, contracted : mapping
        The verb that a word with "n't" is of, by what stands before it; and what stands after an apostrophe, in full.
    shortened : frozenset of str
        What is left of words that begin with an apostrophe ("'em").
    marks : tuple of pairs
        Quotation marks beyond those of `retold.language.quotations`, each with what closes it.
    """

    frequent: frozenset[str] = NO_WORDS
    function_words: frozenset[str] = NO_WORDS
    endings: tuple[str, ...] = ()
    plain_forms: Mapping[str, str] = field(default_factory=dict)
    contracted: Mapping[str, str] = field(default_factory=dict)
    negations: Mapping[str, str] = field(default_factory=dict)
    shortened: frozenset[str] = NO_WORDS
    marks: tuple[tuple[str, str], ...] = ()
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    numerals: Numerals = field(default_factory=Numerals)
    reporting: Reporting = field(default_factory=Reporting)
    persons: Persons = field(default_factory=Persons)
    turns: Turns = field(default_factory=Turns)


def languages() -> list[str]:
    """Return the codes of the languages that have a folder, sorted.

    Examples
    --------
    >>> "en" in languages()
    True
    """
    return sorted(_folders(tuple(retold.language.__path__)))


@cache
def _folders(path: tuple[str, ...]) -> dict[str, str]:
    names = [found.name for found in iter_modules(path, f"{retold.language.__name__}.") if found.ispkg]
    return {str(import_module(name).CODE): name for name in sorted(names)}


def lexicon(language: str = ENGLISH) -> Lexicon:
    """Return the words of a language.

    Parameters
    ----------
    language : str
        Its code; what follows a hyphen ("en-GB") makes no difference.

    Raises
    ------
    ParameterError
        If there is no folder for it.

    Examples
    --------
    >>> "the" in lexicon("en").function_words, lexicon("en-GB") is lexicon("en")
    (True, True)
    """
    return _lexicon(language, tuple(retold.language.__path__))


@cache
def _lexicon(language: str, path: tuple[str, ...]) -> Lexicon:
    folder = _folders(path).get(base_code(language))
    if folder is None:
        raise ParameterError(
            f"the words of the language {language!r} are not known",
            where="language",
            todo=f"{close_match(language, languages())}; or add a folder for it to {retold.language.__name__}",
        )
    found: Lexicon = import_module(f"{folder}.lexicon").LEXICON
    return found


def base_code(language: str) -> str:
    """Return the code of a language without its region; of none, that of English.

    Examples
    --------
    >>> base_code("en-GB"), base_code("pt_BR"), base_code("")
    ('en', 'pt', 'en')
    """
    return re.split("[-_]", language.lower(), maxsplit=1)[0] or ENGLISH


def read_as(language: str) -> str:
    """Return the code of the language that a text is read as: its own if it has a folder, else English.

    Examples
    --------
    >>> read_as("en-US"), read_as(""), read_as("xx")
    ('en', 'en', 'en')
    """
    code = base_code(language)
    return code if code in _folders(tuple(retold.language.__path__)) else ENGLISH


def article_languages(articles: Mapping[str, Iterable[object]], count: int) -> list[str]:
    """Return the language of each article, "" where nothing says it.

    Parameters
    ----------
    articles : pandas.DataFrame
        With a column ``language`` or without.
    count : int
        How many articles there are.
    """
    told = articles["language"] if "language" in articles else [""] * count
    return [language if isinstance(language, str) else "" for language in told]


def warn_of_languages(
    told: Iterable[str], *, reader: str, only: str | None = None, stacklevel: int = 3
) -> None:
    """Warn of articles in a language that is read as English for want of its words.

    Parameters
    ----------
    told : iterable of str
        The language of each article, "" where nothing says it.
    reader : str
        What is read, for the message: "sentences".
    only : str, optional
        The one language that this reader knows; default all that have a folder.
    """
    known = {only} if only else set(languages())
    unknown: dict[str, int] = {}
    for language in told:
        code = base_code(language)
        if code not in known:
            unknown[code] = unknown.get(code, 0) + 1
    if unknown:
        counts = ", ".join(f"{n} in {code!r}" for code, n in sorted(unknown.items()))
        warnings.warn(
            f"{reader}: articles are read as English though they are not ({counts}); known here are:"
            f" {', '.join(sorted(known))}",
            stacklevel=stacklevel,
        )
