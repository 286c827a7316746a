"""Measure what a corpus costs as it grows: CPU seconds and peak memory of each call of the notebooks, and its exponent.

Usage: python benchmarks/scale.py [--sizes N ...] [--kinds KIND ...] [--calls CALL ...] [--tables FOLDER]
       python benchmarks/scale.py --study STUDY --tables FOLDER
       python benchmarks/scale.py --small [--to FILE]

Three kinds of made corpora (`made_study.py` says how an event is told):

stories   each event has words, names and numbers of its own, most of them from a vocabulary that grows with the corpus
phrases   each event is one of the invented stories with other words, so that any two share turns of phrase
wire      as stories, and each event is told by four times as many outlets, as reports of an agency are

A size is run in a process of its own. The exponent of a call is the slope between the smallest and the largest corpus, of the
logarithm of its CPU seconds over that of articles: 1 is linear. Peak memory is that of the process while the call ran.
``--tables`` writes the tables of every call, so that those before and after a change can be compared byte for byte.
``--small`` takes two minutes on two quiet cores (``make bench-small``): two small corpora of one kind, whose start-up weighs
on the exponents. It says the machine (in words that name no model) and the versions; ``benchmarks/small.md`` holds the last one kept.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import retold
from made_study import make_study
from retold.study.config import Settings
from retold.study.machine import describe_machine
from retold.tables import empty_table
from timing import peak_megabytes, run_apart

SIZES = (250, 1000, 4000)

# What takes two minutes on two quiet cores.
SMALL_SIZES, SMALL_KINDS = (60, 240), ("stories",)

# What the numbers hang on besides this package.
LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn")

# Resamples, as few as say how their cost grows; a run takes a thousand, which costs ten times as much.
REPLICATES, SEED = 100, 1

# Articles of one event for each that the story has.
COPIES = {"stories": 1, "phrases": 1, "wire": 4}

Frames = dict[str, pd.DataFrame]
Call = Callable[[Frames], Frames]

# What all other calls ask for.
ALWAYS = ("read", "sentences", "statements")

# Of less, a clock says nothing.
LEAST_SECONDS = 0.05


def read_again(settings: Settings) -> Call:
    return lambda told: {
        "articles": retold.read_articles(settings.folder, edition=settings.edition, columns=settings.columns)
    }


def write_sentences(told: Frames) -> Frames:
    masked = retold.find_clutter(told["articles"])
    return {"masked": masked, "sentences": retold.split_sentences(told["articles"], masked)}


def find_voices(settings: Settings) -> Call:
    names = {"subject": settings.subject, "aliases": settings.aliases}
    return lambda told: {"statements": retold.find_statements(told["articles"], told["sentences"], **names)}


def place(told: Frames) -> Frames:
    articles = retold.find_occasions(told["articles"], told["statements"])
    return {"articles": articles, "statements": retold.place_statements(told["statements"], articles)}


def code(settings: Settings) -> Call:
    book = retold.read_codebook(settings.codebook_path)

    def call(told: Frames) -> Frames:
        said = {"masked": told["masked"], "statements": told["statements"]}
        hits = retold.find_themes(told["articles"], book, **said)
        return {"hits": hits, "frequencies": retold.count_themes(hits, told["statements"], book)}

    return call


def contrast(settings: Settings) -> Call:
    book = retold.read_codebook(settings.codebook_path)
    draws = {"replicates": REPLICATES, "seed": SEED}
    return lambda told: {
        "comparisons": retold.compare_themes(told["hits"], told["statements"], book, by="voice", **draws),
        "keyness": retold.theme_keyness(told["frequencies"]),
        "voices": retold.theme_keyness(told["frequencies"], by="voice"),
        "words": retold.word_keyness(told["statements"], by="voice", top=50),
    }


def spread(settings: Settings) -> Call:
    book = retold.read_codebook(settings.codebook_path)
    draws = {"replicates": REPLICATES, "seed": SEED}

    def call(told: Frames) -> Frames:
        hits, statements = told["hits"], told["statements"]
        return {
            "dispersion": retold.theme_dispersion(told["frequencies"], **draws),
            "positions": retold.theme_positions(hits, statements, book),
            "means": retold.theme_mean_positions(hits, statements, book, **draws),
            "cooccurrence": retold.theme_cooccurrence(hits, statements, book),
        }

    return call


def audit(settings: Settings) -> Call:
    book = retold.read_codebook(settings.codebook_path)

    def call(told: Frames) -> Frames:
        said = {"masked": told["masked"], "statements": told["statements"]}
        matches = retold.find_themes(told["articles"], book, overlap="all", **said)
        return {
            "sensitivity": retold.theme_sensitivity(matches, book, told["statements"], overlap="theme"),
            "shares": retold.pattern_shares(told["hits"], book, sentences=told["sentences"]),
            "concordance": retold.concordance(told["hits"], told["sentences"]),
        }

    return call


def group(told: Frames) -> Frames:
    chosen = told["statements"][told["statements"]["voice"] == "subject"]
    found = retold.group_arguments(chosen, replicates=0)
    named = retold.label_arguments(found.arguments, found.groups, told["statements"])
    return {"arguments": found.arguments, "labels": named}


def draft_naming(told: Frames) -> Frames:
    proposed = retold.propose_equivalents(told["articles"], wording=told["wording"], masked=told["masked"])
    return {"equivalents": proposed}


def align(told: Frames) -> Frames:
    same = told["wording"][told["wording"]["verdict"] != "not comparable"]
    return {"rows": retold.align_wording(told["statements"], same, arguments=told["arguments"])}


def word(told: Frames) -> Frames:
    pairs = retold.compare_wording(told["statements"], arguments=told["arguments"])
    return {"wording": retold.mark_wording(pairs, told["statements"])}


def detail(told: Frames) -> Frames:
    found = retold.find_details(
        told["statements"], told["articles"], sentences=told["sentences"], masked=told["masked"]
    )
    return {"details": found}


def conflict(told: Frames) -> Frames:
    found = retold.compare_details(told["details"], told["wording"])
    return {"conflicts": retold.mark_conflicts(found, told["details"], told["statements"])}


def reuse(told: Frames) -> Frames:
    return {"reuse": retold.find_reuse(told["articles"], masked=told["masked"])}


def cover(told: Frames) -> Frames:
    return {"coverage": retold.cover_arguments(told["statements"], told["arguments"], told["articles"])}


def deny(told: Frames) -> Frames:
    return {"contradictions": retold.find_contradictions(told["statements"], told["arguments"])}


def count_sources(told: Frames) -> Frames:
    return {"sources": retold.count_reports(told["coverage"], reuse=told["reuse"], articles=told["articles"])}


def agree(told: Frames) -> Frames:
    shared = {"reuse": told["reuse"], "articles": told["articles"]}
    found = retold.measure_agreement(told["coverage"], seed=SEED, replicates=REPLICATES, **shared)
    return {"agreement": found}


def leave_out(told: Frames) -> Frames:
    return {
        "influence": retold.measure_influence(
            told["coverage"], reuse=told["reuse"], articles=told["articles"]
        )
    }


def pair(told: Frames) -> Frames:
    return {"pairs": retold.pair_articles(told["coverage"], told["reuse"], told["articles"])}


def trace(told: Frames) -> Frames:
    own = told["statements"], told["arguments"]
    return {
        "trace": retold.trace_arguments(*own, told["articles"]),
        "changes": retold.list_changes(*own, told["wording"], told["conflicts"], told["details"]),
    }


# The calls in the notebooks' order, by what they are called on the command line; the makers ask for a study's settings.
MAKERS = {
    "read": read_again,
    "statements": find_voices,
    "themes": code,
    "contrasts": contrast,
    "places": spread,
    "audit": audit,
}
CALLS: dict[str, Call | None] = {
    "read": None,
    "sentences": write_sentences,
    "statements": None,
    "occasions": place,
    "themes": None,
    "contrasts": None,
    "places": None,
    "audit": None,
    "arguments": group,
    "coverage": cover,
    "contradictions": deny,
    "reuse": reuse,
    "sources": count_sources,
    "agreement": agree,
    "influence": leave_out,
    "pairs": pair,
    "wording": word,
    "alignment": align,
    "equivalents": draft_naming,
    "details": detail,
    "conflicts": conflict,
    "occasion_changes": trace,
}

# Tables that later calls ask for, empty where their call is left out.
STAND_INS = ("arguments", "wording", "coverage", "reuse", "details", "conflicts")

# Calls that ask for what another one gives.
AFTER = {"contrasts": "themes", "places": "themes", "audit": "themes"}


class Cost(NamedTuple):
    """What a call cost: CPU seconds, and the most memory of the process while it ran."""

    seconds: float
    megabytes: float


def measure_study(settings: Settings, calls: Sequence[str], tables: Path | None) -> dict[str, Cost]:
    """Run the calls on a study; return what each cost, and write what it gave where a folder is named."""
    told: Frames = {name: empty_table(name) for name in STAND_INS}
    costs = {}
    for name, ready in CALLS.items():
        asked = name in ALWAYS or name in calls or name in {AFTER.get(call) for call in calls}
        if not asked:
            continue
        call = ready or MAKERS[name](settings)
        forget_peak()
        start = time.process_time()
        found = call(told)
        costs[name] = Cost(time.process_time() - start, peak_megabytes())
        told |= found
        if tables:
            write_frames(found, tables / name)
        print(
            f"{name:<12}{costs[name].seconds:>9.2f} s{costs[name].megabytes:>8.0f} MiB",
            file=sys.stderr,
            flush=True,
        )
    return costs


def forget_peak() -> None:
    """Let the peak of memory begin anew, where the system (Linux) lets it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def write_frames(frames: Frames, folder: Path) -> None:
    """Write whole tables, every digit of them, to be compared with those of another version."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.drop(columns="text", errors="ignore").to_csv(
            folder / f"{name}.csv", index=False, lineterminator="\n"
        )


def exponent(costs: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the logarithm of seconds over that of articles, from the smallest to the largest corpus."""
    (few, short), (many, long) = costs[0], costs[-1]
    if few == many or min(short, long) < LEAST_SECONDS:
        return math.nan
    return math.log(long / short) / math.log(many / few)


def show_growth(costs: Mapping[int, Mapping[str, Cost]]) -> str:
    """Return a table with a row a call: CPU seconds and MiB of each size, CPU milliseconds an article, the exponent."""
    rows = {}
    for name in next(iter(costs.values())):
        row = {f"{size} s": round(own[name].seconds, 2) for size, own in costs.items()}
        row |= {f"{size} MiB": round(own[name].megabytes) for size, own in costs.items()}
        largest = max(costs)
        row["ms an article"] = round(1000 * costs[largest][name].seconds / largest, 2)
        row["exponent"] = round(exponent([(size, own[name].seconds) for size, own in costs.items()]), 2)
        rows[name] = row
    return pd.DataFrame(rows).T.to_string()


def tell_machine() -> str:
    """Return what the numbers were measured with: cores, memory, CPU features and versions, and no name of a model."""
    found = describe_machine() or {}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    features = " ".join(found.get("cpu_features", ()))
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {found.get('architecture', 'unknown')} ({features});"
        f" Python {platform.python_version()}, {libraries}, retold {version('retold')}"
    )


def report_small(costs: Mapping[str, Mapping[int, Mapping[str, Cost]]]) -> str:
    """Return the report of `--small` as Markdown."""
    tables = "\n\n".join(
        f"Corpus of the kind `{kind}`:\n\n```\n{show_growth(own)}\n```" for kind, own in costs.items()
    )
    return (
        "# What each call costs, in small\n\nWritten by `make bench-small REPORT=benchmarks/small.md`: CPU seconds and peak memory"
        f" of each call of the notebooks (`benchmarks/scale.py --small`). A report, and no gate.\n\nMachine: {tell_machine()}\n\n{tables}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--kinds", nargs="+", choices=sorted(COPIES), default=sorted(COPIES))
    parser.add_argument("--calls", nargs="+", choices=list(CALLS), default=list(CALLS))
    parser.add_argument("--tables", type=Path, help="where to write what each call gave")
    parser.add_argument("--study", type=Path, help="measure this study instead")
    parser.add_argument("--edition", help="with --study: which text of its articles")
    parser.add_argument("--small", action="store_true", help="two small corpora, in two minutes")
    parser.add_argument("--to", type=Path, help="with --small: where to write the report")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.study:
        settings = retold.read_settings(options.study, edition=options.edition)
        costs = measure_study(settings, options.calls, options.tables)
        print(json.dumps(costs) if options.one else show_growth({1: costs}))
        return
    if options.small:
        costs = {
            kind: {size: measure_apart(kind, size, options) for size in SMALL_SIZES} for kind in SMALL_KINDS
        }
        report = report_small(costs)
        if options.to:
            options.to.parent.mkdir(parents=True, exist_ok=True)
            options.to.write_text(report, "utf-8")
        print(report)
        return
    for kind in options.kinds:
        print(f"== {kind} ==", flush=True)
        print(show_growth({size: measure_apart(kind, size, options) for size in options.sizes}), flush=True)


def measure_apart(kind: str, size: int, options: argparse.Namespace) -> dict[str, Cost]:
    """Make a corpus and run the calls on it in a process of its own."""
    with tempfile.TemporaryDirectory() as made:
        folder = make_study(Path(made) / "study", size, copies=COPIES[kind], distinct=kind != "phrases")
        tables = ["--tables", options.tables / f"{kind}-{size}"] if options.tables else []
        said = run_apart(__file__, "--one", "--study", folder, "--calls", *options.calls, *tables)
    return {name: Cost(*cost) for name, cost in json.loads(said).items()}


if __name__ == "__main__":
    main()
