"""English words that carry no meaning of their own, for each reader that has its own bounds for them."""

from __future__ import annotations

_FUNCTION_WORDS = (
    "a about above across after again all also am among an and any are around as at be because been"
    " before being below between both but by can could did do does doing down during each either else even"
    " ever every few for from further had has have having he her here hers herself him himself his how"
    " however i if in into is it its itself just let may me might more most must my myself near neither no"
    " nor not of off on once only onto or other ought our ours ourselves out over own quite rather said"
    " same say says shall she should since so some still such than that the their theirs them themselves"
    " then there therefore these they this those though through thus to too under until up upon us very"
    " was we well were what when where whether which while who whom whose why will with within without"
    " would yet you your yours yourself yourselves"
)
# "Said" is one of them here: it tells who speaks, not what of.
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

# Words with no meaning of their own here: they say neither what a number counts nor what happened on a date.
_OF_DETAILS = (
    "a an the this that these those its their his her our my your it he she they we i you who whom whose which"
    " what where when while whether why how if as than then there here so such not no nor neither either both"
    " each every any some all none nobody nothing never ever one ones other others another same own more most"
    " less least fewer few many much several and or but for yet because since although though unless until till"
    " of in on at by with from to into onto upon over under about after before between among through during"
    " against within without along across around behind beyond near off out up down above below per via like"
    " is are was were be been being am do does did doing done has have had having can could may might must"
    " shall should will would ought also only just even still already again too very quite rather almost"
    " nearly barely hardly roughly approximately circa longer later earlier ago now once last next"
    " said says say saying told tell tells telling added adds according stated asked replied wrote explained"
    " them him me us himself herself itself themselves far back away itself soon together however therefore"
    " mr mrs ms dr him"
)
FUNCTION_WORDS_OF_DETAILS = frozenset(_OF_DETAILS.split())

#: Words that are frequent in English and in few other languages: what a text is told by.
FREQUENT = (
    "the of and to in that is was for on with as it by at be this from he his are not have has which said"
)

#: What stands after an apostrophe, in full, and the verbs that "n't" changes.
CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
IRREGULAR_NEGATIONS = {"won": "will", "can": "can", "shan": "shall", "ca": "can"}
