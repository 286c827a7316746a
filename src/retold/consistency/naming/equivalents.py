"""Different names for the same thing, by article and voice: listed ones, and those that the articles suggest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from retold.errors import ParameterError
from retold.language.english.endings import NAME_ENDINGS
from retold.language.tokens import any_sign, normal_form, seen_form, token_spans
from retold.language.words import is_content, lemma_word, split_words
from retold.tables import conform, empty_table

# Two spellings of a name differ in so many letters at most, and one letter in so many may differ.
MOST_EDITS, LETTERS_FOR_AN_EDIT = 2, 4

# Shorter names are too often words of their own: "Iran" and "Iraq".
SHORTEST_NAME = 5

# Names that are held against the others at once.
NAMES = 500

# A spelling that stands in this share of an article's namings is its habit; the rest is taken for quotation. Two
# names that one article uses side by side are two names.
HABIT = 0.8

# Words of content on one side of a replacement that can still be a name.
LONGEST_NAME = 3

_CHANGE = re.compile(r"\[([^\]\[]*) → ([^\]\[]*)\]")
_DERIVING = re.compile(rf"{NAME_ENDINGS}\Z")
NOTHING = "∅"


def compare_naming(
    articles: pd.DataFrame,
    *,
    equivalents: Mapping[str, Sequence[str]],
    statements: pd.DataFrame | None = None,
    masked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find which name each article, and each voice, gives to the same thing.

    Parameters
    ----------
    articles : DataFrame
        Columns article_id, text.
    equivalents : mapping of str to sequence of str
        For each thing its names, as words; case makes no difference, ``*`` at the end of a word stands for any letters.
        Of two names that overlap the longer one counts.
    statements : DataFrame, optional
        The table ``statements``; a name has the voice of the statement it stands in, else of the journalist.
    masked : DataFrame, optional
        The table ``masked``; what stands there is left out.

    Returns
    -------
    DataFrame
        The table ``naming``, one row a name found: article_id, start, end, thing, name (as listed), voice, statement_id
        (empty outside of statements). Count it by article and voice.

    Raises
    ------
    ParameterError
        If a name is empty, or listed for two things.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["The strike goes on.", "The walkout ended."]})
    >>> found = compare_naming(articles, equivalents={"strike": ["strike", "walkout"]})
    >>> found[["article_id", "start", "thing", "name", "voice"]].values.tolist()
    [['a', 4, 'strike', 'strike', 'journalist'], ['b', 4, 'strike', 'walkout', 'journalist']]
    """
    names = read_equivalents(equivalents)
    if not names or articles.empty:
        return empty_table("naming")
    pattern = _name_pattern(names)
    hidden = _spans_of(masked)
    said = _statement_spans(statements)
    rows: list[dict[str, Any]] = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in hidden.get(article_id, [])):
                continue
            name = list(names)[int(str(match.lastgroup)[1:])]
            statement_id, voice = _holder(said.get(article_id), start)
            rows.append(
                {"article_id": article_id, "start": start, "end": end, "thing": names[name], "name": name}
                | {"voice": voice, "statement_id": statement_id}
            )
    return conform(pd.DataFrame(rows), "naming") if rows else empty_table("naming")


def read_equivalents(equivalents: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the thing of each name, the longest name first.

    Raises
    ------
    ParameterError
        If a name is empty, or is listed for two things.

    Examples
    --------
    >>> read_equivalents({"the bridge": ["bridge", "river bridge"]})
    {'river bridge': 'the bridge', 'bridge': 'the bridge'}
    """
    things: dict[str, str] = {}
    for thing, names in equivalents.items():
        if isinstance(names, str):
            names = [names]
        for name in names:
            if not str(name).strip("* "):
                raise ParameterError(
                    "a name is empty", where=f"equivalents: {thing}", todo="fill it or remove it"
                )
            if things.get(str(name), thing) != thing:
                raise ParameterError(
                    f"the name {name!r} is listed for two things",
                    where=f"equivalents: {things[str(name)]}, {thing}",
                    todo="keep it where it belongs; a name of two things cannot be told apart",
                )
            things[str(name)] = str(thing)
    return dict(sorted(things.items(), key=lambda item: (-len(item[0]), item[0])))


def _name_pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    parts = []
    for i, name in enumerate(names):
        words = r"\w*".join(any_sign(part) for part in " ".join(name.split()).split("*"))
        parts.append(rf"(?P<n{i}>(?<!\w){words}(?!\w))")
    return re.compile("|".join(parts), re.IGNORECASE)


def _spans_of(frame: pd.DataFrame | None) -> dict[str, list[tuple[int, int]]]:
    if frame is None or frame.empty:
        return {}
    spans = zip(frame["start"].astype(int), frame["end"].astype(int), strict=True)
    held: dict[str, list[tuple[int, int]]] = {}
    for article_id, span in zip(frame["article_id"], spans, strict=True):
        held.setdefault(article_id, []).append(span)
    return held


def _statement_spans(statements: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    if statements is None or statements.empty:
        return {}
    ordered = statements.sort_values(["article_id", "start"], kind="stable")
    return {str(article_id): part for article_id, part in ordered.groupby("article_id")}


def _holder(statements: pd.DataFrame | None, place: int) -> tuple[str, str]:
    """Return the statement that holds a place, and its voice."""
    if statements is None:
        return "", "journalist"
    at = int(np.searchsorted(statements["start"].to_numpy(int), place, side="right")) - 1
    if at < 0 or int(statements["end"].iloc[at]) <= place:
        return "", "journalist"
    return str(statements["statement_id"].iloc[at]), str(statements["voice"].iloc[at])


def propose_equivalents(
    articles: pd.DataFrame,
    *,
    wording: pd.DataFrame | None = None,
    masked: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Propose names for the same thing, to be read by somebody and put into the list of equivalents.

    Two kinds of evidence: words that aligned statements put in each other's place, and spellings of a name, which
    are words with a capital inside sentences that differ in few letters and that no article uses side by side.

    Parameters
    ----------
    articles : DataFrame
        Columns article_id, text.
    wording : DataFrame, optional
        The table ``wording``; without it only spellings are proposed.
    masked : DataFrame, optional
        The table ``masked``; what stands there is left out.

    Returns
    -------
    DataFrame
        The table ``equivalents``: name_a, name_b (in the order of the alphabet), evidence (``aligned`` or ``spelling``),
        pairs (aligned pairs with this replacement, 0 for spellings), articles_a, articles_b (articles with the name).
        A proposal is no finding: aligned pairs also replace words that mean something else.

    Examples
    --------
    >>> texts = ["In Odesa it rained. All of Odesa slept.", "Rain fell on Odessa. The port of Odessa slept."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    >>> propose_equivalents(articles)[["name_a", "name_b", "evidence"]].values.tolist()
    [['Odesa', 'Odessa', 'spelling']]
    """
    hidden = _spans_of(masked)
    counts = {
        str(article_id): _count_words(text, hidden.get(article_id, []))
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
    }
    rows = [*_aligned(wording, counts), *_spellings(counts)]
    return conform(pd.DataFrame(rows), "equivalents") if rows else empty_table("equivalents")


def _count_words(text: str, hidden: Sequence[tuple[int, int]]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word stands in a text, and each name: a capital that no sentence asks for."""
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    opens = True
    for start, end in token_spans(text):
        word = text[start:end]
        if not any(a < end and start < b for a, b in hidden) and word[0].isalpha():
            words[normal_form(word)] += 1
            if word[0].isupper() and not opens:
                names[seen_form(word).removesuffix("'s")] += 1
        opens = not word[0].isalnum() and word not in ",;)-–—/"
    return words, names


def _spellings(counts: Mapping[str, tuple[Counter[str], Counter[str]]]) -> list[dict[str, Any]]:
    holders: dict[str, dict[str, int]] = {}
    for article_id, (_, names) in counts.items():
        for name, n in names.items():
            if len(name) >= SHORTEST_NAME and is_content(name.lower()):
                holders.setdefault(name, {})[article_id] = n
    rows = []
    # Spellings of one name begin alike, which keeps the comparison near linear.
    by_start: dict[str, list[str]] = {}
    for name in sorted(holders):
        by_start.setdefault(name[:1].casefold(), []).append(name)
    for group in by_start.values():
        for a, b in _near_names(group):
            if lemma_word(a.lower()) == lemma_word(b.lower()) or a.casefold() == b.casefold():
                continue
            if _is_derived(a, b):
                continue
            if not _used_together(holders[a], holders[b]):
                rows.append(_proposal(a, b, "spelling", 0, len(holders[a]), len(holders[b])))
    return rows


def _near_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that differ in few letters, in order."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    sizes = np.array([len(name) for name in names], dtype=np.int64)
    for first in range(0, len(names), NAMES):
        some = names[first : first + NAMES]
        far = cdist(some, names[first:], scorer=Levenshtein.distance, score_cutoff=MOST_EDITS, dtype=np.uint8)
        allowed = np.minimum(
            MOST_EDITS,
            np.minimum(sizes[first : first + NAMES, None], sizes[None, first:]) // LETTERS_FOR_AN_EDIT,
        )
        for i, j in zip(*np.nonzero(np.triu(far <= allowed, k=1)), strict=True):
            yield names[first + int(i)], names[first + int(j)]


def _is_derived(a: str, b: str) -> bool:
    """Say whether two words are one name with endings: "Norland", "Norlands" and "Norlander"."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return long.startswith(short) or _DERIVING.sub("", short) == _DERIVING.sub("", long)


def _used_together(a: Mapping[str, int], b: Mapping[str, int]) -> bool:
    """Say whether an article uses both names, none of them as its habit."""
    return any(max(a[name], b[name]) < HABIT * (a[name] + b[name]) for name in sorted(set(a) & set(b)))


def _aligned(
    wording: pd.DataFrame | None, counts: Mapping[str, tuple[Counter[str], Counter[str]]]
) -> list[dict[str, Any]]:
    if wording is None or wording.empty:
        return []
    told: dict[tuple[str, str], set[int]] = {}
    replaced = wording[["substitution" in types for types in wording["drift"]]]
    for number, changes in enumerate(replaced["changes"]):
        for left, right in _CHANGE.findall(changes):
            if pair := _as_names(left, right):
                told.setdefault(pair, set()).add(number)
    holders = _holders({name for pair in told for name in pair}, counts)
    rows = []
    for (a, b), pairs in sorted(told.items()):
        held = [len(set.intersection(*(holders[part] for part in name.split()))) for name in (a, b)]
        rows.append(_proposal(a, b, "aligned", len(pairs), held[0], held[1]))
    return rows


def _holders(names: set[str], counts: Mapping[str, tuple[Counter[str], Counter[str]]]) -> dict[str, set[str]]:
    """Return for each word of some names the articles that hold it; every article is looked at once."""
    holders: dict[str, set[str]] = {part: set() for name in names for part in name.split()}
    for article_id, (words, _) in counts.items():
        for part in words.keys() & holders.keys():
            holders[part].add(article_id)
    return holders


def _as_names(left: str, right: str) -> tuple[str, str] | None:
    """Return two replaced phrases as names, or None if they are too long, or no nouns that can be told."""
    if NOTHING in (left, right):
        return None
    names = []
    for side in (left, right):
        content = [word.form for word in split_words(side) if is_content(word.form)]
        if not content or len(content) > LONGEST_NAME or any(word[0].isdigit() for word in content):
            return None
        names.append(" ".join(content))
    if lemma_word(names[0]) == lemma_word(names[1]):
        return None
    return min(names), max(names)


def _proposal(a: str, b: str, evidence: str, pairs: int, articles_a: int, articles_b: int) -> dict[str, Any]:
    return {
        **{"name_a": a, "name_b": b, "evidence": evidence, "pairs": pairs},
        **{"articles_a": articles_a, "articles_b": articles_b},
    }
