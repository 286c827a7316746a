"""Figures of stage 1: whose words the articles are made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import (
    first_articles,
    ink_on,
    legend_above,
    name_articles,
    note_below,
    row_height,
    say,
    wrap_rows,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import PALE, VOICE_COLOURS, VOICE_NAMES, is_narrow, new_figure

# Narrower bars have no room for a number: shares in per cent, by width of the figure.
LEAST_NUMBERED, LEAST_NUMBERED_NARROW = 5.0, 9.0

NO_ARTICLES = "There are no articles."


@figure(
    "voices",
    tables=["articles", "statements", "masked"],
    caption="Whose words each article is made of, as shares of its characters; masked clutter apart.",
)
def draw_voices(articles: pd.DataFrame, statements: pd.DataFrame, masked: pd.DataFrame) -> Drawn:
    """Draw the share of each voice in each article's characters as stacked bars."""
    names = name_articles(articles)
    if names.empty:
        return say(NO_ARTICLES)
    shares = share_voices(statements, masked).reindex(index=names.index, fill_value=0.0)
    around = 25 if is_narrow() else 21
    drawn = new_figure(around + row_height(len(names), 8, around=around + 15) * len(names))
    axes = drawn.add_subplot()
    left = np.zeros(len(names))
    for voice, colour in VOICE_COLOURS.items():
        widths = shares[voice].to_numpy(float)
        axes.barh(range(len(names)), widths, left=left, color=colour, edgecolor="white", linewidth=0.6)
        _write_shares(axes, left, widths, colour)
        left += widths
    _set_rows(axes, names)
    axes.set_xlim(0, 100)
    axes.set_xlabel(note_below("share of the article's characters, %", first_articles(names, articles)))
    legend_above(drawn, _voice_patches())
    sizes = articles.set_index("article_id")["characters"].reindex(names.index)
    numbers = shares.stack().rename("share").rename_axis(["article_id", "voice"]).reset_index()
    numbers = numbers.assign(
        label=numbers["article_id"].map(names), characters=numbers["article_id"].map(sizes)
    )
    return Drawn(drawn, _title_voices(shares, names), numbers, f"n = {count(sizes.sum(), 'character')}")


def _title_voices(shares: pd.DataFrame, names: pd.Series) -> str:
    # Without what is masked, as the finding on voices counts.
    said = shares.drop(columns="masked")
    own = (100 * said["subject"] / said.sum(axis=1).clip(lower=1)).sort_values(ascending=False, kind="stable")
    if not own.sum():
        return "No article has words of the subject"
    if len(own) == 1:
        return f"{own.iloc[0]:.0f} % of what is not masked are the subject's words: {names.iloc[0]}"
    return (
        f"Of what is not masked, {own.iloc[0]:.0f} % are the subject's words in {names[own.index[0]]}"
        f" and {own.iloc[-1]:.0f} % in {names[own.index[-1]]}"
    )


def share_voices(statements: pd.DataFrame, masked: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each voice (column) in the characters of each article (row), in per cent.

    Examples
    --------
    >>> spans = {"article_id": "a", "start": [0, 30], "end": [30, 40], "voice": ["subject", "journalist"]}
    >>> masked = pd.DataFrame({"article_id": ["a"], "start": [40], "end": [50]})
    >>> share_voices(pd.DataFrame(spans), masked).loc["a"].tolist()
    [60.0, 0.0, 20.0, 20.0]
    """
    spans = pd.concat([statements, masked.assign(voice="masked")])
    sizes = (spans["end"] - spans["start"]).astype(float)
    sums = sizes.groupby([spans["article_id"], spans["voice"]]).sum().unstack(fill_value=0)
    sums = sums.reindex(columns=list(VOICE_COLOURS), fill_value=0.0)
    return 100 * sums.div(sums.sum(axis=1).clip(lower=1), axis=0)


def _write_shares(axes: Axes, left: np.ndarray, widths: np.ndarray, colour: str) -> None:
    least = LEAST_NUMBERED_NARROW if is_narrow() else LEAST_NUMBERED
    for row in np.flatnonzero(widths >= least):
        place, text = float(left[row] + widths[row] / 2), f"{widths[row]:.0f}"
        axes.text(place, int(row), text, ha="center", va="center", color=ink_on(colour), fontsize=6.5)


def _set_rows(axes: Axes, names: pd.Series) -> None:
    axes.set_yticks(range(len(names)), wrap_rows(names.tolist()))
    axes.set_ylim(len(names) - 0.5, -0.5)


def _voice_patches() -> list[Artist]:
    return [
        Patch(facecolor=colour, edgecolor=PALE, linewidth=0.4, label=VOICE_NAMES[voice])
        for voice, colour in VOICE_COLOURS.items()
    ]


@figure(
    "reading",
    tables=["articles", "statements", "masked"],
    caption="Who speaks where: each article from its first character to its last, coloured by voice.",
)
def draw_reading(articles: pd.DataFrame, statements: pd.DataFrame, masked: pd.DataFrame) -> Drawn:
    """Draw each article as a strip of its characters, coloured by voice."""
    names = name_articles(articles)
    if names.empty:
        return say(NO_ARTICLES)
    around = 25 if is_narrow() else 21
    drawn = new_figure(around + row_height(len(names), 7, around=around + 15) * len(names))
    axes = drawn.add_subplot()
    spans = pd.concat([statements, masked.assign(voice="masked")])
    for row, article in enumerate(names.index):
        for voice, colour in VOICE_COLOURS.items():
            own = spans[(spans["article_id"] == article) & (spans["voice"] == voice)]
            bars = [(int(a), int(b - a)) for a, b in zip(own["start"], own["end"], strict=True)]
            axes.broken_barh(bars, (row - 0.35, 0.7), facecolors=colour)
    _set_rows(axes, names)
    axes.set_xlim(0, max(float(articles["characters"].head(len(names)).max()), 1.0))
    axes.set_xlabel(note_below("position in the article, characters", first_articles(names, articles)))
    legend_above(drawn, _voice_patches())
    numbers = spans[spans["article_id"].isin(names.index)][["article_id", "voice", "start", "end"]]
    numbers = numbers.sort_values(["article_id", "start"], kind="stable")
    title = f"Where {count(len(names), 'article')} let whom speak, from the first word to the last"
    return Drawn(drawn, title, numbers, f"n = {count(len(numbers), 'span')}")
