"""Name the groups: the words that set each apart, and the statement at its centre."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.arguments.grouping.claims import claim_text
from retold.language.english.claims import REPORTING
from retold.language.english.enumeration import JOINING_WORD, NEXT_CLAUSE
from retold.language.english.function_words import FUNCTION_WORDS, FUNCTION_WORDS_OF_DETAILS
from retold.language.tokens import count_words
from retold.tables import empty_table
from retold.ties import best_first

# Ten words tell a reader what the group is about.
SHOWN_TERMS = 10

# A name is one clause of at most so many words, and at least so many, or it says nothing.
MOST_WORDS, LEAST_WORDS = 12, 4


def label_arguments(arguments: pd.DataFrame, groups: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Name each argument by the clause nearest to its centre, and describe it by its characteristic terms.

    Parameters
    ----------
    arguments : pandas.DataFrame
        The table ``arguments``.
    groups : pandas.DataFrame
        One row an argument, as `group_arguments` gives it.
    statements : pandas.DataFrame
        Columns ``statement_id`` and ``text``, and ``voice`` and ``start`` if there are.

    Returns
    -------
    pandas.DataFrame
        The table ``argument_labels``; ``terms`` are the ten terms of the highest class-based TF-IDF
        (Grootendorst 2022, equation 1), ``label`` the one that the study gives (``named``), else the exemplar shortened to one
        clause, ``voices`` who makes it with how many statements each.
    """
    if groups.empty:
        return empty_table("argument_labels")
    texts = arguments.merge(statements[["statement_id", "text"]], on="statement_id")
    texts = texts[texts["argument"].isin(groups["argument"])]
    joined = texts.groupby("argument")["text"].apply(lambda column: " ".join(map(claim_text, column)))
    terms = characteristic_terms([joined[name] for name in groups["argument"]], SHOWN_TERMS)
    given = groups["label"].tolist() if "label" in groups else [""] * len(groups)
    exemplars = _exemplars(arguments, groups, statements)
    labelled = groups.assign(
        voices=_voices(arguments, groups, statements),
        label=[own or shorten_claim(text) for own, text in zip(given, exemplars, strict=True)],
        terms=[tuple(words) for words in terms],
        named=[bool(own) for own in given],
        joined=groups["joined"] if "joined" in groups else [()] * len(groups),
    )
    return labelled[list(empty_table("argument_labels").columns)]


def _exemplars(arguments: pd.DataFrame, groups: pd.DataFrame, statements: pd.DataFrame) -> list[str]:
    """Return the text of each group's exemplar: the clause that was grouped, where it is known, else the statement."""
    own = statements.drop_duplicates("statement_id").set_index("statement_id")
    chosen = arguments[arguments["exemplar"].astype(bool)].set_index("argument")
    found = []
    for name, statement in zip(groups["argument"], groups["exemplar"], strict=True):
        text = str(own.at[statement, "text"])
        if name in chosen.index and {"start", "end"} <= set(chosen.columns):
            first = int(own.at[statement, "start"]) if "start" in own else 0
            text = text[int(chosen.at[name, "start"]) - first : int(chosen.at[name, "end"]) - first] or text
        found.append(text)
    return found


def shorten_claim(text: str) -> str:
    """Return the first clause of a claim, without who says it, in at most twelve words, with a capital letter.

    Examples
    --------
    >>> shorten_claim("The mayor said that the bridge is too old, and that the council knew it.")
    'The bridge is too old'
    >>> shorten_claim("one two three four five six seven eight nine ten eleven twelve thirteen")
    'One two three four five six seven eight nine ten eleven twelve…'
    """
    claim = JOINING_WORD.sub("", claim_text(text)) or text.strip()
    for gap in NEXT_CLAUSE.finditer(claim):
        if count_words(claim[: gap.start()]) >= LEAST_WORDS:
            claim = claim[: gap.start()]
            break
    words = claim.split()
    if words:
        words[0] = words[0][:1].upper() + words[0][1:]
    if len(words) > MOST_WORDS:
        return " ".join(words[:MOST_WORDS]).rstrip(",;:–—-") + "…"
    return " ".join(words).rstrip(' .,;:–—-"“”„«»')


def _voices(arguments: pd.DataFrame, groups: pd.DataFrame, statements: pd.DataFrame) -> list[str]:
    if "voice" not in statements:
        return [""] * len(groups)
    voices = arguments.merge(statements[["statement_id", "voice"]], on="statement_id")
    counts = voices.groupby(["argument", "voice"]).size()
    own = [counts.get(name, pd.Series(dtype=int)).sort_index() for name in groups["argument"]]
    return ["; ".join(f"{voice} {n}" for voice, n in row.items()) for row in own]


def characteristic_terms(documents: Sequence[str], n: int) -> list[list[str]]:
    """Return the n terms of each document with the highest class-based TF-IDF.

    Examples
    --------
    >>> characteristic_terms(["rain rain on the town", "tax tax in the town"], 1)
    [['rain'], ['tax']]
    """
    from sklearn.feature_extraction.text import CountVectorizer

    stop = sorted(FUNCTION_WORDS | FUNCTION_WORDS_OF_DETAILS | set(REPORTING.split()))
    vectorizer = CountVectorizer(stop_words=stop, token_pattern=r"(?u)\b[^\W\d][\w’'-]*\w\b")
    try:
        counts: NDArray[np.float64] = vectorizer.fit_transform(documents).toarray().astype(float)
    except ValueError:  # stop words only
        return [[] for _ in documents]
    words = vectorizer.get_feature_names_out()
    lengths = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, lengths, out=np.zeros_like(counts), where=lengths > 0)
    scores = shares * np.log1p(lengths.mean() / counts.sum(axis=0))
    # Of equal scores the first in the alphabet, which is the order of the vocabulary.
    best = best_first(scores, axis=1)[:, :n]
    return [[str(words[at]) for at in row if scores[number, at] > 0] for number, row in enumerate(best)]
