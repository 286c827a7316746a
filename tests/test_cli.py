"""The command line: what each command hands on, what it says, and with which status it ends."""

import os
import re
import shlex
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from retold import __version__
from retold.articles.notes import Note
from retold.cli import BAD_INPUT, DIFFERS, INTERRUPTED, main
from retold.errors import DEBUG_VARIABLE, ResultsError
from retold.figures.registry import FIGURES
from retold.study.check import Examined
from retold.study.values import study_settings


def call(*words):
    return CliRunner().invoke(main, list(map(str, words)))


class Calls:
    """Stands for a function of the library: notes what it is called with, and answers."""

    def __init__(self, answer=None):
        self.given, self.answer = [], answer

    def __call__(self, *arguments, **options):
        self.given.append((arguments, options))
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@pytest.fixture
def stands_for(monkeypatch):
    """Put something in the place of a function of the library."""

    def put(name, answer=None):
        calls = Calls(answer)
        monkeypatch.setattr(name, calls)
        return calls

    return put


COMMANDS = "run sweep check verify figure codebook network crate new sheet score".split()


def test_the_commands_and_their_help():
    assert sorted(main.commands) == sorted(COMMANDS)
    listed = call("-h")
    assert listed.exit_code == 0
    for name in COMMANDS:
        told = call(name, "--help")
        assert told.exit_code == 0
        assert main.commands[name].help.split("\n")[0].rstrip(".") in " ".join(told.output.split())
        assert f"  {name} " in listed.output


def test_the_version():
    assert call("--version").output == f"retold, version {__version__}\n"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ResultsError("it failed", where="there", todo="mend it"), BAD_INPUT, "retold: it failed\n  where: there\n  to do: mend it\n"),
        (KeyboardInterrupt(), INTERRUPTED, "retold: interrupted; run the same command again to go on\n"),
    ],
)  # fmt: skip
def test_errors_end_a_command_without_a_traceback(stands_for, error, status, said):
    stands_for("retold.study.check.examine_study", error)
    ended = call("check", "mine")
    assert (ended.exit_code, ended.stderr, ended.stdout) == (status, said, "")
    assert isinstance(ended.exception, SystemExit)


def test_an_error_of_the_program_is_not_hidden(stands_for):
    stands_for("retold.study.check.examine_study", ZeroDivisionError())
    assert isinstance(call("check", "mine").exception, ZeroDivisionError)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {"parameters": {}, "results": None, "cores": 2, "profile": None}),
        (
            [
                "-p",
                "seed",
                "7",
                "-p",
                "aliases",
                "[Lee]",
                "--results",
                "out",
                "--cores",
                "1",
                "--profile",
                "slurm",
            ],
            {"parameters": {"seed": 7, "aliases": ["Lee"]}, "results": "out", "cores": 1, "profile": "slurm"},
        ),
        (
            ["--print"],
            {"parameters": {"print_figures": True}, "results": None, "cores": 2, "profile": None},
        ),
    ],
)
def test_run(stands_for, words, options):
    run = stands_for("retold.study.drive.run_study", "out/report.html")
    done = call("run", "mine", *words)
    assert (done.exit_code, done.stdout) == (0, "report: out/report.html\n")
    ((study,), given) = run.given[0]
    assert given.pop("say") is click.echo
    given["results"] = given["results"] and str(given["results"])
    assert (str(study), given) == ("mine", options)


def test_a_quiet_run_says_where_the_report_is(stands_for, capsys):
    run = stands_for("retold.study.drive.run_study", "out/report.html")
    done = call("run", "mine", "--quiet")
    run.given[0][1]["say"]("1 of 15 steps done")
    assert (done.stdout, capsys.readouterr().out) == ("report: out/report.html\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "Missing argument 'STUDY'"),
        (["run", "mine", "--cores", "0"], "0 is not in the range x>=1"),
        (["run", "mine", "-p", "seed"], "requires 2 arguments"),
        (["figure", "mine", "voices", "--format", "gif"], "'gif' is not one of 'svg', 'pdf', 'png'"),
        (["figure", "mine", "voices", "--width", "wide"], "'wide' is not one of 'single', 'double'"),
        (["codebook", "book.cat"], "Missing option '--to'"),
        (["sheet", "mine", "--n", "0"], "0 is not in the range x>=1"),
        (["sheet", "mine", "--context", "-1"], "-1 is not in the range x>=0"),
        (["sheet", "mine", "--order", "odd"], "'odd' is not one of 'reading', 'random'"),
        (["score", "mine", "--level", "odd"], "'odd' is not one of"),
        (["score"], "give a study and its sheets, or --codes FILE"),
        (["score", "mine", "--codes", "codes.csv"], "give a study and its sheets, or --codes FILE"),
        (["score", "mine", "--missing"], "requires an argument"),
        (["paint"], "No such command 'paint'. known are: check, codebook"),
        (["chekc", "mine"], "did you mean 'check'?"),
        (["run", "mine", "--result", "x"], "--results"),
    ],
)
def test_a_command_that_is_mistyped_is_refused(words, said):
    ended = call(*words)
    assert ended.exit_code == BAD_INPUT
    assert said in ended.stderr


@pytest.mark.parametrize("command", ["run", "check", "verify", "network", "crate", "sheet"])
def test_parameters_are_read_before_anything_is_done(command, tmp_path):
    ended = call(command, tmp_path / "none", "-p", "sed", "1")
    assert ended.exit_code == BAD_INPUT
    assert "no notebook has a parameter 'sed'" in ended.stderr


def test_check(stands_for):
    notes = [Note("note", "read as UTF-16", "", ""), Note("warning", "odd", "a.csv, row 2", "mend it")]
    check = stands_for(
        "retold.study.check.examine_study", Examined(["study: mine", "articles: 3"], [], notes)
    )
    done = call("check", "mine", "-p", "seed", "7")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "study: mine", "articles: 3", "warnings: 1", "  - odd", "    where: a.csv, row 2", "    to do: mend it",
        "taken for granted: 1", "  - read as UTF-16",
    ]  # fmt: skip
    assert [(str(study), parameters) for (study, parameters), _ in check.given] == [("mine", {"seed": 7})]


def test_check_tells_all_errors(stands_for):
    errors = [ResultsError("one", where="there", todo="mend it"), ResultsError("two")]
    stands_for("retold.study.check.examine_study", Examined(["study: mine"], errors))
    done = call("check", "mine")
    assert (done.exit_code, done.stdout) == (BAD_INPUT, "study: mine\n")
    assert done.stderr == "retold: one\n  where: there\n  to do: mend it\nretold: two\n"


@pytest.mark.parametrize("agrees", [True, False])
@pytest.mark.parametrize("edition", ["", "original"])
def test_verify(small_study, stands_for, tmp_path, agrees, edition):
    verify = stands_for("retold.study.verify.verify_results", "compared")
    describe = stands_for("retold.study.verify.describe_verdicts", ["a line", "another"])
    stands_for("retold.study.verify.agrees", agrees)
    words = ["-p", "edition", edition] if edition else []
    done = call("verify", small_study, *words, "--results", tmp_path / "out")
    assert done.exit_code == (0 if agrees else DIFFERS)
    assert done.stdout == "a line\nanother\n"
    folders = (tmp_path / "out", small_study / "expected" / (edition or "all"))
    assert verify.given == [(folders, {})]
    assert describe.given == [(("compared", *folders), {})]


def test_accepting_results_writes_them_and_compares_nothing(small_study, stands_for, tmp_path):
    write = stands_for("retold.study.verify.write_expected")
    verify = stands_for("retold.study.verify.verify_results")
    done = call("verify", small_study, "--accept", "--results", tmp_path / "out")
    expected = small_study / "expected" / "all"
    assert (done.exit_code, done.stdout) == (0, f"expected results written: {expected}\n")
    assert write.given == [((tmp_path / "out", expected), {})]
    assert verify.given == []


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {"formats": None, "width": "double", "to": None}),
        (
            ["--format", "svg", "--width", "single", "--to", "there"],
            {"formats": ["svg"], "width": "single", "to": "there"},
        ),
    ],
)
def test_figure(small_study, stands_for, tmp_path, words, options):
    redraw = stands_for(
        "retold.study.redraw.redraw", SimpleNamespace(files=("a.svg", "a.pdf"), numbers="a.csv")
    )
    done = call("figure", small_study, "voices", "--results", tmp_path, *words)
    assert (done.exit_code, done.stdout) == (0, "a.svg\na.pdf\na.csv\n")
    (arguments, given) = redraw.given[0]
    given["to"] = given["to"] and str(given["to"])
    assert (arguments, given) == (("voices", tmp_path), options)


def test_codebook_says_what_is_lost_on_either_side(tmp_path):
    theirs = tmp_path / "theirs.cat"
    theirs.write_text("WEATHER\n\tRAIN* (1)\n\tHEAVY_RAIN (0.5)\nTALKS\n\tTALKS (1)\n", "utf-8")
    done = call("codebook", theirs, "--to", tmp_path / "ours.yaml")
    assert done.exit_code == 0, done.stderr
    *lost, last = done.stdout.splitlines()
    assert last == f"{tmp_path / 'ours.yaml'}: 2 themes, 3 patterns"
    assert lost
    assert all(line.startswith("reading: ") for line in lost)
    done = call(
        "codebook", small := tmp_path / "ours.yaml", "--to", tmp_path / "x.txt", "--format", "quanteda"
    )
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "x.txt").is_file()
    small.write_text("themes: {a: {description: d, patterns: [x, {regex: y}]}}\n", "utf-8")
    done = call("codebook", small, "--to", tmp_path / "x.lcd")
    assert any(line.startswith("writing: ") for line in done.stdout.splitlines())


@pytest.mark.parametrize("to", [None, "there"])
def test_network(small_study, stands_for, tmp_path, to):
    write = stands_for(
        "retold.consistency.agreement.network.write_network", {"nodes": "nodes.csv", "edges": "edges.csv"}
    )
    words = ["--to", tmp_path / to] if to else []
    done = call("network", small_study, "--results", tmp_path / "out", *words)
    assert (done.exit_code, done.stdout) == (0, "nodes.csv\nedges.csv\n")
    assert write.given == [((tmp_path / "out", tmp_path / (to or "out/network")), {})]


def test_new(tmp_path):
    done = call("new", tmp_path / "mine", "--subject", "Ann Lee", "--alias", "Lee", "--alias", "the mayor")
    assert done.exit_code == 0, done.stderr
    assert f"      retold run {tmp_path / 'mine'}" in done.stdout.splitlines()
    settings = study_settings(tmp_path / "mine", {})
    assert (settings.subject, settings.aliases) == ("Ann Lee", ["Lee", "the mayor"])
    again = call("new", tmp_path / "mine")
    assert again.exit_code == BAD_INPUT
    assert again.stderr.startswith("retold: ")


SHEET = {
    "parameters": {}, "to": None, "form": "xlsx", "coder": "", "n": None, "seed": None, "themes": (), "order": "reading",
    "context": 1, "blind": False, "codes": "", "found": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (
            "-p seed 3 --format csv --coder Ann --n 6 --seed 1 --themes a --themes b --order random --context 0 --blind --scale".split(),
            {
                "parameters": {"seed": 3}, "form": "csv", "coder": "Ann", "n": 6, "seed": 1, "themes": ("a", "b"),
                "order": "random", "context": 0, "blind": True, "codes": "0 1 2",
            },
        ),
    ],
)  # fmt: skip
def test_sheet(stands_for, words, options):
    make = stands_for("retold.study.coding.make_sheet", "mine.xlsx")
    done = call("sheet", "mine", *words, *(["0 1 2"] if words else []))
    assert (done.exit_code, done.stdout) == (0, "sheet: mine.xlsx\n")
    ((study,), given) = make.given[0]
    assert (str(study), given) == ("mine", {**SHEET, **options})


def test_score_of_sheets(stands_for):
    score = stands_for("retold.study.coding.score_sheets")
    done = call(
        *"score mine a.csv b.csv -p seed 3 --level ordinal --missing 99 --keep none --keep na".split()
    )
    assert done.exit_code == 0, done.stderr
    ((study, sheets), given) = score.given[0]
    assert (str(study), list(map(str, sheets))) == ("mine", ["a.csv", "b.csv"])
    assert given == {
        "parameters": {"seed": 3}, "level": "ordinal", "missing": ("99",), "keep": ("none", "na"), "to": None,
        "say": click.echo,
    }  # fmt: skip


def test_score_of_codes(stands_for):
    score = stands_for("retold.study.coding.score_codes")
    words = "score --codes c.csv --unit id --coders A --coders B --counts x_ --missing 99 --keep none".split()
    done = call(*words)
    assert done.exit_code == 0, done.stderr
    ((file,), given) = score.given[0]
    assert str(file) == "c.csv"
    assert given == {
        "unit": "id", "coders": ("A", "B"), "counts": ("x_",), "level": "nominal", "missing": ("99",), "keep": ("none",),
        "to": None, "say": click.echo,
    }  # fmt: skip


def test_figure_alone_lists_the_figures(small_study):
    done = call("figure", small_study)
    assert done.exit_code == 0, done.stderr
    listed = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert set(listed) == set(FIGURES)
    assert all(listed.values())


@pytest.mark.parametrize(
    "words", [["--debug", "check", "mine"], ["check", "--debug", "mine"], ["check", "mine", "--debug"]]
)
def test_debug_shows_where_an_error_arose(stands_for, monkeypatch, words):
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    stands_for("retold.study.check.examine_study", ResultsError("it failed"))
    plain = call(*(word for word in words if word != "--debug"))
    assert (plain.exit_code, plain.stderr) == (BAD_INPUT, "retold: it failed\n")
    assert DEBUG_VARIABLE not in os.environ
    ended = call(*words)
    assert ended.exit_code == BAD_INPUT
    assert ended.stderr.startswith("Traceback")
    assert ended.stderr.endswith("retold: it failed\n")
    assert os.environ[DEBUG_VARIABLE]


def test_a_file_may_be_called_as_the_option(stands_for):
    score = stands_for("retold.study.coding.score_sheets")
    assert call("score", "mine", "--", "--debug").exit_code == 0
    assert [str(path) for path in score.given[0][0][1]] == ["--debug"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "out/a"), ["the system refuses: No space left", "where: out/a", "to do: "]),
        (PermissionError(13, "Permission denied", "out"), ["Permission denied", "where: out"]),
        (OSError("odd"), ["the system refuses: odd"]),
        (MemoryError(), ["there is not enough memory", "to do: "]),
    ],
)  # fmt: skip
def test_errors_of_the_system_are_told_as_those_of_a_study(stands_for, error, said):
    stands_for("retold.study.check.examine_study", error)
    ended = call("check", "mine")
    assert ended.exit_code == BAD_INPUT
    assert ended.stderr.startswith("retold: ")
    assert len(ended.stderr.splitlines()) <= 3
    for words in said:
        assert words in ended.stderr


def test_names_that_no_terminal_knows_are_printed_as_escapes(stands_for):
    stands_for("retold.study.check.examine_study", Examined(["study: \udcff"]))
    assert call("check", "mine").stdout == "study: \\udcff\n"


@pytest.mark.parametrize("name", ["a b", "$(rm -rf x)", "it's", "-rf", "a;b"])
def test_commands_that_are_printed_can_be_pasted(tmp_path, name):
    folder = tmp_path / name
    told = call("new", folder).stdout.splitlines()[-3:]
    commands = [shlex.split(line.removeprefix("next: ")) for line in told]
    assert [words[1:3] for words in commands] == [[name, str(folder)] for name in ("check", "run", "sheet")]
    (folder / "study.yaml").unlink()
    told = re.search("`(.*)`", call("check", folder).stderr)[1]
    assert shlex.split(told) == ["retold", "new", str(folder)]


def test_a_mistyped_study_is_guessed(small_study):
    assert f"did you mean {small_study}?" in call("check", small_study.with_name("brigde")).stderr
    assert "did you mean" not in call("check", small_study.with_name("xyz")).stderr
