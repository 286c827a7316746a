"""How labels of turns are written: each form with the name that is read, and where the words begin."""

import pytest

from retold.articles.attribution.turn_lines import is_name, label_key, line_spans, read_lines, recurring
from retold.language.lexicon import lexicon

KNOWN = lexicon("en").turns
SAID = "No toll will be paid on it."


def labels(text):
    return [(line.label, text[line.said : line.end]) for line in read_lines(text, KNOWN)]


# A line that is read as it stands, with its label and what is beside it.
ALONE = [
    (f"LEE: {SAID}", "LEE", ""),
    (f"12. Ann Lee (Holm) (Lab): {SAID}", "Ann Lee", "Holm) (Lab"),
    (f"    7    THE COURT: {SAID}", "THE COURT", ""),
    (f"[2021-05-12 10:42] Ann Lee: {SAID}", "Ann Lee", ""),
    (f"(00:12 – 00:19) Ann Lee: {SAID}", "Ann Lee", ""),
    (f"[13:30](https://a.test/x) Ann Lee: {SAID}", "Ann Lee", ""),
    (f"Ann Lee, mayor: {SAID}", "Ann Lee", "mayor"),
    (f"The Mayor (Ann Lee): {SAID}", "The Mayor", "Ann Lee"),
    (f"Speaker 2: {SAID}", "Speaker 2", ""),
    (f"Secretary of the Navy Ann van Lee: {SAID}", "Secretary of the Navy Ann van Lee", ""),
    (f"Ann Lee: [00:12] {SAID}", "Ann Lee", ""),
    (f"Note: {SAID}", "", ""),
    (SAID, "", ""),
]


@pytest.mark.parametrize(("line", "label", "aside"), ALONE, ids=[row[0][:30] for row in ALONE])
def test_a_label_before_a_colon(line, label, aside):
    (read,) = read_lines(f"{line}\n", KNOWN) or [None]
    assert (read.label, read.aside) == (label, aside) if read else label == ""
    assert not label or line[read.said :] == SAID


# Forms that are read because their names come back, with what else is tried on the same line and is none.
AGAIN = [
    "Lee | {}", "| 00:12 | Lee | {} |", "Lee\t{}", "00:12\tLee\t{}", "Lee [00:12] {}", "[00:12] LEE {}", "Lee> {}", "<Lee> {}", "**Lee** {}",
    "[Lee] {}", "Ms. LEE. {}", "Ms. LEE of Holm. {}", "LEE — {}", "Lee\n{}", "Lee 0:12\n{}", "0:12 Lee\n{}",
]  # fmt: skip


@pytest.mark.parametrize("form", AGAIN)
def test_a_label_without_a_colon_is_read_where_names_come_back(form):
    other = form.replace("LEE", "FOX").replace("Lee", "Fox")
    whole = "\n".join((form.format(SAID), other.format(SAID)) * 2)
    named = [label for label, _ in labels(whole) if label]
    assert named[:2] == named[2:4]
    assert "lee" in named[0].lower()
    assert "fox" in named[1].lower()
    once = "\n".join((form.format(SAID), other.format(SAID)))
    assert not any(label for label, _ in labels(once))


def test_a_letter_is_read_beside_names_where_both_come_back():
    text = f"THE COURT: {SAID}\nQ. {SAID}\nA. {SAID}\nQ. (By Ms. Fox) {SAID}\nA. {SAID}\nTHE COURT: {SAID}"
    assert [label for label, _ in labels(text)] == ["THE COURT", "Q", "A", "Q", "A", "THE COURT"]
    assert read_lines(text, KNOWN)[3].aside == "(By Ms. Fox)"
    assert [label for label, _ in labels(f"LEE: {SAID}\nA lot of rain.\nA bus.\nLEE: {SAID}")] == ["LEE", "", "", "LEE"]  # fmt: skip


def test_names_without_capitals_need_others_beside_them():
    turns = f"ann: {SAID}\nmia: {SAID}\n" * 3
    assert [label for label, _ in labels(turns)] == ["ann", "mia"] * 3
    assert not any(label for label, _ in labels(f"ann: {SAID}\n{SAID}\n" * 3))


def test_captions_change_the_speaker():
    text = f">> LEE: {SAID}\n>> {SAID}\n>> LEE: {SAID}"
    assert [label for label, _ in labels(text)] == ["LEE", ">>", "LEE"]
    assert not any(label for label, _ in labels(f">> {SAID}\n>> {SAID}\n>> {SAID}"))


def test_what_stands_below_names_is_an_office():
    text = f"Tom Fox\nThe Clerk\n{SAID}\nAnn Lee\nThe Mayor\n{SAID}\n" * 2
    assert [label for label, _ in labels(text) if label] == ["Tom Fox", "Ann Lee"] * 2


KEYS = [
    ("Q12", "q"),
    ("A.", "a"),
    ("THE WITNESS", "witness"),
    ("Speaker 1", "speaker 1"),
    ("LEE", "lee"),
    ("P1", "p1"),
]


@pytest.mark.parametrize(("label", "expected"), KEYS)
def test_labels_that_are_the_same(label, expected):
    assert label_key(label, KNOWN) == expected


def test_lines_that_come_back_and_names_alone():
    lines = read_lines(f"Mayor: Ann Lee\nLEE: {SAID}\nFOX: {SAID}\nlee: {SAID}\nLEE: {SAID}", KNOWN)
    assert {line.label for line in recurring(lines, KNOWN)} == {"LEE"}
    assert is_name(f"Mayor: Ann Lee\nLEE: {SAID}", lines[0])
    assert not is_name(f"Mayor: Ann Lee\nLEE: {SAID}", lines[1])


def test_blank_lines_are_none():
    assert line_spans("a\n \n\nb\r\n") == [(0, 1), (5, 6)]
    assert read_lines("It rained.", KNOWN) == []
