"""Time dictionary matching on a made corpus, beside other ways to count, in the same process on one core.

Usage: python benchmarks/themes.py [--megabytes 50] [--articles 1000 10000 100000] [--skip-peers]

The corpus is made here, from a seed: 20,000 articles of invented words, in three vocabularies (a thousand words,
a hundred thousand, and one as skewed as natural text is). The codebook has 20 themes and 200 patterns: words, globs
and phrases. Rounds of the two contestants take turns, so that both meet the same load of the machine; the
median round counts. Peak memory is measured in a process of its own.

Peers: scikit-learn's CountVectorizer (single words, no offsets), one regular expression a theme, and, where they are
installed (`pip install "retold[peers]"`), pyahocorasick with a check of the word's bounds and DuckDB's regular
expressions. "exact" is the share of our hits that a peer finds too, and of the peer's hits that are ours.
"""

import argparse
import gc
import re
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

import retold
from retold.language.tokens import TOKEN
from retold.themes.codebook.model import Codebook
from retold.themes.codebook.read import read_codebook
from timing import paired, run_apart, timed

SEED = 20220207
ARTICLES = 20_000
WORDS = 270  # of one article: about 2,500 characters
THEMES, PATTERNS = 20, 10
VOCABULARIES = ("thousand", "hundred thousand", "natural")
ROUNDS = 3

# Slow peers get this much of the corpus; their throughput does not hang on its size.
PEER_ARTICLES = 400

Hits = set[tuple[str, int, int, str]]


def vocabulary(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return words of two to five syllables, and how likely each is."""
    size = {"thousand": 1_000, "hundred thousand": 100_000, "natural": 60_000}[kind]
    syllables = np.array([c + v for c in "bcdfghjklmnprstvz" for v in ("a", "e", "i", "o", "u", "ai", "é")])
    words: dict[str, None] = {}
    while len(words) < size:
        count = rng.integers(2, 6)
        words["".join(syllables[rng.integers(0, len(syllables), count)])] = None
    # Zipf and Mandelbrot's law for natural text, equal shares otherwise.
    ranks = np.arange(1, size + 1)
    weights = 1 / (ranks + 2.7) if kind == "natural" else np.ones(size)
    return np.array(list(words)), weights / weights.sum()


def make_corpus(kind: str, articles: int, seed: int = SEED) -> tuple[pd.DataFrame, Codebook]:
    rng = np.random.default_rng(seed)
    words, weights = vocabulary(kind, rng)
    draws = rng.choice(len(words), size=(articles, WORDS), p=weights)
    texts = [_write(words[row].tolist(), rng.integers(0, 3)) for row in draws]
    frame = pd.DataFrame({"article_id": [f"a{n}" for n in range(articles)], "text": texts})
    return frame, make_codebook(words, rng)


def _write(words: list[str], shift: int) -> str:
    """Make sentences of words, with capitals, commas, figures, hyphens and apostrophes."""
    for at in range(shift, len(words), 13):
        words[at] = words[at].capitalize()
        if at:
            words[at - 1] += "."
    for at in range(5, len(words), 11):
        words[at] += ","
    for at in range(7, len(words), 29):
        words[at] += "'s"
    for at in range(9, len(words), 37):
        words[at] = f"{words[at]}-{at}"
    for at in range(20, len(words), 61):
        words[at] = f"{at},{at % 9}00.5"
    return " ".join(words) + "."


def make_codebook(words: np.ndarray, rng: np.random.Generator) -> Codebook:
    """Return 20 themes of four words, four globs and two phrases each, of words that are not too rare."""
    common = words[: max(len(words) // 20, 500)]
    themes = {}
    for n in range(THEMES):
        chosen = rng.choice(common, size=12, replace=False).tolist()
        globs = [
            f"{chosen[4]}*",
            f"{chosen[5][:4]}*",
            f"*{chosen[6][-5:]}",
            f"{chosen[7][:2]}?{chosen[7][3:]}",
        ]
        phrases = [f"{chosen[8]} {chosen[9]}", f"{chosen[10]} * {chosen[11][:3]}*"]
        themes[f"t{n}"] = {"patterns": list(dict.fromkeys([*chosen[:4], *globs, *phrases]))}
    return read_codebook({"themes": themes})


def ours(frame: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    return retold.find_themes(frame, codebook, overlap="theme")


def count_words(frame: pd.DataFrame) -> object:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(frame["text"])


def megabytes(frame: pd.DataFrame) -> float:
    return sum(len(text.encode()) for text in frame["text"]) / 1e6


def compare_with_sklearn(articles: int) -> None:
    print(f"{'vocabulary':<18}{'MB':>6}{'hits':>10}{'retold MB/s':>14}{'CountVectorizer':>17}{'times':>8}")
    for kind in VOCABULARIES:
        frame, codebook = make_corpus(kind, articles)
        size = megabytes(frame)
        hits = len(ours(frame, codebook))
        mine, theirs = paired(
            lambda f=frame, c=codebook: ours(f, c), lambda f=frame: count_words(f), rounds=ROUNDS
        )
        print(
            f"{kind:<18}{size:>6.1f}{hits:>10,}{size / mine:>14.1f}{size / theirs:>17.1f}{theirs / mine:>8.2f}",
            flush=True,
        )


def scale(sizes: list[int]) -> None:
    print(f"\n{'articles':>10}{'MB':>8}{'seconds':>10}{'MB/s':>8}{'peak / text':>14}")
    for articles in sizes:
        frame, codebook = make_corpus("natural", articles)
        seconds = timed(partial(ours, frame, codebook))[1]
        size = megabytes(frame)
        del frame
        peak = measure_peak(articles)
        print(
            f"{articles:>10,}{size:>8.1f}{seconds:>10.2f}{size / seconds:>8.1f}{peak / size:>14.1f}",
            flush=True,
        )


def measure_peak(articles: int) -> float:
    """Return by how many megabytes reading the texts and matching raise the memory of a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.feather"
        make_corpus("natural", articles)[0].to_feather(path)
        return float(run_apart(__file__, "--peak", path))


def peak_memory(path: str) -> None:
    small, codebook = make_corpus("natural", 10)
    ours(small, codebook)  # libraries are loaded, tables made
    gc.collect()
    before = memory("VmRSS")
    ours(pd.read_feather(path), codebook)
    print(memory("VmHWM") - before)


def memory(name: str) -> float:
    """Return the megabytes that this process holds now (VmRSS) or held at most (VmHWM); Linux tells them in KiB."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found.group(1)) * 1024 / 1e6 if found else float("nan")


def compare_with_peers() -> None:
    frame, codebook = make_corpus("natural", PEER_ARTICLES)
    size = megabytes(frame)
    ours(frame, codebook)
    start = time.perf_counter()
    hits = retold.find_themes(frame, codebook, overlap="all")
    seconds = time.perf_counter() - start
    known = set(hits[["article_id", "start", "end", "theme"]].itertuples(index=False, name=None))
    print(f"\n{'all matches of the same patterns':<44}{'MB/s':>8}{'of ours':>10}{'theirs ours':>13}")
    print(f"{'retold':<44}{size / seconds:>8.1f}{'':>10}{'':>13}")
    peers: list[tuple[str, str, Callable[[pd.DataFrame, Codebook], Hits | int]]] = [
        ("re, one expression a theme", "re", with_re),
        ("pyahocorasick, words and phrases without globs", "ahocorasick", with_ahocorasick),
        ("DuckDB, regexp_extract_all, counts only", "duckdb", with_duckdb),
    ]
    for name, module, call in peers:
        if find_spec(module) is None:
            print(f"{name:<44}not installed")
            continue
        start = time.perf_counter()
        found = call(frame, codebook)
        seconds = time.perf_counter() - start
        print(f"{name:<44}{size / seconds:>8.1f}" + _exactness(found, known, len(hits)), flush=True)


def _exactness(found: Hits | int, known: Hits, hits: int) -> str:
    if isinstance(found, int):
        return f"   counts {found:,} of {hits:,}"
    both = len(found & known)
    return f"{both / len(known):>10.1%}{both / max(len(found), 1):>13.1%}"


def as_regex(glob: str) -> str:
    parts = [re.escape(part).replace(r"\*", r"[^\s]*").replace(r"\?", r"[^\s]") for part in glob.split()]
    return r"\b" + r"\s+".join(parts) + r"\b"


def by_theme(codebook: Codebook) -> dict[str, list[str]]:
    themes: dict[str, list[str]] = {}
    for pattern in codebook.patterns:
        themes.setdefault(pattern.theme, []).append(pattern.text)
    return themes


def with_re(frame: pd.DataFrame, codebook: Codebook) -> Hits:
    compiled = {
        theme: re.compile("|".join(map(as_regex, globs)), re.IGNORECASE)
        for theme, globs in by_theme(codebook).items()
    }
    return {
        (row.article_id, found.start(), found.end(), theme)
        for row in frame.itertuples()
        for theme, pattern in compiled.items()
        for found in pattern.finditer(row.text)
    }


def with_ahocorasick(frame: pd.DataFrame, codebook: Codebook) -> Hits:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    themes: dict[str, list[str]] = {}
    for pattern in codebook.patterns:
        if "*" not in pattern.text and "?" not in pattern.text:
            themes.setdefault(pattern.text, []).append(pattern.theme)
    for text, names in themes.items():
        automaton.add_word(text, (len(text), names))
    automaton.make_automaton()
    found: Hits = set()
    for row in frame.itertuples():
        bounds = [m.span() for m in TOKEN.finditer(row.text)]
        starts, ends = {a for a, _ in bounds}, {b for _, b in bounds}
        for last, (length, names) in automaton.iter(row.text.lower()):
            if last + 1 - length in starts and last + 1 in ends:
                found.update((row.article_id, last + 1 - length, last + 1, name) for name in names)
    return found


def with_duckdb(frame: pd.DataFrame, codebook: Codebook) -> int:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("articles", frame)
    counted = 0
    for globs in by_theme(codebook).values():
        query = "SELECT sum(len(regexp_extract_all(text, ?, 0, 'i'))) FROM articles"
        counted += int(connection.execute(query, ["|".join(map(as_regex, globs))]).fetchone()[0])
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=50.0)
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        peak_memory(options.peak)
        return
    compare_with_sklearn(round(ARTICLES * options.megabytes / 50))
    scale(options.articles)
    if not options.skip_peers:
        compare_with_peers()


if __name__ == "__main__":
    main()
