"""Sentences that one report leaves out of the midst of a quotation."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording
from retold.consistency.wording.left_out import MOST_LEFT_OUT, find_left_out, goes_on
from retold.consistency.wording.linking import Link
from retold.consistency.wording.utterances import join_utterances

WHOLE = ["“The dam is old and tired.", "We built it with our hands.", "It will hold the winter floods.”"]
SPLICED = ["“The dam is old and tired.", "It will hold the winter floods.”"]


def drift_of(left, right, *, gap=1, form="direct"):
    """Return the types and changes of the pairs of two reports that print these sentences one after the other."""
    rows = []
    for name, texts in (("a", left), ("b", right)):
        start = 0
        for n, text in enumerate(texts, 1):
            rows.append((f"{name}:{n}", name, start, start + len(text), text))
            start += len(text) + gap
    frame = pd.DataFrame(rows, columns=["statement_id", "article_id", "start", "end", "text"])
    found = compare_wording(frame.assign(argument="k", form=form))
    return list(zip(found["drift"], found["changes"], found["verdict"], strict=True))


@pytest.mark.parametrize(
    ("left", "right", "changes"),
    [
        (WHOLE, SPLICED, "[We built it with our hands → ∅]"),
        (SPLICED, WHOLE, "[∅ → We built it with our hands]"),
    ],
)
def test_a_sentence_left_out_between_two_is_a_splice_of_both_and_shown(left, right, changes):
    assert drift_of(left, right) == [(("splice",), changes, "same")] * 2


@pytest.mark.parametrize(
    ("left", "right", "gap", "form"),
    [
        # Nothing is left out between them.
        (WHOLE, WHOLE, 1, "direct"),
        # It is left out at an end.
        (WHOLE, WHOLE[:2], 1, "direct"),
        # The quotation is closed and opened again: the reporter says that something lies between.
        (WHOLE, ["“The dam is old and tired.”", "“It will hold the winter floods.”"], 1, "direct"),
        (["“The dam is old and tired.”", WHOLE[1], "“It will hold the winter floods.”"], SPLICED, 1, "direct"),
        # Words of the reporter's stand between.
        (WHOLE, SPLICED, 40, "direct"),
        # More is left out than a gap.
        ([WHOLE[0], *["We went to the river Aram."] * 4, WHOLE[2]], SPLICED, 1, "direct"),
        # Told in the reporter's words.
        (["that the dam is old and tired", "that it was built by hand", "that it will hold the winter floods"],
         ["that the dam is old and tired", "that it will hold the winter floods"], 1, "indirect"),
    ],
)  # fmt: skip
def test_what_is_no_splice(left, right, gap, form):
    assert "splice" not in {
        name for types, _, _ in drift_of(left, right, gap=gap, form=form) for name in types
    }


def test_statements_without_places_have_no_gaps():
    texts = [*WHOLE, *SPLICED]
    frame = {"statement_id": ["a:1", "a:2", "a:3", "b:1", "b:2"], "article_id": list("aaabb"), "text": texts}
    found = compare_wording(pd.DataFrame(frame | {"argument": "k", "form": "direct"}))
    assert found["drift"].tolist() == [("verbatim",)] * 2


def told(*rows):
    """Return utterances of (article, start, text), all direct."""
    frame = pd.DataFrame(rows, columns=["article_id", "start", "text"])
    frame["statement_id"] = [f"{row[0]}:{n}" for n, row in enumerate(rows, 1)]
    return join_utterances(
        frame.assign(end=frame["start"] + frame["text"].str.len(), argument="k", form="direct")
    )


@pytest.mark.parametrize(
    ("article", "start", "text", "beside"),
    [
        ("a", 11, "It holds.”", True),
        ("a", 12, "It holds.”", True),
        ("a", 13, "It holds.”", False),  # words stand between
        ("b", 11, "It holds.”", False),
        ("a", 11, "“It holds.”", False),  # a new quotation
        ("a", 3, "It holds.”", False),  # they overlap
    ],
)
def test_what_stands_side_by_side(article, start, text, beside):
    assert goes_on(*told(("a", 0, "“The dam is"[:10]), (article, start, text))) is beside


@pytest.mark.parametrize(
    ("between", "found"), [(0, False), (1, True), (MOST_LEFT_OUT, True), (MOST_LEFT_OUT + 1, False)]
)
def test_how_much_may_be_left_out(between, found):
    rows = [("a", 0, "“Old."), ("a", 6, "Firm.”"), ("b", 0, "“Old.")]
    rows += [("b", 6 + 5 * n, "Wet.") for n in range(between)]
    rows += [("b", 6 + 5 * between, "Firm.”")]
    links = [Link(0, 2, 1.0, 1.0, []), Link(1, len(rows) - 1, 1.0, 1.0, [])]
    gap = tuple(range(3, 3 + between))
    assert find_left_out(told(*rows), links) == ({(link.a, link.b): gap for link in links} if found else {})
    assert find_left_out(told(*rows), [link._replace(fragment=True) for link in links]) == {}
