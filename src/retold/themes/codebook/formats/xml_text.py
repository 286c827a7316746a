"""Text as XML can hold it: most control characters are not allowed there, even escaped."""

from __future__ import annotations

import re

from retold.themes.codebook.formats.draft import Remarks

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str, remarks: Remarks) -> str:
    """Return a text without the characters that XML forbids, which are remarked."""
    if FORBIDDEN.search(text):
        remarks.add("characters that XML forbids are left out", FORBIDDEN.sub("", text))
    return FORBIDDEN.sub("", text)
