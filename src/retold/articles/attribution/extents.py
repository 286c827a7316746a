"""Where reported words end: the stops within a sentence at which a content may be cut."""

from __future__ import annotations

from collections.abc import Iterator

from retold.articles.attribution.cue_candidates import Candidate, right_class, speaker_class
from retold.articles.attribution.noun_phrases import Sentence, is_auxiliary, is_pronoun, is_verb
from retold.language.english import reporting

# Words and signs before which reported words may end. Prepositions, relative pronouns and days were
# candidates too: on the train split none of them was ever likely enough an end.
STOPS = frozenset([",", ";", ":", "—", "–", "-", "(", "and", "but"])

# How many words ahead a subject and its verb may stand: ", the mayor of the town said".
AHEAD = 7

# Kinds of candidates that report a whole sentence after their cue, what may open it, and signs that may set an aside
# apart from it, of so many words at most.
WHOLE_SENTENCES = frozenset(["that", "clause", "question"])
OPENERS = frozenset(["that", "whether"])
PAUSES = frozenset([",", "—", "–"])
LONGEST_ASIDE = 20

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


def is_unfinished(sentence: Sentence, candidate: Candidate, n: int) -> bool:
    """Tell whether the sentence that is reported cannot end before token n: its verb is still to come.

    "said that Lee, the mayor, had left", "said that, in her view, it rained", "said that if it rains, the bridge will hold".
    """
    if candidate.kind not in WHOLE_SENTENCES or sentence.lowers[n] not in PAUSES:
        return False
    if sentence.lower(n - 1) in OPENERS:
        return True
    # "Asked if the bridge is old, …": there it opens the question and no clause before it.
    opens = OPENERS | ({"if"} if candidate.kind == "question" else set())
    first = candidate.first + (sentence.lower(candidate.first) in opens)
    if PAUSES & set(sentence.lowers[first:n]):
        return False
    if sentence.lower(first) in reporting.SUBORDINATORS:
        return True
    return not _has_verb(sentence, first, n) and _verb_after_aside(sentence, n)


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(
        is_verb(sentence, i) or is_auxiliary(sentence.lowers[i]) or sentence.lowers[i] in reporting.CUE_FORMS
        for i in range(first, last)
    )


def _verb_after_aside(sentence: Sentence, n: int) -> bool:
    """Tell whether the next pause after the one at n is followed by a verb: ", the mayor of the town, had"."""
    if sentence.lower(n + 1) in reporting.CONJUNCTIONS:
        return False
    # One word is no apposition (", too, had") but an age is.
    shortest = 2 if sentence.lower(n + 1).isdigit() else 3
    for m in range(n + shortest, min(n + 2 + LONGEST_ASIDE, sentence.size - 1)):
        if sentence.lowers[m] in PAUSES:
            at = m + 1 + (sentence.lower(m + 1) in reporting.ADVERBS)
            return is_verb(sentence, at) or is_auxiliary(sentence.lower(at))
        if sentence.lowers[m] == ";":
            return False
    return False


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
