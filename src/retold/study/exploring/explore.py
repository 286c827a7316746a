"""The panels of the notebook that a reader looks around with: words in context, coverage, wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from retold.arguments.given.best_match import best_matches
from retold.consistency.wording.versions import show_wording
from retold.figures.drawing.labels import name_articles
from retold.showing import name_groups, show, wording_note
from retold.study.exploring.frames import (
    argument_statements,
    choose_lines,
    choose_wording,
    coverage_matrix,
    find_words,
    lead_with_listed,
    name_listed,
)
from retold.study.exploring.panel import ANY, OneOf, Panel, SomeOf, Words
from retold.study.findings.needed import EXPLORED
from retold.tables import read_table
from retold.themes.audit.concordance_lines import show_concordance
from retold.vocabulary import VOICES

# So many rows a panel shows: more is searched, not read, and each turn of a control sends them anew.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Corpus:
    """The articles with their texts, and the tables of a run that a reader looks around in."""

    texts: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    @property
    def articles(self) -> SomeOf:
        """Return the articles as choices, by their names."""
        names = name_articles(self["articles"], most=None)
        return SomeOf("articles", {f"{n}. {name}": key for n, (key, name) in enumerate(names.items(), 1)})

    @property
    def arguments(self) -> OneOf:
        """Return the arguments that were found as choices, by their names."""
        named = {shown: name for name, shown in name_groups(self["argument_labels"]).items()}
        return OneOf("argument", {ANY: "", **named})

    @property
    def all_arguments(self) -> OneOf:
        """Return the arguments that the study lists and those that were found as choices, by their names."""
        listed = [name_listed(str(name)) for name in self["coverage_given"]["argument"].unique()]
        (first, everything), *found = self.arguments.options.items()
        return OneOf("argument", {first: everything, **{name: name for name in listed}, **dict(found)})

    @property
    def themes(self) -> OneOf:
        """Return the themes that occur as choices, outer ones before those within them."""
        inner = self["concordance"]["theme"].unique()
        every = {"/".join(name.split("/")[:n]) for name in inner for n in range(1, name.count("/") + 2)}
        return OneOf("theme", {ANY: "", **{name: name for name in sorted(every)}})


def open_corpus(results: str | Path, texts: pd.DataFrame) -> Corpus:
    """Read what the panels show.

    Parameters
    ----------
    results : path
        The results folder of a run.
    texts : DataFrame
        The articles with their texts, as `read_articles` returns them.

    Raises
    ------
    ResultsError
        If a table has not been written yet.
    """
    return Corpus(texts, {name: read_table(name, results) for name in EXPLORED})


def explore_words(corpus: Corpus) -> Panel:
    """Return a panel of words in their context: of a theme, or of one's own.

    Parameters
    ----------
    corpus : Corpus
        See `open_corpus`.

    Returns
    -------
    Panel
        Choices: words (a pattern as in a codebook; they go before the theme), theme, voice, articles.
    """
    tables = {name: corpus[name] for name in ("sentences", "statements", "masked")}

    def lines(words: str, theme: str, voice: str, articles: Sequence[str]) -> Any:
        found = find_words(words, corpus.texts, **tables) if words.strip() else corpus["concordance"]
        chosen = choose_lines(found, theme="" if words.strip() else theme, voice=voice, articles=articles)
        return show_concordance(chosen, articles=corpus["articles"], most=MOST_SHOWN)

    voices = OneOf("voice", {ANY: "", **{voice.replace("_", " "): voice for voice in VOICES}})
    hint = "a word or phrase; * any letters, ? one"
    words = Words("words", hint)
    return Panel(
        lines, {"words": words, "theme": corpus.themes, "voice": voices, "articles": corpus.articles}
    )


def explore_coverage(corpus: Corpus) -> Panel:
    """Return a panel of who reports what: all arguments by article, those that the study lists first, or the statements of one.

    Parameters
    ----------
    corpus : Corpus
        See `open_corpus`.

    Returns
    -------
    Panel
        Choices: argument, articles.
    """
    labels = corpus["argument_labels"]
    coverage = lead_with_listed(corpus["coverage_given"], corpus["coverage"])
    made = lead_with_listed(best_matches(corpus["argument_matches"]), corpus["arguments"])
    order = [*corpus.all_arguments.options.values()][1:]

    def reports(argument: str, articles: Sequence[str]) -> Any:
        if argument:
            rows = argument_statements(made, corpus["statements"], argument=argument, articles=articles)
            return show(rows, articles=corpus["articles"], most=MOST_SHOWN, order="in reading order")
        rows = coverage_matrix(coverage, order, corpus["articles"], articles=articles)
        return show(
            rows, articles=corpus["articles"], arguments=labels, most=MOST_SHOWN, order="the largest first"
        )

    return Panel(reports, {"argument": corpus.all_arguments, "articles": corpus.articles})


def explore_wording(corpus: Corpus) -> Panel:
    """Return a panel of the versions of each utterance, side by side.

    Parameters
    ----------
    corpus : Corpus
        See `open_corpus`.

    Returns
    -------
    Panel
        Choices: argument, articles. Of a paraphrase edition it says why its wording is shown nowhere.
    """
    note = wording_note(corpus["articles"])

    def versions(argument: str, articles: Sequence[str]) -> Any:
        if note:
            return _Note(note)
        rows = choose_wording(corpus["wording_rows"], argument=argument, articles=articles)
        return show_wording(
            rows, articles=corpus["articles"], labels=corpus["argument_labels"], most=MOST_SHOWN
        )

    return Panel(versions, {"argument": corpus.arguments, "articles": corpus.articles})


@dataclass(frozen=True)
class _Note:
    """A sentence that stands where there is nothing to show."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text)}</p>"
