"""Inputs that nobody would write: strategies for articles, codebooks, settings, coding sheets and transcripts."""

import json

from hypothesis import strategies as st

# Pieces that readers of quotations, numbers, dates and clutter act on, whole and broken.
PIECES = (
    "Ann Lee", "Lee", "the mayor", "said", "said that", "told the Post", "according to", "she", "“", "”", '"', "'", "’", "‘", "(", ")", "—", "-",
    ".", ",", ":", ";", "?", "!", "…", " ", "\n", "\n\n", "\r\n", "\t", "\u2028", "\u00a0", "\u00ad", "\ufeff", "\u202e", "LEE:", "Q:", "A:", "• ",
    "12", "1,000", "$1.2 million", "40 of 80", "3 May 2021", "on Monday", "2021-05-03", "12:30", "two-thirds", "a dozen", "9" * 40, "5 %",
    "in the river", "the bridge is safe", "will be built", "not", "never", "Mr.", "U.S.", "e.g.", "https://a.b/c", "a@b.c", "<b>", "&amp;",
    "Leave a Reply", "Read more", "Advertisement", "=1+1", "{x}", "$x$", "\\", "é", "ß", "中文", "עברית", "😀", "a\u0301", "\ue000", "0",
)  # fmt: skip

TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=80),
)
NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(["a", "none", "*", "NA", "001", "a/b", "=1", "-rf", "a\nb", "\u0301", ""]),
)
TURNS = st.tuples(
    st.sampled_from(
        [
            "LEE: ",
            "Q: ",
            "A: ",
            "Lee: ",
            "THE MAYOR: ",
            "[inaudible] ",
            "(Applause) ",
            "— ",
            "LEE (laughing): ",
        ]
    ),
    TEXTS,
)
TRANSCRIPTS = st.lists(TURNS, max_size=8).map(lambda turns: "\n".join(who + said for who, said in turns))

SCALARS = st.one_of(
    TEXTS, st.integers(), st.floats(), st.booleans(), st.none(),
    st.sampled_from(["no", "~", "010", "1e5", "2020-01-01", ".nan", "rain*", "*", "?", "a b*", "(?R)", "(", "(a+)+$", "\ud800", "\0", "9" * 200]),
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)

PATTERNS = st.one_of(
    SCALARS,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("glob", "regex", "fixed", "within", "ordered"), SCALARS)
        | {"near": TREES, "exclude": TREES},
    ),
)
THEMES = st.recursive(
    st.fixed_dictionaries(
        {"patterns": st.lists(PATTERNS, max_size=4)},
        optional={
            "description": SCALARS,
            "examples": TREES,
            "notes": SCALARS,
            "exclude": TREES,
            "by_hand": SCALARS,
        },
    ),
    lambda inner: st.fixed_dictionaries({"themes": st.dictionaries(NAMES, inner, max_size=3)}),
    max_leaves=4,
)
CODEBOOKS = st.one_of(
    TREES,
    st.fixed_dictionaries(
        {"themes": st.dictionaries(NAMES, THEMES, max_size=3)},
        optional={"title": SCALARS, "equivalents": TREES},
    ),
)

SETTINGS = st.dictionaries(
    st.sampled_from(
        "title subject aliases edition columns outside codebook overlap given voices embedding method clauses threshold criterion min_size level "
        "replicates seed table_format subjet".split()
    ),
    TREES,
    max_size=5,
)
CELLS = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "unit",
            "coder",
            "sheet",
            "sentence",
            "safety",
            "note",
            "0",
            "1",
            "NA",
            "a:1",
            "1,5",
            "=1",
            "'=1",
            "",
        ]
    ),
)
SHEETS = st.lists(st.lists(CELLS, max_size=5), max_size=6)
LINES = st.lists(
    st.one_of(
        TEXTS,
        st.sampled_from(
            [
                "%",
                "1\tweather",
                "\t2\train",
                "rain*\t1",
                "+water",
                "WEATHER",
                "\tRAIN* (1)",
                "tag,description",
                "a: [b]",
            ]
        ),
    ),
    max_size=10,
)


def as_yaml(tree):
    """Return a tree as YAML: JSON is YAML, and keeps each odd sign as an escape."""
    return json.dumps(tree, default=str).encode("ascii")
