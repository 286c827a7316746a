"""Which languages are known, what a text without one is read as, and what is said of one that isn't known."""

import warnings

import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.language.lexicon import (
    ENGLISH,
    Lexicon,
    article_languages,
    base_code,
    languages,
    lexicon,
    read_as,
    warn_of_languages,
)


@pytest.mark.parametrize(
    ("language", "code", "read"),
    [
        ("en", "en", "en"),
        ("en-GB", "en", "en"),
        ("EN_us", "en", "en"),
        ("", "en", "en"),
        ("-", "en", "en"),
        ("pt-BR", "pt", "en"),
        ("english", "english", "en"),
    ],
)
def test_codes(language, code, read):
    assert (base_code(language), read_as(language)) == (code, read)


def test_known_languages_are_sorted_and_have_words():
    assert languages() == sorted(languages())
    assert ENGLISH in languages()
    assert all(isinstance(lexicon(code), Lexicon) for code in languages())


def test_words_are_read_once():
    assert lexicon() is lexicon("en") is lexicon("en-US")


@pytest.mark.parametrize("language", ["qq", "eng", "pt-BR", "e n"])
def test_words_of_no_language_are_refused(language):
    with pytest.raises(ParameterError, match="are not known") as refused:
        lexicon(language)
    assert repr(language) in str(refused.value)
    assert "en" in str(refused.value)


def test_what_a_folder_leaves_out_is_empty():
    bare = Lexicon()
    assert not any([bare.frequent, bare.function_words, bare.endings, bare.plain_forms, bare.marks])
    assert not any(
        [bare.abbreviations.titles, bare.numerals.words, bare.reporting.cues, bare.reporting.clause]
    )


def test_every_kind_of_english_is_filled():
    known = lexicon()
    own = [
        known.frequent,
        known.function_words,
        known.endings,
        known.plain_forms,
        known.contracted,
        known.negations,
    ]
    kinds = [vars(kind).values() for kind in (known.abbreviations, known.numerals, known.reporting)]
    assert all(own)
    assert all(all(kind) for kind in kinds)


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        ({"language": ["en", "pt-BR", ""]}, ["en", "pt-BR", ""]),
        ({"language": [None, float("nan"), 3]}, ["", "", ""]),
        ({"text": ["a", "b", "c"]}, ["", "", ""]),
    ],
)
def test_languages_of_articles(articles, told):
    assert article_languages(pd.DataFrame(articles), 3) == told


def test_no_articles_have_no_language():
    assert article_languages(pd.DataFrame({"text": []}), 0) == []


@pytest.mark.parametrize("told", [[], ["en"], ["", "en-GB"]])
def test_nothing_is_said_of_known_languages(told):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_of_languages(told, reader="sentences")


@pytest.mark.parametrize(
    ("told", "counts"),
    [(["qq", "en", "qq-AA"], "2 in 'qq'"), (["zz", "qq"], "1 in 'qq', 1 in 'zz'")],
)
def test_unknown_languages_are_counted(told, counts):
    with pytest.warns(UserWarning, match="sentences: articles are read as English") as said:
        warn_of_languages(told, reader="sentences")
    assert f"({counts})" in str(said[0].message)


def test_a_reader_of_one_language_says_so_of_all_others():
    with pytest.warns(UserWarning, match="1 in 'en'.*known here are: qq$"):
        warn_of_languages(["qq", "en"], reader="claims", only="qq")
