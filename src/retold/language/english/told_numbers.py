"""Words that tell of what a number is that stands behind its verb: "arrests fell to 400", "the crowd reached 900"."""

from __future__ import annotations

# What meets a number by itself, and what moves to it or stands at it.
MEETING = frozenset(
    "reached reaches reach reaching hit hits topped tops top exceeded exceeds exceed totalled totaled totals totalling"
    " totaling numbered numbers numbering surpassed surpasses surpass passed".split()
)
MOVING = frozenset(
    "fell fall falls fallen falling dropped drop drops rose rise rises risen rising grew grow grows grown growing climbed"
    " climb climbs climbing jumped jump jumps soared declined decline declines shrank shrunk shrink shrinks sank sunk"
    " increased increase increases decreased decrease doubled tripled swelled plunged plummeted slipped edged dipped"
    " stood stands stand standing put puts".split()
)
TO = frozenset(["to", "at"])

# What may stand between the verb and the number, and between the subject and the verb.
BETWEEN = frozenset(
    "about around approximately roughly some nearly almost barely hardly over above under below more less fewer than least"
    " most just only up as many a an record total of estimated exactly".split()
)
# "Rose to at least 400": here "at" is part of the bound.
AT_A_BOUND = frozenset([("at", "least"), ("at", "most")])
BESIDE_A_VERB = frozenset(
    "have has had would will could may might should must can to be been being is are was were do does did also now since"
    " already then later soon even still again not".split()
)

# "Is" tells a number of these alone.
IS_SO_MANY = frozenset("is was were are".split())
ONE_OF_MANY = frozenset(
    "number total toll tally count sample population turnout attendance membership enrollment enrolment audience crowd"
    " circulation readership workforce payroll electorate staff backlog caseload".split()
)
# "The toll rose to 53" counts the dead.
TOLLS = {"toll": "dead"}

# "The number of jobs" is of jobs; "arrests at the border" are arrests.
NUMBER_OF = frozenset("number total tally count toll numbers totals".split())
OF_PLACE = frozenset(
    "of in at on for from among along across near with by within under over during since after before".split()
)
