"""What the tests of the audit share: a few articles about water, a codebook and its hits."""

import pandas as pd

from retold.tables import empty_table
from retold.themes.audit.sample import sample_hits
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

TEXTS = ["Heavy rain, heavy rain and rain. The snow line; a snowed-in rain gauge.", "Rains! Dry land."]


def corpus(texts):
    """Return articles, and statements of which each is a sentence that ends with a full stop."""
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts}).astype("str")
    rows = []
    for name, text in zip(articles["article_id"], texts, strict=True):
        at = 0
        for n, part in enumerate(text.split(". ")):
            voice = ("subject", "journalist", "third_party")[n % 3]
            rows.append((f"{name}:{n + 1}", name, f"{name}:{n + 1}", at, at + len(part) + 1, voice, part))
            at += len(part) + 2
    names = ["statement_id", "article_id", "sentence_id", "start", "end", "voice", "text"]
    return articles, pd.DataFrame(rows, columns=names)


def book(**themes):
    return read_codebook({"themes": {name: {"patterns": patterns} for name, patterns in themes.items()}})


WATER = book(rain=["rain*", "heavy rain", "hail"], snow=["snow*"], fog=["fog"])


def counted():
    articles, statements = corpus(TEXTS)
    return find_themes(articles, WATER, statements=statements), statements


NO_SENTENCES = empty_table("sentences")


KEYS = ["article_id", "theme", "pattern", "start"]


def drawn(hits, **options):
    return set(sample_hits(hits, NO_SENTENCES, **options)[KEYS].itertuples(index=False, name=None))


def many_hits(count=60, theme="t"):
    return pd.DataFrame(
        {
            "article_id": [f"a{n % 7}" for n in range(count)], "statement_id": "", "theme": theme,
            "pattern": [f"p{n % 3}" for n in range(count)], "start": range(count), "end": range(1, count + 1),
            "text": "w", "voice": "subject", "sentence_id": "",
        }
    )  # fmt: skip


FERRIES = {
    "a2": "The ferry sank. Old ferry men wept, and the ferry firm paid.",
    "a10": "Ferry prices rose; a ferry, they say, sank.",
}


def ferry_hits(texts, patterns=("ferry",), **extra):
    """Return hits of one theme, and sentences that end at full stops."""
    articles = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    book = read_codebook({"themes": {"boats": {"patterns": list(patterns)}, **extra}})
    rows = []
    for name, text in texts.items():
        at = 0
        for n, part in enumerate(text.split(". ")):
            end = min(at + len(part) + 1, len(text))
            rows.append((f"{name}:{n + 1}", name, at, end, text[at:end]))
            at += len(part) + 2
    sentences = pd.DataFrame(rows, columns=["sentence_id", "article_id", "start", "end", "text"])
    return find_themes(articles, book), sentences
