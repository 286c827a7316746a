import dataclasses

import pytest
import yaml

from retold.errors import ParameterError, SettingError
from retold.study.config import Settings, read_coding, read_settings, settings_schema
from retold.study.graph import results_folder
from retold.study.new import make_study
from retold.study.parameters import notebook_parameters
from tests.conftest import NATO, ROOT

SCHEMA = settings_schema()["properties"]


@pytest.mark.parametrize("name", sorted(SCHEMA))
def test_every_setting_has_type_description_and_default(name):
    assert {"type", "description", "default"} <= set(SCHEMA[name])
    assert SCHEMA[name]["description"].endswith(".")


def test_settings_and_schema_name_the_same():
    assert {field.name for field in dataclasses.fields(Settings)} - {"folder"} == set(SCHEMA)


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_take_their_settings_from_the_study_by_default(notebook):
    declared = notebook_parameters(notebook)
    assert set(declared) - {"study", "results"} <= set(SCHEMA)
    assert {name for name, value in declared.items() if value is not None} == {"study", "results"}


def test_a_whole_number_with_a_point_is_a_whole_number(small_study):
    with (small_study / "study.yaml").open("a") as file:
        file.write("\nseed: 3.0\n")
    seed = read_settings(small_study).seed
    assert (seed, type(seed)) == (3, int)


def test_changes_win_and_none_leaves_the_study_as_it_is(small_study):
    settings = read_settings(small_study, seed=7, subject=None)
    assert (settings.seed, settings.subject, settings.replicates, settings.level) == (7, "Ann Lee", 20, 0.95)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sed": 1}, "did you mean 'seed'"),
        ({"seed": -1}, "'seed': -1 must be bigger than or equal to 0"),
        ({"level": 1}, "'level': 1 must be smaller than 1"),
        ({"voices": ["nobody"]}, "'voices'.*must be one of"),
    ],
)
def test_unfit_changes(small_study, changes, words):
    with pytest.raises(ParameterError, match=words):
        read_settings(small_study, **changes)


def test_an_unfit_setting_is_told_with_its_line(small_study):
    (small_study / "study.yaml").write_text("subject: A\n\nseed: x\n", "utf-8")
    with pytest.raises(SettingError, match=r"'x' must be integer.*\n.*line 3"):
        read_settings(small_study)


def test_an_empty_file_means_all_defaults(small_study):
    (small_study / "study.yaml").write_text("# nothing\n", "utf-8")
    settings = read_settings(small_study)
    assert settings.grouped_voices == ["subject", "third_party"]
    assert settings.seed == SCHEMA["seed"]["default"]


def test_results_of_another_edition_go_elsewhere():
    assert results_folder(read_settings(NATO)).as_posix() == "results/nato"
    assert results_folder(read_settings(NATO, edition="original")).as_posix() == "results/nato-original"


def test_a_new_study_shows_every_setting_and_reads_back(tmp_path):
    make_study(tmp_path / "mine", subject="Ann Lee", aliases=["Lee: the mayor"])
    text = (tmp_path / "mine" / "study.yaml").read_text("utf-8")
    assert all(f"{name}:" in text for name in SCHEMA)
    settings = read_settings(tmp_path / "mine")
    assert (settings.subject, settings.aliases) == ("Ann Lee", ["Lee: the mayor"])
    uncommented = text.replace("# subject", "subject")
    assert yaml.safe_load(uncommented) == {"subject": "Ann Lee", "aliases": ["Lee: the mayor"]}


def test_coding_of_one_edition_and_of_none(small_study):
    coding = read_coding(NATO, "themes", "paraphrase")
    assert set(coding["edition"]) == {"paraphrase"}
    assert len(coding) > 100
    assert read_coding(small_study, "themes", "paraphrase").empty


def test_how_articles_are_read_stands_in_one_place(small_study):
    import retold

    settings = read_settings(small_study, encoding="windows-1252", outside=["../shared"])
    assert settings.reading == {
        "edition": "",
        "columns": {},
        "encoding": "windows-1252",
        "outside": ["../shared"],
    }
    assert len(retold.read_articles(settings.folder, **settings.reading)) == 3
