"""A run as an RO-Crate: every file with its sum, nothing referred to that is not there, and no crate of altered results."""

import json
from collections import Counter
from urllib.parse import unquote

import pytest

from retold.errors import ResultsError
from retold.study.crate import CRATE_FILE, PROFILE, build_crate, write_crate
from retold.study.manifest import sha256_file
from tests.conftest import retold_here

WORDS = {"title": "The bridge", "description": "", "edition": "Text: unnamed edition, 3 articles."}


def manifest(**changes):
    return {
        "git": {"commit": "0a1b2c", "dirty": False},
        "inputs": {"bridge/articles/north.txt": {"sha256": "0" * 64, "size": 5}},
        "outputs": {"tables/articles.csv": {"sha256": "1" * 64, "size": 7}},
        "parameters": {},
        "versions": {"python": "3.11.9", "platform": "Linux-6", "packages": {"retold": "9.9", "pandas": "3.0", "gone": None}},
        "machines": [],
        "finished": "2030-01-02T03:04:05.000+00:00",
        **changes,
    }  # fmt: skip


def graph(crate):
    """Return the entities by their names; each name stands once."""
    names = Counter(entity["@id"] for entity in crate["@graph"])
    assert not [name for name, n in names.items() if n > 1]
    return {entity["@id"]: entity for entity in crate["@graph"]}


def references(value):
    """Yield every name that is referred to."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def build(**changes):
    return graph(build_crate(manifest(**changes), title="The bridge", description=""))


def test_a_finished_run_becomes_a_crate(finished):
    _, study, results = finished
    done = retold_here("crate", study, "--results", results)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(results / CRATE_FILE)
    crate = json.loads((results / CRATE_FILE).read_text("utf-8"))
    entities = graph(crate)
    told = json.loads((results / "manifest.json").read_text("utf-8"))
    root, action = entities["./"], entities["#run"]
    assert root["name"]
    assert root["datePublished"] == action["endTime"] == told["finished"]
    assert "3 articles" in root["description"]
    files = {unquote(part["@id"]) for part in root["hasPart"]}
    assert files == {*told["outputs"], "manifest.json"}
    for name in files:
        assert (results / name).is_file()
    assert entities["report.html"]["sha256"] == sha256_file(results / "report.html")
    used = {entities[part["@id"]]["name"] for part in action["object"]}
    assert used == {*told["inputs"], *told["parameters"]}
    # What stands outside says what the crate conforms to, and how the run ended.
    assert set(references(crate["@graph"])) - set(entities) == {"https://w3id.org/ro/crate/1.1"}
    # Described twice, it is the same.
    first = (results / CRATE_FILE).read_bytes()
    assert retold_here("crate", study, "--results", results).returncode == 0
    assert (results / CRATE_FILE).read_bytes() == first


def test_the_descriptor_and_the_root_say_what_they_conform_to():
    entities = build()
    assert entities[CRATE_FILE]["about"] == {"@id": "./"}
    assert entities[CRATE_FILE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert entities["./"]["conformsTo"] == {"@id": PROFILE}
    assert entities["./"]["description"] == "The bridge"


@pytest.mark.parametrize(
    ("git", "version"),
    [
        ({"commit": "0a1b2c", "dirty": False}, "9.9, commit 0a1b2c"),
        ({"commit": "0a1b2c", "dirty": True}, "9.9, commit 0a1b2c with changes that are in no commit"),
        ({"commit": None, "dirty": None}, "9.9"),
    ],
)
def test_the_program_is_named_with_its_commit(git, version):
    program = build(git=git)["#retold"]
    assert program["softwareVersion"] == version
    assert program["softwareRequirements"] == [{"@id": "#package/pandas"}, {"@id": "#package/python"}]


@pytest.mark.parametrize(
    ("value", "said"), [("all", "all"), (7, "7"), (None, "null"), (True, "true"), (["a", "é"], '["a", "é"]')]
)
def test_changed_settings_are_told_as_they_were_given(value, said):
    entities = build(parameters={"overlap": value})
    assert entities["#parameter/overlap"]["value"] == said
    assert {"@id": "#parameter/overlap"} in entities["#run"]["object"]


@pytest.mark.parametrize(
    "name", ["tables/a b.csv", "tables/50%.csv", "tables/naïve#1?.csv", "tables/x:y.csv"]
)
def test_any_sign_may_stand_in_the_name_of_a_file(name):
    entities = build(outputs={name: {"sha256": "1" * 64, "size": 7}})
    (made,) = entities["#run"]["result"]
    assert not set(" #?") & set(made["@id"])
    assert unquote(made["@id"]) == entities[made["@id"]]["name"] == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "text/csv"), ("a.svg", "image/svg+xml"), ("a.ipynb", "application/x-ipynb+json"), ("a.html", "text/html"),
     ("a.parquet", "application/vnd.apache.parquet"), ("a", "application/octet-stream")],
)  # fmt: skip
def test_kinds_of_files_do_not_hang_on_the_machine(name, kind):
    assert build(outputs={name: {"sha256": "1" * 64, "size": 7}})[name]["encodingFormat"] == kind


@pytest.mark.parametrize("licence", ["", "https://creativecommons.org/licenses/by/4.0/"])
def test_a_licence_is_named_or_said_to_be_none(licence):
    entities = graph(build_crate(manifest(), title="a", description="b", licence=licence))
    named = entities[entities["./"]["license"]["@id"]]
    assert named["name"] == (licence or "no licence is stated")


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (
            lambda results: (results / "report.html").write_text("another"),
            "report.html is not the file .*: changed",
        ),
        (lambda results: (results / "report.html").unlink(), "report.html is not the file .*: missing"),
        (lambda results: (results / "manifest.json").unlink(), "no finished run"),
        (lambda results: (results / "manifest.json").write_text("{"), "no finished run"),
    ],
)
def test_what_is_not_as_the_run_wrote_it_is_not_described(finished, alter, said):
    results = finished[2]
    alter(results)
    with pytest.raises(ResultsError, match=said):
        write_crate(results, **WORDS)
    assert not (results / CRATE_FILE).exists()
