"""Read all of a study before it is run, and say what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from retold.articles.corpus import read_articles
from retold.study.graph import check_parameters, make_plan, study_settings
from retold.themes.codebook import read_codebook


def check_study(study: str | Path, parameters: Mapping[str, object] | None = None) -> Iterator[str]:
    """Read settings, articles and codebook of a study, and yield a line on each.

    Raises
    ------
    StudyError
        At the first thing that is wrong, saying where and what to do.
    """
    parameters = dict(parameters or {})
    check_parameters(parameters)
    settings = study_settings(study, parameters)
    yield f"study: {settings.title or settings.name}"
    yield f"subject: {settings.subject or 'nobody in particular'}" + (
        f" ({len(settings.aliases)} aliases)" if settings.aliases else ""
    )
    articles = read_articles(settings.folder, edition=settings.edition)
    editions = ", ".join(sorted(articles["edition"].unique()))
    yield f"articles: {len(articles)} ({editions} edition), {int(articles['characters'].sum())} characters"
    book = read_codebook(settings.codebook_path)
    yield f"codebook: {len(book.leaves)} themes, {len(book.patterns)} patterns"
    plan = make_plan({"study": str(study), "parameters": parameters})
    yield f"notebooks: {', '.join(step.name for step in plan.notebooks)}"
