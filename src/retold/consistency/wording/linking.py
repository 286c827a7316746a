"""Which statements of two articles are one utterance: candidates are aligned, and the alignment is scored."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from retold.consistency.wording.alignment import Coded, Match, align_pairs
from retold.consistency.wording.candidates import SHARED_WORDS, find_candidates, find_retellings
from retold.consistency.wording.fragments import find_fragments
from retold.consistency.wording.retelling import Measured, Versions, score_retellings
from retold.consistency.wording.utterances import (
    ELLIPSIS,
    Utterance,
    end_of_sentence,
    start_of_sentence,
)
from retold.language.english.modality import AUXILIARIES, MODALS, PRONOUNS
from retold.language.english.synonyms import are_listed
from retold.language.number_words import is_number
from retold.language.words import LIGHT, REMEMBERED, is_content
from retold.ties import DIGITS

# From this score on, two statements are the same utterance. On the half of the planted study that is tuned on, true
# pairs lie at 0.66 and above, statements made to look alike at 0.57 and below; the middle.
SAME_UTTERANCE = 0.62

# What weighs against two statements being one, beside a content word of one side in the place of another one of the
# other (1): another number, which is what reports get wrong; a word that only one side has; and, of what the two
# have at their ends, the part in which both go on with words of their own.
NUMBER_AGAINST, SYNONYM_AGAINST, ADDED_AGAINST, ENDS_AGAINST = 0.5, 0.5, 0.25, 1.0

# A statement that ends where the other goes on is cut, and so much of a doubt remains for each word that is cut.
CUT_AGAINST = 0.02

# However much is cut, it is no more doubt than one word in the place of another.
MOST_CUT = 1.0

# So many content words that are no names must match.
PLAIN_WORDS = 2

# The same words by another person are another utterance: so much is taken off the score, if both voices are sure.
OTHER_VOICE = 0.4

# One word in the place of an unrelated one is drift; a second and a third beside it speak of another event, and count
# so much each.
FURTHER_SWAP = 2.0

# Of two statements of one article that are like a third, the one below this share of the other's score is another
# utterance; an article may also give one twice, in the first lines and below. Of the seven pairs of real events between
# 0.7 and 0.85 six were right; the value was chosen on those events.
NEARLY_BEST = 0.7

# From this likelihood on, two statements that share few words are retellings of one utterance; below it, two that share many
# are not (see `retold.consistency.wording.retelling`). Chosen on the likelihoods of real events
# left out of training, all together: from here on 93 of 100 pairs are right.
RETOLD = 0.6

# Two voices that are both so sure are two speakers, whatever the words.
SURE_VOICES = 0.99

# Two statements of so high a score and so many matched content words are one, and the encoder is not asked: of 52
# such pairs in real events 51 were right.
PLAIN_SCORE, PLAIN_MATCHED = 0.85, 6

# Most candidates are no pair; their alignments are forgotten after so many.
ALIGNED_AT_ONCE = 20_000


class Link(NamedTuple):
    """Two utterances, by position, that are one; the score of their likeness, how sure it is, and the alignment."""

    a: int
    b: int
    similarity: float
    confidence: float
    matches: list[Match]
    fragment: bool = False


def link_utterances(utterances: Sequence[Utterance], *, threshold: float = SAME_UTTERANCE) -> list[Link]:
    """Find the pairs of utterances of different articles that report the same words.

    Parameters
    ----------
    utterances : sequence of Utterance
        As `join_utterances` returns them.
    threshold : float
        Score, in [0, 1], from which a pair is one utterance.

    Returns
    -------
    list of Link
        Sorted by position. ``similarity`` in [0, 1] is what matches, as a share of what matches and what speaks against
        it, see `score_alignment`; ``confidence`` in [0, 1] is lower where few or common words match, and
        graded for fragments, which have no alignment.
    """
    if len(utterances) < 2:
        return []
    coded, rarity = code_words(utterances)
    versions = Versions(utterances, rarity)
    links = [
        link
        for pairs in align_candidates(utterances, coded)
        for pair, likely in zip(pairs, score_candidates(versions, pairs, threshold=threshold), strict=True)
        if (link := _judge(utterances, rarity, pair, likely, threshold=threshold)) is not None
    ]
    links = _keep_best(links, utterances)
    known = {(link.a, link.b) for link in links}
    for i, j, sure in find_fragments(utterances):
        if (i, j) not in known:
            links.append(Link(i, j, sure, sure, [], fragment=True))
    return sorted(links, key=lambda link: (link.a, link.b))


def align_candidates(utterances: Sequence[Utterance], coded: Sequence[Coded]) -> Iterator[list[Measured]]:
    """Yield the candidates of one occasion with their alignments, some at a time."""
    candidates = [
        (i, j)
        for i, j in sorted({*find_candidates(utterances), *find_retellings(utterances)})
        if not is_other_occasion(utterances[i], utterances[j])
    ]
    for first in range(0, len(candidates), ALIGNED_AT_ONCE):
        some = candidates[first : first + ALIGNED_AT_ONCE]
        yield [
            Measured(i, j, *score_alignment(utterances[i], utterances[j], matches), matches)
            for (i, j), matches in zip(some, align_pairs(coded, some), strict=True)
        ]


def score_candidates(versions: Versions, pairs: Sequence[Measured], *, threshold: float) -> list[float]:
    """Return how likely candidates are one utterance, in [0, 1]; those whose words settle it are given their score."""
    utterances = versions.utterances
    versions.note(pairs)
    asked = [at for at, pair in enumerate(pairs) if not _is_plain(pair)]
    aligned = [_is_aligned(utterances, pairs[at], threshold) for at in asked]
    least = [min(RETOLD, threshold) if whether else max(RETOLD, threshold) for whether in aligned]
    likely = np.array([pair.score for pair in pairs])
    # An aligned pair is shown with the score of its words.
    shown = [not whether for whether in aligned]
    likely[asked] = score_retellings(versions, [pairs[at] for at in asked], least=least, shown=shown)
    found: list[float] = likely.tolist()
    return found


def is_other_occasion(a: Utterance, b: Utterance) -> bool:
    """Say whether two utterances are known to be of different occasions, or of different days."""
    if a.occasion and b.occasion and a.occasion != b.occasion:
        return True
    # A day known to the month only is a part of the date.
    return bool(a.day and b.day) and not (a.day.startswith(b.day) or b.day.startswith(a.day))


def _is_aligned(utterances: Sequence[Utterance], pair: Measured, threshold: float) -> bool:
    return pair.score >= threshold and _is_enough(utterances[pair.a], utterances[pair.b], pair.matched)


def _is_plain(pair: Measured) -> bool:
    """Say whether so many words are the same that nothing else need be asked."""
    return pair.score >= PLAIN_SCORE and len(pair.matched) >= PLAIN_MATCHED


def _is_other_voice(a: Utterance, b: Utterance) -> bool:
    return bool(a.voice and b.voice and a.voice != b.voice) and a.sureness * b.sureness >= SURE_VOICES


def _judge(
    utterances: Sequence[Utterance],
    rarity: Mapping[str, float],
    pair: Measured,
    likely: float,
    *,
    threshold: float,
) -> Link | None:
    """Return the link of a pair, None where it is no utterance told twice."""
    aligned = _is_aligned(utterances, pair, threshold)
    if likely < (min(RETOLD, threshold) if aligned else max(RETOLD, threshold)):
        return None
    if not aligned:
        if _is_other_voice(utterances[pair.a], utterances[pair.b]):
            return None
        return Link(pair.a, pair.b, likely, likely, pair.matches)
    evidence = math.fsum(rarity[utterances[pair.a].keys[m.a]] for m in pair.matched)
    return Link(pair.a, pair.b, pair.score, pair.score * (1 - math.exp(-evidence)), pair.matches)


def _keep_best(links: list[Link], utterances: Sequence[Utterance]) -> list[Link]:
    """Leave out a pair one side of which is told clearly better by another statement of the other article."""
    best: dict[tuple[int, str], float] = {}
    sides = [
        ((link.a, utterances[link.b].article_id), (link.b, utterances[link.a].article_id)) for link in links
    ]
    for link, ends in zip(links, sides, strict=True):
        for end in ends:
            best[end] = max(best.get(end, 0.0), link.similarity)
    return [
        link
        for link, ends in zip(links, sides, strict=True)
        if link.similarity >= round(NEARLY_BEST * max(best[end] for end in ends), DIGITS)
    ]


def _is_enough(a: Utterance, b: Utterance, matched: Sequence[Match]) -> bool:
    """Say whether enough words match; names with their titles ("Prime Minister Olsen") are none of them."""
    plain = sum(m.a not in a.names for m in matched)
    return a.forms == b.forms or (len(matched) >= SHARED_WORDS and plain >= PLAIN_WORDS)


def code_words(utterances: Sequence[Utterance]) -> tuple[list[Coded], dict[str, float]]:
    """Return the words of each utterance as numbers to align, and the rarity of each word.

    Rarity is the inverse document frequency over the utterances, in (0, 1]: 1 for a word of one utterance only.
    """
    words: dict[str, int] = {}
    counts: dict[str, int] = {}
    for utterance in utterances:
        for key in dict.fromkeys(utterance.keys):
            counts[key] = counts.get(key, 0) + 1
    n = len(utterances)
    # One more than there are, so that a word of all utterances still is some evidence.
    rare = {key: math.log((n + 1) / count) / math.log(n + 1) for key, count in counts.items()}
    coded = []
    for utterance in utterances:
        content = np.array([is_content(form) for form in utterance.forms], dtype=bool)
        coded.append(
            Coded(
                np.array([words.setdefault(form, len(words)) for form in utterance.forms], dtype=np.int32),
                np.array([words.setdefault(key, len(words)) for key in utterance.keys], dtype=np.int32),
                np.array([_word_class(form) for form in utterance.forms], dtype=np.int8),
                np.where(content, np.float32(1.0), np.float32(LIGHT)),
            )
        )
    return coded, rare


@lru_cache(maxsize=REMEMBERED)
def _word_class(form: str) -> int:
    """Return the closed class within which one word may stand for another, 0 for none."""
    if is_number(form):
        return 1
    classes = (MODALS, AUXILIARIES, PRONOUNS)
    return next((at for at, members in enumerate(classes, 2) if form in members), 0)


def score_alignment(a: Utterance, b: Utterance, matches: Sequence[Match]) -> tuple[float, list[Match]]:
    """Return how likely two aligned utterances are one, in [0, 1], and the matches of content words.

    The score is M / (M + A): M the matched content words, A what speaks against them: content words in the place of
    others, added ones, ends that both go on in words of their own. What is replaced in the same way twice
    counts once, as one decision made both changes. To weigh the words by their rarity parted the tuning half of the
    planted study less well.
    """
    content = [m for m in matches if m.a in a.said and m.b in b.said]
    matched = [m for m in content if m.same or a.keys[m.a] == b.keys[m.b]]
    if not matched:
        return 0.0, []
    # Another number still shows which words correspond.
    anchors = [m for m in content if a.keys[m.a] == b.keys[m.b] or is_number(a.forms[m.a])]
    changed = {(a.forms[m.a], b.forms[m.b]) for m in anchors if a.keys[m.a] != b.keys[m.b]}
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = {((), ())}
    against = NUMBER_AGAINST * len(changed)
    swaps = 0
    for p, q in pairwise(anchors):
        swap = _keys(a, _between(a, p.a + 1, q.a)), _keys(b, _between(b, p.b + 1, q.b))
        if swap not in seen:
            seen.add(swap)
            words = a.forms[p.a + 1 : q.a], b.forms[p.b + 1 : q.b]
            against += _weigh_gap(len(swap[0]), len(swap[1]), words)
            if not are_listed(*words):
                swaps += min(len(swap[0]), len(swap[1]))
    against += (FURTHER_SWAP - 1) * max(0, swaps - 1)
    against += _weigh_ends(a, b, anchors, seen)
    score = len(matched) / (len(matched) + against)
    other = a.voice and b.voice and a.voice != b.voice
    score *= 1 - OTHER_VOICE * a.sureness * b.sureness if other else 1.0
    return round(score, DIGITS), matched


def _between(utterance: Utterance, first: int, last: int) -> list[int]:
    return [i for i in range(first, last) if i in utterance.said]


def _keys(utterance: Utterance, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(utterance.keys[i] for i in places)


def _weigh_gap(left: int, right: int, words: tuple[list[str], list[str]]) -> float:
    """Return what the content words between two anchors speak against two utterances being one."""
    if ELLIPSIS in words[0] or ELLIPSIS in words[1]:
        # What is left out stands on one side; words before or after the ellipsis are in the place of others.
        return float(min(left, right))
    if not (left and right):
        return ADDED_AGAINST * max(left, right)
    return (SYNONYM_AGAINST if are_listed(*words) else 1.0) * max(left, right)


def _weigh_ends(
    a: Utterance, b: Utterance, anchors: Sequence[Match], seen: set[tuple[tuple[str, ...], tuple[str, ...]]]
) -> float:
    """Return what the words before the first and after the last anchor speak against two utterances being one."""
    first, last = anchors[0], Match(anchors[-1].a + 1, anchors[-1].b + 1, True)
    starts = (
        _between(a, start_of_sentence(a, first.a), first.a),
        _between(b, start_of_sentence(b, first.b), first.b),
    )
    ends = _between(a, last.a, end_of_sentence(a, last.a)), _between(b, last.b, end_of_sentence(b, last.b))
    marked = ELLIPSIS in a.forms[last.a :] or ELLIPSIS in b.forms[last.b :]
    against = cut_words = 0.0
    for left, right, cut in ((starts[0][::-1], starts[1][::-1], False), (*ends, marked)):
        both = min(len(left), len(right))
        # Next to the matched middle, as many words of one side stand in the place of as many of the other.
        swap = _keys(a, sorted(left[:both])), _keys(b, sorted(right[:both]))
        if not cut and swap not in seen:
            against += ENDS_AGAINST * both
        cut_words += max(len(left), len(right)) - both
    return against + min(CUT_AGAINST * cut_words, MOST_CUT)
