"""What describes the project to archives, reviewers and containers agrees with the project."""

import json
import os
import re
import tomllib

import pytest
import yaml

import retold
from retold.study.config import read_settings
from retold.study.graph import make_plan
from tests.conftest import NATO, ROOT

DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT, TOOLS = DECLARED["project"], DECLARED["tool"]
LOCK = "requirements.lock"


def read(name):
    text = (ROOT / name).read_text("utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


DESCRIPTIONS = ["CITATION.cff", "codemeta.json", ".zenodo.json"]


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_descriptions_name_the_version_and_what_it_is_about(name):
    told = read(name)
    assert told["version"] == retold.__version__
    assert set(told["keywords"]) <= set(PROJECT["keywords"])
    people = told.get("authors") or told.get("author") or told.get("creators")
    assert [person["name"] for person in people] == [author["name"] for author in PROJECT["authors"]]
    assert "MIT" in json.dumps(told["license"])


def test_the_version_has_one_home_and_a_heading():
    """The build reads it where the package has it; what is released is what the changelog begins with."""
    assert "version" in PROJECT["dynamic"]
    assert "version" not in PROJECT
    assert TOOLS["hatch"]["version"]["path"] == os.path.relpath(retold.__file__, ROOT)
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == retold.__version__


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


def test_public_runs_use_the_readmes_commands_under_each_python():
    told = read(".github/workflows/test.yml")
    (job,) = told["jobs"].values()
    least = re.fullmatch(r">=(3\.\d+)", PROJECT["requires-python"])[1]
    assert job["strategy"]["matrix"]["python"] == [least, "3.12", "3.13"]
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands == ["make reproduce", "make test"]
    assert all(re.search(rf"^{command}\b", readme, re.MULTILINE) for command in commands)
    assert told["permissions"] == {"contents": "read"}


def test_actions_of_others_are_pinned_to_a_commit():
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    used = [line for file in files for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert used
    for line in used:
        assert re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_each_environment_opens_the_lessons():
    """What the teacher's page names for a class that installs nothing is there, and leads to the lessons."""
    page = (
        (ROOT / "docs" / "teaching.md")
        .read_text("utf-8")
        .partition("## Without installation")[2]
        .partition("\n## ")[0]
    )
    for name in ("environment.yml", "Containerfile", ".devcontainer/", LOCK):
        assert f"`{name}`" in page
        assert (ROOT / name).exists()
    assert "notebooks/teaching" in (ROOT / "Containerfile").read_text("utf-8")
    assert sorted((ROOT / "notebooks" / "teaching").glob("*.ipynb"))


def test_texts_that_are_not_the_projects_stay_out_of_a_container():
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {"data/nato/originals", ".git"} <= set(left_out)
