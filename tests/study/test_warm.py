"""Steps and kernels that begin warm are those that an interpreter of their own would be, and end as those do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from retold.errors import NotebookError
from retold.study import warm
from retold.study.costs import children_memory
from retold.study.kernels import INLINE, kernel_environment
from retold.study.remains import private_folder
from retold.study.run import run_notebook
from tests.conftest import PATIENCE, wait_for
from tests.study.small_notebooks import make, printed

pytestmark = pytest.mark.skipif(not warm.can_fork(), reason="no process can be forked here")


@pytest.fixture(scope="module")
def address():
    """Where a warm process listens, for all tests of this file."""
    with (
        private_folder() as folder,
        warm.warm_process(folder, {**kernel_environment(folder), **INLINE}) as found,
    ):
        yield found[warm.VARIABLE]


@pytest.fixture
def at_hand(address, monkeypatch):
    monkeypatch.setenv(warm.VARIABLE, address)


def ask(target, *arguments, errors=2):
    return warm.ask(target, arguments, output=1, errors=errors)


def parent(process):
    return int(
        subprocess.run(["ps", "-o", "ppid=", "-p", str(process)], capture_output=True, text=True).stdout or 0
    )


# --- where there is none ------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, "", "/nowhere/warm"])
def test_who_finds_none_is_told_so(monkeypatch, value):
    monkeypatch.delenv(warm.VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(warm.VARIABLE, value)
    assert ask("step") is None


def test_one_that_has_ended_answers_nobody(tmp_path, monkeypatch):
    monkeypatch.setenv(warm.VARIABLE, str(tmp_path / "s"))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        gone = subprocess.Popen([sys.executable, "-c", f"import socket; socket.socket(fileno={listener.fileno()}).accept()"],
                                pass_fds=[listener.fileno()])  # fmt: skip
    assert ask("step") is None
    gone.wait(PATIENCE)


@pytest.mark.parametrize("why", ["a user wants none", "no fork", "a long name"])
def test_none_is_started(why, tmp_path, monkeypatch):
    monkeypatch.delenv(warm.VARIABLE, raising=False)
    folder = tmp_path
    if why == "a user wants none":
        monkeypatch.setenv(warm.VARIABLE, "")
    elif why == "no fork":
        monkeypatch.setattr(warm, "can_fork", lambda: False)
    else:
        folder = tmp_path / ("x" * 120)
        folder.mkdir()
    with warm.warm_process(folder, {}) as found:
        assert found == {}


# --- kernels ------------------------------------------------------------------------------------------


# What a kernel could see of how it came about.
SEEN = """\
import os, sys, signal, matplotlib, warnings
print(hash("a string"), sys.path, sys.flags.utf8_mode, os.getcwd(), os.getpgid(0) == os.getpid(), __name__, sys.modules["__main__"].__dict__ is globals())
print(sorted(n for n in os.environ if n not in ("JPY_PARENT_PID", "RETOLD_WARM_PROCESS")), os.environ["MPLBACKEND"], matplotlib.get_backend())
print([str(signal.getsignal(n)) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)], warnings.filters == warnings.filters[:])
import retold, pandas, numpy
print([n for n in dir() if not n.startswith("_")], pandas.options.mode.string_storage, numpy.geterr())
os.write(1, b"to no cell")
pandas.Series([1.5], name="a")
"""


def test_a_forked_kernel_gives_the_bytes_of_a_fresh_one(tmp_path, address, monkeypatch):
    notebook = make(
        tmp_path,
        SEEN,
        "from matplotlib import pyplot\npyplot.plot([1, 2])\npyplot.show()",
        "print(input.__name__)",
    )
    monkeypatch.delenv(warm.VARIABLE, raising=False)
    run_notebook(notebook, tmp_path / "fresh.ipynb", parameters={"count": 2}, cwd=tmp_path)
    monkeypatch.setenv(warm.VARIABLE, address)
    run_notebook(notebook, tmp_path / "forked.ipynb", parameters={"count": 2}, cwd=tmp_path)
    fresh, forked = ((tmp_path / f"{name}.ipynb").read_text("utf-8") for name in ("fresh", "forked"))
    assert "image/png" in fresh
    assert forked == fresh


def test_kernels_share_neither_names_nor_chance(tmp_path, at_hand):
    code = "import os, retold, random, numpy\nprint(os.getppid(), hasattr(retold, 'mark'), random.random(), numpy.random.rand())\nretold.mark = 1"
    said = []
    for name in ("one", "two"):
        run_notebook(make(tmp_path, code), tmp_path / f"{name}.ipynb", parameters={}, cwd=tmp_path)
        said.append(printed(tmp_path / f"{name}.ipynb").split())
    assert said[0][0] == said[1][0] != str(os.getpid())
    assert said[0][1] == said[1][1] == "False"
    assert not set(said[0][2:]) & set(said[1][2:])


def test_a_forked_kernel_that_dies_is_told_with_its_last_words(tmp_path, at_hand, capfd):
    code = "import os\nos.write(2, b'out of luck\\n')\nos._exit(3)"
    with pytest.raises(NotebookError, match="last words: out of luck"):
        run_notebook(make(tmp_path, code), tmp_path / "x.ipynb", parameters={}, cwd=tmp_path)
    assert "out of luck" not in capfd.readouterr().err


def test_the_memory_that_a_forked_kernel_held_is_known(tmp_path, at_hand, monkeypatch):
    pytest.importorskip("resource")
    monkeypatch.setattr(warm.Forked, "most_memory", 0)
    run_notebook(
        make(tmp_path, "held = b'1' * 400_000_000"), tmp_path / "x.ipynb", parameters={}, cwd=tmp_path
    )
    assert children_memory() >= warm.Forked.most_memory > 400_000_000


# --- ends ---------------------------------------------------------------------------------------------


def test_a_step_tells_its_status_and_its_errors(tmp_path, at_hand):
    with (tmp_path / "errors").open("w") as errors:
        process = ask("step", str(tmp_path / "no plan"), "report", errors=errors.fileno())
        assert process.wait(PATIENCE) == process.poll() == 1
    assert "no plan" in (tmp_path / "errors").read_text()


@pytest.mark.parametrize("end", ["killed", "left"])
def test_it_ends_when_it_is_killed_and_when_who_asked_is_gone(tmp_path, at_hand, end):
    # A kernel without its connection file waits for nothing but its end.
    process = ask("kernel", "-f", str(tmp_path / "kernel.json"))
    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.01)
    if end == "killed":
        process.kill()
        assert process.wait(PATIENCE) == -signal.SIGKILL
        process.kill()
    else:
        process._connection.close()
    wait_for(lambda: not parent(process.pid))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_who_follows_it_hands_signals_on_and_ends_as_it_does(tmp_path, at_hand, number, status):
    """A step that waits for a plan: a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "plan")
    code = (
        "import sys; from retold.study.warm import ask, follow\n"
        # It waits when it is ready to hand signals on.
        "def wait(): print(forked.pid, flush=True); return wait_for_it()\n"
        f"forked = ask('step', [{str(tmp_path / 'plan')!r}, 'report'], output=1, errors=2)\n"
        "wait_for_it, forked.wait = forked.wait, wait; sys.exit(follow(forked))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    ) as stands:
        forked = int(stands.stdout.readline())
        # The one is sent to who follows, the other to the step itself.
        os.kill(forked if number == signal.SIGKILL else stands.pid, number)
        assert stands.wait(PATIENCE) == status
    wait_for(lambda: not parent(forked))
