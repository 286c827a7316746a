"""XML that may be hostile; what reads codebooks is tested in tests/themes/codebook/formats/test_reading.py."""

import pytest

from retold.errors import TableError
from retold.xml_elements import DEEPEST_XML, fit_for_xml, parse_xml


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<a>", "the project is not well-formed"),
        (b'<?xml version="1.0" encoding="nowhere"?><a/>', "encoding of the XML is not known"),
        (b"<!DOCTYPE a><a/>", "which no project needs"),
        (b"<a>" * (DEEPEST_XML + 2) + b"</a>" * (DEEPEST_XML + 2), f"more than {DEEPEST_XML} deep"),
    ],
)
def test_each_kind_of_file_has_its_own_error(data, words):
    with pytest.raises(TableError, match=words) as refused:
        parse_xml(data, where="a.qde", what="project", error=TableError)
    assert "a.qde" in str(refused.value)


def test_characters_that_xml_forbids_are_left_out():
    assert fit_for_xml("a\x00\x0b\ufffe\ud800\U0001f44d\t") == "a\U0001f44d\t"
