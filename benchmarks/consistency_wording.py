"""Measure wording pairs, types of drift, verdicts and naming on the planted study, beside plain difflib.

Usage: python benchmarks/consistency_wording.py [--study data/planted] [--split tune] [--errors] [--news CODINGS TEXTS]

Every pair of statements that the key does not list as `wording` is no pair, near misses (`not_a_pair`) included. A
predicted pair finds a row of the key if on each side the two spans share at least half of the characters of the
shorter one; one prediction finds one row, the largest overlap first. Predictions that lie on a row of the other half
only, or on both of whose sides a statement of its groups stands, are left out; all others that find no row
are false, also between statements that no row names.

Types and verdicts are those of found pairs; the types of a row that was not found are missed, and those of a false
pair are false. Each measure is given twice: on the key's own spans (each with the voice and form of `coding/voices.csv`), and
end to end on what `find_statements` finds. difflib gets the same statements: `SequenceMatcher.ratio` of the lower-cased
words from 0.6 on (its own cutoff for a close match), and the types its opcodes can tell.

With `--news CODINGS TEXTS`, real events are measured in place of a study (`news_events.py` says what the folders hold): a pair is right if
both of its spans share half of the shorter one with a coded pair; types are measured where one place has the words of the longest version. A coded place
may be several sentences, or a part of one, where a pair is of sentences: types are also measured of the pairs alone that both have the coded extent. `--errors` prints
which type is told for which. The weights of retellings
were fitted on events of this kind: what they give on events left out, `training/train_retelling.py` prints.

With `--scale`, a corpus of invented stories is made from a seed instead, five articles a story, 20 statements of about 17
words each: half of them the speaker's, which each article of the story reports with a word replaced, put in, cut off or
negated, and half that only this article has. It is measured in one call, and told which articles are of one story
(the column `cluster`); precision and recall count pairs of statements of one sentence.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

import retold
from key import (
    PLANTED,
    SPLITS,
    Span,
    other_half,
    places,
    read_coding,
    read_rows,
    require_half,
    shared_by_half,
    span_pairs,
)
from news_events import Event, read_events
from retold.consistency.wording.drift import DRIFT_TYPES
from timing import peak_megabytes, timed

CLOSE = 0.6

# Two places have one extent if they share so much of what both cover: a sign or a leading "that" more.
SAME_EXTENT = 0.8
VERBATIM = frozenset(["verbatim"])
KEY_TYPES = tuple(name for name in DRIFT_TYPES if name != "function words")


def read_key(study: Path, split: str) -> pd.DataFrame:
    """Return the rows on wording of one half of the key."""
    return read_rows(study, split, ["wording", "not_a_pair"])


def likeness(a: Span, b: Span) -> float:
    """Return what two places share, as a share of what both cover; 0 where they do not overlap by half."""
    shared = shared_by_half(a, b)
    return shared / (max(a[2], b[2]) - min(a[1], b[1])) if shared else 0.0


def given_statements(articles: pd.DataFrame, study: Path) -> pd.DataFrame:
    """Return the statements of the key, and those coded with an argument that the key does not name."""
    known = places(pd.concat([read_key(study, split) for split in SPLITS]))
    coded = read_coding(study, "arguments")
    for place in coded[["article_id", "start", "end"]].itertuples(index=False, name=None):
        if not any(shared_by_half(place, other) for other in known):
            known.append(place)
    known.sort()
    voices = read_coding(study, "voices")
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = [
        {"article_id": name, "start": start, "end": end, "text": text[name][start:end]}
        | {"voice": _voice(voices, (name, start, end)), "form": _form(voices, (name, start, end))}
        | {"argument": "none"}
        for name, start, end in known
    ]
    frame = pd.DataFrame(rows)
    number = frame.groupby("article_id").cumcount() + 1
    return frame.assign(statement_id=frame["article_id"] + ":" + number.astype(str))


def _voice(voices: pd.DataFrame, place: Span) -> str:
    near = voices[
        (voices["article_id"] == place[0]) & (voices["end"] > place[1]) & (voices["start"] < place[2])
    ]
    shared = near["end"].clip(upper=place[2]) - near["start"].clip(lower=place[1])
    held = shared.groupby(near["voice"]).sum().drop("journalist", errors="ignore")
    return str(held.idxmax()) if len(held) else "subject"


def _form(voices: pd.DataFrame, place: Span) -> str:
    near = voices[
        (voices["article_id"] == place[0]) & (voices["end"] > place[1]) & (voices["start"] < place[2])
    ]
    shared = near["end"].clip(upper=place[2]) - near["start"].clip(lower=place[1])
    held = shared.groupby(near["form"]).sum().drop("narration", errors="ignore")
    return str(held.idxmax()) if len(held) else "direct"


def found_statements(articles: pd.DataFrame, study: Path) -> pd.DataFrame:
    """Return the statements that the first stage finds, in no argument."""
    settings = retold.read_settings(study)
    found = retold.find_statements(articles, subject=settings.subject, aliases=settings.aliases)
    return found.assign(argument="none")


def match_rows(predicted: pd.DataFrame, rows: pd.DataFrame) -> dict[int, int]:
    """Return for each row of the key that is found the prediction that finds it."""
    sides = ["article", "start", "end"]
    told = [[tuple(r) for r in predicted[[f"{c}_{s}" for c in sides]].to_numpy()] for s in "ab"]
    shared = []
    for at, row in rows.iterrows():
        gold = [tuple(row[[f"{c}_{s}" for c in sides]]) for s in "ab"]
        for i, (a, b) in enumerate(zip(*told, strict=True)):
            left, right = shared_by_half(a, gold[0]), shared_by_half(b, gold[1])
            if left and right:
                shared.append((-(left + right), i, at))
    found: dict[int, int] = {}
    for _, i, at in sorted(shared):
        if at not in found and i not in found.values():
            found[at] = i
    return found


def leave_out(predicted: pd.DataFrame, study: Path, split: str) -> pd.DataFrame:
    """Return the predictions without those on rows of the other half, or on its statements on both sides."""
    half, rest = read_key(study, split), read_key(study, other_half(split))
    own, other = places(half), places(rest)

    def elsewhere(place: Span) -> bool:
        here, there = (max((likeness(place, p) for p in some), default=0.0) for some in (own, other))
        return there > here

    def on_row(pair: tuple[Span, Span], rows: list[tuple[Span, Span]]) -> bool:
        return any(all(shared_by_half(x, y) for x, y in zip(pair, row, strict=True)) for row in rows)

    rows, others = span_pairs(half), span_pairs(rest)
    keep = [
        not (elsewhere(pair[0]) and elsewhere(pair[1]))
        and not (on_row(pair, others) and not on_row(pair, rows))
        for pair in span_pairs(predicted)
    ]
    return predicted[pd.Series(keep, index=predicted.index, dtype=bool)].reset_index(drop=True)


def rates(hits: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1; nan where one is not defined."""
    nan = float("nan")
    precision, recall = hits / predicted if predicted else nan, hits / gold if gold else nan
    f1 = 2 * hits / (predicted + gold) if predicted + gold else nan
    return {"precision": precision, "recall": recall, "f1": f1, "gold": gold, "predicted": predicted}


def measure(
    predicted: pd.DataFrame, study: Path, split: str, *, errors: bool = False
) -> dict[str, pd.DataFrame]:
    """Measure predictions (a place on both sides, drift, verdict) against one half of the key.

    Returns frames ``pairs`` (one row), ``types`` (a row for each type, and their mean) and ``verdicts``.
    """
    key = read_key(study, split)
    rows = key[key["kind"] == "wording"].reset_index(drop=True)
    kept = leave_out(predicted, study, split)
    found = match_rows(kept, rows)
    pairs = pd.DataFrame([rates(len(found), len(kept), len(rows))], index=["pairs"])
    gold = [set(types.split(";")) for types in rows["types"]]
    told = [set(types) for types in kept["drift"]]
    types = {}
    for name in KEY_TYPES:
        hits = sum(name in gold[at] and name in told[i] for at, i in found.items())
        types[name] = rates(hits, sum(name in t for t in told), sum(name in g for g in gold))
    table = pd.DataFrame(types).T
    table.loc["macro"] = table.mean()
    verdicts = {}
    for name in ("same", "compatible with translation", "changed"):
        hits = sum(rows.at[at, "verdict"] == name == kept.at[i, "verdict"] for at, i in found.items())
        verdicts[name] = rates(
            hits, int((kept["verdict"] == name).sum()), int((rows["verdict"] == name).sum())
        )
    if errors:
        _print_errors(kept, rows, found)
    right = sum(rows.at[at, "verdict"] == kept.at[i, "verdict"] for at, i in found.items())
    verdict_table = pd.DataFrame(verdicts).T
    verdict_table.loc["accuracy of found"] = rates(right, len(found), len(found))
    return {"pairs": pairs, "types": table, "verdicts": verdict_table}


def measure_news(
    events: Iterable[Event], pair: Callable[[pd.DataFrame], pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Measure pairs and types on real events: frames ``pairs``, ``types``, ``types, coded extents`` and ``confusions``."""
    right = predicted = coded = found_pairs = 0
    told: list[tuple[set[str], set[str], bool]] = []
    for event in events:
        found = pair(event.statements)
        spans = span_pairs(found) if len(found) else []
        met = [_met(sides, event.pairs) for sides in spans]
        right, predicted = right + sum(map(bool, met)), predicted + len(spans)
        coded, found_pairs = coded + len(event.pairs), found_pairs + len(set().union(*met))
        for own, sides, gold in zip(found.get("drift", []), spans, met, strict=True):
            # Types are coded against the longest version: they hold between two places if one of them is as that.
            as_longest = [at for at in sorted(gold) if VERBATIM in event.drift[at]]
            if as_longest:
                types = set().union(*event.drift[as_longest[0]])
                extent = _has_extent(sides, event.pairs[as_longest[0]])
                told.append((set(own), types - VERBATIM or set(VERBATIM), extent))
    pairs = pd.DataFrame(
        [{"precision": right / max(predicted, 1), "recall": found_pairs / max(coded, 1), "right": right, "predicted": predicted,
          "found": found_pairs, "coded": coded}], index=["pairs"],
    )  # fmt: skip
    return {
        "pairs": pairs,
        "types": _rate_types([(own, gold) for own, gold, _ in told]),
        "types, coded extents": _rate_types([(own, gold) for own, gold, extent in told if extent]),
        "confusions": _count_confusions([(own, gold) for own, gold, _ in told]),
    }


def _rate_types(told: list[tuple[set[str], set[str]]]) -> pd.DataFrame:
    """Return the rates of each type that is coded, their mean, and how many pairs have exactly the coded types."""
    types = {
        name: rates(sum(name in a and name in b for a, b in told), sum(name in a for a, _ in told), n)
        for name in KEY_TYPES
        if (n := sum(name in b for _, b in told))
    }
    table = pd.DataFrame(types).T
    table.loc["macro"] = table.mean()
    exact = sum(own & set(KEY_TYPES) == gold for own, gold in told)
    table.loc["all types right"] = rates(exact, len(told), len(told))
    return table


def _count_confusions(told: list[tuple[set[str], set[str]]]) -> pd.DataFrame:
    """Return how often a type is coded and not told, or told and not coded, with what stands in its place."""
    counts: Counter[tuple[str, str]] = Counter()
    for own, gold in told:
        missed, false = ("; ".join(sorted(part)) or "nothing" for part in (gold - own, own - gold))
        if gold != own:
            counts[missed, false] += 1
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return pd.DataFrame([(*both, n) for both, n in rows], columns=["coded", "told", "pairs"])


def _has_extent(sides: tuple[Span, Span], coded: tuple[Span, Span]) -> bool:
    """Say whether a pair lies on both coded places from end to end."""

    def is_one(place: Span, other: Span) -> bool:
        shared = min(place[2], other[2]) - max(place[1], other[1])
        return place[0] == other[0] and shared >= SAME_EXTENT * (
            max(place[2], other[2]) - min(place[1], other[1])
        )

    return any(all(map(is_one, sides, way)) for way in (coded, coded[::-1]))


def _met(sides: tuple[Span, Span], coded: list[tuple[Span, Span]]) -> set[int]:
    return {
        at
        for at, pair in enumerate(coded)
        if any(all(map(shared_by_half, sides, way)) for way in (pair, pair[::-1]))
    }


def _print_errors(kept: pd.DataFrame, rows: pd.DataFrame, found: Mapping[int, int]) -> None:
    for at, row in rows.iterrows():
        if at not in found:
            print("missed", row["id"], row["article_a"], row["article_b"], row["group"], row["types"])
        elif (
            row["types"] != ";".join(kept.at[found[at], "drift"])
            or row["verdict"] != kept.at[found[at], "verdict"]
        ):
            own = kept.loc[found[at]]
            print("typed", row["id"], row["group"], "|", row["types"], "|", row["verdict"])
            print("      ", ";".join(own["drift"]), "|", own["verdict"], "|", own["changes"])
    for i in sorted(set(kept.index) - set(found.values())):
        own = kept.loc[i]
        print(
            "false",
            *own[["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]],
            own["similarity"],
        )


def own_pairs(statements: pd.DataFrame) -> pd.DataFrame:
    """Return what `compare_wording` finds."""
    return retold.compare_wording(statements, translated=True)


def difflib_pairs(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that difflib finds close, with the types that its opcodes tell."""
    reported = statements[statements["voice"] != "journalist"]
    words = [re.findall(r"\w+", text.lower()) for text in reported["text"]]
    spans = list(reported[["article_id", "start", "end"]].itertuples(index=False, name=None))
    rows = []
    for i, j in combinations(range(len(words)), 2):
        if spans[i][0] == spans[j][0]:
            continue
        matcher = SequenceMatcher(None, words[i], words[j], autojunk=False)
        if matcher.real_quick_ratio() < CLOSE or matcher.ratio() < CLOSE:
            continue
        types = _opcode_types(matcher, words[i], words[j])
        ordered = tuple(name for name in DRIFT_TYPES if name in types)
        verdict = "same" if types <= {"verbatim", "truncation"} else "changed"
        sides = {f"{c}_{s}": v for s, at in zip("ab", (i, j), strict=True) for c, v in _named(spans[at])}
        rows.append(
            sides | {"drift": ordered, "verdict": verdict, "changes": "", "similarity": matcher.ratio()}
        )
    return pd.DataFrame(rows)


def _named(place: Span) -> Iterable[tuple[str, object]]:
    return zip(("article", "start", "end"), place, strict=True)


def _opcode_types(matcher: SequenceMatcher[str], a: list[str], b: list[str]) -> set[str]:
    types = set()
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "replace":
            digits = all(any(word.isdigit() for word in side) for side in (a[i0:i1], b[j0:j1]))
            types.add("number changed" if digits else "substitution")
        elif tag in ("insert", "delete"):
            types.add("truncation" if i0 == 0 or i1 == len(a) else "insertion")
    return types or {"verbatim"}


def measure_naming(articles: pd.DataFrame, statements: pd.DataFrame, study: Path) -> pd.DataFrame:
    """Measure the naming of the study: with the names of the coding listed, and what is proposed without a list.

    A name is found if the places overlap; the gold of proposals is every two names that the coding gives one thing.
    """
    coded = read_coding(study, "naming")
    listed = {thing: sorted(set(part["name"])) for thing, part in coded.groupby("thing")}
    masked = retold.find_clutter(articles)
    named = retold.compare_naming(articles, equivalents=listed, statements=statements, masked=masked)
    both = coded.merge(named, on=["article_id", "thing"])
    both = both[(both["start_x"] < both["end_y"]) & (both["start_y"] < both["end_x"])]
    right = int((both["voice_x"] == both["voice_y"]).sum())
    pairs = retold.compare_wording(statements, translated=True)
    proposed = retold.propose_equivalents(articles, wording=pairs, masked=masked)
    same = {
        tuple(sorted(p)) for names in listed.values() for p in combinations([n.lower() for n in names], 2)
    }
    own = {
        tuple(sorted((str(r.name_a).lower(), str(r.name_b).lower())))
        for r in proposed.itertuples(index=False)
    }
    table = {
        "names of the list": rates(len(both), len(named), len(coded)),
        "voice of a found name": rates(right, len(both), len(both)),
        "proposed equivalents": rates(len(own & same), len(own), len(same)),
    }
    return pd.DataFrame(table).T


# An invented story: its articles, the sentences of the speaker that all report, and other sentences of each article.
STORY, REPORTED, OTHERS = 5, 10, 10
SMALL = "the of a in to and that will not we it is for on with may".split()


def make_reports(number: int, *, seed: int = 0) -> pd.DataFrame:
    """Make the statements of so many articles; ``sentence`` says which of them are one sentence of a speaker."""
    rng = np.random.default_rng(seed)
    syllables = np.array([a + b for a in "bdfgklmnprstvw" for b in "aeiou"])
    words = list(dict.fromkeys("".join(row) for row in rng.choice(syllables, size=(60_000, 3))))[:30_000]
    # Frequent words are less frequent than Zipf's law has them: function words stand for those.
    chance = 1 / np.arange(20, len(words) + 20)
    stream = iter(
        rng.choice(len(words), size=number * (REPORTED + OTHERS) * 14, p=chance / chance.sum()).tolist()
    )

    def sentence() -> list[str]:
        size = int(rng.integers(7, 12))
        small = rng.choice(SMALL, size=size)
        return [
            word
            for pair in zip(small, (words[next(stream)] for _ in range(size)), strict=True)
            for word in pair
        ]

    rows = []
    for story in range(-(-number // STORY)):
        pool = [sentence() for _ in range(REPORTED)]
        for k in range(min(STORY, number - story * STORY)):
            told = [(f"{story}:{n}", _drifted(own, words, stream, rng)) for n, own in enumerate(pool)]
            told += [(f"{story}:{k}:{n}", sentence()) for n in range(OTHERS)]
            for n, at in enumerate(rng.permutation(len(told)), 1):
                rows.append(
                    (
                        f"s{story}-{k}:{n}",
                        f"s{story}-{k}",
                        f"c{story}",
                        told[at][0],
                        " ".join(told[at][1]) + ".",
                    )
                )
    frame = pd.DataFrame(rows, columns=["statement_id", "article_id", "cluster", "sentence", "text"])
    return frame.assign(argument="none")


def _drifted(own: list[str], words: list[str], stream: Iterator[int], rng: np.random.Generator) -> list[str]:
    """Return a sentence as one article reports it: as it is, or with one change."""
    told, at = list(own), int(rng.integers(4, len(own) - 2))
    change = int(rng.integers(5))
    if change == 1:
        told[at] = words[next(stream)]
    elif change == 2:
        told.insert(at, words[next(stream)])
    elif change == 3:
        told = told[: max(at, 2 * len(told) // 3)]
    elif change == 4:
        told.insert(at, "not")
    return told


def measure_scale(number: int, *, clusters: bool) -> dict[str, object]:
    """Return what wording pairs of an invented corpus cost, and how many of them are right."""
    made = make_reports(number)
    given = made if clusters else made.drop(columns="cluster")
    pairs, seconds = timed(lambda: retold.compare_wording(given))
    sentence = made.set_index("statement_id")["sentence"]
    right = int((pairs["statement_a"].map(sentence) == pairs["statement_b"].map(sentence)).sum())
    gold = sum(size * (size - 1) // 2 for size in sentence.value_counts())
    return {"articles": number, "statements": len(made), "clusters": clusters, "pairs": len(pairs), "seconds": seconds,
            "peak MB": peak_megabytes(), "precision": right / max(len(pairs), 1), "recall": right / max(gold, 1)}  # fmt: skip


def main() -> None:
    """Print all measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--study", type=Path, default=PLANTED)
    parser.add_argument("--split", choices=SPLITS, default="tune")
    parser.add_argument(
        "--errors", action="store_true", help="print what is missed, false or typed otherwise"
    )
    parser.add_argument(
        "--scale", type=int, metavar="ARTICLES", help="measure an invented corpus of this size instead"
    )
    parser.add_argument(
        "--clusters", action="store_true", help="with --scale: say which articles are of one story"
    )
    parser.add_argument(
        "--news", type=Path, nargs=2, metavar=("CODINGS", "TEXTS"), help="measure real, coded events instead"
    )
    options = parser.parse_args()
    if options.news:
        events = list(read_events(*options.news))
        for method, pair in {"retold": retold.compare_wording, "difflib": difflib_pairs}.items():
            frames, took = timed(lambda call=pair: measure_news(events, call))
            print(f"\n== {len(events)} real events, {method} ({took:.2f} s) ==")
            for name, frame in frames.items():
                if name != "confusions" or options.errors:
                    print(f"-- {name}", frame.round(3).to_string(), sep="\n")
        return
    if options.scale:
        shown = pd.DataFrame([measure_scale(options.scale, clusters=options.clusters)])
        print(shown.round(3).to_string(index=False))
        return
    require_half(options.study, options.split)
    articles = retold.read_articles(options.study)
    sources: dict[str, pd.DataFrame] = {
        "spans of the key": given_statements(articles, options.study),
        "end to end": found_statements(articles, options.study),
    }
    methods: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
        "retold": own_pairs,
        "difflib": difflib_pairs,
    }
    for source, statements in sources.items():
        for method, pair in methods.items():
            predicted, took = timed(lambda call=pair, told=statements: call(told))
            print(f"\n== {options.split} half, {source}, {method} ({took:.2f} s) ==")
            errors = options.errors and method == "retold"
            for frame in measure(predicted, options.study, options.split, errors=errors).values():
                print(frame.round(3).to_string())
    if (options.study / "coding" / "naming.csv").exists():
        print("\n== naming (no halves) ==")
        print(measure_naming(articles, sources["end to end"], options.study).round(3).to_string())


if __name__ == "__main__":
    main()
