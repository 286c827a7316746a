"""Tables of a sweep: universes that ended or failed, their numbers, and how much goes with which choice."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from retold.errors import StudyError
from retold.study.sweep.collect import (
    choices_of,
    collect_articles,
    collect_numbers,
    collect_universes,
    grid_numbers,
    share_variance,
)
from retold.study.sweep.grid import Universe
from retold.tables import SWEEP_SCHEMAS, conform, write_table
from tests.figures.cases import make_tables
from tests.study.sweep.made import CHOICES, make_numbers, make_universes


def universe(name, place, preferred=False):
    return Universe(name, place, {"overlap": f"o{place}"}, {}, None, preferred)


@pytest.fixture
def sweep(tmp_path):
    """Two universes of two stages each, that share the first."""
    nodes = {
        key: SimpleNamespace(name=f"{stage}-{key}", stage=stage, after=after)
        for key, stage, after in (
            ("a", "01_articles", []), ("b", "03_arguments", ["a"]), ("c", "03_arguments", ["a"]),
            ("x", "universe", ["a", "b"]), ("y", "universe", ["a", "c"]),
        )
    }  # fmt: skip
    (tmp_path / "errors").mkdir()
    return SimpleNamespace(nodes=nodes, folder=tmp_path, closing={"one": "x", "two": "y"})


DONE = {
    "both": ("abcxy", {}, [("done", "", ""), ("done", "", "")]),
    "one failed": ("abx", {"03_arguments-c": "no"}, [("done", "", ""), ("failed", "03_arguments", "no")]),
    "the first stage failed": ("", {"01_articles-a": "no"}, [("failed", "01_articles", "no")] * 2),
    "it was stopped": ("ab", {}, [("failed", "universe", "it did not end"), ("failed", "03_arguments", "it did not end")]),
    "words of many lines": (
        "abx", {"03_arguments-c": "no\n  at all"}, [("done", "", ""), ("failed", "03_arguments", "no at all")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("done", "told", "expected"), DONE.values(), ids=DONE)
def test_universes(done, told, expected, sweep):
    for name, what in told.items():
        error = StudyError(what, where="here", todo="this")
        (sweep.folder / "errors" / f"{name}.txt").write_text(str(error), "utf-8")
    table = collect_universes(sweep, [universe("one", 1, preferred=True), universe("two", 2)], set(done))
    assert list(zip(table["status"], table["stage"], table["reason"], strict=True)) == expected
    assert table["overlap"].tolist() == ["o1", "o2"]
    assert table["preferred"].tolist() == [True, False]


def finding(name, value, evidence):
    return {
        "finding": name, "place": 1, "sentence": "So.", "value": value, "low": np.nan, "high": np.nan, "n": 3,
        "support": "count", "evidence": evidence, "figure": "", "by": "",
    }  # fmt: skip


def test_numbers_and_what_they_share_with_the_own_specification(tmp_path):
    told = {
        "u001": [finding("most_argued", 0.5, ("a:1", "a:2")), finding("agreement", 0.2, ())],
        "u002": [finding("most_argued", 0.4, ("a:2", "a:3")), finding("agreement", 0.3, ("a:1",))],
        "u003": [finding("most_argued", 0.1, ("b:1",)), finding("voices", 0.7, ("a:1",))],
    }
    for name, rows in told.items():
        write_table(pd.DataFrame(rows), "findings", tmp_path / "universes" / name)
    universes = make_universes({"seed": ["1", "2", "3", "4"]}, status={4: "failed"})
    numbers = collect_numbers(universes, tmp_path)
    assert list(numbers.columns) == SWEEP_SCHEMAS["numbers"].columns
    same = numbers.set_index(["finding", "universe"])["same"]
    assert same.to_dict() == pytest.approx(
        {
            ("agreement", "u001"): np.nan, ("agreement", "u002"): np.nan, ("most_argued", "u001"): 1.0,
            ("most_argued", "u002"): 1 / 3, ("most_argued", "u003"): 0.0, ("voices", "u003"): np.nan,
        },
        nan_ok=True, abs=1e-6,
    )  # fmt: skip
    assert set(numbers.loc[numbers["finding"] == "voices", "unit"]) == {"share"}


@pytest.mark.parametrize("failed", [{1: "failed"}, {1: "failed", 2: "failed"}])
def test_numbers_without_the_own_specification(failed, tmp_path):
    write_table(pd.DataFrame([finding("voices", 0.7, ("a:1",))]), "findings", tmp_path / "universes" / "u002")
    numbers = collect_numbers(make_universes({"seed": ["1", "2"]}, status=failed), tmp_path)
    assert len(numbers) == 2 - len(failed)
    assert numbers["same"].isna().all()


def test_articles_of_each_edition_once(tmp_path):
    articles = make_tables(3)["articles"]
    for name, edition in (("u001", "original"), ("u002", "paraphrase"), ("u003", "original")):
        write_table(articles.assign(edition=edition), "articles", tmp_path / "universes" / name)
    table = collect_articles(make_universes({"edition": ["1", "2", "3"]}), tmp_path)
    assert table["edition"].value_counts().to_dict() == {"original": 3, "paraphrase": 3}
    none = make_universes({"edition": ["1"]}, status={1: "failed"})
    assert collect_articles(none, tmp_path).empty


def test_only_universes_of_the_grid_that_ended_count():
    universes = make_universes(in_grid={1: False}, status={2: "failed"})
    numbers = make_numbers(universes, "voices", [*range(11), np.nan])
    assert grid_numbers(universes, numbers, "voices")["place"].tolist() == list(range(3, 12))
    assert grid_numbers(universes, numbers, "agreement").empty
    assert list(choices_of(universes).columns) == list(CHOICES)


def test_shares_of_a_number_that_hangs_on_one_choice():
    universes = make_universes()
    values = (universes["embedding"] == "tfidf").astype(float)
    shares = share_variance(universes, make_numbers(universes, "voices", values))
    assert shares.set_index("choice")["share"].to_dict() == {
        "embedding": 1.0, "interactions": 0.0, "overlap": 0.0, "voices": 0.0,
    }  # fmt: skip
    assert shares.set_index("choice")["options"].to_dict() == {
        "embedding": 2, "interactions": 0, "overlap": 3, "voices": 2,
    }  # fmt: skip
    assert set(shares["universes"]) == {12}
    assert list(shares.columns) == SWEEP_SCHEMAS["choice_shares"].columns


@pytest.mark.parametrize("values", [[0.5] * 12, [np.nan] * 12])
def test_shares_of_a_number_that_does_not_vary_or_is_not_told(values):
    universes = make_universes()
    shares = share_variance(universes, make_numbers(universes, "voices", values))
    assert shares["share"].isna().all()
    assert len(shares) == (4 if values[0] == 0.5 else 0)
    assert list(conform(shares, "choice_shares").columns) == list(shares.columns)
