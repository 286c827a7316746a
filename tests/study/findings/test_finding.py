"""What a finding is made of: which arguments lead, and numbers in words."""

import numpy as np
import pandas as pd
import pytest

from retold.study.findings.finding import Results, listed, percent, percents, quoted, support_of
from tests.study.findings.study_tables import study_tables
from tests.study.made_tables import rows


def results(claims=None, subject="Ann Lee", **tables):
    return Results(study_tables(**tables), subject, claims or {}, 0.95)


MATCHES = rows(
    "argument_matches",
    {"statement_id": "a:1", "argument": "is_safe", "rank": 2, "matched": True},
    {"statement_id": "a:1", "argument": "is_cheap", "rank": 1, "matched": True},
    {"statement_id": "a:2", "argument": "is_safe", "rank": 1, "matched": False},
    {"statement_id": "b:1", "argument": "none", "rank": 1, "matched": True},
    {"statement_id": "a:3", "argument": "is_safe", "rank": 1, "matched": True},
)


def test_found_arguments_lead_where_none_is_listed():
    study = results()
    assert study.arguments["statement_id"].tolist() == ["a:1", "a:2", "b:1", "c:1"]
    assert (
        study.arguments["named"].tolist()
        == ["The bridge is safe.", "The bridge is cheap"] + ["The bridge is safe."] * 2
    )
    assert study.arguments["trusted"].tolist() == [True, False, True, True]
    assert study.leading == "A1"
    assert study.articles_with.to_dict() == {"A1": 3, "A2": 1}


def test_listed_arguments_lead_under_their_claims():
    study = results({"is_cheap": "It costs little."}, argument_matches=MATCHES)
    # Of two matches the better counts; neither `none`, nor what does not match, nor a statement of somebody else.
    assert study.arguments[["statement_id", "argument", "named"]].to_numpy().tolist() == [
        ["a:1", "is_cheap", "It costs little."]
    ]
    assert results(argument_matches=MATCHES).arguments["named"].tolist() == ["is cheap"]


def test_without_a_subject_all_reported_speech_is_meant():
    table = study_tables()["statements"].replace({"voice": {"subject": "third_party"}})
    assert results(statements=table, subject="").own["statement_id"].tolist() == [
        "a:1",
        "a:2",
        "a:4",
        "b:1",
        "c:1",
    ]


def test_a_study_without_arguments_has_no_leading_one():
    study = results(arguments=rows("arguments"), argument_labels=rows("argument_labels"))
    assert study.leading == ""
    assert study.articles_with.empty


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.005, "0.5 %"), (0.0999, "10 %"), (0.125, "12 %"), (0.0099, "1.0 %")],
)
def test_a_share_in_per_cent(share, text):
    assert percent(share) == text


def test_a_share_with_its_interval():
    assert percents(0.5, 0.25, 0.75) == "50 %; interval 25 to 75 %"
    assert results().share(1, 2)[0] == 0.5
    assert np.isnan(results().share(0, 0)).all()


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c"), (list("abcd"), "a, b, c and 1 more")],
)
def test_names_in_a_row(names, text):
    assert listed(names) == text


@pytest.mark.parametrize(
    ("claim", "text"),
    [("It is so.", "“It is so”"), (" It is so , ", "“It is so”"), ("Is it?", "“Is it?”"), ("so…", "“so…”")],
)
def test_a_claim_within_a_sentence(claim, text):
    assert quoted(claim) == text


def test_support_says_what_a_share_is_worth():
    assert [support_of(n) for n in (9, 10)] == ["little support", "estimate"]
    assert support_of(100, trusted=False) == "suggestion"


def test_names_of_articles_are_their_labels_else_their_ids():
    table = pd.DataFrame({"article_id": ["x", "y"], "label": ["Post", " "]})
    assert results(articles=table).labels.to_dict() == {"x": "Post", "y": "y"}
