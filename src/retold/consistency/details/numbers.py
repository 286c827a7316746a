"""Numbers in a text, in digits or in words, with what they measure or count, and the span of what they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from retold.consistency.details.ages import OLDEST, or_older, read_age_bound
from retold.consistency.details.bounds import bound_values, read_bound
from retold.consistency.details.counted import COUNTED_WITHIN, look_beside, read_counted, run
from retold.consistency.details.figures import Figure, joined, read_figure, read_range
from retold.consistency.details.plurals import is_plural
from retold.consistency.details.units import UNITS, Unit, find_unit
from retold.language.clauses import Sentence, Word, is_content
from retold.language.english.ages import NOW
from retold.language.english.amounts import (
    ABOUT,
    AS_TIMES,
    AT_A_NAME,
    BEFORE_AN_ORDINAL,
    HALF_OF,
    MINUS,
    NO_ORDER,
    NOT_A_PERSON,
    PLUS_OR,
    SHORT_SCALES,
    TIMES,
)
from retold.language.english.units import PERCENT, SYMBOLS

# Decades, centuries and fortnights are written in years and days.
TIMES_A_UNIT = {UNITS["decades"].size: 10, UNITS["centuries"].size: 100, UNITS["fortnights"].size: 14}


class Number(NamedTuple):
    """A number in a text: value (base unit), measure, what is counted, the words between, bounds, and how it is meant.

    ``subject`` is where that stands which it counts, if that may be in another clause.
    """

    start: int
    end: int
    value: str
    measure: str
    counted: str
    kind_of: tuple[str, ...]
    low: float
    high: float
    approximate: bool
    bound: str
    written: str
    subject: int | None = None


def find_numbers(text: str, sentence: Sentence, taken: Sequence[bool]) -> list[Number]:
    """Return the numbers of a sentence that measure or count something.

    Parameters
    ----------
    text : str
        The article.
    sentence : Sentence
        One of its sentences.
    taken : sequence of bool
        For each character of the text whether a date holds it.

    Returns
    -------
    list of Number
        In order. ``low`` and ``high`` bound what the number may mean, in the base unit of its measure.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "Two in five berths stood empty for some 20 days, and 14 coastal towns paid."
    >>> for found in find_numbers(text, read_sentences(text)[0], [False] * len(text)):
    ...     print(found.value, found.measure, found.counted, found.approximate)
    0.4 share berths False
    P20D time  True
    14 count towns False
    """
    return list(_iter_numbers(text, sentence, taken))


def _iter_numbers(text: str, sentence: Sentence, taken: Sequence[bool]) -> Iterator[Number]:
    words, at = sentence.words, 0
    while at < len(words):
        word = words[at]
        if word.form in TIMES and not (at + 1 < len(words) and words[at + 1].form in AS_TIMES):
            yield _times(text, word)
        figure = None if taken[word.start] else read_figure(text, words, at)
        label = figure and not taken[words[at - 1].start] and _is_label(text, words, at, figure.form)
        # "Adults 21 or older" is no label.
        if figure is None or (label and not or_older(text, words, figure)):
            at += 1
            continue
        at_range = read_range(text, words, at, figure)
        figure = at_range or figure
        age = _age(text, words, at, figure) or _told_age(text, words, at, figure)
        found = age or _measure(text, sentence, at, figure)
        if found is not None and not any(taken[found.start : found.end]):
            yield found
        at = max(figure.after, at + 1)


def _is_label(text: str, words: list[Word], at: int, form: str) -> bool:
    """Say whether a word with a capital stands right before a number, as in "Article 5"."""
    if at == 0 or form != "plain" or not joined(text, words[at - 1], words[at]):
        return False
    before = words[at - 1]
    if text[words[at].start].islower():
        return False  # "in Holm seven were missing"
    # "In Holm 90 houses" counts houses.
    place = (
        at > 1 and words[at - 2].form in AT_A_NAME and at + 1 < len(words) and is_plural(words[at + 1].form)
    )
    return (
        not place
        and text[before.start].isupper()
        and is_content(before.form)
        and not before.form[0].isdigit()
        and before.form not in ABOUT
    )


class _Place(NamedTuple):
    """A figure in a sentence, with the words after it and how it is meant."""

    text: str
    words: list[Word]
    at: int
    figure: Figure
    bound: str
    approximate: bool

    @property
    def start(self) -> int:
        return self.words[self.at].start

    @property
    def end(self) -> int:
        return (
            self.words[self.figure.after - 1].end
            if self.figure.after <= len(self.words)
            else self.words[-1].end
        )

    @property
    def following(self) -> list[Word]:
        return self.words[self.figure.after : self.figure.after + COUNTED_WITHIN]


def _percent(place: _Place) -> Number | None:
    """Read "40%"."""
    if place.text[place.end : place.end + 1] != "%" or place.figure.form not in ("plain", "range"):
        return None
    return _build(place, place.start, place.end + 1, UNITS[PERCENT], place.figure.after)


def _money(place: _Place) -> Number | None:
    """Read "$40" and "$2.3bn"."""
    sign = place.text[place.start - 1 : place.start] if place.start else ""
    if sign not in SYMBOLS:
        return None
    unit = Unit(f"money ({SYMBOLS[sign]})", 1.0)
    glued = next((w for w in place.following[:1] if w.start == place.end and w.form in SHORT_SCALES), None)
    if glued is None:
        return _build(place, place.start - 1, place.end, unit, place.figure.after)
    figure, scale = place.figure, SHORT_SCALES[glued.form]
    after, value = figure.after + 1, figure.value * scale
    figure = Figure(value, after, figure.low * scale, figure.high * scale, figure.form)
    return _build(place._replace(figure=figure), place.start - 1, glued.end, unit, after)


def _with_unit(place: _Place) -> Number | None:
    """Read "40 metres"; "no one days" has none."""
    forms = [word.form for word in run(place.text, place.end, place.following)]
    found = find_unit(forms) if forms and place.figure.form != "share" else None
    if found is None:
        return None
    unit, size = found
    if place.figure.value == 1 and place.words[place.at].form == "one" and forms[size - 1].endswith("s"):
        return None
    figure = place.figure
    if unit.measure == "temperature" and _is_minus(place):
        below = figure._replace(value=-figure.value, low=-figure.high, high=-figure.low)
        place = place._replace(figure=below)
    return _build(place, place.start, place.following[size - 1].end, unit, figure.after + size)


def _is_minus(place: _Place) -> bool:
    """Say whether a temperature lies below zero; "plus or minus 3 degrees" does not."""
    before = [word.form for word in place.words[max(0, place.at - 2) : place.at]]
    return before[-1:] == [MINUS] and before[:1] != [PLUS_OR]


def _share(place: _Place) -> Number | None:
    if place.figure.form != "share":
        return None
    return _build(place, place.start, place.end, Unit("share", 1.0), place.figure.after)


def _count(place: _Place) -> Number | None:
    """Read "14 towns"."""
    figure = place.figure
    beside = look_beside(place.text, place.words, place.at, figure, approximate=place.approximate)
    counted = read_counted(beside)
    if counted is None or figure.form in ("share", "ordinal"):
        return None
    end = counted.last.end if counted.last else place.end
    low, high = bound_values(figure.low, figure.high, place.bound, written=figure.value)
    return Number(
        place.start, end, _plain(figure.value), "count", counted.what, counted.between, low, high, place.approximate,
        place.bound, place.text[place.start : place.end], counted.subject.start if counted.subject else None,
    )  # fmt: skip


#: What a figure may be, tried in this order.
MEASURES: dict[str, Callable[[_Place], Number | None]] = {
    "percent": _percent,
    "money": _money,
    "with a unit": _with_unit,
    "a share": _share,
    "a count": _count,
}


def _measure(text: str, sentence: Sentence, at: int, figure: Figure) -> Number | None:
    """Find out what a figure measures or counts; None if nothing tells."""
    following = sentence.words[figure.after : figure.after + COUNTED_WITHIN]
    bound, approximate = read_bound(sentence.words, at, following, vague=figure.form == "vague")
    place = _Place(text, sentence.words, at, figure, bound, approximate)
    if figure.form == "ordinal":
        return _ordinal(place)
    return next((found for rule in MEASURES.values() if (found := rule(place)) is not None), None)


def _build(place: _Place, start: int, end: int, unit: Unit, after: int) -> Number:
    figure, written = place.figure, place.text[start:end]
    value, low, high = (amount * unit.size for amount in (figure.value, figure.low, figure.high))
    counted = ""
    between: tuple[str, ...] = ()
    if unit.measure == "share":
        counted, between, last = _share_of(place.text, place.words, after, end)
        end = max(end, last)
    shown = (
        unit.iso.format(_plain(figure.value * TIMES_A_UNIT.get(unit.size, 1))) if unit.iso else _plain(value)
    )
    low, high = bound_values(low, high, place.bound, written=figure.value)
    return Number(
        start, end, shown, unit.measure, counted, between, low, high, place.approximate, place.bound, written
    )


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _share_of(text: str, words: list[Word], after: int, end: int) -> tuple[str, tuple[str, ...], int]:
    """Return what a share is of: "two in five berths", "40 percent of the berths"; and where that ends."""
    place = after
    while place < len(words) and words[place].form in HALF_OF:
        place += 1
    if place >= len(words) or text[end : words[after].start].strip():
        return "", (), 0
    following = run(text, words[place - 1].end, words[place : place + COUNTED_WITHIN])
    content = [word for word in following if is_content(word.form)]
    directly = place == after and words[after - 1].form != PERCENT and text[end - 1 : end] != "%"
    if not following or not content or (place == after and not (directly and is_plural(following[0].form))):
        return "", (), 0
    head = next((word for word in following if is_content(word.form) and is_plural(word.form)), content[0])
    return (
        head.form,
        tuple(w.form for w in following if w.start < head.start and is_content(w.form)),
        head.end,
    )


def _age(text: str, words: list[Word], at: int, figure: Figure) -> Number | None:
    """Return the age in "Ann Olsen, 58, left"; None if it is none."""
    if not at or figure.form != "plain" or figure.after != at + 1 or not words[at].form.isdigit():
        return None
    # "Olsen, now 58,".
    last = at - 2 if words[at - 1].form == NOW and at > 1 else at - 1
    start, end, before = words[last + 1].start, words[at].end, words[last]
    person = text[before.start].isupper() and is_content(before.form) and before.form not in NOT_A_PERSON
    if not person or text[before.end : start] != ", " or text[end : end + 1] not in (",", ".", ";"):
        return None
    if not 0 < figure.value <= OLDEST or text[end + 1 : end + 2].isdigit():
        return None
    start, days = words[at].start, figure.value * UNITS["years"].size
    value = UNITS["years"].iso.format(_plain(figure.value))
    return Number(start, end, value, "time", before.form, ("age",), days, days, False, "", text[start:end])


def _told_age(text: str, words: list[Word], at: int, figure: Figure) -> Number | None:
    """Return the age in "aged 58" and "people over 65"; None if it is none."""
    bound = read_age_bound(text, words, at, figure)
    if bound is None:
        return None
    start, end, year = words[at].start, words[figure.after - 1].end, UNITS["years"].size
    low, high = bound_values(figure.low * year, figure.high * year, bound)
    value = UNITS["years"].iso.format(_plain(figure.value))
    return Number(start, end, value, "time", "", ("age",), low, high, bool(bound), bound, text[start:end])


def _times(text: str, word: Word) -> Number:
    """Return "twice" as a number of times."""
    value = float(TIMES[word.form])
    return Number(
        word.start,
        word.end,
        _plain(value),
        "count",
        "times",
        (),
        value,
        value,
        False,
        "",
        text[word.start : word.end],
    )


def _ordinal(place: _Place) -> Number | None:
    """Return "the fourth gate" as a number of its own kind; "the third time" is none."""
    text, words, at, figure = place.text, place.words, place.at, place.figure
    before = words[at - 1].form if at else ""
    named = run(text, words[min(figure.after, len(words)) - 1].end, words[figure.after : figure.after + 1])
    counts = named and is_content(named[0].form) and named[0].form not in NO_ORDER
    if before not in BEFORE_AN_ORDINAL or not counts:
        return None
    end = named[0].end
    return Number(
        place.start, end, _plain(figure.value), "ordinal", named[0].form, (), figure.value, figure.value, False, "",
        text[place.start : end],
    )  # fmt: skip
