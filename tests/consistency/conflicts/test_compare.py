"""Details against each other: which pairs conflict, which are compatible, and which only look alike."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.conflicts.compare import VERDICTS, compare_details
from retold.errors import TableError
from retold.tables import SCHEMAS, conform
from tests.consistency.conflicts.cases import CONFLICTS, find


def compare(*texts, date="2020-05-14"):
    return conform(compare_details(find(*texts, date=date)), "conflicts")


def verdicts(*texts, date="2020-05-14"):
    """Verdicts on what is no place: that both met in one town is no news."""
    found = compare(*texts, date=date)
    return found.loc[found["kind"] != "place", "verdict"].tolist()


def aligned_verdicts(left, right):
    """Return what is said of two texts that report the same words; what else stands in them is not comparable."""
    wording = pd.DataFrame({"statement_a": ["n0:1"], "statement_b": ["n1:1"], "similarity": [0.9]})
    found = compare_details(find(left, right, date="2020-05-14"), wording)
    return found.loc[found["verdict"] != "not comparable", "verdict"].tolist()


@pytest.mark.parametrize(("left", "right"), CONFLICTS)
def test_conflicts_of_the_same_words(left, right):
    assert "conflict" in aligned_verdicts(left, right)
    assert "conflict" in aligned_verdicts(right, left)


def test_most_conflicts_are_found_by_the_scorer_alone():
    found = [verdicts(left, right) == ["conflict"] for left, right in CONFLICTS]
    assert sum(found) >= 0.8 * len(CONFLICTS), [
        pair for pair, right in zip(CONFLICTS, found, strict=True) if not right
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # the same value, said in two ways
        ("The river treaty of March 1950 binds Norland.", "Norland keeps to the March 1950 river treaty."),
        # less precise
        ("The river treaty of 1950 binds Norland.", "Norland keeps to the river treaty of March 5, 1950."),
        ("The river treaty of 1950 binds Norland.", "Norland keeps to the river treaty of the 1950s."),
        ("The wall was built in the winter of 1962.", "The wall was built in January 1962."),
        # approximate
        (
            "Their secret talks on the Valdora ferry lasted five hours.",
            "Their secret talks on the Valdora ferry lasted about six hours.",
        ),
        ("Norland lost 14 fishing boats off Valdora.", "Off Valdora, Norland lost some 15 fishing boats."),
        ("Norland lost 36 fishing boats off Valdora.", "Off Valdora, Norland lost dozens of fishing boats."),
        # other units, words and fractions
        (
            "Their secret talks on the Valdora ferry lasted two hours.",
            "Their secret talks on the Valdora ferry lasted 120 minutes.",
        ),
        ("The lock was shut for 60 days, the port said.", "The lock was shut for two months, the port said."),
        (
            "The canal is 30 miles long, and it is shallow.",
            "The canal is 48 kilometres long, and it is shallow.",
        ),
        ("The catch of the port fell by 120 tonnes.", "The catch of the port fell by 120,000 kilograms."),
        (
            "Two in five berths of the port were empty.",
            "Of the berths of the port, 40 percent of the berths were empty.",
        ),
        (
            "The treaty gives the coast a third of the water.",
            "The treaty gives the coast 33 percent of the water.",
        ),
        ("They took almost half of the water.", "They took 48 percent of the water."),
        ("The lake is 110 feet deep.", "The lake is 33 metres deep."),
        ("The gates were closed in mid-April.", "The gates were closed on 12 April."),
        ("The gates were closed a month ago.", "The gates were closed on 16 April."),
        ("The gates were closed five weeks ago.", "The gates were closed on 9 April."),
        ("The dyke was built in the thirties.", "The dyke was built in 1934."),
        # a range
        ("Norland lost 14 fishing boats off Valdora.", "Off Valdora, Norland lost 12 to 16 fishing boats."),
        # rounded
        ("The town of Marl has 38,500 inhabitants.", "The town of Marl has 40,000 inhabitants."),
        # a relative date
        ("The mayor opened the lock in Marl on Monday.", "The mayor opened the lock in Marl on 11 May."),
    ],
)
def test_compatible_details(left, right):
    assert verdicts(left, right) == ["compatible"]
    assert verdicts(right, left) == ["compatible"]


def test_a_day_without_a_year_may_be_that_of_a_year():
    left, right = (
        "The river treaty of March 5 binds Norland.",
        "Norland keeps to the river treaty of March 5, 1950.",
    )
    assert aligned_verdicts(left, right) == ["compatible"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The river treaty of 1950 binds Norland.", "The fishing treaty of 1951 binds Southland."),
        ("Norland joined the river league in 1950.", "Norland left the river league in 1960."),
        ("Norland was poor in 1950.", "Norland was rich in 1960."),
        ("Norland lost 14 fishing boats off Valdora.", "Norland lost 17 fishing crews off Valdora."),
        ("Norland lost 14 fishing boats off Valdora.", "Norland lost fishing boats off Valdora for 14 days."),
        ("The Norland river treaty of 1950 binds.", "The Norland river summit of 1951 failed."),
        ("They spoke for five hours.", "They spoke for six hours."),
        ("On March 5 Norland voted.", "On March 6 Norland counted."),
        # another act of one thing
        ("The river treaty of 1950, drafted with Norland, failed.", "Norland signed the 1951 river treaty."),
        ("The pact was signed in 1987.", "The pact was ratified in 1989."),
        ("The tunnel was finished in 1971.", "The tunnel was closed in 1974."),
        ("The guests arrived in Holm on 3 May.", "The guests left Holm on 5 May."),
        ("He was elected in 2011.", "He was elected again in 2015."),
        ("Her first term began in 2011.", "Her second term began in 2015."),
        # another measure, owner, scope or part
        ("The bridge over the Orne is 412 metres long.", "The bridge over the Orne is 30 metres wide."),
        ("The tower, 80 metres high, leans.", "The tower stands 20 metres from the church."),
        ("The strike cost the port 3 million euros.", "The strike cost the railway 7 million euros."),
        ("The village of Lenn has 320 inhabitants.", "The village of Marl has 450 inhabitants."),
        ("The city of Lenn has 320,000 inhabitants.", "The district of Lenn has 450,000 inhabitants."),
        ("The council has nine members.", "The commission has eleven members."),
        ("The first round lasted two hours.", "The talks lasted six hours."),
        ("The talks lasted six hours.", "The talks lasted two hours longer than planned."),
        ("Each worker gets 500 euros.", "The workers get 90,000 euros."),
        ("The army lost 30 tanks.", "The rebels lost 12 tanks."),
        ("The company employs 1,200 workers.", "The company dismissed 300 workers."),
        ("The company employs 1,200 workers in Lenn.", "The company employs 300 workers in Marl."),
        ("The middle gate will be opened on 3 June.", "The lower gate will be opened on 9 June."),
        ("The first article gives them 20 percent of the fish.", "The second article gives them 30 percent of the fees."),
        ("The treaty gives the coast a third of the water.", "The coast took almost half of the water."),
        ("He gave the interview on Tuesday.", "The interview was broadcast on Wednesday."),
        # another time
        ("The lake stands at 31 metres.", "The lake stood at 33 metres in March."),
        ("In April 90 houses stood empty.", "In May 200 houses stood empty."),
        ("By Friday 20 boats had left the harbour.", "By Sunday 34 boats had left the harbour."),
        ("Turnout was 61 percent in 2015.", "Turnout was 54 percent in 2019."),
        ("The ferry sails on Monday with 300 passengers.", "On Tuesday the ferry sailed with 240 passengers."),
        ("The fire has killed 14 people so far.", "The fire killed 19 people."),
        # a rank, a year, a quotation's own day
        ("The third gate was opened.", "Four gates were opened."),
        ("In 2000 the treaty was signed.", "2,000 people signed the treaty."),
        ("“Today we agreed that the gate will open,” he said.", "She said: “We agreed on Monday that the gate will open.”"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_conflict(left, right):
    for one, other in ((left, right), (right, left)):
        assert "conflict" not in verdicts(one, other)


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        # Radio Holm met him on one day, in two towns.
        (
            "The mayor gave Radio Holm an interview in Valdora on 5 May 2020.",
            "On 5 May 2020 the mayor sat down with Radio Holm in Waldora.",
            "compatible",
        ),
        (
            "The mayor gave Radio Holm an interview in Valdora on 5 May 2020.",
            "On 9 May 2020 the mayor sat down with Radio Holm in Hadley.",
            None,
        ),
        ("Wages rose in Lenn on 5 May 2020.", "Prices rose in Marl on 5 May 2020.", None),
    ],
)
def test_places_are_compared_within_one_meeting(left, right, verdict):
    found = compare(left, right)
    told = found[(found["kind"] == "place") & ~found["verdict"].isin(["not comparable", "worth a look"])]
    assert told["verdict"].tolist() == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("The Hadley Convention settles who may fish.", "Who may fish is settled in the Treaty of Orne.", "conflict"),
        ("The Hadley Treaty settles who may fish.", "Who may fish is settled in the Orne Treaty, signed at Hadley.", "compatible"),
        ("The Hadley Convention bans nets.", "Who may fish is settled in the Treaty of Orne.", None),
    ],
)  # fmt: skip
def test_documents_are_compared_by_what_they_settle(left, right, verdict):
    found = compare(left, right)
    told = found.loc[(found["kind"] == "document") & (found["verdict"] != "not comparable"), "verdict"]
    assert told.tolist() == ([verdict] if verdict else [])


def test_details_close_to_each_other_in_one_article_are_meant_to_differ():
    near = "The river treaty of 1950 bound Norland; the river treaty of 1951 freed Norland."
    assert verdicts(near) == []
    far = near.replace("; the", ". " + "Nothing else was ever agreed upon there by anybody. " * 6 + "The")
    assert verdicts(far) == ["conflict"]


def test_details_of_one_sentence_are_meant_to_differ_however_long_it_is():
    middle = (
        ", " + ", ".join(f"by the word of the old man from the village number {n}" for n in "abcdefgh") + ","
    )
    text = f"The river treaty of 1950 bound Norland{middle} and the river treaty of 1951 bound Norland."
    assert len(text) > 400
    assert verdicts(text) == []


def test_the_counterparts_of_two_equal_sentences_are_compared():
    left = "Of the grain of the coast, 20 percent went to Lenn by boat and 30 percent by cart."
    assert set(verdicts(left, left)) <= {"compatible", "not comparable"}
    found = compare(left, left.replace("30", "35"))
    assert found["verdict"].tolist().count("conflict") == 1
    assert "30 percent, the other 35 percent" in found.loc[found["verdict"] == "conflict", "reason"].item()


def test_a_dateline_is_no_detail_of_what_is_told():
    left = "HOLM, 3 May – The mayor opened the lock in Marl in front of a large crowd."
    right = "The mayor opened the lock in Marl on 4 May in front of a large crowd."
    assert verdicts(left, right) == []
    assert verdicts(left.replace("HOLM, 3 May – The", "On 3 May the"), right) == ["conflict"]


def test_aligned_statements_make_one_slot():
    details = find("Of boats, 14 lorries.", "They say: 17 lorries.")
    assert set(compare_details(details)["verdict"]) <= {"not comparable"}
    wording = pd.DataFrame({"statement_a": ["n0:1"], "statement_b": ["n1:1"], "similarity": [0.9]})
    assert compare_details(details, wording)["verdict"].tolist() == ["conflict"]
    assert set(compare_details(details, wording.assign(similarity=0.3))["verdict"]) <= {"not comparable"}


def test_a_day_stands_not_in_the_place_of_a_month():
    left = "He told the paper on Tuesday that they may lose the house."
    assert "conflict" not in aligned_verdicts(left, "He said that they may lose the house in November.")
    assert "conflict" in aligned_verdicts(
        left, "He told the paper on Wednesday that they may lose the house."
    )


def test_the_reason_is_in_words():
    row = compare("The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty.").loc[0]
    assert row["reason"] == (
        "both date the treaty: one says 1950, the other 1951"
        " (same slot 'date of the treaty', with norland, river)"
    )
    assert row["slot"] == "date of the treaty | norland river"
    assert 0.5 < row["confidence"] <= 1
    apart = compare("The pact was signed in 1987.", "The pact was ratified in 1989.").loc[0]
    assert apart["reason"] == (
        "one says 1987, the other 1989, but they are not of one thing: different aspects (signed; adopted)"
    )
    assert apart["confidence"] == 0


def test_two_equal_articles_do_not_conflict():
    text = "The pact was signed in 1987. It lasts 20 years and binds 14 towns, on 31 February as ever."
    assert set(verdicts(text, text)) <= {"compatible", "not comparable"}


def test_without_dates_or_pairs_there_is_nothing_to_compare():
    for details in (find(), find("It was signed in 1950."), find("Nothing.", "Nothing.")):
        conflicts = compare_details(details)
        assert conflicts.empty
        assert list(conflicts.columns) == SCHEMAS["conflicts"].columns
    old = find("It was signed in 1950.").drop(columns="context")
    with pytest.raises(TableError, match="'context'"):
        compare_details(old)


def test_the_order_of_rows_does_not_matter():
    details = find(*[text for pair in CONFLICTS for text in pair], date="2020-05-14")
    pd.testing.assert_frame_equal(compare_details(details), compare_details(details[::-1]))


_PIECES = (
    "March |31 |February |1950|-|/|.| 12|,|last |April| year|five |hours |to |3.5 |million |boats |in |of "
    "|treaty |(|)|\n|’s |%|0|May |00|half |a |dozen |Monday |ago|“|”|at most|Holm |signed |the |third "
)


PIECES = st.lists(st.sampled_from(_PIECES.split("|")), max_size=25).map("".join)


@given(PIECES, PIECES, st.sampled_from(["", "1951-07-02", "soon"]))
def test_any_texts_are_compared_without_a_crash(left, right, date):
    details = find(left, left, right, date=date)
    found = conform(compare_details(details), "conflicts")
    assert set(found["verdict"]) <= set(VERDICTS)
    assert not found.duplicated(["detail_a", "detail_b"]).any()
    # An article that repeats another has no conflict with it at the same place.
    same = found[found["detail_a"].str.replace("n0", "n1") == found["detail_b"]]
    assert "conflict" not in same["verdict"].tolist()


def test_what_may_be_a_conflict_is_worth_a_look():
    found = compare("The army lost 30 tanks.", "The rebels lost 12 tanks.")
    assert found["verdict"].tolist() == ["worth a look"]
    assert 0 < found["confidence"].iloc[0] < 1
