"""What is not to be read of an article is closed, and all else stays in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.details.open_text import CLOSED, LINE_END, open_text


@pytest.mark.parametrize(
    ("text", "masked", "sentences", "opened"),
    [
        ("", [], None, ""),
        ("", [(0, 5)], [], ""),
        ("Ad. It rained.", [], None, "Ad. It rained."),
        ("Ad. It rained.", [(0, 3)], None, "##| It rained."),
        ("Ad. It rained.", [(0, 3), (2, 4)], None, "###|It rained."),
        ("It rained. Ad.", [(11, 99)], None, "It rained. ##|"),
        ("It rained. Ad.", [(99, 120)], None, "It rained. Ad."),
        ("It rained.  It fell.", [], [(0, 10), (12, 20)], "It rained.  It fell."),
        ("It rained. Ad. It fell.", [], [(0, 10), (15, 23)], "It rained.####|It fell."),
        ("Ad. It rained. Ad.", [], [(4, 14)], "###|It rained.###|"),
        ("Ad. It rained. Ad.", [(4, 6)], [(4, 14)], "###|#| rained.###|"),
        ("It rained.", [], [], "#########|"),
        ("  ", [], [], "  "),
        ("a-b", [(1, 2)], None, "a#b"),
        ("It rained.", [], [(0, 6), (3, 10)], "It rained."),
    ],
)
def test_what_is_not_read_is_closed(text, masked, sentences, opened):
    assert open_text(text, masked, sentences=sentences).replace(CLOSED, "#").replace(LINE_END, "|") == opened


@given(st.text("a.\n ", max_size=20), st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=4))
def test_places_stay(text, spans):
    masked = [(min(span), max(span)) for span in spans]
    opened = open_text(text, masked)
    assert len(opened) == len(text)
    for place, (before, after) in enumerate(zip(text, opened, strict=True)):
        closed = any(start <= place < end for start, end in masked)
        assert after in (CLOSED, LINE_END) if closed else after == before
