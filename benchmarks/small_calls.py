"""Time small calls beside a peer, or a plain way, in one run: `pytest benchmarks/small_calls.py` (extra `bench`).

`benchmarks/bench.py` keeps what it says. By hand, what a change costs: add `--benchmark-autosave` before it, and after it
`--benchmark-compare --benchmark-compare-fail=median:20%`. Seconds are those of the CPU, which hang less on what else a machine is at.
A plain way does less than the call that it stands beside; what it does is said in `CALLS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import pandas as pd
import pytest

import retold
from consistency_details import difference_numbers, find_own_statements
from consistency_reuse import find_by_difflib
from consistency_wording import difflib_pairs, own_pairs
from key import PLANTED
from sentences import peers
from themes import count_words, make_corpus, ours, with_ahocorasick, with_re

# After one that warms up; the median of so few hardly hangs on one that was disturbed.
ROUNDS = 5

# Articles of the corpus that themes are counted in: a megabyte of text.
THEME_ARTICLES = 400

Frames = dict[str, pd.DataFrame]


@cache
def planted() -> Frames:
    """Return the tables of the planted study that a call is given."""
    articles = retold.read_articles(PLANTED)
    masked = retold.find_clutter(articles)
    statements = find_own_statements(articles, PLANTED)
    details = retold.find_details(statements, articles, masked=masked)
    return {"articles": articles, "masked": masked, "statements": statements, "details": details}


@cache
def themed() -> tuple[pd.DataFrame, object]:
    return make_corpus("natural", THEME_ARTICLES)


def split(name: str) -> Callable[[], object]:
    splitter = dict(peers())[name]
    return lambda: [splitter(text) for text in planted()["articles"]["text"]]


def find_voices() -> object:
    return find_own_statements(planted()["articles"], PLANTED)


def find_quoted() -> object:
    return [re.findall(r'["“„][^"”“]+["”“]', text) for text in planted()["articles"]["text"]]


def group() -> object:
    chosen = planted()["statements"]
    return retold.group_arguments(chosen[chosen["voice"] == "subject"], replicates=0)


def group_plainly() -> object:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    chosen = planted()["statements"]
    vectors = TfidfVectorizer().fit_transform(chosen.loc[chosen["voice"] == "subject", "text"]).toarray()
    # Rows of length one, of which some are empty, which have no cosine.
    return AgglomerativeClustering(n_clusters=None, distance_threshold=1.3, linkage="average").fit(vectors)


# What is timed: by the question that the contestants answer, who answers it, how, and, of one that does less, what it does.
CALLS: dict[str, dict[str, tuple[Callable[[], object], str]]] = {
    "sentences": {name: (lambda name=name: split(name)(), "") for name, _ in peers()},
    "voices": {
        "retold": (find_voices, ""),
        "a regular expression": (find_quoted, "marked quotations alone, and nobody's name"),
    },
    "themes": {
        "retold": (lambda: ours(*themed()), ""),
        "CountVectorizer": (lambda: count_words(themed()[0]), "single words, without places"),
        "re": (lambda: with_re(*themed()), ""),
        **(
            {"pyahocorasick": (lambda: with_ahocorasick(*themed()), "words and phrases, without globs")}
            if find_spec("ahocorasick")
            else {}
        ),
    },
    "arguments": {
        "retold": (group, ""),
        "scikit-learn": (group_plainly, "shared words alone, one fixed cut"),
    },
    "reuse": {
        "retold": (lambda: retold.find_reuse(planted()["articles"], masked=planted()["masked"]), ""),
        "difflib": (lambda: find_by_difflib(planted()["articles"], planted()["masked"]), ""),
    },
    "wording": {
        "retold": (lambda: own_pairs(planted()["statements"]), ""),
        "difflib": (lambda: difflib_pairs(planted()["statements"]), "close matches of whole statements"),
    },
    "conflicts": {
        "retold": (lambda: retold.compare_details(planted()["details"]), ""),
        "differencing": (lambda: difference_numbers(planted()["details"]), "one unit, two values"),
    },
}


@pytest.mark.parametrize(("question", "who"), [(q, who) for q, own in CALLS.items() for who in own])
def test_call(benchmark, question, who):
    call, leaves_out = CALLS[question][who]
    benchmark.group = question
    benchmark.extra_info |= {"question": question, "who": who, "leaves_out": leaves_out}
    benchmark.pedantic(call, rounds=ROUNDS, warmup_rounds=1)
