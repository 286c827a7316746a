"""REFI-QDA codebooks."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import refi_qda

from .cases import NESTED, book, held, made


def wrap(inner):
    return f'<CodeBook xmlns="{refi_qda.NAMESPACE}"><Codes>{inner}</Codes></CodeBook>'


@pytest.mark.parametrize(
    ("text", "themes", "remark"),
    [
        (wrap('<Code name="a"><Code name="b"/></Code>'), ["a", "a/b"], ""),
        (wrap('<Code name="a" color="#fff"/>'), ["a"], "colours of codes"),
        (wrap('<Code name="a" isCodable="false"/>'), ["a"], "only hold others"),
        (
            wrap('<Code name="a"/>').replace("</CodeBook>", '<Sets><Set name="s"/></Sets></CodeBook>'),
            ["a"],
            "sets of codes",
        ),
    ],
)
def test_read(tmp_path, text, themes, remark):
    found = refi_qda.read(made(tmp_path, "x.qdc", text))
    assert [theme.name for theme in found.themes] == themes
    assert remark in " ".join(found.remarks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<Project/>", r"the root of the XML is 'Project'(.|\n)*not a project"),
        (wrap('<Code name=" "/>'), "a code has no name"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        refi_qda.read(made(tmp_path, "x.qdc", text))


def test_what_is_written_is_read_back(tmp_path):
    codebook = book(NESTED | {"a & b": {"notes": "n\x00", "exclude": ["sea"], "patterns": ["<x>"]}})
    text, lost = refi_qda.write(codebook)
    back = refi_qda.read(made(tmp_path, "x.qdc", text))
    assert held(back) == held(codebook)
    assert [theme.description for theme in back.themes] == [theme.description for theme in codebook.themes]
    assert text == refi_qda.write(codebook)[0]
    assert len(lost) == 1
