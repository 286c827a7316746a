"""Taguette's codebook as CSV."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import taguette
from retold.themes.codebook.formats.taguette import parent_tag

from .cases import NESTED, book, held, made


@pytest.mark.parametrize(
    ("tag", "tags", "parent"),
    [
        ("rain.heavy", {"rain"}, "rain"), ("rain.heavy", set(), ""), ("rain", {"rain"}, ""), ("U.S. rain", {"rain"}, ""),
        ("a.b.c", {"a", "a.b"}, "a.b"), ("a.b.c", {"a"}, "a"), ("", {"a"}, ""),
    ],
)  # fmt: skip
def test_parent_tag(tag, tags, parent):
    assert parent_tag(tag, tags) == parent


@pytest.mark.parametrize(
    ("text", "themes", "remark"),
    [
        ("tag,description\na,told\na.b,\n", ["a", "a/b"], ""),
        ("tag,description\na.b,\na,told\n", ["a", "a/b"], ""),  # a tag may stand after those nested in it
        ("Tag, Description ,number of highlights\na,told,3\n", ["a"], "numbers of highlights"),
        ("tag,description,colour\na,told,red\n", ["a"], "unknown columns"),
        ("tag,description\na,told\na,again\n", ["a"], "same name"),
        ("tag,description\na\n", ["a"], ""),
        ("tag;description\na;told, twice\n", ["a"], ""),
        ("tag\tdescription\na\ttold\n", ["a"], ""),
        ("\ufefftag,description\r\na,told\r\n", ["a"], ""),
        ("description,tag\ntold,a\n", ["a"], ""),
        ("Tag name,Definition\na,told\n", ["a"], ""),
        ("name,description,highlights_count\na,told,3\n", ["a"], "numbers of highlights"),
        ("path,memo\na.b,told\na,told\n", ["a", "a/b"], ""),
        ("tag\na\n\nb\n", ["a", "b"], "no column of descriptions"),
    ],
)
def test_read(tmp_path, text, themes, remark):
    found = taguette.read(made(tmp_path, "x.csv", text))
    assert [theme.name for theme in found.themes] == themes
    assert remark in " ".join(found.remarks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label,description\na,b\n", "the columns are label, description, not tag, description"),
        ("id,document,tag,content\n1,a.txt,rain,It rained.\n", "a table of highlights, not the codebook"),
        ("tag,description\n ,b\n", r"a tag has no name(.|\n)*line 2"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        taguette.read(made(tmp_path, "x.csv", text))


def test_what_is_written_is_read_back(tmp_path):
    codebook = book(NESTED)
    text, lost = taguette.write(codebook)
    assert held(taguette.read(made(tmp_path, "x.csv", text))) == held(codebook)
    assert len(lost) == 1
    dotted = book({"a": {"patterns": ["x"]}, "a.b": {"patterns": ["y"]}})
    text, lost = taguette.write(dotted)
    assert [theme.name for theme in taguette.read(made(tmp_path, "y.csv", text)).themes] == ["a", "a-b"]
    assert "becomes '-'" in " ".join(lost)


@pytest.mark.parametrize(
    ("themes", "names"),
    [
        (
            {"a": {"patterns": ["x"]}, "b.c": {"patterns": ["y"]}},
            ["a", "b.c"],
        ),  # a dot that nests nothing stays
        (
            {"a": {"patterns": ["x"]}, "a.b": {"patterns": ["y"]}, "a-b": {"patterns": ["z"]}},
            ["a", "a--b", "a-b"],
        ),
    ],
)
def test_names_with_dots_stay_apart(tmp_path, themes, names):
    text, _ = taguette.write(book(themes))
    assert [theme.name for theme in taguette.read(made(tmp_path, "x.csv", text)).themes] == names
