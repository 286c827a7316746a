"""The stops at which reported words may end, and what is told of each."""

import pytest

from retold.articles.attribution.cue_candidates import Candidate
from retold.articles.attribution.extents import is_unfinished, stops
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


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        # An apposition, an age, a relative clause: the verb comes behind it.
        ("Lee said that Berg, the mayor of Holm, had left.", True),
        ("Lee said that Berg, 45, would lead.", True),
        ("Lee said that Berg, who was born in Holm, was late.", True),
        ("Lee said that Berg – a former mayor – also left the hall.", False),  # "left" may be a participle
        ("Lee said that Berg – a former mayor – has left the hall.", True),
        # A condition or an aside comes first.
        ("Lee said that if it rains, the bridge will hold.", True),
        ("Lee said that, in her view, the bridge will hold.", True),
        # The sentence is there.
        ("Lee said that Berg had left, the mayor of Holm, had he known, would stay.", False),
        ("Lee said that it rained, and the mayor, had he known, would stay.", False),
        # After the first pause anything may end it.
        ("Lee said that Berg, the mayor, had left, but it rained.", True),
        # Nothing follows that could be its verb.
        ("Lee said that much, and the mayor, had he known, would stay.", False),
        ("Lee said that much, too, was lost.", False),
        ("Lee said that much; the mayor of Holm, had left.", False),
    ],
)
def test_a_sentence_whose_verb_is_to_come_does_not_end(text, unfinished):
    sentence, candidate = read(text, "said")
    first = next(n for n, _ in stops(sentence, candidate))
    assert is_unfinished(sentence, candidate, first) == unfinished


def test_objects_end_as_before():
    sentence, candidate = read("Lee said that Berg, the mayor of Holm, had left.", "said")
    first = next(n for n, _ in stops(sentence, candidate))
    assert not is_unfinished(sentence, candidate._replace(kind="topic"), first)
