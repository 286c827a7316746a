"""Titles and offices before names, in languages without a folder."""

import pytest

from retold.language.titles_abroad import is_title_abroad


@pytest.mark.parametrize(
    "word",
    "Bundeskanzlerin Vizepräsident Außenministerin Oberbürgermeister Frau Mme Présidente alcaldesa Sindaco Premier Minister-president".split(),
)
def test_titles(word):
    assert is_title_abroad(word)


@pytest.mark.parametrize("word", ["Anna", "Berg", "Ministeriums", "Frauke", "Panos", "Papandreou", ""])
def test_names(word):
    assert not is_title_abroad(word)
