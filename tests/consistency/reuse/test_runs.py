"""Runs of words: set phrases pair nobody, long reports pair all, and what the definition keeps is found exactly."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.reuse.passages import find_reuse
from retold.consistency.reuse.runs import LONG_RUN, MOST_ARTICLES, shared_runs
from retold.consistency.reuse.shingles import fold_texts
from tests.consistency.reuse.test_passages import longest_runs

PHRASE = "told reporters after the meeting"
REPORT = "the grey ferry crossed the frozen lake before the guests had finished their soup"


def tell(count, phrase):
    """Return texts that share a phrase and no other word."""
    return [f"one{at} two{at} {phrase} three{at} four{at}" for at in range(count)]


def frame(texts):
    return pd.DataFrame({"article_id": [f"n{at:03d}" for at in range(len(texts))], "text": texts})


@pytest.mark.parametrize(
    ("count", "phrase", "pairs"),
    [
        (MOST_ARTICLES, PHRASE, MOST_ARTICLES * (MOST_ARTICLES - 1) // 2),
        (MOST_ARTICLES + 1, PHRASE, 0),
        (200, PHRASE, 0),
        (MOST_ARTICLES + 1, " ".join(REPORT.split()[: LONG_RUN - 1]), 0),
        (MOST_ARTICLES + 1, " ".join(REPORT.split()[:LONG_RUN]), (MOST_ARTICLES + 1) * MOST_ARTICLES // 2),
        (40, REPORT, 40 * 39 // 2),
    ],
)
def test_a_phrase_of_many_articles_is_nobodys_but_a_long_report_is(count, phrase, pairs):
    assert len(find_reuse(frame(tell(count, phrase)))) == pairs


def test_one_article_that_repeats_itself_makes_no_set_phrase():
    texts = [" and so ".join([PHRASE] * (MOST_ARTICLES + 5)), f"then he {PHRASE}"]
    assert len(find_reuse(frame(texts), max_gap=0)) == MOST_ARTICLES + 5


def test_a_set_phrase_in_a_passage_and_beside_one_belongs_to_it():
    """Words on either side of the phrase are shared by two articles alone."""
    sides = f"the grey ferry crossed slowly {PHRASE} of guests", f"{PHRASE} now the grey ferry crossed slowly"
    for side in sides:
        texts = [*tell(30, PHRASE), f"first {side} a b", f"then {side} c d"]
        row = find_reuse(frame(texts)).squeeze()
        assert texts[-1][row.start_b : row.end_b] == side
    texts = [
        *tell(30, PHRASE),
        f"first {PHRASE} one the grey ferry crossed slowly",
        f"{PHRASE} the grey ferry crossed slowly",
    ]
    assert find_reuse(frame(texts))["tokens"].tolist() == [10]
    assert find_reuse(frame(texts), max_gap=0)["tokens"].tolist() == [5]


def test_pairs_grow_with_the_articles_and_no_faster():
    """Twice the articles, with phrases of all and reports of four: twice the passages."""

    def count(articles):
        texts = [
            f"{PHRASE} {' '.join(f'w{at // 4}x{n}' for n in range(12))} a{at} b{at} the end of this report"
            for at in range(articles)
        ]
        return len(find_reuse(frame(texts)))

    assert count(200) == 2 * count(100) == 200 // 4 * 6


def brute(texts, n, most, gap, long):
    """Find the runs that the definition keeps by comparing every place with every place."""
    shingles = [{tuple(text[i : i + n]) for i in range(len(text) - n + 1)} for text in texts]
    runs = set()
    for x in range(len(texts)):
        for y in range(x + 1, len(texts)):
            runs |= {(x, y, *run) for run in longest_runs(texts[x], texts[y], n)}

    def rare(run):
        x, _, i, _, length = run
        pieces = [tuple(texts[x][k : k + n]) for k in range(i, i + length - n + 1)]
        return any(sum(piece in own for own in shingles) <= most for piece in pieces)

    def near(run, kept):
        x, y, i, j, length = run
        if kept[:2] != (x, y):
            return False
        end_i, end_j = kept[2] + kept[4], kept[3] + kept[4]
        return any(
            (0 <= i + k - end_i <= gap and 0 <= j + k - end_j <= gap)
            or (0 <= kept[2] - (i + k + n) <= gap and 0 <= kept[3] - (j + k + n) <= gap)
            for k in range(length - n + 1)
        )

    kept = {run for run in runs if rare(run) or run[4] >= max(n, long)}
    while more := {run for run in runs - kept if any(near(run, other) for other in kept)}:
        kept |= more
    return sorted(kept)


WORDS = st.lists(st.sampled_from(["ferry", "lake", "the", "of"]), max_size=16)


@given(st.lists(WORDS, min_size=2, max_size=5), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2))
def test_what_is_kept_is_what_comparing_every_place_keeps(texts, n, most, gap):
    words = fold_texts([" ".join(text) for text in texts])
    runs = shared_runs(words, n, max_gap=gap, most_places=1000, most_articles=most)
    first = np.searchsorted(words.text, np.arange(len(texts)))
    one, other = words.text[runs.a], words.text[runs.b]
    found = zip(one, other, runs.a - first[one], runs.b - first[other], runs.length, strict=True)
    assert sorted(tuple(map(int, run)) for run in found) == brute(texts, n, most, gap, LONG_RUN)
