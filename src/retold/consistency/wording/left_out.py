"""Sentences that one report leaves out of the midst of a quotation, without a mark: both sides of the gap are a splice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from retold.consistency.wording.linking import Link
from retold.consistency.wording.utterances import Utterance, ends_quotation, opens_quotation

# Between two sentences of one quotation stands a blank, or two.
BETWEEN_SENTENCES = 2

# A report that leaves out more sentences than this in one go quotes two places of a speech.
MOST_LEFT_OUT = 3

Gaps = dict[tuple[int, int], tuple[int, ...]]


def find_left_out(utterances: Sequence[Utterance], links: Sequence[Link]) -> Gaps:
    """Return, for each pair beside such a gap, the sentences that one side leaves out.

    Parameters
    ----------
    utterances : sequence of Utterance
        In reading order.
    links : sequence of Link
        The pairs.

    Returns
    -------
    dict of (int, int) to tuple of int
        For the places of a pair (a, b) those of the sentences left out next to it, in reading order. Two pairs lie at a gap if one
        report prints their sentences side by side in one quotation, and the other has up to `MOST_LEFT_OUT` between them, all in
        one quotation.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["“The dam is old.", "It will hold.”", "“The dam is old.", "We built it well.", "It will hold.”"]
    >>> frame = {"statement_id": ["a:1", "a:2", "b:1", "b:2", "b:3"], "article_id": list("aabbb"), "argument": "k", "text": texts,
    ...          "start": [0, 17, 0, 17, 35], "end": [16, 31, 16, 34, 49], "form": "direct"}
    >>> told = join_utterances(pd.DataFrame(frame))
    >>> find_left_out(told, [Link(0, 2, 1.0, 1.0, []), Link(1, 4, 1.0, 1.0, [])])
    {(0, 2): (3,), (1, 4): (3,)}
    """
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    beside = [goes_on(a, b) for a, b in pairwise(utterances)]
    whole = [(link.a, link.b) for link in links if not link.fragment]
    for turned in (False, True):
        partners: dict[int, list[int]] = defaultdict(list)
        for a, b in whole:
            partners[b if turned else a].append(a if turned else b)
        for own, others in partners.items():
            if own + 1 not in partners or not beside[own]:
                continue
            for first in others:
                for second in partners[own + 1]:
                    if 1 < second - first <= MOST_LEFT_OUT + 1 and all(beside[first:second]):
                        for mine, theirs in ((own, first), (own + 1, second)):
                            found[(theirs, mine) if turned else (mine, theirs)].update(
                                range(first + 1, second)
                            )
    return {pair: tuple(sorted(gap)) for pair, gap in sorted(found.items())}


def goes_on(before: Utterance, after: Utterance) -> bool:
    """Say whether two sentences stand side by side in one quotation."""
    near = before.article_id == after.article_id and before.end >= 0 <= after.start - before.end
    return (
        near
        and after.start - before.end <= BETWEEN_SENTENCES
        and before.form == after.form == "direct"
        and not ends_quotation(before.text)
        and not opens_quotation(after.text)
    )
