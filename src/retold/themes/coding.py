"""Hold a codebook against sentences that a person has coded."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.statistics import bootstrap_interval, krippendorff_alpha
from retold.tables import empty_table

# Below this many coded sentences with a theme, its scores are printed but called too few to judge by.
FEW = 5


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
        One row a coded sentence: article_id, start, end, themes (names separated by ``;``).
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
    found = _found(hits, coding, themes)
    coded = np.array([[theme in row.split(";") for theme in themes] for row in coding["themes"].fillna("")])
    rows = [
        _score(theme, coded[:, [n]], found[:, [n]], level, replicates, seed) for n, theme in enumerate(themes)
    ]
    rows.append(_score("*", coded, found, level, replicates, seed))
    return pd.DataFrame(rows)[list(empty_table("theme_validation").columns)]


def _found(hits: pd.DataFrame, coding: pd.DataFrame, themes: list[str]) -> NDArray[np.bool_]:
    """Return sentences x themes: whether a hit of the theme begins in the sentence."""
    found = np.zeros((len(coding), len(themes)), dtype=bool)
    columns = {theme: n for n, theme in enumerate(themes)}
    by_article = dict(tuple(hits.groupby("article_id")))
    for n, unit in enumerate(coding.itertuples()):
        near = by_article.get(unit.article_id)
        if near is not None:
            inside = near[(near["start"] >= unit.start) & (near["start"] < unit.end)]
            found[n, [columns[theme] for theme in inside["theme"] if theme in columns]] = True
    return found


def _score(
    theme: str, coded: NDArray[np.bool_], found: NDArray[np.bool_], level: float, replicates: int, seed: int
) -> dict[str, object]:
    counts = np.stack([(coded & found).sum(axis=1), found.sum(axis=1), coded.sum(axis=1)], axis=1).astype(
        float
    )
    low, high = bootstrap_interval(counts, _f1, replicates=replicates, level=level, seed=seed)
    alpha = krippendorff_alpha(np.stack([coded.ravel(), found.ravel()]).astype(int), replicates=0)
    both, n_found, n_coded = counts.sum(axis=0)
    notes = [f"fewer than {FEW} sentences coded"] if n_coded < FEW else []
    return {
        "theme": theme,
        "n": len(coded),
        "precision": both / n_found if n_found else np.nan,
        "recall": both / n_coded if n_coded else np.nan,
        "f1": float(_f1(counts[None], axis=1)[0]),
        "alpha": alpha.value,
        "low": low,
        "high": high,
        "coded": int(n_coded),
        "found": int(n_found),
        "note": "; ".join(notes + ([alpha.note] if np.isnan(alpha.value) else [])),
    }


def _f1(counts: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    both, found, coded = np.moveaxis(counts.sum(axis=axis), -1, 0)
    total = np.asarray(found + coded, dtype=float)
    scores: NDArray[np.float64] = np.divide(
        2 * both, total, out=np.full(total.shape, np.nan), where=total > 0
    )
    return scores
