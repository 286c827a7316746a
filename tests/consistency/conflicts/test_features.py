"""What speaks for two details being of one slot, as numbers: each feature, alone, on pairs of a few words."""

import numpy as np
import pytest

from retold.consistency.conflicts.features import FEATURES, NO_ASPECT, SETTLES, measure_pairs, read_context
from retold.consistency.details.detail import WEIGHTS, Detail

ROW = {
    "statement_id": "", "kind": "number", "measure": "count", "start": 0, "sentence": 0, "text": "14 boats", "value": "14",
    "low": 14.0, "high": 14.0, "bound": "", "approximate": False, "day": "", "cues": "", "flag": "", "head": "boats",
    "context": "sank | | ",
}  # fmt: skip
# Other details, so that no word of the pair is common.
OTHERS = [
    {"context": f"word{n} other{n} | | ", "head": f"thing{n}", "article_id": f"o{n}"} for n in range(20)
]


def measure(a, b, *, aligned=False):
    """Return the features of two details, given by what differs from `ROW`, of two articles."""
    rows = [{"article_id": "a"} | a, {"article_id": "b"} | b, *OTHERS]
    details = [Detail.from_row(ROW | {"detail_id": f"d{at}"} | row) for at, row in enumerate(rows)]
    pair = np.array([0]), np.array([1])
    table = measure_pairs(read_context(details), *pair, np.array([aligned]))
    return dict(zip(FEATURES, table[0].tolist(), strict=True))


def cues(*marks):
    return {"cues": " ".join(marks)}


SAME = {"context": "Norland sank off coast | | "}


@pytest.mark.parametrize(
    ("a", "b", "feature", "wanted"),
    [
        ({}, {}, "same_article", 0),
        ({}, {"article_id": "a"}, "same_article", 1),
        ({}, {}, "head", 1),
        ({"head": ""}, {"head": ""}, "head", 0),
        (cues("quoted"), {}, "quoted_other", 1),
        (cues("quoted"), cues("quoted"), "quoted_other", 0),
        (cues("dimension:age"), cues("dimension:age"), "dimension", 1),
        (cues("dimension:age"), cues("dimension:length"), "dimension", 0),
        (cues("aspect:killed"), cues("aspect:killed"), "act", 1),
        # What settles a matter was signed: it tells no acts apart.
        (cues(f"aspect:{SETTLES}"), cues(f"aspect:{SETTLES}"), "act", 0),
        ({"kind": "date", "measure": "", "cues": "outer:signed"}, {"kind": "date", "measure": "", "cues": "outer:signed"}, "act", 1),
        (cues("outer:killed"), cues("outer:killed"), "act", 0),
        ({}, {}, "is_number", 1),
        ({}, {}, "is_date", 0),
        ({"kind": "date", "measure": ""}, {"kind": "date", "measure": ""}, "is_date", 1),
        ({"approximate": True}, {}, "approximate", 1),
        ({}, {}, "approximate", 0),
    ],
)  # fmt: skip
def test_feature(a, b, feature, wanted):
    assert measure(a, b)[feature] == wanted


def test_heads_of_another_word_are_as_alike_as_their_meanings():
    crews, ships = (measure({}, {"head": head})["head"] for head in ("crews", "ships"))
    assert crews < ships < 1


@pytest.mark.parametrize("name", ["scope", "part", "rank", "rate", "change", "modifier", "figure"])
def test_marks_that_differ(name):
    same, other = (measure(cues(f"{name}:x"), cues(f"{name}:{mark}"))[f"{name}_other"] for mark in "xy")
    assert (same > 0, other > 0) == (False, True)


@pytest.mark.parametrize("name", sorted(NO_ASPECT))
def test_acts_that_go_together_with_others_are_none(name):
    assert measure(cues(f"aspect:{name}"), cues(f"aspect:{name}"))["act"] == 0


def test_aligned():
    assert [measure({}, {}, aligned=told)["aligned"] for told in (False, True)] == [0, 1]


@pytest.mark.parametrize("feature", ["shared", "shared_part", "shared_clause", "like_clause", "cover_clause"])
def test_same_words_are_more_than_others(feature):
    same = measure(SAME, SAME)[feature]
    other = measure(SAME, {"context": "treaty signed ministers | | "})[feature]
    assert same > other


def test_a_word_of_the_clause_says_more_than_one_beside():
    places = ("mill | | ", " | mill | ", " | | mill")
    shared = [measure({"context": place}, {"context": place})["shared"] for place in places]
    assert shared == sorted(shared, reverse=True)
    assert shared[2] / shared[0] == pytest.approx(WEIGHTS[2], abs=0.01)


def test_names_are_told_from_other_words():
    found = measure(SAME, SAME)
    assert found["shared_names"] > 0
    assert found["shared_plain"] > 0
    assert found["shared"] == pytest.approx(found["shared_names"] + found["shared_plain"], abs=0.001)


def test_neighbours_in_one_article_say_nothing():
    beside = {"context": " | | mill harbour"}
    assert measure(beside, beside)["shared"] > 0
    assert measure(beside, beside | {"article_id": "a"})["shared"] == 0


def test_clauses_that_name_others():
    apart = measure({"context": "Norland | | "}, {"context": "Valdora | | "})
    assert apart["names_other"] == 1
    assert measure({"context": "Norland | | "}, {"context": "Norland | | "})["names_other"] == 0
    # The name stands in the sentence of the other.
    assert measure({"context": "Norland | | "}, {"context": "Valdora | Norland | "})["names_other"] == 0


def test_values_apart():
    near, far = (
        measure({}, {"value": str(n), "low": float(n), "high": float(n)})["apart"] for n in (15, 900)
    )
    assert 0 < near < far


def test_days_apart():
    first, second = ({"day": day} for day in ("1951-07-02", "1951-07-05"))
    assert measure(first, first)["days"] < measure(first, second)["days"]


def test_the_order_of_a_pair_changes_nothing_else():
    a, b = SAME | cues("quoted"), {"context": "coast boats | | ", "head": "crews", "low": 20.0, "high": 20.0}
    one, other = measure(a, b), measure(b, a)
    # The size is that of the first.
    assert one.pop("size") < other.pop("size")
    assert one == other


def test_an_empty_corpus():
    context = read_context([])
    none = np.zeros(0, dtype=np.int64)
    assert measure_pairs(context, none, none, np.zeros(0, dtype=bool)).shape == (0, len(FEATURES))
