"""Text as XML can hold it: most control characters are not allowed there, even escaped."""

from __future__ import annotations

from retold.themes.codebook.formats.draft import Remarks
from retold.xml_elements import fit_for_xml


def xml_text(text: str, remarks: Remarks) -> str:
    """Return a text without the characters that XML forbids, which are remarked."""
    kept = fit_for_xml(text)
    if kept != text:
        remarks.add("characters that XML forbids are left out", kept)
    return kept
