"""An SVG as it goes out: words stay words, as wide with any font, and it says what it shows."""

from io import BytesIO
from xml.etree import ElementTree

import pytest

from retold.figures.drawing.labels import text_width
from retold.figures.drawing.style import MM, new_figure, style
from retold.figures.drawing.svg import SVG, finish_svg


def written(*words, size=7.0, weight="normal", title="A & <b>", description="More"):
    with style():
        drawn = new_figure(30)
        for at, text in enumerate(words):
            drawn.text(0.5, 0.1 * at, text, fontsize=size, fontweight=weight)
        out = BytesIO()
        drawn.savefig(out, format="svg", metadata={"Date": None})
    return finish_svg(out.getvalue(), title=title, description=description)


@pytest.mark.parametrize(("size", "weight"), [(6, "normal"), (8.5, "bold")])
def test_each_text_says_how_wide_it_is(size, weight):
    root = ElementTree.fromstring(written("The ferry sails", size=size, weight=weight))
    (text,) = root.iter(f"{{{SVG}}}text")
    wide = text_width("The ferry sails", size, bold=weight == "bold")
    assert float(text.get("textLength")) / 72 / MM == pytest.approx(wide, abs=0.01)
    assert text.text == "The ferry sails"


@pytest.mark.parametrize("words", ["המעבורת", "المعدية", "x"])
def test_letters_that_join_and_single_ones_are_left_to_who_shows_them(words):
    (text,) = ElementTree.fromstring(written(words)).iter(f"{{{SVG}}}text")
    assert text.get("textLength") is None
    assert text.text == words


def test_title_and_description_come_first_and_are_data():
    # Signs that have no form, and that XML does not hold, have a stand-in.
    content = written("x", title="A & <script>", description="]]> \u202e\x07")
    root = ElementTree.fromstring(content)
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert [child.text for child in root][:2] == ["A & <script>", "]]> \ufffd\ufffd"]
    assert content == written("x", title="A & <script>", description="]]> \u202e\x07")
