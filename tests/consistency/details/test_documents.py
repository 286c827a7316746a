"""Named documents: which words name one, and which do not."""

import pytest

from retold.consistency.details.documents import DOCUMENTS, Document, find_documents
from retold.language.clauses import read_sentences


def find(text):
    return [found for sentence in read_sentences(text) for found in find_documents(text, sentence)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        ("They broke some treaty.", []),
        ("They broke the Treaty.", []),
        ("They broke the Hadley Convention.", ["hadley convention"]),
        ("They broke the Hadley convention.", ["hadley convention"]),
        ("They broke the Treaty of Valdora.", ["treaty of valdora"]),
        ("They broke the Treaty of Old Valdora and left.", ["treaty of old valdora"]),
        ("They broke the Treaty of the Old River.", ["treaty of the old river"]),
        ("They broke the treaty of Valdora.", []),
        ("They broke the Old Hadley River Peace Accord.", ["old hadley river peace accord"]),
        ("The Hadley Convention holds.", ["hadley convention"]),
        ("They read Hadley’s Report.", ["hadley report"]),
        ("They read Hadley, Convention and all.", []),
        ("They read the Holm-Hadley Pact.", ["holm hadley pact"]),
        ("They signed the Holm Act and the Hadley Protocol.", ["holm act", "hadley protocol"]),
        ("The convention met.", []),
        ("They read the Treaty, Valdora said.", []),
    ],
)
def test_documents(text, values):
    assert [found.value for found in find(text)] == values


def test_all_of_a_document():
    text = "They broke the Treaty of Old Valdora and left."
    assert find(text) == [Document(15, 36, "treaty of old valdora", "treaty", ("old", "valdora"))]
    assert text[15:36] == "Treaty of Old Valdora"


@pytest.mark.parametrize(
    ("word", "head"),
    [
        ("Treaty", "treaty"), ("Agreement", "treaty"), ("Accords", "treaty"), ("Pact", "treaty"), ("Memorandum", "memorandum"),
        ("Communiqué", "memorandum"), ("Protocol", "protocol"), ("Proclamation", "declaration"), ("Charter", "constitution"),
        ("Decree", "law"), ("Resolution", "resolution"), ("Survey", "report"),
    ],
)  # fmt: skip
def test_kinds_of_document(word, head):
    assert [found.head for found in find(f"They read the Hadley {word}.")] == [head]
    assert word.lower() in DOCUMENTS


def test_so_many_words_name_a_document_and_no_more():
    assert [found.value for found in find("They read the One Aa Bb Cc Dd Ee Treaty.")] == [
        "aa bb cc dd ee treaty"
    ]
