"""What the tests of verifying share: results with two tables and a drawing, and the verdicts on them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from retold.study.verify import describe_verdicts, verify_results

KEYNESS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"], "theme": ["fear", "hope", "fear"], "log_odds": [1.5, -0.25, 0.0],
        "z": [200.0, -1.0, 0.000003], "g2": [4.0, 0.5, np.nan], "p_adjusted": [0.01, 0.5, 1.0],
        "p": 0.5, "q": 1.0, "note": "",
    }
)  # fmt: skip


STATEMENTS = pd.DataFrame(
    {
        "statement_id": ["a:1", "a:2"], "article_id": ["a", "a"], "sentence_id": ["a:1", "a:1"], "start": [0, 9],
        "end": [8, 20], "form": ["direct", "indirect"], "voice": ["subject", "journalist"],
        "speaker": ["Somebody Secret", ""], "cue": ["whispered", ""], "text": ["Quoted words", "Other words"],
        "confidence": [0.5, 1.0],
    }
)  # fmt: skip


def draw(
    path: Path,
    *,
    name: str = "map",
    shift: float = 0.0,
    label: str = "one",
    height: float = 2,
    point: float = 0.3,
) -> None:
    figure = Figure(figsize=(4, height))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.25, 0.85, 0.7))
    axes.plot(np.linspace(0, 1, 5) + shift, [0.1, 0.5, 0.2, 0.8, 0.4])
    axes.scatter([point, 0.6], [0.7, 0.3], s=20)
    axes.set(xlabel=label, xlim=(0, 1), ylim=(0, 1))
    path.mkdir(parents=True, exist_ok=True)
    for form in ("svg", "pdf", "png"):
        figure.savefig(path / f"{name}.{form}", dpi=150)
    (path / f"{name}.csv").write_text("x,y\n0,0.1\n", "utf-8")


def verdicts(results: Path, expected: Path) -> dict[str, str]:
    found = verify_results(results, expected)
    assert list(found.columns) == ["kind", "name", "verdict", "note"]
    return dict(zip(found["name"], found["verdict"], strict=True))


def note(results: Path, expected: Path, name: str) -> str:
    found = verify_results(results, expected).set_index("name")
    return str(found.loc[name, "note"])


def said(results: Path, expected: Path) -> list[str]:
    return list(describe_verdicts(verify_results(results, expected), results, expected))
