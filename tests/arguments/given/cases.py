"""Statements and given arguments that several tests here use."""

import pandas as pd

GIVEN = {
    "arguments": [
        {"label": "rain", "description": "Heavy rain floods the streets of the town"},
        {"label": "tax", "description": "Taxes on land are too high for farmers"},
        {"label": "wolves", "examples": ["wolves kill sheep", "the herds are not safe from wolves"]},
    ]
}
TEXTS = [
    "farmers cannot pay such high taxes on their land",
    "after the heavy rains every street was flooded",
    "the shepherd lost nine sheep to the wolves",
    "he plays the violin in a small orchestra",
    "",
]
EXPECTED = ["tax", "rain", "wolves", "none", "none"]


def frame(texts, article="a"):
    ids = [f"{article}:{n}" for n in range(1, len(texts) + 1)]
    return pd.DataFrame({"statement_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")})
