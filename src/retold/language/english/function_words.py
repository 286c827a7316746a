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

# Words that say nothing of what a number counts or of what happened on a date, in this order: of number, of time,
# of speech, titles, and particles.
_BESIDE_A_DETAIL = (
    "one ones another others several many much none nobody nothing never fewer less least per almost"
    " nearly barely hardly approximately roughly circa"
    " ago already earlier later longer last next now soon till back"
    " according added adds asked explained replied saying stated tell telling tells told wrote"
    " dr mr mrs ms"
    " against along although away behind beyond done far like together unless via"
)
# "Let" says what happens: without it one conflict of 40 on the planted study is missed.
FUNCTION_WORDS_OF_DETAILS = (FUNCTION_WORDS | frozenset(_BESIDE_A_DETAIL.split())) - {"let"}

#: Words that are frequent in English and in few other languages: what a text is told by.
FREQUENT = (
    "the of and to in that is was for on with as it by at be this from he his are not have has which said"
)

#: What stands after an apostrophe, in full, and the verbs that "n't" changes.
CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
IRREGULAR_NEGATIONS = {"won": "will", "can": "can", "shan": "shall", "ca": "can"}
