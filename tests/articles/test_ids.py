"""Names that mean something else, or that not every file can hold, are refused where they are read."""

import json
import os
import sys
import unicodedata

import pandas as pd
import pytest

from retold.articles.corpus import list_articles, read_articles
from retold.articles.ids import read_id
from retold.coding.validation import validate_themes
from retold.consistency.agreement.influence import measure_influence
from retold.errors import ArticleError, CodebookError, ParameterError, TableError
from retold.figures.drawing.labels import name_articles
from retold.study.config import read_coding
from retold.tables import empty_table
from retold.themes.audit.concordance_lines import show_concordance
from retold.themes.codebook.read import read_codebook
from retold.themes.measures.frequencies import count_themes

TEXT = "The bridge is safe, Ann Lee said. The council talked about the bridge for many hours."
COMPOSED, APART = (unicodedata.normalize(form, "übung") for form in ("NFC", "NFD"))

REFUSED = [
    ("*", "means all articles"),
    ("none", "means no article"),
    ("", "has no id"),
    (" \t", "has no id"),
    (" a", "begins or ends with white space"),
    ("a\n", "begins or ends with white space"),
    ("a\u00a0", "begins or ends with white space"),
    ("a\x00b", r"holds U\+0000"),
    ("a\x1bb", r"holds U\+001B"),
    ("a\ufffeb", r"holds U\+FFFE"),
    ("a\udce4b", r"a byte that is not UTF-8 \(0xe4\)"),
    ("a\ud800b", r"holds U\+D800"),
]
TAKEN = ["None", "NONE", "all", "**", "a *", "NA", "null", "nan", "001", "1e5", "-", ".", "../x", "=1+1", "a:1", "a;b",
         "a|b", "a,b", '"', "'", "{x}", "%s", "$x_1$", "\\", "#", "a b", "a\nb", "a\rb", "a\tb", "a\u2028b", "a\x85b",
         "x" * 300, "日本", "🙂"]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), REFUSED)
def test_ids_that_cannot_be_told_are_refused_with_their_place(name, words):
    with pytest.raises(ArticleError, match=words) as caught:
        read_id(name, "list.csv, row 7")
    assert caught.value.where == "list.csv, row 7"
    assert "\ud800" not in str(caught.value)
    str(caught.value).encode()


@pytest.mark.parametrize("name", TAKEN)
def test_other_ids_stay_as_they_are(name):
    assert read_id(name, "") == name


@pytest.mark.parametrize("reading", [read_articles, list_articles])
@pytest.mark.parametrize(("name", "words"), [REFUSED[0], REFUSED[1], REFUSED[4], REFUSED[8]])
def test_a_file_is_named_in_the_message(tmp_path, name, words, reading):
    (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    with pytest.raises(ArticleError, match=words) as caught:
        reading(tmp_path)
    assert caught.value.where == tmp_path / f"{name}.txt"
    assert "rename" in caught.value.todo


@pytest.mark.skipif(sys.platform == "darwin", reason="this system takes names in UTF-8 only")
def test_a_file_name_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / os.fsdecode(b"m\xe4rz.txt")).write_text(TEXT, "utf-8")
    with pytest.raises(ArticleError, match="not UTF-8"):
        read_articles(tmp_path)


@pytest.mark.parametrize("reading", [read_articles, list_articles])
@pytest.mark.parametrize("form", ["csv", "jsonl", "list"])
@pytest.mark.parametrize(("name", "words"), [REFUSED[0], REFUSED[1], REFUSED[4], REFUSED[8]])
def test_a_row_is_named_in_the_message(tmp_path, form, name, words, reading):
    rows = [{"article_id": "a", "text": TEXT}, {"article_id": name, "text": TEXT}]
    path = tmp_path / f"corpus.{form}"
    if form == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    elif form == "csv":
        pd.DataFrame(rows).to_csv(path, index=False)
    else:
        path = tmp_path / "articles.csv"
        (tmp_path / "one.txt").write_text(TEXT, "utf-8")
        pd.DataFrame({"article_id": ["a", name], "file": "one.txt"}).to_csv(path, index=False)
    with pytest.raises(ArticleError, match=words) as caught:
        reading(path)
    assert caught.value.where == f"{path}, row {2 if form == 'jsonl' else 3}"


@pytest.mark.parametrize(
    "name", [name for name in TAKEN if "/" not in name and len(name) < 100 and name != "."]
)
def test_a_file_of_any_other_name_is_read(tmp_path, name):
    (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    assert read_articles(tmp_path)["article_id"].tolist() == [name]


@pytest.mark.parametrize("names", [("a.txt", "a.html"), (f"{COMPOSED}.txt", f"{APART}.txt")])
def test_two_files_of_one_id_are_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text(TEXT, "utf-8")
    if len(list(tmp_path.iterdir())) < len(names):
        pytest.skip("this system takes the two names for one")
    with pytest.raises(ArticleError, match="would have one id"):
        read_articles(tmp_path)


@pytest.mark.parametrize(("listed", "there"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_a_listed_file_is_found_in_either_unicode_form(tmp_path, listed, there):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / f"{there}.txt").write_text(TEXT, "utf-8")
    rows = pd.DataFrame({"article_id": [listed], "file": f"articles/{listed}.txt"})
    rows.to_csv(tmp_path / "articles.csv", index=False)
    assert read_articles(tmp_path)["article_id"].tolist() == [COMPOSED]


def test_codings_name_articles_and_codes_as_text(tmp_path):
    (tmp_path / "coding").mkdir()
    rows = {
        "edition": "original",
        "article_id": [APART, "001", "NA"],
        "start": 0,
        "end": 9,
        "argument": ["01", "1e5", "NA"],
    }
    pd.DataFrame(rows).to_csv(tmp_path / "coding" / "arguments.csv", index=False)
    coding = read_coding(tmp_path, "arguments", "original")
    assert coding["article_id"].tolist() == [COMPOSED, "001", "NA"]
    assert coding["argument"].tolist() == ["01", "1e5", "NA"]
    assert coding["end"].tolist() == [9, 9, 9]


@pytest.mark.parametrize(
    ("name", "words"),
    [("*", "means all themes"), ("", "blank name"), (" a", "white space"), ("a\n", "white space")],
)
def test_a_theme_is_not_called_so(name, words):
    with pytest.raises(CodebookError, match=words):
        read_codebook({"themes": {name: {"patterns": ["rain"]}}})
    if name != "*":
        with pytest.raises(CodebookError, match=words):
            read_codebook({"themes": {"outer": {"themes": {name: {"patterns": ["rain"]}}}}})


def test_a_number_and_its_text_are_one_theme_and_refused():
    with pytest.raises(CodebookError, match="'2020' stands twice"):
        read_codebook({"themes": {2020: {"patterns": ["rain"]}, "2020": {"patterns": ["wind"]}}})


def test_a_theme_of_another_program_is_not_called_all(tmp_path):
    path = tmp_path / "theirs.lc3"
    path.write_text("+*\nrain\n", "utf-8")
    with pytest.raises(CodebookError, match="means all themes") as caught:
        read_codebook(path)
    assert caught.value.where == str(path)


@pytest.mark.parametrize("column", ["article_id", "voice"])
def test_counts_refuse_an_article_or_a_voice_called_all(column):
    statements = pd.DataFrame({"statement_id": ["a:1"], "article_id": "a", "sentence_id": "a:1", "start": 0, "end": 9,
                               "voice": "subject", "text": "It rained."})  # fmt: skip
    book = read_codebook({"themes": {"water": {"patterns": ["rain*"]}}})
    with pytest.raises(ParameterError, match=f"no {column.removesuffix('_id')} can bear it"):
        count_themes(empty_table("theme_hits"), statements.assign(**{column: "*"}), book)


def test_influence_refuses_an_article_called_none():
    coverage = pd.DataFrame({"article_id": ["none", "b"], "argument": "k", "statements": [1, 1]})
    with pytest.raises(TableError, match="means that none is left out"):
        measure_influence(coverage)


@pytest.mark.parametrize(
    ("cell", "coded"),
    [
        ("water", 1),
        ("wind;water", 1),
        ('["wind; gale", "water"]', 1),
        ("wind; gale", 0),
        ("", 0),
        ("watery", 0),
    ],
)
def test_a_coding_names_themes_parted_by_semicolons_or_as_a_list(cell, coded):
    coding = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [9], "themes": [cell]})
    table = validate_themes(empty_table("theme_hits"), coding, ["water"], replicates=5).set_index("theme")
    assert table.at["water", "coded"] == coded


def test_a_theme_with_a_semicolon_is_found_in_a_list():
    coding = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [9], "themes": ['["wind; gale"]']})
    table = validate_themes(empty_table("theme_hits"), coding, ["wind; gale"], replicates=5).set_index(
        "theme"
    )
    assert table.at["wind; gale", "coded"] == 1


def test_a_theme_that_is_called_as_an_article_keeps_its_name():
    lines = empty_table("concordance")
    lines.loc[0] = ["p1", "p1", "", "p1:1", 6, 10, "Heavy", "rain", "fell.", "rain", ""]
    articles = pd.DataFrame({"article_id": ["p1"], "label": ["Post"]})
    assert repr(show_concordance(lines, articles=articles, beside=("theme", "article_id"))).split()[:2] == [
        "p1",
        "Post",
    ]


@pytest.mark.parametrize(
    ("label", "shown"), [("a\r\nb", "a b"), ("a\u2028b\x85c", "a b c"), ("a\x07b", "a\ufffdb"), (" \n", "x")]
)
def test_a_label_stands_on_one_line_in_a_figure(label, shown):
    assert name_articles(pd.DataFrame({"article_id": ["x"], "label": [label]})).tolist() == [shown]
