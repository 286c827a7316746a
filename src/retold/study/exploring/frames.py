"""From what a reader chooses to what there is of it: frames in, frames out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from retold.showing import MOST_COLUMNS
from retold.silence import MOST_CELLS, fill_silence
from retold.tables import empty_table, natural_key
from retold.themes.audit.concordance import concordance
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from retold.vocabulary import NONE

# The theme that a reader's own words stand for.
OWN = "words"


def keep_articles(frame: pd.DataFrame, articles: Collection[str]) -> pd.DataFrame:
    """Return the rows of some articles; of none chosen, all.

    Examples
    --------
    >>> frame = pd.DataFrame({"article_id": ["a", "b"]})
    >>> keep_articles(frame, ["b"])["article_id"].tolist(), len(keep_articles(frame, []))
    (['b'], 2)
    """
    return frame[frame["article_id"].isin(list(articles))] if articles else frame


def find_words(
    words: str,
    articles: pd.DataFrame,
    *,
    sentences: pd.DataFrame,
    statements: pd.DataFrame,
    masked: pd.DataFrame,
) -> pd.DataFrame:
    """Return a reader's own words in their context, found as a pattern of a codebook is.

    Parameters
    ----------
    words : str
        A pattern: ``*`` any characters, ``?`` one, within a token; a space separates tokens.
    articles : DataFrame
        The articles with their texts, as `read_articles` returns them.
    sentences, statements, masked : DataFrame
        The tables of a run.

    Returns
    -------
    DataFrame
        The table ``concordance``, with ``words`` for a theme. No words: no rows.

    Raises
    ------
    StudyError
        If the words are no pattern.
    """
    pattern = " ".join(words.split())
    if not pattern:
        return concordance(empty_table("theme_hits"), sentences)
    book = read_codebook({"themes": {OWN: {"patterns": [pattern]}}})
    return concordance(find_themes(articles, book, masked=masked, statements=statements), sentences)


def choose_lines(
    lines: pd.DataFrame, *, theme: str = "", voice: str = "", articles: Collection[str] = ()
) -> pd.DataFrame:
    """Return the lines of a concordance that a reader chose; what is empty chooses all.

    Parameters
    ----------
    lines : DataFrame
        The table ``concordance``.
    theme : str
        A theme, with those nested in it.
    voice : str
        A voice.
    articles : collection of str
        Ids of articles.

    Examples
    --------
    >>> lines = pd.DataFrame({"theme": ["rain/snow", "sun"], "voice": "subject", "article_id": ["a", "b"]})
    >>> choose_lines(lines, theme="rain")["theme"].tolist(), len(choose_lines(lines, articles=["b"], theme="rain"))
    (['rain/snow'], 0)
    """
    chosen = keep_articles(lines, articles)
    if voice:
        chosen = chosen[chosen["voice"] == voice]
    if theme:
        chosen = chosen[(chosen["theme"] == theme) | chosen["theme"].str.startswith(f"{theme}/")]
    return chosen


def name_listed(label: str) -> str:
    """Return how an argument that the study lists is told from a found group, which may have the same name.

    Examples
    --------
    >>> name_listed("dam_is_old")
    'listed: dam_is_old'
    """
    return f"listed: {label}"


def lead_with_listed(listed: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Put rows on arguments that the study lists, by their names here, before those on groups that were found.

    Parameters
    ----------
    listed, found : DataFrame
        Tables with a column argument. Of ``listed`` the columns that ``found`` has are kept.

    Examples
    --------
    >>> listed, found = (pd.DataFrame({"argument": [name], "n": 1}) for name in ("old", "A1"))
    >>> lead_with_listed(listed, found)["argument"].tolist()
    ['listed: old', 'A1']
    """
    named = listed.assign(argument=[name_listed(str(name)) for name in listed["argument"]])
    tables = [table for table in (named.reindex(columns=found.columns), found) if len(table)]
    return pd.concat(tables, ignore_index=True) if tables else found


def coverage_matrix(
    coverage: pd.DataFrame, order: Sequence[str], listed: pd.DataFrame, *, articles: Collection[str] = ()
) -> pd.DataFrame:
    """Return which article reports which argument: a row for each argument, a column for each article.

    Parameters
    ----------
    coverage, listed : DataFrame
        The tables ``coverage`` and ``articles``.
    order : sequence of str
        The arguments, in the order in which they are shown.
    articles : collection of str
        Ids of the articles wanted; none: all, or the first of them (`MOST_COLUMNS`) where silence is not stored.

    Returns
    -------
    DataFrame
        ``reported`` with the number of statements, else the state; arguments in the order given.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "b"], "argument": "A1", "state": ["reported", "silent"], "statements": [2, 0]})
    >>> listed = pd.DataFrame({"article_id": ["a", "b"]})
    >>> coverage_matrix(rows, ["A1"], listed).values.tolist()
    [['2 reported', 'silent']]
    """
    every = list(listed["article_id"])
    few = len(every) * coverage["argument"].nunique() <= MOST_CELLS
    kept = fill_silence(coverage, listed, shown=articles or (every if few else every[:MOST_COLUMNS]))
    number = kept["statements"].astype("str") + " "
    cell = number.where(kept["statements"] > 0, "") + kept["state"]
    wide = kept.assign(cell=cell).pivot(index="argument", columns="article_id", values="cell")
    return wide.loc[[name for name in order if name in wide.index], sorted(wide.columns, key=natural_key)]


def argument_statements(
    arguments: pd.DataFrame, statements: pd.DataFrame, *, argument: str, articles: Collection[str] = ()
) -> pd.DataFrame:
    """Return the statements of one argument, in reading order.

    Parameters
    ----------
    arguments, statements : DataFrame
        The tables ``arguments`` and ``statements``.
    argument : str
        Name of a group.
    articles : collection of str
        Ids of the articles wanted; none: all.

    Returns
    -------
    DataFrame
        Columns article_id, voice, speaker, form, text.

    Examples
    --------
    >>> arguments = pd.DataFrame({"statement_id": ["a:2", "b:1"], "argument": ["A1", "none"]})
    >>> statements = pd.DataFrame({"statement_id": ["a:2", "b:1"], "article_id": ["a", "b"], "voice": "subject",
    ...     "speaker": "Lee", "form": "direct", "text": ["It leaks.", "It rained."]})
    >>> argument_statements(arguments, statements, argument="A1")["text"].tolist()
    ['It leaks.']
    """
    made = (
        set(arguments.loc[arguments["argument"] == argument, "statement_id"]) if argument != NONE else set()
    )
    rows = keep_articles(statements[statements["statement_id"].isin(made)], articles)
    return rows[["article_id", "voice", "speaker", "form", "text"]].reset_index(drop=True)


def choose_wording(rows: pd.DataFrame, *, argument: str = "", articles: Collection[str] = ()) -> pd.DataFrame:
    """Return the utterances that two of the chosen articles or more report, in their versions.

    Parameters
    ----------
    rows : DataFrame
        The table ``wording_rows``.
    argument : str
        Name of a group; empty: all.
    articles : collection of str
        Ids of the articles wanted; none: all.

    Examples
    --------
    >>> rows = pd.DataFrame({"utterance": ["u1", "u1", "u2", "u2"], "argument": "A1", "article_id": ["a", "b", "a", "c"]})
    >>> choose_wording(rows, articles=["a", "b"])["utterance"].tolist()
    ['u1', 'u1']
    """
    kept = keep_articles(rows, articles)
    if argument:
        kept = kept[kept["argument"] == argument]
    versions = kept.groupby("utterance")["article_id"].transform("nunique")
    return kept[versions > 1]
