"""What reading a corpus should tell: what was taken for granted, what is odd, and what was passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from retold.errors import ArticleError
from retold.tables import empty_table

NOTE, WARNING, ERROR = "note", "warning", "error"
LEVELS = (ERROR, WARNING, NOTE)

# Of cases of one kind so many are named; the rest is counted.
SHOWN = 5
# Of files that are not read so many are named.
SHOWN_FILES = 20

# Under this name `read_articles` keeps the notes of a frame.
ATTRIBUTE = "reading_notes"


class Note(NamedTuple):
    """One thing to know: its level, what it is, the file and row, and what to do about it."""

    level: str
    what: str
    where: str
    todo: str


class Notes:
    """Gathers notes while a corpus is read; cases of one kind make one note.

    Parameters
    ----------
    go_on : bool
        Whether an article that cannot be read is noted as an error, so that all of them are known at the end.
        Otherwise the first one ends the reading.
    """

    def __init__(self, *, go_on: bool = False) -> None:
        self.go_on = go_on
        self._kinds: dict[tuple[str, str, str], list[str]] = {}
        self._passed: dict[str, dict[str, tuple[str, str]]] = {}

    def note(self, what: str, where: object = "", todo: str = "") -> None:
        """Note what was taken for granted."""
        self._add(NOTE, what, where, todo)

    def warn(self, what: str, where: object = "", todo: str = "") -> None:
        """Note what is odd."""
        self._add(WARNING, what, where, todo)

    def refuse(self, error: ArticleError) -> None:
        """Raise an error, or note it if all are to be known."""
        if not self.go_on:
            raise error
        self._add(ERROR, error.what, error.where or "", error.todo or "")

    def pass_over(self, file: object, folder: object, reason: str, todo: str) -> None:
        """Note a file that is not read, and why."""
        self._passed.setdefault(str(folder), {})[str(file)] = (reason, todo)

    def _add(self, level: str, what: str, where: object, todo: str) -> None:
        places = self._kinds.setdefault((level, what, todo), [])
        if str(where) not in places:
            places.append(str(where))

    @property
    def listed(self) -> list[Note]:
        """Return the notes, errors first, each kind with its first places and how many more there are."""
        notes = [
            Note(level, what, _join(places), todo) for (level, what, todo), places in self._kinds.items()
        ]
        notes += [_say_passed(folder, files) for folder, files in self._passed.items()]
        return sorted(notes, key=lambda note: LEVELS.index(note.level))


def _say_passed(folder: str, files: Mapping[str, tuple[str, str]]) -> Note:
    """Name the files that are not read, each with its reason."""
    shown = ", ".join(f"{name} ({reason})" for name, (reason, _) in sorted(files.items())[:SHOWN_FILES])
    more = f" and {len(files) - SHOWN_FILES} more" if len(files) > SHOWN_FILES else ""
    count = "1 file is" if len(files) == 1 else f"{len(files)} files are"
    todo = "; ".join(dict.fromkeys(todo for _, todo in files.values() if todo))
    return Note(WARNING, f"{count} not read: {shown}{more}", folder, todo)


def _join(places: Sequence[str]) -> str:
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return "; ".join(place for place in places[:SHOWN] if place) + more


def reading_notes(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what `read_articles` noted while it read.

    Parameters
    ----------
    articles : pandas.DataFrame
        As from `read_articles`, or made of it.

    Returns
    -------
    pandas.DataFrame
        The table ``reading_notes``, errors first: level (``warning`` or ``note``), what, place (file and row) and todo.
        Without rows if there is nothing to say, or the frame was not read by `read_articles`.

    Examples
    --------
    >>> reading_notes(pd.DataFrame({"article_id": ["a"]})).columns.tolist()
    ['note', 'level', 'what', 'place', 'todo']
    """
    rows = [(n, *note) for n, note in enumerate(articles.attrs.get(ATTRIBUTE, []), start=1)]
    columns = empty_table("reading_notes").columns
    return pd.DataFrame(rows, columns=columns).astype(empty_table("reading_notes").dtypes.to_dict())
