"""Hold a codebook against sentences that people have coded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError
from retold.statistics.intervals import bootstrap_interval
from retold.statistics.missing_codes import find_missing
from retold.statistics.reliability import krippendorff_alpha
from retold.tables import conform, empty_table, read_list

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Below this many coded sentences with a theme, its scores are printed but called too few to judge by.
FEW = 5

PRESENT, ABSENT, UNDECIDED = "present", "absent", "undecided"


def validate_themes(
    hits: pd.DataFrame,
    coding: pd.DataFrame,
    themes: list[str],
    *,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Score each theme's hits against a reference coding, sentence by sentence.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``.
    coding : pandas.DataFrame
        One row a coded sentence: article_id, start, end, themes (names separated by ``;``, or a JSON list, which
        names that hold that sign need).
    themes : list of str
        Themes to score.
    level, replicates, seed
        Of the bootstrap interval of F1, which resamples sentences.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_validation``: theme (``*`` pools all), n sentences, precision, recall, f1,
        Krippendorff's alpha between codebook and coder, interval of f1 (low, high), how many
        sentences the coder gave the theme (coded) and the codebook found (found), and a note. A
        score without a denominator is missing, never zero.
    """
    if coding.empty or not themes:
        return empty_table("theme_validation")
    found = sentences_with_hits(hits, coding, themes)
    coded = np.array(
        [[theme in named for theme in themes] for named in coding["themes"].fillna("").map(_names)]
    )
    scores = _score_themes(themes, coded, found, np.ones_like(coded), level, replicates, seed)
    return scores.drop(columns="undecided").rename(columns={"f1_low": "low", "f1_high": "high"})[
        list(empty_table("theme_validation").columns)
    ]


def _names(cell: str) -> tuple[str, ...]:
    """Return the themes that a cell of a coding names."""
    return read_list(cell) if cell.startswith("[") else tuple(cell.split(";"))


def code_majority(
    codes: pd.DataFrame, hits: pd.DataFrame, sentences: pd.DataFrame, themes: Sequence[str]
) -> pd.DataFrame:
    """Say of each coded sentence and theme what most coders hold, and what the codebook found.

    Parameters
    ----------
    codes : pandas.DataFrame
        Columns unit (a sentence_id), coder, theme, code. A code above 0 says that the theme is present; a blank one
        and a mark such as "NA" are none.
    hits : pandas.DataFrame
        The table ``theme_hits``.
    sentences : pandas.DataFrame
        The table ``sentences``.
    themes : sequence of str
        The themes; codes of others are left aside.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_majority``: unit, theme, coders who gave a code, how many of them held the theme
        present, majority (``present``, ``absent``; ``undecided`` where they tie), found (whether a hit begins in
        the sentence) and the sentence. Without a code of any coder a sentence is not listed.

    Raises
    ------
    ParameterError
        If a code is not a number.
    """
    given = codes[~find_missing(codes["code"]) & codes["theme"].isin(themes)]
    if given.empty:
        return empty_table("coder_majority")
    numbers = pd.to_numeric(given["code"], errors="coerce")
    if numbers.isna().any():
        raise ParameterError(
            f"codes of themes are numbers, and this is {given.loc[numbers.isna(), 'code'].iloc[0]!r}",
            where="code_majority",
            todo="give 1 where the theme is present and 0 where it is absent",
        )
    above = given.assign(present=numbers > 0)
    rows = above.groupby(["unit", "theme"])["present"].agg(coders="size", present="sum").reset_index()
    for_present, against = rows["present"], rows["coders"] - rows["present"]
    rows["majority"] = np.select([for_present > against, for_present < against], [PRESENT, ABSENT], UNDECIDED)
    place = pd.Index(sentences["sentence_id"].astype(str)).get_indexer(rows["unit"])
    rows, place = rows[place >= 0].reset_index(drop=True), place[place >= 0]
    found = sentences_with_hits(hits, sentences, list(themes))
    rows["found"] = found[place, pd.Index(themes).get_indexer(rows["theme"])]
    rows["text"] = sentences["text"].to_numpy()[place]
    return conform(rows, "coder_majority")


def validate_majority(
    majority: pd.DataFrame, *, level: float = 0.95, replicates: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Score the codebook against the coders' majority, theme by theme and in all.

    Parameters
    ----------
    majority : pandas.DataFrame
        As from `code_majority`. Undecided sentences are left out of their theme, and counted.
    level, replicates, seed
        Of the bootstrap intervals, which resample sentences.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_validation``: theme (``*`` pools all), n sentences, precision, recall and f1, each with its
        interval, alpha between codebook and majority, sentences coded with the theme, found by the codebook, and
        undecided, and a note that names each score that is not defined.

    Examples
    --------
    >>> majority = pd.DataFrame(
    ...     {"unit": ["1", "2", "3"], "theme": "water", "majority": ["present", "present", "undecided"],
    ...      "found": [True, False, True]}
    ... )
    >>> validate_majority(majority)[["theme", "n", "precision", "recall", "undecided"]].values.tolist()
    [['*', 2, 1.0, 0.5, 1], ['water', 2, 1.0, 0.5, 1]]
    """
    if majority.empty:
        return empty_table("coder_validation")
    units, themes = sorted(majority["unit"].unique()), sorted(majority["theme"].unique())
    place = (pd.Index(units).get_indexer(majority["unit"]), pd.Index(themes).get_indexer(majority["theme"]))
    coded, found, known, tied = (np.zeros((len(units), len(themes)), dtype=bool) for _ in range(4))
    coded[place] = majority["majority"] == PRESENT
    found[place] = majority["found"].astype(bool)
    known[place] = majority["majority"] != UNDECIDED
    tied[place] = majority["majority"] == UNDECIDED
    scores = _score_themes(themes, coded, found, known, level, replicates, seed)
    scores["undecided"] = [*tied.sum(axis=0), tied.sum()]
    few = (scores["found"] > 0) & (scores["found"] < FEW)
    scores["note"] = scores["note"].where(~few, scores["note"].map(_few_found))
    return conform(scores, "coder_validation")


def sentences_with_hits(hits: pd.DataFrame, sentences: pd.DataFrame, themes: Sequence[str]) -> Bools:
    """Return sentences x themes: whether a hit of the theme begins in the sentence.

    Parameters
    ----------
    hits : pandas.DataFrame
        Columns article_id, theme, start.
    sentences : pandas.DataFrame
        Columns article_id, start, end; in any order, not overlapping within an article.
    themes : sequence of str
        The columns of the result.
    """
    found = np.zeros((len(sentences), len(themes)), dtype=bool)
    column = pd.Index(themes).get_indexer(hits["theme"])
    by_article = {name: np.asarray(rows) for name, rows in hits.groupby("article_id").indices.items()}
    starts, hit_starts = sentences["start"].to_numpy(dtype=int), hits["start"].to_numpy(dtype=int)
    ends = sentences["end"].to_numpy(dtype=int)
    for article, rows in sentences.groupby("article_id").indices.items():
        near = by_article.get(article, np.zeros(0, dtype=int))
        near = near[column[near] >= 0]
        ordered = np.asarray(rows)[np.argsort(starts[rows], kind="stable")]
        at = np.searchsorted(starts[ordered], hit_starts[near], side="right") - 1
        inside = (at >= 0) & (hit_starts[near] < ends[ordered[at]])
        found[ordered[at[inside]], column[near[inside]]] = True
    return found


def _score_themes(
    themes: Sequence[str],
    coded: Bools,
    found: Bools,
    known: Bools,
    level: float,
    replicates: int,
    seed: int,
) -> pd.DataFrame:
    """Return the scores of each theme and of all pooled (``*``), from sentences x themes."""
    columns = [(theme, [n]) for n, theme in enumerate(themes)] + [("*", list(range(len(themes))))]
    rows = [
        {"theme": theme, **_score(coded[:, n], found[:, n], known[:, n], level, replicates, seed)}
        for theme, n in columns
    ]
    return pd.DataFrame(rows)


def _score(
    coded: Bools, found: Bools, known: Bools, level: float, replicates: int, seed: int
) -> dict[str, object]:
    used = known.any(axis=1)
    coded, found, known = coded[used] & known[used], found[used] & known[used], known[used]
    counts = np.stack([(coded & found).sum(axis=1), found.sum(axis=1), coded.sum(axis=1)], axis=1).astype(
        float
    )
    if used.any():
        precision, recall, f1 = _scores(counts[None], axis=1)[0]
    else:
        precision = recall = f1 = np.nan
    low, high = bootstrap_interval(counts, _scores, replicates=replicates, level=level, seed=seed)
    low, high = np.broadcast_to(low, 3), np.broadcast_to(high, 3)
    alpha = krippendorff_alpha(np.stack([coded[known], found[known]]).astype(int), replicates=0)
    n_found, n_coded = int(found.sum()), int(coded.sum())
    return {
        "n": int(used.sum()),
        "precision": precision,
        "precision_low": low[0],
        "precision_high": high[0],
        "recall": recall,
        "recall_low": low[1],
        "recall_high": high[1],
        "f1": f1,
        "f1_low": low[2],
        "f1_high": high[2],
        "alpha": alpha.value,
        "coded": n_coded,
        "found": n_found,
        "undecided": 0,
        "note": "; ".join(_notes(n_coded, n_found) + ([alpha.note] if np.isnan(alpha.value) else [])),
    }


def _notes(coded: int, found: int) -> list[str]:
    notes = [f"fewer than {FEW} sentences coded"] if coded < FEW else []
    if found == 0:
        notes.append("precision not defined: no sentence found")
    if coded == 0:
        notes.append("recall not defined: no sentence coded")
    return notes


def _few_found(note: str) -> str:
    return "; ".join(part for part in (note, f"fewer than {FEW} sentences found") if part)


def _scores(counts: Floats, axis: int = 0) -> Floats:
    """Return precision, recall and F1 from sentences found and coded, found, and coded."""
    both, found, coded = np.moveaxis(counts.sum(axis=axis), -1, 0)
    pairs = ((both, found), (both, coded), (2 * both, found + coded))
    return np.stack(
        [np.divide(a, b, out=np.full(np.shape(b), np.nan), where=np.asarray(b) > 0) for a, b in pairs],
        axis=-1,
    )
