import pandas as pd
import pytest

from retold.articles.attribution.names import Names
from retold.articles.attribution.speakers import subject_pronoun
from retold.articles.attribution.voices import find_statements


def voices(text, **names):
    """Return (voice, words) of all that is reported."""
    names = names or {"subject": "Ann Lee", "aliases": ["Lee"]}
    found = find_statements(pd.DataFrame({"article_id": ["a"], "text": [text]}), **names)
    return [v for v in found["voice"] if v != "journalist"]


S, T = "subject", "third_party"

CASES = [
    # appositions, either order
    ("The Millbrook mayor, Ann Lee, said that it rained. She added that it was cold.", [S, S]),
    ("Ann Lee, the mayor of Millbrook, said that it rained. The mayor added that it was cold.", [S, S]),
    ("President Lee said that it rained.", [S]),
    ("The mayor and party leader Ann Lee said that it rained.", [S]),
    ("Speaking in Oslo, Ms Lee told reporters: “We are quite ready for rain.”", [S]),
    ("“We are quite ready for rain,” Ms. Lee, 61, said at a meeting.", [S]),
    ("Millbrook’s leader Ann Lee has warned that it will rain.", [S]),
    # those of the subject
    ("Lee officials said that it rained.", [T]),
    ("Lee lawyer Tom Hart said that it rained.", [T]),
    ("Mayor Lee’s spokesman, Tom Hart, said that it rained. He added that it was cold.", [T, T]),
    ("The Lee administration said that it rained.", [T]),
    ("Tom Hart, who beat Lee in May, said that it rained.", [T]),
    # pronouns pass over bodies
    ("Lee left early. According to the Globe, it rained. “We shall be back in spring,” she said.", [T, S]),
    ("Lee said that it rained. As the crowd cheered, she said that it was cold.", [S, S]),
    ("Lee said that it rained. The ministry said that it was dry. She added that it was cold.", [S, T, S]),
    ("Lee said that it rained, according to CNN. “We shall be back in spring.”", [S, S]),
    ("“It rains all over the valley,” Lee said, according to the Globe. “We shall be back.”", [S, S]),
    # a sentence without a clause names whom "he" means
    ("Lee said that it rained. Tom Hart laughed. “It is always very dry,” he said.", [S, T]),
    ("Tom Hart said that it rained. Lee laughed. “It is always very dry.”", [T, S]),
    ("Tom Hart said that it rained. The mayor, Ann Lee, laughed. “It is always dry here.”", [T, S]),
    ("Lee said that it rained. The River Committee sent a short note: “It is always dry here.”", [S, T]),
    ("Lee said that it rained. She had one more thing: “It is always dry here.”", [S, S]),
    # genders
    ("Ms Lee left. Ms Lee came. Ms Lee sat. Mr Hart said it rained. She said it was cold.", [T, S]),
    ("Ms Lee left. Ms Lee came. Ms Lee sat. Mr Hart said it rained. He said it was cold.", [T, T]),
    # whom the sentence itself names first, also before a participle
    ("Tom Hart said it rained. Lee hit back at what he called “a lie of the worst kind”.", [T, S]),
    ("Tom Hart said it rained. Lee did not back down, saying “it is always dry here”.", [T, S]),
    ("Pressed about the rain, Ms. Lee did not back down, saying “it is always dry here”.", [S]),
    ("The communications chief, Tom Hart, said it rained.", [T]),
    # what the person put out
    ("Lee said in a statement that it rained. The statement added that it was cold.", [S, S]),
    ("Tom Hart said in a letter that it rained. The letter added that it was cold.", [T, T]),
    # after a full stop another sentence begins
    ("Lee said it rained.\n“It is always very cold here.” Tom Hart rejected the plan.", [S, S, T]),
    # a block belongs to whom its announcing sentence names
    ("Tom Hart said it rained. And Lee hit back on Twitter:\n\nIt is always dry here.\n\nIt rained.", [T, S]),
    # a line that opens with an adverb has no speaker
    ("Lee said that it rained. Then: “It is always dry here.”", [S, S]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_who_speaks(text, expected):
    assert voices(text) == expected


GENDERS = [
    ("Lee took her hat. Lee took her bag. Lee took her keys.", "she"),
    ("Mr. Lee left. Mr. Lee came. Mr. Lee sat.", "he"),
    ("Lee left.", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), GENDERS)
def test_the_pronoun_of_the_subject(text, expected):
    assert subject_pronoun([text], Names.of("Ann Lee", ["Lee"])) == expected
