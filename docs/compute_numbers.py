"""Write the numbers of the pages anew that the expected results hold: `python docs/compute_numbers.py`.

A page says `<!-- number: NAME -->95.5 %<!-- end -->`; what stands between the two is computed here, by NAME. A test compares the
pages with what is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from retold.articles.voice_scores import compare_voices
from retold.study.config import read_coding

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "data" / "nato"
MARKED = re.compile(r"(<!-- number: (\w+) -->)(.*?)(<!-- end -->)", re.DOTALL)


@cache
def expected(edition: str, table: str) -> pd.DataFrame:
    """Return a table of the expected results of an edition of the five articles."""
    return pd.read_csv(STUDY / "expected" / edition / f"{table}.csv", keep_default_na=False, low_memory=False)


def voices(edition: str) -> str:
    """Return the share of coded characters with the coded voice."""
    scores = compare_voices(expected(edition, "statements"), read_coding(STUDY, "voices", edition))
    return f"{100 * scores.set_index('voice').at['*', 'recall']:.1f} %"


def masked(edition: str) -> str:
    """Return how many spans are masked."""
    return str(len(expected(edition, "masked")))


NUMBERS: dict[str, Callable[[], str]] = {
    "voices_original": lambda: voices("original"),
    "voices_paraphrase": lambda: voices("paraphrase"),
    "masked_paraphrase": lambda: masked("paraphrase"),
}


def pages() -> Iterator[Path]:
    """Yield each page that may hold numbers of results."""
    for pattern in ("README.md", "docs/*.md", "data/*/README.md", "benchmarks/*.md", "training/**/*.md"):
        yield from sorted(ROOT.glob(pattern))


def compute(text: str) -> str:
    """Return a page's text with each marked number computed."""
    return MARKED.sub(lambda found: f"{found[1]}{NUMBERS[found[2]]()}{found[4]}", text)


if __name__ == "__main__":
    for page in pages():
        text = page.read_text("utf-8")
        if compute(text) != text:
            page.write_text(compute(text), "utf-8")
            print(page.relative_to(ROOT))
