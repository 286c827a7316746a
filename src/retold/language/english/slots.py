"""Words that tell what a date, a number or a place is of: things, acts, parts, rates, extents, changes."""

from __future__ import annotations

import re

from retold.language.english.calendar import CALENDAR_NAMES, VAGUE
from retold.language.english.numerals import NUMBER_WORDS, ORDINALS, SCALES
from retold.language.words import stem_word

# Different words for one kind of thing, each kind under its first word.
_KINDS_OF_THING = (
    "declaration statement proclamation",
    "treaty treaties agreement accord pact deal protocol convention",
    "memorandum",
    "law act bill decree statute",
    "talks negotiations negotiation meeting conversation discussions discussion consultations",
    "summit conference forum",
    "war invasion offensive attack",
    "election elections vote referendum",
    "speech address",
    "interview",
)
THINGS = {
    form: line.split()[0] for line in _KINDS_OF_THING for word in line.split() for form in (word, f"{word}s")
}

# One thing has several dates, and several numbers: that of its draft, its signing, its end. Words of one line say the
# same of a thing; words of two lines say something else. A line is named by its first word.
_ASPECTS = (
    "signed concluded initialled",
    "drafted negotiated",
    "force effect",
    "adopted approved ratified endorsed",
    "rejected refused",
    "withdrew withdrawn",
    "expired",
    "published printed broadcast aired heard",
    "announced declared",
    "begun began started launched",
    "ended stopped",
    "finished completed inaugurated",
    "built constructed erected",
    "proposed",
    "cancelled suspended",
    "founded",
    "joined",
    "left leaves leaving",
    "opened reopened opens",
    "closed shut lowered closes",
    "killed died dead killing",
    "wounded injured hurt",
    "arrested detained",
    "missing",
    "spoke speaks speech addressed",
    "born",
    "planted",
    "elected",
    "bought",
    "sold",
    "released let lets",
    "settles settled lays laid sets governs governed regulates regulated",
    "arrived",
    "lasted lasts took take takes",
)
# As acts only these forms count ("negotiated", "negotiating"): "a draft" and "negotiations" are things.
ASPECTS = {
    form: line.split()[0]
    for line in _ASPECTS
    for word in line.split()
    for form in (word, re.sub("ed$", "ing", word))
}
# What is counted may be named by a noun of the act: "12 deaths" are 12 dead.
_COUNTED_ACTS = (
    "killed deaths fatalities killings",
    "wounded injuries",
    "arrested arrests apprehensions detentions",
)
# For likeness any form will do.
SAME_ACT = {stem_word(word): line.split()[0] for line in (*_ASPECTS, *_COUNTED_ACTS) for word in line.split()}
# "It left 50 people dead": nobody went away.
LEAVING = "left"

# A part, a rate or an addition is not the whole.
_PARTS = "alone each per every another further additional extra remaining rest average daily weekly monthly annually yearly annual other others"
PARTS = frozenset(_PARTS.split())
# "8,000 tonnes a year" is not 8,000 tonnes a month.
RATES = {
    **{word: word for word in "second minute hour day night week month season year".split()},
    **{
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "yearly": "year",
        "annual": "year",
        "annually": "year",
    },
}
RATE_WORDS = frozenset("a an per each every".split())

# So do people that live somewhere, and villages that lie there.
LASTING = frozenset("live lives lived living lie lies belong exist".split())

# "Fifteen minutes longer than" is a difference.
DIFFERENCES = frozenset("longer shorter more less later earlier higher lower bigger smaller fewer".split())

# What a count may be of: the village is not the province.
_SCOPES = "town city village district province region county country state republic island valley nation nationwide worldwide capital area zone border coast shore"
SCOPES = {stem_word(word): word for word in _SCOPES.split()}

# "Has seven gates" holds at any time, "seven boats were waiting" only then.
HAVING = frozenset("has have had with having its their whose contains includes comprises of".split())

# Which extent of a thing a measure is of: said by a noun near it, or by an adjective right after it ("80 metres high").
_EXTENTS = "height length width depth age distance level cost price worth"
_ADJECTIVES = "height high tall|length long|width wide broad|depth deep thick|age old aged|distance away|level below above|cost costs cost"
DIMENSIONS = {word: line.split()[0] for line in _ADJECTIVES.split("|") for word in line.split()} | {
    word: "cost" if word in ("price", "worth") else word for word in _EXTENTS.split()
}
BEFORE_A_MEASURE = frozenset([*_EXTENTS.split(), "below", "above", "costs"])

# What is still to come.
AHEAD = frozenset("will shall plans plan planned due expected scheduled would".split())

# "Since then" and "by Friday" say that a number changes.
CHANGES = frozenset("then meanwhile earlier previously initially originally formerly already".split())

# Words of time and number say nothing about what a detail is of.
_TIMES = (
    "yesterday today tomorrow tonight morning evening afternoon night noon midnight week month year"
    " spring summer autumn winter"
)
_TIME_WORDS = CALENDAR_NAMES | frozenset(_TIMES.split())
WITHOUT_CONTEXT = (
    _TIME_WORDS
    | frozenset(NUMBER_WORDS)
    | frozenset(SCALES)
    | frozenset(ORDINALS)
    | (VAGUE - {"middle", "end", "start", "beginning"})
    | frozenset("square cubic cent dozen dozens hundreds thousands half third".split())
)

ATTACHING = frozenset(["of", "from", "dated"])
