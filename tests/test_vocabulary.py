"""Words that several stages share: what stands in tables is what the list of it says, and each list stands once."""

import ast

import pandas as pd
import pytest

from retold import vocabulary
from retold.consistency.agreement.headlines import headline_figures
from retold.figures.drawing.save import NO_METADATA
from retold.figures.drawing.style import VOICE_COLOURS, VOICE_INKS, VOICE_MARKERS, VOICE_NAMES
from retold.study.config import settings_schema
from retold.vocabulary import FIGURE_FORMATS, OVERLAPS, PAIR_MEASURES, VOICES
from tests.conftest import ROOT

LISTS = {name: value for name, value in vars(vocabulary).items() if isinstance(value, tuple)}


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_a_list(name):
    assert len(set(LISTS[name])) == len(LISTS[name]) > 1
    assert all(word == word.strip().lower() for word in LISTS[name])


def test_the_words_for_all_and_for_none_differ_and_are_in_no_list():
    assert vocabulary.ALL != vocabulary.NONE
    assert not {vocabulary.ALL, vocabulary.NONE} & {word for words in LISTS.values() for word in words}


@pytest.mark.parametrize("drawn", [VOICE_COLOURS, VOICE_NAMES, VOICE_INKS, VOICE_MARKERS])
def test_every_voice_can_be_drawn(drawn):
    assert set(VOICES) <= set(drawn)


def test_settings_know_the_words():
    properties = settings_schema()["properties"]
    assert properties["overlap"]["enum"] == list(OVERLAPS)
    assert properties["voices"]["items"]["enum"] == list(VOICES)


def test_every_format_is_written_without_the_clock():
    assert tuple(NO_METADATA) == FIGURE_FORMATS


def test_every_measure_of_pairs_is_a_headline_figure():
    coverage = pd.DataFrame({"article_id": ["a", "b"], "argument": "k", "statements": 1})
    assert set(PAIR_MEASURES) <= set(headline_figures(coverage))


def spelled_out(file):
    """Return the lists of words that a module writes out, as sets of words with their lines."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)) and len(node.elts) > 1:
            words = [each.value for each in node.elts if isinstance(each, ast.Constant)]
            if len(words) == len(node.elts) and all(isinstance(word, str) for word in words):
                yield node.lineno, words


def test_each_list_stands_once():
    """A list that is written out elsewhere would not grow with the one here."""
    again = [
        (file.name, line, name)
        for file in sorted((ROOT / "src").rglob("*.py"))
        if file.name != "vocabulary.py"
        for line, words in spelled_out(file)
        for name, own in LISTS.items()
        if tuple(words) == own
    ]
    assert again == []
