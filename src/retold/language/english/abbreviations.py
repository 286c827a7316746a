"""English words with a full stop that ends no sentence, and the words that begin one."""

from __future__ import annotations

import re

# Titles and the like: a name or a number follows, never the end of a sentence.
TITLES = frozenset(
    "mr mrs ms mx messrs dr drs prof st ste mt ft gen lt col maj capt cpt cmdr adm sgt cpl pvt brig gov lieut sen rep reps"
    " sens hon rev fr supt det insp amb pres sec asst dir vs viz cf ca approx e.g i.e p.s al mme mlle sra srta hr frau ing".split()
)

# A number follows these, or they are words ("No. But ...").
NUMBERED = frozenset(
    "no nos art arts fig figs vol vols p pp ch chap para eq ed op cl nr sect ext tel".split()
)

# These may stand within a sentence or end it: only what follows can tell.
INNER = frozenset(
    "inc corp ltd co bros jr sr esq llc plc dept univ assn natl intl govt est ave blvd rd sq hwy apt ph.d m.d"
    " jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues thu thur thurs fri ala ariz calif colo conn del fla ill ind kan"
    " ky mass md mich minn mo mont neb nev okla ore pa tenn tex va vt wash wis wyo".split()
)

# The same letters without a capital are words ("the sun", "an ill", "a co") and end their sentence.
CAPITALISED_ONLY = INNER - frozenset("inc corp ltd co bros jr sr esq llc plc dept est".split())

# Words that have lost their beginning, and have an apostrophe in its place.
SHORTENED = frozenset("em til tis twas cause cos n bout round".split())

# Words that begin a sentence after an abbreviation: function words, which no name begins with. After
# Kiss and Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection, who learn such words from the corpus.
STARTERS = frozenset(
    "A After Although An And Any As At Because Before But By During Each Either Even Every For From He Her Here His How"
    " However I If In It Its Later Many Meanwhile Moreover More Most My Neither No Nobody None Nor Not Now Of On Once One Only"
    " Or Our Over Several She Should Since So Some Still Such That The Their Then There Therefore These They This Those Though"
    " Through To Today Under Until We Were What When Where Whether Which While Who Why With Without Yet You Your".split()
)

# "“Why?” Lee asked.": after a quotation that asks or calls, a name and one of these go on with the sentence.
REPORTING = re.compile(
    r"(?!(?:He|She|It|They|We|I|You|The|This|That|In|On|At|But|And)\b)(?:[^\W\d_][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|adds|wrote|writes|told|tells|replied|demanded|wondered|exclaimed|shouted|cried|quipped)\b"
)
