"""How many small changes of a module do its own tests notice? Mutants are made and run by mutmut (extra `mutation`).

    python benchmarks/mutation.py retold.consistency.details.numbers --sample 400

The tests are those named after the module (`test_numbers*.py`) that import it, and files given with --tests. mutmut
changes what stands in functions; tables of words are held by the tests' own tables. It works in a copy that is left
behind for `mutmut show NAME`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Exit statuses of pytest, as mutmut keeps them: 1 a test failed, 0 none did, 5 and 33 no test was run. What ran too
# long or broke the interpreter has another one, and was noticed.
SURVIVED = (0, 5, 33)

SEED = 0

# What tests of a study look at beside the package.
BESIDE = ("notebooks", "profiles", "Snakefile", "requirements.lock")


def own_tests(module: str) -> list[str]:
    """Return the test files that go by the module's name and import it."""
    parent, _, name = module.rpartition(".")
    found = (ROOT / "tests").rglob(f"test_{name}*.py")
    imports = (f"from {module} import", f"from {parent} import {name}", f"import {module}")
    return sorted(
        str(path.relative_to(ROOT))
        for path in found
        if any(line in path.read_text("utf-8") for line in imports)
    )


def copy_project(folder: Path, source: str, tests: list[str]) -> None:
    """Copy the package and these tests, with a configuration for mutmut."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(
        ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "test_*.py")
    )
    for test in tests:
        shutil.copy2(ROOT / test, folder / test)
    for name in BESIDE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    lines = [
        "[tool.mutmut]",
        f"source_paths = {json.dumps([source])}",
        f"pytest_add_cli_args_test_selection = {json.dumps(tests)}",
        f"also_copy = {json.dumps(['src', *BESIDE])}",
    ]
    (folder / "pyproject.toml").write_text("\n".join(lines) + "\n", "utf-8")


def run_mutmut(folder: Path, names: list[str], jobs: int) -> None:
    """Run mutants by name."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    with (folder / "mutmut.log").open("a") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False)


def statuses(folder: Path) -> dict[str, int | None]:
    """Return the exit status of each mutant, None for one that was not run."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("module")
    parser.add_argument("--tests", nargs="*", default=[], help="further test files")
    parser.add_argument(
        "--sample", type=int, default=400, help="run so many mutants at most, drawn at random"
    )
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    source = "/".join(["src", *options.module.split(".")]) + ".py"
    tests = sorted({*own_tests(options.module), *options.tests})
    folder = Path(tempfile.mkdtemp(prefix="mutation-"))
    copy_project(folder, source, tests)
    run_mutmut(folder, ["none of them*"], options.jobs)  # makes the mutants
    names = sorted(statuses(folder))
    chosen = random.Random(SEED).sample(names, min(options.sample, len(names)))
    if chosen:
        run_mutmut(folder, chosen, options.jobs)
    run = {name: status for name, status in statuses(folder).items() if status is not None}
    survived = [name for name, status in run.items() if status in SURVIVED]
    print(f"{options.module}: {len(names)} mutants, {len(run)} run by {', '.join(tests) or 'no test'}")
    if run:
        print(
            f"noticed: {len(run) - len(survived)} of {len(run)} ({100 * (1 - len(survived) / len(run)):.1f} %)"
        )
    for function, count in Counter(name.rpartition("__mutmut_")[0] for name in survived).most_common():
        print(f"  {count:3} left in {function.removeprefix(options.module + '.')}")
    print(f"kept in {folder}: cd there, then `mutmut show NAME`")


if __name__ == "__main__":
    main()
