"""Regular expressions that are refused when a codebook is read, and searches that memory could not bear."""

import resource
import subprocess
import sys

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.expressions import MOST_REPEATS, why_refused
from retold.themes.codebook.patterns import read_pattern

SOUND = (
    "^rain", "(un)?safe(ly)?$", "(?i)NATO", r"\p{L}+-\d{2,4}", "(?P<a>x)(?P=a)", "[(?R)]x", r"\(?Rx", "a{2", "x{1000}",
    "(?:ab){100}(?:cd){100}", "(?:(?:ab){100}){100}", "colou?r|behaviou?r", "(?<=x)y(?!z)", "(?>a+)b", "[]a]{3}", "a{e<=1}",
)  # fmt: skip
REFUSED = {
    "calls itself": ("(?R)a|b", "(?0)a|b", "(a)(?1)", "(?P<x>a)(?&x)", "(?P<x>a)(?P>x)", "(a)(?-1)", r"\\(?R)a|b", "[a](?R)|b"),
    "repeats a part more than": (
        "(?:(?:a?){1000}){1000}", "(?:a?){100}{101}", "a{10001}", "a{10001,}", "a{,20000}", "a{0,10001}", "(?:[a]?){9}{9}{9}{9}{9}",
        "(((a?){10}b){10}c){101}", "a{99999999999999999999999999}", "((a{500}b)c{2}){21}",
    ),
    "has brackets more than": ("(" * 51 + "a" + ")" * 51, "(" * 3000),
    "has more than 10,000 characters": ("a" * 10_001,),
    "is broken: ": ("(", "[a", "*a", r"(?P<a>x)(?P<a", r"\L<words>", "(?{1})", r"\p{Nothing}", "a**b", "(?P=b)"),
}  # fmt: skip


@pytest.mark.parametrize("expression", SOUND)
def test_sound_ones_are_read(expression):
    assert why_refused(expression) == ""
    assert read_pattern("t", {"regex": expression}).text == expression


@pytest.mark.parametrize(("why", "expression"), [(why, e) for why, es in REFUSED.items() for e in es])
def test_others_are_refused_with_theme_and_reason(why, expression):
    assert why_refused(expression).startswith(why)
    with pytest.raises(CodebookError, match="theme 't': the regular expression") as refused:
        read_pattern("t", {"regex": expression}, line=4, where="book.yaml")
    message = str(refused.value)
    assert "book.yaml, line 4" in message
    assert len(message) < 1000


def test_repetitions_are_counted_up_to_the_limit():
    assert why_refused(f"(?:a?){{{MOST_REPEATS}}}") == ""
    assert why_refused(f"(?:a?){{{MOST_REPEATS + 1}}}") != ""


# What nobody should write and no rule refuses: bounded by the time that a word may take.
GREEDY = (
    "^(?:a|a|ab)*$",
    "(?:(?:a+)+)+$",
    "(a|b|ab)*?(?:a|b)*c$",
    "(?:(?:a?){100}){100}$",
    "(?:a{e<=3}b?)*$",
    "((a*)*b?)*$",
)
MEGABYTES = 1500
PROGRAM = f"""
import resource, sys
import regex
from retold.errors import CodebookError
from retold.themes.matching.expansion import Words
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES << 20}, {MEGABYTES << 20}))
words = Words(["a" * 60 + "ab" * 20, "ab" * 3000 + "c" * 3, "b" * 100_000 + "a"])
for expression in sys.argv[1:]:
    assert regex.compile(expression)
    try:
        words.fitting(expression, "regex")
    except CodebookError as error:
        assert "did not come to an end" in str(error)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_AS"), reason="needs a limit of memory")
def test_no_search_takes_more_memory_than_a_laptop_has():
    done = subprocess.run([sys.executable, "-c", PROGRAM, *GREEDY], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
