"""Interviews whose questions have no names before them, and texts that only have questions."""

import pytest

from retold.articles.attribution.interviews import find_questions
from retold.articles.attribution.turn_lines import line_spans
from retold.language.lexicon import lexicon

HEAD = "Interview with Ann Lee"
PAIRS = [
    ("Will you close the bridge?", "No, I will not."),
    ("Is it safe?", "We have looked at it, and I think so."),
    ("And the ferry?", "It runs."),
    ("What do you fear?", "My fear is the ice."),
]


def write(question="{}", answer="{}", *, head=HEAD, pairs=PAIRS, end=""):
    parts = [line for q, a in pairs for line in (question.format(q), answer.format(a))]
    return "\n\n".join(filter(None, [head, *parts, end]))


def parts(text, language="en"):
    found = find_questions(text, line_spans(text), lexicon(language).turns)
    return [(text[part.start : part.end], part.asks) for part in found]


EXPECTED = [part for q, a in PAIRS for part in ((q, True), (a, False))]
INTERVIEWS = [
    write("**{}**"), write("__{}__"), write("*{}*"), write("_{}_"), write("## {}"), write(), write("– {}"), write("– {}", "– {}"),
    write("**{}**", head="The bridge"), write("## {}", head=""),
    write(head="We spoke to Ann Lee."), write(head="Q&A: the mayor"), write(head="The mayor in conversation with us"),
    # what an editor adds, headings
    write("**{}**", end="*Ann Lee was born in Holm.*"), write(end="This interview has been edited for length."),
    write("**{}**", "{}\n\nThe river"),
]  # fmt: skip


@pytest.mark.parametrize("text", INTERVIEWS)
def test_questions_and_answers(text):
    assert parts(text) == EXPECTED


def test_what_is_set_off_may_be_no_question():
    pairs = [*PAIRS, ("You said otherwise in May.", "I was wrong.")]
    assert parts(write("**{}**", pairs=pairs))[-2:] == [("You said otherwise in May.", True), ("I was wrong.", False)]  # fmt: skip


TOLD = [(q, f"The council says of it: “I do not know, and my friends neither.” It rained {n} days.") for n, (q, _) in enumerate(PAIRS)]  # fmt: skip
FOR_READERS = [("Can I use it?", "Yes, you can."), ("Must I pay?", "You must."), ("May I wait?", "No, you may not.")]  # fmt: skip
NONE = {
    "an explainer": write("**{}**", pairs=TOLD),
    "an explainer of an interview": write("**{}**", pairs=TOLD),
    "questions of readers": write("**{}**", pairs=FOR_READERS),
    "plain questions without an interview": write(head="The bridge"),
    "two questions": write("**{}**", pairs=PAIRS[:2]),
    "one question": write("**{}**", pairs=[*PAIRS[:1], *[(q.replace("?", "."), a) for q, a in PAIRS[1:]]]),
    "questions alone": write("**{}**", "", pairs=[(q, "") for q, _ in PAIRS]),
    "those in bold are no questions": write("**{}**", pairs=[(q.replace("?", "."), a) for q, a in PAIRS]),
    "we alone": write("**{}**", pairs=[(q, a.replace("I ", "we ").replace("My", "Our")) for q, a in PAIRS]),
    "nothing": "",
}


@pytest.mark.parametrize("kind", NONE)
def test_other_texts_with_questions(kind):
    assert parts(NONE[kind]) == []


def test_a_language_without_words_has_none(monkeypatch):
    from retold.language.lexicon import Turns

    text = write("**{}**")
    assert find_questions(text, line_spans(text), Turns()) == []
