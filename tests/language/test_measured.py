"""What is said of languages without words of their own names them, and says what holds and what does not."""

import re
from pathlib import Path

import retold.language.measured
from retold.language.lexicon import languages
from retold.language.measured import MEASURED, STILL_HOLDS, UNMEASURED
from tests.conftest import ROOT


def test_what_was_measured_is_of_languages_that_have_no_folder():
    assert not set(MEASURED) & set(languages())


def test_sentences_say_what_holds():
    for name, holds in MEASURED.values():
        assert name[0].isupper()
        assert "F1 0." in holds
    assert "nothing was measured" in UNMEASURED
    assert "themes" in STILL_HOLDS


def test_the_sentence_on_german_names_its_benchmark():
    source = Path(retold.language.measured.__file__).read_text("utf-8")
    named = re.search(r"`(benchmarks/\w+\.py)`", source)[1]
    assert "MEASURED" in (ROOT / named).read_text("utf-8")
