"""Every finding has a headline number in words."""

import ast
from pathlib import Path

from retold.study.findings import reports, said
from retold.study.findings.headlines import COUNT, DIFFERENCE, HEADLINES, NUMBER, SHARE


def named():
    """Return the names of findings that the code makes."""
    found = set()
    for module in (reports, said):
        for call in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Finding":
                found |= {arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant)}
    return found


def test_every_finding_has_a_headline_and_every_headline_a_finding():
    assert named() == set(HEADLINES)


def test_headlines_are_words_in_the_middle_of_a_sentence():
    for headline in HEADLINES.values():
        assert headline.unit in (SHARE, COUNT, NUMBER, DIFFERENCE)
        for text in filter(None, (headline.what, headline.names)):
            assert text[0].islower()
            assert text[-1].isalpha()
