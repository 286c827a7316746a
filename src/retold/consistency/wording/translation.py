"""Whether two translators could have written both wordings, or something of the sense has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from retold.consistency.wording.drift import Swap
from retold.language.english.synonyms import may_be_synonyms

VERDICTS = (
    "same",  # what both sides give is in the same words, quoted or reported; leaving out is no change
    "compatible with translation",  # other words, or another tense, that a second translator could have chosen
    "changed",  # something else is said, or, with one language throughout, other words are used
)

# Types that change nothing in the words that both articles report.
CUTS = frozenset({"verbatim", "truncation", "splice", "direct turned indirect"})

# What a second translator may well have written, if replaced words are synonyms. A negation, a modal verb, a number, a
# hedge, or words put in, never are.
TRANSLATABLE = CUTS | {"substitution", "tense", "function words"}


def judge_drift(types: Collection[str], swaps: Sequence[Swap], *, translated: bool) -> str:
    """Return the verdict on one pair.

    Parameters
    ----------
    types : collection of str
        Types of drift, see ``retold.consistency.wording.drift.DRIFT_TYPES``.
    swaps : sequence of Swap
        The words that are replaced.
    translated : bool
        Whether the speaker's language is not the articles'.

    Returns
    -------
    str
        One of ``VERDICTS``.

    Examples
    --------
    >>> judge_drift({"truncation"}, [], translated=False)
    'same'
    >>> judge_drift({"substitution"}, [Swap(("closed",), ("shut",))], translated=True)
    'compatible with translation'
    >>> judge_drift({"modality lost"}, [], translated=True)
    'changed'
    """
    if CUTS.issuperset(types):
        return "same"
    if not translated or not TRANSLATABLE.issuperset(types):
        return "changed"
    return "compatible with translation" if all(may_be_synonyms(*swap) for swap in swaps) else "changed"
