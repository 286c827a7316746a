"""The table ``findings``: what a run found, a plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from retold.arguments.given.given import GivenArgument
from retold.errors import ParameterError, close_match
from retold.study.findings import reports, said
from retold.study.findings.finding import Finding, Results
from retold.study.findings.needed import TABLES
from retold.tables import conform, empty_table, read_table
from retold.vocabulary import BY

# The findings that rest on arguments, and have other values on other ones.
ON_ARGUMENTS = ("most_argued", "most_carried", "carried_once", "agreement", "left_out", "occasions")

# More than a reader keeps in mind; what comes last is left out first.
MOST_FINDINGS = 10


def findings(
    results: str | Path,
    *,
    subject: str = "",
    given: Sequence[GivenArgument] = (),
    seed: int = 1,
    level: float = 0.95,
    by: str = "",
) -> pd.DataFrame:
    """Say in plain sentences what a run found, each with its number and what it rests on.

    Parameters
    ----------
    results : path
        The results folder of a run, with its tables.
    subject : str
        Full name of the studied speaker; empty: nobody in particular, and sentences speak of the speakers.
    given : sequence of GivenArgument
        The arguments that the study lists, for their claims in words; see `read_given`.
    seed : int
        Seed of the resampling of sentences.
    level : float
        Coverage of the intervals.
    by : {"", "all", "trusted", "given"}
        Which arguments findings on arguments rest on: all groups that were found, the trusted ones, or those that the study
        lists. Empty: those that the study lists, if any statement makes one, else all groups.

    Returns
    -------
    DataFrame
        The table ``findings``, a row for each, in the order of reading: ``finding`` (its name), ``place`` from 1,
        ``sentence``, ``value`` with ``low`` and ``high`` (a share, or a number of disagreements or sources; empty where
        nothing is estimated), ``n`` it is a share of, ``support`` (``count``, ``estimate``, ``little support``;
        ``suggestion`` where it rests on found groups that are not trusted), ``evidence`` (ids of statements),
        ``figure`` that shows it, ``by`` (which arguments it rests on; empty: on none). What a study has nothing to say on is left out.

    Raises
    ------
    ResultsError
        If a table has not been written yet.
    ParameterError
        If ``by`` is none of these.

    Notes
    -----
    Intervals: Wilson's of shares; of voices, sentences are resampled; of agreement and sources, those of the table
    ``agreement``. They say how far the same corpus would vary, not what other outlets write.
    """
    rows = find_all(results, subject=subject, given=given, seed=seed, level=level, by=by)
    return rows.head(MOST_FINDINGS)


def find_all(
    results: str | Path,
    *,
    subject: str = "",
    given: Sequence[GivenArgument] = (),
    seed: int = 1,
    level: float = 0.95,
    by: str = "",
) -> pd.DataFrame:
    """Say all that `findings` would say had a report room for it: which of them come last must not decide what is compared.

    Parameters and errors are those of `findings`.
    """
    if by not in ("", *BY):
        raise ParameterError(f"by cannot be {by!r}", where="by", todo=close_match(by, list(BY)))
    study = read_results(results, subject=subject, given=given, level=level, by=by)
    found = list(_find(study, seed))
    if not found:
        return empty_table("findings")
    rows = pd.DataFrame(found, columns=Finding._fields)
    rests = rows["finding"].isin(ON_ARGUMENTS)
    return conform(
        rows.assign(place=range(1, len(rows) + 1), by=rests.map({True: study.basis, False: ""})), "findings"
    )


def read_results(
    results: str | Path, *, subject: str, given: Sequence[GivenArgument], level: float, by: str = ""
) -> Results:
    """Read what findings are computed from, with the arguments that they are to rest on."""
    tables = {name: read_table(name, results) for name in TABLES}
    return Results(
        tables, subject, {one.label: one.description for one in given if one.description}, level, by
    )


def _find(study: Results, seed: int) -> Iterator[Finding]:
    """Yield what can be said of a study, what matters most first."""
    for one in (
        said.most_argued(study),
        said.most_carried(study),
        said.carried_once(study),
        reports.agreement(study),
        reports.conflicts(study),
        reports.wording(study),
        said.voices(study, seed=seed),
        said.others_heard(study),
        reports.left_out(study),
        reports.sources(study),
        reports.occasions(study),
        said.theme_by_voice(study),
    ):
        if one is not None:
            yield one
