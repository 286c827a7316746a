"""Real events of several reports, in which a reader marked the places that report one utterance, and details that differ.

CODINGS holds ``utterances_SET.csv`` (event, utterance, outlet, start, end, form, speaker, words_changed, drift, ...),
``details_SET.csv`` (event, outlet_a, start_a, end_a, the same of b, slot, verdict, sure, ...) and ``events_SET.txt`` (event
and date, tab between), TEXTS ``<event>_<outlet>.txt``. Texts and codings are other people's: they are
read from where they are, and no part of the project.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import retold
from key import Span

# 1 sure, 2 probable, 3 open: the last decides nothing.
MOST_UNSURE = 2


class Event(NamedTuple):
    """An event: its tables, the coded pairs of places and the types of drift that each of both has; the coded details."""

    name: str
    articles: pd.DataFrame
    sentences: pd.DataFrame
    masked: pd.DataFrame
    statements: pd.DataFrame
    pairs: list[tuple[Span, Span]]
    drift: list[tuple[frozenset[str], frozenset[str]]]
    details: pd.DataFrame


def read_events(codings: Path, texts: Path) -> Iterator[Event]:
    """Yield all events of all sets; the subject of an event is the speaker of most of its coded utterances."""
    for file in sorted(codings.glob("utterances_*.csv")):
        coded = pd.read_csv(file, keep_default_na=False)
        dated = (codings / f"events_{file.stem.removeprefix('utterances_')}.txt").read_text("utf-8")
        dates = dict(line.split("\t") for line in dated.splitlines() if line)
        details = pd.read_csv(
            file.with_name(file.name.replace("utterances", "details")), keep_default_na=False
        )
        for name, own in coded.groupby("event"):
            yield _read_event(str(name), own, details[details["event"] == name], dates[str(name)], texts)


def detail_pairs(event: Event, verdict: str) -> list[tuple[Span, Span, str]]:
    """Return the places of the details with a verdict that the coding is sure or fairly sure of, and their slot."""
    rows = event.details[
        (event.details["verdict"] == verdict) & event.details["sure"].astype(int).le(MOST_UNSURE)
    ]
    return [
        (
            (f"{event.name}_{row.outlet_a}", int(row.start_a), int(row.end_a)),
            (f"{event.name}_{row.outlet_b}", int(row.start_b), int(row.end_b)),
            str(row.slot),
        )
        for row in rows.itertuples()
    ]


def _read_event(name: str, coded: pd.DataFrame, details: pd.DataFrame, date: str, texts: Path) -> Event:
    files = sorted(texts.glob(f"{name}_*.txt"))
    told = [file.read_text("utf-8") for file in files]
    table = {"article_id": [file.stem for file in files], "date": date, "title": "", "text": told}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "event.csv"
        pd.DataFrame(table | {"outlet": [file.stem.split("_")[1] for file in files]}).to_csv(
            path, index=False
        )
        articles = retold.read_articles(path)
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    subject = coded["speaker"].mode().iloc[0]
    statements = retold.find_statements(articles, sentences, subject=subject, aliases=[])
    pairs, drift = [], []
    for _, places in coded.groupby("utterance"):
        for a, b in combinations(places.itertuples(), 2):
            if a.outlet != b.outlet:
                pairs.append(tuple((f"{name}_{p.outlet}", int(p.start), int(p.end)) for p in (a, b)))
                drift.append(tuple(frozenset(str(p.drift).split("; ")) for p in (a, b)))
    return Event(name, articles, sentences, masked, statements.assign(argument="none"), pairs, drift, details)
