"""LIWC-22 dictionaries, ``.dicx``: a table with a row for each word and a column for each category, marked ``X``, or weighted.

The first column is called ``DicTerm`` or ``Entry``. There is no nesting; a category lists all words that it counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from retold.errors import CodebookError
from retold.themes.codebook.formats.cells import plain, read_cells
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import flat_names, say_fields, say_question_marks, words_of
from retold.themes.codebook.model import Codebook

TERM = "DicTerm"
#: What the column of words is called, in lower case.
TERMS = frozenset({"dicterm", "entry", "term", "word"})
MARK = "X"
# A mark is a letter, or a weight; an absent word has nothing or 0.
_WEIGHT = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
PROGRAM = "LIWC-22"


def read(path: Path) -> Codebook:
    """Read a LIWC-22 dictionary.

    Raises
    ------
    CodebookError
        If the first column does not hold the words, or there are no categories.
    """
    draft = Draft(str(path))
    header, rows = read_cells(path, draft.remarks, fits=_fits)
    if not _fits(plain(header)):
        raise CodebookError(
            f"the columns are {', '.join(header)[:200]}, and should be {TERM} and one for each category",
            where=path,
            todo="export the dictionary from LIWC-22 as .dicx",
        )
    themes = [draft.theme(draft.root, name) for name in header[1:]]
    for line, row in rows:
        _read_row(draft, themes, line, row)
    draft.question_marks(PROGRAM)
    return draft.finish()


def _fits(header: Sequence[str]) -> bool:
    return len(header) > 1 and header[0].replace(" ", "") in TERMS


def _read_row(draft: Draft, themes: Sequence[Node], line: int, row: Sequence[str]) -> None:
    word, cells = row[0].strip(), [cell.strip() for cell in row[1:]]
    if len(cells) > len(themes) and any(cells[len(themes) :]):
        raise CodebookError(
            f"the word {word!r} has {len(cells)} cells, and there are {len(themes)} categories",
            where=f"{draft.where}, line {line}",
            todo="put quotation marks around words with commas",
        )
    marked = 0
    for theme, cell in zip(themes, cells, strict=False):
        number = float(cell.replace(",", ".")) if _WEIGHT.fullmatch(cell) else None
        if cell == "" or number == 0:
            continue
        if number is not None and number != 1:
            draft.remarks.add("weights are left out, so that each match counts one", f"{word} {cell}")
        elif number is None and cell.upper() != MARK:
            draft.remarks.add(f"marks other than {MARK!r} are read as {MARK!r}", f"{word} {cell}")
        draft.word(theme, word, line=line)
        marked += 1
    if not marked:
        draft.remarks.add("words in no category are left out", word)


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as a LIWC-22 dictionary, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks)
    words = words_of(codebook, remarks)
    say_question_marks(words, remarks, PROGRAM)
    names = flat_names(codebook, remarks)
    listed: dict[str, set[str]] = {}
    for theme in codebook.themes:
        for word in words[theme.name]:
            listed.setdefault(word, set()).add(theme.name)
            if "*" in word.rstrip("*"):
                remarks.add("LIWC knows '*' at the end of a word alone", word)
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([TERM, *names.values()])
    for word, found in listed.items():
        writer.writerow([word, *(MARK if name in found else "" for name in names)])
    return table.getvalue(), remarks.lines()
