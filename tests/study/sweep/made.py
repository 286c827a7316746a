"""Tables of made-up sweeps, for tests of what is computed and drawn from them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from retold.study.findings.headlines import HEADLINES
from retold.study.sweep.collect import share_variance
from retold.study.sweep.conclude import count_conclusions
from retold.tables import SWEEP_SCHEMAS, conform, empty_table, write_table
from tests.figures.cases import make_tables

CHOICES = {
    "overlap": ["theme", "codebook", "all"],
    "embedding": ["encoder", "tfidf"],
    "voices": ["subject", "subject + third_party"],
}
PLAIN = {"preferred": False, "in_grid": True, "status": "done", "stage": "", "reason": ""}


def make_universes(choices=CHOICES, **changes):
    """Return a table of universes, one for each combination; the first is the study's own. Changes are columns, by place from 1."""
    rows = [
        {"universe": f"u{place:03d}", "place": place, **PLAIN, "preferred": place == 1}
        | dict(zip(choices, options, strict=True))
        for place, options in enumerate(product(*choices.values()), 1)
    ]
    for column, by_place in changes.items():
        for place, value in by_place.items():
            rows[place - 1][column] = value
    return conform(pd.DataFrame(rows), "universes")


def make_numbers(universes, finding, values, **columns):
    """Return the numbers of one finding; columns are of one value, or of one each universe."""
    headline = HEADLINES[finding]
    values = np.asarray(values, dtype=float)
    frame = pd.DataFrame(
        {
            "universe": universes["universe"], "finding": finding, "what": headline.what, "unit": headline.unit,
            "value": values, "low": values - 0.1, "high": values + 0.1, "n": 40, "support": "estimate", "by": "",
            "same": 1.0, "sentence": "It is so.",
        }
    )  # fmt: skip
    return conform(frame.assign(**columns), "numbers")


def make_sweep(choices=CHOICES, seed=1):
    """Return the tables of a sweep with numbers of every kind."""
    universes = make_universes(choices)
    rng = np.random.default_rng(seed)
    size = len(universes)
    numbers = pd.concat(
        [
            make_numbers(universes, "voices", np.round(rng.random(size), 3)),
            make_numbers(universes, "theme_by_voice", np.round(rng.normal(0.1, 0.1, size), 3)),
            make_numbers(universes, "conflicts", rng.integers(0, 9, size), low=np.nan, high=np.nan),
        ]
    )
    return {
        "universes": universes,
        "numbers": numbers,
        "choice_shares": share_variance(universes, numbers),
        "conclusions": count_conclusions(universes, numbers),
        "articles": make_tables(3)["articles"],
    }


def write_sweep(folder: Path, tables) -> Path:
    """Write the tables of a sweep into its folder; those that are not given are empty."""
    empty = {name: empty_table(name) for name in [*SWEEP_SCHEMAS, "articles"]}
    for name, table in {**empty, **tables}.items():
        write_table(table, name, folder)
    return folder
