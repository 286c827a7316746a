"""A study as a project: what is written is read again, with the same places and the same bytes."""

import pandas as pd
import pytest

import retold
from retold.coding.projects import read_project
from retold.coding.write_projects import write_project
from tests.coding.packed import ARTICLES, BOOK, TEXT
from tests.conftest import TEXTS, retold_here


def test_what_is_written_is_read_again(tmp_path):
    hits = retold.find_themes(ARTICLES, BOOK)
    file = write_project(ARTICLES, BOOK, tmp_path / "a.qdpx", coder="Ben", hits=hits)
    again = write_project(ARTICLES, BOOK, tmp_path / "b.qdpx", coder="Ben", hits=hits)
    assert file.read_bytes() == again.read_bytes()
    project = read_project(file)
    assert project.texts == {"river": TEXT}
    assert project.codes == ["water", "money"]
    kept = project.codings[["start", "end", "code", "text"]].values.tolist()
    assert kept == hits[["start", "end", "theme", "text"]].values.tolist()
    assert len(kept) == 3


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb 🚢\n", "\ufeffa", '<a & "b"> ]]> \''])
def test_any_text_keeps_its_places(tmp_path, text):
    articles = ARTICLES.assign(text=text)
    project = read_project(write_project(articles, BOOK, tmp_path / "a.qdpx"))
    assert project.texts["river"] == text.replace("\r\n", "\n").replace("\r", "\n")


def test_from_a_study_to_its_scores(small_study, tmp_path):
    file = tmp_path / "found.qdpx"
    done = retold_here("sheet", small_study, "--found", "--to", file)
    assert done.returncode == 0, done.stderr
    assert set(read_project(file).texts) == set(TEXTS)
    done = retold_here("score", small_study, file, "--to", tmp_path / "scores")
    assert done.returncode == 0, done.stderr
    scores = retold.read_table("coder_validation", tmp_path / "scores").set_index("theme")
    assert scores.loc["*", "f1"] == 1
    refused = retold_here("sheet", small_study, "--to", tmp_path / "b.qdpx", "--blind")
    assert refused.returncode == 2
    assert "a project holds whole articles" in refused.stderr


def test_a_sheet_is_filled_in_by_the_codebook(small_study, tmp_path):
    for name, blind in [("open.csv", []), ("blind.csv", ["--blind"])]:
        done = retold_here(
            "sheet", small_study, "--found", "--coder", "codebook", "--to", tmp_path / name, *blind
        )
        assert done.returncode == 0, done.stderr
    first, second = (pd.read_csv(tmp_path / name) for name in ("open.csv", "blind.csv"))
    assert first[["safety", "talks"]].values.tolist() == second[["safety", "talks"]].values.tolist()
    assert first["safety"].sum() > 0
    done = retold_here("score", small_study, tmp_path / "blind.csv", "--to", tmp_path / "scores")
    assert retold.read_table("coder_validation", tmp_path / "scores").set_index("theme").loc["*", "f1"] == 1
