"""A language model's codes are one more coder, and what made them is kept: model, version, prompt, codebook."""

import hashlib

import pandas as pd
import pytest

from retold.coding.make_sheets import hash_codebook, write_sheet
from retold.coding.origins import read_origins, tell_origins
from retold.coding.read_codes import read_sheet
from retold.coding.sheet import SheetSource
from retold.errors import TableError
from retold.study.coding import make_sheet, score_sheets
from retold.themes.codebook.read import read_codebook

PROMPT = "Read the sentence and say whether it speaks of safety.\nAnswer 0 or 1."
HASH = hashlib.sha256(PROMPT.encode()).hexdigest()
SOURCE = str(SheetSource("original", "0a1b2c3d", "4e5f6a7b", 1, (0.0, 1.0)))


def sheet(coder="m", source=SOURCE, **notes):
    return pd.DataFrame(
        {"unit": ["a:1", "a:2"], "water": [1.0, 0.0], "coder": coder, "sheet": source}
    ).assign(**{name.replace("_", " "): told for name, told in notes.items()})


@pytest.mark.parametrize(
    ("frame", "origin"),
    [
        (sheet("Ann"), ["Ann", "", "", "", "4e5f6a7b"]),
        (sheet(source=""), ["m", "", "", "", ""]),
        (sheet(note="so so"), ["m", "", "", "", "4e5f6a7b"]),
        (sheet(note_model="a-model", note_version="3"), ["m", "a-model", "3", "", "4e5f6a7b"]),
        (sheet(note_model=["a-model", ""], note_prompt=[None, HASH]), ["m", "a-model", "", HASH, "4e5f6a7b"]),
        (sheet(note_model="a-model", note_prompt=PROMPT), ["m", "a-model", "", HASH[:12], "4e5f6a7b"]),
    ],
)  # fmt: skip
def test_what_made_the_codes(frame, origin):
    assert read_origins([frame], ["m.csv"]).values.tolist() == [origin]


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet(note_model=["a-model", "b-model"])],
        [sheet(note_model="a-model", note_prompt=["one way", "another way"])],
        [sheet(note_model="a-model", note_prompt="one way"), sheet(note_model="a-model", note_prompt="another")],
        [sheet(note_model="a-model"), sheet()],
    ],
)  # fmt: skip
def test_two_prompts_are_two_coders(sheets):
    with pytest.raises(TableError, match=r"'m' has more than one origin(.|\n)*in the column 'coder'"):
        read_origins(sheets, ["m.csv"] * len(sheets))


def test_one_coder_in_two_sheets_of_one_origin_is_one():
    assert len(read_origins([sheet(), sheet()], ["a.csv", "b.csv"])) == 1


@pytest.mark.parametrize(
    ("other", "codebook"),
    [("", "4e5f6a7b"), (SOURCE.replace("4e5f6a7b", "11111111"), "11111111, 4e5f6a7b")],
)
def test_a_person_may_have_been_shown_two_codebooks(other, codebook):
    origins = read_origins([sheet("Ann"), sheet("Ann", source=other)], ["a.csv", "a.qdpx"])
    assert origins["codebook"].tolist() == [codebook]


def test_people_are_not_told_as_models():
    both = read_origins([sheet("Ann"), sheet(note_model="a-model", note_prompt=PROMPT)], ["a.csv", "m.csv"])
    assert tell_origins(both) == [f"m: codes of the model a-model, prompt {HASH[:12]}, codebook 4e5f6a7b"]


def test_a_model_is_scored_beside_people(small_study, tmp_path):
    paths = []
    for coder, word in [("Ann", "safe"), ("Ben", "never safe"), ("machine", "safe")]:
        path = make_sheet(small_study, to=tmp_path / f"{coder}.xlsx", coder=coder)
        filled = read_sheet(path)
        filled["safety"] = [float(word in text) for text in filled["sentence"]]
        filled["talks"] = [float("talks" in text) for text in filled["sentence"]]
        if coder == "machine":
            filled = filled.assign(**{"note model": "a-model", "note version": "2", "note prompt": PROMPT})
        paths.append(write_sheet(filled, path))
    said = []
    tables = score_sheets(small_study, paths, to=tmp_path / "scores", say=said.append)
    shown = hash_codebook(read_codebook(small_study / "codebook.yaml"))
    assert f"machine: codes of the model a-model, version 2, prompt {HASH[:12]}, codebook {shown}" in said
    kept = pd.read_csv(tmp_path / "scores" / "tables" / "coder_origins.csv", dtype=str, keep_default_na=False)
    assert kept["coder"].tolist() == ["Ann", "Ben", "machine"]
    assert kept["model"].tolist() == ["", "", "a-model"]
    assert set(kept["codebook"]) == {shown}
    pairs = tables["coder_pairs"].set_index(["coder_a", "coder_b", "theme"])["agreement"]
    assert pairs["Ann", "machine", "safety"] == 1
    assert pairs["Ben", "machine", "safety"] < 1
