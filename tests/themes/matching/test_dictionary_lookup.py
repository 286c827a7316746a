"""Counts against quanteda 4.3.1: its results on nine texts, and what its manual promises, on texts of our own."""

import json
from pathlib import Path

import pandas as pd
import pytest

from retold.language.token_arrays import token_arrays
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

REFERENCE = json.loads(Path(__file__).with_name("dictionary_lookup_cases.json").read_text("utf-8"))
RULES = {"key": "theme", "dictionary": "codebook"}


def as_themes(dictionary, valuetype="glob"):
    return {
        name: {"themes": as_themes(entry, valuetype)}
        if isinstance(entry, dict)
        else {"patterns": [{valuetype: value} for value in entry]}
        for name, entry in dictionary.items()
    }


def count(texts, dictionary, keys, *, valuetype="glob", **options):
    """Return texts x keys, as quanteda's tokens_lookup and dfm give them."""
    articles = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    hits = find_themes(articles, read_codebook({"themes": as_themes(dictionary, valuetype)}), **options)
    counts = hits.groupby(["article_id", "theme"]).size()
    return [[int(counts.get((name, key), 0)) for key in keys] for name in texts]


def case_name(case):
    return "{name}-{nested_scope}-{case_insensitive}-{levels}".format(**case)


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=case_name)
def test_counts_equal_quanteda(case):
    one = isinstance(case["keys"], str)
    keys = [key.replace(".", "/") for key in ([case["keys"]] if one else case["keys"])]
    counts = count(
        REFERENCE["texts"],
        case["dictionary"],
        keys,
        valuetype=case.get("valuetype", "glob"),
        overlap=RULES[case["nested_scope"]],
        case_sensitive=not case["case_insensitive"],
        depth=1 if case["levels"] == [1] else None,
    )
    assert counts == [row if isinstance(row, list) else [row] for row in case["counts"]]


def test_there_are_fifty_four_cases():
    assert len(REFERENCE["cases"]) == 54


@pytest.mark.parametrize("name", REFERENCE["texts"])
def test_tokens_equal_quanteda(name):
    tokens = token_arrays([REFERENCE["texts"][name]])
    assert [tokens.vocabulary[n] for n in tokens.ids] == REFERENCE["tokens"][name]


HARBOUR = (
    "The old harbour wall and the harbour wall of Brask. Harbour walls, old and new; wall-to-wall harbours."
)

# What the manual of tokens_lookup, dictionary and the pattern matching says, case by case:
# (promise, text, dictionary, options, counts by key).
PROMISES = [
    ("a glob's star stands for any characters, none too", HARBOUR, {"a": ["harbour*"]}, {}, {"a": 4}),
    ("a question mark stands for one character", HARBOUR, {"a": ["wall?"], "b": ["o?d"]}, {}, {"a": 1, "b": 2}),
    ("globs are anchored at both ends of a token", HARBOUR, {"a": ["arbour"], "b": ["*arbour"]}, {}, {"a": 0, "b": 3}),
    ("a star alone is any token, signs too", "wall, wall!", {"a": ["*"]}, {}, {"a": 4}),
    ("brackets and dots are letters to a glob", "a.b axb [a]", {"a": ["a.b"], "b": ["[a]"]}, {}, {"a": 0, "b": 0}),
    ("case does not count by default", "Wall WALL wall", {"a": ["wAll"]}, {}, {"a": 3}),
    ("case counts if asked for", "Wall WALL wall", {"a": ["wall"]}, {"case_sensitive": True}, {"a": 1}),
    ("a space in a value separates tokens", HARBOUR, {"a": ["harbour wall*"]}, {}, {"a": 3}),
    ("a phrase does not run over a sign", "harbour, wall", {"a": ["harbour wall"]}, {}, {"a": 0}),
    ("a sign can be part of a phrase", "harbour, wall", {"a": ["harbour , wall"]}, {}, {"a": 1}),
    ("fixed values have no wild cards", "wall* walls wall", {"a": ["wall*"]}, {"valuetype": "fixed"}, {"a": 0}),
    ("a regular expression is searched for in a token", "sea wall seawall", {"a": ["wall$"]}, {"valuetype": "regex"}, {"a": 2}),
    ("a regular expression may be a phrase", "the sea wall", {"a": ["^s wall"]}, {"valuetype": "regex"}, {"a": 1}),
    (
        "nested within a key: the longer match counts",
        "the old harbour wall",
        {"a": ["harbour", "old harbour wall", "wall"]},
        {},
        {"a": 1},
    ),
    (
        "nested across keys, scope key: both count",
        "the old harbour wall",
        {"a": ["harbour wall"], "b": ["old harbour wall"]},
        {"overlap": "theme"},
        {"a": 1, "b": 1},
    ),
    (
        "nested across keys, scope dictionary: the longer one counts",
        "the old harbour wall, a harbour wall",
        {"a": ["harbour wall"], "b": ["old harbour wall"]},
        {"overlap": "codebook"},
        {"a": 1, "b": 1},
    ),
    (
        "the same value in two keys counts for both, in either scope",
        "wall",
        {"a": ["wall"], "b": ["wall"]},
        {"overlap": "codebook"},
        {"a": 1, "b": 1},
    ),
    (
        "overlapping matches of one length: the left one counts, then the next that is free",
        "wall wall wall wall wall",
        {"a": ["wall wall"]},
        {},
        {"a": 2},
    ),
    (
        "not only nested matches are dropped but overlapping ones",
        "old sea wall gate",
        {"a": ["old sea wall", "wall gate"]},
        {},
        {"a": 1},
    ),
    (
        "a dropped match frees what it would have covered",
        "a b c d e",
        {"a": ["a b c", "c d", "d e"]},
        {},
        {"a": 2},
    ),
    (
        "all levels: a nested key is a key of its own",
        HARBOUR,
        {"sea": {"port": ["harbour*"], "stone": ["wall*"]}},
        {},
        {"sea": 0, "sea/port": 4, "sea/stone": 4},
    ),
    (
        "first level: nested keys are one key, and their values compete",
        "the harbour wall",
        {"sea": {"port": ["harbour"], "both": ["harbour wall"]}},
        {"depth": 1},
        {"sea": 1},
    ),
    ("doubled values of a key count once", "Wall", {"a": ["wall", "Wall"]}, {"overlap": "all"}, {"a": 1}),
    ("a key without a match has a count of none", "sea", {"a": ["wall"], "b": ["sea"]}, {}, {"a": 0, "b": 1}),
    ("hyphens hold a word together", HARBOUR, {"a": ["wall-*"], "b": ["to"]}, {}, {"a": 1, "b": 0}),
    ("an apostrophe does too, straight or curly", "Brask's Brask’s", {"a": ["brask"], "b": ["brask?s"]}, {}, {"a": 0, "b": 2}),
    ("figures keep their points and commas", "1,000 1.5 1990", {"a": ["1,000"], "b": ["199?"]}, {}, {"a": 1, "b": 1}),
    ("letters of all scripts fold", "ÉCOLE école МИР мир", {"a": ["école"], "b": ["мир"]}, {}, {"a": 2, "b": 2}),
    ("a question mark is one character of any script", "é 界 👍", {"a": ["?"]}, {}, {"a": 3}),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:pattern .* matches every one")
@pytest.mark.parametrize(
    ("promise", "text", "dictionary", "options", "counts"), PROMISES, ids=[p[0] for p in PROMISES]
)
def test_what_the_manual_promises(promise, text, dictionary, options, counts):
    assert count({"a": text}, dictionary, list(counts), **options) == [list(counts.values())]


def test_removed_tokens_leave_a_gap_that_no_phrase_bridges():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["sea FORM wall"]})
    masked = pd.DataFrame({"article_id": ["a"], "start": [4], "end": [8]})
    book = read_codebook({"themes": {"a": {"patterns": ["sea wall", "sea * wall"]}}})
    assert find_themes(articles, book, masked=masked).empty
