"""Slots: what a detail is of, read from the words around it."""

from datetime import date

import pytest

from retold.consistency.details.slots import (
    ASPECTS,
    DIMENSIONS,
    RATES,
    SCOPES,
    THINGS,
    Cue,
    Slot,
    describe_slot,
)
from retold.language.calendar import find_dates
from retold.language.clauses import read_sentences


def slot(text, detail, *, kind="number", written="", **options):
    """Return the slot of the detail that is written so in a text."""
    sentences = read_sentences(text)
    start = text.index(detail)
    at = max(n for n, one in enumerate(sentences) if one.start <= start)
    dates = find_dates(text, sentences, date.fromisoformat(written) if written else None)
    return describe_slot(
        text, sentences, at, start, start + len(detail), dates=dates, kind=kind, written=written, **options
    )


def written(cues):
    return [":".join(filter(None, cue)) for cue in cues]


def cues(text, detail, **options):
    return set(written(slot(text, detail, **options).cues))


def test_all_of_a_slot():
    text = "The old mill shut. The river Holm rose, and the council of Hadley sold 14 wooden boats in June. They left. It ended."
    assert slot(text, "14 wooden boats", counted="boats", between=("wooden",)) == Slot(
        head="boats",
        clause=("council", "Hadley", "sold"),
        around=("river", "Holm", "rose"),
        near=("old", "mill", "shut", "left"),
        cues=(Cue("aspect", "sold"), Cue("modifier", "wooden")),
        when="XXXX-06",
    )


def test_words_beside_a_quotation_are_near():
    text = "The mayor of Holm said “the river took 14 boats” there."
    start, end = text.index("“"), text.index("”") + 1
    found = slot(text, "14 boats", counted="boats", quotation=(start, end))
    assert found.clause == ("river", "took")
    assert found.around == ()
    assert found.near == ("mayor", "Holm")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("One mill. Two rivers. Old gates. Wet fields. They sold 14 boats. Bad roads. Far towns.", "wet fields old gates rivers bad roads"),
        ("One mill.\nThey sold 14 boats.\nBad roads.", ""),
        ("They sold 14 boats.", ""),
    ],
)  # fmt: skip
def test_neighbours_are_of_one_paragraph(text, near):
    assert slot(text, "14 boats", counted="boats").near == tuple(near.split())


@pytest.mark.parametrize(
    ("text", "detail", "kind", "head"),
    [
        ("The 1950 treaty holds.", "1950", "date", "treaty"),
        ("Its 1950 peace treaty holds.", "1950", "date", "treaty"),
        ("The 1950 river gate is shut.", "1950", "date", "gate"),
        ("Holm’s 1950 gate is shut.", "1950", "date", "gate"),
        ("The treaty of 1950 holds.", "1950", "date", "treaty"),
        ("The treaty of the 1950s is void.", "1950s", "date", "treaty"),
        ("The accord of old Holm (1950) holds.", "1950", "date", "accord"),
        ("The gate from 1950 holds.", "1950", "date", "gate"),
        ("A letter dated 1950 was read.", "1950", "date", "letter"),
        ("It was signed in 1950.", "1950", "date", ""),
        ("The 1950, it rained.", "1950", "date", ""),
        ("The talks lasted six hours.", "six hours", "duration", "talks"),
        ("They sold boats. It lasted six hours.", "six hours", "duration", ""),
        ("The talks ended, and it rained for six hours.", "six hours", "duration", "talks"),
        ("It rained for six hours, and the talks ended.", "six hours", "duration", ""),
        ("The interview was in Holm.", "Holm", "place", "interview"),
        ("They sold 40 litres of milk.", "40 litres", "number", "milk"),
        ("They sold 40 litres of the milk.", "40 litres", "number", "milk"),
        ("They sold 40 litres there.", "40 litres", "number", ""),
        ("They sold 40 litres of it.", "40 litres", "number", ""),
        ("They sold 40 litres.", "40 litres", "number", ""),
    ],
)
def test_heads(text, detail, kind, head):
    assert slot(text, detail, kind=kind).head == head


@pytest.mark.parametrize(
    ("text", "detail", "kind", "cue"),
    [
        ("They signed it in 1950.", "1950", "date", "aspect:signed"),
        ("They concluded it in 1950.", "1950", "date", "aspect:signed"),
        ("They were negotiating it in 1950.", "1950", "date", "aspect:drafted"),
        ("It entered into force in 1950.", "1950", "date", "aspect:force"),
        ("They signed it, which held in 1950.", "1950", "date", "outer:signed"),
        ("The 14 gates opened in 1950.", "1950", "date", "figure:14"),
        ("The two gates opened in 1950.", "1950", "date", "figure:two"),
        ("The second gate opened in 1950.", "1950", "date", "rank:second"),
        ("The last gate opened in 1950.", "1950", "date", "rank:last"),
        ("It will open in 1950.", "1950", "date", "future"),
        ("It is due in 1950.", "1950", "date", "future"),
        ("The village lost 14 boats.", "14 boats", "number", "scope:village"),
        ("The provinces lost 14 boats.", "14 boats", "number", "scope:province"),
        ("Holm alone lost 14 boats.", "14 boats", "number", "part:alone"),
        ("They lost another 14 boats.", "14 boats", "number", "part:another"),
        ("They lost 14 boats each.", "14 boats", "number", "part:each"),
        ("The third group lost 14 boats.", "14 boats", "number", "part:third"),
        ("It ran 15 minutes longer than that.", "15 minutes", "duration", "part:difference"),
        ("They build 14 boats a year.", "14 boats", "number", "rate:year"),
        ("They build 14 boats per month.", "14 boats", "number", "rate:month"),
        ("They build 14 boats every day.", "14 boats", "number", "rate:day"),
        ("They build 14 boats year after year.", "14 boats", "number", "rate:year"),
        ("They build 14 boats monthly.", "14 boats", "number", "rate:month"),
        ("An annual 14 boats are built.", "14 boats", "number", "rate:year"),
        ("A height of 80 metres was met.", "80 metres", "number", "dimension:height"),
        ("It is 80 metres high.", "80 metres", "number", "dimension:height"),
        ("It is 80 metres wide.", "80 metres", "number", "dimension:width"),
        ("It is 80 metres below that.", "80 metres", "number", "dimension:level"),
        ("It costs 80 crowns.", "80 crowns", "number", "dimension:cost"),
        ("Its price was 80 crowns.", "80 crowns", "number", "dimension:cost"),
        ("He is 80 years old.", "80 years", "duration", "dimension:age"),
        ("Then they lost 14 boats.", "14 boats", "number", "change:then"),
        ("They so far lost 14 boats.", "14 boats", "number", "change:so-far"),
        ("The 14 boats sank.", "14 boats", "number", "timeless"),
        ("The 14 boats sank.", "14 boats", "number", "known"),
        ("Holm’s 14 boats sank.", "14 boats", "number", "timeless"),
        ("Holm has 14 boats.", "14 boats", "number", "timeless"),
        ("Some 14 people live there.", "14 people", "number", "timeless"),
    ],
)
def test_cues(text, detail, kind, cue):
    assert cue in cues(text, detail, kind=kind)


@pytest.mark.parametrize(
    ("text", "detail", "kind", "cue"),
    [
        ("The draft of 1950 was read.", "1950", "date", "aspect:drafted"),
        ("They signed it in 1950.", "1950", "date", "outer:signed"),
        ("The 14 gates opened in 1950.", "14 gates", "number", "figure:14"),
        ("The first group lost 14 boats.", "14 boats", "number", "part:first"),
        ("It ran 15 minutes longer.", "15 minutes", "duration", "part:difference"),
        ("They sold 14 boats in a yearly fair.", "14 boats", "number", "rate:yearly"),
        ("They lost 14 boats.", "14 boats", "number", "timeless"),
        ("They lost a 14 boats.", "14 boats", "number", "timeless"),
        ("They lost far from 14 boats.", "14 boats", "number", "change:so-far"),
        ("An old town held, and 14 boats sank.", "14 boats", "number", "scope:town"),
        ("It will open, and 1950 was wet.", "1950", "date", "future"),
    ],
)
def test_cues_that_do_not_hold(text, detail, kind, cue):
    assert cue not in cues(text, detail, kind=kind)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("They closed 7 gates. The gates are old.", True),
        ("They closed 7 gates. Its gates are old.", True),
        ("They closed 7 gates. Old gates fell.", False),
        ("They closed 7 gates. The gatesmen left.", False),
    ],
)
def test_a_set_that_the_article_speaks_of_again_is_known(text, known):
    assert ("known" in cues(text, "7 gates", counted="gates")) == known
    assert "known" not in cues(text, "7 gates")


@pytest.mark.parametrize(
    ("text", "written", "when"),
    [
        ("They lost 14 boats.", "", ""),
        ("They lost 14 boats.", "1951-07-04", "1951-07-04?"),
        ("They lost 14 boats in 1950.", "1951-07-04", "1950"),
        ("They lost 14 boats on Monday.", "1951-07-04", "1951-07-02"),
        ("They lost 14 boats by Friday.", "1951-07-04", "1951-06-29"),
        ("They lost 14 boats since 1950.", "1951-07-04", "1950"),
        ("They lost 14 boats on 5 March.", "1951-07-04", "1951-03-05"),
        ("They lost 14 boats on 5 March.", "", "XXXX-03-05"),
        ("It rained in 1949, and they lost 14 boats in 1950.", "1951-07-04", "1950"),
        ("It rained in 1949, and they lost 14 boats.", "1951-07-04", "1949"),
        # A day goes on through its paragraph, a year does not.
        ("It rained on 5 March 1950. They lost 14 boats.", "1951-07-04", "1950-03-05~"),
        ("It rained in 1950. They lost 14 boats.", "1951-07-04", "1951-07-04?"),
        ("It rained on 5 March 1950.\nThey lost 14 boats.", "1951-07-04", "1951-07-04?"),
        ("It will rain on 5 March 1952. They lost 14 boats.", "1951-07-04", "1951-07-04?"),
        ("They lost 14 boats under the 1950 treaty.", "1951-07-04", "1951-07-04?"),
        ("They lost 14 boats under the treaty of 1950.", "1951-07-04", "1951-07-04?"),
        ("They lost 14 boats this 1950.", "1951-07-04", "1950"),
    ],
)
def test_when(text, written, when):
    assert slot(text, "14 boats", written=written, counted="boats").when == when


def test_a_date_has_no_day_of_its_own():
    assert slot("They lost 14 boats in 1950.", "1950", kind="date", written="1951-07-04").when == ""


@pytest.mark.parametrize(
    ("table", "word", "under"),
    [
        (THINGS, "pact", "treaty"), (THINGS, "treatys", "treaty"), (THINGS, "statements", "declaration"),
        (THINGS, "invasion", "war"), (ASPECTS, "concluding", "signed"), (ASPECTS, "dead", "killed"),
        (RATES, "annually", "year"), (RATES, "second", "second"), (SCOPES, "isle", None), (DIMENSIONS, "tall", "height"),
        (DIMENSIONS, "worth", "cost"),
    ],
)  # fmt: skip
def test_words_of_one_kind(table, word, under):
    assert table.get(word) == under


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("They lost 14 boats in 1950 and had 9 in 1940.", "1950"),
        ("In 1940 they had 9 and lost 14 boats in 1950.", "1950"),
        ("In 1940 as in 1950 they lost 14 boats.", "1950"),
        ("It rained on 1 May 1950. It fell on 2 May 1950. They lost 14 boats.", "1950-05-02~"),
        ("They lost 14 boats. It rained on 1 May 1950.", "1951-07-04?"),
        ("It rained on 4 July 1951. They lost 14 boats.", "1951-07-04~"),
        ("It rained.\nIt fell on 2 May 1950. They lost 14 boats.\nMore.", "1950-05-02~"),
        ("It fell on 2 May 1950.\nIt rained. They lost 14 boats.\nMore.", "1951-07-04?"),
        ("They lost 14 boats on 31 April 1950.", "1951-07-04?"),
    ],
)
def test_the_nearest_date_is_that_of_a_number(text, when):
    assert slot(text, "14 boats", written="1951-07-04", counted="boats").when == when


def test_the_nearest_act_stands_first():
    text = "The firm sold carts but built the mill where they launched 14 boats."
    found = written(slot(text, "14 boats").cues)
    assert [cue for cue in found if cue.startswith("aspect:")] == ["aspect:begun"]
    near = written(slot("They sold the mill they built with 14 boats.", "14 boats").cues)
    assert [cue for cue in near if cue.startswith("aspect:")] == ["aspect:built", "aspect:sold"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("They lost 14 boats a week.", "rate:week"),
        ("They lost 14 boats this week.", None),
        ("They lost 14 boats on a wet and windy week.", None),
        ("They lost 14 boats and a day.", "rate:day"),
    ],
)
def test_rates(text, cue):
    assert [found for found in written(slot(text, "14 boats").cues) if found.startswith("rate:")] == (
        [cue] if cue else []
    )
