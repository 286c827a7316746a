"""The errors a user can meet: each says what is wrong, where, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

# Set where tracebacks are wanted besides messages.
DEBUG_VARIABLE = "RETOLD_DEBUG"

# What is printed of each part of a message: it may quote a cell, a key or a name of any length.
MOST_CHARACTERS = 600
MOST_LINES = 12

# Signs by which a quoted name could colour or move the text of a terminal, or turn its direction; and halves of
# signs, which no terminal can be sent. A line break stays, since messages quote those of notebooks.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_UNFIT = re.compile("[\x00\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text as it can be printed on a terminal, control characters and half signs as escapes.

    Examples
    --------
    >>> print(printable("a\x1b[2Jb\udcff"))
    a\x1b[2Jb\udcff
    """
    return _UNPRINTABLE.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


def unfit_sign(text: str) -> str:
    r"""Name the first sign of a text that no table and no page could hold: NUL, or half a sign; "" if there is none.

    Examples
    --------
    >>> unfit_sign("a\udcff"), unfit_sign("a")
    ('U+DCFF', '')
    """
    found = _UNFIT.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def _shorten(line: str) -> str:
    """Leave out the middle of a line: what is quoted is long, and the reason stands after it."""
    if len(line) <= MOST_CHARACTERS:
        return line
    return f"{line[: MOST_CHARACTERS // 2]} … {line[-MOST_CHARACTERS // 2 :]}"


def _few_words(text: object) -> str:
    """Return one part of a message: printable, and of a length that can be read."""
    lines = [_shorten(line) for line in printable(str(text)).split("\n")]
    return "\n".join([*lines[: MOST_LINES - 1], "…"] if len(lines) > MOST_LINES else lines)


class StudyError(Exception):
    """Something in a study, a setting or a result that its owner can put right.

    Parameters
    ----------
    what : str
        What is wrong, in one sentence, with what was expected and what was found.
    where : str, optional
        The file, line, row, cell or setting it was found in.
    todo : str, optional
        What the reader can do about it.

    Examples
    --------
    >>> print(StudyError("the file is empty", where="articles/a.txt", todo="fill it or remove it"))
    the file is empty
      where: articles/a.txt
      to do: fill it or remove it
    """

    def __init__(self, what: str, *, where: object = None, todo: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        lines = [_few_words(self.what)]
        if self.where is not None:
            lines.append(f"  where: {_few_words(self.where)}")
        if self.todo is not None:
            lines.append(f"  to do: {_few_words(self.todo)}")
        return "\n".join(lines)

    @classmethod
    def parse(cls, text: str) -> StudyError:
        r"""Return the error that prints as a text does: one that another process has told.

        Examples
        --------
        >>> error = StudyError.parse("the file is empty\n  where: articles/a.txt")
        >>> error.what, error.where, error.todo
        ('the file is empty', 'articles/a.txt', None)
        """
        what, _, todo = text.partition("\n  to do: ")
        what, _, where = what.partition("\n  where: ")
        return cls(what, where=where or None, todo=todo or None)


class SettingError(StudyError):
    """A setting of study.yaml that is unknown or ill-typed."""


class ArticleError(StudyError):
    """An article that cannot be read as it is listed."""


class CodebookError(StudyError):
    """A codebook that cannot be used as it stands."""


class ParameterError(StudyError):
    """A parameter that no notebook knows, or whose value does not fit."""


class GridError(StudyError):
    """A grid of settings that cannot be swept over as it stands."""


class NotebookError(StudyError):
    """A notebook that could not be run to its end."""


class ResultsError(StudyError):
    """Results that cannot be written, or that are not there to be read."""


class TableError(StudyError):
    """A table that lacks a column or holds a value of another type than its schema says."""


def close_match(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant, as the end of a sentence.

    Examples
    --------
    >>> close_match("edtion", ["edition", "seed"])
    "did you mean 'edition'?"
    >>> close_match("xyz", ["seed", "edition"])
    'known are: edition, seed'
    """
    known = sorted(known)
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"


def system_error(error: OSError | MemoryError) -> StudyError:
    """Return an error of the system as one of the study: it is the disk, the memory or the permissions of its owner.

    Examples
    --------
    >>> print(system_error(OSError(28, "No space left on device", "a.csv")))
    the system refuses: No space left on device
      where: a.csv
      to do: check the path, its permissions and the space on the disk
    """
    if isinstance(error, OSError):
        return StudyError(
            f"the system refuses: {error.strerror or error}",
            where=error.filename,
            todo="check the path, its permissions and the space on the disk",
        )
    return StudyError(
        "there is not enough memory", todo="close other programs, or take a part of the articles"
    )
