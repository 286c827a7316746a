"""Which conclusions hold in how many universes: computed, counted, and said in sentences.

No test is made over universes: they share their texts, so that they are no sample of anything, and a share of universes is no
probability (Simonsohn, Simmons and Nelson 2020 permute data for a joint test; here is nothing that could be permuted).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from retold.study.findings.finding import counted, listed, percent
from retold.study.findings.headlines import COUNT, DIFFERENCE, HEADLINES, NUMBER, SHARE
from retold.study.sweep.collect import DONE, FAILED, INTERACTIONS, grid_numbers
from retold.tables import SWEEP_SCHEMAS, conform, empty_table
from retold.ties import settle

# Two findings name the same thing if they share half of the statements that either rests on.
SAME = 0.5
# A choice with less of the variance is not named.
LEAST_SHARE = 0.05


class Conclusion(NamedTuple):
    """What the study's own specification concludes from a number, and how to see whether another one does."""

    text: str
    holds: Callable[[pd.DataFrame], pd.Series]


def count_conclusions(universes: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """Count in how many universes of a grid the conclusions of the study's own specification hold.

    Parameters
    ----------
    universes, numbers : pandas.DataFrame
        The tables of a sweep.

    Returns
    -------
    pandas.DataFrame
        The table ``conclusions``, in the order of the report: a row for each conclusion from each headline number, with the universes in which it ``holds``, those
        in which the number is ``told``, and all finished ones of the grid; the number in the study's own specification (``value``), and
        its ``least``, ``median`` and ``most`` over the grid. A number of which the own specification tells nothing has one row without
        a conclusion.
    """
    finished = int((universes["in_grid"] & (universes["status"] == DONE)).sum())
    own = universes.loc[universes["preferred"], "universe"]
    rows: list[tuple[object, ...]] = []
    for finding in [name for name in HEADLINES if name in set(numbers["finding"])]:
        there = grid_numbers(universes, numbers, finding)
        if there.empty:
            continue
        mine = numbers[
            (numbers["finding"] == finding) & numbers["universe"].isin(own) & numbers["value"].notna()
        ]
        value = float(mine["value"].iloc[0]) if len(mine) else np.nan
        spread = [value, *(float(settle(each)) for each in np.quantile(there["value"], [0, 0.5, 1]))]
        found = list(_conclusions(finding, mine.iloc[0])) if len(mine) else [Conclusion("", _nothing)]
        for one in found:
            holds = int(one.holds(there).sum()) if one.text else None
            rows.append((len(rows) + 1, finding, one.text, holds, len(there), finished, *spread))
    if not rows:
        return empty_table("conclusions")
    return conform(pd.DataFrame(rows, columns=SWEEP_SCHEMAS["conclusions"].columns), "conclusions")


def _nothing(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(data=False, index=rows.index)


def _conclusions(finding: str, own: pd.Series) -> Iterator[Conclusion]:
    """Yield what the own specification concludes from a number."""
    value, low, high = (float(settle(own[name])) for name in ("value", "low", "high"))
    headline = HEADLINES[finding]
    if headline.names:
        yield Conclusion(f"{headline.names} is the same", lambda rows: rows["same"] >= SAME)
    if headline.unit == SHARE and value != 0.5:
        side = "more" if value > 0.5 else "less"
        yield Conclusion(
            f"it is {side} than half",
            lambda rows: (rows["value"] > 0.5) if value > 0.5 else (rows["value"] < 0.5),
        )
    if headline.unit == COUNT:
        yield Conclusion(
            "there is at least one" if value > 0 else "there is none",
            lambda rows: (rows["value"] > 0) == (value > 0),
        )
    if headline.unit == NUMBER:
        fewer = value < float(own["n"])
        yield Conclusion(
            "they are fewer than the articles" if fewer else "they are as many as the articles",
            lambda rows: (_settled(rows) < rows["n"].astype(float)) == fewer,
        )
    if headline.unit == DIFFERENCE and value != 0:
        side = "above" if value > 0 else "below"
        yield Conclusion(f"it is {side} zero", lambda rows: np.sign(rows["value"]) == np.sign(value))
        if low > 0 or high < 0:
            yield Conclusion(
                "its interval leaves out zero, on the same side",
                lambda rows: (rows["low"] > 0) if value > 0 else (rows["high"] < 0),
            )
    if not np.isnan(low):
        yield Conclusion(
            "it lies within the interval of the study's own specification",
            lambda rows: (_settled(rows) >= low) & (_settled(rows) <= high),
        )


def _settled(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(settle(rows["value"].to_numpy(float)), index=rows.index)


def tell_sensitivity(universes: pd.DataFrame, numbers: pd.DataFrame, shares: pd.DataFrame) -> list[str]:
    """Say which conclusions hold in how many universes, and which choice each number hangs on most.

    Parameters
    ----------
    universes, numbers, shares : pandas.DataFrame
        The tables ``universes``, ``numbers`` and ``choice_shares`` of a sweep.

    Returns
    -------
    list of str
        Sentences: first how many universes there are and which failed, then one paragraph a headline number.
    """
    told = [*_counts(universes)]
    conclusions = count_conclusions(universes, numbers)
    for finding in [name for name in HEADLINES if name in set(conclusions["finding"])]:
        rows = conclusions[conclusions["finding"] == finding]
        told.append(_paragraph(finding, rows, shares[shares["finding"] == finding]))
    return told


def _counts(universes: pd.DataFrame) -> Iterator[str]:
    grid = universes[universes["in_grid"]]
    failed = grid[grid["status"] == FAILED]
    yield f"{counted(len(grid), 'universe')} {'was' if len(grid) == 1 else 'were'} laid out; {len(grid) - len(failed)} came to their end, {len(failed)} failed."
    for (stage, reason), rows in failed.groupby(["stage", "reason"], sort=True):
        yield f"Failed at {stage}: {listed(rows['universe'], what='universes')} ({reason})."
    if not universes["in_grid"][universes["preferred"]].any():
        yield "The study's own specification is not in the grid: it was run beside it, is marked, and is not counted."
    own = universes[universes["preferred"] & (universes["status"] == FAILED)]
    if len(own):
        yield "The study's own specification failed, so that nothing is concluded from it."


def _paragraph(finding: str, rows: pd.DataFrame, shares: pd.DataFrame) -> str:
    first, headline = rows.iloc[0], HEADLINES[finding]
    write = percent if headline.unit == SHARE else _points if headline.unit == DIFFERENCE else _number
    whole, told = int(first["universes"]), int(first["told"])
    place = f"{told} of {counted(whole, 'universe')}" if told < whole else f"all {counted(whole, 'universe')}"
    sentence = f"{headline.what[0].upper()}{headline.what[1:]}:"
    if first["least"] == first["most"]:
        return f"{sentence} {write(first['least'])} in {place}, whatever is chosen."
    sentence += (
        f" {write(first['least'])} to {write(first['most'])}, median {write(first['median'])}, in {place}"
    )
    if pd.isna(first["value"]):
        return f"{sentence}; the study's own specification has nothing to say on it."
    sentence += f"; {write(first['value'])} as the study specifies it."
    held = [f"{row.conclusion} in {row.holds} of {row.told}" for row in rows.itertuples()]
    if held:
        joined = listed(held, most=len(held))
        sentence += f" {joined[0].upper()}{joined[1:]}."
    return f"{sentence} {_hangs_on(shares)}".strip()


def _hangs_on(shares: pd.DataFrame) -> str:
    known = shares.dropna(subset=["share"])
    alone = known[known["choice"] != INTERACTIONS].sort_values("share", ascending=False, kind="stable")
    named = alone[alone["share"] >= LEAST_SHARE]
    rest = known.loc[known["choice"] == INTERACTIONS, "share"]
    parts = [f"{row.choice} ({percent(row.share)})" for row in named.itertuples()]
    what = (
        f"Of its variance most goes with {listed(parts)}"
        if parts
        else "No choice alone accounts for its variance"
    )
    return f"{what}; choices together, beyond each alone, account for {percent(float(rest.sum()))}."


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def _points(value: float) -> str:
    return f"{100 * value:+.0f} points"
