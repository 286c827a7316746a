"""Results of a study of two thousand articles, made up within seconds: what the report is given to sample."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from retold.study.report import SECTIONS
from retold.tables import SCHEMAS, empty_table, write_table
from tests.study.made_tables import BLANK

ARTICLES, SAID, ARGUMENTS, THEMES = 2000, 6, 80, 12
# So many times the words stand in an article: 2,000 are then more text than a page holds.
LENGTH = 16
WORDS = "The bridge over the river will be safe for many years, the mayor said to the council. "


def table(name: str, n: int, **columns: object) -> pd.DataFrame:
    """Return a table of n rows; what is not given is blank."""
    made = {
        column: columns.get(column, BLANK[kind] if kind != "l" else [()] * n)
        for column, kind in SCHEMAS[name].types.items()
    }
    return pd.DataFrame(made, index=range(n))


def write_large_study(folder: Path, *, articles: int = ARTICLES, said: int = SAID) -> Path:
    """Write a study of many articles, as one table of texts."""
    (folder / "articles").mkdir(parents=True)
    lines = (
        json.dumps({"id": f"x{n:04}", "outlet": f"Paper {n % 50}", "text": WORDS * LENGTH})
        for n in range(articles)
    )
    (folder / "articles" / "all.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "study.yaml").write_text("subject: Ann Lee\n", "utf-8")
    (folder / "codebook.yaml").write_text("themes: {a: {patterns: [x]}}\n", "utf-8")
    return folder


def write_large_results(folder: Path, *, sha256: str, articles: int = ARTICLES, said: int = SAID) -> Path:
    """Write tables as long as a run of such a study would, and a picture for each figure."""
    own = _tables(sha256, articles, said)
    for name in SCHEMAS:
        write_table(own.get(name, empty_table(name)), name, folder)
    (folder / "figures").mkdir()
    for name in (name for _, _, names in SECTIONS for name in names):
        (folder / "figures" / f"{name}.png").write_bytes(b"a picture")
    return folder


def _tables(sha256: str, articles: int, said: int) -> dict[str, pd.DataFrame]:
    n, size = articles * said, len(WORDS)
    ids = [f"x{at:04}" for at in range(articles)]
    article = np.repeat(ids, said)
    start = np.tile(np.arange(said) * size, articles)
    numbers = np.tile(np.arange(1, said + 1), articles)
    statement = [f"{name}:{number}" for name, number in zip(article, numbers, strict=True)]
    place = {"article_id": article, "start": start, "end": start + size - 1}
    group = [f"A{1 + at // 2 % ARGUMENTS}" for at in range(n)]
    return {
        "articles": table("articles", articles, article_id=ids, sha256=sha256, characters=size * LENGTH, label=ids, tokens=20 * LENGTH),
        "statements": table(
            "statements", n, statement_id=statement, text=WORDS.strip(), speaker="Ann Lee", form="indirect", **place,
            voice=np.where(numbers % 2 == 0, "journalist", "subject"),
        ),
        "arguments": table("arguments", n, statement_id=statement, argument=group, **place),
        "argument_labels": table(
            "argument_labels", ARGUMENTS, argument=[f"A{1 + at}" for at in range(ARGUMENTS)], label="the bridge is safe", trusted=True
        ),
        "coverage": table(
            "coverage", articles, article_id=ids, state="reported", statements=1,
            argument=[f"A{1 + at % ARGUMENTS}" for at in range(articles)],
        ),
        "theme_hits": table("theme_hits", n, theme="a", **place),
        "concordance": table(
            "concordance", n, theme=[f"theme {at % THEMES}" for at in range(n)], left=WORDS, keyword="safe", right=WORDS, **place
        ),
        "findings": table(
            "findings", 1, finding="voices", place=1, sentence="It is so.", support="estimate",
            evidence=[tuple(statement)],
        ),
        "reading_notes": table("reading_notes", articles, note=range(articles), what="something was odd"),
        "reuse": table("reuse", articles, article_a=ids, article_b=ids[::-1], end_a=20, end_b=20, tokens=9, kind="reuse"),
        "wording_rows": table(
            "wording_rows", n, utterance=[f"u{at // SAID}" for at in range(n)], statement_id=[(name,) for name in statement], changed="000",
            words=[("the", "bridge", "is safe")] * n, **place,
        ),
        "details": table(
            "details", articles, detail_id=[f"d{at}" for at in range(articles)], article_id=ids, statement_id=[f"{name}:1" for name in ids],
            start=4, end=10,
        ),
        "conflicts": table(
            "conflicts", articles // 2, detail_a=[f"d{at}" for at in range(0, articles, 2)],
            detail_b=[f"d{at}" for at in range(1, articles, 2)], verdict="conflict", reason="two values", confidence=0.9,
        ),
    }  # fmt: skip
