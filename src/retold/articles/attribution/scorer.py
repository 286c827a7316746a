"""The weights of the two scorers: whether a cue reports, and where what it reports ends.

Both are logistic regressions over named features (closed word classes, signs, forms of cue words); the
weights are in `scorer.json`, written by `training/train_attribution.py` from the train split of
PolNeAR and kept to two digits. At run time a score is a sum of a few numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, fsum

from retold.language.english import reporting
from retold.ties import DIGITS

# The language whose sentences the weights were trained on; others are read by `plain_clauses`.
TRAINED_ON = "en"


@dataclass(frozen=True)
class Weights:
    """Named weights, and the words worth asking about.

    Attributes
    ----------
    lexicon : frozenset of str
        Forms of words that may be cues, with a "that" glued to the listed verbs ("reportedthat").
    verbs : frozenset of str
        Forms that are verbs more often than nouns, at which a speaker's name ends.
    cue, stop : dict of str to float
        Weights of the features of a cue and of a stop; the key "" holds the constant.
    """

    lexicon: frozenset[str]
    verbs: frozenset[str]
    cue: dict[str, float]
    stop: dict[str, float]


def probability(weights: dict[str, float], features: Iterable[str]) -> float:
    """Return the probability that a logistic regression gives these features, in 0..1.

    Examples
    --------
    >>> probability({"": 0.0, "a": 2.0}, ["a", "unknown"]) > 0.8
    True
    """
    score = fsum(weights[name] for name in ("", *features) if name in weights)
    return round(1 / (1 + exp(-score)), DIGITS)


@cache
def read_weights() -> Weights:
    """Return the weights that come with the package."""
    path = resources.files(__package__) / "scorer.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    glued = {form + "that" for form in reporting.CUE_FORMS}
    return Weights(
        frozenset(data["lexicon"]) | glued, frozenset(data.get("verbs", ())), data["cue"], data["stop"]
    )
