"""Occasions where the input is not as it should be: dates, updates, corrections, several events, words of another day."""

import pandas as pd
import pytest

from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import find_clutter
from retold.articles.corpus import read_articles
from retold.articles.occasions import find_occasions, place_statements
from retold.articles.segment import split_sentences

FERRY = (
    "The ferry Marit ran aground off Karsund before dawn, and the coast guard took all passengers to the school. Mayor Ann Lee"
    " praised the crew. The owners promised an inquiry into the radar, and the harbour master closed the strait to tankers.",
    "Passengers of the Marit slept in a school after the ferry ran onto rocks near Karsund in fog. Ann Lee thanked the fishermen"
    " who came first. Divers found a crack in the hull, the coast guard reported, and the strait stays shut to tankers.",
    "An old radar may have led the ferry Marit onto the rocks at Karsund, its owners admitted. Nobody was hurt. Ann Lee asked why"
    " the captain had sailed in such fog, and the harbour master and the coast guard kept tankers out of the strait.",
)
TAXES = (
    "The finance committee of the region met in Norwick to argue over the rates on small shops. Ann Lee promised that bakers would"
    " pay half of what banks pay, and left before the vote, which the chairman put off to the autumn session."
)
SCHOOL = (
    "Teachers at a Norwick academy cheered when Ann Lee spoke of smaller classes. A leaking roof had closed the library all"
    " winter. Parents collected money for the plumbers, and the pupils painted a mural of herons in the canteen."
)
BRIDGE = (
    "At the harbour of Ulmen, Ann Lee opened the new bridge with the ferrymen. “We shall never again wait for a ferry in the winter"
    " ice,” she said. The Ulmen council paid for the steel."
)


def read(tmp_path, texts, listing=""):
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    if listing:
        (tmp_path / "articles.csv").write_text(listing, "utf-8")
    articles = read_articles(tmp_path)
    sentences = split_sentences(articles, find_clutter(articles))
    statements = find_statements(articles, sentences, subject="Ann Lee", aliases=["Lee", "the mayor"])
    articles = find_occasions(articles, statements)
    return articles.set_index("article_id")["occasion"].to_dict(), place_statements(statements, articles)


def groups(*texts):
    articles = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts, "date": ""})
    found = find_occasions(articles).groupby("occasion", sort=False)["article_id"]
    return sorted("".join(own) for _, own in found)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # What a few texts have in common looks frequent, and is what they are about.
        (FERRY, ["012"]),
        (FERRY[:2], ["01"]),
        ((*FERRY, TAXES, SCHOOL), ["012", "3", "4"]),
        ((TAXES, FERRY[1], SCHOOL, FERRY[0]), ["0", "13", "2"]),
        # One speaker, one town, and nothing else.
        ((TAXES, SCHOOL), ["0", "1"]),
        ((TAXES, SCHOOL, BRIDGE, FERRY[0]), ["0", "1", "2", "3"]),
        ((TAXES, ""), ["0", "1"]),
        (("", "", ""), ["0", "1", "2"]),
    ],
)
def test_no_dates_at_all(texts, expected):
    assert groups(*texts) == expected


def test_dates_in_file_names_only(tmp_path):
    names = ["2021-05-03_post", "2021-05-04_courier", "20210903 post"]
    found, _ = read(tmp_path, dict(zip(names, [FERRY[0], FERRY[1], FERRY[0]], strict=True)))
    assert list(found.values()) == ["2021-05-03", "2021-05-03", "2021-09-03"]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("2021-05-03T23:30:00-05:00", "2021-05-04T06:10:00+02:00", True),
        ("2021-05-04T01:00+13:00", "2021-05-03", True),
        ("2021-05-03T23:30:00-05:00", "2021-05-09T06:10:00+02:00", False),
    ],
)
def test_two_time_zones(tmp_path, one, other, joined):
    listing = f"article_id,file,date\na,a.txt,{one}\nb,b.txt,{other}\n"
    found, _ = read(tmp_path, {"a": FERRY[0], "b": FERRY[1]}, listing)
    assert (found["a"] == found["b"]) == joined


def test_articles_of_one_day_about_three_events(tmp_path):
    texts = {"a": FERRY[0], "b": TAXES, "c": SCHOOL, "d": FERRY[1]}
    listing = "article_id,file,date\n" + "".join(f"{name},{name}.txt,2021-05-03\n" for name in texts)
    found, _ = read(tmp_path, texts, listing)
    assert found == {"a": "2021-05-03 a", "b": "2021-05-03 b", "c": "2021-05-03 c", "d": "2021-05-03 a"}


def test_updates_of_one_live_page_are_one_occasion(tmp_path):
    steps = [FERRY[0], f"{FERRY[0]}\n\nThe last passenger is ashore.", f"Divers are at work.\n\n{FERRY[0]}"]
    found, _ = read(tmp_path, {f"2021-05-0{n}_live": text for n, text in enumerate(steps, 3)})
    assert set(found.values()) == {"2021-05-03"}


def test_an_article_that_reports_two_occasions(tmp_path):
    text = (
        f"{BRIDGE}\n\nIn an interview on 1 February, Lee said that the bridge was lost."
        "\n\n“It will stand for ever,” she said on Monday."
    )
    _, placed = read(tmp_path, {"2021-05-03_a": text, "2021-02-01_b": TAXES})
    own = placed[(placed["article_id"] == "2021-05-03_a") & (placed["form"] != "narration")]
    assert own["occasion"].tolist() == ["2021-05-03", "2021-02-01", "2021-05-03"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("In February, she had told the council: “The bridge is a dream of engineers.”", "2021-02-01"),
        ("“The bridge is a dream of engineers,” Lee said three months ago.", "2021-02-01"),
        ("“The bridge is a dream of engineers,” Lee said in March.", "2021-03"),
        ("Lee has previously said that the bridge is a dream of engineers.", ""),
    ],
)
def test_words_of_an_earlier_occasion_are_no_part_of_the_later_one(tmp_path, words, place):
    early = "Ann Lee told the council on 1 February that the bridge is a dream. She said on 1 February that it is lost."
    found, placed = read(tmp_path, {"2021-05-03_a": f"{BRIDGE}\n\n{words}", "2021-02-01_b": early})
    assert found == {"2021-05-03_a": "2021-05-03", "2021-02-01_b": "2021-02-01"}
    own = placed[(placed["article_id"] == "2021-05-03_a") & placed["text"].str.contains("dream")]
    assert own["occasion"].tolist() == [place]


def test_a_correction_is_no_statement_and_moves_no_occasion(tmp_path):
    correction = "Correction, 9 June: Ann Lee said on 2 June that she had said “ferry”, not “fairy”."
    found, placed = read(tmp_path, {"2021-05-03_a": f"{BRIDGE}\n\n{correction}", "2021-05-04_b": BRIDGE})
    assert set(found.values()) == {"2021-05-03"}
    assert not placed["text"].str.contains("fairy").any()
    assert placed.loc[placed["form"] != "narration", "occasion"].tolist() == ["2021-05-03"] * 2
