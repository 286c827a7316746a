"""Which article reports which argument, and how much silence its length alone would explain."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import stats

from retold.consistency.wording import is_content, split_words, stem_word
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key

STATES = ("reported", "contradicted", "silent")

# A denial must stand within about three sentences of what it denies.
CLOSE_CHARACTERS = 600

# ... and take up its words: a name and a topic alone are shared by most sentences of an article.
SHARED_STEMS = 3

# These need a claim as their object: governments also reject proposals and deny visas.
_DENIAL_VERBS = (
    "denied denies deny denying rejected rejects reject rejecting disputed disputes dispute disputing"
    " dismissed dismisses dismissing refuted refutes refuting contradicted contradicts contradicting"
    " debunked debunks"
)
DENIAL_VERBS = frozenset(_DENIAL_VERBS.split())
DENIAL_ADJECTIVES = frozenset(
    ["false", "untrue", "incorrect", "baseless", "unfounded", "groundless", "misleading", "inaccurate"]
)
_CLAIMS = (
    "claim claims allegation allegations accusation accusations assertion assertions statement statements"
    " argument arguments suggestion suggestions narrative"
)
CLAIMS = frozenset(_CLAIMS.split())
# How far, in words, the object of a denial may stand from it.
DENIAL_REACH = 6


def cover_arguments(
    statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Tell for each article and argument whether the article reports it, contradicts it, or is silent.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end, voice, text; speaker is used where present.
    arguments : DataFrame
        Columns statement_id, argument; ``none`` is no argument.
    articles : DataFrame
        Columns article_id and characters (or text): the articles that could have reported.

    Returns
    -------
    DataFrame
        The table ``coverage``, a row for each article and argument: ``state``; ``statements``, how many of
        that argument; ``position`` of the first of them in [0, 1] of the article (nan where there is none);
        ``expected``, the probability in [0, 1] that the article has at least one.

    Raises
    ------
    TableError
        If a column is missing, or a statement belongs to an article that is not listed.

    Notes
    -----
    ``expected`` deals all grouped statements to the articles at random, each article keeping its number: with
    m of M statements in the article and K of M in the argument it is the hypergeometric
    1 - C(M - K, m) / C(M, m). It is exact, so nothing is sampled. Silence where it is low says little.

    ``contradicted`` asks for a sentence in another voice than the subject's that stands close to the
    argument's statements in the same article, takes up their words, and denies a claim in so many words (see
    ``DENIAL_VERBS``, ``DENIAL_ADJECTIVES``). It is meant to miss rather than to accuse. The argument is then
    reported as well: ``statements`` counts that.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"],
    ...     "start": [0, 50, 20], "end": [40, 90, 60], "voice": "subject", "text": ["x", "y", "x"]})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "argument": ["k1", "k2", "k1"]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "characters": [100, 80]})
    >>> cover_arguments(statements, arguments, articles)[["article_id", "argument", "state"]].values.tolist()
    [['a', 'k1', 'reported'], ['a', 'k2', 'reported'], ['b', 'k1', 'reported'], ['b', 'k2', 'silent']]
    """
    grouped = _group(statements, arguments, articles)
    if grouped.empty or articles.empty:
        return empty_table("coverage")
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    names = sorted(grouped["argument"].unique(), key=natural_key)
    counts = grouped.groupby(["article_id", "argument"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=ids, columns=names, fill_value=0)
    first = (
        grouped.groupby(["article_id", "argument"])["start"].min().unstack().reindex(index=ids, columns=names)
    )
    position = first.to_numpy(dtype=float) / _lengths(articles, ids)[:, None]
    denied = _find_contradicted(statements, grouped)
    cells = [(article, argument) for article in ids for argument in names]
    state = np.where(counts.to_numpy().ravel() > 0, "reported", "silent")
    table = pd.DataFrame(
        {
            "article_id": [article for article, _ in cells],
            "argument": [argument for _, argument in cells],
            "state": [
                "contradicted" if cell in denied else str(s) for cell, s in zip(cells, state, strict=True)
            ],
            "statements": counts.to_numpy().ravel(),
            "position": np.clip(position, 0, 1).ravel(),
            "expected": _expect(counts.to_numpy()).ravel(),
        }
    )
    return conform(table, "coverage")


def _group(statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that belong to an argument, with it."""
    for frame, name, columns in (
        (statements, "statements", ["statement_id", "article_id", "start", "end", "voice", "text"]),
        (arguments, "arguments", ["statement_id", "argument"]),
        (articles, "articles", ["article_id"]),
    ):
        missing = [column for column in columns if column not in frame.columns]
        if missing:
            raise TableError(f"the {name} lack the column {missing[0]!r}", where="cover_arguments")
    given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
    grouped = statements.drop(columns="argument", errors="ignore")
    grouped = grouped.assign(argument=grouped["statement_id"].map(given))
    grouped = grouped[grouped["argument"].notna() & (grouped["argument"] != "none")]
    unknown = sorted(set(grouped["article_id"].astype(str)) - set(articles["article_id"].astype(str)))
    if unknown:
        raise TableError(
            f"statements of the article {unknown[0]!r}, which is not listed",
            where="cover_arguments",
            todo="take statements and articles from one run",
        )
    return grouped


def _lengths(articles: pd.DataFrame, ids: list[str]) -> np.ndarray:
    if "characters" not in articles.columns and "text" not in articles.columns:
        raise TableError("the articles lack the column 'characters'", where="cover_arguments")
    lengths = articles["text"].str.len() if "text" in articles.columns else articles["characters"]
    known = dict(zip(articles["article_id"].astype(str), lengths, strict=True))
    return np.array([float(known[name]) if known[name] > 0 else np.nan for name in ids])


def _expect(counts: np.ndarray) -> np.ndarray:
    """Return the hypergeometric probability of at least one statement for each article and argument."""
    in_article, in_argument = counts.sum(axis=1)[:, None], counts.sum(axis=0)[None, :]
    return np.asarray(stats.hypergeom.sf(0, counts.sum(), in_argument, in_article), dtype=float)


def _find_contradicted(statements: pd.DataFrame, grouped: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the (article, argument) cells in which another voice denies the argument."""
    others = statements[~statements["voice"].isin(["subject", ""])]
    subjects = statements[statements["voice"] == "subject"]
    names = (
        _name_forms(subjects["speaker"].dropna().unique()) if "speaker" in statements.columns else frozenset()
    )
    denials = others[[denies_claim(str(text), subject=names) for text in others["text"]]]
    found = set()
    for denial in denials.to_dict("records"):
        stems = _stems(str(denial["text"])) - names
        near = grouped[
            (grouped["article_id"] == denial["article_id"])
            & (grouped["start"] <= denial["end"] + CLOSE_CHARACTERS)
            & (grouped["end"] >= denial["start"] - CLOSE_CHARACTERS)
            & (grouped["statement_id"] != denial["statement_id"])
        ]
        for statement in near.to_dict("records"):
            if len(stems & _stems(str(statement["text"]))) >= SHARED_STEMS:
                found.add((str(statement["article_id"]), str(statement["argument"])))
    return found


def _name_forms(speakers: Iterable[object]) -> frozenset[str]:
    return frozenset(token.form for name in speakers for token in split_words(str(name)))


def _stems(text: str) -> set[str]:
    return {stem_word(token.form) for token in split_words(text) if is_content(token.form)}


def denies_claim(text: str, *, subject: frozenset[str] = frozenset()) -> bool:
    """Say whether a sentence denies a claim in so many words.

    Parameters
    ----------
    text : str
        A sentence.
    subject : frozenset of str
        Normalised words of the subject's name: what the subject denies is not a denial of the subject.

    Examples
    --------
    >>> denies_claim("The ministry rejected the claim as an invention.")
    True
    >>> denies_claim("The ministry rejected the proposals.")
    False
    >>> denies_claim("Experts say that this is not false.")
    False
    """
    forms = [token.form for token in split_words(text)]
    return any(
        _denies_at(forms, i, subject)
        for i, form in enumerate(forms)
        if form in DENIAL_VERBS | DENIAL_ADJECTIVES and "not" not in forms[max(0, i - 3) : i]
    )


def _denies_at(forms: list[str], i: int, subject: frozenset[str]) -> bool:
    if forms[i] in DENIAL_ADJECTIVES:
        before = forms[max(0, i - 2) : i]
        # "Is plainly false" denies, "is a false alarm" does not.
        is_predicate = bool({"is", "are", "was", "were", "as"} & set(before)) and before[-1] not in (
            "a",
            "an",
            "the",
        )
        return is_predicate or bool(CLAIMS & set(forms[i + 1 : i + 2]))
    if (subject | {"he", "she"}) & set(forms[max(0, i - DENIAL_REACH) : i]):
        return False
    after = forms[i + 1 : i + 1 + DENIAL_REACH]
    return after[:1] == ["that"] or bool(CLAIMS & set(after))
