"""Read the articles of a study, of a folder or of a table, exactly as they are, whole or frame by frame."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, pairwise
from pathlib import Path

import pandas as pd

from retold.articles.attribution.turns import text_form
from retold.articles.ids import read_id, same_name
from retold.articles.occasions import GIVEN
from retold.articles.publication import date_of_name, read_date
from retold.articles.readers import (
    CSV,
    DOCUMENTS,
    TABLES,
    check_text,
    read_document,
    read_header,
    refuse_twin_columns,
    table_rows,
)
from retold.errors import ArticleError
from retold.language.identify import guess_language
from retold.language.lexicon import read_as

REQUIRED = ("article_id", "file")
OPTIONAL = ("outlet", "date", "title", "language", "edition", "sha256", "label", "occasion")

# Of an article whose own title is not listed, the first line stands in; longer ones are no headlines.
TITLE_LENGTH = 200

# The language of a corpus is that of most of its first articles: enough to be sure, and a bound for memory.
LANGUAGE_ARTICLES = 1000

# What a folder may hold instead of one file per article.
CORPUS_FILES = ("articles.csv", "articles.jsonl", "articles.ndjson", "articles.parquet")

Record = dict[str, str]


def read_articles(
    path: str | Path, *, edition: str | None = None, columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Read articles as raw text, with what the study says of them.

    Parameters
    ----------
    path : path
        A study folder with ``articles.csv``, that file itself, a folder of ``.txt``, ``.html`` and ``.docx``
        files (or with a folder ``articles`` of them), whose stems then become the ids; or one CSV, JSON
        Lines or Parquet file with a column ``text``. All in UTF-8.
    edition : str, optional
        Which edition to read where the list has several. Default: all that are listed.
    columns : mapping of str to str, optional
        What a table calls the columns article_id, text, outlet, date, title, language, edition, label and
        occasion if not so: ``{"text": "body", "outlet": "source"}``. Without ids, rows are ``<stem>-<row>``.

    Returns
    -------
    pandas.DataFrame
        One row an article: the columns of the table ``articles`` and ``text``, the file's characters
        unchanged (of a web page, what trafilatura extracts). ``language`` is guessed where nothing says it;
        ``flags`` is ``other_language`` where it is not that of most articles, ``transcript`` or ``live_blog`` where the
        text has turns of speakers (`retold.articles.attribution.turns`), else empty. Where nothing says
        the date, it is that in the id (``2021-05-03_post``), if there is one. ``occasion`` is as given;
        `find_occasions` proposes others. ``tokens`` and
        ``sentences`` are filled by `describe_articles`. The SHA-256 is that of the file, or of a row's text.

    Raises
    ------
    ArticleError
        If a listed file is absent, empty, not UTF-8 or has another SHA-256, if a file is present
        but unlisted, if an id is doubled, if a date is none, or if there is nothing to read.
    """
    return pd.concat(iter_articles(path, edition=edition, columns=columns), ignore_index=True)


def iter_articles(
    path: str | Path,
    *,
    edition: str | None = None,
    columns: Mapping[str, str] | None = None,
    size: int = 1000,
) -> Iterator[pd.DataFrame]:
    """Read articles as `read_articles` does, in frames of `size`, so that memory does not grow with the corpus.

    Parameters
    ----------
    path, edition, columns
        As for `read_articles`.
    size : int
        Articles a frame, at least 1.

    Yields
    ------
    pandas.DataFrame
        As `read_articles` returns it. What grows with the corpus is a digest of each id (about 80 bytes an
        article) and, of a folder, the names of its files.
    """
    if size < 1:
        raise ArticleError(f"frames of {size} articles are none", where="size", todo="use 1 or more")
    records = _records(Path(path), edition or None, columns)
    first = list(islice(records, LANGUAGE_ARTICLES))
    main = _main_language(record["language"] for record in first)
    seen: set[bytes] = set()
    every = chain(_consume(first), records)
    while batch := list(islice(every, size)):
        _refuse_doubled(batch, seen)
        yield _frame(batch, main)


def list_articles(
    path: str | Path, *, edition: str | None = None, columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """List the articles that `read_articles` would read, without reading their texts.

    Returns
    -------
    pandas.DataFrame
        One row an article: article_id, outlet, date, title, language, edition, sha256, label and occasion as
        far as the study says them (else empty), and ``path``, the file it stands in.
    """
    path = _find_corpus(Path(path))
    if path.is_dir():
        return _list_folder(path, edition or "")
    if _is_listing(path, columns):
        rows = _read_listing(path, edition or None)
        _refuse_unlisted(path, rows)
        return rows.assign(path=[_listed_path(path.parent, file) for file in rows["file"]])
    rows = pd.DataFrame(
        [
            {name: cells.get(name, "") for name in ("article_id", *OPTIONAL)}
            | {"article_id": read_id(cells.get("article_id") or f"{path.stem}-{number}", where)}
            for number, where, cells in table_rows(path, columns)
            if _wanted(cells, edition or None)
        ]
    )
    if rows.empty:
        raise ArticleError("the table holds no articles", where=path, todo="check the file and the edition")
    return rows.assign(path=path)


def is_table(path: str | Path) -> bool:
    """Tell whether the articles of a study are listed in a table or stand in one, not in files of a folder."""
    return _find_corpus(Path(path)).is_file()


def _find_corpus(path: Path) -> Path:
    """Return the list, table or folder that a path stands for."""
    if not path.exists():
        raise ArticleError("there is no such folder or file", where=path, todo="check the path")
    if path.is_dir():
        for name in CORPUS_FILES:
            if (path / name).is_file():
                return path / name
        return path / "articles" if (path / "articles").is_dir() else path
    if path.suffix.lower() not in TABLES:
        raise ArticleError(
            f"a corpus is no {path.suffix or 'such'} file",
            where=path,
            todo=f"give a folder, or one file of: {', '.join(TABLES)}",
        )
    return path


def _is_listing(path: Path, columns: Mapping[str, str] | None) -> bool:
    """Tell a list of article files from a table that holds the texts itself."""
    if path.suffix.lower() not in CSV or columns:
        return False
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        header = next(csv.reader([stream.readline()]), [])
    return "file" in header or (path.name == "articles.csv" and "text" not in header)


def _records(path: Path, edition: str | None, columns: Mapping[str, str] | None) -> Iterator[Record]:
    """Yield the articles one at a time."""
    path = _find_corpus(path)
    if path.is_dir():
        nothing = dict.fromkeys(OPTIONAL, "") | {"edition": edition or "original"}
        for name in _document_names(path):
            own = {"article_id": read_id(Path(name).stem, path / name), "path": path / name}
            yield _document_record(nothing | own, path)
        return
    if _is_listing(path, columns):
        for row in list_articles(path, edition=edition).itertuples():
            yield _document_record(row._asdict(), path)
        return
    found = False
    for number, where, cells in table_rows(path, columns):
        if _wanted(cells, edition):
            found = True
            yield _row_record(dict(cells), where, f"{path.stem}-{number}")
    if not found:
        raise ArticleError("the table holds no articles", where=path, todo="check the file and the edition")


def _wanted(cells: Mapping[str, str], edition: str | None) -> bool:
    return edition is None or cells.get("edition", "") in ("", edition)


def _document_record(row: dict[str, object], listing: Path) -> Record:
    """Read the file of one row of a list; what the list says goes before what the file says."""
    record = {name: str(row[name]) for name in ("article_id", *OPTIONAL)}
    file = Path(str(row["path"]))
    document = read_document(file, record["sha256"])
    record |= {name: record[name] or getattr(document, name) for name in ("title", "date", "outlet")}
    where = f"{listing}, row {row['row']}" if "row" in row else file
    record["date"] = read_date(record["date"], where)
    return _describe(record | {"text": document.text, "sha256": document.sha256})


def _row_record(cells: Record, where: str, name: str) -> Record:
    record = dict.fromkeys(OPTIONAL, "") | cells
    record["article_id"] = read_id(cells.get("article_id") or name, where)
    record["edition"] = record["edition"] or "original"
    record["date"] = read_date(record["date"], where)
    record["sha256"] = hashlib.sha256(check_text(record["text"], where).encode()).hexdigest()
    return _describe(record)


def _describe(record: Record) -> Record:
    record["language"] = record["language"] or guess_language(record["text"])
    record["title"] = record["title"] or _first_line(record["text"])
    record["date"] = record["date"] or date_of_name(record["article_id"])
    # An id may hold line breaks, as the name of a file may; a label stands on one line, and so does an occasion.
    record["label"] = record["label"] or " ".join(record["article_id"].split())
    record["occasion"] = " ".join(record["occasion"].split())
    return record


def _first_line(text: str) -> str:
    line = re.search(r"\S.*", text.lstrip("\ufeff"))
    return line.group().strip()[:TITLE_LENGTH].strip() if line else ""


def _main_language(languages: Iterable[str]) -> str:
    counts = Counter(sorted(language for language in languages if language))
    return counts.most_common(1)[0][0] if counts else ""


def _consume(records: list[Record]) -> Iterator[Record]:
    """Yield records and forget them, so that the first articles of a corpus do not stay in memory."""
    records.reverse()
    while records:
        yield records.pop()


def _refuse_doubled(records: list[Record], seen: set[bytes]) -> None:
    for record in records:
        name = record["article_id"]
        digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
        if digest in seen:
            raise ArticleError(
                f"the article id {name!r} stands twice",
                where="article_id",
                todo="give each article an id of its own, or name the edition to read",
            )
        seen.add(digest)


def _frame(records: list[Record], main: str) -> pd.DataFrame:
    order = ["article_id", "outlet", "date", "title", "language", "edition", "sha256"]
    articles = pd.DataFrame({name: pd.Series([r[name] for r in records], dtype="str") for name in order})
    texts = [record["text"] for record in records]
    articles["characters"] = [len(text) for text in texts]
    for column in ("tokens", "sentences"):
        articles[column] = pd.array([pd.NA] * len(records), dtype="Int64")
    articles["label"] = pd.Series([record["label"] for record in records], dtype="str")
    foreign = [main and r["language"] and r["language"].split("-")[0] != main.split("-")[0] for r in records]
    forms = [text_form(text, language=read_as(r["language"])) for text, r in zip(texts, records, strict=True)]
    flags = [("other_language" if flag else "", form) for flag, form in zip(foreign, forms, strict=True)]
    articles["flags"] = pd.Series([" ".join(filter(None, both)) for both in flags], dtype="str")
    occasions = [record["occasion"] for record in records]
    articles["occasion"] = pd.Series(occasions, dtype="str")
    articles["occasion_source"] = pd.Series([GIVEN if name else "" for name in occasions], dtype="str")
    articles["text"] = pd.Series(texts, dtype="str")
    return articles


def _read_listing(listing: Path, edition: str | None) -> pd.DataFrame:
    try:
        rows = pd.read_csv(listing, dtype="str", keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ArticleError(
            f"the list of articles cannot be read: {error}", where=listing, todo="save it as CSV in UTF-8"
        ) from error
    refuse_twin_columns(read_header(listing), (*REQUIRED, *OPTIONAL), listing)
    for column in REQUIRED:
        if column not in rows.columns:
            raise ArticleError(f"the list of articles lacks the column {column!r}", where=listing)
    for column in OPTIONAL:
        if column not in rows.columns:
            rows[column] = ""
    rows["row"] = range(2, len(rows) + 2)
    rows["article_id"] = [
        read_id(name, f"{listing}, row {row}")
        for name, row in zip(rows["article_id"], rows["row"], strict=True)
    ]
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


def _listed_path(folder: Path, file: str) -> Path:
    """Return where a listed file lies; its name on disk may be spelled in another Unicode form."""
    path = folder / file
    if path.exists() or not path.parent.is_dir():
        return path
    alike = [name for name in os.listdir(path.parent) if same_name(name) == same_name(path.name)]
    return path.parent / min(alike) if alike else path


def _refuse_unlisted(listing: Path, rows: pd.DataFrame) -> None:
    listed = {_listed_path(listing.parent, file).resolve() for file in rows["file"]}
    for folder in sorted({file.parent for file in listed}):
        for name in _document_names(folder, required=False):
            if (folder / name).resolve() not in listed:
                raise ArticleError(
                    f"the article {name!r} is in the folder but not in the list",
                    where=listing,
                    todo="add a row for it, or move the file away",
                )


def _document_names(folder: Path, *, required: bool = True) -> list[str]:
    """Return the names of a folder's articles, in order; refuse two that would have one id."""
    present = os.listdir(folder) if folder.is_dir() else []
    names = sorted(name for name in present if name.lower().endswith(DOCUMENTS))
    if not names and required:
        raise ArticleError(
            "the folder holds no articles", where=folder, todo="put one UTF-8 .txt file per article into it"
        )
    stems = sorted((same_name(Path(name).stem), name) for name in names)
    for (stem, first), (other, second) in pairwise(stems):
        if stem == other:
            raise ArticleError(
                f"{first!r} and {second!r} would have one id", where=folder, todo="rename one of them"
            )
    return names


def _list_folder(folder: Path, edition: str) -> pd.DataFrame:
    names = _document_names(folder)
    rows = pd.DataFrame({"article_id": [read_id(Path(name).stem, folder / name) for name in names]})
    for column in OPTIONAL:
        rows[column] = ""
    return rows.assign(edition=edition or "original", path=[folder / name for name in names])
