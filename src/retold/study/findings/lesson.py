"""What a lesson opens with: the findings on its question, as sentences computed from the tables that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retold.study.findings.finding import LITTLE, SUGGESTION, Finding, Results
from retold.study.findings.needed import LESSONS
from retold.tables import read_table

if TYPE_CHECKING:
    from retold.arguments.given.given import GivenArgument

# What a lesson says of a study that gives its question nothing to work on.
NOTHING = "This study gives nothing to say here: what the question needs does not occur in it."


def read_lesson(
    name: str,
    results: str | Path,
    *,
    subject: str = "",
    given: Sequence[GivenArgument] = (),
    level: float = 0.95,
) -> Results:
    """Read the tables of one lesson, and no others.

    Parameters
    ----------
    name : str
        A call of `retold.study.findings.needed.LESSONS`, which says what it reads.
    results : path
        The results folder, with these tables in it.
    subject : str
        Full name of the studied speaker; empty: nobody in particular.
    given : sequence of GivenArgument
        The arguments that the study lists, for their claims in words.
    level : float
        Coverage of the intervals.

    Raises
    ------
    ResultsError
        If one of the tables has not been written yet.
    """
    tables = {table: read_table(table, results) for table in LESSONS[name]}
    return Results(tables, subject, {one.label: one.description for one in given if one.description}, level)


def sentences(found: Iterable[Finding | str | None]) -> list[str]:
    """Return what was found as sentences; what has little support says so, and nothing at all is said as well.

    Examples
    --------
    >>> weak = Finding("voices", "Lee says most.", 1.0, 0.2, 1.0, 1, LITTLE, (), "voices")
    >>> sentences([weak, None, "Nobody answers."]), sentences([None, ""])[0][:31]
    (['Lee says most. (little support)', 'Nobody answers.'], 'This study gives nothing to say')
    """
    said = []
    for one in found:
        if isinstance(one, Finding):
            weak = f" ({one.support})" if one.support in (LITTLE, SUGGESTION) else ""
            said.append(f"{one.sentence}{weak}")
        elif one:
            said.append(one)
    return said or [NOTHING]
