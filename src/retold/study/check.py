"""Read all that a study gives a run, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from retold.arguments.given.given import read_given
from retold.arguments.grouping.clusters import check_threshold
from retold.arguments.grouping.embedding import check_embedding
from retold.arguments.grouping.renaming import check_labels
from retold.articles.attribution.voices import find_statements
from retold.articles.corpus import is_table, read_articles
from retold.articles.occasions import PROPOSED, describe_occasions, find_occasions
from retold.consistency.wording.naming import read_equivalents
from retold.errors import ParameterError, TableError
from retold.study.config import Settings, read_coding
from retold.study.depends import notebook_uses
from retold.study.graph import list_notebooks, make_plan
from retold.study.parameters import check_parameters
from retold.study.values import check_names, study_settings
from retold.tables import require
from retold.themes.audit.precision import check_sample
from retold.themes.codebook.read import read_codebook

# The columns of each coding, besides edition, article_id, start and end; `hits` has a check of its own.
CODING_COLUMNS = {
    "voices": ("voice",),
    "clutter": ("reason",),
    "themes": ("themes",),
    "arguments": ("argument",),
}
SPAN = ("article_id", "start", "end")

# So many occasions are listed.
MOST_OCCASIONS = 12


def check_study(study: str | Path, parameters: Mapping[str, object] | None = None) -> Iterator[str]:
    """Check a study and its parameters without running anything, and yield a line on each part.

    Raises
    ------
    StudyError
        At the first thing that is wrong.
    """
    parameters = dict(parameters or {})
    check_names(parameters)
    settings = study_settings(study, parameters)
    check_settings(settings)
    for notebook in list_notebooks():
        declared = notebook_uses(notebook)
        for name in declared.codings:
            check_coding(settings, name)
    plan = make_plan(settings, parameters, ".")
    for step in plan.notebooks:
        check_parameters(step.source, step.parameters)
    yield from check_inputs(settings)
    yield f"notebooks: {', '.join(step.name for step in plan.notebooks)}"


def check_settings(settings: Settings) -> None:
    """Refuse what a notebook would refuse once it is at work: settings that do not go together.

    Raises
    ------
    ParameterError
        If the threshold is not in the range of the method, the embedding is not on this machine, a label is empty or too long, or
        columns are named although the articles are files.
    """
    if settings.threshold is not None:
        check_threshold(settings.threshold, settings.method)
    check_embedding(settings.embedding)
    check_labels(settings.labels)
    if settings.columns and not is_table(settings.folder):
        raise ParameterError(
            "the setting 'columns' names those of a table, and the articles here are files of a folder",
            where="columns",
            todo="leave it out, or put the articles into one table: articles.csv, .jsonl or .parquet",
        )


def check_coding(settings: Settings, name: str) -> None:
    """Refuse a coding by hand that the notebook which reads it could not use.

    Raises
    ------
    TableError
        If it is no table, a column is missing, or a span is no pair of numbers.
    """
    file = settings.folder / "coding" / f"{name}.csv"
    try:
        coding = read_coding(settings.folder, name, settings.edition)
    except (ValueError, KeyError, OSError) as error:
        raise TableError(
            f"the coding by hand cannot be read: {error}", where=file, todo="save it as CSV in UTF-8"
        ) from error
    if coding.empty:
        return
    if name not in CODING_COLUMNS:
        try:
            check_sample(coding)
        except TableError as error:
            raise TableError(error.what, where=f"{file}: {error.where}", todo=error.todo) from error
        return
    needed = (*SPAN, *CODING_COLUMNS[name])
    require(coding, needed, "codings by hand", where=file, todo=f"columns are: edition, {', '.join(needed)}")
    for column in ("start", "end"):
        wrong = pd.to_numeric(coding[column], errors="coerce").isna()
        if wrong.any():
            raise TableError(
                f"column {column!r} should hold a number, and holds {coding.loc[wrong, column].iloc[0]!r}",
                where=f"{file}, article {coding.loc[wrong, 'article_id'].iloc[0]}",
            )


def check_occasions(articles: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Say which occasions the articles report, each with how many articles, and whether that is given or proposed."""
    if not (articles["occasion"] != "").all():
        # What is said when has a part in what is proposed.
        articles = find_occasions(
            articles, find_statements(articles, subject=settings.subject, aliases=settings.aliases)
        )
    else:
        articles = find_occasions(articles)
    for number, sentence in enumerate(describe_occasions(articles)):
        yield f"occasions: {sentence}" if not number else f"  note: {sentence}"
    sources = articles.groupby("occasion")["occasion_source"]
    for name, own in list(sources)[:MOST_OCCASIONS]:
        how = f"{len(own)} article{'s' * (len(own) != 1)}, {PROPOSED if (own == PROPOSED).any() else own.iloc[0]}"
        yield f"  {name}: {how}"
    if sources.ngroups > MOST_OCCASIONS:
        yield f"  and {sources.ngroups - MOST_OCCASIONS} more"


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
    yield from check_occasions(articles, settings)
    book = read_codebook(settings.codebook_path)
    read_equivalents(book.equivalents)
    yield f"codebook: {len(book.leaves)} themes, {len(book.patterns)} patterns"
    yield from (f"  note: {remark}" for remark in book.remarks)
    if settings.given_path.exists():
        yield f"arguments given: {len(read_given(settings.given_path))}"
    if settings.labels:
        yield f"labels: {len(settings.labels)} of groups, which a run will find or not"
