"""The style: widths in millimetres, colours that can be told apart, and nothing left behind."""

import matplotlib as mpl
import numpy as np
import pytest

from retold.figures.drawing import style as module
from retold.figures.drawing.style import (
    FAINT,
    INK,
    MARKERS,
    MM,
    MUTED,
    RC,
    SERIES,
    VOICE_COLOURS,
    VOICE_INKS,
    VOICE_MARKERS,
    figure_width,
    is_narrow,
    new_figure,
    style,
)


@pytest.mark.parametrize(("width", "millimetres", "narrow"), [("single", 89, True), ("double", 183, False)])
def test_widths(width, millimetres, narrow):
    with style(width):
        assert figure_width() == pytest.approx(millimetres)
        assert is_narrow() is narrow
        drawn = new_figure(50)
    assert drawn.get_size_inches().tolist() == pytest.approx([millimetres / 25.4, 50 / 25.4])
    assert MM == 1 / 25.4


def test_two_columns_unless_one_is_asked_for():
    with style():
        assert not is_narrow()


def test_the_style_ends_with_its_block():
    before = dict(mpl.rcParams)
    with style("single"):
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
        assert {name: mpl.rcParams[name] for name in RC if name != "font.family"} == {
            name: value for name, value in RC.items() if name != "font.family"
        }
    assert dict(mpl.rcParams) == before
    with pytest.raises(ZeroDivisionError), style():
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(("by_hand", "engine"), [(False, "ConstrainedLayoutEngine"), (True, "NoneType")])
def test_axes_find_their_room_unless_they_are_placed_by_hand(by_hand, engine):
    with style():
        drawn = new_figure(50, by_hand=by_hand)
    assert type(drawn.get_layout_engine()).__name__ == engine


def test_an_unknown_width_is_no_style():
    with pytest.raises(KeyError), style("triple"):
        pass


def luminance(colour):
    """Return the relative luminance of WCAG 2.1."""
    parts = np.array(mpl.colors.to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]


@pytest.mark.parametrize(
    ("ink", "contrast"), [(INK, 7), (MUTED, 4.5), (VOICE_INKS["journalist"], 4.5), (FAINT, 2.5)]
)
def test_print_can_be_read_on_white(ink, contrast):
    assert 1.05 / (luminance(ink) + 0.05) >= contrast


def test_voices_differ_in_grey_and_in_form():
    greys = sorted(luminance(VOICE_COLOURS[voice]) for voice in ("subject", "third_party", "journalist"))
    assert min(np.diff(greys)) > 0.15
    assert len(set(VOICE_MARKERS.values())) == len(set(VOICE_INKS.values())) == 3


def test_groups_have_forty_two_looks():
    looks = [(SERIES[n % len(SERIES)], MARKERS[n % len(MARKERS)]) for n in range(43)]
    assert len(set(looks[:42])) == 42
    assert looks[42] == looks[0]


def test_every_name_of_a_colour_is_one():
    named = [
        value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and name != "FONT"
    ]
    colours = [value for value in named if value.startswith("#")]
    assert len(colours) == 5
    assert all(mpl.colors.is_color_like(colour) for colour in [*colours, *SERIES, *VOICE_COLOURS.values()])
    assert set(named) - set(colours) <= set(mpl.colormaps)
