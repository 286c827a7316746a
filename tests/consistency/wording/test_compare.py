"""Which statements are linked as the same words, and the table of pairs that comes of it."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.wording.alignment import Coded, align_pairs
from retold.consistency.wording.compare import compare_wording
from retold.consistency.wording.drift import DRIFT_TYPES
from retold.consistency.wording.translation import VERDICTS
from retold.consistency.wording.versions import SAME, align_wording, show_wording
from retold.errors import TableError
from retold.language.words import stem_word
from retold.showing import is_own_wording, wording_note
from retold.tables import SCHEMAS, conform

ROAD = "“The old harbour road stays open all winter.”"


def pair(left, right, *, forms=None, argument="k1", voices="subject", confidence=None, **options):
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": argument,
            "text": [left, right],
            "voice": voices,
        }
    )
    if forms is not None:
        frame["form"] = forms
    if confidence is not None:
        frame["confidence"] = confidence
    return compare_wording(frame, **options)


def test_the_same_words_are_alike_and_sure():
    found = pair(ROAD, ROAD)
    assert found[["similarity", "drift", "changes", "verdict"]].values.tolist() == [
        [1.0, ("verbatim",), "", "same"]
    ]
    assert 0.8 < found.loc[0, "confidence"] < 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Fishermen fear for their boats", "The road must not close before winter"),
        ("yes", "no"),
        ("", "The road must not close"),
        ("", ""),
        ("…", "—"),
        # Names and a reporting verb alone are no shared wording.
        ("So spoke Prime Minister Ola Olsen on Monday", "Later Prime Minister Ola Olsen went home"),
        # Built alike, and of other things.
        (
            "We painted the church because the old roof must be mended this week",
            "We painted the school because the new door must be opened last June",
        ),
        (
            "In the autumn of 1950 my uncle planted these trees with his bare hands",
            "In the spring of 1970 my uncle sold those boats with his bare hands",
        ),
        (
            "I am ready to see the mayor today without guards",
            "I am ready to see the doctor today with my wife",
        ),
    ],
)
def test_other_words_are_no_pair_even_inside_one_argument(left, right):
    assert pair(left, right).empty


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Cut at both ends, on one side each.
        ("In 1950 our uncles dug this canal with spades", "our uncles dug this canal … and nobody paid them"),
        ("The fleet carries 40 tons of grain", "The fleet carries 400 tons of grain"),
        ("We shut the old harbour road in spring", "We closed the old harbour road in spring"),
        ("that the town would keep the old bridge open", "“We will keep the old bridge open”"),
    ],
)
def test_changed_words_still_are_a_pair(left, right):
    assert len(pair(left, right)) == 1


def test_the_same_words_by_another_voice_are_no_pair_if_the_voices_are_sure():
    mended = ROAD.replace("winter", "summer")
    same, other = pair(ROAD, mended), pair(ROAD, mended, voices=["subject", "third_party"])
    assert len(same) == 1
    assert other.empty
    unsure = pair(ROAD, mended, voices=["subject", "third_party"], confidence=0.4)
    assert unsure.loc[0, "similarity"] < same.loc[0, "similarity"]


def test_only_words_that_two_translations_would_explain_are_compatible_with_translation():
    shut = ("“They closed the harbour road in winter.”", "“They shut the harbour road in winter.”")
    assert pair(*shut, translated=True).loc[0, "verdict"] == "compatible with translation"
    assert pair(*shut).loc[0, "verdict"] == "changed"


def test_arguments_play_no_part_in_linking():
    assert len(pair(ROAD, ROAD, argument="none")) == 1
    found = pair(ROAD, ROAD, argument=["none", "k2"])
    assert found["argument"].tolist() == ["k2"]


def test_parts_of_a_broken_quotation_are_one_side():
    parts = ["“The old harbour road,”", "she said,", "“stays open all winter.”"]
    whole = " ".join(parts)
    starts = [whole.index(part) for part in parts]
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "a:2", "a:3", "b:1"],
            "article_id": ["a", "a", "a", "b"],
            "argument": "none",
            "text": [*parts, ROAD],
            "voice": ["subject", "journalist", "subject", "subject"],
            "form": ["direct", "narration", "direct", "direct"],
            "start": [*starts, 0],
            "end": [*(s + len(p) for s, p in zip(starts, parts, strict=True)), len(ROAD)],
        }
    )
    found = compare_wording(frame)
    assert found[["statements_a", "statements_b", "drift"]].values.tolist() == [
        [("a:1", "a:3"), ("b:1",), ("verbatim",)]
    ]
    assert found[["start_a", "end_a"]].values.tolist() == [[0, len(whole)]]


def test_a_quotation_that_nobody_was_found_for_is_compared_and_narration_is_not():
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1", "c:1"],
            "article_id": ["a", "b", "c"],
            "argument": "none",
            "text": [ROAD, f"Then this was read out: {ROAD}", "The old harbour road stays open all winter."],
            "voice": ["subject", "journalist", "journalist"],
        }
    )
    found = compare_wording(frame)
    assert found[["statement_a", "statement_b", "drift"]].values.tolist() == [["a:1", "b:1", ("verbatim",)]]


def test_short_fragments_are_linked_inside_an_argument_by_rare_words_with_graded_confidence(monkeypatch):
    monkeypatch.setattr("retold.consistency.wording.linking.RETOLD", 1.1)
    texts = {
        "a": "that the new tax was a “paper tiger” and would not last",
        "b": "“I call this tax a paper tiger, whatever the ministers may tell you about it.”",
        "c": "“No paper tiger was ever seen in our woods by anybody.”",
    }
    frame = pd.DataFrame(
        {
            "statement_id": [f"{name}:1" for name in texts],
            "article_id": list(texts),
            "argument": "none",
            "text": list(texts.values()),
        }
    )
    assert compare_wording(frame).empty
    found = compare_wording(frame.assign(argument="k1"))
    assert found[["statement_a", "statement_b", "drift"]].values.tolist() == [
        ["a:1", "b:1", ("truncation",)],
        ["a:1", "c:1", ("truncation",)],
    ]
    assert found["fragment"].all()
    assert 0.9 > found.loc[0, "confidence"] > found.loc[1, "confidence"] > 0.6
    assert align_wording(frame, found).empty


def test_statements_of_one_article_are_not_compared_and_order_does_not_matter():
    ids = ["a:10", "a:2", "b:1"]
    frame = pd.DataFrame({"statement_id": ids, "article_id": ["a", "a", "b"], "argument": "k1", "text": ROAD})
    found = compare_wording(frame)
    assert found["statement_a"].tolist() == ["a:2", "a:10"]
    pd.testing.assert_frame_equal(found, compare_wording(frame.iloc[::-1]))


def test_what_another_statement_of_the_article_tells_better_is_no_pair():
    near = ROAD.replace("stays open", "remains unpaved")
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1", "b:2", "b:3"],
            "article_id": ["a", "b", "b", "b"],
            "argument": "none",
            "text": [ROAD, near, ROAD, ROAD],
        }
    )
    assert len(compare_wording(frame.iloc[:2], threshold=0.4)) == 1
    assert compare_wording(frame, threshold=0.4)["statement_b"].tolist() == ["b:2", "b:3"]


def test_only_articles_of_one_cluster_are_compared():
    ids = ["a:1", "b:1", "c:1"]
    frame = pd.DataFrame(
        {"statement_id": ids, "article_id": ["a", "b", "c"], "argument": "none", "text": ROAD}
    )
    found = compare_wording(frame.assign(cluster=["x", "y", "x"]))
    assert found[["statement_a", "statement_b"]].values.tolist() == [["a:1", "c:1"]]


def test_arguments_may_come_in_a_frame_of_their_own():
    frame = pd.DataFrame({"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "text": ROAD})
    groups = pd.DataFrame({"statement_id": ["a:1", "b:1"], "argument": ["k7", "k7"]})
    assert compare_wording(frame, arguments=groups)["argument"].tolist() == ["k7"]
    with pytest.raises(TableError, match="argument"):
        compare_wording(frame)


EMPTY = pd.DataFrame(columns=["statement_id", "article_id", "argument", "text"])
ONE = pd.DataFrame({"statement_id": ["a:1", "a:2"], "article_id": "a", "argument": "k", "text": [ROAD, ROAD]})


@pytest.mark.parametrize("frame", [EMPTY, ONE], ids=["no statements", "one article"])
def test_nothing_to_compare_gives_empty_tables(frame):
    found = compare_wording(frame)
    assert found.empty
    assert list(found.columns) == SCHEMAS["wording"].columns
    rows = align_wording(frame, found)
    assert rows.empty
    assert list(rows.columns) == SCHEMAS["wording_rows"].columns
    assert repr(show_wording(rows)) == "(no rows)"


def test_two_identical_articles_are_verbatim_throughout():
    texts = [ROAD, "“Nobody shall close the northern bridge before Easter.”", "“Grain is cheap in our town.”"]
    frame = pd.concat(
        pd.DataFrame(
            {
                "statement_id": [f"{a}:{i}" for i in range(3)],
                "article_id": a,
                "argument": "none",
                "text": texts,
            }
        )
        for a in "ab"
    )
    found = compare_wording(frame)
    assert found["drift"].tolist() == [("verbatim",)] * 3
    assert set(align_wording(frame, found)["changed"]) == {SAME}


def test_a_statement_of_50000_words_against_one_of_50():
    words = [f"{'abcdefghij'[i % 10]}{'lmnoprst'[i % 8]}o{'vwxz'[i % 4]}e{i % 97}" for i in range(50_000)]
    long, short = " ".join(words), " ".join(words[20_000:20_050])
    found = pair(long, short)
    assert found["drift"].tolist() == [("truncation",)]
    assert found["verdict"].tolist() == ["same"]


def test_two_long_statements_are_aligned_without_a_table_of_all_cells(monkeypatch):
    monkeypatch.setattr("retold.consistency.wording.alignment.MOST_CELLS", 10)
    assert pair(ROAD, ROAD.replace("stays", "is")).loc[0, "changes"] == "[stays → is]"


SENTENCES = st.lists(
    st.sampled_from("the a of old new road bridge town must not closes opens 5 7 … never bread".split()),
    max_size=12,
).map(" ".join)


@settings(max_examples=60)
@given(SENTENCES, SENTENCES)
def test_any_text_is_compared_in_closed_lists_and_alike_with_itself(left, right):
    found = conform(pair(left, right, threshold=0.0), "wording")
    assert set(found["verdict"]) <= set(VERDICTS)
    assert {name for types in found["drift"] for name in types} <= set(DRIFT_TYPES)
    assert found["similarity"].between(0, 1).all()
    assert found["confidence"].between(0, 1).all()
    assert set(pair(left, left)["drift"]) <= {("verbatim",), ()}


@given(SENTENCES, SENTENCES)
def test_an_alignment_goes_from_left_to_right_and_matches_are_the_same_words(left, right):
    words = {word: i for i, word in enumerate(sorted({*left.split(), *right.split()}))}
    coded = []
    for text in (left, right):
        ids = pd.Series([words[word] for word in text.split()], dtype="int64").to_numpy()
        coded.append(Coded(ids, ids, ids * 0, ids * 0.0 + 1))
    (matches,) = align_pairs(coded, [(0, 1)])
    assert all(p.a < q.a and p.b < q.b for p, q in pairwise(matches))
    assert all(left.split()[m.a] == right.split()[m.b] for m in matches)
    assert bool(matches) == bool(set(left.split()) & set(right.split()))


@pytest.mark.parametrize(
    ("left", "right"), [("statement", "state"), ("nation", "native"), ("office", "offer")]
)
def test_stems_keep_apart_what_is_not_related(left, right):
    assert stem_word(left) != stem_word(right)


@pytest.mark.parametrize(
    ("articles", "own"),
    [
        ({"article_id": ["a"]}, True),
        ({"article_id": ["a", "b"], "edition": "original"}, True),
        ({"article_id": ["a", "b"], "edition": ["original", "paraphrase"]}, False),
        ({"article_id": [], "edition": []}, True),
    ],
)
def test_words_of_a_paraphrase_edition_are_nobodys(articles, own):
    assert is_own_wording(pd.DataFrame(articles)) == own
    assert (wording_note(pd.DataFrame(articles)) == "") == own
