"""Which articles tell of one story: rare words that they share, and what all of them are about."""

import numpy as np
import pytest

from retold.consistency.conflicts import events
from retold.consistency.conflicts.events import MOST_ARTICLES, ONE_STORY, StoryLinks, link_stories

SIZE = ONE_STORY + 60


def link(shared, *, size=SIZE, names=(), own=3):
    """Link articles that have words of their own and, by number of word, those that several share."""
    articles = [a for a in range(size) for _ in range(own)]
    words = [len(shared) + at for at in range(size * own)]
    for word, holders in enumerate(shared):
        articles += holders
        words += [word] * len(holders)
    named = np.zeros(len(shared) + size * own, dtype=bool)
    named[list(names)] = True
    return link_stories(np.array(articles), np.array(words), named, size=size)


def pairs(links, size=SIZE):
    a, b = np.triu_indices(size, 1)
    same = links.share(a, b)
    return set(zip(a[same].tolist(), b[same].tolist(), strict=True))


@pytest.mark.parametrize(
    ("shared", "linked"),
    [
        ([], set()),
        ([[0, 1]] * 12, {(0, 1)}),
        ([[0, 1, 2]] * 12, {(0, 1), (0, 2), (1, 2)}),
        ([[0, 1]] * 12 + [[1, 2]] * 12, {(0, 1), (1, 2)}),  # no story by way of another article
        ([[0, 1]], set()),  # one word may be chance
        ([list(range(0, SIZE, 3))] * 2, set()),  # frequent words say little
    ],
)
def test_rare_words_make_a_story(shared, linked):
    assert pairs(link(shared)) == linked


def test_a_name_in_most_articles_is_what_they_are_about():
    holders = [*range(0, SIZE, 2), 1, 3]
    about = pairs(link([holders], names=[0]))
    assert (0, 2) in about
    assert (5, 7) not in about
    assert pairs(link([holders])) == set()  # no name


@pytest.mark.parametrize("size", [0, 1, ONE_STORY])
def test_few_articles_are_one_story(size):
    links = link([], size=size)
    assert links.codes is None
    assert len(pairs(links, size)) == size * (size - 1) // 2


def test_a_word_that_comes_twice_counts_once():
    once, twice = link([[0, 1]] * 12), link([[0, 1, 0, 1]] * 12)
    assert pairs(once) == pairs(twice)
    assert pairs(link([[0, 1] * 12])) == set()


def test_words_of_too_many_articles_are_not_joined():
    size = 3 * MOST_ARTICLES
    shared = [list(range(MOST_ARTICLES + 1))] * 12
    assert pairs(link(shared, size=size, own=1), size) == set()


def test_blocks_of_articles_make_no_difference(monkeypatch):
    shared = [[0, 1]] * 12 + [[40, 99]] * 12 + [[7, 8, 60]] * 12
    whole = link(shared)
    monkeypatch.setattr(events, "STEP", 7)
    assert np.array_equal(link(shared).codes, whole.codes)


@pytest.mark.parametrize(
    ("codes", "a", "b", "same"),
    [
        ([], 0, 1, False),
        ([], 2, 2, True),
        ([1], 0, 1, True),
        ([1], 1, 0, True),
        ([1], 0, 2, False),
        ([1, 5], 1, 2, True),
        ([1, 5], 0, 2, False),
    ],
)
def test_pairs_are_looked_up_both_ways(codes, a, b, same):
    links = StoryLinks(3, np.array(codes, dtype=np.int64), np.zeros((3, 0), dtype=bool))
    assert links.share(np.array([a]), np.array([b])).tolist() == [same]
