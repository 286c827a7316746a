"""Word knowledge that trained weights fixed as their features: it changes only together with them.

The weights of `arguments/given` (`training/train_matching.py`) count with these stop words, negations and stems. For all
else there are `retold.language.words.is_content` and `stem_word`. Those of `arguments/grouping` (`training/train_arguments.py`) count
without the stop words of scikit-learn.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    "a an the of to in on at by for with from as is are was were be been being am it its it's this that these"
    " those there their they them he she his her him i we you our your my me us and or but if so than then too"
    " very can could will would shall should may might must do does did has have had having who whom which"
    " what when where how why all any some such own same just also into over about because while".split()
)
NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without cannot cant dont doesnt isnt arent wont shouldnt"
    " wouldnt couldnt lack lacks fail fails unable".split()
)

# Longest first; what is left keeps at least four letters, so that "king" is not cut to "k".
ENDINGS = (
    "ization ations ation iveness fulness ments ment ness ings ing ities ity ies ied ers er ors or ively ive"
    " ally ly able ible ous ful es ed s al ic e y"
).split()
LEAST_STEM = 4


def frozen_stem(word: str) -> str:
    """Return a word without its commonest English ending, as the weights of given arguments were trained with it.

    Examples
    --------
    >>> frozen_stem("restriction"), frozen_stem("protected"), frozen_stem("protects"), frozen_stem("rain")
    ('restriction', 'protect', 'protect', 'rain')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def frozen_stop_words() -> frozenset[str]:
    """Return the stop words of scikit-learn, without which the weights of grouping were trained.

    With the package's own function words in their place groups of the dev splits are no better and some are worse (every
    fourth debate, wordllama, both likenesses: ARI 0.17 for 0.35 in one debate of ArgKP, 0.51 for 0.52 in 27 of Perspectrum).

    Examples
    --------
    >>> "the" in frozen_stop_words(), "treaty" in frozen_stop_words()
    (True, False)
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)
