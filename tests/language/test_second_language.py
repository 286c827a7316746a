"""A second language is one folder: what reads words reads an invented one, and nothing else is edited."""

import sys

import pandas as pd
import pytest

import retold
import retold.language
from retold.articles.segment import sentence_spans
from retold.errors import ParameterError
from retold.language.identify import guess_language
from retold.language.lexicon import article_languages, base_code, languages, lexicon, read_as
from retold.language.numerals import read_fraction, read_numeral, read_ordinal
from retold.language.quotations import quotation_spans
from retold.language.words import is_content, split_words, stem_word

# Its code is not that of the invented language in docs: forms and stems are remembered by code in one process.
LEXICON = """
from retold.language.lexicon import Abbreviations, Lexicon, Numerals, Reporting

LEXICON = Lexicon(
    frequent=frozenset("ta mek zun del".split()),
    function_words=frozenset("ta mek zun del ke lu shi".split()),
    endings=("aren", "an", "i"),
    plain_forms={"gruv": "gravan"},
    marks=(("⟦", "⟧"),),
    abbreviations=Abbreviations(titles=frozenset(["dro"]), inner=frozenset(["ko"]), starters=frozenset(["Ta"])),
    numerals=Numerals(
        words={"bo": 1, "di": 2, "tre": 3, "ken": 30}, scales={"sat": 100}, ones=frozenset(["zu"]),
        joining=frozenset(["o"]), ordinals={"dinte": 2}, fractions={"tren": 3},
    ),
    reporting=Reporting(
        cues={"parlit": "parlan", "parlan": "parlan", "dokit": "dokan"}, speaking=frozenset(["parlan"]),
        that=frozenset(["ke"]), genders={"lu": "lu", "shi": "shi"}, pronouns=frozenset(["lu", "shi"]),
        subjects=frozenset(["lu", "shi", "nu"]),
    ),
)
"""

TEXT = (
    "Dro. Mela Tarn parlit ke ta brug del rivan kollan. Ta rivan mek stil, parlit Oban Rusk."
    " Shi dokit: ⟦zun brug del ta velt kollan mek.⟧ Ko. Ta velt mek zun."
)


@pytest.fixture
def velan(tmp_path, monkeypatch):
    """The invented language, in a folder that stands beside `english/` for as long as a test runs."""
    folder = tmp_path / "velan"
    folder.mkdir()
    (folder / "__init__.py").write_text('CODE = "qw"\n', "utf-8")
    (folder / "lexicon.py").write_text(LEXICON, "utf-8")
    monkeypatch.setattr(retold.language, "__path__", [*retold.language.__path__, str(tmp_path)])
    yield "qw"
    for name in [name for name in sys.modules if name.startswith("retold.language.velan")]:
        monkeypatch.delitem(sys.modules, name)


def test_is_found_by_its_folder(velan):
    assert {"en", velan} <= set(languages())
    assert "zun" in lexicon("qw-AR").function_words


def test_is_gone_with_its_folder():
    assert "qw" not in languages()
    with pytest.raises(ParameterError, match=r"'qw' are not known") as refused:
        lexicon("qw")
    assert "add a folder" in str(refused.value)


def test_sentences(velan):
    assert [TEXT[a:b] for a, b in sentence_spans(TEXT, language=velan)] == [
        "Dro. Mela Tarn parlit ke ta brug del rivan kollan.",
        "Ta rivan mek stil, parlit Oban Rusk.",
        "Shi dokit: ⟦zun brug del ta velt kollan mek.⟧",
        "Ko.",
        "Ta velt mek zun.",
    ]
    assert sentence_spans("Dro. Mela Tarn. It rained.")[0] == (0, 4)  # "Dro" is no title of English


@pytest.mark.parametrize(
    ("form", "english", "own"),
    [("zun", True, False), ("the", False, True), ("brug", True, True), ("b", False, False)],
)
def test_content_words(velan, form, english, own):
    assert (is_content(form), is_content(form, language=velan)) == (english, own)


@pytest.mark.parametrize(
    ("form", "stem"), [("brugaren", "brug"), ("brugi", "brug"), ("gruv", "grav"), ("signed", "signed")]
)
def test_stems(velan, form, stem):
    assert stem_word(form, language=velan) == stem


def test_words_have_no_contractions_of_english(velan):
    assert [word.form for word in split_words("Ta'll di", language=velan)] == ["ta'll", "2"]
    assert [word.form for word in split_words("They'll two")] == ["they", "will", "2"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("di", 2),
        ("ken tre", 33),
        ("di sat o ken bo", 231),
        ("zu sat", 100),
        ("2.5 sat", 250),
        ("two", None),
        ("tre di", None),
    ],
)
def test_numerals(velan, words, value):
    found = read_numeral(words.split(), language=velan)
    assert (found and found.value) == value


def test_ordinals_and_fractions(velan):
    assert read_ordinal("dinte", language=velan) == 2
    assert read_fraction(["di", "tren"], language=velan).value == pytest.approx(2 / 3)
    assert read_fraction(["half"], language=velan) is None


def test_marks_and_speech_after_a_dash(velan):
    assert [TEXT[a:b] for a, b in quotation_spans(TEXT, language=velan)] == [
        "⟦zun brug del ta velt kollan mek.⟧"
    ]
    assert quotation_spans(TEXT) == []
    dashed = "— Ta brug kollan, parlit lu. Mek."
    assert [dashed[a:b] for a, b in quotation_spans(dashed, language=velan)] == ["— Ta brug kollan,"]
    assert quotation_spans(dashed) == []


def test_is_guessed(velan):
    assert guess_language(TEXT) == velan


def statements(language):
    articles = pd.DataFrame({"article_id": ["a"], "language": [language], "text": [TEXT]})
    return retold.find_statements(articles, subject="Mela Tarn", aliases=["Tarn"])


def test_whole_way_from_a_file(velan, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, "utf-8")
    articles = retold.read_articles(tmp_path / "articles")
    assert articles["language"].tolist() == [velan]
    found = retold.find_statements(articles, subject="Mela Tarn", aliases=["Tarn"])
    told = found[found["form"] != "narration"]
    assert told[["form", "voice", "speaker", "cue", "text"]].values.tolist() == [
        ["indirect", "subject", "Mela Tarn", "parlit", "ke ta brug del rivan kollan."],
        ["indirect", "third_party", "Oban Rusk", "parlit", "Ta rivan mek stil,"],
        ["direct", "third_party", "Shi", "dokit", "⟦zun brug del ta velt kollan mek.⟧"],
    ]


def test_without_its_folder_it_is_said_to_be_read_as_english():
    with pytest.warns(
        UserWarning, match=r"sentences: articles are read as English though they are not \(1 in 'qw'\)"
    ):
        found = statements("qw")
    assert set(found["voice"]) == {"journalist"}


def test_what_knows_english_alone_says_so(velan):
    articles = pd.DataFrame({"article_id": ["a"], "language": [velan], "text": [TEXT]})
    held = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(TEXT)]})
    with pytest.warns(UserWarning, match=r"details: .* \(1 in 'qw'\); known here are: en"):
        retold.find_details(held, articles)
    with pytest.warns(UserWarning, match=r"lines of the page: .* \(1 in 'qw'\)"):
        retold.find_clutter(articles)


@pytest.mark.parametrize(
    ("told", "code", "read"),
    [("", "en", "en"), ("en-GB", "en", "en"), ("EN_us", "en", "en"), ("de", "de", "en")],
)
def test_codes(told, code, read):
    assert (base_code(told), read_as(told)) == (code, read)


def test_languages_of_articles():
    assert article_languages(pd.DataFrame({"text": ["", ""]}), 2) == ["", ""]
    assert article_languages(pd.DataFrame({"language": ["en", None, float("nan")]}), 3) == ["en", "", ""]
