"""What computes a run: the architecture, the CPU features that numpy uses, and the BLAS libraries.

Another CPU adds floats in another order, and another BLAS fuses other multiplications. No result may
hang on that; where one does, these are the words that tell two machines apart. They name no model.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from retold.progress import VARIABLE as PROGRESS
from retold.study.notes import note_path, read_note, write_note

# One machine as JSON knows it: `architecture`, `cpu_features`, `blas`.
Machine = dict[str, Any]

# In the results folder.
MACHINES_FOLDER = ".machines"

# An interpreter that imports two libraries needs half a second; a busy machine gets more.
ANSWER_SECONDS = 120


def describe_machine(environment: Mapping[str, str] | None = None) -> Machine | None:
    """Describe what a process of this interpreter computes with.

    A process of its own is asked, because the answer depends on the environment that a process starts
    with (threads, disabled features, a BLAS told to take another core for its own).

    Parameters
    ----------
    environment : mapping of str to str, optional
        What the process is started with besides the variables of this one.

    Returns
    -------
    dict or None
        ``architecture``; ``cpu_features``, those that numpy's loops are chosen by, in numpy's names and
        order; ``blas``, one entry for each library: ``used_by`` (``numpy``, ``scipy`` or both), ``name``,
        ``version``, ``core`` (the kind of CPU that it computes for) and ``threads``, the last three None
        where the library does not tell. None if the process gives no answer.

    Examples
    --------
    >>> found = describe_machine({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
    >>> sorted(found)
    ['architecture', 'blas', 'cpu_features']
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=ANSWER_SECONDS,
            check=True,
        )
        found: Machine = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return found


def _describe_here() -> Machine:
    """Describe this process, which must have loaded neither numpy nor scipy yet."""
    import numpy as np

    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    libraries = _blas_libraries("numpy")
    known = {library["filepath"] for library in libraries}
    # What scipy brings of its own is what was not there before it.
    brought = [library for library in _blas_libraries("scipy") if library["filepath"] not in known]
    return {
        "architecture": platform.machine(),
        "cpu_features": [*simd["baseline"], *simd["found"]],
        "blas": [
            *(_describe_blas(library, ["numpy"] if brought else ["numpy", "scipy"]) for library in libraries),
            *(_describe_blas(library, ["scipy"]) for library in brought),
        ],
    }


def _blas_libraries(package: str) -> list[dict[str, Any]]:
    """Return the BLAS libraries that are loaded once a package is, or what the package says of its own."""
    from importlib import import_module

    from threadpoolctl import threadpool_info

    # scipy loads its library with the module that needs it.
    import_module({"scipy": "scipy.linalg"}.get(package, package))
    loaded = [library for library in threadpool_info() if library["user_api"] == "blas"]
    if loaded:
        return sorted(loaded, key=lambda library: str(library["filepath"]))
    # Some, such as Accelerate, cannot be asked while they are loaded.
    built = import_module(package).show_config(mode="dicts")["Build Dependencies"]["blas"]
    name, version = (str(built.get(part, "unknown")) for part in ("name", "version"))
    return [{"filepath": f"{name} {version}", "internal_api": name, "version": version}]


def _describe_blas(library: Mapping[str, Any], users: list[str]) -> dict[str, Any]:
    return {
        "used_by": users,
        "name": library["internal_api"],
        "version": library["version"],
        "core": library.get("architecture"),
        "threads": library.get("num_threads"),
    }


def note_machine(output: Path, environment: Mapping[str, str]) -> None:
    """Keep what a notebook was run with, for the manifest.

    Parameters
    ----------
    output : path
        The executed notebook, in the folder ``notebooks`` of its results.
    environment : mapping of str to str
        What its kernel was started with besides the variables of this process.

    Raises
    ------
    ResultsError
        If the note cannot be written.
    """
    note = note_path(output, MACHINES_FOLDER)
    # The steps of one run that start alike on one machine are told alike: it is asked once.
    told = note.with_name(f"{_surroundings(environment)}.told")
    machine = read_note(told) or describe_machine(environment)
    if machine is None:
        note.unlink(missing_ok=True)
        return
    for file in (note, told):
        write_note(file, machine, "the note on the machine")


def _surroundings(environment: Mapping[str, str]) -> str:
    """Return a digest of the machine's name and of all that a process on it would start with."""
    started = {**os.environ, **environment}
    # What differs from step to step says where to note progress, and nothing of the machine.
    started.pop(PROGRESS, None)
    known = json.dumps([platform.node(), sys.executable, sorted(started.items())])
    return hashlib.sha256(known.encode()).hexdigest()[:32]


def read_machines(outputs: Iterable[Path]) -> list[Machine]:
    """Return what the notebooks of a run were run with.

    Parameters
    ----------
    outputs : iterable of path
        The executed notebooks.

    Returns
    -------
    list of dict
        One entry for each machine, as `describe_machine` returns it, with ``notebooks``: the names of
        those that it ran. A notebook of which nothing is known stands in none.
    """
    machines: dict[str, Machine] = {}
    for output in outputs:
        machine = read_note(note_path(output, MACHINES_FOLDER))
        if machine is not None:
            shown = json.dumps(machine, sort_keys=True)
            machines.setdefault(shown, {**machine, "notebooks": []})["notebooks"].append(Path(output).stem)
    return list(machines.values())


def name_machines(machines: Sequence[Machine]) -> str:
    """Return one line that tells machines apart.

    Examples
    --------
    >>> blas = {"used_by": ["numpy", "scipy"], "name": "openblas", "version": "1.2", "core": "Zen", "threads": 1}
    >>> name_machines([{"architecture": "x86_64", "cpu_features": ["X86_V2", "X86_V3"], "blas": [blas]}])
    'x86_64, CPU features X86_V2 X86_V3, BLAS openblas 1.2 Zen 1 thread (numpy, scipy)'
    >>> name_machines([])
    'not recorded'
    """
    # Which notebooks ran where matters only where several machines took part.
    lines = dict.fromkeys(_name_machine(machine) for machine in machines)
    return " and ".join(lines) or "not recorded"


def _name_machine(machine: Machine) -> str:
    libraries = ", ".join(_name_blas(library) for library in machine.get("blas", []))
    features = " ".join(machine.get("cpu_features", []))
    return f"{machine.get('architecture', 'unknown')}, CPU features {features or 'unknown'}, BLAS {libraries or 'unknown'}"


def _name_blas(library: Mapping[str, Any]) -> str:
    threads = library.get("threads")
    count = None if threads is None else f"{threads} thread{'' if threads == 1 else 's'}"
    told = [library.get("name"), library.get("version"), library.get("core"), count]
    return f"{' '.join(str(part) for part in told if part)} ({', '.join(library.get('used_by', []))})"


if __name__ == "__main__":
    print(json.dumps(_describe_here()))
