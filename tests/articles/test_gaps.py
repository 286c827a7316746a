"""What is odd about a corpus as a whole is told once, with how many articles and which."""

import pandas as pd
import pytest

from retold.articles.corpus import read_articles
from retold.articles.gaps import SHORTEST, language_sentences, note_gaps
from retold.articles.notes import Notes
from tests.articles.cases import write

LONG = "The rain in the valley was the worst of the year, and it is not over. " * 4
WHOLE = {
    "article_id": "a",
    "date": "2021",
    "outlet": "Post",
    "text": LONG,
    "characters": len(LONG),
    "language": "en",
    "outlet_source": "given",
}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{}], []),
        ([{"date": ""}], ["1 article has no date"]),
        ([{"date": ""}, {"outlet": "", "date": ""}], ["2 articles have no date", "1 article has no outlet"]),
        ([{"text": "x"}, {"text": "x"}, {}], ["2 articles have the same text"]),
        ([{"characters": SHORTEST - 1}, {"characters": SHORTEST}], ["1 article has fewer than"]),
        ([{"language": "de"}, {"language": "en-GB"}, {"language": ""}], ["1 of 3 articles is in German: direct quotations"]),
        ([{"language": "de-AT"}, {"language": "fr"}], ["1 of 2 articles is in German", "1 of 2 articles is in French: nothing was measured"]),
    ],
)  # fmt: skip
def test_what_is_told(rows, said):
    articles = pd.DataFrame([{**WHOLE, "text": f"{LONG}{n}", **row} for n, row in enumerate(rows)])
    notes = Notes()
    note_gaps(articles, notes)
    assert len(notes.listed) == len(said)
    for note, words in zip(notes.listed, said, strict=True):
        assert note.level == "warning"
        assert note.what.startswith(words)
        assert note.todo


def test_a_corpus_is_told_of(tmp_path):
    german = "Die Bürgermeisterin sagte, die Brücke werde im Mai geöffnet. Der Regen ist nicht vorbei, und das Tal ist voll."
    notes = Notes()
    read_articles(write(tmp_path, {"a.txt": german, "b.txt": german}), notes=notes)
    assert [note.what.split(":")[0] for note in notes.listed] == [
        "2 articles have no date",
        "2 articles have no outlet",
        "2 articles have the same text as another",
        "2 articles have fewer than 200 characters",
        "2 of 2 articles are in German",
    ]


def test_languages_with_words_are_not_told_of():
    assert language_sentences(pd.DataFrame({"language": ["en", "", "en-US"]})) == []
