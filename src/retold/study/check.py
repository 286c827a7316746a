"""Read all that a study gives a run, before anything is written, and say all that is wrong or odd with it."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from retold.arguments.given.given import read_given
from retold.arguments.grouping.clusters import check_threshold
from retold.arguments.grouping.embedding import check_embedding
from retold.arguments.grouping.renaming import check_labels
from retold.articles.attribution.turns import describe_forms
from retold.articles.attribution.voices import find_statements
from retold.articles.corpus import is_table, read_articles
from retold.articles.notes import ERROR, NOTE, WARNING, Note, Notes
from retold.articles.occasions import PROPOSED, describe_occasions, find_occasions
from retold.consistency.naming.equivalents import read_equivalents
from retold.errors import ArticleError, ParameterError, StudyError, TableError
from retold.study.config import Settings, examine_settings, read_coding, settings_schema
from retold.study.depends import notebook_uses
from retold.study.first_codebook import DRAFT
from retold.study.graph import list_notebooks, make_plan
from retold.study.parameters import check_parameters
from retold.study.subjects import MOST_OCCASIONS_READ, doubtful_names, draw_part, list_speakers
from retold.study.values import check_names
from retold.tables import require
from retold.themes.audit.precision import check_sample
from retold.themes.codebook.read import read_codebook
from retold.vocabulary import VOICES

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
# So many speakers, and so many persons of one name, are named.
MOST_NAMES = 5

Result = TypeVar("Result")


@dataclass
class Examined:
    """What a check found: lines on what is there, what stands against a run, and what is odd or was taken for granted."""

    lines: list[str] = field(default_factory=list)
    errors: list[StudyError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def attempt(self, read: Callable[[], Result]) -> Result | None:
        """Return what is read; an error is kept, and nothing returned."""
        try:
            return read()
        except StudyError as error:
            self.errors.append(error)
            return None

    def warn(self, what: str, where: object = "", todo: str = "") -> None:
        """Note what is odd."""
        self.notes.append(Note(WARNING, what, str(where), todo))

    @property
    def told(self) -> Iterator[str]:
        """Yield the lines, and below them warnings and notes, apart."""
        yield from self.lines
        for level, name in ((WARNING, "warnings"), (NOTE, "taken for granted")):
            notes = [note for note in self.notes if note.level == level]
            if notes:
                yield f"{name}: {len(notes)}"
            for note in notes:
                yield f"  - {note.what}"
                yield from (
                    f"    {word}: {text}"
                    for word, text in (("where", note.where), ("to do", note.todo))
                    if text
                )


def check_study(study: str | Path, parameters: Mapping[str, object] | None = None) -> Iterator[str]:
    """Check a study and its parameters without running anything, and yield a line on each part.

    Raises
    ------
    StudyError
        The first thing that is wrong; `examine_study` returns all.
    """
    examined = examine_study(study, parameters)
    yield from examined.told
    if examined.errors:
        raise examined.errors[0]


def examine_study(study: str | Path, parameters: Mapping[str, object] | None = None) -> Examined:
    """Check a study and its parameters without running anything, and return all that is wrong or odd.

    Parameters
    ----------
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings and notebook parameters to use instead of the study's own.
    """
    parameters = dict(parameters or {})
    examined = Examined()
    examined.attempt(lambda: check_names(parameters))
    known = settings_schema()["properties"]
    changes = {name: value for name, value in parameters.items() if name in known}
    found = examined.attempt(lambda: examine_settings(study, **changes))
    if found is None:
        return examined
    settings, problems = found
    examined.errors += problems
    for part in (_check_embedding, _check_threshold, _check_labels, _check_columns):
        examined.attempt(lambda part=part: part(settings))  # type: ignore[misc]
    for notebook in list_notebooks():
        for name in notebook_uses(notebook).codings:
            examined.attempt(lambda name=name: check_coding(settings, name))  # type: ignore[misc]
    examine_inputs(settings, examined)
    if not examined.errors:
        plan = examined.attempt(lambda: make_plan(settings, parameters, "."))
        for step in plan.notebooks if plan else ():
            examined.attempt(lambda step=step: check_parameters(step.source, step.parameters))  # type: ignore[misc]
        if plan:
            examined.lines.append(f"notebooks: {', '.join(step.name for step in plan.notebooks)}")
    return examined


def check_settings(settings: Settings) -> None:
    """Refuse what a notebook would refuse once it is at work: settings that do not go together.

    Raises
    ------
    ParameterError
        If the threshold is not in the range of the method, the embedding is not on this machine, a label is empty or too long, or
        columns are named although the articles are files.
    """
    for part in (_check_threshold, _check_embedding, _check_labels, _check_columns):
        part(settings)


def _check_threshold(settings: Settings) -> None:
    if settings.threshold is not None:
        check_threshold(settings.threshold, settings.method)


def _check_embedding(settings: Settings) -> None:
    check_embedding(settings.embedding)


def _check_labels(settings: Settings) -> None:
    check_labels(settings.labels)


def _check_columns(settings: Settings) -> None:
    try:
        table = not settings.columns or is_table(settings.folder, encoding=settings.encoding)
    except ArticleError:
        return  # told where the articles are read
    if not table:
        raise ParameterError(
            "the setting 'columns' names those of a table, and the articles here are files of a folder",
            where="columns",
            todo="leave it out, or put the articles into one table: articles.csv, .xlsx, .jsonl or .parquet",
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
            f"the coding by hand cannot be read: {getattr(error, 'strerror', None) or error}",
            where=file,
            todo="save it as CSV in UTF-8",
        ) from error
    if not os.path.lexists(file):
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
        # A column of places has been read as numbers; one that holds anything else is still text.
        wrong = pd.Series(
            [not re.fullmatch(r"\d{1,12}", str(cell)) for cell in coding[column]],
            index=coding.index,
            dtype=bool,
        )
        if wrong.any():
            raise TableError(
                f"column {column!r} should hold a number of characters, and holds {coding.loc[wrong, column].iloc[0]!r}",
                where=f"{file}, article {coding.loc[wrong, 'article_id'].iloc[0]}",
            )
    backward = coding["start"].astype("int64") >= coding["end"].astype("int64")
    if backward.any():
        first = coding[backward].iloc[0]
        raise TableError(
            f"a span ends before it begins: {first['start']} to {first['end']}",
            where=f"{file}, article {first['article_id']}",
            todo="put the smaller number under `start`",
        )


def check_spans(settings: Settings, name: str, articles: pd.DataFrame) -> None:
    """Refuse a coding by hand with a span that ends beyond the text of its article.

    Raises
    ------
    TableError
        With the file and the row, the first of the table being the head.
    """
    try:
        coding = read_coding(settings.folder, name, "")
    except (StudyError, ValueError, OSError):
        return  # what is wrong with it is told by `check_coding`
    if not set(SPAN) <= set(coding.columns) or coding["end"].dtype.kind != "i":
        return
    own = articles.drop_duplicates("article_id").set_index("article_id")
    known = coding["article_id"].isin(own.index)
    if "edition" in coding:
        known &= coding["edition"] == coding["article_id"].map(own["edition"])
    characters = coding["article_id"].map(own["text"].str.len()).fillna(0)
    beyond = coding[known & (coding["end"] > characters)]
    if beyond.empty:
        return
    first = beyond.iloc[0]
    more = f"; {len(beyond) - 1} more rows do so" if len(beyond) > 1 else ""
    raise TableError(
        f"a span ends beyond the text: {first['start']} to {first['end']} of {characters[beyond.index[0]]:.0f} characters{more}",
        where=f"{settings.folder / 'coding' / f'{name}.csv'}, row {beyond.index[0] + 2}, article {first['article_id']}",
        todo="code the text as it is read now: a file that was changed since moves all that follows",
    )


def check_occasions(articles: pd.DataFrame) -> Iterator[str]:
    """Say which occasions the articles report, each with how many articles, and whether that is given or proposed."""
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
        The first thing that is wrong, saying where and what to do.
    """
    examined = Examined()
    examine_inputs(settings, examined)
    yield from examined.told
    if examined.errors:
        raise examined.errors[0]


def examine_inputs(settings: Settings, examined: Examined) -> None:
    """Read the articles, the codebook and the given arguments of a study, and add what is there, wrong or odd."""
    aliases = f" ({len(settings.aliases)} aliases)" if settings.aliases else ""
    examined.lines.append(f"study: {settings.title or settings.name}")
    examined.lines.append(f"subject: {settings.subject or 'nobody in particular'}{aliases}")
    _examine_articles(settings, examined)
    _examine_codebook(settings, examined)
    if os.path.lexists(settings.given_path):
        given = examined.attempt(lambda: read_given(settings.given_path))
        if given is not None:
            examined.lines.append(f"arguments given: {len(given)}")
    if settings.labels:
        examined.lines.append(f"labels: {len(settings.labels)} of groups, which a run will find or not")


def _examine_articles(settings: Settings, examined: Examined) -> None:
    notes = Notes(go_on=True)
    articles = examined.attempt(lambda: read_articles(settings.folder, **settings.reading, notes=notes))
    listed = notes.listed
    wrong = [
        ArticleError(note.what, where=note.where, todo=note.todo) for note in listed if note.level == ERROR
    ]
    if wrong and articles is None:
        examined.errors.pop()  # "no article could be read" says less than what stands against each
    examined.errors += wrong
    examined.notes += [note for note in listed if note.level != ERROR]
    if articles is None:
        return
    # As under a figure, where a list names none.
    editions = ", ".join(sorted(filter(None, articles["edition"].unique()))) or "unnamed"
    examined.lines.append(
        f"articles: {len(articles)} ({editions} edition), {int(articles['characters'].sum())} characters"
    )
    examined.lines += [f"  note: {sentence}" for sentence in describe_forms(articles)]
    for notebook in list_notebooks():
        for name in notebook_uses(notebook).codings:
            examined.attempt(lambda name=name: check_spans(settings, name, articles))  # type: ignore[misc]
    with warnings.catch_warnings():
        # What the readers of English say of other languages stands among the notes.
        warnings.simplefilter("ignore", UserWarning)
        part = draw_part(articles)
        statements = find_statements(part, subject=settings.subject, aliases=settings.aliases)
        if len(part) < len(articles):
            examined.lines.append(f"  note: speakers are those of {len(part)} articles, evenly drawn")
        _examine_occasions(articles, statements, examined)
    _examine_subject(articles, part, statements, settings, examined)


def _examine_occasions(articles: pd.DataFrame, statements: pd.DataFrame, examined: Examined) -> None:
    """Say which occasions the articles report; of a large corpus only where each article has one given."""
    given = "occasion" in articles and bool(articles["occasion"].fillna("").ne("").all())
    if len(articles) > MOST_OCCASIONS_READ and not given:
        examined.lines.append(
            f"occasions: of more than {MOST_OCCASIONS_READ} articles the run alone proposes them; a column `occasion` settles them"
        )
        return
    # What is said when has a part in what is proposed.
    articles = find_occasions(articles, statements)
    examined.lines += check_occasions(articles)
    if (occasions := articles["occasion"].nunique()) > 1:
        examined.warn(
            f"the articles report {occasions} events, not one: reports are compared within each",
            todo="if they are fewer, or others, say so in a column `occasion` of the table or list of articles",
        )


def _examine_subject(
    articles: pd.DataFrame,
    part: pd.DataFrame,
    statements: pd.DataFrame,
    settings: Settings,
    examined: Examined,
) -> None:
    """Say whether the subject speaks, and who else goes by the names that the study gives."""
    if not settings.subject:
        return
    if not (statements["voice"] == VOICES[0]).any():
        others = ", ".join(
            f"{each.name} ({each.statements})" for each in list_speakers(statements, part)[:MOST_NAMES]
        )
        read = "" if len(part) == len(articles) else f" in the {len(part)} articles that were read for this"
        examined.warn(
            f"the subject never speaks{read}: no statement is {settings.subject!r}'s",
            "study.yaml, subject",
            f"look at the spelling, and add aliases; who speaks: {others or 'nobody by name'}",
        )
    named = [settings.subject, *settings.aliases]
    doubtful = doubtful_names(list(articles["text"]), settings.subject, settings.aliases)
    for alias, persons in doubtful.items():
        shown = ", ".join(f"{name} ({n})" for name, n in list(persons.items())[:MOST_NAMES])
        more = f" and {len(persons) - MOST_NAMES} more" if len(persons) > MOST_NAMES else ""
        given = "the alias" if alias in named else "the surname"
        examined.warn(
            f"{given} {alias!r} may be two people: the articles also have {shown}{more}",
            "study.yaml, aliases",
            "take the alias out, or read the statements of these articles in notebook 1",
        )


def _examine_codebook(settings: Settings, examined: Examined) -> None:
    book = examined.attempt(lambda: read_codebook(settings.codebook_path))
    if book is None:
        return
    examined.attempt(lambda: read_equivalents(book.equivalents))
    examined.lines.append(f"codebook: {len(book.leaves)} themes, {len(book.patterns)} patterns")
    for remark in book.remarks:
        examined.warn(remark, settings.codebook_path, "see docs/codebooks.md")
    if book.title.startswith(DRAFT):
        examined.warn(
            "the codebook is the draft that `retold new` made of the articles' words",
            settings.codebook_path,
            "make it yours: rename, merge and cut its themes, and give it a title of your own",
        )
