"""The values of `-p`: what text is read as, by the kind of its setting, and what is refused."""

import json
import shutil

import nbformat
import pytest

from retold.errors import ParameterError
from retold.study.config import NULL, read_settings, settings_schema
from retold.study.graph import PLACES
from retold.study.values import (
    check_names,
    known_parameters,
    read_parameters,
    read_value,
    study_settings,
)
from tests.conftest import ROOT
from tests.study.typed_values import READ


@pytest.mark.parametrize(("name", "text", "value"), READ.values(), ids=READ)
def test_text_becomes_what_the_setting_is_meant_to_be(name, text, value):
    read = read_parameters([(name, text)])
    assert read == {name: value}
    assert type(read[name]) is type(value)
    assert json.loads(json.dumps(read)) == read


UNTYPED = {
    "1": 1,
    "true": True,
    "[1, a]": [1, "a"],
    "{a: null}": {"a": None},
    "x": "x",
    "2021-05-03": "2021-05-03",
}


@pytest.mark.parametrize("text", UNTYPED)
def test_without_a_schema_a_value_is_what_yaml_says(text):
    assert read_value(text, {}) == UNTYPED[text]


def test_a_parameter_may_not_be_given_twice():
    with pytest.raises(ParameterError, match="given twice"):
        read_parameters([("seed", "1"), ("seed", "2")])


def test_null_makes_a_setting_null_that_the_study_sets(small_study):
    with (small_study / "study.yaml").open("a", encoding="utf-8") as settings:
        settings.write("threshold: 0.5\n")
    assert read_settings(small_study, threshold=None).threshold == 0.5
    assert study_settings(small_study, read_parameters([("threshold", "null")])).threshold is None


def test_parameters_of_notebooks_have_the_kind_of_their_default(small_study, tmp_path, monkeypatch):
    """A notebook of one's own may declare what is no setting."""
    import retold.study.values as values

    folder = tmp_path / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns("teaching"))
    cell = nbformat.v4.new_code_cell(
        "top = 10\nname = 'x'\nlimits = [1]\nany = None", metadata={"tags": ["parameters"]}
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "05_mine.ipynb")
    monkeypatch.setattr(values, "list_notebooks", lambda: [folder / "05_mine.ipynb"])
    known_parameters.cache_clear()
    try:
        read = read_parameters([("top", "007"), ("name", "007"), ("limits", "[1, 2]"), ("any", "null")])
    finally:
        known_parameters.cache_clear()
    assert read == {"top": 7, "name": "007", "limits": [1, 2], "any": None}


TEXT, WHOLE, NUMBER, TRUTH = ({"type": kind} for kind in ("string", "integer", "number", "boolean"))
WORDS = {"type": "array", "items": TEXT}
NUMBERS = {"type": "array", "items": NUMBER}
MAPPING = {"type": "object", "additionalProperties": WHOLE}

BY_KIND = [
    ("010", WHOLE, 10),
    ("+7", WHOLE, 7),
    ("-7", WHOLE, -7),
    ("1_000", WHOLE, 1000),
    ("7.0", WHOLE, 7),
    ("7.5", WHOLE, 7.5),  # for the check of the settings to refuse
    ("7.5.1", WHOLE, "7.5.1"),
    ("1e3", WHOLE, 1000),
    ("0x10", WHOLE, "0x10"),
    ("1:30", WHOLE, "1:30"),
    ("true", WHOLE, True),
    ("yes", WHOLE, True),
    ("7", NUMBER, 7),
    ("1e-3", NUMBER, 0.001),
    ("-.5", NUMBER, -0.5),
    ("7.0", NUMBER, 7.0),
    (".inf", NUMBER, ".inf"),
    ("1e999", NUMBER, "1e999"),
    ("..", NUMBER, ".."),
    ("'7'", NUMBER, "7"),
    ("one", NUMBER, "one"),
    ("off", TRUTH, False),
    ("0", TRUTH, 0),
    ("null", NUMBER, None),
    ("no", TEXT, "no"),
    ("7", TEXT, "7"),
    ("Lee # the mayor", TEXT, "Lee # the mayor"),
    ("# Lee", TEXT, "# Lee"),
    ("'no'", TEXT, "no"),
    ('"a: b"', TEXT, "a: b"),
    ("'a' b", TEXT, "'a' b"),
    ("null", TEXT, None),
    ("~", TEXT, None),
    ("", TEXT, ""),
    ("  ", TEXT, "  "),
    ("[Lee]", TEXT, ["Lee"]),  # which is no text, and refused
    ("{a: b}", TEXT, {"a": "b"}),
    ("[Lee", TEXT, "[Lee"),
    ("[007, no, 1.50, null]", WORDS, ["007", "no", "1.50", None]),
    ("[]", WORDS, []),
    ("Lee", WORDS, "Lee"),
    ("[010, .5]", NUMBERS, [10, 0.5]),
    ("{a: 010, 1: 2}", MAPPING, {"a": 10, "1": 2}),
    ("{a: x}", {"type": "object", "additionalProperties": False}, {"a": "x"}),
    ("[2021-05-03, 12:30, 1.5, yes]", {}, ["2021-05-03", 750, 1.5, True]),
    ("7", {"type": ["number", "null"]}, 7),
    ("null", {"type": ["number", "null"]}, None),
]


@pytest.mark.parametrize(("text", "schema", "value"), BY_KIND)
def test_text_is_read_by_the_kind_of_its_setting(text, schema, value):
    found = read_value(text, schema)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "schema", "message"),
    [
        ("[Lee", WORDS, r"^the value '\[Lee' is not YAML\n  where: -p x\n  to do: put it in quotes, or close its brackets$"),
        ("2021-99-99", WHOLE, "is not YAML"),  # a date that is none
        ("{a: 1, a: 2}", MAPPING, "(.|\n)*-p x"),  # of two equal keys YAML keeps the last in silence
    ],
)  # fmt: skip
def test_text_that_is_no_yaml_is_refused(text, schema, message):
    with pytest.raises(ParameterError, match=message):
        read_value(text, schema, where="-p x")


def test_what_is_no_text_is_taken_as_it_is():
    given = {"seed": 7, "aliases": ["Lee", 7], "subject": 1984, "clauses": "no"}
    assert read_parameters(given.items()) == {**given, "clauses": False}


@pytest.mark.parametrize(
    ("name", "todo"),
    [
        ("seed", "leave out -p seed to leave it as it is"),
        ("subject", "leave out -p subject to leave it as it is, or quote the word twice: '\"null\"'"),
    ],
)
@pytest.mark.parametrize("value", ["null", None])
def test_null_is_refused_where_a_setting_has_none(name, value, todo):
    with pytest.raises(ParameterError) as refused:
        read_parameters([(name, value)])
    assert str(refused.value) == f"{name!r} cannot be null\n  where: -p {name}\n  to do: {todo}"
    assert read_parameters([("threshold", value)]) == {"threshold": NULL}


def test_all_settings_are_known_and_no_place_is():
    known = known_parameters()
    assert set(settings_schema()["properties"]) <= set(known)
    assert not set(PLACES) & set(known)
    check_names([])
    check_names(known)
    with pytest.raises(
        ParameterError,
        match=r"^no notebook has a parameter 'sed'\n  where: -p sed\n  to do: did you mean 'seed'",
    ):
        check_names(["seed", "sed"])


def test_only_settings_change_the_settings(small_study):
    settings = study_settings(small_study, {"seed": 9, "of_a_notebook": 1})
    assert (settings.seed, settings.replicates) == (9, 20)
