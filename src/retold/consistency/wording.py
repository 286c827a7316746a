"""Whether two statements of two articles report the same words, and how the words drift between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import Indel
from scipy import sparse

from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key

# Two statements count as the same words from here on; below, an aligned gap says nothing about drift.
# Separate sentences on one subject were seen to stay below 0.45, two translations of one sentence to
# lie above 0.5, and edited copies above 0.65.
SAME_WORDS = 0.5

# A chance run of two content words ("security guarantees") is no shared wording.
MATCHED_CONTENT_WORDS = 3

# Two neighbouring pairs of content words in common make two statements of different groups worth aligning.
SHARED_PAIRS = 2

# Function words and names align by chance ("President X said"), so they weigh less than the claim.
LIGHT = 0.25

# A lone function word between two gaps of this many words is a chance match, not an anchor.
WIDE_GAP = 6

# A flipped negation, modal verb or number is claimed only in a gap this short, where both sides surely
# correspond.
NARROW_GAP = 4

# Fewer words than this left over at an end are a reporting clause ("he added"), not part of what is said.
LEFT_OVER_CONTENT_WORDS = 3

# Below this density of matched words between the first and the last match, the middle is told anew.
REWORDED_BELOW = 0.7

DRIFT_TYPES = (
    "verbatim",
    "truncation",
    "splice",
    "insertion",
    "substitution",
    "negation",
    "modality",
    "number",
    "tense",
    "direct_to_indirect",
    "rewording",
    "function_words",
)

VERDICTS = (
    "same wording",  # nothing but cuts, or the step from direct to indirect
    "changed wording",  # same words in the main, some replaced, added or reordered
    "compatible with translation",  # the same, where two translations would explain it
    "differs in negation, modality or number",
    "same claim, other words",  # grouped under one argument, but not the same words
)

# Types that change nothing in the words that both articles report.
CUTS = frozenset({"verbatim", "truncation", "splice", "direct_to_indirect"})
# What a second translator may well have written; added or dropped content is more than that.
TRANSLATABLE = CUTS | {"substitution", "tense", "function_words"}
SUBSTANCE = frozenset({"negation", "modality", "number"})

NEGATORS = frozenset(["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without"])
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
MODALS = {
    **dict.fromkeys(["must", "should", "ought", "need", "needs"], "necessity"),
    **dict.fromkeys(["may", "might", "can", "could"], "possibility"),
}
TENSES = {
    **dict.fromkeys(["is", "are", "am", "has", "have", "do", "does", "can", "may"], "present"),
    **dict.fromkeys(["was", "were", "had", "did", "would", "could", "might"], "past"),
    **dict.fromkeys(["will", "shall"], "future"),
}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: number for number, word in enumerate(_UNITS.split())} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)
}

# "One" is as often a pronoun as a number, so it never makes a changed number by itself.
NO_CLAIM_NUMBERS = frozenset({"1"})

_FUNCTION_WORDS = (
    "a about above across after again all also am among an and any are around as at be because been"
    " before being below between both but by can could did do does doing down during each either else even"
    " ever every few for from further had has have having he her here hers herself him himself his how"
    " however i if in into is it its itself just let may me might more most must my myself near neither no"
    " nor not of off on once only onto or other ought our ours ourselves out over own quite rather said"
    " same say says shall she should since so some still such than that the their theirs them themselves"
    " then there therefore these they this those though through thus to too under until up upon us very"
    " was we well were what when where whether which while who whom whose why will with within without"
    " would yet you your yours yourself yourselves"
)
# "Said" is one of them here: it tells who speaks, not what of.
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

# Longest first. "ment" and "ion" stay, as "statement" is no "state" and a "nation" no "nat".
_ENDINGS = (
    "ations ation ating ated ates ate ities ity ences ence ances ance ies ents ent ants ant ians ian ness"
    " ive al ing ed es ly e s y"
)
ENDINGS = tuple(sorted(_ENDINGS.split(), key=lambda ending: (-len(ending), ending)))
SHORTEST_STEM = 4

CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
IRREGULAR_NEGATIONS = {"won": "will", "can": "can", "shan": "shall", "ca": "can"}

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_][\u0300-\u036f]*)+(?:['\u2019\u02bc](?:[^\W\d_][\u0300-\u036f]*)+)*"
)
# After these a capital letter may be that of any word.
_SENTENCE_EDGES = frozenset(".!?:;\n\"'([\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e\u2026-\u2013\u2014\u2022")
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|\u2026")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


class Token(NamedTuple):
    """A normalised word and where it stands in its text."""

    form: str
    start: int
    end: int


class Gap(NamedTuple):
    """The tokens, by position, that two aligned statements have in each other's place."""

    a0: int
    a1: int
    b0: int
    b1: int


class Alignment(NamedTuple):
    """Gaps between the first and the last shared content word, what is left at the ends, and the likeness."""

    similarity: float
    density: float
    gaps: list[Gap]
    core: Gap


def split_words(text: str) -> list[Token]:
    """Return the normalised words of a text, with their places.

    Case, quote marks, apostrophes, hyphens and thousands separators make no difference; a contraction gives
    two words over one place, a possessive ending is left off, and number words up to ninety become digits.

    Examples
    --------
    >>> [token.form for token in split_words("They won’t accept Norland’s five-year plan")]
    ['they', 'will', 'not', 'accept', 'norland', '5', 'year', 'plan']
    """
    return [token for match in _TOKEN.finditer(text) for token in _normalise(match)]


def _normalise(match: re.Match[str]) -> Iterator[Token]:
    start, end = match.span()
    form = (
        unicodedata.normalize("NFKC", match.group()).casefold().replace("\u2019", "'").replace("\u02bc", "'")
    )
    if _THOUSANDS.fullmatch(form):
        form = form.replace(",", "")
    stem, _, ending = form.rpartition("'")
    if form == "cannot" or (ending == "t" and stem.endswith("n")):
        verb = "can" if form == "cannot" else IRREGULAR_NEGATIONS.get(stem, stem[:-1])
        yield Token(verb, start, end)
        yield Token("not", start, end)
    elif stem and ending == "s":
        yield Token(stem, start, end - 2)
    elif stem and ending in CONTRACTED:
        yield Token(stem, start, end)
        yield Token(CONTRACTED[ending], start, end)
    else:
        yield Token(str(NUMBER_WORDS.get(form, form)), start, end)


def is_content(form: str) -> bool:
    """Say whether a normalised word carries meaning of its own (no function word, more than a letter).

    Examples
    --------
    >>> is_content("treaty"), is_content("the"), is_content("5")
    (True, False, True)
    """
    return form not in FUNCTION_WORDS and (len(form) > 1 or form.isdigit())


def stem_word(form: str) -> str:
    """Return a rough stem of a normalised word, so that related words of one text meet.

    Endings are taken off while four letters are left. It is English, and knows no exceptions: two words
    that share a stem are a hint and no proof.

    Examples
    --------
    >>> [stem_word(word) for word in ["neutrality", "neutral", "declares", "declaration", "treaties"]]
    ['neutr', 'neutr', 'declar', 'declar', 'treat']
    """
    stem = form
    while True:
        ending = next((e for e in ENDINGS if stem.endswith(e) and len(stem) - len(e) >= SHORTEST_STEM), None)
        if ending is None or not stem.isalpha():
            return stem
        stem = stem[: -len(ending)]


def weigh_words(text: str, tokens: Sequence[Token]) -> list[float]:
    """Return the weight of each word in an alignment: 1, or a quarter for function words and names.

    A name is what is written with a capital inside a sentence.

    Examples
    --------
    >>> text = "The river treaty, said Prime Minister Olsen"
    >>> weigh_words(text, split_words(text))
    [0.25, 1.0, 1.0, 0.25, 0.25, 0.25, 0.25]
    """
    return [1.0 if is_content(token.form) and not _is_name(text, token) else LIGHT for token in tokens]


def _is_name(text: str, token: Token) -> bool:
    if not text[token.start].isupper():
        return False
    place = token.start - 1
    while place >= 0 and text[place] in " \t":
        place -= 1
    return place >= 0 and text[place] not in _SENTENCE_EDGES


def align_words(
    a: Sequence[str],
    b: Sequence[str],
    *,
    weights_a: Sequence[float] | None = None,
    weights_b: Sequence[float] | None = None,
) -> Alignment:
    """Align two sequences of normalised words, with free ends.

    Parameters
    ----------
    a, b : sequence of str
        Normalised words, see ``split_words``.
    weights_a, weights_b : sequence of float, optional
        Their weights, see ``weigh_words``; without, function words weigh a quarter.

    Returns
    -------
    Alignment
        ``similarity`` in [0, 1] is the harmonic mean of how much of the shorter statement is found in the
        other and of ``density``, the share of matched words between the first and the last match. With
        fewer than three matched content words it is 0.

    Notes
    -----
    The longest common subsequence (rapidfuzz's Indel distance), after which light words that match by chance
    between wide gaps are given up, and whatever lies outside the outermost shared content words is an end.
    The free ends stand for the fact that articles quote different parts of one sentence.

    Examples
    --------
    >>> found = align_words("we will not sign this treaty today".split(), "we will sign this treaty".split())
    >>> found.gaps
    []
    >>> a, b = "rivers carry no cargo in winter".split(), "rivers carry cargo in winter".split()
    >>> align_words(a, b).gaps
    [Gap(a0=2, a1=3, b0=2, b1=2)]
    """
    weights_a = [1.0 if is_content(form) else LIGHT for form in a] if weights_a is None else weights_a
    weights_b = [1.0 if is_content(form) else LIGHT for form in b] if weights_b is None else weights_b
    matches = _drop_chance_matches(_matching_blocks(a, b), weights_a)
    anchors = [block for block in matches if _count_content(weights_a, block.a0, block.a1)]
    if sum(_count_content(weights_a, block.a0, block.a1) for block in anchors) < MATCHED_CONTENT_WORDS:
        return Alignment(0.0, 0.0, [], Gap(0, 0, 0, 0))
    core = Gap(anchors[0].a0, anchors[-1].a1, anchors[0].b0, anchors[-1].b1)
    inner = [block for block in matches if core.a0 <= block.a0 and block.a1 <= core.a1]
    gaps = [Gap(p.a1, q.a0, p.b1, q.b0) for p, q in pairwise(inner)]
    matched = sum(sum(weights_a[block.a0 : block.a1]) for block in inner)
    density = 2 * matched / (sum(weights_a[core.a0 : core.a1]) + sum(weights_b[core.b0 : core.b1]))
    found = matched / min(sum(weights_a), sum(weights_b))
    # A word may be light on one side only, so that more than all of the shorter side would be found.
    found, density = min(found, 1.0), min(density, 1.0)
    return Alignment(2 * found * density / (found + density), density, gaps, core)


def _count_content(weights: Sequence[float], first: int, last: int) -> int:
    return sum(weight == 1.0 for weight in weights[first:last])


def _matching_blocks(a: Sequence[str], b: Sequence[str]) -> list[Gap]:
    # Numbers instead of strings, as the hash of a string differs from run to run.
    numbers = {form: i for i, form in enumerate(dict.fromkeys([*a, *b]))}
    codes = Indel.opcodes([numbers[form] for form in a], [numbers[form] for form in b])
    return [Gap(c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes if c.tag == "equal"]


def _drop_chance_matches(blocks: list[Gap], weights: Sequence[float]) -> list[Gap]:
    kept: list[Gap] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if kept and following is not None and not _count_content(weights, block.a0, block.a1):
            before = max(block.a0 - kept[-1].a1, block.b0 - kept[-1].b1)
            after = max(following.a0 - block.a1, following.b0 - block.b1)
            if before + after > WIDE_GAP:
                continue
        kept.append(block)
    return kept


class _Statement(NamedTuple):
    statement_id: str
    article_id: str
    argument: str
    text: str
    voice: str
    form: str
    tokens: list[Token]
    forms: list[str]
    weights: list[float]


def compare_wording(
    statements: pd.DataFrame,
    *,
    arguments: pd.DataFrame | None = None,
    threshold: float = SAME_WORDS,
    translated: bool = False,
) -> pd.DataFrame:
    """Compare the wording of statements of different articles, two at a time.

    Compared are the statements of one argument, and statements of the subject anywhere that have words in
    common. The second kind is listed only where the words are the same.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, text, and argument unless ``arguments`` is given; with voice, only
        statements of the subject are compared across arguments; with form, the step from direct to
        indirect is typed.
    arguments : DataFrame, optional
        Columns statement_id, argument.
    threshold : float
        Similarity, in [0, 1], from which two statements report the same words.
    translated : bool
        Whether the speaker's language is not the articles'. Words in each other's place are then
        ``compatible with translation``; added words are not.

    Returns
    -------
    DataFrame
        The table ``wording``: statement_a, statement_b, argument, similarity, drift (types joined by
        semicolons, see ``DRIFT_TYPES``), changes (``[words of a → words of b]``), verdict (see ``VERDICTS``).
        ``argument`` is that of statement_a where the two differ in it.

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    A negation, modal verb or number is typed only in a short gap between matched words. The word lists are
    English; elsewhere only verbatim, truncation, splice, insertion, substitution and rewording are typed.

    Examples
    --------
    >>> texts = ["Norland will not sign the river treaty.", "Norland will sign the river treaty."]
    >>> ids = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": ["k1", "k1"]}
    >>> pairs = compare_wording(pd.DataFrame(ids | {"text": texts}))
    >>> pairs.loc[0, ["drift", "changes", "verdict"]].tolist()
    ['negation', '[not → ∅]', 'differs in negation, modality or number']
    """
    known = _with_arguments(statements, arguments)
    rows = [_read(row) for row in known.to_dict("records")]
    pairs = sorted(set(_same_argument(rows)) | set(_shared_words(rows)))
    compared = [_compare(rows[i], rows[j], threshold=threshold, translated=translated) for i, j in pairs]
    found = [row for row in compared if row is not None]
    return conform(pd.DataFrame(found), "wording") if found else empty_table("wording")


def _with_arguments(statements: pd.DataFrame, arguments: pd.DataFrame | None) -> pd.DataFrame:
    frame = statements
    if arguments is not None:
        given = arguments.drop_duplicates("statement_id").set_index("statement_id")["argument"]
        frame = frame.assign(argument=frame["statement_id"].map(given))
    for column in ("statement_id", "article_id", "argument", "text"):
        if column not in frame.columns:
            raise TableError(f"the statements lack the column {column!r}", where="compare_wording")
    frame = frame.assign(argument=frame["argument"].astype(object).where(frame["argument"].notna(), "none"))
    order = frame["statement_id"].astype(str).map(natural_key)
    return frame.loc[order.sort_values(kind="stable").index]


def _read(row: Mapping[Hashable, object]) -> _Statement:
    text = str(row["text"])
    tokens = split_words(text)
    # A capital inside the sentence makes the month of it, not the modal verb.
    forms = [
        "May" if token.form == "may" and text[token.start] == "M" and i else token.form
        for i, token in enumerate(tokens)
    ]
    return _Statement(
        statement_id=str(row["statement_id"]),
        article_id=str(row["article_id"]),
        argument=str(row["argument"]),
        text=text,
        voice=str(row.get("voice", "")),
        form=str(row.get("form", "")),
        tokens=tokens,
        forms=forms,
        weights=weigh_words(text, tokens),
    )


def _same_argument(rows: list[_Statement]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if row.argument != "none":
            groups.setdefault(row.argument, []).append(i)
    for members in groups.values():
        yield from ((i, j) for i, j in combinations(members, 2) if rows[i].article_id != rows[j].article_id)


def _shared_words(rows: list[_Statement]) -> Iterator[tuple[int, int]]:
    """Find statements that share neighbouring content words, by an exact sparse join."""
    numbers: dict[tuple[str, str], int] = {}
    places: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        if row.voice not in ("", "subject"):
            continue
        content = [form for form in row.forms if is_content(form)]
        found = dict.fromkeys(pairwise(content))
        places += [(i, numbers.setdefault(pair, len(numbers))) for pair in found]
    if not places:
        return
    which, what = np.array(places).T
    matrix = sparse.csr_array((np.ones(len(places)), (which, what)), shape=(len(rows), len(numbers)))
    shared = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    for i, j, n in zip(shared.row.tolist(), shared.col.tolist(), shared.data.tolist(), strict=True):
        if n >= SHARED_PAIRS and rows[i].article_id != rows[j].article_id:
            yield i, j


def _compare(a: _Statement, b: _Statement, *, threshold: float, translated: bool) -> dict[str, object] | None:
    alignment = align_words(a.forms, b.forms, weights_a=a.weights, weights_b=b.weights)
    together = a.argument == b.argument != "none"
    row: dict[str, object] = {
        "statement_a": a.statement_id,
        "statement_b": b.statement_id,
        "argument": a.argument,
        "similarity": alignment.similarity,
        "drift": "",
        "changes": "",
        "verdict": "same claim, other words",
    }
    if alignment.similarity < threshold:
        return row if together else None
    types = _type_drift(a, b, alignment)
    changed = [gap for gap in alignment.gaps if "splice" not in _type_gap(a, b, gap)]
    row["drift"] = ";".join(name for name in DRIFT_TYPES if name in types)
    row["changes"] = " ".join(_show(a, b, gap) for gap in alignment.gaps)
    if types & SUBSTANCE:
        row["verdict"] = "differs in negation, modality or number"
    elif types <= CUTS and not changed:
        row["verdict"] = "same wording"
    else:
        row["verdict"] = (
            "compatible with translation" if translated and types <= TRANSLATABLE else "changed wording"
        )
    return row


def _type_drift(a: _Statement, b: _Statement, alignment: Alignment) -> set[str]:
    core = alignment.core
    types = {kind for gap in alignment.gaps for kind in _type_gap(a, b, gap)}
    near_a = a.forms[max(0, core.a0 - NARROW_GAP) : core.a1 + NARROW_GAP]
    near_b = b.forms[max(0, core.b0 - NARROW_GAP) : core.b1 + NARROW_GAP]
    if "negation" in types and not _differs_in_parity(near_a, near_b):
        # The same negation, moved: "do not think they will" and "think they will not".
        types = types - {"negation"} | {"function_words"}
    types |= _type_end(_count_content(a.weights, 0, core.a0), _count_content(b.weights, 0, core.b0))
    types |= _type_end(
        _count_content(a.weights, core.a1, len(a.weights)), _count_content(b.weights, core.b1, len(b.weights))
    )
    if {a.form, b.form} == {"direct", "indirect"}:
        types.add("direct_to_indirect")
    if alignment.density < REWORDED_BELOW:
        types.add("rewording")
    if not types and not alignment.gaps:
        types.add("verbatim")
    return types


def _type_end(left_a: int, left_b: int) -> set[str]:
    """Type one end by how many content words each side has left over there."""
    if max(left_a, left_b) < LEFT_OVER_CONTENT_WORDS:
        return set()
    return {"truncation"} if min(left_a, left_b) == 0 else {"rewording"}


def _type_gap(a: _Statement, b: _Statement, gap: Gap) -> set[str]:
    left, right = a.forms[gap.a0 : gap.a1], b.forms[gap.b0 : gap.b1]
    if not left and not right:
        return set()
    types = _type_narrow_gap(left, right) if max(len(left), len(right)) <= NARROW_GAP else set()
    if types:
        return types
    content_left, content_right = any(map(is_content, left)), any(map(is_content, right))
    if content_left and content_right:
        return {"substitution"}
    if content_left or content_right:
        cut = (b, gap.b0, gap.b1) if content_left else (a, gap.a0, gap.a1)
        return {"splice"} if _has_ellipsis(*cut) else {"insertion"}
    return {"function_words"}


def _type_narrow_gap(left: list[str], right: list[str]) -> set[str]:
    """Type what two corresponding short gaps differ in, where that is sure; an empty set elsewhere."""
    numbers = [[form for form in side if form[0].isdigit()] for side in (left, right)]
    if all(len(side) == 1 for side in numbers) and numbers[0] != numbers[1]:
        return set() if NO_CLAIM_NUMBERS & {numbers[0][0], numbers[1][0]} else {"number"}
    if _differs_by_prefix(left, right):
        return {"negation"}
    rest = [
        form
        for side in (left, right)
        for form in side
        if is_content(form) and form not in NEGATORS | MODALS.keys()
    ]
    if rest:
        return set()
    types = {"negation"} if _differs_in_parity(left, right) else set()
    if _modality(left) != _modality(right):
        types.add("modality")
    tense_left, tense_right = ({TENSES[form] for form in side if form in TENSES} for side in (left, right))
    if not types and tense_left and tense_right and tense_left != tense_right:
        types.add("tense")
    return types


def _differs_in_parity(left: Iterable[str], right: Iterable[str]) -> bool:
    left, right = list(left), list(right)
    flips = _count_negators(left) - _count_negators(right)
    return (flips + int(_has_prefixed(left, right)) - int(_has_prefixed(right, left))) % 2 == 1


def _count_negators(forms: Iterable[str]) -> int:
    return sum(form in NEGATORS for form in forms)


def _has_prefixed(left: Iterable[str], right: Iterable[str]) -> bool:
    """Say whether the left has a word that is a word of the right with a negative prefix."""
    negated = {prefix + form for form in right if len(form) > 3 for prefix in NEGATIVE_PREFIXES}
    return any(form in negated for form in left)


def _differs_by_prefix(left: list[str], right: list[str]) -> bool:
    if len(left) > 2 or len(right) > 2:
        return False
    return (_has_prefixed(left, right) or _has_prefixed(right, left)) and _differs_in_parity(left, right)


def _modality(forms: list[str]) -> set[str]:
    found = {MODALS[form] for form in forms if form in MODALS}
    pairs = pairwise(forms)
    return found | {"necessity" for verb, to in pairs if verb in ("have", "has", "had") and to == "to"}


def _has_ellipsis(row: _Statement, first: int, last: int) -> bool:
    before, after = row.tokens[first - 1].end, row.tokens[min(last, len(row.tokens) - 1)].start
    return bool(_ELLIPSIS.search(row.text[before:after]))


def _show(a: _Statement, b: _Statement, gap: Gap) -> str:
    return f"[{_surface(a, gap.a0, gap.a1)} → {_surface(b, gap.b0, gap.b1)}]"


def _surface(row: _Statement, first: int, last: int) -> str:
    if first >= last:
        return "∅"
    shown = [(row.text[token.start : token.end], token.form) for token in row.tokens[first:last]]
    # A contraction stands for two words over one place: each is shown as the word it is.
    return " ".join(
        form if re.search("['\u2019\u02bc]", word) or word.casefold() == "cannot" else word
        for word, form in shown
    )
