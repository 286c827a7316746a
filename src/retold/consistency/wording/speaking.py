"""Whether two utterances are given to one speaker, by the words that name whoever speaks."""

from __future__ import annotations

from collections.abc import Sequence

from retold.consistency.wording.utterances import Utterance
from retold.language.english.roles import HONORIFICS
from retold.language.words import is_content, split_words

# Stands for the names of the subject of a study, all of which are known to be one person's.
SUBJECT = "*"

# Where a speaker is not known, nothing speaks for one speaker and nothing against.
NOT_KNOWN = 0.5


def name_speakers(utterances: Sequence[Utterance]) -> list[frozenset[str]]:
    """Return the words that name the speaker of each utterance, in lower case, without titles and function words.

    Who is named by a pronoun, or by nothing, is the one before in the article; the subject of the study is `SUBJECT`,
    whatever the name.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> frame = {"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"], "argument": "none", "text": "Yes.",
    ...          "speaker": ["the mayor, Orla Brand", "she", "Ms. Brand’s lawyer"]}
    >>> [sorted(words) for words in name_speakers(join_utterances(pd.DataFrame(frame)))]
    [['brand', 'mayor', 'orla'], ['brand', 'mayor', 'orla'], ['brand', 'lawyer']]
    """
    before: dict[str, frozenset[str]] = {}
    found = []
    for utterance in utterances:
        forms = {word.form for word in split_words(utterance.speaker)}
        words = frozenset(form for form in forms if is_content(form) and form not in HONORIFICS)
        if utterance.voice == "subject":
            words = frozenset([SUBJECT])
        words = words or before.get(utterance.article_id, words)
        before[utterance.article_id] = words
        found.append(words)
    return found


def share_speaker(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the shorter name of two speakers the other has too, in [0, 1]; `NOT_KNOWN` where one is not known.

    Examples
    --------
    >>> share_speaker(frozenset(["orla", "brand", "mayor"]), frozenset(["brand", "lawyer"]))
    0.5
    """
    return len(a & b) / min(len(a), len(b)) if a and b else NOT_KNOWN
