"""Readers of codebooks and of web pages, fed with bytes that atheris changes as long as they reach new code.

Atheris is no part of the lock, and has no wheels for every system: `pip install 'retold[fuzz]'`, then
`python .ci/coverage_guided.py codebook -max_total_time=300` (or `page`). What ends it is an error that is no `StudyError`.
"""

import contextlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["retold"]):
    from retold.articles.readers import read_document
    from retold.errors import StudyError
    from retold.themes.codebook.formats import FORMATS
    from retold.themes.codebook.read import read_codebook

SUFFIXES = sorted({suffix for form in FORMATS.values() for suffix in form.suffixes})
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def codebook(content: bytes) -> None:
    """Read a codebook of the format that the first byte chooses."""
    if content:
        path = FOLDER / f"book{SUFFIXES[content[0] % len(SUFFIXES)]}"
        path.write_bytes(content[1:])
        with contextlib.suppress(StudyError):
            read_codebook(path)


def page(content: bytes) -> None:
    """Read a web page."""
    path = FOLDER / "a.html"
    path.write_bytes(content)
    with contextlib.suppress(StudyError):
        read_document(path)


if __name__ == "__main__":
    target = {"codebook": codebook, "page": page}[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
