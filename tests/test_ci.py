"""`.ci/run` in a small checkout: what it runs, where, in which order, and when it fails."""

import os
import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

# A recipe that tells where it runs: folder, files, HOME and what lies in it, and where pip looks.
MAKEFILE = """\
reproduce test bench-small:
\t@echo "$@ in $$PWD with $$(ls | tr '\\n' ' '); HOME $$HOME: $$(ls -A "$$HOME" | wc -l); pip $$PIP_CONFIG_FILE" >> "$$LOG"
\t@test "$@" != "$$FAILS"
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a Makefile of its own, an untracked file, and a home with settings of pip."""
    folder, home = tmp_path / "checkout", tmp_path / "home"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy2(ROOT / ".ci" / "run", folder / ".ci" / "run")
    (folder / "Makefile").write_text(MAKEFILE)
    (home / ".config" / "pip").mkdir(parents=True)
    (home / ".config" / "pip" / "pip.conf").write_text("")
    settings = {
        "user.name": "a",
        "user.email": "a@b.c",
        "commit.gpgsign": "false",
        "init.defaultBranch": "main",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *options, *arguments], cwd=folder, check=True, env=plain_environment())
    (folder / "untracked").write_text("")
    return folder


def plain_environment():
    return {
        n: v
        for n, v in os.environ.items()
        if not n.startswith(("GIT_", "PIP_CONFIG", "XDG_", "MAKE", "MFLAGS"))
    }


def run_ci(checkout, **environment):
    log = checkout.parent / "log"
    done = subprocess.run(
        [checkout / ".ci" / "run"],
        env={
            **plain_environment(),
            "HOME": str(checkout.parent / "home"),
            "LOG": str(log),
            "FAILS": "",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done, log.read_text().splitlines()


def test_the_run_is_reproduced_in_a_fresh_clone_and_then_tested_here(checkout):
    done, log = run_ci(checkout)
    assert done.returncode == 0, done.stderr
    clone, here, measured = (
        re.fullmatch(r"([\w-]+) in (.+) with (.*); HOME (.+): +(\d+); pip (.*)", line) for line in log
    )
    home = checkout.parent / "home"
    assert clone[1] == "reproduce"
    assert clone[2] != str(checkout)
    assert clone[3].split() == ["Makefile"]
    assert clone[4] != str(home)
    assert clone[5] == "0"
    assert clone[6] == str(home / ".config" / "pip" / "pip.conf")
    assert not os.path.exists(clone[2])
    assert here.groups() == ("test", str(checkout), "Makefile untracked ", str(home), "1", "")
    assert measured[1] == "bench-small"
    assert len(re.findall(r"^\.ci/run: \d+ s, exit status 0: ", done.stdout, re.MULTILINE)) == 3
    assert re.search(r"^\.ci/run: \d+ s in all$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(("fails", "ran"), [("reproduce", ["reproduce"]), ("test", ["reproduce", "test"])])
def test_what_fails_ends_it(checkout, fails, ran):
    done, log = run_ci(checkout, FAILS=fails)
    assert done.returncode != 0
    assert [line.split()[0] for line in log] == ran
    assert "exit status 2: " in done.stdout


def test_a_report_of_costs_that_fails_fails_nothing(checkout):
    done, log = run_ci(checkout, FAILS="bench-small")
    assert done.returncode == 0
    assert [line.split()[0] for line in log] == ["reproduce", "test", "bench-small"]
    assert "no report of what calls cost" in done.stdout


def test_settings_of_pip_that_the_environment_names_are_kept(checkout):
    _, log = run_ci(checkout, PIP_CONFIG_FILE="/named/pip.conf")
    assert [line.rpartition(" ")[2] for line in log] == ["/named/pip.conf"] * 3


@pytest.mark.parametrize("verdict", [0, 1])
def test_make_reproduce_fails_where_verify_does(tmp_path, verdict):
    shutil.copy2(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    command = tmp_path / ".venv" / "bin" / "retold"
    command.write_text(f'#!/bin/sh\ntest "$1" != verify || exit {verdict}\n')
    command.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.ready"):
        (tmp_path / name).write_text("")
    done = subprocess.run(
        ["make", "reproduce"], cwd=tmp_path, env=plain_environment(), capture_output=True, check=False
    )
    assert (done.returncode == 0) == (verdict == 0)
