"""What the lessons on consistency open with: coverage, sources, agreement, wording, conflicts, occasions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retold.articles.occasions import describe_occasions
from retold.consistency.agreement.agreement import agreement_sentences
from retold.consistency.agreement.over_occasions import occasion_sentences
from retold.disagreements import find_disagreements
from retold.showing import is_own_wording, wording_note
from retold.silence import count_states
from retold.study.findings import reports, said
from retold.study.findings.finding import Results, counted, listed, quoted
from retold.study.findings.lesson import read_lesson, sentences
from retold.ties import settle
from retold.vocabulary import BESIDE_CONFLICTS, GIVEN, NOT_COMPARABLE

if TYPE_CHECKING:
    from retold.arguments.given.given import GivenArgument


def tell_coverage(
    results: str | Path, *, subject: str = "", given: Sequence[GivenArgument] = (), level: float = 0.95
) -> list[str]:
    """Say how often an article reports an argument, what only one carries, who leaves out most, and who is answered.

    Parameters
    ----------
    results : path
        The results folder, with the tables of statements, arguments, coverage and contradictions.
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
    study = read_lesson("tell_coverage", results, subject=subject, given=given, level=level)
    found = (_cells(study), said.carried_once(study), reports.left_out(study), said.others_heard(study))
    return sentences(found)


def _cells(study: Results) -> str:
    states = count_states(study.coverage, study["articles"]).sum()
    if states.empty:
        return ""
    parts = [f"{n} {state}" for state, n in states.sort_values(ascending=False, kind="stable").items()]
    what = "an argument that the study lists" if study.basis == GIVEN else "a group of statements"
    return (
        f"Of {counted(int(states.sum()), 'pair')} of an article and {what}, {listed(parts, most=len(parts))}."
    )


def tell_sources(results: str | Path) -> list[str]:
    """Say how many passages articles share, which is the longest, and which arguments count fewer sources than articles.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``reuse`` and ``argument_sources``.

    Returns
    -------
    list of str
        Sentences; of a paraphrase edition, that its wording is nobody's.
    """
    study = read_lesson("tell_sources", results)
    if not is_own_wording(study["articles"]):
        return [wording_note(study["articles"])]
    return sentences([_passages(study), _fewer(study)])


def _passages(study: Results) -> str:
    rows = study["reuse"]
    if rows.empty:
        return "No two articles share a passage."
    copied = rows[rows["kind"] == "reuse"]
    pairs = rows[["article_a", "article_b"]].drop_duplicates()
    longest = rows.sort_values("tokens", ascending=False, kind="stable").iloc[0]
    one, other = study.labels[longest["article_a"]], study.labels[longest["article_b"]]
    return (
        f"{counted(len(pairs), 'pair')} of articles {'shares' if len(pairs) == 1 else 'share'} {counted(len(rows), 'passage')}, {len(copied)} of them outside"
        f" quotations; the longest has {counted(int(longest['tokens']), 'word')} ({one} and {other})."
    )


def _fewer(study: Results) -> str:
    rows = study["argument_sources"].dropna(subset=["sources"])
    if rows.empty:
        return ""
    fewer = int((settle(rows["sources"]) < rows["articles"]).sum())
    return f"{fewer} of {counted(len(rows), 'group')} of statements {'counts' if fewer == 1 else 'count'} fewer sources than articles."


def tell_agreement(results: str | Path) -> list[str]:
    """Say how far reports of one occasion agree, as how many sources they count, and whether one article carries it.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``agreement`` and ``influence``.

    Returns
    -------
    list of str
        Sentences; of articles that cannot be compared, that they cannot.
    """
    study = read_lesson("tell_agreement", results)
    told = [*agreement_sentences(study["agreement"]), reports.sources(study), _carrier(study)]
    return sentences(told)


def _carrier(study: Results) -> str:
    rows = study["influence"]
    rows = rows[
        (rows["figure"] == "jaccard") & rows["change"].notna() & rows["left_out"].isin(study.labels.index)
    ]
    if rows.empty:
        return ""
    row = rows.iloc[int(settle(rows["change"].abs()).argmax())]
    return (
        f"Left out, {study.labels[row['left_out']]} would change the mean Jaccard similarity most: to {row['value']:.2f},"
        f" by {row['change']:+.2f}."
    )


def tell_wording(results: str | Path, *, level: float = 0.95) -> list[str]:
    """Say how many pairs of statements differ in wording, in which ways, and what goes by several names.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``wording`` and ``naming``.
    level : float
        Coverage of the interval.

    Returns
    -------
    list of str
        Sentences; of a paraphrase edition, that its wording is nobody's.
    """
    study = read_lesson("tell_wording", results, level=level)
    return sentences([wording_note(study["articles"]), reports.wording(study), _names(study)])


def _names(study: Results) -> str:
    names = study["naming"].groupby("thing", sort=True)["name"].nunique()
    several = names[names > 1].sort_values(ascending=False, kind="stable")
    if names.empty:
        return ""
    sentence = f"{len(several)} of {counted(len(names), 'thing')} {'goes' if len(several) == 1 else 'go'} by more than one name"
    return (
        f"{sentence}, most by {several.iloc[0]}: {several.index[0].replace('_', ' ')}."
        if len(several)
        else f"{sentence}."
    )


def tell_conflicts(results: str | Path) -> list[str]:
    """Say in how many details reports differ, of which kinds, and how many pairs only time or their sources keep apart.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``details`` and ``conflicts``.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_conflicts", results)
    details = study["details"]["kind"].value_counts().sort_index()
    read = listed((f"{kind} ({n})" for kind, n in details.items()), most=len(details))
    told = f"{counted(len(study['details']), 'detail')} were read: {read}." if len(details) else ""
    return sentences([told, reports.conflicts(study), _kinds(study), _beside(study)])


def _kinds(study: Results) -> str:
    found = find_disagreements(study["conflicts"], study["details"], study["wording"])
    kinds = found.drop_duplicates("group")["kind"].value_counts().sort_index()
    return (
        f"By kind: {listed((f'{kind} ({n})' for kind, n in kinds.items()), most=len(kinds))}."
        if len(kinds)
        else ""
    )


def _beside(study: Results) -> str:
    verdicts = study["conflicts"]["verdict"].value_counts()
    if verdicts.drop(NOT_COMPARABLE, errors="ignore").empty:
        return "No two details of one occasion are of the same thing, so that none are compared."
    parts = [
        f"{several} ({quoted(name)}, {counted(int(verdicts.get(name, 0)), 'pair')})"
        for name, (_, several) in BESIDE_CONFLICTS.items()
    ]
    return f"Not counted as conflicts: {listed(parts)}."


def tell_occasions(results: str | Path) -> list[str]:
    """Say which occasions the articles report, which arguments return, and what the speaker words otherwise.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``argument_occasions`` and ``occasion_changes``.

    Returns
    -------
    list of str
        Sentences.
    """
    study = read_lesson("tell_occasions", results)
    told = describe_occasions(study["articles"])
    return sentences([*told, *occasion_sentences(study["argument_occasions"], study["occasion_changes"])])
