"""What was measured of languages that have no folder of words: how far statements in them are found."""

from __future__ import annotations

#: By code, its name and what holds there, in a sentence. Of German `benchmarks/german.py` prints the figures.
MEASURED = {
    "de": (
        "German",
        "direct quotations are found (F1 0.93 by words, on public gold), their speakers seldom (15 %), and indirect speech hardly (5 %)",
    ),
}
# Of any other language nothing was measured.
UNMEASURED = "nothing was measured of it: quotations in marks are found, speakers and indirect speech hardly"
# Themes, reuse and quotations need no grammar; the rest does.
STILL_HOLDS = "themes, shared passages and quotation marks hold in any language; who speaks, drift of wording, dates and conflicts are read as English"
