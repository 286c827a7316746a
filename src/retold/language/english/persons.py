"""Words that say what a person is, and whether still."""

from __future__ import annotations

# Common nouns for what somebody is; "said Ann Lee, a former official" tells her standing.
ROLES = frozenset(
    "chairman chairwoman chairperson chair co-chairman co-chairwoman chief head official officials officer agent spokesman spokeswoman"
    " spokesperson secretary undersecretary director minister president senator governor representative congressman congresswoman"
    " congressperson lawmaker mayor councilman councilwoman judge justice ambassador diplomat envoy general admiral colonel captain"
    " lieutenant sergeant attorney prosecutor lawyer counsel solicitor aide adviser advisor assistant deputy analyst professor"
    " economist scientist researcher historian author writer columnist journalist reporter correspondent editor publisher"
    " commissioner leader speaker whip sheriff pollster strategist consultant manager executive banker investor donor lobbyist"
    " activist organizer organiser candidate contender nominee student teacher founder owner member staffer intern detective"
    " inspector superintendent principal coach player actor actress singer pastor bishop priest rabbi imam archbishop cardinal"
    " doctor surgeon nurse engineer pilot farmer fisherman baker partner chancellor premier king queen prince princess"
    " treasurer trustee delegate legislator veteran host anchor".split()
)

# Titles as they are written before a name; each with the noun that it stands for.
TITLES_OF_ROLES = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "col": "colonel",
    "adm": "admiral",
    "amb": "ambassador",
    "prof": "professor",
    "dr": "doctor",
    "rev": "pastor",
    "atty": "attorney",
}

# Who was something once is it no more.
FORMER = frozenset("former ex formerly retired onetime erstwhile then".split())

# A name after one of these stands alone, and what follows is a verb: "Olsen was hurt".
AFTER_A_NAME = frozenset("is was has had will would could may might can did does says said told".split())

# First names that are short for a day or a month, too; with a full stop they are no names.
ALSO_CALENDAR = frozenset(["jan"])
