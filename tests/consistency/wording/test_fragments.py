"""Short quotations inside a statement, and how sure it is that two articles quote one."""

import pandas as pd
import pytest

from retold.consistency.wording.fragments import Fragment, find_fragments
from retold.consistency.wording.utterances import join_utterances


def find(texts, arguments=None, articles=None):
    size = len(texts)
    ids = articles or [f"a{n}" for n in range(size)]
    frame = {
        "statement_id": [f"{name}:{n}" for n, name in enumerate(ids)],
        "article_id": ids,
        "text": texts,
        "argument": arguments or ["k"] * size,
    }
    return find_fragments(join_utterances(pd.DataFrame(frame)))


QUOTING, WHOLE = "that it was a “paper tiger” for him", "“They built a paper tiger and no more.”"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], []),
        ([QUOTING], []),
        ([QUOTING, WHOLE], [Fragment(0, 1, 0.65)]),
        ([WHOLE, QUOTING], [Fragment(0, 1, 0.65)]),
        (
            ["that this bridge was a “paper tiger”", "“This bridge is a paper tiger and no more.”"],
            [Fragment(0, 1, 0.85)],
        ),
        ([QUOTING, "“They built a tiger of paper.”"], []),  # other order
        (["that it was a “tiger” for him", "“They built a tiger and no more.”"], []),  # one word is too few
        (["that it was “one old grey paper tiger now” then", "“One old grey paper tiger now is here.”"], []),
        (["that it was a paper tiger for him", "“They built a paper tiger.”"], []),  # nobody quotes
    ],
)
def test_fragments(texts, found):
    assert find(texts) == found


@pytest.mark.parametrize("arguments", [["k", "l"], ["none", "none"]])
def test_without_a_common_argument_a_set_term_links_nothing(arguments):
    assert find([QUOTING, WHOLE], arguments) == []


def test_statements_of_one_article_are_not_linked():
    assert find([QUOTING, WHOLE], articles=["a", "a"]) == []


def test_words_that_all_speak_about_link_nothing():
    assert find([QUOTING, WHOLE, WHOLE, WHOLE], articles=["a", "b", "b", "b"]) == []
    assert len(find([QUOTING, WHOLE, WHOLE], articles=["a", "b", "b"])) in (0, 2)
