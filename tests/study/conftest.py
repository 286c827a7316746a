"""What the tests of runs and of verifying are given: places to write to, and results that were recorded."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from retold.study.verify import write_expected
from retold.tables import write_table
from tests.study.drawn_results import KEYNESS, STATEMENTS, draw


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results" / "study.ipynb"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Send the private folders of the runner where a test can look for remains."""
    folder = Path(tempfile.mkdtemp(prefix="rt"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    monkeypatch.undo()
    assert list(folder.iterdir()) == [], "a private folder was left behind"
    folder.rmdir()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    draw(folder)
    return folder


@pytest.fixture
def study(tmp_path: Path, drawn: Path) -> tuple[Path, Path]:
    """Give a results folder with two tables and one figure, and the expected results made from it."""
    results, expected = tmp_path / "results", tmp_path / "expected"
    write_table(KEYNESS, "theme_keyness", results)
    write_table(STATEMENTS, "statements", results)
    shutil.copytree(drawn, results / "figures")
    write_expected(results, expected)
    return results, expected
