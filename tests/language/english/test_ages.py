"""Words that make an age of a number: none is a bound and a cue at once, and bounds come in pairs."""

from retold.language.english.ages import AGED, AGED_PAIRS, ANYONE, OLDER, OVER, PERSONS, TURNED, WHO_IS


def test_bounds_are_of_two_sides():
    assert {word: OLDER[word] for word in ("older", "over", "younger", "under")} == {
        "older": "min", "over": "min", "younger": "max", "under": "max",
    }  # fmt: skip


def test_no_word_is_of_two_lists():
    assert not AGED & TURNED
    assert not (AGED | TURNED) & PERSONS
    assert not (AGED | TURNED | PERSONS) & OLDER.keys()
    assert not {second for _, second in AGED_PAIRS | WHO_IS} & OLDER.keys()


def test_what_is_a_part_of_another_list():
    assert ANYONE < PERSONS
    assert OLDER.keys() > OVER
