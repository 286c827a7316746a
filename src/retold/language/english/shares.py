"""Words that make one number of several in English: scales, dozens, fractions, percentages."""

from __future__ import annotations

SCALES = {"hundred": 100, "thousand": 1000}

DOZEN_WORD, DOZEN = "dozen", 12

# What a fraction is of one, by its name; the names of most are those of ordinals too.
SHARES = {
    **dict.fromkeys(["half", "halves"], 1 / 2),
    **dict.fromkeys(["third", "thirds"], 1 / 3),
    **dict.fromkeys(["quarter", "quarters"], 1 / 4),
    **dict.fromkeys(["fifth", "fifths"], 1 / 5),
    **dict.fromkeys(["tenth", "tenths"], 1 / 10),
}

# Fractions that are no ordinals, and need nothing before them to be read as fractions: "half of it".
NO_ORDINALS = frozenset(["half", "halves", "quarters"])

# The word that counts one: "a third", "a dozen".
ONE = "a"

# What follows a fraction of something: "a third of it", "half the town".
OF_WHAT = frozenset(["of", "the", "our", "their", "its", "his", "her", "my", "your", "this", "that"])

# Percentages in one word and in two.
PERCENT, PER_CENT = "percent", ("per", "cent")

# A modal verb that is a month where it is written with a capital.
MONTH_OR_MODAL = "may"
