"""What was measured of languages that have no folder of words: how far statements in them are found."""

from __future__ import annotations

#: By code, its name and what holds there, in a sentence.
MEASURED = {
    "de": (
        "German",
        "direct quotations are found (F1 0.90, on public gold), their speakers hardly (3 %), and indirect speech is not",
    ),
}
# Of any other language nothing was measured.
UNMEASURED = "nothing was measured of it: quotations in marks are found, speakers and indirect speech hardly"
# Themes, reuse and quotations need no grammar; the rest does.
STILL_HOLDS = "themes, shared passages and quotation marks hold in any language; who speaks, drift of wording, dates and conflicts are read as English"
