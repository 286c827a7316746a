"""The reader of keys, which all benchmarks and trainings share: one half at a time, and places as they overlap."""

import importlib
import sys

import pytest

from tests.conftest import ROOT

HEAD = "id,split,kind,article_a,start_a,end_a,article_b,start_b,end_b,verdict\n"
ROWS = (
    "1,tune,conflict,001,0,5,b,3,9,conflict\n"
    "2,tune,reuse,001,7,9,b,3,9,NA\n"
    "3,held,conflict,001,0,5,c,1,2,\n"
    "4,held,wording,b,20,30,c,1,2,same\n"
)


@pytest.fixture
def key(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import key

    yield key
    del sys.modules["key"]


@pytest.fixture
def study(tmp_path):
    (tmp_path / "planted.csv").write_text(HEAD + ROWS, "utf-8")
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "voices.csv").write_text("article_id,start,voice\n001,0,NA\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("split", "kinds", "wanted"),
    [
        ("tune", ["conflict"], [1]),
        ("tune", ["conflict", "reuse"], [1, 2]),
        ("held", ["conflict", "wording"], [3, 4]),
        ("held", ["reuse"], []),
        ("tune", [], []),
    ],
)
def test_only_the_rows_of_one_half_and_of_some_kinds_are_read(key, study, split, kinds, wanted):
    rows = key.read_rows(study, split, kinds)
    assert rows["id"].tolist() == wanted
    assert rows.index.tolist() == list(range(len(wanted)))


def test_names_and_empty_cells_stay_words(key, study):
    assert key.read_rows(study, "tune", ["reuse"])["verdict"].tolist() == ["NA"]
    voices = key.read_coding(study, "voices")
    assert voices.iloc[0].tolist() == ["001", 0, "NA"]


def test_halves_are_told_without_a_key_too(key, study, tmp_path):
    assert key.halves_of(study) == {"tune", "held"}
    assert key.halves_of(tmp_path / "coding") == set()
    assert [key.other_half(half) for half in key.SPLITS] == ["held", "tune"]


def test_places_of_rows(key, study):
    rows = key.read_rows(study, "held", ["conflict", "wording"])
    assert key.spans(rows, "b") == [("c", 1, 2)] * 2
    assert key.places(rows)[1:] == [("b", 20, 30), ("c", 1, 2)]
    assert key.span_pairs(rows)[1] == (("b", 20, 30), ("c", 1, 2))
    assert key.places(rows.iloc[:0]) == key.span_pairs(rows.iloc[:0]) == []


@pytest.mark.parametrize(
    ("one", "other", "touch", "shared"),
    [
        (("a", 0, 10), ("a", 0, 10), True, 10),
        (("a", 0, 10), ("a", 5, 30), True, 5),
        (("a", 0, 10), ("a", 6, 30), True, 0),  # four of ten characters are less than half
        (("a", 0, 100), ("a", 40, 44), True, 4),
        (("a", 0, 10), ("a", 10, 20), False, 0),
        (("a", 0, 10), ("b", 0, 10), False, 0),
    ],
)
def test_places_overlap(key, one, other, touch, shared):
    for a, b in ((one, other), (other, one)):
        assert key.overlap(a, b) is touch
        assert key.shared_by_half(a, b) == shared


@pytest.mark.parametrize(
    ("rows", "split", "told"),
    [
        (ROWS, "tune", None),
        (ROWS, "held", None),
        ("1,tune,wording,a,0,5,b,3,9,same\n", "held", ["'held'", "'tune'", "--split tune"]),
        ("1,held,wording,a,0,5,b,3,9,same\n", "tune", ["'tune'", "'held'", "--split held"]),
        ("", "tune", ["'tune'", "no planted.csv", "--study"]),
    ],
    ids=["tune", "held", "no half held", "no half to tune on", "no key"],
)
def test_who_asks_for_a_half_that_is_not_there_is_told_what_there_is(key, tmp_path, rows, split, told):
    if rows:
        (tmp_path / "planted.csv").write_text(HEAD + rows, "utf-8")
    if told is None:
        key.require_half(tmp_path, split)
        return
    with pytest.raises(SystemExit) as ended:
        key.require_half(tmp_path, split)
    assert [words for words in [*told, str(tmp_path)] if words not in str(ended.value)] == []


@pytest.mark.parametrize("script", ["consistency_wording", "consistency_details"])
def test_a_dispute_without_a_held_half_is_not_measured_on_it(key, monkeypatch, script):
    module = importlib.import_module(script)
    monkeypatch.setattr(sys, "argv", [script, "--split", "held", "--study", str(key.DISPUTES / "alliance")])
    with pytest.raises(SystemExit, match="no row of the half 'held'"):
        module.main()
