"""LIWC dictionaries."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import liwc

from .cases import NESTED, book, held, made

HEAD = "%\n1\twater (Whatever is wet)\n\t2\train\n3\tfire\n%\n"


@pytest.mark.parametrize(
    ("entries", "water", "rain", "fire", "remark"),
    [
        ("sea\t1\n", ["sea"], [], [], "hand coding alone"),
        ("rain*\t1\t2\nsea\t1\nflame\t3\n", ["sea"], ["rain*"], ["flame"], ""),
        ("rain\t2\nsea\t1\nflame\t3\n", ["sea"], ["rain"], ["flame"], "lack the number of a category above"),
        ("both\t1\t2\t3\n", [], ["both"], ["both"], ""),
        ("like\t(02 134)1/3\nrain\t1\t2\nflame\t3\n", [], ["rain"], ["flame"], "under a condition"),
        ("sea   1\nrain  1 2\nflame 3\n", ["sea"], ["rain"], ["flame"], ""),
        ("sea\nrain\t1\t2\nflame\t3\n", [], ["rain"], ["flame"], "in no category"),
        ("%\nrain\t1\t2\nflame\t3\n", [], ["rain"], ["flame"], ""),
    ],
)
def test_read(tmp_path, entries, water, rain, fire, remark):
    found = liwc.read(made(tmp_path, "x.dic", HEAD + entries))
    assert held(found) == {"water": water, "water/rain": rain, "fire": fire}
    assert found.themes[0].description == "Whatever is wet"
    assert remark in " ".join(found.remarks)


def test_names_that_would_be_the_same_keep_their_brackets(tmp_path):
    found = liwc.read(made(tmp_path, "x.dic", "%\n1\ta (b)\n2\ta (c)\n%\nx\t1\ny\t2\n"))
    assert held(found) == {"a (b)": ["x"], "a (c)": ["y"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\ta\n%\nx\t1\n", r"does not begin with a line '%'(.|\n)*line 1"),
        ("%\n1\ta\nx\t1\n", "the list of categories is not closed"),
        ("%\n%\nx\t1\n", "has no categories"),
        ("%\na\n%\n", r"'a' is no category(.|\n)*line 2"),
        ("%\n1\ta\n1\tb\n%\n", r"number 1 stands for two categories(.|\n)*line 3"),
        ("%\n1\ta\n%\nx\t2\n", r"has the category 2, which the list of categories lacks(.|\n)*line 4"),
        ("%\n1\ta\n%\nx\ty\n", r"has 'y', which is no number of a category"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        liwc.read(made(tmp_path, "x.dic", text))


def test_write(tmp_path):
    text, lost = liwc.write(book(NESTED))
    assert (
        text
        == "%\n1\twater (Whatever is wet.)\n\t2\train\n3\tfire\n%\nsea\t1\nrain*\t1\t2\nheavy rain\t1\t2\nfire\t3\n"
    )
    assert lost == []
    assert held(liwc.read(made(tmp_path, "x.dic", text))) == held(book(NESTED))
    odd = {"a (b)": {"description": "c\nd", "patterns": ["*x", "y"], "themes": {"e": {"patterns": ["y"]}}}}
    text, lost = liwc.write(book(odd))
    assert text.splitlines()[1] == "1\ta [b] (c d)"
    assert len(lost) == 4


@pytest.mark.parametrize(
    ("head", "words", "held_words", "remark"),
    [
        ("1\tWeather\n2 \tMoney\n 3\tSnow\n", "rain*\t\t1\nflood  \t1\t\t2\n", {"Weather": ["rain*", "flood"], "Money": ["flood"], "Snow": []}, "not nested: '3 Snow'"),
        ("1\ta\n 2\tb\n  3\tc\n", "x\t3\n", {"a": [], "a/b": [], "a/b/c": ["x"]}, ""),
        ("1\ta\n  2\tb\n", "x\t2\n", {"a": [], "a/b": ["x"]}, ""),
        ("1\ta\n2\tb\n", "like (02 134)125/464\t2\n", {"a": [], "b": ["like"]}, "under a condition are left out: 'like (02 134)125/464 2'"),
        ("1\ta\n2\tb\n", "kind\t<of>1/2\n", {"a": [], "b": []}, "under a condition"),
        ("1\ta\n2\tb\n", "toll  2\nbridge 1 2\n   \t\n", {"a": ["bridge"], "b": ["toll", "bridge"]}, ""),
        ("1\ta\n2\tb\n", "flood\t1\nflood\t2\nflood\t2\n", {"a": ["flood"], "b": ["flood"]}, "kept once"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_irregular_files(tmp_path, ends, head, words, held_words, remark):
    text = f"%\n{head}%\n\n{words}".replace("\n", ends)
    found = liwc.read(made(tmp_path, "x.dic", text))
    assert held(found) == held_words
    assert remark in "; ".join(found.remarks)
    assert ("not nested" in "; ".join(found.remarks)) == ("not nested" in remark)
