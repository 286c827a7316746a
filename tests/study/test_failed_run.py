"""A run that fails: the good output is kept, and the evidence beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.errors import NotebookError, ResultsError
from retold.study.normalise import read_notebook, write_notebook
from retold.study.run import failed_path, run_notebook
from tests.study.small_notebooks import make, names, printed


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


@pytest.mark.parametrize(
    ("raised", "what", "where"),
    [
        ("CodebookError('no themes', where='book.yaml', todo='add one')", "no themes", "book.yaml, met by {cell}"),
        ("StudyError('no themes')", "no themes", "{cell}"),
    ],
)  # fmt: skip
def test_an_error_of_the_study_says_its_own_reason_first(
    tmp_path: Path, out: Path, raised: str, what: str, where: str
) -> None:
    notebook = make(tmp_path, f"from retold.errors import *\nraise {raised}")
    with pytest.raises(NotebookError) as caught:
        run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    assert caught.value.what == what
    assert caught.value.where == where.format(cell=f"{notebook}, cell [2]: from retold.errors import *")
    todo = "add one" if "todo" in raised else "correct the cause and run again"
    assert caught.value.todo == f"{todo}; open {failed_path(out)} to see how far it came"


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
