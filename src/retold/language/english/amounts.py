"""Words beside a number in English: how it is meant, what it is a part of, and what it counts."""

from __future__ import annotations

from retold.language.english.calendar import MONTHS, WEEKDAYS

# "The third time" and "the first day" count nothing that has a number of its own.
NO_ORDER = frozenset(
    "time times day week month year years decade century place half person thing step party quarter".split()
)
# "A third said so" and "a third fewer" are shares, "a third man" is none.
AFTER_A_SHARE = frozenset(
    "said say says left came did today yesterday fewer higher lower larger smaller bigger cheaper".split()
)
# "Nine out of 10".
OUT_OF = ("out", "of")
# "Minus 20 degrees", but "plus or minus 3 degrees".
MINUS, PLUS_OR = "minus", "or"
# "Dozens" and the like: at least two of them, and fewer than would be called by the next word.
VAGUE_COUNTS = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2e6, 9.99e8),
}
MANY_OF = {"tens": 20, "hundreds": 200}

# "A few dozen", "several thousand": so many of them.
A_FEW, FEW = frozenset(["few", "several"]), (2, 9)

# Words before or after a number, and what they make of it.
ABOUT = frozenset("about around approximately roughly some circa estimated".split())
JUST_BELOW = frozenset("nearly almost barely hardly".split())
AT_LEAST = frozenset("over above exceeding minimum".split())
AT_MOST = frozenset("under below maximum".split())
PAIRS = {
    ("more", "than"): "min", ("at", "least"): "min", ("no", "fewer"): "min", ("no", "less"): "min",
    ("or", "more"): "min", ("upwards", "of"): "min", ("less", "than"): "max", ("fewer", "than"): "max",
    ("at", "most"): "max", ("up", "to"): "max", ("close", "to"): "about", ("or", "so"): "about",
    ("as", "many"): "max", ("as", "much"): "max", ("the", "order"): "about", ("longer", "than"): "min",
    ("or", "less"): "max", ("or", "fewer"): "max",
}  # fmt: skip
# "No more than" and "not longer than" are upper bounds, "not less than" is a lower one.
COMPARED = frozenset(pair for pair in PAIRS if pair[1] == "than")
DENYING = frozenset("no not never".split())
TURNED = {"min": "max", "max": "min"}
# Beside a number these hold something against it: "under 40 boats" may be 12; "a maximum of 40" gives the limit itself.
AGAINST = frozenset("over above exceeding under below".split())
# With these a comparison sets a limit: "if the river falls below 3 metres", "must be less than 4 metres wide".
SETTING_A_LIMIT = frozenset(
    "if when whenever unless once until must shall should may cannot can allowed permitted required limit limits limited"
    " capped cap rule rules law".split()
)
# How a bound is said beside the number it was read from; the second where the words hold something against the number.
BOUND_SAID = {"about": "about", "below": "nearly", "min": "at least", "max": "at most"}
BOUND_SAID_AGAINST = BOUND_SAID | {"min": "more than", "max": "less than"}
# These pairs may stand after a number and its unit: "40 days at most".
AFTER_UNIT = frozenset(
    [("at", "most"), ("at", "least"), ("or", "so"), ("or", "more"), ("or", "less"), ("or", "fewer")]
)

# "On Monday, 58," is no age.
NOT_A_PERSON = ABOUT | MONTHS | WEEKDAYS

# What a number counts may be told by what befell them: "27 injured"; and of a bare number ("some thirty were saved") it
# is told by nothing but the clause, so that it must be of some size.
BEFALLEN = frozenset(
    "injured wounded hurt dead killed missing arrested detained displaced evacuated homeless hospitalised hospitalized"
    " infected sick ill saved rescued".split()
)
# Who is meant where nothing else is said: "50 people killed" are 50 dead.
BEFALLEN_PERSONS = frozenset("people persons others victims civilians men women".split())
AFTER_BARE = frozenset(
    "were are have had was is will would could can may must should shall did do of in from on at them those".split()
)

# "Four of them", "three of the seven".
THEM = frozenset("them those these us you".split())

# "Just one call": one is a count only after these.
EXACTLY = frozenset("just only exactly".split())

# "A pair of fighters"; a couple is a few.
PAIR, COUPLE = 2.0, (2.0, 3.0)

# Words after a large number that are no unit.
NO_UNIT = frozenset("am pm noon strong more less worth".split())

# "Twice" is a count of times.
TIMES = {"twice": 2, "thrice": 3}
AS_TIMES = frozenset("as the that a an its their his her what more".split())

# Glued to an amount of money: "$2.3bn".
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

# Plurals without an s.
PEOPLE = frozenset("people men women children personnel police troops staff crew cattle".split())

# Plurals that no ending makes.
PLURALS = {"person": "people", "child": "children", "foot": "feet"}

# What follows "half" where it is a part of something; and what stands between a share and that.
HALF_OF = frozenset("of the its their our his her all".split())
SHARE_END = frozenset(["", "in", "for", "to", "and"])
# "Seven of these".
OF_A_WHOLE = frozenset("of the its their our his her these those".split())
# "Thirty other towns" and "twelve more towns": a part of the towns, as `retold.language.english.slots.PARTS` names it.
OTHERS = {"other": "other", "more": "further"}
# "A nine-member board" has nine members; these count nothing.
NO_COMPOUND = frozenset(
    "star state way fold time timer party tier figure something odd plus point half quarter third size class sum man woman"
    " first second up down off and to or".split()
)
# "Three state and local officials".
AND_OR = frozenset(["and", "or"])
# "The fourth gate".
BEFORE_AN_ORDINAL = frozenset(["the", "its", "their"])
# "In Holm 90 houses" counts houses.
AT_A_NAME = frozenset(["in", "at", "near", "from"])
