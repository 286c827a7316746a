"""Names of groups: the clause at the centre, shortened, and the terms that set a group apart."""

import pandas as pd
import pytest

from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.labels import characteristic_terms, label_arguments, shorten_claim
from tests.arguments.grouping.test_group import TEXTS, frame

NAMES = [
    ("", ""),
    ("🙂🙂", "🙂🙂"),
    ("that “the dam is too old for the river,”", "The dam is too old for the river"),
    ("The mayor said that the dam is too old, and that the council knew it.", "The dam is too old"),
    ("And we will raise the dam; the council has voted", "We will raise the dam"),
    ("The dam, which is old, will be raised by us", "The dam, which is old, will be raised by us"),  # two words are no name
    ("We will raise the dam – and nobody will pay for it", "We will raise the dam"),
    ("Mr. Brown paid for the dam. He was glad to.", "Mr. Brown paid for the dam"),
    ("a b c d e f g h i j k l", "A b c d e f g h i j k l"),
    ("a b c d e f g h i j k, l m", "A b c d e f g h i j k, l…"),
    ("Дамба слишком стара для реки", "Дамба слишком стара для реки"),
    ("word " * 5000, "W" + ("word " * 12).strip()[1:] + "…"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_claim_is_shortened_to_one_clause(text, name):
    assert shorten_claim(text) == name


TERMS = [
    ([], []),
    (["rain rain on the town", "tax tax in the town"], [["rain"], ["tax"]]),
    (["the of and", "is was"], [[], []]),  # stop words only
    (["", "rain"], [[], ["rain"]]),
    (["bee ant", "cow"], [["ant"], ["cow"]]),  # of equals the first in the alphabet
]


@pytest.mark.parametrize(("documents", "terms"), TERMS)
def test_characteristic_terms(documents, terms):
    assert characteristic_terms(documents, 1) == terms


def test_a_group_is_named_by_the_clause_at_its_centre():
    rows = frame(TEXTS[:5])
    found = group_arguments(rows, replicates=5)
    labels = label_arguments(found.arguments, found.groups, rows)
    exemplars = rows.set_index("statement_id").loc[labels["exemplar"], "text"]
    assert labels["label"].tolist() == exemplars.str.capitalize().tolist()


def test_a_name_is_of_the_clause_and_not_of_the_whole_statement():
    arguments = pd.DataFrame(
        {"statement_id": ["a:1"], "argument": ["A1"], "exemplar": [True], "start": [118], "end": [139]}
    )
    groups = pd.DataFrame({"argument": ["A1"], "exemplar": ["a:1"]}).assign(
        statements=1, articles=1, stability=1.0, silhouette=1.0, null=0.0, together=1.0, depends=[()], trusted=True
    )  # fmt: skip
    statements = pd.DataFrame(
        {"statement_id": ["a:1"], "start": [100], "text": ["It rains and rain; the old dam is leaking."]}
    )
    text = statements["text"][0]
    arguments["start"], arguments["end"] = 100 + text.index("the old"), 100 + len(text)
    assert label_arguments(arguments, groups, statements)["label"].tolist() == ["The old dam is leaking"]


def test_no_group_has_no_name():
    found = group_arguments(frame(TEXTS[:2]))
    assert label_arguments(found.arguments, found.groups, frame(TEXTS[:2])).empty


@pytest.mark.parametrize(
    ("document", "terms"),
    [
        ("the fire and the bill", ["bill", "fire"]),
        ("he found the interest of the system", ["found", "interest", "system"]),
        ("she said that several were already told of it", []),
        ("the mayor let them go", ["go", "mayor"]),
        ("", []),
    ],
)
def test_words_of_meaning_are_kept_and_function_words_are_not(document, terms):
    assert sorted(characteristic_terms([document, "rain"], 5)[0]) == terms
