"""Measure how notebook 01's time grows with the length of one text made of one piece, over and over.

Usage: python benchmarks/articles_growth.py [--length N]

Each piece once made some step quadratic. Four times the text may take four times as long; a quadratic
step takes sixteen. The exit status is 1 if a piece takes more than nine times as long, above the time
in which the clock measures nothing.
"""

import argparse
import sys
import time
from collections.abc import Callable

import pandas as pd

from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import clutter_spans
from retold.articles.segment import sentence_spans

FACTOR, MOST, LEAST_SECONDS, REPEATS = 4, 9, 0.02, 3

CLUTTER = (
    "a\n",
    "“",
    "A title of words\n",
    "Related news\n",
    "MOSCOW ",
    "A. ",
    "By Ann Lee and ",
    "a - ",
    "- b, 1920",
    "Share ",
    "12:30 ",
    " \u200b",
    "ж",
    "A",
    "A-",
    "A, ",
    "the of and ",
    "é \u200b",
    ".",
    "(",
    "\n",
    "© ",
    "ab\u2028",
)
SENTENCES = (
    ". ",
    '."A',
    '"',
    ".\n",
    "a.",
    "A. ",
    "“.",
    '." ',
    ".“A",
    "! ?",
    "。「",
    "1. ",
    "„.“a",
    ".",
    "x",
    "a. b ",
    "no. ",
    "é? ",
    "“Lee",
    ". - ",
    "a.B",
    "?” Lee ",
    "[1].",
    "\u200b",
    "U.S. ",
    "، ؟",
)
STATEMENTS = (
    "“a b c d e ",
    '"',
    "''",
    "word ",
    "w",
    "A",
    "x, ",
    "said that ",
    "Lee said, ",
    '"a b c d e," he said, ',
    "to go to say ",
    "(A) said ",
    "\n— A word, he said. ",
    "— A, AAAA AAAA ",
    "« a b c d » ",
    "Lee said \0 that, ",
    "قال الرئيس إن المطر ",
)


def statements(text: str) -> None:
    """Find the statements of a text that is one sentence."""
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    sentence = {"sentence_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)], "text": [text]}
    find_statements(articles, pd.DataFrame(sentence), subject="Ann Lee", aliases=["Lee", "the mayor"])


def least_seconds(call: Callable[[str], object], text: str) -> float:
    """Time a call and return the least of some times, which a busy machine disturbs least."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        call(text)
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=20_000, help="characters of the shorter text")
    options = parser.parse_args()
    worst = 0.0
    stages = (
        ("clutter", clutter_spans, CLUTTER),
        ("sentences", sentence_spans, SENTENCES),
        ("statements", statements, STATEMENTS),
    )
    for name, call, pieces in stages:
        for piece in pieces:
            short, long = (
                least_seconds(call, (piece * length)[:length])
                for length in (options.length, FACTOR * options.length)
            )
            growth = long / max(short, LEAST_SECONDS / MOST)
            worst = max(worst, growth)
            print(f"{name:<12}{piece!r:<28}{short:>8.3f} s{long:>8.3f} s{growth:>6.1f}", flush=True)
    print(f"largest growth {worst:.1f} for {FACTOR} times the text")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
