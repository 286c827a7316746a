"""The figure of conflicts: from any tables, with no text outside or over another."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from retold.consistency.conflicts.compare import compare_details
from retold.figures.conflicts import (
    cut_around,
    draw_conflicts,
    list_disagreements,
    read_rows,
    tell_beside,
)
from retold.figures.drawing.style import WIDTHS, style
from retold.tables import SCHEMAS, empty_table, write_table
from tests.consistency.conflicts.cases import CONFLICTS, find

NO_WORDING = empty_table("wording")


def figure_tables(folder, texts, date="2020-05-14"):
    """Write the tables that the figure reads, one sentence an article, and return the results folder."""
    details = find(*texts, date=date)
    names = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame(dict.fromkeys(SCHEMAS["articles"].columns, ""), index=range(len(names)))
    articles = articles.assign(article_id=names, label=[f"The very long evening gazette {n}" for n in names])
    articles[["characters", "tokens", "sentences"]] = 1
    sentences = pd.DataFrame({"sentence_id": names, "article_id": names, "start": 0, "text": texts})
    for name, table in {
        "details": details,
        "conflicts": compare_details(details),
        "wording": empty_table("wording"),
        "articles": articles.assign(edition="original"),
        "sentences": sentences.assign(end=[len(text) for text in texts]),
    }.items():
        write_table(table, name, folder)
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["Nothing was signed."],
        ["The pact was signed in 1987."],
        [text for pair in CONFLICTS for text in pair],
        [
            "The pact was signed in 1987, " + "as all of them knew, " * 40 + "in Holm.",
            "The pact was signed in 1989.",
        ],
        ["The fire killed 14 people, the mayor said.", "The fire killed 19 people, according to the mayor."],
    ],
    ids=["no article", "no detail", "no pair", "many", "long", "no date"],
)
def test_the_figure_is_drawn_from_any_tables_and_gives_the_same_bytes(tmp_path, texts, width):
    results = figure_tables(tmp_path, texts)
    first, second = (
        draw_conflicts(results, formats=["svg", "png"], width=width, folder=tmp_path / name) for name in "ab"
    )
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_the_figure_leaves_it_or_covers_another(width):
    texts = [text for pair in CONFLICTS for text in pair]
    details = find(*texts, date="2020-05-14")
    names = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame(
        {"article_id": names, "label": [f"The very long evening gazette {n}" for n in names]}
    )
    sentences = pd.DataFrame({"article_id": names, "start": 0, "end": [len(t) for t in texts], "text": texts})
    with style(width):
        drawn = draw_conflicts.__wrapped__(
            compare_details(details), details, NO_WORDING, sentences, articles.head(30)
        ).figure
        drawn.canvas.draw()
        boxes = [
            t.get_window_extent() for t in drawn.findobj(Text) if t.get_text().strip() and t.get_visible()
        ]
        right, top = drawn.bbox.width, drawn.bbox.height
    assert len(boxes) > 20
    outside = [box for box in boxes if min(box.x0, box.y0) < -1 or box.x1 > right + 1 or box.y1 > top + 1]
    assert outside == []
    # Two lines may touch by the height of an accent.
    for one, other in combinations(boxes, 2):
        over_x = min(one.x1, other.x1) - max(one.x0, other.x0)
        over_y = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert over_x <= 1 or over_y <= 4


def told_thrice():
    texts = ["The pact was signed in 1987, and the coast gained.", "Both states signed the pact in 1989."]
    details = find(*texts, "Both states signed the pact in 1989, at last.")
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "label": ["A", "B", "C"]})
    sentences = pd.DataFrame({"article_id": ["n0"], "start": [0], "end": [len(texts[0])], "text": [texts[0]]})
    return compare_details(details), details, sentences, articles


def test_a_disagreement_is_one_row_with_all_its_articles():
    conflicts, details, sentences, articles = told_thrice()
    found = list_disagreements(conflicts, details, NO_WORDING, articles)
    assert (len(found), found["group"].nunique()) == (2, 1)
    rows = read_rows(found, details, sentences, articles)
    assert [[side.articles for side in row.sides] for row in rows] == [["A", "B; C"]]
    # Where a sentence is not in the table, the detail stands alone.
    assert [side.words for side in rows[0].sides] == [sentences["text"][0], "1989"]
    # Slots are for who reads tables.
    assert rows[0].reason.startswith("differ: ")
    assert "slot" not in rows[0].reason


@pytest.mark.parametrize(
    ("pair", "odds"), [(("n1:1", "n0:1"), "cannot both hold"), (("n1:1", "n2:1"), "differ")]
)
def test_only_details_of_one_utterance_cannot_both_hold(pair, odds):
    conflicts, details, sentences, articles = told_thrice()
    details = details.assign(statement_id=details["article_id"] + ":1")
    wording = pd.DataFrame([pair], columns=["statement_a", "statement_b"])
    found = list_disagreements(conflicts, details, wording, articles)
    assert set(found["odds"]) == {odds}
    with style():
        drawn = draw_conflicts.__wrapped__(conflicts, details, wording, sentences, articles)
    assert drawn.title.startswith("Reports of one occasion differ in 1 detail")
    assert ("1 of them in words that both report" in drawn.title) == (odds == "cannot both hold")
    assert sorted(drawn.numbers["article_id"]) == ["n0", "n1", "n2"]
    assert set(drawn.numbers["number"]) == {1}


def test_further_values_of_a_disagreement_are_told_below():
    conflicts, details, sentences, articles = told_thrice()
    details.loc[details["article_id"] == "n2", ["value", "text"]] = ["1991", "1991"]
    (row,) = read_rows(
        list_disagreements(conflicts, details, NO_WORDING, articles), details, sentences, articles
    )
    assert row.reason.endswith("also 1991 (C)")


def test_what_is_no_conflict_is_counted_below():
    told = pd.DataFrame({"verdict": ["update", "conflict", "sources differ", "compatible", "update"]})
    assert tell_beside(told) == "not drawn: 2 updates, 1 disagreement of sources"
    assert tell_beside(told[told["verdict"] == "compatible"]) == ""


@given(st.text(alphabet="ab \n", max_size=80), st.integers(0, 80), st.integers(0, 10), st.integers(20, 60))
def test_a_cut_text_holds_its_span_and_keeps_to_its_length(text, start, length, most):
    start = min(start, len(text))
    end = min(start + length, len(text))
    cut = cut_around(text, start, end, most)
    assert " ".join(text[start:end].split()) in cut
    assert len(cut) <= most + len("…  …")
