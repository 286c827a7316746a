"""Words for what people are: offices and professions, titles before a name, and those who are no single person.

A role counts only where an article ties it to a name ("the mayor, Ann Lee"), so that a word too many does little harm.
"""

from __future__ import annotations

import re

#: Offices and professions by which news calls a person again: "the mayor said".
ROLES = frozenset(
    "actor actress adviser advisor ambassador analyst archbishop author ayatollah banker bishop boss builder captain cardinal"
    " candidate chair chairman chairperson chairwoman chancellor chief coach colonel columnist commander commissioner"
    " congressman congresswoman contender councillor councilman councilwoman director doctor economist editor emperor"
    " engineer envoy executive farmer founder frontrunner general governor head historian incumbent judge justice king"
    " lawmaker lawyer leader lieutenant lord magistrate manager mayor minister monarch mp nominee officer official owner"
    " physician pope premier president presenter priest prince princess principal producer professor prosecutor queen"
    " rapporteur representative researcher scientist secretary senator sheriff singer solicitor speaker strategist"
    " sultan superintendent teacher technocrat treasurer tycoon undersecretary winner writer".split()
)

#: Roles that many hold at once, each of another body: an unknown word before them names somebody else.
COMMON_ROLES = frozenset(
    "adviser advisor analyst boss candidate chair chairman chairwoman chief director editor executive head lawmaker"
    " lawyer leader manager member officer official owner representative researcher secretary".split()
)

#: Titles that are written short, each with the roles that it stands for.
SHORT_TITLES = {
    "sen": ("senator", "lawmaker"),
    "rep": ("congressman", "congresswoman", "representative", "lawmaker"),
    "gov": ("governor",),
    "pres": ("president",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "lt": ("lieutenant",),
    "prof": ("professor",),
    "dr": ("doctor",),
    "supt": ("superintendent",),
    "congressman": ("congressman", "lawmaker"),
    "congresswoman": ("congresswoman", "lawmaker"),
    "senator": ("senator", "lawmaker"),
    "representative": ("representative", "congressman", "congresswoman", "lawmaker"),
}

#: What is put before a name and says no office; where it tells one, the gender.
HONORIFICS = {
    "mr": "he",
    "mister": "he",
    "sir": "he",
    "lord": "he",
    "fr": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "lady": "she",
    "dame": "she",
    "madam": "she",
    "madame": "she",
    "dr": "",
    "prof": "",
    "rev": "",
    "reverend": "",
    "hon": "",
    "honourable": "",
    "honorable": "",
    "st": "",
}

#: Nouns that tell the gender of whom they name.
GENDERED = {
    **dict.fromkeys(
        "man boy father son brother husband king prince actor congressman spokesman chairman councilman businessman"
        " policeman widower grandfather uncle".split(),
        "he",
    ),
    **dict.fromkeys(
        "woman girl mother daughter sister wife queen princess actress congresswoman spokeswoman chairwoman councilwoman"
        " businesswoman policewoman widow grandmother aunt".split(),
        "she",
    ),
}

#: Who held a role and does no longer, or does not yet.
PAST_HOLDERS = frozenset("former ex late then onetime one-time outgoing ousted deposed".split())

#: Who stands in for or below the holder of a role: "the vice president" is not "the president".
DEPUTIES = frozenset("vice deputy assistant associate under junior co shadow".split())

#: Words before a role that say nothing of whose it is: "the new mayor", "the four-term congressman".
DESCRIBING = frozenset(
    "new old young longtime long-time veteran current incumbent embattled popular controversial presumptive first-term"
    " two-term three-term four-term second-term own usual outspoken beleaguered conservative liberal centrist"
    " left-wing right-wing far-right independent long-serving top senior acting local".split()
)

#: What stands between a role and its place, and between a name and the role after it: "Lee, 61, the mayor", "Lee is the mayor".
PLACE = r"\sof\s(?:the\s)?"
APPOSITION = (
    r"(?:,\s(?:\d+,\s)?(?:who\s(?:is|was)\s)?|\s(?:is|was|became)\s|\s\(|\s[–—-]\s)(?:[Tt]he|an?)?\s?"
)

#: Letters after a name that are still its bearer.
AFTER_NAMES = frozenset("mp mep msp qc kc md phd obe mbe cbe".split())

#: Nouns that are no single person though they speak: bodies, crowds, things that are read.
NO_PERSON = re.compile(
    r"\b(?:statement|report|reports|poll|polls|survey|study|article|document|documents|data|figures|officials|media|law|agreement"
    r"|paper|papers|newspaper|agency|book|letter|transcript|website|crowd|audience|public|committee|board|council|company"
    r"|court|government|administration|ministry|department|office|campaign|parliament|congress|senate|party|union|team"
    r"|group|organisation|organization|association|charity|firm|bank|police|army|press|network|channel|station|magazine"
    r"|journal|indictment|lawsuit|complaint|memo|email|text|tweet|post|video|recording|text|headline|editorial|bill"
    r"|resolution|commission|university|institute|embassy|fund|coalition|alliance|ad|people|supporters|critics|voters"
    r"|residents|protesters|demonstrators|reporters|journalists|lawmakers|aides|allies|analysts|experts|sources|lawyers"
    r"|members|others|both|some|many|most|democrats|republicans|conservatives|liberals|opponents|leaders|senators)\b",
    re.IGNORECASE,
)
