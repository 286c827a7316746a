"""The specification curve: the laws of every figure, and what is marked, thinned and left out."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retold.errors import ParameterError, ResultsError
from retold.figures.drawing.save import frame
from retold.figures.drawing.style import MM, PAGE_HEIGHT, SMALLEST, WIDTHS, style
from retold.figures.specification_curve import (
    LEAST_OPTIONS,
    MOST_DRAWN,
    draw_specification_curve,
    draw_specification_curves,
    plot_curve,
)
from retold.study.sweep.collect import share_variance
from retold.tables import empty_table, read_table
from retold.vocabulary import FIGURE_FORMATS
from tests.figures.cases import find_texts
from tests.figures.test_laws import NOTES, SLACK, boxes
from tests.study.sweep.made import CHOICES, make_numbers, make_sweep, make_universes, write_sweep

LONG = {
    "embedding": ["encoder", "tfidf", "sentence-transformers/all-mpnet-base-v2"],
    "voices": ["subject", "subject + third_party + journalist"],
    "a_setting_with_a_very_long_name_indeed": [
        '{"text": "the body of the article", "outlet": "source"}',
        "empty",
    ],
}
MANY = {"seed": [str(seed) for seed in range(30)], **LONG, "overlap": ["theme", "codebook", "all"]}
WIDE = {f"choice {n}": [str(option) for option in range(2 + 8 * (n < 2))] for n in range(8)}

SWEEPS = {
    "one universe": {"overlap": ["theme"]},
    "two": {"overlap": ["theme", "all"]},
    "a few": CHOICES,
    "long names": LONG,
    "many": MANY,
    "many choices": WIDE,
}
FINDINGS = ("voices", "theme_by_voice", "conflicts")
EVERY = [(sweep, finding, width) for sweep in SWEEPS for finding in FINDINGS for width in WIDTHS]


@pytest.fixture(scope="module")
def sweeps():
    return {name: make_sweep(choices) for name, choices in SWEEPS.items()}


@pytest.fixture(scope="module")
def laid_out(sweeps):
    """Return each figure as it is saved, laid out once."""
    found = {}
    for sweep, finding, width in EVERY:
        tables = sweeps[sweep]
        with style(width):
            drawn = _plot(tables, finding)
            frame(drawn, tables["articles"])
            drawn.figure.draw_without_rendering()
        found[sweep, finding, width] = drawn
    return found


def _plot(tables, finding):
    numbers = tables["numbers"]
    return plot_curve(tables["universes"], numbers[numbers["finding"] == finding], tables["choice_shares"])


@pytest.mark.parametrize("case", EVERY, ids=" ".join)
def test_laws(case, laid_out):
    drawn = laid_out[case]
    words, found = boxes(drawn.figure)
    sizes = {text.get_text(): text.get_fontsize() for text in find_texts(drawn.figure)}
    assert {text: size for text, size in sizes.items() if size < SMALLEST} == {}
    right, top = drawn.figure.get_figwidth() / MM, drawn.figure.get_figheight() / MM
    assert right == pytest.approx(WIDTHS[case[2]] / MM)
    assert top <= PAGE_HEIGHT + NOTES
    out = (found[:, :2] < -SLACK).any(axis=1) | (found[:, 2] > right + SLACK) | (found[:, 3] > top + SLACK)
    assert [words[at] for at in np.flatnonzero(out)] == []
    low = np.maximum(found[:, None, :2], found[None, :, :2])
    high = np.minimum(found[:, None, 2:], found[None, :, 2:])
    over = ((high - low) > SLACK).all(axis=2)
    assert [(words[i], words[j]) for i, j in np.argwhere(over) if i < j][:5] == []
    assert "n = " in drawn.basis
    assert "nan" not in drawn.title.split()
    assert len(drawn.numbers)


def texts(drawn):
    return " ".join(" ".join(text.get_text().split()) for text in find_texts(drawn.figure))


def test_ranked_with_the_study_s_own_marked(sweeps):
    with style("double"):
        drawn = _plot(sweeps["a few"], "voices")
    numbers = drawn.numbers
    assert numbers["rank"].tolist() == list(range(1, 13))
    assert numbers["value"].is_monotonic_increasing
    curve, board, beside = drawn.figure.axes
    (diamond,) = [line for line in curve.lines if line.get_marker() == "D"]
    own = numbers[numbers["preferred"]]
    assert diamond.get_xydata().tolist() == own[["rank", "value"]].to_numpy(float).tolist()
    assert [line.get_xdata()[0] for line in board.lines] == own["rank"].tolist()
    assert [line.get_xdata()[0] for line in beside.lines][-1:] == own["value"].tolist()
    # A mark for each universe and choice, and a box for each option.
    marks = [line for lines in board.collections for line in lines.get_segments()]
    assert len(marks) == len(numbers) * len(CHOICES)
    assert len(beside.collections) == 2 * sum(map(len, CHOICES.values()))
    names = [label.get_text() for label in board.get_yticklabels()]
    assert [name for name in names if "(" not in name] == [
        option for each in CHOICES.values() for option in each
    ]


def test_intervals_are_drawn_where_there_are_some(sweeps):
    with style("double"):
        some, none = (_plot(sweeps["a few"], name) for name in ("voices", "conflicts"))
    assert [len(drawn.figure.axes[0].collections[0].get_segments()) for drawn in (some, none)] == [12, 0]
    assert "lines: intervals" in some.basis
    assert "no intervals" in none.basis


def test_what_is_left_out_is_said(sweeps, laid_out):
    drawn = laid_out["many", "voices", "double"]
    whole = len(sweeps["many"]["universes"])
    assert whole > MOST_DRAWN
    assert f"{len(drawn.numbers)} of {whole:,} are drawn" in " ".join(drawn.basis.split())
    assert drawn.numbers["preferred"].any()
    assert "23 others" in texts(drawn)
    wide = laid_out["many choices", "voices", "double"]
    assert sum("others" in text.get_text() for text in find_texts(wide.figure)) >= LEAST_OPTIONS


def test_universes_that_failed_or_lie_beside_the_grid():
    universes = make_universes(in_grid={1: False}, status={2: "failed"}, place={1: 0})
    numbers = make_numbers(universes, "voices", np.arange(12) / 20)
    numbers = numbers[numbers["universe"] != "u002"]
    with style("double"):
        drawn = plot_curve(universes, numbers, share_variance(universes, numbers))
    assert drawn.title.endswith("from 10 % to 55 % over 10 universes")
    assert "n = 11 of 12 universes; 1 failed" in drawn.basis
    assert drawn.numbers.loc[drawn.numbers["preferred"], "value"].tolist() == [0.0]


def test_a_study_whose_own_specification_tells_nothing():
    universes = make_universes()
    numbers = make_numbers(universes, "voices", [np.nan, *range(11)])
    with style("double"):
        drawn = plot_curve(universes, numbers, share_variance(universes, numbers))
        nothing = plot_curve(universes, numbers.assign(value=np.nan), empty_table("choice_shares"))
    assert "the study's own specification does not tell it" in drawn.basis
    assert nothing.said
    assert nothing.title == "No universe of the grid tells this number."


def test_a_number_that_no_choice_moves_is_said_and_not_drawn():
    universes = make_universes()
    numbers = make_numbers(universes, "voices", [0.625] * 12)
    with style("double"):
        drawn = plot_curve(universes, numbers, share_variance(universes, numbers))
    assert drawn.said
    assert drawn.title.endswith("62 % in each of 12 universes, whatever is chosen.")
    assert len(drawn.numbers) == 12
    assert "n = 12 of 12 universes" in drawn.basis


def test_files_are_the_same_bytes_each_time(sweeps, tmp_path):
    results = write_sweep(tmp_path / "sweep", sweeps["a few"])
    first, second = (
        draw_specification_curve(results, "voices", folder=tmp_path / turn, formats=FIGURE_FORMATS)
        for turn in ("one", "two")
    )
    assert [file.name for file in first.files] == [
        f"specification_curve_voices.{form}" for form in FIGURE_FORMATS
    ]
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]
    assert first.caption.endswith("Text: original edition, 3 articles.")
    assert len(pd.read_csv(first.numbers)) == 12


def test_every_number_is_drawn_in_the_order_of_the_report(sweeps, tmp_path):
    results = write_sweep(tmp_path, sweeps["two"])
    pictures = draw_specification_curves(results, width="single")
    order = list(dict.fromkeys(read_table("conclusions", results)["finding"]))
    assert [picture.name for picture in pictures] == [f"specification_curve_{name}" for name in order]
    assert all(file.parent == Path(results) / "figures" for picture in pictures for file in picture.files)


@pytest.mark.parametrize(
    ("finding", "options", "words"),
    [
        ("voice", {}, "there is no headline number 'voice'"),
        ("voices", {"width": "triple"}, "there is no width 'triple'"),
        ("voices", {"formats": ["gif"]}, "there is no format 'gif'"),
    ],
)
def test_what_is_not_there(finding, options, words, sweeps, tmp_path):
    results = write_sweep(tmp_path, sweeps["two"])
    with pytest.raises(ParameterError, match=words):
        draw_specification_curve(results, finding, **options)


def test_before_a_sweep(tmp_path):
    with pytest.raises(ResultsError, match="table 'numbers' has not been written yet"):
        draw_specification_curve(tmp_path, "voices")
