"""The checks of lesson 2: right, wrong and odd answers, and what is said to each."""

import pandas as pd
import pytest

from retold.teaching import voices
from retold.teaching.answers import NotYetError
from retold.teaching.planted import read_coding
from retold.vocabulary import VOICES
from tests.teaching.odd_answers import NO_CHOICES, NO_NAMES, NO_NUMBER, NO_NUMBERS, forms

MINE = {
    7: "journalist",
    11: "subject",
    17: "subject",
    24: "third_party",
    27: "subject",
    32: "journalist",
    33: "third_party",
    35: "third_party",
}
FORMS = {
    3: "direct",
    7: "indirect",
    10: "indirect",
    14: "narration",
    24: "direct",
    26: "indirect",
    29: "indirect",
    30: "narration",
}


def statements_of(article, **changes):
    """Return statements as the key has them, but for the voices of some passages; they stand as `n7`."""
    coded = read_coding("voices")
    own = coded[coded["article_id"] == article].reset_index(drop=True)
    for name, voice in changes.items():
        own.loc[int(name[1:]) - 1, "voice"] = voice
    return own


def test_passages_are_the_article_without_voices():
    passages = voices.list_passages()
    assert passages.columns.tolist() == ["article_id", "start", "end", "text"]
    assert passages.index.tolist() == list(range(1, len(passages) + 1))
    assert set(voices.ASKED) <= set(passages.index)
    assert set(voices.FORMS_ASKED) <= set(voices.list_passages(voices.FORM_ARTICLE).index)


@pytest.mark.parametrize(
    "mine", [MINE, dict(reversed(MINE.items())), pd.Series(MINE), MINE | {33: "Third Party"}]
)
def test_voices_as_in_the_key(mine):
    assert "all 8" in voices.check_voices(mine)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (
            MINE | {27: "third_party"},
            "passage 27 is not third_party .7 of 8.*\n.*It was her answer.*\n.*who said them first",
        ),
        (MINE | {7: "subject", 35: "journalist"}, "passage 7 is not subject .6 of 8"),
        (dict.fromkeys(MINE, "subject"), "passage 7 .*3 of 8"),
        (MINE | {7: None}, "7: no voice is given"),
        (MINE | {7: "Torrek"}, "7: 'Torrek' is no voice"),
        (MINE | {7: ["journalist"]}, "is no voice"),
        ({n: MINE[n] for n in (7, 11)}, "given for 17, 24"),
        *NO_CHOICES,
    ],
)
def test_other_voices_are_told(mine, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_voices(mine)


@pytest.mark.parametrize("given", VOICES)
@pytest.mark.parametrize("passage", MINE)
def test_each_wrong_voice_is_answered_by_a_question_that_does_not_name_the_right_one(passage, given):
    if given == MINE[passage]:
        return
    with pytest.raises(NotYetError) as told:
        voices.check_voices(MINE | {passage: given})
    assert told.value.todo.strip()
    assert MINE[passage] not in told.value.todo


def test_forms_as_in_the_key():
    assert "all 8" in voices.check_forms(FORMS)


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (FORMS | {30: "indirect"}, "passage 30 is not indirect"),
        (FORMS | {10: "direct"}, r"passage 10 is not direct .*\n.*Torrek said \[that Ardovia"),
        (FORMS | {14: "mixed"}, "'mixed' is no form"),
        (FORMS | {14: None}, "14: no form"),
        *NO_CHOICES,
    ],
)
def test_other_forms_are_told(mine, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_forms(mine)


def test_a_passage_has_the_voice_of_most_of_its_characters():
    table = voices.compare_passages(statements_of("p07", n11="journalist"))
    assert table.columns.tolist() == ["text", "package", "key"]
    assert table.index[table["package"] != table["key"]].tolist() == [11]


STATEMENTS = statements_of("p07", n11="journalist", n33="journalist", n8="third_party")


@pytest.mark.parametrize("errors", forms([8, 11, 33]))
def test_errors_are_where_package_and_key_differ(errors):
    assert "3 of 39" in voices.check_errors(errors, STATEMENTS)


@pytest.mark.parametrize("errors", [[], set(), pd.Series([], dtype="int64")])
def test_a_package_without_errors_is_no_trouble(errors):
    assert "0 of 39" in voices.check_errors(errors, statements_of("p07"))


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([8, 11], "not in the list: 1"),
        ([8, 11, 33, 12], "agree on passage 12\n.*both say journalist"),
        *NO_NUMBERS,
    ],
)
def test_other_errors_are_told(errors, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_errors(errors, STATEMENTS)


def test_characters_are_counted_by_both_voices(found):
    table = voices.count_characters(found.statements)
    own = found.statements[found.statements["article_id"] == "p07"]
    coded = read_coding("voices")
    assert table.index.tolist() == table.columns.tolist() == list(VOICES)
    assert table.to_numpy().sum() <= min((own["end"] - own["start"]).sum(), len(voices.read_texts()["p07"]))
    exact = voices.count_characters(coded.assign(statement_id=""))
    sizes = (coded["end"] - coded["start"]).where(coded["article_id"] == "p07").groupby(coded["voice"]).sum()
    assert [exact.loc[voice, voice] for voice in VOICES] == [int(sizes[voice]) for voice in VOICES]
    assert exact.to_numpy().sum() == int(sizes.sum())


CHARACTERS = pd.DataFrame(
    [[300, 150, 50], [0, 60, 40], [100, 0, 900]], index=list(VOICES), columns=list(VOICES)
)


def test_recall_is_of_the_row_and_precision_of_the_column():
    assert "300 of the row's sum 500, precision 300 of the column's sum 400" in voices.check_recall(
        0.6, 0.75, CHARACTERS
    )


@pytest.mark.parametrize(
    ("recall", "precision", "said"),
    [
        (0.75, 0.6, "0.75 is the precision"),
        (0.6, 0.6, "0.6 is the recall"),
        (60, 0.75, "60 is the recall as a percentage"),
        (0.6, 75, "75 is the precision as a percentage"),
        (300, 0.75, "a count of characters"),
        *[(0.6, *odd) for odd in NO_NUMBER],
        *[(odd, 0.75, said) for odd, said in NO_NUMBER],
    ],
)
def test_another_recall_or_precision_is_told(recall, precision, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_recall(recall, precision, CHARACTERS)


# Hits in passages 11 (subject), 24 (third party) and 32 (journalist) of p07, and one of another article.
HITS = pd.DataFrame(
    [("p07", 775, 782, "subject"), ("p07", 1600, 1606, "subject"), ("p07", 2060, 2066, "subject"), ("p01", 0, 6, "subject")],
    columns=["article_id", "start", "end", "voice"],
).assign(theme="water", text="word")  # fmt: skip


@pytest.mark.parametrize("moved", [2, 2.0])
def test_hits_in_a_wrong_voice_are_counted(moved):
    assert voices.compare_hits(HITS)["key"].tolist() == ["subject", "third_party", "journalist"]
    assert "2 of 3" in voices.check_moved(moved, HITS)


@pytest.mark.parametrize(
    ("moved", "said"),
    [(1, "in the right voice"), (2 / 3, "share of hits"), (3, "3 is not"), ([2], "is a list"), *NO_NUMBER],
)
def test_another_number_of_hits_is_told(moved, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_moved(moved, HITS)


def test_names_are_listed_where_they_stand_and_without_their_voice():
    names = voices.list_names()
    assert "voice" not in names
    assert all(f"{row.name}]" in row.context for row in names.itertuples(index=False))


@pytest.mark.parametrize("names", [["war"], {"War"}, ("war", "war")])
def test_names_that_no_journalist_uses(names):
    assert "war" in voices.check_names(names)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "not in the list: 1"),
        (["blockade", "war"], "a journalist does call it blockade\n.*p08"),
        (["siege"], "'siege' is no name"),
        ("war", "should be a list"),
        ([1], "1 is no name"),
        *NO_NAMES,
    ],
)
def test_other_names_are_told(names, said):
    with pytest.raises(NotYetError, match=said):
        voices.check_names(names)
