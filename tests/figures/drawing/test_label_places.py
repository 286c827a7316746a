"""Labels beside points, without overlaps."""

import numpy as np
import pytest

from retold.figures.drawing.label_places import LABEL_GAP, REACHES, place_labels

SIZE = np.array([10.0, 3.0])


def place(anchors, dots=None, room=(100, 100)):
    anchors = np.array(anchors, dtype=float).reshape(-1, 2)
    dots = anchors if dots is None else np.array(dots, dtype=float).reshape(-1, 2)
    return place_labels(anchors, np.tile(SIZE, (len(anchors), 1)), dots, room)


@pytest.mark.parametrize(
    "anchors", [[], [(50, 50)], [(50, 50)] * 6, [(50, 50), (52, 51), (55, 49)], [(1, 1), (99, 99)]]
)
def test_labels_do_not_overlap_and_stay_inside(anchors):
    centres = place(anchors)
    assert centres.shape == (len(anchors), 2)
    for number, one in enumerate(centres):
        assert (one - SIZE / 2 >= 0).all()
        assert (one + SIZE / 2 <= 100).all()
        for other in centres[:number]:
            assert (np.abs(one - other) >= SIZE + LABEL_GAP).any()


def test_a_lone_label_stands_as_near_as_can_be():
    (centre,) = place([(50, 50)])
    assert np.hypot(*(centre - 50)) <= REACHES[0] + np.hypot(*SIZE / 2)


def test_dots_are_not_hidden_where_there_is_room():
    dots = [(50, 50), (58, 50), (42, 50)]
    (centre,) = place([(50, 50)], dots)
    assert not any((np.abs(centre - dot) < SIZE / 2).all() for dot in np.array(dots))


def test_same_points_same_places():
    assert (place([(50, 50), (51, 50)]) == place([(50, 50), (51, 50)])).all()
