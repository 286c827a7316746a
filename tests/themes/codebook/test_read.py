"""Reading codebooks: nested themes, what is passed on, and what is refused with theme and line."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.patterns import Pattern
from retold.themes.codebook.read import read_codebook

FILE = """\
title: Rivers
description: What is said of water.
themes:
  water:
    description: Rain and rivers.
    notes: Snow is none.
    examples: [It rained., 12]
    exclude: [dry *]
    patterns:
      - rain*
      - {fixed: no, exclude: [no more]}
    themes:
      river:
        patterns: [river*]
        exclude: [river bank]
      2020:
        by_hand: yes
equivalents:
  bridge: [the bridge, the span]
"""


@pytest.fixture
def book(tmp_path):
    file = tmp_path / "codebook.yaml"
    file.write_text(FILE, "utf-8")
    return read_codebook(file)


def test_themes_stand_in_the_order_of_the_file_parents_first(book):
    assert [theme.name for theme in book.themes] == ["water", "water/river", "water/2020"]
    water, river, year = book.themes
    assert (water.description, water.notes, water.examples) == (
        "Rain and rivers.", "Snow is none.", ("It rained.", "12"),
    )  # fmt: skip
    assert water.children == ("water/river", "water/2020")
    assert (river.description, river.notes, river.examples, river.children) == ("", "", (), ())
    assert year.children == ()
    assert (book.title, book.description) == ("Rivers", "What is said of water.")
    assert book.equivalents == {"bridge": ("the bridge", "the span")}
    assert book.remarks == ()


def test_patterns_have_their_lines_and_what_excludes_them(book):
    dry = Pattern("water", "dry *", "glob", 8)
    assert book.patterns == (
        Pattern("water", "rain*", "glob", 10, (dry,)),
        Pattern("water", "no", "fixed", 11, (Pattern("water", "no more", "glob", 11), dry)),
        Pattern("water/river", "river*", "glob", 14, (dry, Pattern("water/river", "river bank", "glob", 15))),
    )
    # A theme has what it excludes itself; its patterns also have what is above.
    assert [theme.exclude for theme in book.themes] == [
        (dry,),
        (Pattern("water/river", "river bank", "glob", 15),),
        (),
    ]


@pytest.mark.parametrize("source", [str, lambda path: path], ids=["text", "path"])
def test_a_file_is_named_in_either_way(tmp_path, source):
    file = tmp_path / "codebook.yml"
    file.write_text(FILE, "utf-8-sig")  # as some editors save it
    assert len(read_codebook(source(file)).themes) == 3


def test_a_mapping_is_read_as_a_file_is_but_for_lines():
    themes = {
        "a": {"patterns": ("rain*", {"fixed": "no"}), "themes": {"b": {"by_hand": True}}},
        7: {"patterns": ["x"]},
    }
    found = read_codebook({"themes": themes})
    assert [theme.name for theme in found.themes] == ["a", "a/b", "7"]
    assert [(pattern.name, pattern.line) for pattern in found.patterns] == [
        ("rain*", 0),
        ("fixed: no", 0),
        ("x", 0),
    ]
    assert (found.title, found.description, found.equivalents) == ("", "", {})


def test_a_pattern_that_no_text_can_fit_is_remarked_once(tmp_path):
    file = tmp_path / "codebook.yaml"
    file.write_text(
        'themes:\n  a:\n    patterns: [u.s. dollar]\n    exclude: ["a,b"]\n'
        "  b:\n    patterns: [fine, {near: [x, y.z], within: 2}]\n",
        "utf-8",
    )
    remark = (
        "{} in theme {} cannot match: a text has it as several tokens; write {}, with a space between tokens"
    )
    assert read_codebook(file).remarks == (
        remark.format("'u.s. dollar'", "'a' (line 3)", "'u . s . dollar'"),
        remark.format("'a,b'", "'a' (line 4)", "'a , b'"),
        remark.format("'y.z'", "'b' (line 6)", "'y . z'"),
    )
    remarks = read_codebook({"themes": {"a": {"patterns": ["x.y"]}}}).remarks
    assert remarks == (remark.format("'x.y'", "'a'", "'x . y'"),)


def test_patterns_are_twins_in_all_that_they_are(tmp_path):
    same_word = [
        "rain",
        "Rain",
        {"fixed": "rain"},
        {"regex": "rain"},
        {"glob": "rain", "exclude": ["rain coat"]},
    ]
    book = read_codebook({"themes": {"a": {"patterns": same_word}, "b": {"patterns": ["rain"]}}})
    assert len(book.patterns) == 6
    with pytest.raises(CodebookError) as refused:
        read_codebook({"themes": {"a": {"patterns": ["rain", "rain"]}}})
    assert str(refused.value) == (
        "theme 'a' has the pattern 'rain' twice\n  where: the codebook\n  to do: remove one"
    )


def test_a_file_of_another_program_is_known_by_its_suffix(tmp_path):
    file = tmp_path / "book.cat"
    file.write_text("WEATHER\n\tRAIN (1)\n", "utf-8")
    assert [pattern.theme for pattern in read_codebook(file).patterns] == ["WEATHER"]
    file.write_text("*\n\tRAIN (1)\n", "utf-8")
    with pytest.raises(CodebookError, match=r"a theme cannot be called '\*'(.|\n)*book.cat"):
        read_codebook(file)


IN_MEMORY = {
    "no themes": ({"themes": {}}, "^the codebook has no themes\n  where: the codebook\n  to do: add a key `themes` with at least one theme$"),
    "themes are a list": ({"themes": ["a"]}, "^the codebook has no themes"),
    "a theme is a list": ({"themes": {"a": ["x"]}}, "^theme 'a' should be a mapping with `patterns` or `themes`\n  where: the codebook$"),
    "patterns are a word": ({"themes": {"a": {"patterns": "rain"}}}, "^theme 'a': `patterns`, `exclude` and `examples` are lists, `themes` is a mapping"),
    "exclude is a word": ({"themes": {"a": {"patterns": ["x"], "exclude": "rain"}}}, "`patterns`, `exclude` and `examples` are lists"),
    "examples are a word": ({"themes": {"a": {"patterns": ["x"], "examples": "It rained."}}}, "`patterns`, `exclude` and `examples` are lists"),
    "nested themes are a list": ({"themes": {"a": {"patterns": ["x"], "themes": ["b"]}}}, "`themes` is a mapping"),
    "by hand is no truth": ({"themes": {"a": {"by_hand": "perhaps"}}}, "^theme 'a' has no patterns\n(.|\n)*say `by_hand: true` if only people code it$"),
    "a nested theme without patterns": ({"themes": {"a": {"themes": {"b": {}}}}}, "^theme 'a/b' has no patterns"),
    "the name of all": ({"themes": {"*": {"patterns": ["x"]}}}, "^a theme cannot be called '\\*', which means all themes in the tables\n  where: the codebook\n  to do: rename it$"),
    "a blank name": ({"themes": {"": {"patterns": ["x"]}}}, "^the theme '' has a blank name, or one that begins or ends with white space"),
    "a ragged name": ({"themes": {"a": {"themes": {"b ": {"patterns": ["x"]}}}}}, "^the theme 'a/b ' has a blank name"),
    "two names alike": ({"themes": {"7": {"patterns": ["x"]}, 7: {"patterns": ["y"]}}}, "^the theme '7' stands twice\n(.|\n)*rename one; a number or a yes is read as the text that it is written as$"),
    "equivalents are a list": ({"themes": {"a": {"patterns": ["x"]}}, "equivalents": ["b"]}, "^`equivalents` is no mapping of things to names\n(.|\n)*write `equivalents:`, and below it"),
    "names are a word": ({"themes": {"a": {"patterns": ["x"]}}, "equivalents": {"b": "span"}}, "^the names of 'b' are no list of words"),
    "names are numbers": ({"themes": {"a": {"patterns": ["x"]}}, "equivalents": {"b": [1]}}, "^the names of 'b' are no list of words"),
    "a name is blank": ({"themes": {"a": {"patterns": ["x"]}}, "equivalents": {"b": ["x", " "]}}, "^the names of 'b' are no list of words"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "message"), IN_MEMORY.values(), ids=IN_MEMORY)
def test_what_is_refused(source, message):
    with pytest.raises(CodebookError, match=message):
        read_codebook(source)


BROKEN = {
    "no themes": ("title: x\n", ["has no themes"]),
    "empty file": ("", ["is empty"]),
    "not YAML": ("themes: [a\n", ["not valid YAML", "line 2"]),
    "empty theme": ("themes:\n  a:\n    patterns: []\n", ["'a' has no patterns", "line 3"]),
    "broken regex": (
        "themes:\n  a:\n    patterns:\n      - fine\n      - regex: '('\n",
        ["'a'", "'('", "line 5"],
    ),
    "pattern twice": (
        "themes:\n  a:\n    patterns:\n      - rain\n      - rain\n",
        ["'rain' twice", "lines 4 and 5"],
    ),
    "unknown key": (
        "themes:\n  a:\n    pattern: [x]\n",
        ["unknown key 'pattern'", "did you mean 'patterns'"],
    ),
    "unknown kind": (
        "themes:\n  a:\n    patterns:\n      - globe: x\n",
        ["unknown key 'globe'", "did you mean 'glob'", "line 4"],
    ),
    "two kinds": (
        "themes:\n  a:\n    patterns:\n      - {glob: x, regex: y}\n",
        ["one key of glob, regex, fixed, near", "line 4"],
    ),
    "near alone": ("themes:\n  a:\n    patterns:\n      - near: [x]\n", ["list two patterns", "line 4"]),
    "near of no distance": (
        "themes:\n  a:\n    patterns:\n      - near: [x, y]\n        within: 0\n",
        ["needs `within`", "line 4"],
    ),
    "within without near": (
        "themes:\n  a:\n    patterns:\n      - {glob: x, within: 3}\n",
        ["without `near`", "line 4"],
    ),
    "near in near": (
        "themes:\n  a:\n    patterns:\n      - {near: [{near: [x, y], within: 1}, z], within: 3}\n",
        ["cannot be nested", "line 4"],
    ),
    "exclude is no list": (
        "themes:\n  a:\n    patterns:\n      - {glob: x, exclude: y}\n",
        ["should be a list", "line 4"],
    ),
    "separator in a name": ("themes:\n  a/b:\n    patterns: [x]\n", ["'a/b' has '/' in its name", "line 3"]),
    "unknown key of the codebook": ("title: x\ntopics: {}\n", ["unknown key 'topics'", "line 2"]),
    "empty pattern": (
        "themes:\n  a:\n    patterns:\n      - ' '\n",
        ["pattern of theme 'a' is empty", "line 4"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_codebook_names_theme_and_line(tmp_path, text, expected):
    file = tmp_path / "codebook.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(CodebookError) as error:
        read_codebook(file)
    for words in expected:
        assert words in str(error.value)


def test_missing_codebook(tmp_path):
    with pytest.raises(CodebookError, match="there is no codebook"):
        read_codebook(tmp_path / "none.yaml")
