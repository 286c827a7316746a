"""What several tests share: where the project is, a small study, and a full run of the shipped one."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from retold.cli import main

ROOT = Path(__file__).parents[1]
NATO = ROOT / "data" / "nato"

# No test hangs on the time that it takes, which is the machine's affair; speed is measured in benchmarks/.
settings.register_profile(
    "retold", parent=settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("retold")

# So many seconds may a condition take on a machine that is busy with other things: a test waits no longer than it must.
PATIENCE = 300

TEXTS = {
    "north": "Mayor backs the bridge\n\nAnn Lee said that the bridge will be safe for many years. “The bridge costs 12 million crowns,” she said.\n"
    "The council voted on 3 May 2021. Critics said the bridge was never safe.",
    "south": "Bridge plan goes on\n\nThe bridge will be safe for many years, Lee said. She added that talks with the council go on.\n"
    "The council voted in May 2021.\nLeave a Reply",
    "west": "Lee speaks on the river\n\n“We want talks with the council about the river bridge,” Lee stated. The river was high in 2020.",
}
SETTINGS = "subject: Ann Lee\naliases: [Lee, the mayor]\nreplicates: 20\n"
CODEBOOK = """\
themes:
  safety:
    description: Whether the bridge is safe.
    patterns: [safe*, "never safe"]
  talks:
    patterns: [talks, council]
"""


def write_small_study(folder):
    """Write a study of three short articles about an invented bridge."""
    (folder / "articles").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "articles" / f"{name}.txt").write_text(text, "utf-8")
    (folder / "study.yaml").write_text(SETTINGS, "utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def interruptible():
    """A shell has what it runs in the background ignore interrupts, and so would every process that a test starts and interrupts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def small_study(tmp_path):
    """The small study, for one test to change as it likes."""
    return write_small_study(tmp_path / "bridge")


def wait_for(condition):
    """Wait until a condition holds; a test that waits in vain fails."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def retold(*arguments, project=ROOT, timeout=1800, **environment):
    """Run the command line as a user would, of this project or of a copy of it."""
    command = [sys.executable, "-m", "retold.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), **environment}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )


def retold_here(*arguments):
    """Run the command line in this process: for what starts no notebook, such as all that is refused.

    An error that a user would see as a traceback ends the test.
    """
    done = CliRunner().invoke(main, list(map(str, arguments)))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return SimpleNamespace(returncode=done.exit_code, stdout=done.stdout, stderr=done.stderr)


@pytest.fixture(scope="session")
def nato_run(tmp_path_factory):
    """The shipped study, run once for all tests, with one core."""
    results = tmp_path_factory.mktemp("one") / "nato"
    done = retold("run", NATO, "--results", results, "--cores", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    return results


def copy_project(target):
    """Copy what a run needs into another folder, as a second clone would have it."""
    for name in ("src", "notebooks", "profiles"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(NATO, target / "data" / "nato", symlinks=True)
    for name in ("Snakefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def _finished(tmp_path_factory):
    """A copy of the project, the small study, and its finished results: run once for all tests."""
    folder = tmp_path_factory.mktemp("finished")
    project, study = copy_project(folder / "project"), write_small_study(folder / "bridge")
    done = retold("run", study, "--results", folder / "out", project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project, study, folder / "out"


@pytest.fixture
def finished(_finished, tmp_path):
    """A copy of the project, the small study, and finished results of one's own to go on from.

    The first two are shared: change them with `rewrite` only.
    """
    project, study, results = _finished
    return project, study, shutil.copytree(results, tmp_path / "out", symlinks=True)


@pytest.fixture
def rewrite():
    """Write a file of something shared; content and time come back when the test ends."""
    before = {}

    def write(path, text):
        before.setdefault(path, (path.read_bytes(), path.stat()))
        path.write_text(text, "utf-8")

    yield write
    for path, (content, stat) in before.items():
        path.write_bytes(content)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
