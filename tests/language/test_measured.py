"""What is said of languages without words of their own names them, and says what holds and what does not."""

from retold.language.lexicon import languages
from retold.language.measured import MEASURED, STILL_HOLDS, UNMEASURED


def test_what_was_measured_is_of_languages_that_have_no_folder():
    assert not set(MEASURED) & set(languages())


def test_sentences_say_what_holds():
    for name, holds in MEASURED.values():
        assert name[0].isupper()
        assert "F1 0." in holds
    assert "nothing was measured" in UNMEASURED
    assert "themes" in STILL_HOLDS
