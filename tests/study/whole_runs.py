"""What tests of whole runs look at: the files of a folder, their sums, and the steps that were done."""

import hashlib
import re
from pathlib import Path

from retold.study.manifest import sha256_file


def files(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def hashes(results):
    """Hash everything that must be the same from run to run: all but the manifest and Snakemake's own notes.

    The report names the commit of the code, which a copy of it has none of, and without which it is to be the same.
    """
    kept = [name for name in files(results) if name.startswith(("tables/", "figures/", "notebooks/"))]
    report = Path(results, "report.html").read_text("utf-8")
    unnamed, named = re.subn(r"made by retold [^<]*?\. Add ", "made by retold. Add ", report)
    assert named == 1
    sums = {name: sha256_file(Path(results, name)) for name in sorted(kept)}
    return {**sums, "report.html": hashlib.sha256(unnamed.encode("utf-8")).hexdigest()}


def steps(said):
    """Return the steps that a run says it has begun, in order."""
    return re.findall(r"^  (\S+) …$", said, re.MULTILINE)


def reran(done):
    return steps(done.stdout)
