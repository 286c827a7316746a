"""Measure what the sentence on German articles says: direct quotations, their speakers, and indirect speech.

Usage: python benchmarks/german.py PATH [--split dev]

PATH is the `data` folder of a copy of the German news quotation attribution dataset (Petersen-Frey and Biemann 2024; GitHub
`uhh-lt/german-news-quotation-attribution-2024`, Wikinews, CC BY-NC-SA 4.0), a JSON file an article.

Counted are words (tokens with a letter or a digit). Direct: F1 of the words of our direct statements against those of quotations of type
Direct. A quotation is found if statements that are not the journalist's cover at least half of its words; its speaker is right if the
words that name the speaker in the statement end with the last word of the marked speaker. The printed sentence is the one of
`retold.language.measured`, which a change of these figures makes wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from retold.articles.attribution.voices import find_statements
from retold.language.measured import MEASURED
from retold.language.tokens import token_spans

Span = tuple[int, int]
DIRECT, INDIRECT = "Direct", "Indirect"


class Quotation(NamedTuple):
    """A marked quotation: its spans, its type and the words that name its speaker."""

    spans: tuple[Span, ...]
    kind: str
    speaker: str


def read_articles(folder: Path) -> Iterator[tuple[str, list[Quotation]]]:
    """Yield text and quotations of each article, in the order of the files' names."""
    for file in sorted(folder.glob("*.json")):
        article = json.loads(file.read_text("utf-8"))
        marked = [
            Quotation(
                tuple((span["charBegin"], span["charEnd"]) for span in each["quote"]["spans"]),
                each["type"],
                each["speaker"]["text"],
            )
            for each in article["annotations"]
        ]
        yield article["originalText"], marked


def paint(words: np.ndarray, size: int, spans: list[Span]) -> np.ndarray:
    """Return for each word whether one of the spans holds it."""
    held = np.zeros(size + 1, dtype=bool)
    for start, end in spans:
        held[start:end] = True
    return held[words]


def _names(speaker: str, marked: str) -> bool:
    last = re.findall(r"\w+", marked)[-1:]
    return bool(last) and re.findall(r"\w+", speaker)[-1:] == last


def measure(text: str, marked: list[Quotation]) -> dict[str, int]:
    """Return counts of one article: words of direct quotations, and quotations found by type and with the right speaker."""
    words = np.array([a for a, _ in token_spans(text) if text[a].isalnum()], dtype=np.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        frame = pd.DataFrame({"article_id": ["a"], "language": ["de"], "text": [text]})
        found = find_statements(frame, subject="")
    found = found[found["voice"] != "journalist"]
    spans = list(zip(found["start"], found["end"], strict=True))
    direct = [span for span, form in zip(spans, found["form"], strict=True) if form == "direct"]
    ours = paint(words, len(text), direct)
    gold = paint(words, len(text), [span for each in marked if each.kind == DIRECT for span in each.spans])
    counts = {"right": int((ours & gold).sum()), "ours": int(ours.sum()), "gold": int(gold.sum())}
    held = paint(words, len(text), spans)
    for each in marked:
        own = paint(words, len(text), list(each.spans))
        counts[each.kind] = counts.get(each.kind, 0) + 1
        if not own.any() or 2 * (own & held).sum() < own.sum():
            continue
        counts[f"{each.kind} found"] = counts.get(f"{each.kind} found", 0) + 1
        speakers = found["speaker"][(found["start"] < each.spans[-1][1]) & (found["end"] > each.spans[0][0])]
        counts[f"{each.kind} named"] = counts.get(f"{each.kind} named", 0) + any(
            _names(speaker, each.speaker) for speaker in speakers
        )
    return counts


def main() -> None:
    """Print the figures beside the sentence that the package says of German."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="dev")
    given = parser.parse_args()
    rows = [measure(text, marked) for text, marked in read_articles(given.path / given.split)]
    total = pd.DataFrame(rows).fillna(0).sum().astype(int)
    print(f"{len(rows)} articles")
    print(f"direct, words: F1 {2 * total['right'] / max(total['ours'] + total['gold'], 1):.3f}")
    for kind in (DIRECT, INDIRECT):
        n, found, named = (int(total.get(name, 0)) for name in (kind, f"{kind} found", f"{kind} named"))
        print(
            f"{kind}: {found} of {n} found ({found / max(n, 1):.3f}), {named} with their speaker ({named / max(n, 1):.3f} of all)"
        )
    print(f"said of it: {MEASURED['de'][1]}")


if __name__ == "__main__":
    main()
