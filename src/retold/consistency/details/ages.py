"""Ages that are told in words: "aged 58", "who is 58", "turned 70", "people over 65", "21 or older"."""

from __future__ import annotations

from collections.abc import Sequence

from retold.consistency.details.figures import Figure, joined, read_figure
from retold.consistency.details.plurals import is_plural
from retold.consistency.details.units import find_unit
from retold.language.clauses import Word, is_content
from retold.language.english.ages import (
    AFTER_AN_AGE,
    AGED,
    AGED_PAIRS,
    AND_OLDER,
    ANYONE,
    OLDER,
    OVER,
    PERSON_IS,
    PERSONS,
    TURNED,
    WHO_IS,
)

# "Olsen, 58," is an age; nobody is older.
OLDEST = 115


def read_age_bound(text: str, words: Sequence[Word], at: int, figure: Figure) -> str | None:
    """Return the bound of an age ("min", "max", or empty for none); None if the number is no age.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> for text in ("She turned 58.", "Adults 58 or older", "She turned 58 acres into a park."):
    ...     words = read_sentences(text)[0].words
    ...     at = [word.form for word in words].index("58")
    ...     print(read_age_bound(text, words, at, read_figure(text, words, at)))
    <BLANKLINE>
    min
    None
    """
    if figure.form not in ("plain", "range") or not 0 < figure.high <= OLDEST:
        return None
    if not float(figure.value).is_integer():
        return None
    return or_older(text, words, figure) or _bound_before(text, words, at, figure)


def or_older(text: str, words: Sequence[Word], figure: Figure) -> str:
    """Return the bound that "or older" or "and under" sets to an age; empty where nothing of the kind follows."""
    after = [word.form for word in words[figure.after : figure.after + 2]]
    if len(after) < 2 or after[0] not in AND_OLDER:
        return ""
    # "20 and over 30" are two numbers.
    further = figure.after + 2
    counts_on = further < len(words) and read_figure(text, words, further) is not None
    return "" if counts_on else OLDER.get(after[1], "")


def _bound_before(text: str, words: Sequence[Word], at: int, figure: Figure) -> str | None:
    first, second = (words[at - step].form if at >= step else "" for step in (1, 2))
    joins = figure.after < len(words) and joined(text, words[figure.after - 1], words[figure.after])
    after = words[figure.after].form if joins else ""
    # "Workers over 40 shifts"; in "anyone over 65 pays" it is a verb.
    things = find_unit([after]) is not None or (is_plural(after) and second not in ANYONE)
    if second in PERSONS and first in OVER:
        return None if things else OLDER[first]
    if (second, first) in PERSON_IS:
        # "He is 58." and "she was 58 when ..."; "he is 6 feet 2" and "he was 12th" tell no age.
        end = words[figure.after - 1].end
        told = text[end : end + 1] in (".", ",", ";", "") or after in AFTER_AN_AGE
        return "" if told and words[at].form.isdigit() and not text[end + 1 : end + 2].isdigit() else None
    if first in AGED or (second, first) in AGED_PAIRS:
        return None if things else ""
    # "Turned 70 acres" and "who is 3 miles away" tell no age.
    alone = not (after and is_content(after))
    return "" if alone and (first in TURNED or (second, first) in WHO_IS) else None
