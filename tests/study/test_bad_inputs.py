"""Many bad inputs: each is told in a few lines, with exit status 2, and earlier results stay as they are."""

import pytest

from tests.conftest import retold_here
from tests.study import bad_inputs
from tests.study.whole_runs import files

MOST_LINES, MOST_CHARACTERS = 6, 1500

SPOILED = [
    (f"{group.lower()}: {name}", spoil, (), expected)
    for group in ("STUDY", "ARTICLES", "CODEBOOK", "ARGUMENTS", "CODING")
    for name, (spoil, expected) in getattr(bad_inputs, group).items()
]
MISTYPED = [(f"given: {name}", None, words, expected) for name, (words, expected) in bad_inputs.GIVEN.items()]
CASES = SPOILED + MISTYPED


def refused(done, expected):
    """Say whether a command has refused an input as it should."""
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) <= MOST_LINES
    assert len(done.stderr) <= MOST_CHARACTERS
    assert not set(done.stderr) & set("\x1b\x00\x07")
    done.stderr.encode("utf-8")


@pytest.mark.parametrize(
    ("spoil", "words", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_bad_input_is_told_and_earlier_results_stay(small_study, tmp_path, spoil, words, expected):
    results = tmp_path / "out"
    (results / "tables").mkdir(parents=True)
    (results / "tables" / "articles.csv").write_text("of an earlier run")
    (results / "report.html").write_text("of an earlier run")
    if spoil:
        spoil(small_study)
    refused(retold_here("run", small_study, "--results", results, *words), expected)
    assert files(results) == {"tables/articles.csv", "report.html"}
    assert {path.read_text() for path in results.rglob("*") if path.is_file()} == {"of an earlier run"}


def test_there_are_enough_of_them():
    assert len({(name, expected) for name, _, _, expected in CASES}) >= 150


WITHOUT_RUN = {
    "verify": ([], "run"),
    "network": ([], "has not been written yet"),
    "crate": ([], "has not been written yet"),
    "figure": (["voices"], "has not been written yet"),
    "sheet": (["--themes", "safty"], "did you mean 'safety'"),
    "score": (["nothing.csv"], "No such file"),
}


@pytest.mark.parametrize("command", WITHOUT_RUN)
def test_what_needs_a_run_or_a_file_says_so(small_study, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    words, expected = WITHOUT_RUN[command]
    refused(retold_here(command, small_study, *words), expected)
    assert files(tmp_path) == {f"bridge/{name}" for name in files(small_study)}


SHEETS = {
    "empty": (b"", "the file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "neither a text file nor a workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old XLS format"),
    "a broken workbook": (b"PK\x03\x04 and no more", "cannot be read"),
    "no unit": (b"a,b\n1,2\n", "no column 'unit'"),
    "no theme": (b"unit,note\nnorth:1,x\n", "no column of a theme"),
    "an unknown theme": (b"unit,safty\nnorth:1,1\n", "safty"),
    "a column twice": (b"unit,safety,safety\nnorth:1,1,1\n", "2 columns are called"),
    "no header": (b"unit,,safety\nnorth:1,x,1\n", "has no header"),
    "no rows": (b"unit,safety\n", "no rows"),
    "no unit in a row": (b"unit,safety\n,1\n", "which unit"),
    "a unit twice": (b"unit,safety\nnorth:1,1\nnorth:1,0\n", "stands 2 times"),
    "a strange unit": (b"unit,safety,sentence\nmoon:1,1,x\n", "not among the study's sentences"),
    "a word for a code": (b"unit,safety\nnorth:1,perhaps\n", "hold no code"),
    "a code that is none": (b"unit,safety\nnorth:1,7\n", "hold no code"),
    "an endless code": (b"unit,safety\nnorth:1,inf\n", "hold no code"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_sheet(small_study, tmp_path, name):
    content, expected = SHEETS[name]
    (tmp_path / "ann.csv").write_bytes(content)
    refused(retold_here("score", small_study, tmp_path / "ann.csv", "--to", tmp_path / "out"), expected)
    assert not (tmp_path / "out").exists()


BOOKS = {
    "a.dic": (b"rain\t1\n", "does not begin with a line '%'"),
    "b.dic": (b"%\n1\tweather\n%\nrain\t2\n", "the category 2"),
    "c.dic": (b"%\n1\tweather\n%\n" + b"x" * 10_000_000 + b"\t1\n", "a pattern of 10,000,000 characters"),
    "d.cat": (b"", "is empty"),
    "e.lc3": (b"\xff\xfe\x00", "no text"),
    "f.qdc": (b"<CodeBook>", "not well-formed XML"),
    "g.qdc": (b'<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook>', "declares a document type"),
    "h.qdc": (b"<a>" * 5000, "nested more than"),
    "i.ykd": (b"<x/>", ""),
    "j.csv": (b"a,b\n1,2\n", "the columns are"),
    "k.csv": (b'tag,description\n"a', ""),
    "l.xyz": (b"x", "no format of codebooks"),
    "m": (b"x", "a file without suffix"),
    "n.yaml": (b"a: &a [*a]", "holds itself"),
    "o.yaml": (b"a: &a [x]\nb: *a", "an anchor is used more than once"),
}


@pytest.mark.parametrize("name", sorted(set(BOOKS) - {"k.csv", "n.yaml"}))
def test_a_bad_codebook_of_another_program(tmp_path, name):
    content, expected = BOOKS[name]
    (tmp_path / name).write_bytes(content)
    refused(retold_here("codebook", tmp_path / name, "--to", tmp_path / "out.yaml"), expected)
    assert files(tmp_path) == {name}
