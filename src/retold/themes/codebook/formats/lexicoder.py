"""Lexicoder 3 dictionaries, ``.lc3``: a line ``+name`` opens a category, each other line is an entry.

The name may end with the colour Lexicoder shows, as in ``+name#AA0000``. There is no nesting. The XML
of Lexicoder 2, ``.lcd``, is read with Yoshikoder's.
"""

from __future__ import annotations

import re
from pathlib import Path

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Draft, Remarks
from retold.themes.codebook.formats.losses import flat_names, say_fields, say_question_marks, words_of
from retold.themes.codebook.formats.reading import read_lines
from retold.themes.codebook.model import Codebook

OPENS = "+"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}$")
PROGRAM = "Lexicoder"


def read(path: Path) -> Codebook:
    """Read a Lexicoder dictionary.

    Raises
    ------
    CodebookError
        If an entry stands before the first category.
    """
    draft = Draft(str(path))
    theme = None
    for number, line in read_lines(path, draft.remarks):
        if line.startswith(OPENS):
            name = line[len(OPENS) :].rstrip()
            if COLOUR.search(name):
                draft.remarks.add("colours of categories are left out", name)
            theme = draft.theme(draft.root, COLOUR.sub("", name))
        elif theme is None:
            raise CodebookError(
                f"{line.strip()!r} stands before the first category",
                where=f"{path}, line {number}",
                todo="open a category with a line such as +name",
            )
        else:
            draft.word(theme, line, line=number)
    draft.question_marks(PROGRAM)
    return draft.finish()


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as a Lexicoder dictionary, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks)
    words = words_of(codebook, remarks)
    say_question_marks(words, remarks, PROGRAM)
    lines: list[str] = []
    for theme, name in flat_names(codebook, remarks).items():
        if COLOUR.search(name):
            remarks.add("a name that ends like a colour gets a '_'", name)
            name += "_"
        lines.append(f"{OPENS}{name}")
        # A space before it keeps an entry that begins with the sign of a category an entry.
        lines.extend(f" {text}" if text.startswith(OPENS) else text for text in words[theme])
    return "\n".join(lines) + "\n", remarks.lines()
