"""A notebook as a page: formulas are there without a script from elsewhere, and code is left alone."""

import re
from types import SimpleNamespace

import nbformat
import pytest

from retold.study import pages
from retold.study.pages import write_page, write_pages

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


HOSTILE = (
    "<script>alert(1)</script>",
    '<script src="https://x.org/y.js"></script>',
    '<SCRIPT type="module">\nimport "https://x.org/y.js"\n</SCRIPT >',
    '<img src=x onerror="alert(1)">',
)


def test_a_page_holds_no_script_and_may_load_nothing(tmp_path):
    path = tmp_path / "a.ipynb"
    outputs = [nbformat.v4.new_output("display_data", {"text/html": html}) for html in HOSTILE]
    cells = [
        nbformat.v4.new_code_cell("1", outputs=outputs),
        nbformat.v4.new_markdown_cell("```mermaid\ngraph LR\n```"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    page = write_page(path).read_text("utf-8")
    assert not re.search("<script", page, re.IGNORECASE)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert not re.search(r"import\s*\(?\s*[\"']https?:", page)
    head = page[: page.index("</head>")]
    # Before anything that it is to hold for.
    assert head.index("Content-Security-Policy") < head.index("<style")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', head)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert not any(sign in policy for sign in ("http", "*"))


@pytest.mark.parametrize(
    ("cores", "status", "here"),
    [
        (1, 0, "abcde"),
        (2, 0, "ace"),
        (2, 1, "acebd"),
        (2, None, "acebd"),
        (3, 0, "ad"),
        (9, 0, "a"),
    ],
)
def test_pages_are_written_on_all_cores_and_here_where_that_fails(cores, status, here, tmp_path, monkeypatch):
    written = []
    process = None if status is None else SimpleNamespace(wait=lambda: status)
    monkeypatch.setattr(pages, "count_cores", lambda: cores)
    monkeypatch.setattr(pages, "ask", lambda *_, **__: process)
    monkeypatch.setattr(pages, "write_page", lambda notebook: written.append(notebook.stem))
    found = write_pages([tmp_path / f"{name}.ipynb" for name in "abcde"])
    assert [page.name for page in found] == [f"{name}.html" for name in "abcde"]
    assert "".join(written) == here
