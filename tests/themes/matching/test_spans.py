"""Where a pattern matches, in tokens."""

import numpy as np
import pytest

from retold.errors import CodebookError
from retold.language.token_arrays import token_arrays
from retold.themes.codebook.patterns import read_pattern
from retold.themes.matching.expansion import Words
from retold.themes.matching.spans import find_spans, place_tokens


def spans(texts, item, masked=()):
    pattern = read_pattern("t", item, line=4)
    tokens = token_arrays(texts)
    covered = np.zeros(len(tokens.ids), dtype=bool)
    covered[list(masked)] = True
    places = place_tokens(tokens, covered, Words(tokens.vocabulary, case_sensitive=False), [pattern])
    first, length = find_spans(pattern, places)
    return list(zip(first.tolist(), length.tolist(), strict=True))


def near(one, two, within, **options):
    return {"near": [one, two], "within": within, **options}


@pytest.mark.parametrize(
    ("texts", "item", "found"),
    [
        ([], "a", []),
        ([""], "a", []),
        (["a b a"], "a", [(0, 1), (2, 1)]),
        (["A b"], "a", [(0, 1)]),
        (["a b a"], "c", []),
        (["a b", "a"], "a b", [(0, 2)]),
        (["a", "b"], "a b", []),  # not over the edge of an article
        (["a a a"], "a a", [(0, 2), (1, 2)]),
        (["b a"], "a b", []),
        (["a x b a y b"], "a * b", [(0, 3), (3, 3)]),
        (["ab ac b"], "a*", [(0, 1), (1, 1)]),
        (["a x b"], near("a", "b", 2), [(0, 3)]),
        (["a x b"], near("a", "b", 1), []),
        (["b x a"], near("a", "b", 2), [(0, 3)]),
        (["b x a"], near("a", "b", 2, ordered=True), []),
        (["a a b"], near("a", "b", 3), [(1, 2)]),  # the shortest
        (["a b a"], near("a", "b", 1), [(0, 2), (1, 2)]),
        (["a", "b"], near("a", "b", 3), []),
        (["a x"], near("a", "b", 3), []),
        (["sea wall wall"], {"glob": "wall", "exclude": ["sea wall"]}, [(2, 1)]),
        (["sea wall wall"], {"glob": "wall", "exclude": ["river"]}, [(1, 1), (2, 1)]),
        (["a b c d"], {"glob": "b c", "exclude": ["a * *", "d"]}, []),
    ],
)
def test_spans(texts, item, found):
    assert spans(texts, item) == found


@pytest.mark.parametrize(
    ("masked", "found"), [((), [(0, 2), (2, 2)]), ((1,), [(2, 2)]), ((2,), [(0, 2)]), ((0, 3), [])]
)
def test_masked_tokens_match_nothing(masked, found):
    assert spans(["a b a b"], "a b", masked) == found


def test_a_broken_search_names_theme_and_line(monkeypatch):
    monkeypatch.setattr("retold.themes.matching.expansion.REGEX_SECONDS", 0.1)
    with pytest.raises(CodebookError, match="theme 't', line 4"):
        spans(["a" * 50 + "b"], {"regex": "^(a|aa)+$"})
