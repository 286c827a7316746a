"""What the tests of coding share: a codebook, sentences, a sheet, and a sheet with codes."""

import numpy as np
import pandas as pd

from retold.coding.make_sheets import coding_sheet
from retold.themes.codebook.read import read_codebook

BOOK = read_codebook(
    {
        "themes": {
            "water": {
                "description": "Rain, rivers.",
                "themes": {
                    "rain": {
                        "description": "It rains.",
                        "patterns": ["rain*"],
                        "examples": ["=Rain fell."],
                        "notes": "Snow is not rain.",
                    },
                    "river": {"patterns": ["river*"]},
                },
            },
            "talks": {"patterns": ["talks"]},
        }
    }
)


THEMES = ["water/rain", "water/river", "talks"]


def sentences_of(texts, article="a"):
    ends = np.cumsum([len(text) + 1 for text in texts])
    return pd.DataFrame(
        {
            "sentence_id": [f"{article}:{n}" for n in range(1, len(texts) + 1)],
            "article_id": article,
            "start": [0, *ends[:-1]],
            "end": ends - 1,
            "text": texts,
        }
    )


SENTENCES = pd.concat(
    [
        sentences_of(["Rain fell.", "The river rose.", "Talks began.", "All went home."], "a"),
        sentences_of([f"Sentence {n} about rain." for n in range(1, 13)], "b"),
    ],
    ignore_index=True,
)


ARTICLES = pd.DataFrame(
    {"article_id": ["a", "b"], "label": ["Alpha Post", "Beta News"], "edition": "original"}
)


def sheet_of(sentences=SENTENCES, **options):
    return coding_sheet(sentences, BOOK, **{"articles": ARTICLES, **options})


def filled(sheet, codes=None, seed=0):
    """Return a sheet with codes: given as a list for all themes in turn, or drawn."""
    drawn = np.random.default_rng(seed).integers(0, 2, (len(sheet), len(THEMES)))
    return sheet.assign(**{theme: drawn[:, n] if codes is None else codes for n, theme in enumerate(THEMES)})


HEAD = "unit,sentence,water/rain,water/river,talks,note\n"


BAD = {
    "renamed theme": ("unit,water/rains,water/river,talks\na:1,1,0,0\n", ["'water/rains'", "did you mean 'water/rain'", "header"]),
    "renamed unit": ("units,water/rain\na:1,1\n", ["no column 'unit'", "did you mean 'units'"]),
    "missing unit": ("water/rain,talks\n1,1\n", ["no column 'unit'", "put the column back"]),
    "extra column": ("unit,water/rain,mood\na:1,1,good\n", ["'mood'", "begin with 'note'"]),
    "no theme": ("unit,sentence\na:1,Rain.\n", ["no column of a theme", "water/rain"]),
    "column twice": ("unit,talks,talks\na:1,1,0\n", ["2 columns are called 'talks'", "row 1"]),
    "column without header": ("unit,talks,\na:1,1,0\n", ["column 3 has no header", "row 2"]),
    "unit twice": (HEAD + "a:1,,1,,,\na:2,,1,,,\na:1,,0,,,\n", ["'a:1' stands 2 times", "rows 2, 4"]),
    "no unit": (HEAD + "a:1,,1,,,\n,,1,,,\n", ["1 row(s) do not say which unit", "row 3"]),
    "illegal codes": (
        HEAD + "a:1,,x,,,\na:2,,1,yes,2,\n",
        ["3 cell(s) hold no code", "row 2, column 'water/rain': 'x'", "row 3, column 'talks': '2'", "one of 0, 1"],
    ),
    "many illegal codes": (HEAD + "".join(f"a:{n},,x,,,\n" for n in range(9)), ["9 cell(s)", "and 4 more", "row 6"]),
    "infinite code": (HEAD + "a:1,,inf,,,\n", ["hold no code", "'inf'"]),
    "empty file": ("", ["the file is empty"]),
    "blank lines": ("\n,,,\n", ["the file is empty"]),
    "header only": (HEAD, ["no rows"]),
    "broken zip": (b"PK\x03\x04 this is not a workbook", ["workbook cannot be read", "save it again"]),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", ["old XLS format, or one with a password"]),
    "not text": (b"\x00\x01\x02\x00", ["neither a text file nor a workbook"]),
}  # fmt: skip


def long(table, theme="t"):
    """Return long codes from {coder: [codes]}."""
    return pd.DataFrame(
        [(str(u), coder, theme, code) for coder, codes in table.items() for u, code in enumerate(codes)],
        columns=["unit", "coder", "theme", "code"],
    )


X = np.nan
