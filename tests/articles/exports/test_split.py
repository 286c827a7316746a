"""Exports of archives are split into their articles, with what their heads say; what is left out is listed."""

import pytest

from retold.articles.corpus import corpus_files, read_articles
from retold.articles.exports.split import left_out, split_export
from retold.articles.notes import reading_notes
from tests.articles.cases import write
from tests.articles.exports.samples import EXPECTED, NEXIS


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_articles_and_what_their_heads_say(name, ends, before):
    text, expected = EXPECTED[name]
    whole = before + text.replace("\n", ends)
    export = split_export(whole)
    assert export.archive == name.split(",")[0].removeprefix("Lexis")
    found = [(p.title, p.outlet, p.date, p.length, p.text(whole).replace(ends, "\n")) for p in export.pieces]
    assert found == expected
    for piece in export.pieces:
        for start, end in piece.spans:
            assert whole[start:end] == whole[start:end].strip()


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_lost(name):
    text, _expected = EXPECTED[name]
    pieces = split_export(text).pieces
    kept = [word for piece in pieces for word in piece.text(text).split()]
    rest = [word for words in left_out(text, pieces) for word in words.split()]
    assert sorted(kept + rest) == sorted(text.split())


@pytest.mark.parametrize("name", EXPECTED)
def test_in_a_folder_beside_others(tmp_path, name):
    text, expected = EXPECTED[name]
    write(tmp_path, {"Files(2).txt": text, "other.txt": "It rained.\n\nThe end of document came early."})
    articles = read_articles(tmp_path).set_index("article_id")
    assert articles.index.tolist() == ["Files(2)-1", "Files(2)-2", "other"]
    first = articles.loc["Files(2)-1"]
    assert (first["title"], first["outlet"], first["date"]) == expected[0][:3]
    assert (first["date_source"], first["outlet_source"]) == ("export", "export")
    assert first["text"] == expected[0][4]
    assert articles.loc["other", "date_source"] == ""
    told = "; ".join(reading_notes(articles)["what"])
    assert "2 articles; heads and feet are left out, such as" in told
    assert len(corpus_files(tmp_path)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "", "It rained.", "The report ends so:\nEnd of Document\n", "Document 5 of the file", "1 of 2 documents were found.",
        "____________________________________________________________\nFull text: x", "HD television is here.\nTD Garden.",
        "Document ABCDEFGHIJKLMNOP\n", "Length: 5\nBody\nx",
    ],
)  # fmt: skip
def test_other_texts_are_no_exports(text):
    assert split_export(text) is None


def test_one_article_alone_keeps_the_name_of_its_file(tmp_path):
    write(tmp_path, {"a.txt": NEXIS.split("End of Document")[0] + "End of Document\n"})
    assert read_articles(tmp_path)["article_id"].tolist() == ["a"]


def test_sixty_articles(tmp_path):
    block = NEXIS.split("Page 1 of 2\n")[1].split("End of Document")[0]
    write(
        tmp_path,
        {
            "a.txt": "".join(
                f"{block.replace('May 3', f'May {n % 28 + 1}')}End of Document\n\n" for n in range(60)
            )
        },
    )
    articles = read_articles(tmp_path)
    assert len(articles) == 60
    assert articles["date"].nunique() == 28
    assert not articles["text"].str.contains("Load-Date|Byline|Section").any()
