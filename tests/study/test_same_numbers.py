"""The same tables, byte for byte, whatever the CPU, the threads, the hash seed, the time zone and the locale."""

import json

import pytest

from tests.same_numbers import MANY, ROOT, conditions, cpu_features, differing, finish, read_tables, start

STUDIES = ("nato", "planted")
SETS = conditions()
HARDEST = list(SETS)[-1]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The results folders of both studies under all sets, and of many statements under the first and the last."""
    folder = tmp_path_factory.mktemp("same")
    places = {}
    for number, (name, environment) in enumerate(SETS.items()):
        wanted = {study: ROOT / "data" / study for study in STUDIES}
        wanted |= {MANY: MANY} if name in ("plain", HARDEST) else {}
        own = {what: folder / str(number) / what.replace(" ", "_") for what in wanted}
        # Side by side: each has one or two threads.
        finish([start(wanted[what], own[what], environment) for what in wanted])
        places |= {(name, what): place for what, place in own.items()}
    return places


@pytest.mark.whole
@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("name", list(SETS)[1:])
def test_tables_are_the_same_under_other_conditions(runs, name, study):
    plain, other = (read_tables(runs[one, study]) for one in ("plain", name))
    assert len(plain) > 35
    assert differing(plain, other) == []


@pytest.mark.whole
def test_many_statements_are_grouped_alike_under_other_conditions(runs):
    plain, other = (read_tables(runs[one, MANY]) for one in ("plain", HARDEST))
    assert {"graph.csv", "local.csv", "louvain.csv", "medoids.csv"} < set(plain)
    assert differing(plain, other) == []


@pytest.mark.whole
def test_the_conditions_were_other_ones(runs):
    """No set is compared with itself: features, kernels, threads and the order of sets of strings did differ."""
    seen = {name: json.loads((runs[name, "nato"] / "process.json").read_text("utf-8")) for name in SETS}
    assert len(SETS) >= 5
    features = cpu_features()[0]
    assert seen["plain"]["features"] == features
    assert seen[HARDEST]["features"] == []
    assert len({tuple(one["features"]) for one in seen.values()}) == len(features) + 1
    # OpenBLAS may call a kernel by another name than the one by which it is asked for.
    wanted = {environment.get("OPENBLAS_CORETYPE") for environment in SETS.values()} - {None}
    assert len({core for one in seen.values() for core in one["cores"]}) >= len(wanted)
    assert {one["threads"] for one in seen.values()} >= {1, 2}
    assert len({tuple(one["words"]) for one in seen.values()}) > 1
