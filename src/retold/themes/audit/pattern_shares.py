"""Which pattern brings the hits of a theme."""

from __future__ import annotations

import pandas as pd

from retold.errors import ParameterError
from retold.language.tokens import TOKEN, normal_form
from retold.statistics.intervals import wilson_interval
from retold.tables import empty_table
from retold.themes.codebook.model import Codebook
from retold.vocabulary import VOICES

# A pattern that takes more than this share of all tokens says nothing about a text: in English only "the"
# and its like come near a twentieth, so a fifth is a pattern gone wrong, such as a lone "*".
MOST_TOKENS = 0.2


def pattern_shares(
    hits: pd.DataFrame,
    codebook: Codebook,
    *,
    sentences: pd.DataFrame | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Say how many of a theme's hits each of its patterns brings.

    A hit is its theme's own: a theme that nests others has rows for its own patterns only. Where matches
    overlap, a hit is counted for the pattern that took the span.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``.
    codebook : Codebook
        Its patterns, so that one without hits is listed too.
    sentences : pandas.DataFrame, optional
        The table ``sentences``: with it, a pattern that takes more than a fifth of all tokens is noted.
    level : float
        Coverage of the Wilson interval of the share.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_patterns``, in the codebook's order of themes, the pattern with most hits first:
        theme, pattern, hits, share of the theme's hits in 0..1 (missing where the theme has none) with
        low and high, articles with a hit, hits in the voice of the subject, of third parties and of the
        journalist, forms (different words matched, case apart), the commonest form and its hits, note.

    Raises
    ------
    ParameterError
        If a hit's pattern is not in the codebook.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> from retold.themes.matching.matching import find_themes
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Rain, rain, rainy days; wet."]})
    >>> book = read_codebook({"themes": {"water": {"patterns": ["wet", "rain*", "snow"]}}})
    >>> shares = pattern_shares(find_themes(articles, book), book)
    >>> shares[["pattern", "hits", "share", "forms", "commonest"]].values.tolist()
    [['rain*', 3, 0.75, 2, 'rain'], ['wet', 1, 0.25, 1, 'wet'], ['snow', 0, 0.0, 0, '']]
    """
    rows = pd.DataFrame(
        {"theme": [p.theme for p in codebook.patterns], "pattern": [p.name for p in codebook.patterns]}
    )
    rows = rows.astype("str").drop_duplicates(ignore_index=True)
    if rows.empty:
        return empty_table("theme_patterns")
    _refuse_strangers(hits, rows)
    counted = rows.merge(_count(hits), on=["theme", "pattern"], how="left")
    numbers = ["hits", "articles", *VOICES, "forms", "commonest_hits"]
    counted[numbers] = counted[numbers].fillna(0).astype("int64")
    counted["commonest"] = counted["commonest"].fillna("")
    whole = counted.groupby("theme")["hits"].transform("sum")
    counted["share"] = counted["hits"] / whole.where(whole > 0)
    counted["low"], counted["high"] = wilson_interval(counted["hits"], whole, level=level)
    counted["note"] = _notes(counted, whole, _too_many(hits, sentences))
    places = {theme: n for n, theme in enumerate(codebook.leaves)}
    # Stable: patterns with as many hits stay in the codebook's order.
    ordered = counted.assign(place=counted["theme"].map(places), most=-counted["hits"])
    ordered = ordered.sort_values(["place", "most"], kind="stable", ignore_index=True)
    return ordered[list(empty_table("theme_patterns").columns)]


def _refuse_strangers(hits: pd.DataFrame, rows: pd.DataFrame) -> None:
    known = set(zip(rows["theme"], rows["pattern"], strict=True))
    found = hits[["theme", "pattern"]].drop_duplicates()
    for theme, pattern in sorted(zip(found["theme"], found["pattern"], strict=True)):
        if (theme, pattern) not in known:
            raise ParameterError(
                f"the codebook has no pattern {pattern!r} in a theme {theme!r}, which the hits name",
                where="pattern_shares",
                todo="give the codebook that the hits were found with",
            )


def _count(hits: pd.DataFrame) -> pd.DataFrame:
    """Return one row a pattern that has hits."""
    keys = ["theme", "pattern"]
    forms = hits[keys].assign(form=_forms(hits["text"])).value_counts(sort=False).reset_index()
    forms = forms.sort_values([*keys, "count", "form"], ascending=[True, True, False, True], kind="stable")
    by_form = forms.groupby(keys, sort=False)
    by_pattern = hits.groupby(keys, sort=False)
    counted = pd.DataFrame(
        {
            "hits": by_pattern.size(),
            "articles": by_pattern["article_id"].nunique(),
            "forms": by_form.size(),
            "commonest": by_form["form"].first(),
            "commonest_hits": by_form["count"].first(),
        }
    )
    for voice in VOICES:
        counted[voice] = (hits["voice"] == voice).groupby([hits["theme"], hits["pattern"]]).sum()
    return counted.reset_index()


def _forms(texts: pd.Series) -> pd.Series:
    normal = {text: " ".join(normal_form(text).split()) for text in texts.unique()}
    return texts.map(normal).astype("str")


def _too_many(hits: pd.DataFrame, sentences: pd.DataFrame | None) -> dict[tuple[str, str], float]:
    """Return the share of all tokens that a pattern takes, for those that take too many."""
    if sentences is None or sentences.empty or hits.empty:
        return {}
    lengths = {text: count_tokens(text) for text in hits["text"].unique()}
    taken = hits["text"].map(lengths).groupby([hits["theme"], hits["pattern"]]).sum()
    # Words between spaces are no more than tokens, and quickly counted: mostly that ends the question.
    if taken.max() <= MOST_TOKENS * sum(len(text.split()) for text in sentences["text"]):
        return {}
    tokens = sum(count_tokens(text) for text in sentences["text"])
    # Matches of one pattern may overlap where every match counts.
    return {key: min(1.0, n / tokens) for key, n in taken.items() if n > MOST_TOKENS * tokens}


def count_tokens(text: str) -> int:
    """Return how many tokens a text has, signs included.

    Examples
    --------
    >>> count_tokens("It's wet.")
    3
    """
    return sum(1 for _ in TOKEN.finditer(text))


def _notes(counted: pd.DataFrame, whole: pd.Series, many: dict[tuple[str, str], float]) -> list[str]:
    sizes = counted.groupby("theme")["pattern"].transform("size")
    notes = []
    for theme, pattern, hits, every, size in zip(
        counted["theme"], counted["pattern"], counted["hits"], whole, sizes, strict=True
    ):
        parts = []
        if (theme, pattern) in many:
            parts.append(f"takes {100 * many[theme, pattern]:.0f}% of all tokens: it tells no theme apart")
        if not every:
            parts.append("the theme has no hit")
        elif not hits:
            parts.append("no hit")
        elif hits == every and size > 1:
            parts.append("all hits of the theme are its own")
        notes.append("; ".join(parts))
    return notes
