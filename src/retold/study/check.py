"""Read all that a study gives a run, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from retold.arguments.given import read_given
from retold.articles.corpus import read_articles
from retold.study.config import Settings
from retold.themes.codebook import read_codebook


def check_inputs(settings: Settings) -> Iterator[str]:
    """Read the articles, the codebook and the given arguments of a study, and yield a line on what is there.

    Raises
    ------
    StudyError
        At the first thing that is wrong, saying where and what to do.
    """
    aliases = f" ({len(settings.aliases)} aliases)" if settings.aliases else ""
    yield f"study: {settings.title or settings.name}"
    yield f"subject: {settings.subject or 'nobody in particular'}{aliases}"
    articles = read_articles(settings.folder, edition=settings.edition, columns=settings.columns)
    editions = ", ".join(sorted(articles["edition"].unique()))
    yield f"articles: {len(articles)} ({editions} edition), {int(articles['characters'].sum())} characters"
    book = read_codebook(settings.codebook_path)
    yield f"codebook: {len(book.leaves)} themes, {len(book.patterns)} patterns"
    yield from (f"  note: {remark}" for remark in book.remarks)
    if settings.given_path.exists():
        yield f"arguments given: {len(read_given(settings.given_path))}"
