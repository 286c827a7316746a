"""No number of any prose is typed by hand: it is computed, or it is a definition that the code holds, or its script is named.

Notebooks, README and templates hold numbers of results only where a cell or a page computes them, so a number in their prose must be a
parameter, equal to the constant of the code. Pages of docs tell what was measured, too: beside the script that prints it, or between marks that
`docs/compute_numbers.py` fills.
"""

import importlib.util
import re

import pytest

from retold.arguments.grouping.trust import FOUND_AGAIN
from retold.articles.attribution import speakers
from retold.study.pictures import PICTURE_TOLERANCE
from retold.themes.measures.word_keyness import WORD_PRIOR
from retold.vocabulary import STABLE
from tests.conftest import ROOT
from tests.prose import Number, as_value, cells, find_numbers, literals, pages, strip_prose

# Numbers that belong to the words around them: the line must fit, and the number equal the constant. The reason stands beside it.
DEFINED = [
    (r"from 0 \(head\) to 1|[01]", (0, 1), "ends of a scale, yes and no"),
    (r"[Nn]otebooks? \d", range(1, 9), "the name of a notebook"),
    (r"per 1,000 words", (1000,), "the unit of a rate"),
    (r"beyond 2 in either direction", (2,), "the usual bound of z, which the reader is told"),
    (r"worth 500 words", (WORD_PRIOR,), "the prior of words"),
    (r"stable from 0\.6|stability is below 0\.6", (STABLE,), "the rule of trust"),
    (r"\(Jaccard similarity below 0\.5\)", (FOUND_AGAIN,), "when a group depends on an article"),
    (r"0\.8 a pronoun|0\.6 a quotation|0\.4 nobody named", (speakers.PRONOUN, speakers.RUNNING, speakers.GUESSED), "how sure a speaker is"),
    (r"differ by 10 of 255 grey levels", (PICTURE_TOLERANCE, 255), "the tolerance of pictures, and white"),
    (r"Python 3\.11 or newer", (3.11,), "the oldest Python"),
    (r"above 400 lines", (400,), "a rule for contributors"),
    (r"85 % of them is the least|95 %|90 % of branches", (85, 90, 95), "rules for contributors"),
    (r"`articles/` 01|`themes/` 02|`arguments/` 03|`consistency/` 04", range(1, 5), "the number of a stage"),
]  # fmt: skip

# Sections of docs whose numbers are neither computed nor of the code, and why that is right.
OTHERWISE = {
    ("docs/02_themes.md", "Comparing shares"): "an example that the sentence makes up",
    (
        "docs/03_arguments.md",
        "What is grouped",
    ): "counted once, by hand, when the rule was written: nothing runs it again",
    ("docs/04_consistency.md", "Coverage"): "counted once, by hand, on texts that the project may not hold",
    ("docs/coding.md", "Measures"): "an example that the sentence makes up, and bounds of the literature",
}

# What prints a number: a benchmark, a training, a test.
SCRIPT = re.compile(r"\b(?:benchmarks|training|tests)/[\w/]+\.py\b")


def is_defined(number: Number) -> bool:
    return any(
        as_value(number.number) in values and re.search(pattern, number.line)
        for pattern, values, _ in DEFINED
    )


# A lesson's numbers are its invented dispute: what is asked for is worked out by the checks, never written down.
LESSONS = "notebooks/teaching/"
STRICT = [
    *(cell for cell in cells() if not cell[0].startswith(LESSONS)),
    *pages("README.md", "CONTRIBUTING.md", "src/retold/study/*.j2"),
]
DOCS = [page for page in pages("docs/*.md") if page[0] != "docs/errors.md"]  # written by a script of its own


@pytest.mark.parametrize("file", sorted({file for file, _ in STRICT}))
def test_numbers_of_notebooks_and_templates_are_definitions(file):
    typed = [
        n for name, text in STRICT if name == file for n in find_numbers(name, text) if not is_defined(n)
    ]
    assert not typed, "print them by a cell, or add the parameter to DEFINED:\n" + "\n".join(map(str, typed))


def sections(text):
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def test_numbers_of_docs_are_computed_or_of_the_code_or_have_their_script():
    known, typed = literals(), []
    for file, text in DOCS:
        for section in sections(text):
            if SCRIPT.search(section):
                continue
            typed += [
                n
                for n in find_numbers(file, section)
                if as_value(n.number) not in known
                and not (n.number.endswith("%") and as_value(n.number) / 100 in known)
                and (file, n.section) not in OTHERWISE
            ]
    assert not typed, (
        "name the script that prints them, or mark them for docs/compute_numbers.py:\n"
        + "\n".join(map(str, typed))
    )


def test_each_script_that_docs_name_is_there():
    named = {name for _, text in DOCS for name in SCRIPT.findall(text)}
    assert named
    assert not sorted(name for name in named if not (ROOT / name).is_file())


@pytest.fixture(scope="module")
def computing():
    spec = importlib.util.spec_from_file_location("compute_numbers", ROOT / "docs" / "compute_numbers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_marked_numbers_are_what_the_expected_results_hold(computing):
    marked = set()
    for page in computing.pages():
        text = page.read_text("utf-8")
        assert computing.compute(text) == text, f"{page.name}: run python docs/compute_numbers.py"
        marked |= {name for _, name, _, _ in computing.MARKED.findall(text)}
    assert marked == set(computing.NUMBERS)


def test_a_number_that_went_stale_is_noticed(computing):
    name = sorted(computing.NUMBERS)[0]
    right = computing.NUMBERS[name]()
    page = f"It is <!-- number: {name} -->{right}<!-- end --> of them."
    assert computing.compute(page) == page
    assert computing.compute(page.replace(right, "96.9 %")) == page


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("precision 0.86, as ever", ["0.86"]),
        ("22 groups and 5 shared against 29 and 10", ["22", "5", "29", "10"]),
        ("1. First, 96.1 % of it", ["96.1 %"]),
        ("1,000 articles (2,001)", ["1,000", "2,001"]),
        # Code, formulas, addresses, names, years, headings, references, and what is computed are no typed numbers.
        ("`x[:5]`, $2x$, [a](b/5.md), Python3, SHA-256, 2021, <p class='n5'>", []),
        ("## 4 Questions\ntext\n## References\n- A (1999). B 20(4).", []),
        ("**References.** A 20.\nB 5.\n\n7 left", ["7"]),
        ("{{ n }} of {% if 5 %}x{% endif %} <!-- number: x -->5<!-- end -->", []),
    ],
)  # fmt: skip
def test_what_is_a_number_of_the_prose(text, numbers):
    assert [n.number for n in find_numbers("f", text)] == numbers


def test_stripping_keeps_lines():
    assert strip_prose("```\na 5\n```\n7").split("\n") == ["   ", "   ", "   ", "7"]
