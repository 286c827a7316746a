"""Rows of digits and sentences without an end: nothing is raised, and what is read of them is bounded."""

import pandas as pd
import pytest

import retold
from retold.consistency.details.slots import FURTHEST
from retold.language.numerals import MOST_DIGITS, read_numeral, read_whole

NINES = "9" * 5000
TEXTS = (
    f"{NINES} gates fell.", f"It cost ${NINES} million.", f"9,{'999,' * 2000}999 men left.", f"It met in May {NINES}.", f"It met at {NINES}:30.",
    f"The {NINES}th man left.", f"twenty-{NINES} gates.", f"half of {NINES} gates.", f"two in {NINES} gates.", f"{NINES} May 2021.", f"{NINES}% of it.",
    f"{NINES} dozen gates.", f"between {NINES} and {NINES} gates.", f"{'٣' * 5000} gates.", "9" * 400 + " gates.", "million " * 3000 + "gates.", "²² gates.",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_row_of_digits_is_no_number(text):
    said = f"Ann Lee said that {text}"
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": [said, said.replace("9", "7")],
            "date": "2021-05-05",
            "language": "en",
        }
    )
    statements = retold.find_statements(
        articles, subject="Ann Lee", masked=retold.find_clutter(articles.assign(title="x"))
    )
    details = retold.find_details(statements, articles)
    assert "inf" not in set(details["value"])
    wording = retold.compare_wording(statements.assign(argument="none"))
    assert len(retold.compare_details(details, wording)) <= len(details)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("0", 0),
        ("9" * MOST_DIGITS, int("9" * MOST_DIGITS)),
        ("9" * (MOST_DIGITS + 1), None),
        ("²", None),
        ("", None),
    ],
)
def test_whole_numbers(form, value):
    assert read_whole(form) == value
    assert (read_numeral([form]) is not None) == (value is not None)


def test_of_an_endless_sentence_the_words_nearby_are_read():
    words = [
        f"w{'abcdefghij'[n % 10]}{chr(97 + n // 10 % 26)}{chr(97 + n // 260)}" for n in range(3 * FURTHEST)
    ]
    at = 2 * FURTHEST
    text = " ".join([*words[:at], "on 3 May 2021", *words[at:]]) + "."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": [""], "language": ["en"]})
    statements = pd.DataFrame(
        {"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)]}
    )
    details = retold.find_details(statements, articles)
    assert details["value"].tolist() == ["2021-05-03"]
    read = details["context"].iloc[0] if "context" in details else " ".join(map(str, details.iloc[0]))
    assert words[at - 1] in read
    assert words[0] not in read
