"""Concordance: no hit is lost, no context leaves the sentence, and every order is the same for any order of rows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import ParameterError, TableError
from retold.tables import conform, empty_table
from retold.themes.audit.concordance import CROSSES, OUTSIDE, concordance, cut_left, cut_right
from retold.themes.audit.concordance_lines import show_concordance
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

TEXTS = {
    "a2": "The ferry sank. Old ferry men wept, and the ferry firm paid.",
    "a10": "Ferry prices rose; a ferry, they say, sank.",
}


def frames(texts, patterns=("ferry",), **extra):
    """Return hits of one theme, and sentences that end at full stops."""
    articles = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    book = read_codebook({"themes": {"boats": {"patterns": list(patterns)}, **extra}})
    rows = []
    for name, text in texts.items():
        at = 0
        for n, part in enumerate(text.split(". ")):
            end = min(at + len(part) + 1, len(text))
            rows.append((f"{name}:{n + 1}", name, at, end, text[at:end]))
            at += len(part) + 2
    sentences = pd.DataFrame(rows, columns=["sentence_id", "article_id", "start", "end", "text"])
    return find_themes(articles, book), sentences


def parts(lines):
    return lines[["left", "keyword", "right"]].values.tolist()


POSITION = [
    ["The", "ferry", "sank."],
    ["Old", "ferry", "men wept, and the ferry firm paid."],
    ["Old ferry men wept, and the", "ferry", "firm paid."],
    ["", "Ferry", "prices rose; a ferry, they say, sank."],
    ["Ferry prices rose; a", "ferry", ", they say, sank."],
]
# Nearest word first: nothing, "a rose…", "old", "the", "the and…".
ORDERS = [("position", [0, 1, 2, 3, 4]), ("theme", [0, 1, 2, 3, 4]), ("left", [3, 4, 1, 0, 2])]
# "firm", "men", "prices", "sank", "they"
ORDERS.append(("right", [2, 1, 3, 0, 4]))


@pytest.mark.parametrize(("sort", "order"), ORDERS)
def test_orders(sort, order):
    lines = concordance(*frames(TEXTS), sort=sort)
    assert parts(lines) == [POSITION[n] for n in order]


def test_reading_order_counts_numbers_and_themes_come_first_only_if_asked():
    hits, sentences = frames(TEXTS, acts={"patterns": ["sank"]})
    assert concordance(hits, sentences)["article_id"].tolist() == ["a2"] * 4 + ["a10"] * 3
    by_theme = concordance(hits, sentences, sort="theme")
    assert by_theme["theme"].tolist() == ["acts"] * 2 + ["boats"] * 5
    assert by_theme["article_id"].tolist() == ["a2", "a10", "a2", "a2", "a2", "a10", "a10"]


def test_accents_sort_beside_their_letters():
    texts = {"a": "the ferry zinc. the ferry étude. the ferry fog. the ferry eel."}
    lines = concordance(*frames(texts), sort="right")
    assert lines["right"].tolist() == ["eel.", "étude.", "fog.", "zinc."]


CHOICES = [
    ({"theme": "boats"}, 5),
    ({"theme": "boat"}, 0),
    ({"voice": ""}, 5),
    ({"voice": "subject"}, 0),
    ({"article": "a10"}, 2),
    ({"article": "a10", "theme": "none"}, 0),
]


@pytest.mark.parametrize(("options", "count"), CHOICES)
def test_choices(options, count):
    lines = concordance(*frames(TEXTS), **options)
    assert len(lines) == count
    assert list(lines.columns) == list(empty_table("concordance").columns)
    conform(lines, "concordance")


def test_a_theme_takes_those_nested_in_it():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["ferry raft boat"]})
    book = read_codebook(
        {
            "themes": {
                "b": {"patterns": ["boat"], "themes": {"x": {"patterns": ["raft"]}}},
                "bb": {"patterns": ["ferry"]},
            }
        }
    )
    lines = concordance(find_themes(articles, book), empty_table("sentences"), theme="b")
    assert lines["keyword"].tolist() == ["raft", "boat"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sort": "lefts"}, "did you mean 'left'"),
        ({"voice": "subjekt"}, "did you mean 'subject'"),
        ({"article": "a1"}, "no article 'a1'"),
        ({"width": 0}, "at least 1 character"),
    ],
)
def test_options_that_do_not_fit(options, words):
    with pytest.raises(ParameterError, match=words):
        concordance(*frames(TEXTS), **options)


def test_hits_over_a_bound_or_in_no_sentence_are_kept_and_said_so():
    hits, sentences = frames({"a": "Old men. Row on. Sea"}, patterns=["men . row", "sea", "on ."])
    outside = sentences[sentences["text"] != "Sea"]
    lines = concordance(hits, outside)
    assert parts(lines) == [["Old", "men. Row", "on."], ["Row", "on.", ""], ["", "Sea", ""]]
    assert lines["note"].tolist() == [CROSSES, "", OUTSIDE]
    assert lines["sentence_id"].tolist() == ["a:1", "a:2", ""]
    # One that begins in no sentence still shows what follows in the sentence it ends in.
    late = concordance(hits, sentences[sentences["sentence_id"] == "a:2"])
    assert parts(late)[0] == ["", "men. Row", "on."]
    assert late["note"].tolist() == [CROSSES, "", OUTSIDE]
    assert set(concordance(hits, empty_table("sentences"))["note"]) == {OUTSIDE}


def test_a_sentence_of_another_article_gives_no_context():
    hits, sentences = frames(TEXTS)
    lines = concordance(hits, sentences[sentences["article_id"] == "a2"], article="a10")
    assert parts(lines) == [["", "Ferry", ""], ["", "ferry", ""]]


def test_no_hits_no_lines():
    hits, sentences = frames({"a": "Nothing here."})
    assert concordance(hits, sentences).empty
    assert list(concordance(hits, sentences).columns) == list(empty_table("concordance").columns)


CUTS = [
    ("one two three", 13, "one two three"),
    ("one two three", 12, "one two…"),
    ("one two three", 8, "one two…"),
    ("one two three", 7, "one…"),
    ("one two three", 4, "one…"),
    ("one two", 3, "on…"),
    ("thunderstorm", 5, "thun…"),
    ("one", 1, "…"),
    ("", 1, ""),
]


@pytest.mark.parametrize(("text", "width", "cut"), CUTS)
def test_cuts(text, width, cut):
    assert cut_right(text, width) == cut
    assert cut_left(text[::-1], width) == cut[::-1]


WORDS = st.lists(
    st.sampled_from(["ferry", "Ferry", "sea", "été", "x-y", "“so”", "no.", "it's"]), min_size=1, max_size=12
)


def joined(words):
    return {f"a{n}": " ".join(row) for n, row in enumerate(words)}


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_left_keyword_and_right_rebuild_the_sentence(words):
    hits, sentences = frames(joined(words), patterns=["ferry", "ferry ferry", "so"])
    lines = concordance(hits, sentences)
    assert len(lines) == len(hits)
    by_id = sentences.set_index("sentence_id")
    for line in lines.itertuples():
        if line.note == "":
            whole = by_id.loc[line.sentence_id]
            text = whole["text"]
            at, end = line.start - whole["start"], line.end - whole["start"]
            assert text[at:end] == line.keyword
            assert (text[:at].strip(), text[end:].strip()) == (line.left, line.right)
            assert "".join((line.left + line.keyword + line.right).split()) == "".join(text.split())


@given(
    st.lists(WORDS, min_size=1, max_size=3),
    st.randoms(),
    st.sampled_from(["position", "theme", "left", "right"]),
)
def test_the_order_of_rows_does_not_matter(words, random, sort):
    hits, sentences = frames(joined(words), patterns=["ferry", "so"], z={"patterns": ["ferry", "sea ferry"]})
    one = concordance(hits, sentences, sort=sort)
    order, other = list(range(len(hits))), list(range(len(sentences)))
    random.shuffle(order)
    random.shuffle(other)
    pd.testing.assert_frame_equal(one, concordance(hits.iloc[order], sentences.iloc[other], sort=sort))


@given(st.text(max_size=30), st.integers(1, 12))
def test_cut_texts_keep_the_width_and_the_near_words(text, width):
    cut = cut_right(text, width)
    assert len(cut) <= width
    assert cut == text or (cut[-1] == "…" and text.startswith(cut[:-1]))


def shown(**options):
    return show_concordance(concordance(*frames(TEXTS), width=40), **options)


def test_lines_stand_one_below_the_other():
    assert repr(shown(width=14, most=3)).splitlines() == [
        "a2             The  ferry  sank.",
        "a2             Old  ferry  men wept, and…",
        "a2  …wept, and the  ferry  firm paid.",
        "(first 3 of 5 lines, in the order of the table)",
    ]


def test_html_is_escaped_aligned_and_the_same_every_time():
    texts = {"a<1>": "<b>Old & grey</b> ferry <script>"}
    lines = concordance(*frames(texts))
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
    hits, sentences = frames(TEXTS)
    assert "note" not in show_concordance(concordance(hits, sentences))._repr_html_()
    html = show_concordance(concordance(hits, sentences.iloc[:1]))._repr_html_()
    assert OUTSIDE in html
    assert OUTSIDE in repr(show_concordance(concordance(hits, sentences.iloc[:1])))


def test_an_article_without_a_label_keeps_its_id_and_columns_are_checked():
    lines = concordance(*frames(TEXTS))
    labels = pd.DataFrame({"article_id": ["a2", "a10"], "label": ["", "Post"]})
    rows = show_concordance(lines, articles=labels, beside=["article_id", "theme"]).rows
    assert [row[:2] for row in rows[2:4]] == [["a2", "boats"], ["Post", "boats"]]
    with pytest.raises(TableError, match="lacks the column 'speaker'"):
        show_concordance(lines, beside=["speaker"])


def test_nothing_to_show_is_said():
    assert repr(show_concordance(empty_table("concordance"))) == "(no lines)"
    assert "(no lines)" in show_concordance(empty_table("concordance"))._repr_html_()


def test_every_context_is_within_its_width():
    lines = concordance(*frames(TEXTS), width=9)
    assert lines["left"].tolist() == ["The", "Old", "…and the", "", "…rose; a"]
    assert lines["right"].tolist() == ["sank.", "men…", "firm…", "prices…", ", they…"]
