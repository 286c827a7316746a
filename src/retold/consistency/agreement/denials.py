"""Who denies an argument of the subject in the article that reports it: in so many words, by an answer, or by its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from retold.language.denial import DENIED, measure_denial
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
from retold.tables import conform, empty_table
from retold.vocabulary import NONE

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
        ``takes up its words``, ``answers it`` or ``says the opposite``.

    Notes
    -----
    Three ways of denying are known. A sentence denies a claim in so many words (see ``DENIAL_VERBS``,
    ``DENIAL_ADJECTIVES``) and takes up words of a statement nearby. It answers the statement of the subject
    just before it with a set phrase that refers back (``ANSWERS``: "that is not so"). Or it says the opposite of a
    statement anywhere in the article, in its words (`retold.language.denial.measure_denial`, as where statements are
    grouped). All are meant to miss rather than to accuse.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "a:2"], "article_id": "a", "start": [0, 40],
    ...     "end": [38, 55], "voice": ["subject", "journalist"], "text": ["No ferry has sunk.", "That is not so."]})
    >>> arguments = pd.DataFrame({"statement_id": ["a:1"], "argument": ["k1"]})
    >>> find_contradictions(statements, arguments)[["statement_id", "argument", "denied"]].values.tolist()
    [['a:2', 'k1', 'a:1']]
    """
    grouped = assign_arguments(statements, arguments)
    ways = (_denials_in_words, _answers, _opposites)
    rows = [row for way in ways for row in way(statements, grouped)]
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
    denials = others[
        np.array([denies_claim(str(text), subject=names) for text in others["text"]], dtype=bool)
    ]
    by_article = _by_article(grouped[grouped["article_id"].isin(denials["article_id"])])
    for denial in denials.to_dict("records"):
        stems = _stems(str(denial["text"])) - names
        for statement in by_article.get(denial["article_id"], ()):
            if _is_near(denial, statement) and len(stems & _stems(str(statement["text"]))) >= SHARED_STEMS:
                yield _denial_row(denial, statement, "takes up its words")


def _by_article(statements: pd.DataFrame) -> dict[Any, list[Row]]:
    """Return the rows of each article, in their order."""
    found: dict[Any, list[Row]] = {}
    for row in statements.to_dict("records"):
        found.setdefault(row["article_id"], []).append(row)
    return found


def _is_near(denial: Row, statement: Row) -> bool:
    """Return whether a denial stands close to another statement of its article."""
    return bool(
        statement["start"] <= denial["end"] + CLOSE_CHARACTERS
        and statement["end"] >= denial["start"] - CLOSE_CHARACTERS
        and statement["statement_id"] != denial["statement_id"]
    )


def _answers(statements: pd.DataFrame, grouped: pd.DataFrame) -> Iterator[Row]:
    """Yield where the sentence after a statement of the subject answers it with a denial."""
    given = dict(zip(grouped["statement_id"], grouped["argument"], strict=True))
    names = _subject_names(statements)
    ordered = statements.sort_values(["article_id", "start", "end"], kind="stable")
    for own in _by_article(ordered).values():
        rows = _whole_sentences(own)
        for at, row in enumerate(rows):
            if row["voice"] in ("subject", "") or not answers_no(str(row["text"]), subject=names):
                continue
            before = _answered(rows, at)
            if before is not None and before["statement_id"] in given:
                yield _denial_row(row, before | {"argument": given[before["statement_id"]]}, "answers it")


def _opposites(statements: pd.DataFrame, grouped: pd.DataFrame) -> Iterator[Row]:
    """Yield where another voice in an article says the opposite of what the subject says there."""
    said = grouped[grouped["voice"] == "subject"]
    others = statements[~statements["voice"].isin(["subject", ""])]
    others = others[others["article_id"].isin(said["article_id"])]
    names = _subject_names(statements)
    by_article = _by_article(said)
    for name, denials in sorted(_by_article(others).items()):
        claims = by_article[name]
        stems = [[_stems(str(row["text"])) - names for row in rows] for rows in (denials, claims)]
        near = {
            at: [n for n, of in enumerate(stems[1]) if len(of & words) >= SHARED_STEMS]
            for at, words in enumerate(stems[0])
        }
        at = [n for n, found in near.items() if found]
        if not at:
            continue
        opposed = measure_denial([str(denials[n]["text"]) for n in at], [str(row["text"]) for row in claims])
        for row, n in zip(opposed, at, strict=True):
            yield from (
                _denial_row(denials[n], claims[m], "says the opposite") for m in near[n] if row[m] >= DENIED
            )


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


def assign_arguments(statements: pd.DataFrame, arguments: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that have an argument, with it."""
    given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
    grouped = statements.drop(columns="argument", errors="ignore")
    grouped = grouped.assign(argument=grouped["statement_id"].map(given))
    return grouped[grouped["argument"].notna() & (grouped["argument"] != NONE)]
