"""Who speaks in a corpus: the most quoted person, what the articles call that person, and whom else the names could mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from retold.language.english.abbreviations import STARTERS, TITLES
from retold.language.english.calendar import CALENDAR_NAMES
from retold.language.english.offices import OFFICES, PARTICLES
from retold.language.titles_abroad import is_title_abroad
from retold.vocabulary import VOICES

_PARTICLE = "|".join(sorted(PARTICLES))
# A name: words with capitals, with particles between them.
_NAME = re.compile(rf"(?!(?:{_PARTICLE})\b)[A-ZÀ-ÞŁŚŻŽŠČĐ][\w'’.-]*(?:\s+(?:(?:{_PARTICLE})\s+){{0,2}}[A-ZÀ-ÞŁŚŻŽŠČĐ][\w'’.-]*)*")  # fmt: skip
# What an article calls a person beside the name: "the mayor, Ann Lee", "Ann Lee, the mayor of Norton".
_ROLE = r"[a-z][a-z-]+(?:\s[a-z][a-z-]+){0,2}"

# What stands before a word inside a sentence.
_INSIDE = re.compile(r"[\w,;)]\s$")

# A description is an alias from so many places on, as one alone may be somebody else's.
ROLE_PLACES = 1
# So many descriptions are proposed.
MOST_ROLES = 3
# A speaker with a full name is proposed before one of a single word with up to so many times its statements.
FULL_NAME_SHARE = 1 / 3
# So many articles, evenly drawn, tell who is quoted most and whether the subject speaks.
MOST_READ = 400
# Of larger corpora the run proposes occasions: telling them before it would take minutes.
MOST_OCCASIONS_READ = 500


class Speaker(NamedTuple):
    """A person who speaks: the full name, the last part of it, statements and articles with some."""

    name: str
    surname: str
    statements: int
    articles: int


def draw_part(articles: pd.DataFrame) -> pd.DataFrame:
    """Return all articles, or of many at most `MOST_READ`, evenly drawn.

    Examples
    --------
    >>> len(draw_part(pd.DataFrame({"article_id": range(1000)}))), len(draw_part(pd.DataFrame({"article_id": range(3)})))
    (334, 3)
    """
    return articles.iloc[:: max(1, -(-len(articles) // MOST_READ))]


def list_speakers(statements: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Speaker]:
    """Return the persons who are named as speakers, the most quoted first.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements``.
    articles : pandas.DataFrame, optional
        Columns ``article_id`` and ``text``: whom a description stands beside ("the mayor, Ann Lee") is known then, and
        the full name of one who is only quoted by the last part of it.

    Examples
    --------
    >>> told = {"article_id": ["a", "a", "b"], "voice": "third_party", "speaker": ["Mayor Ann Lee", "Lee", "the union"]}
    >>> list_speakers(pd.DataFrame(told))
    [Speaker(name='Ann Lee', surname='Lee', statements=2, articles=1)]
    """
    spoken = statements[(statements["voice"] != VOICES[-1]) & (statements["speaker"] != "")]
    texts = (
        {} if articles is None else dict(zip(articles["article_id"], map(str, articles["text"]), strict=True))
    )
    names = [
        _name(str(speaker)) or _in_text(str(speaker), texts.get(article, ""))
        for article, speaker in zip(spoken["article_id"], spoken["speaker"], strict=True)
    ]
    frame = pd.DataFrame({"article_id": spoken["article_id"].to_numpy(), "name": names}, dtype="str")
    frame = frame[frame["name"] != ""]
    frame["surname"] = frame["name"].map(_surname)
    found = []
    for surname, own in frame.groupby("surname", sort=True):
        full = Counter(name for name in own["name"] if name != surname)
        if not full:
            full = _full_names(
                str(surname), [texts.get(article, "") for article in own["article_id"].unique()]
            )
        # The form that most statements have; of two that are as frequent, the shorter one.
        name = min(full, key=lambda each: (-full[each], len(each), each)) if full else str(surname)
        found.append(Speaker(name, str(surname), len(own), own["article_id"].nunique()))
    return sorted(found, key=lambda each: (-each.statements, -each.articles, each.name))


def _in_text(speaker: str, text: str) -> str:
    """Return the name that an article has beside a description ("the mayor, Ann Lee"), or for capitals ("LEE:")."""
    words = speaker.split()
    if speaker.isupper() and re.search(rf"\b{re.escape(speaker.title())}\b", text):
        return _name(speaker.title())
    if len(words) < 2 or not text or not _is_office(words[-1]):
        return ""
    found = re.search(rf"(?i:{re.escape(speaker)}),\s+({_NAME.pattern})", text)
    return _name(found[1]) if found else ""


def _full_names(surname: str, texts: Iterable[str]) -> Counter[str]:
    """Return the first names that articles put before a surname, with how often they do."""
    form = re.compile(rf"\b[A-ZÀ-ÞŁŚŻŽŠČĐ][\w'’.-]+\s+{re.escape(surname)}\b")
    names = (_name(match[0]) for text in texts for match in form.finditer(text))
    return Counter(name for name in names if " " in name)


def most_quoted(speakers: Sequence[Speaker]) -> Speaker | None:
    """Return the speaker to study: the most quoted with a full name, unless one of a single word has far more.

    What is one word may be a country or a house that "says" things; a person is called by the full name somewhere.
    """
    full = next((each for each in speakers if " " in each.name), None)
    if full and full.statements >= FULL_NAME_SHARE * speakers[0].statements:
        return full
    return speakers[0] if speakers else None


def _name(speaker: str) -> str:
    """Return the name in the words for a speaker, without offices and titles; empty if there is none."""
    for match in _NAME.finditer(speaker):
        words = match[0].split()
        # "French President Ann Lee" and "Mayor Lee" are Ann Lee and Lee.
        offices = [
            n
            for n, word in enumerate(words)
            if _is_office(word) or (word != words[-1] and is_title_abroad(word))
        ]
        words = words[offices[-1] + 1 :] if offices else words
        while words and words[0] in STARTERS:
            words.pop(0)
        name = re.sub(r"['’]s?$", "", " ".join(words)).rstrip(".,")
        if len(name) > 1 and name.casefold() not in CALENDAR_NAMES and not name.isupper():
            return name
    return ""


def _is_office(word: str) -> bool:
    return word.casefold().rstrip(".") in OFFICES | TITLES


def _surname(name: str) -> str:
    """Return the last part of a name, with its particles."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    return " ".join(words[at:])


def find_aliases(texts: Iterable[str], name: str) -> list[str]:
    """Return what articles call a person beside the full name: the surname, and descriptions in apposition.

    Examples
    --------
    >>> find_aliases(["The mayor, Ann Lee, came. Ann Lee, the mayor of Ulm, said: no. Lee left."], "Ann Lee")
    ['Lee', 'the mayor']
    """
    surname, roles = _surname(name), Counter[str]()
    full = re.escape(name)
    forms = (
        re.compile(rf"\b[Tt]he ({_ROLE}),\s+{full}\b"),
        re.compile(rf"\b{full},\s+(?:the|a|an)\s+([a-z][a-z-]+)(?:\s+(?:of|for|in|at)\b|,)"),
        re.compile(rf"\b([A-Z][a-z]+)\s+{full}\b"),
    )
    for text in texts:
        for form in forms:
            for match in form.finditer(text):
                words = match[1].split()
                if _is_office(words[-1]) and (form is not forms[2] or words[0] not in STARTERS):
                    # Of "the popular mayor" and "the mayor" both are the mayor.
                    roles[f"the {words[-1].lower()}"] += 1
    kept = sorted(
        (role for role, n in roles.items() if n >= ROLE_PLACES), key=lambda role: (-roles[role], role)
    )
    return [each for each in dict.fromkeys([surname, *kept[:MOST_ROLES]]) if each != name]


def doubtful_names(texts: Sequence[str], subject: str, aliases: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return, for each name of the subject, other persons whom the articles call so, and how often.

    Examples
    --------
    >>> doubtful_names(["So Tom Lee came, and the mayor, Tom Hart, slept. Ann Lee left."], "Ann Lee", ["Lee", "the mayor"])
    {'Lee': {'Tom Lee': 1}, 'the mayor': {'Tom Hart': 1}}
    """
    own = {word.casefold() for name in (subject, *aliases) for word in name.split()}
    found = {}
    for alias in dict.fromkeys([*aliases, _surname(subject)] if subject else aliases):
        form = _others(alias)
        if form is None:
            continue
        inside, all_places = Counter[str](), Counter[str]()
        for text in texts:
            for match in form.finditer(text):
                if other := _other(match, own, alias):
                    all_places[other] += 1
                    inside[other] += bool(_INSIDE.search(text[max(match.start() - 3, 0) : match.start()]))
        # The first word of a sentence has a capital whatever it is: once alone it tells nothing.
        others = {other: n for other, n in all_places.items() if inside[other] or n > 1}
        if others:
            found[alias] = dict(sorted(others.items(), key=lambda each: (-each[1], each[0])))
    return found


def _others(alias: str) -> re.Pattern[str] | None:
    """Return what finds other persons under a name: another first name, or another name in apposition."""
    words = alias.split()
    if len(words) == 1 and alias[:1].isupper():
        return re.compile(rf"\b(?P<first>[A-Z][\w'’-]+)\s+(?P<last>{re.escape(alias)})\b(?!['’-]?\w)")
    if words[:1] == ["the"] and len(words) > 1:
        role = re.escape(" ".join(words[1:]))
        return re.compile(rf"\b[Tt]he {role},\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{1,2}})\b")
    return None


def _other(match: re.Match[str], own: set[str], alias: str) -> str:
    parts = match.groupdict()
    if name := parts.get("name"):
        return "" if set(name.casefold().split()) & own else name
    first = str(parts["first"])
    plain = first.casefold()
    known = plain in own or _is_office(first) or first in STARTERS or plain in CALENDAR_NAMES
    return "" if known else f"{first} {alias}"
