"""Where the sentences of a line end, and at which full stops they do not."""

import pytest

from retold.language.sentence_ends import LOOK_BACK, sentence_ends


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", [""]),
        ("It rained", ["It rained"]),
        ("It rained.", ["It rained."]),
        ("It rained. It fell.", ["It rained.", "It fell."]),
        ("It rained! It fell? It did.", ["It rained!", "It fell?", "It did."]),
        ("“It rained.” He left.", ["“It rained.”", "He left."]),
        ('Lee said. "It rained." He left.', ["Lee said.", '"It rained."', "He left."]),
        ("It rained.[3] He left.", ["It rained.[3]", "He left."]),
        ("... and then it fell.", ["... and then it fell."]),
        ("It rained ... and fell.", ["It rained ... and fell."]),
        ("It rained... He left.", ["It rained...", "He left."]),
        ("Mr. Lee left.", ["Mr. Lee left."]),
        ("Dr. Lee and St. Anne met.", ["Dr. Lee and St. Anne met."]),
        ("J. R. Lee left.", ["J. R. Lee left."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ("He is in the U.S. They left.", ["He is in the U.S.", "They left."]),
        ("At 5 p.m. Lee left.", ["At 5 p.m. Lee left."]),
        ("At 5 p.m. They left.", ["At 5 p.m.", "They left."]),
        ("No. 5 left.", ["No. 5 left."]),
        ("No. But he left.", ["No.", "But he left."]),
        ("On Jan. 5 it fell.", ["On Jan. 5 it fell."]),
        ("They saw the sun. Lee left.", ["They saw the sun.", "Lee left."]),
        ("Lee Inc. paid.", ["Lee Inc. paid."]),
        ("It was Lee Inc. The firm left.", ["It was Lee Inc.", "The firm left."]),
        ("1. The plan fell.", ["1. The plan fell."]),
        ("It rose by 2.5 percent.", ["It rose by 2.5 percent."]),
        ("It was in 1950. Lee left.", ["It was in 1950.", "Lee left."]),
        ("It was unclear.Later it fell.", ["It was unclear.", "Later it fell."]),
        ("See www.lee.org for it.", ["See www.lee.org for it."]),
        ("See lee.Com for it.", ["See lee.Com for it."]),
        ("“Why?” Lee asked.", ["“Why?” Lee asked."]),
        ("“Why?” He left.", ["“Why?”", "He left."]),
        ("who gains? nobody does", ["who gains?", "nobody does"]),
        ("It fell. iPhone sales rose.", ["It fell.", "iPhone sales rose."]),
        ("It fell. and rose.", ["It fell. and rose."]),
        ("雨が降った。彼は去った。", ["雨が降った。", "彼は去った。"]),
        ("It fell. , it rose.", ["It fell. , it rose."]),
    ],
)  # fmt: skip
def test_sentences(text, sentences):
    ends = [*sentence_ends(text), len(text)]
    starts = [0, *ends[:-1]]
    assert [text[a:b].strip() for a, b in zip(starts, ends, strict=True)] == sentences


def test_a_very_long_word_is_no_abbreviation():
    text = f"{'a' * LOOK_BACK}mr. Lee left."
    assert list(sentence_ends(text)) == [LOOK_BACK + 3]
