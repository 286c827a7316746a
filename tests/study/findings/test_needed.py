"""What findings are computed from: each table that is missing is named, and no other is asked for."""

import pytest

import retold
from retold.errors import ResultsError
from retold.study.findings.needed import TABLES
from retold.tables import write_table
from tests.study.findings.study_tables import study_tables


@pytest.fixture
def results(tmp_path):
    for name in TABLES:
        write_table(study_tables()[name], name, tmp_path)
    return tmp_path


def test_no_other_table_is_asked_for(results):
    assert len(retold.findings(results, subject="Ann Lee")) > 0


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_missing_is_named(results, name):
    (results / "tables" / f"{name}.csv").unlink()
    with pytest.raises(ResultsError, match=name):
        retold.findings(results)
