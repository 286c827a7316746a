"""A coded project as some program would write it, for the tests of what reads it."""

import zipfile

import pandas as pd

import retold
from retold.themes.codebook.read import read_codebook

TEXT = "The gates are shut.\n\n“Öfen 🚢 and ships wait,” she said.\nNobody paid the toll.\n"
WORDS = ["gates", "ships wait", "toll"]
BOOK = read_codebook(
    {"themes": {"water": {"patterns": ["gates", "ships"]}, "money": {"patterns": ["toll*"]}}}
)
ARTICLES = pd.DataFrame(
    {"article_id": ["river"], "text": [TEXT], "edition": ["original"], "label": ["River"]}
)
CODES = {"gates": "C1", "ships wait": "C1", "toll": "C2"}


def sentences_of(articles):
    return retold.split_sentences(articles, retold.find_clutter(articles))


def count(text, index, *, breaks_as_one=False, utf16=False, mark=0):
    """Return a place as a program names it."""
    before = text[:index]
    if breaks_as_one:
        before = before.replace("\r\n", "\n")
    return mark + sum(1 + (utf16 and ord(sign) > 0xFFFF) for sign in before)


def pack(path, *, text=TEXT, folder="sources", named=True, scheme="internal://", xml="", extra=(), **ways):
    """Write a project as some program would."""
    file = "1-2-3.txt"
    segments = []
    for word in WORDS:
        start = text.index(word)
        end = start + len(word)
        name = f' name="{word}"' if named else ""
        segments.append(
            f'<PlainTextSelection{name} startPosition="{count(text, start, **ways)}" endPosition="{count(text, end, **ways)}">'
            f'<Coding creatingUser="U1"><CodeRef targetGUID="{CODES[word]}"/></Coding></PlainTextSelection>'
        )
    project = xml or (
        '<Project xmlns="urn:QDA-XML:project:1.0"><Users><User guid="u1" name="Ann"/></Users>'
        '<CodeBook><Codes><Code guid="C0" name="Dispute"><Code guid="C1" name="Water"/></Code>'
        '<Code guid="c2" name="money"/></Codes></CodeBook>'
        f'<Sources><TextSource name="river" plainTextPath="{scheme}{file}">{"".join(segments)}</TextSource>'
        f"{''.join(extra)}</Sources></Project>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", b"\xef\xbb\xbf" * ways.get("mark", 0) + project.encode())
        archive.writestr(f"{folder}/{file}", ("\ufeff" * ways.get("mark", 0) + text).encode())
    return path


CRLF = TEXT.replace("\n", "\r\n")
WAYS = {
    "as the standard says": {},
    "no names of segments": {"named": False},
    "two characters a line break": {"text": CRLF},
    "two, counted as one": {"text": CRLF, "breaks_as_one": True},
    "two, counted as one, no names": {"text": CRLF, "breaks_as_one": True, "named": False},
    "UTF-16 units": {"utf16": True},
    "UTF-16 units, breaks as one": {"utf16": True, "text": CRLF, "breaks_as_one": True},
    "a byte order mark before XML and text": {"mark": 1},
    "capital folder": {"folder": "Sources"},
    "a path of its own": {"scheme": "Sources\\", "folder": "Sources"},
}
