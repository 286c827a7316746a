"""The report of two thousand articles: small enough to be opened, and it says what it shows a part of."""

import re
from hashlib import sha256

import pytest

from retold.showing import MOST_ROWS
from retold.study.evidence import MOST_LISTED
from retold.study.report import MOST_ARGUMENTS, MOST_CHARACTERS, MOST_COLUMNS, MOST_STATEMENTS, write_report
from retold.study.values import study_settings
from tests.study.large_results import (
    ARGUMENTS,
    ARTICLES,
    LENGTH,
    SAID,
    THEMES,
    WORDS,
    write_large_results,
    write_large_study,
)

# A page of so many bytes is opened and searched on a laptop without a wait that is noticed.
MOST_BYTES = 30_000_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    study = write_large_study(folder / "study")
    results = write_large_results(folder / "results", sha256=sha256((WORDS * LENGTH).encode()).hexdigest())
    return write_report(study_settings(study, {}), results)


@pytest.fixture(scope="module")
def page(large):
    return large.read_text("utf-8")


def test_it_is_small_enough_to_be_opened(large):
    assert large.stat().st_size < MOST_BYTES


STATEMENTS = ARTICLES * SAID
TEXTS = MOST_CHARACTERS // (len(WORDS) * LENGTH)


@pytest.mark.parametrize(
    "note",
    [
        f"first {MOST_ROWS} of {ARTICLES:,} articles, in the order of the table; all in tables/articles.csv",
        f"first {MOST_COLUMNS} of {ARTICLES:,} articles, in the order of the table; all in tables/coverage.csv",
        f"first {MOST_ARGUMENTS} of {ARGUMENTS} arguments, the largest first; all in tables/argument_labels.csv",
        f"first {MOST_ROWS} of {ARTICLES // 2:,} conflicts, the surest first; all in tables/conflicts.csv",
        f"first {MOST_ROWS} of {ARTICLES:,} passages, the longest first; all in tables/reuse.csv",
        f"first {MOST_ROWS} of {ARTICLES:,} utterances, in the order of the table; all in tables/wording_rows.csv",
        f"first {MOST_ROWS} of {ARTICLES:,} remarks, in the order of the table; all in tables/reading_notes.csv",
        f"first {MOST_STATEMENTS:,} of {STATEMENTS:,} statements, reported speech first; all in tables/statements.csv",
        f"first {MOST_LISTED} of {STATEMENTS:,}; all in tables/findings.csv",
        f"first {TEXTS:,} of {ARTICLES:,} texts, in the order of the table",
    ],
)  # fmt: skip
def test_it_says_of_what_it_shows_a_part(page, note):
    assert note in page


def test_hits_are_cut_by_theme(page):
    assert page.count(f"first {MOST_ROWS} of ") >= THEMES
    assert page.count('<details class="concordance">') == THEMES


def test_each_list_holds_what_it_says(page):
    assert page.count('<div class="text" id="text:') == TEXTS
    table = page[page.index('id="statement-table"') :]
    assert table[: table.index("</table>")].count("<tr>") == MOST_STATEMENTS + 1


def test_no_link_leads_nowhere(page):
    """What is not shown is not linked either, so that no click ends in nothing."""
    from urllib.parse import unquote

    ids = set(re.findall(r' id="([^"]+)"', page))
    shown = {name.removeprefix("text:") for name in ids if name.startswith("text:")}
    lost = {
        unquote(target)
        for target in re.findall(r'href="#([^"]+)"', page)
        if unquote(target) not in ids and unquote(target).rpartition(":")[0] not in shown
    }
    assert not lost, f"{len(lost)} links lead nowhere, such as {sorted(lost)[:3]}"
