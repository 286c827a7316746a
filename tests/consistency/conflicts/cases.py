"""What the tests of conflicts share: the details and the verdicts of a few sentences."""

import pandas as pd

from retold.consistency.details.find import find_details
from retold.tables import conform


def find(*texts, date=""):
    ids = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "text": texts, "date": date})
    spans = pd.DataFrame(
        {
            "statement_id": [f"{name}:1" for name in ids],
            "article_id": ids,
            "start": 0,
            "end": [len(t) for t in texts],
        }
    )
    return conform(find_details(spans, articles), "details")


CONFLICTS = [
    ("The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."),
    # Another word for one kind of thing, other endings of the same words.
    (
        "Norland rests on the 1950 Proclamation of Freedom, a neutral state by its terms.",
        "The minister meant a statement of 1951 in which Norland chose neutrality.",
    ),
    (
        "The ministers of both coasts met for secret talks in Valdora in March 1950.",
        "The ministers of both coasts met for secret talks in Valdora in April 1950.",
    ),
    (
        "Their secret talks on the Valdora ferry lasted five hours.",
        "Their secret talks on the Valdora ferry lasted nine hours.",
    ),
    ("Norland lost 14 fishing boats off Valdora.", "Off Valdora, Norland lost 17 fishing boats."),
    ("The pact was signed in 1987, and the coast gained.", "Both states signed the pact in 1989."),
    ("The tunnel was finished in 1971.", "The tunnel, completed in 1974, needs repair."),
    ("The law was adopted in March 2015.", "Parliament adopted the law in May 2015."),
    # measures
    (
        "The bridge over the Orne is 412 metres long.",
        "At a length of 380 metres, the Orne bridge leads to Holm.",
    ),
    ("The tower, 80 metres high, leans.", "The tower is 95 metres high and leans to the west."),
    (
        "The strike has cost the port 3 million euros, the union said.",
        "According to the owners the strike cost the port 7 million euros.",
    ),
    ("The reservoir holds 20 million litres of water.", "The reservoir holds 35,000 cubic metres of water."),
    ("The loan runs for 20 years.", "The loan runs for 15 years, the bank said."),
    ("Turnout was 61 percent, the election board said.", "The election board put turnout at 54 percent."),
    (
        "“They have taken 12 percent of the grain,” he said.",
        "He said that they had taken 21 percent of the grain.",
    ),
    ("“The pact was made for 20 years,” he said.", "“The pact was made for 30 years,” she heard him say."),
    ("The repair will cost 2 million crowns.", "The cost of the repair was put at 3 million crowns."),
    (
        "“The mills stop if the river falls below 3 metres.”",
        "He warned that the mills will stop if the river falls below 5 metres.",
    ),
    # counts
    ("The upper lock has three chambers.", "With its five chambers the upper lock is slow."),
    ("The fire killed 14 people, the mayor said.", "The fire killed 19 people, according to the mayor."),
    ("The village of Lenn has 320 inhabitants.", "Lenn, a village of 450 inhabitants, voted against it."),
    ("In the town of Lenn live 9,000 people.", "Lenn, a town of 14,000 people, voted against it."),
    ("The ferry carries 300 passengers.", "The ferry carries 240 passengers and was built in Holm."),
    ("Some 200 houses were flooded in Marl.", "In Marl 90 houses were flooded."),
    # two upper bounds
    (
        "The repair of the lock will take no more than 90 days.",
        "The repair of the lock will take 60 days at most.",
    ),
    # counted from the day of the article
    ("The mayor opened the lock in Marl on Monday.", "The mayor opened the lock in Marl on 12 May."),
]
