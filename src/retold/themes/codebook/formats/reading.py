"""Read a foreign file safely: text whose encoding nobody noted, and XML that may be hostile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from retold.errors import CodebookError
from retold.files import read_file
from retold.themes.codebook.formats.draft import DEEPEST, Remarks

# The encoding of Windows programs in Western Europe and America, from before UTF-8 was usual.
OLD_ENCODING = "cp1252"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

# Only these end a line: `str.splitlines` would also split at signs that may stand in an entry.
LINE_END = re.compile(r"\r\n|\r|\n")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; missing, unreadable and empty files are the user's error."""
    try:
        data = read_file(path)
    except FileNotFoundError as error:
        raise CodebookError(
            "there is no codebook", where=path, todo="write one, or correct the path"
        ) from error
    except OSError as error:
        raise CodebookError(f"the codebook cannot be read: {error.strerror}", where=path) from error
    if not data.strip():
        raise CodebookError("the codebook is empty", where=path, todo="is it the right file?")
    return data


def read_text(path: Path, remarks: Remarks) -> str:
    """Return a file as text: by its byte order mark, as UTF-8, or else as Windows-1252, which is remarked."""
    data = read_bytes(path)
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _no_text(path) from error
        try:
            text = data.decode(OLD_ENCODING)
        except UnicodeDecodeError:
            raise _no_text(path) from error
        remarks.add("the file is not UTF-8 and was read as Windows-1252; look at the letters with accents")
    if "\x00" in text:
        raise _no_text(path)
    if not text.strip():
        raise CodebookError("the codebook is empty", where=path, todo="is it the right file?")
    return text


def _no_text(path: Path) -> CodebookError:
    return CodebookError(
        "the codebook is no text that can be read", where=path, todo="save it as UTF-8 and try again"
    )


def read_lines(path: Path, remarks: Remarks) -> list[tuple[int, str]]:
    """Return the numbers and texts of the lines that are not blank, whatever ends them."""
    lines = enumerate(LINE_END.split(read_text(path, remarks)), 1)
    return [(number, line.rstrip()) for number, line in lines if line.strip()]


def nesting(line: str, *, tabs: bool) -> int:
    """Return how far a line is indented: in tabs where the file has some, else in spaces."""
    margin = line[: len(line) - len(line.lstrip())]
    return margin.count("\t") if tabs else len(margin)


@dataclass
class Element:
    """An XML element: its name without namespace, attributes, line, text and children."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(attribute, "")

    def named(self, name: str) -> list[Element]:
        """Return the children of that name."""
        return [child for child in self.children if child.name == name]


def read_xml(path: Path) -> Element:
    """Return the root of an XML file.

    A document type is refused, since the formats have none and entities can blow up a small file to
    gigabytes; so is nesting without end.

    Raises
    ------
    CodebookError
        If it is not well formed; with the line.
    """
    data = read_bytes(path)
    parser = expat.ParserCreate()
    open_elements: list[Element] = [Element("", {}, 0)]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > DEEPEST:
            raise CodebookError(
                f"elements are nested more than {DEEPEST} deep",
                where=f"{path}, line {parser.CurrentLineNumber}",
            )
        element = Element(name.rsplit(":", 1)[-1], attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def characters(text: str) -> None:
        open_elements[-1].text += text

    def refuse(*_: object) -> None:
        raise CodebookError(
            "the file declares a document type, which no codebook needs",
            where=f"{path}, line {parser.CurrentLineNumber}",
            todo="remove the line that begins with <!DOCTYPE, if you trust the file",
        )

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CodebookError(
            f"the codebook is not well-formed XML: {expat.ErrorString(error.code)}",
            where=f"{path}, line {error.lineno}",
            todo="save it again from the program that made it",
        ) from error
    except (LookupError, ValueError) as error:
        raise CodebookError(f"the encoding of the XML is not known: {error}", where=path) from error
    return open_elements[0].children[0]
