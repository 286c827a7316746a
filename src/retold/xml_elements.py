"""Read XML that may be hostile: as plain elements, with no document type, no entities, no nesting without end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from retold.errors import StudyError

# What people nest stays far below this; deeper files would exhaust the stack of what walks them.
DEEPEST_XML = 100


# Most control characters are not allowed in XML, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    r"""Return a text without the characters that XML forbids.

    Examples
    --------
    >>> fit_for_xml("a\x00b")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


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


def parse_xml(data: bytes, *, where: str | Path, what: str, error: type[StudyError]) -> Element:
    """Return the root of an XML document.

    Parameters
    ----------
    data : bytes
    where : path
        The file, for messages.
    what : str
        What the file should be, for messages: "codebook", "project".
    error : type of StudyError
        What is raised.

    Raises
    ------
    StudyError
        Of the type given, if it is not well formed, declares a document type (entities can blow up a small
        file to gigabytes) or nests too deep; with the line.

    Examples
    --------
    >>> root = parse_xml(b"<a><b c='1'>x</b></a>", where="a.xml", what="project", error=StudyError)
    >>> [(child.name, child.get("c"), child.text) for child in root.children]
    [('b', '1', 'x')]
    """
    parser = expat.ParserCreate()
    open_elements: list[Element] = [Element("", {}, 0)]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > DEEPEST_XML:
            raise error(
                f"elements are nested more than {DEEPEST_XML} deep",
                where=f"{where}, line {parser.CurrentLineNumber}",
            )
        element = Element(name.rsplit(":", 1)[-1], attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def characters(text: str) -> None:
        open_elements[-1].text += text

    def refuse(*_: object) -> None:
        raise error(
            f"the file declares a document type, which no {what} needs",
            where=f"{where}, line {parser.CurrentLineNumber}",
            todo="remove the line that begins with <!DOCTYPE, if you trust the file",
        )

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        raise error(
            f"the {what} is not well-formed XML: {expat.ErrorString(wrong.code)}",
            where=f"{where}, line {wrong.lineno}",
            todo="save it again from the program that made it",
        ) from wrong
    except (LookupError, ValueError) as wrong:
        raise error(f"the encoding of the XML is not known: {wrong}", where=where) from wrong
    return open_elements[0].children[0]
