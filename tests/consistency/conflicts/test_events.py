"""Which articles tell of one story: rare words in common, the name a corpus was gathered around, and nothing by chance."""

import numpy as np
import pytest

from retold.consistency.conflicts.events import ABOUT, MOST_ARTICLES, ONE_STORY, StoryLinks, link_stories

# So many words of its own has each article, and so many are shared in a story.
OWN, TOLD = 20, 12


def number(words):
    known = {word: at for at, word in enumerate(sorted({word for own in words for word in own}))}
    articles = np.array([at for at, own in enumerate(words) for _ in own], dtype=np.int64)
    return articles, np.array([known[word] for own in words for word in own], dtype=np.int64), known


def corpus(size, *, common=(), extra=None):
    """Return the words of articles without a story; ``extra`` adds words to some."""
    words = [[*common, *(f"w{at}-{n}" for n in range(OWN))] for at in range(size)]
    for at, more in (extra or {}).items():
        words[at] += more
    return words


def told(words, pairs, names=()):
    articles, numbers, known = number(words)
    flags = np.array([word in names for word in known], dtype=bool)
    stories = link_stories(articles, numbers, flags, size=len(words))
    a, b = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    return stories.share(a, b).tolist()


STORY = [f"story{n}" for n in range(TOLD)]


@pytest.mark.parametrize("size", [1, 2, ONE_STORY])
def test_a_small_corpus_is_one_story(size):
    assert told(corpus(size), [(0, size - 1)]) == [True]


@pytest.mark.parametrize(
    ("extra", "pair", "wanted"),
    [
        ({3: STORY, 7: STORY}, (3, 7), True),
        ({3: STORY, 7: STORY}, (7, 3), True),
        ({3: STORY, 7: STORY}, (3, 8), False),
        ({3: STORY, 7: STORY}, (1, 2), False),
        # One rare word in common is chance.
        ({3: ["mill"], 7: ["mill"]}, (3, 7), False),
        # An article is of one story with itself.
        ({}, (5, 5), True),
        # Three reports of one story.
        ({3: STORY, 7: STORY, 9: STORY}, (7, 9), True),
        # A chain is no story: what the first and the last tell has nothing in common.
        ({3: STORY, 7: STORY + [f"x{n}" for n in range(TOLD)], 9: [f"x{n}" for n in range(TOLD)]}, (3, 9), False),
    ],
)  # fmt: skip
def test_rare_words_in_common(extra, pair, wanted):
    assert told(corpus(ONE_STORY * 2, extra=extra), [pair]) == [wanted]


def test_words_of_all_articles_tell_no_story():
    assert told(corpus(ONE_STORY * 2, common=STORY), [(0, 1)]) == [False]


@pytest.mark.parametrize(("part", "wanted"), [(1.0, True), (ABOUT, True), (ABOUT - 0.05, False)])
def test_a_name_the_corpus_was_gathered_around(part, wanted):
    size = ONE_STORY * 2
    extra = {at: ["norland"] for at in range(int(size * part))}
    assert told(corpus(size, extra=extra), [(0, 1)], names=("norland",)) == [wanted]


def test_a_frequent_word_that_is_no_name_gathers_nothing():
    extra = {at: ["harbour"] for at in range(ONE_STORY * 2)}
    assert told(corpus(ONE_STORY * 2, extra=extra), [(0, 1)]) == [False]


def test_a_word_of_too_many_articles_is_not_joined():
    size = 3 * MOST_ARTICLES
    extra = dict.fromkeys(range(MOST_ARTICLES + 1), STORY)
    assert told(corpus(size, extra=extra), [(0, 1)]) == [False]


def test_words_said_twice_count_once():
    words = corpus(ONE_STORY * 2, extra={3: ["mill"] * TOLD, 7: ["mill"] * TOLD})
    assert told(words, [(3, 7)]) == [False]


def test_articles_without_words():
    none = np.zeros(0, dtype=np.int64)
    stories = link_stories(none, none, np.zeros(0, dtype=bool), size=ONE_STORY + 1)
    assert stories.share(np.array([0, 0]), np.array([0, 1])).tolist() == [True, False]


def test_stories_beyond_the_last_code_are_none():
    stories = StoryLinks(4, np.array([1]), np.zeros((4, 0), dtype=bool))
    assert stories.share(np.array([2]), np.array([3])).tolist() == [False]
