"""Write the table of docs/reproducing.md: which notebook and command make each figure and table, into which files, and what that costs.

Run the five-article study, then `python docs/list_results.py`. Times, memory and sizes are those of its manifest; all else is read off the
notebooks, and a test compares the page with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from retold.study.config import read_settings
from retold.study.graph import make_plan

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reproducing.md"
STUDY = "data/nato"
MANIFEST = ROOT / "results" / "nato" / "manifest.json"
MARKED = re.compile(r"(<!-- results -->\n).*?(<!-- end -->)", re.DOTALL)

HEAD = "| result | notebook | command | files in `results/nato/` | run time | memory | storage |\n|---|---|---|---|---|---|---|"
# What a page says before a run was measured, and in place of what its manifest does not hold.
UNKNOWN = "?"


class Result(NamedTuple):
    """A figure or a table of a run: its name, the notebook that makes it, a command, and its files."""

    kind: str
    name: str
    notebook: str
    command: str
    files: list[str]


def results_of_study() -> Iterator[Result]:
    """Yield each figure and each table, in the order of the notebooks."""
    for step in make_plan(read_settings(ROOT / STUDY), {}, ROOT / "results" / "nato").notebooks:
        outputs = [PurePosixPath(output) for output in step.outputs]
        for kind in ("figure", "table"):
            for name in dict.fromkeys(path.stem for path in outputs if path.parts[0] == f"{kind}s"):
                command = f"retold figure {STUDY} {name}" if kind == "figure" else f"retold run {STUDY}"
                files = [str(path) for path in outputs if path.parts[0] == f"{kind}s" and path.stem == name]
                yield Result(kind, name, step.name, command, files)


def rows(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield the rows of the table: a result each, and all of them together."""
    costs, outputs = manifest.get("costs", {}), manifest.get("outputs", {})
    for result in results_of_study():
        cost = costs.get(result.notebook, {})
        sizes = [outputs[file]["size"] for file in result.files if file in outputs]
        shown = result.files[0] if len(result.files) == 1 else f"{result.kind}s/{result.name}.*"
        yield (
            f"| {result.kind} {result.name} | {result.notebook} | `{result.command}` | `{shown}` | {_seconds(cost.get('seconds'))} "
            f"| {_megabytes(cost.get('memory'))} | {_kilobytes(sum(sizes) or None)} |"
        )
    seconds, memory = (
        [cost["seconds"] for cost in costs.values()],
        [cost["memory"] or 0 for cost in costs.values()],
    )
    size = sum(told["size"] for told in outputs.values())
    yield (
        f"| all, with pages and report | | `make reproduce` | `report.html` | {_seconds(sum(seconds) or None)} "
        f"| {_megabytes(max(memory, default=None))} | {_kilobytes(size or None)} |"
    )


def _seconds(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0f} s"


def _megabytes(value: int | None) -> str:
    return UNKNOWN if not value else f"{value / 1e6:.0f} MB"


def _kilobytes(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value / 1e3:,.1f} kB"


def measured_on(manifest: Mapping[str, Any]) -> str:
    """Say which version was measured, and on what; no more of a machine than tells why another is faster."""
    versions = manifest["versions"]
    machines = {machine["architecture"] for machine in manifest["machines"]} or {UNKNOWN}
    system = versions["platform"].partition("-")[0]
    return f"Measured: {system} on {', '.join(sorted(machines))}, Python {versions['python']}."


def table(manifest: Mapping[str, Any]) -> str:
    """Return what stands between the page's marks."""
    return "\n".join([measured_on(manifest), "", HEAD, *rows(manifest)]) + "\n"


def without_measures(page: str) -> str:
    """Return a page without its measured values, which differ from run to run."""
    page = re.sub(r"^Measured: .*$", "", page, flags=re.MULTILINE)
    return re.sub(r"\| (?:\?|[\d,.]+ (?:s|MB|kB)) (?=\|)", "| ", page)


def renew(page: str, manifest: Mapping[str, Any]) -> str:
    """Return the page with its table made anew."""
    return MARKED.sub(lambda found: found[1] + table(manifest) + found[2], page)


if __name__ == "__main__":
    PAGE.write_text(renew(PAGE.read_text("utf-8"), json.loads(MANIFEST.read_text("utf-8"))), "utf-8")
    print(PAGE.relative_to(ROOT))
