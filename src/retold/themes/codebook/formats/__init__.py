"""Codebooks of other programs, in and out.

Each module knows one format: ``read(path)`` returns a codebook whose ``remarks`` say what the file held
that a codebook cannot, and ``write(codebook)`` returns the text of a file and what that cannot hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from retold.errors import CodebookError, ParameterError, close_match
from retold.files import complete_file
from retold.themes.codebook.model import Codebook


@dataclass(frozen=True)
class Format:
    """A format: the program it belongs to, its module, and the suffixes it is read and written by."""

    program: str
    module: str
    suffixes: tuple[str, ...]
    reads: bool = True


FORMATS = {
    "retold": Format("retold", "native", (".yaml", ".yml"), reads=False),
    "quanteda": Format("quanteda", "quanteda", (".yaml", ".yml")),
    "liwc": Format("LIWC", "liwc", (".dic",)),
    "liwc22": Format("LIWC-22", "liwc22", (".dicx",)),
    "lexicoder": Format("Lexicoder", "lexicoder", (".lc3",)),
    "wordstat": Format("WordStat", "wordstat", (".cat",)),
    "yoshikoder": Format("Yoshikoder, Lexicoder 2", "yoshikoder", (".ykd", ".lcd")),
    "refi_qda": Format("REFI-QDA: NVivo, MAXQDA, ATLAS.ti", "refi_qda", (".qdc",)),
    "taguette": Format("Taguette", "taguette", (".csv",)),
}


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[name].module}")


def _by_suffix(path: Path, *, reading: bool) -> str:
    suffix = path.suffix.lower()
    for name, form in FORMATS.items():
        if suffix in form.suffixes and (form.reads or not reading):
            return name
    known = ", ".join(f"{'/'.join(form.suffixes)} ({form.program})" for form in FORMATS.values())
    raise CodebookError(
        f"{repr(suffix) if suffix else 'a file without suffix'} is no format of codebooks",
        where=path,
        todo=f"known are: {known}",
    )


def read_foreign(path: Path) -> Codebook | None:
    """Read a codebook of another program; None if the file is for our own reader.

    Parameters
    ----------
    path : pathlib.Path
        Its suffix names the format; a YAML file is quanteda's if it has no key ``themes``.

    Returns
    -------
    Codebook or None
        With ``remarks``: what could not be carried over, in plain words.

    Raises
    ------
    CodebookError
        If the suffix is unknown or the file broken.
    """
    found: Codebook | None = _module(_by_suffix(path, reading=True)).read(path)
    return found


def write_codebook(codebook: Codebook, path: str | Path, *, format: str | None = None) -> list[str]:
    """Write a codebook for another program, or as our own YAML.

    Parameters
    ----------
    codebook : Codebook
    path : path
        The file to write.
    format : {"retold", "quanteda", "liwc", "liwc22", "lexicoder", "wordstat", "yoshikoder", "refi_qda", "taguette"}
        Default: what the suffix says; ``.yaml`` is our own.

    Returns
    -------
    list of str
        What the format could not hold, in plain words; empty if reading the file gives the same codebook.

    Raises
    ------
    CodebookError
        If the suffix is unknown.
    ParameterError
        If the format is.

    Examples
    --------
    >>> import tempfile
    >>> from retold.themes.codebook.read import read_codebook
    >>> file = Path(tempfile.mkdtemp()) / "water.lc3"
    >>> book = {"themes": {"water": {"patterns": ["rain*", {"regex": "^hail"}]}}}
    >>> write_codebook(read_codebook(book), file)
    ["patterns that are no words with wildcards are left out: 'regex: ^hail'"]
    >>> file.read_text().splitlines()
    ['+water', 'rain*']
    """
    path = Path(path)
    if format is not None and format not in FORMATS:
        raise ParameterError(
            f"{format!r} is no format of codebooks", where="write_codebook", todo=close_match(format, FORMATS)
        )
    form = format or _by_suffix(path, reading=False)
    text, lost = _module(form).write(codebook)
    if codebook.equivalents and form != "retold":
        lost = [*lost, "the names that things go by (`equivalents`) are left out"]
    data = text.encode("utf-8", "replace")
    if data.decode() != text:
        lost = [*lost, "halves of characters, which UTF-8 forbids, are written as '?'"]
    with complete_file(path, "the codebook") as aside:
        aside.write_bytes(data)
    return list(lost)
