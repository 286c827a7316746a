"""LIWC dictionaries, ``.dic``: numbered categories between two lines ``%``, then words with their numbers.

Categories nest by indentation (LIWC2015), and a name may be followed by a longer one in brackets. A LIWC
word lists the numbers of all categories it counts for, those above included. Here a theme counts what is
nested in it, so a word goes to the deepest of its categories; writing turns that round again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import line_name, say_fields, say_question_marks, words_of
from retold.themes.codebook.formats.reading import nesting, read_lines
from retold.themes.codebook.model import SEPARATOR, Codebook, Theme

FENCE = "%"
HEAD = re.compile(r"(\d+)\s+(.+)$")
LONG_NAME = re.compile(r"(\S.*?)\s*\((.+)\)$")
# Entries that hold only after or before other words: "(02 134)125/464" and "<of>131/125".
CONDITION = re.compile(r"[(<][^)>]*[)>]\d*(?:/\d+)?|\d+/\d+")
# The same before the tab, behind the word.
WORD_CONDITION = re.compile(r"\s+[(<][^)>]*[)>]\d*(?:/\d+)?$")
# A dictionary padded with spaces rather than tabs: the numbers are what stands at the end.
PADDED = re.compile(rf"(\S.*?)((?:\s+(?:{CONDITION.pattern}|\d+))+)$")
PROGRAM = "LIWC"


@dataclass
class _Header:
    """The categories by number, and the numbers above each."""

    themes: dict[int, Node]
    above: dict[int, tuple[int, ...]]


def read(path: Path) -> Codebook:
    """Read a LIWC dictionary.

    Raises
    ------
    CodebookError
        If a ``%`` is missing, a number stands for two categories or for none, or a line cannot be read.
    """
    draft = Draft(str(path))
    lines = read_lines(path, draft.remarks)
    fences = [n for n, (_, line) in enumerate(lines) if line.strip() == FENCE]
    if not fences or fences[0] != 0:
        raise _broken(draft, lines[0][0], "the dictionary does not begin with a line '%'", "add one")
    if len(fences) < 2:
        raise _broken(draft, 1, "the list of categories is not closed", "add a line '%' after the categories")
    header = _read_header(draft, lines[1 : fences[1]])
    for number, line in lines[fences[1] + 1 :]:
        if line.strip() != FENCE:
            _read_entry(draft, header, number, line.strip())
    draft.question_marks(PROGRAM)
    return draft.finish()


def _broken(draft: Draft, line: int, what: str, todo: str) -> CodebookError:
    return CodebookError(what, where=f"{draft.where}, line {line}", todo=todo)


@dataclass
class _Category:
    """A line of the header."""

    line: int
    number: int
    name: str
    above: tuple[int, ...]
    long_name: str = ""


def _read_header(draft: Draft, lines: list[tuple[int, str]]) -> _Header:
    header = _Header({}, {})
    for category in _split_names(list(_categories(draft, lines))):
        if category.number in header.themes:
            what = f"the number {category.number} stands for two categories"
            raise _broken(draft, category.line, what, "give one another number")
        parent = header.themes[category.above[-1]] if category.above else draft.root
        header.themes[category.number] = draft.theme(parent, category.name, description=category.long_name)
        header.above[category.number] = category.above
    if not header.themes:
        raise _broken(draft, 1, "the dictionary has no categories", "list them between the two lines '%'")
    return header


def _categories(draft: Draft, lines: list[tuple[int, str]]) -> Iterator[_Category]:
    tabs = any(line.startswith("\t") for _, line in lines)
    depths = [nesting(line, tabs=tabs) for _, line in lines]
    # One blank before a number is a slip, unless others make steps of it.
    slip = not tabs and max(depths, default=0) == 1
    above: list[tuple[int, int]] = []
    for (at, line), own in zip(lines, depths, strict=True):
        depth, head = 0 if slip else own, HEAD.match(line.strip())
        if slip and own:
            draft.remarks.add(
                "a category with one blank before its number is not nested", line.strip().replace("\t", " ")
            )
        if head is None:
            raise _broken(
                draft, at, f"{line.strip()!r} is no category", "write its number, a tab and its name"
            )
        while above and above[-1][0] >= depth:
            above.pop()
        yield _Category(at, int(head[1]), head[2], tuple(number for _, number in above))
        above.append((depth, int(head[1])))


def _split_names(categories: list[_Category]) -> list[_Category]:
    """Split names such as ``posemo (Positive Emotions)``, unless two side by side would be the same."""
    short = [match[1] if (match := LONG_NAME.match(each.name)) else each.name for each in categories]
    beside = Counter((each.above, name) for each, name in zip(categories, short, strict=True))
    for category, name in zip(categories, short, strict=True):
        if (match := LONG_NAME.match(category.name)) and beside[category.above, name] == 1:
            category.name, category.long_name = match[1], match[2]
    return categories


def _read_entry(draft: Draft, header: _Header, at: int, line: str) -> None:
    word, *rest = (part.strip() for part in line.split("\t"))
    codes = " ".join(rest)
    if not codes and (padded := PADDED.match(line)):
        word, codes = padded[1].strip(), padded[2]
    plain = CONDITION.sub(" ", codes)
    if condition := WORD_CONDITION.search(word):
        word = word[: condition.start()]
    if plain != codes or condition:
        draft.remarks.add("categories under a condition are left out", line.replace("\t", " "))
    if wrong := [code for code in plain.split() if not code.isdecimal()]:
        raise _broken(
            draft,
            at,
            f"the word {word!r} has {wrong[0]!r}, which is no number of a category",
            "correct the line",
        )
    numbers = list(dict.fromkeys(int(code) for code in plain.split()))
    if missing := [number for number in numbers if number not in header.themes]:
        raise _broken(
            draft,
            at,
            f"the word {word!r} has the category {missing[0]}, which the list of categories lacks",
            "add the category between the two lines '%', or correct the number",
        )
    if not numbers:
        draft.remarks.add("words in no category are left out", word)
    implied = {above for number in numbers for above in header.above[number]}
    if implied - set(numbers):
        draft.remarks.add("words that lack the number of a category above theirs count for it here", word)
    for number in numbers:
        if number not in implied:
            draft.word(header.themes[number], word, line=at)


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as a LIWC dictionary, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks, held=("description",))
    words = words_of(codebook, remarks)
    say_question_marks(words, remarks, PROGRAM)
    numbers = {theme.name: n for n, theme in enumerate(codebook.themes, 1)}
    names = {theme.name: theme for theme in codebook.themes}
    lines = [FENCE]
    for theme in codebook.themes:
        tabs = "\t" * theme.name.count(SEPARATOR)
        lines.append(f"{tabs}{numbers[theme.name]}\t{_head(theme, remarks)}")
    lines.append(FENCE)
    listed: dict[str, set[int]] = {}
    for name in names:
        for text in words[name]:
            listed.setdefault(text, set()).update(numbers[each] for each in _with_parents(name))
    for text, found in listed.items():
        if "*" in text.rstrip("*"):
            remarks.add("LIWC knows '*' at the end of a word alone", text)
        lines.append("\t".join([text, *(str(number) for number in sorted(found))]))
    _say_nested_twice(words, remarks)
    return "\n".join(lines) + "\n", remarks.lines()


def _head(theme: Theme, remarks: Remarks) -> str:
    name, long_name = line_name(theme), " ".join(theme.description.split())
    if "(" in name and (long_name or LONG_NAME.match(name)):
        remarks.add("brackets in a name become square ones, as a description stands in round ones", name)
        name = name.replace("(", "[").replace(")", "]")
    if long_name != theme.description:
        remarks.add("descriptions are written in one line", theme.name)
    return f"{name} ({long_name})" if long_name else name


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(SEPARATOR)
    for n in range(1, len(parts) + 1):
        yield SEPARATOR.join(parts[:n])


def _say_nested_twice(words: dict[str, list[str]], remarks: Remarks) -> None:
    """Note words that a theme shares with one nested in it: LIWC cannot tell that from nesting alone."""
    held = {name: set(listed) for name, listed in words.items()}
    for name, listed in words.items():
        for above in list(_with_parents(name))[:-1]:
            for text in listed:
                if text in held[above]:
                    remarks.add(
                        "words of a theme and of one nested in it are read back in the nested one", text
                    )
