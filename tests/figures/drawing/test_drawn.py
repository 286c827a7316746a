"""What a plotting function returns, and the words that titles and notes are made of."""

import pytest

from retold.figures.drawing.drawn import Drawn, count, join, quote
from retold.figures.drawing.style import new_figure, style


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0 hits"), (1, "1 hit"), (1.0, "1 hit"), (2, "2 hits"), (12_345, "12,345 hits")]
)
def test_numbers_are_told_with_what_is_counted(n, told):
    assert count(n, "hit") == told


@pytest.mark.parametrize(
    ("parts", "told"), [([], ""), (["", ""], ""), (["a"], "a"), (["a", "", "b"], "a; b")]
)
def test_empty_notes_are_left_out(parts, told):
    assert join(parts) == told


def test_a_picture_alone_has_no_numbers_and_rests_on_nothing():
    with style():
        drawn = Drawn(new_figure(20), quote("x"))
    assert (drawn.title, drawn.basis, drawn.said, len(drawn.numbers)) == ("“x”", "", False, 0)
