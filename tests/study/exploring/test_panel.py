"""Panels: the first choice where nobody can choose, and what was chosen where somebody does."""

import pytest

from retold.errors import StudyError
from retold.showing import Shown
from retold.study.exploring.panel import FRAME, OneOf, Panel, SomeOf, Words
from retold.study.normalise import WIDGET_VIEW


def view(theme, articles, words):
    if words == "[":
        raise StudyError("no pattern: <[>", where="words")
    return Shown(["theme", "of", "words"], [False] * 3, [[theme, " ".join(articles), words]])


@pytest.fixture
def panel():
    return Panel(
        view,
        {
            "theme": OneOf("theme", {"any": "", "the sun": "sun"}),
            "articles": SomeOf("articles", {"Post": "a", "News": "b"}),
            "words": Words("words"),
        },
    )


def test_what_is_not_chosen_is_the_first_choice(panel):
    assert "<td" in panel.html()
    assert ">sun<" in panel.html(theme="sun")
    assert ">a b<" in panel.html(articles=("a", "b"))
    assert repr(panel) == repr(view("", (), ""))


def test_an_error_is_told_and_escaped(panel):
    told = panel.html(words="[")
    assert "no pattern: &lt;[&gt;" in told
    assert "<br>" in told


def test_a_turned_control_changes_what_is_shown(panel):
    *controls, shown = panel.box.children
    theme, articles, words = controls
    # A table that is wider than its cell is scrolled, not cut.
    assert shown.layout.overflow == "auto"
    assert shown.value == FRAME.format(panel.html())
    theme.value = "sun"
    assert shown.value == FRAME.format(panel.html(theme="sun"))
    articles.value = ("b",)
    words.value = "rain"
    assert shown.value == FRAME.format(panel.html(theme="sun", articles=("b",), words="rain"))
    words.value = "["
    assert "no pattern" in shown.value
    words.value = ""
    assert shown.value == FRAME.format(panel.html(theme="sun", articles=("b",)))


def test_an_output_holds_the_controls_and_the_first_choice(panel):
    bundle = panel._repr_mimebundle_()
    assert bundle["text/html"] == panel.html()
    assert bundle["text/plain"] == repr(panel)
    assert bundle[WIDGET_VIEW]["model_id"] == panel.box.model_id
