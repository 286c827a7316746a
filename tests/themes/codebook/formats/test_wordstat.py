"""WordStat categorisation dictionaries."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import wordstat

from .cases import NESTED, book, held, made


@pytest.mark.parametrize(
    ("text", "themes", "remark"),
    [
        ("WATER\n\tSEA (1)\n\tRAIN\n\t\tHEAVY_RAIN (1)\nFIRE\n\tFIRE (1)\n",
         {"WATER": ["SEA"], "WATER/RAIN": ["HEAVY RAIN"], "FIRE": ["FIRE"]}, ""),
        ("WATER\n  SEA (1)\n", {"WATER": ["SEA"]}, ""),
        ("WATER\n\tSEA (2,5)\n", {"WATER": ["SEA"]}, "weights"),
        ("WATER\n\t@rule [A NEAR B]\n\tSEA (1)\n", {"WATER": ["SEA"]}, "rules"),
    ],
)  # fmt: skip
def test_read(tmp_path, text, themes, remark):
    found = wordstat.read(made(tmp_path, "x.cat", text))
    assert held(found) == themes
    assert remark in " ".join(found.remarks)
    assert wordstat.ELSEWHERE in found.remarks


def test_an_entry_in_no_category(tmp_path):
    with pytest.raises(CodebookError, match=r"'SEA \(1\)' stands in no category(.|\n)*line 1"):
        wordstat.read(made(tmp_path, "x.cat", "SEA (1)\n"))


@pytest.mark.parametrize(
    ("themes", "text", "remark"),
    [
        (
            NESTED,
            "water\n\tsea (1)\n\train\n\t\train* (1)\n\t\theavy_rain (1)\nfire\n\tfire (1)\n",
            "descriptions",
        ),
        ({"a (1)": {"patterns": ["x"]}}, "_a (1)_\n\tx (1)\n", "looks like an entry"),
        ({"a": {"patterns": ["@x", "y_z"]}}, "a\n\ty_z (1)\n", "are left out"),
    ],
)
def test_write(themes, text, remark):
    written, lost = wordstat.write(book(themes))
    assert written == text
    assert remark in " ".join(lost)
