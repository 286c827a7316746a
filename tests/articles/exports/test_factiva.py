"""Files of Factiva, with fields and plain."""

import pytest

from retold.articles.exports.factiva import split
from tests.articles.exports.samples import FACTIVA, FACTIVA_PLAIN


@pytest.mark.parametrize(
    ("old", "new", "title", "outlet", "text"),
    [
        ("10:00\n", "", "Mayor promises bridge", "North Post", "The mayor said so.\n\nAnd more."),
        ("By Jo Marsh\n", "", "Mayor promises bridge", "North Post", "The mayor said so.\n\nAnd more."),
        (
            "4\nEnglish",
            "B1\n1st edition\nEnglish",
            "Mayor promises bridge",
            "North Post",
            "The mayor said so.\n\nAnd more.",
        ),
        ("(c) 2021", "© 2021", "Mayor promises bridge", "North Post", "The mayor said so.\n\nAnd more."),
        ("News\nMayor", "Mayor", "Mayor promises bridge", "North Post", "The mayor said so.\n\nAnd more."),
        (
            "212 words",
            "1.212 Wörter",
            "Mayor promises bridge",
            "North Post",
            "The mayor said so.\n\nAnd more.",
        ),
        (
            "Document NPOST",
            "Dokument NPOST",
            "Mayor promises bridge",
            "North Post",
            "The mayor said so.\n\nAnd more.",
        ),
    ],
)
def test_heads_of_the_plain_form(old, new, title, outlet, text):
    changed = FACTIVA_PLAIN.replace(old, new)
    assert changed != FACTIVA_PLAIN
    piece = split(changed)[0]
    assert (piece.title, piece.outlet, piece.date, piece.text(changed)) == (title, outlet, "2021-05-03", text)


def test_an_article_without_text_is_none():
    assert len(split(FACTIVA.replace("LP\nLee said no.\nTD\nShe said it twice.\n", ""))) == 1


def test_words_of_two_letters_are_no_fields():
    changed = FACTIVA.replace("And more of it.", "OK it is.\nIT is more.")
    assert split(changed)[0].text(changed).endswith("OK it is.\nIT is more. UN is there.")
