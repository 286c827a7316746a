"""Run the studies as other machines would: other vector instructions, threads, hash seeds, time zones and locales.

The notebooks' source is run as plain code, since the kernels that `retold run` starts have one thread and one hash seed.
Nothing is drawn or shown. `python tests/same_numbers.py data/nato` compares the tables of a study on your own machine.
"""

import json
import os
import subprocess
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
# The last one reads a sweep, which is no part of a run.
NOTEBOOKS = sorted(
    path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb") if path.stem != "06_sensitivity"
)
MANY = "many statements"

# What each kernel of OpenBLAS needs, by the names that numpy has for it, of this version and of older ones.
CORES = {
    "SkylakeX": ("X86_V4", "AVX512_SKX"),
    "Haswell": ("X86_V3", "AVX2"),
    "Nehalem": ("X86_V2", "SSE42"),
    "Prescott": ("X86_V2", "SSE3"),
}
SURROUNDINGS = (
    {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
    {"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8"},
    {"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2", "PYTHONHASHSEED": "4", "TZ": "America/St_Johns"},
)
PLAIN = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}
# An old CPU has a mathematical library without fused products, too.
OLD_LIBRARIES = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA,-FMA4",
    "ARROW_USER_SIMD_LEVEL": "NONE",
}


def cpu_features():
    """Return the features that numpy has code for and this CPU has, and all features by name."""
    from numpy._core import _multiarray_umath as numpy_core

    known = numpy_core.__cpu_features__
    return [name for name in numpy_core.__cpu_dispatch__ if known[name]], known


def conditions():
    """Return sets of environment variables by name: plain, then with fewer and fewer features of the CPU."""
    features, known = cpu_features()
    levels = [features[at:] for at in reversed(range(len(features)))]
    cores = [core for core, needed in CORES.items() if any(known.get(name) for name in needed)]
    sets = {"plain": dict(PLAIN)}
    for at, (level, core, around) in enumerate(zip_longest(levels, cores, SURROUNDINGS)):
        level, core = level or features, core or (cores[-1] if cores else "")
        own = dict(around or SURROUNDINGS[at % len(SURROUNDINGS)])
        if level:
            own["NPY_DISABLE_CPU_FEATURES"] = ",".join(level)
        if core:
            own["OPENBLAS_CORETYPE"] = core
        name = f"{core or 'any core'}, without {level[0] if level else 'nothing'}, threads: {own['OPENBLAS_NUM_THREADS']}"
        sets[f"{at + 1}: {name}"] = own | (OLD_LIBRARIES if level == features else {})
    return sets


def start(what, results, environment):
    """Start a process that writes the tables of a study, or of many made-up statements, under one set."""
    cleared = {
        "NPY_DISABLE_CPU_FEATURES",
        "OPENBLAS_CORETYPE",
        "LC_ALL",
        "TZ",
        "PYTHONHASHSEED",
        "MPLBACKEND",
    }
    inherited = {name: value for name, value in os.environ.items() if name not in cleared}
    environment = {**inherited, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **environment}
    command = [sys.executable, __file__, "--write", str(what), str(results)]
    log = Path(f"{results}.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        return subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT), log


def finish(started):
    """Wait for processes; raise with what they said if one failed."""
    for process, log in started:
        if process.wait() != 0:
            raise RuntimeError(log.read_text("utf-8")[-2000:])


def write_tables(study, results):
    """Run the source of all notebooks, but for what they draw and show."""
    import retold

    for name in retold.__all__:
        if name.startswith(("draw_", "show", "explore_")):
            setattr(retold, name, lambda *given, **named: None)
    for notebook in NOTEBOOKS:
        cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
        names = {}
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), notebook, "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"study": str(study), "results": str(results)}


def make_up(n, seed=0):
    """Return made-up statements, many of them nearly or wholly the same, of words that are none."""
    rng = np.random.default_rng(seed)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    words = ["".join(rng.choice(syllables, size=rng.integers(2, 4))) for _ in range(600)]
    claims = [list(rng.choice(words, size=rng.integers(6, 14))) for _ in range(n // 8)]
    made = []
    for _ in range(n):
        claim = list(claims[rng.integers(len(claims))])
        for at in np.flatnonzero(rng.random(len(claim)) < rng.choice([0.0, 0.25])):
            claim[at] = words[rng.integers(len(words))]
        made.append(" ".join(claim))
    return made


def write_many(results, n=5_200):
    """Write how many made-up statements are reduced, joined to their neighbours, and grouped in each way for many."""
    from retold.arguments.grouping.clusters import METHODS, Space, group_space
    from retold.arguments.grouping.cohesion import find_medoids, plane
    from retold.arguments.grouping.embedding import embed
    from retold.arguments.grouping.neighbours import neighbour_graph

    vectors = embed(make_up(n))
    graph = neighbour_graph(vectors, exact=1000)
    few = Space(vectors[:1500], graph=neighbour_graph(vectors[:1500]))
    labels = group_space(Space(vectors, graph=graph), METHODS["louvain"], 1.0)
    x, y = plane(vectors)
    found = {
        "graph": pd.DataFrame(dict(zip(("a", "b"), graph.nonzero(), strict=True)) | {"weight": graph.data}),
        "louvain": pd.DataFrame({"group": labels, "x": x.round(6) + 0.0, "y": y.round(6) + 0.0}),
        "medoids": pd.DataFrame({"medoid": find_medoids(vectors, labels)}),
        "louvain_few": pd.DataFrame({"group": group_space(few, METHODS["louvain"], 1.0)}),
        "local": pd.DataFrame({"group": group_space(Space(vectors), METHODS["local"], 0.4)}),
        "kmeans": pd.DataFrame({"group": group_space(few, METHODS["kmeans"], 60)}),
    }
    folder = Path(results) / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in found.items():
        table.to_csv(folder / f"{name}.csv", index=False)


def describe_process():
    """Return what the sets of conditions set, as this process has it."""
    from threadpoolctl import threadpool_info

    libraries = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    return {
        "features": cpu_features()[0],
        "cores": sorted({str(pool.get("architecture")) for pool in libraries}),
        "threads": max((pool["num_threads"] for pool in libraries), default=0),
        "words": list({"north", "south", "west", "east", "up", "down"}),
    }


def read_tables(results):
    """Return the bytes of all tables of a results folder by name."""
    return {path.name: path.read_bytes() for path in sorted((Path(results) / "tables").iterdir())}


def differing(one, other):
    """Return the names of tables that are not the same bytes, or only on one side."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def compare_study(study):
    """Say of each set of conditions which tables of a study differ from the plain ones; 1 if any does."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        plain = {}
        for number, (name, environment) in enumerate(conditions().items()):
            results = Path(folder, str(number))
            finish([start(Path(study).resolve(), results, environment)])
            tables = read_tables(results)
            plain = plain or tables
            names = differing(plain, tables)
            bad |= bool(names)
            print(f"{name}: {', '.join(names) or f'{len(tables)} tables, all the same'}", flush=True)
    return bad


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        what, results = sys.argv[2:]
        write_many(results) if what == MANY else write_tables(what, results)
        Path(results, "process.json").write_text(json.dumps(describe_process()), "utf-8")
    else:
        sys.exit(compare_study(sys.argv[1]))
