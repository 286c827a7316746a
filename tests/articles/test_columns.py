"""Columns of tables are told by the names that tables usually give them."""

import pytest

from retold.articles.columns import choose_columns, file_column, has_text
from retold.articles.notes import Notes
from retold.errors import ArticleError


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("article_id text outlet date title language", "article_id text outlet date title language"),
        ("id body source published headline lang", "id body source published headline lang"),
        ("stories_id content media_name publish_date title language", "stories_id content media_name publish_date title language"),
        ("ID Full_Text Publication PubDate Headline -", "ID Full_Text Publication PubDate Headline -"),
        ("doc_id article newspaper datePublished heading -", "doc_id article newspaper datePublished heading -"),
        ("- article_text publisher publication_date - -", "- article_text publisher publication_date - -"),
        ("- Text Medium Date Title Language", "- Text Medium Date Title Language"),
        ("ID Text Publikation Datum Titel Sprache", "ID Text Publikation Datum Titel Sprache"),
        ("id texte journal - Titre langue", "id texte journal - Titre langue"),
        ("id Contenido medio fecha Título idioma", "id Contenido medio fecha Título idioma"),
        ("- bodyText publication webPublicationDate - -", "- bodyText publication webPublicationDate - -"),
        ("- maintext source_domain date_publish title language", "- maintext source_domain date_publish title language"),
        ("- Artikel Zeitung Datum Titel -", "- Artikel Zeitung Datum Titel -"),
        ("- content domain seendate - -", "- content domain seendate - -"),
        ("uid articleBody site created_at - -", "uid articleBody site created_at - -"),
    ],
)  # fmt: skip
def test_common_names(header, chosen):
    names = ("article_id", "text", "outlet", "date", "title", "language")
    expected = {name: own for name, own in zip(names, chosen.split(), strict=True) if own != "-"}
    columns = [name for name in header.split() if name != "-"]
    assert choose_columns([*columns, "url", "views"], {}, "t.csv", Notes()) == expected
    assert has_text(columns)


@pytest.mark.parametrize(
    ("header", "told", "chosen"),
    [
        (["text", "body"], {}, {"text": "text"}),
        (["body", "content"], {}, {"text": "body"}),
        (["body", "content"], {"text": "content"}, {"text": "content"}),
        (["source", "text"], {"text": "source"}, {"text": "source"}),
        (["Full Text", "Full text "], {}, {"text": "Full Text"}),
        (["texto", "text"], {}, {"text": "text"}),
        (["words", "who"], {"text": "words", "outlet": "who"}, {"text": "words", "outlet": "who"}),
    ],
)
def test_which_of_several(header, told, chosen):
    assert choose_columns(header, told, "", Notes()) == chosen


def test_what_was_guessed_is_said_and_what_was_told_is_not():
    notes = Notes()
    choose_columns(["id", "words", "source"], {"text": "words"}, "t.csv", notes)
    assert [(note.what, note.where) for note in notes.listed] == [
        ("columns were guessed by their names: article_id is 'id', outlet is 'source'", "t.csv")
    ]
    choose_columns(["article_id", "text"], {}, "u.csv", notes)
    assert len(notes.listed) == 1


@pytest.mark.parametrize(
    ("header", "told", "words"),
    [
        (["id", "title"], {}, ["lacks the column 'text'", "there are: 'id', 'title'"]),
        ([], {}, ["there are: none"]),
        (["bodi", "a"], {"text": "body"}, ["lacks the column 'body'", "did you mean 'bodi'"]),
        (["body", "body"], {}, ["2 columns are called 'body'"]),
        ([f"column {n}" for n in range(200)], {}, ["'column 0'", "…"]),
    ],
)
def test_what_is_refused(header, told, words):
    with pytest.raises(ArticleError) as refused:
        choose_columns(header, told, "t.csv", Notes())
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("header", "column"), [(["file"], "file"), (["a", "File Name"], "File Name"), (["url"], "")]
)
def test_the_column_of_files(header, column):
    assert file_column(header) == column
