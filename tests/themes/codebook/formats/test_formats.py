"""Every format: files in the shape of their programs, what whole and word formats keep, and what they say of the rest."""

from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from click.testing import CliRunner

from retold.cli import main
from retold.errors import CodebookError, ParameterError
from retold.themes.codebook.formats import FORMATS, write_codebook
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from tests.themes.codebook.formats.books import SUFFIX, WHOLE, WORDS, bare, held, made

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
        [
            "values that YAML takes for numbers, dates or truth values are read as words: 'no', '007'",
            "same name are one theme: 'Weather'",
            "themes without patterns serve hand coding alone: 'sky/grey'",
        ],
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
    joint = " - " if name in ("lexicoder", "liwc22") else "/"
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
    assert "codebook: 3 themes, 5 patterns\n" in result.output
    assert "  - weights are left out" in result.output.partition("warnings: ")[2]


def test_what_no_other_format_holds_is_said(tmp_path):
    book = read_codebook({"themes": {"a": {"patterns": ["b\ud800"]}}, "equivalents": {"c": ["d"]}})
    lost = write_codebook(book, tmp_path / "x.lc3")
    assert "the names that things go by (`equivalents`) are left out" in lost
    assert "halves of characters, which UTF-8 forbids, are written as '?'" in lost
    assert "b?" in (tmp_path / "x.lc3").read_text("utf-8")
    ours = read_codebook({"themes": {"a": {"patterns": ["b"]}}, "equivalents": {"c": ["d"]}})
    assert write_codebook(ours, tmp_path / "x.yaml") == []
    assert read_codebook(tmp_path / "x.yaml").equivalents == {"c": ("d",)}
