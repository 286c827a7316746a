"""The pictures of the README and of docs: each is there, small, said in words, and made by the script."""

import re

import pytest

from tests.conftest import ROOT
from tests.prose import pages

PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)")
SHOWN = [
    (ROOT / file, said, name)
    for file, text in pages("README.md", "docs/*.md")
    for said, name in PICTURE.findall(text)
]
SCRIPT = (ROOT / "docs" / "make_screenshots.py").read_text("utf-8")
DRAWN = (ROOT / "benchmarks" / "page.py").read_text("utf-8")


@pytest.mark.parametrize(("page", "said", "name"), SHOWN, ids=[name for _, _, name in SHOWN])
def test_each_picture_is_there_small_and_said_in_words(page, said, name):
    picture = page.parent / name
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000
    assert len(said.split()) > 4
    # One that is drawn of what was measured is made with its page.
    assert f'"{picture.stem}"' in SCRIPT or f'"{picture.name}"' in DRAWN


def test_no_picture_is_left_over():
    shown = {(page.parent / name).resolve() for page, _, name in SHOWN}
    assert shown == set((ROOT / "docs" / "pictures").glob("*.png"))
    assert len(shown) >= 5
