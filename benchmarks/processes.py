"""Time statements and details of a made corpus in one process and in two, and compare what they give.

Usage: python benchmarks/processes.py [--articles N N ...] [--cores N]

The corpus is that of `benchmarks/articles.py`. Each count of cores has a process of its own, so that the start of the others is paid for.
Printed are seconds by the clock: on a busy machine two processes gain nothing. From `retold.cores.LEAST_ITEMS` articles on they are used.
"""

import argparse
import os
import tempfile
from pathlib import Path

import pandas as pd

import retold
from articles import SUBJECT, write_corpus
from retold import cores
from timing import run_apart, timed


def read_corpus(path: Path) -> str:
    """Return the seconds of statements and of details, and a digest of both tables."""
    articles = retold.read_articles(path)
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    # The corpora of one table are all dealt out, so that where it begins to be worth it can be seen.
    cores.LEAST_ITEMS = 1
    statements, first = timed(lambda: retold.find_statements(articles, sentences, **SUBJECT))
    details, second = timed(
        lambda: retold.find_details(statements, articles, sentences=sentences, masked=masked)
    )
    digest = sum(int(pd.util.hash_pandas_object(t.astype(str)).sum()) for t in (statements, details))
    return f"{first:.1f} {second:.1f} {digest}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[250, 500, 1_000, 3_000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(read_corpus(given.one))
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.articles:
            path = Path(folder) / f"{size}.jsonl"
            write_corpus(path, articles=size)
            rows.append(compare(path, size, given.cores))
    print(pd.DataFrame(rows).to_string(index=False))


def compare(path: Path, size: int, many: int) -> dict[str, object]:
    """Return a row: seconds of both calls in one process and in several, and whether the tables are the same."""
    told = {}
    for count in (1, many):
        os.environ[cores.VARIABLE] = str(count)
        told[count] = run_apart(__file__, "--one", path).split()
    (one, two, digest), (one_side, two_side, same) = told[1], told[many]
    return {
        "articles": size,
        "statements": one,
        f"in {many}": one_side,
        "details": two,
        f"in {many} ": two_side,
        "times as fast": round((float(one) + float(two)) / (float(one_side) + float(two_side)), 2),
        "same": digest == same,
    }


if __name__ == "__main__":
    main()
