"""A notebook as a page: formulas are there without a script from elsewhere, and code is left alone."""

import re

import nbformat
import pytest

from retold.study.pages import write_page

CASES = {
    "in a line": ("the share $s_i$ of it", "<msub><mi>s</mi><mi>i</mi></msub>"),
    "on its own": (
        "is\n\n$$\\frac{a}{b}$$\n",
        "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>",
    ),
    "code": ("`cost $5 and $6`", "<code>cost $5 and $6</code>"),
    "one dollar": ("it cost $5", "it cost $5"),
}


@pytest.mark.parametrize(("markdown", "expected"), CASES.values(), ids=CASES)
def test_formulas_become_mathml(tmp_path, markdown, expected):
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(markdown)]), path)
    page = write_page(path).read_text("utf-8")
    assert expected in page
    assert not re.search(r"<script[^>]*src=\"https?:", page)
