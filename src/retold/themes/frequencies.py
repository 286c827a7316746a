"""How often each theme occurs: hits, hits per 1,000 words, and the share of sentences with an interval."""

from __future__ import annotations

import pandas as pd

from retold.statistics import wilson_interval
from retold.tables import empty_table
from retold.themes.codebook import SEPARATOR, Codebook
from retold.tokens import count_words

ALL = "*"


def count_themes(
    hits: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, *, level: float = 0.95
) -> pd.DataFrame:
    """Count each theme by article and voice, with all articles and all voices as ``*``.

    A theme that nests others counts their hits too. A sentence is in a voice if a statement of that
    voice lies in it, so a sentence that quotes is counted for the speaker and for the journalist.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``, with voices.
    statements : pandas.DataFrame
        The table ``statements``.
    codebook : Codebook
        Its themes, so that one without hits is counted as none.
    level : float
        Coverage of the Wilson interval of the share of sentences.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_frequencies``. ``per_1000`` is hits per 1,000 words (signs not counted);
        ``share``, ``low`` and ``high`` lie in 0..1 and are missing where there is no sentence.

    Examples
    --------
    >>> from retold.articles.voices import find_statements
    >>> from retold.themes.codebook import read_codebook
    >>> from retold.themes.matching import find_themes
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["It rained. It stopped."]})
    >>> statements = find_statements(articles, subject="Ann Lee")
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*"]}}})
    >>> frequencies = count_themes(find_themes(articles, book, statements=statements), statements, book)
    >>> frequencies.loc[[0], ["hits", "tokens", "sentences", "share"]].values.tolist()
    [[1.0, 4.0, 2.0, 0.5]]
    """
    if statements.empty:
        return empty_table("theme_frequencies")
    cells = _with_totals(statements.assign(tokens=statements["text"].map(count_words)))
    sizes = cells.groupby(["article_id", "voice"]).agg(
        tokens=("tokens", "sum"), sentences=("sentence_id", "nunique")
    )
    counted = _with_totals(_with_parents(hits)).groupby(["article_id", "voice", "theme"])
    counts = counted.agg(hits=("start", "size"), sentences_with=("sentence_id", "nunique"))
    themes = pd.DataFrame({"theme": [theme.name for theme in codebook.themes]})
    rows = sizes.reset_index().merge(themes, how="cross").merge(counts.reset_index(), how="left")
    rows[["hits", "sentences_with"]] = rows[["hits", "sentences_with"]].fillna(0).astype(int)
    rows["per_1000"] = 1000 * rows["hits"] / rows["tokens"].where(rows["tokens"] > 0)
    rows["share"] = rows["sentences_with"] / rows["sentences"]
    rows["low"], rows["high"] = wilson_interval(rows["sentences_with"], rows["sentences"], level=level)
    ordered = rows[list(empty_table("theme_frequencies").columns)]
    return ordered.sort_values(["article_id", "voice", "theme"], ignore_index=True)


def _with_totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Repeat the rows for all articles, for all voices, and for both."""
    both = pd.concat([frame, frame.assign(article_id=ALL)])
    return pd.concat([both, both.assign(voice=ALL)], ignore_index=True)


def _with_parents(hits: pd.DataFrame) -> pd.DataFrame:
    """Repeat each hit for every theme that its theme is nested in."""
    levels = [hits]
    parents = hits
    while True:
        parents = parents[parents["theme"].str.contains(SEPARATOR, regex=False)]
        if parents.empty:
            return pd.concat(levels, ignore_index=True)
        parents = parents.assign(theme=parents["theme"].str.rsplit(SEPARATOR, n=1).str[0])
        levels.append(parents)
