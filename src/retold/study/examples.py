"""The studies that come with the package, and copies of them to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

from retold.errors import SettingError, close_match
from retold.study.config import SETTINGS_FILE
from retold.study.graph import workflow_folder

# Other people's texts, which whoever has them keeps beside a study, and which no copy takes along.
NOT_COPIED = ("originals",)


def list_examples() -> dict[str, Path]:
    """Return the folder of each study that comes with the package, by name.

    Examples
    --------
    >>> "planted" in list_examples()
    True
    """
    data = workflow_folder() / "data"
    return {file.parent.name: file.parent for file in sorted(data.glob(f"*/{SETTINGS_FILE}"))}


def copy_example(name: str, folder: str | Path) -> Path:
    """Copy a study that comes with the package, to be run and changed.

    Parameters
    ----------
    name : str
        One of `list_examples`.
    folder : path
        Where to; it must not be there, or be empty.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    SettingError
        If there is no such study, or something is in the folder.
    """
    known, target = list_examples(), Path(folder)
    if name not in known:
        raise SettingError(
            f"no study {name!r} comes with the package{close_match(name, known)}",
            where="--example",
            todo=f"name one of {', '.join(known)}",
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SettingError("something is there already", where=target, todo="name a folder that is not there")
    shutil.copytree(known[name], target, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    return target
