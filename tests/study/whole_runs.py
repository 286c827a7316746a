"""What tests of whole runs look at: the files of a folder, their sums, and the steps that were done."""

import re
from pathlib import Path

from retold.study.manifest import sha256_file


def files(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def hashes(results):
    """Hash everything that must be the same from run to run: all but the manifest and Snakemake's own notes."""
    kept = [
        name
        for name in files(results)
        if name.startswith(("tables/", "figures/", "notebooks/")) or name == "report.html"
    ]
    return {name: sha256_file(results / name) for name in sorted(kept)}


def steps(said):
    """Return the steps that a run says it has begun, in order."""
    return re.findall(r"^  (\S+) …$", said, re.MULTILINE)


def reran(done):
    return steps(done.stdout)
