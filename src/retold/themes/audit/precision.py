"""What checking hits by hand comes to: how many of each theme's hits are right."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retold.errors import TableError
from retold.statistics.intervals import wilson_interval
from retold.statistics.missing_codes import find_missing
from retold.tables import empty_table, require
from retold.themes.audit.sample import HIT, STRATA, name_strata
from retold.vocabulary import ALL

# Below this many hits checked, precision is printed but called too few to judge by.
FEW = 10

# What a person may write, and what a spreadsheet makes of it.
ANSWERS = {"1": 1.0, "1.0": 1.0, "true": 1.0, "0": 0.0, "0.0": 0.0, "false": 0.0, "": np.nan}


def hit_precision(
    sample: pd.DataFrame, *, hits: pd.DataFrame | None = None, level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate each theme's precision, and that of all hits, from a sample checked by hand.

    With strata $h$ of $N_h$ hits, of which $n_h$ were checked and $k_h$ were right, precision is
    $\hat p = \sum_h W_h k_h / n_h$ with $W_h = N_h / \sum_h N_h$ over the strata with a checked hit. Its interval
    is Wilson's for $\hat p$ of Kish's effective number of checked hits, $1 / \sum_h W_h^2 / n_h$; for one stratum
    that is Wilson's own. No correction is made for a finite number of hits: the interval speaks of texts
    such as these, not of these alone.

    Parameters
    ----------
    sample : pandas.DataFrame
        The table ``theme_sample`` filled in: ``correct`` is 1, 0 or blank. Columns article_id, theme,
        pattern, start, end and correct are enough if ``hits`` are given.
    hits : pandas.DataFrame, optional
        The table ``theme_hits`` of today's codebook: what was checked but is no hit any more is left out
        and said so, and strata weigh what they weigh today.
    level : float
        Coverage of the intervals.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_precision``: theme (``*`` for all, each stratum with its weight), hits, checked,
        correct, precision in 0..1 with low and high (missing where nothing was checked), note. Without
        rows if the sample has none.

    Raises
    ------
    TableError
        If a column is missing, a hit stands twice, or ``correct`` holds anything but 1, 0 or a blank.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference. JASA 22.
    Kish (1965), Survey Sampling, section 11.7. Korn & Graubard (1998), Confidence intervals for proportions
    with small expected number of positive counts. Survey Methodology 24.

    Examples
    --------
    >>> sample = pd.DataFrame({"theme": "water", "pattern": "rain", "article_id": "a", "start": [0, 5, 9],
    ...     "end": [4, 9, 13], "correct": ["1", "0", ""], "stratum": "water", "stratum_hits": 3})
    >>> hit_precision(sample)[["theme", "checked", "correct", "precision"]].values.tolist()
    [['water', 2, 1, 0.5], ['*', 2, 1, 0.5]]
    """
    if sample.empty:
        return empty_table("theme_precision")
    rows = _read_sample(sample, with_strata=hits is None)
    if hits is None:
        stale = rows.iloc[:0]
        sizes = _written_sizes(rows)
    else:
        rows, stale = _part_stale(rows, hits)
        sizes = _sizes(hits, _find_stratification(rows))
    strata = _count_strata(rows, sizes)
    lost = stale["theme"].value_counts()
    themes = sorted({*strata["theme"], *stale["theme"]})
    scores = [
        _score(theme, strata[strata["theme"] == theme], int(lost.get(theme, 0)), level) for theme in themes
    ]
    scores.append(_score(ALL, strata, len(stale), level))
    return pd.DataFrame(scores)[list(empty_table("theme_precision").columns)]


def check_sample(sample: pd.DataFrame) -> None:
    """Refuse a sample that `hit_precision` could not use.

    Raises
    ------
    TableError
        If a column is missing, a hit stands twice, or an answer or a place is none.
    """
    _read_sample(sample, with_strata=False)


def _read_sample(sample: pd.DataFrame, *, with_strata: bool) -> pd.DataFrame:
    """Return the rows of a sample with their answers as numbers: 1, 0 or nan."""
    needed = [*HIT, "correct", *(["stratum", "stratum_hits"] if with_strata else [])]
    todo = f"start from the table `theme_sample`, and keep its columns; there are: {', '.join(map(str, sample.columns))}"
    require(sample, needed, "checked hits", todo=todo)
    rows = sample.reset_index(drop=True)
    rows = rows.assign(**{column: _read_numbers(rows, column) for column in ("start", "end")})
    # A column of names that are all numbers comes from a CSV as numbers.
    names = [column for column in ("article_id", "theme", "pattern", "stratum") if column in rows.columns]
    rows = rows.astype(dict.fromkeys(names, "str"))
    twins = rows.duplicated(HIT)
    if twins.any():
        raise TableError(
            f"a hit stands twice: {_place(rows, int(twins.argmax()), 'start')}", todo="remove one"
        )
    if "stratum" not in rows.columns:
        rows = rows.assign(stratum=rows["theme"])
    return rows.assign(answer=_read_answers(rows))


def _read_answers(rows: pd.DataFrame) -> list[float]:
    answers = []
    for n, value in enumerate(rows["correct"]):
        written = "" if find_missing([value])[0] else str(value).strip().lower()
        if written not in ANSWERS:
            raise TableError(
                f"column 'correct' should hold 1, 0 or nothing, and holds {value!r}",
                where=_place(rows, n, "correct"),
                todo="write 1 for a hit that is right, 0 for one that is wrong, nothing if it was not checked",
            )
        answers.append(ANSWERS[written])
    return answers


def _read_numbers(rows: pd.DataFrame, column: str) -> pd.Series:
    numbers = pd.to_numeric(rows[column], errors="coerce")
    if numbers.isna().any():
        n = int(numbers.isna().to_numpy().argmax())
        raise TableError(
            f"column {column!r} should hold a number, and holds {rows[column].iloc[n]!r}",
            where=_place(rows, n, column),
        )
    return numbers.astype("int64")


def _place(rows: pd.DataFrame, n: int, column: str) -> str:
    row = rows.iloc[n]
    return (
        f"row {n + 1} below the heading, column {column} (article {row['article_id']}, theme {row['theme']})"
    )


def _part_stale(rows: pd.DataFrame, hits: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows that are hits still, and those that are none any more."""
    today = set(zip(*(hits[column].tolist() for column in HIT), strict=True))
    keys = zip(*(rows[column].tolist() for column in HIT), strict=True)
    still = np.array([key in today for key in keys], dtype=bool)
    return rows[still], rows[~still]


def _find_stratification(rows: pd.DataFrame) -> str:
    """Return what the strata of a sample are."""
    for by in STRATA:
        if (rows["stratum"] == name_strata(rows, by)).all():
            return by
    raise TableError(
        "the column `stratum` holds neither themes nor patterns throughout",
        todo="keep the column as `theme_sample` has it, and do not mix two samples",
    )


def _sizes(hits: pd.DataFrame, by: str) -> pd.DataFrame:
    unique = hits.drop_duplicates(HIT)
    named = unique.assign(stratum=name_strata(unique, by))
    return named.groupby(["theme", "stratum"]).size().rename("hits").reset_index()


def _written_sizes(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the strata's hits as the sample says them."""
    numbers = rows.assign(hits=_read_numbers(rows, "stratum_hits"))
    sizes = numbers.groupby(["theme", "stratum"])["hits"].agg(["min", "max", "size"]).reset_index()
    for row in sizes.itertuples():
        if row.min != row.max or row.size > row.max:
            raise TableError(
                f"stratum {row.stratum!r} is said to have {row.max} hits, elsewhere {row.min}, and has {row.size} rows",
                where="column stratum_hits",
                todo="keep the column as `theme_sample` has it",
            )
    return sizes.rename(columns={"max": "hits"})[["theme", "stratum", "hits"]]


def _count_strata(rows: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Return theme, stratum, hits, checked and correct of each stratum."""
    checked = rows.dropna(subset=["answer"]).groupby(["theme", "stratum"])["answer"]
    counts = checked.agg(checked="size", correct="sum").reset_index()
    strata = sizes.merge(counts, on=["theme", "stratum"], how="left")
    numbers = ["checked", "correct"]
    strata[numbers] = strata[numbers].fillna(0).astype("int64")
    return strata.sort_values(["theme", "stratum"], kind="stable", ignore_index=True)


def _score(theme: str, strata: pd.DataFrame, stale: int, level: float) -> dict[str, object]:
    used = strata[strata["checked"] > 0]
    checked, correct = int(used["checked"].sum()), int(used["correct"].sum())
    weight = used["hits"] / used["hits"].sum()
    # A sum of weights may miss 1 by a rounding error; where all are right, precision is 1.
    share = float((weight * used["correct"] / used["checked"]).sum()) if correct < checked else 1.0
    effective = 1 / float((weight**2 / used["checked"]).sum()) if checked else 0.0
    low, high = wilson_interval(share * effective, effective, level=level)
    return {
        "theme": theme,
        "hits": int(strata["hits"].sum()),
        "checked": checked,
        "correct": correct,
        "precision": share if checked else np.nan,
        "low": low,
        "high": high,
        "note": _note(strata, stale),
    }


def _note(strata: pd.DataFrame, stale: int) -> str:
    checked, hits = int(strata["checked"].sum()), int(strata["hits"].sum())
    unread = strata[strata["checked"] == 0]
    parts = []
    if not checked:
        parts.append("no hit checked")
    elif checked == hits:
        parts.append("every hit checked")
    elif checked < FEW:
        parts.append(f"fewer than {FEW} hits checked")
    if checked and len(unread):
        parts.append(f"without {int(unread['hits'].sum())} hits of which none was checked")
    if stale:
        parts.append(f"{stale} in the sample found no more")
    return "; ".join(parts)
