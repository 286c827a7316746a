"""Read one file: a text, a web page, or a document of Word, RTF or PDF.

Each reader gives the text as it stands in the file, checked to be text, and what the file says of itself; what is
wrong is said with the file. Tables are read by `retold.articles.rows`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from retold.articles.attribution.turns import text_form
from retold.articles.encodings import choose_encoding, declared_encoding, decode
from retold.articles.notes import Notes
from retold.articles.page_turns import keep_names, keep_questions, keep_tables
from retold.errors import ArticleError
from retold.files import check_archive, read_file

TEXT, HTML, WORD = (".txt", ".text", ".md", ".markdown"), (".html", ".htm", ".xhtml"), (".docx",)
RTF, PDF = (".rtf",), (".pdf",)
DOCUMENTS = (*TEXT, *HTML, *WORD, *RTF, *PDF)

# A page of news has well under a megabyte; beyond this it is something else, and trafilatura would not end soon.
LARGEST_PAGE = 20_000_000

# A page nested deeper than this is broken or hostile: browsers stop at 512, and each level costs the parser stack.
DEEPEST_PAGE = 512

# Tags that hold others; the ones left out need no end tag.
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dt|dd|option)\b)[a-z]",
    re.IGNORECASE,
)

# A page of a PDF with fewer letters is a picture, or blank.
FEWEST_LETTERS = 20

# Of a PDF so many pages are read: a book is no article, and takes minutes.
MOST_PAGES = 2000


class UnreadError(ArticleError):
    """A file of a format that cannot be read here: of a folder it is passed over and told, of a list it is refused."""


class Document(NamedTuple):
    """The text of a file, its SHA-256 and what it says of itself (else empty)."""

    text: str
    sha256: str
    title: str = ""
    date: str = ""
    outlet: str = ""


def read_document(
    file: Path, sha256: str = "", *, encoding: str = "", notes: Notes | None = None
) -> Document:
    """Read a file that holds one article, or an export of several.

    Parameters
    ----------
    file : path
        ``.html`` and ``.htm`` are read by trafilatura, ``.docx`` by python-docx, ``.rtf`` by striprtf, ``.pdf`` by pypdf,
        anything else as text.
    sha256 : str, optional
        What the file's SHA-256 must be.
    encoding : str, optional
        Of a text or page that is not UTF-8 and does not say what it is.
    notes : Notes, optional
        Gets what was taken for granted.

    Raises
    ------
    ArticleError
        If the file is absent, empty, not the one listed, in another encoding or not text.
    UnreadError
        If its format cannot be read here: an extra is not installed, or a PDF holds pictures.
    """
    notes = notes or Notes()
    raw, digest = _read_bytes(file, sha256)
    suffix = file.suffix.lower()
    if suffix in WORD:
        return Document(check_text(_read_word(file), file), digest)
    if suffix in PDF:
        return Document(check_text(_read_pdf(raw, file, notes), file), digest)
    if suffix in RTF:
        return Document(check_text(_read_rtf(raw, file), file), digest)
    declared = declared_encoding(raw) if suffix in HTML else ""
    name = choose_encoding(file, encoding=encoding, declared=declared, notes=notes)
    text = decode(raw, file, name)
    if suffix in HTML:
        # trafilatura guesses encodings by itself; it is given what was decided here.
        return _read_page(raw if name == "utf-8" else text.encode("utf-8", "replace"), text, digest, file)
    return Document(check_text(text, file), digest)


def check_text(text: str, where: object) -> str:
    """Return a text if it is one: not blank, without NUL, and sayable in UTF-8."""
    if not text.strip():
        raise ArticleError("the article is empty", where=where, todo="fill it, or remove it from the study")
    nul = text.find("\0")
    if nul >= 0:
        raise ArticleError(
            f"the article is not text: NUL byte at position {nul}",
            where=where,
            todo="save it as text in UTF-8 (not UTF-16), name its encoding (`encoding: utf-16-le`), or remove it",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        # A byte that is not UTF-8 comes from a table as the lone surrogate U+DC80 to U+DCFF.
        code = ord(text[error.start])
        sign = f"byte {code - 0xDC00:#04x}" if 0xDC80 <= code <= 0xDCFF else f"half a sign U+{code:04X}"
        raise ArticleError(
            f"the article is not UTF-8: {sign} at position {error.start}",
            where=where,
            todo="save it as UTF-8, or name its encoding in study.yaml, as in `encoding: windows-1252`",
        ) from error
    return text


def _read_bytes(file: Path, sha256: str) -> tuple[bytes, str]:
    try:
        raw = read_file(file)
    except OSError as error:
        raise ArticleError(
            f"the article is listed but cannot be read: {error.strerror}",
            where=file,
            todo="put the file there, or remove its row from articles.csv",
        ) from error
    if not raw.strip():
        raise ArticleError("the article is empty", where=file, todo="fill it, or remove it from the study")
    digest = hashlib.sha256(raw).hexdigest()
    if sha256 and digest != sha256.lower():
        raise ArticleError(
            f"the article is not the one listed: SHA-256 {digest[:12]}…, expected {sha256[:12]}…",
            where=file,
            todo="restore the file, or write its new SHA-256 into articles.csv",
        )
    return raw, digest


def _read_page(raw: bytes, page: str, digest: str, file: Path) -> Document:
    """Extract the text of a web page; offsets then point into the extracted text."""
    if len(raw) > LARGEST_PAGE or _nesting(page) > DEEPEST_PAGE:
        raise ArticleError(
            f"the page is no article: {len(raw):,} bytes, nested {_nesting(page):,} deep",
            where=file,
            todo=f"save its text as .txt (at most {LARGEST_PAGE:,} bytes and {DEEPEST_PAGE} levels are read)",
        )
    if (kept := keep_tables(keep_names(page))) != page:
        raw = kept.encode("utf-8", "replace")
    found = _extract(raw)
    text = getattr(found, "text", None) or ""
    # Stars around questions stay only where they make the page an interview; an explainer has questions in bold too.
    if (starred := keep_questions(kept)) != kept:
        asked = _extract(starred.encode("utf-8", "replace"))
        if asked is not None and text_form(asked.text or ""):
            found, text = asked, asked.text
    if not text.strip():
        raise ArticleError(
            "no article was found in the page", where=file, todo="save its text as .txt, or remove it"
        )
    outlet = found.sitename or found.hostname or ""
    return Document(check_text(text, file), digest, found.title or "", found.date or "", outlet)


def _extract(raw: bytes) -> Any:
    """Return what trafilatura finds of an article in a page, None if nothing."""
    from trafilatura import bare_extraction

    # Left to itself htmldate refuses dates after today, so that the same page would give another result tomorrow.
    # The day of publication, not of the last change.
    dates = {
        "extensive_search": False,
        "original_date": True,
        "min_date": "1900-01-01",
        "max_date": "2100-01-01",
    }
    return bare_extraction(
        raw, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
    )


def _nesting(page: str) -> int:
    """Return how deep tags can be nested at most: the most open tags that no end tag has closed."""
    deepest = depth = 0
    for tag in _TAG.finditer(page):
        depth = max(depth - 1, 0) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _read_word(file: Path) -> str:
    try:
        from docx import Document as WordDocument
    except ImportError as error:
        raise UnreadError(
            "Word documents need python-docx",
            where=file,
            todo="install the extra: pip install 'retold[word]'",
        ) from error
    try:
        check_archive(file)
        lines = [line for part in WordDocument(str(file)).iter_inner_content() for line in _word_lines(part)]
    except OSError as error:
        raise ArticleError(
            f"the Word document is not read: {error.strerror or error}",
            where=file,
            todo="save its text as .txt",
        ) from error
    # A package that is cut short or wrongly made fails in any of the parts that python-docx reads it with.
    except Exception as error:
        raise UnreadError(
            "this is no Word document, whatever its name says", where=file, todo="save it as .docx or .txt"
        ) from error
    # As of a page, stars around what is bold stay only where they make the text a transcript.
    starred = "\n".join(line for _, line in lines)
    return starred if text_form(starred) else "\n".join(line for line, _ in lines)


def _word_lines(part: Any) -> Iterator[tuple[str, str]]:
    """Yield the lines of a paragraph or a table, as they are and with stars around what opens them in bold; cells stand between bars."""
    if hasattr(part, "rows"):
        for row in part.rows:
            # Cells that were merged come once for each that they were.
            cells = list(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
            if any(cells):
                line = " | ".join(filter(None, cells))
                yield line, line
        return
    bold = "".join(run.text for run in takewhile(lambda run: run.bold or not run.text.strip(), part.runs))
    text = part.text
    known = bool(bold.strip()) and text.startswith(bold)
    yield text, f"**{bold.strip()}** {text[len(bold) :].lstrip()}".rstrip() if known else text


def _read_pdf(raw: bytes, file: Path, notes: Notes) -> str:
    """Return the text of a PDF that has one; its lines are those of the pages, joined where a sentence goes on."""
    if not raw.lstrip().startswith(b"%PDF"):
        raise UnreadError("this is no PDF, whatever its name says", where=file, todo="save its text as .txt")
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise UnreadError(
            "PDF files need pypdf",
            where=file,
            todo="install the extra: pip install 'retold[documents]', or save its text as .txt",
        ) from error
    try:
        # What it says of a file goes to the error; it would else be printed.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        document = PdfReader(io.BytesIO(raw))
        pages = [page.extract_text() for page in document.pages[:MOST_PAGES]]
    # A PDF that is cut short, wrongly made or locked fails in any of the parts that pypdf reads it with.
    except Exception as error:
        raise UnreadError(
            f"the PDF cannot be read: {type(error).__name__}", where=file, todo="save its text as .txt"
        ) from error
    empty = sum(sum(map(str.isalpha, page)) < FEWEST_LETTERS for page in pages)
    if empty == len(pages):
        raise UnreadError(
            "the PDF holds no text: its pages are pictures",
            where=file,
            todo="have a program recognise its text",
        )
    notes.warn(
        "a PDF holds the lines of pages: they were joined to paragraphs, and heads and feet of pages stand among them"
        + (f"; {empty} of {len(pages)} pages hold no text" if empty else ""),
        file,
        "look at the text in notebook 1, or save it as .txt, a paragraph a line",
    )
    return "\n".join(map(_join_lines, pages))


# A line that ends so ends a paragraph, unless the next one goes on in lower case.
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")


def _join_lines(page: str) -> str:
    """Join the lines of a page to paragraphs: a line that ends in the middle of a sentence is not its end."""
    joined: list[str] = []
    for line in (line.strip() for line in page.splitlines()):
        if not line:
            joined.append("")
        elif not joined or not joined[-1] or (_ENDS.search(joined[-1]) and not line[0].islower()):
            joined.append(line)
        elif joined[-1].endswith("-") and line[0].islower():
            joined[-1] = joined[-1][:-1] + line
        else:
            joined[-1] += f" {line}"
    return "\n".join(joined)


def _read_rtf(raw: bytes, file: Path) -> str:
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise UnreadError("this is no RTF, whatever its name says", where=file, todo="save it as .txt")
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise UnreadError(
            "RTF files need striprtf",
            where=file,
            todo="install the extra: pip install 'retold[documents]', or save its text as .txt",
        ) from error
    try:
        # RTF is ASCII; a program that wrote other signs without escaping them wrote UTF-8 or its own code page.
        text: str = rtf_to_text(_rtf_text(raw), errors="replace")
    # What is cut short or wrongly made fails in any of its parts.
    except Exception as error:
        raise UnreadError(
            f"the RTF cannot be read: {type(error).__name__}", where=file, todo="save its text as .txt"
        ) from error
    return text


def _rtf_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
