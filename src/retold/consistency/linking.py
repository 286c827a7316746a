"""Which statements of two articles are one utterance: candidates by rare shared words, then a score of the alignment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.alignment import Coded, Match, align_pairs
from retold.consistency.lexicon import AUXILIARIES, MODALS, PRONOUNS, hedge_places
from retold.consistency.synonyms import are_listed
from retold.consistency.utterances import (
    ELLIPSIS,
    Utterance,
    end_of_sentence,
    is_number,
    quoted_spans,
    start_of_sentence,
)
from retold.consistency.words import LIGHT, is_content

# Two statements are compared if they share a pair of content words, neighbours or next but one, and this
# many content words in all.
SHARED_WORDS = 3

# A pair of words in more statements than this is a stock phrase of the corpus; to join on it would be quadratic.
COMMON_PAIR = 200

# From this score on, two statements are the same utterance. On the half of the planted study that is tuned on, true
# pairs lie at 0.66 and above, statements made to look alike at 0.57 and below; the middle.
SAME_UTTERANCE = 0.62

# What weighs against two statements being one, beside a content word of one side in the place of another one of the
# other (1): another number, which is what reports get wrong; a word that only one side has; and, of what the two
# have at their ends, the part in which both go on with words of their own.
NUMBER_AGAINST, SYNONYM_AGAINST, ADDED_AGAINST, ENDS_AGAINST = 0.5, 0.5, 0.25, 1.0

# A statement that ends where the other goes on is cut, and so much of a doubt remains for each word that is cut.
CUT_AGAINST = 0.02

# Who is said to speak can be wrong, so another voice makes a pair less likely, not impossible.
OTHER_VOICE = 0.85

# A fragment is a quotation, inside a statement, of two or three content words, at most so many words in all.
FRAGMENT_CONTENT, FRAGMENT_WORDS = (2, 3), 6

# In more statements of an article than this, on average, the words of a fragment are what all speak about, and
# link nothing.
COMMON_FRAGMENT = 1.5

# How sure a fragment is: its words alone, and what is added if both statements are of one argument, and if they share
# another content word. The words alone are not listed.
FRAGMENT_ALONE, FRAGMENT_ARGUMENT, FRAGMENT_CONTEXT, LEAST_SURE = 0.4, 0.25, 0.2, 0.6


class Gap(NamedTuple):
    """The words, by position, that two aligned utterances have in each other's place."""

    a0: int
    a1: int
    b0: int
    b1: int


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
        Sorted by position. ``similarity`` in [0, 1] is what matches, each content word weighed by its rarity,
        as a share of what matches and what is in its place; ``confidence`` in [0, 1] is lower where few words
        match, and graded for fragments.
    """
    if len(utterances) < 2:
        return []
    coded, rarity = code_words(utterances)
    candidates = find_candidates(utterances)
    links = []
    for (i, j), matches in zip(candidates, align_pairs(coded, candidates), strict=True):
        similarity, matched = score_alignment(utterances[i], utterances[j], matches, rarity[i], rarity[j])
        whole = utterances[i].forms == utterances[j].forms
        if similarity >= threshold and (matched >= SHARED_WORDS or whole):
            links.append(Link(i, j, similarity, similarity * (1 - math.exp(-matched)), matches))
    known = {(link.a, link.b) for link in links}
    found = [link for link in link_fragments(utterances) if (link.a, link.b) not in known]
    return sorted([*links, *found], key=lambda link: (link.a, link.b))


def link_fragments(utterances: Sequence[Utterance]) -> list[Link]:
    """Link short quotations ("red line") to statements of other articles that have the same words.

    The words must be rare, and the statements have something else in common: an argument, or another content word.

    Examples
    --------
    >>> from retold.consistency.utterances import join_utterances
    >>> texts = ["that the old bridge was a “paper tiger” for him", "“This bridge is a paper tiger and no more.”"]
    >>> frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "none", "text": texts}
    >>> [(link.a, link.b, round(link.confidence, 2)) for link in link_fragments(join_utterances(pd.DataFrame(frame)))]
    [(0, 1, 0.6)]
    """
    content = [[u.keys[i] for i in _content_places(u)] for u in utterances]
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, keys in enumerate(content):
        grams = (tuple(keys[i : i + n]) for n in FRAGMENT_CONTENT for i in range(len(keys) - n + 1))
        for gram in dict.fromkeys(grams):
            holders.setdefault((utterances[at].cluster, *gram), []).append(at)
    links: dict[tuple[int, int], Link] = {}
    for at, utterance in enumerate(utterances):
        for gram in _fragments(utterance):
            members = holders.get((utterance.cluster, *gram), [])
            articles = {utterances[other].article_id for other in members}
            if len(members) > min(COMMON_FRAGMENT * len(articles), COMMON_PAIR):
                continue
            for other in members:
                i, j = min(at, other), max(at, other)
                sure = _sureness(utterances, content, gram, i, j)
                if utterances[i].article_id != utterances[j].article_id and sure >= LEAST_SURE:
                    links.setdefault((i, j), Link(i, j, sure, sure, [], fragment=True))
    return [links[pair] for pair in sorted(links)]


def _fragments(utterance: Utterance) -> list[tuple[str, ...]]:
    """Return the content words of each short quotation inside an utterance."""
    found = []
    places = _content_places(utterance)
    for start, end in quoted_spans(utterance.text):
        inside = [i for i, word in enumerate(utterance.words) if start <= word.start < end]
        gram = tuple(utterance.keys[i] for i in inside if i in places)
        if len(inside) <= FRAGMENT_WORDS and len(gram) in FRAGMENT_CONTENT:
            found.append(gram)
    return found


def _sureness(
    utterances: Sequence[Utterance], content: Sequence[Sequence[str]], gram: tuple[str, ...], i: int, j: int
) -> float:
    argument = utterances[i].argument == utterances[j].argument != "none"
    context = (set(content[i]) & set(content[j])) - set(gram)
    return FRAGMENT_ALONE + FRAGMENT_ARGUMENT * argument + FRAGMENT_CONTEXT * bool(context)


def code_words(utterances: Sequence[Utterance]) -> tuple[list[Coded], list[NDArray[np.float64]]]:
    """Return the words of each utterance as numbers to align, and their rarity.

    Rarity is the inverse document frequency over the utterances, scaled to [LIGHT, 1]: a content word in every
    utterance weighs as little as a function word.
    """
    words: dict[str, int] = {}
    counts: dict[str, int] = {}
    for utterance in utterances:
        for key in dict.fromkeys(utterance.keys):
            counts[key] = counts.get(key, 0) + 1
    n = len(utterances)
    scale = math.log(n + 1)
    coded, rarity = [], []
    for utterance in utterances:
        content = np.array([is_content(form) for form in utterance.forms], dtype=bool)
        coded.append(
            Coded(
                np.array([words.setdefault(form, len(words)) for form in utterance.forms], dtype=np.int64),
                np.array([words.setdefault(key, len(words)) for key in utterance.keys], dtype=np.int64),
                np.array([_word_class(form) for form in utterance.forms], dtype=np.int64),
                np.where(content, 1.0, LIGHT),
            )
        )
        rarity.append(np.where(content, 1.0, 0.0))
    return coded, rarity


def _word_class(form: str) -> int:
    """Return the closed class within which one word may stand for another, 0 for none."""
    if is_number(form):
        return 1
    classes = (MODALS, AUXILIARIES, PRONOUNS)
    return next((at for at, members in enumerate(classes, 2) if form in members), 0)


def _content_places(utterance: Utterance) -> list[int]:
    hedges = hedge_places(utterance.forms)
    return [
        i
        for i, form in enumerate(utterance.forms)
        if is_content(form) and i not in hedges and form != ELLIPSIS and form not in MODALS
    ]


def find_candidates(utterances: Sequence[Utterance]) -> list[tuple[int, int]]:
    """Return pairs of utterances of different articles that share a pair of content words and enough others.

    Near linear in the number of utterances: an exact join of sparse tables, pair of words by utterance.

    Examples
    --------
    >>> from retold.consistency.utterances import join_utterances
    >>> texts = ["The old bridge carries no trucks", "The old bridge carries trucks", "No trucks, said the guard"]
    >>> frame = {"statement_id": ["a:1", "b:1", "c:1"], "article_id": ["a", "b", "c"], "argument": "none"}
    >>> find_candidates(join_utterances(pd.DataFrame(frame | {"text": texts})))
    [(0, 1)]
    """
    pairs: dict[tuple[str, str, str], list[int]] = {}
    singles: dict[str, int] = {}
    places: list[tuple[int, int]] = []
    for at, utterance in enumerate(utterances):
        keys = [utterance.keys[i] for i in _content_places(utterance)]
        near = [*pairwise(keys), *zip(keys, keys[2:], strict=False)]
        for left, right in dict.fromkeys(near):
            pairs.setdefault((utterance.cluster, left, right), []).append(at)
        places += [(at, singles.setdefault(key, len(singles))) for key in dict.fromkeys(keys)]
    joined = _join([members for members in pairs.values() if 1 < len(members) <= COMMON_PAIR], len(utterances))
    articles = pd.factorize(np.array([utterance.article_id for utterance in utterances], dtype=object))[0]
    joined = joined[articles[joined[:, 0]] != articles[joined[:, 1]]]
    enough = _count_shared(places, len(utterances), joined) >= SHARED_WORDS
    same = [utterances[i].forms == utterances[j].forms for i, j in joined.tolist()]
    return [(i, j) for i, j in joined[enough | np.array(same, dtype=bool)].tolist()]


def _join(groups: Sequence[list[int]], n: int) -> NDArray[np.int64]:
    """Return the pairs (i < j) that are together in a group, sorted."""
    if not groups:
        return np.zeros((0, 2), dtype=np.int64)
    members = np.concatenate([np.array(group) for group in groups])
    which = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    table = sparse.csr_array((np.ones(len(members), dtype=np.int32), (members, which)), shape=(n, len(groups)))
    together = sparse.triu(table @ table.T, k=1).tocoo()
    found = np.column_stack([together.row, together.col]).astype(np.int64)
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _count_shared(places: Sequence[tuple[int, int]], n: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    rows, columns = np.array(places).T
    table = sparse.csr_array((np.ones(len(places), dtype=np.int64), (rows, columns)), shape=(n, columns.max() + 1))
    shared = table[pairs[:, 0]].multiply(table[pairs[:, 1]]).sum(axis=1)
    return np.asarray(shared, dtype=np.int64).ravel()


def score_alignment(
    a: Utterance,
    b: Utterance,
    matches: Sequence[Match],
    rarity_a: NDArray[np.float64],
    rarity_b: NDArray[np.float64],
) -> tuple[float, int]:
    """Return how likely two aligned utterances are one, in [0, 1], and how many content words match.

    The score is M / (M + A): M the rarity of the matched content words, A that of what speaks against it: a content
    word in the place of another, an added one, ends that both go on in words of their own. A word that is replaced
    in the same way twice counts once, as one decision made both changes.
    """
    content = [m for m in matches if is_content(a.forms[m.a]) and a.forms[m.a] not in MODALS]
    counted = [m for m in content if m.same or a.keys[m.a] == b.keys[m.b]]
    if not counted:
        return 0.0, 0
    # Another number still shows which words correspond.
    anchors = [m for m in content if m in counted or is_number(a.forms[m.a])]
    found = float(sum(min(rarity_a[m.a], rarity_b[m.b]) for m in counted))
    hidden_a, hidden_b = _unheard(a), _unheard(b)
    edges = [(anchors[0].a, anchors[0].b), (anchors[-1].a, anchors[-1].b)]
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = {((), ())}
    against = NUMBER_AGAINST * len({(a.forms[m.a], b.forms[m.b]) for m in anchors if m not in counted})
    for p, q in pairwise(anchors):
        left = _content(a, p.a + 1, q.a, hidden_a)
        right = _content(b, p.b + 1, q.b, hidden_b)
        swap = (tuple(a.keys[i] for i in left), tuple(b.keys[j] for j in right))
        if swap not in seen:
            seen.add(swap)
            gap = Gap(p.a + 1, q.a, p.b + 1, q.b)
            against += _weigh_gap(a, b, gap, left, right, rarity_a, rarity_b)
    (start_a, start_b), (end_a, end_b) = edges
    end_a, end_b = end_a + 1, end_b + 1
    starts = (
        _content(a, start_of_sentence(a, start_a), start_a, hidden_a),
        _content(b, start_of_sentence(b, start_b), start_b, hidden_b),
    )
    ends = (
        _content(a, end_a, end_of_sentence(a, end_a), hidden_a),
        _content(b, end_b, end_of_sentence(b, end_b), hidden_b),
    )
    cut = ELLIPSIS in a.forms[end_a:] or ELLIPSIS in b.forms[end_b:]
    for (left, right), marked, near in ((starts, False, _last), (ends, cut, _first)):
        both = min(len(left), len(right))
        # Beside the matched middle, as many words of one side stand in the place of as many of the other.
        left, right, over = near(left, both), near(right, both), max(len(left), len(right)) - both
        swap = (tuple(a.keys[i] for i in left), tuple(b.keys[j] for j in right))
        if not marked and swap not in seen:
            against += ENDS_AGAINST * min(float(rarity_a[left].sum()), float(rarity_b[right].sum()))
        against += CUT_AGAINST * over
    score = found / (found + against)
    if a.voice and b.voice and a.voice != b.voice:
        score *= OTHER_VOICE
    return score, len(counted)


def _first(places: list[int], n: int) -> list[int]:
    return places[:n]


def _last(places: list[int], n: int) -> list[int]:
    return places[len(places) - n :]


def _unheard(utterance: Utterance) -> frozenset[int]:
    """Return the places of words that change a statement, but do not make it another one."""
    modals = {i for i, form in enumerate(utterance.forms) if form in MODALS or form == ELLIPSIS}
    return frozenset(modals | hedge_places(utterance.forms))


def _content(utterance: Utterance, first: int, last: int, hidden: frozenset[int]) -> list[int]:
    return [i for i in range(first, last) if is_content(utterance.forms[i]) and i not in hidden]


def _weigh_gap(
    a: Utterance,
    b: Utterance,
    gap: Gap,
    left: list[int],
    right: list[int],
    rarity_a: NDArray[np.float64],
    rarity_b: NDArray[np.float64],
) -> float:
    """Return what the content words between two anchors speak against two utterances being one."""
    words_a, words_b = a.forms[gap.a0 : gap.a1], b.forms[gap.b0 : gap.b1]
    weights = float(rarity_a[left].sum()), float(rarity_b[right].sum())
    if ELLIPSIS in words_a or ELLIPSIS in words_b:
        # What is left out stands on one side; words before or after the ellipsis are in the place of others.
        return min(weights)
    if not (left and right):
        return ADDED_AGAINST * max(weights)
    return (SYNONYM_AGAINST if are_listed(words_a, words_b) else 1.0) * max(weights)
