"""Codes of a coded project as those of a sheet: which sentence of the study has which theme, for each coder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from retold.coding.projects import Project
from retold.errors import TableError
from retold.themes.codebook.model import SEPARATOR, Codebook

# A segment codes a sentence if it shares this part of it, or this part of itself: coders mark a word, or several sentences.
SHARED = 0.5
# So many names stand in a message.
NAMED = 5


def project_sheets(
    project: Project,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    path: str | Path = "project",
) -> tuple[list[pd.DataFrame], list[str]]:
    """Make a sheet of each coder of a project, with the study's sentences and themes.

    Parameters
    ----------
    project : Project
        As from `read_project`.
    articles : pandas.DataFrame
        Columns article_id, text.
    sentences : pandas.DataFrame
        The table ``sentences`` of the study.
    codebook : Codebook
        Its themes with patterns are looked for among the project's codes: by path, or by a name that only one has.
    path : path
        The project's file, for messages.

    Returns
    -------
    sheets : list of pandas.DataFrame
        Columns unit (sentence_id), sentence, a column each theme that the project has (1 where a segment shares half of the
        sentence, or half of itself with it; else 0), coder, sheet. A coder's sheet holds the sentences of the
        articles in which they coded anything.
    notes : list of str
        What was left out, and why.

    Raises
    ------
    TableError
        If no text is an article of the study, no code is a theme of the codebook, or nothing is coded.
    """
    notes = [f"{path}: {remark}" for remark in project.remarks]
    places = {
        name: placed for name, text in project.texts.items() if (placed := _find_article(text, articles))
    }
    strangers = sorted(set(project.texts) - set(places))
    if strangers:
        notes.append(f"{path}: {len(strangers)} text(s) are no article of the study: {_some(strangers)}")
    if not places:
        raise TableError(
            "no text of the project is an article of the study",
            where=path,
            todo="make the project of the same edition: `retold sheet STUDY --format qdpx`",
        )
    themes = _match_themes(project.codes, codebook)
    unknown = sorted(set(project.codings["code"]) - set(themes))
    if unknown:
        notes.append(f"{path}: {len(unknown)} code(s) are no theme of the codebook: {_some(unknown)}")
    if not themes:
        raise TableError(
            "no code of the project is a theme of the codebook",
            where=path,
            todo=f"name codes as the themes are named: {_some(codebook.leaves)}",
        )
    coded = _in_articles(project.codings, places, themes)
    if coded.empty:
        raise TableError(
            "the project holds no coded segment of an article and a theme", where=path, todo="code it first"
        )
    columns = [theme for theme in codebook.leaves if theme in set(themes.values())]
    return [
        _one_sheet(rows, sentences, columns).assign(coder=coder, sheet="")
        for coder, rows in coded.groupby("coder")
    ], notes


def _one_sheet(coded: pd.DataFrame, sentences: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    own = sentences[sentences["article_id"].isin(set(coded["article_id"]))]
    cells = np.zeros((len(own), len(themes)))
    starts, ends = own["start"].to_numpy(), own["end"].to_numpy()
    for row in coded.itertuples():
        shared = np.minimum(ends, row.end) - np.maximum(starts, row.start)
        least = SHARED * np.minimum(ends - starts, row.end - row.start)
        meant = (own["article_id"] == row.article_id).to_numpy() & (shared > 0) & (shared >= least)
        cells[meant, themes.index(row.theme)] = 1
    sheet = pd.DataFrame({"unit": own["sentence_id"].astype(str), "sentence": own["text"].astype(str)})
    sheet = pd.concat([sheet, pd.DataFrame(cells, columns=themes, index=own.index)], axis=1)
    return sheet.set_axis(pd.RangeIndex(1, len(sheet) + 1, name="row"))


def _in_articles(
    codings: pd.DataFrame, places: dict[str, tuple[str, list[int]]], themes: dict[str, str]
) -> pd.DataFrame:
    """Return the codings of articles and themes, with their places in the article's own text."""
    rows = []
    for row in codings.itertuples():
        if row.source not in places or row.code not in themes:
            continue
        article, at = places[row.source]
        inside = [place for place in at[row.start : row.end] if place >= 0]
        if inside:
            rows.append((article, inside[0], inside[-1] + 1, themes[row.code], row.coder))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "theme", "coder"])


def _find_article(text: str, articles: pd.DataFrame) -> tuple[str, list[int]] | None:
    """Return the article that a text is, and where in it each sign of the text stands (-1: nowhere).

    White space is not compared, since programs change it; and the text may have lines before or after the article.
    """
    signs = [index for index, sign in enumerate(text) if not sign.isspace() and sign != "\ufeff"]
    squeezed = "".join(text[index] for index in signs)
    for article, own in zip(articles["article_id"].astype(str), articles["text"].astype(str), strict=True):
        kept = [index for index, sign in enumerate(own) if not sign.isspace() and sign != "\ufeff"]
        begin = squeezed.find("".join(own[index] for index in kept)) if kept else -1
        if begin >= 0:
            at = [-1] * len(text)
            for index, place in zip(signs[begin : begin + len(kept)], kept, strict=True):
                at[index] = place
            return article, at
    return None


def _match_themes(codes: list[str], codebook: Codebook) -> dict[str, str]:
    """Return the theme of each code that is one: by its path, or by a last name that one theme alone has."""
    folded = {theme.casefold(): theme for theme in codebook.leaves}
    last: dict[str, list[str]] = {}
    for theme in codebook.leaves:
        last.setdefault(theme.rsplit(SEPARATOR, 1)[-1].casefold(), []).append(theme)
    found = {}
    for code in codes:
        named = last.get(code.rsplit(SEPARATOR, 1)[-1].casefold(), [])
        theme = folded.get(code.casefold()) or (named[0] if len(named) == 1 else "")
        if theme:
            found[code] = theme
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
