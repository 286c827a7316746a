"""Which themes stand together in a sentence more often than chance would put them there."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.statistics.contrasts import benjamini_hochberg, holm
from retold.tables import empty_table
from retold.themes.codebook.model import Codebook
from retold.themes.measures.counting import FEW, arrange_units, nested
from retold.vocabulary import ALL


def theme_cooccurrence(
    hits: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, *, voice: str = ALL
) -> pd.DataFrame:
    """Count for each two themes the sentences that hold both, and hold it against chance.

    Parameters
    ----------
    hits, statements : pandas.DataFrame
        The tables ``theme_hits`` (with statements) and ``statements``.
    codebook : Codebook
        The themes. Two of which one is nested in the other are no pair.
    voice : str
        Count only what one voice says, in the sentences that hold it; ``*`` for all.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_cooccurrence``: theme_a and theme_b (in alphabetical order), the ``sentences`` with
        both, how many are ``expected`` if the themes were independent, their ``ratio`` (0 and up, 1 by
        chance), ``phi`` (-1..1), the one-sided exact ``p`` of so many or more (hypergeometric: Fisher's
        test), ``p_adjusted`` (Holm) and ``q`` (Benjamini-Hochberg) over all pairs, the sentences with each
        and in all, the voice, and a note. A pair of which one theme is in no sentence has no ratio, phi or p.

    Notes
    -----
    Sentences are taken as independent. Those of one article are not, so p is rather too small: two themes of the
    same article meet more often than two of different articles.

    References
    ----------
    Fisher (1934), Statistical methods for research workers, 5th edition; Stefanowitsch & Gries (2003),
    Collostructions. Int. J. Corpus Linguist. 8.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> statements = pd.DataFrame(
    ...     {"statement_id": [f"a:{n}" for n in range(6)], "article_id": "a",
    ...      "sentence_id": [f"a:{n}" for n in range(6)], "start": range(6), "voice": "journalist", "text": "x"}
    ... )
    >>> hits = statements.iloc[[0, 1, 2, 0, 1, 2]].assign(theme=["rain"] * 3 + ["wind"] * 3)
    >>> book = read_codebook({"themes": {name: {"patterns": [name]} for name in ("rain", "wind")}})
    >>> rows = theme_cooccurrence(hits, statements, book)
    >>> rows[["sentences", "expected", "ratio", "phi", "p"]].round(2).values.tolist()
    [[3.0, 1.5, 2.0, 1.0, 0.05]]
    """
    pairs = _pair_themes(codebook)
    if statements.empty or not pairs:
        return empty_table("theme_cooccurrence")
    units = arrange_units(hits, statements, codebook, count_words=False)
    present = units.hit_matrix(voice).sign()
    both = (present.T @ present).toarray()
    number = {theme: n for n, theme in enumerate(units.themes)}
    first, second = (np.array([number[pair[side]] for pair in pairs]) for side in (0, 1))
    joint, with_a, with_b = both[first, second], both[first, first], both[second, second]
    n = float(units.sentences_in(voice).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = with_a * with_b / n
        ratio = joint / expected
        phi = (n * joint - with_a * with_b) / np.sqrt(with_a * with_b * (n - with_a) * (n - with_b))
    known = (with_a > 0) & (with_b > 0)
    from scipy.stats import hypergeom

    p = np.where(known, hypergeom.sf(joint - 1, n, with_a, with_b), np.nan)
    rows = pd.DataFrame(
        {
            "theme_a": [a for a, _ in pairs],
            "theme_b": [b for _, b in pairs],
            "sentences": joint.astype(int),
            "expected": expected,
            "ratio": np.where(known, ratio, np.nan),
            "phi": np.where(np.isfinite(phi), phi, np.nan),
            "p": p,
            "p_adjusted": holm(p),
            "q": benjamini_hochberg(p),
            "sentences_a": with_a.astype(int),
            "sentences_b": with_b.astype(int),
            "sentences_all": int(n),
            "voice": voice,
        }
    )
    rows["note"] = _notes(rows)
    return rows


def _pair_themes(codebook: Codebook) -> list[tuple[str, str]]:
    themes = sorted(theme.name for theme in codebook.themes)
    return [(a, b) for at, a in enumerate(themes) for b in themes[at + 1 :] if not nested(a, b)]


def _notes(rows: pd.DataFrame) -> NDArray[np.str_]:
    fewest = np.minimum(rows["sentences_a"], rows["sentences_b"])
    return np.select(
        [
            rows["sentences_all"] == 0,
            fewest == 0,
            np.maximum(rows["sentences_a"], rows["sentences_b"]) == rows["sentences_all"],
            fewest < FEW,
        ],
        [
            "not defined: the voice has no sentence",
            "not defined: a theme is in no sentence",
            "phi not defined: a theme is in every sentence",
            f"a theme is in fewer than {FEW} sentences",
        ],
        default="",
    )
