"""Articles of one story: which pairs of a corpus may be compared, and that a large corpus stays cheap."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.conflicts.candidates import (
    MOST_HOLDERS,
    PAIRED,
    PlaceReader,
    measure_rarity,
    pair_details,
)
from retold.consistency.conflicts.compare import compare_details
from retold.consistency.conflicts.events import ONE_STORY, link_stories
from retold.consistency.details.detail import Detail
from retold.consistency.details.find import find_details
from retold.tables import conform


def find(texts):
    ids = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "text": texts, "date": "2020-05-14"})
    spans = pd.DataFrame({"statement_id": [f"{name}:1" for name in ids], "article_id": ids, "start": 0})
    return conform(find_details(spans.assign(end=[len(text) for text in texts]), articles), "details")


def word(number):
    """A word of letters that no other number has."""
    return "".join("bdfgklmnrt"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04d}")


def filler(number):
    """An article about something of its own."""
    first, second, third, fourth = (word(4 * number + k) for k in range(4))
    return f"The {first} of {second.title()} holds {number + 11} {third} barrels near the {fourth}."


def conflicts(texts):
    found = compare_details(find(texts))
    return found[found["verdict"] == "conflict"]


STORY = (
    " The engineer Ibbotsen of Quellmar blamed the granite, the pumps, the winch and 12 divers from Zandoog."
)
TUNNELS = ["The tunnel was finished in 1971.", "The tunnel, completed in 1974, needs repair."]


def test_articles_of_two_stories_do_not_conflict_in_a_large_corpus():
    others = [filler(n) for n in range(200)]
    assert len(conflicts(TUNNELS)) == 1
    assert len(conflicts([*TUNNELS, *others])) == 0
    assert len(conflicts([text + STORY for text in TUNNELS] + others)) == 1


def test_a_corpus_gathered_around_one_name_is_one_story():
    others = [f"{filler(n)} In Norland {n + 20} {word(2000 + n)} boats waited." for n in range(100)]
    tunnels = [f"{text} Norland paid 12 divers." for text in TUNNELS]
    assert len(conflicts([*tunnels, *others])) == 1


def read_places(details):
    reader = PlaceReader()
    for row in details.to_dict("records"):
        reader.add(Detail.from_row(row))
    return reader.places()


def test_frequent_words_are_joined_two_by_two():
    # "Treaty", "signed" and "river" stand with more details than one word may have, and only here together.
    many = MOST_HOLDERS + 5
    others = [f"In {1900 + n} Norland saw the treaty of {word(n)}." for n in range(many)]
    others += [f"In {1900 + n % 100} Norland signed the {word(n)}." for n in range(100, 100 + many)]
    others += [f"In {1900 + n % 100} Norland left the river of {word(n)}." for n in range(200, 200 + many)]
    pair = ["In 1950 Norland signed the river treaty.", "Norland signed the river treaty in 1953."]
    details = find([*pair, *others])
    places = read_places(details)
    first, second = pair_details(details, places, measure_rarity(places))
    ids = details["article_id"].to_numpy()
    assert set(zip(ids[first].tolist(), ids[second].tolist(), strict=True)) == {("n0", "n1")}


def test_no_detail_has_more_partners_than_its_words_allow():
    texts = [f"In {1900 + n % 100} Norland signed the river treaty of Valdora." for n in range(150)]
    details = find(texts)
    places = read_places(details)
    first, second = pair_details(details, places, measure_rarity(places))
    words = np.bincount(places.details).max() + 1 + PAIRED * (PAIRED - 1) // 2
    assert np.bincount(np.concatenate([first, second]), minlength=len(details)).max() <= words * MOST_HOLDERS
    assert (first < second).all()


@pytest.mark.parametrize("size", [1, 2, ONE_STORY])
def test_a_small_corpus_is_one_story(size):
    stories = link_stories(np.arange(size), np.arange(size), np.zeros(size, dtype=bool), size=size)
    assert stories.share(np.array([0]), np.array([size - 1])).all()


def test_articles_without_words_in_common_are_of_no_story():
    size = ONE_STORY + 1
    stories = link_stories(np.arange(size), np.arange(size), np.zeros(size, dtype=bool), size=size)
    assert stories.share(np.array([0, 3]), np.array([1, 3])).tolist() == [False, True]


@given(st.lists(st.tuples(st.integers(0, 59), st.integers(0, 30)), min_size=1, max_size=300), st.randoms())
@settings(max_examples=40)
def test_a_story_is_shared_both_ways_and_the_order_of_words_does_not_matter(places, random):
    shuffled = [*places, places[0]]
    random.shuffle(shuffled)
    a, b = np.divmod(np.arange(60 * 60), 60)
    found = []
    for rows in (places, shuffled):
        articles, words = np.array(rows, dtype=np.int64).T
        stories = link_stories(articles, words, np.arange(31) % 2 == 0, size=60)
        assert (stories.share(a, b) == stories.share(b, a)).all()
        found.append(stories.share(a, b))
    assert (found[0] == found[1]).all()


def test_the_size_of_a_batch_does_not_matter(monkeypatch):
    texts = [f"In 19{n % 7 + 50} Norland signed the river treaty of {word(n % 5)}." for n in range(35)]
    details = find(texts)
    whole = compare_details(details)
    monkeypatch.setattr("retold.consistency.conflicts.compare.PAIRS", 3)
    assert len(whole) > 3
    pd.testing.assert_frame_equal(compare_details(details), whole)


def test_lengths_told_with_other_names_are_of_two_things():
    left = "The secret talks of Valdora on the bridge lasted five hours."
    assert len(conflicts([left, left.replace("five", "nine")])) == 1
    right = "The secret talks of Zandoog on the bridge lasted nine hours."
    assert len(conflicts([left, right])) == 0
