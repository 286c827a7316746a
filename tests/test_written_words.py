"""What people write is kept as it is written, or refused with its place: never changed, and never the last of two."""

import json

import pandas as pd
import pytest
import yaml

from retold import read_articles, read_codebook
from retold.arguments.given.given import read_given
from retold.errors import ArticleError, CodebookError, ParameterError, SettingError, StudyError
from retold.study.config import NULL, read_coding, read_settings
from retold.study.values import read_parameters
from retold.themes.codebook.formats import native, write_codebook
from retold.yaml_lines import parse_yaml

# What YAML 1.1 makes of them: truth values, numbers, a date, 750, 8, 1000, 1.5, nothing.
CHANGED = (
    "no yes on off y True 2020 1e5 007 010 12:30 1_000 1.50 .5 0x1F 2020-01-02 +44 null ~x NaN .inf".split()
)


@pytest.mark.parametrize("word", CHANGED)
def test_patterns_themes_and_names_are_words(tmp_path, word):
    file = tmp_path / "codebook.yaml"
    file.write_text(
        f"title: {word}\nthemes:\n  {word}:\n    description: {word}\n    patterns: [{word}, x]\n    exclude: [{word} a]\n"
        f"    examples: [{word}]\n  near:\n    patterns:\n      - near: [{word}, b]\n        within: 3\n        ordered: yes\n"
        f"  hand:\n    by_hand: true\nequivalents:\n  {word}: [{word}, z]\n",
        "utf-8",
    )
    book = read_codebook(file)
    theme = book.themes[0]
    assert (theme.name, theme.examples, book.patterns[0].text) == (word, (word,), word)
    assert book.patterns[0].exclude[0].text == f"{word} a"
    assert (book.patterns[2].parts[0].text, book.patterns[2].within, book.patterns[2].ordered) == (
        word,
        3,
        True,
    )
    assert book.equivalents == {word: (word, "z")}
    if word != "null":  # as a value it is YAML's own word for nothing
        assert (book.title, theme.description) == (word, word)
    copy = tmp_path / "copy.yaml"
    assert write_codebook(book, copy) == []
    assert native.write(read_codebook(copy)) == native.write(book)


@pytest.mark.parametrize("word", [word for word in CHANGED if word != "null"])
def test_labels_and_examples_of_arguments_are_words(tmp_path, word):
    file = tmp_path / "arguments.yaml"
    file.write_text(
        f"arguments:\n  - label: {word}\n    description: {word} it is\n    examples: [{word} so]\n", "utf-8"
    )
    (given,) = read_given(file)
    assert (given.label, given.description, given.examples) == (word, f"{word} it is", (f"{word} so",))


@pytest.mark.parametrize("word", [word for word in CHANGED if word != "null"])
def test_words_of_settings_are_words(tmp_path, word):
    (tmp_path / "study.yaml").write_text(
        f"title: {word}\nsubject: {word}\naliases: [{word}, x]\nspeaker_language: {word}\ncolumns: {{text: {word}}}\n",
        "utf-8",
    )
    settings = read_settings(tmp_path)
    assert (settings.title, settings.subject, settings.speaker_language) == (word, word, word)
    assert (settings.aliases, settings.columns) == ([word, "x"], {"text": word})
    assert read_parameters([("subject", word), ("aliases", f"[{word}]")]) == {
        "subject": word,
        "aliases": [word],
    }


NUMBERS = [
    ("seed: 010", "seed", 10),
    ("seed: 7", "seed", 7),
    ("replicates: 1_000", "replicates", 1000),
    ("threshold: 1e-1", "threshold", 0.1),
    ("threshold: .5", "threshold", 0.5),
    ("threshold: null", "threshold", None),
    ("case_sensitive: yes", "case_sensitive", True),
    ("clauses: off", "clauses", False),
]


@pytest.mark.parametrize(("line", "name", "value"), NUMBERS)
def test_numbers_and_truth_values_are_read_where_they_belong(tmp_path, line, name, value):
    (tmp_path / "study.yaml").write_text(line + "\n", "utf-8")
    assert getattr(read_settings(tmp_path), name) == value
    text = line.partition(": ")[2]
    assert read_parameters([(name, text)]) == {name: NULL if value is None else value}


@pytest.mark.parametrize(
    "line", ["seed: 1:30", "seed: '7'", "level: 0x1F", "case_sensitive: 1", "replicates: many"]
)
def test_what_is_no_number_is_refused_with_its_line(tmp_path, line):
    (tmp_path / "study.yaml").write_text(f"title: x\n{line}\n", "utf-8")
    with pytest.raises(SettingError, match="line 2"):
        read_settings(tmp_path)


def read_study(folder):
    return read_settings(folder)


TWICE = {
    "setting": ("study.yaml", "seed: 1\ntitle: x\nseed: 2\n", read_study, "'seed'", "lines 1 and 3"),
    "within a setting": (
        "study.yaml",
        "columns:\n  text: a\n  text: b\n",
        read_study,
        "'text'",
        "lines 2 and 3",
    ),
    "in one line": ("study.yaml", "columns: {text: a, text: b}\n", read_study, "'text'", "line 1, twice"),
    "theme": (
        "c.yaml",
        "themes:\n  a:\n    patterns: [x]\n  a:\n    patterns: [y]\n",
        read_codebook,
        "'a'",
        "lines 2 and 4",
    ),
    "theme, quoted": (
        "c.yaml",
        "themes:\n  no: {patterns: [x]}\n  'no': {patterns: [y]}\n",
        read_codebook,
        "'no'",
        "lines 2 and 3",
    ),
    "nested theme": (
        "c.yaml",
        "themes:\n  a:\n    themes:\n      b: {patterns: [x]}\n      b: {patterns: [y]}\n",
        read_codebook,
        "'b'",
        "lines 4 and 5",
    ),
    "patterns": (
        "c.yaml",
        "themes:\n  a:\n    patterns: [x]\n    patterns: [y]\n",
        read_codebook,
        "'patterns'",
        "lines 3 and 4",
    ),
    "whole codebook": (
        "c.yaml",
        "themes: {a: {patterns: [x]}}\nthemes: {b: {patterns: [x]}}\n",
        read_codebook,
        "'themes'",
        "lines 1 and 2",
    ),
    "names": (
        "c.yaml",
        "themes: {a: {patterns: [x]}}\nequivalents:\n  t: [x]\n  t: [y]\n",
        read_codebook,
        "'t'",
        "lines 3 and 4",
    ),
    "key of a pattern": (
        "c.yaml",
        "themes:\n  a:\n    patterns:\n      - glob: x\n        glob: y\n",
        read_codebook,
        "'glob'",
        "lines 4 and 5",
    ),
    "argument": (
        "a.yaml",
        "arguments:\n  - label: a\n    description: b\n    description: c\n",
        read_given,
        "'description'",
        "lines 3 and 4",
    ),
}


@pytest.mark.parametrize(("name", "text", "read", "key", "lines"), TWICE.values(), ids=TWICE)
def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path, name, text, read, key, lines):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(StudyError) as error:
        read(tmp_path if read is read_study else file)
    assert f"the key {key} stands twice" in error.value.what
    assert str(error.value.where) == f"{file}, {lines}"


def test_what_a_parameter_holds_twice_is_refused():
    with pytest.raises(ParameterError, match="'text' stands twice"):
        read_parameters([("columns", "{text: a, text: b}")])


ROWS = {
    "csv": ("t.csv", "article_id,text,text\na,x,y\n", "columns are called 'text': columns 2, 3"),
    "listing": (
        "articles.csv",
        "article_id,file,outlet,outlet\na,a.txt,x,y\n",
        "columns are called 'outlet'",
    ),
    "json": ("t.jsonl", json.dumps({"text": "x"})[:-1] + ', "text": "y"}\n', "'text' stands twice"),
}


@pytest.mark.parametrize(("name", "text", "told"), ROWS.values(), ids=ROWS)
def test_articles_with_two_columns_of_a_name_are_refused(tmp_path, name, text, told):
    (tmp_path / "a.txt").write_text("It rained.", "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ArticleError, match=told):
        read_articles(tmp_path / name)


def test_a_column_that_is_not_read_may_stand_twice(tmp_path):
    (tmp_path / "t.csv").write_text("text,url,url\nIt rained.,x,y\n", "utf-8")
    assert read_articles(tmp_path / "t.csv")["text"].tolist() == ["It rained."]


def test_parquet_with_two_columns_of_a_name_is_refused(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], names=["text", "text"])
    parquet.write_table(table, tmp_path / "t.parquet")
    with pytest.raises(ArticleError, match="columns are called 'text'"):
        read_articles(tmp_path / "t.parquet")


def test_a_coding_with_two_columns_of_a_name_is_refused(tmp_path):
    (tmp_path / "coding").mkdir()
    pd.DataFrame([["", "a", 0, 1, "x", "y"]]).to_csv(
        tmp_path / "coding" / "themes.csv",
        index=False,
        header=["edition", "article_id", "start", "end", "themes", "themes"],
    )
    with pytest.raises(StudyError, match="columns are called 'themes'"):
        read_coding(tmp_path, "themes", "")


def test_weights_in_a_quanteda_dictionary_are_remarked(tmp_path):
    (tmp_path / "q.yml").write_text("weather:\n  rain: 1.5\n  hail: 2\n", "utf-8")
    (remark,) = [told for told in read_codebook(tmp_path / "q.yml").remarks if "weight" in told]
    assert "'rain: 1.5', 'hail: 2'" in remark


def test_merged_and_shared_mappings_are_read_as_yaml_says():
    data, _ = parse_yaml("base: &b {x: 1, y: no}\nother:\n  <<: *b\n  x: 2\n", where="here", typed={"x"})
    assert data == {"base": {"x": 1, "y": "no"}, "other": {"x": 2, "y": "no"}}


@pytest.mark.parametrize("text", ["a: b: c\n", "a: [\n", "? [x]\n: y\n", "a: 1\n---\na: 2\n", "[" * 3000])
def test_broken_yaml_is_told(tmp_path, text):
    (tmp_path / "study.yaml").write_text(text, "utf-8")
    with pytest.raises(SettingError, match="not valid YAML"):
        read_settings(tmp_path)
    file = tmp_path / "arguments.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match="not valid YAML"):
        read_given(file)


def test_an_empty_value_is_none():
    assert parse_yaml("a:\nb: ''\nc: ~\nd: [x, ~]\n", where="here")[0] == {
        "a": None,
        "b": "",
        "c": None,
        "d": ["x", "~"],
    }
    assert yaml.safe_load("d: [~]") == {"d": [None]}
