import unicodedata
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.cli import main
from retold.errors import CodebookError, ParameterError
from retold.themes.codebook.formats import FORMATS, write_codebook
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

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


def sorted_patterns(book):
    """Return a codebook whose patterns stand in alphabetical order within their themes."""
    book = bare(book)
    order = {theme.name: n for n, theme in enumerate(book.themes)}
    patterns = sorted(book.patterns, key=lambda pattern: (order[pattern.theme], pattern.name))
    return replace(book, patterns=tuple(patterns))


REAL = {
    "quanteda": (
        "q.yml",
        "Weather: [rain*, heavy rain, no]\n"
        "travel:\n  - train\n  - by rail: [track*, 007]\n    by water: ferry\n"
        "sky:\n  blue:\n    - azure\n  grey: []\n"
        "Weather:\n  - hail\n",
        {
            "Weather": ["rain*", "heavy rain", "no", "hail"],
            "travel": ["train"],
            "travel/by rail": ["track*", "007"],
            "travel/by water": ["ferry"],
            "sky": [],
            "sky/blue": ["azure"],
            "sky/grey": [],
        },
        ["same name are one theme: 'Weather'", "themes without patterns serve hand coding alone: 'sky/grey'"],
    ),
    "LIWC 2007": (
        "old.dic",
        "%\r01\tweather\r02\ttravel\r15\tfeel\r%\rrain*\t01\rsnow train\t01\t2\r\rkind\t<of>15/02 <of>15\t01\r"
        "like\t(01 02)15/02\t(02)15\t1\rlonely\r",
        {"weather": ["rain*", "snow train", "kind", "like"], "travel": ["snow train"], "feel": []},
        [
            "categories under a condition are left out: 'kind <of>15/02 <of>15 01', 'like (01 02)15/02 (02)15 1'",
            "words in no category are left out: 'lonely'",
            "serve hand coding alone: 'feel'",
        ],
    ),
    "LIWC 2015": (
        "new.dic",
        "%\r\n30\tmood (Mood)\r\n\t31\tgood (Good Mood)\r\n\t\t32\tglad\r\n\t33\tbad\r\n40\ttime (past)\r\n41\ttime (now)\r\n"
        "%\r\nhappy\t\t30\t31\t32\r\nmoody\t30\t\r\ngloom*\t33\r\nonce\t40\t41\r\nonce\t40\r\n",
        {
            "mood": ["moody"],
            "mood/good": [],
            "mood/good/glad": ["happy"],
            "mood/bad": ["gloom*"],
            "time (past)": ["once"],
            "time (now)": ["once"],
        },
        [
            "lack the number of a category above theirs count for it here: 'gloom*'",
            "stand twice in a category are kept once: 'once'",
        ],
    ),
    "LIWC padded": (
        "padded.dic",
        "%\n1  wet\n2  dry\n%\nrain*      1\nfine day   1  2\n",
        {"wet": ["rain*", "fine day"], "dry": ["fine day"]},
        [],
    ),
    "Lexicoder": (
        "l.lc3",
        "+wet weather#AA0000\r\nrain*\r\n not dry*\r\n+dry/hot\r\nsun\r\nsun\r\n+\r\nfog\r\n",
        {"wet weather": ["rain*", "not dry*"], "dry-hot": ["sun"], "unnamed": ["fog"]},
        [
            "colours of categories are left out: 'wet weather#AA0000'",
            "'/' in a name becomes '-': 'dry/hot'",
            "kept once: 'sun'",
            "without a name is called 'unnamed'",
        ],
    ),
    "WordStat": (
        "w.cat",
        "WEATHER\r\n   \tWET\r\n   \t\tRAIN* (1)\r\n   \t\tSNOW_STORM (1)\r\n   \t\tHAIL (0,5)\r\n"
        "   \tFOG (1)\r\nTRAVEL\r\n   \t@LATE [TRAIN* NEAR LATE /C 3] (1)\r\n   \tTRAIN (1)\r\n",
        {"WEATHER": ["FOG"], "WEATHER/WET": ["RAIN*", "SNOW STORM", "HAIL"], "TRAVEL": ["TRAIN"]},
        [
            "weights are left out, so that each match counts one: 'HAIL (0,5)'",
            "WordStat rules are left out: '@LATE [TRAIN* NEAR LATE /C 3] (1)'",
            "exclusion list and lemmatisation stand in other files",
        ],
    ),
    "Yoshikoder": (
        "y.ykd",
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<dictionary style="050805" patternengine="substring">\n'
        '<cnode name="Sky" desc="All of it">\n<cnode name="Wet" desc="Caf\xe9">\n<pnode name="rain*" score="2.0"/>\n'
        '<cnode name="Cold"><pnode name="snow"/><pnode name="sn?w"/></cnode></cnode></cnode></dictionary>\n',
        {"Wet": ["rain*"], "Wet/Cold": ["snow", "sn?w"]},
        ["scores are left out: 'rain*'", "'?' is read as any one character, Yoshikoder may not: 'sn?w'"],
    ),
    "Yoshikoder with expressions": (
        "e.ykd",
        '<dictionary style="050805" patternengine="regexp"><cnode name="d"><cnode name="wet">'
        '<pnode name="rain(s|ed)?"/><pnode name="fog"/></cnode></cnode></dictionary>\n',
        {"wet": ["regex: ^(?:rain(s|ed)?)$", "fog"]},
        ["regular expressions are read as matching whole tokens: 'rain(s|ed)?'"],
    ),
    "Lexicoder 2": (
        "l.lcd",
        '<dictionary style="Lexicoder" name="weather"><cnode name="t1"><pnode name=" heavy rain "></pnode></cnode>'
        '<cnode name="t2"><pnode name="sun"/></cnode></dictionary>\n',
        {"t1": ["heavy rain"], "t2": ["sun"]},
        [],
    ),
    "REFI-QDA": (
        "c.qdc",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Any 1.0">'
        b'<Codes><Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Sky" isCodable="false" color="#46AA00">'
        b"<Description> What is above.\n Us. </Description>"
        b'<Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55295" name="Wet/cold" isCodable="true"/></Code></Codes>'
        b'<Sets><Set guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55296" name="first"><MemberCode '
        b'guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294"/></Set></Sets></CodeBook>',
        {"Sky": [], "Sky/Wet-cold": []},
        [
            "colours of codes",
            "codes that only hold others",
            "'/' in a name becomes '-': 'Wet/cold'",
            "sets of codes are left out: 'first'",
            "no theme has patterns",
        ],
    ),
    "Taguette": (
        "t.csv",
        'tag,description,number of highlights\r\nsky,"What is, above",3\r\nsky.wet,,1\r\nU.S. snow,far away,0\r\n',
        {"sky": [], "sky/wet": [], "U.S. snow": []},
        ["numbers of highlights are left out", "no theme has patterns"],
    ),
}


@pytest.mark.parametrize(("name", "text", "expected", "remarks"), REAL.values(), ids=REAL)
def test_files_in_the_shape_of_their_programs(tmp_path, name, text, expected, remarks):
    encoding = "latin-1" if name.endswith(".ykd") else "utf-8"
    book = read_codebook(made(tmp_path, name, text, encoding))
    assert held(book) == expected
    assert len(book.remarks) == len(remarks)
    for words in remarks:
        assert any(words in remark for remark in book.remarks), words
    for theme in book.themes:
        assert all(child in expected for child in theme.children)


def test_titles_and_descriptions_come_along(tmp_path):
    book = read_codebook(made(tmp_path, *REAL["Yoshikoder"][:2], encoding="latin-1"))
    assert (book.title, book.description) == ("Sky", "All of it")
    assert book.themes[0].description == "Café"
    assert read_codebook(made(tmp_path, *REAL["Lexicoder 2"][:2])).title == "weather"
    liwc = {
        theme.name: theme.description
        for theme in read_codebook(made(tmp_path, *REAL["LIWC 2015"][:2])).themes
    }
    assert liwc["mood/good"] == "Good Mood"
    codes = read_codebook(made(tmp_path, *REAL["REFI-QDA"][:2])).themes
    assert codes[0].description == "What is above.\n Us."


ENCODINGS = [
    ("+caf\u00e9\nna\u00efve\n".encode(), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("utf-8-sig"), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("utf-16"), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("cp1252"), "café", 1),
]


@pytest.mark.parametrize(("data", "name", "remarks"), ENCODINGS)
def test_encodings(tmp_path, data, name, remarks):
    book = read_codebook(made(tmp_path, "x.lc3", data))
    assert held(book) == {name: ["naïve"]}
    assert sum("Windows-1252" in remark for remark in book.remarks) == remarks == len(book.remarks)


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


@pytest.mark.parametrize(("name", "text", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_told_with_place_and_remedy(tmp_path, name, text, expected):
    with pytest.raises(CodebookError) as error:
        read_codebook(made(tmp_path, name, text))
    assert name in str(error.value)
    for words in expected:
        assert words in str(error.value)


@pytest.mark.parametrize("suffix", sorted(set(SUFFIX.values())))
def test_missing_file(tmp_path, suffix):
    with pytest.raises(CodebookError, match="there is no codebook"):
        read_codebook(tmp_path / f"none{suffix}")


def test_signs_that_are_tokens_of_their_own_are_remarked(tmp_path):
    book = read_codebook(made(tmp_path, "x.lc3", "+a\nu.s.\n:)\nco-op*\nit's\n"))
    assert book.remarks == ("entries with signs that are tokens of their own cannot match: 'u.s.', ':)'",)


RICH = {
    "title": "Sky",
    "description": "All of it.",
    "themes": {
        "wet": {
            "description": "Water <that> falls\n& more",
            "examples": ["It rained.", 'She said "hail".'],
            "notes": "not lakes",
            "patterns": ["rain*", {"glob": "heavy *", "exclude": ["heavy metal"]}],
            "exclude": ["acid rain"],
            "themes": {
                "cold": {
                    "patterns": ["snow", {"fixed": "sleet"}, {"fixed": "a*b"}, {"regex": "^hail(ed)?$"}]
                },
                "near": {"patterns": [{"near": ["rain*", "flood*"], "within": 4, "ordered": True}]},
            },
        },
        "dry": {"patterns": ["sun", "yes"]},
    },
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_formats_keep_all_that_a_theme_says(tmp_path, name):
    book, file = read_codebook(RICH), tmp_path / f"x{SUFFIX[name]}"
    lost = write_codebook(book, file, format=name)
    again = read_codebook(file)
    if name == "retold":
        assert lost == []
        assert bare(again) == bare(book)
    else:
        assert [line.split(":")[0] for line in lost[:2]] == [
            "the title of the codebook is left out",
            "the description of the codebook is left out",
        ]
        assert bare(again) == bare(replace(book, title="", description=""))


@pytest.mark.parametrize("name", WORDS)
def test_word_formats_keep_words_and_say_the_rest(tmp_path, name):
    book, file = read_codebook(RICH), tmp_path / f"x{SUFFIX[name]}"
    lost = write_codebook(book, file, format=name)
    themes = held(read_codebook(file))
    joint = " - " if name == "lexicoder" else "/"
    assert themes == {
        "wet": ["rain*", "heavy *"],
        f"wet{joint}cold": ["snow", "sleet"],
        f"wet{joint}near": [],
        "dry": ["sun", "yes"],
    }
    said = " ".join(lost)
    for words in (
        "examples are left out",
        "notes are left out",
        "'regex: ^hail(ed)?$'",
        "'fixed: a*b'",
        "find more",
    ):
        assert words in said
    assert ("descriptions of themes" in said) == (name not in ("liwc", "yoshikoder"))
    assert ("title of the codebook" in said) == (name != "yoshikoder")


def test_liwc_words_count_for_the_categories_above(tmp_path):
    file = tmp_path / "x.dic"
    book = read_codebook(
        {"themes": {"a": {"patterns": ["x", "y"], "themes": {"b": {"patterns": ["y", "z"]}}}}}
    )
    lost = write_codebook(book, file)
    assert file.read_text() == "%\n1\ta\n\t2\tb\n%\nx\t1\ny\t1\t2\nz\t1\t2\n"
    assert lost == ["words of a theme and of one nested in it are read back in the nested one: 'y'"]
    assert held(read_codebook(file)) == {"a": ["x"], "a/b": ["y", "z"]}


def test_refi_qda_has_the_structure_of_its_schema(tmp_path):
    first, second = tmp_path / "a.qdc", tmp_path / "b.qdc"
    book = read_codebook(RICH)
    write_codebook(book, first)
    write_codebook(read_codebook(first), second)
    assert first.read_bytes() == second.read_bytes()
    space = "{urn:QDA-XML:codebook:1.0}"
    root = ElementTree.parse(first).getroot()
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes"]
    codes = list(root.iter(f"{space}Code"))
    assert [code.get("name") for code in codes] == ["wet", "cold", "near", "dry"]
    assert len({code.get("guid") for code in codes}) == 4
    for code in codes:
        assert set(code.attrib) == {"guid", "name", "isCodable"}
        # Description comes before nested codes, as the schema's sequence has it.
        tags = [child.tag.removeprefix(space) for child in code]
        assert tags == sorted(tags, key=["Description", "Code"].index)


def test_a_block_survives_joined_and_broken_lines(tmp_path):
    file = tmp_path / "x.qdc"
    write_codebook(read_codebook(RICH), file)
    once = read_codebook(file)
    text = file.read_text("utf-8")
    block = text[text.index("--- retold: patterns") : text.index("--- retold: end")]
    made(tmp_path, "x.qdc", text.replace(block, block.replace("\n", " ")))
    assert bare(read_codebook(file)) == bare(once)


def test_a_theme_without_patterns_is_for_hand_coding(tmp_path):
    book = read_codebook(made(tmp_path, "t.csv", "tag,description\nsky,above\n"))
    assert (book.patterns, book.leaves) == ((), [])
    assert write_codebook(book, tmp_path / "own.yaml") == []
    assert bare(read_codebook(tmp_path / "own.yaml")) == bare(book)
    unsaid = {"themes": {"sky": {"description": "above", "by_hand": False}}}
    with pytest.raises(CodebookError, match="'sky' has no patterns"):
        read_codebook(unsaid)


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "retold"])
def test_names_on_several_lines_come_back_on_one(tmp_path, form):
    file = tmp_path / f"x{SUFFIX[form]}"
    lost = write_codebook(
        read_codebook({"themes": {"wet\n\tdays": {"patterns": ["rain"]}}}), file, format=form
    )
    assert "line breaks and double spaces in names become one space: 'wet days'" in lost
    assert list(held(read_codebook(file))) == ["wet days"]


@pytest.mark.filterwarnings("ignore:the codebook has no patterns")
def test_a_codebook_without_patterns_finds_nothing(tmp_path):
    book = read_codebook(made(tmp_path, "t.csv", "tag,description\nsky,above\n"))
    articles = pd.DataFrame({"article_id": ["a"], "text": ["sky above"]})
    assert find_themes(articles, book).empty


def test_unknown_formats(tmp_path):
    book = read_codebook(RICH)
    with pytest.raises(CodebookError, match=r"'\.txt' is no format"):
        write_codebook(book, tmp_path / "x.txt")
    with pytest.raises(ParameterError, match="did you mean 'quanteda'"):
        write_codebook(book, tmp_path / "x.yaml", format="quantida")
    assert list(tmp_path.iterdir()) == []


def test_a_theme_that_quanteda_would_hide(tmp_path):
    file = tmp_path / "x.yaml"
    lost = write_codebook(read_codebook({"themes": {"themes": {"patterns": ["a"]}}}), file, format="quanteda")
    assert "taken for a codebook of retold" in lost[0]
    assert held(read_codebook(file)) == {"themes_": ["a"]}


def test_command_converts_and_says_what_is_lost(tmp_path):
    file = made(tmp_path, *REAL["WordStat"][:2])
    result = CliRunner().invoke(main, ["codebook", str(file), "--to", str(tmp_path / "x.lc3")])
    assert result.exit_code == 0
    assert "reading: WordStat rules are left out" in result.output
    assert "writing: the format does not nest" in result.output
    assert "3 themes, 5 patterns" in result.output
    assert (tmp_path / "x.lc3").read_text().startswith("+WEATHER\nFOG\n+WEATHER - WET\nRAIN*\n")
    result = CliRunner().invoke(main, ["codebook", str(file), "--to", str(tmp_path / "x.doc")])
    assert result.exit_code == 2
    assert "known are" in result.output


def test_check_tells_what_was_not_carried_over(small_study):
    made(small_study, *REAL["WordStat"][:2])
    settings = small_study / "study.yaml"
    settings.write_text(settings.read_text("utf-8") + "codebook: w.cat\n", "utf-8")
    result = CliRunner().invoke(main, ["check", str(small_study)])
    assert result.exit_code == 0
    assert "codebook: 3 themes, 5 patterns\n  note: weights are left out" in result.output


# Enough to meet each sign; making a codebook takes longer than reading and writing it.
EXAMPLES = 40

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
codebooks = st.fixed_dictionaries(
    {"themes": st.dictionaries(name, theme, min_size=1, max_size=3)},
    optional={"title": phrase, "description": text},
).map(read_codebook)


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=EXAMPLES)
@given(book=codebooks)
def test_whole_formats_give_back_what_they_were_given(tmp_path_factory, form, book):
    file = Path(tmp_path_factory.getbasetemp()) / f"whole{SUFFIX[form]}"
    lost = write_codebook(book, file, format=form)
    again = read_codebook(file)
    if form != "retold":
        book = replace(book, title="", description="")
    if any("as it nests tags" in line for line in lost):
        assert [p.name for p in again.patterns] == [p.name for p in book.patterns]
    else:
        assert bare(again) == bare(book)


@pytest.mark.parametrize("form", WORDS)
@settings(max_examples=EXAMPLES)
@given(book=codebooks)
def test_word_formats_say_what_they_lose_and_lose_it_once(tmp_path_factory, form, book):
    file = Path(tmp_path_factory.getbasetemp()) / f"words{SUFFIX[form]}"
    lost = write_codebook(book, file, format=form)
    again = read_codebook(file)
    if not lost:
        assert sorted_patterns(again) == sorted_patterns(book)
    assert len(again.themes) == len(book.themes)
    write_codebook(again, file, format=form)
    assert sorted_patterns(read_codebook(file)) == sorted_patterns(again)
