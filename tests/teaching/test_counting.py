"""The checks of lesson 1: right, wrong and odd answers, and what is said to each."""

import pandas as pd
import pytest

from retold.teaching import counting
from retold.teaching.answers import NotYetError
from tests.teaching.odd_answers import NO_NUMBER, NO_NUMBERS, forms


def frequencies_of(**counts):
    """Return a table of frequencies: hits and tokens of each article."""
    rows = [(article, "*", counting.THEME, hits, tokens) for article, (hits, tokens) in counts.items()]
    table = pd.DataFrame(rows, columns=["article_id", "voice", "theme", "hits", "tokens"])
    everywhere = pd.DataFrame([("*", "*", counting.THEME, 99, 99)], columns=table.columns)
    return pd.concat([everywhere, table]).assign(low=0.1, high=0.6)


@pytest.mark.parametrize("marked", [*forms([7, 9, 10, 11]), [7, 8, 9, 10, 11], [29, 11, 10, 9, 8, 7]])
def test_what_is_arguable_may_be_marked_or_not(marked, found):
    assert "the 4 clear ones" in counting.check_marked(marked, found.text)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ([], "not marked: 4\n.*sentences 6 to 10"),
        ([7, 9, 10], "not marked: 1\n.*sentences 11 to 15"),
        ([7, 9, 10, 11, 12], "sentence 12 speaks of another matter\n.*600 million litres"),
        (range(1, 36), "sentence 1 speaks of another"),
        *NO_NUMBERS,
    ],
)
def test_marking_too_much_or_too_little_is_told(marked, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_marked(marked, found.text)


@pytest.mark.parametrize("missed", [[10], {10}, (10, 8), [29, 10]])
def test_sentences_that_no_word_finds(missed, found):
    assert counting.check_missed(missed, found.text, found.hits).startswith("Right")


@pytest.mark.parametrize(
    ("missed", "said"),
    [([], "not in the list: 1"), ([7, 10], "does find sentence 7\n.*“thirsty”"), ([9], "does find sentence 9"), ([2, 10], "another matter"), *NO_NUMBERS],
)  # fmt: skip
def test_sentences_that_are_found_or_of_another_matter_are_told(missed, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_missed(missed, found.text, found.hits)


def test_no_sentence_is_missed_where_the_list_finds_each(found):
    everything = found.text.assign(theme=counting.THEME)
    assert counting.check_missed([], found.text, everything).startswith("Right")


@pytest.fixture
def false(found):
    about = counting._false_hits(found.lines)
    assert {found.lines.loc[number, "keyword"].lower() for number in about} == {"well"}
    return about


def test_false_hits_are_those_outside_the_theme(false, found):
    for answer in forms(false):
        assert f"{len(false)} of {len(found.lines)}" in counting.check_false_hits(answer, found.lines)


@pytest.mark.parametrize(("answer", "said"), [([], "something else and are not in the list: 3"), *NO_NUMBERS])
def test_false_hits_that_are_lacking_or_odd_are_told(answer, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_false_hits(answer, found.lines)


def test_a_true_hit_among_the_false_ones_is_told_with_its_line(false, found):
    true = min(set(found.lines.index) - false)
    with pytest.raises(
        NotYetError, match=f"line {true} is of the theme.*\n.*{found.lines.loc[true, 'keyword']}"
    ):
        counting.check_false_hits([*false, true], found.lines)


@pytest.mark.parametrize("precision", [0.85, 0.854, 17 / 20])
def test_precision_is_the_share_of_right_hits(precision, found):
    assert "17 of 20" in counting.check_precision(precision, found.lines)


@pytest.mark.parametrize(
    ("precision", "said"),
    [(85, "as a percentage"), (0.15, "share of hits that are wrong"), (17, "number of right hits"), (0.5, "0.5 is not"), *NO_NUMBER],
)  # fmt: skip
def test_another_precision_is_told(precision, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_precision(precision, found.lines)


@pytest.mark.parametrize(
    ("most", "densest", "rate"), [("p06", "p09", 14.29), ("P06", " p09", 14.3), ("p06", "p09", 1000 / 70)]
)
def test_ranks(most, densest, rate, found):
    assert "p09 is first by rate" in counting.check_ranks(most, densest, rate, found.frequencies)


@pytest.mark.parametrize(
    ("most", "densest", "rate", "said"),
    [
        (None, "p09", 14.3, "no article is given"),
        (6, "p09", 14.3, "6 is no article"),
        ("p6", "p09", 14.3, "'p6' is no article"),
        ("*", "p09", 14.3, "'\\*' is no article"),
        ("p08", "p09", 14.3, "p08 does not have the most hits"),
        ("p06", "p06", 14.3, "p06 does not have the most hits per 1,000"),
        ("p06", "p09", 0.0143, "hits per word"),
        ("p06", "p09", 1.43, "hits per 100"),
        ("p06", "p09", 70, "words per hit"),
        *[("p06", "p09", *odd) for odd in NO_NUMBER],
    ],
)
def test_other_ranks_are_told(most, densest, rate, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_ranks(most, densest, rate, found.frequencies)


def test_of_two_articles_with_as_many_hits_either_is_right():
    table = frequencies_of(p01=(3, 300), p02=(3, 900), p03=(0, 10))
    for most in ("p01", "p02"):
        assert counting.check_ranks(most, "p01", 10, table).startswith("Right")


@pytest.mark.parametrize("share", [0.25, 1 / 4])
def test_share_in_the_speakers_words(share, found):
    assert "1 of 4" in counting.check_voice(share, found.lines)


@pytest.mark.parametrize(
    ("share", "said"),
    [(25, "as a percentage"), (0.75, "in other words than"), (1, "number of hits, not a share"), (0.5, "0.5 is not"), *NO_NUMBER],
)  # fmt: skip
def test_another_share_is_told(share, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_voice(share, found.lines)


@pytest.fixture
def denied(found):
    return {
        n for n, row in found.lines.iterrows() if row["keyword"] == "thirsty" and "No family" in row["left"]
    }


def test_denials_are_all_versions_of_one_sentence(denied, found):
    for answer in forms(denied):
        assert f"{len(denied)} of {len(found.lines)}" in counting.check_denied(answer, found.lines)


def test_an_affirmation_among_the_denials_is_told(denied, found):
    (other,) = found.lines.index[found.lines["left"].str.startswith("Families have")]
    with pytest.raises(NotYetError, match=f"line {other} does not say"):
        counting.check_denied([*denied, other], found.lines)


@pytest.mark.parametrize(("answer", "said"), [([], "not in the list: 4\n.*p08, p09, p11, p12"), *NO_NUMBERS])
def test_denials_that_are_lacking_or_odd_are_told(answer, said, found):
    with pytest.raises(NotYetError, match=said):
        counting.check_denied(answer, found.lines)
