"""LIWC-22 dictionaries: a table of words and categories."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import liwc22
from retold.themes.codebook.read import read_codebook

from .cases import NESTED, book, held, made

PLAIN = "DicTerm,weather,money\nrain*,X,\ntoll*,,X\nflood,X,X\n"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (PLAIN, ""),
        ("\ufeff" + PLAIN.replace("\n", "\r\n"), ""),
        (PLAIN.replace(",", ";"), ""),
        (PLAIN.replace(",", "\t"), ""),
        (PLAIN.replace("DicTerm", "Entry").replace("X", "1"), ""),
        (PLAIN.replace("DicTerm", "dicterm").replace("X", "x"), ""),
        (PLAIN.replace("X", "yes"), "marks other than 'X'"),
        (
            PLAIN.replace("rain*,X,", "rain*,2.5,0"),
            "weights are left out, so that each match counts one: 'rain* 2.5'",
        ),
        (PLAIN.replace("rain*,X,", "rain*,-1,"), "weights are left out"),
        (PLAIN + "\n,,\nsnow,,\n", "words in no category are left out: 'snow'"),
        (PLAIN.replace("rain*,X,", "rain*,X"), ""),
    ],
)
def test_read(tmp_path, text, remark):
    found = read_codebook(made(tmp_path, "x.dicx", text))
    assert held(found) == {"weather": ["rain*", "flood"], "money": ["toll*", "flood"]}
    assert remark in "; ".join(found.remarks)
    assert bool(remark) == bool(found.remarks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\nx,X\n", "the columns are a, b, and should be DicTerm"),
        ("DicTerm\nx\n", "the columns are DicTerm"),
        (PLAIN + "a,b,X,X\n", r"the word 'a' has 3 cells, and there are 2 categories(.|\n)*line 5"),
        ("", "the codebook is empty"),
        (PLAIN.encode("utf-16-le"), "no text that can be read"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        liwc22.read(made(tmp_path, "x.dicx", text))


def test_what_is_written_is_read_back(tmp_path):
    codebook = book({"a": {"patterns": ["x", "y z", "w*"]}, "b": {"patterns": ["x"]}})
    text, lost = liwc22.write(codebook)
    assert held(liwc22.read(made(tmp_path, "x.dicx", text))) == held(codebook)
    assert lost == []
    _, lost = liwc22.write(book(NESTED))
    assert any("does not nest" in remark for remark in lost)
