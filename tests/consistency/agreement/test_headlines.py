"""The headline figures by hand, where they are not defined, and from shares of either kind."""

import numpy as np
import pytest
from hypothesis import given

from retold.consistency.agreement.headlines import (
    alpha_of_reports,
    count_contradicted,
    headline_figures,
    sum_up,
)
from retold.consistency.agreement.reports import read_reports
from retold.consistency.agreement.sources import share_reuse
from retold.errors import TableError
from retold.statistics.reliability import krippendorff_alpha
from tests.consistency.agreement.cases import CELLS, bits, coverage, make_coverage, make_reuse


@given(CELLS)
def test_alpha_of_four_counts_is_krippendorffs(cells):
    table = np.array(cells)
    ones, (n, m) = table.sum(axis=0), table.shape
    found = alpha_of_reports((ones * (n - ones)).sum(), ones.sum(), n, m)
    assert float(found) == pytest.approx(krippendorff_alpha(table, replicates=0).value, nan_ok=True)


# Two copies that report the first two arguments, and another article that reports the other two.
APART = bits("1100", "1100", "0011")
BY_HAND = {
    "percent_agreement": 1 / 3,  # of three pairs one agrees on all, two on nothing
    "jaccard": 1 / 3,
    "kappa": -1 / 3,
    # Counting sources, the copies have no vote on each other.
    "percent_agreement_sources": 0,
    "jaccard_sources": 0,
    "kappa_sources": -1,
    # On each argument two of three pairs differ; six of twelve cells are reports: 1 - 8 / (2 · 6 · 6 / 11).
    "alpha": -2 / 9,
    "arguments": 4,
    "arguments_shared": 2,
    "effective_articles": 2,
}


def test_figures_by_hand():
    reuse, articles = make_reuse([(0, 1, 100)], 3)
    figures = headline_figures(make_coverage(APART), reuse, articles)
    assert list(figures) == [*BY_HAND, "contradicted"]
    assert figures == pytest.approx({**BY_HAND, "contradicted": 0})
    assert {type(value) for value in figures.values()} == {float}
    assert headline_figures(make_coverage(APART, contradicted=[0, 5]), reuse, articles)["contradicted"] == 2


def test_without_reuse_nothing_is_said_of_sources():
    figures = headline_figures(coverage(*APART).drop(columns="state"))
    unknown = {name for name in BY_HAND if name.endswith("_sources")} | {"effective_articles"}
    assert figures == pytest.approx({**BY_HAND, **dict.fromkeys(unknown, np.nan)}, nan_ok=True)


def test_shares_may_be_given_in_any_order():
    reuse, articles = make_reuse([(0, 1, 100)], 3)
    shares = share_reuse(reuse, articles)
    figures = headline_figures(make_coverage(APART), shares=shares.iloc[::-1, ::-1])
    assert figures == pytest.approx({**BY_HAND, "contradicted": 0})


@pytest.mark.parametrize(
    ("rows", "defined"),
    [
        ((), {"arguments": 0, "arguments_shared": 0}),
        (("11",), {"arguments": 2, "arguments_shared": 0}),
        (("00", "00"), {"arguments": 0, "arguments_shared": 0}),
        (("11", "11"), {"arguments": 2, "arguments_shared": 2, "percent_agreement": 1, "jaccard": 1}),
    ],
)
def test_figures_that_are_not_defined_are_nan(rows, defined):
    figures = headline_figures(coverage(*bits(*rows)).drop(columns="state"))
    assert {name: value for name, value in figures.items() if not np.isnan(value)} == defined


def test_a_coverage_without_its_columns_is_refused():
    with pytest.raises(TableError, match="lacks the column 'statements'"):
        headline_figures(make_coverage(APART).drop(columns="statements"))


def test_of_many_pairs_some_are_drawn():
    cells = np.random.default_rng(3).random((12, 9)) < 0.4
    reports = read_reports(make_coverage(cells))
    whole, drawn, other = (
        sum_up(reports, None, most_pairs=n, seed=seed) for n, seed in ((66, 1), (9, 1), (9, 2))
    )
    assert len({figures["jaccard"] for figures in (whole, drawn, other)}) == 3
    assert headline_figures(make_coverage(cells), most_pairs=9, seed=2)["jaccard"] == other["jaccard"]
    assert {figures["alpha"] for figures in (whole, drawn, other)} == {whole["alpha"]}


@pytest.mark.parametrize(
    ("differing", "reports", "articles", "arguments", "alpha"),
    [
        (8, 6, 3, 4, -2 / 9),
        (0, 2, 2, 2, 1),  # both report the same one of two
        (2, 2, 2, 2, -1 / 2),  # each reports another: 1 - 4 / (2 · 2 · 2 / 3)
        (0, 4, 2, 2, np.nan),  # all cells alike
        (0, 0, 2, 2, np.nan),
        (0, 1, 1, 2, np.nan),  # one article
        (0, 0, 0, 0, np.nan),
    ],
)
def test_alpha_from_four_counts_by_hand(differing, reports, articles, arguments, alpha):
    assert float(alpha_of_reports(differing, reports, articles, arguments)) == pytest.approx(
        alpha, nan_ok=True
    )
    many = alpha_of_reports([differing] * 2, [reports] * 2, articles, [arguments] * 2)
    assert many.tolist() == pytest.approx([alpha] * 2, nan_ok=True)


def test_contradictions_are_counted_of_the_articles_that_are_named():
    cells = make_coverage(APART, contradicted=[0, 1, 5])
    assert count_contradicted(cells, ["n2", "n0", "n1"]).tolist() == [0, 2, 1]
    assert count_contradicted(cells, ["n1"]).tolist() == [1]
    assert count_contradicted(cells.drop(columns="state"), ["n1"]) is None
