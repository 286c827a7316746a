"""Reuse, coverage and scale of stage 4 against the planted study, beside plain difflib.

python benchmarks/consistency_reuse.py                 # the half that was tuned on
python benchmarks/consistency_reuse.py --split held    # the other half
python benchmarks/consistency_reuse.py --texts A B     # shingle measures of two texts
python benchmarks/consistency_reuse.py --answers DIR   # answers written with and without a source (Clough and Stevenson 2011)
python benchmarks/consistency_reuse.py --scale 20000   # time and memory on made-up articles
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

import retold
from key import PLANTED, SPLITS, read_coding, read_rows
from timing import peak_megabytes, timed

PLACES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]

# A passage is found if the spans overlap on both sides by half of the shorter.
OVERLAP = 0.5


def read_articles() -> pd.DataFrame:
    """Return the planted articles with their texts."""
    articles = pd.read_csv(PLANTED / "articles.csv", keep_default_na=False)
    texts = [(PLANTED / file).read_bytes().decode("utf-8") for file in articles["file"]]
    return articles.assign(text=texts)


def overlap(found: pd.DataFrame, key: pd.DataFrame) -> np.ndarray:
    """Return by how much of the shorter span each found passage and each of the key overlap, the worse side."""
    shares = []
    for side in ("a", "b"):
        start, end = f"start_{side}", f"end_{side}"
        first = np.maximum.outer(found[start].to_numpy(float), key[start].to_numpy(float))
        last = np.minimum.outer(found[end].to_numpy(float), key[end].to_numpy(float))
        shorter = np.minimum.outer(
            (found[end] - found[start]).to_numpy(float), (key[end] - key[start]).to_numpy(float)
        )
        same = np.equal.outer(
            found[f"article_{side}"].to_numpy(object), key[f"article_{side}"].to_numpy(object)
        )
        shares.append(np.where(same, np.clip(last - first, 0, None) / shorter, 0.0))
    return np.minimum(*shares)


def match(found: pd.DataFrame, key: pd.DataFrame) -> list[tuple[int, int]]:
    """Return pairs of found and key, one to one, the largest overlaps first."""
    table = overlap(found, key)
    pairs, rows, columns = [], set(), set()
    for at in np.argsort(-table, axis=None, kind="stable"):
        row, column = divmod(int(at), table.shape[1])
        if table[row, column] < OVERLAP:
            break
        if row not in rows and column not in columns:
            pairs.append((row, column))
            rows.add(row)
            columns.add(column)
    return pairs


def score_reuse(found: pd.DataFrame, split: str) -> dict[str, float]:
    """Score found passages of kind reuse on one half of the key.

    Of the half ``tune`` nothing of the other half is read: what overlaps no row of it is not judged. Of the half
    ``held`` all that is found is judged, except what belongs to a row of ``tune``.
    """
    key = read_rows(PLANTED, split, ["reuse"])
    own = found[found["kind"] == "reuse"].reset_index(drop=True)
    wanted = key[key["verdict"] == "reuse"].reset_index(drop=True)
    if split == "tune":
        judged = (overlap(own, key) > 0).any(axis=1)
    else:
        judged = ~(overlap(own, read_rows(PLANTED, "tune", ["reuse"])) >= OVERLAP).any(axis=1)
    own = own[judged].reset_index(drop=True)
    hits = len(match(own, wanted)) if len(own) and len(wanted) else 0
    precision = hits / len(own) if len(own) else float("nan")
    recall = hits / len(wanted) if len(wanted) else float("nan")
    return {
        "found": len(own), "wanted": len(wanted), "right": hits, "precision": precision, "recall": recall,
        "f1": 2 * hits / (len(own) + len(wanted)) if len(own) + len(wanted) else float("nan"),
    }  # fmt: skip


def score_passages(found: pd.DataFrame, split: str) -> dict[str, float]:
    """Score where passages are, of either kind: how many of the key's rows are found, and how many to the letter."""
    key = read_rows(PLANTED, split, ["reuse"])
    pairs = match(found.reset_index(drop=True), key)
    exact = found[PLACES].astype(object).merge(key[PLACES].astype(object), on=PLACES)
    kinds = [found["kind"].iloc[row] == key["verdict"].iloc[column] for row, column in pairs]
    return {
        "wanted": len(key), "recall": len(pairs) / len(key), "exact": len(exact) / len(key),
        "kind": float(np.mean(kinds)),
    }  # fmt: skip


def find_by_difflib(articles: pd.DataFrame, clutter: pd.DataFrame) -> pd.DataFrame:
    """Return the matching blocks of at least five words that plain difflib finds, all called reuse."""
    words = {}
    for row in articles.itertuples():
        masked = clutter[clutter["article_id"] == row.article_id]
        words[row.article_id] = [
            (m.group().lower(), *m.span())
            for m in re.finditer(r"\w+", row.text)
            if not ((masked["start"] < m.end()) & (masked["end"] > m.start())).any()
        ]
    rows = []
    for a, b in combinations(sorted(words), 2):
        left, right = words[a], words[b]
        matcher = SequenceMatcher(None, [w[0] for w in left], [w[0] for w in right], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            if size >= 5:
                rows.append((a, left[i][1], left[i + size - 1][2], b, right[j][1], right[j + size - 1][2]))
    return pd.DataFrame(rows, columns=PLACES).assign(kind="reuse")


def score_coverage() -> dict[str, float]:
    """Score states of coverage on the planted study, given who says what and which argument it is."""
    articles = read_articles()
    texts = articles.set_index("article_id")["text"]

    def read(name: str) -> pd.DataFrame:
        frame = read_coding(PLANTED, name)
        return frame.assign(statement_id=frame["article_id"] + ":" + frame["start"].astype(str))

    voices = read("voices")
    voices["text"] = [texts[row.article_id][row.start : row.end] for row in voices.itertuples()]
    # The subject's own name in the texts, as `find_statements` would give it.
    voices["speaker"] = np.where(voices["voice"] == "subject", "Ilvan Torrek", "")
    # The key was coded over all articles, whatever occasion they report.
    found = retold.cover_arguments(voices, read("arguments"), articles.drop(columns="occasion"))
    coded = read_coding(PLANTED, "coverage")
    both = coded.merge(found, on=["article_id", "argument"], suffixes=("_coded", "_found"))
    wanted, got = (both[f"state_{side}"] == "contradicted" for side in ("coded", "found"))
    right = int((wanted & got).sum())
    return {
        "cells": len(both), "right": float((both["state_coded"] == both["state_found"]).mean()),
        "contradicted": int(wanted.sum()), "precision": right / int(got.sum()) if got.any() else float("nan"),
        "recall": right / int(wanted.sum()),
    }  # fmt: skip


def make_articles(count: int, seed: int = 1) -> pd.DataFrame:
    """Return articles of about 500 words of a Zipf vocabulary; half of them take a stretch from an earlier one."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array([f"w{number:x}" for number in range(50_000)])
    chances = 1 / np.arange(10, len(vocabulary) + 10)
    chances /= chances.sum()
    phrases = rng.choice(vocabulary, size=(200, 7), p=chances)
    written: list[np.ndarray] = []
    for at in range(count):
        words = rng.choice(vocabulary, size=int(rng.integers(300, 700)), p=chances)
        # Set phrases that hundreds of articles share.
        phrase = phrases[int(rng.integers(len(phrases)))]
        words[20 : 20 + len(phrase)] = phrase
        if at and rng.random() < 0.5:
            source = written[int(rng.integers(max(0, at - 500), at))]
            size = int(rng.integers(40, 250))
            words[100 : 100 + size] = source[50 : 50 + size][: len(words) - 100]
        written.append(words)
    texts = [" ".join(words) + "." for words in written]
    return pd.DataFrame(
        {"article_id": [f"n{n:06d}" for n in range(count)], "text": texts, "date": "2021-03-04"}
    )


def _line(name: str, scores: dict[str, float]) -> str:
    return name.ljust(28) + "  ".join(
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
        for key, value in scores.items()
    )


def run_planted(split: str) -> None:
    articles, clutter = read_articles(), read_coding(PLANTED, "clutter")
    ours, seconds = timed(lambda: retold.find_reuse(articles, masked=clutter))
    peer, peer_seconds = timed(lambda: find_by_difflib(articles, clutter))
    print(f"half {split!r} of the key")
    print(_line("reuse, retold", score_reuse(ours, split)))
    print(_line("reuse, difflib", score_reuse(peer, split)))
    print(_line("passages, retold", score_passages(ours, split)))
    print(_line("passages, difflib", score_passages(peer, split)))
    print(_line("seconds", {"retold": seconds, "difflib": peer_seconds}))
    print(_line("coverage", score_coverage()))
    found = retold.measure_sources(retold.share_reuse(ours, articles))
    print(_line("sources", {"of": len(articles), "value": found.value, "low": found.low, "high": found.high}))


def run_texts(paths: list[str]) -> None:
    a, b = (Path(path).read_text("utf-8") for path in paths)
    for n in (3, 5, 7):
        print(f"{n}-gram Jaccard            {retold.shingle_jaccard(a, b, n=n):.7f}")
    print(f"3-gram containment, a in b {retold.shingle_containment(a, b):.7f}")
    print(f"3-gram containment, b in a {retold.shingle_containment(b, a):.7f}")


def difflib_share(answer: str, source: str) -> float:
    """Return which share of an answer's words difflib finds in the source, in order."""
    left, right = (re.findall(r"\w+", text.lower()) for text in (answer, source))
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(left), 1)


def score_threshold(shares: pd.Series, copied: pd.Series, tasks: pd.Series) -> dict[str, float]:
    """Score the best single threshold, found on the other tasks and applied to each; and the area under the curve."""
    right = pd.Series(False, index=shares.index)
    for task in sorted(set(tasks)):
        own = tasks == task
        edges = np.unique(shares[~own])
        hits = [((shares[~own] >= edge) == copied[~own]).mean() for edge in edges]
        right[own] = (shares[own] >= edges[int(np.argmax(hits))]) == copied[own]
    above, below = shares[copied].to_numpy(), shares[~copied].to_numpy()
    wins = np.greater.outer(above, below).mean() + np.equal.outer(above, below).mean() / 2
    draws = np.random.default_rng(1).integers(len(right), size=(2000, len(right)))
    low, high = np.quantile(right.to_numpy()[draws].mean(axis=1), [0.025, 0.975])
    return {"accuracy": float(right.mean()), "low": float(low), "high": float(high), "area": float(wins)}


def run_answers(folder: Path) -> None:
    """Measure the corpus of short answers: five tasks, each with a source; `file_information.csv` says how they were made."""
    table = pd.read_csv(folder / "file_information.csv")
    table.columns = table.columns.str.lower()
    texts = {name: (folder / name).read_bytes().decode("utf-8", "replace") for name in table["file"]}
    sources = table[table["category"] == "orig"].set_index("task")["file"]
    answers = table[table["category"] != "orig"].reset_index(drop=True)
    pairs = [
        (texts[file], texts[sources[task]])
        for file, task in zip(answers["file"], answers["task"], strict=True)
    ]
    measures: dict[str, Callable[[str, str], float]] = {
        "3-gram containment": lambda a, b: retold.shingle_containment(a, b, n=3),
        "5-gram containment": lambda a, b: retold.shingle_containment(a, b, n=5),
        "3-gram Jaccard": lambda a, b: retold.shingle_jaccard(a, b, n=3),
        "difflib, share of words": difflib_share,
    }
    shares = pd.DataFrame({name: [measure(*pair) for pair in pairs] for name, measure in measures.items()})
    print(f"{len(answers)} answers to {len(sources)} tasks; threshold from the other tasks, copied or not")
    for name in measures:
        print(_line(name, score_threshold(shares[name], answers["category"] != "non", answers["task"])))
    print(shares["3-gram containment"].groupby(answers["category"]).describe().round(3).to_string())


def run_scale(count: int) -> None:
    articles = make_articles(count)
    words = int(articles["text"].str.count(" ").sum()) + count
    before = peak_megabytes()
    found, seconds = timed(lambda: retold.find_reuse(articles))
    votes, counting = timed(lambda: retold.source_votes(found, articles))
    print(f"{votes.sum():.0f} sources, {counting:.1f} s")
    print(
        f"{count} articles, {words} words: {len(found)} passages, {seconds:.1f} s, peak {peak_megabytes():.0f} MB (before: {before:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=SPLITS, default="tune")
    parser.add_argument("--texts", nargs=2, metavar=("A", "B"))
    parser.add_argument("--answers", type=Path, metavar="DIR")
    parser.add_argument("--scale", type=int, metavar="ARTICLES")
    chosen = parser.parse_args()
    if chosen.answers:
        run_answers(chosen.answers)
    elif chosen.texts:
        run_texts(chosen.texts)
    elif chosen.scale:
        run_scale(chosen.scale)
    else:
        run_planted(chosen.split)


if __name__ == "__main__":
    main()
