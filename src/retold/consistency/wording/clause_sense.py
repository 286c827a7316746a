"""Whether the clauses that two versions have in common agree in negation, modal verbs and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from retold.consistency.wording.alignment import Match
from retold.consistency.wording.drift import plain_modal
from retold.consistency.wording.utterances import Utterance
from retold.language.english.broken_quotations import COMPLEMENTIZER
from retold.language.english.clauses import CLAUSE_WORDS
from retold.language.english.modality import BACKSHIFTED, DOUBTING, NEGATIVE_PREFIXES, NEGATORS
from retold.language.number_words import is_number

# Signs between two words that part clauses.
_CLAUSE_SIGNS = frozenset(",;:()\u2013\u2014\u2026")


class Sense(NamedTuple):
    """What must not differ: whether negations are odd, the modal verbs, the numbers."""

    negated: bool
    modals: frozenset[str]
    numbers: frozenset[str]


def changed_sense(a: Utterance, b: Utterance, matches: Sequence[Match]) -> frozenset[str]:
    """Return the types of drift of clauses that both versions have, and that are negated or bound or counted otherwise.

    Clauses correspond if a content word of one matches one of the other, and clauses without content words ("if they can") if
    any word does. "I doubt that" and "it is not true that" belong to what follows them. A clause without a counterpart is left out,
    which changes nothing in what is said; so is a number that one side doesn't give.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["We close no bridge, and the road stays open", "We close the bridge"]
    >>> frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "text": texts}
    >>> a, b = join_utterances(pd.DataFrame(frame))
    >>> sorted(changed_sense(a, b, [Match(0, 0, True), Match(1, 1, True), Match(3, 3, True)]))
    ['negation flipped']
    """
    indirect = "indirect" in (a.form, b.form)
    found = set()
    for own, other in _clauses_in_common(a, b, matches):
        left, right = _sense(a, own, indirect=indirect), _sense(b, other, indirect=indirect)
        turned = _count_prefixed(a, own, b, other) % 2 == 1
        if (left.negated != right.negated) != turned:
            found.add("negation flipped")
        if left.modals - right.modals:
            found.add("modality lost")
        if right.modals - left.modals:
            found.add("modality added")
        if left.numbers - right.numbers and right.numbers - left.numbers:
            found.add("number changed")
    return frozenset(found)


def _count_prefixed(a: Utterance, own: Sequence[int], b: Utterance, other: Sequence[int]) -> int:
    """Count the words that one version has with a prefix that denies them, and the other without ("unfit", "not fit")."""
    left, right = ({utterance.forms[at] for at in places} for utterance, places in ((a, own), (b, other)))
    pairs = ((left - right, right - left), (right - left, left - right))
    return sum(
        prefix + form in with_it
        for with_it, without in pairs
        for form in without
        for prefix in NEGATIVE_PREFIXES
    )


def _clauses_in_common(
    a: Utterance, b: Utterance, matches: Sequence[Match]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the words, by position, of clauses of a with those of the clauses of b that they correspond to."""
    clauses = [number_clauses(a), number_clauses(b)]
    full = [{own[at] for at in utterance.said} for own, utterance in zip(clauses, (a, b), strict=True)]
    held = [
        (i, j)
        for m in matches
        for i, j in [(clauses[0][m.a], clauses[1][m.b])]
        if (m.a in a.said and m.b in b.said) or (m.same and not (i in full[0] or j in full[1]))
    ]
    if not held:
        return
    first = max(clauses[0]) + 1
    size = first + max(clauses[1]) + 1
    rows, columns = np.array([(i, first + j) for i, j in held]).T
    graph = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    groups = connected_components(graph, directed=False)[1]
    for group in sorted({int(groups[i]) for i, _ in held}):
        sides = groups[:first] == group, groups[first:] == group
        yield (_governed(a, clauses[0], sides[0]), _governed(b, clauses[1], sides[1]))


def _governed(utterance: Utterance, clauses: Sequence[int], members: NDArray[np.bool_]) -> list[int]:
    """Return the words of clauses, and of the clause that a "that" makes them depend on ("it is not true that")."""
    inside = set(np.flatnonzero(members).tolist())
    opened = {clause for at, clause in enumerate(clauses) if utterance.forms[at] == COMPLEMENTIZER}
    for clause in sorted(inside & opened, reverse=True):
        while clause in opened and clause:
            clause -= 1
            inside.add(clause)
    return [at for at, clause in enumerate(clauses) if clause in inside]


def number_clauses(utterance: Utterance) -> list[int]:
    """Return for each word the number of its clause."""
    found: list[int] = []
    clause = end = 0
    for word in utterance.words:
        between = utterance.text[end : word.start] if end else ""
        if found and (word.form in CLAUSE_WORDS or _CLAUSE_SIGNS.intersection(between)):
            clause += 1
        found.append(clause)
        end = max(end, word.end)
    return found


def _sense(utterance: Utterance, places: Sequence[int], *, indirect: bool) -> Sense:
    forms = utterance.forms
    modals = {plain_modal(forms, at) for at in places} - {""}
    return Sense(
        negated=sum(forms[at] in NEGATORS | DOUBTING for at in places) % 2 == 1,
        modals=frozenset(BACKSHIFTED.get(modal, modal) if indirect else modal for modal in modals),
        numbers=frozenset(forms[at] for at in places if is_number(forms[at])),
    )
