"""A study made of a folder of articles."""

import pytest

from retold.errors import CodebookError, SettingError
from retold.study.config import read_settings
from retold.study.new import make_study
from retold.themes.codebook.read import read_codebook


def test_an_empty_folder(tmp_path):
    said = make_study(tmp_path / "bridge", subject="Ann Lee", aliases=["Lee"])
    assert [path.name for path in sorted((tmp_path / "bridge").iterdir())] == [
        "articles",
        "codebook.yaml",
        "study.yaml",
    ]
    assert said[2].startswith("put your articles")
    assert said[-1] == f"next: retold run {tmp_path / 'bridge'}"
    settings = read_settings(tmp_path / "bridge")
    assert (settings.subject, list(settings.aliases)) == ("Ann Lee", ["Lee"])
    assert read_codebook(tmp_path / "bridge" / "codebook.yaml").patterns


@pytest.mark.parametrize("inner", ["", "articles"])
def test_a_folder_of_articles(tmp_path, inner):
    folder = tmp_path / inner
    folder.mkdir(exist_ok=True)
    for name in "ab":
        (folder / f"{name}.txt").write_text("It rained.", "utf-8")
    assert "found 2 articles" in make_study(tmp_path)


def test_a_codebook_that_is_there_stays(tmp_path):
    (tmp_path / "codebook.yaml").write_text("themes: {rain: {patterns: [rain]}}", "utf-8")
    assert not any("one theme to begin with" in line for line in make_study(tmp_path))
    assert [theme.name for theme in read_codebook(tmp_path / "codebook.yaml").themes] == ["rain"]


def test_what_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="this is a file, not a folder"):
        make_study(tmp_path / "file")
    (tmp_path / "study.yaml").write_text("")
    with pytest.raises(SettingError, match=r"is a study already(.|\n)*study\.yaml(.|\n)*edit it"):
        make_study(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "codebook.yaml").write_text("themes: [", "utf-8")
    with pytest.raises(CodebookError):
        make_study(tmp_path / "other")
    assert not (tmp_path / "other" / "study.yaml").exists()
