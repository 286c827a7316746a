"""`make bench`: what was measured is kept line by line, and the page is made from these lines alone."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT

HEAD = {"commit": "aaaa", "dirty": False, "machine": "2 cores", "load": 0.1}
BOTH = {**HEAD, "kind": "call", "question": "reuse", "rounds": 5, "leaves_out": ""}
OURS = {**BOTH, "who": "retold", "seconds": 0.02, "low": 0.019, "high": 0.021}
PEER = {**BOTH, "who": "difflib", "seconds": 0.5, "low": 0.4, "high": 0.6, "leaves_out": "quotations"}
SMALL, LARGE = (
    {**HEAD, "kind": "growth", "corpus": "stories", "call": "themes", "articles": n, "seconds": s, "megabytes": 90.4}
    for n, s in [(100, 1.0), (1000, 20.0)]
)  # fmt: skip
PRINTED = {
    **HEAD,
    "kind": "script",
    "script": "sentences",
    "command": "python benchmarks/sentences.py",
    "took": 3.2,
    "printed": "F1 0.99",
}


@pytest.fixture
def scripts(monkeypatch):
    """The modules of `benchmarks/`, imported as a script there imports them, and forgotten afterwards."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    names = {script.stem for script in (ROOT / "benchmarks").glob("*.py")}
    before = {name: sys.modules.pop(name) for name in names & set(sys.modules)}
    import bench
    import measured
    import page

    yield SimpleNamespace(bench=bench, measured=measured, page=page)
    for name in names & set(sys.modules):
        del sys.modules[name]
    sys.modules.update(before)


def test_the_page_is_what_the_lines_give(scripts):
    kept = scripts.measured.read()
    assert {line["kind"] for line in kept} == set(scripts.measured.KINDS)
    told = scripts.page.PAGE.read_text("utf-8")
    assert told == scripts.page.pages(kept), "run: python benchmarks/bench.py --page"
    assert (scripts.page.PAGE.parent / "pictures" / scripts.page.FIGURE.name).is_file()


def test_each_question_of_the_kept_lines_has_the_package_and_somebody_beside_it(scripts):
    calls = scripts.measured.of_kind(scripts.measured.read(), "call")
    for question in {line["question"] for line in calls}:
        who = {line["who"] for line in calls if line["question"] == question}
        assert "retold" in who
        assert len(who) > 1


def test_one_size_is_no_growth(scripts):
    assert "![CPU milliseconds an article: 10 in all at 100 articles]" in scripts.page.pages([SMALL])


def test_runs_append(scripts, tmp_path):
    file = tmp_path / "new" / "measured.jsonl"
    assert scripts.measured.read(file) == []
    assert scripts.measured.append([OURS], file) == 1
    assert scripts.measured.append([PEER, PRINTED], file) == 2
    assert scripts.measured.append([{**OURS, "seconds": 0.02000000049}], file) == 1
    assert scripts.measured.read(file) == [OURS, PEER, PRINTED, OURS]


@pytest.mark.parametrize("text", ["no json", '{"kind": "guess"}', "[1]"])
def test_a_line_that_is_none_is_named(scripts, tmp_path, text):
    file = tmp_path / "measured.jsonl"
    file.write_text(json.dumps(OURS) + "\n" + text + "\n")
    with pytest.raises(SystemExit, match="line 2"):
        scripts.measured.read(file)


def test_the_page_says_what_each_line_says(scripts):
    told = scripts.page.pages([OURS, PEER, SMALL, LARGE, PRINTED])
    assert "| reuse | retold | 20 | 19 to 21 |  |  |" in told
    assert "| reuse | difflib | 500 | 400 to 600 | 25 | quotations |" in told
    assert "| themes | 1.00 | 20.00 | 90 | 90 | 20.00 |" in told
    assert "10 in all at 100 articles, 20 at 1,000" in told
    assert "- 2 cores; at `aaaa`; at most 0 processes" in told
    assert "```text\nF1 0.99\n```" in told
    assert "`python benchmarks/speakers.py PATH` (data of others)" in told
    assert "Only one commit was measured" in told


def test_a_page_without_lines_says_so(scripts, tmp_path):
    told = scripts.page.pages([])
    assert told.count("easured yet") == 2
    assert scripts.page.draw([], tmp_path / "cost.png") is None


@pytest.mark.parametrize(
    ("seconds", "low", "high", "verdict"),
    [
        (0.030, 0.029, 0.031, "slower"),
        (0.010, 0.009, 0.011, "faster"),
        (0.0215, 0.0212, 0.022, ""),  # apart, and less than a tenth
        (0.030, 0.020, 0.040, ""),  # far, and quartiles meet
        (0.020, 0.019, 0.021, ""),
    ],
)
def test_a_slower_commit_shows(scripts, seconds, low, high, verdict):
    now = {**OURS, "commit": "bbbb", "seconds": seconds, "low": low, "high": high}
    [(question, before, last, said)] = scripts.page.changes([OURS, PEER, now])
    assert (question, before, last, said) == ("reuse", OURS, now, verdict)


@pytest.mark.parametrize("other", [{"machine": "64 cores", "commit": "bbbb"}, {"seconds": 9.0}])
def test_only_another_commit_on_the_same_machine_is_compared(scripts, other):
    assert list(scripts.page.changes([{**OURS, **other}, OURS])) == []


def test_the_last_line_of_a_measure_counts(scripts):
    again = {**OURS, "seconds": 0.04}
    assert "| reuse | retold | 40 |" in scripts.page.pages([OURS, again])
    assert scripts.page.counted([OURS, again]) == [again]


def test_the_figure_shows_cost_over_sizes(scripts, tmp_path):
    calls = [{**LARGE, "call": f"call {n}", "seconds": float(n)} for n in range(1, 8)]
    each = scripts.page.per_article(scripts.page.growth_table(calls))
    assert each.columns.tolist() == ["call 7", "call 6", "call 5", "call 4", "call 3", "all others"]
    assert each.loc[1000].tolist() == pytest.approx([7, 6, 5, 4, 3, 3])
    assert scripts.page.draw([SMALL, LARGE], tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")


def test_a_script_runs_without_data_of_others_and_with_them(scripts, monkeypatch):
    ran = []

    def run(command, **_):
        ran.append(command[1:])
        return SimpleNamespace(returncode=0, stdout="said\n", stderr="")

    monkeypatch.setattr(scripts.bench.subprocess, "run", run)
    alone = list(scripts.bench.run_scripts({}))
    outside = {script.name for script in scripts.bench.SCRIPTS if script.outside}
    assert outside.isdisjoint(line["script"] for line in alone)
    assert [line["script"] for line in scripts.bench.run_scripts({}, ["themes"])] == ["themes"]
    with_data = list(scripts.bench.run_scripts({"speakers": "/somewhere"}))
    [line] = [line for line in with_data if line["script"] == "speakers"]
    assert ["benchmarks/speakers.py", "/somewhere"] in ran
    # Where somebody keeps their data is not told.
    assert line["command"] == "python benchmarks/speakers.py PATH"
    assert line["printed"] == "said"


def test_a_script_that_fails_is_told(scripts, monkeypatch):
    failed = SimpleNamespace(returncode=2, stdout="", stderr="no such file")
    monkeypatch.setattr(scripts.bench.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit, match=r"articles.py .*status 2(.|\n)*no such file"):
        list(scripts.bench.run_scripts({}))


def test_small_calls_are_left_out_where_nothing_times_them(scripts, monkeypatch, capsys):
    monkeypatch.setattr(scripts.bench, "find_spec", lambda name: None)
    assert list(scripts.bench.run_small()) == []
    assert "retold[bench]" in capsys.readouterr().err


def test_small_calls_become_lines(scripts, monkeypatch):
    def run(command, **_):
        (told,) = [word.partition("=")[2] for word in command if word.startswith("--benchmark-json")]
        found = {
            "extra_info": {"question": "reuse", "who": "retold", "leaves_out": ""},
            "stats": {"median": 0.02, "q1": 0.019, "q3": 0.021, "rounds": 5},
        }
        with open(told, "w") as file:
            json.dump({"benchmarks": [found]}, file)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(scripts.bench, "find_spec", lambda name: True)
    monkeypatch.setattr(scripts.bench.subprocess, "run", run)
    assert [{**HEAD, **line} for line in scripts.bench.run_small()] == [OURS]


def test_a_corpus_that_grows_becomes_lines(scripts, monkeypatch):
    cost = SimpleNamespace(seconds=1.0, megabytes=90.4)
    monkeypatch.setattr(scripts.bench, "measure_apart", lambda kind, size, options: {"themes": cost})
    assert [{**HEAD, **line} for line in scripts.bench.run_growth([100], "stories")] == [SMALL]


def test_data_for_a_script_that_asks_for_none_are_refused(scripts, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bench.py", "--data", "themes", "x"])
    with pytest.raises(SystemExit):
        scripts.bench.main()
    assert "no script with data of others: themes" in capsys.readouterr().err
