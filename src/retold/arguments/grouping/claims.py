"""The claim inside a statement: its words without quotation marks and without who says them."""

from __future__ import annotations

from collections.abc import Sequence

from retold.language.english.claims import LEAD, MIDDLE, WRAPPING


def claim_text(statement: str) -> str:
    """Return a statement without its wrapping: quotation marks, a leading "that", who says it.

    Only what steers the grouping is left; the statement itself and its offsets stay as they are.

    Examples
    --------
    >>> claim_text("that “it rained all day,”")
    'it rained all day'
    >>> claim_text("The mayor said that the bridge, he added, was too old")
    'the bridge, was too old'
    """
    text = LEAD.sub("", _strip(statement.strip()))
    return _strip(MIDDLE.sub("", text))


def _strip(text: str) -> str:
    return WRAPPING.sub("", WRAPPING.sub("", text))


def claim_texts(statements: Sequence[str]) -> list[str]:
    """Return the claims of statements; one that is nothing but wrapping stays as it is.

    Examples
    --------
    >>> claim_texts(["“It rained.”", "“”"])
    ['It rained.', '“”']
    """
    return [claim_text(text) or text for text in statements]
