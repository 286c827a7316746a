"""Quotations: marks of all styles, speech after dashes, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.language import quotations
from retold.language.quotations import quotation_spans


def quoted(text):
    return [text[start:end] for start, end in quotation_spans(text)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("„Das ist gut“, sagte er", ["„Das ist gut“"]),
        ("«Bon» et «mal»", ["«Bon»", "«mal»"]),
        ("“an opening “nested” mark” ends", ["“an opening “nested”"]),
        ('"never closed', ['"never closed']),
        ("it’s the dogs’ day", []),
        ("« Go », he said. «Stay» he did.", ["« Go »", "«Stay»"]),
        ("«\u202fGo\u00a0», he said.", ["«\u202fGo\u00a0»"]),
        ("»Geh«, sagte er, und »bleib«.", ["»Geh«", "»bleib«"]),
        ("5 » 3 and 2 « 3", []),
        ("No speech – only a range, 3–4.", []),
        ("— Go now, he said.\n– Stay here! Then she left.", ["— Go now,", "– Stay here!"]),
        ("It ended. — Go now, said the old mayor. All left.", ["— Go now,"]),
        ("— Go “now”, and stay there, Ann Lee had replied.", ["— Go “now”, and stay there,"]),
        ("It ended — Go was the word, he said.", []),
        # a list is no speech
        ("— Bread\n— Milk, he said, and tea\n— Rice\n— Salt\n— Oil", []),
        ("", []),
    ],
)
def test_quotation_spans(text, spans):
    assert quoted(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # Each mark alone, and one that opens in one style and closes in another.
        ("„Go.“ She left.", ["„Go.“"]),
        ("„Go.” She left.", ["„Go.”"]),
        ('“Go." She left.', ['“Go."']),
        ("''Go.'' She left.", ["''Go.''"]),
        ("''Go.” She left.", ["''Go.”"]),
        ("‘Go now’, they cried.", ["‘Go now’"]),
        ("‘It’s the council’s’, they cried.", ["‘It’s the council’s’"]),
        ("‘Go’”, they cried.", ["‘Go’"]),
        # An apostrophe is no mark, and a single mark that nothing closes is none either.
        ("The council’s men don’t row.", []),
        ("‘Tis so, they cried. All left.", []),
        ("‘Tis so.\nAll left’ now.", []),
        # Marks within others.
        ("“He said ‘no’ twice.”", ["“He said ‘no’ twice.”"]),
        ("‘He said “no” twice’, and left.", ["‘He said “no” twice’"]),
        ("“He said “no” twice.” So.", ["“He said “no”"]),
        ('He said "the “red” line" again.', ['"the “red”']),
        # A straight mark opens before a word and closes after one.
        ('a "b" c "d" e', ['"b"', '"d"']),
        ('a " b', []),
        ('"a " b', ['"a "']),
        ('"a "b" c', ['"a "b"']),
        ('a "', []),
        ("a ”b", []),
        ("a ’b’ c", []),
        # Never closed: up to the end of the paragraph, or of the text, without the white space there.
        ("“One  \nTwo. “Three ", ["“One", "“Three"]),
        ("“One\r\n“Two”", ["“One", "“Two”"]),
        ("“", []),
        ("“ ", []),
        ("“a", ["“a"]),
        # French marks stand apart from their words, with blanks of three kinds; German books turn them round.
        ("« Va\u00a0», dit-il.", ["« Va\u00a0»"]),
        ("«\u202fVa\u202f»", ["«\u202fVa\u202f»"]),
        ("«Va», dit-il.", ["«Va»"]),
        ("« Va », dit « elle ».", ["« Va »", "« elle »"]),
        ("a « b\nc »", []),
        ("»Geh« und »bleib«", ["»Geh«", "»bleib«"]),
        ("(»Geh«)", ["»Geh«"]),
        ("a»b« c", []),
        ("» b", []),
    ],
)
def test_marks(text, spans):
    assert quoted(text) == spans


def test_the_other_half_of_a_french_mark_is_not_looked_for_without_end(monkeypatch):
    monkeypatch.setattr(quotations, "LONGEST_APART", 6)
    assert quoted("« abc » d") == ["« abc »"]
    assert quoted("« abcd » e") == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("— Go, she said. All left.", ["— Go,"]),
        ("― Go, she asked.", ["― Go,"]),
        ("– Go, said the mayor.", ["– Go,"]),
        ("Rain. — Go, Ann Lee said.", ["— Go,"]),
        ("It rained: — Go, they had said.", ["— Go,"]),
        # Before a small letter, or in the midst of a sentence, a dash is a dash.
        ("— go, she said.", []),
        ("Rain — Go, she said.", []),
        # Without the clause it is speech where enough of the others have one: one of four.
        ("— Go, she said.\n— Stay.\n— Come.\n— Wait!", ["— Go,", "— Stay.", "— Come.", "— Wait!"]),
        ("— Go, she said.\n— Stay.\n— Come.\n— Wait!\n— Rest.", []),
        ("— Go.", []),
        # With marks of its own within, it is one quotation.
        ("— Go “home”, she said.", ["— Go “home”,"]),
        ("— Go, she said. “Stay.”", ["— Go,", "“Stay.”"]),
    ],
)
def test_speech_after_dashes(text, spans):
    assert quoted(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # Straight single marks, with apostrophes and owners inside.
        ("'It will rain,' Lee said. 'It's cold.'", ["'It will rain,'", "'It's cold.'"]),
        (
            "'It is the workers' own wish that we don't sell.'",
            ["'It is the workers' own wish that we don't sell.'"],
        ),
        ("‘It is the workers’ own wish,’ she said.", ["‘It is the workers’ own wish,’"]),
        ("He said 'never' to us.", ["'never'"]),
        ("He said 'no' and 'yes'.", ["'no'", "'yes'"]),
        ("He praised the 'leaders' twice.", ["'leaders'"]),
        ("the workers' union and the bosses' friend", []),
        ("the '90s and 'em all", []),
        ("rock 'n' roll", []),
        ("It's Lee's.", []),
        ("He said 'so and so", []),
        ("He said 'so\nand so'", []),
        ("“He said 'never' to us.”", ["“He said 'never' to us.”"]),
        ("'He said “never” to us.'", ["'He said “never” to us.'"]),
        # Marks of other writing.
        ("„Nie“ und »Nie«", ["„Nie“", "»Nie«"]),
        ("「雨が降る」と言った。", ["「雨が降る」"]),
        ("『雨「大雨」が降る』", ["『雨「大雨」が降る』"]),
        # A question after a dash, before its clause.
        ("— Will it rain? she asked.", ["— Will it rain?"]),
        ("— Will it rain?\n— It will, he said.", ["— Will it rain?", "— It will,"]),
        # Paragraphs without marks between the one that opens and the one that closes.
        ("“It rains.\nIt pours.\nIt floods.” Lee left.", ["“It rains.", "It pours.", "It floods.”"]),
        ("“It rains.\nIt pours.\nIt floods.\nLee left.", ["“It rains."]),
        ("“It rains.\nIt pours.\n“It floods.” Lee left.", ["“It rains.", "“It floods.”"]),
        ("It rains.\nIt floods.” Lee left.", []),
        # Each paragraph opens again, the last one closes.
        ("“It rains.\n“It pours.\n“It floods.” Lee left.", ["“It rains.", "“It pours.", "“It floods.”"]),
    ],
)
def test_single_marks_and_marks_of_other_writing(text, spans):
    assert quoted(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        # Old wire reports: two single marks for a double one, closed in kind or straight.
        ("``It rains,'' Lee said. ``It pours.''", ["``It rains,''", "``It pours.''"]),
        ('``It rains," Lee said.', ['``It rains,"']),
        (",,It rains'', Lee said.", [",,It rains''"]),
        ("`It rains,' Lee said. `It's the workers' turn.'", ["`It rains,'", "`It's the workers' turn.'"]),
        ("run `ls` and `cd`", []),
        ("one,,two", []),
        # A closing mark that is missing, where somebody reports again.
        ("He said, “It rains. It pours. Fox said it was dry.", ["“It rains. It pours."]),
        ("“It rains. It pours. Fox said it was dry.\nAll left.", ["“It rains. It pours."]),
        ("“It rains. I said it would pour.\nAll left.", ["“It rains. I said it would pour."]),
        ("He said “It rains. It pours.\nAll left.", ["“It rains. It pours."]),
        # Where another opens.
        ('He said, "It rains. Fox said, "It is dry."', ['"It rains.', '"It is dry."']),
        ('He said, "It rains "hard" here. It pours."', ['"It rains "hard"']),
        # Within a sentence it is a part of that.
        ("He called it a “disgrace. The town is old and cold.", ["“disgrace."]),
        ("He said, “so it rains. It pours.", ["“so it rains. It pours."]),
        # Straight marks are carried on as curly ones are.
        ('"It rains.\nIt pours.\nIt floods." Lee left.', ['"It rains.', "It pours.", 'It floods."']),
        ('"It rains.\n"It pours.\n"It floods." Lee left.', ['"It rains.', '"It pours.', '"It floods."']),
        ('"It rains. Fox said so.\n\n"It pours."', ['"It rains. Fox said so.', '"It pours."']),
        # Two commas are a mark where something closes them, and a slip elsewhere.
        ("He said ,,so it rains''. It pours.", [",,so it rains''"]),
        ("He came ,,so it rains. It pours.", []),
    ],
)
def test_marks_that_are_missing_and_marks_of_old_systems(text, spans):
    assert quoted(text) == spans


@given(st.text("ab` “”‘’„«»\"'—.,\n\r—Gsaid", max_size=40))
def test_quotations_are_in_order_and_apart_and_within_one_paragraph(text):
    spans = quotation_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert len(set(spans)) == len(spans)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert not set("\r\n") & set(text[start:end])
        carried = any(mark in text[start:] for mark in ("”", '"', "''"))
        assert text[start] in quotations.DOUBLE + "‘'`—" or text.startswith(",,", start) or carried
