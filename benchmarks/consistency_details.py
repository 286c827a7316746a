"""Measure details and their conflicts on the planted study, beside plain differencing of numbers.

Usage: python benchmarks/consistency_details.py [--split tune|held] [--study data/planted] [--news CODINGS TEXTS] [--unrelated TABLE] [--scale ARTICLES]

The key (`planted.csv`) lists pairs of details that conflict, and pairs that only look as if they did. Only one half of it is
read, so that whoever works on the code sees no row of the other; of that one nothing but places is used, to leave out
predictions that are wholly about it.

A predicted conflict is right if its two details overlap those of a conflict of the key, in either order. It is false if
they overlap a pair that only looks like one, or no pair at all: the key is complete. Recall counts the conflicts of the
key. A look-alike is refused if it is not predicted as a conflict. The verdict of a row is right if a pair of details
that overlaps it has the verdict of the key; a row of which no pair is in the table counts as wrong. A detail is found if a
found one overlaps it.

Details at one place of two statements that report the same words are of one slot, as in notebook 04e. Everything is given for two inputs: the coded statements (`coding/voices.csv`), and those that `find_statements` finds. Plain
differencing calls each pair of dates, or of numbers with one unit, a conflict if they stand in two articles and differ; in
like sentences it does so only if the shorter sentence has half of its words from the longer.

With `--news CODINGS TEXTS`, real events are measured in place of a study (`news_events.py` says what the folders hold), each a corpus
of its own, and one article of each event as a corpus of unrelated events, in which every conflict is false. A conflict is right if both
its details come near a coded one; recall counts the coded disagreements, however many pairs of places tell one. Weights of the package have
seen these events: what events left out come to, `training/train_conflicts.py` prints.

With `--unrelated TABLE`, a table of articles that `read_articles` reads, with a column `event`: conflicts across events are all false,
and are counted for each hundred articles; those within an event are not judged.

With `--scale`, a corpus of invented stories is made from a seed instead, a few articles a story, each of 20 sentences: facts of
the story, which all its articles tell, and sentences of figures and words that are of that article alone. In each story one
article gives another figure for one fact. Printed are the seconds and the megabytes (the peak of the process), the conflicts
across stories (all false), those within a story that are of no changed fact (false), and how many changed facts were found.
It says what a large corpus costs; how well conflicts are told from look-alikes, the planted study says.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import retold
from key import (
    PLANTED,
    SPLITS,
    Span,
    other_half,
    overlap,
    places,
    read_coding,
    read_rows,
    require_half,
    span_pairs,
)
from news_events import Event, detail_pairs, read_events
from timing import peak_megabytes, timed

KINDS = ("conflict", "looks_like_conflict")


class Key(NamedTuple):
    """One half of the key: its rows, and the places of details of the other half."""

    rows: pd.DataFrame
    elsewhere: list[Span]


def read_key(folder: Path, split: str) -> Key:
    """Read the rows of one half of the key, and of the other half only the places."""
    rows, others = (read_rows(folder, half, KINDS) for half in (split, other_half(split)))
    return Key(rows, sorted({*places(others)} - {*places(rows)}))


def read_coded_statements(folder: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the coded statements as a table of statements; they cover all text but the clutter."""
    voices = read_coding(folder, "voices")
    numbers = voices.groupby("article_id").cumcount() + 1
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    marked = zip(voices["article_id"], voices["start"], voices["end"], strict=True)
    return voices.assign(
        statement_id=voices["article_id"] + ":" + numbers.astype(str),
        text=[texts[name][start:end] for name, start, end in marked],
        argument="none",
    )


def find_own_statements(articles: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return the statements that the package finds by itself."""
    settings = retold.read_settings(folder)
    sentences = retold.split_sentences(articles, retold.find_clutter(articles))
    found = retold.find_statements(articles, sentences, subject=settings.subject, aliases=settings.aliases)
    return found.assign(argument="none")


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
    found_at = {
        str(name): (str(a), int(s), int(e))
        for name, a, s, e in zip(
            *(details[c] for c in ("detail_id", "article_id", "start", "end")), strict=True
        )
    }
    sides = span_pairs(key.rows)
    wanted = key.rows["kind"].eq("conflict").tolist()
    right = wrong = 0
    told: dict[int, set[str]] = {}
    for a, b, verdict in zip(conflicts["detail_a"], conflicts["detail_b"], conflicts["verdict"], strict=True):
        one, other = found_at[str(a)], found_at[str(b)]
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
    wanted_at = places(key.rows)
    seen = sum(any(overlap(place, span) for span in found_at.values()) for place in wanted_at)
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
        "found": seen / max(len(wanted_at), 1),
    }


def _is_elsewhere(one: Span, other: Span, key: Key) -> bool:
    return all(any(overlap(span, place) for place in key.elsewhere) for span in (one, other))


def find_conflicts(
    statements: pd.DataFrame, articles: pd.DataFrame, **tables: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the details of statements, and the verdicts on their pairs, as notebook 04e has them."""
    details = retold.find_details(statements, articles, **tables)
    return details, retold.compare_details(details, retold.compare_wording(statements, translated=True))


def measure_details(folder: Path = PLANTED, *, split: str = "tune") -> pd.DataFrame:
    """Return the scores of both methods on both inputs, one row each, with the seconds that details and verdicts took."""
    articles, key = retold.read_articles(folder), read_key(folder, split)
    inputs = {
        "coded statements": read_coded_statements(folder, articles),
        "own statements": find_own_statements(articles, folder),
    }
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    rows = []
    for name, statements in inputs.items():
        (details, conflicts), seconds = timed(
            lambda told=statements: find_conflicts(told, articles, sentences=sentences, masked=masked)
        )
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


# A detail comes near a coded place if so many characters lie between them at most: coders take more or fewer words with a number.
NEAR = 12


def measure_news(events: list[Event]) -> pd.DataFrame:
    """Return what three methods say of real events and of unrelated ones, one row a method."""
    counts = {
        name: dict.fromkeys(("right", "said", "found", "coded", "unrelated"), 0) for name in NEWS_METHODS
    }
    for event in events:
        details = find_event_details(event)
        coded = detail_pairs(event, "conflict")
        for name, method in NEWS_METHODS.items():
            said = [spans_near(details, pair) for pair in method(details, event)]
            met = [{slot for p, q, slot in coded if meets(pair, (p, q))} for pair in said]
            own = counts[name]
            own["right"] += sum(map(bool, met))
            own["said"] += len(said)
            own["found"] += len(set().union(*met))
            own["coded"] += len({slot for _, _, slot in coded})
    for at in range(min(len(event.articles) for event in events)):
        mixed = mix_events(events, at)
        details = find_event_details(mixed)
        for name, method in NEWS_METHODS.items():
            counts[name]["unrelated"] += len(list(method(details, mixed)))
    table = pd.DataFrame(counts).T.rename_axis("method").reset_index()
    table.insert(1, "precision", table["right"] / table["said"].clip(lower=1))
    table.insert(2, "recall", table["found"] / table["coded"].clip(lower=1))
    return table


def find_event_details(event: Event) -> pd.DataFrame:
    """Return the details of an event."""
    tables = {"sentences": event.sentences, "masked": event.masked}
    return retold.find_details(event.statements, event.articles, **tables)


def mix_events(events: list[Event], at: int) -> Event:
    """Return one article of each event as if they were one."""
    articles = pd.concat([event.articles.iloc[[at]] for event in events], ignore_index=True)
    own = set(articles["article_id"])
    sentences, masked, statements = (
        pd.concat([table[table["article_id"].isin(own)] for table in tables], ignore_index=True)
        for tables in zip(
            *((event.sentences, event.masked, event.statements) for event in events), strict=True
        )
    )
    return events[0]._replace(
        name="",
        articles=articles,
        sentences=sentences,
        masked=masked,
        statements=statements,
        pairs=[],
        drift=[],
    )


def _own_conflicts(details: pd.DataFrame, event: Event) -> Iterator[tuple[str, str]]:
    found = retold.compare_details(details, retold.compare_wording(event.statements))
    said = found[found["verdict"] == "conflict"]
    yield from zip(said["detail_a"], said["detail_b"], strict=True)


def _plain_conflicts(details: pd.DataFrame, event: Event) -> Iterator[tuple[str, str]]:
    found = difference_numbers(details)
    yield from zip(found["detail_a"], found["detail_b"], strict=True)


def _like_conflicts(details: pd.DataFrame, event: Event) -> Iterator[tuple[str, str]]:
    found = keep_like_sentences(difference_numbers(details), details, event.articles)
    yield from zip(found["detail_a"], found["detail_b"], strict=True)


NEWS_METHODS = {
    "retold": _own_conflicts,
    "differencing": _plain_conflicts,
    "… in like sentences": _like_conflicts,
}


def spans_near(details: pd.DataFrame, pair: tuple[str, str]) -> tuple[Span, Span]:
    """Return the places of two details, with what is near."""
    rows = details.set_index("detail_id").loc[list(pair)]
    one, other = (
        (str(row.article_id), int(row.start) - NEAR, int(row.end) + NEAR) for row in rows.itertuples()
    )
    return one, other


def meets(pair: tuple[Span, Span], coded: tuple[Span, Span]) -> bool:
    """Return whether two places overlap two coded ones, in either order."""
    (one, other), (p, q) = pair, coded
    return (overlap(one, p) and overlap(other, q)) or (overlap(one, q) and overlap(other, p))


def measure_unrelated(table: Path) -> dict[str, float]:
    """Return how many conflicts are told across events, all false, for each hundred articles: of any two, and as a run tells them.

    A run tells those of one occasion, which is given or proposed; the others it calls not comparable.
    """
    articles = retold.read_articles(table)
    events = pd.read_csv(table, dtype=str).set_index("article_id")["event"]
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    statements = retold.find_statements(articles, sentences, subject="nobody", aliases=[])
    placed = retold.place_statements(statements, retold.find_occasions(articles, statements))
    details = retold.find_details(placed, articles, sentences=sentences, masked=masked)
    found = retold.compare_details(details)
    of = details.set_index("detail_id")["article_id"].map(events)
    counts = {
        name: _count_across(conflicts, of)
        for name, conflicts in (
            ("false conflicts", found),
            ("of one occasion", retold.mark_conflicts(found, details, placed)),
        )
    }
    shares = {f"{name} in 100": 100 * n / len(articles) for name, n in counts.items()}
    return {"articles": len(articles), **counts, **shares}


def _count_across(conflicts: pd.DataFrame, events: pd.Series) -> int:
    """Return how many conflicts are of two events; ``events`` has that of each detail."""
    told = conflicts[conflicts["verdict"] == "conflict"]
    return int((told["detail_a"].map(events) != told["detail_b"].map(events)).sum())


# Articles of one story, its facts, and the other sentences of an article.
STORY, FACTS, OTHERS = 5, 8, 12
# Words of the invented language; the n-th is 1/n as frequent as the first.
VOCABULARY = 8000
# A fact is told in one of two ways.
FACT_FORMS = (
    ("The {a} {b} was finished in {year} near {name}.", "Near {name}, the {a} {b} was completed in {year}."),
    ("The {a} talks of {name} on the {b} lasted {few} hours.", "In {name} the {a} talks on the {b} lasted {few} hours."),
    ("The {a} of {name} takes {n} million litres from the {b}.", "From the {b}, the {a} of {name} takes {n} million litres."),
    ("{name} lost {n} {a} boats off the {b}.", "Off the {b}, {name} lost {n} {a} boats."),
)  # fmt: skip
OTHER_FORMS = (
    "Some {n} {a}s were counted at the {b} in {place} on Monday.",
    "In March {year} the {a} treaty gave {place} a third of the {b}.",
    "They met in {place} for {few} hours to speak of the {a}, the {b} and the {c}.",
    "The {a} of the {b} was opened in {year} beside the {c}.",
    "The {a} {b} said that {place} would keep the {c}.",
)


class Scale(NamedTuple):
    """An invented corpus; ``changed`` holds the changed sentence of each story, as article and first and last character."""

    articles: pd.DataFrame
    changed: list[Span]


def make_stories(number: int, *, seed: int = 0) -> Scale:
    """Make a corpus of invented stories, in an order without meaning."""
    rng = np.random.default_rng(seed)
    syllables = np.array([a + b for a in "bdfgklmnprstvw" for b in "aeiou"])
    drawn = rng.choice(syllables, size=(2 * VOCABULARY, 3))
    words = list(dict.fromkeys("".join(row) for row in drawn))[:VOCABULARY]
    chance = 1 / np.arange(1, len(words) + 1)
    stream = iter(rng.choice(len(words), size=number * 120, p=chance / chance.sum()).tolist())
    # Places that stand in any story, and names of three syllables and an ending of a story's own.
    places = [words[i].title() for i in range(40)]
    rows, changed = [], []
    for story in range(-(-number // STORY)):
        names = [f"{''.join(rng.choice(syllables, size=3))}{end}".title() for end in ("ford", "stad", "berg")]
        facts = [_draw(rng, words, stream) | {"name": names[k % len(names)]} for k in range(FACTS)]
        odd, at = int(rng.integers(1, STORY)), int(rng.integers(FACTS))
        for k in range(min(STORY, number - story * STORY)):
            told = []
            for n, fact in enumerate(facts):
                new = fact | {"year": fact["year"] + 3, "few": fact["few"] + 2, "n": fact["n"] + 7}
                wrong = k == odd and n == at
                sentence = FACT_FORMS[n % len(FACT_FORMS)][int(rng.integers(2))]
                told.append((sentence.format(**(new if wrong else fact)), wrong))
            for _ in range(OTHERS):
                other = _draw(rng, words, stream) | {"place": places[int(rng.integers(len(places)))]}
                told.append((OTHER_FORMS[int(rng.integers(len(OTHER_FORMS)))].format(**other), False))
            text, name = "", f"s{story}-{k}"
            for i in rng.permutation(len(told)):
                if told[i][1]:
                    changed.append((name, len(text), len(text) + len(told[i][0])))
                text += told[i][0] + " "
            rows.append({"article_id": name, "text": text, "date": "2020-05-14"})
    return Scale(pd.DataFrame(rows), changed)


def _draw(rng: np.random.Generator, words: list[str], stream: Iterator[int]) -> dict[str, Any]:
    return {key: words[next(stream)] for key in "abc"} | {
        "year": int(rng.integers(1900, 2020)),
        "few": int(rng.integers(2, 12)),
        "n": int(rng.integers(12, 400)),
    }


def measure_scale(number: int) -> dict[str, float]:
    """Return what an invented corpus of so many articles costs, and which of its conflicts are right."""
    scale = make_stories(number)
    ids, texts = scale.articles["article_id"], scale.articles["text"]
    statements = pd.DataFrame(
        {"statement_id": ids + ":1", "article_id": ids, "start": 0, "end": texts.str.len()}
    )
    details, finding = timed(lambda: retold.find_details(statements, scale.articles))
    conflicts, comparing = timed(lambda: retold.compare_details(details))
    peak = peak_megabytes()
    said = conflicts[conflicts["verdict"] == "conflict"]
    rows = details.set_index("detail_id").loc
    changed = {article: (low, high) for article, low, high in scale.changed}
    across = wrong = 0
    found: set[str] = set()
    for pair in zip(said["detail_a"], said["detail_b"], strict=True):
        articles = [str(rows[name, "article_id"]) for name in pair]
        if len({article.split("-")[0] for article in articles}) > 1:
            across += 1
            continue
        hits = {
            article
            for article, name in zip(articles, pair, strict=True)
            if article in changed and changed[article][0] <= rows[name, "start"] < changed[article][1]
        }
        wrong += not hits
        found |= hits
    return {
        "articles": number,
        "details": len(details),
        "find s": finding,
        "find MB/s": texts.str.len().sum() / 1e6 / finding,
        "compare s": comparing,
        "peak MB": peak,
        "rows": len(conflicts),
        "false across": across,
        "false within": wrong,
        "found": len(found),
        "planted": len(changed),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="tune")
    parser.add_argument("--study", default=PLANTED, type=Path)
    parser.add_argument(
        "--scale", type=int, metavar="ARTICLES", help="measure an invented corpus of this size instead"
    )
    parser.add_argument(
        "--news", type=Path, nargs=2, metavar=("CODINGS", "TEXTS"), help="measure real, coded events instead"
    )
    parser.add_argument("--unrelated", type=Path, metavar="TABLE", help="count false conflicts across events")
    options = parser.parse_args()
    if options.unrelated:
        print(pd.DataFrame([measure_unrelated(options.unrelated)]).to_string(index=False))
        return
    if options.news:
        print("conflicts of detail, real events; unrelated: said where every one is false")
        shown = measure_news(list(read_events(*options.news)))
        print(shown.to_string(index=False, float_format=lambda value: f"{value:.2f}"))
        return
    if options.scale is not None:
        print(f"details of invented stories, {STORY} articles each")
        shown = pd.DataFrame([measure_scale(options.scale)])
        print(shown.to_string(index=False, float_format=lambda value: f"{value:.2f}"))
        return
    require_half(options.study, options.split)
    shown = measure_details(options.study, split=options.split)
    print(f"conflicts of detail, {options.study.name}, split {options.split}")
    print(shown.to_string(index=False, float_format=lambda value: f"{value:.3f}", na_rep=""))


if __name__ == "__main__":
    main()
