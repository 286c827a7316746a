"""An executed notebook as a page that opens in any browser, formulas and pictures included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from retold.cores import count_cores
from retold.files import complete_file
from retold.progress import count_off
from retold.study.warm import ask

# What a page may load: its own styles and pictures. No script runs, whatever a text or an output of a cell holds, and nothing
# is fetched, so that nobody learns who reads a page.
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)

# The exporter's colours of prompts and of code are too faint to be read by many: each of these has a contrast of 4.5 and more.
# On a small screen a picture keeps a size in which its type can be read. On paper, code wraps and a picture is as wide as the page at most; who comes by keyboard gets past the head at once.
STYLE = """<style>
:root { --jp-cell-prompt-not-active-font-color: #5c5c5c; --jp-cell-inprompt-font-color: #00609b; --jp-cell-outprompt-font-color: #9c3414;
  --jp-mirror-editor-atom-color: #4a4ad0; --jp-mirror-editor-bracket-color: #66664c; --jp-mirror-editor-builtin-color: #006b00;
  --jp-mirror-editor-comment-color: #2f6767; --jp-mirror-editor-def-color: #0000d0; --jp-mirror-editor-error-color: #b00000;
  --jp-mirror-editor-hr-color: #666; --jp-mirror-editor-keyword-color: #006b00; --jp-mirror-editor-meta-color: #7a1fb8;
  --jp-mirror-editor-number-color: #006600; --jp-mirror-editor-operator-color: #7a1fb8; --jp-mirror-editor-quote-color: #006b00; }
.jp-InputPrompt, .jp-OutputPrompt { opacity: 1 !important; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
@media screen and (max-width: 40rem) { .jp-RenderedImage { overflow-x: auto; } .jp-RenderedImage img { min-width: 38rem; } }
@media print { pre { white-space: pre-wrap !important; overflow-wrap: anywhere; } img { max-width: 100%; break-inside: avoid; } tr { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; } .skip { display: none; } }
</style>"""
# What may be wider than a small screen scrolls, and is reached by keyboard: tables, blocks of code, formulas on their own line.
_BOX = re.compile(r'(<div class="jp-RenderedHTMLCommon[^>]*)(?=>)')
_WIDE = ("<table", "<pre", 'display="block"')
_BOX_NAME = "text or table, scrolls where it is wide"
SKIP = '<a class="skip" href="#notebook">To the notebook</a><main id="notebook">'

# Display formulas, then formulas within a line; never in code, which is matched first and left alone.
# A placeholder is a number between two characters of the private use area; an article may hold some of these.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE_USE = range(0xE000, 0xF900, 2)
_MATH = re.compile(r"(?P<code>`[^`]*`)|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$", re.DOTALL)


def write_page(notebook: Path) -> Path:
    """Write a notebook as a page beside it.

    Formulas become MathML, which browsers show by themselves: the usual way, a script from another
    server, leaves raw LaTeX where there is no network.

    Parameters
    ----------
    notebook : pathlib.Path
        An executed notebook.

    Returns
    -------
    pathlib.Path
        The page; it needs no other file.
    """
    from retold.study.notebook_format import nbformat

    content: Any = nbformat.read(notebook, as_version=4)
    signs = _unused_signs(nbformat.writes(content))
    formulas: list[str] = []
    for cell in content.cells:
        if cell.cell_type == "markdown":
            cell.source = set_aside(cell.source, formulas, signs)
    body, _ = page_exporter().from_notebook_node(content)
    page = notebook.with_suffix(".html")
    with complete_file(page, "the page") as aside:
        place = re.compile("{}([0-9]+){}".format(*signs))
        whole = place.sub(lambda found: formulas[int(found[1])], keep_to_itself(body))
        aside.write_text(make_readable(whole), "utf-8")
    return page


def write_pages(notebooks: Sequence[Path]) -> list[Path]:
    """Write each notebook as a page beside it, on as many cores as the run was given.

    Pages are Python's own work, of which threads do one at a time: other shares are written by processes that are forked from the
    warm one. Where there is none, all are written here.
    """
    cores = count_cores()
    own, *others = (notebooks[at::cores] for at in range(cores))
    forked = [
        (share, ask("pages", [str(one) for one in share], output=1, errors=2)) for share in others if share
    ]
    here = [*own, *(one for share, process in forked if process is None for one in share)]
    for notebook in count_off(here, "pages", total=len(here)):
        write_page(notebook)
    for share, process in forked:
        # What went wrong there is met again here, and told.
        if process is not None and process.wait():
            for notebook in share:
                write_page(notebook)
    return [notebook.with_suffix(".html") for notebook in notebooks]


@cache
def page_exporter() -> Any:
    """Return what makes pages of notebooks: one for all, since its templates take longer to read than a page to write."""
    from retold.study.notebook_format import nbformat  # before nbconvert, which brings it too

    from nbconvert import HTMLExporter  # isort: skip

    exporter = HTMLExporter(embed_images=True)
    # The templates are read as a page is written, and kept: of an empty notebook here.
    exporter.from_notebook_node(nbformat.v4.new_notebook())
    return exporter


def _unused_signs(text: str) -> tuple[str, str]:
    """Return two signs that a notebook does not hold, as they are or as escapes."""
    held = text.lower()
    pairs = ((chr(code), chr(code + 1)) for code in _PRIVATE_USE)
    return next(
        (pair for pair in pairs if not any(sign in text or f"{ord(sign):x}" in held for sign in pair)),
        (_OPEN, _CLOSE),
    )


def keep_to_itself(page: str) -> str:
    """Return a page without scripts, and with a policy that lets it load nothing but what is in it.

    The exporter's own scripts draw formulas, diagrams and widgets with code from other servers; no page has such.

    Examples
    --------
    >>> keep_to_itself("<html><head><title>t</title><script src='//x.org/y.js'></script></head></html>")[-30:]
    '<title>t</title></head></html>'
    """
    policy = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}"/>'
    return re.sub(r"<head\b[^>]*>", lambda head: head[0] + policy, _SCRIPT.sub("", page), count=1)


def make_readable(page: str) -> str:
    """Return a page with colours of enough contrast, a way past its head, and rules for paper.

    Examples
    --------
    >>> make_readable("<head></head><body><main>text</main></body>")[-90:]
    '<a class="skip" href="#notebook">To the notebook</a><main id="notebook">text</main></body>'
    """
    first, *boxes = _BOX.split(page)
    parts = [first]
    for opening, inside in zip(boxes[::2], boxes[1::2], strict=True):
        wide = any(mark in inside for mark in _WIDE)
        parts += [
            f'{opening} tabindex="0" role="group" aria-label="{_BOX_NAME}"' if wide else opening,
            inside,
        ]
    return "".join(parts).replace("</head>", f"{STYLE}</head>", 1).replace("<main>", SKIP, 1)


def set_aside(markdown: str, formulas: list[str], signs: tuple[str, str] = (_OPEN, _CLOSE)) -> str:
    r"""Replace the LaTeX formulas of Markdown by placeholders, and add them to a list as MathML.

    The exporter would take MathML apart, so it is put in when the page is made.

    Examples
    --------
    >>> formulas = []
    >>> set_aside("the share $p$ of `$x$`", formulas)
    'the share \ue0000\ue001 of `$x$`'
    >>> formulas
    ['<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow><mi>p</mi></mrow></math>']
    """
    from latex2mathml.converter import convert

    def replaced(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        formula = (found["block"] or found["inline"]).strip()
        formulas.append(str(convert(formula, display="block" if found["block"] else "inline")))
        return f"{signs[0]}{len(formulas) - 1}{signs[1]}"

    return _MATH.sub(replaced, markdown)
