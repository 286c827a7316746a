"""What the lessons on themes open with: frequencies, contrasts, places, and how far the counts can be trusted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from retold.study.findings import said
from retold.study.findings.finding import FEW, Results, counted, listed, percents, quoted
from retold.study.findings.lesson import read_lesson, sentences
from retold.study.findings.said import SURE
from retold.ties import settle
from retold.vocabulary import ALL

# From this share of its hits on, a theme is its commonest pattern by another name.
ONE_PATTERN = 0.5
MIDDLE = 0.5


def tell_themes(results: str | Path, *, subject: str = "") -> list[str]:
    """Say how many themes occur, which is the commonest in each voice, and which the subject never touches.

    Parameters
    ----------
    results : path
        The results folder, with the table ``theme_frequencies``.
    subject : str
        Full name of the studied speaker.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_themes", results, subject=subject)
    rows = study["theme_frequencies"]
    rows = _innermost(rows[rows["article_id"] == ALL])
    whose = f"{subject}'s words" if subject else "the subject's words"
    return sentences(
        [
            _occurring(rows[rows["voice"] == ALL]),
            _commonest(rows[rows["voice"] == "subject"], whose),
            _commonest(rows[rows["voice"] == "journalist"], "the reporters' own words"),
            _untouched(rows, whose),
        ]
    )


def _innermost(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of themes that hold no others, of which the outer ones are sums."""
    outer = {name.rpartition("/")[0] for name in rows["theme"]}
    return rows[~rows["theme"].isin(outer)]


def _occurring(rows: pd.DataFrame) -> str:
    there = rows[rows["hits"] > 0]
    return f"{len(there)} of {counted(len(rows), 'theme')} {'occurs' if len(there) == 1 else 'occur'} in the articles." if len(rows) else ""  # fmt: skip


def _commonest(rows: pd.DataFrame, whose: str) -> str:
    if not (rows["hits"] > 0).any():
        return ""
    row = rows.sort_values(["sentences_with", "hits"], ascending=False, kind="stable").iloc[0]
    return (
        f"In {whose} the commonest is {row['theme']}: in {row['sentences_with']} of {counted(row['sentences'], 'sentence')}"
        f" ({percents(row['share'], row['low'], row['high'])})."
    )


def _untouched(rows: pd.DataFrame, whose: str) -> str:
    hits = rows.pivot_table(index="theme", columns="voice", values="hits", aggfunc="sum", fill_value=0)
    if not {ALL, "subject"} <= set(hits.columns):
        return ""
    never = hits.index[(hits[ALL] > 0) & (hits["subject"] == 0)]
    return f"Never in {whose}, though elsewhere in the articles: {listed(never)}." if len(never) else ""


def tell_contrasts(results: str | Path, *, subject: str = "", level: float = 0.95) -> list[str]:
    """Say which theme sets the subject and the reporters apart most, which an article, and which words the voices.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``articles``, ``theme_comparisons``, ``theme_hits``, ``theme_keyness`` and
        ``word_keyness``.
    subject : str
        Full name of the studied speaker.
    level : float
        Coverage of the intervals.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_contrasts", results, subject=subject, level=level)
    return sentences([said.theme_by_voice(study), _key_theme(study), _key_words(study)])


def _key_theme(study: Results) -> str:
    rows = study["theme_keyness"].dropna(subset=["z", "p_adjusted"])
    if rows.empty:
        return ""
    sure = rows[rows["p_adjusted"] < SURE]
    row = rows.iloc[int(settle(rows["z"].abs()).argmax())]
    most = (
        f"{row['theme']}, of which {study.labels[row['article_id']]} has {'more' if row['z'] > 0 else 'less'}"
        f" than the others (z {row['z']:.1f})"
    )
    tried = f"of {counted(len(rows), 'pair')} of an article and a theme"
    if sure.empty:
        return f"No article stands out by a theme beyond what chance may give, {tried}; most of all {most}."
    return f"{len(sure)} {tried} {'stands' if len(sure) == 1 else 'stand'} out beyond chance, most of all {most}."


def _key_words(study: Results) -> str:
    rows = study["word_keyness"]
    rows = rows[(rows["group"] == "subject") & (rows["log_odds"] > 0)]
    if rows.empty:
        return ""
    rows = rows.assign(z=settle(rows["z"])).sort_values(["z", "word"], ascending=[False, True], kind="stable")
    sure = rows[rows["p_adjusted"] < SURE]
    words = listed(quoted(word) for word in (sure if len(sure) else rows)["word"].head(3))
    whose = f"{study.subject}'s words" if study.subject else "the subject's words"
    if sure.empty:
        return f"No single word sets {whose} apart from the other voices beyond chance; nearest to it are {words}."
    return f"{counted(len(sure), 'word')} {'sets' if len(sure) == 1 else 'set'} {whose} apart from the other voices beyond chance, most of all {words}."


def tell_places(results: str | Path) -> list[str]:
    """Say which themes are spread and which are the work of one article, which stand early or late, and which together.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``theme_dispersion``, ``theme_mean_positions`` and ``theme_cooccurrence``.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_places", results)
    return sentences([_spread(study), _settled(study), _together(study)])


def _spread(study: Results) -> str:
    rows = study["theme_dispersion"]
    rows = rows[(rows["hits"] >= FEW) & rows["dp_norm"].notna()]
    if len(rows) < 2:
        return ""
    rows = rows.assign(dp_norm=settle(rows["dp_norm"])).sort_values("dp_norm", kind="stable")
    even, uneven = rows.iloc[0], rows.iloc[-1]
    return (
        f"Of {counted(len(rows), 'theme')} with {FEW} hits or more, {even['theme']} is spread most evenly over the articles"
        f" (DP {even['dp_norm']:.2f}), {uneven['theme']} least (DP {uneven['dp_norm']:.2f}; {uneven['articles_with']} of"
        f" {counted(uneven['articles'], 'article')} {'has' if uneven['articles_with'] == 1 else 'have'} it)."
    )


def _settled(study: Results) -> str:
    rows = study["theme_mean_positions"].dropna(subset=["position", "low", "high"])
    if rows.empty:
        return ""
    early, late = rows[rows["high"] < MIDDLE], rows[rows["low"] > MIDDLE]
    both = len(early) + len(late)
    sentence = f"{both} of {counted(len(rows), 'theme')} {'has' if both == 1 else 'have'} a place in the articles that is settled"
    parts = [
        f"{name} {listed(part['theme'])}" for name, part in (("early", early), ("late", late)) if len(part)
    ]
    return (
        f"{sentence}: {', '.join(parts)}."
        if parts
        else f"{sentence}; intervals of the others reach across the middle."
    )


def _together(study: Results) -> str:
    rows = study["theme_cooccurrence"].dropna(subset=["q"])
    if rows.empty:
        return ""
    sure = rows[(rows["q"] < SURE) & (rows["ratio"] > 1)]
    sentence = f"{len(sure)} of {counted(len(rows), 'pair')} of themes {'stands' if len(sure) == 1 else 'stand'} in one sentence more often than chance would have it"
    if sure.empty:
        return f"{sentence}."
    row = sure.sort_values(["p", "theme_a", "theme_b"], kind="stable").iloc[0]
    return f"{sentence}, most surely {row['theme_a']} with {row['theme_b']}: {row['sentences']} sentences where {row['expected']:.1f} were expected."


def tell_audit(results: str | Path) -> list[str]:
    """Say how many themes hang on one pattern, what the order of themes hangs on, and what readers found.

    Parameters
    ----------
    results : path
        The results folder, with the tables ``theme_patterns``, ``theme_sensitivity``, ``theme_precision`` and
        ``theme_validation``.

    Returns
    -------
    list of str
        Sentences; one that says so where there is nothing to tell.
    """
    study = read_lesson("tell_audit", results)
    return sentences([_patterns(study), _order(study), _checked(study), _coded(study)])


def _patterns(study: Results) -> str:
    rows = study["theme_patterns"]
    largest = rows[rows["hits"] > 0].groupby("theme")["share"].max()
    patterns = rows.groupby("theme").size()
    several = largest[patterns.reindex(largest.index) > 1]
    if several.empty:
        return ""
    one = int((settle(several) >= ONE_PATTERN).sum())
    return f"{one} of {counted(len(several), 'theme')} of several patterns {'owes' if one == 1 else 'owe'} half of {'its' if one == 1 else 'their'} hits or more to one of them."  # fmt: skip


def _order(study: Results) -> str:
    rows = study["theme_sensitivity"]
    rows = rows[(rows["theme"] == ALL) & rows["tau"].notna()]
    if rows.empty:
        return ""
    rows = rows.assign(tau=settle(rows["tau"])).sort_values(["tau", "kind", "variant"], kind="stable")
    row = rows.iloc[0]
    of = f" of {row['variant_theme']}" if row["variant_theme"] else ""
    return (
        f"Of {counted(len(rows), 'variant')} of the codebook, the one that changes the order of themes most"
        f" ({row['kind']}: {row['variant']}{of}) leaves Kendall's tau at {row['tau']:.2f}"
        f" and {counted(int(row['swaps']), 'pair')} of themes in another order."
    )


def _checked(study: Results) -> str:
    rows = study["theme_precision"]
    whole = rows[(rows["theme"] == ALL) & (rows["checked"] > 0)]
    if whole.empty:
        return "No hit has been read by hand, so nobody knows how many of them mean what their theme says."
    row = whole.iloc[0]
    return f"Of {counted(row['checked'], 'hit')} read by hand, {row['correct']} mean what their theme says ({percents(row['precision'], row['low'], row['high'])} of all hits)."


def _coded(study: Results) -> str:
    rows = study["theme_validation"]
    whole = rows[(rows["theme"] == ALL) & rows["f1"].notna()]
    if whole.empty:
        return "No sentence has been coded by hand, so what the codebook misses is not known."
    row = whole.iloc[0]
    return (
        f"Held against sentences coded by hand, precision is {row['precision']:.2f}, recall {row['recall']:.2f} and"
        f" F1 {row['f1']:.2f} (interval {row['low']:.2f} to {row['high']:.2f})."
    )
