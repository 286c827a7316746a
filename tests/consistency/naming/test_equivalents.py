"""Names for the same thing: found as listed, with the voice that uses them; proposed from spellings and pairs."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.naming.equivalents import compare_naming, propose_equivalents
from retold.consistency.wording.compare import compare_wording
from retold.errors import ParameterError
from retold.tables import SCHEMAS

STRIKE = {"strike": ["strike", "walkout", "work stoppage"]}


def articles(*texts):
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(1, len(texts) + 1)], "text": list(texts)})


def named(text, equivalents=None, **options):
    found = compare_naming(articles(text), equivalents=equivalents or STRIKE, **options)
    return [(row.thing, row.name, text[row.start : row.end]) for row in found.itertuples(index=False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The strike goes on.", [("strike", "strike", "strike")]),
        ("STRIKE! The Walkout.", [("strike", "strike", "STRIKE"), ("strike", "walkout", "Walkout")]),
        ("A work\nstoppage began.", [("strike", "work stoppage", "work\nstoppage")]),
        # Words that hold a name are other words.
        ("Strikers struck, striking.", []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text, found):
    assert named(text) == found


def test_a_star_stands_for_any_ending_and_the_longer_name_counts():
    listed = {"strike": ["strike*"], "vote": ["strike ballot"]}
    assert named("Strikers held a strike ballot.", listed) == [
        ("strike", "strike*", "Strikers"),
        ("vote", "strike ballot", "strike ballot"),
    ]


def test_a_name_has_the_voice_of_its_statement_and_masked_spans_are_left_out():
    text = "No strike, she said. The walkout ended. Read more: strike"
    statements = pd.DataFrame(
        {"statement_id": ["a1:1"], "article_id": "a1", "start": [0], "end": [9], "voice": "subject"}
    )
    masked = pd.DataFrame({"article_id": ["a1"], "start": [40], "end": [len(text)]})
    found = compare_naming(articles(text), equivalents=STRIKE, statements=statements, masked=masked)
    assert found[["name", "voice", "statement_id"]].values.tolist() == [
        ["strike", "subject", "a1:1"],
        ["walkout", "journalist", ""],
    ]


@pytest.mark.parametrize(
    ("listed", "says"),
    [({"strike": [""]}, "empty"), ({"strike": ["*"]}, "empty"), ({"a": ["x"], "b": ["x"]}, "two things")],
)
def test_a_list_that_cannot_be_used_is_refused(listed, says):
    with pytest.raises(ParameterError, match=says):
        compare_naming(articles("x"), equivalents=listed)


@pytest.mark.parametrize("frame", [articles(), articles("", "No name here.")])
def test_nothing_found_gives_empty_tables(frame):
    assert list(compare_naming(frame, equivalents=STRIKE).columns) == SCHEMAS["naming"].columns
    assert compare_naming(frame, equivalents={}).empty
    assert list(propose_equivalents(frame).columns) == SCHEMAS["equivalents"].columns


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (["Near Odesa rain fell.", "Near Odessa rain fell."], [("Odesa", "Odessa")]),
        (["Near Tashkent rain fell.", "Near Toshkent rain fell."], [("Tashkent", "Toshkent")]),
        # One article that uses both tells them apart.
        (["From Marlow to Barlow, and back to Marlow.", "From Barlow it rained."], []),
        (["From Malden to Malton, and back to Malden.", "From Malton it rained."], []),
        # An ending makes no other name, nor does a plural or a possessive.
        (["The Norland coast.", "A Norlander spoke.", "All Norlands.", "In Norland's ports."], []),
        # Short names are often words of their own.
        (["In Iran it rained.", "In Iraq it rained."], []),
        # A capital that the sentence asks for makes no name.
        (["Stone fell.", "Stove fell."], []),
        ([], []),
    ],
)
def test_spellings_of_a_name_are_proposed(texts, pairs):
    found = propose_equivalents(articles(*texts))
    assert list(zip(found["name_a"], found["name_b"], strict=True)) == pairs
    assert set(found["evidence"]) <= {"spelling"}


def test_words_in_each_others_place_are_proposed_with_how_often():
    texts = ["“They call this a strike at the old mill.”", "“They call this a walkout at the old mill.”"]
    frame = pd.DataFrame(
        {
            "statement_id": ["a1:1", "a2:1", "a3:1"],
            "article_id": ["a1", "a2", "a3"],
            "argument": "none",
            "text": [texts[0], texts[1], texts[0]],
        }
    )
    wording = compare_wording(frame, threshold=0.3)  # short texts that nobody is named to say are doubted
    found = propose_equivalents(articles(texts[0], texts[1], texts[0]), wording=wording)
    assert found.values.tolist() == [["strike", "walkout", "aligned", 2, 2, 1]]


@given(st.text(alphabet="aSt rike.\n", max_size=60))
def test_each_name_stands_where_it_says(text):
    found = compare_naming(articles(text), equivalents={"it": ["strike", "Sta*"]})
    shown = [text[a:b].lower() for a, b in zip(found["start"], found["end"], strict=True)]
    assert all(word == "strike" or word.startswith("sta") for word in shown)
