"""Figures: each draws from any tables, says in words what it cannot show, and gives the same bytes again."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon
from matplotlib.text import Annotation, Text

from retold.errors import ParameterError, ResultsError
from retold.figures import articles
from retold.figures.arguments import draw_argument_map
from retold.figures.consistency import read_span
from retold.figures.drawing.label_places import place_labels
from retold.figures.drawing.labels import head_columns, name_articles, plain, shorten, shorten_middle
from retold.figures.drawing.save import Picture
from retold.figures.drawing.style import MM, VOICE_COLOURS, WIDTHS, style
from retold.figures.registry import FIGURES, MODULES
from retold.figures.themes import arrange_themes, find_leaves
from retold.tables import SCHEMAS, empty_table, read_table, write_table
from retold.vocabulary import FIGURE_FORMATS

NAMES = (
    "voices reading theme_shares theme_articles theme_keyness theme_dispersion theme_cooccurrence theme_positions theme_patterns"
    " argument_map argument_thresholds argument_groups argument_tree argument_exemplars"
    " coverage article_pairs wording details conflicts agreement influence reuse"
).split()

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
            "edition": "paraphrase",
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
            "trusted": False,
        }
    )
    cuts = np.array([0.3, 0.5, 0.7])
    tables["argument_thresholds"] = pd.DataFrame(
        {
            "threshold": cuts, "groups": [2, 5, 3], "grouped": cuts, "silhouette": [0.1, np.nan, -0.2],
            "stability": 1 - cuts / 2, "low": 0.9 - cuts / 2, "high": 1.0, "chosen": cuts == 0.5,
            "criterion": cuts / 4, "parameter": "distance", "expected": cuts / 3,
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
            percent_agreement=0.5, both=1, either=2,
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


def write_study(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    for name, frame in tables.items():
        write_table(frame, name, folder)
    return folder


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the results folders of studies without articles, with one, with three, and with twelve."""
    made = {
        "empty": {name: empty_table(name) for name in SCHEMAS},
        "one": make_tables(1),
        "three": make_tables(3),
        "twelve": make_tables(12, long=True),
    }
    root = tmp_path_factory.mktemp("studies")
    return {name: write_study(root / name, tables) for name, tables in made.items()}


@cache
def plot(name: str, results: Path, width: str = "double") -> Figure:
    """Return the figure itself, laid out, before it is saved; tests look at it and leave it as it is."""
    draw = FIGURES[name]
    with style(width):
        drawn = draw.__wrapped__(*(read_table(table, results) for table in draw.tables))
        drawn.draw_without_rendering()
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


def test_figures_are_registered_under_their_names() -> None:
    assert sorted(FIGURES) == sorted(NAMES)
    for name, draw in FIGURES.items():
        assert any(getattr(module, f"draw_{name}", None) is draw for module in MODULES)
        assert draw.caption.endswith(".")
        assert set(draw.tables) <= set(SCHEMAS)


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_give_a_sentence(name: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies["empty"])
    (axes,) = drawn.axes
    (sentence,) = axes.texts
    assert sentence.get_text().endswith(".")
    assert not axes.axison
    assert not [*axes.lines, *axes.patches, *axes.collections]


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("study", ["empty", "one", "three", "twelve"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("error")
def test_nothing_is_cut_off(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies[study], width)
    assert drawn.get_figwidth() == pytest.approx(WIDTHS[width])
    for text in find_texts(drawn):
        box = text.get_window_extent()
        inside = drawn.bbox.padded(0.6 * MM * drawn.dpi)
        assert inside.x0 <= box.x0 <= box.x1 <= inside.x1, text.get_text()
        assert inside.y0 <= box.y0 <= box.y1 <= inside.y1, text.get_text()


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("study", ["three", "twelve"])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_rows_do_not_overlap(name: str, study: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies[study], width)
    for axes in drawn.axes:
        boxes = [label.get_window_extent() for label in axes.get_yticklabels() if label.get_text()]
        boxes = sorted(
            (box for box in boxes if axes.bbox.y0 <= (box.y0 + box.y1) / 2 <= axes.bbox.y1),
            key=lambda b: b.y0,
        )
        slack = 0.5 * MM * drawn.dpi
        assert all(low.y1 <= high.y0 + slack for low, high in pairwise(boxes))


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("name", ["argument_map", "details"])
def test_labels_on_the_map_do_not_overlap(name: str, width: str, studies: dict[str, Path]) -> None:
    drawn = plot(name, studies["three"], width)
    labels = [text for text in drawn.axes[0].texts if isinstance(text, Annotation)]
    assert len(labels) >= 2
    boxes = [Text.get_window_extent(label) for label in labels]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


@pytest.fixture(scope="module")
def pictures(studies: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """Return every figure of the study of three articles, saved in every format."""
    folder = tmp_path_factory.mktemp("pictures")
    return {name: FIGURES[name](studies["three"], folder=folder) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_same_tables_give_same_bytes(
    name: str, studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    first, second = pictures[name], FIGURES[name](studies["three"], folder=tmp_path)
    assert [file.name for file in second.files] == [f"{name}.{kind}" for kind in FIGURE_FORMATS]
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]
    narrow = FIGURES[name](studies["three"], folder=tmp_path / "narrow", width="single", formats=["svg"])
    assert narrow.files[0].read_bytes() != first.files[0].read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_give_same_bytes(name: str, studies: dict[str, Path], tmp_path: Path) -> None:
    first, second = (FIGURES[name](studies["empty"], folder=tmp_path / turn) for turn in ("first", "second"))
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]


DRAW_ALL = """
import sys
from retold.figures.registry import FIGURES
for name in sorted(FIGURES, reverse=True):
    FIGURES[name](sys.argv[1], folder=sys.argv[2])
"""


def test_another_process_gives_same_bytes(
    studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    source = str(Path(articles.__file__).parents[2])
    environment = {**os.environ, "PYTHONHASHSEED": "17", "PYTHONPATH": source, "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", DRAW_ALL, str(studies["three"]), str(tmp_path)]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    for picture in pictures.values():
        for file in picture.files:
            assert file.read_bytes() == (tmp_path / file.name).read_bytes(), file.name


def read_chunks(png: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8])
        at += 12 + length
    return kinds


@pytest.mark.parametrize("name", NAMES)
def test_files_tell_nothing_of_clock_or_software(name: str, pictures: dict[str, Picture]) -> None:
    svg, pdf, png = (file.read_bytes() for file in pictures[name].files)
    assert svg.startswith(b"<?xml")
    assert pdf.startswith(b"%PDF")
    assert set(read_chunks(png)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    for word in (b"<dc:date", b"<dc:creator", b"<metadata", b"matplotlib.org", b"Matplotlib"):
        assert word not in svg
    for word in (b"/CreationDate", b"/ModDate", b"/Creator", b"/Producer", b"atplotlib"):
        assert word not in pdf


@pytest.mark.parametrize("name", NAMES)
def test_caption_names_the_edition(name: str, pictures: dict[str, Picture]) -> None:
    picture = pictures[name]
    assert picture.caption == f"{FIGURES[name].caption} Text: paraphrase edition, 3 articles."
    assert repr(picture) == f"figure {name!r}: {picture.caption}"
    assert picture._repr_png_() == picture.files[FIGURE_FORMATS.index("png")].read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_picture_names_the_edition(
    name: str, studies: dict[str, Path], pictures: dict[str, Picture], tmp_path: Path
) -> None:
    tables = {table: read_table(table, studies["three"]) for table in {*FIGURES[name].tables, "articles"}}
    tables["articles"]["edition"] = "original"
    other = FIGURES[name](write_study(tmp_path, tables), formats=["png"])
    assert "Text: original edition" in other.caption
    assert other._repr_png_() != pictures[name]._repr_png_()


@pytest.mark.parametrize(
    ("options", "wrong", "meant"),
    [
        ({"formats": ["pgn"]}, "'pgn'", "did you mean 'png'?"),
        ({"formats": ["png", "gif"]}, "'gif'", "known are: pdf, png, svg"),
        ({"width": "singel"}, "'singel'", "did you mean 'single'?"),
        ({"width": "89"}, "'89'", "known are: double, single"),
    ],
)
def test_unknown_options_are_refused(
    options: dict[str, object], wrong: str, meant: str, studies: dict[str, Path], tmp_path: Path
) -> None:
    with pytest.raises(ParameterError) as caught:
        FIGURES["voices"](studies["three"], folder=tmp_path / "none", **options)
    assert wrong in str(caught.value)
    assert meant in str(caught.value)
    assert not (tmp_path / "none").exists()


def test_a_missing_table_is_named(studies: dict[str, Path], tmp_path: Path) -> None:
    write_table(read_table("articles", studies["three"]), "articles", tmp_path)
    with pytest.raises(ResultsError, match="'coverage' has not been written"):
        FIGURES["coverage"](tmp_path)
    assert not (tmp_path / "figures").exists()


def test_a_figure_that_cannot_be_written_leaves_nothing(studies: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("in the way")
    with pytest.raises(ResultsError, match="'voices' cannot be written"):
        FIGURES["voices"](studies["three"], folder=tmp_path / "figures")
    assert [file.name for file in tmp_path.iterdir()] == ["figures"]


def test_shares_of_voices_are_written_in_the_bars(studies: dict[str, Path]) -> None:
    # Of 770 characters, each voice has so many spans of 90, and 50 are masked.
    words = read_words(plot("voices", studies["one"]))
    assert [word for word in words if word in {"35", "23", "6"}] == ["35", "35", "23", "6"]
    assert {"subject", "third party", "journalist", "masked"} <= set(words)


def test_voices_differ_in_grey() -> None:
    greys = sorted(
        np.dot([int(c[i : i + 2], 16) for i in (1, 3, 5)], [0.299, 0.587, 0.114])
        for c in VOICE_COLOURS.values()
    )
    assert min(np.diff(greys)) > 25


def test_a_voice_without_sentences_has_no_dots(studies: dict[str, Path]) -> None:
    drawn = plot("theme_shares", studies["three"])
    dots = [line for line in drawn.axes[0].lines if line.get_linestyle() == "None"]
    assert sorted(len(line.get_xdata()) for line in dots) == [0, 4, 4]
    assert "third party, n = 0" in read_words(drawn)


def test_themes_without_hits_have_blank_cells(studies: dict[str, Path]) -> None:
    frequencies = read_table("theme_frequencies", studies["three"])
    leaves = arrange_themes(frequencies).places
    own = frequencies[
        (frequencies["voice"] == "*") & (frequencies["article_id"] != "*") & frequencies["theme"].isin(leaves)
    ]
    written = [text.get_text() for text in plot("theme_articles", studies["three"]).axes[0].texts]
    assert sorted(written) == sorted(str(n) for n in own["hits"] if n)
    assert (own["hits"] == 0).any()


def test_significant_cells_are_counted_in_the_legend(studies: dict[str, Path]) -> None:
    keyness = read_table("theme_keyness", studies["three"])
    own = keyness[keyness["theme"].isin(find_leaves(THEMES))]
    n = int((own["p_adjusted"] < 0.05).sum())
    drawn = plot("theme_keyness", studies["three"])
    assert f"outlined: adjusted p < 0.05 ({n} of {len(own)} cells)" in read_words(drawn)
    widths = [patch.get_linewidth() for patch in drawn.axes[0].patches]
    assert 0 < n == sum(width > 1 for width in widths)


def test_the_map_counts_what_it_shows(studies: dict[str, Path]) -> None:
    labels, statements = (read_table(name, studies["three"]) for name in draw_argument_map.tables[::-1])
    words = read_words(plot("argument_map", studies["three"]))
    stable = int((labels["stability"] >= 0.6).sum())
    assert f"in an argument ({stable})" in words
    assert f"in an unstable one ({len(labels) - stable})" in words
    assert f"in none ({int((statements['argument'] == 'none').sum())})" in words
    assert "not placed: 1" in words


@pytest.mark.parametrize(
    "places", [[(0.0, 0.0)], [(1.0, 1.0)] * 5, [(0.0, 0.0), (1e-12, 0.0)], [(1e6, -1e6), (0.0, 0.0)]]
)
def test_the_map_holds_any_points(places: list[tuple[float, float]], studies: dict[str, Path]) -> None:
    statements = read_table("arguments", studies["three"]).iloc[1 : len(places) + 1]
    moved = statements.assign(x=[x for x, _ in places], y=[y for _, y in places])
    with style("single"):
        drawn = draw_argument_map.__wrapped__(moved, read_table("argument_labels", studies["three"]))
        drawn.draw_without_rendering()
    (left, right), (bottom, top) = drawn.axes[0].get_xlim(), drawn.axes[0].get_ylim()
    assert all(left < x < right and bottom < y < top for x, y in places)


def test_the_chosen_cut_is_named(studies: dict[str, Path]) -> None:
    assert "chosen: 0.5, 5 groups" in read_words(plot("argument_thresholds", studies["three"]))


def test_coverage_orders_and_marks(studies: dict[str, Path]) -> None:
    coverage = read_table("coverage", studies["three"])
    drawn = plot("coverage", studies["three"])
    rows = [label.get_text().split()[0] for label in drawn.axes[0].get_yticklabels()]
    assert sorted(rows) == sorted(coverage.loc[coverage["statements"] > 0, "argument"].unique())
    marked = [text.get_text() for text in drawn.axes[0].texts if "×" in text.get_text()]
    assert 0 < len(marked) == int((coverage["state"] == "contradicted").sum())


def test_arguments_of_the_same_articles_stand_together(tmp_path: Path) -> None:
    tables = make_tables(4)
    reported = {"A1": "11..", "A2": "..11", "A3": "11..", "A4": "..11", "A5": "111."}
    cells = [
        (a, k, int(row[at] == "1"))
        for k, row in reported.items()
        for at, a in enumerate(tables["articles"]["article_id"])
    ]
    tables["coverage"] = pd.DataFrame(cells, columns=["article_id", "argument", "statements"]).assign(
        state=["reported" if n else "silent" for _, _, n in cells],
        position=0.5,
        expected=0.5,
        voices="",
        last=0.5,
        denials=0,
    )
    drawn = plot("coverage", write_study(tmp_path, tables))
    rows = "".join(label.get_text().split()[0] for label in drawn.axes[0].get_yticklabels())
    assert "A1A3" in rows or "A3A1" in rows
    assert "A2A4" in rows or "A4A2" in rows
    assert rows.index("A5") in (0, 4)  # beside those that it is like, and not at the far end
    assert rows.startswith(("A5", "A1", "A3"))


def test_a_second_voice_has_a_corner_and_the_legend_names_all(studies: dict[str, Path]) -> None:
    coverage = read_table("coverage", studies["three"])
    carried = coverage[coverage["statements"] > 0]
    drawn = plot("coverage", studies["three"])
    corners = [patch for patch in drawn.axes[0].patches if isinstance(patch, Polygon)]
    assert len(corners) == int((carried["voices"].map(len) > 1).sum()) > 0
    assert {f"statements: {voice}" for voice in ("subject", "third party", "journalist")} <= set(
        read_words(drawn)
    )


def test_figures_that_no_article_moves_are_said(tmp_path: Path) -> None:
    tables = make_tables(3)
    own = tables["influence"]
    tables["influence"] = own.assign(change=own["change"].where(own["figure"] != "jaccard", 0.0))
    words = read_words(plot("influence", write_study(tmp_path, tables)))
    assert "unchanged, whichever is left out: Jaccard" in words
    assert not any(word.startswith("Jaccard") for word in words)


def test_ribbons_are_as_many_as_passages(studies: dict[str, Path]) -> None:
    for study in ("three", "twelve"):
        reuse = read_table("reuse", studies[study])
        drawn = plot("reuse", studies[study])
        assert len([patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]) == len(reuse)
        n = int((reuse["kind"] == "reuse").sum())
        assert f"same words of its own ({n})" in read_words(drawn)
        assert f"same quotation ({len(reuse) - n})" in read_words(drawn)


def test_undefined_measures_are_said(studies: dict[str, Path]) -> None:
    for name, times in (("article_pairs", 1), ("agreement", 1), ("influence", 3)):
        assert read_words(plot(name, studies["three"])).count("n.d.") == times, name
    assert read_words(plot("agreement", studies["one"])).count("n.d.") == 4


def test_names_are_not_read_as_formulas(tmp_path: Path) -> None:
    tables = make_tables(2)
    tables["articles"]["label"] = ["From $5 to $6_^", "100 % \\frac{1}"]
    results = write_study(tmp_path, tables)
    for name in ("voices", "coverage"):
        drawn = plot(name, results)
        with style():
            seen = [text for text in find_texts(drawn) if text.get_text() == "From $5 to $6_^"]
        assert len(seen) == 1
        assert not seen[0].get_parse_math()
        FIGURES[name](results, formats=["svg"])


def test_one_direction_of_reuse_is_enough(studies: dict[str, Path]) -> None:
    assert read_words(plot("article_pairs", studies["three"])).count("0.25") >= 3


def test_conflicting_dates_are_labelled_with_both_values(studies: dict[str, Path]) -> None:
    words = read_words(plot("details", studies["three"]))
    assert "2021-01 ≠ 2002" in words
    assert any("3 dates without a first year not shown" in word for word in words)
    assert not any("no two of these" in word for word in words)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2021", (2021.0, 2022.0, False)),
        ("2021-07", (2021.5, 2021.5 + 1 / 12, False)),
        ("2021-07-01", (2021.5, 2021.5, False)),
        ("2021/2023", (2021.0, 2024.0, False)),
        ("1997/..", (1997.0, 1998.0, True)),
        ("../1997", None),
        ("XXXX-07-28", None),
        ("P30Y", None),
        ("20211", None),
        ("", None),
    ],
)
def test_spans_of_dates(value: str, span: tuple[float, float, bool] | None) -> None:
    found = read_span(value)
    assert (None if found is None else tuple(found)) == (None if span is None else pytest.approx(span))


@pytest.mark.parametrize(
    ("themes_given", "leaves"),
    [
        ([], []),
        (["a"], ["a"]),
        (["a", "a/b"], ["a/b"]),
        (["a/b/c"], ["a/b/c"]),
        (["a", "ab", "a/b", "a/b/c"], ["ab", "a/b/c"]),
    ],
)
def test_leaves(themes_given: list[str], leaves: list[str]) -> None:
    assert find_leaves(themes_given) == leaves


def test_more_articles_than_fit_are_counted(tmp_path: Path) -> None:
    tables = {name: empty_table(name) for name in SCHEMAS} | {
        "articles": _articles([f"b{i}" for i in range(50)], False)
    }
    drawn = plot("voices", write_study(tmp_path, tables))
    assert any("first 30 of 50 articles" in word for word in read_words(drawn))
    assert len(drawn.axes[0].get_yticklabels()) == len(name_articles(tables["articles"])) == 30


@given(st.text(max_size=60), st.integers(3, 40))
def test_shortened_texts_fit(text: str, most: int) -> None:
    for cut in (shorten(text, most), shorten_middle(text, most)):
        assert len(cut) <= most
        assert cut == text if len(text) <= most else "…" in cut


@given(st.floats(-1e6, 1e6))
def test_plain_numbers_have_no_negative_zero(value: float) -> None:
    assert plain(value).replace("−", "-") == f"{round(value, 2) + 0.0:.2f}"
    assert plain(value) != "−0.00"


@given(st.lists(st.text("ab ", min_size=1, max_size=40), min_size=1, max_size=8), st.floats(1, 60))
def test_headings_fit_or_stand_upright(names: list[str], room: float) -> None:
    headings = head_columns(names, room)
    assert len(headings.texts) == len(names)
    if not headings.level:
        assert headings.texts == names


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(20, 130), st.floats(15, 85)), min_size=1, max_size=6))
def test_placed_labels_stay_inside_and_apart(points: list[tuple[float, float]]) -> None:
    anchors, size = np.array(points), np.array([22.0, 3.0])
    centres = place_labels(anchors, np.tile(size, (len(points), 1)), anchors, (150.0, 100.0))
    assert (centres - size / 2 >= -1e-9).all()
    assert (centres + size / 2 <= np.array([150.0, 100.0]) + 1e-9).all()
    assert all((np.abs(a - b) >= size - 1e-9).any() for a, b in combinations(centres, 2))
