"""Measure what grouping costs from 2,000 statements to 200,000, and how good it is on both sides of the limit between its two paths.

Usage: python benchmarks/arguments_growth.py PATH [--sizes 1900 2001 5000] [--embeddings wordllama encoder] [--only SECTION]

PATH holds `argkp2021` and `perspectrum`, of which only the train splits are read. Up to `retold.arguments.grouping.embedding.SMALL`
units average link compares all pairs; beyond, it does so within neighbourhoods (`local`).

- `cost`: `group_arguments` with all trust figures, each size in a process of its own on one core: CPU seconds, peak memory, groups.
  Statements are the texts of both collections; where there are not enough, the first half of one and the second half of another.
- `limit`: the same statements by both paths and by Louvain, on numbers of them on both sides of the limit: the ARI with the clusters that are known,
  of claims of Perspectrum put together, and of debates of ArgKP put together (each key point with its arguments). Of more than 4,000 all pairs
  are not compared.
- `trust`: `group_arguments` with all trust figures, 100, 550, 1,900 and 2,000 short statements, by the default embedding.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from argument_collections import read_argkp, read_perspectrum
from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.clusters import METHODS, Space
from retold.arguments.grouping.cohesion import silhouettes
from retold.arguments.grouping.embedding import embed_parts, join
from retold.arguments.grouping.group import _choose, _judge, _sweep, group_arguments
from retold.arguments.grouping.neighbourhoods import near_silhouettes
from retold.arguments.grouping.same_claim import pair_probabilities
from timing import peak_megabytes, run_apart

SECTIONS = ("cost", "limit", "trust")
# Of 2,000 statements some are split, and there are more units than average link compares.
TRUSTED = (100, 550, 1900, 2000)
SIZES = (1900, 2001, 3000, 5000, 10_000, 20_000, 200_000)
ARTICLES = 8

# On both sides of the limit; of more statements than `COMPARED` the matrix of all pairs takes too long.
LIMITS = (1000, 2500, 4000, 6000)
COMPARED = 4000

# Numeric libraries are held to one thread.
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def make_statements(path: Path, n: int) -> pd.DataFrame:
    """Return n different statements of eight articles, in an order that mixes debates and claims."""
    texts = [
        text for read in (read_argkp, read_perspectrum) for own in read(path, "train") for text in own.texts
    ]
    rng = np.random.default_rng(0)
    texts = [texts[at] for at in rng.permutation(len(texts))]
    found = dict.fromkeys(texts)
    words = [text.split() for text in texts]
    while len(found) < n:
        first, second = (words[at] for at in rng.integers(len(words), size=2))
        found[" ".join(first[: len(first) // 2] + second[len(second) // 2 :])] = None
    kept = list(found)[:n]
    names = [f"a{at % ARTICLES}" for at in range(n)]
    ids = [f"{name}:{at // ARTICLES + 1}" for at, name in enumerate(names)]
    return pd.DataFrame({"statement_id": ids, "article_id": names, "text": kept})


def one_size(path: Path, n: int, embedding: str) -> None:
    statements = make_statements(path, n)
    before = time.process_time()
    found = group_arguments(statements, embedding=embedding)
    print(
        json.dumps(
            {
                "n": n,
                "units": len(found.units),
                "method": found.method,
                "seconds": time.process_time() - before,
                "gigabytes": peak_megabytes() * 1024 / 1e6,
                "groups": len(found.groups),
                "grouped": float((found.units["argument"] != "none").mean()),
            }
        )
    )


def cost(path: Path, sizes: list[int], embeddings: list[str]) -> None:
    """Print what each size costs with each embedding."""
    print("\ncost: statements, units, method, CPU seconds, peak GB, groups, share of units that is grouped")
    for embedding in embeddings:
        for n in sizes:
            row = json.loads(run_apart(__file__, path, "--one", n, "--embeddings", embedding))
            print(
                "  {e:<10}{n:>8,}{units:>9,} {method:<8}{seconds:>8.1f}{gigabytes:>7.2f}{groups:>7}{grouped:>7.2f}".format(
                    e=embedding, **row
                ),
                flush=True,
            )


def trust(path: Path) -> None:
    """Print what few statements cost."""
    print("\ntrust: statements, method, CPU seconds")
    for n in TRUSTED:
        row = json.loads(run_apart(__file__, path, "--one", n, "--embeddings", "encoder"))
        print("  {n:>8,} {method:<8}{seconds:>8.1f}".format(**row), flush=True)


def limit(path: Path, embeddings: list[str]) -> None:
    """Print how well all paths group the same statements."""
    print("\nlimit: statements, ARI by average link, local and Louvain")
    for name, read in (("claims", read_perspectrum), ("debates", read_argkp)):
        debates = read(path, "train")
        order = np.random.default_rng(0).permutation(len(debates))
        texts = [text for at in order for text in debates[at].texts]
        groups = [f"{at}:{group}" for at in order for group in debates[at].groups]
        for embedding in embeddings:
            for n in LIMITS:
                if n > len(texts):
                    continue
                claims = claim_texts(texts[:n])
                ways = ("average", "local", "louvain")[n > COMPARED :]
                found = [by_path(claims, groups[:n], embedding, method) for method in ways]
                shown = " ".join(f"{value:.3f}" for value in found)
                print(f"  {name:<8}{embedding:<10}{n:>8,}   {shown:>17}", flush=True)


def by_path(claims: list[str], groups: list[str], embedding: str, method: str) -> float:
    """Return the ARI of one path, with the criterion that `group_arguments` has there."""
    vectors = join(embed_parts(claims, method=embedding))
    likely = pair_probabilities(claims, embedding=embedding) if method == "average" else None
    space = Space(vectors, likely).ready_for(method)
    sweep = _sweep(space, METHODS[method], None, 2)
    if method == "average":
        widths = [float(silhouettes(space.distances, labels).mean()) for labels in sweep.groupings]
    elif space.places is not None:
        widths = [float(near_silhouettes(vectors, labels, space.places).mean()) for labels in sweep.groupings]
    else:
        widths = [float("nan")] * len(sweep.values)
    scores = _judge(sweep, "joint", widths, large=method != "average")
    labels = sweep.groupings[_choose(sweep, None, scores)].copy()
    alone = labels == 0
    labels[alone] = -np.arange(1, alone.sum() + 1)
    return float(adjusted_rand_score(groups, labels))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument(
        "--embeddings", nargs="*", default=["wordllama"], choices=["wordllama", "encoder", "tfidf"]
    )
    parser.add_argument("--only", choices=SECTIONS, nargs="*", default=list(SECTIONS))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.update(ONE_CORE)
    if options.one:
        one_size(options.path, options.one, options.embeddings[0])
        return
    if "cost" in options.only:
        cost(options.path, options.sizes, options.embeddings)
    if "limit" in options.only:
        limit(options.path, options.embeddings)
    if "trust" in options.only:
        trust(options.path)


if __name__ == "__main__":
    main()
