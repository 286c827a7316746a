"""A notebook is run: private, complete or not at all, and the same bytes every time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from retold.study.normalise import read_notebook
from retold.study.run import run_notebook
from tests.study.small_notebooks import _program, make, names, printed


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
    monkeypatch.setattr("retold.study.remains.SHORT_FOLDERS", ())
    run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    assert printed(out) == "tcp True\n"
    assert list(long.iterdir()) == []


def test_nothing_slow_is_imported_before_a_run() -> None:
    code = "import sys, retold.study.run; print([m for m in ('papermill', 'jupyter_client') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
