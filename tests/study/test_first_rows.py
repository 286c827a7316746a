"""What grows with the corpus is shown from its first rows, and how many there are is said: tables, figures, report, notebooks."""

import numpy as np
import pandas as pd
import pytest

from retold.consistency.wording.versions import show_wording
from retold.disagreements import group_conflicts
from retold.figures.argument_tree import prune_tree
from retold.figures.arguments import MOST_DOTS, choose_dots, draw_argument_map
from retold.figures.drawing.save import frame
from retold.figures.drawing.style import style
from retold.figures.registry import FIGURES
from retold.showing import MOST_COLUMNS, MOST_ROWS, order_influence, show, tell_first
from retold.study.config import read_settings
from retold.study.report import write_report
from retold.tables import conform, empty_table
from retold.themes.audit.concordance_lines import show_concordance
from tests.conftest import CODEBOOK, SETTINGS, TEXTS
from tests.figures.cases import make_tables, read_words
from tests.study.in_process import run_notebooks

MANY = 100_000

# Characters of one output of a cell, pictures apart: the text and the HTML of 200 rows of two long statements each.
LARGEST_OUTPUT = 400_000


def many_rows():
    return pd.DataFrame({"statement_id": [f"a:{n}" for n in range(MANY)], "text": "The bridge is safe."})


def many_versions(utterances, versions):
    names = [f"u{n}" for n in range(utterances) for _ in range(versions)]
    rows = pd.DataFrame({"utterance": names, "argument": "none", "start": 0, "end": 9})
    articles = [f"a{n}" for n in range(versions)] * utterances
    rows = rows.assign(
        article_id=articles, central=False, changed="000",
        statement_id=[("a:1",)] * len(rows), words=[("They", "must", "leave")] * len(rows),
    )  # fmt: skip
    rows.loc[rows.index % versions == 1, "changed"] = "010"
    return conform(rows, "wording_rows")


def many_lines():
    lines = empty_table("concordance")
    row = dict(
        zip(
            lines.columns,
            ["water", "a", "", "a:1", 6, 10, "Heavy", "rain", "fell.", "rain", ""],
            strict=False,
        )
    )
    return pd.DataFrame([row] * MANY)


SHOWN = {
    "table": (lambda **options: show(many_rows(), **options), "rows", MANY, MOST_ROWS),
    "named index": (
        lambda **options: show(many_rows().set_index("statement_id"), **options),
        "rows",
        MANY,
        MOST_ROWS,
    ),
    "utterances": (
        lambda **options: show_wording(many_versions(MANY // 2, 2), **options),
        "rows",
        MANY,
        MOST_ROWS,
    ),
    "one utterance": (
        lambda **options: show_wording(many_versions(1, 900), **options),
        "rows",
        900,
        MOST_ROWS,
    ),
    "whole utterances": (lambda **options: show_wording(many_versions(90, 7), **options), "rows", 630, 196),
    "lines": (lambda **options: show_concordance(many_lines(), **options), "lines", MANY, MOST_ROWS),
}


@pytest.mark.parametrize(("call", "what", "there", "first"), SHOWN.values(), ids=SHOWN)
def test_many_rows_are_cut_and_counted(call, what, there, first):
    shown = call(order="as drawn", file="/anywhere/tables/x.csv")
    note = f"(first {first} of {there:,} {what}, as drawn; all in tables/x.csv)"
    for text, mark in ((repr(shown), "\n"), (shown._repr_html_(), "<tr>")):
        assert note in text
        assert len(text) < LARGEST_OUTPUT / 2
        assert first <= text.count(mark) <= 2 * first
    assert "tables" not in repr(call())
    assert f"first {first} of {there:,} {what}, in " in repr(call())


@pytest.mark.parametrize(("call", "what", "there", "first"), list(SHOWN.values())[3:5], ids=list(SHOWN)[3:5])
def test_all_rows_are_shown_on_request_and_fewer_too(call, what, there, first):
    assert "first" not in repr(call(most=None))
    assert repr(call(most=None)).count("They") == there
    assert f"of {there} {what}" in repr(call(most=10))


@pytest.mark.parametrize("rows", [0, 1, MOST_ROWS])
def test_nothing_is_said_where_nothing_is_left_out(rows):
    shown = show(many_rows().head(rows), order="as drawn", file="tables/x.csv")
    assert shown.note == ""
    assert "first" not in shown._repr_html_()
    assert len(shown.rows) == rows


def test_columns_are_cut_and_counted_too():
    wide = pd.DataFrame(np.zeros((3, 2_000), dtype=int), index=pd.Index(list("abc"), name="reason"))
    shown = show(wide, order="by article id", file="tables/masked.csv")
    assert len(shown.columns) == 1 + MOST_COLUMNS
    assert shown.note == "first 30 of 2,000 columns, by article id; all in tables/masked.csv"
    both = show(pd.concat([wide] * 100), order="by article id")
    assert both.note == "first 200 of 300 rows, by article id; first 30 of 2,000 columns"


@pytest.mark.parametrize(
    ("shown", "there", "said"),
    [
        (0, 0, ""),
        (5, 5, ""),
        (6, 5, ""),
        (0, 1, "first 0 of 1 rows"),
        (20, 48_113, "first 20 of 48,113 rows"),
    ],
)
def test_what_is_left_out_is_said(shown, there, said):
    assert tell_first(shown, there, "rows") == said


# Of a study of sixty articles: the figure, and what it says of what it leaves out.
NOTES = {
    "voices": "first 30 of 60 articles",
    "reading": "first 30 of 60 articles",
    "theme_articles": "first 30 of 60 articles",
    "theme_keyness": "first 30 of 60 articles",
    "coverage": "first 40 of 124 arguments, the most reported first; first 30 of 60 articles",
    "article_pairs": "first 30 of 60 articles",
    "details": "first 30 of 60 articles",
    "influence": "first 30 of 60 articles, those that change a figure most",
    "argument_groups": "the other 30 articles",
    "argument_tree": "first 40 of 124 arguments, the largest first; statements of no argument left out",
}


@pytest.fixture(scope="module")
def sixty():
    # A study that lists no arguments: tests/figures/test_coverage.py has one that lists many.
    tables = make_tables(60) | {name: empty_table(name) for name in ("coverage_given", "argument_given")}
    ids = tables["articles"]["article_id"]
    changes = np.linspace(0, 1, len(ids))
    tables["influence"] = pd.DataFrame(
        {"figure": "jaccard", "left_out": ["none", *ids], "value": 0.5, "change": [0.0, *changes]}
    )
    return tables


def draw(name, tables):
    figure = FIGURES[name]
    with style():
        drawn = figure.__wrapped__(*(tables[table] for table in figure.tables))
        frame(drawn, tables["articles"])
        drawn.figure.draw_without_rendering()
    return drawn.figure, " ".join(" ".join(read_words(drawn.figure)).split())


@pytest.mark.parametrize(("name", "note"), NOTES.items(), ids=NOTES)
def test_figures_say_what_they_leave_out(name, note, sixty):
    _, words = draw(name, sixty)
    assert note in words


def test_bars_of_arguments_count_the_articles_without_a_name(sixty):
    drawn, _ = draw("argument_groups", sixty)
    widths = sum(bar.get_width() for bar in drawn.axes[0].patches)
    assert widths == sixty["argument_labels"]["statements"].nlargest(40).sum()


def test_the_articles_that_change_a_figure_most_are_shown(sixty):
    _, words = draw("influence", sixty)
    assert "Paper 59" in words
    assert "Paper 3" not in words.split("Paper 59")[0]
    assert order_influence(sixty["influence"])[:3] == ["none", "a59", "a58"]


def test_the_map_shows_the_statements_of_the_largest_arguments():
    n = MOST_DOTS + 500
    arguments = pd.DataFrame(
        {
            "argument": ["none"] * 300 + ["A2"] * 500 + ["A1"] * (n - 800),
            "exemplar": False,
            "x": np.arange(n, dtype=float),
            "y": 0.0,
        }
    )
    arguments.loc[799, "exemplar"] = True
    labels = pd.DataFrame(
        {"argument": ["A1", "A2"], "label": "", "statements": [n - 800, 500], "trusted": True}
    )
    chosen = choose_dots(arguments, labels)
    assert chosen["argument"].value_counts().to_dict() == {"A1": n - 800, "A2": MOST_DOTS - (n - 800)}
    assert chosen["exemplar"].sum() == 1
    with style():
        drawn = draw_argument_map.__wrapped__(arguments, labels)
    assert f"first {MOST_DOTS:,} of {n:,} statements" in drawn.basis


@pytest.mark.parametrize(
    ("kept", "joined"),
    [
        (set(), []),
        ({"a"}, []),
        ({"a", "b"}, [["a", "b"]]),
        ({"a", "d"}, [["a", "d"]]),
        ({"a", "b", "d", "e"}, [["a", "b"], ["d", "e"], ["1", "2"]]),
        ({"a", "b", "c", "d", "e"}, [["a", "b"], ["d", "e"], ["1", "c"], ["3", "2"]]),
    ],
)
def test_a_pruned_tree_joins_what_the_whole_one_joins(kept, joined):
    tree = pd.DataFrame(
        {"merge": [1, 2, 3, 4], "left": ["a", "d", "1", "3"], "right": ["b", "e", "c", "2"], "height": 0.1}
    )
    assert prune_tree(tree, kept)[["left", "right"]].values.tolist() == joined


@pytest.fixture(scope="module")
def copied_run(tmp_path_factory):
    """A run of sixty short articles: each of three, twenty times with another number of crowns and years."""
    folder = tmp_path_factory.mktemp("copies") / "bridge"
    (folder / "articles").mkdir(parents=True)
    for at in range(20):
        for name, text in TEXTS.items():
            told = text.replace("12 million", f"{12 + at} million").replace("2020", str(2000 + at))
            (folder / "articles" / f"{name}{at:02d}.txt").write_text(told, "utf-8")
    (folder / "study.yaml").write_text(SETTINGS, "utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    results = folder.parent / "results"
    shown = run_notebooks(folder, results)
    write_report(read_settings(folder), results)
    return results, shown


@pytest.mark.whole
def test_no_cell_of_a_run_prints_all_that_there_is(copied_run):
    results, shown = copied_run
    pairs = len((results / "tables" / "wording.csv").read_text("utf-8").splitlines()) - 1
    assert pairs > 5 * MOST_ROWS
    for cell in shown:
        assert len(cell.text) + len(cell.html) < LARGEST_OUTPUT, cell.notebook
    note = f"first 200 of {pairs:,} rows, in reading order; all in tables/wording.csv"
    assert [cell.notebook for cell in shown if note in cell.text] == ["04d_wording.ipynb"]


@pytest.mark.whole
def test_the_report_says_what_it_leaves_out(copied_run):
    results, _ = copied_run
    report = (results / "report.html").read_text("utf-8")
    hits = pd.read_csv(results / "tables" / "concordance.csv")["theme"].value_counts()
    for theme, n in hits.items():
        assert (f"of {n} lines" in report) == (n > MOST_ROWS), theme
    conflicts = pd.read_csv(results / "tables" / "conflicts.csv").query("verdict == 'conflict'")
    groups = len(set(group_conflicts(conflicts)))
    said = f"first 200 of {groups:,} conflicts, the surest first; all in tables/conflicts.csv" in report
    assert said == (groups > MOST_ROWS)
    assert 0 < report.count('<div class="sides">') <= MOST_ROWS
