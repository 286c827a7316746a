"""Every command and example of README, docs and notebooks is run, in the order of the page, or skipped for a stated reason."""

import contextlib
import io
import json
import re
import shlex
import shutil
import sys
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import click
import pandas as pd
import pytest

import retold as library
from retold import language as languages
from retold.arguments.given.given import read_given
from retold.cli import main
from retold.coding.sheet import theme_columns
from retold.coding.spreadsheets import read_rows
from retold.figures.registry import FIGURES
from retold.study.examples import copy_example
from retold.study.sweep.grid import read_grid
from retold.tables import read_table
from retold.themes.codebook.formats import FORMATS
from retold.themes.codebook.read import read_codebook
from tests.conftest import ROOT, TEXTS, copy_project, retold, retold_here

PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    + [
        page
        for pattern in ("docs/*.md", "data/**/README.md", "benchmarks/README.md", "training/README.md")
        for page in ROOT.glob(pattern)
    ],
    key=lambda page: (page.name != "README.md" or page.parent != ROOT, page),
)
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))

PROGRAMS = (
    "retold",
    "make",
    "python",
    "pip",
    "conda",
    "jupyter",
    "pre-commit",
    "papermill",
    "snakemake",
    "uv",
)

# What isn't run here, and why.
SKIPPED = {
    r"make (reproduce|test)": "continuous integration runs both in a fresh clone",
    r"make bench-small.*": "continuous integration runs it after the tests",
    r"make (coverage|fuzz|versions)": "runs every test again, for minutes at random, or under other Pythons",
    r"make bench": "takes a quarter of an hour; tests/benchmarks/test_bench.py makes its page anew",
    r"make licences": "tests/test_licences.py runs it",
    r"python -m retold.teaching.handout .*": "tests/teaching/test_lessons.py compares what it writes",
    r"python docs/list_errors.py": "tests/test_listed_errors.py compares what it writes",
    r"python docs/compute_numbers.py": "tests/test_typed_numbers.py compares what it writes",
    r"python docs/list_results.py": "tests/test_listed_results.py compares what it writes",
    r"retold figure data/nato .*": "tests/test_listed_results.py holds each against the figures there are",
    r"python docs/try_lessons.py .*": "opens JupyterLab in a browser; tests/teaching/test_try_lessons.py runs its answers without",
    r"python docs/make_screenshots.py .*": "takes pictures with a browser",
    r"make (refresh|lock)": "writes the committed results, or needs a package index",
    r"make docs": "tests/test_site.py builds it",
    r"make sensitivity": "sweeps for minutes, and writes a committed notebook",
    r"retold sweep .*": "tests/study/sweep/test_run.py sweeps over a small grid",
    r"(conda|pip) .*": "installs packages",
    r"jupyter lab.*": "opens a browser; the notebooks are run by tests/study/test_notebooks.py",
    r"pre-commit install": "writes into the clone's git folder",
    r"retold (run|verify) data/nato": "tests/study/test_run_study.py runs both",
    r"retold run data/planted": "the browser's tests run it, tests/study/test_report_in_browser.py",
    r"python (benchmarks|training)/.*": "takes minutes or outside data; that script and options exist is tested below",
}

# Forms of a command that name no file, and what stands for them here.
FORMS = {
    "retold codebook FILE --to FILE [--format NAME]": "retold codebook theirs.cat --to converted.yml --format quanteda",
    "retold network STUDY": "retold network mine",
    # What the tutorial has run by then, so that there is nothing to do.
    "retold run STUDY -p NAME VALUE": "retold run dam -p level 0.9",
}

WORDSTAT = "WEATHER\n\tRAIN* (1)\n\tHEAVY_RAIN (1)\nTALKS\n\tTALKS (1)\n"


class Command(NamedTuple):
    """A command and where it stands."""

    place: str
    text: str


def fenced(page):
    """Yield language, line and text of each block of code."""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        yield found[1], found.string[: found.start()].count("\n") + 2, found[2]


def as_command(text):
    """Return a line of a page as a command, without its comment; "" if it is none, or only names one (`retold score`)."""
    words = shlex.split(text, comments=True, posix=False)
    least = 3 if words[:1] == ["retold"] else 2
    return " ".join(words) if len(words) >= least and words[0] in PROGRAMS else ""


def commands_of(page):
    """Return all commands of a page in its order: lines of blocks, and code in a sentence with a word after the program."""
    found = []
    text = page.read_text("utf-8")
    for language, line, block in fenced(page):
        if language in ("sh", "bash", "console", ""):
            lines = block.replace("\\\n", " ").splitlines()
            found += [(line + n, as_command(each)) for n, each in enumerate(lines)]
    prose = re.sub(
        r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL
    )
    for code in re.finditer(r"`([^`\n]+(?:\n[^`\n]+)?)`", prose):
        line = prose[: code.start()].count("\n") + 1
        found += [
            (line, as_command(" ".join(part.split()))) for part in code[1].split(" && ") if "'" not in part
        ]
    name = page.relative_to(ROOT).as_posix()
    return [
        Command(f"{name}:{line}", command) for line, command in sorted(found, key=itemgetter(0)) if command
    ]


def commands_of_notebook(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    codes = [" ".join(code.split()) for code in re.findall(r"`([^`]+)`", prose)]
    return [
        Command(notebook.name, as_command(code)) for code in codes if "'" not in code and as_command(code)
    ]


def commands_of_help():
    """Return the commands that the help of the command line shows."""
    told = [command.epilog or "" for command in [main, *main.commands.values()]]
    return [Command("--help", line) for text in told for line in map(as_command, text.splitlines()) if line]


def every_command():
    pages = [command for page in PAGES for command in commands_of(page)]
    return (
        pages
        + [command for notebook in NOTEBOOKS for command in commands_of_notebook(notebook)]
        + commands_of_help()
    )


def why_skipped(command):
    return next((why for pattern, why in SKIPPED.items() if re.fullmatch(pattern, command)), "")


EVERY = every_command()
RUN = [command for command in EVERY if command.text.startswith("retold ") and not why_skipped(command.text)]


def test_pages_have_commands_of_each_kind_and_none_is_forgotten():
    """A page that is no longer read, or a program that nobody knows, would otherwise pass in silence."""
    assert {command.text.split()[1] for command in RUN} >= set(main.commands) - {"verify", "sweep"}
    forgotten = [c for c in EVERY if not c.text.startswith("retold ") and not why_skipped(c.text)]
    assert not forgotten
    for name in ("README.md", "docs/coding.md", "docs/codebooks.md"):
        assert any(command.place.startswith(name) for command in RUN), name
    for pattern in SKIPPED:
        assert any(re.fullmatch(pattern, command.text) for command in EVERY), pattern


def scripts():
    """Return each script that a page names in code, with the options it is given."""
    for page in PAGES:
        for code in re.findall(r"`([^`\n]*\w+[.]py[^`\n]*)`", page.read_text("utf-8")):
            words = code.split()
            at = next(n for n, word in enumerate(words) if word.endswith(".py"))
            if "/" not in words[at] and len(words) == 1:
                continue  # a module by its name
            yield pytest.param(
                words[at], [w for w in words[at:] if w.startswith("--")], id=f"{page.stem}: {code}"
            )


@pytest.mark.parametrize(("script", "options"), list(scripts()))
def test_scripts_and_their_options_exist(script, options):
    folder = ROOT if "/" in script else ROOT / "benchmarks"
    source = (folder / script).read_text("utf-8")
    for option in options:
        assert f'"{option}"' in source, f"{script} has no {option}"


def fill(source, target, *, coder, seed):
    """Write a sheet as somebody would hand it in: every cell of a theme with a code."""
    table = read_rows(source)
    sheet = pd.DataFrame(
        [["" if cell is None else cell for cell in row] for _, row in table.rows], columns=table.header
    )
    for n, theme in enumerate(theme_columns(sheet.columns)):
        sheet[theme] = [float((row + n + seed * (row % 5 == 0)) % 3 == 0) for row in range(len(sheet))]
    return library.write_sheet(sheet.assign(coder=coder), target)


def prepare(folder, command):
    """Put down what a command's user has by then: articles, a dictionary, sheets that came back."""
    if command.text.startswith("retold new mine"):
        (folder / "mine").mkdir()
        for name, text in TEXTS.items():
            (folder / "mine" / f"{name}.txt").write_text(text, "utf-8")
    if "news.csv" in command.text:
        pd.DataFrame({"body": TEXTS.values()}).to_csv(folder / "news.csv", index=False)
    if "theirs.cat" in command.text:
        (folder / "theirs.cat").write_text(WORDSTAT, "utf-8")
    if command.text.startswith(("retold score mine", "retold score STUDY")):
        own = folder / ("ann.xlsx" if "mine" in command.text else "coding_planted_Ann.xlsx")
        sheets = [word for word in command.text.split() if word.endswith((".xlsx", ".csv"))]
        for seed, name in enumerate(sheets):
            fill(own, folder / name, coder=Path(name).stem, seed=seed)
    if command.text == "retold score STUDY ann.qdpx":
        (folder / "ann.qdpx").unlink()
        retold("sheet", "data/planted", "--found", "--to", "ann.qdpx", project=folder)
    if "codes.csv" in FORMS.get(command.text, command.text):
        (folder / "codes.csv").write_text("id,ann,ben\n1,1,1\n2,2,3\n3,,2\n4,3,3\n", "utf-8")
    if "counts.csv" in command.text:
        header = "id,experts_yes,experts_no,crowd_yes,crowd_no"
        (folder / "counts.csv").write_text(f"{header}\n1,2,0,4,1\n2,0,2,1,5\n3,1,1,0,3\n", "utf-8")


def as_run(command):
    """Return the words of a command, with a study in place of STUDY."""
    return [
        re.sub(r"^STUDY$", "data/planted", word)
        for word in shlex.split(FORMS.get(command.text, command.text))[1:]
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("documented") / "project")
    shutil.copytree(ROOT / "data" / "planted", folder / "data" / "planted")
    return folder


@pytest.fixture(scope="module")
def transcript(project):
    """What each command said, all run one after the other in one folder, as a reader of the pages would."""
    told = {}
    for command in RUN:
        prepare(project, command)
        told[command] = retold(*as_run(command), project=project)
    return told


@pytest.mark.parametrize("command", RUN, ids=lambda c: f"{c.place} {c.text}")
def test_the_command_works_as_it_is_printed(transcript, command):
    done = transcript[command]
    assert done.returncode == 0, f"{command.text}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
    assert "Traceback" not in done.stderr


def test_what_the_pages_say_of_it_is_there(transcript, project):
    said = {command.text: done.stdout for command, done in transcript.items()}
    made = next(text for command, text in said.items() if command.startswith("retold new mine"))
    assert f"found {len(TEXTS)} articles" in made
    assert "everything is up to date" in said["retold run STUDY -p NAME VALUE"]
    assert retold_here("new", project / "mine").returncode == 2
    assert (project / "results" / "mine" / "report.html").is_file()
    articles = read_table("articles", project / "results" / "mine")
    assert articles["article_id"].tolist() == sorted(TEXTS)
    redrawn = project / "results" / "mine" / "redrawn" / "single"
    assert sorted(file.name for file in redrawn.iterdir()) == ["coverage.csv", "coverage.pdf"]
    assert "report.html" in said["retold run mine --print"]
    assert len(read_codebook(project / "codebook.yaml").patterns) == 3
    assert len(pd.read_csv(project / "scores" / "tables" / "coder_agreement.csv")) > 1


def python_blocks():
    return [
        pytest.param(text, id=f"{page.relative_to(ROOT).as_posix()}:{line}")
        for page in PAGES
        for language, line, text in fenced(page)
        if language == "python"
    ]


def yaml_blocks():
    return [
        pytest.param(text, id=f"{page.relative_to(ROOT).as_posix()}:{line}")
        for page in PAGES
        for language, line, text in fenced(page)
        if language in ("yaml", "yml")
    ]


@pytest.fixture(scope="module")
def at_hand():
    """The names that examples in Python take from the calls before them: the planted study, read and split."""
    articles = library.read_articles(ROOT / "data" / "planted").assign(edition="original")
    sentences = library.split_sentences(articles, library.find_clutter(articles))
    statements = library.find_statements(articles, sentences, subject="Ilvan Torrek", aliases=["Torrek"])
    codebook = read_codebook(ROOT / "data" / "planted" / "codebook.yaml")
    return {
        "articles": articles,
        "sentences": sentences,
        "statements": statements,
        "codebook": codebook,
        "hits": library.find_themes(articles, codebook, statements=statements),
        "groups": library.group_arguments(statements[statements["voice"] == "subject"]),
        "table": [[1, 1, 0, 0, None], [1, 0, 0, 0, 1]],
        "counts": [[2, 0], [1, 1], [0, 2], [0, 2]],
    }


@pytest.mark.parametrize("source", python_blocks())
def test_examples_in_python_run(source, at_hand, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = next(text for param in yaml_blocks() for text in param.values if text.startswith("arguments:"))
    Path("arguments.yaml").write_text(given, "utf-8")
    names = {**at_hand, "retold": library}
    # An example may add a figure, a format or a language; other tests do not see it.
    folders = patch.object(languages, "__path__", [*languages.__path__])
    registers = (patch.dict(FIGURES), patch.dict(FORMATS), folders)
    with contextlib.ExitStack() as stack, contextlib.redirect_stdout(io.StringIO()):
        for register in registers:
            stack.enter_context(register)
        for made in ("themes.codebook.formats.colons", "language.velan", "language.velan.lexicon"):
            stack.callback(sys.modules.pop, f"retold.{made}", None)
        exec(compile(source, "example", "exec"), names)
    assert set(names) > {*at_hand, "retold"}


@pytest.mark.parametrize("source", yaml_blocks())
def test_examples_in_yaml_are_read(source, tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(source, "utf-8")
    if source.startswith("choices:"):
        study = copy_example("planted", tmp_path / "planted")
        given = next(
            text for param in yaml_blocks() for text in param.values if text.startswith("arguments:")
        )
        (study / "arguments.yaml").write_text(given, "utf-8")
        (study / "strict.yaml").write_text((study / "codebook.yaml").read_text("utf-8"), "utf-8")
        assert read_grid(file, study).size > 1
    else:
        assert read_given(file) if source.startswith("arguments:") else read_codebook(file).patterns


def test_every_command_and_option_that_a_page_names_exists():
    known = {option for command in main.commands.values() for each in command.params for option in each.opts}
    assert isinstance(main, click.Group)
    for page in PAGES:
        text = page.read_text("utf-8")
        for name in re.findall(r"`retold (\w+)", text):
            assert name in main.commands, f"{page.name}: retold {name}"
    for line in (ROOT / "docs" / "coding.md").read_text("utf-8").splitlines():
        for option in re.findall(r"`(--\w+)", line):
            assert option in known, f"docs/coding.md: {option}"
