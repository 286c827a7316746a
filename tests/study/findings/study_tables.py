"""A study of three articles of two occasions, as tables: what each test of findings starts from."""

from __future__ import annotations

from tests.study.made_tables import empty_tables, rows

ARTICLES = rows(
    "articles",
    {"article_id": "a", "label": "Post", "occasion": "speech", "date": "2021-05-01"},
    {"article_id": "b", "label": "News", "occasion": "speech", "date": "2021-05-01"},
    {"article_id": "c", "label": "Echo", "occasion": "visit", "date": "2021-06-01"},
    edition="original", language="en",
)  # fmt: skip

# voice, length; ids are counted within the article.
SAID = {
    "a": [("subject", 10), ("subject", 20), ("journalist", 30), ("third_party", 10)],
    "b": [("subject", 30), ("journalist", 30)],
    "c": [("subject", 20), ("journalist", 20)],
}


def statements():
    found = []
    for article, said in SAID.items():
        start = 0
        for n, (voice, length) in enumerate(said, 1):
            name = f"{article}:{n}"
            speaker = {"subject": "Lee", "third_party": "Tom Hart"}.get(voice, "")
            found.append(
                {"statement_id": name, "article_id": article, "sentence_id": name, "start": start, "end": start + length,
                 "voice": voice, "speaker": speaker, "text": f"Words of {name}.", "form": "direct"}
            )  # fmt: skip
            start += length
    return rows("statements", *found)


GROUPED = {"a:1": "A1", "a:2": "A2", "b:1": "A1", "c:1": "A1"}


def study_tables(**tables):
    """Return the tables of the study; those given take the place of its own."""
    arguments = rows(
        "arguments",
        *[
            {"statement_id": name, "article_id": name[0], "argument": group}
            for name, group in GROUPED.items()
        ],
    )
    labels = rows(
        "argument_labels",
        {"argument": "A1", "label": "The bridge is safe.", "trusted": True},
        {"argument": "A2", "label": "The bridge is cheap", "trusted": False},
    )
    own = {
        "articles": ARTICLES,
        "statements": statements(),
        "arguments": arguments,
        "argument_labels": labels,
    }
    return empty_tables(**{**own, **tables})
