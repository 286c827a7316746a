"""WordStat categorisation dictionaries, ``.cat``: categories nested by tabs, entries with a weight.

An entry ends with its weight in brackets, as in ``RAIN* (1)``; a line without one is a category. An
underscore joins the words of a phrase. WordStat keeps its exclusion list and its lemmatisation in other
files, and its rules (``@name [A NEAR B]``) are a language of their own; none of them is read.
"""

from __future__ import annotations

import re
from pathlib import Path

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import line_name, say_fields, words_of
from retold.themes.codebook.formats.reading import nesting, read_lines
from retold.themes.codebook.model import SEPARATOR, Codebook

WEIGHT = re.compile(r"\s*\(\s*(-?\d+(?:[.,]\d+)?)\s*\)$")
PHRASE, RULE = "_", "@"
ELSEWHERE = "WordStat's exclusion list and lemmatisation stand in other files, which change its counts"


def read(path: Path) -> Codebook:
    """Read a WordStat dictionary.

    Raises
    ------
    CodebookError
        If an entry stands in no category.
    """
    draft = Draft(str(path))
    lines = read_lines(path, draft.remarks)
    tabs = any(line.startswith("\t") or "\t" in line[: nesting(line, tabs=False)] for _, line in lines)
    above: list[tuple[int, Node]] = []
    for number, line in lines:
        depth, text = nesting(line, tabs=tabs), line.strip()
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else draft.root
        if text.startswith(RULE):
            draft.remarks.add("WordStat rules are left out", text)
        elif weight := WEIGHT.search(text):
            _entry(draft, parent, text, weight, number)
        else:
            above.append((depth, draft.theme(parent, text)))
    draft.remarks.add(ELSEWHERE)
    return draft.finish()


def _entry(draft: Draft, parent: Node, text: str, weight: re.Match[str], number: int) -> None:
    if parent is draft.root:
        raise CodebookError(
            f"{text!r} stands in no category",
            where=f"{draft.where}, line {number}",
            todo="put a category above it, and a tab before it",
        )
    if float(weight[1].replace(",", ".")) != 1:
        draft.remarks.add("weights are left out, so that each match counts one", text)
    draft.word(parent, text[: weight.start()].replace(PHRASE, " "), line=number)


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as a WordStat dictionary, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks)
    words = words_of(codebook, remarks)
    lines: list[str] = []
    for theme in codebook.themes:
        tabs = "\t" * theme.name.count(SEPARATOR)
        lines.append(tabs + _category(line_name(theme), remarks))
        for text in words[theme.name]:
            plain = " ".join(text.replace(PHRASE, " ").split())
            if not plain or plain.startswith(RULE):
                remarks.add(
                    f"words of {PHRASE!r}, or that begin with {RULE!r} as rules do, are left out", text
                )
                continue
            if PHRASE in text:
                remarks.add(f"{PHRASE!r} in a word becomes a space when it is read", text)
            lines.append(f"{tabs}\t{plain.replace(' ', PHRASE)} (1)")
    return "\n".join(lines) + "\n", remarks.lines()


def _category(name: str, remarks: Remarks) -> str:
    if WEIGHT.search(name) or name.startswith(RULE):
        remarks.add("a name that looks like an entry gets a '_'", name)
        return f"_{name}_"
    return name
