import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.articles.clutter import (
    OUTLET_SAMPLE,
    RECURRING_ARTICLES,
    clutter_spans,
    count_lines,
    find_clutter,
)
from retold.articles.corpus import read_articles
from tests.conftest import NATO

CLUTTER = [
    ("A title\nIt rained.\nLeave a Reply\nYour email address will not be published.", ["form", "form"]),
    ("A title\nTOWN, (Agency) - It rained.", ["dateline"]),
    ("Rain fell on us\nRain fell on usIt rained all day.", ["headline_glued"]),
    ("Rain fell on us\nIt rained.\nRain fell on us", ["headline_repeated"]),
    ("Rain fell on us\nRain fell on us all day.", []),
    (
        "- Some Agency, 1920\nA title\n© Agency / Ann Lee\nLee - Some Agency, 1920, 01.02.2022",
        ["credit", "credit", "credit"],
    ),
    ("A title of words\nIt rained all day in the town.\nЗаголовок материала", ["foreign"]),
    ("A title\nRelated News\nBack to top button\nlog in or register", ["related", "navigation", "login"]),
    ("A title\n“Leave a reply,” she said.\nShe asked them to leave a reply.", []),
    ("A title\nThe log in the river moved. Register offices closed.", []),
    ("", []),
    (" \n\ufeff\n\u200b", []),
]
MORE = [
    # the copy of a headline that differs in marks and spaces alone is a copy
    ("Lee’s rain\nIt rained.\nLee's  rain", ["headline_repeated"]),
    # the headline is the first line that is not clutter
    ("© Agency\nRain fell on us\nRain fell on usIt rained.", ["credit", "headline_glued"]),
    # a headline with a quotation is never masked again: it may be somebody's words
    ("Lee: “It rained”\nIt rained.\nLee: “It rained”", []),
    ("Title\nPublished: 3 May 2021, 10:45 GMT\nIt rained.", ["timestamp"]),
    ("Title\n03.05.2021 10:45\nIt rained.\n2 hours ago", ["timestamp", "timestamp"]),
    ("Title\nUpdated on Monday, May 3, 2021\nIt rained.\n3 min read", ["timestamp", "timestamp"]),
    ("Title\nMay 3, 2021\nIt rained.", ["timestamp"]),
    # in a chronology, a bare day heads its paragraph
    ("Title\n" + "It rained.\n" * 9 + "3 May 2021\nIt stopped.", []),
    ("Title\nIt rained on 3 May 2021 at 10:45.", []),
    ("Title\nIn May 2021\nIt rained.", []),
    ("Title\nFacebook Twitter WhatsApp\nShare on Facebook\nIt rained.", ["share", "share"]),
    ("Title\nThey share this article of faith.", []),
    ("Title\nBy Ann Lee and Bo Fox\nIt rained.", ["credit"]),
    ("Title\nBy Monday it rained.", []),
    ("Title\nIt rained.\n(Reporting by Ann Lee; Editing by Bo Fox)", ["credit"]),
    ("Title\nIt rained.\nRelated news\nFlood in the valley\nBridge closed for weeks", ["related"] * 3),
    ("Title\nRead also\nFlood in the valley\nBridge closed\nIt rained all day in the town.", ["related"] * 2),
    ("Title\nIt rained.\nRelated news\n“We wait,” says Lee", ["related"]),
    ("Title\nMOSCOW, May 3 (Agency) — It rained.", ["dateline"]),
    ("Title\nTOWN, May 3. /AGENCY/. It rained.", ["dateline"]),
    ("Title\nTOWN — It rained.", ["dateline"]),
    # a party, an age, a term in brackets is no agency
    ("Title\nSenator Ann Lee (Centre) said it rained.", []),
    ("Title\nThe Bridge Treaty (BT) is old.", []),
    (
        "The mayor of the town\nIt was the rain that did it, and the river is not to blame.\n"
        "Der Regen ist nicht vorbei, und das Tal ist voll.",
        ["foreign"],
    ),
    (
        "The mayor of the town\nIt was the rain that did it, and the river is not to blame.\n"
        "“Der Regen ist nicht vorbei, und das Tal ist voll.”",
        [],
    ),
    ("Дождь в долине\nДождь не кончился, и это был худший год.\nRain fell in the town", ["foreign"]),
    ("Title\nHome > World > Asia\nIt rained.\nNews | Sport | Weather", ["navigation"] * 2),
    ("Title\nIt rained > it poured > it stopped.\nThe choice: bread | milk", []),
    ("Title\n« Older post | Newer post »\nIt rained.\n« Next year », she wrote.", ["navigation"]),
    ("Title\nThis site uses cookies.\nIt rained.\nWe value your privacy", ["cookies"] * 2),
    ("Title\nThe bakers sell cookies, and settings for tables.", ["cookies"]),
    ("Title\nThey sold cookies at the fair.", []),
    ("Title\nYou have 3 free articles left.\nBecome a member today.\nIt rained.", ["subscription"] * 2),
    ("Title\nShe may become a member of the council.", []),
    ("Title\nIt rained.\nSee also: The flood of last year", ["related"]),
    ("Title\nIn the town they see it so: the rain is late.", []),
    ("Title\nBy our rain correspondent and Agency\nHOLM, 3 May – It rained.", ["credit", "dateline"]),
    # a correction is about the article, even where it quotes; news of corrections is not
    (
        "Title\nIt rained.\nCorrection: An earlier version of this article named the wrong river.",
        ["correction"],
    ),
    ("Title\nCORRECTION, May 6: Lee said “it snowed”, not “it rained”.\nIt snowed.", ["correction"]),
    ("Title\nIt rained.\nCorrections & Clarifications: The river is the Orl.", ["correction"]),
    (
        "Title\nIt rained.\nCorrection\nA previous version of this story misspelled the Orl.",
        ["correction"] * 2,
    ),
    ("Title\nIt rained.\n(This version corrects the name of the river.)", ["correction"]),
    ("Title\nIt rained.\nEditor’s note: This report was amended on 6 May to name the river.", ["correction"]),
    ("Title\nIt rained.\n*The original version of this post said Lee was a baker.", ["correction"]),
    ("Title\nIt rained.\nThis story has been updated with a response.", ["correction"]),
    ("Title\nCorrection officers went on strike.\nThe story was told before. This story is old.", []),
    ("Title\nAn earlier version of the bill was rejected.\nThe report was published on Monday.", []),
    ("Title\nMarkets call it a correction: shares fell.\nThe editor’s note: pay first.", []),
    ("Correction: shares fall\nIt rained.", []),
    # CRLF, no-break spaces and zero-width marks around a line are no part of it
    ("Title\r\nIt rained.\r\n\u00a0Leave a Reply\u200b\r\n", ["form"]),
]


@pytest.mark.parametrize(("text", "reasons"), CLUTTER + MORE)
def test_clutter(text, reasons):
    spans = clutter_spans(text)
    assert [reason for _, _, reason in spans] == reasons
    for start, end, _ in spans:
        assert text[start:end].strip("\u00a0\u200b\ufeff \r\n") == text[start:end]


def corpus(texts, outlet="North"):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "outlet": outlet, "text": texts})


BODY = "{} rained all day in the town of {}, and the river rose over the old bridge.\n"
TOWNS = ["Aby", "Boda", "Coda", "Dala", "Eda"]
FRAME = [f"Rain in {town}\n{BODY.format('It', town)}The North News app is free" for town in TOWNS]


def test_lines_that_recur_over_an_outlet_are_masked():
    masked = find_clutter(corpus(FRAME))
    assert masked["text"].tolist() == ["The North News app is free"] * 5
    assert set(masked["reason"]) == {"recurring"}
    assert find_clutter(corpus(FRAME[: RECURRING_ARTICLES - 1])).empty
    # in fewer than half of the articles it may be a passage that three reports share
    others = [BODY.format(f"Snow {n}: it", n) for n in range(7)]
    assert find_clutter(corpus(FRAME[:3] + others)).empty
    # the same line in one article each of three outlets is no outlet's frame
    assert find_clutter(corpus(FRAME[:3], outlet=["North", "South", "West"])).empty


def test_recurring_quotations_and_versions_of_one_article_are_not_masked():
    quoting = [text.replace("The North News app is free", "“We wait,” Lee said.") for text in FRAME]
    assert find_clutter(corpus(quoting)).empty
    assert find_clutter(corpus([FRAME[0]] * 5)).empty
    versions = [FRAME[0] + f"\nUpdate {n} of the day." for n in range(5)]
    assert find_clutter(corpus(versions)).empty


def test_lines_counted_over_frames_mask_as_the_whole_does():
    whole = corpus(FRAME)
    frames = [whole.iloc[n : n + 1] for n in range(5)]
    lines = count_lines(frames)
    cut = pd.concat([find_clutter(frame, lines=lines) for frame in frames], ignore_index=True)
    pd.testing.assert_frame_equal(cut, find_clutter(whole))


def test_counting_keeps_to_its_sample():
    texts = [f"Day {n}\nThe North News app is free" for n in range(OUTLET_SAMPLE * 3)]
    lines = count_lines([corpus(texts)])
    assert lines.articles["North"] == OUTLET_SAMPLE
    assert len(lines.counts["North"]) == OUTLET_SAMPLE + 1


@pytest.mark.parametrize("edition", ["paraphrase", "original"])
def test_of_the_five_articles_the_coded_clutter_is_masked_and_nothing_else(edition):
    if edition == "original" and not (NATO / "originals").is_dir():
        pytest.skip("the originals are not here")
    coding = pd.read_csv(NATO / "coding" / "clutter.csv", dtype={"article_id": "str"})
    columns = ["article_id", "start", "end", "reason"]
    expected = coding.loc[coding["edition"] == edition, columns].reset_index(drop=True)
    assert len(expected) == 18
    masked = find_clutter(read_articles(NATO, edition=edition, outside=["originals"]))[columns]
    assert masked.values.tolist() == expected.values.tolist()


PIECES = [
    "Title", "\n", "\r\n", "\u2028", " ", "“", "”", '"', "«", "It rained", ". ", "Leave a Reply", "Related news", "ж" * 9, "© Lee",
    "TOWN, (Agency) - ", "12:30", "Share", "\u200b", "\ufeff", "By Ann Lee", "Facebook", "é",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80))
def test_masks_are_in_order_visible_and_never_quote(text):
    last = 0
    for start, end, reason in clutter_spans(text):
        assert last <= start < end <= len(text)
        assert reason
        assert not set(text[start:end]) & set('“”"«»\n\r\u2028')
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end
