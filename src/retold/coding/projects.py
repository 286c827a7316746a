"""Read coded projects of other programs: REFI-QDA ``.qdpx``, as NVivo, MAXQDA, ATLAS.ti, QualCoder and others export them.

A project holds texts, codes, and coded segments with their places in the texts. The standard (version 1.5, qdasoftware.org)
counts code points; programs also count a line break of two characters as one, count UTF-16 units, or count the byte order
mark. Which of these a project does is told by what fits its segments, text by text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from retold.errors import TableError
from retold.files import check_archive
from retold.themes.codebook.model import SEPARATOR
from retold.xml_elements import Element, parse_xml

PROJECT_SUFFIX = ".qdpx"
PROJECT_FILE = "project.qde"
BYTE_ORDER_MARK = "\ufeff"
CODINGS = ["source", "start", "end", "code", "coder", "text"]

# A coder who is not named.
NOBODY = "unknown"
# So many words of a text are enough to say whether a segment's name quotes it: programs shorten long ones.
QUOTED = 40


class Project(NamedTuple):
    """A coded project.

    Attributes
    ----------
    texts : dict of str to str
        The texts by the source's name, each name once.
    codings : pandas.DataFrame
        Columns source, start, end (code points of the text, half open), code (its path, with ``/`` between),
        coder, text.
    codes : list of str
        The paths of all codes.
    remarks : list of str
        What was left out.
    """

    texts: dict[str, str]
    codings: pd.DataFrame
    codes: list[str]
    remarks: list[str]


class _Selection(NamedTuple):
    start: int
    end: int
    name: str
    line: int
    codings: list[tuple[str, str]]


def read_project(path: str | Path) -> Project:
    """Read a coded project.

    Parameters
    ----------
    path : path
        A file ``.qdpx``.

    Returns
    -------
    Project

    Raises
    ------
    TableError
        If it is no archive, holds no project, is larger than what is read, or a coding names a code that is
        not there.
    """
    path = Path(path)
    try:
        check_archive(path)
        with zipfile.ZipFile(path) as archive:
            return _Reader(path, archive).read()
    except FileNotFoundError as error:
        raise TableError("there is no such project", where=path, todo="correct the path") from error
    except OSError as error:
        raise TableError(f"the project cannot be read: {error.strerror or error}", where=path) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise TableError(
            f"the project is no archive that can be read ({error})",
            where=path,
            todo="export it again, as a REFI-QDA project (.qdpx)",
        ) from error


class _Reader:
    """What is known of one archive while it is read."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.archive = archive
        # Programs write `Sources/`, `sources/`, or backslashes; a name that stands twice is the first one's.
        self.members: dict[str, str] = {}
        for name in archive.namelist():
            self.members.setdefault(_member(name), name)
        self.remarks: list[str] = []

    def read(self) -> Project:
        root = self._root()
        users = {user.get("guid").lower(): user.get("name") for user in _inner(root, "Users", "User")}
        codes = {
            guid: code
            for book in root.named("CodeBook")
            for top in book.named("Codes")
            for guid, code in _codes(top)
        }
        texts: dict[str, str] = {}
        rows = []
        for source in _inner(root, "Sources", "TextSource"):
            text = self._text(source)
            if text is None:
                continue
            name = _free_name(source.get("name") or "text", texts)
            texts[name] = text
            selections = [self._selection(each, codes, users) for each in source.named("PlainTextSelection")]
            rows += [(name, *row) for row in self._place(selections, text, name)]
        others = sorted(
            {each.name for group in root.named("Sources") for each in group.children} - {"TextSource"}
        )
        if others:
            self.remarks.append(f"sources that are no texts are left out: {', '.join(others)}")
        codings = pd.DataFrame(rows, columns=CODINGS).astype({"start": int, "end": int})
        return Project(texts, codings, list(codes.values()), self.remarks)

    def _root(self) -> Element:
        name = self.members.get(PROJECT_FILE) or next(
            (member for key, member in self.members.items() if key.endswith(".qde")), ""
        )
        if not name:
            raise TableError(
                f"the archive holds no {PROJECT_FILE}",
                where=self.path,
                todo="export a REFI-QDA project (.qdpx); a codebook alone (.qdc) is for `retold codebook`",
            )
        data = self.archive.read(name).lstrip()
        root = parse_xml(data, where=f"{self.path}: {name}", what="project", error=TableError)
        if root.name != "Project":
            raise TableError(
                f"the root of the XML is {root.name!r}, not 'Project'", where=f"{self.path}: {name}"
            )
        return root

    def _text(self, source: Element) -> str | None:
        """Return a source's text, from the element itself or from its file; None, and a remark, if there is none."""
        held = source.named("PlainTextContent")
        if held:
            return held[0].text.removeprefix(BYTE_ORDER_MARK)
        address = source.get("plainTextPath") or source.get("path")
        member = self.members.get(_member(address), self.members.get(f"sources/{_member(address)}", ""))
        if not member:
            self.remarks.append(
                f"the text of {source.get('name')!r} is not in the archive: {address or 'no path'}"
            )
            return None
        try:
            return self.archive.read(member).decode("utf-8")
        except UnicodeDecodeError:
            try:
                return self.archive.read(member).decode("utf-16")
            except UnicodeDecodeError:
                self.remarks.append(f"the text of {source.get('name')!r} is not UTF-8: {member}")
                return None

    def _selection(self, element: Element, codes: dict[str, str], users: dict[str, str]) -> _Selection:
        found = []
        for coding in element.named("Coding"):
            coder = coding.get("creatingUser") or element.get("creatingUser")
            for reference in coding.named("CodeRef"):
                guid = reference.get("targetGUID").lower()
                if guid not in codes:
                    raise TableError(
                        f"a coding names a code that the project does not have: {guid}",
                        where=f"{self.path}: {PROJECT_FILE}, line {reference.line}",
                        todo="export the project again",
                    )
                found.append((codes[guid], users.get(coder.lower(), "") or NOBODY))
        start, end = (_number(element.get(name)) for name in ("startPosition", "endPosition"))
        if start is None or end is None:
            raise TableError(
                "a coded segment does not say where it begins and ends",
                where=f"{self.path}: {PROJECT_FILE}, line {element.line}",
                todo="export the project again",
            )
        return _Selection(start, end, element.get("name"), element.line, found)

    def _place(
        self, selections: list[_Selection], text: str, source: str
    ) -> Iterator[tuple[int, int, str, str, str]]:
        """Yield each coding of a text with its place in code points."""
        if not selections:
            return
        places = count_places(text, [(each.start, each.end, each.name) for each in selections])
        for each in selections:
            if not 0 <= each.start < each.end < len(places):
                self.remarks.append(
                    f"a segment beyond its text is left out: {source}, {each.start} to {each.end} (line {each.line})"
                )
                continue
            start, end = places[each.start], places[each.end]
            for code, coder in each.codings:
                yield start, end, code, coder, text[start:end]


def count_places(text: str, segments: list[tuple[int, int, str]]) -> list[int]:
    r"""Return for each position that a program may name the index in a text, by the way of counting that fits.

    Parameters
    ----------
    text : str
        As it lies in the project, with its own line breaks.
    segments : list of (start, end, name)
        As the project counts them; programs often give a segment's own words as its name.

    Returns
    -------
    list of int
        One entry a position, and one for the end.

    Examples
    --------
    >>> count_places("a\r\nb", [(2, 3, "b")])  # the line break was counted as one
    [0, 1, 3, 4]
    >>> count_places("a\r\nb", [(3, 4, "b")])
    [0, 1, 2, 3, 4]
    """
    ways = [
        _positions(text, breaks_as_one=breaks, utf16=utf16, mark_counts=mark)
        for mark, utf16, breaks in product((True, False), (False, True), (False, True))
    ]
    return max(ways, key=lambda places: sum(_fit(text, places, *segment) for segment in segments))


def _positions(text: str, *, breaks_as_one: bool, utf16: bool, mark_counts: bool) -> list[int]:
    places = []
    for index, sign in enumerate(text):
        if sign == BYTE_ORDER_MARK and index == 0 and not mark_counts:
            continue
        if breaks_as_one and sign == "\n" and index and text[index - 1] == "\r":
            continue
        places += [index] * (2 if utf16 and ord(sign) > 0xFFFF else 1)
    return [*places, len(text)]


def _fit(text: str, places: list[int], start: int, end: int, name: str) -> int:
    """Say how well a segment fits its text: its name quotes it, and it begins and ends between words."""
    if not 0 <= start < end < len(places):
        return -2
    first, last = places[start], places[end]
    said, there = _squeeze(name)[:QUOTED], _squeeze(text[first:last])[:QUOTED]
    quoted = bool(said) and (there.startswith(said.rstrip(".…")) or said.startswith(there))
    cut_before = first > 0 and text[first - 1].isalnum() and text[first].isalnum()
    cut_after = last < len(text) and text[last - 1].isalnum() and text[last].isalnum()
    return 4 * quoted - cut_before - cut_after - text[first].isspace() - text[last - 1].isspace()


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _codes(parent: Element, path: str = "") -> Iterator[tuple[str, str]]:
    for code in parent.named("Code"):
        name = code.get("name").strip().replace(SEPARATOR, "-")
        own = f"{path}{SEPARATOR}{name}" if path else name
        yield code.get("guid").lower(), own
        yield from _codes(code, own)


def _inner(root: Element, group: str, name: str) -> list[Element]:
    return [each for outer in root.named(group) for each in outer.named(name)]


def _member(address: str) -> str:
    """Return a path within the archive as programs mean it, whatever its scheme, slashes and capitals."""
    plain = address.removeprefix("internal://").replace("\\", "/")
    return str(PurePosixPath(plain.lstrip("/"))).lower()


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,12}", text) else None


def _free_name(name: str, taken: dict[str, str]) -> str:
    """Return a name that no other source has: projects hold two files of one name from two folders."""
    return next(
        each for n in range(1, len(taken) + 2) if (each := name if n == 1 else f"{name} ({n})") not in taken
    )
