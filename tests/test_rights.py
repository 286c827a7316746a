"""What the project may not contain: sentences of the originals, addresses of registries, paths of a machine."""

import re
import subprocess

import pytest

from tests.conftest import NATO, ROOT

ORIGINALS = NATO / "originals"
RUN = 8


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text):
    tokens = words(text)
    return {tuple(tokens[n : n + RUN]) for n in range(len(tokens) - RUN + 1)}


def project_files():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file():
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_runs_are_found_at_all():
    assert runs("a b c d e f g h i") == {tuple("abcdefgh"), tuple("bcdefghi")}


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not part of the package")
def test_no_file_of_the_project_takes_over_eight_words_in_a_row():
    originals = sorted(ORIGINALS.glob("*.txt"))
    assert len(originals) == 5
    known = set().union(*(runs(path.read_text("utf-8")) for path in originals))
    for name, text in project_files():
        assert not known & runs(text), name


def test_no_address_of_a_registry_and_no_path_of_a_machine():
    hosts = "|".join(
        ("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian")
    )
    for name, text in project_files():
        assert not re.search(hosts, text), name
        assert not re.search(r"/(?:home|Users|root)/\w", text), name


def test_nothing_opens_jupyter_to_the_network():
    opened = re.compile(r"0\.0\.0\.0|--ip\b|allow_remote_access|allow_origin|--no-browser")
    told_of = {"docs/safety.md", "tests/test_rights.py"}
    assert [name for name, text in project_files() if opened.search(text) and name not in told_of] == []
