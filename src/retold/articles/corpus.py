"""Read the articles of a study, or of any folder of text files, exactly as they are."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd

from retold.errors import ArticleError

REQUIRED = ("article_id", "file")
OPTIONAL = ("outlet", "date", "title", "language", "edition", "sha256", "label")

# Of an article whose own title is not listed, the first line stands in; longer ones are no headlines.
TITLE_LENGTH = 200


def read_articles(path: str | Path, *, edition: str | None = None) -> pd.DataFrame:
    """Read articles as raw text, with what the study says of them.

    Parameters
    ----------
    path : path
        A study folder with ``articles.csv``, that file itself, or a folder of ``.txt`` files
        (UTF-8; or with a folder ``articles`` of them), whose stems then become the ids.
    edition : str, optional
        Which edition to read where the list has several. Default: all that are listed.

    Returns
    -------
    pandas.DataFrame
        One row an article: the columns of the table ``articles`` and ``text``, the file's
        characters unchanged. ``tokens`` and ``sentences`` are filled by `describe_articles`.

    Raises
    ------
    ArticleError
        If a listed file is absent, empty, not UTF-8 or has another SHA-256, if a file is present
        but unlisted, if an id is doubled, or if there is nothing to read.
    """
    rows = list_articles(path, edition=edition)
    texts = [_read_text(row.path, row.sha256) for row in rows.itertuples()]
    return _complete(rows, texts)


def list_articles(path: str | Path, *, edition: str | None = None) -> pd.DataFrame:
    """List the articles that `read_articles` would read, without reading them.

    Returns
    -------
    pandas.DataFrame
        One row an article: article_id, outlet, date, title, language, edition, sha256 and label as
        far as the study says them (else empty), and ``path``.
    """
    path = Path(path)
    listing = path if path.suffix == ".csv" else path / "articles.csv"
    if not path.exists():
        raise ArticleError("there is no such folder", where=path, todo="check the path")
    if listing.is_file():
        rows = _read_listing(listing, edition or None)
        _refuse_unlisted(listing, rows)
        return rows.assign(path=[listing.parent / file for file in rows["file"]])
    return _list_folder(path / "articles" if (path / "articles").is_dir() else path, edition or "")


def _read_listing(listing: Path, edition: str | None) -> pd.DataFrame:
    try:
        rows = pd.read_csv(listing, dtype="str", keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ArticleError(
            f"the list of articles cannot be read: {error}", where=listing, todo="save it as CSV in UTF-8"
        ) from error
    for column in REQUIRED:
        if column not in rows.columns:
            raise ArticleError(f"the list of articles lacks the column {column!r}", where=listing)
    for column in OPTIONAL:
        if column not in rows.columns:
            rows[column] = ""
    rows["row"] = range(2, len(rows) + 2)
    if edition is not None:
        rows = _choose_edition(rows, edition, listing)
    if rows.empty:
        raise ArticleError("the list of articles is empty", where=listing, todo="add a row for each article")
    doubled = rows[rows["article_id"].duplicated(keep=False)]
    if len(doubled):
        first = doubled.iloc[0]
        same = ", ".join(str(n) for n in doubled.loc[doubled["article_id"] == first["article_id"], "row"])
        raise ArticleError(
            f"the article id {first['article_id']!r} stands in rows {same}",
            where=listing,
            todo="give each article an id of its own, or name the edition to read",
        )
    return rows


def _choose_edition(rows: pd.DataFrame, edition: str, listing: Path) -> pd.DataFrame:
    chosen = rows[rows["edition"].isin([edition, ""])]
    if chosen.empty and len(rows):
        raise ArticleError(
            f"no article has the edition {edition!r}",
            where=listing,
            todo=f"choose one of: {', '.join(sorted(rows['edition'].unique()))}",
        )
    return chosen


def _refuse_unlisted(listing: Path, rows: pd.DataFrame) -> None:
    listed = {(listing.parent / file).resolve() for file in rows["file"]}
    for folder in sorted({file.parent for file in listed}):
        for file in sorted(folder.glob("*.txt")):
            if file.resolve() not in listed:
                raise ArticleError(
                    f"the article {file.name!r} is in the folder but not in the list",
                    where=listing,
                    todo="add a row for it, or move the file away",
                )


def _list_folder(folder: Path, edition: str) -> pd.DataFrame:
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise ArticleError(
            "the folder holds no articles", where=folder, todo="put one UTF-8 .txt file per article into it"
        )
    rows = pd.DataFrame({"article_id": [f.stem for f in files], "path": files})
    for column in OPTIONAL:
        rows[column] = ""
    rows["edition"] = edition or "original"
    return rows


def _read_text(file: Path, sha256: str) -> tuple[str, str]:
    """Return a file's text and SHA-256; the text keeps every character, line ends included."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ArticleError(
            f"the article is listed but cannot be read: {error.strerror}",
            where=file,
            todo="put the file there, or remove its row from articles.csv",
        ) from error
    if not raw.strip():
        raise ArticleError("the article is empty", where=file, todo="fill it, or remove it from the study")
    digest = hashlib.sha256(raw).hexdigest()
    if sha256 and digest != sha256.lower():
        raise ArticleError(
            f"the article is not the one listed: SHA-256 {digest[:12]}…, expected {sha256[:12]}…",
            where=file,
            todo="restore the file, or write its new SHA-256 into articles.csv",
        )
    try:
        return raw.decode("utf-8"), digest
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"the article is not UTF-8: byte {raw[error.start]:#04x} at position {error.start}",
            where=file,
            todo="save it as UTF-8",
        ) from error


def _complete(rows: pd.DataFrame, texts: list[tuple[str, str]]) -> pd.DataFrame:
    articles = rows.reset_index(drop=True)
    articles["text"] = [text for text, _ in texts]
    articles["sha256"] = [digest for _, digest in texts]
    articles["characters"] = articles["text"].str.len()
    articles["tokens"] = pd.array([pd.NA] * len(articles), dtype="Int64")
    articles["sentences"] = pd.array([pd.NA] * len(articles), dtype="Int64")
    first_lines = [_first_line(text) for text in articles["text"]]
    articles["title"] = articles["title"].where(articles["title"] != "", first_lines)
    articles["label"] = articles["label"].where(articles["label"] != "", articles["article_id"])
    order = ["article_id", "outlet", "date", "title", "language", "edition", "sha256", "characters"]
    return articles[[*order, "tokens", "sentences", "label", "text"]]


def _first_line(text: str) -> str:
    line = re.search(r"\S.*", text.lstrip("\ufeff"))
    return line.group().strip()[:TITLE_LENGTH] if line else ""
