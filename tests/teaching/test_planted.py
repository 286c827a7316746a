"""Where the lessons find the planted study, and what they may see of its key."""

import os

import pandas as pd
import pytest

from retold.errors import ResultsError
from retold.teaching import planted
from tests.conftest import ROOT


def test_the_study_is_found_from_a_folder_below_it(tmp_path, monkeypatch):
    course = tmp_path / "course"
    (course / "autograded" / "ann" / "lesson").mkdir(parents=True)
    (course / "data").mkdir()
    os.symlink(ROOT / "data" / "planted", course / "data" / "planted")
    monkeypatch.chdir(course / "autograded" / "ann" / "lesson")
    assert planted.find_planted() == course / "data" / "planted"


def test_where_it_is_nowhere_a_message_says_what_to_copy(tmp_path):
    with pytest.raises(ResultsError, match="data/planted"):
        planted.find_planted(tmp_path)


def test_an_installed_package_brings_it_along(tmp_path, monkeypatch):
    package = tmp_path / "site" / "retold"
    (package / "workflow" / "data").mkdir(parents=True)
    os.symlink(ROOT / "data" / "planted", package / "workflow" / "data" / "planted")
    monkeypatch.setattr(planted.retold, "__file__", str(package / "__init__.py"))
    assert planted.find_planted(tmp_path) == package / "workflow" / "data" / "planted"


def test_only_the_open_half_of_the_key_is_read():
    key = pd.read_csv(ROOT / "data" / "planted" / "planted.csv", keep_default_na=False)
    for kind in set(key["kind"]):
        seen = planted.read_key(kind)
        assert set(seen["split"]) == {"tune"}
        assert len(seen) == ((key["kind"] == kind) & (key["split"] == "tune")).sum()


def test_texts_are_those_of_the_files():
    texts = planted.read_texts()
    for row in planted.read_articles().itertuples():
        assert texts[row.article_id] == (ROOT / "data" / "planted" / row.file).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("span", "label"),
    [
        (("a", 0, 4), "x"),
        (("a", 3, 9), "y"),
        (("a", 2, 6), "x"),  # as much of one as of the other: the first by name
        (("a", 8, 12), ""),
        (("b", 0, 4), ""),
        (("a", 4, 4), ""),
    ],
)
def test_a_span_has_the_label_of_most_of_its_characters(span, label):
    coded = pd.DataFrame({"article_id": "a", "start": [0, 4], "end": [4, 8], "voice": ["x", "y"]})
    spans = pd.DataFrame([span], columns=["article_id", "start", "end"])
    assert planted.label_spans(spans, coded, "voice") == [label]


def test_sentences_on_scarcity_are_whole_sentences_apart(found):
    coded = planted.read_coding("scarcity")
    assert set(coded["about"]) == {"yes", "arguable"}
    assert not coded.duplicated(["article_id", "start"]).any()
    own = coded[coded["article_id"] == "p08"]
    assert set(own["start"]) <= set(found.text["start"])
    assert set(own["end"]) <= set(found.text["end"])
