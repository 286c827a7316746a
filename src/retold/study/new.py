"""Make a study of a folder of articles, or of files somewhere else, and propose what it is about."""

from __future__ import annotations

import shlex
import shutil
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from retold.articles.attribution.voices import find_statements
from retold.articles.corpus import read_articles
from retold.articles.folders import PAGE_PARTS
from retold.articles.notes import ERROR, NOTE, Note, Notes
from retold.articles.occasions import describe_occasions, find_occasions
from retold.articles.readers import DOCUMENTS
from retold.articles.rows import TABLES, table_suffix
from retold.errors import ArticleError, SettingError
from retold.study.config import SETTINGS_FILE, settings_schema
from retold.study.first_codebook import draft_codebook
from retold.study.subjects import (
    MOST_OCCASIONS_READ,
    Speaker,
    draw_part,
    find_aliases,
    list_speakers,
    most_quoted,
)
from retold.themes.codebook.read import read_codebook

# Enough to run at once and to be replaced, where the articles have too few words: one theme that occurs in reports of
# nearly every dispute.
FIRST_CODEBOOK = """\
# Themes and the words that show them. A pattern is looked for in tokens: * stands for any characters within a word,
# ? for one; several words are a phrase. Replace this theme by your own; themes may nest (`themes:` instead of `patterns:`).
title: A first codebook
themes:
  negotiation:
    description: Talks, agreements and offers of them.
    patterns:
      - negotiat*
      - talks
      - agreement*
      - "peace plan*"
"""

# A subject is proposed from so many statements on: whoever speaks once is quoted by chance.
FEWEST_STATEMENTS = 2
# So many other speakers are named beside the proposed one.
MOST_OTHERS = 4


class Proposal(NamedTuple):
    """What a corpus proposes: the settings, comments beside them, and what is said of it."""

    settings: dict[str, object]
    comments: dict[str, str]
    said: list[str]


def make_study(
    folder: str | Path,
    *,
    subject: str = "",
    aliases: Sequence[str] = (),
    sources: Sequence[str | Path] = (),
    encoding: str = "",
) -> list[str]:
    """Write a ``study.yaml`` into a folder of articles, and a codebook to begin with if it has none.

    Parameters
    ----------
    folder : path
        A folder with articles in any form that `read_articles` reads; made if it is not there.
    subject, aliases
        The studied speaker. Without one, the most quoted speaker is proposed, and marked so.
    sources : sequence of path
        Files and folders of articles, copied into the study.
    encoding : str, optional
        Of articles that are not UTF-8 and do not say what they are.

    Returns
    -------
    list of str
        What was done and what comes next, line by line.

    Raises
    ------
    SettingError
        If the folder is a study already, or a source cannot be copied.
    """
    folder = Path(folder)
    _refuse_folder(folder)
    existing = folder / "codebook.yaml"
    if existing.exists():
        read_codebook(existing)
    folder.mkdir(parents=True, exist_ok=True)
    said = [f"copied {n} file{'s' * (n != 1)} into {where}" for where, n in _copy(sources, folder)]
    notes = Notes(go_on=True)
    articles = _read(folder, encoding, notes)
    proposal = _propose(articles, subject, list(aliases))
    settings = proposal.settings | ({"encoding": encoding} if encoding else {})
    if not existing.exists():
        said.append(_write_codebook(existing, articles))
    (folder / SETTINGS_FILE).write_text(_settings_text(settings, proposal.comments), "utf-8")
    said.append(f"wrote {folder / SETTINGS_FILE}: every setting with its default")
    if articles is None and not any(note.level == ERROR for note in notes.listed):
        (folder / "articles").mkdir(exist_ok=True)
        said.append(
            f"put your articles into {folder / 'articles'}: .txt, .html or .docx files, or one table with a column of texts"
        )
    said += [*proposal.said, *_say_notes(notes.listed)]
    name = shlex.quote(str(folder))
    return [
        *said,
        f"next: retold check {name}",
        f"      retold run {name}",
        f"      retold sheet {name} --coder NAME",
    ]


def _refuse_folder(folder: Path) -> None:
    if (folder / SETTINGS_FILE).exists():
        raise SettingError(
            "the folder is a study already",
            where=folder / SETTINGS_FILE,
            todo="edit it, or choose another folder",
        )
    if folder.exists() and not folder.is_dir():
        raise SettingError(
            "this is a file, not a folder",
            where=folder,
            todo=f"name the folder to make, and the file behind --from: retold new STUDY --from {shlex.quote(str(folder))}",
        )


def _copy(sources: Sequence[str | Path], folder: Path) -> Iterator[tuple[Path, int]]:
    """Copy articles into a study: a table as it is, documents into the folder ``articles``; yield where and how many."""
    copies: dict[Path, Path] = {}
    for source in map(Path, sources):
        for file, inner in _source_files(source):
            target = folder / inner if table_suffix(file) in TABLES else folder / "articles" / inner
            if target in copies or target.exists():
                raise SettingError(
                    "there is such a file in the study already", where=target, todo="rename one"
                )
            copies[target] = file
    for target, file in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    if copies:
        yield folder, len(copies)


def _source_files(source: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files of a source that can be articles, each with the path that it gets."""
    if source.is_dir():
        found = [path for path in sorted(source.rglob("*")) if path.is_file()]
        files = [(path, path.relative_to(source)) for path in found]
    else:
        files = [(source, Path(source.name))]
    kept = [
        (path, inner)
        for path, inner in files
        if table_suffix(path) in (*DOCUMENTS, *TABLES)
        and not any(part.startswith(".") or part.endswith(PAGE_PARTS) for part in inner.parts)
    ]
    if not kept or not source.exists():
        raise SettingError(
            "there are no articles to copy" if source.exists() else "there is no such file or folder",
            where=source,
            todo="name files or folders of articles behind --from",
        )
    yield from kept


def _read(folder: Path, encoding: str, notes: Notes) -> pd.DataFrame | None:
    """Return the articles of a folder; None if there are none, or none that can be read."""
    try:
        return read_articles(folder, encoding=encoding, notes=notes)
    except ArticleError as error:
        empty = error.what.endswith("holds no articles") and "table" not in error.what
        if not empty and not any(note.level == ERROR for note in notes.listed):
            notes.refuse(error)
        return None


def _say_notes(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        place = f" ({note.where})" if note.where and note.level != NOTE else ""
        yield f"{note.level}: {note.what}{place}"


def _propose(articles: pd.DataFrame | None, subject: str, aliases: list[str]) -> Proposal:
    given: dict[str, object] = {"subject": subject, "aliases": aliases}
    if articles is None:
        return Proposal(given, {}, [])
    said = [f"found {len(articles)} article{'s' * (len(articles) != 1)}"]
    part = draw_part(articles)
    with warnings.catch_warnings():
        # Languages that are not known are told among the notes.
        warnings.simplefilter("ignore", UserWarning)
        statements = find_statements(part, subject=subject, aliases=aliases)
        said += _say_occasions(articles, statements)
    if subject:
        return Proposal(given, {}, said)
    speakers = list_speakers(statements, part)
    first = most_quoted(speakers)
    if first is None or first.statements < FEWEST_STATEMENTS:
        said.append(
            "subject: nobody is proposed, as nobody is quoted twice by name; all reported speech is grouped"
        )
        return Proposal(given, {}, said)
    own = find_aliases(part["text"], first.name)
    others = ", ".join(
        f"{each.name} ({each.statements})"
        for each in [each for each in speakers if each != first][:MOST_OTHERS]
    )
    told = _say_speaker(first, len(part), len(articles), others)
    said.append(f"subject, proposed: {first.name}{' (' + ', '.join(own) + ')' if own else ''}: {told}")
    comments = {
        "subject": f"PROPOSED: {told}. Correct it, or leave it empty to study nobody in particular.",
        "aliases": "PROPOSED, from what stands beside the name. Take out what also means somebody else.",
    }
    return Proposal({"subject": first.name, "aliases": own}, comments, said)


def _say_speaker(first: Speaker, read: int, there: int, others: str) -> str:
    part = "" if read == there else f" (of {there}, {read} were read for this)"
    after = f"; after that {others}" if others else ""
    return (
        f"the most quoted, {first.statements} statements in {first.articles} of {read} articles{part}{after}"
    )


def _say_occasions(articles: pd.DataFrame, statements: pd.DataFrame) -> list[str]:
    if len(articles) > MOST_OCCASIONS_READ:
        return [
            "occasions: the run proposes them; a column `occasion` in a table of the articles settles them"
        ]
    told = find_occasions(articles, statements)
    return [f"occasions, proposed: {describe_occasions(told)[0]}"]


def _write_codebook(file: Path, articles: pd.DataFrame | None) -> str:
    draft = draft_codebook(articles) if articles is not None else ""
    file.write_text(draft or FIRST_CODEBOOK, "utf-8")
    if not draft:
        return f"wrote {file}: one theme to begin with, to be replaced by yours"
    book = read_codebook(file)
    return f"wrote {file}: a DRAFT of {len(book.leaves)} themes from the words of the articles, to be replaced by yours"


def _settings_text(own: dict[str, object], comments: dict[str, str]) -> str:
    """Write all settings with their descriptions, as comments where the default holds."""
    lines = []
    for name, entry in settings_schema()["properties"].items():
        value = own.get(name) or entry["default"]
        # Dumped as a list of one, and without its brackets: a scalar alone would end in "...".
        written = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=10**6).strip()
        text = f"{name}: {written[1:-1]}"
        lines.append(f"# {entry['description']}")
        if name in comments:
            lines.append(f"# {comments[name]}")
        lines += [text if own.get(name) else f"# {text}", ""]
    return "\n".join(lines)
