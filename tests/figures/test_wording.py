"""The figure of aligned versions: it holds the words, marks the changed ones, and lets no two touch."""

import pandas as pd
import pytest

from retold.figures.drawing.style import style
from retold.figures.wording import draw_wording, name_speaker, shorten_inside
from retold.tables import conform, empty_table

PLOT = draw_wording.__wrapped__


def tables(words, changed):
    ids = [f"a{i}" for i in range(1, len(words) + 1)]
    rows = pd.DataFrame(
        {
            **{
                "utterance": "u1",
                "argument": "k1",
                "article_id": ids,
                "statement_id": [(f"{name}:1",) for name in ids],
            },
            **{
                "start": 0,
                "end": 9,
                "central": [True, *[False] * (len(ids) - 1)],
                "words": [line.split(" | ") for line in words],
                "changed": changed,
            },
        }
    )
    articles = pd.DataFrame(
        {"article_id": ids, "label": [f"The Évening Post number {i}" for i in range(len(ids))]}
    )
    told = pd.DataFrame({"statement_id": [f"{name}:1" for name in ids], "speaker": "Orla Brand"})
    return conform(rows, "wording_rows"), articles, empty_table("argument_labels"), told


LONG = "They | must | leave the old town before the first snow falls on the northern road and on every roof"


@pytest.mark.parametrize("width", ["single", "double"])
def test_the_words_of_all_versions_are_drawn_without_overlap(width):
    rows, articles, labels, told = tables(
        [LONG, LONG.replace("must", "may"), LONG.replace("must", "")], ["000", "010", "0-0"]
    )
    with style(width):
        drawn = PLOT(rows, articles, labels, told).figure
        drawn.canvas.draw()
        shown = [text for text in drawn.axes[0].texts if text.get_text()]
        boxes = [text.get_window_extent() for text in shown]
    bold = [text.get_text() for text in shown if text.get_fontweight() == "bold"]
    assert bold[1:] == ["may"]
    # A reader is told who spoke and of what, not the number of a row.
    assert bold[0] == "Orla Brand: k1"
    assert "·" in [text.get_text() for text in shown]
    assert max(box.x1 for box in boxes) <= drawn.bbox.x1
    # Words stand on the line of the article they are of.
    names = [
        text.get_position()[1] for text in shown if "number" in text.get_text() or "…" in text.get_text()
    ]
    assert {text.get_position()[1] for text in shown[1:]} == set(names)
    lines = [(box.y0, box.x0, box.x1) for box in boxes]
    for text, box in zip(shown, boxes, strict=True):
        beside = [x0 for y0, x0, _ in lines if abs(y0 - box.y0) < 2 and x0 > box.x0]
        assert not beside or min(beside) > box.x1, text.get_text()


def test_nothing_to_draw_is_said_in_words():
    _, articles, labels, told = tables(["x"], ["0"])
    with style():
        drawn = PLOT(empty_table("wording_rows"), articles, labels, told).figure
    assert "No statement" in " ".join(
        text.get_text() for text in drawn.findobj() if hasattr(text, "get_text")
    )


@pytest.mark.parametrize(
    ("speakers", "name"),
    [
        ([], ""),
        (["he", "she"], ""),
        (["the spokesman", ""], ""),
        (["he", "Brand"], "Brand"),
        (["Brand", "Orla Brand"], "Orla Brand"),
        (["Brand", "Brand", "Orla Brand"], "Brand"),
        (["Ada Brand", "Una Brand"], "Ada Brand"),
    ],
)
def test_the_speaker_is_whom_most_versions_name(speakers, name):
    part = pd.DataFrame({"statement_id": [(f"a{n}:1",) for n in range(len(speakers))]})
    told = pd.DataFrame({"statement_id": [f"a{n}:1" for n in range(len(speakers))], "speaker": speakers})
    assert name_speaker(part, told) == name


def test_the_speaker_stands_above_the_versions():
    rows, articles, labels, told = tables(["They | must | go", "They | may | go"], ["000", "010"])
    with style("double"):
        drawn = PLOT(rows, articles, labels, told)
    assert drawn.figure.axes[0].texts[0].get_text() == "Orla Brand: k1"
    assert drawn.title == "1 of 1 statement that several articles report differ in words"
    assert drawn.numbers["article_id"].tolist() == ["a1", "a2"]


@pytest.mark.parametrize("words", ["a " * 60, "closed " * 9, "an unbroken" + "n" * 60, "short", ""])
def test_a_long_piece_is_cut_between_words(words):
    words = words.strip()
    kept = shorten_inside(words).split(" … ")
    assert words.startswith(kept[0])
    assert words.endswith(kept[-1])
    assert all(set(part.split()) <= set(words.split()) for part in kept)


def test_a_paraphrase_edition_has_no_finding():
    rows, articles, labels, told = tables([LONG, LONG], ["000", "000"])
    drawn = PLOT(rows, articles.assign(edition="paraphrase"), labels, told).figure
    said = " ".join(text.get_text() for text in drawn.axes[0].texts)
    assert "paraphrase edition" in said
