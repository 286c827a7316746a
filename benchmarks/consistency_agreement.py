"""Scale of agreement, sources and influence: seconds and peak memory, beside the plain way where that is possible.

python benchmarks/consistency_agreement.py                  # 300 articles, next to the plain way
python benchmarks/consistency_agreement.py --scale 20000    # and so many articles
python benchmarks/consistency_agreement.py --drawn 3000     # how far drawn pairs are from all pairs
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import combinations
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
import pandas as pd

import retold
from retold.consistency.agreement.headlines import headline_figures
from timing import peak_megabytes, timed

PLACES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
LENGTH = 3_000
MEASURES = ("percent_agreement", "jaccard", "kappa")
SEED = 7


class Corpus(NamedTuple):
    """The three tables that agreement is measured on."""

    coverage: pd.DataFrame
    reuse: pd.DataFrame
    articles: pd.DataFrame


def make_corpus(count: int, arguments: int = 60, seed: int = SEED) -> Corpus:
    """Return articles with what they report and what they share; no text, as no function here reads it.

    Some arguments are in nearly every article and most in few. Half of the articles take a stretch from an
    earlier one, and what it reports there; each holds one of a few set phrases, paired with the next 20 that
    hold it, as in a table of `find_reuse`.
    """
    rng = np.random.default_rng(seed)
    names = np.array([f"n{number:06d}" for number in range(count)], dtype=object)
    chance = np.clip(0.8 / np.arange(1, arguments + 1) ** 0.7, 0.01, 0.9)
    reports = rng.random((count, arguments)) < chance * rng.uniform(0.3, 1.2, size=(count, 1))
    rows: list[tuple[int, int, int, int]] = []
    for at in range(1, count):
        if rng.random() < 0.5:
            source, size = int(rng.integers(max(0, at - 500), at)), int(rng.integers(200, LENGTH))
            reports[at] |= reports[source] & (rng.random(arguments) < size / LENGTH)
            rows.append((source, at, 0, size))
    phrase = rng.integers(max(1, count // 100), size=count)
    for held in range(phrase.max() + 1):
        holders = np.flatnonzero(phrase == held)
        rows += [
            (one, other, LENGTH - 40, LENGTH)
            for at, one in enumerate(holders)
            for other in holders[at + 1 : at + 21]
        ]
    one, other, start, end = np.array(rows).reshape(-1, 4).T
    reuse = pd.DataFrame(
        dict(zip(PLACES, (names[one], start, end, names[other], start, end), strict=True))
    ).assign(kind="reuse")
    coverage = pd.DataFrame(
        {
            "article_id": np.repeat(names, arguments),
            "argument": np.tile([f"k{number:02d}" for number in range(arguments)], count),
            "statements": reports.ravel().astype(int),
            "state": np.where(reports.ravel(), "reported", "silent"),
        }
    )
    return Corpus(coverage, reuse, pd.DataFrame({"article_id": names, "characters": LENGTH}))


def plain_pair(one: np.ndarray, other: np.ndarray) -> tuple[float, float, float]:
    """Return percent agreement, Jaccard and kappa of two articles."""
    n, both, either = len(one), int((one & other).sum()), int((one | other).sum())
    same = 1 - (either - both) / n if n else np.nan
    chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean()) if n else np.nan
    return same, both / either if either else np.nan, (same - chance) / (1 - chance) if chance < 1 else np.nan


def plain_likeness(corpus: Corpus) -> np.ndarray:
    shares = retold.share_reuse(corpus.reuse, corpus.articles).to_numpy()
    return (shares + shares.T) / 2


def plain_means(matrix: np.ndarray, likeness: np.ndarray) -> list[float]:
    """Return the mean of each measure over all pairs, counting articles, then counting sources."""
    votes = 1 / likeness.sum(axis=1)
    pairs = list(combinations(range(len(matrix)), 2))
    values = np.array([plain_pair(matrix[a], matrix[b]) for a, b in pairs]).reshape(-1, 3)
    weights = np.array([votes[a] * votes[b] * (1 - likeness[a, b]) for a, b in pairs])
    means = []
    for by in (np.ones(len(pairs)), weights):
        for column in values.T:
            known = ~np.isnan(column) & (by > 0)
            means.append(float(np.average(column[known], weights=by[known])) if known.any() else np.nan)
    return means


def plain_agreement(corpus: Corpus, replicates: int = 20) -> dict[str, float]:
    """Return the means, with as many resamples and deals as there is patience for (the package takes 1,000)."""
    matrix, likeness = retold.report_matrix(corpus.coverage).to_numpy(), plain_likeness(corpus)
    rng = np.random.default_rng(SEED)
    for _ in range(replicates):
        plain_means(matrix[:, rng.integers(matrix.shape[1], size=matrix.shape[1])], likeness)
        plain_means(rng.permuted(matrix, axis=1), likeness)
    return _named(plain_means(matrix, likeness))


def plain_pairs(corpus: Corpus) -> dict[str, float]:
    matrix = retold.report_matrix(corpus.coverage).to_numpy()
    values = [plain_pair(matrix[a], matrix[b]) for a, b in combinations(range(len(matrix)), 2)]
    return {"jaccard": float(np.nanmean(np.array(values)[:, 1]))}


def plain_headlines(matrix: np.ndarray, likeness: np.ndarray) -> dict[str, float]:
    matrix = matrix[:, matrix.any(axis=0)]
    alpha = retold.krippendorff_alpha(matrix, replicates=0).value
    return _named(plain_means(matrix, likeness)) | {
        "alpha": alpha, "arguments": matrix.shape[1], "arguments_shared": int((matrix.sum(axis=0) > 1).sum()),
        "effective_articles": float((1 / likeness.sum(axis=1)).sum()),
    }  # fmt: skip


def plain_influence(corpus: Corpus, most: int = 10) -> pd.DataFrame:
    """Return the headline figures without each of the first few articles, computed anew."""
    matrix, likeness = retold.report_matrix(corpus.coverage).to_numpy(), plain_likeness(corpus)
    rows = {}
    for at in range(min(most, len(matrix))):
        kept = np.arange(len(matrix)) != at
        rows[corpus.articles["article_id"][at]] = plain_headlines(matrix[kept], likeness[np.ix_(kept, kept)])
    return pd.DataFrame(rows)


def plain_sources(corpus: Corpus) -> dict[str, float]:
    likeness = plain_likeness(corpus)
    n = len(likeness)
    each = [(1 / np.delete(np.delete(likeness, at, 0), at, 1).sum(axis=1)).sum() / (n - 1) for at in range(n)]
    return {"value": float((1 / likeness.sum(axis=1)).sum()), "spread": float(np.std(each))}


def plain_reports(corpus: Corpus) -> dict[str, float]:
    matrix, likeness = retold.report_matrix(corpus.coverage), plain_likeness(corpus)
    return {
        str(name): float((1 / likeness[np.ix_(own, own)].sum(axis=1)).sum()) for name, own in matrix.items()
    }


def _named(means: list[float]) -> dict[str, float]:
    return dict(zip([f"{name}{by}" for by in ("", "_sources") for name in MEASURES], means, strict=True))


def ours_agreement(corpus: Corpus) -> dict[str, float]:
    table = retold.measure_agreement(corpus.coverage, seed=SEED, reuse=corpus.reuse, articles=corpus.articles)
    return table.set_index("measure")["value"].to_dict()


def ours_pairs(corpus: Corpus) -> dict[str, float]:
    table = retold.pair_articles(*corpus)
    return {"rows": len(table), "jaccard": float(table["jaccard"].mean())}


def ours_headlines(corpus: Corpus) -> dict[str, float]:
    return headline_figures(*corpus)


def ours_influence(corpus: Corpus) -> pd.DataFrame:
    table = retold.measure_influence(corpus.coverage, reuse=corpus.reuse, articles=corpus.articles)
    return table.pivot(index="figure", columns="left_out", values="value")


def ours_sources(corpus: Corpus) -> dict[str, float]:
    # As `measure_agreement` calls it: the square table of 20,000 articles would take 3.2 GB.
    from retold.consistency.agreement.sources import known_shares

    ids = corpus.articles["article_id"].tolist()
    found = retold.measure_sources(known_shares(corpus.reuse, corpus.articles, ids))
    return {"value": found.value, "low": found.low, "high": found.high}


def ours_reports(corpus: Corpus) -> dict[str, float]:
    table = retold.count_reports(corpus.coverage, reuse=corpus.reuse, articles=corpus.articles)
    return table.set_index("argument")["sources"].to_dict()


WAYS: dict[str, tuple[Callable[[Corpus], object], Callable[[Corpus], object]]] = {
    "measure_agreement": (ours_agreement, plain_agreement),
    "pair_articles": (ours_pairs, plain_pairs),
    "headline_figures": (
        ours_headlines,
        lambda corpus: plain_headlines(
            retold.report_matrix(corpus.coverage).to_numpy(), plain_likeness(corpus)
        ),
    ),
    "measure_influence": (ours_influence, plain_influence),
    "measure_sources": (ours_sources, plain_sources),
    "count_reports": (ours_reports, plain_reports),
}

PLAIN_NOTES = {"measure_agreement": "20 resamples, not 1,000", "measure_influence": "10 articles, not all"}


def run_one(name: str, way: int, count: int) -> tuple[object, float, float, float]:
    """Return what a function finds, its seconds, the peak of memory, and the peak before it."""
    corpus = make_corpus(count)
    before = peak_megabytes()
    found, seconds = timed(lambda: WAYS[name][way](corpus))
    return found, seconds, peak_megabytes(), before


def measure(name: str, way: int, count: int) -> object:
    """Run a function in a process of its own, whose peak of memory is its own, and print what it took."""
    with get_context("spawn").Pool(1) as pool:
        found, seconds, peak, before = pool.apply(run_one, (name, way, count))
    note = f"  ({PLAIN_NOTES[name]})" if way and name in PLAIN_NOTES else ""
    print(
        f"{count:>7} articles  {name:<18} {'plain' if way else 'retold':<7} {seconds:8.2f} s  peak {peak:6.0f} MB"
        f"  (tables alone {before:.0f}){note}",
        flush=True,
    )
    return found


def compare(ours: object, plain: object) -> str:
    """Say by how much the two ways differ at most, in the figures that both give."""
    a, b = (value.stack() if isinstance(value, pd.DataFrame) else pd.Series(value) for value in (ours, plain))
    both = a.index.intersection(b.index)
    return f"{float((a[both] - b[both]).abs().max()):.1e} in {len(both)} figures"


def run_drawn(count: int) -> None:
    """Print how far the figures over drawn pairs are from those over all pairs, over 20 seeds."""
    corpus = make_corpus(count)
    whole = headline_figures(*corpus, most_pairs=count * count)
    for most in (50_000, 2_000_000):
        drawn = pd.DataFrame([headline_figures(*corpus, most_pairs=most, seed=seed) for seed in range(20)])
        error = (drawn - pd.Series(whole)).abs().max()
        print(f"{most} of {count * (count - 1) // 2} pairs, largest error of 20 draws")
        print(error[error > 0].to_string(float_format="{:.6f}".format))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plain", type=int, metavar="ARTICLES", default=300)
    parser.add_argument("--scale", type=int, metavar="ARTICLES")
    parser.add_argument("--drawn", type=int, metavar="ARTICLES")
    chosen = parser.parse_args()
    if chosen.drawn:
        run_drawn(chosen.drawn)
        return
    for name in WAYS:
        ours, plain = (measure(name, way, chosen.plain) for way in (0, 1))
        print(f"{'':17} {name:<18} differ by at most {compare(ours, plain)}")
    if chosen.scale:
        for name in WAYS:
            measure(name, 0, chosen.scale)


if __name__ == "__main__":
    main()
