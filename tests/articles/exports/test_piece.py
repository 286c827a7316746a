"""Lines, paragraphs and spans of the text of an export."""

import pytest

from retold.articles.exports.piece import Piece, lines_of, paragraphs, trimmed

TEXT = "\ufeff a b \r\n\r\n  c\u00a0\nd\n\n\n e"


def test_lines_know_their_spans():
    lines = list(lines_of(TEXT))
    assert [line.text for line in lines] == ["a b", "c", "d", "e"]
    assert [TEXT[line.start : line.end].strip("\ufeff\u00a0 ") for line in lines] == ["a b", "c", "d", "e"]
    assert paragraphs(TEXT, lines) == ["a b", "c d", "e"]


@pytest.mark.parametrize(("span", "inner"), [((0, 5), "a b"), ((5, 11), "c"), ((0, 0), "")])
def test_spans_without_white_space(span, inner):
    start, end = trimmed(" a b \n\nc  ", *span)
    assert " a b \n\nc  "[start:end] == inner


def test_a_text_of_two_spans_is_two_paragraphs():
    assert Piece(((0, 1), (4, 5))).text("a b c") == "a\n\nc"
