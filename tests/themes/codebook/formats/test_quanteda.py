"""quanteda's YAML dictionaries."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import quanteda
from retold.themes.codebook.formats.quanteda import DEEPEST_YAML

from .cases import NESTED, book, held, made


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("a: [x, y]\nb: z\n", {"a": ["x", "y"], "b": ["z"]}),
        ("a:\n  - x\n  - b: [y]\n", {"a": ["x"], "a/b": ["y"]}),
        ("a:\n  b: [no, 007]\n", {"a": [], "a/b": ["no", "007"]}),
        ("a: [x]\na: [y]\n", {"a": ["x", "y"]}),
        ("a: [[x, [y]], ~]\n", {"a": ["x", "y"]}),
    ],
)
def test_read(tmp_path, text, themes):
    assert held(quanteda.read(made(tmp_path, "x.yaml", text))) == themes


@pytest.mark.parametrize(
    "text",
    [
        "themes:\n  a: {patterns: [x]}\n",
        "theme:\n  a: {patterns: [x]}\n",
        "title: t\na: [x]\n",
        "- x\n",
        "a: [",
        "x",
    ],
)
def test_what_is_for_our_own_reader(tmp_path, text):
    assert quanteda.read(made(tmp_path, "x.yaml", text)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [y]\nb: *x\n", r"an anchor is used more than once(.|\n)*line 1"),
        ("? [a]\n: [x]\n", r"a key should be a word(.|\n)*line 1"),
        (
            "a: " + "[" * (DEEPEST_YAML + 1) + "]" * (DEEPEST_YAML + 1),
            f"nested more than {DEEPEST_YAML} deep",
        ),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        quanteda.read(made(tmp_path, "x.yaml", text))


def test_write(tmp_path):
    text, lost = quanteda.write(book(NESTED | {"yes": {"patterns": ["no"]}, "themes": {"by_hand": True}}))
    back = quanteda.read(made(tmp_path, "x.yaml", text))
    assert held(back) == held(book(NESTED)) | {"yes": ["no"], "themes_": []}
    assert [line.split(":")[0] for line in lost] == [
        "descriptions of themes are left out", "quanteda drops keys without words",
        "a theme named 'themes' would be taken for a codebook of retold; it gets a '_'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "held_words", "remark"),
    [
        ("weather: [rain*, no, 2020, good-looking]", ["rain*", "no", "2020", "good-looking"], "read as words: 'no', '2020'"),
        ("weather: ['no', \"2020\"]", ["no", "2020"], ""),
        ("weather: [2021-05-03, 1.5, yes]", ["2021-05-03", "1.5", "yes"], "'2021-05-03', '1.5', 'yes'"),
        ("weather: {rain: 1.5}", ["1.5"], "not as a weight: 'rain: 1.5'"),
        ("weather: [rain]\nmoney: []", ["rain"], "themes without patterns serve hand coding alone: 'money'"),
        ("weather: [rain]\nmoney:", ["rain"], "hand coding alone: 'money'"),
        ("weather: [rain, ~, '']", ["rain"], ""),
        ("'': [rain]", ["rain"], "a key without a name: 'line 1'"),
        ("weather: [u.s. dollar*]", ["u.s. dollar*"], "cannot match: 'u.s. dollar*'"),
    ],
)  # fmt: skip
def test_what_yaml_takes_for_something_else_is_remarked(tmp_path, text, held_words, remark):
    found = quanteda.read(made(tmp_path, "x.yml", text))
    assert [pattern.text for pattern in found.patterns] == held_words
    assert remark in "; ".join(found.remarks)
    assert bool(remark) == bool(found.remarks)
