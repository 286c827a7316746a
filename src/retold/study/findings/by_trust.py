"""Every figure that rests on arguments three times, side by side: on all groups, on trusted groups, on given arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from retold.arguments.given.given import GivenArgument
from retold.consistency.agreement.by_trust import tell_trusted
from retold.showing import agreement_on
from retold.silence import count_states
from retold.study.findings import reports, said
from retold.study.findings.find import read_results
from retold.study.findings.finding import Finding, Results
from retold.tables import conform, empty_table
from retold.vocabulary import ALL, BY

NAN = float("nan")

# How each row is called before a reader, in the order of the table.
MEASURES = {
    "arguments": "arguments that the subject's statements make",
    "shared": "of these, in two articles or more",
    "statements": "share of the subject's statements that make one",
    "most_argued": "share of these statements with the one argued most",
    "most_carried": "share of articles with those carried most widely beside it",
    "carried_once": "share of arguments that one article alone carries",
    "left_out": "share that the most silent report leaves out",
    "occasions": "share of arguments that return on another occasion",
    "reported": "coverage: share of comparable cells reported",
    "silent": "coverage: share of comparable cells silent",
    "contradicted": "coverage: share of comparable cells contradicted",
    "jaccard": "agreement within occasions: Jaccard",
    "kappa": "agreement within occasions: kappa",
    "alpha": "agreement within occasions: alpha",
}

# Findings that are set side by side, by the name of their row.
FINDINGS = {
    "most_argued": said.most_argued,
    "most_carried": said.most_carried,
    "carried_once": said.carried_once,
    "left_out": reports.left_out,
    "occasions": reports.occasions,
}
AGREEMENT = ("jaccard", "kappa", "alpha")
STATES = ("reported", "silent", "contradicted")


def compare_trust(
    results: str | Path, *, subject: str = "", given: Sequence[GivenArgument] = (), level: float = 0.95
) -> pd.DataFrame:
    """Set agreement, coverage and findings side by side: on all found groups, on trusted groups, on given arguments.

    Parameters
    ----------
    results : path
        The results folder of a run, with its tables.
    subject, given, level
        As in `findings`.

    Returns
    -------
    DataFrame
        The table ``trust``, a row for each measure and each of ``by`` (``all``, ``trusted``, ``given``; without listed
        arguments the first two): ``value`` (a count, or a share in 0..1; agreement in -1..1) with ``low`` and ``high``, ``n`` it is of,
        ``note``: the finding's sentence, or why there is no value. ``place`` orders the measures.

    Raises
    ------
    ResultsError
        If a table has not been written yet.
    """
    whole = read_results(results, subject=subject, given=given, level=level)
    rows = [
        (place, measure, by, *cells)
        for by in BY
        for place, measure, cells in _measure(replace(whole, by=by))
        if by != "given" or len(whole.given)
    ]
    columns = ["place", "measure", "by", "value", "low", "high", "n", "note"]
    return conform(pd.DataFrame(rows, columns=columns), "trust") if rows else empty_table("trust")


Cells = tuple[float, float, float, int, str]


def _measure(study: Results) -> Iterator[tuple[int, str, Cells]]:
    """Yield place, name and cells of each measure on the arguments of one kind."""
    own = {**_counts(study), **_states(study), **_agreement(study)}
    for name, find in FINDINGS.items():
        own[name] = _cells(find(study))
    for place, measure in enumerate(MEASURES, 1):
        yield place, measure, own[measure]


def _counts(study: Results) -> dict[str, Cells]:
    made, whole = len(study.arguments), len(study.own)
    names = study.articles_with
    note = tell_trusted(study.trusted, study.shared)
    return {
        "arguments": (float(len(names)), NAN, NAN, len(names), ""),
        "shared": (float(len(study.shared)), NAN, NAN, len(names), "" if study.basis == "given" else note),
        "statements": (*study.share(made, whole), whole, ""),
    }


def _states(study: Results) -> dict[str, Cells]:
    """Return the share of each state among the cells that can be compared; cells hang on one another, so without an interval.

    Articles that report their occasion alone are left out: none of them can be silent.
    """
    occasion = study["articles"].set_index("article_id")["occasion"]
    several = occasion.map(occasion.value_counts()) > 1
    counts = count_states(study.coverage, study["articles"])
    compared = counts[counts.index.isin(several.index[several])].sum().reindex(STATES, fill_value=0)
    n = int(compared.sum())
    why = "" if n else "no cell is comparable"
    return {state: (float(compared[state] / n) if n else NAN, NAN, NAN, n, why) for state in STATES}


def _agreement(study: Results) -> dict[str, Cells]:
    table = agreement_on(study["agreement"], study.basis)
    whole = table[table["occasion"] == ALL]
    rows = (whole if len(whole) else table).drop_duplicates("measure").set_index("measure")
    blank: Cells = (NAN, NAN, NAN, 0, "not measured")
    return {
        name: (
            float(rows.at[name, "value"]), float(rows.at[name, "low"]), float(rows.at[name, "high"]),
            int(rows.at[name, "n"]), str(rows.at[name, "note"]),
        )
        if name in rows.index
        else blank
        for name in AGREEMENT
    }  # fmt: skip


def _cells(found: Finding | None) -> Cells:
    return (
        (NAN, NAN, NAN, 0, "nothing to say")
        if found is None
        else (found.value, found.low, found.high, found.n, found.sentence)
    )


def lay_side_by_side(trust: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``trust`` as it is read: a row for each measure, in words, and a column for each kind of arguments.

    Examples
    --------
    >>> rows = {"place": 2, "measure": "shared", "by": ["all", "trusted"], "value": [5.0, 1.0], "n": [9, 3],
    ...     "low": float("nan"), "high": float("nan"), "note": ""}
    >>> lay_side_by_side(pd.DataFrame(rows)).values.tolist()
    [['of these, in two articles or more', '5', '1']]
    """
    cells = trust.assign(said=[_say(row) for row in trust.itertuples()])
    table = cells.pivot(index="place", columns="by", values="said")
    kinds = [by for by in BY if by in table.columns]
    names = trust.drop_duplicates("place").set_index("place")["measure"].map(MEASURES)
    table = table[kinds].rename(columns=BY).rename_axis(columns=None)
    table.insert(0, "measure", names)
    return table.reset_index(drop=True)


def _say(row: object) -> str:
    value, low, high, n = (getattr(row, name) for name in ("value", "low", "high", "n"))
    if pd.isna(value):
        return "–"
    if getattr(row, "measure", "") in ("arguments", "shared"):
        return f"{value:.0f}"
    interval = "" if pd.isna(low) or pd.isna(high) else f" ({low:.2f} to {high:.2f})"
    return f"{value:.2f}{interval}, n {n}"
