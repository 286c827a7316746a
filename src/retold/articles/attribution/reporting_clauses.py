"""Find the reporting clauses of a sentence: the cue, who speaks, and the words that are reported.

Each cue word is a candidate with a kind ("X said that …", "…, said X", "X wants to …"; see
`candidates`). A scorer says whether it reports at all, a second one where its content ends; both are
logistic regressions over closed word classes (`weights`). Clauses that stand after what they report
are settled first, since they take in whatever their content reports in turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retold.articles.attribution.bodies import is_body
from retold.articles.attribution.cue_candidates import (
    Candidate,
    begins_clause,
    features,
    is_glued,
    is_passive,
    is_plain,
    is_weak,
    read_cue,
)
from retold.articles.attribution.extents import is_unfinished, stops
from retold.articles.attribution.noun_phrases import Sentence, first_subject, name_end
from retold.articles.attribution.scorer import TRAINED_ON, Weights, probability, read_weights
from retold.language.english import reporting
from retold.language.lexicon import lexicon
from retold.language.tokens import APOSTROPHES, TOKEN, Span

# Chosen on the training split alone: of 0.4, 0.5, 0.6 and 0.7 the one with the best F1 of words that still names
# the right source in 85 of 100 contents. F1 by itself is best at 0.4 (0.861 against 0.848), at the cost of wrong
# speakers (0.82 against 0.86), and a statement in a wrong mouth does more harm here than one that is missed.
TAKE = 0.6

# A content ends at the first stop that is more likely an end than not.
STOP = 0.5

# Kinds of candidates that stand after what they report.
LATE = frozenset(["before", "source"])

# A clause between the halves of what it reports ends within so many tokens: "…, she said on Monday, …".
WITHIN = 12

# Words that report in one form alone, whatever the weights know of them.
_READ_BY_FORM = reporting.PERSPECTIVE_NOUNS | reporting.ANSWERING

# A headline's speaker before a colon is a name, not a clause: "Lee: …", "The Foreign Ministry: …".
HEADLINE_SPEAKER = re.compile(r"[A-Z][\w.'’-]{0,40}(?:\s[A-Z][\w.'’-]{0,40}){0,3}(?=:\s)")


@dataclass(frozen=True)
class Clause:
    """One reporting clause.

    Attributes
    ----------
    cue : str
        The reporting verb, or the words that stand for it.
    speaker : str or None
        The words that name the speaker; "" where nobody is named (a passive), None where the
        speaker is the one of the clause before.
    content : (start, end) or None
        What is reported, in the article's offsets; None where that is a quotation beside the clause.
    at : int
        Where the cue stands.
    looks_back : bool
        Whether what is reported is the sentence before: "… . Ann Lee said this on Monday."
    probability : float
        How likely the cue reports, in 0..1.
    """

    cue: str
    speaker: str | None
    content: Span | None
    at: int
    looks_back: bool = False
    probability: float = 1.0


def find_clauses(text: str, span: Span, quotations: Sequence[Span]) -> list[Clause]:
    """Find the reporting clauses of one sentence, in reading order.

    Parameters
    ----------
    text : str
        The article.
    span : (start, end)
        The sentence.
    quotations : sequence of (start, end)
        The quotations that touch the sentence, in order.

    Returns
    -------
    list of Clause

    Examples
    --------
    >>> text = "The talks failed, Ann Lee said, adding that she had warned them."
    >>> [(c.speaker, c.cue, text[slice(*c.content)]) for c in find_clauses(text, (0, len(text)), [])]
    [('Ann Lee', 'said', 'The talks failed,'), ('Ann Lee', 'adding', 'that she had warned them.')]
    """
    weights = read_weights()
    # Without a cue word, or a colon after a speaker, there is nothing to read.
    words = TOKEN.findall(text[slice(*span)].lower())
    if (
        weights.lexicon.isdisjoint(words)
        and reporting.PERSPECTIVE_NOUNS.isdisjoint(words)
        and ":" not in words
    ):
        return []
    sentence = Sentence(text, *span, quotations, words)
    found: list[Clause] = []
    for candidate, likely in take_candidates(sentence, weights):
        found.append(_clause(sentence, candidate, likely, found))
    return found


def take_candidates(sentence: Sentence, weights: Weights) -> list[tuple[Candidate, float]]:
    """Return the candidates of a sentence that report, with their probabilities, in reading order."""
    found = read_candidates(sentence, cue_places(sentence, weights))
    covered = [False] * sentence.size
    taken: list[tuple[Candidate, float]] = []
    late = [candidate for candidate in found if candidate.kind in LATE]
    # "…, Lee said, according to the Globe": the words are Lee's.
    last = [
        candidate
        for candidate in late
        if _passes_on(candidate) and _is_said_within(sentence, found, candidate)
    ]
    for candidate in late:
        if candidate in last:
            continue
        rest = _take(sentence, candidate, weights, covered, taken) and rest_of(sentence, candidate)
        if rest:
            _take(sentence, rest, weights, covered, taken)
    for candidate in found:
        if candidate.kind not in LATE:
            _take(sentence, candidate, weights, covered, taken)
    for candidate in last:
        if not any(candidate.first <= inner.at < candidate.last for inner, _ in taken):
            _take(sentence, candidate, weights, covered, taken)
    return sorted(taken, key=lambda item: item[0].at)


def _passes_on(candidate: Candidate) -> bool:
    """Tell whether a paper or a document is named after what it passes on."""
    if candidate.kind != "source" or candidate.first > candidate.at or not candidate.speaker:
        return False
    english = lexicon(TRAINED_ON)
    return is_body(candidate.speaker, english.reporting, english.persons)


def _is_said_within(sentence: Sentence, found: Sequence[Candidate], outer: Candidate) -> bool:
    """Tell whether somebody speaks in what a candidate would report."""
    return any(
        outer.first <= inner.at < outer.last
        and bool(inner.speaker)
        and reporting.CUE_FORMS.get(sentence.lower(inner.at)) in reporting.SPEAKING
        for inner in found
    )


def _take(
    sentence: Sentence,
    candidate: Candidate,
    weights: Weights,
    covered: list[bool],
    taken: list[tuple[Candidate, float]],
) -> bool:
    """Add a candidate to those taken if it is likely and its words are free; return whether it was."""
    candidate = _free(candidate, covered)
    if covered[candidate.at] or (candidate.first >= 0 and covered[candidate.first]):
        return False
    if is_weak(sentence, candidate):
        return False
    likely = probability(weights.cue, features(sentence, candidate))
    if likely < TAKE and is_plain(sentence, candidate):
        likely = TAKE
    if likely < TAKE:
        return False
    candidate = find_end(sentence, candidate, weights, covered)
    taken.append((candidate, likely))
    if candidate.first >= 0:
        covered[candidate.first : candidate.last] = [True] * (candidate.last - candidate.first)
    return True


def _free(candidate: Candidate, covered: list[bool]) -> Candidate:
    """Return a candidate that stands after its content with what earlier clauses have left of it."""
    if candidate.kind not in LATE or candidate.first > candidate.at:
        return candidate
    first = candidate.last
    while first > candidate.first and not covered[first - 1]:
        first -= 1
    return candidate._replace(first=first) if first < candidate.last else candidate


def cue_places(sentence: Sentence, weights: Weights) -> list[int]:
    """Return the tokens that may be cues, outside quotations."""
    lexicon, quoted = weights.lexicon, sentence.quoted
    return [
        i
        for i, word in enumerate(sentence.lowers)
        if (word in lexicon or word in _READ_BY_FORM) and not quoted[i]
    ]


def read_candidates(sentence: Sentence, places: Sequence[int]) -> list[Candidate]:
    """Return what the cue words of a sentence might report, in reading order."""
    headline = _headline(sentence)
    found = [_source(sentence, i) or _answer(sentence, i) or _read_known_cue(sentence, i) for i in places]
    return ([headline] if headline else []) + [candidate for candidate in found if candidate]


def _read_known_cue(sentence: Sentence, i: int) -> Candidate | None:
    return read_cue(sentence, i, 0) if sentence.lower(i) in read_weights().lexicon else None


def _answer(sentence: Sentence, i: int) -> Candidate | None:
    """Read "her answer: …" and "the mayor's reply: …" at the start of a sentence."""
    if sentence.lower(i) not in reporting.ANSWERING or sentence.lower(i + 1) != ":" or not 0 < i <= WITHIN:
        return None
    speaker = _owner(sentence.words(0, i))
    if not speaker or i + 2 >= sentence.size:
        return None
    first = -1 if sentence.is_quoted(i + 2) else i + 2
    return Candidate(i, "answer", speaker, first, -1 if first < 0 else sentence.size, False, i + 2)


def rest_of(sentence: Sentence, candidate: Candidate) -> Candidate | None:
    """Return what follows a clause that stands within what it reports."""
    if candidate.first > candidate.at:
        return None
    for n in range(candidate.after, min(candidate.after + WITHIN, sentence.size - 2)):
        if sentence.lowers[n] in {",", "—", "–"}:
            if sentence.is_quoted(n + 1) or sentence.lower(n + 1).endswith("ing"):
                return None
            return candidate._replace(kind="rest", first=n + 1, last=sentence.size, is_open=True)
    return None


def find_end(sentence: Sentence, candidate: Candidate, weights: Weights, covered: list[bool]) -> Candidate:
    """Return the candidate with the end of its content: the first likely stop, or what is covered."""
    if candidate.first < 0:
        return candidate
    last = candidate.last
    for n in range(candidate.first, last):
        if covered[n]:
            last = n
            break
    candidate = candidate._replace(last=last)
    if candidate.is_open:
        for n, found in stops(sentence, candidate):
            likely = begins_clause(sentence, n) or probability(weights.stop, found) > STOP
            if likely and not is_unfinished(sentence, candidate, n):
                return candidate._replace(last=n)
    return candidate


def _headline(sentence: Sentence) -> Candidate | None:
    found = HEADLINE_SPEAKER.match(sentence.text, sentence.start, sentence.end)
    if not found or sentence.quoted[0] or not found.group().strip():
        return None
    # "Then: …" and "And: …" name nobody.
    if found.group().lower() in reporting.NAMELESS:
        return None
    colon = sentence.starts.index(found.end())
    if colon + 1 >= sentence.size:
        return None
    return Candidate(colon, "headline", found.group().strip(), colon + 1, sentence.size, False, colon + 1)


def _source(sentence: Sentence, i: int) -> Candidate | None:
    """Read "according to X, …", "in X's view, …" and "in the words of X, …"."""
    word = sentence.lower(i)
    if word == "according" and sentence.lower(i + 1) == "to":
        last = name_end(sentence, i + 2)
        speaker = sentence.words(i + 2, last)
        first = i
    elif word in reporting.PERSPECTIVE_NOUNS:
        first, last, speaker = _perspective(sentence, i)
    else:
        return None
    if not speaker:
        return None
    if first <= 1:
        while last < sentence.size and sentence.is_sign(last) and not sentence.quoted[last]:
            last += 1
        return (
            Candidate(i, "source", speaker, last, sentence.size, True, last) if last < sentence.size else None
        )
    return Candidate(i, "source", speaker, 0, first, False, last)


def _perspective(sentence: Sentence, i: int) -> tuple[int, int, str]:
    first = _preposition(sentence, i)
    late = first is not None and sentence.lower(first - 1) == ","
    if first is None or (first > 1 and not late) or sentence.lower(i + 1) in reporting.JOINED_TO:
        return 0, 0, ""
    if sentence.lower(i + 1) == "of":
        last = name_end(sentence, i + 2)
        return first, last, sentence.words(i + 2, last)
    return first, i + 1, _owner(sentence.words(first + 1, i))


def _preposition(sentence: Sentence, i: int) -> int | None:
    """Return the preposition before whom a noun belongs to: "in her view", "by the mayor's own account"."""
    before = range(i - 1, max(i - 8, -1), -1)
    return next((n for n in before if sentence.lower(n) in reporting.PERSPECTIVE_PREPOSITIONS), None)


def _owner(words: str) -> str:
    """Return who owns a noun, by the words before it: "her", "the mayor's own"; "" if these own nothing."""
    owner = re.sub(r"\sown$", "", words)
    if owner.lower() in reporting.OWNERS:
        return owner
    speaker = re.sub(rf"[{APOSTROPHES}\u02bc]s?$", "", owner)
    return speaker if speaker != owner else ""


def _clause(sentence: Sentence, candidate: Candidate, likely: float, earlier: Sequence[Clause]) -> Clause:
    """Return a candidate as a clause, in offsets of the article."""
    i = candidate.at
    content = None
    if candidate.first >= 0:
        end = sentence.end if candidate.last >= sentence.size else sentence.ends[candidate.last - 1]
        # In "reportedthat" the content begins within the token of its cue.
        begin = sentence.ends[i] - len("that") if candidate.first == i else sentence.starts[candidate.first]
        content = (begin, end)
    word = sentence.words(i, i + 1)
    cue = word
    if candidate.kind == "source":
        preposition = sentence.lower(_preposition(sentence, i) or 0)
        cue = "according to" if word.lower() == "according" else f"{preposition} {word.lower()}"
    if is_glued(word.lower()):
        cue = word[: -len("that")]
    passive = candidate.kind not in {"source", "headline", "answer"} and is_passive(sentence, i)
    return Clause(
        cue,
        _agent(sentence, i) if passive else _own_speaker(sentence, candidate, earlier),
        content,
        sentence.starts[i],
        candidate.kind == "back",
        likely,
    )


def _own_speaker(sentence: Sentence, candidate: Candidate, earlier: Sequence[Clause]) -> str | None:
    return candidate.speaker if candidate.speaker is not None else _subject(sentence, candidate, earlier)


def _agent(sentence: Sentence, i: int) -> str:
    """Return by whom something is said in a passive: "was called “a gift” by Ann Lee"; "" if nobody is named."""
    for n in range(i + 1, sentence.size):
        if sentence.lowers[n] == "by" and not sentence.quoted[n]:
            beside = n == i + 1 or sentence.is_quoted(n - 1)
            return sentence.words(n + 1, name_end(sentence, n + 1)) if beside else ""
    return ""


def _subject(sentence: Sentence, candidate: Candidate, earlier: Sequence[Clause]) -> str | None:
    """Return who a clause without a subject of its own goes on from, if words can tell; "" in a passive."""
    before = sentence.lower(candidate.at - 1)
    if before in reporting.PASSIVE and not sentence.lower(candidate.at).endswith("ing"):
        return ""
    # "Lee explained her plan, saying": the owner of a noun is not the one who goes on.
    named = [
        clause.speaker for clause in earlier if (clause.speaker or "").lower() not in reporting.OWNERS | {""}
    ]
    return named[-1] if named else first_subject(sentence)
