"""Which occasion an article reports, given or proposed, and on which a statement was said."""

import pandas as pd
import pytest

from retold.articles import occasions
from retold.articles.attribution.voices import find_statements
from retold.articles.corpus import read_articles
from retold.articles.occasions import describe_occasions, find_occasions, place_statements
from retold.articles.publication import date_of_name
from retold.errors import TableError

BRIDGE = (
    "At the harbour of Ulmen, Ann Lee opened the new bridge with the ferrymen."
    ' "We shall never again wait for a ferry in the winter ice," she said. The Ulmen council paid for the steel.'
)
BRIDGE_TOO = (
    "Ulmen has its bridge. Ann Lee told the ferrymen at the harbour that nobody would wait in the ice."
    ' "We shall never again wait for a ferry in the winter ice," she said, and thanked the council for the steel.'
)
TAXES = (
    "The finance committee met Ann Lee on the budget. She said that the rates on small shops would be halved,"
    ' and that "no baker pays for the bankers of the capital" while she is in office.'
)
SCHOOL = (
    "Teachers cheered when Ann Lee promised smaller classes at the Norwick school. The roof leaks, the pupils told her,"
    ' and she answered: "The plumbers come before the summer holidays are over."'
)


def corpus(*texts, dates=None, given=None):
    ids = [f"a{n}" for n in range(len(texts))]
    table = pd.DataFrame({"article_id": ids, "text": texts, "date": dates or [""] * len(texts)})
    return table if given is None else table.assign(occasion=given)


def said(articles):
    return find_statements(articles, subject="Ann Lee", aliases=["Lee", "the mayor"])


def groups(articles, statements=None):
    """Return the articles of each occasion as strings of their numbers, in order."""
    found = find_occasions(articles, statements)
    own = found.groupby("occasion", sort=False)["article_id"]
    return sorted("".join(name.removeprefix("a") for name in members) for _, members in own)


@pytest.mark.parametrize(
    ("texts", "dates", "expected"),
    [
        # One event, within a few days; and the same words on another day.
        ((BRIDGE, BRIDGE_TOO), ("2021-05-03", "2021-05-04"), ["01"]),
        ((BRIDGE, BRIDGE_TOO), ("2021-05-03", "2021-05-06"), ["01"]),
        ((BRIDGE, BRIDGE_TOO), ("2021-05-03", "2021-05-07"), ["0", "1"]),
        ((BRIDGE, BRIDGE_TOO), ("2021-05-03", "2021-09-30"), ["0", "1"]),
        # No dates at all: the words must do.
        ((BRIDGE, BRIDGE_TOO, TAXES, SCHOOL), None, ["01", "2", "3"]),
        # Articles of one day about three events.
        ((BRIDGE, TAXES, SCHOOL, BRIDGE_TOO), ("2021-05-03",) * 4, ["03", "1", "2"]),
        # Two time zones: a day more or less.
        ((BRIDGE, BRIDGE_TOO), ("2021-05-04", "2021-05-03"), ["01"]),
        # Updates of one live page.
        ((BRIDGE, f"{BRIDGE}\nUpdate: the first lorry has crossed."), ("2021-05-03",) * 2, ["01"]),
        # A correction appended.
        (
            (BRIDGE, f"{BRIDGE_TOO}\nCorrection: An earlier version of this article misstated the year of the ice."),
            ("2021-05-03", "2021-05-04"),
            ["01"],
        ),
        # A month is no day, and may hold one.
        ((BRIDGE, BRIDGE_TOO), ("2021-05", "2021-05-04"), ["01"]),
        ((BRIDGE, BRIDGE_TOO), ("2021-05", "2021-07-04"), ["0", "1"]),
        ((BRIDGE,), ("2021-05-03",), ["0"]),
        ((BRIDGE, ""), ("2021-05-03", "2021-05-03"), ["0", "1"]),
    ],
)  # fmt: skip
def test_proposed(texts, dates, expected):
    assert groups(corpus(*texts, dates=dates)) == expected


def test_days_told_keep_reports_of_two_days_apart():
    texts = [f"Ann Lee said on {day} that {what}. She said on {day} that she was glad." for day, what in (
        ("Monday", "the harbour bridge of Ulmen is safe"), ("Thursday", "the harbour bridge of Ulmen is lost"),
    )]  # fmt: skip
    articles = corpus(*texts, dates=["2021-05-06", "2021-05-06"])
    assert groups(articles) == ["01"]
    assert groups(articles, said(articles)) == ["0", "1"]


def test_given_occasions_stay_and_take_others_in():
    articles = corpus(
        BRIDGE, BRIDGE_TOO, TAXES, BRIDGE,
        dates=["2021-05-03"] * 4, given=["Opening", "", "", "Second opening"],
    )  # fmt: skip
    found = find_occasions(articles)
    assert found["occasion"].tolist()[:1] + found["occasion"].tolist()[3:] == ["Opening", "Second opening"]
    assert found["occasion"][1] in ("Opening", "Second opening")
    assert found["occasion"][2] == "2021-05-03"
    assert found["occasion_source"].tolist() == ["given", "proposed", "proposed", "given"]


def test_given_for_all_costs_no_look_at_the_texts():
    articles = corpus("", "", given=["x", "x"])
    assert (
        find_occasions(articles)[["occasion", "occasion_source"]].to_numpy().tolist() == [["x", "given"]] * 2
    )


@pytest.mark.parametrize(
    ("texts", "dates", "names"),
    [
        ((BRIDGE, TAXES), ("2021-05-03",) * 2, ["2021-05-03 a", "2021-05-03 b"]),
        ((BRIDGE, BRIDGE_TOO), ("2021-05-04", "2021-05-03"), ["2021-05-03"] * 2),
        ((BRIDGE, BRIDGE_TOO), ("2021-05", ""), ["2021-05"] * 2),
        ((BRIDGE, TAXES), ("2021", ""), ["2021", "undated"]),
        ((BRIDGE, TAXES), None, ["undated a", "undated b"]),
    ],
)
def test_names_of_proposals(texts, dates, names):
    assert find_occasions(corpus(*texts, dates=dates))["occasion"].tolist() == names


def test_the_order_of_the_articles_does_not_matter():
    articles = corpus(BRIDGE, TAXES, SCHOOL, BRIDGE_TOO, dates=["2021-05-03"] * 4)
    one = find_occasions(articles).set_index("article_id")["occasion"]
    other = find_occasions(articles.iloc[::-1]).set_index("article_id")["occasion"]
    assert one.to_dict() == other.to_dict()


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_blocks_do_not_matter(block, monkeypatch):
    articles = corpus(
        BRIDGE, TAXES, BRIDGE_TOO, SCHOOL, BRIDGE_TOO, TAXES,
        dates=["2021-05-03", "2021-06-03", "2021-05-05", "", "", "2021-06"],
    )  # fmt: skip
    monkeypatch.setattr(occasions, "BLOCK", block)
    assert groups(articles) == ["024", "15", "3"]


def test_no_articles():
    assert find_occasions(corpus()).empty


def test_articles_without_text_are_refused():
    with pytest.raises(TableError, match="'text'"):
        find_occasions(pd.DataFrame({"article_id": ["a"]}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee said that it rains.", "Talk"),
        ("Ann Lee said on Monday that it rains.", "Talk"),
        # The occasion of another report, by its day; and a day of which there is none.
        ("Ann Lee said on 1 February that it rains.", "Visit"),
        ("Ann Lee said on 9 January that it rains.", "2021-01-09"),
        ("Ann Lee said in January that it rains.", "2021-01"),
        ("Ann Lee had previously said that it rains.", ""),
        # The way to tell a story in some papers.
        ("Ann Lee had said that it rains.", "Talk"),
        # It is still to be said.
        ("Ann Lee will say on Friday that it rains.", "2021-05-07"),
    ],
)
def test_place_of_a_statement(text, expected):
    articles = corpus(text, BRIDGE, dates=["2021-05-04", "2021-02-02"], given=["Talk", "Visit"])
    found = place_statements(said(articles), articles)
    assert found.loc[found["form"] == "indirect", "occasion"].iloc[0] == expected


def test_one_article_that_reports_two_occasions():
    text = (
        "Ann Lee said on Monday that the bridge is safe.\n\n"
        "In an interview on 1 February, Lee said that the bridge was lost."
    )
    articles = corpus(text, BRIDGE, dates=["2021-05-04", "2021-02-02"], given=["Talk", "Visit"])
    found = place_statements(said(articles), articles)
    own = found[(found["article_id"] == "a0") & (found["form"] == "indirect")]
    assert own["occasion"].tolist() == ["Talk", "Visit"]


def test_articles_without_a_date_keep_their_statements():
    articles = corpus("Ann Lee said on Monday that it rains.", given=["Talk"])
    assert set(place_statements(said(articles), articles)["occasion"]) == {"Talk"}


@pytest.mark.parametrize(
    ("occasions", "sources", "words"),
    [
        (["x"], ["given"], "1 article reports 1 occasion."),
        (["x", "x"], ["given"] * 2, "whether the reports agree"),
        (["x", "y"], ["given"] * 2, "cannot be asked"),
        (["x", "x", "y"], ["given"] * 3, "within an occasion"),
        (["x", "y"], ["given", "proposed"], "The occasion of 1 article is proposed"),
    ],
)
def test_what_is_said_of_occasions(occasions, sources, words):
    articles = pd.DataFrame(
        {"article_id": list("abc")[: len(occasions)], "occasion": occasions, "occasion_source": sources}
    )
    assert words in " ".join(describe_occasions(articles))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021-05-03_post", "2021-05-03"),
        ("post.2021.05.03", "2021-05-03"),
        ("20210503", "2021-05-03"),
        ("post 20210503 b", "2021-05-03"),
        ("post-12345678", ""),
        ("post-20211399", ""),
        ("a20210503", ""),
        ("202105031", ""),
        ("2021-05-03 to 2021-05-04", ""),
        ("2021-05-03 and 20210503", "2021-05-03"),
        ("2021-05", ""),
        ("", ""),
    ],
)
def test_days_in_names(name, day):
    assert date_of_name(name) == day


def test_dates_in_file_names_only(tmp_path):
    for name, text in (
        ("2021-05-03_post", BRIDGE),
        ("2021-05-04_courier", BRIDGE_TOO),
        ("2021-09-30_post", BRIDGE),
    ):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    articles = find_occasions(read_articles(tmp_path))
    assert articles["date"].tolist() == ["2021-05-03", "2021-05-04", "2021-09-30"]
    assert articles["occasion"].tolist() == ["2021-05-03", "2021-05-03", "2021-09-30"]


def test_occasions_of_a_list_are_read(tmp_path):
    (tmp_path / "a.txt").write_text(BRIDGE, "utf-8")
    (tmp_path / "b.txt").write_text(TAXES, "utf-8")
    (tmp_path / "articles.csv").write_text(
        "article_id,file,occasion\na,a.txt,The  opening\nb,b.txt,\n", "utf-8"
    )
    articles = read_articles(tmp_path)
    assert articles["occasion"].tolist() == ["The opening", ""]
    assert articles["occasion_source"].tolist() == ["given", ""]
