"""What describes the project to archives, reviewers and containers agrees with the project."""

import json
import re
import tomllib

import pytest
import yaml

import retold
from retold.study.config import read_settings
from retold.study.graph import make_plan
from tests.conftest import NATO, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = "requirements.lock"


def read(name):
    text = (ROOT / name).read_text("utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


DESCRIPTIONS = ["CITATION.cff", "codemeta.json", ".zenodo.json"]


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_descriptions_name_the_version_and_what_it_is_about(name):
    told = read(name)
    assert told["version"] == PROJECT["version"] == retold.__version__
    assert set(told["keywords"]) <= set(PROJECT["keywords"])
    people = told.get("authors") or told.get("author") or told.get("creators")
    assert [person["name"] for person in people] == [author["name"] for author in PROJECT["authors"]]
    assert "MIT" in json.dumps(told["license"])


def test_descriptions_agree_with_each_other():
    cited, meta, archived = map(read, DESCRIPTIONS)
    assert str(cited["date-released"]) == meta["dateModified"]
    assert archived["title"] == cited["title"] == read("codecheck.yml")["paper"]["title"]
    assert archived["description"] == " ".join(cited["abstract"].split())
    assert meta["description"] == PROJECT["description"]
    assert PROJECT["requires-python"] in meta["runtimePlatform"]
    for name in ("softwareRequirements", "softwareHelp", "buildInstructions"):
        assert (ROOT / meta[name]).is_file()


def test_what_is_to_be_reproduced_is_what_a_run_writes():
    plan = make_plan(read_settings(NATO), {}, "results/nato")
    written = {f"results/nato/{output}" for step in plan.steps for output in step.outputs}
    files = [row["file"] for row in read("codecheck.yml")["manifest"]]
    assert files
    assert set(files) <= written


def test_every_environment_is_that_of_the_lock():
    container = (ROOT / "Containerfile").read_text("utf-8")
    assert f"--require-hashes --no-deps -r {LOCK}" in container
    assert f"-r {LOCK}" in json.dumps(read("environment.yml"))
    for name in ("Containerfile", "postBuild", ".devcontainer/devcontainer.json"):
        installs = re.findall(r"pip install [^\n&\"]*", (ROOT / name).read_text("utf-8"))
        assert installs
        for install in installs:
            assert "--no-deps" in install, f"{name} would let a resolver choose: {install}"
    assert (ROOT / ".devcontainer" / read(".devcontainer/devcontainer.json")["build"]["dockerfile"]).is_file()
    assert (ROOT / "postBuild").stat().st_mode & 0o111


def test_containers_have_a_python_that_the_project_supports():
    (minor,) = re.findall(
        r"^FROM \S*python:3\.(\d+)", (ROOT / "Containerfile").read_text("utf-8"), re.MULTILINE
    )
    least = re.fullmatch(r">=3\.(\d+)", PROJECT["requires-python"])
    assert int(minor) >= int(least[1])


def test_texts_that_are_not_the_projects_stay_out_of_a_container():
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {"data/nato/originals", ".git"} <= set(left_out)
