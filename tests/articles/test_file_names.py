"""Dates and outlets are read off the names of files and folders, and it is said that they were."""

from pathlib import PurePath

import pytest

from retold.articles.corpus import read_articles
from retold.articles.file_names import outlets_of_names
from retold.articles.notes import Notes
from tests.articles.cases import write


@pytest.mark.parametrize(
    ("names", "outlets"),
    [
        ("2022-02-21_north-post 2022-02-22_valley", "north-post valley"),
        ("20220221_guardian_rain 20220221_bbc_snow 20220222_guardian_hail 20220223_bbc_fog", "guardian bbc guardian bbc"),
        ("guardian_01 guardian_02 bbc_01", "guardian guardian -"),
        ("guardian_01 guardian_02 bbc_01 bbc_02", "guardian guardian bbc bbc"),
        ("article_01 article_02 text_03 text_04", "- - - -"),
        ("a b c", "- - -"),
        ("rain snow rain2", "- - -"),
        ("2022-02-21_article 2022-02-22_text", "- -"),
        ("north_2022-02-21 north_2022-02-22", "north north"),
        ("Feb-21-2022_Post 21-02-2022_Times", "Post Times"),
        ("2022-02-21_one-two-three-four-five-words 2022-02-21_x", "- -"),
        ("2022-02-21 2022-02-22", "- -"),
        ("bbc_1 bbc_2 bbc_3", "- - -"),
        ("2022-02-21_valley-news 2022-02-22_new-york-times", "valley-news new-york-times"),
        ("2022-02-21_news 2022-02-22_press-release 2022-02-23_interview-lee", "- - -"),
    ],
)  # fmt: skip
def test_outlets_in_names(names, outlets):
    found = outlets_of_names({name: PurePath(f"{name}.txt") for name in names.split()})
    assert [found.get(name, ("-",))[0] for name in names.split()] == outlets.split()
    assert {source for _, source in found.values()} <= {"file name"}


@pytest.mark.parametrize(
    ("paths", "outlets"),
    [
        ("north/1.txt north/2.txt valley/1.txt", "north north valley"),
        ("north/2022/1.txt valley/2022/1.txt", "north valley"),
        ("north/1.txt 2.txt", "- -"),
        ("north-post/1.txt north-post/2.txt", "north-post north-post"),
        ("north-post/2021/1.txt north-post/2022/2.txt", "north-post north-post"),
        ("bbc.co.uk/1.txt", "bbc.co.uk"),
        ("press-releases/1.txt press-releases/2.txt", "- -"),
        ("what-the-papers-wrote-of-it/1.txt what-the-papers-wrote-of-it/2.txt", "- -"),
        ("texts/1.txt articles/2.txt", "- -"),
        ("2021/1.txt 2022/2.txt", "- -"),
    ],
)
def test_outlets_of_folders(paths, outlets):
    files = {str(n): PurePath(path) for n, path in enumerate(paths.split())}
    found = outlets_of_names(files)
    assert [found.get(name, ("-",))[0] for name in files] == outlets.split()


def test_an_outlet_of_one_folder_is_said(tmp_path):
    notes = Notes(go_on=True)
    articles = read_articles(write(tmp_path, {"north/a.txt": "Rain.", "north/b.txt": "Snow."}), notes=notes)
    assert articles["outlet"].tolist() == ["north", "north"]
    assert any("one folder that holds them: 'north'" in note.what for note in notes.listed)
    notes = Notes(go_on=True)
    read_articles(write(tmp_path / "two", {"north/a.txt": "Rain.", "valley/b.txt": "Snow."}), notes=notes)
    assert not any("one folder" in note.what for note in notes.listed)


def test_what_is_found_stands_beside_where_it_was_found(tmp_path):
    files = {"north/2022-02-21 a.txt": "Rain.", "valley/03-04-2022.txt": "Snow.", "valley/b.txt": "Hail."}
    articles = read_articles(write(tmp_path, files)).set_index("article_id")
    assert articles[["outlet", "outlet_source", "date", "date_source", "flags"]].to_dict("index") == {
        "2022-02-21 a": {"outlet": "north", "outlet_source": "folder", "date": "2022-02-21", "date_source": "file name", "flags": ""},
        "03-04-2022": {"outlet": "valley", "outlet_source": "folder", "date": "2022", "date_source": "file name", "flags": "date_order"},
        "b": {"outlet": "valley", "outlet_source": "folder", "date": "", "date_source": "", "flags": ""},
    }  # fmt: skip


def test_another_name_tells_which_number_is_the_day(tmp_path):
    articles = read_articles(write(tmp_path, {"03-04-2022_a.txt": "Rain.", "21-02-2022_b.txt": "Snow."}))
    assert articles["date"].tolist() == ["2022-04-03", "2022-02-21"]
    assert articles["outlet"].tolist() == ["", ""]
    assert articles["flags"].tolist() == ["", ""]


def test_what_a_list_says_goes_first(tmp_path):
    listing = "article_id,file,outlet,date\na,2022-02-21_post.txt,Times,\nb,2022-02-22_post.txt,,2020\n"
    files = {"2022-02-21_post.txt": "Rain.", "2022-02-22_post.txt": "Snow."}
    articles = read_articles(write(tmp_path, files, listing))
    assert articles[["outlet", "outlet_source", "date", "date_source"]].values.tolist() == [
        ["Times", "given", "", ""],
        ["", "", "2020", "given"],
    ]
