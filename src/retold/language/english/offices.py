"""Words that stand before a person's name, or beside it, for what that person does."""

from __future__ import annotations

OFFICES = frozenset(
    (
        "president vice prime minister premier chancellor mayor governor senator congressman congresswoman representative deputy"
        " secretary general chairman chairwoman chair chief head leader director commissioner councillor councilman councilwoman"
        " ambassador spokesman spokeswoman spokesperson king queen prince princess pope bishop archbishop cardinal judge justice"
        " attorney prosecutor professor doctor sheriff officer captain major colonel admiral sergeant lieutenant analyst expert"
        " editor reporter author coach candidate lawmaker speaker treasurer executive founder owner manager lord lady sir dame"
        " baroness baron foreign defence defense finance interior health former acting then current late new"
    ).split()
)
#: What a name may hold between its parts, in lower case.
PARTICLES = frozenset(
    "de da di do dos del della der den van von zu zum la le al el bin ibn ben ter ten".split()
)
