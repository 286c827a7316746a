"""The figures of a run: those for print stand beside the others when they are asked for, and pages lead to what is there."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from retold.study import drawings, report
from retold.study.drawings import drawn_figures, figure_links, print_figures
from retold.study.graph import make_plan
from retold.study.values import study_settings

FORMS = ("png", "svg", "pdf", "csv")


@pytest.fixture
def two(monkeypatch):
    """Two figures in place of all, and in which formats they were drawn."""
    drawn = []

    def make(name):
        def draw(results, *, formats):
            drawn.append((name, *formats))
            files = tuple(results / "figures" / f"{name}.{form}" for form in formats)
            for file in files:
                file.parent.mkdir(exist_ok=True)
                file.write_text("drawn")
            return SimpleNamespace(files=files)

        return draw

    monkeypatch.setattr(drawings, "FIGURES", {name: make(name) for name in ("map", "bars")})
    return drawn


def touch(results, *names):
    (results / "figures").mkdir(exist_ok=True)
    for name in names:
        (results / "figures" / name).write_text("drawn")


@pytest.mark.parametrize(
    ("there", "names"),
    [([], []), (["bars.png", "map.png", "odd.png"], ["map", "bars"]), (["map.svg", "map.csv"], [])],
)
def test_a_figure_is_there_with_its_picture(two, tmp_path, there, names):
    touch(tmp_path, *there)
    assert drawn_figures(tmp_path) == names


def test_figures_for_print_are_drawn_beside_the_others(two, tmp_path):
    files = print_figures(["bars", "map"], tmp_path)
    assert [file.name for file in files] == ["bars.svg", "bars.pdf", "map.svg", "map.pdf"]
    assert two == [("bars", "svg", "pdf"), ("map", "svg", "pdf")]


@pytest.mark.parametrize("there", [["png", "csv"], ["png"], ["svg", "png"], FORMS, []])
def test_only_what_is_there_is_led_to(tmp_path, there):
    touch(tmp_path, *(f"map.{form}" for form in there))
    told = [(link["form"], link["href"]) for link in figure_links("map", tmp_path)]
    names = {"csv": "numbers (CSV)"}
    assert told == [(names.get(form, form.upper()), f"figures/map.{form}") for form in FORMS if form in there]


@pytest.mark.parametrize("printed", [False, True])
def test_a_run_draws_and_vouches_for_what_was_asked_for(printed, two, small_study, tmp_path, monkeypatch):
    plan = make_plan(study_settings(small_study, {"print_figures": printed}), {}, tmp_path)
    for step in plan.notebooks:
        assert not [name for name in step.outputs if name.endswith((".svg", ".pdf"))]
    wanted = {name for name in plan.report.outputs if name.startswith("figures/")}
    pictures = {name for step in plan.notebooks for name in step.outputs if name.endswith(".png")}
    assert wanted == {name.replace("png", form) for name in pictures for form in ("svg", "pdf") if printed}

    touch(tmp_path, "map.png")
    for name in ("gallery", "report"):
        (tmp_path / name).write_text("a page")
        monkeypatch.setattr(report, f"write_{name}", lambda settings, results, name=name: results / name)
    values = {
        "study": str(small_study),
        "results": str(tmp_path),
        "inputs": [],
        "outputs": ["figures/map.png"],
    }
    report.finish_run({**values, "parameters": {"print_figures": printed}}, started=datetime.now(UTC))
    outputs = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["outputs"]
    assert {name for name in outputs if name.startswith("figures/")} == {
        f"figures/map.{form}" for form in (("png", "svg", "pdf") if printed else ("png",))
    }
