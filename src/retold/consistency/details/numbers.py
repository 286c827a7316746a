"""Numbers in a text, in digits or in words, with what they measure or count, and the span of what they may mean."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retold.consistency.details.units import SYMBOLS, UNITS, Unit, find_unit
from retold.language.clauses import Sentence, Word, is_content

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
DOZEN = 12
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), 1)}
# "The third time" and "the first day" count nothing that has a number of its own.
NO_ORDER = frozenset(
    "time times day week month year years decade century place half person thing step party quarter".split()
)
FRACTIONS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
}
# "Dozens" and the like: at least two of them, and fewer than would be called by the next word.
VAGUE_COUNTS = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2e6, 9.99e8),
}
MANY_OF = {"tens": 20, "hundreds": 200}

# Words before or after a number, and what they make of it.
ABOUT = frozenset("about around approximately roughly some circa estimated".split())
JUST_BELOW = frozenset("nearly almost barely hardly".split())
AT_LEAST = frozenset("over above exceeding minimum".split())
AT_MOST = frozenset("under below maximum".split())
PAIRS = {
    ("more", "than"): "min", ("at", "least"): "min", ("no", "fewer"): "min", ("no", "less"): "min",
    ("or", "more"): "min", ("upwards", "of"): "min", ("less", "than"): "max", ("fewer", "than"): "max",
    ("at", "most"): "max", ("up", "to"): "max", ("close", "to"): "about", ("or", "so"): "about",
    ("as", "many"): "about", ("as", "much"): "about", ("the", "order"): "about", ("longer", "than"): "min",
    ("or", "less"): "max", ("or", "fewer"): "max",
}  # fmt: skip
# "No more than" and "not longer than" are upper bounds, "not less than" is a lower one.
COMPARED = frozenset(pair for pair in PAIRS if pair[1] == "than")
DENYING = frozenset("no not never".split())
TURNED = {"min": "max", "max": "min"}
# These pairs may stand after a number and its unit: "40 days at most".
_AFTER_UNIT = frozenset(
    [("at", "most"), ("at", "least"), ("or", "so"), ("or", "more"), ("or", "less"), ("or", "fewer")]
)

# "Olsen, 58," is an age; nobody is older. "On Monday, 58," is none.
OLDEST = 115
NOT_A_PERSON = ABOUT | frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday".split()
)

# "About 40" may be 30 or 50; the word is used loosely.
TOLERANCE = 0.25
# "Nearly 40" falls short of it by no more than this part.
SHORTFALL = 0.25
# "A hundred" and "two dozen" are round.
ROUND_WORDS = 0.1
# "A third" is as often said of 31 percent as of 35.
FRACTION_TOLERANCE = 0.1

# What a number counts may be told by what befell them: "27 injured"; and of a bare number ("some thirty were saved") it
# is told by nothing but the clause, so that it must be of some size.
BEFALLEN = frozenset(
    "injured wounded hurt dead killed missing arrested detained displaced evacuated homeless hospitalised hospitalized"
    " infected sick ill saved rescued".split()
)
LEAST_BARE = 3
_AFTER_BARE = frozenset(
    "were are have had was is will would could can may must should shall did do of in from on at them those".split()
)

# "Four of them", "three of the seven".
_THEM = frozenset("them those these us you".split())
_NUMBER_LISTS = tuple([word] for word in NUMBER_WORDS)

# "Just one call": one is a count only after these.
EXACTLY = frozenset("just only exactly".split())

# "A pair of fighters"; a couple is a few.
PAIR, COUPLE = 2.0, (2.0, 3.0)

# From here on a word after a number may be a currency that no list knows ("90,000 skell").
LEAST_UNKNOWN_UNIT = 1000
# Words after a large number that are no unit.
_NO_UNIT = frozenset("am pm noon strong more less worth".split())

# "Twice" is a count of times.
TIMES = {"twice": 2, "thrice": 3}
_AS_TIMES = frozenset("as the that a an its their his her what more".split())

# Plurals without an s.
PEOPLE = frozenset("people men women children personnel police troops staff crew cattle".split())
# How many words a number and what it counts may stand apart.
COUNTED_WITHIN = 4


class Number(NamedTuple):
    """A number in a text: value (base unit), measure, what is counted, the words between, bounds, and how it is meant."""

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


class _Figure(NamedTuple):
    value: float
    after: int
    low: float
    high: float
    form: str


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
        if word.form in TIMES and not (at + 1 < len(words) and words[at + 1].form in _AS_TIMES):
            yield _times(text, word)
        figure = None if taken[word.start] else _read_figure(text, words, at)
        if figure is None or (not taken[words[at - 1].start] and _is_label(text, words, at, figure.form)):
            at += 1
            continue
        at_range = _read_range(text, words, at, figure)
        figure = at_range or figure
        found = _age(text, words, at, figure) or _measure(text, sentence, at, figure)
        if found is not None and not any(taken[found.start : found.end]):
            yield found
        at = max(figure.after, at + 1)


def _joined(text: str, first: Word, second: Word) -> bool:
    return text[first.end : second.start] in (" ", "-", "\u2011", "\u00a0", "\u202f")


def _read_figure(text: str, words: list[Word], at: int) -> _Figure | None:
    """Read the number that begins with a word; None if it begins none."""
    share = _read_share(text, words, at)
    if share is not None:
        return _scaled_share(text, words, share)
    return _read_vague(text, words, at) or _read_plain(text, words, at)


def _form(text: str, words: list[Word], at: int) -> str:
    """Return a word if it joins on to the one before it, else nothing."""
    return words[at].form if 0 < at < len(words) and _joined(text, words[at - 1], words[at]) else ""


def _read_vague(text: str, words: list[Word], at: int) -> _Figure | None:
    form, of, many = words[at].form, _form(text, words, at + 1), _form(text, words, at + 2)
    if form in MANY_OF and of == "of" and many in VAGUE_COUNTS:
        low = MANY_OF[form] * VAGUE_COUNTS[many][0] / 2
        return _Figure(low, at + 3, low, 5 * low, "vague")
    if form in VAGUE_COUNTS:
        low, high = VAGUE_COUNTS[form]
        return _Figure(low, at + 1, low, high, "vague")
    return None


def _read_share(text: str, words: list[Word], at: int) -> _Figure | None:
    """Read "a third", "two thirds", "half" and "two in five"."""
    form, after, third = words[at].form, _form(text, words, at + 1), _form(text, words, at + 2)
    if form == "half" and after in ("of", "the", "its", "their", "our", "his", "her", "all"):
        return _share(0.5, at + 1)
    if form in ("a", "one") and after in FRACTIONS and (after != "half" or third in ("of", "the")):
        return _share(1 / FRACTIONS[after], at + 2)
    count = NUMBER_WORDS.get(form, 0)
    if count > 1 and after in FRACTIONS and after.endswith("s"):
        return _share(count / FRACTIONS[after], at + 2)
    if form == "half" and third != "an" and (after not in ("a", "an") and _is_share_end(after)):
        return _share(0.5, at + 1)
    whole = NUMBER_WORDS.get(third, int(third) if third.isdigit() else 0)
    if after == "in" and (count or form.isdigit()):
        part = count or int(form)
        if 0 < part < whole <= 100 and not (third.isdigit() and len(third) == 4):
            return _Figure(part / whole, at + 3, part / whole, part / whole, "share")
    return None


def _scaled_share(text: str, words: list[Word], share: _Figure) -> _Figure:
    """Return "a quarter of a million" as the number it is."""
    place = share.after
    scale = _form(text, words, place + 2)
    if (
        _form(text, words, place) != "of"
        or _form(text, words, place + 1) not in ("a", "one")
        or scale not in SCALES
    ):
        return share
    low, high = (edge * SCALES[scale] for edge in (share.low, share.high))
    return _Figure(share.value * SCALES[scale], place + 3, low, high, "plain")


def _is_share_end(after: str) -> bool:
    return after in ("", "in", "for", "to", "and")


def _share(value: float, after: int) -> _Figure:
    return _Figure(value, after, value * (1 - FRACTION_TOLERANCE), value * (1 + FRACTION_TOLERANCE), "share")


def _read_plain(text: str, words: list[Word], at: int) -> _Figure | None:
    """Read digits, number words, and their scales: "2.5 million", "two hundred and ten", "a dozen"."""
    form = words[at].form
    if form == "half" and _form(text, words, at + 1) in ("a", "an"):
        scale = _form(text, words, at + 2)
        if scale in SCALES or find_unit([scale, scale + "s"]) or find_unit([scale + "s"]):
            value = 0.5 * SCALES.get(scale, 1)
            return _Figure(value, at + (3 if scale in SCALES else 2), value, value, "plain")
        if scale == "dozen":
            return _Figure(6, at + 3, 6, 6, "plain")
        return None
    if (
        form == "a"
        and _form(text, words, at + 2) == "of"
        and _form(text, words, at + 1) in ("pair", "couple")
    ):
        low, high = (PAIR, PAIR) if words[at + 1].form == "pair" else COUPLE
        return _Figure(low, at + 2, low, high, "plain")
    if form == "a" and _form(text, words, at + 1) in (*SCALES, "dozen"):
        figure = _scaled(text, words, at + 1, 1.0)
        # "A hundred" and "a hundred thousand" are round, "a hundred and ten" is not; dozens have their slack already.
        is_round = all(word.form in SCALES for word in words[at + 1 : figure.after])
        return _loosely(figure) if is_round else figure
    if form[0].isdigit():
        return _read_digits(text, words, at)
    if form in ORDINALS:
        return (
            _Figure(ORDINALS[form], at + 1, ORDINALS[form], ORDINALS[form], "ordinal")
            if form != "second" or (at and words[at - 1].form == "the")
            else None
        )
    if form not in NUMBER_WORDS or form == "zero":
        return None
    return _read_words(text, words, at)


def _loosely(figure: _Figure) -> _Figure:
    """Return "a hundred" with the slack that a count in round words has."""
    return figure._replace(low=figure.low * (1 - ROUND_WORDS), high=figure.high * (1 + ROUND_WORDS))


def _read_digits(text: str, words: list[Word], at: int) -> _Figure | None:
    word = words[at]
    before, tail = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 2]
    digits = word.form
    if re.match(r"(?:st|nd|rd|th)\b", tail):
        return (
            _Figure(float(digits), at + 2, float(digits), float(digits), "ordinal")
            if digits.isdigit()
            else None
        )
    if (before in ("/", ":", ".", ",", "'", "\u2019") and before) or (before.isalnum()):
        return None
    if re.match(r"[/:]\d|[.,]\d", tail) or not re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return None
    return _scaled(text, words, at + 1, float(digits))


def _read_words(text: str, words: list[Word], at: int) -> _Figure | None:
    value = float(NUMBER_WORDS[words[at].form])
    after, place = _form(text, words, at + 1), at + 1
    if after in NUMBER_WORDS:
        if not (value >= 20 and value % 10 == 0 and 0 < NUMBER_WORDS[after] < 10):
            return None  # "two three" is no number
        value, place = value + NUMBER_WORDS[after], at + 2
    # "Five and a half hours".
    if [_form(text, words, place + n) for n in range(3)] == ["and", "a", "half"]:
        return _scaled(text, words, place + 3, value + 0.5)
    return _scaled(text, words, place, value)


def _scaled(text: str, words: list[Word], place: int, value: float) -> _Figure:
    """Take the scale words and the rest that follow: "two | hundred and ten thousand"."""
    dozens = _form(text, words, place) == "dozen"
    while (scale := _form(text, words, place)) in SCALES or scale == "dozen":
        value, place = value * (SCALES.get(scale) or DOZEN), place + 1
        skip = 1 if _form(text, words, place) == "and" else 0
        rest = NUMBER_WORDS.get(_form(text, words, place + skip), 0)
        if scale == "hundred" and rest:
            unit = NUMBER_WORDS.get(_form(text, words, place + skip + 1), 0) if rest >= 20 else 0
            value, place = value + rest + unit, place + skip + 1 + bool(unit)
    figure = _Figure(value, place, value, value, "plain")
    return _loosely(figure) if dozens else figure


def _read_range(text: str, words: list[Word], at: int, first: _Figure) -> _Figure | None:
    """Read "14 to 16", "14-16" and "between 14 and 16" as one number with two bounds."""
    place = first.after
    if first.form != "plain" or place >= len(words):
        return None
    gap = text[words[place - 1].end : words[place].start]
    joiner = words[place].form
    if gap in ("-", "\u2013", "\u2014"):
        second = _read_plain(text, words, place) if words[place].form[0].isdigit() else None
    elif joiner == "to" or (joiner == "and" and at and words[at - 1].form == "between"):
        second = _read_plain(text, words, place + 1) if place + 1 < len(words) else None
    else:
        return None
    if second is None or second.form != "plain":
        return None
    least = first.value * _shared_scale(words, first, second)
    return _Figure(least, second.after, least, second.value, "range") if least < second.value else None


def _shared_scale(words: list[Word], first: _Figure, second: _Figure) -> float:
    """Return the scale that "2 to 3 million" gives to both ends; 1 where the first stands for itself."""
    own, last = words[first.after - 1].form, words[second.after - 1].form
    scale = DOZEN if last == "dozen" else SCALES.get(last, 1)
    # "900 to one thousand" is no range of thousands.
    return scale if own not in SCALES and own != "dozen" and first.value * scale < second.value else 1


def _is_label(text: str, words: list[Word], at: int, form: str) -> bool:
    """Say whether a word with a capital stands right before a number, as in "Article 5"."""
    if at == 0 or form != "plain" or not _joined(text, words[at - 1], words[at]):
        return False
    before = words[at - 1]
    if text[words[at].start].islower():
        return False  # "in Holm seven were missing"
    # "In Holm 90 houses" counts houses.
    place = (
        at > 1
        and words[at - 2].form in ("in", "at", "near", "from")
        and at + 1 < len(words)
        and _is_plural(words[at + 1].form)
    )
    return (
        not place
        and text[before.start].isupper()
        and is_content(before.form)
        and not before.form[0].isdigit()
        and before.form not in ABOUT
    )


def _measure(text: str, sentence: Sentence, at: int, figure: _Figure) -> Number | None:
    """Find out what a figure measures or counts; None if nothing tells."""
    words = sentence.words
    following = words[figure.after : figure.after + COUNTED_WITHIN]
    start, end = words[at].start, words[figure.after - 1].end if figure.after <= len(words) else words[-1].end
    bound, approximate = _qualify(words, at, figure, following)
    if figure.form == "ordinal":
        return _ordinal(text, words, at, figure, start)
    if text[end : end + 1] == "%" and figure.form in ("plain", "range"):
        unit, after, end = find_unit(["percent"])[0], figure.after, end + 1  # type: ignore[index]
        return _build(text, sentence, start, end, figure, unit, after, bound, approximate, text[start:end])
    if text[start - 1 : start] in SYMBOLS and start:
        unit = Unit(f"money ({SYMBOLS[text[start - 1]]})", 1.0)
        return _build(
            text,
            sentence,
            start - 1,
            end,
            figure,
            unit,
            figure.after,
            bound,
            approximate,
            text[start - 1 : end],
        )
    forms = [word.form for word in _run(text, end, following)]
    if forms and figure.form != "share" and (found := find_unit(forms)):
        unit, size = found
        if figure.value == 1 and words[at].form == "one" and forms[size - 1].endswith("s"):
            return None  # "no one days"
        last = following[size - 1].end
        return _build(
            text,
            sentence,
            start,
            last,
            figure,
            unit,
            figure.after + size,
            bound,
            approximate,
            text[start:last],
        )
    if figure.form == "share":
        return _build(
            text,
            sentence,
            start,
            end,
            figure,
            Unit("share", 1.0),
            figure.after,
            bound,
            approximate,
            text[start:end],
        )
    return _count(text, words, at, figure, start, bound, approximate)


def _run(text: str, end: int, following: list[Word]) -> list[Word]:
    """Return the words that follow a place with nothing but a space or a hyphen between."""
    run = []
    for word in following:
        if text[end : word.start] not in (" ", "-", "\u2011", "\u00a0", "\u202f", ""):
            break
        run.append(word)
        end = word.end
    return run


def _build(
    text: str, sentence: Sentence, start: int, end: int, figure: _Figure, unit: Unit, after: int,
    bound: str, approximate: bool, written: str,
) -> Number:  # fmt: skip
    value, low, high = (amount * unit.size for amount in (figure.value, figure.low, figure.high))
    counted = ""
    between: tuple[str, ...] = ()
    if unit.measure == "share":
        counted, between, last = _share_of(text, sentence.words, after, end)
        end = max(end, last)
    shown = f"{_plain(value)}"
    if unit.iso:
        amount = figure.value * (
            10 if unit.size == 3652.5 else 100 if unit.size == 36525.0 else 14 if unit.size == 14.0 else 1
        )
        shown = unit.iso.format(_plain(amount))
    low, high = _bounds(low, high, bound)
    return Number(start, end, shown, unit.measure, counted, between, low, high, approximate, bound, written)


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _share_of(text: str, words: list[Word], after: int, end: int) -> tuple[str, tuple[str, ...], int]:
    """Return what a share is of: "two in five berths", "40 percent of the berths"; and where that ends."""
    place = after
    while place < len(words) and words[place].form in (
        "of",
        "the",
        "its",
        "their",
        "our",
        "his",
        "her",
        "all",
    ):
        place += 1
    if place >= len(words) or text[end : words[after].start].strip():
        return "", (), 0
    run = _run(text, words[place - 1].end, words[place : place + COUNTED_WITHIN])
    content = [word for word in run if is_content(word.form)]
    directly = place == after and words[after - 1].form != "percent" and text[end - 1 : end] != "%"
    if not run or not content or (place == after and not (directly and _is_plural(run[0].form))):
        return "", (), 0
    head = next((word for word in run if is_content(word.form) and _is_plural(word.form)), content[0])
    return head.form, tuple(w.form for w in run if w.start < head.start and is_content(w.form)), head.end


def _count(
    text: str, words: list[Word], at: int, figure: _Figure, start: int, bound: str, approximate: bool
) -> Number | None:
    form = words[at].form
    if form in ("one", "1") and figure.value == 1 and not (at and words[at - 1].form in EXACTLY):
        return None
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", form) and int(form) % 100 and figure.after == at + 1:
        return None  # may be a year
    place = figure.after
    while (
        place < len(words)
        and words[place].form in ("of", "the", "its", "their", "our", "his", "her", "these", "those")
        and place < figure.after + 2
    ):
        place += 1
    end = last = words[figure.after - 1].end
    between: list[str] = []
    after = ""
    for word in _run(text, words[place - 1].end, words[place : place + COUNTED_WITHIN]):
        if not is_content(word.form):
            after = word.form
            break
        if _is_plural(word.form) or (word.name and word.form.endswith("s")) or figure.value == 1:
            low, high = _bounds(figure.low, figure.high, bound)
            return Number(
                start,
                word.end,
                _plain(figure.value),
                "count",
                word.form,
                tuple(between),
                low,
                high,
                approximate,
                bound,
                text[start:end],
            )
        between.append(word.form)
        last = word.end if len(between) == 1 else last
    if place == figure.after:
        counted = _unlisted(figure, between, after, approximate=approximate)
    else:
        # "Three of the seven", "four of them".
        them = after in _THEM or words[place - 1].form in _THEM
        partitive = words[figure.after].form == "of" and (them or between[:1] in _NUMBER_LISTS)
        counted = "" if partitive else None
    if counted is None or (figure.form == "vague" and not counted):
        return None
    low, high = _bounds(figure.low, figure.high, bound)
    return Number(
        start, last if counted else end, _plain(figure.value), "count", counted, (), low, high, approximate, bound,
        text[start:end],
    )  # fmt: skip


def _age(text: str, words: list[Word], at: int, figure: _Figure) -> Number | None:
    """Return the age in "Ann Olsen, 58, left"; None if it is none."""
    if not at or figure.form != "plain" or figure.after != at + 1 or not words[at].form.isdigit():
        return None
    start, end, before = words[at].start, words[at].end, words[at - 1]
    person = text[before.start].isupper() and is_content(before.form) and before.form not in NOT_A_PERSON
    if not person or text[before.end : start] != ", " or text[end : end + 1] not in (",", ".", ";"):
        return None
    if not 0 < figure.value <= OLDEST or text[end + 1 : end + 2].isdigit():
        return None
    days = figure.value * UNITS["years"].size
    value = UNITS["years"].iso.format(_plain(figure.value))
    return Number(start, end, value, "time", before.form, ("age",), days, days, False, "", text[start:end])


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


def _unlisted(figure: _Figure, between: Sequence[str], after: str, *, approximate: bool) -> str | None:
    """Return what a number counts if no plural says it: "27 injured", "90,000 skell", or "" for a bare number."""
    if between and between[0] in BEFALLEN:
        return between[0]
    # "Thousands fled" names no unit.
    if (
        len(between) == 1
        and figure.form != "vague"
        and figure.value >= LEAST_UNKNOWN_UNIT
        and between[0] not in _NO_UNIT
    ):
        return between[0] if between[0].isalpha() else None
    if not between and figure.value >= LEAST_BARE and (after in _AFTER_BARE or approximate):
        return ""
    return None


def _ordinal(text: str, words: list[Word], at: int, figure: _Figure, start: int) -> Number | None:
    """Return "the fourth gate" as a number of its own kind; "the third time" is none."""
    before = words[at - 1].form if at else ""
    run = _run(text, words[min(figure.after, len(words)) - 1].end, words[figure.after : figure.after + 1])
    if (
        before not in ("the", "its", "their")
        or not run
        or not is_content(run[0].form)
        or run[0].form in NO_ORDER
    ):
        return None
    return Number(
        start,
        run[0].end,
        _plain(figure.value),
        "ordinal",
        run[0].form,
        (),
        figure.value,
        figure.value,
        False,
        "",
        text[start : run[0].end],
    )


def _is_plural(form: str) -> bool:
    return form in PEOPLE or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")))


def _qualify(words: list[Word], at: int, figure: _Figure, following: list[Word]) -> tuple[str, bool]:
    """Return how a number is meant: "about", "below", "min", "max" or exactly; and whether it is approximate."""
    before = [word.form for word in words[max(0, at - 4) : at]]
    # A unit may stand between the number and "at most".
    after = [word.form for word in following[:4]]
    near = before[-3:]
    pairs = list(itertools.pairwise(near))
    for number, pair in enumerate(pairs):
        if pair in PAIRS:
            denied = pair in COMPARED and not DENYING.isdisjoint(before[: len(before) - len(near) + number])
            return (TURNED[PAIRS[pair]] if denied else PAIRS[pair]), True
    for pair in itertools.pairwise(after):
        if pair in _AFTER_UNIT:
            return PAIRS[pair], True
    for form in reversed(near):
        if form in JUST_BELOW:
            return "below", True
        if form in ABOUT:
            return "about", True
    # "Under the law 40 boats" sets no bound.
    last = near[-1] if near else ""
    if last in AT_LEAST or last in AT_MOST:
        return ("min" if last in AT_LEAST else "max"), True
    return ("", True) if figure.form == "vague" else ("", False)


def _bounds(low: float, high: float, bound: str) -> tuple[float, float]:
    if bound == "about":
        return low * (1 - TOLERANCE), high * (1 + TOLERANCE)
    if bound == "below":
        return low * (1 - SHORTFALL), high
    if bound == "min":
        return low, math.inf
    return (-math.inf, high) if bound == "max" else (low, high)
