"""Figures against the expected ones: the same drawing, within the tolerance."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.study.drawn_results import draw, note, verdicts


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "identical"),
        # A line moved by a fraction of a pixel, as by another machine's smoothing.
        ({"shift": 0.0004}, "within tolerance"),
        ({"shift": 0.03}, "differs"),
        ({"label": "two words"}, "differs"),
        ({"point": 0.4}, "differs"),
        ({"height": 3}, "differs"),
    ],
)
def test_a_changed_drawing_differs(study: tuple[Path, Path], change: dict[str, object], verdict: str) -> None:
    results, expected = study
    # SVG ids and dates are random here; what is compared is the PNG, so the others are kept where it is the same.
    other = results / "other"
    draw(other, **change)
    shutil.copy(other / "map.png", results / "figures" / "map.png")
    assert verdicts(results, expected)["map"] == verdict
    assert ("other bytes in png" in note(results, expected, "map")) == (verdict != "identical")


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_other_bytes_of_the_same_drawing_are_within_tolerance(study: tuple[Path, Path], form: str) -> None:
    results, expected = study
    with (results / "figures" / f"map.{form}").open("ab") as file:
        file.write(b"\n")
    assert verdicts(results, expected)["map"] == "within tolerance"
    assert (
        note(results, expected, "map")
        == "0 of 1152 cells differ by more than 10 of 255 grey levels, at most by 0, in the mean by 0.00;"
        f" other bytes in {form}"
    )


def test_other_numbers_beside_the_same_drawing_differ(study: tuple[Path, Path]) -> None:
    results, expected = study
    with (results / "figures" / "map.csv").open("ab") as file:
        file.write(b"1,0.5\n")
    assert verdicts(results, expected)["map"] == "differs"
    assert note(results, expected, "map") == "it shows other numbers: map.csv differs"


@pytest.mark.parametrize("form", ["svg", "pdf"])
@pytest.mark.parametrize("lacking", ["results", "expected"])
def test_formats_for_print_are_compared_where_both_have_them(
    study: tuple[Path, Path], form: str, lacking: str
) -> None:
    results, expected = study
    if lacking == "expected":
        kept = json.loads((expected / "figures.json").read_text())
        del kept["map"][form]
        (expected / "figures.json").write_text(json.dumps(kept))
        (results / "figures" / f"map.{form}").write_text("other")
    else:
        (results / "figures" / f"map.{form}").unlink()
    assert verdicts(results, expected)["map"] == "identical"


@pytest.mark.parametrize("form", ["png", "csv"])
def test_a_figure_without_one_of_its_files_is_missing(study: tuple[Path, Path], form: str) -> None:
    results, expected = study
    (results / "figures" / f"map.{form}").unlink()
    assert verdicts(results, expected)["map"] == "missing"
    assert note(results, expected, "map") == f"the run did not write map.{form}"


def test_missing_unexpected_and_broken_figures(study: tuple[Path, Path]) -> None:
    results, expected = study
    draw(results / "figures", name="extra")
    (results / "figures" / "map.png").write_bytes(b"no picture")
    assert verdicts(results, expected) == {
        "statements": "identical", "theme_keyness": "identical", "extra": "unexpected", "map": "differs",
    }  # fmt: skip
    shutil.rmtree(results / "figures")
    assert verdicts(results, expected)["map"] == "missing"


@pytest.mark.parametrize("thumbnail", [None, {}, {"rows": 24, "grey": "zz"}, {"rows": 3, "grey": "00"}, "x"])
def test_a_spoilt_thumbnail_is_no_agreement(study: tuple[Path, Path], thumbnail: object) -> None:
    results, expected = study
    path = expected / "figures.json"
    figures = json.loads(path.read_text())
    figures["map"].update(png="0", thumbnail=thumbnail)
    path.write_text(json.dumps(figures))
    assert verdicts(results, expected)["map"] == "differs"
