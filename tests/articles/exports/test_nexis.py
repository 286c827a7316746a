"""Files of Nexis in the forms that they have had."""

import pytest

from retold.articles.exports.nexis import split
from tests.articles.exports.samples import LEXIS, NEXIS


def test_no_line_of_heads_and_feet_is_read():
    for text in (NEXIS, LEXIS):
        words = " ".join(piece.text(text) for piece in split(text))
        for name in (
            "Load-Date",
            "LOAD-DATE",
            "Classification",
            "Section",
            "SECTION",
            "Byline",
            "Image 1",
            "Photo",
            "Copyright",
            "Highlight",
        ):
            assert name not in words, name


@pytest.mark.parametrize(
    ("old", "new", "title", "outlet", "date"),
    [
        ("May 3, 2021 Monday\nFirst Edition\n", "Monday, 3 May 2021\n", "Mayor promises bridge for May", "North Post (Valley edition)", "2021-05-03"),
        ("May 3, 2021 Monday\nFirst Edition\n", "May 2021\n", "Mayor promises bridge for May", "North Post (Valley edition)", "2021-05"),
        ("May 3, 2021 Monday\nFirst Edition\n", "03.05.2021\n", "Mayor promises bridge for May", "North Post (Valley edition)", "2021-05-03"),
        ("Mayor promises bridge for May\n\nNorth", "May 2021 was wet, and the mayor promised\n\nNorth", "May 2021 was wet, and the mayor promised", "North Post (Valley edition)", "2021-05-03"),
        ("Body\n", "", "Mayor promises bridge for May", "North Post (Valley edition)", "2021-05-03"),
        ("Graphic\n\nImage 1, the bridge\n\n", "", "Mayor promises bridge for May", "North Post (Valley edition)", "2021-05-03"),
    ],
)  # fmt: skip
def test_heads(old, new, title, outlet, date):
    text = NEXIS.replace(old, new)
    assert text != NEXIS
    piece = split(text)[0]
    assert (piece.title, piece.outlet, piece.date) == (title, outlet, date)
    assert piece.text(text).startswith("The mayor, Ann Lee, said")
    assert piece.text(text).endswith("that is.")


@pytest.mark.parametrize(
    "line", ["1 of 2 DOCUMENTS", "Dokument 1 von 2", "Document 1 de 2", "1 of 2 DOCUMENT"]
)
def test_the_older_form_in_other_languages(line):
    text = LEXIS.replace("1 of 2 DOCUMENTS", line).replace("2 of 2 DOCUMENTS", line.replace("1", "2", 1))
    assert [piece.date for piece in split(text)] == ["2021-05-03", "2021-05-03"]


GERMAN = """\
Dokument 1 von 2


Nordpost

13. Mai 2021 Donnerstag

Die Brücke ist sicher

AUTOR: Jo Marsch

RUBRIK: LOKALES; S. 3

LÄNGE: 30 Wörter


Die Brücke ist sicher, sagte Anna Lehmann am Mittwoch.

UPDATE: 14. Mai 2021

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

Copyright 2021 Nordpost
Alle Rechte vorbehalten


"""


def test_german_heads_and_feet():
    first, second = split(GERMAN + GERMAN.replace("Dokument 1", "Dokument 2").replace("13. Mai", "14. Mai"))
    assert (first.title, first.outlet, first.date, first.length) == (
        "Die Brücke ist sicher",
        "Nordpost",
        "2021-05-13",
        "30",
    )
    assert first.text(GERMAN) == "Die Brücke ist sicher, sagte Anna Lehmann am Mittwoch."
    assert second.date == "2021-05-14"


def test_an_empty_article_is_none():
    assert len(split(NEXIS + "\n \nEnd of Document\n")) == 2
