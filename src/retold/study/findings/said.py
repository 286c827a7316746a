"""Findings on what is said: the arguments of the subject, the voices, the themes, and who answers."""

from __future__ import annotations

import pandas as pd

from retold.language.lexicon import lexicon
from retold.statistics.intervals import bootstrap_interval
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
    percents,
    quoted,
    support_of,
)

# Who is heard less often is not named as the one who is heard most.
LEAST_HEARD = 3

# Above this a difference between voices may be chance, all themes having been tried.
SURE = 0.05


def most_argued(study: Results) -> Finding | None:
    """Say which argument most of the subject's statements make, and in how many articles."""
    if not study.leading:
        return None
    chosen = study.arguments[study.arguments["argument"] == study.leading]
    whole, trusted = len(study.own), bool(chosen["trusted"].all())
    share = study.share(len(chosen), whole)
    who = f"What {study.subject} argues most" if study.subject else "What is argued most"
    sentence = (
        f"{who} is {quoted(chosen['named'].iloc[0])}: {len(chosen)} of {whole} statements"
        f" ({percents(*share)}), in {study.articles_with[study.leading]} of {counted(len(study['articles']), 'article')}."
    )
    if not trusted:
        sentence = f"A suggestion, of a group that is not stable: {sentence[0].lower()}{sentence[1:]}"
    support = support_of(whole, trusted=trusted)
    return Finding("most_argued", sentence, *share, whole, support, _ids(chosen), "argument_groups")


def most_carried(study: Results) -> Finding | None:
    """Say which further arguments most of the articles carry."""
    whole, carried = len(study["articles"]), study.articles_with.drop(study.leading, errors="ignore")
    if carried.empty or whole < 2 or carried.max() < 2:
        return None
    widest = carried[carried == carried.max()]
    chosen = study.arguments[study.arguments["argument"].isin(widest.index)]
    names = chosen.drop_duplicates("argument").set_index("argument")["named"]
    share = study.share(int(widest.iloc[0]), whole)
    before = int(study.articles_with[study.leading]) - int(widest.iloc[0])
    how = (
        "Next most widely carried"
        if before > 0
        else "Just as widely carried"
        if before == 0
        else "Most widely carried"
    )
    verb = "is" if len(widest) == 1 else "are"
    sentence = (
        f"{how} {verb} {listed(quoted(names[name]) for name in widest.index)}, in {widest.iloc[0]} of"
        f" {counted(whole, 'article')}{' each' * (len(widest) > 1)}."
    )
    support = COUNT if bool(chosen["trusted"].all()) else SUGGESTION
    return Finding("most_carried", sentence, *share, whole, support, _ids(chosen), "coverage")


def carried_once(study: Results) -> Finding | None:
    """Say which arguments only one article carries."""
    rows = study.arguments
    carried = study.articles_with
    if carried.empty or len(study["articles"]) < 2:
        return None
    once = carried.index[carried == 1]
    value, low, high = study.share(len(once), len(carried))
    sentence = f"{len(once)} of {counted(len(carried), 'argument')} {'is' if len(once) == 1 else 'are'} carried by one article alone"
    chosen = rows[rows["argument"].isin(once)]
    if len(once):
        strongest = (
            chosen.groupby("argument", sort=True).size().sort_values(ascending=False, kind="stable").index[0]
        )
        first = chosen[chosen["argument"] == strongest].iloc[0]
        how = "; the one with most statements is" if len(once) > 1 else ":"
        sentence += f"{how} {quoted(first['named'])}, in {study.labels[first['article_id']]}"
    support = COUNT if bool(rows["trusted"].all()) else SUGGESTION
    return Finding(
        "carried_once", f"{sentence}.", value, low, high, len(carried), support, _ids(chosen), "coverage"
    )


def voices(study: Results, *, seed: int) -> Finding | None:
    """Say how much of the articles are the subject's words, and where most and least."""
    statements = study["statements"]
    if not (study.subject and (statements["voice"] == "subject").any()):
        return None
    sizes = (statements["end"] - statements["start"]).astype(float)
    own = sizes.where(statements["voice"] == "subject", 0.0)
    articles = pd.DataFrame({"own": own, "all": sizes}).groupby(statements["article_id"]).sum()
    value = float(articles["own"].sum() / articles["all"].sum())
    pairs = pd.DataFrame({"own": own, "all": sizes}).groupby(statements["sentence_id"]).sum().to_numpy()
    low, high = bootstrap_interval(pairs, _ratio, seed=seed, level=study.level)
    shares = (articles["own"] / articles["all"]).sort_values(ascending=False, kind="stable")
    sentence = f"{study.subject}'s words, quoted or reported, make up {percent(value)} of what the articles say (interval {percent(low)} to {percent(high)})"
    if len(shares) > 1:
        most, least = shares.index[0], shares.index[-1]
        sentence += f": most in {study.labels[most]} ({percent(shares[most])}), least in {study.labels[least]} ({percent(shares[least])})"
    return Finding(
        "voices", f"{sentence}.", value, low, high, len(pairs), ESTIMATE, _ids(study.own), "voices"
    )


def _ratio(samples: object, axis: int) -> object:
    sums = samples.sum(axis=axis)  # type: ignore[attr-defined]
    return sums[..., 0] / sums[..., 1]


def theme_by_voice(study: Results) -> Finding | None:
    """Say which theme the subject's words and the reporters' own differ in most."""
    table = study["theme_comparisons"]
    pair = table[
        (table["group_a"] == "journalist") & (table["group_b"] == "subject") & table["p_adjusted"].notna()
    ]
    if pair.empty or not study.subject:
        return None
    row = pair.sort_values(["p_adjusted", "p", "theme"], kind="stable").iloc[0]
    sure = row["p_adjusted"] < SURE
    sides = sorted(
        [(row["share_b"], f"{study.subject}'s sentences"), (row["share_a"], "the reporters' own")],
        reverse=True,
    )
    sentence = (
        f"The theme that sets the subject and the reporters apart most is {row['theme']}: in {percent(sides[0][0])} of"
        f" {sides[0][1]} and {percent(sides[1][0])} of {sides[1][1]}"
    )
    if not sure:
        sentence += f", which chance may explain, {counted(len(pair), 'theme')} having been tried (adjusted p {row['p_adjusted']:.2f})"
    hits = study["theme_hits"]
    within = (hits["theme"] == row["theme"]) | hits["theme"].str.startswith(f"{row['theme']}/")
    told = hits[within & hits["voice"].isin(["subject", "journalist"])]["statement_id"]
    value, low, high = -row["difference"], -row["high"], -row["low"]
    n = int(row["sentences_a"] + row["sentences_b"])
    return Finding(
        "theme_by_voice", f"{sentence}.", value, low, high, n, ESTIMATE if sure else LITTLE,
        tuple(dict.fromkeys(told)), "theme_shares",
    )  # fmt: skip


def others_heard(study: Results) -> Finding | None:
    """Say in how many articles others than the subject are heard, who most, and where they deny what he argues."""
    statements, whole = study["statements"], len(study["articles"])
    if not (study.subject and whole):
        return None
    others = statements[statements["voice"] == "third_party"]
    with_others = others["article_id"].nunique()
    value, low, high = study.share(with_others, whole)
    if others.empty:
        return Finding(
            "others_heard",
            f"No article lets anybody but {study.subject} speak.",
            0.0,
            low,
            high,
            whole,
            COUNT,
            (),
            "voices",
        )
    sentence = f"Somebody other than {study.subject} is heard in {with_others} of {counted(whole, 'article')}, in {counted(len(others), 'statement')}"
    pronouns = {word for language in study.languages for word in lexicon(language).reporting.subjects}
    names = others[(others["speaker"] != "") & ~others["speaker"].str.lower().isin(pronouns)]["speaker"]
    named = names.value_counts().sort_index()
    if len(named) and named.max() >= LEAST_HEARD:
        name = named.sort_values(ascending=False, kind="stable").index[0]
        sentence += f", most of all {name} ({named[name]})"
    denials = study["contradictions"]
    sentence += (
        f"; {counted(len(denials), 'statement')} {'denies' if len(denials) == 1 else 'deny'} in so many words what is argued"
        if len(denials)
        else "; nobody denies in so many words what is argued"
    )
    ids = tuple(dict.fromkeys([*denials["statement_id"], *others["statement_id"]]))
    return Finding("others_heard", f"{sentence}.", value, low, high, whole, COUNT, ids, "voices")


def _ids(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rows["statement_id"].astype(str)))
