"""Say how far people who coded the same units agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import TableError
from retold.statistics.missing_codes import find_missing, warn_of_marks
from retold.statistics.reliability import Alpha, alike, alpha_from_counts, cohen_kappa
from retold.tables import conform, empty_table, require
from retold.vocabulary import ALL

Floats = NDArray[np.float64]


# Kappa is a mean over pairs of coders. Above this, as with a crowd, pairs are thousands that share few units each.
MOST_KAPPA_CODERS = 50

COLUMNS = ("unit", "coder", "theme", "code")


def score_coders(
    codes: pd.DataFrame,
    *,
    level: str = "nominal",
    interval: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
    missing: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> pd.DataFrame:
    """Score how far coders agree, for each theme and for all together.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a code: columns unit, coder, theme (or variable; may be left out), code. A missing code is a
        unit that the coder was given and left blank.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement of the codes.
    interval : float
        Coverage of the intervals.
    replicates, seed
        Of the bootstrap, which resamples units.
    missing, keep
        As in `retold.krippendorff_alpha`: marks such as "NA" are no codes, unless kept.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_agreement``. For each theme, and for all (``*``: each unit and theme counts, and the
        intervals resample units with all their themes): level, coders, units with a code, n of them coded by two or
        more, blank codes, Krippendorff's alpha with a bootstrap interval (low, high) and a jackknife
        interval (jackknife_low, jackknife_high), agreement (of all pairs of codes given to one unit, the share
        that are equal), Cohen's kappa (mean over pairs of coders), prevalence (share of codes above 0) and a
        note. What is not defined is missing, and the note says why.

    Raises
    ------
    TableError
        If a column is missing, or a coder has coded a unit twice.
    ParameterError
        If the level is unknown or the codes do not fit it.

    References
    ----------
    Krippendorff (2019), Content analysis, 4th edition, chapter 12; Cohen (1960), A coefficient of agreement for
    nominal scales. Educ. Psychol. Meas. 20. For two coders or more, the mean of pairwise kappas: Light (1971),
    Measures of response agreement for qualitative data. Psychol. Bull. 76.

    Examples
    --------
    >>> rows = [("1", "Ann", 1), ("1", "Ben", 1), ("2", "Ann", 0), ("2", "Ben", 1), ("3", "Ann", 0), ("3", "Ben", 0)]
    >>> scores = score_coders(pd.DataFrame(rows, columns=["unit", "coder", "code"]))
    >>> scores[["theme", "n", "alpha", "agreement", "kappa"]].round(3).values.tolist()
    [['code', 3, 0.444, 0.667, 0.4]]
    """
    codes = _checked(codes, missing, keep)
    settings = {"level": level, "interval": interval, "replicates": replicates, "seed": seed}
    names = sorted(codes["theme"].unique())
    rows = [{"theme": name, **_score(codes[codes["theme"] == name], settings)} for name in names]
    if len(names) > 1:
        rows.append({"theme": ALL, **_score(codes, settings)})
    return conform(pd.DataFrame(rows), "coder_agreement") if rows else empty_table("coder_agreement")


def _checked(codes: pd.DataFrame, missing: Iterable[str] = (), keep: Iterable[str] = ()) -> pd.DataFrame:
    if "theme" not in codes:
        codes = codes.assign(theme="code")
    require(codes, COLUMNS, "codes", where="codes: columns unit, coder, theme and code")
    codes = codes[list(COLUMNS)].reset_index(drop=True)
    names = ["unit", "coder", "theme"]
    codes[names] = codes[names].astype(str)
    twice = codes.duplicated(names)
    if twice.any():
        first = codes[twice].iloc[0]
        raise TableError(
            f"coder {first['coder']!r} has coded unit {first['unit']!r} twice for {first['theme']!r}",
            where=f"codes, row {codes.index[twice][0]}",
            todo="keep one code for each coder, unit and theme",
        )
    absent = find_missing(codes["code"], missing=missing, keep=keep)
    if (absent & codes["code"].notna()).any():
        warn_of_marks(codes.loc[absent, "code"], missing, stacklevel=4)
        codes["code"] = codes["code"].astype(object).mask(absent, None)
    if not pd.api.types.is_numeric_dtype(codes["code"]):
        given = codes["code"].notna()
        same = pd.Series(
            alike(codes.loc[given, "code"].to_numpy(object)), index=codes.index[given], dtype=object
        )
        codes["code"] = same.reindex(codes.index)
    return codes.sort_values(names, kind="stable", ignore_index=True)


def _score(codes: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, object]:
    given = codes[codes["code"].notna()]
    coders = sorted(given["coder"].unique())
    cells, groups = _cells(given)
    values, column = _values(given["code"])
    counts = np.zeros((len(groups), len(values)))
    np.add.at(counts, (cells, column), 1.0)
    row = _count_scores(counts, values, groups, settings)
    kappa, kappa_note = _mean_kappa(cells, column, given["coder"].to_numpy(), coders, len(groups))
    notes = [str(row["note"])] if row["note"] else []
    if len(coders) == 1 and row["n"] == 0:
        notes = ["not defined: one coder only, so no unit has two codes"]
    elif pd.notna(row["alpha"]) and kappa_note:
        notes.append(kappa_note)
    return {
        **row,
        "coders": len(coders),
        "units": len(groups),
        "blank": int(codes["code"].isna().sum()),
        "kappa": kappa,
        "note": "; ".join(notes),
    }


def _cells(given: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the number of each row's unit (with its theme), and which group, the bare unit, each belongs to."""
    unit = pd.factorize(given["unit"])[0]
    theme = pd.factorize(given["theme"])[0]
    whole, cells = np.unique(unit * (theme.max(initial=0) + 1) + theme, return_inverse=True)
    return cells, np.asarray(whole // (theme.max(initial=0) + 1))


def _values(codes: pd.Series) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Return the values that occur, in order, and the number of each code's value."""
    if pd.api.types.is_numeric_dtype(codes):
        values, column = np.unique(codes.to_numpy(dtype=float), return_inverse=True)
        return values, column
    names = list(codes)
    try:
        ordered: list[Any] = sorted(set(names))
    except TypeError:
        names = [str(name) for name in names]
        ordered = sorted(set(names))
    place = {name: n for n, name in enumerate(ordered)}
    return np.array(ordered, dtype=object), np.array([place[name] for name in names], dtype=np.intp)


def _count_scores(
    counts: Floats, values: NDArray[Any], groups: NDArray[Any], settings: Mapping[str, Any]
) -> dict[str, object]:
    """Return what can be told from how often each unit was given each value."""
    alpha, jackknife = (
        alpha_from_counts(counts, values=values, groups=groups, method=method, **settings)
        for method in ("bootstrap", "jackknife")
    )
    size = counts.sum(axis=1)
    pairs = float((size * (size - 1)).sum())
    given = float(size.sum())
    numeric = all(isinstance(value, int | float | np.number) for value in values)
    above = counts[:, [numeric and value > 0 for value in values]].sum() if len(values) else 0.0
    notes = [alpha.note, jackknife.note if not np.isnan(alpha.value) else ""]
    if not numeric:
        notes.append("no prevalence: codes are names")
    return {
        "level": settings["level"],
        "n": alpha.n_units,
        **_alpha_columns(alpha, jackknife),
        "agreement": float((counts * (counts - 1)).sum()) / pairs if pairs else np.nan,
        "prevalence": above / given if given and numeric else np.nan,
        "note": "; ".join(note for note in notes if note),
    }


def _alpha_columns(alpha: Alpha, jackknife: Alpha) -> dict[str, float]:
    return {
        "alpha": alpha.value,
        "low": alpha.low,
        "high": alpha.high,
        "jackknife_low": jackknife.low,
        "jackknife_high": jackknife.high,
    }


def _mean_kappa(
    cells: NDArray[np.intp], column: NDArray[np.intp], coder: NDArray[Any], coders: list[str], n: int
) -> tuple[float, str]:
    """Return the mean of Cohen's kappa over the pairs of coders that share units, and what to know about it."""
    if len(coders) > MOST_KAPPA_CODERS:
        return float("nan"), f"no kappa: more than {MOST_KAPPA_CODERS} coders"
    table = np.full((len(coders), n), np.nan)
    table[pd.Index(coders).get_indexer(coder), cells] = column
    found = [cohen_kappa(a[both], b[both]) for a, b, both in _pairs(table)]
    defined = [kappa for kappa in found if not np.isnan(kappa)]
    lost = len(found) - len(defined)
    if not defined:
        return float("nan"), "kappa not defined: no pair of coders used two codes on the units they share"
    note = f"kappa is the mean over {len(defined)} pairs of coders" if len(found) > 1 else ""
    return float(np.mean(defined)), note + (f", {lost} more are not defined" if lost else "")


def _pairs(table: Floats) -> Iterator[tuple[Floats, Floats, NDArray[np.bool_]]]:
    for a, b in combinations(table, 2):
        both = ~(np.isnan(a) | np.isnan(b))
        if both.any():
            yield a, b, both


def score_coder_pairs(
    codes: pd.DataFrame, *, level: str = "nominal", missing: Iterable[str] = (), keep: Iterable[str] = ()
) -> pd.DataFrame:
    """Score each two coders on the units that both coded, to see whether one of them differs from the rest.

    Parameters
    ----------
    codes, level, missing, keep
        As for `score_coders`.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_pairs``: coder_a, coder_b, theme (``*``: all), n units both coded, alpha, agreement, kappa, and
        a note. Empty for more than 50 coders.

    Examples
    --------
    >>> rows = [("1", "Ann", 1), ("1", "Ben", 1), ("2", "Ann", 0), ("2", "Ben", 0), ("1", "Cas", 0)]
    >>> pairs = score_coder_pairs(pd.DataFrame(rows, columns=["unit", "coder", "code"]))
    >>> pairs[["coder_a", "coder_b", "n", "agreement"]].values.tolist()
    [['Ann', 'Ben', 2, 1.0], ['Ann', 'Cas', 1, 0.0], ['Ben', 'Cas', 1, 0.0]]
    """
    codes = _checked(codes, missing, keep)
    coders = sorted(codes.loc[codes["code"].notna(), "coder"].unique())
    if len(coders) < 2 or len(coders) > MOST_KAPPA_CODERS:
        return empty_table("coder_pairs")
    tables = []
    for a, b in combinations(coders, 2):
        own = codes[codes["coder"].isin([a, b])]
        scores = score_coders(own, level=level, replicates=0, keep=keep)
        # The jackknife is not shown here, and so are not its notes.
        told = scores["note"].where(~scores["note"].str.startswith("no jackknife"), "")
        tables.append(scores.assign(coder_a=a, coder_b=b, note=told))
    columns = list(empty_table("coder_pairs").columns)
    return conform(pd.concat(tables, ignore_index=True)[columns], "coder_pairs")


def score_code_counts(
    groups: Mapping[str, pd.DataFrame],
    *,
    level: str = "nominal",
    interval: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Score agreement from counts of codes, within groups of coders and between their majorities.

    Parameters
    ----------
    groups : mapping of str to pandas.DataFrame
        For each group of coders (experts, crowd) units x codes: how many coders gave the unit the code.
    level, interval, replicates, seed
        As in `score_coders`.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_agreement``, with a row for each group, and one for each two groups (``a / b``), in which
        each group counts as one coder who gives the code that most of the group gave. Units where a
        group ties are left out and counted in the note. Within a group there is no kappa, as counts do
        not tell who coded.

    Examples
    --------
    >>> index = pd.Index(["1", "2", "3"], name="unit")
    >>> experts = pd.DataFrame({"no": [2, 0, 0], "yes": [0, 2, 2]}, index=index)
    >>> crowd = pd.DataFrame({"no": [4, 0, 2], "yes": [1, 5, 2]}, index=index)
    >>> scores = score_code_counts({"experts": experts, "crowd": crowd}, replicates=0)
    >>> scores[["theme", "n", "agreement", "kappa"]].round(2).values.tolist()
    [['crowd', 3, 0.69, nan], ['experts', 3, 1.0, nan], ['experts / crowd', 2, 1.0, 1.0]]
    """
    settings = {"level": level, "interval": interval, "replicates": replicates, "seed": seed}
    rows = [{"theme": name, **_group_row(counts, settings)} for name, counts in groups.items()]
    for (a, first), (b, second) in combinations(groups.items(), 2):
        codes, ties = [], []
        for coder, counts in ((a, first), (b, second)):
            majority, tied = majority_codes(counts)
            ties.append(f"{coder} ties on {int(tied.sum())}")
            codes.append(pd.DataFrame({"unit": counts.index, "coder": coder, "theme": "", "code": majority}))
        long = _checked(pd.concat(codes, ignore_index=True))
        row = {"theme": f"{a} / {b}", **_score(long, settings), "blank": 0}
        note = "; ".join(part for part in (str(row["note"]), f"by majority; {', '.join(ties)} units") if part)
        rows.append({**row, "note": note})
    return conform(pd.DataFrame(rows), "coder_agreement") if rows else empty_table("coder_agreement")


def _group_row(counts: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, object]:
    table = counts.to_numpy(dtype=float)
    used = table.sum(axis=1) > 0
    numbers = pd.to_numeric(pd.Series(counts.columns), errors="coerce")
    values = counts.columns.to_numpy(dtype=object) if numbers.isna().any() else numbers.to_numpy(dtype=float)
    row = _count_scores(table[used], values, np.arange(int(used.sum())), settings)
    note = "; ".join(part for part in (str(row["note"]), "no kappa: counts do not tell who coded") if part)
    coders = int(table.sum(axis=1).max(initial=0))
    return {**row, "coders": coders, "units": int(used.sum()), "blank": 0, "kappa": np.nan, "note": note}


def majority_codes(counts: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the code that most coders gave each unit, missing where there is none or a tie, and where it ties.

    Examples
    --------
    >>> majority, tied = majority_codes(pd.DataFrame({"no": [2, 1, 0], "yes": [0, 1, 0]}))
    >>> majority.tolist(), tied.tolist()
    (['no', None, None], [False, True, False])
    """
    table = counts.to_numpy(dtype=float)
    most = table.max(axis=1, initial=0.0)
    tied = ((table == most[:, None]).sum(axis=1) > 1) & (most > 0)
    names = counts.columns.to_numpy(dtype=object)
    majority = np.where(tied | (most == 0), None, names[table.argmax(axis=1)]) if len(table) else []
    return pd.Series(majority, index=counts.index, dtype=object), pd.Series(tied, index=counts.index)


def list_disagreements(
    codes: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    *,
    missing: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> pd.DataFrame:
    """List the units that coders coded differently.

    Parameters
    ----------
    codes : pandas.DataFrame
        As for `score_coders`.
    sentences : pandas.DataFrame, optional
        The table ``sentences``, whose text then stands beside the codes.
    missing, keep
        As for `score_coders`.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_disagreements``: unit, theme, codes (how many coders gave a code), different (how many
        different ones), text, and one column a coder (``coder <name>``), empty where there is no code.

    Examples
    --------
    >>> rows = [("1", "Ann", 1), ("1", "Ben", 0), ("2", "Ann", 0), ("2", "Ben", 0)]
    >>> list_disagreements(pd.DataFrame(rows, columns=["unit", "coder", "code"])).values.tolist()
    [['1', 'code', 2, 2, '', '1', '0']]
    """
    codes = _checked(codes, missing, keep)
    coders = sorted(codes["coder"].unique())
    given = codes[codes["code"].notna()].copy()
    sizes = given.groupby(["unit", "theme"])["code"].agg(codes="size", different="nunique").reset_index()
    apart = sizes[sizes["different"] > 1].reset_index(drop=True)
    texts = (
        {}
        if sentences is None
        else dict(zip(sentences["sentence_id"].astype(str), sentences["text"], strict=True))
    )
    apart["text"] = apart["unit"].map(texts).fillna("") if texts else ""
    given["code"] = given["code"].map(_shown)
    for coder in coders:
        own = given[given["coder"] == coder][["unit", "theme", "code"]].rename(
            columns={"code": f"coder {coder}"}
        )
        apart = apart.merge(own, how="left", on=["unit", "theme"]).fillna({f"coder {coder}": ""})
    return conform(apart, "coder_disagreements")


def _shown(code: object) -> str:
    return f"{code:.10g}" if isinstance(code, int | float) else str(code)
