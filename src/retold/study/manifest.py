"""The manifest of a run: what went in, what came out, with which versions, and when.

It is the only file of a run that holds times, so that every other file can be the same from run to run.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from retold.errors import ResultsError
from retold.files import complete_file

if TYPE_CHECKING:
    import pandas as pd

LOCK = "requirements.lock"
PACKAGE = "retold"

# git answers at once; a hanging network drive should not hold up the end of a run.
GIT_SECONDS = 20

CHECK_COLUMNS = ("name", "verdict", "expected", "found")


def sha256_file(path: str | Path) -> str:
    """Return the SHA-256 sum of a file as 64 hexadecimal digits.

    Raises
    ------
    ResultsError
        If the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     sha256_file(file.name)[:16]
    'e3b0c44298fc1c14'
    """
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ResultsError(
            f"a file of the run cannot be read: {error.strerror or error}",
            where=path,
            todo="run the study again, or restore the file",
        ) from error


def build_manifest(
    *,
    inputs: Mapping[str, Path],
    outputs: Mapping[str, Path],
    parameters: Mapping[str, object],
    started: datetime,
    finished: datetime,
    root: Path,
    machines: Sequence[Mapping[str, Any]] = (),
    costs: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Describe a run that has ended.

    Parameters
    ----------
    inputs, outputs : mapping of str to path
        Every file that was read or written, under the relative name it has in the manifest.
    parameters : mapping
        The parameters of the run, plain values; paths are written as strings.
    started, finished : datetime
        When the run began and ended. A time without a zone is taken for local time.
    root : path
        The checkout: where the git commit and ``requirements.lock`` are looked for.
    machines : sequence of mapping
        What the notebooks were run with, as `retold.study.machine.read_machines` returns it.
    costs : mapping, optional
        What each notebook cost, as `retold.study.costs.read_costs` returns it.

    Returns
    -------
    dict
        ``git`` (``commit``, ``dirty``; both None outside a checkout, ``commit`` None before the first
        one), ``lock`` (``name`` and ``sha256``, or None), ``inputs`` and ``outputs`` (``sha256`` and
        ``size`` in bytes by name), ``parameters``, ``versions`` (``python``, ``platform``, ``packages``; those of
        the closing step), ``machines`` (CPU features and BLAS libraries of the notebooks' kernels), ``costs`` (seconds and
        bytes of memory by notebook), ``started`` and ``finished`` (ISO 8601, UTC).

    Raises
    ------
    ResultsError
        If an input or output cannot be read.
    """
    lock = Path(root) / LOCK
    return {
        "git": git_state(root),
        "lock": {"name": LOCK, "sha256": sha256_file(lock)} if lock.is_file() else None,
        "inputs": {name: _describe(inputs[name]) for name in sorted(inputs)},
        "outputs": {name: _describe(outputs[name]) for name in sorted(outputs)},
        "parameters": {name: parameters[name] for name in sorted(parameters)},
        "versions": {
            "python": platform.python_version(),
            "platform": platform.platform(),
            "packages": package_versions(root),
        },
        "machines": [dict(machine) for machine in machines],
        "costs": {name: dict(cost) for name, cost in sorted((costs or {}).items())},
        "started": _utc(started),
        "finished": _utc(finished),
    }


def _describe(path: Path) -> dict[str, object]:
    return {"sha256": sha256_file(path), "size": Path(path).stat().st_size}


def input_name(path: Path, root: Path, study: Path) -> str:
    """Return how a manifest calls an input: from the project or the study on, so that no two share a name.

    Examples
    --------
    >>> input_name(Path("/x/dam/study.yaml"), Path("/retold"), Path("/x/dam"))
    'dam/study.yaml'
    """
    for folder in (root, study.parent):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def git_state(root: str | Path) -> dict[str, object]:
    """Return the commit of a checkout and whether its files differ from it.

    Returns
    -------
    dict
        ``commit`` : str or None, ``dirty`` : bool or None. Both are None where there is no git, or the folder
        is no checkout of its own: an installed package may lie within somebody else's. Nothing is ever raised.
    """
    status = _git(root, "status", "--porcelain")
    # How far below the top of its checkout a folder lies.
    if status is None or _git(root, "rev-parse", "--show-prefix"):
        return {"commit": None, "dirty": None}
    return {"commit": _git(root, "rev-parse", "--verify", "HEAD"), "dirty": bool(status)}


def name_code(version: str, state: Mapping[str, object]) -> str:
    """Return which code made something: the version and, as far as it is known, the commit.

    Parameters
    ----------
    version : str
    state : mapping
        As `git_state` returns it.

    Examples
    --------
    >>> name_code("1.2.0", {"commit": "0a1b2c3d4e5f60718293", "dirty": False})
    'retold 1.2.0, commit 0a1b2c3d4e5f60718293'
    >>> name_code("1.2.0", {"commit": "0a1b2c3d4e5f60718293", "dirty": True})
    'retold 1.2.0, commit 0a1b2c3d4e5f60718293 with changes that are in no commit'
    >>> name_code("1.2.0", {"commit": None, "dirty": None})
    'retold 1.2.0'
    """
    named = f"{PACKAGE} {version}"
    if state.get("commit"):
        named += f", commit {state['commit']}"
        named += " with changes that are in no commit" * bool(state.get("dirty"))
    return named


def _git(root: str | Path, *arguments: str) -> str | None:
    # Inside a git hook these name another repository than the one that is asked about.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            # Without optional locks a question does not get in the way of a commit that is under way.
            env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            text=True,
            timeout=GIT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout.strip()


def package_versions(root: str | Path) -> dict[str, str | None]:
    """Return the versions of this package and of what it directly needs.

    Parameters
    ----------
    root : path
        The checkout, whose ``pyproject.toml`` is read where the package is not installed.

    Returns
    -------
    dict of str to str or None
        By name, in order; None for a package that is not installed.
    """
    return {name: _version(name) for name in sorted({PACKAGE, *_direct_dependencies(root)})}


def _direct_dependencies(root: str | Path) -> list[str]:
    try:
        requirements = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        try:
            project = tomllib.loads((Path(root) / "pyproject.toml").read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError):
            return []
        requirements = project.get("project", {}).get("dependencies", [])
    # What only an extra asks for does not take part in a run.
    needed = [text for text in requirements if not re.search(r";.*\bextra\s*==", text)]
    return [re.split(r"[\s;<>=!~(\[@]", text, maxsplit=1)[0] for text in needed]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def write_manifest(manifest: Mapping[str, Any], path: str | Path) -> Path:
    """Write a manifest as JSON with sorted keys; the file appears when it is complete.

    Raises
    ------
    ResultsError
        If the file cannot be written, or a parameter is not a value that JSON knows.
    """
    path = Path(path)
    try:
        text = json.dumps(
            manifest, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False, default=_as_text
        )
    except (TypeError, ValueError) as error:
        raise ResultsError(
            f"the manifest holds a value that JSON does not know: {error}",
            where=path,
            todo="give parameters as strings, finite numbers, lists or dictionaries",
        ) from error
    with complete_file(path, "the manifest") as aside:
        aside.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _as_text(value: object) -> str:
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} {value!r}")


def check_manifest(manifest: Mapping[str, Any], folder: str | Path) -> pd.DataFrame:
    """List the outputs of a run that are no longer what the run wrote.

    Parameters
    ----------
    manifest : mapping
        As `build_manifest` returns it.
    folder : path
        The folder that the names of the outputs are relative to.

    Returns
    -------
    pandas.DataFrame
        One row for each output that was altered, by name: ``name``, ``verdict`` (``changed`` or
        ``missing``), ``expected`` and ``found`` (SHA-256; ``found`` is empty for a missing file).
        Empty when everything is as it was.
    """
    rows = []
    for name in sorted(manifest["outputs"]):
        path, expected = Path(folder) / name, manifest["outputs"][name]["sha256"]
        found = sha256_file(path) if path.is_file() else ""
        if found != expected:
            rows.append((name, "changed" if found else "missing", expected, found))
    import pandas as pd

    return pd.DataFrame(rows, columns=list(CHECK_COLUMNS), dtype="str")
