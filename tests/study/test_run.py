"""Running one notebook: what comes out, what is refused, and what is left after a failure."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from retold.errors import NotebookError, ParameterError, ResultsError
from retold.study import run
from retold.study.normalise import normalise, normalise_file, read_notebook, write_notebook
from retold.study.parameters import check_parameters, notebook_parameters
from retold.study.run import failed_path, run_notebook
from tests.conftest import PATIENCE, wait_for

PARAMETERS = "count = 1\nname = 'plain'\nshare = 0.5\nwords = ['a']\nnothing = None\nflag = True"


def make(folder: Path, *sources: str, name: str = "study.ipynb", parameters: str | None = PARAMETERS) -> Path:
    cells = [new_markdown_cell("# A question")]
    if parameters is not None:
        cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    cells += [new_code_cell(source) for source in sources]
    path = folder / name
    nbformat.write(new_notebook(cells=cells), path)
    return path


def printed(path: Path) -> str:
    nb = nbformat.read(path, as_version=4)
    outputs = [output for cell in nb.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.text for output in outputs if output.get("name") == "stdout")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results" / "study.ipynb"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Send the private folders of the runner where a test can look for remains."""
    folder = Path(tempfile.mkdtemp(prefix="rt"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    monkeypatch.undo()
    assert list(folder.iterdir()) == [], "a private folder was left behind"
    folder.rmdir()


# --- a run that succeeds ---------------------------------------------------------------------------


def test_a_run_is_complete_private_and_restores_everything(
    tmp_path: Path, out: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "svg")
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "startup.py"))
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    (tmp_path / "startup.py").write_text("started = True")
    notebook = make(
        tmp_path,
        "import ipykernel, json, os, sys\n"
        "connection = json.load(open(ipykernel.get_connection_file()))\n"
        "names = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS',"
        " 'PYTHONHASHSEED', 'PYTHONUTF8']\n"
        "print(json.dumps({'connection': connection, 'folder': os.getcwd(), 'python': sys.executable,"
        " 'environment': [os.environ[n] for n in names], 'backend': os.environ.get('MPLBACKEND'),"
        " 'count': count, 'started': 'started' in globals()}))",
    )
    before, environment, folder = notebook.read_bytes(), dict(os.environ), os.getcwd()
    handler = signal.getsignal(signal.SIGTERM)
    steps: list[tuple[int, int]] = []

    result = run_notebook(
        notebook, out, parameters={"count": 3}, cwd=tmp_path, progress=lambda *step: steps.append(step)
    )

    assert result == out
    seen = json.loads(printed(out))
    assert seen["connection"]["transport"] == "ipc"
    assert Path(seen["connection"]["ip"]).parent.parent == temporary
    assert Path(seen["folder"]) == tmp_path
    assert seen["python"] == sys.executable
    assert seen["environment"] == ["1", "1", "1", "1", "0", "1"]
    assert seen["backend"] != "svg"
    assert (seen["count"], seen["started"]) == (3, False)
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert names(out.parent) == ["study.ipynb"]
    assert notebook.read_bytes() == before
    assert (dict(os.environ), os.getcwd(), signal.getsignal(signal.SIGTERM)) == (environment, folder, handler)


def test_two_runs_give_the_same_bytes(
    tmp_path: Path, temporary: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    notebook = make(
        tmp_path,
        "import sys, warnings\n"
        "for i in range(200):\n"
        "    print(i, flush=True)\n"
        "    print('warned', i, file=sys.stderr, flush=True)",
        "{'b', 'a', 'c', 'd'}, hash('a word')",
        "import pandas\npandas.DataFrame({'n': [1, 2]})",
    )
    # An older notebook has no cell ids; nbformat would give it random ones.
    old = json.loads(notebook.read_text())
    old["nbformat_minor"] = 4
    for cell in old["cells"]:
        del cell["id"]
    notebook.write_text(json.dumps(old))
    texts = []
    for number in ("one", "two"):
        path = tmp_path / number / "study.ipynb"
        run_notebook(notebook, path, parameters={"name": number[:0]}, cwd=tmp_path)
        texts.append(path.read_text())
    assert texts[0] == texts[1]
    nb = nbformat.reads(texts[0], as_version=4)
    nbformat.validate(nb)
    assert [cell.id for cell in nb.cells] == [
        "cell-1",
        "cell-2",
        "injected-parameters",
        "cell-3",
        "cell-4",
        "cell-5",
    ]
    assert [cell.execution_count for cell in nb.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5]
    assert [output.name for output in nb.cells[3].outputs] == ["stdout", "stderr"]
    for word in ("papermill", "duration", "start_time", "iopub", 'execution"', '"version": "3'):
        assert word not in texts[0]
    assert texts[0].endswith("}\n")
    assert not texts[0].endswith("\n\n")
    # Neither a progress bar nor a log line reaches the terminal.
    assert capfd.readouterr().err == ""


def test_parameters_of_an_earlier_run_do_not_stay(tmp_path: Path, out: Path) -> None:
    run_notebook(make(tmp_path, "print(count)"), out, parameters={"count": 9}, cwd=tmp_path)
    assert printed(out) == "9\n"
    again = out.with_name("again.ipynb")
    run_notebook(out, again, parameters={}, cwd=tmp_path)
    assert printed(again) == "1\n"


def test_every_plain_value_arrives_as_it_was_given(tmp_path: Path, out: Path) -> None:
    values = {
        "count": -3,
        "name": 'it\'s "so"\nwith {braces}, a \\ and ü',
        "share": 2,
        "words": ("x", ["y", None], {"k": [True, 1.5]}),
        "nothing": PurePosixPath("a/b c"),
        "flag": False,
    }
    # Given in another order than the notebook's: the order of a mapping must not change the output.
    given_values = dict(reversed(values.items()))
    notebook = make(tmp_path, "import json\nprint(json.dumps([count, name, share, words, nothing, flag]))")
    run_notebook(notebook, out, parameters=given_values, cwd=tmp_path)
    expected = [-3, values["name"], 2, ["x", ["y", None], {"k": [True, 1.5]}], "a/b c", False]
    assert json.loads(printed(out)) == expected
    injected = next(cell for cell in read_notebook(out).cells if cell.id == "injected-parameters")
    assert [line.split(" =")[0] for line in injected.source.splitlines()[1:]] == list(values)


def test_folders_may_have_odd_names(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    braces = temporary / "{x}"
    braces.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(braces))
    folder = tmp_path / "a {count} ü b"
    folder.mkdir()
    out = folder / "{name}" / "x.ipynb"
    run_notebook(make(folder, "print('here')"), out, parameters={}, cwd=folder)
    assert printed(out) == "here\n"
    assert names(tmp_path) == [folder.name]
    # papermill would have taken the braces of its own folder for parameters.
    braces.rmdir()


def test_eight_at_once_succeed_in_their_own_folders(tmp_path: Path, temporary: Path) -> None:
    notebook = make(tmp_path, "import os\nprint(count, os.path.basename(os.getcwd()))")

    def one(number: int) -> str:
        folder = tmp_path / f"folder{number}"
        folder.mkdir()
        return printed(run_notebook(notebook, folder / "x.ipynb", parameters={"count": number}, cwd=folder))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == [f"{n} folder{n}\n" for n in range(8)]


def test_the_kernel_is_this_interpreter_whatever_the_home_says(tmp_path: Path) -> None:
    home = tmp_path / "home"
    spec = {"argv": ["/bin/false"], "display_name": "broken", "language": "python"}
    for folder in ("data/kernels/python3", ".local/share/jupyter/kernels/python3"):
        (home / folder).mkdir(parents=True)
        (home / folder / "kernel.json").write_text(json.dumps(spec))
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("count_in_home = 5")
    notebook = make(tmp_path, "import sys\nprint(sys.executable, 'count_in_home' in globals())")
    environment = {**os.environ, "HOME": str(home), "JUPYTER_PATH": str(home / "data")}
    # The specification is really the one that Jupyter would take.
    found = subprocess.run(
        [sys.executable, "-c", "from jupyter_client.kernelspec import *; print(get_kernel_spec('python3').argv)"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "/bin/false" in found.stdout
    subprocess.run(
        [sys.executable, "-c", _program(notebook, tmp_path / "out.ipynb")], env=environment, check=True
    )
    assert printed(tmp_path / "out.ipynb") == f"{sys.executable} False\n"


def test_sockets_go_elsewhere_when_the_temporary_folder_has_a_long_name(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    notebook = make(
        tmp_path,
        "import ipykernel, json\nconnection = json.load(open(ipykernel.get_connection_file()))\n"
        "print(connection['transport'], len(connection['ip']) < 100)",
    )
    run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    assert printed(out) == "ipc True\n"
    # With no short folder at all the run falls back to TCP, encrypted.
    monkeypatch.setattr(run, "SHORT_FOLDERS", ())
    run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    assert printed(out) == "tcp True\n"
    assert list(long.iterdir()) == []


def test_nothing_slow_is_imported_before_a_run() -> None:
    code = "import sys, retold.study.run; print([m for m in ('papermill', 'jupyter_client') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- parameters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", {}),
        ("# only a comment", {}),
        ('"""What they mean."""\na = 1', {"a": 1}),
        ("a = 1\na = 2", {"a": 2}),
        ("b = 'x'  # a comment\na: float = -1.5", {"b": "x", "a": -1.5}),
        ("a = {'k': [1, None, True]}", {"a": {"k": [1, None, True]}}),
        ("a = (1, 'b')", {"a": [1, "b"]}),
        ("a = ''\nb = []\nc = {}", {"a": "", "b": [], "c": {}}),
    ],
)
def test_parameters_are_read(tmp_path: Path, source: str, expected: dict[str, object]) -> None:
    found = notebook_parameters(make(tmp_path, parameters=source))
    assert list(found.items()) == list(expected.items())


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("a = b", "a = b"),
        ("a = 1 + 1", "a = 1 + 1"),
        ("a = print('ran')", "print"),
        ("import os", "import os"),
        ("a = b = 1", "a = b = 1"),
        ("a, b = 1, 2", "b"),
        ("a += 1", "a += 1"),
        ("a: int", "a: int"),
        ("a.b = 1", "a.b = 1"),
        ("a = {1, 2}", "{1, 2}"),
        ("a = b'x'", "b'x'"),
        ("a = 1 + 2j", "2j"),
        ("a = {1: 2}", "{1: 2}"),
        ("%matplotlib inline", "%matplotlib"),
        ("a = ", "a ="),
    ],
)
def test_a_cell_of_anything_but_plain_values_is_refused(tmp_path: Path, source: str, quoted: str) -> None:
    with pytest.raises(ParameterError, match="may only assign plain values") as caught:
        notebook_parameters(make(tmp_path, parameters=source))
    assert quoted in caught.value.what


@pytest.mark.parametrize("number", [0, 2])
def test_there_is_one_parameters_cell(tmp_path: Path, number: int) -> None:
    cells = [new_code_cell("a = 1", metadata={"tags": ["parameters"]}) for _ in range(number)]
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    with pytest.raises(ParameterError, match=f"found {number}"):
        notebook_parameters(path)


@pytest.mark.parametrize(
    ("given_value", "message"),
    [
        ({"cuont": 1}, "did you mean 'count'"),
        ({"qqqqqq": 1}, "known are: count, flag, name, nothing, share, words"),
        ({"count": "1"}, "'count' is int in the notebook, found str"),
        ({"count": 1.0}, "found float"),
        ({"count": True}, "found bool"),
        ({"flag": 1}, "'flag' is bool in the notebook, found int"),
        ({"share": "x"}, "'share' is float"),
        ({"words": "a"}, "'words' is list"),
        ({"name": ["a"]}, "'name' is str"),
        ({"nothing": {1, 2}}, "set is not a plain value"),
        ({"words": [object()]}, "object is not a plain value"),
        ({"nothing": {1: 2}}, "dict is not a plain value"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_before_anything_runs(
    tmp_path: Path, out: Path, given_value: dict[str, object], message: str
) -> None:
    notebook = make(tmp_path, "open('ran', 'w')")
    with pytest.raises(ParameterError) as caught:
        run_notebook(notebook, out, parameters=given_value, cwd=tmp_path)
    assert message in str(caught.value)
    assert "study.ipynb" in str(caught.value)
    assert names(tmp_path) == ["study.ipynb"]


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ({}, {}),
        ({"share": 1}, {"share": 1}),
        ({"count": None}, {"count": None}),
        ({"nothing": "text"}, {"nothing": "text"}),
        ({"flag": False, "count": 2}, {"count": 2, "flag": False}),
        ({"name": Path("a")}, {"name": "a"}),
    ],
)
def test_parameters_that_fit(
    tmp_path: Path, given_value: dict[str, object], expected: dict[str, object]
) -> None:
    assert list(check_parameters(make(tmp_path), given_value).items()) == list(expected.items())


# --- a run that fails ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "cell", "error"),
    [
        ("\nx = 1\n1 / 0", "cell [4]: x = 1", "ZeroDivisionError: division by zero"),
        ("def broken(:", "cell [4]: def broken(:", "SyntaxError"),
        (
            "raise SystemExit(0)",
            "cell [4]: raise SystemExit(0)",
            "SystemExit: the cells after it did not run",
        ),
        ("import sys; sys.exit(3)", "cell [4]: import sys; sys.exit(3)", "SystemExit: 3"),
        ("import os; os._exit(1)", "cell [4]: import os; os._exit(1)", "Kernel died"),
        (f"x = '{'y' * 200}'; x.z", f"cell [4]: x = '{'y' * 74}…", "AttributeError"),
        ("raise ValueError('\\n'.join(map(str, range(50))))", "cell [4]: raise", "ValueError: 0"),
    ],
)
def test_a_failure_keeps_the_good_output_and_the_evidence(
    tmp_path: Path, out: Path, temporary: Path, source: str, cell: str, error: str
) -> None:
    out.parent.mkdir()
    out.write_text("an earlier, good output")
    notebook = make(tmp_path, "print('before')", source, "print('after')")
    with pytest.raises(NotebookError) as caught:
        run_notebook(notebook, out, parameters={"count": 2}, cwd=tmp_path)
    message = str(caught.value)
    assert f"{notebook}, {cell}" in message
    assert error in message
    assert str(failed_path(out)) in message
    assert "Traceback" not in message
    assert len(message.splitlines()) <= 9
    assert out.read_text() == "an earlier, good output"
    assert names(out.parent) == ["study.failed.ipynb", "study.ipynb"]
    assert printed(failed_path(out)) == "before\n"
    assert 'papermill":' not in failed_path(out).read_text()


def test_a_later_success_removes_the_evidence(tmp_path: Path, out: Path) -> None:
    out.parent.mkdir()
    failed_path(out).write_text("of an earlier run")
    run_notebook(make(tmp_path, "print('mended')"), out, parameters={}, cwd=tmp_path)
    assert names(out.parent) == ["study.ipynb"]
    assert printed(out) == "mended\n"


def test_a_cell_that_is_meant_to_fail_is_named_rightly(tmp_path: Path, out: Path) -> None:
    # papermill goes on after a cell with this tag and fails at the end.
    notebook = make(tmp_path, "1 / 0", "print('after')", parameters=None)
    nb = read_notebook(notebook)
    nb.cells[1].metadata["tags"] = ["raises-exception"]
    write_notebook(nb, notebook)
    with pytest.raises(NotebookError, match=r"cell \[1\] with ZeroDivisionError"):
        run_notebook(notebook, out, parameters={}, cwd=tmp_path)


def test_a_kernel_that_cannot_start_is_said_so(tmp_path: Path, out: Path, temporary: Path) -> None:
    with pytest.raises(NotebookError, match="could not be started"):
        run_notebook(make(tmp_path), out, parameters={}, cwd=tmp_path, kernel_name="no-such-kernel")
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file"),
        (b"", "found something else"),
        (b"not json", "found something else"),
        (b"[]", "found something else"),
        (b"{}", "found something else"),
        (b'{"cells": 3, "metadata": {}}', "found something else"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"cells": [], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}', "found 3"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, out: Path, content: bytes | None, why: str) -> None:
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=why) as caught:
        run_notebook(path, out, parameters={}, cwd=tmp_path)
    assert caught.value.where == path
    assert not out.parent.exists()


@pytest.mark.parametrize("obstacle", ["a file in the way", "a folder in the way", "no folder to run in"])
def test_a_folder_that_cannot_be_used_is_found_before_the_run(tmp_path: Path, obstacle: str) -> None:
    notebook = make(tmp_path, "open('ran', 'w')")
    out, cwd, error = tmp_path / "results" / "x.ipynb", tmp_path, ResultsError
    if obstacle == "a file in the way":
        out.parent.write_text("")
    elif obstacle == "a folder in the way":
        out.mkdir(parents=True)
    else:
        cwd, error = tmp_path / "nowhere", NotebookError
    with pytest.raises(error):
        run_notebook(notebook, out, parameters={}, cwd=cwd)
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_no_half_written_file(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.parent.mkdir()
    out.write_text("good")
    real = Path.write_text

    def full(self: Path, text: str, **options: object) -> int:
        if self.parent == out.parent:
            real(self, text[:10], **options)
            return Path("/dev/full").open("w", buffering=1).write(text)
        return real(self, text, **options)

    notebook = make(tmp_path, "print(1)")
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ResultsError, match="No space left"):
        run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    monkeypatch.undo()
    assert names(out.parent) == ["study.ipynb"]
    assert out.read_text() == "good"


# --- an interrupt ----------------------------------------------------------------------------------


def _program(notebook: Path, out: Path) -> str:
    return (
        "from pathlib import Path\nfrom retold.study.run import run_notebook\n"
        f"run_notebook(Path({str(notebook)!r}), Path({str(out)!r}), parameters={{}}, cwd=Path({str(out.parent)!r}))"
    )


def _is_alive(process: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
@pytest.mark.parametrize(
    ("number", "stubborn", "status"),
    [
        (signal.SIGINT, False, -signal.SIGINT),
        (signal.SIGTERM, False, 128 + signal.SIGTERM),
        (signal.SIGTERM, True, 128 + signal.SIGTERM),
    ],
)
def test_an_interrupt_leaves_nothing_and_a_rerun_succeeds(
    tmp_path: Path, out: Path, temporary: Path, number: signal.Signals, stubborn: bool, status: int
) -> None:
    out.parent.mkdir()
    out.write_text("good")
    marker = out.parent / "marker"
    ignore = (
        "for n in (signal.SIGINT, signal.SIGTERM): signal.signal(n, signal.SIG_IGN)\n" if stubborn else ""
    )
    # The marker appears complete: it is renamed once the processes are in it.
    slow = (
        "import os, signal, subprocess, sys, time\n" + ignore + "child = subprocess.Popen(['sleep', '900'])\n"
        "open('part', 'w').write(f'{os.getpid()} {child.pid}')\nos.rename('part', 'marker')\ntime.sleep(900)"
    )
    notebook = make(tmp_path, slow)
    errors = tmp_path / "errors"
    with errors.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", _program(notebook, out)],
            stderr=stream,
            env={**os.environ, "TMPDIR": str(temporary)},
            start_new_session=True,
            # A shell's background job ignores Ctrl-C, and so would all that it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        wait_for(lambda: marker.exists() or process.poll() is not None)
        kernels = [int(text) for text in marker.read_text().split()]
        process.send_signal(number)
        assert process.wait(PATIENCE) == status
    wait_for(lambda: not any(map(_is_alive, kernels)))
    marker.unlink()
    assert names(out.parent) == ["study.ipynb"]
    assert out.read_text() == "good"
    assert "never retrieved" not in errors.read_text()
    assert "completed" not in errors.read_text()

    run_notebook(make(tmp_path, "print('again')"), out, parameters={}, cwd=tmp_path)
    assert printed(out) == "again\n"


def test_an_interrupt_while_the_kernel_starts_leaves_no_kernel(
    tmp_path: Path, out: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbclient import NotebookClient

    processes = []

    def interrupted(self: NotebookClient) -> None:
        processes.append(self.km.provisioner.process)
        assert processes[0].poll() is None
        raise KeyboardInterrupt

    # Here nbclient has a kernel already and does not yet clean up after itself.
    monkeypatch.setattr(NotebookClient, "start_new_kernel_client", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_notebook(make(tmp_path, "print(1)"), out, parameters={}, cwd=tmp_path)
    assert processes[0].returncode == -signal.SIGKILL
    assert names(out.parent) == []


# --- normalising -----------------------------------------------------------------------------------


def notebook_of(cells: list[object]) -> nbformat.NotebookNode:
    """Build a notebook as it may lie in a file; `new_notebook` would mend its ids."""
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def stream(name: str, text: str) -> object:
    return new_output("stream", name=name, text=text)


RESULT = new_output("execute_result", data={"text/plain": "1"}, execution_count=8)
SHOWN = new_output("display_data", data={"text/plain": "shown"})


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], []),
        ([stream("stdout", "")], []),
        ([stream("stdout", "a"), stream("stdout", "b")], [("stdout", "ab")]),
        (
            [stream("stderr", "e"), stream("stdout", "o"), stream("stderr", "f")],
            [("stdout", "o"), ("stderr", "ef")],
        ),
        ([stream("stdout", "a"), SHOWN, stream("stdout", "b")], [("stdout", "a"), "shown", ("stdout", "b")]),
        ([stream("stderr", "e"), SHOWN, stream("stdout", "b")], [("stderr", "e"), "shown", ("stdout", "b")]),
    ],
)
def test_streams_are_merged_between_other_outputs(outputs: list[object], expected: list[object]) -> None:
    nb = normalise(new_notebook(cells=[new_code_cell("x", outputs=outputs)]))
    found = [
        (output.name, output.text) if output.output_type == "stream" else output.data["text/plain"]
        for output in nb.cells[0].outputs
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("ids", "tags", "expected"),
    [
        ([], [], []),
        (["a", "b"], ["", ""], ["a", "b"]),
        ([None, None], ["", ""], ["cell-1", "cell-2"]),
        (["a", "a", "a"], ["", "", ""], ["a", "cell-2", "cell-3"]),
        ([None, "cell-1"], ["", ""], ["cell-2", "cell-1"]),
        (["", "cell-1", "cell-1"], ["", "", ""], ["cell-2", "cell-1", "cell-3"]),
        (["x9", "y"], ["injected-parameters", ""], ["injected-parameters", "y"]),
        (["injected-parameters", "z"], ["", "injected-parameters"], ["cell-1", "injected-parameters"]),
    ],
)
def test_ids_are_kept_or_constant(ids: list[str | None], tags: list[str], expected: list[str]) -> None:
    cells = [new_markdown_cell("x", metadata={"tags": [tag]} if tag else {}) for tag in tags]
    for cell, name in zip(cells, ids, strict=True):
        del cell["id"]
        if name is not None:
            cell["id"] = name
    assert [cell.id for cell in normalise(notebook_of(cells)).cells] == expected


def test_what_is_not_of_one_execution_stays() -> None:
    metadata = {"tags": ["keep"], "papermill": {"a": 1}, "execution": {"b": "2"}, "collapsed": True}
    cells = [
        new_code_cell("1", execution_count=8, metadata=metadata, outputs=[RESULT]),
        new_code_cell("2", metadata={"tags": []}),
        new_code_cell("3", execution_count=3),
    ]
    nb = new_notebook(
        cells=cells, metadata={"papermill": {}, "language_info": {"name": "python", "version": "3.99"}}
    )
    before = nbformat.v4.writes(nb)
    result = normalise(nb)
    assert nbformat.v4.writes(nb) == before, "the notebook given was changed"
    assert result.metadata == {"language_info": {"name": "python"}}
    assert [cell.metadata for cell in result.cells] == [{"tags": ["keep"], "collapsed": True}, {}, {}]
    assert [cell.execution_count for cell in result.cells] == [1, None, 2]
    assert result.cells[0].outputs[0].execution_count == 1


CELLS = st.builds(
    lambda name, tag, count, outputs: {"id": name, "tag": tag, "count": count, "outputs": outputs},
    st.sampled_from([None, "", "a", "b", "cell-1", "cell-2", "injected-parameters"]),
    st.sampled_from(["injected-parameters", "papermill-error-cell-tag", "other"]),
    st.none() | st.integers(0, 9),
    st.lists(
        st.tuples(st.sampled_from(["stdout", "stderr", "shown"]), st.text("ab\n", max_size=3)), max_size=4
    ),
)


@given(st.lists(CELLS, max_size=6))
def test_normalising_twice_changes_nothing_and_ids_are_unique(cells: list[dict[str, object]]) -> None:
    made = []
    for cell in cells:
        outputs = [SHOWN.copy() if name == "shown" else stream(name, text) for name, text in cell["outputs"]]
        code = new_code_cell(
            "x", execution_count=cell["count"], outputs=outputs, metadata={"tags": [cell["tag"]]}
        )
        code["id"] = cell["id"]
        made.append(code)
    once = normalise(notebook_of(made))
    assert normalise(once) == once
    assert len({cell.id for cell in once.cells}) == len(made)
    nbformat.validate(once)
    for name in ("stdout", "stderr"):
        texts = [
            "".join(o.text for c in nb for o in c.outputs if o.get("name") == name)
            for nb in (made, once.cells)
        ]
        assert texts[0] == texts[1], "a stream lost or gained text"


def test_a_file_is_normalised_once(tmp_path: Path) -> None:
    path = make(tmp_path, "1")
    nb = read_notebook(path)
    nb.cells[0].metadata["papermill"] = {"duration": random.random()}
    write_notebook(nb, path)
    assert normalise_file(path)
    first = path.read_bytes()
    assert not normalise_file(path)
    assert path.read_bytes() == first
    assert b"papermill" not in first
    assert names(tmp_path) == ["study.ipynb"]


def test_a_kernel_that_dies_is_told_with_its_last_words(
    tmp_path: Path, out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import os\nos.write(2, b'out of luck\\n')\nos._exit(3)"
    with pytest.raises(NotebookError, match="last words: out of luck"):
        run_notebook(make(tmp_path, code), out, parameters={}, cwd=tmp_path)
    assert "out of luck" not in capfd.readouterr().err
