"""Say the licence of each pinned package as it is installed; what is under the GPL alone, or says nothing, ends with status 1.

Run it in the environment that `requirements.lock` made: `make licences`. Packages for other systems are named, not judged.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"

# Words by which a licence that asks for nothing we do not do is known, in an expression, a classifier or the licence's own text.
ALLOWED = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|Mozilla Public License|MPL|Zlib|CC0|CNRI|Unlicense|HPND|Public.Domain|"
    r"matplotlib)",
    re.IGNORECASE,
)
STRONG = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)

# What was read by hand, since what a package says of itself is not the whole of it: why it may be here.
READ_BY_HAND = {
    "docutils": "public domain and BSD; the GPL holds for an Emacs mode (rst.el), which is in the source archive and not in the wheel",
    "pulp": "MIT; brings binaries of the solver CBC (EPL-2.0), built without GLPK; Snakemake alone starts them, to order its jobs",
    "tld": "MPL-1.1, GPL-2.0 or LGPL-2.1, as one chooses; used under the MPL",
    "numpy": "BSD; its wheels bring OpenBLAS (BSD) and libgfortran (GPL with the GCC runtime exception)",
    "scipy": "BSD; its wheels bring OpenBLAS (BSD) and libgfortran (GPL with the GCC runtime exception)",
}


def pinned(lock: Path = LOCK) -> list[str]:
    """Return the names of all pinned packages."""
    return sorted(set(re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", lock.read_text("utf-8"), re.MULTILINE)))


def licence_of(name: str) -> str | None:
    """Return what an installed package says of its licence, "" if nothing; None if it is not installed."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [
        entry.rpartition("::")[2].strip()
        for entry in found.metadata.get_all("Classifier") or []
        if entry.startswith("License")
    ]
    told = [
        found.metadata.get("License-Expression"),
        *classifiers,
        (found.metadata.get("License") or "").strip().partition("\n")[0],
    ]
    said = "; ".join(dict.fromkeys(text for text in told if text and text != "UNKNOWN"))
    return said or _first_line(found)


def _first_line(found: metadata.Distribution) -> str:
    for file in found.files or ():
        if re.match(r"(?:LICEN[CS]E|COPYING)", file.name, re.IGNORECASE):
            return next((line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()), "")
    return ""


def judge(name: str, said: str | None) -> str:
    """Say what is wrong with a licence; "" if nothing is."""
    if said is None or name in READ_BY_HAND:
        return ""
    if not said:
        return "says nothing of its licence"
    return "" if ALLOWED.search(said) and not STRONG.search(said) else "is to be read by hand"


def main(names: Iterable[str]) -> int:
    """Print the licence of each package and return the exit status."""
    wrong = 0
    for name in names:
        said = licence_of(name)
        problem = judge(name, said)
        wrong += bool(problem)
        shown = "not for this system" if said is None else READ_BY_HAND.get(name) or said
        print(f"{name}: {shown}" + (f"   <-- {problem}" if problem else ""))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(pinned()))
