"""Make a coding sheet: sentences for people to code, one row each, with one column a theme."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.coding.sheet import LEFT, NOTE, PRESENCE, RIGHT, SheetSource, code_text, theme_columns
from retold.coding.spreadsheets import shield
from retold.coding.validation import sentences_with_hits
from retold.errors import ParameterError, close_match
from retold.files import complete_file
from retold.tables import natural_key
from retold.themes.codebook.model import SEPARATOR, Codebook

ORDERS = ("reading", "random")

# Twelve hexadecimal digits keep the ids of a million sentences apart (one clash in 500 such sheets).
BLIND_DIGITS = 12
HASH_DIGITS = 8


def coding_sheet(
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    articles: pd.DataFrame | None = None,
    themes: Sequence[str] | None = None,
    coder: str = "",
    n: int | None = None,
    seed: int = 0,
    order: str = "reading",
    context: int = 1,
    blind: bool = False,
    codes: Sequence[float] = PRESENCE,
) -> pd.DataFrame:
    """Make a sheet in which a person codes sentences.

    Parameters
    ----------
    sentences : pandas.DataFrame
        The table ``sentences``, made without the masked spans.
    codebook : Codebook
        Its themes that have patterns become columns.
    articles : pandas.DataFrame, optional
        The table ``articles``: its labels then name the articles, and its edition is noted.
    themes : sequence of str, optional
        Only these themes; one that has others inside stands for all of them.
    coder : str
        Who will fill the sheet in.
    n : int, optional
        Code a sample of so many sentences, stratified by article: each article gives its share of all
        sentences (largest remainders first), drawn without replacement.
    seed : int
        Seed of the sample and of the random order. All coders get the same sample for the same seed.
    order : {"reading", "random"}
        In random order each coder gets an order of their own, so that what one sentence does to the next is not
        the same for all.
    context : int
        How many sentences of the same article stand before and after; 0 leaves these columns out.
    blind : bool
        Leave the article out, and give units names that do not tell it. `retold score` knows them again.
    codes : sequence of float
        The codes that may be given.

    Returns
    -------
    pandas.DataFrame
        Columns unit (the sentence_id, or a name without meaning), article, before, sentence, after, one
        blank column a theme, note, coder and sheet, which ties the sheet to edition, sentences and codebook.

    Raises
    ------
    ParameterError
        If an option does not fit.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*"]}}})
    >>> rows = {"sentence_id": ["a:1", "a:2"], "article_id": "a", "start": [0, 10], "end": [9, 19]}
    >>> sentences = pd.DataFrame(rows | {"text": ["It rained.", "We left."]})
    >>> coding_sheet(sentences, book)[["unit", "sentence", "after", "water"]].values.tolist()
    [['a:1', 'It rained.', 'We left.', ''], ['a:2', 'We left.', '', '']]
    """
    if order not in ORDERS:
        raise ParameterError(f"order cannot be {order!r}", where="order", todo=close_match(order, ORDERS))
    if context < 0:
        raise ParameterError(f"context should be 0 or more sentences, and is {context}", where="context")
    chosen = chosen_themes(codebook, themes)
    codes = _checked_codes(codes)
    ordered = sentences.iloc[_reading_order(sentences)].reset_index(drop=True)
    edition = "" if articles is None else ", ".join(sorted(set(articles["edition"].astype(str))))
    source = SheetSource(edition, hash_sentences(ordered), hash_codebook(codebook), len(chosen), codes)
    sheet = pd.DataFrame({"unit": blind_units(ordered) if blind else ordered["sentence_id"].astype(str)})
    if not blind:
        sheet["article"] = _article_names(ordered, articles)
    if context:
        sheet["before"] = _neighbours(ordered, range(-context, 0))
    sheet["sentence"] = ordered["text"].astype(str)
    if context:
        sheet["after"] = _neighbours(ordered, range(1, context + 1))
    blanks = pd.DataFrame("", index=sheet.index, columns=[*chosen, "note"])
    sheet = pd.concat([sheet, blanks], axis=1).assign(coder=coder, sheet=str(source))
    picked = _sample(ordered["article_id"], n, seed)
    if order == "random":
        rng = np.random.default_rng([seed, zlib.crc32(coder.encode("utf-8"))])
        picked = rng.permutation(picked)
    return sheet.iloc[picked].reset_index(drop=True)


def fill_sheet(sheet: pd.DataFrame, hits: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Fill a sheet in with what the codebook found, as if it had been a coder.

    Parameters
    ----------
    sheet : pandas.DataFrame
        As from `coding_sheet`.
    hits : pandas.DataFrame
        The table ``theme_hits``.
    sentences : pandas.DataFrame
        The table ``sentences``.

    Returns
    -------
    pandas.DataFrame
        The sheet with 1 where a hit of the theme begins in the sentence, and 0 elsewhere.
    """
    themes = theme_columns(sheet.columns)
    ids = sentences["sentence_id"].astype(str)
    known = {name: n for names in (ids, blind_units(sentences)) for n, name in enumerate(names)}
    found = sentences_with_hits(hits, sentences, themes)[[known[unit] for unit in sheet["unit"]]]
    return sheet.assign(**dict(zip(themes, found.T.astype(float), strict=True)))


def chosen_themes(codebook: Codebook, themes: Sequence[str] | None) -> list[str]:
    """Return the themes with patterns that the names stand for, in the codebook's order."""
    leaves = codebook.leaves
    taken = sorted(name for name in leaves if name in (*LEFT, *RIGHT) or name.startswith(NOTE))
    if taken:
        raise ParameterError(
            f"a theme called {taken[0]!r} cannot be told from the sheet's own columns",
            where="codebook",
            todo="give the theme another name",
        )
    if not themes:
        return leaves
    for name in themes:
        if not any(_stands_for(name, leaf) for leaf in leaves):
            raise ParameterError(
                f"the codebook has no theme {name!r}", where="themes", todo=close_match(name, leaves)
            )
    return [leaf for leaf in leaves if any(_stands_for(name, leaf) for name in themes)]


def _stands_for(name: str, leaf: str) -> bool:
    return leaf == name or leaf.startswith(name + SEPARATOR)


def _checked_codes(codes: Sequence[float]) -> tuple[float, ...]:
    kept = tuple(sorted({float(code) for code in codes}))
    if len(kept) < 2 or not np.isfinite(kept).all():
        raise ParameterError("there should be two codes or more, all of them numbers", where="codes")
    return kept


def _reading_order(sentences: pd.DataFrame) -> list[int]:
    keys = zip(sentences["article_id"].astype(str), sentences["start"], strict=True)
    ranked = [(natural_key(article), int(start), n) for n, (article, start) in enumerate(keys)]
    return [n for _, _, n in sorted(ranked)]


def hash_sentences(sentences: pd.DataFrame) -> str:
    """Return a short name of a set of sentences, whatever the order of the rows."""
    rows = sorted(zip(sentences["sentence_id"].astype(str), sentences["text"].astype(str), strict=True))
    return _hash((part for row in rows for part in row), HASH_DIGITS)


def hash_codebook(codebook: Codebook) -> str:
    """Return a short name of what coders see of a codebook: names, descriptions, examples and notes."""
    return _hash(
        (
            part
            for theme in codebook.themes
            for part in (theme.name, theme.description, *theme.examples, theme.notes)
        ),
        HASH_DIGITS,
    )


def blind_units(sentences: pd.DataFrame) -> list[str]:
    """Return a name without meaning for each sentence. It begins with a letter, so that it stays text."""
    rows = zip(sentences["sentence_id"].astype(str), sentences["text"].astype(str), strict=True)
    return [f"s{_hash(row, BLIND_DIGITS)}" for row in rows]


def _hash(parts: Iterable[str], digits: int) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", errors="surrogatepass") + b"\0")
    return digest.hexdigest()[:digits]


def _article_names(sentences: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Series:
    names = sentences["article_id"].astype(str)
    if articles is None or "label" not in articles:
        return names
    return names.map(dict(zip(articles["article_id"].astype(str), articles["label"], strict=True))).fillna(
        names
    )


def _neighbours(sentences: pd.DataFrame, steps: range) -> pd.Series:
    groups = sentences["text"].astype(str).groupby(sentences["article_id"].to_numpy(), sort=False)
    parts = [groups.shift(-step).fillna("") for step in steps]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + " " + part
    return joined.str.strip()


def _sample(articles: pd.Series, n: int | None, seed: int) -> NDArray[np.intp]:
    """Return the rows of a sample stratified by article, in reading order; all rows if n is None."""
    total = len(articles)
    if n is None:
        return np.arange(total)
    if not 1 <= n <= total:
        raise ParameterError(
            f"n should lie between 1 and {total}, the number of sentences, and is {n}",
            where="n",
            todo="choose a smaller sample, or leave n out to have all sentences coded",
        )
    numbers, names = pd.factorize(articles)
    sizes = np.bincount(numbers, minlength=len(names))
    exact = sizes * n / total
    shares = np.floor(exact).astype(int)
    # Whole parts first; what is left goes to the largest remainders, earlier articles first among equals.
    shares[np.argsort(-(exact - shares), kind="stable")[: n - shares.sum()]] += 1
    rng = np.random.default_rng(seed)
    drawn = [rng.choice(np.flatnonzero(numbers == k), shares[k], replace=False) for k in range(len(names))]
    return np.sort(np.concatenate(drawn))


def write_sheet(sheet: pd.DataFrame, path: str | Path, *, codebook: Codebook | None = None) -> Path:
    """Write a coding sheet as a file that spreadsheet programs open.

    Parameters
    ----------
    sheet : pandas.DataFrame
        As `coding_sheet` makes it.
    path : path
        Ends with ``.xlsx`` (drop-downs for the codes, the codebook and instructions on sheets of their own) or
        ``.csv`` (UTF-8 with a byte order mark, commas; text that a spreadsheet would run or rewrite
        begins with an apostrophe).
    codebook : Codebook, optional
        To be put into the workbook: names, descriptions, examples and notes, without patterns, so that people
        code what is said and not what the patterns find.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    ParameterError
        If the name ends otherwise.
    ResultsError
        If the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise ParameterError(
            f"a coding sheet cannot be written as {path.suffix or 'a file without an ending'!r}",
            where=path,
            todo="let the name end with .xlsx or .csv",
        )
    with complete_file(path, "the coding sheet") as aside:
        if path.suffix.lower() == ".csv":
            text = _as_text(sheet).rename(columns=shield)
            # Quoted throughout, as the csv module would leave a lone carriage return bare.
            text.to_csv(aside, index=False, lineterminator="\n", encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
        else:
            from retold.coding.workbooks import workbook_bytes

            aside.write_bytes(workbook_bytes(sheet, codebook))
    return path


def _as_text(sheet: pd.DataFrame) -> pd.DataFrame:
    """Return a sheet's cells as text: codes as they are written, all else shielded."""
    themes = set(theme_columns(sheet.columns))
    columns = {
        name: [code_text(cell) if name in themes else shield(_printable(str(cell))) for cell in sheet[name]]
        for name in sheet.columns
    }
    return pd.DataFrame(columns, index=sheet.index, columns=sheet.columns)


def _printable(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")
