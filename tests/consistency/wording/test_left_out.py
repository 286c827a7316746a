"""Sentences that one report leaves out of the midst of a quotation."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording

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
