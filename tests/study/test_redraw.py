"""A figure drawn again from the tables of a run."""

import pytest

from retold.errors import ParameterError, ResultsError
from retold.figures.registry import FIGURES
from retold.study.redraw import redraw


def test_unknown_figures_are_refused_with_the_nearest_name(tmp_path):
    with pytest.raises(ParameterError, match=r"there is no figure 'coverages'(.|\n)*coverage"):
        redraw("coverages", tmp_path)


def test_a_table_that_has_not_been_written(tmp_path):
    with pytest.raises(ResultsError):
        redraw("coverage", tmp_path)


@pytest.mark.parametrize(
    ("options", "passed"), [({}, ("svg", "pdf", "png")), ({"formats": ["pdf"]}, ["pdf"])]
)
def test_options_are_passed_on(monkeypatch, tmp_path, options, passed):
    seen = {}
    monkeypatch.setitem(FIGURES, "coverage", lambda results, **rest: seen.update(rest, results=results))
    redraw("coverage", tmp_path, width="single", to="there", **options)
    assert {**seen, "formats": set(seen["formats"])} == {
        "formats": set(passed), "width": "single", "folder": "there", "results": tmp_path,
    }  # fmt: skip
