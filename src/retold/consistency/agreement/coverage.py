"""Which article reports which argument, and how much silence its length alone would explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from retold.consistency.agreement.comparable import number_occasions, read_occasions
from retold.errors import TableError
from retold.language.english.denials import (
    ANSWERS,
    ARTICLES,
    CLAIMS,
    DENIAL_ADJECTIVES,
    DENIAL_VERBS,
    IS,
    NOT,
    SUBJECT_PRONOUNS,
    THAT,
)
from retold.language.words import is_content, split_words, stem_word
from retold.tables import conform, empty_table, natural_key, require
from retold.vocabulary import NOT_COMPARABLE, VOICES

Row = dict[Any, Any]


# A denial must stand within about three sentences of what it denies.
CLOSE_CHARACTERS = 600

# ... and take up its words: a name and a topic alone are shared by most sentences of an article.
SHARED_STEMS = 3

# An answer follows what it denies; between them stands at most a reporting clause or two ("the mayor told us").
MOST_CLAUSES = 2
CLAUSE_CHARACTERS = 80

# How far, in words, the object of a denial may stand from it.
DENIAL_REACH = 6


def cover_arguments(
    statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Tell for each article and argument whether the article reports it, contradicts it, or is silent.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end, voice, text; speaker and occasion are used where present.
    arguments : DataFrame
        Columns statement_id, argument; ``none`` is no argument.
    articles : DataFrame
        Columns article_id and characters (or text): the articles that could have reported; ``occasion`` says
        which of them report the same. Without it all do.

    Returns
    -------
    DataFrame
        The table ``coverage``, a row for each article and argument: ``state``; ``statements``, how many of
        that argument; ``position`` of the first of them in [0, 1] of the article (nan where there is none);
        ``expected``, the probability in [0, 1] that the article has at least one; ``voices``, a tuple of those
        that carry it; ``last``, where the last of its statements ends, in [0, 1]; ``denials``, how many
        sentences contradict it.

    Raises
    ------
    TableError
        If a column is missing, or a statement belongs to an article that is not listed.

    Notes
    -----
    ``expected`` deals all grouped statements to the articles at random, each article keeping its number: with
    m of M statements in the article and K of M in the argument it is the hypergeometric
    1 - C(M - K, m) / C(M, m). It is exact, so nothing is sampled. Silence where it is low says little.

    Only reports of one occasion can be silent on what another one has: where no article of an occasion reports the
    argument, the state is ``not comparable``, and nothing is expected. Statements that an article quotes from
    another occasion than its own are not counted.

    ``contradicted`` asks for a sentence in another voice than the subject's that denies it, as
    `find_contradictions` finds it. The argument is then reported as well: ``statements`` counts that.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "article_id": ["a", "a", "b"],
    ...     "start": [0, 50, 20], "end": [40, 90, 60], "voice": "subject", "text": ["x", "y", "x"]})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1", "a:2", "b:1"], "argument": ["k1", "k2", "k1"]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "characters": [100, 80]})
    >>> cover_arguments(statements, arguments, articles)[["article_id", "argument", "state"]].values.tolist()
    [['a', 'k1', 'reported'], ['a', 'k2', 'reported'], ['b', 'k1', 'reported'], ['b', 'k2', 'silent']]
    """
    grouped = _keep_own(_group(statements, arguments, articles), articles)
    if grouped.empty or articles.empty:
        return empty_table("coverage")
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    names = sorted(grouped["argument"].unique(), key=natural_key)
    counts = grouped.groupby(["article_id", "argument"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=ids, columns=names, fill_value=0)
    by_cell = grouped.groupby(["article_id", "argument"])
    first = by_cell["start"].min().unstack().reindex(index=ids, columns=names)
    lengths = _lengths(articles, ids)[:, None]
    position, last = (
        np.clip(edge.to_numpy(dtype=float) / lengths, 0, 1).ravel()
        for edge in (first, by_cell["end"].max().unstack().reindex(index=ids, columns=names))
    )
    denials = find_contradictions(statements, arguments)
    denied = denials.groupby(["article_id", "argument"]).size().to_dict()
    voices = by_cell["voice"].agg(lambda own: tuple(sorted(set(own), key=_voice_rank))).to_dict()
    cells = [(article, argument) for article in ids for argument in names]
    expected, comparable = _expect_within(counts.to_numpy(), number_occasions(articles, ids))
    state = np.where(
        counts.to_numpy() > 0, "reported", np.where(comparable, "silent", NOT_COMPARABLE)
    ).ravel()
    table = pd.DataFrame(
        {
            "article_id": [article for article, _ in cells],
            "argument": [argument for _, argument in cells],
            "state": [
                "contradicted" if cell in denied else str(s) for cell, s in zip(cells, state, strict=True)
            ],
            "statements": counts.to_numpy().ravel(),
            "position": position,
            "expected": expected.ravel(),
            "voices": [voices.get(cell, ()) for cell in cells],
            "last": last,
            "denials": [int(denied.get(cell, 0)) for cell in cells],
        }
    )
    return conform(table, "coverage")


def _keep_own(grouped: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that were said on the occasion which their article reports."""
    own = read_occasions(articles)
    if "occasion" not in grouped.columns or not any(own.values()):
        return grouped
    told = grouped["occasion"].astype(str)
    # Without a word on any occasion, a table of statements was made without them.
    return grouped[told == grouped["article_id"].astype(str).map(own)] if (told != "").any() else grouped


def _expect_within(counts: np.ndarray, occasion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the chance of each cell within its occasion, and which cells another report of the occasion has."""
    expected, comparable = np.full(counts.shape, np.nan), np.zeros(counts.shape, dtype=bool)
    for number in np.unique(occasion):
        rows = np.flatnonzero(occasion == number)
        reported = np.flatnonzero(counts[rows].sum(axis=0) > 0)
        comparable[np.ix_(rows, reported)] = True
        if len(reported):
            expected[np.ix_(rows, reported)] = _expect(counts[np.ix_(rows, reported)])
    return expected, comparable


def _voice_rank(voice: str) -> tuple[int, str]:
    return (VOICES.index(voice) if voice in VOICES else len(VOICES), voice)


def _group(statements: pd.DataFrame, arguments: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that belong to an argument, with it."""
    for frame, name, columns in (
        (statements, "statements", ["statement_id", "article_id", "start", "end", "voice", "text"]),
        (arguments, "arguments", ["statement_id", "argument"]),
        (articles, "articles", ["article_id"]),
    ):
        require(frame, columns, name, where="cover_arguments")
    grouped = _assign(statements, arguments)
    unknown = sorted(set(grouped["article_id"].astype(str)) - set(articles["article_id"].astype(str)))
    if unknown:
        raise TableError(
            f"statements of the article {unknown[0]!r}, which is not listed",
            where="cover_arguments",
            todo="take statements and articles from one run",
        )
    return grouped


def _assign(statements: pd.DataFrame, arguments: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that have an argument, with it."""
    given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
    grouped = statements.drop(columns="argument", errors="ignore")
    grouped = grouped.assign(argument=grouped["statement_id"].map(given))
    return grouped[grouped["argument"].notna() & (grouped["argument"] != "none")]


def _lengths(articles: pd.DataFrame, ids: list[str]) -> np.ndarray:
    if "text" not in articles.columns:
        require(articles, ["characters"], "articles", where="cover_arguments")
    lengths = articles["text"].str.len() if "text" in articles.columns else articles["characters"]
    known = dict(zip(articles["article_id"].astype(str), lengths, strict=True))
    return np.array([float(known[name]) if known[name] > 0 else np.nan for name in ids])


def _expect(counts: np.ndarray) -> np.ndarray:
    """Return the hypergeometric probability of at least one statement for each article and argument."""
    in_article, in_argument = counts.sum(axis=1)[:, None], counts.sum(axis=0)[None, :]
    return np.asarray(stats.hypergeom.sf(0, counts.sum(), in_argument, in_article), dtype=float)


def find_contradictions(statements: pd.DataFrame, arguments: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences in which an article, or another voice in it, denies an argument of the subject.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end, voice, text; speaker is used where present.
    arguments : DataFrame
        Columns statement_id, argument; ``none`` is no argument.

    Returns
    -------
    DataFrame
        The table ``contradictions``, a row for each denial and argument: statement_id of the denial,
        article_id, argument, ``denied`` (a statement of the argument), voice, speaker, and ``reason``:
        ``takes up its words`` or ``answers it``.

    Notes
    -----
    Two ways of denying are known. A sentence denies a claim in so many words (see ``DENIAL_VERBS``,
    ``DENIAL_ADJECTIVES``) and takes up words of a statement nearby. Or it answers the statement of the subject
    just before it with a set phrase that refers back (``ANSWERS``: "that is not so"). Both are meant to miss
    rather than to accuse.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2"], "article_id": "a", "start": [0, 40],
    ...     "end": [38, 55], "voice": ["subject", "journalist"], "text": ["No ferry has sunk.", "That is not so."]})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1"], "argument": ["k1"]})
    >>> find_contradictions(statements, arguments)[["statement_id", "argument", "denied"]].values.tolist()
    [['a:2', 'k1', 'a:1']]
    """
    grouped = _assign(statements, arguments)
    rows = [*_denials_in_words(statements, grouped), *_answers(statements, grouped)]
    if not rows:
        return empty_table("contradictions")
    table = pd.DataFrame(rows).drop_duplicates(["statement_id", "argument"])
    return conform(table, "contradictions")


def _denial_row(denial: Row, statement: Row, reason: str) -> Row:
    return {
        "statement_id": str(denial["statement_id"]),
        "article_id": str(denial["article_id"]),
        "argument": str(statement["argument"]),
        "denied": str(statement["statement_id"]),
        "voice": str(denial["voice"]),
        "speaker": "" if pd.isna(denial.get("speaker", "")) else str(denial.get("speaker", "")),
        "reason": reason,
    }


def _denials_in_words(statements: pd.DataFrame, grouped: pd.DataFrame) -> Iterator[Row]:
    """Yield where another voice denies a claim in so many words, close to an argument and in its words."""
    others = statements[~statements["voice"].isin(["subject", ""])]
    names = _subject_names(statements)
    denials = others[[denies_claim(str(text), subject=names) for text in others["text"]]]
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
                yield _denial_row(denial, statement, "takes up its words")


def _answers(statements: pd.DataFrame, grouped: pd.DataFrame) -> Iterator[Row]:
    """Yield where the sentence after a statement of the subject answers it with a denial."""
    given = dict(zip(grouped["statement_id"], grouped["argument"], strict=True))
    names = _subject_names(statements)
    ordered = statements.sort_values(["article_id", "start", "end"], kind="stable")
    for _, own in ordered.groupby("article_id", sort=True):
        rows = _whole_sentences(own.to_dict("records"))
        for at, row in enumerate(rows):
            if row["voice"] in ("subject", "") or not answers_no(str(row["text"]), subject=names):
                continue
            before = _answered(rows, at)
            if before is not None and before["statement_id"] in given:
                yield _denial_row(row, before | {"argument": given[before["statement_id"]]}, "answers it")


def _whole_sentences(rows: list[Row]) -> list[Row]:
    """Join neighbouring pieces of a sentence that are not the subject's: "the log shows" and what it shows."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        same = (
            before is not None and row.get("sentence_id") and before.get("sentence_id") == row["sentence_id"]
        )
        if before is not None and same and "subject" not in (row["voice"], before["voice"]):
            joined[-1] = before | {"end": row["end"], "text": f"{before['text']} {row['text']}"}
        else:
            joined.append(row)
    return joined


def _answered(rows: list[Row], at: int) -> Row | None:
    """Return the statement of the subject that stands just before a sentence, reporting clauses apart."""
    for before in reversed(rows[max(0, at - 1 - MOST_CLAUSES) : at]):
        if rows[at]["start"] - before["end"] > CLAUSE_CHARACTERS:
            return None
        if before["voice"] == "subject":
            return before
        if before["voice"] != "journalist" or len(str(before["text"])) > CLAUSE_CHARACTERS:
            return None
    return None


def _subject_names(statements: pd.DataFrame) -> frozenset[str]:
    if "speaker" not in statements.columns:
        return frozenset()
    return _name_forms(statements.loc[statements["voice"] == "subject", "speaker"].dropna().unique())


def _name_forms(speakers: Iterable[object]) -> frozenset[str]:
    # "The Premier" is named by his office, not by the article.
    forms = (token.form for name in speakers for token in split_words(str(name)))
    return frozenset(form for form in forms if is_content(form))


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
        if form in DENIAL_VERBS | DENIAL_ADJECTIVES and NOT not in forms[max(0, i - 3) : i]
    )


def answers_no(text: str, *, subject: frozenset[str] = frozenset()) -> bool:
    """Say whether a sentence denies what was said just before it, with a phrase that refers back.

    Parameters
    ----------
    text : str
        A sentence.
    subject : frozenset of str
        Normalised words of the subject's name: what the subject does is not an answer to the subject.

    Examples
    --------
    >>> answers_no("The harbour log says otherwise."), answers_no("Unless he says otherwise, we sail.")
    (True, False)
    """
    forms = " ".join(token.form for token in split_words(text))
    for found in ANSWERS.finditer(forms):
        before = forms[: found.start()].split()
        if not (subject | SUBJECT_PRONOUNS) & set(before[-DENIAL_REACH:]):
            return True
    return False


def _denies_at(forms: list[str], i: int, subject: frozenset[str]) -> bool:
    if forms[i] in DENIAL_ADJECTIVES:
        before = forms[max(0, i - 2) : i]
        is_predicate = bool(IS & set(before)) and before[-1] not in ARTICLES
        return is_predicate or bool(CLAIMS & set(forms[i + 1 : i + 2]))
    if (subject | SUBJECT_PRONOUNS) & set(forms[max(0, i - DENIAL_REACH) : i]):
        return False
    after = forms[i + 1 : i + 1 + DENIAL_REACH]
    return after[:1] == [THAT] or bool(CLAIMS & set(after))
