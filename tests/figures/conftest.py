"""What the tests of figures are given: the results of invented studies, from one without articles to one of sixty."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.tables import SCHEMAS, empty_table
from tests.figures.cases import make_tables, rename_all, write_study


@pytest.fixture(scope="session")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the results folders of studies by name: of so many articles, of a crowd of them, and of odd titles."""
    made = {
        "empty": {name: empty_table(name) for name in SCHEMAS},
        "one": make_tables(1),
        "three": make_tables(3),
        "twelve": make_tables(12, long=True),
        "crowd": make_tables(60),
        "odd": rename_all(make_tables(7)),
    }
    root = tmp_path_factory.mktemp("studies")
    return {name: write_study(root / name, tables) for name, tables in made.items()}
