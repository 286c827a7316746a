"""What a learner wrote into a cell, read with patience: a set of numbers, a share, a choice for each of several things."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from numbers import Integral, Real
from typing import Any

from retold.errors import StudyError, close_match

# A share is asked for with two digits after the point, and may be off by one in the last of them.
ROUNDING = 0.0101


class NotYetError(StudyError):
    """An answer that is missing, cannot be read, or differs from the key: what is amiss, where to look, what to try.

    In a notebook the three lines stand alone, without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"Not yet: {self}"]


def read_numbers(answer: object, known: Collection[int], *, of: str) -> set[int]:
    """Read an answer that lists numbers, in any order; a number that stands twice counts once.

    Parameters
    ----------
    answer : object
        What was written: a list, tuple, set, array or column of whole numbers; it may be empty.
    known : collection of int
        The numbers that may be named.
    of : str
        What the numbers stand for, in the singular, such as ``sentence``.

    Raises
    ------
    NotYetError
        If it is no list of whole numbers, or names one that is not there.

    Examples
    --------
    >>> sorted(read_numbers([3, 1, 1], {1, 2, 3}, of="sentence"))
    [1, 3]
    """
    given = set()
    for item in _items(answer, of):
        if isinstance(item, bool) or not isinstance(item, Real) or not _is_whole(item):
            raise NotYetError(
                f"{item!r} is not the number of a {of}", todo=f"list numbers as they stand beside each {of}"
            )
        given.add(int(float(item)))
    if unknown := sorted(given - set(known)):
        raise NotYetError(
            f"there is no {of} {unknown[0]}", todo=f"take the numbers from the table of each {of} above"
        )
    return given


def read_names(answer: object, known: Collection[str], *, of: str) -> set[str]:
    """Read an answer that lists names, in any order and without regard to case.

    Parameters
    ----------
    answer : object
        What was written: a list, tuple, set or column of texts; it may be empty.
    known : collection of str
        The names that may be given.
    of : str
        What is named, in the singular.

    Raises
    ------
    NotYetError
        If it is no list of texts, or has a name that is not known.

    Examples
    --------
    >>> sorted(read_names(("War", "pause"), {"war", "pause", "closure"}, of="word"))
    ['pause', 'war']
    """
    return {read_choice(item, known, of=of) for item in _items(answer, of)}


def read_choice(answer: object, known: Collection[str], *, of: str) -> str:
    """Read one name out of several, without regard to case, spaces around it, and ``_`` or ``-`` for a space.

    Raises
    ------
    NotYetError
        If nothing, no text, or an unknown name was given.

    Examples
    --------
    >>> read_choice(" Third party", ["subject", "third_party"], of="voice")
    'third_party'
    """
    if is_missing(answer):
        raise NotYetError(f"no {of} is given", todo=f"choose one of: {', '.join(sorted(known))}")
    if not isinstance(answer, str):
        raise NotYetError(
            f"{answer!r} is no {of}", todo=f"write it in quotation marks: {', '.join(sorted(known))}"
        )
    folded = {_fold(name): name for name in known}
    if _fold(answer) not in folded:
        raise NotYetError(f"{answer!r} is no {of} of this exercise", todo=close_match(answer, known))
    return folded[_fold(answer)]


def read_choices(
    answer: object, asked: Collection[Any], known: Collection[str], *, of: str
) -> dict[Any, str]:
    """Read an answer that gives each of several things a name.

    Parameters
    ----------
    answer : object
        What was written: a mapping or a column whose index are the things asked about.
    asked : collection
        What is asked about; each of them needs an answer.
    known : collection of str
        The names to choose from.
    of : str
        What is chosen, in the singular.

    Raises
    ------
    NotYetError
        If it is no mapping, lacks one that is asked about, or has a name that is not known.

    Examples
    --------
    >>> read_choices({1: "subject"}, [1], ["subject", "journalist"], of="voice")
    {1: 'subject'}
    """
    given = read_mapping(answer, asked, of=of)
    chosen = {}
    for thing in asked:
        try:
            chosen[thing] = read_choice(given[thing], known, of=of)
        except NotYetError as error:
            raise NotYetError(f"{thing}: {error.what}", where=error.where, todo=error.todo) from None
    return chosen


def read_mapping(answer: object, asked: Collection[Any], *, of: str) -> dict[Any, Any]:
    """Read an answer that has something for each of several things, whatever it is.

    Raises
    ------
    NotYetError
        If it is no mapping and no column, or lacks one of what is asked about.

    Examples
    --------
    >>> read_mapping({1: "a", 2: "b"}, [1], of="voice")
    {1: 'a'}
    """
    if is_missing(answer):
        raise NotYetError("no answer is given", todo=f"write a {of} for each of: {_list(asked)}")
    if not isinstance(answer, Mapping) and hasattr(answer, "to_dict"):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        raise NotYetError(
            f"the answer is a {type(answer).__name__}, and each {of} should stand beside what it belongs to",
            todo=f"keep the form of the cell, {{...: ...}}, with: {_list(asked)}",
        )
    if lacking := [thing for thing in asked if thing not in answer]:
        raise NotYetError(
            f"no {of} is given for {_list(lacking)}", todo="put the line back that stood in the cell"
        )
    return {thing: answer[thing] for thing in asked}


def check_number(
    answer: object,
    right: float,
    *,
    what: str,
    look: str,
    slips: Mapping[str, float] | None = None,
    within: float = ROUNDING,
) -> None:
    """Hold a number against the right one, and name the slip where it is a common one.

    Parameters
    ----------
    answer : object
        What was written.
    right : float
        The right number.
    what : str
        What the number is.
    look : str
        What to look at, or how it is reckoned.
    slips : mapping, optional
        What a wrong number would be, by what one would then have done.
    within : float
        By so much the answer may differ.

    Raises
    ------
    NotYetError
        If it is no number, or another one.

    Examples
    --------
    >>> check_number(0.25, 0.25, what="the share", look="3 of 12")
    >>> check_number(25, 0.25, what="the share", look="3 of 12")
    Traceback (most recent call last):
    retold.teaching.answers.NotYetError: 25 is the share as a percentage
      where: 3 of 12
      to do: divide by 100
    """
    if is_missing(answer):
        raise NotYetError(f"{what} is not given", where=look, todo="write a number in place of None")
    if isinstance(answer, bool) or not isinstance(answer, Real):
        raise NotYetError(
            f"{what} is a number, and {answer!r} is a {type(answer).__name__}",
            todo="write it without quotation marks, percent signs or brackets, with a point for decimals",
        )
    given = float(answer)
    if abs(given - right) <= within:
        return
    if right <= 1 and abs(given / 100 - right) <= within:
        raise NotYetError(f"{answer} is {what} as a percentage", where=look, todo="divide by 100")
    for slip, value in (slips or {}).items():
        if abs(given - value) <= within:
            raise NotYetError(
                f"{answer} is {slip}", where=look, todo=f"ask again what {what} counts, and of what"
            )
    raise NotYetError(
        f"{answer} is not {what}", where=look, todo="reckon it again from the counts in the table"
    )


def is_missing(answer: object) -> bool:
    """Say whether nothing was answered: None, an ellipsis, NaN, or a text without a sign.

    Examples
    --------
    >>> [is_missing(answer) for answer in (None, ..., float("nan"), " ", 0, [])]
    [True, True, True, True, False, False]
    """
    if answer is None or answer is Ellipsis:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    return isinstance(answer, Real) and math.isnan(answer)


def _items(answer: object, of: str) -> list[Any]:
    if is_missing(answer):
        raise NotYetError("no answer is given", todo=f"list each {of} in the cell above, in square brackets")
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        raise NotYetError(
            f"the answer should be a list, and {answer!r} is none", todo="put it in square brackets"
        )
    return list(answer)


def _is_whole(number: Real) -> bool:
    return isinstance(number, Integral) or float(number).is_integer()


def _fold(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").split()).casefold()


def _list(things: Iterable[Any]) -> str:
    return ", ".join(map(str, things))
