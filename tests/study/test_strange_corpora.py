"""Corpora unlike ours: from nothing to a report without an edit, and what is odd is said on the way."""

import sys

import pytest

from retold.articles.corpus import read_articles
from retold.study.check import examine_study
from retold.study.config import read_settings
from retold.study.new import make_study
from retold.tables import read_table
from tests.conftest import ROOT, retold

# A part of the whole sizes, which `benchmarks/strange_corpora.py` runs.
SHARE = {"press_releases": 0.03, "pages": 0.2, "undated": 0.002, "nexis": 0.15, "transcripts": 0.5}
SPEAKERS = {"pages": "Ann Lee", "undated": "Ann Lee", "nexis": "Ann Lee"}
SAID = {
    "press_releases": ["articles are in German: direct quotations", "cells are separated by ';'", "text is 'Text', outlet is 'Publikation'"],
    "pages": ["read as windows-1252, as the page declares"],
    "undated": ["10 articles have no date", "article_id is 'doc_id'"],
    "nexis": ["an export of Nexis: 9 articles"],
    "transcripts": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def corpora():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import strange_corpora

    yield strange_corpora
    sys.path.remove(str(ROOT / "benchmarks"))
    del sys.modules["strange_corpora"]


@pytest.fixture(scope="module", params=SHARE)
def made(request, corpora, tmp_path_factory):
    """A study that `retold new` made of a corpus, with the corpus's name and what was said."""
    folder = tmp_path_factory.mktemp(request.param)
    source = corpora.make(request.param, folder / "texts", SHARE[request.param])
    return request.param, folder / "study", make_study(folder / "study", sources=[source])


def test_new_proposes_and_check_says_what_is_odd(made, corpora):
    name, study, said = made
    n = round(corpora.WHOLE[name] * SHARE[name])
    articles = read_articles(study)
    assert len(articles) == n
    assert f"found {n} articles" in said
    if name in SPEAKERS:
        assert read_settings(study).subject == SPEAKERS[name]
    examined = examine_study(study)
    assert examined.errors == []
    told = "\n".join(note.what for note in examined.notes)
    for words in SAID[name]:
        assert words in told
    assert "Load-Date" not in "".join(articles["text"])
    assert "advert" not in "".join(articles["text"])


def test_dates_and_outlets_are_found_where_they_stand(made):
    name, study, _ = made
    articles = read_articles(study)
    sources = {
        "press_releases": ({"given"}, {"given"}),
        "pages": ({"page"}, {"page"}),
        "undated": ({""}, {"given"}),
        "nexis": ({"export"}, {"export"}),
        "transcripts": ({"file name"}, {"file name"}),
    }[name]
    assert (set(articles["date_source"]), set(articles["outlet_source"])) == sources
    assert (articles["date"] != "").all() == (name != "undated")


@pytest.mark.whole
def test_a_run_reaches_a_report(made, tmp_path):
    name, study, _ = made
    done = retold("run", study, "--results", tmp_path, "-p", "replicates", "20")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    page = (tmp_path / "report.html").read_text("utf-8")
    told = "\n".join(read_table("reading_notes", tmp_path)["what"])
    for words in SAID[name]:
        assert words in told
    assert ("What reading them showed" in page) == bool(told)
