"""Where reported words end: the stops within a sentence at which a content may be cut."""

from __future__ import annotations

from collections.abc import Iterator

from retold.articles.attribution.cue_candidates import Candidate, right_class, speaker_class
from retold.articles.attribution.noun_phrases import Sentence, is_pronoun
from retold.language.english import reporting

# Words and signs before which reported words may end. Prepositions, relative pronouns and days were
# candidates too: on the train split none of them was ever likely enough an end.
STOPS = frozenset([",", ";", ":", "—", "–", "-", "(", "and", "but"])

# How many words ahead a subject and its verb may stand: ", the mayor of the town said".
AHEAD = 7

# The distance of a stop from the content's beginning is a feature up to here.
FAR = 16


def stops(sentence: Sentence, candidate: Candidate) -> Iterator[tuple[int, list[str]]]:
    """Yield each token at which the content of a candidate may end (before it), with its features."""
    if STOPS.isdisjoint(sentence.lowers[candidate.first + 1 : candidate.last]):
        return
    word_of_cue = sentence.lower(candidate.at)
    common = [
        f"kind={candidate.kind}",
        f"speaker={speaker_class(candidate.speaker)}",
        f"opening={sentence.lower(0)}" if sentence.lower(0) in reporting.SUBORDINATORS else "",
    ]
    subordinate = _is_subordinate(sentence, candidate.at)
    relative = sentence.lower(candidate.at - 1) in reporting.RELATIVE - {"that"}
    commas = 0
    for n in range(candidate.first + 1, candidate.last):
        word = sentence.lowers[n]
        if word not in STOPS or sentence.quoted[n]:
            continue
        after = right_class(sentence, n + 1)
        ahead = _verb_ahead(sentence, n)
        far = _far(n - candidate.first)
        yield (
            n,
            [
                f"stop={word}",
                f"stop={word} after={after}",
                f"stop={word} kind={candidate.kind}",
                f"stop={word} far={far}",
                f"stop={word} ahead={ahead}",
                f"stop={word} ahead={ahead} after={after}" if word == "," else "",
                f"stop={word} subordinate" if subordinate else "",
                f"stop={word} relative" if relative else "",
                f"stop={word} commas={min(commas, 3)}",
                f"stop={word} cue={word_of_cue}" if word in {",", "and"} else "",
                f"stop={word} rest={_far(sentence.size - n)}",
                f"stop={word} quoted={int(sentence.is_quoted(n + 1))}{int(sentence.quoted[n - 1])}",
                *(f"{name} stop={word}" for name in common if name),
            ],
        )
        commas += word == ","


def _far(distance: int) -> str:
    return (
        "1"
        if distance == 1
        else "2-3"
        if distance < 4
        else "4-7"
        if distance < 8
        else "8-15"
        if distance < FAR
        else "16"
    )


def _is_subordinate(sentence: Sentence, at: int) -> bool:
    """Tell whether the cue stands in a subordinate clause: "When Lee said …, …"."""
    for n in range(at - 1, max(at - 8, -1), -1):
        word = sentence.lowers[n]
        if word in reporting.SUBORDINATORS:
            return True
        if not word[0].isalnum():
            return False
    return False


def _verb_ahead(sentence: Sentence, n: int) -> str:
    """Return whether a speaker and a reporting verb, or a pronoun, stand ahead."""
    if is_pronoun(sentence.lower(n + 1)):
        return "pronoun-cue" if sentence.lower(n + 2) in reporting.CUE_FORMS else "pronoun"
    for word in sentence.lowers[n + 1 : n + 1 + AHEAD]:
        if word in reporting.CUE_FORMS and word not in reporting.NOUNLIKE:
            return "cue"
        if not word[0].isalnum() and word != ".":
            return "sign"
    return "none"
