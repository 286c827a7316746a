"""Lines and branches that tests go through, by room and of the whole."""

import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture
def covered(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import covered

    yield covered
    del sys.modules["covered"]


def summary(lines, lines_left, branches=0, branches_left=0):
    return {
        "num_statements": lines, "missing_lines": lines_left, "num_branches": branches, "missing_branches": branches_left,
    }  # fmt: skip


SUMMARIES = {
    "/a/src/retold/themes/matching/spans.py": summary(10, 1, 4, 2),
    "/b/retold/themes/audit/sample.py": summary(30, 3, 6, 0),
    "src/retold/cli.py": summary(8, 8),
}


def test_files_are_counted_by_the_first_folder_below_the_package(covered):
    rooms = covered.count_rooms(SUMMARIES)
    assert rooms == {"(beside the rooms)": (8, 8, 0, 0), "themes": (40, 4, 10, 2)}
    assert rooms["themes"].shares() == (0.9, 0.8)
    assert rooms["(beside the rooms)"].shares() == (0, 1)
    assert covered.whole(rooms) == (48, 12, 10, 2)
    assert covered.count_rooms({}) == {}
    assert covered.whole({}).shares() == (1, 1)


def test_each_room_and_the_whole_have_a_line(covered):
    head, *lines = covered.describe(covered.count_rooms(SUMMARIES))
    assert head.split() == ["lines", "covered", "branches", "covered"]
    assert [line.split() for line in lines] == [
        ["(beside", "the", "rooms)", "8", "0.0%", "0", "100.0%"],
        ["themes", "40", "90.0%", "10", "80.0%"],
        ["whole", "48", "75.0%", "10", "80.0%"],
    ]


@pytest.mark.parametrize(
    ("counts", "enough"),
    [
        ((100, 5, 100, 10), True),
        ((100, 6, 100, 10), False),
        ((100, 5, 100, 11), False),
        ((0, 0, 0, 0), True),
    ],
)
def test_what_is_enough(covered, counts, enough):
    half = [count // 2 for count in counts]
    rest = [count - part for count, part in zip(counts, half, strict=True)]
    assert covered.is_enough({"a": covered.Counts(*half), "b": covered.Counts(*rest)}) is enough
