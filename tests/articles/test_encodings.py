"""Files in other encodings are read where their mark, their page or the study says which, and it is said."""

import pytest

from retold.articles.corpus import read_articles
from retold.articles.encodings import declared_encoding, known_encoding
from retold.articles.notes import reading_notes
from retold.errors import ArticleError

TEXT = "The café said “yes”: 5 €."
WORDS = (
    "The mayor said that the bridge would open in May, and that the café at the pier would close for a week. "
)
PAGE = f"<html><head>{{}}<title>Rain</title></head><body><article>{f'<p>{WORDS}</p>' * 4}</article></body></html>"


@pytest.mark.parametrize(
    ("content", "encoding", "note"),
    [
        (TEXT.encode(), "", ""),
        (TEXT.encode("utf-16"), "", "read as UTF-16, as its byte order mark says"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "", "read as UTF-16, as its byte order mark says"),
        (TEXT.encode("utf-32"), "", "read as UTF-32, as its byte order mark says"),
        (TEXT.encode("cp1252"), "windows-1252", "read as windows-1252, as the setting `encoding` says"),
        (TEXT.encode("cp1252"), "latin-1", "read as latin-1, as the setting `encoding` says"),
        (TEXT.encode("utf-16-le"), "utf-16-le", "read as utf-16-le, as the setting `encoding` says"),
        (TEXT.encode("mac-roman"), "macroman", "read as macroman, as the setting `encoding` says"),
        (TEXT.encode(), "windows-1252", "read as UTF-8, which it is, not as windows-1252"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "csv", "md"])
def test_texts_and_tables(tmp_path, suffix, content, encoding, note):
    if suffix == "csv":
        head = "text\n".encode(_plain_encoding(content, encoding))
        content = content[: _mark(content)] + head + content[_mark(content) :]
    (tmp_path / f"a.{suffix}").write_bytes(content)
    articles = read_articles(tmp_path, encoding=encoding)
    assert articles["text"].tolist() == [TEXT]
    told = [what for what in reading_notes(articles)["what"] if what.startswith("read as")]
    assert told == ([note] if note else [])


def _mark(content):
    return 4 if content.startswith(b"\xff\xfe\0\0") else 2 if content[:2] in (b"\xff\xfe", b"\xfe\xff") else 0


def _plain_encoding(content, encoding):
    if _mark(content) == 4:
        return "utf-32-le"
    if _mark(content):
        return "utf-16-be" if content[0] == 0xFE else "utf-16-le"
    return encoding or "utf-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "content"), [("a.txt", TEXT), ("a.csv", f"text\n{TEXT}\n")])
def test_utf_16_without_a_mark_is_known_by_its_bytes(tmp_path, name, content, encoding):
    (tmp_path / name).write_bytes(content.encode(encoding))
    articles = read_articles(tmp_path)
    assert articles["text"].tolist() == [TEXT]
    assert f"read as {encoding.upper()}, as every other byte says" in reading_notes(articles)["what"].tolist()


@pytest.mark.parametrize(
    ("head", "encoding", "note"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", "windows-1252, as the page declares"),
        ('<meta charset="iso-8859-1">', "cp1252", "iso-8859-1, as the page declares"),
        ("<meta charset=ISO-8859-15>", "iso-8859-15", "ISO-8859-15, as the page declares"),
        ("<meta charset='utf-8'>", "utf-8", ""),
        ("", "utf-8", ""),
        # Scrapers write pages again in UTF-8 and leave what they declare.
        ('<meta charset="windows-1252">', "utf-8", ""),
        ("", "utf-16", "read as UTF-16"),
    ],
)  # fmt: skip
def test_pages(tmp_path, head, encoding, note):
    (tmp_path / "a.html").write_bytes(PAGE.format(head).encode(encoding))
    articles = read_articles(tmp_path)
    assert "the café at the pier" in articles["text"][0]
    told = "; ".join(what for what in reading_notes(articles)["what"] if what.startswith("read as"))
    assert note in told
    assert bool(note) == bool(told)


def test_a_setting_is_for_pages_that_declare_nothing(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE.format("").encode("cp1252"))
    with pytest.raises(ArticleError, match="not UTF-8"):
        read_articles(tmp_path)
    assert "café" in read_articles(tmp_path, encoding="cp1252")["text"][0]


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b"caf\xe9", "", ["not UTF-8: byte 0xe9 at position 3", "`encoding: windows-1252`"]),
        (b"caf\xe9", "klingon", ["there is no encoding 'klingon'", "windows-1252"]),
        (b"caf\xe9", "rot13", ["there is no encoding 'rot13'"]),
        (b"caf\xe9", "base64", ["there is no encoding 'base64'"]),
        (b"\x81\xff", "shift_jis", ["not shift_jis: byte 0x81"]),
        ("rain".encode("utf-16-le"), "", ["NUL byte", "utf-16-le"]),
    ],
)
def test_what_is_refused(tmp_path, content, encoding, words):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ArticleError) as refused:
        read_articles(tmp_path, encoding=encoding)
    for word in words:
        assert word in str(refused.value)


def test_windows_bytes_that_mean_nothing_are_those_of_latin_1(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"caf\xe9 \x81")
    assert read_articles(tmp_path, encoding="cp1252")["text"].tolist() == ["café \x81"]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (b'<meta charset="utf-8">', "utf-8"), (b"<META CHARSET = 'X-Y'>", "X-Y"), (b"<p>charset=latin-1</p>", ""),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><html>', "ISO-8859-2"), (b"", ""), (b" " * 5000 + b"<meta charset=a>", ""),
    ],
)  # fmt: skip
def test_what_a_page_declares(page, name):
    assert declared_encoding(page) == name


def test_names_of_one_encoding():
    assert {
        known_encoding(name, "") for name in ("latin1", "ISO-8859-1", "cp1252", "Windows-1252", "ascii")
    } == {"cp1252"}
