"""Which pairs are the same words, and what is claimed to differ between them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.wording import DRIFT_TYPES, VERDICTS, compare_wording, split_words, stem_word
from retold.errors import TableError
from retold.tables import SCHEMAS, conform


def pair(left, right, *, forms=("direct", "direct"), argument="k1", **options):
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": argument,
            "text": [left, right],
            "voice": "subject",
            "form": forms,
        }
    )
    return compare_wording(frame, **options)


SUBSTANCE = "differs in negation, modality or number"

CASES = [
    # left, right, drift, changes, verdict
    (
        "We will keep every bridge open through winter",
        "“We will keep every bridge open through winter.”",
        "verbatim",
        "",
        "same wording",
    ),
    (
        "They won't close the long-term harbour road",
        "They will not close the long term harbour road",
        "verbatim",
        "",
        "same wording",
    ),
    (
        "Our fleet carries 1,500 tons of grain",
        "Our fleet carries 1500 tons of grain",
        "verbatim",
        "",
        "same wording",
    ),
    (
        "Our fleet carries grain across the bay",
        "Our fleet carries grain across the bay, and it asks for no escort from anybody",
        "truncation",
        "",
        "same wording",
    ),
    (
        "The harbour road, built by our fathers, stays open",
        "The harbour road … stays open",
        "splice",
        "[built by our fathers → ∅]",
        "same wording",
    ),
    (
        "The harbour road, built by our fathers, stays open",
        "The harbour road stays open",
        "insertion",
        "[built by our fathers → ∅]",
        "changed wording",
    ),
    (
        "The harbour road stays open in winter",
        "The harbour lane stays open in winter",
        "substitution",
        "[road → lane]",
        "changed wording",
    ),
    ("The fleet will not leave the bay", "The fleet will leave the bay", "negation", "[not → ∅]", SUBSTANCE),
    (
        "Closing the harbour road is acceptable to fishermen",
        "Closing the harbour road is unacceptable to fishermen",
        "negation",
        "[acceptable → unacceptable]",
        SUBSTANCE,
    ),
    # The same thing said with and without a prefix is no flip.
    (
        "Closing the harbour road is not acceptable to fishermen",
        "Closing the harbour road is unacceptable to fishermen",
        "substitution",
        "[not acceptable → unacceptable]",
        "changed wording",
    ),
    (
        "The fleet must leave the northern bay",
        "The fleet may leave the northern bay",
        "modality",
        "[must → may]",
        SUBSTANCE,
    ),
    (
        "The fleet leaves five ports today",
        "The fleet leaves six ports today",
        "number",
        "[five → six]",
        SUBSTANCE,
    ),
    ("The fleet leaves five ports today", "The fleet leaves 5 ports today", "verbatim", "", "same wording"),
    # "One" may be a pronoun.
    (
        "The fleet leaves one port today again",
        "The fleet leaves two port today again",
        "substitution",
        "[one → two]",
        "changed wording",
    ),
    # A month is no modal verb.
    (
        "The fleet returns here in May and sails north",
        "The fleet returns here in June and sails north",
        "substitution",
        "[May → June]",
        "changed wording",
    ),
    (
        "The harbour road was open all winter",
        "The harbour road is open all winter",
        "tense",
        "[was → is]",
        "changed wording",
    ),
]


@pytest.mark.parametrize(("left", "right", "drift", "changes", "verdict"), CASES)
def test_drift_between_two_statements(left, right, drift, changes, verdict):
    found = pair(left, right)
    assert found[["drift", "changes", "verdict"]].values.tolist() == [[drift, changes, verdict]]
    assert found.loc[0, "similarity"] >= 0.5


@pytest.mark.parametrize(("left", "right", "drift", "changes", "verdict"), CASES)
def test_drift_reads_the_same_from_the_other_side(left, right, drift, changes, verdict):
    assert pair(right, left).loc[0, ["drift", "verdict"]].tolist() == [drift, verdict]


def test_only_words_that_two_translations_would_explain_are_compatible_with_translation():
    replaced = ("The harbour road stays open in winter", "The harbour lane stays open in winter")
    assert pair(*replaced, translated=True).loc[0, "verdict"] == "compatible with translation"
    added = ("The harbour road stays open in winter", "The harbour road stays wide open in winter")
    assert pair(*added, translated=True).loc[0, "verdict"] == "changed wording"
    flipped = ("The fleet will not leave the bay", "The fleet will leave the bay")
    assert pair(*flipped, translated=True).loc[0, "verdict"] == SUBSTANCE


def test_direct_to_indirect_is_typed_from_the_form():
    text = "The harbour road stays open in winter"
    found = pair(text, text, forms=("direct", "indirect"))
    assert found.loc[0, ["drift", "verdict"]].tolist() == ["direct_to_indirect", "same wording"]


def test_a_negation_that_only_moved_is_no_flip():
    found = pair(
        "I do not believe the fleet will leave the bay", "I believe the fleet will not leave the bay"
    )
    assert "negation" not in found.loc[0, "drift"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Fishermen fear for their boats", "The road must not close before winter"),
        ("yes", "no"),
        ("", "The road must not close"),
        ("…", "—"),
        # Names and a reporting verb alone are no shared wording.
        ("So spoke Prime Minister Ola Olsen on Monday", "Later Prime Minister Ola Olsen went home"),
    ],
)
def test_other_words_are_listed_only_inside_one_argument(left, right):
    found = pair(left, right)
    assert found["verdict"].tolist() == ["same claim, other words"]
    assert found.loc[0, ["drift", "changes"]].tolist() == ["", ""]
    assert pair(left, right, argument="none").empty


def test_the_same_words_are_found_across_arguments_in_statements_of_the_subject_only():
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1", "c:1"],
            "article_id": ["a", "b", "c"],
            "argument": ["k1", "none", "none"],
            "text": "We will keep every old bridge open through winter",
            "voice": ["subject", "subject", "journalist"],
        }
    )
    assert compare_wording(frame)[["statement_a", "statement_b"]].values.tolist() == [["a:1", "b:1"]]


def test_statements_of_one_article_are_not_compared_and_order_does_not_matter():
    text = "We will keep every old bridge open"
    ids = ["a:10", "a:2", "b:1"]
    frame = pd.DataFrame({"statement_id": ids, "article_id": ["a", "a", "b"], "argument": "k1", "text": text})
    found = compare_wording(frame)
    assert found["statement_a"].tolist() == ["a:2", "a:10"]
    pd.testing.assert_frame_equal(found, compare_wording(frame.iloc[::-1]))


def test_arguments_may_come_in_a_frame_of_their_own():
    frame = pd.DataFrame(
        {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "text": ["One.", "Other."]}
    )
    groups = pd.DataFrame({"statement_id": ["a:1", "b:1"], "argument": ["k7", "k7"]})
    assert compare_wording(frame, arguments=groups)["argument"].tolist() == ["k7"]
    with pytest.raises(TableError, match="argument"):
        compare_wording(frame)


def test_no_statements_give_an_empty_table():
    found = compare_wording(pd.DataFrame(columns=["statement_id", "article_id", "argument", "text"]))
    assert found.empty
    assert list(found.columns) == SCHEMAS["wording"].columns


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_in_closed_lists_and_alike_with_itself(left, right):
    found = conform(pair(left, right), "wording")
    assert set(found["verdict"]) <= set(VERDICTS)
    assert set(filter(None, ";".join(found["drift"]).split(";"))) <= set(DRIFT_TYPES)
    assert found["similarity"].between(0, 1).all()
    assert set(pair(left, left)["drift"]) <= {"verbatim", ""}


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text):
    tokens = split_words(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@pytest.mark.parametrize(
    ("left", "right"), [("statement", "state"), ("nation", "native"), ("office", "offer")]
)
def test_stems_keep_apart_what_is_not_related(left, right):
    assert stem_word(left) != stem_word(right)
