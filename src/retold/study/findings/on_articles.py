"""What the lessons on voices and on arguments open with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retold.study.findings import said
from retold.study.findings.finding import Results, counted
from retold.study.findings.lesson import read_lesson, sentences
from retold.vocabulary import VOICES

if TYPE_CHECKING:
    from retold.arguments.given.given import GivenArgument


def tell_voices(results: str | Path, *, subject: str = "", level: float = 0.95, seed: int = 1) -> list[str]:
    """Say how many statements were found, whose they are, and how much of the articles is the subject's.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles`` and ``statements``.
    subject : str
        Full name of the studied speaker.
    level : float
        Coverage of the interval.
    seed : int
        Seed of the resampling of sentences.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_voices", results, subject=subject, level=level)
    return sentences([_statements(study), said.voices(study, seed=seed)])


def _statements(study: Results) -> str:
    statements = study["statements"]
    if statements.empty:
        return ""
    voices = statements["voice"].value_counts()
    whose = study.subject or "the subject"
    own, others, reporters = (int(voices.get(voice, 0)) for voice in VOICES)
    return (
        f"{counted(len(study['articles']), 'article')} {'holds' if len(study['articles']) == 1 else 'hold'}"
        f" {counted(len(statements), 'statement')}: {own} by {whose}, {others} by others, {reporters} by the reporters."
    )


def tell_arguments(
    results: str | Path, *, subject: str = "", given: Sequence[GivenArgument] = (), level: float = 0.95
) -> list[str]:
    """Say what is argued most, what is carried most widely and by one article alone, and how many groups are trusted.

    Parameters
    ----------
    results : path
        The results folder, with the tables of statements and of arguments.
    subject : str
        Full name of the studied speaker.
    given : sequence of GivenArgument
        The arguments that the study lists; see `read_given`.
    level : float
        Coverage of the intervals.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_arguments", results, subject=subject, given=given, level=level)
    found = (said.most_argued(study), said.most_carried(study), said.carried_once(study), _trusted(study))
    return sentences(found)


def _trusted(study: Results) -> str:
    labels = study["argument_labels"]
    if labels.empty:
        return ""
    trusted = int(labels["trusted"].fillna(False).astype(bool).sum())
    return (
        f"{trusted} of {counted(len(labels), 'group')} that were found {'is' if trusted == 1 else 'are'} trusted;"
        " the others are suggestions."
    )
