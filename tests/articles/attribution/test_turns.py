import pandas as pd
import pytest

from retold.articles.attribution.turns import find_turns, label_names, text_form
from retold.articles.attribution.voices import find_statements
from retold.articles.corpus import read_articles

NO = "No toll will be paid on it."
HOW = "How long will it last?"

# A text, what it is, and who has which turn.
FORMS = [
    (f"LEE: {NO}\nFOX: {HOW}\nLEE: {NO}", "transcript"),
    (f"Q: {HOW}\nA: {NO}\nQ: {HOW}\nA: {NO}", "transcript"),
    (f"MS. LEE: {NO}\nMR. FOX: {HOW}\nMS. LEE: {NO}", "transcript"),
    (f"The President: {NO}\nReporter: {HOW}\nThe President: {NO}", "transcript"),
    (f"**Ann Lee:** {NO}\n**Tom Fox:** {HOW}\n**Ann Lee:** {NO}", "transcript"),
    (f"Ann Lee (mayor): {NO}\nTom Fox (baker): {HOW}\nAnn Lee (mayor): {NO}", "transcript"),
    (f"[00:01:02] Lee: {NO}\n[00:01:09] Fox: {HOW}\n[00:02:11] Lee: {NO}", "transcript"),
    (f"Ann Lee (00:12):\n{NO}\nTom Fox (00:31):\n{HOW}\nAnn Lee (00:44):\n{NO}", "transcript"),
    (f"ANN LEE\n{NO}\nTOM FOX\n{HOW}\nANN LEE\n{NO}\nTOM FOX\n{HOW}", "transcript"),
    (f"Ms. LEE. {NO}\nMr. FOX. {HOW}\nMs. LEE. {NO}\nMr. FOX. {HOW}", "transcript"),
    (f"“LEE: {NO}\n“FOX: {HOW}\n“LEE: {NO}", "transcript"),
    (f"THE MAYOR: {NO} (Applause.)\nIt will stay. [laughter]\nThank you all for it.", "transcript"),
    (f"10:42 Lee: {NO}\n10:50 Rain again.\n11:05 Fox: {HOW}\n11:20 The hall is empty.", "live_blog"),
    *(
        ("\n".join(form.format(n=n, s=s) for n, s in (("Fox", HOW), ("Ann Lee", NO)) * 2), "transcript")
        for form in (
            *(
                "[{n}] {s}",
                "[{n}]: {s}",
                "<{n}> {s}",
                "**{n}** {s}",
                "{n}\t{s}",
                "{n} | {s}",
                "{n} / {s}",
                "{n} – {s}",
                "{n}— {s}",
            ),
            *("{n}： {s}", "1. {n}: {s}", "00:01.000 --> 00:04.000\n<v {n}>{s}</v>"),
        )
    ),
    (f"Q. {HOW}\nA. {NO}\nQ. {HOW}\nA. {NO}", "transcript"),
    (f"Question: {HOW}\nAnswer: {NO}\nQuestion: {HOW}\nAnswer: {NO}", "transcript"),
    # no transcripts
    (f"NORTON – {NO}\n{HOW}\nHOLM – {NO}\n{HOW}", ""),
    ("Lee – 48\nFox – 31\nLee – 12\nFox – 9", ""),
    (f"A. {NO}\nB. {NO}\nC. {NO}", ""),
    (f"[1] {NO}\n[2] {NO}\n[1] {NO}\n[2] {NO}", ""),
    (f"Monday\t{NO}\nTuesday\t{NO}\nWednesday\t{NO}", ""),
    (f"{NO}\nNote: {NO}\n{HOW}", ""),
    (f"{NO}\nPhoto: The old bridge by night.\n{NO}\nPhoto: The new bridge by day.\n{NO}", ""),
    (f"Lee: {NO}\n{NO}\n{NO}\nLee said that it rained.", ""),
    (f"Price: Three euros a day.\nWhen: On Monday at ten.\nWhere: At the old bridge.\n{NO}", ""),
    ("Lee: 48\nFox: 31\nLee: 12\nFox: 9", ""),
    (f"{NO}\n{HOW}", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text[:40] for text, _ in FORMS])
def test_what_kind_of_text_it_is(text, expected):
    assert text_form(text) == expected
    assert bool(find_turns(text)) == bool(expected)


TURNS = [
    (
        "LEE: It will rain.\n\nIt will rain all day.\n\nFOX: Will it?\n\nLEE: [laughs] Yes, (applause) it will.",
        [
            ("LEE", "It will rain."),
            ("LEE", "It will rain all day."),
            ("FOX", "Will it?"),
            ("LEE", "Yes,"),
            ("LEE", "it will."),
        ],
    ),
    # what an editor says, headings, and a title before the turns are nobody's
    (
        "Lee: No toll\nOur man met the mayor.\nLEE: It will rain.\nFOX: Will it?\nThe weather\nLEE: It will."
        "\nThis interview was edited for length.",
        [("LEE", "It will rain."), ("FOX", "Will it?"), ("LEE", "It will.")],
    ),
    (
        "10:42 Lee: It will rain.\n10:50 Rain again.\n11:05 Fox: Will it?\nHe waits.\n11:20 The hall is empty.",
        [("Lee", "It will rain."), ("Fox", "Will it?"), ("Fox", "He waits.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_who_has_which_turn(text, expected):
    assert [(turn.label, text[turn.start : turn.end]) for turn in find_turns(text)] == expected


ASKING = [
    (f"Q: {HOW}\nA: {NO}\nQ: {HOW}\nA: {NO}", {"Q"}),
    (f"FOX: {HOW}\nLEE: {NO}\nFOX: {HOW}\nLEE: {NO}", set()),
    (f"Interviewer: {NO}\nLEE: {NO}\nInterviewer: {NO}\nLEE: {NO}", {"Interviewer"}),
    (f"FOX: {NO}\nLEE: {NO}\nFOX: {HOW}\nLEE: {NO}", set()),
]


@pytest.mark.parametrize(("text", "expected"), ASKING)
def test_who_asks(text, expected):
    assert {turn.label for turn in find_turns(text) if turn.asks} == expected


LABELS = [
    # a head, a label, and whose turn it is
    ("", "LEE", "subject"),
    ("", "MAYOR LEE", "subject"),
    ("", "Mrs. Lee", "subject"),
    ("", "ANN LEE", "subject"),
    ("", "Ann", "subject"),
    ("", "AL", "subject"),
    ("Speakers: Ann Lee, President of the Council; Tom Fox, clerk", "The President", "subject"),
    ("Speakers: Tom Fox, President of the Council; Ann Lee, clerk", "The President", "third_party"),
    ("President: Ann Lee", "MR. PRESIDENT", "subject"),
    ("An interview with Mayor Ann Lee", "A", "subject"),
    ("An interview with Tom Fox", "A", "third_party"),
    ("", "MAX LEE", "third_party"),
    ("", "LEE'S LAWYER", "third_party"),
    ("", "GRAY", "third_party"),
]


@pytest.mark.parametrize(("head", "label", "expected"), LABELS)
def test_whose_turn_it_is(head, label, expected):
    text = f"{head}\n\n{label}: {NO}\n\nQ: {HOW}\n\n{label}: It will stay dry.\n\nQ: Will it?"
    found = find_statements(
        pd.DataFrame({"article_id": ["a"], "text": [text]}), subject="Ann Lee", aliases=["Lee"]
    )
    said = found[found["form"] == "direct"]
    assert list(zip(said["voice"], said["text"], strict=True)) == [
        (expected, NO),
        ("journalist", HOW),
        (expected, "It will stay dry."),
        ("journalist", "Will it?"),
    ]
    assert said["speaker"].tolist()[1::2] == ["Q", "Q"]


def test_what_a_speaker_quotes_is_the_speakers():
    text = "LEE: Fox said: “It will rain all day.” He is wrong.\nFOX: I said that it rained.\nLEE: You did."
    found = find_statements(
        pd.DataFrame({"article_id": ["a"], "text": [text]}), subject="Ann Lee", aliases=["Lee"]
    )
    lee = found[found["voice"] == "subject"]
    assert lee["text"].tolist() == ["Fox said: “It will rain all day.”", "He is wrong.", "You did."]
    assert set(lee["form"]) == {"direct"}


def test_the_form_is_said_with_the_article(tmp_path):
    (tmp_path / "a.txt").write_text(f"LEE: {NO}\nFOX: {HOW}\nLEE: {NO}\nFOX: {HOW}", "utf-8")
    (tmp_path / "b.txt").write_text(f"{NO} It rained in the town, and Lee said that it was cold.", "utf-8")
    assert read_articles(tmp_path)["flags"].tolist() == ["transcript", ""]


@pytest.mark.parametrize(
    ("label", "expected"),
    [("AL", True), ("A.L.", True), ("Ann", True), ("Lee", False), ("A", False), ("", False)],
)
def test_labels_that_are_short(label, expected):
    assert label_names(label, "Ann Lee") == expected
