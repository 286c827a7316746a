"""Compare the wording of statements of different articles that report the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from retold.consistency.wording.clause_sense import changed_sense
from retold.consistency.wording.drift import DRIFT_TYPES, Drift, show_changes, show_words, type_drift
from retold.consistency.wording.left_out import Gaps, find_left_out
from retold.consistency.wording.linking import SAME_UTTERANCE, Link, link_utterances
from retold.consistency.wording.translation import judge_drift
from retold.consistency.wording.utterances import Utterance, join_utterances
from retold.tables import conform, empty_table, natural_key, require

CUT, VERBATIM, SPLICE = frozenset({"truncation"}), frozenset({"verbatim"}), frozenset({"splice"})


def compare_wording(
    statements: pd.DataFrame,
    *,
    arguments: pd.DataFrame | None = None,
    threshold: float = SAME_UTTERANCE,
    translated: bool = False,
) -> pd.DataFrame:
    """Find the statements of different articles that report the same words, and type how the wording drifts.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, text, and argument unless ``arguments`` is given. With start and end, the
        parts of a quotation that a cue breaks are compared as one; with voice, only reported speech is compared;
        with form, the step from direct to indirect is read from it and not from quotation marks alone; with cluster,
        only articles of one cluster are compared; with occasion, or said (a day or month), only statements of one.
    arguments : DataFrame, optional
        Columns statement_id, argument.
    threshold : float
        Score, in [0, 1], from which two statements report the same words. Arguments play no part in it.
    translated : bool
        Whether the speaker's language is not the articles'. Synonyms and another tense are then
        ``compatible with translation``; a flipped negation, a modal verb, a number or words put in never are.

    Returns
    -------
    DataFrame
        The table ``wording``, a row for each pair: statement_a, statement_b (the first ones, where a quotation is
        broken), argument (that of a, or of b if a has none), similarity in [0, 1], drift (a tuple of types,
        see ``DRIFT_TYPES``), changes (``[words of a → words of b]``), verdict (see ``VERDICTS``), confidence in [0, 1],
        fragment (whether only a short quotation inside one of them is the same), statements_a, statements_b (tuples of all), article_a, start_a, end_a, article_b, start_b, end_b
        (missing where the statements have no places).

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    Candidates share pairs of content words (an exact sparse join), or, within a cluster of up to 3,000 statements, two words or
    a quoted one that stand nowhere else in either article; they are aligned (Needleman and Wunsch with free ends) and scored. What
    the score leaves in doubt is judged by a regression over quoted cores, lone words, the speaker and the sentence encoder,
    which also finds indirect retellings; their similarity is its likelihood. Statements whose columns occasion or said
    (the day) are known and differ are no pair. No verdict is same where a clause of both versions differs in negation,
    modal verb or number. A short quotation inside a statement is linked by its words, if they are rare and
    both statements are of one argument; its confidence is graded and below that of whole sentences, and its drift is truncation. The word lists are English; in other languages only verbatim, truncation, splice,
    insertion, substitution, number changed and direct turned indirect can be told.

    Examples
    --------
    >>> texts = ["Norland will not sign the river treaty.", "Norland will sign the river treaty."]
    >>> ids = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": ["k1", "k1"]}
    >>> pairs = compare_wording(pd.DataFrame(ids | {"text": texts}))
    >>> pairs.loc[0, ["drift", "changes", "verdict"]].tolist()
    [('negation flipped',), '[not → ∅]', 'changed']
    """
    utterances = read_utterances(statements, arguments=arguments)
    links = link_utterances(utterances, threshold=threshold)
    gaps = find_left_out(utterances, links)
    rows = [_compare(utterances, link, gaps, translated=translated) for link in links]
    return conform(pd.DataFrame(rows), "wording") if rows else empty_table("wording")


def read_utterances(statements: pd.DataFrame, *, arguments: pd.DataFrame | None = None) -> list[Utterance]:
    """Return the utterances of the statements, in reading order; see `compare_wording`.

    Examples
    --------
    >>> frame = {"statement_id": ["b:1", "a:2"], "article_id": ["b", "a"], "argument": "none", "text": ["Yes.", "No."]}
    >>> [found.statement_ids for found in read_utterances(pd.DataFrame(frame))]
    [('a:2',), ('b:1',)]
    """
    frame = statements
    if arguments is not None:
        given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
        frame = frame.assign(argument=frame["statement_id"].map(given))
    require(frame, ("statement_id", "article_id", "argument", "text"), "statements", where="compare_wording")
    ids = frame["statement_id"].tolist()
    frame = frame.assign(argument=frame["argument"].astype(object).where(frame["argument"].notna(), "none"))
    order = sorted(range(len(frame)), key=lambda at: natural_key(str(ids[at])))
    return join_utterances(frame.iloc[order])


def _compare(utterances: Sequence[Utterance], link: Link, gaps: Gaps, *, translated: bool) -> dict[str, Any]:
    a, b = utterances[link.a], utterances[link.b]
    # Of a fragment nothing is compared but its words, which are the same.
    drift = Drift(CUT, (), ()) if link.fragment else type_drift(a, b, link.matches)
    types = drift.types if link.fragment else drift.types | changed_sense(a, b, link.matches)
    left_out = gaps.get((link.a, link.b), ())
    types |= SPLICE if left_out else set()
    if len(types) > 1:
        types -= VERBATIM
    return {
        "statement_a": a.statement_ids[0],
        "statement_b": b.statement_ids[0],
        "argument": a.argument if a.argument != "none" else b.argument,
        "similarity": link.similarity,
        "drift": tuple(name for name in DRIFT_TYPES if name in types),
        "changes": " ".join(
            filter(None, [show_changes(a, b, drift), *_show_left_out(utterances, link, left_out)])
        ),
        "verdict": judge_drift(types, drift.swaps, translated=translated),
        "confidence": link.confidence,
        "fragment": link.fragment,
        "statements_a": a.statement_ids,
        "statements_b": b.statement_ids,
        **_place(a, "a"),
        **_place(b, "b"),
    }


def _show_left_out(utterances: Sequence[Utterance], link: Link, places: Sequence[int]) -> Iterator[str]:
    """Yield the sentences beside a pair that one side leaves out, as the changes are shown."""
    for at in places:
        words = show_words(utterances[at], 0, len(utterances[at].forms))
        ours = utterances[at].article_id == utterances[link.a].article_id
        yield f"[{words} → ∅]" if ours else f"[∅ → {words}]"


def _place(utterance: Utterance, side: str) -> dict[str, object]:
    known = utterance.start >= 0 and utterance.end >= 0
    return {
        f"article_{side}": utterance.article_id,
        f"start_{side}": utterance.start if known else None,
        f"end_{side}": utterance.end if known else None,
    }
