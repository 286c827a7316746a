"""Dates and numbers as news writes them: names that hold a day, plans, ages, terms, votes, shares, money, labels.

Each row is one sentence, in an article of Thursday, 16 May 2019, with all that is read in it: measure, value, bound.
"""

import pandas as pd
import pytest

from retold.consistency.details.find import find_details

DAY = "2019-05-16"
# What stands in the table besides: where something is, and what is written.
OTHERS = ("place", "document")


def read(text):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": [DAY]})
    spans = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)]})
    details = find_details(spans, articles)
    return details[~details["kind"].isin(OTHERS)]


def say(row):
    measure = row.measure.removeprefix("money (").removesuffix(")") or row.kind
    return " ".join(filter(None, (measure, row.value, row.bound)))


ROWS = [
    ("The minister told Norland Today that the talks would go on.", ""),
    ("She said so in an interview with Coast Today.", ""),
    ("He spoke to the Sunday Herald about the plan.", ""),
    ("The Sunday Herald reported that the fee had doubled.", ""),
    ("A column in the Saturday Evening Gazette called it a farce.", ""),
    ("He told Good Morning Norland that he would stay.", ""),
    ("The Friday Review printed the letter.", ""),
    ("In a comment for Valdora Today he denied it.", ""),
    ("She turned 70 acres into a park.", "area 283280.2"),
    ("He is one of those over 65 who voted.", "time P65Y min"),
    ("Black Friday sales rose by 4 percent.", "share 0.04"),
    ("On Super Tuesday the governor won in nine states.", "count 9"),
    ("The Bloody Sunday inquiry heard 900 witnesses.", "count 900"),
    ("On Good Friday the shops stay closed.", ""),
    ("Voters go to the polls on the coming Tuesday.", "date 2019-05-21"),
    ("The vote is due this coming Friday.", "date 2019-05-17"),
    ("The board will decide next Monday.", "date 2019-05-20"),
    ("Lawmakers are scheduled to vote on Saturday.", "date 2019-05-18"),
    ("The hearing is set for Tuesday.", "date 2019-05-21"),
    ("The senator is to speak on Sunday.", "date 2019-05-19"),
    ("The court heard the case on Monday.", "date 2019-05-13"),
    ("He flew home last Friday.", "date 2019-05-10"),
    ("The rally was held on Thursday.", "date 2019-05-16"),
    ("This past Saturday the bridge was shut.", "date 2019-05-11"),
    ("It is the third time that the bill has failed.", ""),
    ("For the third time this year the mayor resigned.", "date 2019"),
    ("The third attempt in a decade failed.", "ordinal 3"),
    ("It was his second visit to the port since March.", "date XXXX-03/.."),
    ("A third of the members left the hall.", "share 0.333333333333"),
    ("Two thirds of the members left the hall.", "share 0.666666666667"),
    ("A third man was arrested.", ""),
    ("One third party candidate ran.", ""),
    ("The third-largest bank of the country failed.", "ordinal 3"),
    ("She finished in third place.", ""),
    ("The 44th president spoke at the dinner.", "ordinal 44"),
    ("The First Amendment protects the press.", "ordinal 1"),
    ("He pleaded the Fifth.", ""),
    ("On the Fourth of July the city was quiet.", "date XXXX-07-04"),
    ("The 112th Congress ended its session.", "ordinal 112"),
    ("The 2nd Circuit upheld the ruling.", "ordinal 2"),
    ("The fourth quarter brought a loss of 2 billion dollars.", "dollar 2000000000"),
    ("Ruth Alder, 58, was elected.", "time P58Y"),
    ("Ruth Alder, who is 58, was elected.", "time P58Y"),
    ("Ruth Alder, aged 58, was elected.", "time P58Y"),
    ("The 58-year-old senator was elected.", "time P58Y"),
    ("A 12-year-old boy was hurt.", "time P12Y"),
    ("He turned 70 in March.", "time P70Y, date XXXX-03"),
    ("She was 19 years old when the war began.", "time P19Y"),
    ("He died at the age of 91.", "time P91Y"),
    ("He died at age 91.", "time P91Y"),
    ("Three people aged 18 to 24 were hurt.", "count 3, time P18Y"),
    ("The two-year-old law was repealed.", "time P2Y"),
    ("The eight-year deal was renewed.", "time P8Y"),
    ("The two-day summit ended on Friday.", "time P2D, date 2019-05-10"),
    ("A three-hour debate followed.", "time PT3H"),
    ("A 90-minute speech closed the day.", "time PT90M"),
    ("He was sentenced to 15 years in prison.", "time P15Y"),
    ("He served two terms of four years each.", "count 2, time P4Y"),
    ("He spent 27 years in prison.", "time P27Y"),
    ("The siege lasted for more than 60 hours.", "time PT60H min"),
    ("The talks went on for less than two hours.", "time PT2H max"),
    ("The talks went on for nearly three weeks.", "time P3W below"),
    ("The shutdown is in its 16th day.", ""),
    ("A decade-long war cost 4,500 lives.", "count 4500"),
    ("In the past five years prices have doubled.", "time P5Y"),
    ("For the first time in 30 years the party lost.", "time P30Y"),
    ("After a six-month inquiry the case was closed.", "time P6M"),
    ("He will be in office for another two and a half years.", "time P2.5Y"),
    ("The bill passed by 217 votes to 205.", "count 217"),
    ("The Senate voted 52-48 to reject the plan.", ""),
    ("The House approved it by a vote of 228 to 164.", ""),
    ("The motion fell, 46 to 54.", ""),
    ("The court ruled 5-4 for the state.", ""),
    ("Some 20,000 people marched.", "count 20000 about"),
    ("More than 200,000 people signed.", "count 200000 min"),
    ("At least 12 people died and 59 were wounded.", "count 12 min, count 59"),
    ("At least a dozen people were hurt.", "count 12 min"),
    ("Dozens of officers were hurt.", "count 24"),
    ("Two dozen officers were hurt.", "count 24"),
    ("Hundreds of thousands of workers stayed home.", "count 200000"),
    ("The number of jobs grew by 115,000 in April.", "count 115000, date XXXX-04"),
    ("Fewer than 100 seats are left.", "count 100 max"),
    ("Up to 600 soldiers will be sent.", "count 600 max"),
    ("Between 30 and 40 guests came.", "count 30"),
    ("As many as 11 million people would gain.", "count 11000000 max"),
    ("An estimated 11 million migrants live there.", "count 11000000 about"),
    ("The plan covers 800,000 young migrants.", "count 800000"),
    ("None of the 29 passengers was hurt.", "count 29"),
    ("A pair of senators wrote the bill.", "count 2"),
    ("A couple of senators objected.", "count 2"),
    ("Three European leaders signed.", "count 3"),
    ("Two leaders signed.", "count 2"),
    ("The two men met twice.", "count 2, count 2"),
    ("Four of the nine judges dissented.", "count 4, count 9"),
    ("Seven in ten voters agree.", "share 0.7"),
    ("Nine out of 10 voters agree.", "share 0.9"),
    ("One in four children is poor.", "share 0.25"),
    ("The unemployment rate fell to 8.1 percent.", "share 0.081"),
    ("Unemployment fell to 8.1%.", "share 0.081"),
    ("The party got 43.2 per cent of the vote.", "share 0.432"),
    ("Support fell by 3 percentage points.", "count 3"),
    ("The poll has a margin of error of plus or minus 3 points.", "count 3"),
    ("His approval stands at 49 percent.", "share 0.49"),
    ("More than half of voters disapprove.", "share 0.5 min"),
    ("Nearly half of all voters disapprove.", "share 0.5 below"),
    ("About a quarter of the staff left.", "share 0.25 about"),
    ("The top 1 percent pay more.", "share 0.01"),
    ("The plan would cost $1.2 trillion.", "dollar 1.2e+12"),
    ("The state owes $14 billion.", "dollar 14000000000"),
    ("The fine of $2.5m was paid.", "dollar 2500000"),
    ("The firm paid a $50,000 fine.", "dollar 50000"),
    ("The aid comes to 700 million euros.", "euro 700000000"),
    ("They raised £4.5 million.", "pound 4500000"),
    ("The ticket costs 35 dollars.", "dollar 35"),
    ("A $15-an-hour wage was promised.", "dollar 15"),
    ("The army spends $2 billion a month.", "dollar 2000000000"),
    ("Oil fell to $48 a barrel.", "dollar 48"),
    ("The camp lies 30 miles north of Holm.", "length 48280.32"),
    ("The wall would run for 1,954 miles.", "length 3144658.176"),
    ("A 6-foot fence rings the house.", "length 1.8288"),
    ("The storm dumped 12 inches of rain.", "length 0.3048"),
    ("The train ran at 106 miles an hour.", "length 170590.464"),
    ("The 2016 campaign was costly.", "date 2016"),
    ("The 2010 law set a limit of 40 hours.", "date 2010, time PT40H"),
    ("Agenda 2030 was signed by all.", ""),
    ("The Vision 2020 plan failed.", ""),
    ("The Boeing 737 landed safely.", ""),
    ("A Boeing 777 with 239 people aboard vanished.", "count 239"),
    ("The group of 20 met in Holm.", ""),
    ("Resolution 1701 ended the war.", ""),
    ("Proposition 8 was struck down in 2013.", "date 2013"),
    ("Section 3 of the law was struck down.", ""),
    ("Room 101 was locked.", ""),
    ("Route 66 is closed.", ""),
    ("After September 11 the law was changed.", "date XXXX-09-11/.."),
    ("The Jan. 6 committee met on Thursday.", "date XXXX-01-06, date 2019-05-16"),
    ("On Dec. 14, 2012, he was buried.", "date 2012-12-14"),
    ("On 14 December 2012 he was buried.", "date 2012-12-14"),
    ("In mid-June the council met.", "date XXXX-06"),
    ("In late 2012 the council met.", "date 2012"),
    ("By the end of 2014 the troops will be gone.", "date 2014"),
    ("In the early 1990s prices fell.", "date 199X"),
    ("Since 1973 the ruling has stood.", "date 1973/.."),
    ("Before 2011 no such list was kept.", "date ../2011"),
    ("From 2001 to 2009 he was in office.", "date 2001, date 2009"),
    ("He was in office from 2001-2009.", "date 2001/2009"),
    ("In the 2012-13 school year 30 schools closed.", "count 30"),
    ("In May the council met.", "date XXXX-05"),
    ("The council may meet in June.", "date XXXX-06"),
    ("Last month the council met.", "date 2019-04"),
    ("Last year the council met.", "date 2018"),
    ("Last week the council met.", "date 2019-05-06/2019-05-12"),
    ("Next week the council meets.", "date 2019-05-20/2019-05-26"),
    ("Earlier this week he called.", "date 2019-05-13/2019-05-19"),
    ("Two weeks ago he called.", "date 2019-05-02"),
    ("A year ago he called.", "date 2018"),
    ("Ten days earlier he had called.", "time P10D"),
    ("Three months later he resigned.", "time P3M"),
    ("Within 24 hours he resigned.", "time PT24H"),
    ("The polls close at 8 p.m.", "clock T20:00"),
    ("The meeting began at 10:30 a.m. on Monday.", "clock T10:30, date 2019-05-13"),
    ("At 3:15 he left.", "clock T03:15/T15:15"),
    ("It was shortly after 2 a.m. when the fire began.", "clock T02:00"),
    ("At noon he spoke.", "clock T12:00"),
    ("Yesterday he spoke.", "date 2019-05-15"),
    ("Today the court will rule.", "date 2019-05-16"),
    ('"Today we stand together," he said on Monday.', "date 2019-05-16, date 2019-05-13"),
    ("Today's vote was close.", "date 2019-05-16"),
    ("Monday's vote was close.", "date 2019-05-13"),
    ("Wednesday night's debate lasted 90 minutes.", "date 2019-05-15, time PT90M"),
    ("On Wednesday night he spoke.", "date 2019-05-15"),
    ("On Tuesdays the market is open.", ""),
    ("Every Monday he prays.", ""),
    ("One of the three men fled.", "count 3"),
    ("No one was hurt.", ""),
    ("The 99 percent have had enough, they chanted.", "share 0.99"),
    ("Fifty-one senators voted for it.", "count 51"),
    ("The 51st vote was hers.", "ordinal 51"),
    ("He has 1.3 million followers.", "count 1300000"),
    ("He cut 2,000 of 9,000 jobs.", "count 2000, count 9000"),
    ("She got 65,844,610 votes.", "count 65844610"),
    ("He won 306 of 538 electoral votes.", "count 306, count 538"),
    ("In a 25-page letter he denied it.", ""),
    ("A four-star general resigned.", ""),
    ("The 10-nation bloc agreed.", ""),
    ("A two-state solution is dead.", ""),
    ("The five-member board agreed.", ""),
    ("A one-hour delay followed.", "time PT1H"),
    ("A second term would end in 2017.", "date 2017"),
    ("In his first term he cut taxes.", ""),
    ("His first 100 days were hard.", "time P100D"),
    ("Adults 21 or older may buy it.", "time P21Y min"),
    ("Anyone under 18 must stay out.", "time P18Y max"),
    ("Workers between the ages of 18 and 24 pay less.", "time P18Y"),
    ("A vote scheduled for Tuesday may decide it.", "date 2019-05-21"),
    ("The vote was scheduled for Tuesday but fell through.", "date 2019-05-14"),
    ("At a Thursday news conference he denied it.", "date 2019-05-16"),
    ("The aid of €3bn was frozen.", "euro 3000000000"),
    ("A third said they would stay.", "share 0.333333333333"),
    ("As many as 40 boats sank.", "count 40 max"),
    ("He left on the first of May.", "date XXXX-05-01"),
    ("A third of May's sales were lost.", "date XXXX-05"),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text for text, _ in ROWS])
def test_what_is_read(text, wanted):
    assert ", ".join(say(row) for row in read(text).itertuples()) == wanted


AGES = [
    "Ruth Alder, 58, was elected.",
    "Ruth Alder, who is 58, was elected.",
    "Ruth Alder, aged 58, was elected.",
    "She turned 58 in March.",
    "She died at the age of 58.",
    "The 58-year-old senator was elected.",
    "She was 58 years old when the war began.",
    "People over 58 pay less.",
    "Anyone 58 or older pays less.",
]


@pytest.mark.parametrize("text", AGES)
def test_an_age_is_an_age(text):
    (age,) = [row for row in read(text).itertuples() if row.value == "P58Y"]
    assert "dimension:age" in age.cues.split()


NO_AGES = [
    "She turned 58 acres into a park.",
    "Support was over 58 points.",
    "He won 58 or more seats.",
    "Who is 58 miles away?",
]


@pytest.mark.parametrize("text", NO_AGES)
def test_what_is_no_age(text):
    assert not any("dimension:age" in row.cues.split() for row in read(text).itertuples())


def test_two_ceilings_are_held_against_each_other():
    a, b = (read(f"The class holds {words} million women.") for words in ("up to 1.6", "as many as 1.5"))
    assert a["bound"].tolist() == b["bound"].tolist() == ["max"]
