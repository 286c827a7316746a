"""The text in which details are looked for: an article without its clutter, each character still in its place."""

from __future__ import annotations

from collections.abc import Sequence

from retold.language.tokens import Span

# What stands for a character that is not read: no space, so that no date or number goes on over it, and no word.
CLOSED = "…"
# What stands for the last of them: no sentence, quotation or paragraph goes on over it.
LINE_END = "\n"


def open_text(text: str, masked: Sequence[Span], *, sentences: Sequence[Span] | None = None) -> str:
    r"""Return a text without what is not to be read, in which all else stands in its place.

    Parameters
    ----------
    text : str
        The raw article.
    masked : sequence of (start, end)
        Its clutter; spans may overlap.
    sentences : sequence of (start, end), optional
        Its sentences, in order: words between them are not read either. White space between them stays.

    Examples
    --------
    >>> open_text("Ad 5. It rained.", [(0, 5)])
    '…………\n It rained.'
    >>> open_text("Ad 5. It rained.", [], sentences=[(6, 16)])
    '……………\nIt rained.'
    """
    for start, end in [*masked, *_between(text, sentences)]:
        text = text[:start] + _close(min(end, len(text)) - start) + text[end:]
    return text


def _close(size: int) -> str:
    return CLOSED * (size - 1) + LINE_END if size > 1 else CLOSED * size


def _between(text: str, sentences: Sequence[Span] | None) -> list[Span]:
    """Return what stands between the sentences, where it is more than white space."""
    if sentences is None:
        return []
    ends, starts = [0, *(end for _, end in sentences)], [*(start for start, _ in sentences), len(text)]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if text[end:start].strip()]
