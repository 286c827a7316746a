"""No file outside the study is read, whatever lists, settings and links say, unless a setting allows it by name."""

import shutil

import pytest

import retold
from retold.errors import ArticleError, StudyError
from tests.conftest import retold_here

SECRET = "The password of the mayor is swordfish, Ann Lee said."
LISTING = (
    "article_id,file\nnorth,articles/north.txt\nsouth,articles/south.txt\nwest,articles/west.txt\nx,{}\n"
)


@pytest.fixture
def secret(tmp_path):
    """A folder beside the study with a text that no report may quote."""
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    (folder / "book.yaml").write_text("themes: {secret: {patterns: [swordfish]}}\n", "utf-8")
    (folder / "articles.csv").write_text("article_id,text\nx,swordfish\n", "utf-8")
    (folder / "voices.csv").write_text("edition,article_id,start,end,voice\n,north,0,3,subject\n", "utf-8")
    return folder


def listed(file):
    return lambda study, secret: (study / "articles.csv").write_text(
        LISTING.format(file(study, secret)), "utf-8"
    )


def setting(line):
    def add(study, secret):
        with (study / "study.yaml").open("a") as stream:
            stream.write(line.format(secret=secret))

    return add


def link_folder(study, secret):
    shutil.rmtree(study / "articles")
    (study / "articles").symlink_to(secret)


def link_coding(study, secret):
    (study / "coding").mkdir()
    (study / "coding" / "voices.csv").symlink_to(secret / "voices.csv")


def link_of_link(study, secret):
    (study / "inner").symlink_to(secret)
    (study / "articles" / "x.txt").symlink_to("../inner/secret.txt")


def link_to(name, target="secret.txt"):
    def link(study, secret):
        (study / name).unlink(missing_ok=True)
        (study / name).symlink_to(secret / target)

    return link


WAYS = {
    "two levels up": listed(lambda study, secret: "../private/secret.txt"),
    "far up": listed(lambda study, secret: "../" * 30 + str(secret)[1:] + "/secret.txt"),
    "through the articles": listed(lambda study, secret: "articles/../../private/secret.txt"),
    "absolute": listed(lambda study, secret: secret / "secret.txt"),
    "a system's file": listed(lambda study, secret: "../../../../../../../../etc/passwd"),
    "a file that is not there": listed(lambda study, secret: "../private/nothing.txt"),
    "a link": link_to("articles/x.txt"),
    "a link to a link": link_of_link,
    "a folder that is a link": link_folder,
    "a list that is a link": link_to("articles.csv", "articles.csv"),
    "a table that is a link": link_to("articles.jsonl", "articles.csv"),
    "codebook above": setting("codebook: ../private/book.yaml\n"),
    "codebook absolute": setting("codebook: {secret}/book.yaml\n"),
    "codebook that is a link": link_to("codebook.yaml", "book.yaml"),
    "given arguments above": setting("given: ../private/book.yaml\n"),
    "given arguments that are a link": link_to("arguments.yaml", "book.yaml"),
    "coding that is a link": link_coding,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", ["run", "check", "sheet"])
def test_it_is_refused(small_study, secret, tmp_path, way, command):
    if command == "sheet" and ("given" in way or "coding" in way):
        pytest.skip("a sheet reads neither")
    WAYS[way](small_study, secret)
    results = tmp_path / "out"
    more = {"run": ["--results", results], "sheet": ["--to", results / "a.csv"]}.get(command, [])
    done = retold_here(command, small_study, *more)
    assert done.returncode == 2
    assert "lies outside the study" in done.stderr
    assert "outside:" in done.stderr
    assert len(done.stderr.splitlines()) <= 4
    assert "swordfish" not in done.stderr + done.stdout
    assert not list(results.glob("*"))


@pytest.mark.parametrize(
    ("way", "allowed"),
    [
        ("two levels up", "../private"),
        ("absolute", "../private/secret.txt"),
        ("a link", "../private"),
        ("a link to a link", "inner"),
        ("a folder that is a link", "articles"),
        ("a list that is a link", "{secret}"),
        ("codebook above", "../private/book.yaml"),
        ("codebook that is a link", "codebook.yaml"),
    ],
)
def test_a_setting_allows_it_by_name(small_study, secret, way, allowed):
    WAYS[way](small_study, secret)
    setting(f"outside: ['{allowed}']\n")(small_study, secret)
    done = retold_here("check", small_study)
    assert done.returncode == 0, done.stderr


def test_what_is_allowed_is_no_more_than_that(small_study, secret):
    WAYS["two levels up"](small_study, secret)
    setting("outside: [../private/book.yaml, ../priv]\n")(small_study, secret)
    assert retold_here("check", small_study).returncode == 2
    assert retold_here("check", small_study, "-p", "outside", "[../private]").returncode == 0


def test_the_library_refuses_it_too(small_study, secret):
    WAYS["a link"](small_study, secret)
    for read in (retold.read_articles, lambda path: list(retold.read_articles(path / "articles"))):
        with pytest.raises(ArticleError, match="lies outside the study"):
            read(small_study)
    assert len(retold.read_articles(small_study, outside=["../private"])) == 4


def test_links_within_the_study_and_a_study_that_is_a_link_are_read(small_study, tmp_path):
    (small_study / "kept").mkdir()
    shutil.move(small_study / "articles" / "west.txt", small_study / "kept" / "w.txt")
    (small_study / "articles" / "west.txt").symlink_to("../kept/w.txt")
    (tmp_path / "link").symlink_to(small_study)
    assert retold_here("check", tmp_path / "link").returncode == 0


@pytest.mark.parametrize("name", ["a\0b", "../a\0b"])
def test_a_path_that_is_none(small_study, name):
    (small_study / "articles.csv").write_text(LISTING.format(name), "utf-8")
    with pytest.raises(StudyError):
        retold.read_articles(small_study)
