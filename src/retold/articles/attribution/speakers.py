"""Settle who speaks in each clause of an article: names, roles and pronouns, in reading order.

"He" is the person who spoke last, or whom a sentence named first; papers, crowds and bodies speak, but are no "he".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retold.articles.attribution.bodies import is_body
from retold.articles.attribution.names import Names
from retold.articles.attribution.reporting_clauses import Clause
from retold.articles.attribution.roles import Roles, find_roles
from retold.articles.attribution.turn_lines import label_key
from retold.articles.attribution.turns import Turn, label_names
from retold.language.lexicon import Persons
from retold.language.tokens import TOKEN, Span, any_sign, count_words

# How far an attribution can be trusted, by what it rests on. The order is what matters: each is read off
# the evidence (a name in the clause, a role, a pronoun, the speaker of the lines before, a pronoun that may mean another, nothing at all).
NAMED, ROLE, PRONOUN, RUNNING, AMBIGUOUS, GUESSED = 1.0, 0.9, 0.8, 0.6, 0.5, 0.4

# A pronoun is the subject's if it comes so soon (characters) after the
# subject's name so often, and so many times as often as the other.
GENDER_WITHIN, GENDER_LEAST, GENDER_OVER = 80, 3, 3

# A sentence that opens with two words in capitals has a person as its subject, or a body.
_OPENING_NAME = re.compile(r"(?!The\b)[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3}")

# A name of two words or more within a sentence, and the word before it.
_INNER_NAME = re.compile(r"(?<![^\W_])([^\W_]+)\s((?:[A-Z][\w'’-]+\.?\s){1,3}[A-Z][\w'’-]+)")

# A label of so few capitals is initials.
SHORT_LABEL = 3

# The word that a sentence opens with; a body that does.
_FIRST_WORD = re.compile(r"[A-Z][a-z]+\b")
_BODY = re.compile(r"The(?:\s[A-Z][\w'’-]+)+")

# The words right before a name, and a name after its title.
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s\Z")
_TITLED = re.compile(r"\b([A-Z][a-z]+)\.?\s(?:[A-Z][\w'’.-]+\s){0,2}([A-Z][\w'’-]+)")


class Source(NamedTuple):
    """Who is reported: the words that name the speaker, the voice, and how far this is sure."""

    speaker: str
    voice: str
    confidence: float


NARRATOR = Source("", "journalist", NAMED)
UNKNOWN = Source("", "third_party", GUESSED)


@dataclass(frozen=True)
class Cast:
    """Whom an article speaks of.

    Attributes
    ----------
    names : Names
        The subject's names, as this article uses them.
    roles : Roles
        Which roles the subject has in it, and which others have.
    gender : str
        The subject's, by the pronouns of all texts; "" if they do not tell.
    genders : mapping of str to str
        The gender of others by their last names, where a title tells.
    """

    names: Names
    roles: Roles
    gender: str
    genders: Mapping[str, str]

    @classmethod
    def of(cls, text: str, names: Names, gender: str) -> Cast:
        """Read the cast of an article."""
        named = names.in_text(text)
        return cls(named, find_roles(text, named), gender, _titled_genders(text, named.persons))

    def gender_of(self, words: str) -> str:
        """Return the gender that words for a person tell, "" if none."""
        persons, lowers = self.names.persons, [token.lower() for token in TOKEN.findall(words)]
        known = self.names.words.genders
        told = (known.get(w) or persons.honorifics.get(w) or persons.gendered.get(w) for w in lowers)
        return next((gender for gender in told if gender), "") or next(
            (self.genders[w] for w in lowers if w in self.genders), ""
        )


def _titled_genders(text: str, persons: Persons) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for title in _TITLED.finditer(text):
        if gender := persons.honorifics.get(title[1].lower(), ""):
            found.setdefault(title[2].lower(), set()).add(gender)
    return {name: next(iter(genders)) for name, genders in found.items() if len(genders) == 1}


def resolve_speakers(
    text: str,
    bounds: Sequence[Span],
    clauses: Sequence[Sequence[Clause]],
    quotations: Sequence[Span],
    cast: Cast,
    given: Sequence[Source | None] = (),
) -> tuple[list[list[Source]], list[tuple[int, Source]]]:
    """Settle who speaks in each clause, in reading order, and who has the floor from each place on.

    A "she" is not the subject where the text calls the subject "he", nor the other way round: she is whom the text
    has named last beside the subject. The floor is that of whom a clause or a sentence without one names, and is what a quotation
    without a clause goes by.
    """
    person: Source | None = None
    other: Source | None = None
    rival = ""
    resolved: list[list[Source]] = []
    floor: list[tuple[int, Source]] = []
    for span, found, own in zip(bounds, clauses, given or [None] * len(bounds), strict=True):
        if own is not None:
            person = own
            floor.append((span[0], own))
            resolved.append([UNKNOWN] * len(found))
            continue
        opening, is_person = None, False
        if not _is_within(span[0], quotations):
            before = (span[0], _first_quoted(span, quotations))
            opening, is_person = _opening(text, before, cast, person, other)
        if opening and is_person:
            person = opening
            other = opening if opening.voice == "third_party" else other
        if opening and (is_person or not found):
            floor.append((span[0], opening))
        if not found:
            rival = _another(text, span, opening, cast) if opening and is_person else ""
            if rival:
                other = Source(rival, "third_party", NAMED)
            resolved.append([])
            continue
        sources: list[Source | None] = []
        for clause in found:
            source = _who(
                clause, sources, _antecedent(clause.speaker or "", person, other, cast), cast, person
            )
            if source and rival and _may_mean(rival, clause.speaker, cast):
                source = source._replace(confidence=min(source.confidence, AMBIGUOUS))
            if source and introduces(clause, source, cast.names):
                person = source
                other = source if source.voice == "third_party" else other
            if source and has_floor(clause, source, cast.names):
                floor.append((clause.at, source))
            sources.append(source)
        rival = ""
        # "While admitting X, Ann Lee said Y": the clause before its own subject takes the next one's.
        known = [source for source in sources if source is not None]
        fallback = known[0] if known else person._replace(confidence=RUNNING) if person else UNKNOWN
        resolved.append(
            [
                _weigh(source or fallback, clause.probability)
                for source, clause in zip(sources, found, strict=True)
            ]
        )
    return resolved, floor


def _another(text: str, span: Span, opening: Source, cast: Cast) -> str:
    """Return the person whom a sentence names beside the one it opens with: "Ann Lee met Tom Hart"; "" if it names none."""
    own, persons = opening.speaker.lower(), cast.names.persons
    for found in _INNER_NAME.finditer(text, *span):
        before, name = found[1].lower(), found[2]
        placed = cast.names.is_function_word(before) and before not in cast.names.words.joining
        titled = "." not in name or name.split(".")[0].lower() in persons.honorifics
        if titled and not placed and name.lower() not in own and not cast.names.is_subject(name):
            return name
    first = _OPENING_NAME.match(text, *span)
    if first and own not in first.group().lower() and not cast.names.is_subject(first.group()):
        following = cast.names.pattern.search(text, first.end(), span[1])
        between = TOKEN.findall(text[first.end() : following.start()].lower()) if following else []
        apart = bool(between) and persons.roles.isdisjoint(between) and between[0] not in persons.describing
        if apart and not is_body(first.group(), cast.names.words, persons):
            return first.group()
    return ""


def _may_mean(rival: str, words: str | None, cast: Cast) -> bool:
    """Tell whether a pronoun may mean another as well: of the same gender by a title, or where no gender is known."""
    gender = cast.names.words.genders.get((words or "").lower(), "")
    told = cast.gender_of(rival)
    return bool(gender) and (told == gender or not (told or cast.gender))


def is_person_of(text: str, name: str, cast: Cast) -> bool:
    """Tell whether a name is the subject's, or that of somebody who speaks elsewhere in a text."""
    if _label_source(name, cast).voice == "subject":
        return True
    known = cast.names.words
    if is_body(name, known, cast.names.persons):
        return False
    last = re.escape(name.split()[-1])
    verbs = "|".join(sorted(map(re.escape, known.announcing))) or "(?!)"
    who = r"(?:[A-Z][\w'’.-]*\s)*"
    return re.search(rf"\b{last}\s(?:{verbs})\b|\b(?:{verbs})\s{who}{last}\b", text) is not None


def _is_within(at: int, quotations: Sequence[Span]) -> bool:
    n = bisect_right(quotations, at, key=lambda span: span[0])
    return n > 0 and at < quotations[n - 1][1]


def _first_quoted(span: Span, quotations: Sequence[Span]) -> int:
    """Return where the first quotation of a sentence begins, or where the sentence ends."""
    n = bisect_left(quotations, span)
    return min(span[1], quotations[n][0]) if n < len(quotations) else span[1]


def _opening(
    text: str, span: Span, cast: Cast, person: Source | None, other: Source | None
) -> tuple[Source | None, bool]:
    """Return whom a sentence without a clause is about, and whether it is a person whom it names itself.

    That is a name or a role where its subject stands, or whom a pronoun there means; where it ends with a colon, so that words
    follow, any subject.
    """
    named = cast.names.pattern.search(text, *span)
    if named and count_words(text[span[0] : named.start()]) <= 4:
        return Source(named.group(), "subject", NAMED), True
    running = person is not None and person.voice == "subject"
    if role := cast.roles.opening(text, *span, running=running):
        return Source(role, "subject", ROLE), True
    known, persons = cast.names.words, cast.names.persons
    opening = None if named else _OPENING_NAME.match(text, *span)
    if opening and cast.names.is_function_word(opening.group().split()[0].lower()):
        opening = None
    if opening and not is_body(opening.group(), known, persons):
        return Source(opening.group(), "third_party", NAMED), True
    first = _FIRST_WORD.match(text, *span)
    if first and person and first.group().lower() in known.genders:
        meant = _antecedent(first.group(), person, other, cast)
        return (meant or person)._replace(confidence=PRONOUN), False
    body = opening or _BODY.match(text, *span)
    if body and text[slice(*span)].rstrip().endswith(":"):
        return Source(body.group(), "third_party", ROLE), False
    return None, False


def _antecedent(words: str, person: Source | None, other: Source | None, cast: Cast) -> Source | None:
    """Return whom a pronoun means: who spoke last, unless the gender tells another."""
    gender = cast.names.words.genders.get(words.lower(), "")
    if not person or not gender:
        return person
    if person.voice == "subject":
        differs = cast.gender not in ("", gender)
        return (other or UNKNOWN) if differs else person
    told = cast.gender_of(person.speaker)
    if told and told != gender and cast.gender == gender:
        return Source(cast.names.subject, "subject", PRONOUN)
    return person


def subject_pronoun(texts: Iterable[str], names: Names) -> str:
    """Return the gender ("he", "she") whose titles and pronouns mostly stand beside the subject's name; "" if none does.

    Examples
    --------
    >>> subject_pronoun(["Ann Lee said she left. Ann Lee took her hat, and Ann Lee lost her way."], Names.of("Ann Lee", []))
    'she'
    >>> subject_pronoun(["Ms. Lee left. Ms. Lee came back. Ms. Lee left again."], Names.of("Ann Lee", ["Lee"]))
    'she'
    """
    genders = names.words.genders
    counts = dict.fromkeys(genders.values(), 0)
    if len(counts) < 2:
        return ""
    pronoun = _any_case(genders)
    for text in texts:
        for name in names.in_text(text).pattern.finditer(text):
            before = _WORD_BEFORE.search(text, max(name.start() - 12, 0), name.start())
            title = names.persons.honorifics.get(before[1].lower(), "") if before else ""
            word = pronoun.search(text, name.end(), name.end() + GENDER_WITHIN)
            if gender := title or (genders[word.group().lower()] if word else ""):
                # A title says it once for all.
                counts[gender] += GENDER_LEAST if title else 1
    more, less, *_ = sorted(counts, key=lambda gender: -counts[gender])
    return more if counts[more] >= max(GENDER_LEAST, GENDER_OVER * counts[less]) else ""


def _any_case(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of words with a capital or without."""
    forms = "|".join(f"[{re.escape(word[0].upper() + word[0])}]{re.escape(word[1:])}" for word in words)
    return re.compile(rf"\b(?:{forms})\b")


def introduces(clause: Clause, source: Source, names: Names) -> bool:
    """Tell whether a clause makes its speaker the one whom "he" means next.

    The subject always does; others where they speak, and are neither a plural nor a paper.
    """
    if not clause.speaker or source.voice == "subject":
        return bool(clause.speaker)
    words, known = clause.speaker.lower(), names.words
    if words in known.pronouns:
        return True
    glued = known.glued is not None and not words.isalpha() and known.glued.match(words)
    if words in known.subjects or glued or any(f" {word} " in words for word in known.joining):
        return False
    if is_body(clause.speaker, known, names.persons):
        return False
    speaks = known.cues.get(clause.cue.lower(), "") in known.speaking
    named = _OPENING_NAME.match(clause.speaker) is not None
    return clause.looks_back or speaks or named or clause.cue == "according to"


def has_floor(clause: Clause, source: Source, names: Names) -> bool:
    """Tell whether a quotation after a clause goes on with its speaker: a person, or a body that speaks itself."""
    if introduces(clause, source, names):
        return True
    known = names.words
    speaks = known.cues.get(clause.cue.lower(), "") in known.speaking
    return bool(clause.speaker) and speaks and is_body(clause.speaker or "", known, names.persons)


def _is_document(words: str, names: Names) -> bool:
    """Tell whether words are "the statement" and the like: what the person who has the floor put out."""
    parts = words.lower().split()
    return len(parts) == 2 and parts[0] in names.persons.definite and parts[1] in names.words.publishing


def _weigh(source: Source, probability: float) -> Source:
    """Return a source whose confidence takes in how likely its cue reports at all."""
    return source._replace(confidence=round(source.confidence * probability, 3))


def _who(
    clause: Clause, before: Sequence[Source | None], meant: Source | None, cast: Cast, person: Source | None
) -> Source | None:
    words = clause.speaker
    if words is None:
        return next((source for source in reversed(before) if source), None)
    if not words:
        return UNKNOWN
    if cast.names.is_subject(words):
        return Source(words, "subject", NAMED)
    if words.lower() in cast.names.words.pronouns:
        return Source(words, meant.voice if meant else "third_party", PRONOUN if meant else GUESSED)
    if person and _is_document(words, cast.names):
        return Source(words, person.voice, PRONOUN)
    running = person is not None and person.voice == "subject"
    if cast.roles.hold(words, running=running, at=clause.at):
        return Source(words, "subject", ROLE)
    return Source(words, "third_party", NAMED)


def turn_sources(text: str, turns: Sequence[Turn], cast: Cast) -> list[Source]:
    """Settle who speaks in each turn of a transcript: the subject, the interviewer ("journalist"), or another.

    "A:" is whom the labels before it named last beside the interviewer, or the subject where the head of the text names no other. An
    office is the subject's where one of its labels has the subject's name beside it: "The Prime Minister (Ann Lee):".
    """
    known = cast.names.turns
    answerer = _answerer(text, turns, cast)
    held = {turn.label for turn in turns if turn.aside and _is_full_name(turn.aside, cast.names)}
    found: list[Source] = []
    for turn in turns:
        if turn.asks:
            source = Source(turn.label, "journalist", NAMED)
        elif not turn.label or label_key(turn.label, known) in known.answering:
            source = answerer
        elif not any(map(str.isalpha, turn.label)):
            source = UNKNOWN
        else:
            own = turn.label in held
            source = answerer = (
                Source(turn.label, "subject", NAMED) if own else _label_source(turn.label, cast)
            )
        found.append(source)
    return found


def _answerer(text: str, turns: Sequence[Turn], cast: Cast) -> Source:
    """Return who answers where no name says it: the subject, if the head of the text names the subject or a question turns to him by name."""
    head = text[: turns[0].start] if turns else ""
    asked = [text[turn.start : turn.end] for turn in turns if turn.asks]
    pattern = cast.names.in_text(head).pattern
    if pattern.search(head) or any(_turns_to(words, cast.names.with_surname) for words in asked):
        return _label_source(cast.names.subject, cast)
    return UNKNOWN


def _turns_to(words: str, names: Names) -> bool:
    """Tell whether a question opens with the name of whom it is put to: "Mayor Lee, will it …"."""
    before, comma, _ = words.partition(",")
    return bool(comma) and names.is_subject(before)


def _is_full_name(words: str, names: Names) -> bool:
    """Tell whether what stands beside a label is the subject's full name, with a title or without."""
    return re.search(any_sign(names.subject), words) is not None and names.is_subject(words)


def signed_source(words: str, cast: Cast) -> Source:
    """Return who a line names that stands below or above somebody's words: "Ann Lee, mayor of Millbrook".

    Where what follows the name tells a role of it, the name alone counts.
    """
    name = re.split(r"\s?[,(]", words, maxsplit=1)[0].strip()
    source = _label_source(name, cast)
    return source._replace(speaker=name)


def _label_source(label: str, cast: Cast) -> Source:
    words = label.title() if label.isupper() and len(label) > SHORT_LABEL else label
    names = cast.names.with_surname
    role = cast.roles.hold(_as_definite(words, cast.names.persons), running=False)
    own = names.is_subject(words) or role or label_names(label, names.subject)
    return Source(label, "subject" if own else "third_party", NAMED)


def _as_definite(words: str, persons: Persons) -> str:
    """Return a label as a definite phrase: "MR. PRESIDENT" and "President" are "the President"."""
    kept = [
        word
        for word in words.split()
        if word.lower().strip(".") not in (persons.honorifics.keys() | persons.definite)
    ]
    article = min(persons.definite, default="")
    return f"{article} {' '.join(kept)}".lower()
