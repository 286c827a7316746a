"""Yoshikoder dictionaries and those of Lexicoder 2."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import yoshikoder

from .cases import NESTED, book, held, made


def wrap(inner, **attributes):
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<dictionary{written}>{inner}</dictionary>"


TWO = '<cnode name="a"><pnode name="x"/></cnode><cnode name="b"><pnode name="y"/></cnode>'


@pytest.mark.parametrize(
    ("text", "title", "themes", "remark"),
    [
        (wrap(TWO), "", {"a": ["x"], "b": ["y"]}, ""),
        (wrap(f'<cnode name="all" desc="d">{TWO}</cnode>'), "all", {"a": ["x"], "b": ["y"]}, ""),
        (wrap('<cnode name="a" score="1"><pnode name="x"/></cnode>'), "", {"a": ["x"]}, "scores"),
        (
            wrap('<cnode name="a"><pnode name="x" desc="d"/></cnode>'),
            "",
            {"a": ["x"]},
            "descriptions of entries",
        ),
        (
            wrap('<cnode name="a"><other name="x"/><pnode name="y"/></cnode>'),
            "",
            {"a": ["y"]},
            "unknown elements",
        ),
        (
            wrap('<cnode name="a"><pnode name="x|y"/></cnode>', patternengine="regexp"),
            "",
            {"a": ["regex: ^(?:x|y)$"]},
            "regular",
        ),
        (wrap('<cnode name="a"><pnode name="x*"/></cnode>', patternengine="regexp"), "", {"a": ["x*"]}, ""),
    ],
)
def test_read(tmp_path, text, title, themes, remark):
    found = yoshikoder.read(made(tmp_path, "x.ykd", text))
    assert (found.title, held(found)) == (title, themes)
    assert remark in " ".join(found.remarks)
    assert bool(found.remarks) == bool(remark)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<other/>", r"the root of the XML is 'other'(.|\n)*line 1"),
        (wrap('<pnode name="x"/>'), "entry 'x' stands in no category"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        yoshikoder.read(made(tmp_path, "x.ykd", text))


def test_what_is_written_is_read_back(tmp_path):
    codebook = book(NESTED, title="t & u", description="about")
    text, lost = yoshikoder.write(codebook)
    back = yoshikoder.read(made(tmp_path, "x.ykd", text))
    assert (held(back), back.title, back.description) == (held(codebook), "t & u", "about")
    assert back.themes[0].description == "Whatever is wet."
    assert lost == ["Yoshikoder matches single words; phrases may find nothing there: 'heavy rain'"]
    assert "has no title" in " ".join(yoshikoder.write(book(NESTED))[1])
