"""Signs that look alike are one: in patterns, names, aliases, cues and negations, however a text or a pattern is typed."""

import unicodedata

import pandas as pd
import pytest

from retold import compare_naming, compare_wording, find_statements, find_themes, read_codebook
from retold.arguments.given.features import words_of
from retold.language.token_arrays import token_arrays
from retold.language.tokens import APOSTROPHES, HYPHENS, TOKEN, any_sign, normal_form, seen_form, token_spans
from retold.language.words import split_words
from retold.themes.audit.concordance import concordance

MODIFIER = "\u02bc"
LETTERS = [*APOSTROPHES, MODIFIER]


def hits_of(text, *patterns, **options):
    book = read_codebook({"themes": {"t": {"patterns": list(patterns)}}})
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    found = find_themes(articles, book, **options)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    return found["text"].tolist()


@pytest.mark.parametrize("written", LETTERS, ids=ascii)
@pytest.mark.parametrize("asked", LETTERS, ids=ascii)
def test_every_apostrophe_meets_every_other(asked, written):
    assert hits_of(f"They don{written}t stop.", f"don{asked}t") == [f"don{written}t"]


@pytest.mark.parametrize("written", HYPHENS, ids=ascii)
@pytest.mark.parametrize("asked", HYPHENS, ids=ascii)
def test_every_hyphen_meets_every_other(asked, written):
    assert hits_of(f"On Covid{written}19 and red{written}lines.", f"covid{asked}19", f"red{asked}line*") == [
        f"Covid{written}19",
        f"red{written}lines",
    ]


ALIKE = {
    "soft hyphen in the text": ("re\u00adelection", "reelection", True),
    "soft hyphen in the pattern": ("reelection", "re\u00adelection", True),
    "ligature in the text": ("the o\ufb03ce", "office", True),
    "ligature in the pattern": ("the office", "o\ufb03*", True),
    "accents taken apart in the text": (unicodedata.normalize("NFD", "the café"), "café", True),
    "accents taken apart in the pattern": ("the café", unicodedata.normalize("NFD", "café"), True),
    "one sign stands for a letter and its accent": (unicodedata.normalize("NFD", "the café"), "caf?", True),
    "no-break space in the text": ("heavy\u00a0rain", "heavy rain", True),
    "narrow no-break space in the pattern": ("heavy rain", "heavy\u202frain", True),
    "wildcard before an apostrophe": ("Norland’s", "*'s", True),
    "wildcard after an apostrophe": ("we’re", "we'*", True),
    "a dash within a word": ("anti–toll", "anti-toll", True),
    "a dash between words": ("anti – toll", "anti-toll", False),
    "two words are no compound": ("anti toll", "anti-toll", False),
    "a first letter that an editor has changed": ("“[T]hreats of war”", "Threats of war", True),
    "letters in brackets that are a word": ("a [n] either", "neither", False),
    "an accent is a letter's own": ("cafe", "café", False),
}


@pytest.mark.parametrize(("text", "pattern", "found"), ALIKE.values(), ids=ALIKE)
@pytest.mark.parametrize("case_sensitive", [False, True])
def test_what_looks_alike_matches_and_nothing_else(text, pattern, found, case_sensitive):
    assert bool(hits_of(text, pattern, case_sensitive=case_sensitive)) is found


KINDS = {
    "fixed": {"fixed": "don't stop"},
    "regex": {"regex": "^don't$ ^stop"},
    "curly regex": {"regex": "^don’t$ ^stop"},
    "near": {"near": ["don't", "stop"], "within": 2},
}


@pytest.mark.parametrize("pattern", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("sign", "'’")
def test_every_kind_of_pattern(pattern, sign):
    assert hits_of(f"Don{sign}t stop.", pattern) == [f"Don{sign}t stop"]


def test_a_range_of_signs_in_a_regular_expression_stays_what_it_is():
    assert hits_of("abc ‐ x", {"regex": "^[‐-―]$"}) == ["‐"]


def test_what_is_excluded_is_excluded_however_it_is_written():
    assert hits_of("red‑line", {"glob": "red*", "exclude": ["red-line"]}) == []


def test_two_spellings_of_a_pattern_count_once():
    assert hits_of("They don’t.", "don't", "don’t", overlap="all") == ["don’t"]


@pytest.mark.parametrize("text", ["Sana‘a’s", "don´t do`nt", "Covid‑19 5‐year 1‑2", "O＇Neill ‘don’t’"])
def test_fast_tokens_are_those_of_the_expression(text):
    fast = token_arrays([text])
    assert list(zip(fast.start.tolist(), fast.end.tolist(), strict=True)) == token_spans(text)
    assert TOKEN.findall(text) == [fast.vocabulary[n] for n in fast.ids]


@pytest.mark.parametrize("word", ["don’t", "O\ufb03ce", "re\u00adelect", "Zoe\u0308", "plain", "it`s"])
def test_forms_are_stable_and_forget_case_alone(word):
    assert seen_form(seen_form(word)) == seen_form(word)
    assert normal_form(word) == normal_form(seen_form(word).upper())


REMARKS = {
    "points": ("u.s.", "u . s ."),
    "an apostrophe at the end": ("workers'", "workers '"),
    "within a phrase": ("the u.s. dollar*", "the u . s . dollar*"),
    "a currency": ("$5", "$ 5"),
}


@pytest.mark.parametrize(("pattern", "instead"), REMARKS.values(), ids=REMARKS)
def test_a_pattern_that_cannot_match_is_remarked_and_its_cure_matches(tmp_path, pattern, instead):
    file = tmp_path / "codebook.yaml"
    file.write_text(f'themes:\n  t:\n    patterns:\n      - "{pattern}"\n', "utf-8")
    (remark,) = read_codebook(file).remarks
    assert all(told in remark for told in (repr(pattern), "line 4", repr(instead)))
    text = f"All {pattern.replace('*', 's')} are here"
    assert hits_of(text, pattern) == []
    assert hits_of(text, instead) == [pattern.replace("*", "s")]


def test_remarks_reach_parts_and_exclusions_and_spare_what_can_match():
    near = {"near": ["u.s.", "dollar"], "within": 2, "exclude": ["a/b"]}
    book = read_codebook(
        {"themes": {"t": {"patterns": [near, "don’t", "red-line*", "*", {"regex": "u[.]s"}]}}}
    )
    assert [remark.split("'")[1] for remark in book.remarks] == ["u.s.", "a/b"]


@pytest.mark.parametrize("sign", LETTERS, ids=ascii)
def test_aliases_and_cues_are_found_whatever_the_apostrophe(sign):
    text = f"Tara O{sign}Neill said the road is safe. The mayor said it isn{sign}t. O{sign}Neill didn{sign}t say more."
    for asked in LETTERS:
        articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
        found = find_statements(articles, subject=f"Tara O{asked}Neill", aliases=[f"O{asked}Neill"])
        first = found[found["text"].str.contains("safe")]
        assert first["voice"].tolist() == ["subject"]


def test_attribution_reads_curly_and_straight_text_alike():
    text = "She didn't say that it's over. \"We're ready,\" Lee said, and he hadn't denied that they'd go."
    spans = []
    for sign in "'’":
        articles = pd.DataFrame({"article_id": ["a"], "text": [text.replace("'", sign)]})
        found = find_statements(articles, subject="Ann Lee", aliases=["Lee"])
        spans.append(found[["start", "end", "form", "voice"]].values.tolist())
    assert spans[0] == spans[1]


@pytest.mark.parametrize("name", ["O'Neill", "Jean-Luc Zoë", "Sana'a"])
def test_any_sign_finds_a_name_in_every_form(name):
    import re

    for written in (name, name.replace("'", "’").replace("-", "‑"), unicodedata.normalize("NFD", name)):
        assert re.fullmatch(any_sign(name), written)
    assert not re.fullmatch(any_sign(name), name[:-1])


def test_names_of_a_thing_are_found_whatever_the_signs():
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["The workers’ strike and the walk‑out in Sana‘a."]}
    )
    listed = {"strike": ["workers' strike", "walk-out*"], "town": ["Sana'a"]}
    found = compare_naming(articles, equivalents=listed)
    assert found["thing"].tolist() == ["strike", "strike", "town"]


@pytest.mark.parametrize("sign", LETTERS, ids=ascii)
def test_negations_are_read_whatever_the_apostrophe(sign):
    assert [word.form for word in split_words(f"We won{sign}t pay")] == ["we", "will", "not", "pay"]
    assert words_of(f"It isn{sign}t") == ["it", "isn't"]


@pytest.mark.parametrize("sign", LETTERS, ids=ascii)
def test_a_contraction_and_its_long_form_are_no_drift_but_its_loss_is(sign):
    texts = [f"We don{sign}t want to close the bridge this year.", "We want to close the bridge this year."]
    statements = pd.DataFrame(
        {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "A1", "text": texts}
    )
    (drift,) = compare_wording(statements)["drift"]
    assert [name for name in drift if "negation" in name]


def test_concordance_sorts_by_what_is_seen():
    text = "rain don’t stop. rain don't end. rain dont go."
    book = read_codebook({"themes": {"t": {"patterns": ["rain"]}}})
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    sentences = pd.DataFrame(
        {"sentence_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)], "text": [text]}
    )
    lines = concordance(find_themes(articles, book), sentences, sort="right")
    assert [line.split()[0] for line in lines["right"]] == ["don't", "don’t", "dont"]


def test_a_changed_first_letter_is_no_drift():
    told = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": ["x", "x"],
            "text": ["“The old bridge will be closed in May,”", "“[T]he old bridge will be closed in May,”"],
        }
    )
    pairs = compare_wording(told.assign(form="direct"))
    assert pairs["drift"].tolist() == [("verbatim",)]
