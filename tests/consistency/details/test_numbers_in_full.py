"""Numbers with all that is known of them, and the small words that lead from a number to what it counts."""

import math

import pytest

from retold.consistency.details.numbers import Number, find_numbers
from retold.language.clauses import read_sentences


def find(text):
    sentences = read_sentences(text)
    return [found for sentence in sentences for found in find_numbers(text, sentence, [False] * len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They sold over 14 old boats.",
            Number(15, 27, "14", "count", "boats", ("old",), 14.0, math.inf, True, "min", "14"),
        ),
        (
            "They sold 14 boats.",
            Number(10, 18, "14", "count", "boats", (), 14.0, 14.0, False, "", "14"),
        ),
        (
            "Fewer than thirty were saved.",
            Number(11, 17, "30", "count", "", (), -math.inf, 30.0, True, "max", "thirty"),
        ),
        (
            "It lost 27 injured here.",
            Number(8, 18, "27", "count", "injured", (), 27.0, 27.0, False, "", "27"),
        ),
        (
            "It lost nearly 40 percent of the old farmers.",
            Number(15, 44, "0.4", "share", "farmers", ("old",), 0.4 * 0.75, 0.4, True, "below", "40 percent"),
        ),
        (
            "It lost over 40% now.",
            Number(13, 16, "0.4", "share", "", (), 0.4, math.inf, True, "min", "40%"),
        ),
        (
            "It fell by up to half in May.",
            Number(17, 21, "0.5", "share", "", (), -math.inf, 0.55, True, "max", "half"),
        ),
        (
            "It cost over $40 million here.",
            Number(13, 24, "40000000", "money (dollar)", "", (), 4e7, math.inf, True, "min", "$40 million"),
        ),
        (
            "It ran about 8 hours here.",
            Number(13, 20, "PT8H", "time", "", (), 0.75 * 8 / 24, 1.25 * 8 / 24, True, "about", "8 hours"),
        ),
        (
            "It ran for two decades here.",
            Number(11, 22, "P20Y", "time", "", (), 7305.0, 7305.0, False, "", "two decades"),
        ),
        (
            "It ran for 3 centuries here.",
            Number(11, 22, "P300Y", "time", "", (), 109575.0, 109575.0, False, "", "3 centuries"),
        ),
        (
            "It ran for 3 fortnights here.",
            Number(11, 23, "P42D", "time", "", (), 42.0, 42.0, False, "", "3 fortnights"),
        ),
        (
            "It holds 2 cubic metres here.",
            Number(9, 23, "2000", "volume", "", (), 2000.0, 2000.0, False, "", "2 cubic metres"),
        ),
        (
            "They shut the 4th gate here.",
            Number(14, 22, "4", "ordinal", "gate", (), 4.0, 4.0, False, "", "4th gate"),
        ),
        (
            "It rang twice.",
            Number(8, 13, "2", "count", "times", (), 2.0, 2.0, False, "", "twice"),
        ),
        (
            "Ann Olsen, 58, left.",
            Number(11, 13, "P58Y", "time", "olsen", ("age",), 58 * 365.25, 58 * 365.25, False, "", "58"),
        ),
        (
            "A quarter of a million farmers left.",
            Number(0, 30, "250000", "count", "farmers", (), 225e3, 275e3, False, "", "A quarter of a million"),
        ),
        (
            "Hundreds of boats left.",
            Number(0, 17, "200", "count", "boats", (), 200.0, 999.0, True, "", "Hundreds"),
        ),
        (
            "They took between 14 and 16 old boats.",
            Number(18, 37, "14", "count", "boats", ("old",), 14.0, 16.0, False, "", "14 and 16"),
        ),
    ],
)  # fmt: skip
def test_all_of_a_number(text, expected):
    (found,) = find(text)
    rounded = [round(field, 9) if isinstance(field, float) else field for field in found]
    assert rounded == [round(field, 9) if isinstance(field, float) else field for field in expected]


@pytest.mark.parametrize("word", "of the its their our his her these those".split())
def test_small_words_between_a_number_and_what_it_counts(word):
    found = find(f"They sold 14 {word} boats.")
    assert [(one.counted, one.kind_of) for one in found] == [("boats", ())]


@pytest.mark.parametrize("word", "of the its their our his her all".split())
def test_small_words_between_a_share_and_what_it_is_of(word):
    (found,) = find(f"They sold 40 percent {word} boats.")
    assert found.counted == "boats"
    (found,) = find(f"They sold half {word} boats.")
    assert (found.value, found.counted) == ("0.5", "boats")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They lost 40 percent, farmers said.", ""),
        ("They lost 40 percent boats.", ""),
        ("They lost 40% boats.", ""),
        ("They lost half of it.", ""),
        ("They lost a third of the harvest.", "harvest"),
        ("They lost two in five boats.", "boats"),
        ("They lost two in five, boats too.", ""),
        ("They lost a third of.", ""),
    ],
)
def test_what_a_share_is_of(text, counted):
    assert [(one.measure, one.counted) for one in find(text)] == [("share", counted)]


@pytest.mark.parametrize("after", ["", " in May", " for good", " to that", " and more"])
def test_half_stands_alone_only_at_an_end(after):
    assert [one.value for one in find(f"It fell by half{after}.")] == ["0.5"]


@pytest.mark.parametrize("sign", ["/", ":", ".", ",", "'", "’"])
def test_digits_after_a_sign_are_no_number(sign):
    assert find(f"They saw x{sign}40 boats.") == []


@pytest.mark.parametrize("tail", ["/7", ":30", "/30"])
def test_digits_before_a_sign_and_digits_are_no_number(tail):
    assert find(f"They saw 40{tail} boats.") == []


@pytest.mark.parametrize(
    ("plural", "counts"),
    [
        ("boats", True),
        ("people", True),
        ("police", True),
        ("cattle", True),
        ("glass", False),
        ("virus", False),
        ("basis", False),
        ("gas", False),
        ("boat", False),
    ],
)
def test_only_plurals_are_counted(plural, counts):
    assert ([one.counted for one in find(f"They saw 40 {plural}.")] == [plural]) == counts


@pytest.mark.parametrize("word", "them those these us you".split())
def test_so_many_of_them(word):
    assert [(one.value, one.counted) for one in find(f"They saw two of {word} there.")] == [("2", "")]


@pytest.mark.parametrize(
    "text",
    [
        "They saw two of it there.",
        "They saw 40 and left.",
        "They saw two, boats too.",
        "It cost 900 skell.",
        "It cost 90,000 more.",
        "It cost 90,000 pm.",
        "They saw thousands strong.",
        "The 1986 boats left.",
        "They flew the Holm 90 home.",
        "The third party left.",
        "A fourth gate held.",
        "The fourth, gate five.",
        "The fourth of it.",
        "The second.",
        "Monday, 58, was wet.",
        "The mayor, 58, left.",
        "Ann Olsen (58) left.",
        "Ann Olsen, 0, left.",
        "Ann Olsen, 116, left.",
        "Ann Olsen, 58 left.",
        "They did it twice as often.",
        "Twice the fee was due.",
        "No one days passed.",
    ],
)
def test_what_counts_nothing(text):
    assert find(text) == []


@pytest.mark.parametrize("age", [1, 58, 115])
@pytest.mark.parametrize("sign", [",", ".", ";"])
def test_ages(age, sign):
    assert [(one.value, one.counted) for one in find(f"It was Ann Olsen, {age}{sign}")] == [
        (f"P{age}Y", "olsen")
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In Holm 90 houses burned.", ["90"]),
        ("Near Holm 90 houses burned.", ["90"]),
        ("Of Holm 90 houses burned.", []),
        ("About 90 houses burned.", ["90"]),
        ("The 90 houses burned.", ["90"]),
        ("They saw Article 5 houses.", []),
    ],
)
def test_a_capital_before_a_number_makes_it_a_label(text, values):
    assert [one.value for one in find(text)] == values


@pytest.mark.parametrize("scale", "hundred thousand million billion trillion".split())
@pytest.mark.parametrize("article", ["a", "one"])
def test_half_and_quarters_of_a_scale(scale, article):
    zeros = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}[scale]
    (found,) = find(f"They lost three quarters of {article} {scale} boats.")
    assert (float(found.value), found.counted) == (0.75 * 10**zeros, "boats")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They saw two three boats.", ["3"]),
        ("They saw twenty thirty boats.", ["30"]),
        ("They saw twenty ten boats.", ["10"]),
        ("They saw nineteen five boats.", ["5"]),
        ("They saw two hundred and, five boats.", ["5"]),
    ],
)
def test_number_words_that_do_not_join(text, values):
    assert [one.value for one in find(text) if one.counted] == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It took 2 to 3 dozen boats.", 24, 36),
        ("It took 5 to 6 or more boats.", 5, math.inf),
        ("It took more than 5 to 6 boats.", 5, math.inf),
        ("It took about 4 to 8 boats.", 3, 10),
        ("It took nearly 4 to 8 boats.", 3, 8),
    ],
)
def test_bounds_of_ranges(text, low, high):
    found = find(text)[0]
    assert (found.low, found.high) == pytest.approx((low, high))
