"""From a number to its statements, and from a statement to its place in the article."""

import pandas as pd
import pytest

from retold.study.evidence import (
    Evidence,
    address,
    argument_lists,
    article_parts,
    link,
    mark_states,
    statement_rows,
    wording_blocks,
)
from tests.study.findings.study_tables import statements, study_tables
from tests.study.findings.test_reports import COVERAGE
from tests.study.made_tables import rows

LABELS = {"a": "Post", "b": "News", "c": "Echo"}


@pytest.fixture
def evidence():
    return Evidence(statements(), LABELS)


@pytest.mark.parametrize(
    ("article", "anchor"),
    [
        ("post", "#post:1-20"),
        ("a b", "#a%20b:1-20"),
        ('"><script>', "#%22%3E%3Cscript%3E:1-20"),
        ("ümläut#1%", "#%C3%BCml%C3%A4ut%231%25:1-20"),
        ("javascript:alert(1)", "#javascript:alert(1):1-20"),
    ],
)
def test_the_address_of_a_place_as_a_link(article, anchor):
    assert link(address(article, 1, 20)) == anchor


def test_statements_are_listed_with_their_places(evidence):
    found = evidence.entries(["b:1", "a:2", "b:1", "nobody:1"])
    assert [(row["id"], row["link"], row["article"], row["text"]) for row in found] == [
        ("b:1", "#b:0-30", "News", "Words of b:1."),
        ("a:2", "#a:10-30", "Post", "Words of a:2."),
    ]


TEXTS = {
    "all in order": ("One two three.", [(0, 3)], [(8, 13)], ["One", " two ", "three", "."]),
    "nothing in it": ("plain\r\ntext", [], [], ["plain\r\ntext"]),
    "a statement within what is masked": ("One two three.", [(4, 7)], [(0, 13)], ["One two three", "."]),
    "signs of two units": ("a😀b “c”", [(1, 2), (4, 7)], [], ["a", "😀", "b ", "“c”"]),
    "empty": ("", [], [], []),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_pieces_of_a_text_are_the_text(name):
    text, said, masked, pieces = TEXTS[name]
    spans = pd.DataFrame(said, columns=["start", "end"]).assign(voice="subject", form="direct", speaker="Lee")
    covered = pd.DataFrame(masked, columns=["start", "end"]).assign(reason="advert")
    found = list(article_parts(text, spans, covered))
    assert [part["text"] for part in found] == pieces
    assert "".join(part["text"] for part in found) == text
    assert all(text[slice(*part["at"])] == part["text"] for part in found)


def test_a_piece_says_whose_words_it_is():
    spans = pd.DataFrame(
        {"start": [0], "end": [3], "voice": "third_party", "form": "indirect", "speaker": ""}
    )
    covered = pd.DataFrame({"start": [4], "end": [6], "reason": "advert"})
    found = list(article_parts("One ad", spans, covered))
    assert [(part["kind"], part["note"]) for part in found] == [
        ("third_party", "indirect"),
        ("", ""),
        ("masked", "advert"),
    ]


def test_arguments_with_their_statements_by_article(evidence):
    table = study_tables()["arguments"].assign(named="Safe", trusted=True)
    found = argument_lists(table, evidence, ["a", "b", "c"], prefix="argument", most=9)
    assert [(row["name"], row["statements"], row["articles"]) for row in found] == [
        ("A1", 3, 3),
        ("A2", 1, 1),
    ]
    cell = found[1]["cells"][0]
    assert (cell["n"], cell["link"], cell["anchor"]) == (1, "#argument:A2:a", "argument:A2:a")
    assert [entry["id"] for entry in cell["entries"]] == ["a:2"]
    assert [cell["link"] for cell in found[1]["cells"][1:]] == ["", ""]
    assert argument_lists(table, evidence, ["a"], prefix="argument", most=1)[0]["name"] == "A1"
    mark_states(found, COVERAGE)
    assert [[cell["state"] for cell in row["cells"]] for row in found] == [
        ["reported", "reported", "reported"],
        ["reported", "silent", "not comparable"],
    ]


def test_reported_speech_comes_before_narration(evidence):
    found = statement_rows(evidence, study_tables()["arguments"], most=6)
    assert [row["id"] for row in found] == ["a:1", "a:2", "a:4", "b:1", "c:1", "a:3"]
    assert [row["argument"] for row in found] == ["A1", "A2", "", "A1", "A1", ""]


def test_versions_of_an_utterance_stand_together(evidence):
    table = rows(
        "wording_rows",
        {"utterance": "u1", "article_id": "a", "statement_id": ("a:1",), "start": 0, "end": 10, "words": ("We", "", "go"), "changed": "000"},
        {"utterance": "u1", "article_id": "b", "statement_id": ("b:1",), "start": 0, "end": 30, "words": ("They", "all", ""), "changed": "11-"},
        {"utterance": "u2", "article_id": "c", "statement_id": ("c:1",), "start": 0, "end": 20, "words": ("So",), "changed": "0"},
    )  # fmt: skip
    one, other = wording_blocks(table, evidence)
    assert (one["speakers"], one["changed"], other["changed"]) == ("Lee", True, False)
    pieces = [[(piece["text"], piece["mark"]) for piece in version["pieces"]] for version in one["versions"]]
    assert pieces == [[("We", False), ("go", False)], [("They", True), ("all", True), ("·", True)]]
    assert [version["link"] for version in one["versions"]] == ["#a:0-10", "#b:0-30"]


def test_versions_without_a_place_have_no_link(evidence):
    table = rows("wording_rows", {"utterance": "u1", "article_id": "a", "words": ("We",), "changed": "0"})
    table["start"] = table["end"] = pd.array([pd.NA], dtype="Int64")
    assert wording_blocks(table, evidence)[0]["versions"][0]["link"] == ""
