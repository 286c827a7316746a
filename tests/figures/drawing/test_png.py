"""What a PNG says of itself is read back, whatever signs it has."""

import pytest
from matplotlib.figure import Figure

from retold.figures.drawing.png import read_title, tell_png


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Two of three agree", "Two of three agree"),
        ("Über\n<b> “Łódź” & 東京", "Über <b> “Łódź” & 東京"),
        ("a\x00b\u202e", "a\ufffdb\ufffd"),
        ("", ""),
    ],
)
def test_the_title_is_read_back(tmp_path, title, read):
    Figure(figsize=(1, 1)).savefig(tmp_path / "a.png", metadata=tell_png(title=title, description="d" * 5000))
    assert read_title(tmp_path / "a.png") == read


@pytest.mark.parametrize("content", [b"", b"no png", b"\x89PNG\r\n\x1a\n", None])
def test_what_is_no_png_has_no_title(tmp_path, content):
    if content is not None:
        (tmp_path / "a.png").write_bytes(content)
    assert read_title(tmp_path / "a.png") == ""
