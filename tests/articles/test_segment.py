import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.articles.clutter import find_clutter
from retold.articles.corpus import read_articles
from retold.articles.segment import describe_articles, sentence_spans, split_sentences
from retold.tables import empty_table
from tests.conftest import NATO

# Each row is its sentences, put together with one space.
SPACED = {
    "plain": ["It rained.", "It stopped."],
    "titles": ["Mr. Lee met Gen. Fox, Sen. Ray and St. John in the U.S. on Monday."],
    "initials": ["J. K. Fox and Ann B. Lee left.", "They came."],
    "country at the end": ["He went to the U.S.", "The house stood."],
    "country before a name": ["The U.S. Senate met."],
    "hours": ["At 5 p.m. on Monday it rained.", "At 6 a.m. it stopped."],
    "months": ["On Jan. 26 it rained.", "In Feb. it stopped."],
    "numbers": ["They don't agree: 3.5 km, No. 4, p. 7."],
    "no": ["Do they agree?", "No.", "But we do."],
    "number ends": ["It was 2014.", "It rained."],
    "number begins": ["It rained.", "12 people left."],
    "list": ["1. The first rule."],
    "firms": ["Foo Inc. said so.", "Bar Ltd. agreed.", "They met at Foo Inc.", "It rained."],
    "ellipsis goes on": ["Well... perhaps not… or so."],
    "ellipsis ends": ["Well...", "Perhaps not…", "Or so."],
    "signs first": ["... And then it rained."],
    "exclamations": ["Stop!", "Who?!", "Nobody."],
    "questions in lower case": ["who gains?", "nobody does."],
    "quotation": ["“It rained.", "It stopped,” she said."],
    "straight quotation": ['"It rained.', 'It stopped," she said.'],
    "quotation of three": ["“It rained.", "It stopped.", "It rained again.”", "She left."],
    "angle quotation": ["«It rained.", "It stopped», she said."],
    "low quotation": ["„It rained.“", "She left."],
    "question inside": ["“Why?” he asked."],
    "question and name": ["“Why?” Ann Lee asked.", "“No!”", "Then she left."],
    "brackets": ["(It rained.", "It stopped.)", "They left."],
    "stop after mark": ["They left it “here.” .", "It rained."],
    "notes": ["It rained.[3]", "It stopped."],
    "dash": ["“It rained.” — she said."],
    "dash and sentence": ["“It rained.”", "— She left."],
    "addresses": ["See www.example.org and a.lee@example.org now.", "It rained."],
    "names in lower case": ["It rained.", "iPhones failed."],
    "Arabic": ["هل هذا صحيح؟", "نعم."],
    "Urdu": ["یہ درست ہے۔", "وہ گیا۔"],
    "Hindi": ["यह है।", "वह है।"],
    "Russian": ["Дождь шёл.", "Потом нет."],
}


@pytest.mark.parametrize("sentences", SPACED.values(), ids=SPACED)
def test_sentences(sentences):
    text = " ".join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


GLUED = {
    "missing space": ["It is unclear.", "Later it rained."],
    "missing space after a mark": ["It is “unclear.”", "Later it rained."],
    "missing space before a mark": ["She said no.", "“We wait.”"],
    "missing space, straight after": ['"It is unclear."', "Later it rained."],
    "missing space, straight before": ["She said no.", '"We wait.'],
    "missing space after a number": ["It was 2014.", "Later it rained."],
    "domains": ["example.Com and Lee@example.Org/Path.Html stay"],
    "acronyms": ["The U.S.A and ASP.NET stay"],
    "Chinese": ["他说。", "我走！", "好吗？", "好。"],
    "Japanese": ["「はい。」と言った。", "終わり。"],
}


@pytest.mark.parametrize("sentences", GLUED.values(), ids=GLUED)
def test_sentences_without_spaces(sentences):
    text = "".join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize("text", ["", "  ", "\u00a0\u200b\ufeff"])
def test_nothing_has_no_sentences(text):
    assert sentence_spans(text) == []


@pytest.mark.parametrize("edition", ["paraphrase", "original"])
def test_the_five_articles_are_split_as_they_are_coded(edition):
    if edition == "original" and not (NATO / "originals").is_dir():
        pytest.skip("the originals are not here")
    coding = pd.read_csv(NATO / "coding" / "themes.csv", dtype={"article_id": "str"})
    columns = ["article_id", "start", "end"]
    expected = coding.loc[coding["edition"] == edition, columns]
    articles = read_articles(NATO, edition=edition, outside=["originals"])
    sentences = split_sentences(articles, find_clutter(articles))
    assert len(expected) == 137
    assert sentences[columns].values.tolist() == expected.values.tolist()


def test_masked_spans_are_left_out_and_end_a_sentence():
    text = "Title\nTOWN — It rained. It stopped.\u2028Then sun."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    masked = pd.DataFrame([("a", 6, 12, "dateline", text[6:12])], columns=empty_table("masked").columns)
    sentences = split_sentences(articles, masked)
    assert sentences["text"].tolist() == ["Title", "It rained.", "It stopped.", "Then sun."]
    assert sentences["sentence_id"].tolist() == ["a:1", "a:2", "a:3", "a:4"]
    described = describe_articles(articles, sentences)
    assert described[["tokens", "sentences"]].values.tolist() == [[7, 4]]


PIECES = [
    "Lee", " ", ". ", ".", "!", "?", "…", "。", "؟", "।", '"', "“", "”", "„", "«", "»", "(", ")", "Mr", "U.S", "a", "A", "1", "\n",
    "\r\n", "\u2028", "\u200b", "\u00ad", "e\u0301", "👍", "Leave a Reply\n", "TOWN — ", "[3]", "no", "The ",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80))
def test_every_visible_character_is_masked_or_in_one_sentence(text):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    masked = find_clutter(articles)
    sentences = split_sentences(articles, masked)
    owners = [0] * len(text)
    for frame in (masked, sentences):
        for start, end, words in zip(frame["start"], frame["end"], frame["text"], strict=True):
            assert text[start:end] == words
            assert start < end
            for at in range(start, end):
                owners[at] += 1
    for character, owner in zip(text, owners, strict=True):
        blank = character.isspace() or character in "\ufeff\u200b\u200c\u200d\u2060"
        assert owner == 1 or (blank and owner == 0) or (blank and owner == 1)
    assert sentences["start"].is_monotonic_increasing


def test_ten_thousand_open_quotation_marks():
    text = "“It rained. " * 10_000
    assert len(sentence_spans(text)) == 10_000
