"""Which files of a folder are articles, what they are called, and what is passed over, with its reason."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from retold.articles.ids import read_id, same_name
from retold.articles.notes import Notes
from retold.articles.readers import DOCUMENTS
from retold.articles.rows import TABLES, table_suffix
from retold.errors import ArticleError
from retold.language.english.columns import NO_ARTICLE

# Folders of a study that hold no articles of the edition that is read.
OWN_FOLDERS = tuple("coding expected results originals network notebooks tables figures".split())
# Browsers put the pictures and frames of a saved page beside it, into a folder of such a name.
PAGE_PARTS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos")
# What a study itself is made of: settings, codebooks and given arguments.
OWN_FILES = (
    ".yaml",
    ".yml",
    ".dic",
    ".dicx",
    ".cat",
    ".lc3",
    ".lcd",
    ".ykd",
    ".qdc",
    ".qdpx",
    ".lock",
    ".py",
    ".ipynb",
)
OWN_STEMS = ("codebook", "coding_")

# Why a file is no article that can be read, and what would make it one.
_REASONS: Mapping[str, tuple[str, str]] = {
    ".doc": ("the old format of Word", "save it as .docx or .txt"),
    ".odt": ("a document of OpenOffice", "save it as .docx or .txt"),
    ".pages": ("a document of Pages", "save it as .docx or .txt"),
    ".xls": ("the old format of Excel", "save it as .xlsx or .csv"),
    ".ods": ("a table of OpenOffice", "save it as .xlsx or .csv"),
    ".zip": ("an archive", "unpack it"),
    ".gz": ("an archive", "unpack it"),
    ".bz2": ("an archive", "unpack it"),
    ".xz": ("an archive", "unpack it"),
    ".tgz": ("an archive", "unpack it"),
    ".tar": ("an archive", "unpack it"),
    ".7z": ("an archive", "unpack it"),
    ".rar": ("an archive", "unpack it"),
    ".zst": ("an archive", "unpack it"),
    ".xml": ("XML, of which every archive has its own", "save the texts as .txt, .html or .csv"),
    ".eml": ("a mail", "save its text as .txt"),
    ".msg": ("a mail", "save its text as .txt"),
    ".mht": ("a page in one file", "save it as .html"),
    ".mhtml": ("a page in one file", "save it as .html"),
    ".epub": ("a book", "save its text as .txt"),
}
_TABLE = (
    "a table beside files of articles",
    "call it articles.csv (.xlsx, .jsonl, ...) if it holds or lists the articles",
)
_ABOUT = ("its name says that it is about the folder", "rename it if it is an article")
_OTHER = ("no format of articles", "save the articles as .txt, .html, .docx, .csv or .jsonl")


class Found(NamedTuple):
    """A file that is an article, or an export of several."""

    article_id: str
    path: Path
    relative: Path


def find_files(folder: Path, notes: Notes) -> list[Found]:
    """Return the files of a folder, and of the folders in it, that can be articles, in the order of their names.

    Parameters
    ----------
    folder : path
    notes : Notes
        Gets what is passed over.

    Raises
    ------
    ArticleError
        If two files of one folder would have one id.
    """
    paths = []
    for path in _walk(folder, notes):
        reason = _why_not(path)
        if reason is None:
            paths.append(path)
        elif reason[0]:
            notes.pass_over(path.relative_to(folder), folder, *reason)
    return _named(folder, paths)


def find_tables(folder: Path) -> list[Path]:
    """Return the tables that lie in a folder, none of them a codebook or a coding sheet."""
    return sorted(
        path
        for path in folder.iterdir()
        if table_suffix(path) in TABLES
        and path.is_file()
        and not path.name.startswith((".", "~$"))
        and not path.stem.lower().startswith(OWN_STEMS)
    )


def _walk(folder: Path, notes: Notes) -> Iterator[Path]:
    """Yield the files of a folder, no links to other folders followed."""
    for place, folders, files in os.walk(folder, onerror=_refuse_unreadable):
        here = Path(place)
        inner = []
        for name in sorted(folders):
            if name.endswith(PAGE_PARTS):
                notes.note("not read: the folder holds parts of a saved page", here / name)
            elif not name.startswith((".", "__")) and not (name in OWN_FOLDERS and here == folder):
                inner.append(name)
        folders[:] = inner
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield here / name


def _refuse_unreadable(error: OSError) -> None:
    raise ArticleError(
        f"the folder cannot be read: {error.strerror}", where=error.filename, todo="change its permissions"
    ) from error


def _why_not(path: Path) -> tuple[str, str] | None:
    """Return why a file is not read and what to do; two empty words if it is the study's own, None if it is read."""
    suffix, stem = table_suffix(path), path.stem.lower()
    if stem in NO_ARTICLE:
        return _ABOUT
    if suffix in DOCUMENTS:
        return None
    if suffix in OWN_FILES or stem.startswith(OWN_STEMS):
        return ("", "")
    return _TABLE if suffix in TABLES else _REASONS.get(suffix, _OTHER)


def _named(folder: Path, paths: list[Path]) -> list[Found]:
    """Give each file its id: its stem, with the folders above it where two would be the same."""
    _refuse_twins(paths)
    stems = [same_name(path.stem) for path in paths]
    doubled = len(set(stems)) < len(stems)
    found = []
    for path in paths:
        relative = path.relative_to(folder)
        name = "-".join(relative.with_suffix("").parts) if doubled else path.stem
        found.append(Found(read_id(name, path), path, relative))
    return sorted(found, key=lambda each: str(each.relative))


def _refuse_twins(paths: list[Path]) -> None:
    by_stem = sorted((str(path.parent), same_name(path.stem), path.name) for path in paths)
    for (folder, stem, first), (other_folder, other, second) in pairwise(by_stem):
        if (folder, stem) == (other_folder, other):
            raise ArticleError(
                f"{first!r} and {second!r} would have one id", where=folder, todo="rename one of them"
            )
