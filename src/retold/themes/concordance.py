"""Hits in their context: keyword in context, within the sentence."""

from __future__ import annotations

import pandas as pd

from retold.tables import empty_table


def concordance(
    hits: pd.DataFrame, sentences: pd.DataFrame, *, theme: str | None = None, sort: str = "position"
) -> pd.DataFrame:
    """Show each hit with the words left and right of it in its sentence.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``, with sentences.
    sentences : pandas.DataFrame
        The table ``sentences``.
    theme : str, optional
        Only this theme, or the themes nested in it.
    sort : {"position", "left", "right"}
        Reading order, or by the words before (nearest first) or after the hit.

    Returns
    -------
    pandas.DataFrame
        Columns theme, article_id, voice, sentence_id, start, end, left, keyword, right.
    """
    chosen = hits
    if theme is not None:
        chosen = hits[(hits["theme"] == theme) | hits["theme"].str.startswith(f"{theme}/")]
    bounds = sentences[["sentence_id", "start", "text"]].rename(
        columns={"start": "begins", "text": "sentence"}
    )
    found = chosen.merge(bounds, on="sentence_id", how="inner")
    if found.empty:
        return empty_table("concordance")
    parts = [
        (row.sentence[: row.start - row.begins], row.sentence[row.end - row.begins :])
        for row in found.itertuples()
    ]
    found["left"] = [left.strip() for left, _ in parts]
    found["right"] = [right.strip() for _, right in parts]
    found["keyword"] = found["text"]
    return _order(found, sort)[list(empty_table("concordance").columns)].reset_index(drop=True)


def _order(found: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "right":
        return found.sort_values("right", key=lambda column: column.str.lower(), kind="stable")
    if sort == "left":
        return found.sort_values("left", key=lambda column: column.map(_backwards), kind="stable")
    return found.sort_values(["theme", "article_id", "start"], kind="stable")


def _backwards(words: str) -> str:
    return " ".join(reversed(words.lower().split()))
