import pytest

from retold.articles.attribution.names import Names

LEE = Names.of("Ann Lee", ["Lee", "the mayor"])

CASES = [
    ("Ann Lee", True),
    ("Mayor Ann Lee", True),
    ("Mayor Lee", True),
    ("Mrs. Lee", True),
    ("A. Lee", True),
    ("Ann M. Lee", True),
    ("the Millbrook mayor, Ann Lee", True),
    ("The mayor of Millbrook, Ann Lee", True),
    ("mayor and party leader Ann Lee", True),
    ("the mayor of Millbrook Ann Lee", True),
    ("Millbrook Mayor Ann Lee", True),
    ("Lee, 61", True),
    ("Lee MP", True),
    ("Lee and Tom Hart", True),
    ("Tom Hart and Lee", True),
    ("even from Mayor Lee", True),
    ("On Monday Lee", True),
    ("Lee herself", True),
    ("the mayor", True),
    ("Lee’s spokesman", False),
    ("a spokesman for Lee", False),
    ("a spokesman for Mayor Lee", False),
    ("critics of the mayor", False),
    ("Lee officials", False),
    ("the Lee administration", False),
    ("Lee lawyer Tom Hart", False),
    ("Lee campaign chairwoman Mia Fox", False),
    ("Lee-backed councillors", False),
    ("Max Lee", False),
    ("her brother, Max Lee", False),
    ("Lee Smith", False),
    ("Tom Hart, who beat Lee", False),
    ("the mayor of Norburg, Tom Hart", False),
    ("the mayor Tom Hart", False),
    ("Tom Hart", False),
    ("", False),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words for words, _ in CASES])
def test_who_is_the_subject(words, expected):
    assert LEE.is_subject(words) == expected


SHORT = [
    # the full name, what a phrase calls somebody, whether it is the same person
    ("Joseph Lee", "Joe Lee", True),
    ("Joseph Lee", "Jill Lee", False),
    ("Lee", "Max Lee", True),
]


@pytest.mark.parametrize(("subject", "words", "expected"), SHORT)
def test_another_first_name_is_another_person(subject, words, expected):
    assert Names.of(subject, ["Lee"]).is_subject(words) == expected


IN_TEXT = [
    ("Ann Lee came. Lee left.", "Lee", True),
    ("Lee left.", "Lee", False),
    ("Ann Lee came. The lee side was wet.", "lee", False),
]


@pytest.mark.parametrize(("text", "words", "expected"), IN_TEXT)
def test_a_last_name_alone_counts_where_the_article_has_the_full_name(text, words, expected):
    assert Names.of("Ann Lee", []).in_text(text).is_subject(words) == expected
