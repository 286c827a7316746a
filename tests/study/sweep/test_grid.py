"""Grids: what they may say, what is refused, and which universes they lay out."""

from pathlib import Path

import pytest

from retold.errors import CodebookError, GridError, StudyError
from retold.study.config import read_settings, settings_schema
from retold.study.sweep import grid as module
from retold.study.sweep.grid import NO_NUMBERS, list_universes, name_universe, name_value, read_grid


@pytest.fixture
def lay_out(small_study, tmp_path):
    """Read a grid of the small study, and lay it out."""

    def read(text, *, yes=False, **parameters):
        file = tmp_path / "grid.yaml"
        file.write_text(text, "utf-8")
        grid = read_grid(file, small_study, parameters)
        return list_universes(grid, small_study, parameters, yes=yes)

    return read


TWO = "choices:\n  overlap: [theme, all]\n  embedding: [encoder, tfidf]\n"

REFUSED = {
    "nothing in it": ("", "the grid names no choice", "overlap: [theme, all]"),
    "only a comment": ("# later\n", "the grid names no choice", ""),
    "no choices": ("choices: {}\n", "the grid names no choice", ""),
    "choices of nothing": ("choices:\n", "the grid names no choice", ""),
    "a list": ("- overlap\n", "the grid names no choice", ""),
    "a word": ("overlap\n", "the grid names no choice", ""),
    "not YAML": ("choices: [\n", "the grid is not valid YAML", ""),
    "no UTF-8 of YAML": ("choices: {a: *b}\n", "the grid is not valid YAML", ""),
    "choices as a list": ("choices: [overlap]\n", "'choices' should be settings with their values", ""),
    "a setting at the top": ("overlap: [theme, all]\n", "a grid has no part 'overlap'", "below `choices:`"),
    "a part mistyped": (TWO + "excpet: []\n", "a grid has no part 'excpet'", "did you mean 'except'?"),
    "an unknown setting": ("choices: {overlpa: [all]}\n", "there is no setting 'overlpa'", "did you mean 'overlap'?"),
    "a setting of no number": ("choices: {title: [a, b]}\n", "the setting 'title' changes no number", ""),
    "one value, no list": ("choices: {overlap: all}\n", "the choice 'overlap' has no list of values", ""),
    "an empty list": ("choices: {overlap: []}\n", "the choice 'overlap' has no list of values", ""),
    "no values": ("choices: {overlap: }\n", "the choice 'overlap' has no list of values", ""),
    "a value twice": ("choices: {overlap: [all, theme, all]}\n", "the value 'all' of 'overlap' stands twice", ""),
    "a number twice": ("choices: {level: [0.9, 0.90]}\n", "the value '0.9' of 'level' stands twice", ""),
    "one value, two names": ("choices: {seed: {a: 1, b: 01}}\n", "the value '1' of 'seed' stands twice", ""),
    "two ways to say one": ("choices: {voices: [[], [subject]]}\n", "of 'voices' stands twice", ""),
    "a choice twice": ("choices: {seed: [1], seed: [2]}\n", "the key 'seed' stands twice", ""),
    "not of the list": ("choices: {overlap: [theme, both]}\n", "setting 'overlap': 'both' must be one of", ""),
    "out of range": ("choices: {level: [0.9, 1.5]}\n", "setting 'level': 1.5 must be", ""),
    "of another kind": ("choices: {seed: [1, two]}\n", "setting 'seed': 'two' must be integer", ""),
    "null where none may be": ("choices: {seed: [1, null]}\n", "the setting 'seed' cannot be null", ""),
    "a codebook that is not there": (
        "choices: {codebook: [codebook.yaml, strict.yaml]}\n",
        "there is no such codebook: strict.yaml",
        "name a file of the study",
    ),
    "arguments that are not there": (
        "choices: {given: {ours: mine.yaml, found: none}}\n",
        "there is no such list of arguments: mine.yaml",
        "none, for found groups alone",
    ),
    "a file outside": ("choices: {codebook: [codebook.yaml, ../x.yaml]}\n", "outside", ""),
    "a model that is not there": ("choices: {embedding: [encoder, a/b]}\n", "a/b", ""),
    "exceptions as a mapping": (TWO + "except: {overlap: all}\n", "'except' should be a list of combinations", ""),
    "an empty exception": (TWO + "except: [{}]\n", "'except' should be a list of combinations", ""),
    "an exception of no choice": (
        TWO + "except: [{overlpa: all}]\n",
        "the exception names 'overlpa', which is no choice of this grid",
        "did you mean 'overlap'?",
    ),
    "an exception of no value": (
        TWO + "except: [{overlap: codebook}]\n",
        "a value of 'overlap' that the grid does not have: codebook",
        "known are: all, theme",
    ),
    "exceptions of everything": (
        TWO + "except: [{overlap: all}, {overlap: theme}]\n", "the exceptions leave no universe", "`except:`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what", "todo"), REFUSED.values(), ids=REFUSED)
def test_refused(text, what, todo, lay_out, tmp_path):
    with pytest.raises(StudyError) as refused:
        lay_out(text)
    assert what in refused.value.what
    assert todo in str(refused.value.todo)
    assert str(tmp_path) in str(refused.value.where)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("choices:\n  seed: [1]\n  overlpa: [all]\n", 3),
        ("choices:\n  seed: [1]\n  overlap:\n    - theme\n    - both\n", 5),
        ("choices:\n  seed:\n    one: 1\n    two: x\n", 4),
        (TWO + "except:\n  - overlap: all\n  - embedding: minilm\n", 6),
    ],
)
def test_a_message_names_the_line(text, line, lay_out):
    with pytest.raises(GridError) as refused:
        lay_out(text)
    assert refused.value.where.endswith(f"grid.yaml, line {line}")


def test_a_codebook_that_cannot_be_read_is_refused_before_anything_runs(lay_out, small_study):
    (small_study / "odd.yaml").write_text("themes: 3\n", "utf-8")
    with pytest.raises(CodebookError):
        lay_out("choices: {codebook: [codebook.yaml, odd.yaml]}\n")


def test_a_file_that_is_not_there_or_is_a_folder(small_study, tmp_path):
    with pytest.raises(GridError, match="there is no grid file"):
        read_grid(tmp_path / "grids.yaml", small_study)
    with pytest.raises(GridError, match="this is a folder"):
        read_grid(tmp_path, small_study)
    (tmp_path / "grid.yaml").write_bytes(b"choices: {\xff: 1}")
    with pytest.raises(GridError, match="not valid YAML"):
        read_grid(tmp_path / "grid.yaml", small_study)


def test_what_all_universes_share_is_no_choice(lay_out):
    with pytest.raises(GridError) as refused:
        lay_out(TWO, overlap="all")
    assert refused.value.todo == "leave out -p overlap, or take it out of the grid"
    assert {each.settings.seed for each in lay_out(TWO, seed=7)} == {7}


def options(universes):
    return [tuple(each.options.values()) for each in universes]


def test_every_combination_in_the_order_of_the_grid(lay_out):
    found = lay_out(TWO)
    assert options(found) == [("theme", "encoder"), ("theme", "tfidf"), ("all", "encoder"), ("all", "tfidf")]
    assert [each.place for each in found] == [1, 2, 3, 4]
    assert [each.preferred for each in found] == [True, False, False, False]
    assert found[3].parameters == {"overlap": "all", "embedding": "tfidf"}
    assert len({each.name for each in found}) == 4


def test_exceptions_are_left_out_by_value_and_by_name(lay_out):
    found = lay_out(
        "choices: {seed: {own: 1, other: 2}, level: [0.9, 0.95]}\nexcept:\n- {seed: own, level: 0.9}\n"
    )
    assert options(found) == [("own", "0.95"), ("other", "0.9"), ("other", "0.95")]


def test_the_own_specification_is_run_beside_a_grid_that_lacks_it(lay_out):
    found = lay_out("choices: {overlap: [all, codebook], seed: [1, 2]}\n")
    assert (found[0].place, found[0].preferred, found[0].in_grid) == (0, True, False)
    assert found[0].options == {"overlap": "theme", "seed": "1"}
    assert found[0].parameters == {}
    assert [each.place for each in found[1:]] == [1, 2, 3, 4]
    assert not any(each.preferred for each in found[1:])


def test_an_exception_may_leave_out_the_own_specification(lay_out):
    found = lay_out(TWO + "except: [{overlap: theme, embedding: encoder}]\n")
    assert [each.in_grid for each in found] == [False, True, True, True]


def test_named_variants_by_file(lay_out, small_study):
    (small_study / "strict.yaml").write_text("themes: {safety: {patterns: [safe]}}\n", "utf-8")
    (small_study / "arguments.yaml").write_text(
        "arguments:\n- {label: safe, description: The bridge is safe.}\n", "utf-8"
    )
    found = lay_out(
        "choices:\n  codebook: {ours: codebook.yaml, strict: strict.yaml}\n  given: {listed: arguments.yaml, found: none}\n"
    )
    assert options(found) == [
        ("ours", "listed"),
        ("ours", "found"),
        ("strict", "listed"),
        ("strict", "found"),
    ]
    assert [each.preferred for each in found] == [True, False, False, False]
    assert not found[3].settings.given_path.is_file()


def test_a_study_without_a_list_of_arguments_is_found_by_itself(lay_out):
    (own,) = lay_out("choices: {given: [none]}\n")
    assert own.preferred


def test_null_is_a_value_where_it_may_be(lay_out):
    found = lay_out("choices: {threshold: [null, 0.5]}\n")
    assert options(found) == [("null",), ("0.5",)]
    assert [each.settings.threshold for each in found] == [None, 0.5]
    assert found[0].preferred
    assert [each.parameters for each in found] == [{}, {"threshold": 0.5}]


def test_null_is_given_where_the_study_has_a_value(lay_out, small_study):
    (small_study / "study.yaml").write_text("threshold: 0.4\n", "utf-8")
    found = lay_out("choices: {threshold: [null, 0.5, 0.4]}\n", seed=7, level=0.95)
    assert [each.parameters for each in found] == [
        {"seed": 7, "threshold": "null"}, {"seed": 7, "threshold": 0.5}, {"seed": 7},
    ]  # fmt: skip
    assert [each.preferred for each in found] == [False, False, True]


def test_a_universe_is_called_the_same_in_every_grid(lay_out, small_study):
    names = {each.name: each.options for each in lay_out(TWO)}
    for universe in lay_out("choices: {embedding: [tfidf], overlap: [all, theme]}\n"):
        if universe.in_grid:
            assert names[universe.name] == universe.options
    own = read_settings(small_study)
    assert name_universe(own) == name_universe(read_settings(small_study, voices=["subject"]))
    assert name_universe(own) != name_universe(read_settings(small_study, seed=2))


MANY = f"choices: {{seed: {list(range(100))}, replicates: {list(range(100, 200))}}}\n"


def test_ten_thousand_are_asked_for(lay_out):
    with pytest.raises(GridError) as refused:
        lay_out(MANY)
    assert refused.value.what == "the grid has 10,000 combinations"
    assert "--yes" in refused.value.todo
    assert sum(each.in_grid for each in lay_out(MANY, yes=True)) == 10_000


def test_more_than_anybody_runs_are_refused_whatever_is_asked(lay_out, monkeypatch):
    monkeypatch.setattr(module, "MOST_UNIVERSES", 9_999)
    with pytest.raises(GridError) as refused:
        lay_out(MANY, yes=True)
    assert "--yes" not in refused.value.todo


@pytest.mark.parametrize("name", sorted(set(settings_schema()["properties"]) - NO_NUMBERS))
def test_every_setting_that_changes_a_number_may_be_a_choice(name, lay_out):
    # The small study lists no arguments.
    own = {"encoding": "utf-8", "given": "none"}.get(name, settings_schema()["properties"][name]["default"])
    value = "null" if own is None else module.json.dumps(own)
    (found,) = [each for each in lay_out(f"choices: {{{name}: [{value}]}}\n") if each.in_grid]
    assert list(found.options) == [name]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({}, "empty"),
        ({"a": "b"}, '{"a": "b"}'),
        ([1], "[1]"),
        ([["a"]], '[["a"]]'),
        (0, "0"),
        (False, "false"),
    ],
)
def test_values_have_names(value, name):
    assert name_value(value) == name


def test_the_constant_of_asking_is_the_one_that_the_command_names():
    from retold.cli import sweep

    (option,) = [each for each in sweep.params if each.name == "yes"]
    assert f"{module.MOST_UNASKED:,}" in option.help
    assert Path(module.__file__).stem == "grid"
