"""All versions of one utterance side by side."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording, read_utterances
from retold.consistency.wording.versions import (
    ABSENT,
    CHANGED,
    Segment,
    align_wording,
    cut_segments,
    find_words,
    show_wording,
)

VERSIONS = {
    "a": "“We must close the old harbour road before the winter storms.”",
    "b": "“We may close the old harbour road before the winter storms.”",
    "c": "“We must close the old road before the winter storms.”",
    "d": "“We must close the old harbour road …”",
    "e": "that the town had to close the old muddy harbour road before the winter storms",
}


def versions():
    frame = pd.DataFrame(
        {
            "statement_id": [f"{name}:1" for name in VERSIONS],
            "article_id": list(VERSIONS),
            "argument": "k1",
            "text": list(VERSIONS.values()),
        }
    )
    return frame, align_wording(frame, compare_wording(frame))


def test_versions_stand_side_by_side_with_the_changed_words_marked():
    _, rows = versions()
    assert rows["article_id"].tolist() == list(VERSIONS)
    assert rows["utterance"].unique().tolist() == ["u1"]
    assert rows.loc[rows["central"], "article_id"].tolist() == ["a"]
    marked = {
        row.article_id: [w for w, s in zip(row.words, row.changed, strict=True) if s == CHANGED]
        for row in rows.itertuples()
    }
    assert marked == {"a": [], "b": ["We may"], "c": [], "d": [], "e": ["the town had to", "muddy"]}


def test_aligned_rows_hold_all_words_of_each_version_in_order():
    frame, rows = versions()
    for utterance, row in zip(read_utterances(frame), rows.itertuples(), strict=True):
        cells = row.words
        assert len(cells) == len(row.changed)
        assert " ".join(filter(None, cells)).lower().split() == utterance.forms
        assert all(
            (sign == ABSENT) == (cell in ("", "…")) for cell, sign in zip(cells, row.changed, strict=True)
        )


def test_the_view_marks_changes_for_the_eye_and_escapes_html():
    rows = pd.DataFrame(
        {
            "utterance": "u1",
            "argument": ["k1", "k1"],
            "article_id": ["a", "b"],
            "words": [("a < b", "then"), ("a < b", "now")],
            "changed": ["00", "01"],
        }
    )
    names = pd.DataFrame({"article_id": ["a", "b"], "label": ["Post", "Mail"]})
    view = show_wording(rows, articles=names)
    assert repr(view) == "u1: k1\nPost  a < b then\nMail  a < b *now*"
    assert "<mark><b>now</b></mark>" in view._repr_html_()
    assert "a &lt; b" in view._repr_html_()


def test_a_statement_of_two_sentences_does_not_bring_them_together():
    bridge, ferry = "The old bridge carries no heavy trucks", "The new ferry brings mail to our islands"
    both = "that the old bridge carries no heavy trucks and the new ferry brings mail to our islands"
    texts = {"a": [bridge, ferry], "b": [bridge, ferry], "c": [both]}
    rows = [
        {"statement_id": f"{name}:{n}", "article_id": name, "argument": "none", "text": text}
        for name, told in texts.items()
        for n, text in enumerate(told, 1)
    ]
    frame = pd.DataFrame(rows)
    aligned = align_wording(frame, compare_wording(frame))
    groups = [
        {name for ids in own["statement_id"] for name in ids} for _, own in aligned.groupby("utterance")
    ]
    assert groups == [{"a:1", "b:1", "c:1"}, {"a:2", "b:2", "c:1"}]


@pytest.mark.parametrize(
    ("n", "others", "segments"),
    [
        (0, {}, [(0, 0)][:0]),
        (3, {}, [(0, 3)]),
        (3, {1: (3, {0: 0, 1: 1, 2: 2})}, [(0, 3)]),
        (3, {1: (2, {0: 0, 2: 1})}, [(0, 1), (1, 2), (2, 3)]),  # a word left out
        (2, {1: (3, {0: 0, 1: 2})}, [(0, 1), (1, 1), (1, 2)]),  # one put in
        (3, {1: (3, {0: 0, 2: 2})}, [(0, 1), (1, 2), (2, 3)]),  # one in the place of another
        (4, {1: (4, {0: 0, 3: 3})}, [(0, 1), (1, 3), (3, 4)]),  # two in the place of two stay together
        (4, {1: (3, {0: 0, 3: 2}), 2: (3, {0: 0, 2: 1, 3: 2})}, [(0, 1), (1, 3), (3, 4)]),
        (2, {1: (2, {})}, [(0, 2)]),  # nothing in common
    ],
)
def test_where_the_central_version_is_cut(n, others, segments):
    assert cut_segments(n, others) == [Segment(*pair) for pair in segments]


@pytest.mark.parametrize(
    ("segment", "matched", "n", "size", "words"),
    [
        ((0, 2), {0: 0, 1: 1}, 2, 2, (0, 2)),
        ((1, 2), {0: 0, 2: 1}, 3, 2, (1, 1)),  # left out
        ((1, 2), {0: 0, 2: 2}, 3, 3, (1, 2)),  # in the place of another
        ((1, 1), {0: 0, 1: 2}, 2, 3, (1, 2)),  # put in
        ((1, 1), {0: 0, 2: 2}, 3, 3, (1, 1)),  # beside a replaced word nothing is put in
        ((0, 1), {1: 0}, 2, 1, (0, 0)),  # the version begins later
        ((1, 2), {0: 0}, 3, 3, (1, 1)),  # what the ends do not reach
    ],
)
def test_which_words_of_a_version_stand_in_a_segment(segment, matched, n, size, words):
    assert find_words(Segment(*segment), matched, n, size) == words


def test_of_an_article_with_two_versions_the_nearer_is_shown():
    told = "The old bridge carries no heavy trucks in winter"
    texts = {"a:1": told, "b:1": told.replace("heavy ", ""), "b:2": told}
    frame = pd.DataFrame(
        {
            "statement_id": list(texts),
            "article_id": ["a", "b", "b"],
            "argument": "none",
            "text": list(texts.values()),
        }
    )
    rows = align_wording(frame, compare_wording(frame))
    assert rows["statement_id"].tolist() == [("a:1",), ("b:2",)]


def test_whole_utterances_are_shown_first_and_the_rest_is_counted():
    _, rows = versions()
    twice = pd.concat([rows, rows.assign(utterance="u2")])
    assert repr(show_wording(twice, most=7)).count("\n") == 7
    assert "5 of 10 rows" in repr(show_wording(twice, most=7)).replace("the first ", "")
    assert repr(show_wording(twice, most=3)).startswith("u1")
