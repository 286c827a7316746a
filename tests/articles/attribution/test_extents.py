"""The stops at which reported words may end, and what is told of each."""

import pytest

from retold.articles.attribution.cue_candidates import Candidate
from retold.articles.attribution.extents import stops
from retold.articles.attribution.noun_phrases import Sentence


def read(text, cue, quotation=""):
    start = text.find(quotation) if quotation else 0
    sentence = Sentence(text, 0, len(text), [(start, start + len(quotation))] if quotation else [])
    at = sentence.lowers.index(cue)
    return sentence, Candidate(at, "that", "Lee", at + 1, sentence.size, True, at + 1)


@pytest.mark.parametrize(
    ("text", "quotation", "words"),
    [
        ("Lee said that it rained.", "", []),
        ("Lee said that it rained, and it fell.", "", [",", "and"]),
        ("Lee said that it rained; it fell (now) but – so.", "", [";", "(", "but", "–"]),
        ("Lee said that “it rained, and fell” but so.", "“it rained, and fell”", ["but"]),
        ("And Lee, said that so.", "", []),  # only after the content has begun
    ],
)
def test_stops(text, quotation, words):
    sentence, candidate = read(text, "said", quotation)
    assert [sentence.lowers[n] for n, _ in stops(sentence, candidate)] == words


def features(text):
    sentence, candidate = read(text, "said")
    return [set(names) for _, names in stops(sentence, candidate)]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Lee said that it rained, and fell.", "stop=, after=and"),
        ("Lee said that it rained, and fell.", "stop=, kind=that"),
        ("Lee said that it rained, and fell.", "stop=, far=2-3"),
        ("Lee said it, and fell.", "stop=, far=1"),
        ("Lee said that it rained on the old town, and fell.", "stop=, far=4-7"),
        ("Lee said that it rained on the old wet town of Holm now, it fell.", "stop=, far=8-15"),
        ("Lee said " + "very " * 17 + "much, it fell.", "stop=, far=16"),
        ("Lee said that it rained, he left.", "stop=, ahead=pronoun"),
        ("Lee said that it rained, he said so.", "stop=, ahead=pronoun-cue"),
        ("Lee said that it rained, the mayor told us.", "stop=, ahead=cue"),
        ("Lee said that it rained, now, so.", "stop=, ahead=sign"),
        ("Lee said that it rained, now so", "stop=, ahead=none"),
        ("When Lee said that it rained, it fell.", "stop=, subordinate"),
        ("When Lee said that it rained, it fell.", "opening=when stop=,"),
        ("Lee, who said that it rained, left.", "stop=, relative"),
        ("Lee said that it rained, and fell.", "stop=, cue=said"),
        ("Lee said that it rained, and fell.", "stop=, commas=0"),
    ],
)
def test_features(text, feature):
    assert feature in features(text)[0]


def test_commas_are_counted_up_to_three():
    counted = [
        name for names in features("Lee said a, b, c, d, e, f.") for name in names if "commas=" in name
    ]
    assert counted == [f"stop=, commas={n}" for n in (0, 1, 2, 3, 3)]
