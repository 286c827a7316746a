"""Findings on how reports differ: agreement, sources, wording, conflicts, what each leaves out, and time."""

from __future__ import annotations

import pandas as pd

from retold.consistency.agreement.by_trust import tell_trusted
from retold.consistency.agreement.over_occasions import trace_arguments
from retold.disagreements import CANNOT, find_disagreements
from retold.showing import agreement_on, is_own_wording
from retold.silence import SILENT, count_states
from retold.study.findings.finding import (
    COUNT,
    ESTIMATE,
    LITTLE,
    SUGGESTION,
    Finding,
    Results,
    counted,
    listed,
    percent,
    quoted,
    support_of,
)
from retold.ties import settle
from retold.vocabulary import ALL, FOUND, NOT_COMPARABLE

NAN = float("nan")

# With fewer articles a measure of agreement describes them and nothing beyond.
LEAST_ARTICLES = 5


def agreement(study: Results) -> Finding | None:
    """Say how many of their arguments two reports of one occasion have in common, or that none can be compared."""
    row = _measure(agreement_on(study["agreement"], study.basis), "jaccard")
    if row is None:
        return None
    if str(row["note"]).startswith(NOT_COMPARABLE):
        if len(study["articles"]) < 2:
            return None
        sentence = "No two articles report one occasion, so that none can agree or disagree with another: they are not comparable."
        return Finding("agreement", sentence, NAN, NAN, NAN, 0, COUNT, (), "coverage")
    if pd.isna(row["value"]):
        return None
    p = row["p"]
    chance = "" if pd.isna(p) else f"; {percent(p)} of random deals of the same arguments agree as much"
    sentence = (
        f"Two reports of one occasion share {percent(row['value'])} of the arguments that either has"
        f" (interval {percent(row['low'])} to {percent(row['high'])}{chance})."
    )
    support = ESTIMATE if len(study["articles"]) >= LEAST_ARTICLES else LITTLE
    if study.basis == FOUND and not study.shared <= study.trusted:
        sentence += f" {tell_trusted(study.trusted, study.shared)}."
        support = SUGGESTION
    return Finding(
        "agreement", sentence, row["value"], row["low"], row["high"], int(row["n"]), support, (), "agreement"
    )


def sources(study: Results) -> Finding | None:
    """Say as how many independent sources the articles count."""
    row = _measure(agreement_on(study["agreement"]), "effective_articles")
    if row is None or pd.isna(row["value"]):
        return None
    articles = len(study["articles"])
    interval = "" if pd.isna(row["low"]) else f" (interval {row['low']:.1f} to {row['high']:.1f})"
    if articles < 2 or not is_own_wording(study["articles"]):
        return None
    if settle(row["value"]) == articles:
        sentence = f"No two of the {articles} articles share text to speak of: they count as {articles} independent sources."
    else:
        sentence = f"By the text they share, {articles} articles count as {row['value']:.1f} independent sources{interval}."
    return Finding(
        "sources", sentence, row["value"], row["low"], row["high"], articles, ESTIMATE, (), "reuse"
    )


def wording(study: Results) -> Finding | None:
    """Say of how many utterances the words drift between reports of one occasion, and how most."""
    pairs = study["wording"]
    pairs = pairs[pairs["verdict"] != NOT_COMPARABLE]
    if pairs.empty or not is_own_wording(study["articles"]):
        return None
    changed = pairs[[tuple(drift) not in ((), ("verbatim",)) for drift in pairs["drift"]]]
    value, low, high = study.share(len(changed), len(pairs))
    sentence = (
        f"{counted(len(pairs), 'pair')} of statements report the same words of one occasion;"
        f" {len(changed)} of them differ in wording"
    )
    types = changed["drift"].explode().value_counts().sort_index()
    if len(types):
        ranked = types.sort_values(ascending=False, kind="stable")
        sentence += f", most often by {listed((f'{name} ({n})' for name, n in ranked.items()), what='kinds')}"
    ids = tuple(dict.fromkeys([*changed["statement_a"], *changed["statement_b"]]))
    return Finding("wording", f"{sentence}.", value, low, high, len(pairs), ESTIMATE, ids, "wording")


def conflicts(study: Results) -> Finding | None:
    """Say how many details of one occasion differ between reports, how many of them in the same words, and the surest."""
    table = study["conflicts"]
    compared = table[table["verdict"] != NOT_COMPARABLE]
    if compared.empty:
        return None
    found = find_disagreements(table, study["details"], study["wording"])
    groups = found.drop_duplicates("group")
    details = study["details"].drop_duplicates("detail_id").set_index("detail_id")
    sentence = (
        f"Reports of one occasion give {counted(len(compared), 'pair')} of details that can be compared; "
    )
    ids: tuple[str, ...] = ()
    if found.empty:
        sentence += "all can hold together"
    else:
        sure = int((groups["odds"] == CANNOT).sum())
        sentence += f"they differ in {counted(len(groups), 'detail')}"
        sentence += f", {sure} of which {CANNOT}, as both report the same words" if sure else ""
        surest = found.iloc[0]
        sides = [details.loc[surest[side]] for side in ("detail_a", "detail_b")]
        told = " against ".join(
            f"{quoted(side['text'])} ({study.labels[side['article_id']]})" for side in sides
        )
        sentence += f"; surest {told}"
        both = [*found["detail_a"], *found["detail_b"]]
        ids = tuple(dict.fromkeys(details.loc[both, "statement_id"].astype(str)))
    return Finding(
        "conflicts", f"{sentence}.", float(len(groups)), NAN, NAN, len(compared), COUNT, ids, "conflicts"
    )


def left_out(study: Results) -> Finding | None:
    """Say which article leaves out most of what other reports of its occasion have, and which adds most."""
    states = count_states(study.coverage, study["articles"]).drop(columns=NOT_COMPARABLE, errors="ignore")
    counts = states.reindex(columns=[SILENT], fill_value=0).assign(asked=states.sum(axis=1))
    counts = counts[counts["silent"] > 0]
    if counts.empty:
        return None
    counts["share"] = settle(counts["silent"] / counts["asked"])
    row = counts.sort_values(["share", "silent"], ascending=False, kind="stable").iloc[0]
    value, low, high = study.share(int(row["silent"]), int(row["asked"]))
    sentence = (
        f"{study.labels[row.name]} leaves out most of what reports of its occasion have: {int(row['silent'])} of"
        f" {counted(int(row['asked']), 'argument')}"
    )
    adds = _only_here(study)
    if len(adds):
        most = adds.sort_values(ascending=False, kind="stable")
        sentence += f"; {study.labels[most.index[0]]} adds most that no other report of its occasion has ({most.iloc[0]})"
    asked = int(row["asked"])
    sure = study.basis != FOUND or set(study.coverage["argument"].astype(str)) <= study.trusted
    return Finding(
        "left_out", f"{sentence}.", value, low, high, asked, support_of(asked, trusted=sure), (), "coverage"
    )


def _only_here(study: Results) -> pd.Series:
    """Return of each article how many arguments it reports that no other report of its occasion has."""
    occasion = study["articles"].set_index("article_id")["occasion"]
    reported = study.coverage.query("state == 'reported'")
    place = [reported["article_id"].map(occasion), reported["argument"]]
    alone = reported[reported.groupby(place)["article_id"].transform("size") == 1]
    several = occasion.value_counts()
    alone = alone[alone["article_id"].map(occasion).map(several) > 1]
    return alone.groupby("article_id", sort=True).size()


def occasions(study: Results) -> Finding | None:
    """Say how many arguments return from one occasion to another, and which most."""
    trace = trace_arguments(study.own, study.arguments, study["articles"])
    whole = study["articles"]["occasion"].nunique()
    if whole < 2 or trace.empty:
        return None
    reported = trace[trace["statements"] > 0]
    times = reported.groupby("argument", sort=True).size()
    again = times[times > 1].sort_values(ascending=False, kind="stable")
    value, low, high = study.share(len(again), len(times))
    sentence = f"Over {whole} occasions, {len(again)} of {counted(len(times), 'argument')} {'returns' if len(again) == 1 else 'return'}"
    rows = study.arguments[study.arguments["argument"].isin(again.index[:1])]
    if len(again):
        sentence += f", most often {quoted(rows['named'].iloc[0])} ({again.iloc[0]} of {whole})"
    support = COUNT if bool(study.arguments["trusted"].all()) else SUGGESTION
    ids = tuple(rows["statement_id"].astype(str))
    return Finding("occasions", f"{sentence}.", value, low, high, len(times), support, ids, "occasions")


def _measure(table: pd.DataFrame, name: str) -> pd.Series | None:
    rows = table[(table["measure"] == name) & (table["occasion"] == ALL)]
    rows = rows if len(rows) else table[table["measure"] == name]
    return rows.iloc[0] if len(rows) else None
