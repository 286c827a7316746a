"""Concordance lines on a page: aligned, cut, escaped, and what is left out is said."""

import pandas as pd
import pytest

from retold.errors import TableError
from retold.tables import empty_table
from retold.themes.audit.concordance import OUTSIDE, concordance
from retold.themes.audit.concordance_lines import WIDTH, ShownLines, show_concordance
from tests.themes.audit.cases import FERRIES, ferry_hits


def shown(**options):
    return show_concordance(concordance(*ferry_hits(FERRIES), width=40), **options)


def test_lines_stand_one_below_the_other():
    assert repr(shown(width=14, most=3)).splitlines() == [
        "a2             The  ferry  sank.",
        "a2             Old  ferry  men wept, and…",
        "a2  …wept, and the  ferry  firm paid.",
        "(first 3 of 5 lines, in the order of the table)",
    ]


def test_html_is_escaped_aligned_and_the_same_every_time():
    texts = {"a<1>": "<b>Old & grey</b> ferry <script>"}
    lines = concordance(*ferry_hits(texts))
    labels = pd.DataFrame({"article_id": ["a<1>"], "label": ["Post & <Co>"]})
    html = show_concordance(lines, articles=labels)._repr_html_()
    assert "Post &amp; &lt;Co&gt;" in html
    assert "&lt;b&gt;Old &amp; grey&lt;/b&gt;" in html
    assert "<script" not in html
    assert "<b>ferry</b>" in html
    row = html[html.index("<tbody>") :]
    assert [part.split('"')[0] for part in row.split('align="')[1:]] == ["left", "right", "center", "left"]
    assert html == show_concordance(lines, articles=labels)._repr_html_()


def test_notes_are_shown_only_where_there_are_some():
    hits, sentences = ferry_hits(FERRIES)
    assert "note" not in show_concordance(concordance(hits, sentences))._repr_html_()
    html = show_concordance(concordance(hits, sentences.iloc[:1]))._repr_html_()
    assert OUTSIDE in html
    assert OUTSIDE in repr(show_concordance(concordance(hits, sentences.iloc[:1])))


def test_an_article_without_a_label_keeps_its_id_and_columns_are_checked():
    lines = concordance(*ferry_hits(FERRIES))
    labels = pd.DataFrame({"article_id": ["a2", "a10"], "label": ["", "Post"]})
    rows = show_concordance(lines, articles=labels, beside=["article_id", "theme"]).rows
    assert [row[:2] for row in rows[2:4]] == [["a2", "boats"], ["Post", "boats"]]
    with pytest.raises(TableError, match="lacks the column 'speaker'"):
        show_concordance(lines, beside=["speaker"])


def test_nothing_to_show_is_said():
    assert repr(show_concordance(empty_table("concordance"))) == "(no lines)"
    assert "(no lines)" in show_concordance(empty_table("concordance"))._repr_html_()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, ""),
        ({"most": 5}, ""),
        ({"most": None}, ""),
        ({"most": 1}, "(first 1 of 5 lines, in the order of the table)"),
        ({"most": 2, "order": "by voice"}, "(first 2 of 5 lines, by voice)"),
        ({"most": 2, "file": "tables/concordance.csv"}, "tables/concordance.csv"),
    ],
)
def test_it_is_said_how_many_lines_are_left_out(options, said):
    lines = shown(**options)
    assert lines.there == 5
    assert len(lines.rows) == (options.get("most") or 5)
    last = repr(lines).splitlines()[-1]
    assert (said in last) if said else not last.startswith("(")
    html = lines._repr_html_()
    assert html.endswith(f"<p>{last}</p>" if said else "</table>")


def test_no_line_at_all_of_some_is_said_so():
    assert repr(shown(most=0)) == "(no lines)"
    assert shown(most=0)._repr_html_() == "<p>(no lines)</p>"


def line(**cells):
    lines = empty_table("concordance")
    lines.loc[0] = ["t", "a", "subject", "a:1", 6, 10, "left", "word", "right", "w", ""]
    return lines.assign(**cells)


@pytest.mark.parametrize(
    ("beside", "row"),
    [
        ([], ["left", "word", "right", ""]),
        (["article_id"], ["Post", "left", "word", "right", ""]),
        (["theme", "start"], ["t", "6", "left", "word", "right", ""]),
        (["voice", "article_id"], ["subject", "Post", "left", "word", "right", ""]),
    ],
)
def test_columns_beside_the_line(beside, row):
    labels = pd.DataFrame({"article_id": ["a", "subject", "t"], "label": ["Post", "wrong", "wrong"]})
    assert show_concordance(line(), articles=labels, beside=beside).rows == [row]


def test_a_context_is_as_long_as_asked_for_and_sixty_characters_otherwise():
    long = line(left="x" * 100, right="y" * 100)
    (row,) = show_concordance(long).rows
    assert (len(row[1]), len(row[3])) == (WIDTH, WIDTH) == (60, 60)
    (row,) = show_concordance(long, width=9).rows
    assert (row[1], row[3]) == ("…" + "x" * 8, "y" * 8 + "…")


def test_a_table_without_notes_has_none():
    (row,) = show_concordance(line().drop(columns="note")).rows
    assert row[-1] == ""


def test_a_page_of_one_line_to_the_letter():
    assert ShownLines(["theme"], [["t<", "a", "b", "c", "!"]], 1)._repr_html_() == (
        "<table>\n<thead><tr>"
        '<th scope="col" align="left" style="text-align: left">theme</th>'
        '<td align="right" style="text-align: right; white-space: nowrap"></td>'
        '<td align="center" style="text-align: center; white-space: nowrap"></td>'
        '<td align="left" style="text-align: left; white-space: nowrap"></td>'
        '<th scope="col" align="left" style="text-align: left">note</th>'
        "</tr></thead>\n<tbody>\n<tr>"
        '<td align="left" style="text-align: left">t&lt;</td>'
        '<td align="right" style="text-align: right; white-space: nowrap">a</td>'
        '<td align="center" style="text-align: center; white-space: nowrap"><b>b</b></td>'
        '<td align="left" style="text-align: left; white-space: nowrap">c</td>'
        '<td align="left" style="text-align: left">!</td>'
        "</tr>\n</tbody>\n</table>"
    )


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(
        TableError,
        match=r"^the table of concordance lines lacks the column 'speaker'\n  where: show_concordance\n  to do: add ",
    ):
        show_concordance(line(), beside=["theme", "speaker"])
