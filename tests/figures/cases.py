"""What the tests of figures share: tables of invented studies of any size, and a figure with its words."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from retold.figures.drawing.drawn import Drawn
from retold.figures.drawing.save import frame
from retold.figures.drawing.style import style
from retold.figures.registry import FIGURES
from retold.tables import SCHEMAS, empty_table, read_table, write_table

LONG = "The very long evening gazette of Norland, {} March 2021"


THEMES = [
    "ferries",
    "river",
    "river/floods",
    "river/dams_and_locks_of_the_lower_river",
    "tolls",
    "tolls/bridges/night",
]


def make_tables(count: int, *, long: bool = False) -> dict[str, pd.DataFrame]:
    """Return every table of a made-up study of so many articles, with the awkward rows in each."""
    rng = np.random.default_rng(count)
    ids = [f"a{i:02d}" for i in range(count)]
    tables = {name: empty_table(name) for name in SCHEMAS}
    tables["articles"] = _articles(ids, long)
    voices = ["subject", "third_party", "journalist"]
    tables["statements"] = pd.DataFrame(
        {
            "statement_id": [f"{a}:{k}" for a in ids for k in range(1, 9)],
            "article_id": np.repeat(ids, 8),
            "sentence_id": "",
            "start": [100 * k for _ in ids for k in range(8)],
            "end": [100 * k + 90 for _ in ids for k in range(8)],
            "form": "direct",
            "voice": [voices[k % 3] for _ in ids for k in range(8)],
            "speaker": "",
            "cue": "",
            "text": "The bridge will stay shut.",
            "confidence": 1.0,
        }
    )
    tables["masked"] = pd.DataFrame(
        {"article_id": ids, "start": 800, "end": 850, "reason": "form", "text": "Write to us"}
    )
    tables["theme_frequencies"] = _frequencies(ids, rng)
    if count > 1:
        z = rng.normal(0, 2.5, size=count * len(THEMES))
        tables["theme_keyness"] = pd.DataFrame(
            {
                "article_id": np.repeat(ids, len(THEMES)),
                "theme": THEMES * count,
                "log_odds": z / 2,
                "z": z,
                "g2": z,
                "p_adjusted": np.where(np.abs(z) > 3, 0.01, 1.0),
                "p": 0.5,
                "q": 1.0,
                "note": "",
            }
        )
    _add_measures(tables, count, rng)
    _add_patterns(tables)
    _add_arguments(tables, ids, rng, long)
    _add_consistency(tables, ids, rng)
    return tables


def _articles(ids: list[str], long: bool) -> pd.DataFrame:
    labels = [LONG.format(i) if long else ("" if i == 1 else f"Paper {i}") for i in range(len(ids))]
    return pd.DataFrame(
        {
            "article_id": ids,
            "outlet": "",
            "date": "",
            "title": "",
            "language": "en",
            "edition": "original",
            "sha256": "",
            "characters": 900,
            "tokens": 150,
            "sentences": 8,
            "label": labels,
            "flags": "",
        }
    )


def _frequencies(ids: list[str], rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for article in [*ids, "*"]:
        for voice in ["*", "subject", "third_party", "journalist"]:
            for at, theme in enumerate(THEMES):
                hits, share = int(rng.integers(0, 12)) * (at != 2), float(rng.random() * 0.6)
                none = voice == "third_party"  # a voice without a sentence has no share
                rows.append(
                    {
                        "article_id": article, "voice": voice, "theme": theme, "hits": hits, "tokens": 150,
                        "per_1000": hits / 0.15, "sentences": 0 if none else 8, "sentences_with": 0,
                        "share": np.nan if none else share, "low": np.nan if none else share / 2,
                        "high": np.nan if none else min(1.0, share + 0.3),
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)


def _add_measures(tables: dict[str, pd.DataFrame], count: int, rng: np.random.Generator) -> None:
    """Add dispersion, co-occurrence and positions; the third theme has no hits, and no value."""
    hits = np.array([7, 12, 0, 3, 5, 120])
    value = np.where((hits > 0) & (count > 1), rng.random(len(THEMES)), np.nan)
    spread = {"low": value / 2, "high": np.minimum(1.0, value + 0.3), "note": ""}
    tables["theme_dispersion"] = pd.DataFrame(
        {"theme": THEMES, "articles": count, "articles_with": np.minimum(hits, count), "hits": hits, "dp": value,
         "dp_norm": value, "juilland_d": value, **spread}
    )  # fmt: skip
    tables["theme_mean_positions"] = pd.DataFrame(
        {"theme": THEMES, "articles_with": np.minimum(hits, count), "hits": hits, "position": value, **spread}
    )
    tables["theme_positions"] = pd.DataFrame(
        {"article_id": "*", "theme": np.repeat(THEMES, 5), "part": list(range(1, 6)) * len(THEMES), "hits": 2,
         "tokens": 30, "per_1000": 66.7, "sentences": 8, "sentences_with": 2,
         "share": np.where(np.arange(5 * len(THEMES)) == 4, np.nan, rng.random(5 * len(THEMES))),
         "low": 0.1, "high": 0.6, "note": ""}
    )  # fmt: skip
    pairs = [(a, b) for a, b in combinations(sorted(THEMES), 2) if not b.startswith(f"{a}/")]
    phi = np.where(np.arange(len(pairs)) % 5 == 1, np.nan, rng.normal(0, 0.2, len(pairs)))
    tables["theme_cooccurrence"] = pd.DataFrame(pairs, columns=["theme_a", "theme_b"]).assign(
        sentences=np.arange(len(pairs)), expected=1.0, ratio=1.0, phi=phi, p=0.5, p_adjusted=1.0,
        q=np.where(np.arange(len(pairs)) % 4 == 0, 0.01, np.nan), sentences_a=9, sentences_b=9, sentences_all=80,
        voice="*", note="",
    )  # fmt: skip


def _add_patterns(tables: dict[str, pd.DataFrame]) -> None:
    """Add patterns: a theme that lives on one, one with ties and a long name, one without a hit."""
    names = ["ferr*", "regex: ^ferry(man|men|boat|boats|house|houses)$", "boat*"]
    tables["theme_patterns"] = pd.DataFrame(
        [
            (theme, name, (5 * at + 2 - 2 * n) if at != 2 and (at or not n) else 0, n)
            for at, theme in enumerate(THEMES)
            for n, name in enumerate(names)
        ],
        columns=["theme", "pattern", "hits", "forms"],
    ).assign(articles=1, subject=0, third_party=0, journalist=0, commonest="", commonest_hits=0, note="")
    hits = tables["theme_patterns"]["hits"]
    hits = hits.clip(lower=0)
    share = hits / hits.groupby(tables["theme_patterns"]["theme"]).transform("sum").replace(0, np.nan)
    tables["theme_patterns"] = tables["theme_patterns"].assign(
        hits=hits, share=share, low=share / 2, high=np.minimum(1.0, share + 0.3)
    )


def _add_arguments(
    tables: dict[str, pd.DataFrame], ids: list[str], rng: np.random.Generator, long: bool
) -> None:
    groups = 4 + 2 * len(ids)
    own = tables["statements"][["statement_id", "article_id"]]
    names = [f"A{1 + k % groups}" if k % 5 else "none" for k in range(len(own))]
    places = rng.normal(size=(len(own), 2))
    places[0] = np.nan  # a statement without a word has no place
    exemplar = ~pd.Series(names).duplicated() & (pd.Series(names) != "none")
    tables["arguments"] = own.assign(
        argument=names, strength=0.5, exemplar=exemplar.to_numpy(), x=places[:, 0], y=places[:, 1],
        unit_id=own["statement_id"], start=tables["statements"]["start"], end=tables["statements"]["end"],
    )  # fmt: skip
    tables["argument_units"] = tables["arguments"]
    _add_tree(tables)
    sizes = pd.Series([name for name in names if name != "none"]).value_counts(sort=False)
    label = "incomprehensible · unacknowledged · neighbourhoods" if long else "bridge · toll · night"
    tables["argument_labels"] = pd.DataFrame(
        {
            "argument": sizes.index,
            "label": label,
            "terms": None,
            "statements": sizes.to_numpy(),
            "articles": 1,
            "stability": [(np.nan, 0.3, 0.8, 1.0)[k % 4] for k in range(len(sizes))],
            "silhouette": 0.1,
            "exemplar": "",
            "voices": "",
            "null": 0.5,
            "together": 0.7,
            "depends": None,
            "trusted": [k % 4 > 1 for k in range(len(sizes))],
            "named": False,
            "joined": None,
        }
    )
    cuts = np.array([0.3, 0.5, 0.7])
    tables["argument_thresholds"] = pd.DataFrame(
        {
            "threshold": cuts, "groups": [2, 5, 3], "grouped": cuts, "silhouette": [0.1, np.nan, -0.2],
            "stability": 1 - cuts / 2, "low": 0.9 - cuts / 2, "high": 1.0, "chosen": cuts == 0.5,
            "criterion": cuts / 4, "parameter": "distance", "expected": cuts / 3, "shared": 0.25,
        }
    )  # fmt: skip


def _add_tree(tables: dict[str, pd.DataFrame]) -> None:
    """Join the units in the order of their arguments, one to the next."""
    names = tables["argument_units"].sort_values("argument", kind="stable")["unit_id"].tolist()
    steps = np.arange(1, len(names))
    tables["argument_tree"] = pd.DataFrame(
        {
            "merge": steps,
            "left": [names[0], *map(str, steps[:-1])][: len(steps)],
            "right": names[1:],
            "height": steps / len(names),
            "units": steps + 1,
        }
    )


def _add_consistency(tables: dict[str, pd.DataFrame], ids: list[str], rng: np.random.Generator) -> None:
    counts = tables["arguments"].groupby(["article_id", "argument"]).size()
    names = tables["argument_labels"]["argument"]
    cells = [(a, k, int(counts.get((a, k), 0))) for a in ids for k in names]
    tables["coverage"] = pd.DataFrame(
        {
            "article_id": [a for a, _, _ in cells],
            "argument": [k for _, k, _ in cells],
            "state": [
                "silent" if not n else "contradicted" if k == "A2" else "reported" for _, k, n in cells
            ],
            "statements": [n for _, _, n in cells],
            "position": 0.5,
            "expected": rng.random(len(cells)),
            "voices": [
                () if not n else [("subject",), ("subject", "third_party"), ("journalist",)][at % 3]
                for at, (_, _, n) in enumerate(cells)
            ],
            "last": 0.6,
            "denials": 0,
        }
    )
    if len(ids) > 5:
        tables |= list_arguments(tables, {12: 5, 60: 45}.get(len(ids), 3))
    states = ["not yet reported", "first reported", "reported again", "not reported", "no more reported"]
    tables["argument_occasions"] = pd.DataFrame(
        [(k, f"{LONG.format(place)}, visit", "2021-03", place, 1 + place % 3, states[(at + place) % 5])
         for at, k in enumerate(names) for place in range(1, len(ids) + 1)],
        columns=["argument", "occasion", "day", "place", "articles", "state"],
    )  # fmt: skip
    there = tables["argument_occasions"]["state"].isin(states[1:3]).astype(int)
    tables["argument_occasions"] = tables["argument_occasions"].assign(
        articles_with=there, statements=2 * there, exemplar=""
    )
    value = np.nan if len(ids) == 1 else 0.4
    tables["agreement"] = pd.DataFrame(
        [("alpha", value, value - 0.6, value + 0.1), ("jaccard", value, 0.2, 0.5), ("kappa", np.nan, np.nan, np.nan),
         ("jaccard_sources", value, np.nan, np.nan), ("articles", float(len(ids)), np.nan, np.nan)],
        columns=["measure", "value", "low", "high"],
    ).assign(n=3, note="", jackknife_low=np.nan, jackknife_high=np.nan, p=np.nan)  # fmt: skip
    pairs = list(combinations(ids, 2))
    if pairs:
        tables["article_pairs"] = pd.DataFrame(pairs, columns=["article_a", "article_b"]).assign(
            jaccard=[np.nan, *rng.random(len(pairs) - 1)], kappa=0.0, reuse_a=0.25, reuse_b=np.nan,
            percent_agreement=0.5, both=1, either=2, note="",
        )  # fmt: skip
        tables["reuse"] = pd.DataFrame(pairs, columns=["article_a", "article_b"]).assign(
            start_a=rng.integers(0, 700, len(pairs)), start_b=rng.integers(0, 700, len(pairs)), tokens=9, outside=9,
            runs=1, kind=[("reuse", "quotation", "quotation")[at % 3] for at in range(len(pairs))],
            direction=[("a to b", "b to a", "undecided")[at // 3 % 3] for at in range(len(pairs))],
        )  # fmt: skip
        tables["reuse"]["end_a"] = tables["reuse"]["start_a"] + 150
        tables["reuse"]["end_b"] = tables["reuse"]["start_b"] + 160
    tables["details"] = _details(ids)
    if pairs:
        ends = [(f"{a}:d1", f"{b}:d2") for a, b in pairs[: 2 * len(ids) : 2]]
        tables["conflicts"] = pd.DataFrame(ends, columns=["detail_a", "detail_b"]).assign(
            kind="date", slot="s", verdict="conflict", reason="", confidence=1.0
        )
    measures = ["alpha", "jaccard", "kappa", "percent_agreement", "arguments_shared", "effective_articles"]
    tables["influence"] = pd.DataFrame(
        [(m, a, 1.0, 0.0 if a == "none" else np.nan if m == "kappa" or len(ids) == 1 else rng.normal())
         for m in measures for a in [*ids, "none"]],
        columns=["figure", "left_out", "value", "change"],
    )  # fmt: skip


def list_arguments(tables: dict[str, pd.DataFrame], most: int) -> dict[str, pd.DataFrame]:
    """Return the tables of so many listed arguments: each found group meets the one of its own number, where there is one."""
    found, ids = tables["argument_labels"]["argument"].tolist(), tables["articles"]["article_id"].tolist()
    given = [f"ferry_claim_{at}" for at in range(most)]
    cells = [(a, k, (at + place) % 3) for place, k in enumerate(given) for at, a in enumerate(ids)]
    pairs = list(zip(found, [*given, *["none"] * len(found)], strict=False))
    return {
        "coverage_given": pd.DataFrame(cells, columns=["article_id", "argument", "statements"]).assign(
            state=["reported" if n else "silent" for _, _, n in cells],
            position=0.5,
            expected=0.5,
            voices=[("subject",) if n else () for _, _, n in cells],
            last=0.5,
            denials=0,
        ),
        "argument_given": pd.DataFrame(pairs, columns=["found", "given"]).assign(
            statements=2, share_of_found=1.0, share_of_given=1.0
        ),
    }


def _details(ids: list[str]) -> pd.DataFrame:
    values = [
        ("date", "1997/.."),
        ("date", "2021-{:02d}"),
        ("date", "20{:02d}"),
        ("date", "XXXX-07-28"),
        ("number", "2000"),
    ]
    rows = [
        {
            "detail_id": f"{a}:d{k}", "article_id": a, "statement_id": f"{a}:1", "kind": kind, "slot": "s",
            "value": value.format(at + 1), "approximate": k == 2, "start": k, "end": k + 1, "text": "x",
        }
        for at, a in enumerate(ids)
        for k, (kind, value) in enumerate(values)
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    for column, kind in SCHEMAS["details"].types.items():
        if column not in table.columns:
            table[column] = {"s": "", "f": np.nan, "i": 0, "b": False}[kind]
    return table


# Titles of 300 characters, without a space, from the right, and in wide letters.
ODD = (
    "The ferry " * 30,
    "Ferryhouse" * 30,
    "المعدية لا تبحر اليوم " * 14,
    "המעבורת לא תפליג היום, " * 13,
    "WWWWMMMM " * 33,
    "A\nferry\u202e and \u2066a toll\u2069",
    "$5 < 6 & \\frac{1}",
)


def rename_all(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give the articles, groups, occasions and values of a study names that are odd."""
    labels = tables["argument_labels"]
    tables["articles"] = tables["articles"].assign(label=list(ODD))
    tables["argument_labels"] = labels.assign(label=[ODD[at % len(ODD)] for at in range(len(labels))])
    tables["statements"] = tables["statements"].assign(text=ODD[1], speaker=ODD[4])
    tables["details"] = tables["details"].assign(text=ODD[3])
    trace = tables["argument_occasions"]
    tables["argument_occasions"] = trace.assign(occasion=[ODD[at % len(ODD)] for at in trace["place"]])
    return tables


def write_study(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    for name, table in tables.items():
        write_table(table, name, folder)
    return folder


@cache
def plot(name: str, results: Path, width: str = "double") -> Figure:
    """Return the figure itself, laid out, before it is saved; tests look at it and leave it as it is."""
    return make_drawn(name, results, width).figure


@cache
def make_drawn(name: str, results: Path, width: str = "double") -> Drawn:
    """Return what the plotting function returns, its figure laid out between its title and the edition."""
    draw = FIGURES[name]
    with style(width):
        drawn = draw.__wrapped__(*(read_table(table, results) for table in draw.tables))
        frame(drawn, read_table("articles", results))
        drawn.figure.draw_without_rendering()
    return drawn


def find_texts(drawn: Figure) -> list[Text]:
    """Return the texts that are seen; matplotlib keeps labels of ticks beyond the limits, and draws none of them."""
    unseen = {
        label
        for axes in drawn.findobj(Axes)
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    texts = drawn.findobj(Text)
    return [text for text in texts if text not in unseen and text.get_visible() and text.get_text().strip()]


def read_words(drawn: Figure) -> list[str]:
    return [text.get_text() for text in find_texts(drawn)]
