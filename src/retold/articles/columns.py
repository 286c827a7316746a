"""Which column of a table of articles is which: as it is told, else as tables usually name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from retold.articles.notes import Notes
from retold.errors import ArticleError, close_match
from retold.language.english.columns import COLUMN_NAMES, FILE_COLUMNS

# The columns a table may have beside its text, under the names the package uses.
COLUMNS = ("article_id", "text", "outlet", "date", "title", "language", "edition", "label", "occasion")

_NAMES = {**COLUMN_NAMES, "file": FILE_COLUMNS, "sha256": []}

# So many characters of a list of columns are shown.
SHOWN = 300


def choose_columns(
    header: Sequence[str], told: Mapping[str, str], where: object, notes: Notes, *, holds: str = "text"
) -> dict[str, str]:
    """Return what a table calls each of `COLUMNS` that it has.

    Parameters
    ----------
    header : sequence of str
        The table's columns, as they are written.
    told : mapping of str to str
        The setting ``columns``: our names, and the table's for them. The others are guessed from common names.
    where : object
        The table, for messages.
    notes : Notes
        Gets what was guessed.
    holds : {"text", "file"}
        The column that must be there: of texts, or, in a list, of names of files.

    Raises
    ------
    ArticleError
        If no column holds texts, one that is told is not there, or two have a name that is read.

    Examples
    --------
    >>> choose_columns(["ID", "Full Text", "media_name"], {}, "news.csv", Notes())
    {'article_id': 'ID', 'text': 'Full Text', 'outlet': 'media_name'}
    """
    for name, own in told.items():
        if own not in header:
            raise _absent(own, name, header, where)
    listed = ("file", "sha256") if holds == "file" else ()
    names = [name for name in (*COLUMNS, *listed) if holds == "text" or name != "text"]
    found = {name: told.get(name) or _guess(name, header, set(told.values())) for name in names}
    chosen = {name: own for name, own in found.items() if own}
    if holds not in chosen:
        raise _absent(holds, holds, header, where)
    refuse_twin_columns(header, chosen.values(), where)
    guessed = [f"{name} is {own!r}" for name, own in chosen.items() if own != name and name not in told]
    if guessed:
        notes.note(
            f"columns were guessed by their names: {', '.join(guessed)}",
            where,
            "say it in the setting `columns` if it is otherwise",
        )
    return chosen


def has_text(header: Sequence[str]) -> bool:
    """Tell whether a column of a table is named as texts are."""
    return bool(_guess("text", header, set()))


def has_id(header: Sequence[str]) -> bool:
    """Tell whether a column of a table is named as ids of articles are."""
    return bool(_guess("article_id", header, set()))


def file_column(header: Sequence[str]) -> str:
    """Return the column that names the file of each article, or nothing."""
    return _first(FILE_COLUMNS, header, set())


def _guess(name: str, header: Sequence[str], taken: Iterable[str]) -> str:
    return name if name in header else _first(_NAMES[name], header, taken)


def _first(names: Iterable[str], header: Sequence[str], taken: Iterable[str]) -> str:
    plain: dict[str, str] = {}
    for own in header:
        if own not in taken:
            plain.setdefault(_plain(own), own)
    return next((plain[name] for name in names if name in plain), "")


def _plain(name: str) -> str:
    """Return the letters and digits of a name, in lower case and without accents."""
    apart = unicodedata.normalize("NFKD", str(name).casefold())
    return re.sub(r"[^a-z0-9]", "", apart)


def _absent(own: str, name: str, header: Sequence[str], where: object) -> ArticleError:
    there = ", ".join(map(repr, header))
    shown = there if len(there) <= SHOWN else f"{there[:SHOWN]}…"
    near = close_match(own, header) if header else ""
    hint = f"{near} " if near.startswith("did") else ""
    texts = "; a list of titles and addresses alone has nothing to read" if name == "text" else ""
    return ArticleError(
        f"the table lacks the column {own!r}: the columns there are: {shown or 'none'}",
        where=where,
        todo=f"{hint}name it in the setting `columns`, as in {{{name}: body}}{texts}",
    )


def refuse_twin_columns(header: Sequence[str], used: Iterable[str], where: object) -> None:
    """Refuse a table in which two columns have one name that is read: which of them is meant, nobody can tell."""
    for name in used:
        places = [str(n) for n, own in enumerate(header, start=1) if own == name]
        if len(places) > 1:
            raise ArticleError(
                f"{len(places)} columns are called {name!r}: columns {', '.join(places)}",
                where=where,
                todo="keep one of them, or give each its own name",
            )
