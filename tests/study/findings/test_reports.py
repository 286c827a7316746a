"""Findings on how reports differ: each sentence and its numbers, of tables whose answer is known."""

import numpy as np
import pytest

from retold.study.findings import reports
from tests.study.findings.study_tables import ARTICLES
from tests.study.findings.test_finding import MATCHES, results
from tests.study.made_tables import rows


def measures(**values):
    return rows("agreement", *[{"measure": name, "occasion": "*", **value} for name, value in values.items()])


def test_how_far_reports_agree():
    table = measures(jaccard={"value": 0.5, "low": 0.25, "high": 0.75, "p": 0.04, "n": 12})
    found = reports.agreement(results(agreement=table))
    assert found.sentence == (
        "Two reports of one occasion share 50 % of the arguments that either has (interval 25 % to 75 %;"
        " 4 % of random deals of the same arguments agree as much)."
    )
    # Three articles are few.
    assert (found.value, found.n, found.support) == (0.5, 12, "little support")


def test_reports_of_different_occasions_are_not_comparable():
    table = measures(jaccard={"note": "not comparable: no two articles report one occasion"})
    found = reports.agreement(results(agreement=table))
    assert found.sentence.endswith("they are not comparable.")
    assert np.isnan(found.value)
    assert reports.agreement(results(agreement=table, articles=ARTICLES.head(1))) is None


@pytest.mark.parametrize("table", [measures(), measures(jaccard={"note": "not defined"})])
def test_what_is_not_defined_is_no_finding(table):
    assert reports.agreement(results(agreement=table)) is None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (2.25, "By the text they share, 3 articles count as 2.2 independent sources (interval 2.0 to 3.0)."),
        (3.0, "No two of the 3 articles share text to speak of: they count as 3 independent sources."),
    ],
)
def test_as_how_many_sources_articles_count(value, sentence):
    table = measures(effective_articles={"value": value, "low": 2.0, "high": 3.0})
    found = reports.sources(results(agreement=table))
    assert found.sentence == sentence
    assert reports.sources(results(agreement=table, articles=ARTICLES.head(1))) is None
    assert reports.sources(results(agreement=table, articles=ARTICLES.assign(edition="paraphrase"))) is None


WORDING = rows(
    "wording",
    {"statement_a": "a:1", "statement_b": "b:1", "drift": ("verbatim",), "verdict": "same"},
    {"statement_a": "a:2", "statement_b": "b:1", "drift": ("truncation", "tense"), "verdict": "changed"},
    {"statement_a": "a:1", "statement_b": "b:2", "drift": ("tense",), "verdict": "changed"},
    {"statement_a": "a:1", "statement_b": "c:1", "drift": ("number changed",), "verdict": "not comparable"},
)


def test_how_words_drift():
    found = reports.wording(results(wording=WORDING))
    assert found.sentence == (
        "3 pairs of statements report the same words of one occasion; 2 of them differ in wording, most often by tense (2) and truncation (1)."
    )
    assert found.value == pytest.approx(2 / 3)
    assert found.evidence == ("a:2", "a:1", "b:1", "b:2")


def test_words_of_a_paraphrase_are_no_finding():
    assert reports.wording(results(wording=WORDING, articles=ARTICLES.assign(edition="paraphrase"))) is None
    assert reports.wording(results(wording=WORDING.tail(1))) is None


DETAILS = rows(
    "details",
    *[
        {"detail_id": f"{article}:d1", "article_id": article, "statement_id": f"{article}:1", "text": text}
        for article, text in [("a", "1997"), ("b", "1998"), ("c", "1999.")]
    ],
)


def conflicts(*pairs, verdict="conflict"):
    return [
        {"detail_a": f"{a}:d1", "detail_b": f"{b}:d1", "verdict": verdict, "confidence": sure}
        for a, b, sure in pairs
    ]


CONFLICTING = rows(
    "conflicts",
    *conflicts(("a", "b", 0.8), ("a", "c", 0.9)),
    *conflicts(("b", "c", 0.2), verdict="compatible"),
)


def test_details_that_differ():
    found = reports.conflicts(results(conflicts=CONFLICTING, details=DETAILS))
    # Two pairs that share a detail are one disagreement; the surest stands first.
    assert found.sentence == (
        "Reports of one occasion give 3 pairs of details that can be compared; they differ in 1 detail;"
        " surest “1997” (Post) against “1999” (Echo)."
    )
    assert (found.value, found.n, found.evidence) == (1.0, 3, ("a:1", "c:1", "b:1"))


def test_details_of_one_utterance_cannot_both_hold():
    found = reports.conflicts(results(conflicts=CONFLICTING, details=DETAILS, wording=WORDING))
    assert (
        "they differ in 1 detail, 1 of which cannot both hold, as both report the same words;"
        in found.sentence
    )


def test_where_none_conflicts_it_is_said():
    table = rows("conflicts", *conflicts(("a", "b", 0.2), verdict="compatible"))
    found = reports.conflicts(results(conflicts=table, details=DETAILS))
    assert (
        found.sentence
        == "Reports of one occasion give 1 pair of details that can be compared; all can hold together."
    )
    assert (
        reports.conflicts(
            results(conflicts=rows("conflicts", *conflicts(("a", "c", 0.1), verdict="not comparable")))
        )
        is None
    )


COVERAGE = rows(
    "coverage",
    {"article_id": "a", "argument": "A1", "state": "reported"},
    {"article_id": "b", "argument": "A1", "state": "reported"},
    {"article_id": "a", "argument": "A2", "state": "reported"},
    {"article_id": "b", "argument": "A2", "state": "silent"},
    {"article_id": "c", "argument": "A1", "state": "reported"},
    {"article_id": "c", "argument": "A2", "state": "not comparable"},
)


def test_what_a_report_leaves_out_and_what_one_adds():
    found = reports.left_out(results(coverage=COVERAGE))
    # Echo alone reports its occasion: what it has nobody could have beside it.
    assert found.sentence == (
        "News leaves out most of what reports of its occasion have: 1 of 2 arguments;"
        " Post adds most that no other report of its occasion has (1)."
    )
    assert (found.value, found.n, found.support) == (0.5, 2, "suggestion")


def test_where_nothing_is_left_out_there_is_no_finding():
    assert reports.left_out(results(coverage=COVERAGE[COVERAGE["state"] != "silent"])) is None


def test_which_arguments_return():
    found = reports.occasions(results())
    assert (
        found.sentence
        == "Over 2 occasions, 1 of 2 arguments returns, most often “The bridge is safe” (2 of 2)."
    )
    assert (found.value, found.evidence, found.support) == (0.5, ("a:1", "b:1", "c:1"), "suggestion")
    listed = reports.occasions(results(argument_matches=MATCHES))
    assert (listed.sentence, listed.support) == ("Over 2 occasions, 0 of 1 argument return.", "count")
    assert reports.occasions(results(articles=ARTICLES.assign(occasion="speech"))) is None
