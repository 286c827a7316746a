"""Text as XML can hold it."""

import pytest

from retold.themes.codebook.formats.draft import Remarks
from retold.themes.codebook.formats.xml_text import xml_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("café\t\n\r", "café\t\n\r"),
        ("a\x00b\x0bc", "abc"),
        ("\ufffe", ""),
        ("\ud800", ""),
        ("\U0001f44d", "\U0001f44d"),
    ],
)
def test_characters(text, kept):
    remarks = Remarks()
    assert xml_text(text, remarks) == kept
    assert bool(remarks.lines()) == (text != kept)
