"""Who speaks most, what the person is called, and whom else the names could mean."""

import pandas as pd
import pytest

from retold.study.subjects import doubtful_names, find_aliases, list_speakers, most_quoted


def told(speakers):
    rows = [(f"a{n % 2}", "third_party", speaker) for n, speaker in enumerate(speakers)]
    return pd.DataFrame(rows, columns=["article_id", "voice", "speaker"])


@pytest.mark.parametrize(
    ("speakers", "first"),
    [
        (["Ann Lee", "Lee", "Tom Hart"], "Ann Lee"),
        (["Mayor Ann Lee", "Mayor Lee", "the mayor"], "Ann Lee"),
        (["Russian President Ann Lee", "the president", "Lee"], "Ann Lee"),
        (["the mayor, Ann Lee", "Lee", "Lee’s spokesman Tom Hart"], "Ann Lee"),
        (["Ursula von der Leyen", "von der Leyen", "Hart"], "Ursula von der Leyen"),
        (["Dr. Ann Lee", "Dr. Lee", "she"], "Ann Lee"),
        (["Norton", "Norton", "Ann Lee"], "Ann Lee"),
        (["Norton"] * 4 + ["Ann Lee"], "Norton"),
        (["Lee", "Lee", "Hart"], "Lee"),
        (["Šárka Nová", "Nová"], "Šárka Nová"),
        # Titles of other languages.
        (["Bundeskanzlerin Anna Berg", "Kanzlerin Berg", "Berg"], "Anna Berg"),
        (["Ministerpräsident Olaf Berg"], "Olaf Berg"),
        (["Frau Anna Meister", "Meister"], "Anna Meister"),
        (["Présidente Jeanne Mont", "Madame Mont"], "Jeanne Mont"),
        (["Minister-president Jan de Boer"], "Jan de Boer"),
        (["Prezydent Anna Nowak"], "Anna Nowak"),
    ],
)
def test_the_most_quoted(speakers, first):
    assert most_quoted(list_speakers(told(speakers))).name == first


def test_nobody():
    for speakers in ([], ["the union", "she", ""], ["Monday"], ["BBC"]):
        assert list_speakers(told(speakers)) == []
    assert most_quoted([]) is None
    assert list_speakers(told(["Ann Lee"]).assign(voice="journalist")) == []


def test_statements_and_articles_are_counted():
    first = list_speakers(told(["Ann Lee", "Hart", "Lee", "Lee", "Lee"]))[0]
    assert (first.surname, first.statements, first.articles) == ("Lee", 4, 2)


@pytest.mark.parametrize(
    ("speaker", "text", "name"),
    [
        ("the mayor", "So the mayor, Ann Lee, came.", "Ann Lee"),
        ("The mayor", "The mayor, Ann Lee, came.", "Ann Lee"),
        ("Lee", "Ann Lee came.", "Ann Lee"),
        ("LEE", "Interview with Ann Lee\nLEE: Yes.", "Ann Lee"),
        ("BBC", "The BBC said so.", ""),
        ("JOURNALIST", "JOURNALIST: Why?", ""),
        ("the union", "the union, Tom Hart", ""),
    ],
)
def test_what_an_article_tells_of_a_speaker(speaker, text, name):
    articles = pd.DataFrame({"article_id": ["a0"], "text": [text]})
    assert [each.name for each in list_speakers(told([speaker]), articles)] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("The mayor, Ann Lee, came.", ["Lee", "the mayor"]),
        ("Ann Lee, the mayor of Ulm, came.", ["Lee", "the mayor"]),
        ("Ann Lee, a former governor, came.", ["Lee"]),
        ("Ann Lee, the governor, came, and the popular mayor, Ann Lee, left.", ["Lee", "the governor", "the mayor"]),
        ("Mayor Ann Lee came.", ["Lee", "the mayor"]),
        ("The rain, Ann Lee said, was heavy. When Ann Lee came, it stopped.", ["Lee"]),
        ("The mayor, Tom Hart, came.", ["Lee"]),
    ],
)  # fmt: skip
def test_names_beside_the_name(text, aliases):
    assert find_aliases([text], "Ann Lee") == aliases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So Tom Lee came.", {"Lee": {"Tom Lee": 1}}),
        ("Tom Lee came. Tom Lee left.", {"Lee": {"Tom Lee": 2}}),
        ("Ann Lee and Mayor Lee and Mr Lee came on Monday, Lee said.", {}),
        ("The Lee came. But Lee left. Then Lee slept. Laut Lee", {}),
        ("So the mayor, Tom Hart, came.", {"the mayor": {"Tom Hart": 1}}),
        ("So the mayor, Ann Lee, came.", {}),
        ("So Tom Leeson came.", {}),
    ],
)
def test_names_that_may_mean_two_people(text, found):
    assert doubtful_names([text], "Ann Lee", ["Lee", "the mayor"]) == found
