"""Figure of stage 4: the versions of one utterance under one another, the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import cut_to, name_articles, one_line, say, shorten_middle, text_width
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import ACCENT, FAINT, INK, MUTED, figure_width, is_narrow, new_figure
from retold.showing import name_groups, tell_first, wording_note

# How the table says that a version has other words or none.
CHANGED, ABSENT = "1", "-"

SIZE = 6.5

# More versions than this cannot be read on a page, nor more than these utterances one after another, nor higher
# pages (in millimetres). All are in the table.
MOST_VERSIONS, MOST_UTTERANCES, HIGHEST = 12, 4, 180.0

# Millimetres between words, and from one line to the next; lines of a band, bands and utterances stand apart.
WORD_GAP, ROW, BAND_GAP, UTTERANCE_GAP = 1.0, 3.6, 1.6, 5.0

# Letters of an article's name, and the longest piece of words in one column.
NAME_LETTERS, NARROW_NAME_LETTERS, PIECE_LETTERS = 22, 14, 44

# From the top of a line to the line under a marked word, and the margin at the left, in millimetres.
UNDER, MARGIN = 2.75, 2.0

# From the top of a line to the foot of its letters; set by the foot, as an accent would lower a word set by its top.
FOOT = 2.1


def measure_words(words: str, *, bold: bool = False) -> float:
    """Return how wide words are drawn, in millimetres; a column must neither touch the next nor leave a hole."""
    return text_width(words, SIZE, bold=bold)


class Column(NamedTuple):
    """What the versions have in one place: the words and sign of each, and the width in millimetres."""

    cells: list[str]
    signs: list[str]
    width: float


@figure(
    "wording",
    tables=["wording_rows", "articles", "argument_labels", "statements"],
    caption=(
        "Versions of one statement and who made it, aligned word by word; words that differ from the first version are bold and"
        " underlined, a dot stands for words left out."
    ),
)
def draw_wording(
    rows: pd.DataFrame, articles: pd.DataFrame, labels: pd.DataFrame, statements: pd.DataFrame
) -> Drawn:
    """Draw the utterances that the most articles give, with all their versions aligned."""
    if note := wording_note(articles):
        return say(note)
    names = name_articles(articles, most=None)
    told = _rank(rows[rows["article_id"].isin(names.index)])
    chosen = [_order(part) for part in told[:MOST_UTTERANCES]]
    if not chosen:
        return say("No statement is reported in the same words by two articles.")
    letters = NARROW_NAME_LETTERS if is_narrow() else NAME_LETTERS
    names = names.map(lambda name: shorten_middle(str(name), letters))
    # A page holds only so many lines; that some are left out is said above the utterance.
    sizes = {str(part["utterance"].iloc[0]): len(part) for part in chosen}
    chosen = [part.head(MOST_VERSIONS) for part in chosen]
    shown = {str(names[article]) for part in chosen for article in part["article_id"]}
    room = MARGIN + max(measure_words(name) for name in sorted(shown)) + 2 * WORD_GAP
    width = figure_width() - room - MARGIN
    claims = name_groups(labels)
    speakers = {str(part["utterance"].iloc[0]): name_speaker(part, statements) for part in chosen}
    planned = [(part, list(_bands(_columns(part), width))) for part in chosen]
    heights = [_height(part, bands) for part, bands in planned]
    while len(planned) > 1 and sum(heights) > HIGHEST:
        planned, heights = planned[:-1], heights[:-1]
    note = tell_first(len(planned), len(told), "statements", order="those of the most articles first")
    total = sum(heights) + 10
    drawn = new_figure(total, by_hand=True)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, figure_width())
    axes.set_ylim(total, 0)
    axes.axis("off")
    top = 3.0
    for (part, bands), height in zip(planned, heights, strict=True):
        _draw_utterance(axes, part, bands, names, claims, speakers, room, top, sizes)
        top += height
    shown = pd.concat([part for part, _ in planned])
    numbers = shown[["utterance", "argument", "article_id", "central", "words", "changed"]]
    basis = join([f"n = {count(len(shown), 'version')} of {count(len(planned), 'statement')}", note])
    return Drawn(drawn, _title(rows[rows["article_id"].isin(names.index)]), numbers, basis)


def _title(rows: pd.DataFrame) -> str:
    """Say how many of the utterances of several reports are told in other words."""
    parts = [part for _, part in rows.groupby("utterance", sort=False) if len(part) > 1]
    changed = sum(bool(part["changed"].str.contains(CHANGED).any()) for part in parts)
    return f"{changed} of {count(len(parts), 'statement')} that several articles report differ in words"


def name_speaker(part: pd.DataFrame, statements: pd.DataFrame) -> str:
    """Return whom most versions of an utterance name as its speaker, "" if none names anybody.

    A name has a capital; "he" and "the spokesman" are names of nobody. Of names that are as frequent the longest counts, as it
    holds the others.

    Examples
    --------
    >>> part = pd.DataFrame({"statement_id": [("a:1",), ("b:1",), ("c:1",)]})
    >>> told = pd.DataFrame({"statement_id": ["a:1", "b:1", "c:1"], "speaker": ["he", "Brand", "Orla Brand"]})
    >>> name_speaker(part, told)
    'Orla Brand'
    """
    ids = {str(one) for own in part["statement_id"] for one in own}
    told = statements.loc[statements["statement_id"].isin(ids), "speaker"].fillna("").astype(str)
    named = [speaker for speaker in told if any(word[0].isupper() for word in speaker.split()[-1:])]
    counts = {speaker: named.count(speaker) for speaker in named}
    return min(counts, key=lambda speaker: (-counts[speaker], -len(speaker), speaker), default="")


def _rank(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the utterances that are told in several ways: of the most articles, then with the most differences."""
    parts = [part for _, part in rows.groupby("utterance", sort=False) if len(part) > 1]
    told = [part for part in parts if part["changed"].str.contains(CHANGED).any()] or parts
    return sorted(told, key=lambda part: (-len(part), -part["changed"].str.count(CHANGED).sum()))


def _order(part: pd.DataFrame) -> pd.DataFrame:
    """Put the central version first, as it is what the others are held against."""
    return part.sort_values("central", ascending=False, kind="stable")


def _columns(part: pd.DataFrame) -> list[Column]:
    """Return the columns: a segment each, but a word each where no version has other words."""
    table = part["words"].tolist()
    columns = []
    for at, cells in enumerate(zip(*table, strict=True)):
        signs = [changed[at] for changed in part["changed"]]
        if CHANGED in signs:
            columns.append(_column(list(cells), signs))
            continue
        for words in zip(*(_words(cell, max(cells, key=len)) for cell in cells), strict=True):
            columns.append(_column(list(words), signs))
    return columns


def _words(cell: str, longest: str) -> list[str]:
    if cell and cell != "…":
        return cell.split(" ")
    rest = len(longest.split(" ")) - 1
    return [cell, *[""] * rest]


def _column(cells: list[str], signs: list[str]) -> Column:
    shown = [
        shorten_inside(cell) or ("·" if sign == ABSENT else "")
        for cell, sign in zip(cells, signs, strict=True)
    ]
    widths = [measure_words(cell, bold=sign == CHANGED) for cell, sign in zip(shown, signs, strict=True)]
    return Column(shown, signs, max(widths))


def shorten_inside(words: str) -> str:
    """Leave out whole words in the middle of a piece that is too long: half a word would read as one of somebody's.

    Examples
    --------
    >>> shorten_inside("that the old bridge across the northern river has to be closed to heavy trucks")
    'that the old bridge … to heavy trucks'
    """
    told = words.split(" ")
    if len(words) <= PIECE_LETTERS or len(told) == 1:
        return words
    first = words[: PIECE_LETTERS // 2].rpartition(" ")[0] or told[0]
    last = words[-PIECE_LETTERS // 2 :].partition(" ")[2] or told[-1]
    return f"{first} … {last}"


def _bands(columns: Sequence[Column], width: float) -> Iterator[list[Column]]:
    """Yield as many columns as fit side by side, as alignments are broken over lines."""
    band: list[Column] = []
    used = 0.0
    for column in columns:
        if band and used + column.width > width:
            yield band
            band, used = [], 0.0
        band.append(column)
        used += column.width + WORD_GAP
    if band:
        yield band


def _height(part: pd.DataFrame, bands: Sequence[Sequence[Column]]) -> float:
    return ROW + len(bands) * (len(part) * ROW + BAND_GAP) + UTTERANCE_GAP


def _draw_utterance(
    axes: Axes,
    part: pd.DataFrame,
    bands: Sequence[Sequence[Column]],
    names: pd.Series,
    claims: dict[str, str],
    speakers: Mapping[str, str],
    room: float,
    top: float,
    sizes: Mapping[str, int],
) -> None:
    argument = str(part["argument"].iloc[0])
    claim = claims.get(argument, argument) if argument != "none" else "of no argument"
    speaker = speakers[part["utterance"].iloc[0]]
    title = f"{speaker}: {claim}" if speaker else claim
    cut = tell_first(len(part), sizes[str(part["utterance"].iloc[0])], "versions")
    left = figure_width() - 2 * MARGIN - measure_words(f" ({cut})", bold=True)
    title = cut_to(one_line(title), left, size=SIZE, bold=True) + (f" ({cut})" if cut else "")
    axes.text(MARGIN, top + FOOT, title, fontsize=SIZE, color=MUTED, va="baseline", fontweight="bold")
    top += ROW + 0.4
    for band in bands:
        for line, article in enumerate(part["article_id"]):
            axes.text(
                MARGIN, top + line * ROW + FOOT, names[article], fontsize=SIZE, color=MUTED, va="baseline"
            )
        left = room
        for column in band:
            _draw_column(axes, column, left, top)
            left += column.width + WORD_GAP
        top += len(part) * ROW + BAND_GAP


def _draw_column(axes: Axes, column: Column, left: float, top: float) -> None:
    for line, (cell, sign) in enumerate(zip(column.cells, column.signs, strict=True)):
        y = top + line * ROW
        marked = sign == CHANGED and bool(cell)
        ink = ACCENT if marked else FAINT if cell in ("·", "…") else INK
        axes.text(
            left,
            y + FOOT,
            cell,
            fontsize=SIZE,
            color=ink,
            va="baseline",
            fontweight="bold" if marked else "normal",
        )
        if marked:
            right = left + measure_words(cell, bold=True)
            axes.plot([left, right], [y + UNDER, y + UNDER], color=ACCENT, linewidth=0.5)
