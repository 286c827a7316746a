"""Give found groups the names that a study has for them, and join those that get one name.

The names A1, A2, ... are those of one run: another threshold, one more article, and A3 is another group. So an entry may
name a group by what stays: a statement of it, or words that stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from retold.arguments.grouping.group import Groups, tell_depends
from retold.errors import ParameterError
from retold.language.tokens import count_words
from retold.vocabulary import NONE

# A label is a name, not an essay: what is longer fits no figure and no cell.
MOST_LETTERS = 120

# Fewer words stand in any statement, and a mistyped id is one word.
LEAST_WORDS = 3

# So many groups are listed for a reader who named none of them.
MOST_LISTED = 30

# Signs that steer a terminal, that turn the direction of what stands around them, or that are half of one.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FOUND_NAME = re.compile(r"A[0-9]+")
_QUOTES = str.maketrans("“”„«»‘’‹›", '"""""' + "''''")


class Named(NamedTuple):
    """An entry of the labels: what it says of a group, the label, the groups that it means, and how it names them."""

    entry: str
    label: str
    groups: tuple[str, ...]
    by: str


def check_labels(labels: Mapping[str, str]) -> None:
    """Refuse labels that no group could bear, whatever groups are found.

    Parameters
    ----------
    labels : mapping of str to str
        What names a group, and the label that it gets.

    Raises
    ------
    ParameterError
        If an entry or its label is empty, or a label is longer than 120 characters or holds signs that steer a terminal or
        turn the direction of others round.

    Examples
    --------
    >>> check_labels({"a:1": "The bridge is safe"})
    >>> check_labels({"a:1": " "})
    Traceback (most recent call last):
    retold.errors.ParameterError: the label of 'a:1' is empty
      where: labels
      to do: write a few words, or take the entry out
    """
    for entry, label in labels.items():
        if not entry.strip():
            raise _error(
                f"the label {label!r} is of no group", "write a statement's id or its words before it"
            )
        if not label.strip():
            raise _error(f"the label of {entry!r} is empty", "write a few words, or take the entry out")
        if len(label) > MOST_LETTERS:
            todo = f"write at most {MOST_LETTERS}: it stands in tables and figures"
            raise _error(f"the label of {entry!r} has {len(label)} characters", todo)
        if unseen := _UNSEEN.search(" ".join(label.split())):
            todo = "take it out: it is not seen, or turns others round"
            raise _error(f"the label of {entry!r} holds {unseen[0]!r}", todo)


def _error(what: str, todo: str) -> ParameterError:
    return ParameterError(what, where="labels", todo=todo)


def rename_groups(found: Groups, labels: Mapping[str, str], statements: pd.DataFrame) -> Groups:
    """Give found groups the labels that a study has for them, and join those that get the same one.

    Parameters
    ----------
    found : Groups
        What `group_arguments` found.
    labels : mapping of str to str
        The label of each entry. An entry names a group by the id of a statement or clause in it (``"a:12"``), by three words or
        more that stand in a statement of it, or by its name (``"A3"``), which is that of one run. Labels that differ in capitals
        and white space alone are the same.
    statements : pandas.DataFrame
        Columns ``statement_id`` and ``text``, and ``start`` if there is: those grouped, and others of the study.

    Returns
    -------
    Groups
        The same with ``label`` in its groups, and its groups joined: a joined one keeps the name and the exemplar of its largest
        part. It is as sure as its least sure part: the smallest ``stability`` and ``together`` and the largest ``null`` of its parts, ``trusted``
        if all are, and depends on what one of them depends on; its ``silhouette`` is their mean, by units. ``thresholds`` and
        ``tree`` stay what was found. The note tells which entries had no effect, and which rest on a name of this run.

    Raises
    ------
    ParameterError
        If an entry names no group, nor any statement of the study, or two groups at once; if a group gets two labels.

    Examples
    --------
    >>> from retold.arguments.grouping.group import group_arguments
    >>> texts = ["heavy rain fell on the town", "rain fell on the town again", "the new tax rose for all",
    ...          "the new tax will rise again", "dogs bark at night in spring"]
    >>> statements = pd.DataFrame({"statement_id": [f"a:{n}" for n in range(1, 6)], "text": texts})
    >>> found = rename_groups(group_arguments(statements, replicates=20), {"a:1": "Weather", "new tax rose": "Taxes"}, statements)
    >>> found.groups[["argument", "label"]].values.tolist()
    [['A1', 'Weather'], ['A2', 'Taxes']]
    """
    check_labels(labels)
    entries = [_find(entry, " ".join(label.split()), found, statements) for entry, label in labels.items()]
    given = _give(entries, found)
    joined = _join(found, _parts(given, found.groups["argument"]))
    named = joined.groups.assign(label=[given.get(name, "") for name in joined.groups["argument"]])
    remarks = "; ".join(filter(None, [found.note, *_remarks(entries, found)]))
    return replace(joined, groups=named, note=remarks)


def _find(entry: str, label: str, found: Groups, statements: pd.DataFrame) -> Named:
    """Return which groups an entry means: none, if what it names stays alone in this run."""
    key = entry.strip()
    if key in set(found.groups["argument"]):
        return Named(entry, label, (key,), "name")
    for rows, column in ((found.units, "unit_id"), (found.arguments, "statement_id")):
        own = rows.loc[rows[column] == key, "argument"]
        if len(own):
            return Named(entry, label, _grouped(own), "id")
    if key in set(statements["statement_id"].astype(str)):
        return Named(entry, label, (), "id")
    if count_words(key) < LEAST_WORDS:
        what = "a group" if _FOUND_NAME.fullmatch(key) else "a group, nor a statement"
        if found.groups.empty:
            return Named(entry, label, (), "name")
        raise _error(f"{entry!r} does not name {what}", _at_hand(found, statements))
    return Named(entry, label, _with_words(entry, found, statements), "words")


def _with_words(entry: str, found: Groups, statements: pd.DataFrame) -> tuple[str, ...]:
    """Return the group in whose clauses words stand, or else in whose statements."""
    words = _plain(entry)
    own = statements.assign(statement_id=statements["statement_id"].astype(str)).set_index("statement_id")
    texts = own["text"].astype(str)
    starts = own["start"] if "start" in own else pd.Series(0, index=own.index)
    clauses = [
        texts[name][start - starts[name] : end - starts[name]]
        for name, start, end in zip(
            found.units["statement_id"], found.units["start"], found.units["end"], strict=True
        )
    ]
    groups = _grouped(found.units.loc[[words in _plain(text) for text in clauses], "argument"])
    holding = set(texts.index[[words in _plain(text) for text in texts]])
    if not groups:
        groups = _grouped(found.arguments.loc[found.arguments["statement_id"].isin(holding), "argument"])
    if not holding:
        raise _error(f"no statement holds the words {entry!r}", _at_hand(found, statements))
    if len(groups) > 1:
        raise _error(
            f"the words {entry!r} stand in the groups {_listed(groups)}",
            "give more words, or a statement's id",
        )
    return groups


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def _grouped(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({str(name) for name in names} - {NONE}, key=lambda name: (len(name), name)))


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)


def _at_hand(found: Groups, statements: pd.DataFrame) -> str:
    """List the groups that could be named, each by its exemplar."""
    if found.groups.empty:
        return "no groups were found: take the entry out"
    texts = statements.assign(statement_id=statements["statement_id"].astype(str)).set_index("statement_id")[
        "text"
    ]
    shown = found.groups.head(MOST_LISTED)
    lines = [
        f"{name}, {exemplar}: {str(texts.get(exemplar, ''))[:60]}"
        for name, exemplar in zip(shown["argument"], shown["exemplar"], strict=True)
    ]
    if len(found.groups) > len(shown):
        lines.append(f"and {len(found.groups) - len(shown)} more, in the table argument_labels")
    return "name one of these, by a statement or by words of it:\n    " + "\n    ".join(lines)


def _give(entries: Iterable[Named], found: Groups) -> dict[str, str]:
    """Return the label of each group that gets one; of labels that differ in capitals alone all bear the first."""
    first: dict[str, str] = {}
    owner: dict[str, Named] = {}
    for named in entries:
        label = first.setdefault(named.label.casefold(), named.label)
        for group in named.groups:
            other = owner.setdefault(group, named._replace(label=label))
            if other.label != label:
                raise _error(
                    f"the group {group} gets two labels: {other.label!r} (by {other.entry!r}) and {label!r}"
                    f" (by {named.entry!r})",
                    "take one of them out, or give both the same label",
                )
    return {group: named.label for group, named in owner.items()}


def _parts(given: Mapping[str, str], order: pd.Series) -> dict[str, str]:
    """Return for each group that is joined to a larger one the name of that: groups stand in the order of their size."""
    largest: dict[str, str] = {}
    for name in order:
        if name in given:
            largest.setdefault(given[name], name)
    return {name: largest[label] for name, label in given.items() if largest[label] != name}


def _join(found: Groups, parts: Mapping[str, str]) -> Groups:
    names = found.groups["argument"]
    told = [tuple(part for part in names if parts.get(part, part) == name) for name in names]
    if not parts:
        return replace(found, groups=found.groups.assign(joined=[()] * len(names)))
    arguments, units = (_move(table, parts) for table in (found.arguments, found.units))
    sweep = found.sweep.assign(argument=found.sweep["argument"].replace(dict(parts)))
    sweep = sweep.groupby(["kind", "value", "argument"], sort=False, as_index=False).min()
    influence = _join_influence(found.influence, units, parts)
    groups = found.groups.assign(joined=[own if len(own) > 1 else () for own in told])
    kept = groups[~names.isin(parts)].reset_index(drop=True)
    pooled = _pool(found, parts).reindex(kept["argument"]).reset_index(drop=True)
    kept = kept.assign(**{name: pooled[name] for name in pooled})
    kept = tell_depends(kept, sweep, influence)
    counts = arguments.groupby("argument").agg(
        statements=("statement_id", "nunique"), articles=("article_id", "nunique")
    )
    kept = kept.assign(**{name: counts[name].reindex(kept["argument"]).to_numpy() for name in counts})
    kept = kept.sort_values("statements", ascending=False, kind="stable", ignore_index=True)
    return replace(found, arguments=arguments, units=units, sweep=sweep, influence=influence, groups=kept)


def _move(table: pd.DataFrame, parts: Mapping[str, str]) -> pd.DataFrame:
    """Give what was in a part the name of the whole, whose exemplar is that of its largest part."""
    moved = table["argument"].isin(parts)
    return table.assign(
        argument=table["argument"].replace(dict(parts)), exemplar=table["exemplar"].astype(bool) & ~moved
    )


def _pool(found: Groups, parts: Mapping[str, str]) -> pd.DataFrame:
    """Return what supports each group once its parts are joined: the least that supports one of them."""
    whole = found.groups["argument"].replace(dict(parts))
    units = found.units["argument"].value_counts().reindex(found.groups["argument"]).to_numpy(dtype=float)
    weighted = found.groups["silhouette"] * units
    by_whole = found.groups.groupby(whole)
    return pd.DataFrame(
        {
            "stability": by_whole["stability"].min(),
            "null": by_whole["null"].max(),
            "silhouette": weighted.groupby(whole).sum() / pd.Series(units).groupby(whole).sum(),
            "trusted": by_whole["trusted"].all(),
        }
    )


def _join_influence(influence: pd.DataFrame, units: pd.DataFrame, parts: Mapping[str, str]) -> pd.DataFrame:
    rows = influence.assign(argument=influence["argument"].replace(dict(parts)))
    rows = rows.groupby(["argument", "left_out"], sort=False, as_index=False).agg(
        {"statements": "sum", "jaccard": "min", "depends": "any"}
    )
    sizes = units.groupby("argument").size()
    own = units.groupby(["argument", "article_id"]).size().to_dict()
    left = [
        sizes[name] - own.get((name, article), 0)
        for name, article in zip(rows["argument"], rows["left_out"], strict=True)
    ]
    return rows.assign(statements=left)


def _remarks(entries: Iterable[Named], found: Groups) -> list[str]:
    """Say which entries had no effect in this run, and which would give another group the label in the next."""
    exemplars = dict(zip(found.groups["argument"], found.groups["exemplar"], strict=True))
    said = []
    for named in entries:
        if not named.groups:
            said.append(f"the label {named.label!r} is not given: {named.entry!r} is in no group of this run")
        elif named.by == "name":
            said.append(
                f"the label {named.label!r} goes to the name {named.entry!r}, which in another run may be another"
                f" group; its statement {exemplars[named.groups[0]]!r} stays"
            )
    return said
