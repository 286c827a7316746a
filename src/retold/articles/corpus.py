"""Read the articles of a study, of a folder or of a table, exactly as they are, whole or frame by frame."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from retold.articles.attribution.turns import text_form
from retold.articles.columns import file_column, has_text
from retold.articles.exports.split import HEAD, left_out, split_export
from retold.articles.file_names import EXPORT, FILE_NAME, PAGE, outlets_of_names
from retold.articles.folders import Found, find_files, find_tables
from retold.articles.gaps import note_gaps
from retold.articles.ids import read_id, same_name
from retold.articles.notes import ATTRIBUTE, WARNING, Notes
from retold.articles.occasions import GIVEN
from retold.articles.publication import Written, main_order, name_date, parse_date
from retold.articles.readers import DOCUMENTS, HTML, Document, UnreadError, check_text, read_document
from retold.articles.rows import TABLES, listing_rows, table_columns, table_rows, table_stem, table_suffix
from retold.errors import ArticleError, unfit_sign
from retold.files import lies_within, refuse_outside
from retold.language.english.columns import LANGUAGE_CODES
from retold.language.identify import guess_language
from retold.language.lexicon import read_as

OPTIONAL = ("outlet", "date", "title", "language", "edition", "sha256", "label", "occasion")

# Of an article whose own title is not listed, the first line stands in; longer ones are no headlines.
TITLE_LENGTH = 200

# The language of a corpus, and the order of its days and months, is that of its first articles: enough to be sure, and a
# bound for memory.
FIRST_ARTICLES = 1000

# What a folder may hold instead of one file per article, whatever else lies in it.
CORPUS_FILES = tuple(f"articles{suffix}" for suffix in TABLES)

# Beside a list of files, one of these that it lacks is missed; others may be anything.
LISTED = (".txt", ".html", ".htm", ".docx")

Record = dict[str, Any]


class Reading(NamedTuple):
    """How a corpus is to be read: its edition, its columns, its encoding, what may lie outside it, and who is told what."""

    edition: str
    columns: Mapping[str, str]
    encoding: str
    notes: Notes
    outside: Sequence[str] = ()


def read_articles(
    path: str | Path,
    *,
    edition: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    outside: Sequence[str] = (),
    notes: Notes | None = None,
) -> pd.DataFrame:
    """Read articles as raw text, with what the study says of them.

    Parameters
    ----------
    path : path
        A study folder with a table ``articles.csv`` (or .tsv, .xlsx, .jsonl, .json, .parquet) that lists files or holds
        texts; a folder of ``.txt``, ``.md``, ``.html``, ``.docx``, ``.rtf`` and ``.pdf`` files (or with a folder
        ``articles`` of them), whose stems then become the ids; a folder with one table of any name; or any one of
        these files. A file that an archive of news exported is split into its articles.
    edition : str, optional
        Which edition to read where the list has several. Default: all that are listed.
    columns : mapping of str to str, optional
        What a table calls the columns article_id, text, outlet, date, title, language, edition, label and
        occasion: ``{"text": "body", "outlet": "source"}``. What is not told is guessed by common names. Without ids,
        rows are ``<stem>-<row>``.
    encoding : str, optional
        Of files that are not UTF-8, have no byte order mark and declare nothing.
    outside : sequence of str
        Files and folders, seen from the study, that may be read although they lie elsewhere. All else has to lie
        in the study's folder: an article that a list or a link fetches from somewhere else is refused.
    notes : Notes, optional
        Gets what was taken for granted and passed over; `reading_notes` tells the same of the frame.

    Returns
    -------
    pandas.DataFrame
        One row an article: the columns of the table ``articles`` and ``text``, the file's characters
        unchanged (of a web page, a Word, RTF or PDF document, what is extracted). ``language`` is guessed where nothing
        says it; ``flags`` is ``other_language`` where it is not that of most articles, ``date_order`` where day and
        month may be either, and ``transcript`` or ``live_blog`` where the text has turns of speakers
        (`retold.articles.attribution.turns`). ``date_source`` and ``outlet_source`` say where these came from: ``given``, ``page``,
        ``export``, ``file name`` or ``folder``. ``occasion`` is as given; `find_occasions` proposes others. ``tokens`` and
        ``sentences`` are filled by `describe_articles`. The SHA-256 is that of the file, or of a row's text.

    Raises
    ------
    ArticleError
        If a listed file is absent, outside the study, empty, in no known encoding or has another SHA-256, if a file is present
        but unlisted, if an id is doubled, if a date is none, or if there is nothing to read.
    """
    notes = notes or Notes()
    every = iter_articles(
        path, edition=edition, columns=columns, encoding=encoding, outside=outside, notes=notes
    )
    frames = list(every)
    articles = pd.concat(frames, ignore_index=True)
    note_gaps(articles, notes)
    articles.attrs[ATTRIBUTE] = [list(note) for note in notes.listed]
    return articles


def iter_articles(
    path: str | Path,
    *,
    edition: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    size: int = 1000,
    outside: Sequence[str] = (),
    notes: Notes | None = None,
) -> Iterator[pd.DataFrame]:
    """Read articles as `read_articles` does, in frames of `size`, so that memory does not grow with the corpus.

    Parameters
    ----------
    path, edition, columns, encoding, outside, notes
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
    reading = Reading(edition or "", columns or {}, encoding, notes or Notes(), outside)
    records = _records(Path(path), reading)
    first = list(islice(records, FIRST_ARTICLES))
    if not first:
        raise ArticleError("no article could be read", where=path, todo="see what stands above")
    main = _main_language(record["language"] for record in first)
    order = main_order(record["written"] for record in first)
    seen: set[bytes] = set()
    every = chain(_consume(first), records)
    while batch := list(islice(every, size)):
        batch = _without_doubled(batch, seen, reading.notes)
        for record in batch:
            _settle_date(record, order, reading.notes)
        yield _frame(batch, main)


def list_articles(
    path: str | Path,
    *,
    edition: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    outside: Sequence[str] = (),
) -> pd.DataFrame:
    """List the articles that `read_articles` would read, with files alone where these are no table.

    Returns
    -------
    pandas.DataFrame
        One row an article: article_id, outlet, date, title, language, edition, sha256, label and occasion as
        far as a list or table says them (else empty), and ``path``, the file it stands in. An export is one row.
    """
    reading = Reading(edition or "", columns or {}, encoding, Notes(), outside)
    root, path = Path(path), _find_corpus(Path(path), reading)
    if path.is_dir() or path.suffix.lower() in DOCUMENTS:
        found = _document_files(path, root, reading)
        rows = pd.DataFrame({"article_id": [each.article_id for each in found]})
        for column in OPTIONAL:
            rows[column] = ""
        return rows.assign(edition=edition or "original", path=[each.path for each in found])
    if _is_listing(path, reading):
        return _read_listing(path, reading)
    listed = []
    for number, where, cells in table_rows(path, columns, encoding=encoding):
        if _wanted(cells, edition or ""):
            _refuse_unfit(cells, where)
            row = {name: cells.get(name, "") for name in ("article_id", *OPTIONAL)}
            listed.append(
                row | {"article_id": read_id(row["article_id"] or f"{table_stem(path)}-{number}", where)}
            )
    rows = pd.DataFrame(listed)
    if rows.empty:
        raise ArticleError("the table holds no articles", where=path, todo="check the file and the edition")
    return rows.assign(path=path)


def corpus_files(
    path: str | Path,
    *,
    edition: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    outside: Sequence[str] = (),
) -> list[Path]:
    """Return the files that `read_articles` reads, without reading texts: a table, or a list and the files it names.

    Raises
    ------
    ArticleError
        If there are none.
    """
    reading = Reading(edition or "", columns or {}, encoding, Notes(), outside)
    found = _find_corpus(Path(path), reading)
    if found.is_dir() or found.suffix.lower() in DOCUMENTS:
        return [each.path for each in _document_files(found, Path(path), reading)]
    if _is_listing(found, reading):
        return [found, *_read_listing(found, reading)["path"]]
    return [found]


def is_table(path: str | Path, *, encoding: str = "") -> bool:
    """Tell whether the articles of a study are listed in a table or stand in one, not in files of a folder."""
    found = _find_corpus(Path(path), Reading("", {}, encoding, Notes()))
    return found.is_file() and table_suffix(found) in TABLES


def _find_corpus(path: Path, reading: Reading) -> Path:
    """Return the list, table, file or folder that a path stands for."""
    found = _choose_corpus(path, reading)
    if found != path:
        refuse_outside(found, path, outside=reading.outside, what="list of articles", error=ArticleError)
    return found


def _choose_corpus(path: Path, reading: Reading) -> Path:
    if not path.exists():
        raise ArticleError("there is no such folder or file", where=path, todo="check the path")
    if path.is_dir():
        return _find_in_folder(path, reading)
    if table_suffix(path) not in (*TABLES, *DOCUMENTS):
        raise ArticleError(
            f"a corpus is no {path.suffix or 'such'} file",
            where=path,
            todo=f"give a folder, or one file of: {', '.join((*TABLES, *DOCUMENTS))}",
        )
    return path


def _find_in_folder(path: Path, reading: Reading) -> Path:
    for name in CORPUS_FILES:
        if (path / name).is_file():
            return path / name
        if os.path.lexists(path / name):
            raise ArticleError(
                "this should be a list or a table of articles, and is no file that can be read",
                where=path / name,
                todo="it is a folder, a pipe or a broken link: remove it, or put the table there",
            )
    inner = path / "articles"
    folders = [inner, path] if inner.is_dir() else [path]
    passed = Notes()
    for folder in folders:
        # A study's own folder holds other texts beside `articles`: those are none.
        if (folder is inner or folder is folders[0]) and find_files(folder, passed):
            return folder
        if table := _one_table(folder, reading):
            return table
    unread = "; ".join(note.what for note in passed.listed if note.level == WARNING)
    raise ArticleError(
        f"the folder holds no articles{': ' if unread else ''}{unread}",
        where=folders[0],
        todo="put one .txt, .html or .docx file per article into it, or one table (.csv, .xlsx, .jsonl, .parquet) with a "
        "column of texts",
    )


def _one_table(folder: Path, reading: Reading) -> Path | None:
    """Return the one table of a folder that holds texts; None if no table lies there."""
    tables = find_tables(folder)
    if len(tables) > 1:
        tables = [table for table in tables if _may_hold_texts(table, reading)] or tables
    if len(tables) > 1:
        raise ArticleError(
            f"{len(tables)} tables could hold the articles: {', '.join(table.name for table in tables[:10])}",
            where=folder,
            todo="keep one of them in the folder, or call it articles.csv (.xlsx, .jsonl, ...)",
        )
    return tables[0] if tables else None


def _may_hold_texts(table: Path, reading: Reading) -> bool:
    """Tell whether a table has a column of texts; one of several that cannot be read is none of articles."""
    try:
        header = table_columns(table, encoding=reading.encoding)
    except ArticleError:
        return False
    return has_text(header) or reading.columns.get("text") in header


def _is_listing(path: Path, reading: Reading) -> bool:
    """Tell a list of article files from a table that holds the texts itself."""
    if reading.columns:
        return False
    columns = table_columns(path, encoding=reading.encoding)
    return "file" in columns or (not has_text(columns) and bool(file_column(columns)))


def _document_files(path: Path, root: Path, reading: Reading) -> list[Found]:
    if not path.is_dir():
        return [Found(read_id(path.stem, path), path, Path(path.name))]
    found = find_files(path, reading.notes)
    _refuse_strangers((each.path for each in found), root, reading.outside)
    return found


def _refuse_strangers(paths: Iterable[Path], root: Path, outside: Sequence[str]) -> set[Path]:
    """Refuse articles that lie outside the study, and return the folders of the others that lie within.

    A file in a folder of the study lies there too, unless it is a link.
    """
    folders: dict[Path, bool] = {}
    for path in paths:
        if path.parent not in folders:
            folders[path.parent] = lies_within(path.parent, root, outside=outside)
        if not folders[path.parent] or path.name == ".." or "\0" in path.name or path.is_symlink():
            refuse_outside(path, root, outside=outside, what="article", error=ArticleError)
    return {folder for folder, within in folders.items() if within}


def _records(path: Path, reading: Reading) -> Iterator[Record]:
    """Yield the articles one at a time."""
    root, path = path, _find_corpus(path, reading)
    if path.is_dir() or path.suffix.lower() in DOCUMENTS:
        yield from _file_records(path, root, reading)
    elif _is_listing(path, reading):
        for row in _read_listing(path, reading).itertuples():
            yield from _guarded(_document_records, row._asdict(), reading, path)
    else:
        yield from _table_records(path, reading)


def _guarded(make: Any, *arguments: Any) -> Iterator[Record]:
    """Yield what is made of one file or row; what is wrong with it goes to the notes."""
    reading = next(each for each in arguments if isinstance(each, Reading))
    try:
        yield from make(*arguments)
    except UnreadError:
        raise
    except ArticleError as error:
        reading.notes.refuse(error)


def _file_records(path: Path, root: Path, reading: Reading) -> Iterator[Record]:
    files = _document_files(path, root, reading)
    outlets = outlets_of_names({each.article_id: each.relative for each in files})
    unread: list[ArticleError] = []
    for each in files:
        outlet, source = outlets.get(each.article_id, ("", ""))
        row = dict.fromkeys(OPTIONAL, "") | {
            "edition": reading.edition or "original",
            "article_id": each.article_id,
            "path": each.path,
            "name": str(each.relative.with_suffix("")),
            "outlet_of_name": outlet,
            "outlet_of_name_source": source,
        }
        try:
            yield from _guarded(_document_records, row, reading, path)
        except UnreadError as error:
            unread.append(error)
            folder = path if path.is_dir() else path.parent
            reading.notes.pass_over(each.relative, folder, error.what, error.todo or "")
    if unread and len(unread) == len(files):
        raise unread[0]


def _table_records(path: Path, reading: Reading) -> Iterator[Record]:
    found = False
    rows = table_rows(path, reading.columns, encoding=reading.encoding, notes=reading.notes)
    for number, where, cells in rows:
        if _wanted(cells, reading.edition):
            found = True
            yield from _guarded(_row_records, dict(cells), where, f"{table_stem(path)}-{number}", reading)
    if not found:
        raise ArticleError("the table holds no articles", where=path, todo="check the file and the edition")


def _wanted(cells: Mapping[str, str], edition: str) -> bool:
    return not edition or cells.get("edition", "") in ("", edition)


def _document_records(row: dict[str, object], reading: Reading, listing: Path) -> Iterator[Record]:
    """Yield the article of a file, or those of an export; what a list says goes before what the file says."""
    record: Record = {name: str(row[name]) for name in ("article_id", *OPTIONAL)}
    file = Path(str(row["path"]))
    document = read_document(file, record["sha256"], encoding=reading.encoding, notes=reading.notes)
    names = {name: row.get(name, "") for name in ("name", "outlet_of_name", "outlet_of_name_source")}
    if file.suffix.lower() not in HTML and (export := split_export(document.text)):
        what = (
            "the head of a file tells of the article and is left out"
            if export.archive == HEAD
            else f"an export of {export.archive}: {len(export.pieces)} articles; heads and feet are left out"
        )
        first = _shorten(next(left_out(document.text, export.pieces), "none"))
        reading.notes.note(f"{what}, such as: {first}", file)
        for number, piece in enumerate(export.pieces, start=1):
            text = check_text(piece.text(document.text), file)
            own = Document(text, _sha256(text), piece.title, piece.date, piece.outlet)
            inner = (
                record | names | {"language": record["language"] or piece.language, "title": "", "date": ""}
            )
            if len(export.pieces) > 1:
                inner["article_id"] = f"{record['article_id']}-{number}"
            yield _complete(inner, own, EXPORT, f"{file}, article {number}", reading.notes)
        return
    where = f"{listing}, row {row['row']}" if "row" in row else file
    yield _complete(record | names, document, PAGE, where, reading.notes)


def _shorten(words: str, limit: int = 160) -> str:
    return words if len(words) <= limit else f"{words[:limit]}…"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _complete(record: Record, document: Document, source: str, where: object, notes: Notes) -> Record:
    """Add to a record what its file says of itself, and after that what the file's name says."""
    for name in ("date", "outlet"):
        own = getattr(document, name)
        record[f"{name}_source"] = GIVEN if record[name] else source if own else ""
        record[name] = record[name] or own
    record["title"] = record["title"] or document.title
    if not record["outlet"] and record.get("outlet_of_name"):
        record["outlet"], record["outlet_source"] = record["outlet_of_name"], record["outlet_of_name_source"]
    record |= {"text": document.text, "sha256": document.sha256}
    return _describe(record, where, record["name"] or record["article_id"])


def _row_records(cells: Record, where: str, name: str, reading: Reading) -> Iterator[Record]:
    record = dict.fromkeys(OPTIONAL, "") | cells
    record["article_id"] = read_id(cells.get("article_id") or name, where)
    record["edition"] = record["edition"] or "original"
    record["sha256"] = _sha256(check_text(record["text"], where))
    record["date_source"] = GIVEN if record["date"].strip() else ""
    record["outlet_source"] = GIVEN if record["outlet"].strip() else ""
    yield _describe(record, where, record["article_id"] if cells.get("article_id") else "")


def _refuse_unfit(cells: Mapping[str, Any], where: object) -> None:
    """Refuse what is said of an article in signs that no table and no page could hold."""
    for name in OPTIONAL:
        if unfit := unfit_sign(cells.get(name, "")):
            raise ArticleError(
                f"the {name} of the article holds {unfit}, which no file of the results could",
                where=where,
                todo="take the sign out",
            )


def _describe(record: Record, where: object, name: str) -> Record:
    _refuse_unfit(record, where)
    written = parse_date(record["date"], where)
    if not written.date:
        # The name of a file or a row says it, where nothing else does.
        found = name_date(name)
        record["date_source"] = FILE_NAME if found else ""
        written = found or Written("", "")
    record["written"] = written
    language = record["language"].strip()
    record["language"] = LANGUAGE_CODES.get(language.casefold(), language) or guess_language(record["text"])
    record["title"] = record["title"] or _first_line(record["text"])
    # An id may hold line breaks, as the name of a file may; a label stands on one line, and so does an occasion.
    record["label"] = record["label"] or " ".join(record["article_id"].split())
    record["occasion"] = " ".join(record["occasion"].split())
    record["where"] = where
    return record


def _settle_date(record: Record, order: str, notes: Notes) -> None:
    """Write the date of a record, where day and month may be either as the other dates of the corpus tell."""
    written: Written = record["written"]
    record["date"] = written.settled(order)
    record["date_order"] = bool(written.swapped)
    if not written.swapped:
        return
    if order:
        notes.note(f"dates such as {written.text!r} are read {order}, as others of the corpus tell", "")
        record["date_order"] = False
    else:
        notes.warn(
            "day and month of a date may be either, so that the year alone is taken",
            f"{record['where']}: {written.text!r}",
            "write such dates as YYYY-MM-DD",
        )


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


def _without_doubled(records: list[Record], seen: set[bytes], notes: Notes) -> list[Record]:
    kept = []
    for record in records:
        name = record["article_id"]
        digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
        if digest in seen:
            notes.refuse(
                ArticleError(
                    f"the article id {name!r} stands twice",
                    where="article_id",
                    todo="give each article an id of its own, or name the edition to read",
                )
            )
            continue
        seen.add(digest)
        kept.append(record)
    return kept


def _frame(records: list[Record], main: str) -> pd.DataFrame:
    order = ["article_id", "outlet", "date", "title", "language", "edition", "sha256"]
    articles = pd.DataFrame({name: pd.Series([r[name] for r in records], dtype="str") for name in order})
    texts = [record["text"] for record in records]
    articles["characters"] = [len(text) for text in texts]
    for column in ("tokens", "sentences"):
        articles[column] = pd.array([pd.NA] * len(records), dtype="Int64")
    articles["label"] = pd.Series([record["label"] for record in records], dtype="str")
    foreign = [main and r["language"] and r["language"].split("-")[0] != main.split("-")[0] for r in records]
    doubted = [record["date_order"] for record in records]
    forms = [text_form(text, language=read_as(r["language"])) for text, r in zip(texts, records, strict=True)]
    articles["flags"] = pd.Series(list(map(_flags, foreign, doubted, forms)), dtype="str")
    occasions = [record["occasion"] for record in records]
    articles["occasion"] = pd.Series(occasions, dtype="str")
    articles["occasion_source"] = pd.Series([GIVEN if name else "" for name in occasions], dtype="str")
    for column in ("date_source", "outlet_source"):
        articles[column] = pd.Series([record[column] for record in records], dtype="str")
    articles["text"] = pd.Series(texts, dtype="str")
    return articles


def _flags(foreign: object, doubted: bool, form: str) -> str:
    """Return what is odd about an article, in words for the column ``flags``."""
    flags = ("other_language" if foreign else "", "date_order" if doubted else "", form)
    return " ".join(filter(None, flags))


def _read_listing(listing: Path, reading: Reading) -> pd.DataFrame:
    """Return the rows of a list of files, each with the path of its file."""
    found = list(listing_rows(listing, encoding=reading.encoding, notes=reading.notes))
    rows = pd.DataFrame([dict(cells) for _, _, cells in found], dtype="str")
    if rows.empty:
        raise ArticleError("the list of articles is empty", where=listing, todo="add a row for each article")
    rows["row"] = [number for number, _, _ in found]
    if "article_id" not in rows:
        rows["article_id"] = [Path(file).stem for file in rows["file"]]
    for column in OPTIONAL:
        if column not in rows.columns:
            rows[column] = ""
    rows["article_id"] = [
        read_id(name, f"{listing}, row {row}")
        for name, row in zip(rows["article_id"], rows["row"], strict=True)
    ]
    if reading.edition:
        rows = _choose_edition(rows, reading.edition, listing)
    doubled = rows[rows["article_id"].duplicated(keep=False)]
    if len(doubled):
        first = doubled.iloc[0]
        same = ", ".join(str(n) for n in doubled.loc[doubled["article_id"] == first["article_id"], "row"])
        raise ArticleError(
            f"the article id {first['article_id']!r} stands in rows {same}",
            where=listing,
            todo="give each article an id of its own, or name the edition to read",
        )
    rows["path"] = [_listed_path(listing.parent, file) for file in rows["file"]]
    folders = _refuse_strangers(rows["path"], listing.parent, reading.outside)
    _refuse_unlisted(listing, rows, folders)
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


def _refuse_unlisted(listing: Path, rows: pd.DataFrame, folders: Iterable[Path]) -> None:
    listed = {path.resolve() for path in rows["path"]}
    for folder in sorted(folders):
        present = os.listdir(folder) if folder.is_dir() else []
        for name in sorted(name for name in present if name.lower().endswith(LISTED)):
            if (folder / name).resolve() not in listed:
                raise ArticleError(
                    f"the article {name!r} is in the folder but not in the list",
                    where=listing,
                    todo="add a row for it, or move the file away",
                )
