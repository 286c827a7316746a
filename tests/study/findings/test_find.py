"""The table of findings: what is in it, in which order, and how many."""

import pytest

import retold
from retold.study.findings.find import MOST_FINDINGS
from retold.tables import SCHEMAS, empty_table, write_table
from tests.study.findings.study_tables import study_tables
from tests.study.findings.test_reports import CONFLICTING, COVERAGE, DETAILS, WORDING, measures
from tests.study.findings.test_said import COMPARED, HITS
from tests.study.made_tables import rows

FULL = {
    "agreement": measures(
        jaccard={"value": 0.5, "low": 0.2, "high": 0.8},
        effective_articles={"value": 2.5, "low": 2.0, "high": 3.0},
    ),
    "conflicts": CONFLICTING,
    "coverage": COVERAGE,
    "details": DETAILS,
    "theme_comparisons": rows("theme_comparisons", *COMPARED),
    "theme_hits": HITS,
    "wording": WORDING,
}


@pytest.fixture
def results(tmp_path):
    for name, table in study_tables(**FULL).items():
        write_table(table, name, tmp_path)
    return tmp_path


def test_findings_of_a_whole_study(results):
    found = retold.findings(results, subject="Ann Lee")
    assert found["finding"].tolist() == [
        "most_argued", "carried_once", "agreement", "conflicts", "wording", "voices", "others_heard", "left_out", "sources",
        "occasions",
    ]  # fmt: skip
    assert len(found) == MOST_FINDINGS
    assert found["place"].tolist() == list(range(1, len(found) + 1))
    assert list(found.columns) == SCHEMAS["findings"].columns
    inside = found.dropna(subset=["low", "high"])
    assert ((inside["low"] <= inside["value"]) & (inside["value"] <= inside["high"])).all()
    known = set(study_tables()["statements"]["statement_id"])
    assert {name for ids in found["evidence"] for name in ids} <= known


def test_every_number_of_a_sentence_is_one_of_the_tables(results):
    """Another table, another sentence: nothing of it is typed."""
    before = retold.findings(results, subject="Ann Lee").set_index("finding")["sentence"]
    arguments = study_tables()["arguments"]
    write_table(arguments.assign(argument=["A1", "A1", "A2", "none"]), "arguments", results)
    after = retold.findings(results, subject="Ann Lee").set_index("finding")["sentence"]
    assert after["most_argued"] != before["most_argued"]
    assert "2 of 4 statements" in after["most_argued"]
    assert after["conflicts"] == before["conflicts"]


def test_a_written_table_of_findings_is_read_back(results):
    found = retold.findings(results, subject="Ann Lee")
    write_table(found, "findings", results)
    assert retold.read_table("findings", results)["evidence"].tolist() == found["evidence"].tolist()


def test_an_empty_study_has_no_findings(tmp_path):
    for name in SCHEMAS:
        write_table(empty_table(name), name, tmp_path)
    assert retold.findings(tmp_path, subject="Ann Lee").empty
    assert retold.findings(tmp_path).empty
