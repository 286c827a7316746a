"""One person by two names, or both in office and out of it: what the reports of one story say of persons.

Names are not held against each other as values are: two names are nearly always of two persons. What is told are slips:
a first name with two surnames that are a letter or two apart, each the only one in its article; a surname that its article does
not introduce, a letter off one that it does; and somebody who is still an official in one report and a former one in the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from retold.consistency.conflicts.rules import DAYS_OF_ONE_STORY, days_between
from retold.consistency.details.detail import Detail
from retold.language.persons import FULL_NAME, SURNAME, is_slip, letters_apart

# Two spellings of one surname differ by so many letters at most, and have at least so many; by one only where the two persons
# are called something else.
SPELLING_LETTERS, SHORTEST_SPELLING = 2, 5

# How sure it is that both are of one person. All such pairs of the 28 coded events were right, so that they are told as surely
# as the others that are told.
SURE = {"spelling": 0.9, "slip": 0.8, "standing": 0.8}


class NamePair(NamedTuple):
    """Two mentions of one person that do not agree: what in, and the reason in words."""

    a: Detail
    b: Detail
    what: str
    reason: str

    @property
    def sure(self) -> float:
        """How sure it is that both are of one person."""
        return SURE[self.what]


def compare_names(names: Sequence[Detail], share: Callable[[str, str], bool]) -> list[NamePair]:
    """Return the mentions of persons that do not agree, in the order of the details.

    Parameters
    ----------
    names : sequence of Detail
        Details of the kind ``name``, in order.
    share : callable
        Says of two articles, by their ids, whether they tell of one story.
    """
    full = [name for name in names if name.measure == FULL_NAME]
    order = {name.detail_id: at for at, name in enumerate(names)}
    found = [*_spellings(full), *_standings(full), *_slips(names, full)]
    kept = [
        pair
        for pair in found
        if pair.a.article_id == pair.b.article_id
        or (share(pair.a.article_id, pair.b.article_id) and not _is_of_another_time(pair.a, pair.b))
    ]
    return sorted(kept, key=lambda pair: (order[pair.a.detail_id], order[pair.b.detail_id], pair.what))


def _is_of_another_time(a: Detail, b: Detail) -> bool:
    """Say whether two mentions are so far apart that one person may have left office, and two may have one name and a letter."""
    return a.day is not None and b.day is not None and days_between(a.day, b.day) > DAYS_OF_ONE_STORY


def _groups(names: Sequence[Detail], part: int) -> Iterator[list[Detail]]:
    """Yield the details whose names have one first (0) or last (-1) word in common."""
    held: dict[str, list[Detail]] = {}
    for name in names:
        held.setdefault(name.value.value.split()[part], []).append(name)
    yield from held.values()


def _spellings(names: Sequence[Detail]) -> Iterator[NamePair]:
    spelled: dict[str, set[str]] = {}
    for name in names:
        spelled.setdefault(name.article_id, set()).add(name.value.value)
    for group in _groups(names, 0):
        for a, b in itertools.combinations(group, 2):
            apart = b.value.value not in spelled[a.article_id] and a.value.value not in spelled[b.article_id]
            if apart and _is_one_name(a, b):
                yield NamePair(
                    a, b, "spelling", f"both name the {_role(a, b)}: one writes {a.said}, the other {b.said}"
                )


def _is_one_name(a: Detail, b: Detail) -> bool:
    one, other = (name.value.value.split()[-1] for name in (a, b))
    if one == other or min(len(one), len(other)) < SHORTEST_SPELLING:
        return False
    return letters_apart(one, other) <= (SPELLING_LETTERS if a.head == b.head else 1)


def _role(a: Detail, b: Detail) -> str:
    return a.own if a.own == b.own else f"{a.own} or {b.own}"


def _standings(names: Sequence[Detail]) -> Iterator[NamePair]:
    plain = [name for name in names if "title" not in name.marks]
    for group in _groups(plain, -1):
        for a, b in itertools.combinations(group, 2):
            if (
                a.article_id != b.article_id
                and _is_one_post(a, b)
                and ("former" in a.marks) != ("former" in b.marks)
            ):
                now, then = (a, b) if "former" in b.marks else (b, a)
                yield NamePair(
                    a,
                    b,
                    "standing",
                    f"both say what {now.said} is: one says {now.own}, the other former {then.own}",
                )


def _is_one_post(a: Detail, b: Detail) -> bool:
    """Say whether two descriptions may be of one post of one person: no two bodies, no two first names."""
    one, other = (name.value.value.split()[0] for name in (a, b))
    bodies = not (a.modifiers and b.modifiers) or bool(a.modifiers & b.modifiers)
    return a.head == b.head and bodies and (one == other or one.startswith(other) or other.startswith(one))


def _slips(names: Sequence[Detail], full: Sequence[Detail]) -> Iterator[NamePair]:
    held: dict[Hashable, list[Detail]] = {}
    for name in full:
        held.setdefault(name.article_id, []).append(name)
    for slip in (name for name in names if name.measure == SURNAME):
        own = held.get(slip.article_id, [])
        for meant in own:
            if meant.start < slip.start and is_slip(slip.value.value, meant.value.value):
                reason = f"{slip.said} is nobody else in the article, and a letter off {meant.said}"
                yield NamePair(meant, slip, "slip", reason)
