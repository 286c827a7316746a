"""What a page shows by its type alone: names and questions in bold, rows of tables."""

import pytest

from retold.articles.attribution.turns import text_form
from retold.articles.page_turns import keep_names, keep_questions, keep_tables
from retold.articles.readers import read_document

PAIRS = [("Will you close the bridge?", "No, I will not do that."), ("Is it safe?", "I have looked at it, and it is."), ("And your ferry?", "We will keep it, I promise.")]  # fmt: skip


def rows(form="<tr><td>{}</td><td>{}</td></tr>", names=("Fox", "Lee")):
    return "".join(form.format(name, words) for pair in PAIRS for name, words in zip(names, pair, strict=True))  # fmt: skip


NAMES = [
    ("<p><b>Lee</b> No.</p><p><b>Fox</b> Why?</p>" * 2, "<p><b>Lee</b><br> No."),
    ("<p><span>00:12</span> <b>Lee</b> No.</p><p><span>00:13</span> <b>Fox</b> Why?</p>" * 2, "<b>Lee</b><br> No."),
    ("<dl><dt>Lee</dt><dd>No.</dd></dl>", "<dl><pt>Lee"),
    ("<p><b>Lee</b> No.</p><p><b>Fox</b> Why?</p>", "<p><b>Lee</b> No."),
    ("<p><b>Lee:</b> No.</p><p><b>Fox:</b> Why?</p>" * 2, "<p><b>Lee:</b> No."),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), NAMES)
def test_names(page, expected):
    assert expected.replace("<pt>", "<p>") in keep_names(page)


QUESTIONS = [
    ("<p><b>Will it?</b></p>", "<p><b>**Will it?**</b></p>"),
    ("<p class='x'><strong class='y'> Will it? </strong></p>", "**Will it?**</strong></p>"),
    ("<p><em>Will it?</em><br/>No.</p>", "**Will it?**</em></p><p>No."),
    ("<h3>Will it?</h3>", "<h3>**Will it?**</h3>"),
    ('<p class="question">Will it?</p>', '<p class="question">**Will it?**</p>'),
]


@pytest.mark.parametrize(("page", "expected"), QUESTIONS)
def test_questions_of_which_there_are_enough(page, expected):
    assert expected in keep_questions(page * 3)
    assert keep_questions(page * 2) == page * 2
    assert keep_questions(page.replace("?", ".") * 3) == page.replace("?", ".") * 3


TABLES = [
    (f"<div><table>{rows()}</table></div>", True),
    (f"<div><table><thead><tr><th>Who</th><th>Words</th></tr></thead><tbody>{rows()}</tbody></table></div>", True),
    (f"<div><table>{rows('<tr><th><b>{}</b></th><td><p>{}</p></td></tr>')}</table></div>", True),
    (f"<div><table>{rows('<tr><td>00:12</td><td>{}</td><td>{}</td></tr>')}</table></div>", True),
    (f"<?xml version='1.0' encoding='utf-8'?><div><table>{rows()}</table></div>", True),
    (f"<div>{rows('<table><tr><td>{}</td><td>{}</td></tr></table>')}</div>", True),
    # a table of numbers, of names that do not come back, of a layout
    ("<div><table>" + "<tr><td>Norton</td><td>3</td></tr><tr><td>Holm</td><td>2</td></tr>" * 2 + "</table></div>", False),
    (f"<div><table>{rows().replace('Fox', 'It').replace('Lee', 'It')}</table></div>", False),
    ("<div><table><tr><td><p>It rained in the town.</p></td></tr></table></div>", False),
    ("<p>It rained.</p>", False),
    ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), TABLES)
def test_tables_of_turns(page, expected):
    kept = keep_tables(page)
    assert ("| No, I will not do that.</p>" in kept) == expected
    assert expected or kept == page


# What a saved page is, with and without signs of its own.
BODIES = {
    "questions in bold": ("".join(f"<p><b>{q}</b></p><p>{a}</p>" for q, a in PAIRS), "transcript"),
    "questions as headings": ("".join(f"<h3>{q}</h3><p>{a}</p>" for q, a in PAIRS), "transcript"),
    "a table of turns": (f"<table>{rows()}</table>", "transcript"),
    "an explainer": ("".join(f"<p><b>{q}</b></p><p>The council met, and it rained.</p>" for q, _ in PAIRS), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", BODIES)
def test_a_saved_page(tmp_path, kind):
    body, form = BODIES[kind]
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>The bridge</h1>{body}</article></body></html>", "utf-8")  # fmt: skip
    text = read_document(tmp_path / "a.html").text
    assert text_form(text) == form
    assert ("**" in text) == kind.startswith("questions")
