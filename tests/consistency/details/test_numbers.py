"""Numbers, from figures and words to what they count and the span of what they may mean."""

import pytest

from retold.consistency.details.numbers import find_numbers
from retold.language.clauses import read_sentences
from retold.language.english.amounts import MANY_OF, VAGUE_COUNTS
from retold.language.english.numerals import FRACTIONS, NUMBER_WORDS, ORDINALS, SCALES


def find(text, taken=()):
    """Return the numbers of all sentences of a text; ``taken`` is a piece of it that a date holds."""
    held = [False] * len(text)
    if taken:
        start = text.index(taken)
        held[start : start + len(taken)] = [True] * len(taken)
    return [found for sentence in read_sentences(text) for found in find_numbers(text, sentence, held)]


def one(text):
    (found,) = find(text)
    return found


def values(text, taken=()):
    return [(found.value, found.measure, found.counted) for found in find(text, taken)]


def spans(text):
    return [text[found.start : found.end] for found in find(text)]


WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "twenty-one": 21, "ninety-nine": 99, "forty two": 42,
}  # fmt: skip


@pytest.mark.parametrize(("word", "value"), WORDS.items())
def test_number_words(word, value):
    assert values(f"They bought {word} boats.") == [(str(value), "count", "boats")]


def test_every_number_word_is_in_the_table_of_this_test():
    assert set(NUMBER_WORDS) - set(WORDS) == {"zero", "one"}


SCALED = {
    "two hundred": 200,
    "two thousand": 2000,
    "two million": 2_000_000,
    "two billion": 2_000_000_000,
    "two trillion": 2_000_000_000_000,
    "2 hundred": 200,
    "1.5 million": 1_500_000,
    "2.5 trillion": 2_500_000_000_000,
    "two hundred thousand": 200_000,
    "two hundred and ten": 210,
    "two hundred ten": 210,
    "two hundred and twenty-five": 225,
    "two hundred and twenty": 220,
    "nine hundred and ninety-nine": 999,
    "two hundred and ten thousand": 210_000,
    "five and a half million": 5_500_000,
    "twenty-five and a half million": 25_500_000,
    "1,200": 1200,
    "1,234,567": 1_234_567,
    "12": 12,
    "half a million": 500_000,
    "half a billion": 500_000_000,
    "half a dozen": 6,
    "one million": 1_000_000,
    "a quarter of a million": 250_000,
    "three quarters of a million": 750_000,
    "a third of one billion": 1e9 / 3,
    "half a trillion": 500_000_000_000,
}


@pytest.mark.parametrize(("written", "value"), SCALED.items())
def test_scales(written, value):
    found = one(f"They sold {written} bricks.")
    assert (found.value, found.measure, found.counted) == (f"{value:.12g}", "count", "bricks")


@pytest.mark.parametrize("scale", sorted(SCALES.keys() - {"dozen"}))
def test_a_scale_is_as_large_as_its_name_says(scale):
    zeros = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}[scale]
    found = one(f"They sold seven {scale} bricks.")
    assert float(found.value) == found.low == found.high == float("7" + "0" * zeros)


@pytest.mark.parametrize(
    ("written", "value", "low", "high"),
    [
        ("a hundred", 100, 90, 110),
        ("a thousand", 1000, 900, 1100),
        ("a million", 1e6, 9e5, 1.1e6),
        ("a dozen", 12, 10.8, 13.2),
        ("two dozen", 24, 21.6, 26.4),
        ("half a dozen", 6, 6, 6),
        ("two hundred", 200, 200, 200),
        ("a hundred thousand", 1e5, 9e4, 1.1e5),
        ("a hundred and ten", 110, 110, 110),
    ],
)
def test_round_words_have_slack(written, value, low, high):
    found = one(f"They sold {written} bricks.")
    assert (float(found.value), found.low, found.high) == pytest.approx((value, low, high))
    assert not found.approximate


@pytest.mark.parametrize(
    ("written", "value", "low", "high"),
    [
        ("dozens of", 24, 24, 99),
        ("scores of", 40, 40, 199),
        ("hundreds of", 200, 200, 999),
        ("thousands of", 2000, 2000, 9999),
        ("millions of", 2e6, 2e6, 9.99e8),
        ("tens of thousands of", 20_000, 20_000, 100_000),
        ("hundreds of thousands of", 200_000, 200_000, 1_000_000),
        ("tens of millions of", 2e7, 2e7, 1e8),
        ("hundreds of millions of", 2e8, 2e8, 1e9),
    ],
)
def test_vague_counts(written, value, low, high):
    found = one(f"They sold {written} bricks.")
    assert (float(found.value), found.low, found.high) == (value, low, high)
    assert found.approximate
    assert (found.bound, found.counted) == ("", "bricks")


def test_a_vague_count_stands_with_what_it_counts():
    assert values("Thousands fled, and hundreds were lost.") == []
    assert {*VAGUE_COUNTS, *MANY_OF} == {"dozens", "scores", "hundreds", "thousands", "millions", "tens"}


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("Half of the farmers left.", 0.5, "farmers"),
        ("A third of the farmers left.", 1 / 3, "farmers"),
        ("One third of farmers left.", 1 / 3, "farmers"),
        ("Two thirds of the farmers left.", 2 / 3, "farmers"),
        ("Two-thirds of the farmers left.", 2 / 3, "farmers"),
        ("A quarter of the farmers left.", 0.25, "farmers"),
        ("Three quarters of the farmers left.", 0.75, "farmers"),
        ("A fifth of the farmers left.", 0.2, "farmers"),
        ("Four fifths of the farmers left.", 0.8, "farmers"),
        ("A tenth of the farmers left.", 0.1, "farmers"),
        ("Nine tenths of the farmers left.", 0.9, "farmers"),
        ("One half of the farmers left.", 0.5, "farmers"),
        ("Output fell by half.", 0.5, ""),
        ("Output fell by half in a year.", 0.5, ""),
    ],
)
def test_fractions(text, value, counted):
    found = find(text)[0]
    assert (found.measure, found.counted) == ("share", counted)
    assert float(found.value) == pytest.approx(value)
    assert (found.low, found.high) == pytest.approx((value * 0.9, value * 1.1))
    assert 1 / min(FRACTIONS.values()) == 0.5


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("Two in five berths stood empty.", "0.4", "berths"),
        ("One in ten farmers left.", "0.1", "farmers"),
        ("1 in 10 farmers left.", "0.1", "farmers"),
        ("Nine in ten farmers left.", "0.9", "farmers"),
        ("Some 99 in 100 farmers left.", "0.99", "farmers"),
    ],
)
def test_so_many_in_so_many(text, value, counted):
    found = one(text)
    assert (found.value, found.measure, found.counted) == (value, "share", counted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing was said.",
        "He was one in a thousand.",
        "One was lost.",
        "They took 1 of it.",
        "The second day was wet.",
        "It was the third time.",
        "It was the first day of the week.",
        "A second later it fell.",
        "They read Article 5 aloud.",
        "They flew Boeing 747 home.",
        "They won 3:2 there.",
        "The paper is no. 3/4 there.",
        "The version 2.10.1 runs.",
        "The 1,20 mark was met.",
        "The road A7 is shut.",
        "They counted zero boats.",
        "In 1987 it fell.",
        "The 1987 report is out.",
        "They came from all sides.",
        "Ann Olsen, 158, left.",
        "They have half an idea.",
        "Two were lost.",
    ],
)
def test_what_is_no_number(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "measure", "counted"),
    [
        ("It ran for 20 days.", "P20D", "time", ""),
        ("It ran for two weeks.", "P2W", "time", ""),
        ("It ran for a fortnight and two fortnights.", "P28D", "time", ""),
        ("It ran for three decades.", "P30Y", "time", ""),
        ("It ran for two centuries.", "P200Y", "time", ""),
        ("It ran for 30 seconds.", "PT30S", "time", ""),
        ("It ran for 90 minutes.", "PT90M", "time", ""),
        ("It ran for five and a half hours.", "PT5.5H", "time", ""),
        ("It ran for half an hour.", "PT0.5H", "time", ""),
        ("It ran for half a year.", "P0.5Y", "time", ""),
        ("A 90-minute talk was held.", "PT90M", "time", ""),
        ("It costs 12 million crowns.", "12000000", "money (crown)", ""),
        ("It costs $3.5 million now.", "3500000", "money (dollar)", ""),
        ("It costs €40 now.", "40", "money (euro)", ""),
        ("It costs £40 now.", "40", "money (pound)", ""),
        ("It costs ¥40 now.", "40", "money (yen)", ""),
        ("It is 12 km away.", "12000", "length", ""),
        ("It is 12 square kilometres.", "12000000", "area", ""),
        ("It holds two cubic metres.", "2000", "volume", ""),
        ("It weighs 3 tonnes.", "3000", "mass", ""),
        ("It makes 40 megawatts.", "40000000", "power", ""),
        ("It rose by 4 degrees.", "4", "temperature", ""),
        ("Some 40 percent of the farmers left.", "0.4", "share", "farmers"),
        ("Some 40 per cent of the farmers left.", "0.4", "share", "farmers"),
        ("Some 40% of the young farmers left.", "0.4", "share", "farmers"),
        ("Output fell 40 percent.", "0.4", "share", ""),
        ("Some 14 coastal towns paid.", "14", "count", "towns"),
        ("Some 14 people paid.", "14", "count", "people"),
        ("Some 14 very old coastal towns paid.", "14", "count", ""),
        ("Three of the seven gates held.", "3", "count", "gates"),
        ("Four of them left.", "4", "count", ""),
        ("Seven of its old gates held.", "7", "count", "gates"),
        ("In Holm 90 houses burned.", "90", "count", "houses"),
        ("In Holm seven were missing.", "7", "count", ""),
        ("There were 27 injured.", "27", "count", "injured"),
        ("It costs 90,000 skell.", "90000", "count", "skell"),
        ("Only one gate held.", "1", "count", "gate"),
        ("It was just one gate.", "1", "count", "gate"),
        ("It rang twice.", "2", "count", "times"),
        ("It rang thrice.", "3", "count", "times"),
        ("A pair of fighters rose.", "2", "count", "fighters"),
        ("A couple of fighters rose.", "2", "count", "fighters"),
        ("Thirty were saved.", "30", "count", ""),
        ("The fourth gate held.", "4", "ordinal", "gate"),
        ("Its 4th gate held.", "4", "ordinal", "gate"),
        ("The 21st gate held.", "21", "ordinal", "gate"),
        ("Ann Olsen, 58, left.", "P58Y", "time", "olsen"),
        ("Ann Olsen, 115, left.", "P115Y", "time", "olsen"),
        ("They sold 2000 boats.", "2000", "count", "boats"),
        ("No one lost 20 boats.", "20", "count", "boats"),
    ],
)
def test_what_is_measured_or_counted(text, value, measure, counted):
    assert values(text)[0] == (value, measure, counted)


def test_a_couple_is_a_few():
    couple, pair = one("A couple of boats left."), one("A pair of boats left.")
    assert (couple.low, couple.high) == (2, 3)
    assert (pair.low, pair.high) == (2, 2)


@pytest.mark.parametrize("word", ["second", *list(ORDINALS)[3:]])
def test_ordinals(word):
    rank = {"second": 2, "twelfth": 12, "twentieth": 20}.get(word)
    found = one(f"They shut the {word} gate.")
    assert (found.measure, found.counted, found.written) == ("ordinal", "gate", f"{word} gate")
    assert float(found.value) == found.low == found.high
    assert rank is None or float(found.value) == rank


def test_ordinals_are_in_order():
    found = [float(one(f"They shut the {word} gate.").value) for word in ORDINALS]
    assert found == list(range(1, 21))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They sold 16 to 14 boats.", [("14", "count", "boats")]),  # no range, and 16 counts nothing
        ("They lost four boats and six carts.", [("4", "count", "boats"), ("6", "count", "carts")]),
        ("They lost 4 boats, 6 carts.", [("4", "count", "boats"), ("6", "count", "carts")]),
    ],
)
def test_several_numbers(text, found):
    assert values(text) == found


def test_what_a_date_holds_is_no_number():
    text = "On 3 May 20 boats left."
    assert values(text, taken="3 May") == [("20", "count", "boats")]
    assert values("They waited 20 days.", taken="20 days") == []
    assert values("They waited 20 days.", taken="days") == []


@pytest.mark.parametrize(
    ("text", "span", "written"),
    [
        ("It costs $3.5 million now.", "$3.5 million", "$3.5 million"),
        ("It lost 40 percent of the farmers.", "40 percent of the farmers", "40 percent"),
        ("It lost 40% of it.", "40%", "40%"),
        ("It lost 14 old boats.", "14 old boats", "14"),
        ("It ran 20 days.", "20 days", "20 days"),
        ("Ann Olsen, 58, left.", "58", "58"),
        ("It rang twice.", "twice", "twice"),
        ("It lost 27 injured.", "27 injured", "27"),
    ],
)
def test_where_a_number_stands(text, span, written):
    assert spans(text) == [span]
    assert one(text).written == written


def test_the_words_between_a_number_and_what_it_counts():
    assert one("They sold 14 old coastal boats.").kind_of == ("old", "coastal")
    assert one("They lost 40 percent of the old coastal boats.").kind_of == ("old", "coastal")
    assert one("Ann Olsen, 58, left.").kind_of == ("age",)
