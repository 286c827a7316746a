"""The values of `-p`: from the text that was typed, through the checks, to the notebook."""

import json

import nbformat
import pytest
from yaml.composer import Composer

from retold.articles.corpus import is_table
from retold.errors import ParameterError, StudyError, TableError
from retold.study.check import check_coding, check_study
from retold.study.config import read_settings
from retold.study.drive import open_plan
from retold.study.graph import make_plan
from retold.study.run import run_notebook
from retold.study.staleness import key_steps, read_plan, write_plan
from retold.study.values import read_parameters, read_value, study_settings
from tests.conftest import ROOT, retold_here
from tests.study.typed_values import READ


@pytest.mark.parametrize("text", ["[007, 2020, no, 1.50]", "{text: body, outlet: 1}", "7", "x", ""])
def test_a_value_is_parsed_once(monkeypatch, text):
    parsed, compose = [], Composer.get_single_node
    monkeypatch.setattr(Composer, "get_single_node", lambda self: parsed.append(text) or compose(self))
    read_value(text, {"type": "array", "items": {"type": "string"}})
    assert parsed == [text]


@pytest.mark.parametrize("text", ["{a: 1, a: 2}", "[{a: 1, a: 2}]"])
def test_a_key_that_stands_twice_is_refused(text):
    with pytest.raises(ParameterError, match="'a'"):
        read_value(text, {"type": "object"}, "columns")


REFUSED = {
    "unknown": ("sed", "1", ["'sed'", "did you mean 'seed'"]),
    "a place": ("results", "x", ["'results'"]),
    "word for an integer": ("seed", "one", ["must be integer", "-p seed 1"]),
    "boolean for an integer": ("seed", "true", ["must be integer"]),
    "minutes for an integer": ("seed", "1:30", ["must be integer"]),
    "quoted integer": ("seed", "'7'", ["must be integer"]),
    "too large an integer": ("seed", "4294967296", ["4294967295"]),
    "broken float": ("level", "0.9.1", ["must be number"]),
    "comma for a point": ("threshold", "0,5", ["must be number", "-p threshold 0.5"]),
    "None for null": ("threshold", "None", ["must be number or null", "-p threshold null"]),
    "infinite": ("threshold", ".inf", ["must be"]),
    "no number": ("level", ".nan", ["must be"]),
    "null where it may not be": ("seed", "null", ["'seed' cannot be null", "leave out"]),
    "null for text": ("subject", "~", ["'subject' cannot be null", '"null"']),
    "null in a list": ("aliases", "[Lee, null]", ["'aliases'", "item 2 must be string"]),
    "word for a list": ("aliases", "Lee", ["must be array", "-p aliases '[Lee]'"]),
    "word for a list of words": ("voices", "journalist", ["must be array", "-p voices '[journalist]'"]),
    "unknown word for a list of words": ("voices", "mayor", ["must be array", "-p voices '[subject]'"]),
    "word for a mapping": ("columns", "body", ["must be object", "-p columns '{text: body}'"]),
    "word for labels": ("labels", "A3", ["must be object", "-p labels '{\"my_paper:12\": our name}'"]),
    "number for a label": ("labels", "{A3: [1]}", ["entry 'A3' must be string"]),
    "empty label": ("labels", "{A3: ' '}", ["the label of 'A3' is empty", "where: labels"]),
    "long label": (
        "labels",
        "{A3: " + "x" * 300 + "}",
        ["the label of 'A3' has 300 characters", "at most 120"],
    ),
    "two labels": ("labels", "{A3: one, A3: two}", ["'A3'", "twice"]),
    "list for text": ("subject", "[Lee]", ["must be string"]),
    "number for a boolean": ("clauses", "0", ["must be boolean", "-p clauses false"]),
    "word of another list": ("overlap", "All", ["must be one of"]),
    "no YAML": ("aliases", "[Lee", ["is not YAML"]),
    "twice the distance": ("threshold", "7", ["threshold 7 is out of range", "up to 1"]),
    "a package that isn't there": ("embedding", "nobody/nothing", ["nobody/nothing"]),
    "columns of a folder": ("columns", "{text: body}", ["'columns'", "files of a folder"]),
}


@pytest.mark.parametrize(("name", "text", "words"), REFUSED.values(), ids=REFUSED)
def test_check_refuses_what_a_run_would_refuse_and_says_what_to_write(small_study, name, text, words):
    with pytest.raises(StudyError) as refused:
        list(check_study(small_study, read_parameters([(name, text)])))
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("threshold", "method", "fits"),
    [(0.5, "auto", True), (7, "louvain", True), (7, "kmeans", True), (7, "hdbscan", True), (7, "average", False), (1, "kmeans", False)],
)  # fmt: skip
def test_a_threshold_has_to_suit_its_method(small_study, threshold, method, fits):
    parameters = {"threshold": threshold, "method": method}
    if fits:
        assert list(check_study(small_study, parameters))
    else:
        with pytest.raises(ParameterError, match="out of range"):
            list(check_study(small_study, parameters))


@pytest.mark.parametrize(
    "command",
    [("run",), ("check",), ("verify",), ("figure",), ("network",), ("crate",), ("sheet",), ("score",)],
)
def test_every_command_refuses_alike(small_study, tmp_path, command):
    more = {"figure": ["coverage"], "score": [tmp_path / "sheet.csv"]}.get(command[0], [])
    done = retold_here(*command, small_study, *more, "-p", "aliases", "Lee")
    assert done.returncode == 2
    assert "must be array" in done.stderr
    assert "-p aliases '[Lee]'" in done.stderr
    assert "Traceback" not in done.stderr


CODINGS = {
    "no table": ("voices", b"\xff\xfe\x00", "cannot be read"),
    "no column": ("voices", b"edition,article_id,start,end\n,north,0,4\n", "lacks the column 'voice'"),
    "no number": ("clutter", b"edition,article_id,start,end,reason\n,north,a,4,menu\n", "holds 'a'"),
    "no answer": (
        "hits",
        b"edition,theme,pattern,article_id,start,end,correct\n,talks,talks,north,0,4,maybe\n",
        "'maybe'",
    ),
}


@pytest.mark.parametrize(("name", "content", "words"), CODINGS.values(), ids=CODINGS)
def test_check_reads_the_codings_by_hand(small_study, name, content, words):
    (small_study / "coding").mkdir()
    (small_study / "coding" / f"{name}.csv").write_bytes(content)
    with pytest.raises(TableError, match=words) as refused:
        check_coding(read_settings(small_study), name)
    assert f"{name}.csv" in str(refused.value)


def test_check_reads_the_names_of_things(small_study):
    book = "themes: {a: {patterns: [b]}}\nequivalents: {bridge: [span], river: [span]}\n"
    (small_study / "codebook.yaml").write_text(book, "utf-8")
    with pytest.raises(ParameterError, match="two things"):
        list(check_study(small_study))


def test_only_a_table_has_columns(small_study):
    assert not is_table(small_study)
    (small_study / "articles.csv").write_text("article_id,text\na,b\n", "utf-8")
    assert is_table(small_study)


def test_every_setting_that_a_notebook_uses_is_one_that_it_declares():
    """Otherwise `-p` would not reach the notebook, which would go on with the study's own value."""
    import re

    from retold.study.cells import code_sources
    from retold.study.graph import list_notebooks
    from retold.study.parameters import notebook_parameters

    made_of = {
        "folder": set(),
        "codebook_path": {"codebook", "outside"},
        "given_path": {"given", "outside"},
        "grouped_voices": {"voices", "subject"},
        "reading": set(read_settings(ROOT / "data" / "planted").reading),
    }
    for notebook in list_notebooks():
        asked = set(re.findall(r"\bsettings\.(\w+)", "\n".join(code_sources(notebook))))
        used = set().union(*(made_of.get(name, {name}) for name in asked))
        assert used <= set(notebook_parameters(notebook)), notebook.name


@pytest.fixture(scope="module")
def echoed(tmp_path_factory):
    """What a notebook is given, of parameters that went the whole way from text."""
    folder = tmp_path_factory.mktemp("echo")
    given = {name: text for name, text, value in READ.values()}
    parameters = read_parameters(given.items())
    cells = [
        nbformat.v4.new_code_cell("\n".join(f"{name} = None" for name in parameters), metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(
            "import json, pathlib\n"
            f"names = {sorted(parameters)!r}\n"
            "pathlib.Path('given.json').write_text(json.dumps({name: globals()[name] for name in names}))"
        ),
    ]  # fmt: skip
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "echo.ipynb")
    carried = json.loads(json.dumps(parameters))
    run_notebook(folder / "echo.ipynb", folder / "out.ipynb", parameters=carried, cwd=folder)
    return parameters, json.loads((folder / "given.json").read_text("utf-8"))


def test_the_notebook_gets_what_was_typed(echoed):
    wanted, found = echoed
    assert found == wanted


def test_a_plan_carries_parameters_as_they_are(small_study, tmp_path):
    parameters = read_parameters(
        [("seed", "7"), ("aliases", "[Lee, 007]"), ("clauses", "no"), ("threshold", "null"), ("title", "{x}\n'")]
    )  # fmt: skip
    plan = make_plan(study_settings(small_study, parameters), parameters, tmp_path / "out")
    keyed = key_steps(plan)
    read = read_plan(write_plan(keyed))
    assert read == keyed
    given = {name: value for step in read.plan.notebooks for name, value in step.parameters.items()}
    assert given["seed"] == 7
    assert given["aliases"] == ["Lee", "007"]
    assert given["clauses"] is False
    assert given["threshold"] == "null"
    assert read.plan.parameters == parameters


@pytest.mark.parametrize(
    "parameters",
    [
        {"overlap": "all", "seed": "7", "clauses": "false", "aliases": ["Lee", "7"]},
        "{overlap: all, seed: 7, clauses: false, aliases: [Lee, '7']}",
    ],
    ids=["as --config reads it", "as text"],
)
def test_by_hand_parameters_are_read_as_p_reads_them(small_study, tmp_path, parameters):
    made = open_plan({"study": str(small_study), "results": str(tmp_path / "out"), "parameters": parameters})
    assert made.plan.parameters == {"overlap": "all", "seed": 7, "clauses": False, "aliases": ["Lee", "7"]}
