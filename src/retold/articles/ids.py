"""Ids of articles: what one may be, so that nothing takes it for another one, or for all or none of them."""

from __future__ import annotations

import re
import unicodedata

from retold.errors import ArticleError

# What the tables write where they speak of all articles, and of none of them.
RESERVED = {"*": "all articles", "none": "no article"}

# Signs that a workbook and a GraphML file cannot hold, and half signs, which stand for bytes that are not UTF-8.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_id(name: str, where: object) -> str:
    """Return the id of an article in the one form in which ids are compared, or say why it cannot be one.

    Parameters
    ----------
    name : str
        The stem of a file, or a cell of a table.
    where : object
        The file or row, for messages.

    Returns
    -------
    str
        In Unicode's composed form (NFC): what a Mac calls a file, and what a list says of it, often differ in nothing
        but that.

    Raises
    ------
    ArticleError
        If the id is blank, begins or ends with white space, means all articles or none, or holds a sign that
        not every file of the results could hold.

    Examples
    --------
    >>> read_id("u\u0308bermut 50% {x}", "the list")
    'übermut 50% {x}'
    """
    if not name.strip():
        raise ArticleError("an article has no id", where=where, todo="give it an id of one sign or more")
    if name != name.strip():
        raise ArticleError(
            f"the article id {name!r} begins or ends with white space",
            where=where,
            todo="rename the article: spreadsheets take that off, so that its sentences would not be known again",
        )
    if name in RESERVED:
        raise ArticleError(
            f"an article cannot be called {name!r}, which means {RESERVED[name]} in the tables",
            where=where,
            todo="rename it, for example to 'article-1'",
        )
    if unfit := _UNFIT.search(name):
        code = ord(unfit[0])
        sign = (
            f"a byte that is not UTF-8 ({code - 0xDC00:#04x})"
            if 0xDC80 <= code <= 0xDCFF
            else f"U+{code:04X}"
        )
        raise ArticleError(
            f"the article id {name!r} holds {sign}",
            where=where,
            todo="rename the article in signs that can be read",
        )
    return same_name(name)


def same_name(name: str) -> str:
    """Return a name in Unicode's composed form, in which two that look the same are the same.

    Examples
    --------
    >>> same_name("u\u0308") == same_name("\u00fc")
    True
    """
    return unicodedata.normalize("NFC", name)
