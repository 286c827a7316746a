"""What the tests of the measures share: a codebook, statements and hits written in one line each."""

import pandas as pd
from hypothesis import strategies as st

from retold.themes.codebook.read import read_codebook

BOOK = read_codebook(
    {
        "themes": {
            "water": {"themes": {"rain": {"patterns": ["rain*"]}, "snow": {"patterns": ["snow*"]}}},
            "wind": {"patterns": ["wind*"]},
        }
    }
)


RAIN, SNOW, WIND = "water/rain", "water/snow", "wind"


SHORT = {"r": RAIN, "s": SNOW, "w": WIND}


def make(rows):
    """Make statements and hits of (article, sentence, voice, words, hits); hits are letters of SHORT."""
    statements, hits = [], []
    for n, (article, sentence, voice, words, themes) in enumerate(rows):
        shared = {
            "statement_id": f"{article}:{n}",
            "article_id": article,
            "sentence_id": f"{article}:{sentence}",
            "start": 100 * sentence + n,
            "end": 100 * sentence + n + 1,
            "voice": voice,
        }
        statements.append({**shared, "text": " ".join(["word"] * words)})
        hits += [{**shared, "theme": SHORT[letter], "pattern": "x", "text": "x"} for letter in themes]
    columns = ["statement_id", "article_id", "sentence_id", "start", "end", "voice", "text"]
    found = pd.DataFrame(hits, columns=[*columns, "theme", "pattern"])
    return found, pd.DataFrame(statements, columns=columns)


FIVE = [
    ("a", 1, "subject", 4, "rr"),
    ("a", 1, "journalist", 2, "w"),
    ("a", 2, "journalist", 4, ""),
    ("a", 3, "subject", 10, "rs"),
    ("b", 1, "journalist", 20, "w"),
]


def frequencies(hits, words):
    """Make the table of one theme over articles."""
    names = [f"a{n:02d}" for n in range(len(hits))]
    return pd.DataFrame(
        {
            "article_id": [*names, "*"],
            "voice": "*",
            "theme": "rain",
            "hits": [*hits, sum(hits)],
            "tokens": [*words, sum(words)],
        }
    )


NOTES = [
    ([("a", 1, "subject", 3, "w"), ("b", 1, "journalist", 3, "")], "too few: one side"),
    ([("a", 1, "subject", 3, "w"), ("b", 1, "journalist", 3, "w")], "every sentence of both"),
    ([("a", 1, "subject", 3, ""), ("b", 1, "journalist", 3, "")], "no sentence of either"),
    ([("a", n, f"v{n % 2}", 3, "w" * (n < 2)) for n in range(20)], "too few: fewer than 5 sentences with"),
]


UNITS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 4),
        st.sampled_from(["subject", "journalist", "third_party"]),
        st.integers(0, 6),
        st.text("rsw", max_size=3),
    ),
    min_size=1,
    max_size=14,
)
