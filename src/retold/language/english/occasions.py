"""Words by which a text tells when something was said: at what event, on which day, on an earlier day."""

from __future__ import annotations

import re

#: What is held, given or sent out where somebody speaks, and how it reaches the public; a date beside one of these is
#: that of the words. Acts without words (a vote, a visit) are left out.
_EVENTS = (
    "interview interviews conference briefing briefings statement statements speech speeches address remarks rally rallies"
    " hearing testimony debate debates letter letters memo tweet tweets post posts message broadcast podcast column essay"
    " lecture sermon toast call summit meeting talks session forum congress convention event ceremony appearance visit"
    " panel town-hall"
)
_SPEAKING = (
    "speaking spoke speaks addressing answering replying asked interviewed aired shown broadcast televised published posted"
    " released issued written dated delivered held given taped recorded tweeted appearing testifying"
)
EVENTS = frozenset(_EVENTS.split())
#: To whom any statement is made, and where it is heard.
TOLD = frozenset(
    "reporters journalists press media lawmakers parliament newspaper radio television show programme program news".split()
)
SPEECH_WORDS = EVENTS | frozenset(_SPEAKING.split())
#: Any event is held and takes place, so that these words tell none from another.
HOLDING = frozenset("held hold holds holding took take takes taken place met meet".split())

#: Between a date and its event: "after Monday", "the flood of March" say when something else was.
_OTHER_TIMES = "since until till by before after from through following"
OTHER_TIMES = frozenset(_OTHER_TIMES.split())

#: All that may stand beside the date in an adjunct of its own: "late on Monday,", "Then, on 5 March,".
_ADJUNCT = (
    "on in at late early earlier the and then but also again only just last this next morning afternoon evening night noon"
    " day local time first when so yet still a that same"
)
ADJUNCT = frozenset(_ADJUNCT.split())

#: After a date these make it what the sentence is about: "said Monday would be a holiday".
_VERBS_AFTER = "is are was were will would shall should can could may might must has have had does did be been marks marked 's"
VERBS_AFTER = frozenset(_VERBS_AFTER.split())

#: Before a reporting verb these put it ahead of the article: "will say on Friday".
AHEAD = frozenset("will shall due expected scheduled plans planned intends".split())

#: Before a reporting verb, or as the last word after it, these put it on an earlier day that is not told.
EARLIER = frozenset("previously formerly repeatedly once long earlier before".split())

#: Of those, the ones that only do so by themselves: "earlier than March" does not.
EARLIER_IF_ALONE = frozenset(["earlier", "before", "once", "long"])

#: "Is to speak on Friday" lies ahead.
IS_TO = (["is", "to"], ["are", "to"])

#: A clause that one of these opens tells of something else than the report.
RELATIVE = frozenset(["who", "whom", "whose", "which", "where", "when", "that"])

#: With a verb of `SPEECH_WORDS`: "which was published Monday".
PASSIVE = frozenset(["was", "were", "had", "been"])

#: Words of an adjunct that open a new clause at the beginning of reported words; and what stands before an event.
CONJUNCTIONS = frozenset(["and", "but", "that", "when", "so"])
AT_AN_EVENT = frozenset(["in", "at", "during", "on"])

#: Beside a reporting verb these put it on a day that another sentence tells, not on that of the report: "two days later, she
#: said". Hours do not.
_SOME = "a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|some|few|\\d+"
ANOTHER_TIME = re.compile(
    rf"\b(?:(?:{_SOME}) (?:day|week|month|year|decade)s? (?:later|earlier|before|afterwards?)"
    r"|the (?:next|following|previous) (?:day|morning|afternoon|evening|night|week|month|year)|at the time)\b",
    re.IGNORECASE,
)
