"""Our own YAML loses nothing."""

import pytest

from retold.themes.codebook.formats import native
from retold.themes.codebook.read import read_codebook

from .cases import NESTED, book, held, made


@pytest.mark.parametrize(
    "themes",
    [
        NESTED,
        {"t": {"by_hand": True}},
        {"t": {"patterns": ["yes", {"regex": "^a"}, {"near": ["a", "b"], "within": 2}]}},
        {
            "t": {
                "exclude": ["x"],
                "patterns": ["a"],
                "themes": {"u": {"patterns": [{"glob": "b", "exclude": ["y"]}]}},
            }
        },
    ],
)
def test_what_is_written_is_read_back(tmp_path, themes):
    codebook = book(themes, title="t", description="d", equivalents={"Holm": ["Holm", "the town"]})
    text, lost = native.write(codebook)
    back = read_codebook(made(tmp_path, "book.yaml", text))
    assert lost == []
    assert held(back) == held(codebook)
    assert (back.title, back.description, back.equivalents) == ("t", "d", codebook.equivalents)
    assert [theme.description for theme in back.themes] == [theme.description for theme in codebook.themes]
    assert native.write(back)[0] == text
