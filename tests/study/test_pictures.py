"""Small pictures of figures: how they are made, and both limits of the tolerance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retold.study.pictures import (
    PICTURE_TOLERANCE,
    THUMBNAIL_COLUMNS,
    compare_pictures,
    pack_thumbnail,
    read_thumbnail,
)
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("added", "verdict"),
    [
        ({}, "within tolerance"),
        ({"all": 1}, "within tolerance"),
        ({"all": 2}, "differs"),
        ({"one": 10}, "within tolerance"),
        ({"one": 11}, "differs"),
    ],
)
def test_both_limits_of_grey(added: dict[str, int], verdict: str) -> None:
    here = np.full((10, THUMBNAIL_COLUMNS), 100, dtype=np.uint8)
    there = here + np.uint8(added.get("all", 0))
    there[3, 3] += added.get("one", 0)
    within, _ = compare_pictures(*map(pack_thumbnail, (here, there)))
    assert within == (verdict == "within tolerance")


@pytest.mark.parametrize(
    ("mode", "size", "colour", "rows", "level"),
    [
        ("RGB", (480, 240), (255, 0, 0), 24, 76),
        ("RGBA", (480, 240), (0, 0, 0, 0), 24, 255),
        ("RGBA", (480, 240), (0, 0, 0, 255), 24, 0),
        ("L", (10, 10), 128, 48, 128),
        ("1", (48, 48), 1, 48, 255),
        ("P", (96, 48), 0, 24, 0),
        ("L", (1000, 1), 7, 1, 7),
    ],
)
def test_thumbnails(
    tmp_path: Path, mode: str, size: tuple[int, int], colour: object, rows: int, level: int
) -> None:
    path = tmp_path / "x.png"
    Image.new(mode, size, colour).save(path)
    found = read_thumbnail(path)
    assert (found.shape, found.dtype, set(found.flat)) == ((rows, 48), np.uint8, {level})


def test_the_tolerance_that_is_told_is_the_one_that_holds() -> None:
    assert f"{PICTURE_TOLERANCE} of 255 grey levels" in (ROOT / "README.md").read_text("utf-8")
