"""A codebook to begin with, made of the words that a corpus has: a draft for people to rename, merge and cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import yaml

from retold.language.english import calendar, modality, numerals, reporting, verbs
from retold.language.identify import FUNCTION_WORDS
from retold.language.lexicon import ENGLISH, base_code, languages
from retold.language.tokens import TOKEN, normal_form
from retold.language.words import Token, is_content, is_name, stem_word

#: Stands in the title of a draft, so that a check can say that it is one.
DRAFT = "Draft"

HEADER = """\
# A DRAFT, made from the words of the articles, not an analysis: words that stand together often are put under one theme, which
# is named by the commonest of them. Rename the themes, merge and cut them, and add what is missing, before you trust a number.
# A pattern is looked for in tokens: * stands for any characters within a word, ? for one; several words are a phrase; themes may
# nest (`themes:` instead of `patterns:`). See docs/02_themes.md.
"""

# Verbs that any report has, numbers and days are no theme's.
_NO_THEME = (
    {*verbs.IRREGULAR, *verbs.IRREGULAR.values(), *numerals.NUMBER_WORDS, *numerals.ORDINALS}
    | calendar.CALENDAR_NAMES
    | modality.HEDGES
    | modality.MODALS
    | (reporting.CUE_FORMS.keys() - reporting.NOUNLIKE)
)

# Words and themes of a draft: what fits on one page.
MOST_WORDS, MOST_THEMES, FEWEST_WORDS = 40, 8, 8
# One word alone is no theme of a draft.
FEWEST_IN_THEME = 2
# A word is none of a theme if it is shorter, stands in fewer articles, or in nearly all.
SHORTEST, FEWEST_ARTICLES, MOST_SHARE = 4, 2, 0.9
# A word that is written with a capital more often is a name.
NAME_SHARE = 0.5
# Languages that write all nouns with capitals.
CAPITAL_NOUNS = frozenset(["de", "lb"])
# A wildcard stands at the end of a stem that has so many letters left.
SHORTEST_GLOB = 5


def draft_codebook(articles: pd.DataFrame) -> str:
    """Return a codebook as YAML, of words of the articles that stand together.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``text`` and ``language``.

    Returns
    -------
    str
        Empty if there are too few words.
    """
    tables = [
        _word_table(str(text), base_code(str(language)))
        for text, language in zip(articles["text"], articles["language"], strict=True)
    ]
    words = _choose_words(tables)
    if len(words) < FEWEST_WORDS:
        return ""
    present = np.array([[stem in table for stem in words] for table in tables], dtype=float)
    groups = _group(present)
    themes = {}
    for group in (group for group in groups if len(group) >= FEWEST_IN_THEME):
        stems = [words[n] for n in group]
        forms = [_pattern(stem, tables) for stem in stems]
        name = _commonest(stems[0], tables)
        themes[name] = {
            "description": f"DRAFT: articles with {', '.join(_commonest(stem, tables) for stem in stems)}",
            "patterns": forms,
        }
    if not themes:
        return ""
    body = {"title": f"{DRAFT}: words of these articles that stand together", "themes": themes}
    return HEADER + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120)


def _word_table(text: str, language: str) -> Mapping[str, Counter[str]]:
    """Return the forms of each stem of a text that could be a theme's, with how often they stand there."""
    known = language if language in languages() else ENGLISH
    function_words = set(FUNCTION_WORDS.get(language, "").split())
    found: dict[str, Counter[str]] = {}
    for match in TOKEN.finditer(text):
        word = match[0]
        form = normal_form(word)
        if len(form) < SHORTEST or not form.isalpha() or form in function_words:
            continue
        if form in _NO_THEME or not is_content(form, language=known):
            continue
        capital = is_name(text, Token(form, match.start(), match.end()))
        if language in CAPITAL_NOUNS and not capital:
            continue
        stem = stem_word(form) if language == ENGLISH else form
        found.setdefault(stem, Counter())[word if language in CAPITAL_NOUNS else form] += 1
        found[stem][_CAPITAL] += capital and language not in CAPITAL_NOUNS
    return found


# Under this form it is counted how often a stem was written with a capital.
_CAPITAL = "\0capital"


def _choose_words(tables: Sequence[Mapping[str, Counter[str]]]) -> list[str]:
    """Return the stems that tell articles apart, the weightiest first: frequent, in some articles and not in all."""
    articles, counts, capitals = Counter[str](), Counter[str](), Counter[str]()
    for table in tables:
        for stem, forms in table.items():
            articles[stem] += 1
            counts[stem] += sum(forms.values()) - forms[_CAPITAL]
            capitals[stem] += forms[_CAPITAL]
    n = len(tables)
    fewest = min(FEWEST_ARTICLES, n)
    kept = [
        stem
        for stem in articles
        if articles[stem] >= fewest
        and (n < 5 or articles[stem] <= MOST_SHARE * n)
        and capitals[stem] <= NAME_SHARE * counts[stem]
    ]
    weight = {stem: counts[stem] * np.log(1 + n / articles[stem]) for stem in kept}
    return sorted(kept, key=lambda stem: (-round(weight[stem], 9), stem))[:MOST_WORDS]


def _group(present: np.ndarray) -> list[list[int]]:
    """Return groups of columns that stand in the same rows, each with the weightiest first."""
    from sklearn.cluster import AgglomerativeClustering

    size = present.shape[1]
    length = np.sqrt((present**2).sum(axis=0))
    likeness = np.round((present.T @ present) / np.outer(length, length), 9)
    model = AgglomerativeClustering(
        n_clusters=min(MOST_THEMES, max(2, size // 4)), metric="precomputed", linkage="average"
    )
    labels = model.fit_predict(1 - likeness)
    groups = [[n for n in range(size) if labels[n] == label] for label in dict.fromkeys(labels.tolist())]
    return sorted(groups, key=lambda group: group[0])


def _commonest(stem: str, tables: Sequence[Mapping[str, Counter[str]]]) -> str:
    forms = _forms(stem, tables)
    return min(forms, key=lambda form: (-forms[form], form))


def _forms(stem: str, tables: Sequence[Mapping[str, Counter[str]]]) -> Counter[str]:
    forms = Counter[str]()
    for table in tables:
        forms.update(table.get(stem, {}))
    del forms[_CAPITAL]
    return forms


def _pattern(stem: str, tables: Sequence[Mapping[str, Counter[str]]]) -> str:
    """Return a word, or what its forms begin with and a wildcard."""
    forms = list(_forms(stem, tables))
    shared = _shared_start(forms)
    return f"{shared}*" if len(forms) > 1 and len(shared) >= SHORTEST_GLOB else _commonest(stem, tables)


def _shared_start(forms: Sequence[str]) -> str:
    first, last = min(forms), max(forms)
    at = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:at]
