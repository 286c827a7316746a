"""Slots: what a detail is of, read from the words that govern it and stand around it in its clause and sentence."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from retold.consistency.details.bounds import is_compared
from retold.consistency.details.units import UNITS
from retold.language.calendar import Dated
from retold.language.clauses import (
    FUNCTION_WORDS,
    Sentence,
    Word,
    clause_of,
    is_content,
    words_after,
    words_before,
)
from retold.language.english.amounts import BEFALLEN
from retold.language.english.calendar import DETERMINERS, STEP, VAGUE
from retold.language.english.numerals import NUMBER_WORDS, ORDINALS
from retold.language.english.slots import (
    AHEAD,
    ASPECTS,
    ATTACHING,
    BEFORE_A_MEASURE,
    CHANGES,
    DIFFERENCES,
    DIMENSIONS,
    HAVING,
    LASTING,
    LEAVING,
    PARTS,
    RATE_WORDS,
    RATES,
    SCOPES,
    THINGS,
    WITHOUT_CONTEXT,
)
from retold.language.english.to_come import SUPPOSING

# Words of time, number and measure say nothing about what a detail is of.
NO_CONTEXT = WITHOUT_CONTEXT | frozenset(UNITS)

# A rate stands within so many words of its number.
RATE_WITHIN = 6

# Sentences of the same paragraph that are read along, before and after.
SENTENCES_BEFORE, SENTENCES_AFTER = 3, 1

# An article that says "the gates" so often means a set that its reader knows.
KNOWN_MENTIONS = 1


class Cue(NamedTuple):
    """A mark of a slot: what kind of mark, if it is of one, and what it says."""

    kind: str
    value: str


# So many words of a sentence before a detail, and as many from it on, are read along. No sentence that somebody says is longer;
# what has no full stop for pages, as a table or a list, would else take time with the square of its length.
FURTHEST = 400


class Slot(NamedTuple):
    """What a detail is of: head, words of its clause, of its sentence and of its neighbours, and marks of the slot."""

    head: str
    clause: tuple[str, ...]
    around: tuple[str, ...]
    near: tuple[str, ...]
    cues: tuple[Cue, ...]
    when: str


def describe_slot(
    text: str,
    sentences: Sequence[Sentence],
    at: int,
    start: int,
    end: int,
    *,
    dates: Sequence[Dated],
    counted: str = "",
    between: Sequence[str] = (),
    kind: str = "number",
    written: str = "",
    quotation: tuple[int, int] | None = None,
    subject: int | None = None,
) -> Slot:
    """Read the slot of a detail that stands in a sentence.

    Parameters
    ----------
    text : str
        The article.
    sentences : sequence of Sentence
        Its sentences.
    at : int
        Number of the sentence that holds the detail.
    start, end : int
        Where the detail stands.
    dates : sequence of Dated
        The dates of the article, to tell of what day a number is.
    counted : str
        What a number counts.
    between : sequence of str
        The words between a number and what it counts.
    kind : str
        Kind of the detail.
    written : str
        The day of the article.
    quotation : (int, int), optional
        The quotation that holds the detail.
    subject : int, optional
        Where that stands which a number counts, if in another clause: that is its own, too.

    Returns
    -------
    Slot
        Words are as written, in lower case, names with a capital; ``when`` is EDTF, with a question mark where the
        day is only that of the article.
    """
    sentence = sentences[at]
    clauses = {clause_of(sentence, place) for place in (start, subject) if place is not None}
    first = bisect_left(sentence.words, start, key=lambda word: word.start)
    around_it = sentence.words[max(0, first - FURTHEST) : first + FURTHEST]
    every = [word for word in around_it if not (start <= word.start < end)]
    # Who says it, and to whom, is beside what is said.
    begin, stop = quotation or (0, len(text))
    own = [word for word in every if begin <= word.start < stop]
    aside = [word for word in every if not begin <= word.start < stop]
    inner: list[Word] = []
    outer: list[Word] = []
    for word in own:
        (inner if clause_of(sentence, word.start) in clauses else outer).append(word)
    around = _neighbours(text, sentences, at)
    head = counted or _head(text, sentence, start, end, kind)
    cues = _cues(Surroundings(text, sentence, inner, outer, start, end, between), kind)
    cues += (Cue("", "known"),) if counted and _is_known(text, counted) else ()
    return Slot(
        head=head,
        clause=_content(inner, head),
        around=_content(outer, head),
        near=_content([*aside, *(word for near in around for word in near.words)], head),
        cues=cues,
        when="" if kind == "date" else _when(text, sentences, at, start, end, dates, written),
    )


def _is_known(text: str, counted: str) -> bool:
    """Say whether an article speaks of "the gates" again, so that their number is that of one known set."""
    pattern = rf"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|[Oo]ur)\s{re.escape(counted)}\b"
    return sum(1 for _ in re.finditer(pattern, text)) >= KNOWN_MENTIONS


def _neighbours(text: str, sentences: Sequence[Sentence], at: int) -> list[Sentence]:
    """Return the sentences of the same paragraph that are read along."""
    own = sentences[at]
    found = []
    for step in range(1, SENTENCES_BEFORE + 1):
        if at - step < 0 or "\n" in text[sentences[at - step].start : own.start].rstrip(" "):
            break
        found.append(sentences[at - step])
    for step in range(1, SENTENCES_AFTER + 1):
        if at + step >= len(sentences) or "\n" in text[own.start : sentences[at + step].start].rstrip(" "):
            break
        found.append(sentences[at + step])
    return found


def _content(words: Sequence[Word], head: str) -> tuple[str, ...]:
    forms = dict.fromkeys(
        word.form.capitalize() if word.name else word.form
        for word in words
        if is_content(word.form) and word.form not in NO_CONTEXT and word.form != head
    )
    return tuple(forms)


class Surroundings(NamedTuple):
    """Where a detail stands: the words of its clause and of its sentence, and those between a number and its thing."""

    text: str
    sentence: Sentence
    inner: Sequence[Word]
    outer: Sequence[Word]
    start: int
    end: int
    between: Sequence[str]

    def before(self, count: int) -> list[str]:
        """Return up to so many words before the detail."""
        return [word.form for word in words_before(self.sentence, self.start, count)]

    def after(self, count: int) -> list[str]:
        """Return up to so many words after the detail."""
        return [word.form for word in words_after(self.sentence, self.end, count)]


def _aspects(at: Surroundings) -> list[Cue]:
    near = sorted(at.inner, key=lambda word: max(at.start - word.end, word.start - at.end))
    acts = [ASPECTS[word.form] for word in near if word.form in ASPECTS]
    own = {word.form for word in at.inner} | set(at.text[at.start : at.end].lower().split())
    befallen = not BEFALLEN.isdisjoint(own)
    found = [Cue("aspect", act) for act in acts if not (befallen and act == LEAVING)]
    return found or [Cue("outer", ASPECTS[w.form]) for w in at.outer if w.form in ASPECTS]


def _figures(at: Surroundings) -> list[Cue]:
    return [Cue("figure", w.form) for w in at.inner if w.form[0].isdigit() or w.form in NUMBER_WORDS]


def _ranks(at: Surroundings) -> list[Cue]:
    return [Cue("rank", w.form) for w in at.inner if w.form in ORDINALS or w.form == "last"]


def _future(at: Surroundings) -> list[Cue]:
    return [
        Cue("", "future") for w in at.inner if w.form in AHEAD or (w.form in SUPPOSING and w.end <= at.start)
    ]


def _scopes(at: Surroundings) -> list[Cue]:
    return [Cue("scope", SCOPES[w.stem]) for w in at.inner if w.stem in SCOPES]


def _parts(at: Surroundings) -> list[Cue]:
    return [Cue("part", form) for form in (*at.before(3), *at.after(3), *at.between) if form in PARTS]


def _rate(at: Surroundings) -> list[Cue]:
    return [Cue("rate", rate) for rate in _rates(at.sentence, at.start, at.end)]


def _difference(at: Surroundings) -> list[Cue]:
    after = at.after(2)
    return [Cue("part", "difference")] if DIFFERENCES & set(after[:1]) and "than" in after else []


def _ranked_parts(at: Surroundings) -> list[Cue]:
    return [Cue("part", form) for form in at.before(5) if form in ORDINALS and form != "first"]


def _dimensions(at: Surroundings) -> list[Cue]:
    said = [form for form in at.before(4) if form in BEFORE_A_MEASURE]
    said += [form for form in at.after(1) if form in DIMENSIONS]
    found = [Cue("dimension", DIMENSIONS[form]) for form in said]
    return found + [Cue("dimension", form) for form in at.between if form in DIMENSIONS]


def _modifiers(at: Surroundings) -> list[Cue]:
    return [Cue("modifier", form) for form in at.between]


def _changes(at: Surroundings) -> list[Cue]:
    found = [Cue("change", w.form) for w in at.inner if w.form in CHANGES]
    pairs = itertools.pairwise(word.form for word in at.inner)
    return found + [Cue("change", "so-far") for pair in pairs if pair == ("so", "far")]


def _whole_set(at: Surroundings) -> list[Cue]:
    last = set(at.before(1))
    whole = last & (DETERMINERS - {"a", "an"} | HAVING) or LASTING & {*last, *at.after(2)}
    return [Cue("", "timeless")] if whole else []


def _known_set(at: Surroundings) -> list[Cue]:
    return [Cue("", "known")] if set(at.before(1)) & (DETERMINERS - {"a", "an"}) else []


def _owned(at: Surroundings) -> list[Cue]:
    owner = re.search("['\u2019]s? $", at.text[max(0, at.start - 3) : at.start])
    return [Cue("", "timeless")] if owner else []


# Something is held against a number that is not its own: "less than two hours".
AGAINST_A_MARK = "against"


def _held_against(at: Surroundings) -> list[Cue]:
    clause = {word.form for word in at.inner}
    return [Cue("", AGAINST_A_MARK)] if is_compared(at.before(4), clause) else []


_MEASURED = frozenset(["number", "duration"])

# How the marks of a slot are read, in their order: the kinds of details that have such marks, none for all, and the rule.
RULES: dict[str, tuple[frozenset[str], Callable[[Surroundings], list[Cue]]]] = {
    "acts": (frozenset(), _aspects),
    "figures beside": (frozenset(["date"]), _figures),
    "ranks beside": (frozenset(["date"]), _ranks),
    "future": (frozenset(["date", "number", "duration"]), _future),
    "scopes": (frozenset(), _scopes),
    "parts": (_MEASURED, _parts),
    "rates": (_MEASURED, _rate),
    "differences": (_MEASURED, _difference),
    "ranked parts": (_MEASURED, _ranked_parts),
    "dimensions": (_MEASURED, _dimensions),
    "modifiers": (frozenset(), _modifiers),
    "changes": (frozenset(), _changes),
    "whole set": (frozenset(), _whole_set),
    "known set": (frozenset(), _known_set),
    "owned": (frozenset(), _owned),
    "held against": (_MEASURED, _held_against),
}


def _cues(around: Surroundings, kind: str) -> tuple[Cue, ...]:
    """Return the marks of a slot: aspects of the clause, scopes, parts, and whether it holds at any time."""
    rules = [rule for kinds, rule in RULES.values() if not kinds or kind in kinds]
    return tuple(dict.fromkeys(cue for rule in rules for cue in rule(around)))


def _rates(sentence: Sentence, start: int, end: int) -> list[str]:
    """Return the times of which a number is one: "a year", "monthly", "year after year"."""
    after = [word.form for word in words_after(sentence, end, RATE_WITHIN)]
    found = [
        RATES[two]
        for one, two in itertools.pairwise(after)
        if two in RATES and (one in RATE_WORDS or one == "after")
    ]
    near = after[:2] + [word.form for word in words_before(sentence, start, 2)]
    return found[:1] or [RATES[form] for form in near if form in RATES and RATES[form] != form][:1]


def _when(
    text: str,
    sentences: Sequence[Sentence],
    at: int,
    start: int,
    end: int,
    dates: Sequence[Dated],
    written: str,
) -> str:
    """Return the day of which a number is: that of its clause, sentence or paragraph, else that of the article."""
    sentence = sentences[at]
    known = [found for found in dates if found.value and not (found.start < end and start < found.end)]
    known = [found for found in known if not _attached(sentences, found)]
    here = [found for found in known if sentence.start <= found.start < sentence.end]
    same = [found for found in here if clause_of(sentence, found.start) == clause_of(sentence, start)]
    for group in (same, here):
        if group:
            return _day(min(group, key=lambda found: abs(found.start - start)))
    paragraph = text.rfind("\n", 0, start) + 1
    earlier = [found for found in known if paragraph <= found.start < start and _is_past_day(found, written)]
    if earlier:
        return f"{_day(earlier[-1])}~"
    return f"{written}?" if written else ""


def _is_past_day(found: Dated, written: str) -> bool:
    """Say whether a date is one day, and not after the article: only such a day goes on through a paragraph."""
    return found.low == found.high and (not written or found.low <= date.fromisoformat(written).toordinal())


def _day(found: Dated) -> str:
    """Return a date as that of a number: in the year it was found to be of; "by Friday" is Friday."""
    value = found.value.removeprefix("../").removesuffix("/..")
    edge = found.low if math.isfinite(found.low) else found.high
    if value.startswith("XXXX") and math.isfinite(edge):
        return f"{date.fromordinal(int(edge)).year:04d}{value[4:]}" if "/" not in value else ""
    return value


def _attached(sentences: Sequence[Sentence], found: Dated) -> bool:
    """Say whether a date names a thing ("the 1968 treaty") rather than a time."""
    for sentence in sentences:
        if sentence.start <= found.start < sentence.end:
            before = words_before(sentence, found.start, 1)
            own = words_after(sentence, found.start, 1)
            # "In the last fiscal year" is a time.
            if own and own[0].form in STEP:
                return bool(before) and before[-1].form == "of"
            return bool(before) and before[-1].form in (DETERMINERS | {"of"}) - {"this"}
    return False


def _head(text: str, sentence: Sentence, start: int, end: int, kind: str) -> str:
    """Return the word that a date or a measure is attached to, or the thing nearest to it; else nothing."""
    before, after = words_before(sentence, start, 32), words_after(sentence, end, 3)
    if kind in ("duration", "place"):
        things = [word for word in [*before, *words_after(sentence, end, 16)] if word.form in THINGS]
        clause = clause_of(sentence, start)
        things = [w for w in things if clause_of(sentence, w.start) == clause] or [
            w for w in things if w.end <= start
        ]
        return min(things, key=lambda w: max(start - w.end, w.start - end)).form if things else ""
    if kind == "number":
        return _measured(text, sentence, end)
    possessive = bool(re.search("['\u2019]s? $", text[max(0, start - 3) : start]))
    if (before and before[-1].form in DETERMINERS) or possessive:
        phrase = _noun_phrase(text, end, after)
        if phrase:
            return _pick(phrase, next_to=None)
    # "The treaty of the 1950s" is attached as "the treaty of 1950" is.
    lead = before[:-1] if before and before[-1].form == "the" else before
    joined = bool(lead) and lead[-1].form in ATTACHING
    if joined or text[max(0, start - 1) : start] == "(":
        words = lead[-5:-1] if joined else lead[-4:]
        content = [word.form for word in reversed(words) if is_content(word.form) and word.form not in VAGUE]
        return _pick(content, next_to=words[-1].form if words else "")
    return ""


def _measured(text: str, sentence: Sentence, end: int) -> str:
    """Return what is measured: "litres of milk"; nothing where the unit stands alone."""
    after = words_after(sentence, end, 4)
    if not after or after[0].form != "of":
        return ""
    run = [word.form for word in after[1:] if word.form not in DETERMINERS]
    return run[0] if run and is_content(run[0]) else ""


def _noun_phrase(text: str, end: int, following: Sequence[Word]) -> list[str]:
    phrase = []
    for word in following:
        if text[end : word.start] not in (" ", "-") or word.form in FUNCTION_WORDS:
            break
        phrase.append(word.form)
        end = word.end
    return phrase


def _pick(content: Sequence[str], *, next_to: str | None) -> str:
    """Return the nearest word for a known kind of thing, else the word that stands next to the date."""
    known = next((form for form in content if form in THINGS), None)
    if known or not content:
        return known or ""
    if next_to is None:
        return content[-1]
    return content[0] if content[0] == next_to else ""
