"""Measure details and their conflicts on the planted study, beside plain differencing of numbers.

Usage: python benchmarks/consistency_details.py [--split tune|held] [--study data/planted]

The key (`planted.csv`) lists pairs of details that conflict, and pairs that only look as if they did. Only one half of it is
read, so that whoever works on the code sees no row of the other; of that one nothing but places is used, to leave out
predictions that are wholly about it.

A predicted conflict is right if its two details overlap those of a conflict of the key, in either order. It is false if
they overlap a pair that only looks like one, or no pair at all: the key is complete. Recall counts the conflicts of the
key. A look-alike is refused if it is not predicted as a conflict. The verdict of a row is right if a pair of details
that overlaps it has the verdict of the key; a row of which no pair is in the table counts as wrong. A detail is found if a
found one overlaps it.

Everything is given for two inputs: the coded statements (`coding/voices.csv`), and those that `find_statements` finds. Plain
differencing calls each pair of dates, or of numbers with one unit, a conflict if they stand in two articles and differ; in
like sentences it does so only if the shorter sentence has half of its words from the longer.
"""

from __future__ import annotations

import argparse
import re
import time
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import retold

PLANTED = Path(__file__).parents[1] / "data" / "planted"
KINDS = ("conflict", "looks_like_conflict")
SPLITS = ("tune", "held")

Span = tuple[str, int, int]


class Key(NamedTuple):
    """One half of the key: its rows, and the places of details of the other half."""

    rows: pd.DataFrame
    elsewhere: list[Span]


def read_key(folder: Path, split: str) -> Key:
    """Read the rows of one half of the key, and of the other half only the places."""
    table = pd.read_csv(folder / "planted.csv", keep_default_na=False)
    table = table[table["kind"].isin(KINDS)]
    rows, others = table[table["split"] == split], table[table["split"] != split]
    places = {span for side in "ab" for span in _spans(others, side)}
    return Key(
        rows.reset_index(drop=True), sorted(places - {span for side in "ab" for span in _spans(rows, side)})
    )


def _spans(rows: pd.DataFrame, side: str) -> list[Span]:
    columns = (rows[f"{name}_{side}"] for name in ("article", "start", "end"))
    return [(str(a), int(s), int(e)) for a, s, e in zip(*columns, strict=True)]


def read_coded_statements(folder: Path) -> pd.DataFrame:
    """Return the coded statements as a table of statements; they cover all text but the clutter."""
    voices = pd.read_csv(folder / "coding" / "voices.csv", dtype={"article_id": "str"}, keep_default_na=False)
    numbers = voices.groupby("article_id").cumcount() + 1
    return voices.assign(statement_id=voices["article_id"] + ":" + numbers.astype(str))


def find_own_statements(articles: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return the statements that the package finds by itself."""
    settings = retold.read_settings(folder)
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    return retold.find_statements(articles, sentences, subject=settings.subject, aliases=settings.aliases)


def overlap(a: Span, b: Span) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def difference_numbers(details: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that plain differencing calls conflicts: one unit, two articles, two values."""
    known = details[details["kind"].isin(["date", "duration", "number"]) & (details["value"] != "")]
    unit = known["text"].str.lower().str.extract(r"(\w+)$")[0].where(known["kind"] != "date", "date")
    rows = [
        (a, b, "conflict")
        for _, own in known.groupby(unit, sort=True)
        for (a, x, p), (b, y, q) in combinations(
            zip(own["detail_id"], own["article_id"], own["value"], strict=True), 2
        )
        if x != y and p != q
    ]
    return pd.DataFrame(rows, columns=["detail_a", "detail_b", "verdict"])


def keep_like_sentences(pairs: pd.DataFrame, details: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs of which one sentence has half of its words from the other."""
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    words = {
        str(name): set(
            re.findall(r"[^\W\d]+", re.split(r"[.!?]\s|\n", texts[str(article)][start:])[0].lower())
        )
        for name, article, start in zip(
            details["detail_id"], details["article_id"], details["sentence"], strict=True
        )
    }
    kept = [
        2 * len(words[a] & words[b]) >= max(min(len(words[a]), len(words[b])), 1)
        for a, b in zip(pairs["detail_a"], pairs["detail_b"], strict=True)
    ]
    return pairs[kept]


def score_conflicts(conflicts: pd.DataFrame, details: pd.DataFrame, key: Key) -> dict[str, float]:
    """Score a table of conflicts against one half of the key.

    Returns the counts right, false and wanted; precision, recall, f1, refused, verdicts and found as shares.
    """
    spans = {
        str(name): (str(a), int(s), int(e))
        for name, a, s, e in zip(
            *(details[c] for c in ("detail_id", "article_id", "start", "end")), strict=True
        )
    }
    sides = list(zip(_spans(key.rows, "a"), _spans(key.rows, "b"), strict=True))
    wanted = key.rows["kind"].eq("conflict").tolist()
    right = wrong = 0
    told: dict[int, set[str]] = {}
    for a, b, verdict in zip(conflicts["detail_a"], conflicts["detail_b"], conflicts["verdict"], strict=True):
        one, other = spans[str(a)], spans[str(b)]
        hits = [
            n
            for n, (p, q) in enumerate(sides)
            if (overlap(one, p) and overlap(other, q)) or (overlap(one, q) and overlap(other, p))
        ]
        for n in hits:
            told.setdefault(n, set()).add(verdict)
        if verdict != "conflict" or (not hits and _is_elsewhere(one, other, key)):
            continue
        if any(wanted[n] for n in hits):
            right += 1
        else:
            wrong += 1
    found = sum(wanted[n] and "conflict" in told.get(n, ()) for n in range(len(sides)))
    refused = [n for n in range(len(sides)) if not wanted[n] and "conflict" not in told.get(n, ())]
    verdicts = sum(verdict in told.get(n, ()) for n, verdict in enumerate(key.rows["verdict"]))
    places = sorted({span for pair in sides for span in pair})
    seen = sum(any(overlap(place, span) for span in spans.values()) for place in places)
    precision, recall = right / max(right + wrong, 1), found / max(sum(wanted), 1)
    return {
        "right": right,
        "false": wrong,
        "wanted": sum(wanted),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-12),
        "refused": len(refused) / max(len(sides) - sum(wanted), 1),
        "verdicts": verdicts / max(len(sides), 1),
        "found": seen / max(len(places), 1),
    }


def _is_elsewhere(one: Span, other: Span, key: Key) -> bool:
    return all(any(overlap(span, place) for place in key.elsewhere) for span in (one, other))


def measure_details(folder: Path = PLANTED, *, split: str = "tune") -> pd.DataFrame:
    """Return the scores of both methods on both inputs, one row each, with the seconds that details and verdicts took."""
    articles, key = retold.read_articles(folder), read_key(folder, split)
    inputs = {
        "coded statements": read_coded_statements(folder),
        "own statements": find_own_statements(articles, folder),
    }
    rows = []
    for name, statements in inputs.items():
        start = time.perf_counter()
        details = retold.find_details(statements, articles)
        conflicts = retold.compare_details(details)
        seconds = time.perf_counter() - start
        rows.append(
            {"method": "retold", "input": name}
            | score_conflicts(conflicts, details, key)
            | {"seconds": seconds}
        )
        plain = difference_numbers(details)
        rows.append({"method": "differencing", "input": name} | score_conflicts(plain, details, key))
        like = keep_like_sentences(plain, details, articles)
        rows.append({"method": "… in like sentences", "input": name} | score_conflicts(like, details, key))
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="tune")
    parser.add_argument("--study", default=PLANTED, type=Path)
    options = parser.parse_args()
    shown = measure_details(options.study, split=options.split)
    print(f"conflicts of detail, planted study, split {options.split}")
    print(shown.to_string(index=False, float_format=lambda value: f"{value:.3f}", na_rep=""))


if __name__ == "__main__":
    main()
