"""Make a study of a folder of articles."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import yaml

from retold.articles.corpus import list_articles
from retold.errors import ArticleError, SettingError
from retold.study.config import SETTINGS_FILE, settings_schema
from retold.themes.codebook.read import read_codebook

# Enough to run at once and to be replaced: one theme that occurs in reports of nearly every dispute.
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


def make_study(folder: str | Path, *, subject: str = "", aliases: Sequence[str] = ()) -> list[str]:
    """Write a ``study.yaml`` into a folder of articles, and a first codebook if it has none.

    Parameters
    ----------
    folder : path
        A folder with ``.txt`` files (UTF-8), or with a folder ``articles`` of them; made if it is not there.
    subject, aliases
        The studied speaker, if there is one.

    Returns
    -------
    list of str
        What was done and what comes next, line by line.

    Raises
    ------
    SettingError
        If the folder is a study already.
    """
    folder = Path(folder)
    if (folder / SETTINGS_FILE).exists():
        raise SettingError(
            "the folder is a study already",
            where=folder / SETTINGS_FILE,
            todo="edit it, or choose another folder",
        )
    if folder.exists() and not folder.is_dir():
        raise SettingError("this is a file, not a folder", where=folder)
    folder.mkdir(parents=True, exist_ok=True)
    said = []
    codebook = folder / "codebook.yaml"
    if codebook.exists():
        read_codebook(codebook)
    else:
        codebook.write_text(FIRST_CODEBOOK, "utf-8")
        said.append(f"wrote {codebook}: one theme to begin with, to be replaced by yours")
    (folder / SETTINGS_FILE).write_text(_settings_text(subject, list(aliases)), "utf-8")
    said.append(f"wrote {folder / SETTINGS_FILE}: every setting with its default")
    try:
        articles = list_articles(folder)
    except ArticleError:
        (folder / "articles").mkdir(exist_ok=True)
        said.append(f"put your articles, one UTF-8 .txt file each, into {folder / 'articles'}")
    else:
        said.append(f"found {len(articles)} articles")
    return [*said, f"next: {shlex.join(['retold', 'run', str(folder)])}"]


def _settings_text(subject: str, aliases: list[str]) -> str:
    """Write all settings with their descriptions, as comments where the default holds."""
    own = {"subject": subject, "aliases": aliases}
    lines = []
    for name, entry in settings_schema()["properties"].items():
        value = own.get(name) or entry["default"]
        # Dumped as a list of one, and without its brackets: a scalar alone would end in "...".
        written = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=10**6).strip()
        text = f"{name}: {written[1:-1]}"
        lines += [f"# {entry['description']}", text if own.get(name) else f"# {text}", ""]
    return "\n".join(lines)
