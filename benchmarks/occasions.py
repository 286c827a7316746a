"""Measure proposed occasions on real events, beside "the same date".

Usage: python benchmarks/occasions.py PATH [--texts FOLDER] [--errors]

PATH is a copy of BASIL (Fan et al. 2019, github: launchnlp/BASIL), the folder that holds `articles/`: 100 events of 2010 to 2019
in three outlets each, with a date an article. With `--texts`, only the articles of which `<event>_<outlet>.txt` lies in
that folder are taken (the first six signs of the event's id): those that were tuned on.

A pair of articles is right if both are of one event. Given are pairs proposed, their precision and recall, and how many
events come out whole: in one corpus of all events, with their dates, with the month alone and without; each event as a
study of its own; each with the event that lies nearest in time; and one report of each of five events, where none is to be
joined. "The same date" joins articles of one date.
With each figure stands its interval (Wilson), as if pairs were independent, which those of one event are not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pandas as pd

import retold
from retold.statistics.intervals import wilson_interval
from timing import timed

Proposal = Callable[[pd.DataFrame], pd.DataFrame]


def read_events(path: Path, texts: Path | None) -> pd.DataFrame:
    """Return the articles with their event."""
    known = None if texts is None else {file.stem for file in texts.glob("*.txt")}
    rows = []
    for file in sorted(path.glob("articles/*/*.json")):
        article = json.loads(file.read_text("utf-8"))
        event = article["triplet-uuid"][:6]
        name = f"{event}_{article['source'].lower()}"
        if known is None or name in known:
            text = "\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"])
            rows.append({"article_id": name, "event": event, "date": article["date"], "text": text})
    if not rows:
        raise SystemExit(f"no articles in {path / 'articles'}")
    return pd.DataFrame(rows).drop_duplicates("article_id").reset_index(drop=True)


def same_date(articles: pd.DataFrame) -> pd.DataFrame:
    """Join articles of one date; one without a date stays alone."""
    return articles.assign(occasion=articles["date"].where(articles["date"] != "", articles["article_id"]))


def propose(articles: pd.DataFrame) -> pd.DataFrame:
    """Propose occasions as notebook 01 does."""
    statements = retold.find_statements(articles, subject="")
    return retold.find_occasions(articles, statements)


def score(parts: list[pd.DataFrame], proposal: Proposal, *, errors: bool = False) -> dict[str, object]:
    """Count pairs and whole events over corpora, each proposed for itself."""
    right = found = wanted = whole = events = 0
    for part in parts:
        proposed = proposal(part)
        rows = list(zip(proposed["article_id"], proposed["event"], proposed["occasion"], strict=True))
        for one, other in combinations(rows, 2):
            same, joined = one[1] == other[1], one[2] == other[2]
            right, found, wanted = right + (same and joined), found + joined, wanted + same
            if errors and same != joined:
                print(f"  {'missed' if same else 'wrong'}: {one[0]} ({one[2]}), {other[0]} ({other[2]})")
        groups = {frozenset(own) for own in proposed.groupby("occasion")["article_id"].agg(list)}
        wholes = [frozenset(own) for own in proposed.groupby("event")["article_id"].agg(list)]
        whole, events = whole + sum(own in groups for own in wholes), events + len(wholes)
    row: dict[str, object] = {"pairs": found}
    for name, hits, of in (("precision", right, found), ("recall", right, wanted), ("whole", whole, events)):
        share = wilson_interval(hits, of)
        row[name] = f"{hits} of {of} ({share[0]:.2f} to {share[1]:.2f})" if of else "none"
    return row


def corpora(articles: pd.DataFrame) -> dict[str, list[pd.DataFrame]]:
    """Return the corpora on which proposals are measured."""
    own = [part for _, part in articles.groupby("event", sort=True)]
    first = {part["event"].iloc[0]: pd.Timestamp(part["date"].min()) for part in own}
    pairs = []
    for event, day in first.items():
        near = min(
            (other for other in first if other != event), key=lambda other: (abs(first[other] - day), other)
        )
        pairs.append(articles[articles["event"].isin([event, near])])
    return {
        "all events": [articles],
        "all events, months only": [articles.assign(date=articles["date"].str[:7])],
        "all events, no dates": [articles.assign(date="")],
        "each event alone": own,
        "each event alone, no dates": [part.assign(date="") for part in own],
        "each with the nearest in time": pairs,
        "each with the nearest in time, no dates": [part.assign(date="") for part in pairs],
        "one report of each event, no dates": _take_one_each(own),
    }


def _take_one_each(events: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return corpora of five reports of as many events, so that nothing in them is to be joined."""
    reports = [part.iloc[[0]].assign(date="") for part in events]
    return [
        pd.concat([reports[(first + step) % len(reports)] for step in range(5)])
        for first in range(len(reports))
    ]


def main() -> None:
    """Print a table: corpora, proposals and the baseline."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a copy of BASIL")
    parser.add_argument("--texts", type=Path, help="take the articles of this folder only")
    parser.add_argument("--errors", action="store_true", help="name each pair that is wrong or missed")
    options = parser.parse_args()
    articles = read_events(options.path, options.texts)
    print(f"{len(articles)} articles of {articles['event'].nunique()} events")
    rows = []
    for name, parts in corpora(articles).items():
        for who, proposal in (("retold", propose), ("same date", same_date)):
            told = options.errors and who == "retold"
            if told:
                print(name)
            row, seconds = timed(lambda: score(parts, proposal, errors=told))  # noqa: B023
            rows.append({"corpus": name, "by": who, **row, "seconds": round(seconds, 1)})
    print(pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    main()
