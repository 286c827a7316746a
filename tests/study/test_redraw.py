"""A figure drawn again from the tables of a run."""

import pytest

from retold.errors import ParameterError, ResultsError
from retold.figures.registry import FIGURES
from retold.study.redraw import redraw
from retold.vocabulary import FIGURE_FORMATS
from tests.figures.cases import make_tables, write_study


def test_unknown_figures_are_refused_with_the_nearest_name(tmp_path):
    with pytest.raises(ParameterError, match=r"there is no figure 'coverages'(.|\n)*coverage"):
        redraw("coverages", tmp_path)


def test_a_table_that_has_not_been_written(tmp_path):
    with pytest.raises(ResultsError):
        redraw("coverage", tmp_path)


@pytest.mark.parametrize(
    ("options", "passed"),
    [({}, {"svg", "pdf", "png"}), ({"formats": ["pdf"]}, {"pdf"}), ({"formats": []}, {"svg", "pdf", "png"})],
)
def test_options_are_passed_on(monkeypatch, tmp_path, options, passed):
    seen = {}
    monkeypatch.setitem(FIGURES, "coverage", lambda results, **rest: seen.update(rest, results=results))
    redraw("coverage", tmp_path, width="single", to="there", **options)
    assert {**seen, "formats": set(seen["formats"])} == {
        "formats": passed, "width": "single", "folder": "there", "results": tmp_path,
    }  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The results of a run: its tables, and one of its figures."""
    results = write_study(tmp_path_factory.mktemp("run"), make_tables(3))
    FIGURES["coverage"](results, formats=FIGURE_FORMATS)
    return results


@pytest.mark.parametrize("options", [{}, {"width": "single"}, {"formats": ["pdf"]}])
def test_the_run_s_own_figures_stay(run, options):
    before = {path.name: path.read_bytes() for path in (run / "figures").iterdir()}
    files = redraw("coverage", run, **options).files
    width = options.get("width", "double")
    assert {file.parent for file in files} == {run / "redrawn" / width}
    assert {path.name: path.read_bytes() for path in (run / "figures").iterdir()} == before
    same = [file.read_bytes() == before[file.name] for file in files]
    assert same == [width == "double"] * len(files)
