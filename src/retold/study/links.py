"""Links instead of copies: of a file that has a second place, and of a study in a folder of results."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def bring(source: Path, target: Path) -> None:
    """Have a file in a second place: linked, or copied where the system has no links. Nothing writes into either."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def link_study(study: str, folder: Path) -> str:
    """Link the study into a folder of results and return the link as the notebooks see it.

    The executed notebooks then say the same wherever the study lies, and can be run again where they are.
    """
    link = folder / "study"
    try:
        if not link.is_symlink() or os.readlink(link) != study:
            aside = folder / f".study.{os.getpid()}"
            aside.symlink_to(study, target_is_directory=True)
            os.replace(aside, link)
    except OSError:  # a system without links
        return study
    return "../study"
