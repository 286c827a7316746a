"""Short quotations inside a statement ("red line"): linked by rare words and by what else agrees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retold.consistency.wording.candidates import COMMON_PAIR
from retold.consistency.wording.utterances import Utterance, quoted_spans

# A fragment is a quotation, inside a statement, of two or three content words, at most so many words in all.
FRAGMENT_CONTENT, FRAGMENT_WORDS = (2, 3), 6

# In more statements of an article than this, on average, the words of a fragment are what all speak about, and
# link nothing.
COMMON_FRAGMENT = 1.5

# How sure a fragment is: its words alone, and what is added if both statements are of one argument, and if they share
# another content word. Without an argument in common it is not listed: two articles that both put a set
# term ("special operation") in quotation marks do not report one sentence.
FRAGMENT_ALONE, FRAGMENT_ARGUMENT, FRAGMENT_CONTEXT, LEAST_SURE = 0.4, 0.25, 0.2, 0.65


class Fragment(NamedTuple):
    """Two utterances, by position, one of which quotes a few words that the other has, and how sure it is."""

    a: int
    b: int
    sureness: float


def find_fragments(utterances: Sequence[Utterance]) -> list[Fragment]:
    """Find short quotations ("red line") whose words statements of other articles have too.

    The words must be rare, and the statements of one argument; another content word in common makes it surer. How
    sure a fragment is lies in [0, 1].

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["that the old bridge was a “paper tiger” for him", "“This bridge is a paper tiger and no more.”"]
    >>> frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k1", "text": texts}
    >>> find_fragments(join_utterances(pd.DataFrame(frame)))
    [Fragment(a=0, b=1, sureness=0.85)]
    """
    content = [[u.keys[i] for i in u.said] for u in utterances]
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, keys in enumerate(content):
        grams = (tuple(keys[i : i + n]) for n in FRAGMENT_CONTENT for i in range(len(keys) - n + 1))
        for gram in dict.fromkeys(grams):
            holders.setdefault((utterances[at].cluster, *gram), []).append(at)
    links: dict[tuple[int, int], Fragment] = {}
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
                    links.setdefault((i, j), Fragment(i, j, sure))
    return [links[pair] for pair in sorted(links)]


def _fragments(utterance: Utterance) -> list[tuple[str, ...]]:
    """Return the content words of each short quotation inside an utterance."""
    found = []
    quoted = quoted_spans(utterance.text)
    words = utterance.words if quoted else []
    for start, end in quoted:
        inside = [i for i, word in enumerate(words) if start <= word.start < end]
        gram = tuple(utterance.keys[i] for i in inside if i in utterance.said)
        if len(inside) <= FRAGMENT_WORDS and len(gram) in FRAGMENT_CONTENT:
            found.append(gram)
    return found


def _sureness(
    utterances: Sequence[Utterance], content: Sequence[Sequence[str]], gram: tuple[str, ...], i: int, j: int
) -> float:
    argument = utterances[i].argument == utterances[j].argument != "none"
    context = (set(content[i]) & set(content[j])) - set(gram)
    return round(FRAGMENT_ALONE + FRAGMENT_ARGUMENT * argument + FRAGMENT_CONTEXT * bool(context), 2)
