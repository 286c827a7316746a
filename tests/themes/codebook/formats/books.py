"""Codebooks without what a format cannot keep: lines, and the order of patterns."""

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from retold.themes.codebook.formats import FORMATS

SUFFIX = {name: form.suffixes[0] for name, form in FORMATS.items()}


# Formats that carry every kind of pattern, and those that carry words with wildcards alone.
WHOLE = ("retold", "refi_qda", "taguette")


WORDS = tuple(name for name in FORMATS if name not in WHOLE)


def made(tmp_path, name, text, encoding="utf-8"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return file


def held(book):
    """Return what a codebook says of each theme, whatever the lines it stood in."""
    found = {theme.name: [] for theme in book.themes}
    for pattern in book.patterns:
        found[pattern.theme].append(pattern.name)
    return found


def bare(book):
    """Return a codebook without the lines of its patterns."""

    def clean(pattern):
        return replace(
            pattern,
            line=0,
            exclude=tuple(clean(other) for other in pattern.exclude),
            parts=tuple(clean(part) for part in pattern.parts),
        )

    themes = tuple(
        replace(theme, exclude=tuple(clean(pattern) for pattern in theme.exclude)) for theme in book.themes
    )
    return replace(book, themes=themes, patterns=tuple(clean(pattern) for pattern in book.patterns))


BROKEN = {
    "empty": ("x.lc3", "", ["is empty"]),
    "blank": ("x.dic", " \n\t\n", ["is empty"]),
    "binary": ("x.cat", b"A\n\tB\x00 (1)\n", ["no text"]),
    "neither encoding": ("x.lc3", b"+a\x81\n", ["no text", "UTF-8"]),
    "half a character": ("x.lc3", b"\xff\xfe+", ["no text"]),
    "no fence": ("x.dic", "1\ta\n%\nb\t1\n", ["does not begin with a line '%'", "line 1"]),
    "one fence": ("x.dic", "%\n1\ta\nb\t1\n", ["not closed"]),
    "no category": ("x.dic", "%\n%\nb\t1\n", ["no categories"]),
    "missing category": ("x.dic", "%\n1\ta\n%\nb\t1\nc d\t1\t07\n", ["'c d'", "category 7", "line 5"]),
    "number twice": ("x.dic", "%\n1\ta\n01\tb\n%\nc\t1\n", ["1 stands for two", "line 3"]),
    "category without number": ("x.dic", "%\na\n%\nb\t1\n", ["'a' is no category", "line 2"]),
    "number that is none": ("x.dic", "%\n1\ta\n%\nb\tx\n", ["'b' has 'x'", "line 4"]),
    "word before a category": ("x.lc3", "rain\n+a\n", ["'rain' stands before", "line 1"]),
    "word in no category": ("x.cat", "A\n\tB (1)\nC (1)\n", ["'C (1)' stands in no category", "line 3"]),
    "only rules": ("x.cat", "@A [B] (1)\n", ["no categories"]),
    "broken XML": ("x.ykd", "<dictionary>\n<cnode name='a'>\n</dictionary>", ["mismatched tag", "line 3"]),
    "cut XML": ("x.qdc", "<CodeBook>\n<Codes>", ["not well-formed", "line 2"]),
    "other XML": ("x.ykd", "<html/>", ["'html', not 'dictionary'"]),
    "a project": ("x.qdc", "<Project/>", ["'Project', not 'CodeBook'"]),
    "no codes": ("x.qdc", "<CodeBook><Codes/></CodeBook>", ["no categories"]),
    "code without name": (
        "x.qdc",
        "<CodeBook><Codes>\n<Code guid='1'/></Codes></CodeBook>",
        ["no name", "line 2"],
    ),
    "entity bomb": (
        "x.qdc",
        '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>\n<CodeBook>&d;</CodeBook>',
        ["document type", "line 1"],
    ),
    "unknown encoding": ("x.ykd", '<?xml version="1.0" encoding="klingon"?><dictionary/>', ["encoding"]),
    "deep XML": ("x.ykd", "<dictionary>" + "<cnode name='a'>" * 5000, ["more than 100 deep"]),
    "deep tabs": ("x.cat", "".join("\t" * n + f"a{n}\n" for n in range(200)), ["more than 100 deep"]),
    "entry at the top": ("x.ykd", "<dictionary>\n<pnode name='a'/></dictionary>", ["no category", "line 2"]),
    "no Taguette": ("x.csv", "word,theme\nrain,wet\n", ["word, theme, not tag, description"]),
    "empty tag": ("x.csv", "tag,description\n a,b\n,c\n", ["a tag has no name", "line 3"]),
    "no tags": ("x.csv", "tag,description\n", ["no categories"]),
    "huge field": ("x.csv", 'tag,description\n"' + "a" * 200_000 + '",b\n', ["the CSV cannot be read"]),
    "broken block": (
        "x.csv",
        'tag,description\na,"b\n--- retold: patterns ---\npattern: rain*\n--- retold: end ---"\n',
        ["patterns in the description of 'a'", "'pattern: rain*'", "line 5"],
    ),
    "anchor bomb": (
        "x.yaml",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        ["an anchor is used more than once", "line 1"],
    ),
    "anchor in itself": ("x.yaml", "a: &a\n  b: *a\n", ["an anchor"]),
    "key that is no word": ("x.yaml", "a: [b]\n? [c]\n: [d]\n", ["a key should be a word", "line 2"]),
    "deep YAML": ("x.yaml", "a: " + "[" * 100_000 + "]" * 100_000, ["more than 300 deep", "line 1"]),
    "own with a misspelt key": (
        "x.yaml",
        "theme:\n  a:\n    patterns: [x]\n",
        ["unknown key 'theme'", "'themes'"],
    ),
    "unknown suffix": ("x.docx", "a", ["'.docx' is no format", ".qdc", "WordStat"]),
    "no suffix": ("x", "a", ["without suffix", ".qdc"]),
}


# Letters of several scripts, and every sign that means something to one of the formats.
LETTERS = "abzÉß日я019"


SIGNS = "*?_+%@#().,;:'\"<>&[]{}-~!|\\=`$^\u00a0\u2028"


word = st.text(LETTERS + SIGNS, min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)


phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)


name = phrase.map(lambda text: unicodedata.normalize("NFC", text)).filter(lambda text: text != "*")


text = st.lists(phrase, max_size=2).map("\n".join)


patterns = st.lists(
    st.one_of(
        phrase,
        st.fixed_dictionaries({"fixed": phrase}),
        st.fixed_dictionaries({"glob": phrase, "exclude": st.lists(phrase, max_size=2, unique=True)}),
        st.just({"regex": "^a+$"}),
        st.fixed_dictionaries(
            {"near": st.lists(phrase, min_size=2, max_size=2), "within": st.integers(1, 9)}
        ),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda item: repr(item.get("glob") or item) if isinstance(item, dict) else repr(item),
)


leaf = st.fixed_dictionaries(
    {"patterns": patterns},
    optional={"description": text, "examples": st.lists(phrase, max_size=2), "notes": text},
)


theme = st.recursive(
    leaf,
    lambda inner: st.fixed_dictionaries(
        {"themes": st.dictionaries(name, inner, min_size=1, max_size=3)},
        optional={
            "patterns": patterns,
            "exclude": st.lists(phrase, max_size=2, unique=True),
            "description": text,
        },
    ),
    max_leaves=4,
)
