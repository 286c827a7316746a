"""A study made of articles, with what they propose: a subject, occasions, and a codebook to begin with."""

import shlex

import pandas as pd
import pytest

from retold.articles.corpus import read_articles
from retold.errors import CodebookError, SettingError
from retold.study.config import read_settings
from retold.study.new import FIRST_CODEBOOK, make_study
from retold.themes.codebook.read import read_codebook

TOPICS = [
    "The bridge needs new piers, and the bridge opens when the piers are dry. Workers paint the railing of the bridge.",
    "The ferry costs a toll, and the toll rises in winter. Drivers pay the toll for the ferry every winter.",
]


def story(n):
    return (
        f"{TOPICS[n % 2]} The mayor, Ann Lee, said that the council would vote on Friday. “We will pay,” Lee said."
        f" Tom Hart said that number {n} was too high."
    )


def stories(folder, n=6):
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(n):
        (folder / f"2021-05-0{at + 1}_post{at % 2}.txt").write_text(story(at), "utf-8")
    return folder


def test_an_empty_folder(tmp_path):
    said = make_study(tmp_path / "bridge", subject="Ann Lee", aliases=["Lee"])
    assert [path.name for path in sorted((tmp_path / "bridge").iterdir())] == [
        "articles",
        "codebook.yaml",
        "study.yaml",
    ]
    assert said[2].startswith("put your articles into")
    settings = read_settings(tmp_path / "bridge")
    assert (settings.subject, list(settings.aliases)) == ("Ann Lee", ["Lee"])
    assert read_codebook(tmp_path / "bridge" / "codebook.yaml").patterns


@pytest.mark.parametrize("name", ["mine", "my study"])
def test_the_next_three_commands_can_be_pasted(tmp_path, name):
    said = make_study(tmp_path / name)
    commands = [shlex.split(line.removeprefix("next:")) for line in said[-3:]]
    assert [command[:3] for command in commands] == [
        ["retold", verb, str(tmp_path / name)] for verb in ("check", "run", "sheet")
    ]


@pytest.mark.parametrize("inner", ["", "articles"])
def test_what_articles_propose(tmp_path, inner):
    stories(tmp_path / inner)
    said = make_study(tmp_path)
    settings = read_settings(tmp_path)
    assert settings.subject == "Ann Lee"
    assert settings.aliases == ["Lee", "the mayor"]
    text = (tmp_path / "study.yaml").read_text("utf-8")
    assert "# PROPOSED: the most quoted, 12 statements in 6 of 6 articles; after that Tom Hart (6)." in text
    assert text.index("PROPOSED") < text.index("subject: Ann Lee")
    assert "found 6 articles" in said
    assert any(
        line.startswith("subject, proposed: Ann Lee (Lee, the mayor): the most quoted") for line in said
    )
    assert any(line.startswith("occasions, proposed: 6 articles report") for line in said)
    book = read_codebook(tmp_path / "codebook.yaml")
    assert book.title.startswith("Draft")
    assert all(theme.description.startswith("DRAFT") for theme in book.themes)
    assert "A DRAFT" in (tmp_path / "codebook.yaml").read_text("utf-8")


def test_a_subject_that_is_given_is_not_proposed(tmp_path):
    stories(tmp_path)
    said = make_study(tmp_path, subject="Tom Hart")
    assert read_settings(tmp_path).subject == "Tom Hart"
    assert not any(line.startswith("subject") for line in said)
    assert "PROPOSED" not in (tmp_path / "study.yaml").read_text("utf-8")


def test_where_nobody_is_quoted_nobody_is_proposed(tmp_path):
    (tmp_path / "a.txt").write_text("It rained, and it snowed.")
    said = make_study(tmp_path)
    assert read_settings(tmp_path).subject == ""
    assert any("nobody is proposed" in line for line in said)
    assert (tmp_path / "codebook.yaml").read_text("utf-8") == FIRST_CODEBOOK


SOURCES = {
    "a folder": ["texts"],
    "files": ["texts/2021-05-01_post0.txt", "texts/2021-05-02_post1.txt"],
    "a table": ["table.csv"],
    "a workbook": ["table.xlsx"],
}


@pytest.mark.parametrize("sources", SOURCES.values(), ids=SOURCES)
def test_articles_from_somewhere_else_are_copied(tmp_path, sources):
    stories(tmp_path / "texts")
    frame = pd.DataFrame({"body": [story(n) for n in range(4)], "source": "Post"})
    frame.to_csv(tmp_path / "table.csv", index=False, sep=";")
    frame.to_excel(tmp_path / "table.xlsx", index=False)
    said = make_study(tmp_path / "mine", sources=[tmp_path / source for source in sources])
    assert said[0].startswith("copied ")
    assert len(read_articles(tmp_path / "mine")) == {"texts": 6}.get(
        sources[0], len(sources) if len(sources) > 1 else 4
    )
    assert read_settings(tmp_path / "mine").subject == "Ann Lee"
    for source in sources:
        assert (tmp_path / source).exists()


def test_an_encoding_goes_into_the_settings(tmp_path):
    (tmp_path / "a.txt").write_bytes("Das Café schließt.".encode("cp1252"))
    said = make_study(tmp_path / "x", sources=[tmp_path / "a.txt"], encoding="windows-1252")
    assert read_settings(tmp_path / "x").encoding == "windows-1252"
    assert any("read as windows-1252" in line for line in said)


def test_what_cannot_be_read_is_said_and_the_study_is_made(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.txt").write_text(" ")
    said = make_study(tmp_path)
    assert [line[:25] for line in said if line.startswith("error")] == [
        "error: the article is not",
        "error: the article is emp",
    ]
    assert (tmp_path / "study.yaml").exists()
    assert not (tmp_path / "articles").exists()


def test_what_is_odd_is_said(tmp_path):
    stories(tmp_path)
    (tmp_path / "x.odt").write_text("x")
    assert any("1 file is not read: x.odt" in line for line in make_study(tmp_path))


def test_a_codebook_that_is_there_stays(tmp_path):
    (tmp_path / "codebook.yaml").write_text("themes: {rain: {patterns: [rain]}}", "utf-8")
    assert not any("codebook.yaml" in line for line in make_study(tmp_path))
    assert [theme.name for theme in read_codebook(tmp_path / "codebook.yaml").themes] == ["rain"]


def test_what_is_refused(tmp_path):
    (tmp_path / "file.txt").write_text("It rained.")
    with pytest.raises(SettingError, match=r"this is a file, not a folder(.|\n)*--from"):
        make_study(tmp_path / "file.txt")
    with pytest.raises(SettingError, match="no such file or folder"):
        make_study(tmp_path / "new", sources=[tmp_path / "none"])
    (tmp_path / "x").mkdir()
    with pytest.raises(SettingError, match="no articles to copy"):
        make_study(tmp_path / "new", sources=[tmp_path / "x"])
    with pytest.raises(SettingError, match="such a file in the study already"):
        make_study(tmp_path / "new", sources=[tmp_path / "file.txt", tmp_path / "file.txt"])
    (tmp_path / "study.yaml").write_text("")
    with pytest.raises(SettingError, match=r"is a study already(.|\n)*study\.yaml(.|\n)*edit it"):
        make_study(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "codebook.yaml").write_text("themes: [", "utf-8")
    with pytest.raises(CodebookError):
        make_study(tmp_path / "other")
    assert not (tmp_path / "other" / "study.yaml").exists()
