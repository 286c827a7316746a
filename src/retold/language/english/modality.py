"""The small words that change what is said: modal verbs, negations, hedges, auxiliaries and pronouns of English."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# "Will", "shall" and "would" are tense here.
MODALS = frozenset(["may", "might", "can", "could", "must", "should", "ought"])

# In indirect speech after a verb in the past, the modal verb moves with it.
BACKSHIFTED = {"could": "can", "might": "may"}

# "Nothing but" and the like are rare enough; prefixes are looked at apart.
NEGATORS = frozenset(
    ["not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without"]
)
# These deny what they stand with, or what depends on them ("I doubt that").
DOUBTING = frozenset(
    "hardly barely scarcely rarely seldom false doubt doubts doubted doubting deny denies denied denying dispute"
    " disputes disputed disputing".split()
)
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")

HEDGES = frozenset(
    ["probably", "perhaps", "maybe", "possibly", "likely", "presumably", "apparently", "supposedly"]
)
_HEDGING_VERBS = frozenset(
    "think thinks thought believe believes believed suppose supposes supposed guess guesses guessed".split()
)
_HEDGING_SUBJECTS = frozenset(["i", "we", "he", "she", "they"])

TENSES = {
    **dict.fromkeys(["is", "are", "am", "has", "have", "do", "does"], "present"),
    **dict.fromkeys(["was", "were", "had", "did"], "past"),
    **dict.fromkeys(["will", "shall"], "future"),
    "would": "conditional",
}
# What indirect speech makes of a tense. "Would" may go back to "will".
SHIFTED = {
    ("present", "past"),
    ("future", "conditional"),
    ("past", "pluperfect"),
    ("perfect", "pluperfect"),
    ("perfect", "past"),
}

AUXILIARIES = frozenset([*TENSES, "be", "been", "being", "having", "doing", "done"])

PERSONS = {
    **dict.fromkeys(["i", "me", "my", "mine", "myself"], "first"),
    **dict.fromkeys(["we", "us", "our", "ours", "ourselves"], "first plural"),
    **dict.fromkeys(["you", "your", "yours", "yourself", "yourselves"], "second"),
    **dict.fromkeys(["he", "him", "his", "himself", "she", "her", "hers", "herself"], "third"),
    **dict.fromkeys(["they", "them", "their", "theirs", "themselves"], "third plural"),
}
PRONOUNS = frozenset([*PERSONS, "it", "its", "this", "that", "these", "those"])

# Function words that nevertheless say something: when, where, how many; and "let", which is a verb.
TELLING = frozenset(
    "before after above below over under more most few all only some every again once both until during against"
    " between still already now then let".split()
)


def hedge_places(forms: Sequence[str]) -> frozenset[int]:
    """Return where the words of a hedge stand: "probably", "I think", "he believed".

    Examples
    --------
    >>> sorted(hedge_places("it will i think probably rain".split()))
    [2, 3, 4]
    """
    single = {i for i, form in enumerate(forms) if form in HEDGES}
    pairs = {
        i
        for i, (who, verb) in enumerate(pairwise(forms))
        if who in _HEDGING_SUBJECTS and verb in _HEDGING_VERBS
    }
    return frozenset(single | pairs | {i + 1 for i in pairs})
