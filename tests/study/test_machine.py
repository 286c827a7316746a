"""What a run was computed with: what a process tells, what is kept of it, and how it is named."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from retold.progress import VARIABLE as PROGRESS
from retold.study.kernels import KERNEL_ENVIRONMENT
from retold.study.machine import describe_machine, name_machines, note_machine, read_machines
from retold.study.normalise import read_notebook, write_notebook
from retold.study.run import run_notebook

SIMD = np.show_config(mode="dicts")["SIMD Extensions"]
OPENBLAS = {"used_by": ["numpy"], "name": "openblas", "version": "0.3", "core": "Zen", "threads": 2}
ONE = {"architecture": "x86_64", "cpu_features": ["X86_V2"], "blas": [OPENBLAS]}
OTHER = {**ONE, "cpu_features": ["X86_V2", "X86_V3"]}


def test_a_machine_is_that_of_numpy_and_scipy() -> None:
    found = describe_machine(KERNEL_ENVIRONMENT)
    assert found["architecture"] == platform.machine()
    assert found["cpu_features"] == [*SIMD["baseline"], *SIMD["found"]]
    assert {user for library in found["blas"] for user in library["used_by"]} == {"numpy", "scipy"}
    assert all(library["version"] and library["threads"] in (1, None) for library in found["blas"])


@pytest.mark.skipif(not SIMD["found"], reason="numpy uses no more than its baseline here")
def test_a_feature_that_is_disabled_is_not_told() -> None:
    highest = SIMD["found"][-1]
    found = describe_machine({"NPY_DISABLE_CPU_FEATURES": highest})
    assert found["cpu_features"] == [*SIMD["baseline"], *SIMD["found"][:-1]]


def test_a_kernel_computes_with_what_is_told_of_it(tmp_path: Path) -> None:
    cell = (
        "import numpy, scipy.linalg, threadpoolctl\n"
        "simd = numpy.show_config(mode='dicts')['SIMD Extensions']\n"
        "print([simd['baseline'] + simd['found'], sorted("
        "(i['version'], i.get('architecture'), i['num_threads'])"
        " for i in threadpoolctl.threadpool_info() if i['user_api'] == 'blas')])"
    )
    notebook = write_notebook(new_notebook(cells=[new_code_cell(cell)]), tmp_path / "a.ipynb")
    output = tmp_path / "results" / "notebooks" / "a.ipynb"
    run_notebook(notebook, output, parameters={}, cwd=tmp_path)
    note_machine(output, KERNEL_ENVIRONMENT)
    (machine,) = read_machines([output])
    libraries = sorted((b["version"], b["core"], b["threads"]) for b in machine["blas"] if b["core"])
    printed = read_notebook(output).cells[0].outputs[0].text.strip()
    assert printed == str([machine["cpu_features"], libraries])
    assert machine["notebooks"] == ["a"]


def test_a_process_that_gives_no_answer_leaves_no_note(tmp_path: Path) -> None:
    output = tmp_path / "notebooks" / "a.ipynb"
    note_machine(output, {})
    assert read_machines([output])
    note_machine(output, {"PYTHONHOME": str(tmp_path)})
    assert read_machines([output]) == []
    assert not list(tmp_path.rglob("*.json"))


def test_a_machine_is_asked_once_for_notebooks_that_start_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "retold.study.machine.describe_machine", lambda given: asked.append(given) or {"n": len(asked)}
    )
    a, b, c = (tmp_path / "notebooks" / f"{name}.ipynb" for name in "abc")
    for output, progress in ((a, "one"), (b, "two")):
        # Where a step notes its progress says nothing of the machine.
        monkeypatch.setenv(PROGRESS, progress)
        note_machine(output, KERNEL_ENVIRONMENT)
    note_machine(c, {**KERNEL_ENVIRONMENT, "NPY_DISABLE_CPU_FEATURES": "X86_V4"})
    assert len(asked) == 2
    assert [machine["notebooks"] for machine in read_machines([a, b, c])] == [["a", "b"], ["c"]]


def test_notebooks_of_one_machine_stand_together(tmp_path: Path) -> None:
    outputs = [tmp_path / "notebooks" / f"{name}.ipynb" for name in "abcde"]
    (tmp_path / ".machines").mkdir()
    for output, machine in zip(outputs, (ONE, OTHER, ONE, None, 3), strict=True):
        if machine is not None:
            (tmp_path / ".machines" / f"{output.stem}.json").write_text(json.dumps(machine))
    assert read_machines(outputs) == [{**ONE, "notebooks": ["a", "c"]}, {**OTHER, "notebooks": ["b"]}]
    assert read_machines(outputs[1:2]) == [{**OTHER, "notebooks": ["b"]}]


@pytest.mark.parametrize(
    ("machines", "line"),
    [
        ([], "not recorded"),
        ([ONE], "x86_64, CPU features X86_V2, BLAS openblas 0.3 Zen 2 threads (numpy)"),
        ([{**ONE, "notebooks": ["a"]}, {**ONE, "notebooks": ["b"]}], name_machines([ONE])),
        ([ONE, OTHER], f"{name_machines([ONE])} and {name_machines([OTHER])}"),
        ([{}], "unknown, CPU features unknown, BLAS unknown"),
        (
            [{**ONE, "blas": [{"used_by": ["scipy"], "name": "accelerate", "version": None, "core": None}]}],
            "x86_64, CPU features X86_V2, BLAS accelerate (scipy)",
        ),
    ],
)
def test_machines_are_named_in_one_line(machines: list[dict[str, object]], line: str) -> None:
    assert name_machines(machines) == line
