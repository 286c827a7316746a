"""What speaks for one slot, in numbers: shared words, marks, values and days of pairs of details."""

import numpy as np
import pytest

from retold.consistency.conflicts.features import (
    FEATURES,
    MOST_APART,
    MOST_DAYS,
    measure_pairs,
    read_context,
    values_meet,
)
from retold.consistency.details.detail import Detail
from tests.consistency.conflicts.cases import find


def read(*texts, date=""):
    """Return the context of the details of texts that have one each."""
    details = [Detail.from_row(row) for row in find(*texts, date=date).to_dict("records")]
    assert len(details) == len(texts)
    return read_context(details)


def measure(*texts, date="", aligned=False):
    """Return the features of the first two of several details."""
    row = measure_pairs(read(*texts, date=date), np.array([0]), np.array([1]), np.array([aligned]))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


BRIDGE = "The bridge over the Orne is 412 metres long."
OTHERS = ["The tower of Holm is 80 metres high.", "The ferry carries 300 passengers."]


def test_no_details_have_no_features():
    context = read_context([])
    none = np.zeros(0, dtype=np.int64)
    assert measure_pairs(context, none, none, none.astype(bool)).shape == (0, len(FEATURES))
    assert len(values_meet(context, none, none)) == 0


def test_no_feature_has_two_names():
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize(
    ("other", "more"),
    [
        ("At 380 metres, the bridge over the Orne is long.", "The tower of Holm is 80 metres high."),
        ("The bridge over the Orne is 380 metres long.", "The bridge over the Marl is 380 metres long."),
    ],
)
def test_more_words_in_common_are_more(other, more):
    near, far = measure(BRIDGE, other, *OTHERS), measure(BRIDGE, more, *OTHERS)
    assert near["shared"] > far["shared"]
    assert near["shared_names"] > far["shared_names"]


def test_a_detail_is_as_near_to_itself_as_can_be():
    context = read("The ferry of Marl carries 300 passengers.", BRIDGE, OTHERS[0])
    itself, other = measure_pairs(context, np.array([0, 0]), np.array([0, 1]), np.array([False, False]))
    found, apart = (dict(zip(FEATURES, row.tolist(), strict=True)) for row in (itself, other))
    assert (found["like_clause"], found["head"], found["apart"], found["unit"]) == (1.0, 1.0, 0.0, 1.0)
    assert (found["left_most"], found["names_other"], found["same_article"]) == (0.0, 0.0, 1.0)
    assert apart["like_clause"] < 1
    assert (apart["names_other"], apart["same_article"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    "texts", [(BRIDGE, OTHERS[0]), (BRIDGE, BRIDGE.replace("412", "380")), tuple(OTHERS)]
)
def test_the_order_of_a_pair_makes_no_difference(texts):
    context = read(*texts)
    first, second = np.array([0]), np.array([1])
    aligned = np.array([True])
    there, back = (
        measure_pairs(context, first, second, aligned),
        measure_pairs(context, second, first, aligned),
    )
    kept = [at for at, name in enumerate(FEATURES) if name != "size"]  # that of the first
    assert np.array_equal(there[:, kept], back[:, kept])


@pytest.mark.parametrize("aligned", [False, True])
def test_one_place_of_the_same_words_is_told(aligned):
    assert measure(BRIDGE, OTHERS[0], aligned=aligned)["aligned"] == float(aligned)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("412", "412", 0.0),
        ("412", "824", round(np.log(2), 4)),
        ("412", "4000000", MOST_APART),
    ],
)
def test_how_far_numbers_are_apart(one, other, apart):
    texts = (BRIDGE.replace("412", number) for number in (one, other))
    assert measure(*texts)["apart"] == pytest.approx(apart)


@pytest.mark.parametrize(
    ("one", "other", "unit", "kind"),
    [
        ("The loan runs for 20 years.", "The loan runs for 15 years.", 1.0, "is_duration"),
        (BRIDGE, OTHERS[0], 1.0, "is_number"),
        (BRIDGE, OTHERS[1], 0.0, "is_number"),
        ("The tunnel was finished in 1971.", "The tunnel was finished in 1974.", 1.0, "is_date"),
    ],
)
def test_kinds_and_units_are_told(one, other, unit, kind):
    found = measure(one, other)
    assert found["unit"] == unit
    assert {name for name in FEATURES if name.startswith("is_") and found[name]} == {kind}


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("412", "412", True),
        ("412", "413", False),
        ("about 412", "400", True),
        ("more than 412", "500", True),
        ("more than 412", "300", False),
    ],
)
def test_values_that_may_be_one(one, other, meet):
    context = read(*(BRIDGE.replace("412", number) for number in (one, other)))
    assert values_meet(context, np.array([0]), np.array([1])).tolist() == [meet]


def test_features_are_finite_and_days_have_an_end():
    found = measure(
        "The treaty was signed in 1950.", "The treaty was signed on 3 May 1987.", date="2020-05-14"
    )
    assert np.isfinite(list(found.values())).all()
    assert found["days"] <= MOST_DAYS
    assert found["apart"] > 0
