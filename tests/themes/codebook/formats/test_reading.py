"""Foreign files read safely: encodings, lines, XML, and what is refused."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Remarks
from retold.themes.codebook.formats.reading import nesting, read_bytes, read_lines, read_text, read_xml
from retold.xml_elements import DEEPEST_XML

from .cases import made


@pytest.mark.parametrize(
    ("content", "text", "remarked"),
    [
        (b"caf\xc3\xa9", "café", False),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café", False),
        ("café".encode("utf-16"), "café", False),
        (b"\xfe\xff" + "café".encode("utf-16-be"), "café", False),
        (b"caf\xe9", "café", True),
    ],
)
def test_encodings(tmp_path, content, text, remarked):
    remarks = Remarks()
    assert read_text(made(tmp_path, "x", content), remarks) == text
    assert bool(remarks.lines()) == remarked


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"a\x00b", "no text that can be read"),
        (b"\xff\xfea", "no text that can be read"),
        (b"\x81", "no text that can be read"),
    ],
)
def test_files_that_are_refused(tmp_path, content, message):
    with pytest.raises(CodebookError, match=message):
        read_text(made(tmp_path, "x", content), Remarks())


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(CodebookError, match=r"there is no codebook(.|\n)*gone"):
        read_bytes(tmp_path / "gone")
    with pytest.raises(CodebookError, match="cannot be read"):
        read_bytes(tmp_path)


def test_lines(tmp_path):
    path = made(tmp_path, "x", "a \n\n\tb\r\nc\rd\u2028e\n")
    assert read_lines(path, Remarks()) == [(1, "a"), (3, "\tb"), (4, "c"), (5, "d\u2028e")]


@pytest.mark.parametrize(
    ("line", "tabs", "depth"),
    [("a", True, 0), ("\t\ta", True, 2), ("  \ta", True, 1), ("  a", False, 2), ("", False, 0)],
)
def test_nesting(line, tabs, depth):
    assert nesting(line, tabs=tabs) == depth


def test_xml(tmp_path):
    root = read_xml(made(tmp_path, "x", '<a:r xmlns:a="u" x="1">t<b/>\n<c>d</c>u</a:r>'))
    assert (root.name, root.get("x"), root.get("y"), root.line, root.text) == ("r", "1", "", 1, "t\nu")
    assert [(child.name, child.line, child.text) for child in root.children] == [("b", 1, ""), ("c", 2, "d")]
    assert [child.text for child in root.named("c")] == ["d"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>\n<b></a>", r"not well-formed XML(.|\n)*line 2"),
        ('<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', r"declares a document type(.|\n)*line 1"),
        ("<a>" * (DEEPEST_XML + 2) + "</a>" * (DEEPEST_XML + 2), f"nested more than {DEEPEST_XML} deep"),
        ('<?xml version="1.0" encoding="nothing"?><a/>', "encoding"),
        ("no xml", "not well-formed XML"),
    ],
)
def test_xml_that_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        read_xml(made(tmp_path, "x", text))
