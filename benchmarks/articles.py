"""Time notebook 01's work on a made corpus, on one core: reading, clutter, sentences, statements; and its peak memory.

Usage: python benchmarks/articles.py [--megabytes N] [--articles N N ...] [--skip-memory]

The corpus is made here, from a seed: the words and lines of the shipped paraphrases, drawn at random, with
clutter of invented outlets around them. Memory is measured in a process of its own for each size; the
articles are read in frames, and nothing is kept of a frame when the next one comes.
"""

import argparse
import json
import random
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import retold
from retold.articles.clutter import count_lines
from timing import peak_megabytes, run_apart, timed

NATO = Path(__file__).parents[1] / "data" / "nato"
SUBJECT = {"subject": "Vladimir Putin", "aliases": ["Putin", "Russian President", "the Russian leader"]}
OUTLETS = ("North", "South", "West")
SEED = 20220207

# An article of the made corpus has this many lines, about 3,000 characters as the shipped ones have.
LINES = 12


def made_articles(seed: int = SEED) -> Iterator[dict[str, str]]:
    """Yield articles without end: half of their lines are shipped ones, half are random words of these."""
    paragraphs = [
        line
        for text in retold.read_articles(NATO, edition="paraphrase")["text"]
        for line in text.splitlines()
        if line.strip()
    ]
    words = sorted({word for line in paragraphs for word in line.split()})
    draw = random.Random(seed)
    number = 0
    while True:
        number += 1
        outlet = draw.choice(OUTLETS)
        lines = [" ".join(draw.choices(words, k=9)), f"TOWN, ({outlet}) - " + draw.choice(paragraphs)]
        for _ in range(LINES // 2):
            lines.append(draw.choice(paragraphs))
            lines.append(" ".join(draw.choices(words, k=draw.randint(10, 60))) + ".")
        lines += [f"The {outlet} News app is free", "Leave a Reply"]
        date = f"2022-{draw.randint(1, 12):02}"
        yield {"id": f"a{number}", "body": "\n".join(lines), "source": outlet, "date": date}


def write_corpus(path: Path, *, articles: int = 0, size: int = 0) -> int:
    """Write a corpus of so many articles, or of so many bytes, as JSON Lines; return the bytes of its texts."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for number, row in enumerate(made_articles(), start=1):
            written += len(row["body"].encode())
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            if (articles and number >= articles) or (size and written >= size):
                return written
    return written


def frames(path: Path) -> Iterator[pd.DataFrame]:
    names = {"article_id": "id", "text": "body", "outlet": "source"}
    return retold.iter_articles(path, columns=names, size=500)


def time_stages(path: Path) -> dict[str, float]:
    """Return the seconds each stage takes over the whole corpus, read frame by frame."""
    spent = dict.fromkeys(("reading", "lines", "clutter", "sentences", "statements"), 0.0)
    _, spent["reading"] = timed(lambda: deque(frames(path), maxlen=0))
    # A pass of its own: the corpus is read once more.
    lines, spent["lines"] = timed(lambda: count_lines(frames(path)))
    for articles in frames(path):
        masked, seconds = timed(lambda frame=articles: retold.find_clutter(frame, lines=lines))
        spent["clutter"] += seconds
        sentences, seconds = timed(lambda frame=articles, spans=masked: retold.split_sentences(frame, spans))
        spent["sentences"] += seconds
        _, seconds = timed(
            lambda frame=articles, cut=sentences: retold.find_statements(frame, cut, **SUBJECT)
        )
        spent["statements"] += seconds
    return spent


def peak_memory(path: Path) -> tuple[float, float]:
    """Return the peak of a process's memory in MiB, and its seconds, over both passes and all stages."""
    printed, seconds = timed(lambda: run_apart(__file__, "--pass", path))
    return float(printed), seconds


def one_pass(path: Path) -> None:
    lines = count_lines(frames(path))
    statements = 0
    for articles in frames(path):
        masked = retold.find_clutter(articles, lines=lines)
        sentences = retold.split_sentences(articles, masked)
        statements += len(retold.find_statements(articles, sentences, **SUBJECT))
    print(peak_megabytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--skip-memory", action="store_true")
    parser.add_argument("--pass", dest="only", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        one_pass(options.only)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        size = write_corpus(path, size=int(options.megabytes * 1e6)) / 1e6
        spent = time_stages(path)
        print(f"{size:.1f} MB of text, one core")
        for stage, seconds in [*spent.items(), ("in all", sum(spent.values()))]:
            print(f"{stage:<12}{seconds:>8.2f} s{size / seconds:>9.2f} MB/s")
        for articles in [] if options.skip_memory else options.articles:
            size = write_corpus(path, articles=articles) / 1e6
            memory, seconds = peak_memory(path)
            print(
                f"{articles:>8,} articles{size:>8.1f} MB: peak {memory:.0f} MiB, {seconds:.1f} s", flush=True
            )


if __name__ == "__main__":
    main()
