"""Missing is missing: blank, NA, None, nan and the like are never codes, unless the scheme says that they are."""

import warnings

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from retold import krippendorff_alpha, score_coder_pairs, score_coders
from retold.cli import main
from retold.coding.read_codes import read_code_counts, read_codes, read_sheet
from retold.coding.reliability import list_disagreements
from retold.coding.validation import code_majority
from retold.errors import ParameterError, TableError
from retold.statistics.missing_codes import MARKS, find_missing
from retold.statistics.reliability import cohen_kappa

# Krippendorff (2011), four coders and twelve units; * is missing. Alpha at each level as he gives it.
ROWS = "11*1 2232 3333 3333 2222 1234 4444 1121 2222 *555 **11 **3*".split()
ALPHAS = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
NAMES = dict(zip("12345", "pro con both mixed other".split(), strict=True))

SPELLED = [
    "",
    " ",
    "NA",
    "na",
    "N/A",
    "n/a",
    "#N/A",
    "<NA>",
    "None",
    "none",
    "nan",
    "NaN",
    "NULL",
    "null",
    ".",
    "-",
    "–",
    "n.a.",
]
MIXED = "mixed"


def cell(sign, mark, n, names):
    if sign == "*":
        return SPELLED[n % len(SPELLED)] if mark is MIXED else mark
    return NAMES[sign] if names else sign


def table_of(mark, *, names=False):
    return [[cell(sign, mark, 4 * n + k, names) for k, sign in enumerate(row)] for n, row in enumerate(ROWS)]


def write_csv(path, rows, *, separator=",", long=False):
    lines = [separator.join(["unit", "coder", "code"] if long else ["unit", *"ABCD"])]
    for unit, row in enumerate(rows, start=1):
        cells = (
            [[str(unit), coder, code] for coder, code in zip("ABCD", row, strict=True)]
            if long
            else [[str(unit), *row]]
        )
        lines += [separator.join(each) for each in cells]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def write_xlsx(path, rows):
    book = Workbook()
    page = book.active
    page.append(["unit", *"ABCD"])
    for unit, row in enumerate(rows, start=1):
        page.append([unit, *(int(code) if code.isdigit() else code or None for code in row)])
    book.save(path)
    return path


def alpha_of(path, **options):
    scores = score_coders(read_codes(path, **options), replicates=0, level=options.get("level", "nominal"))
    return round(float(scores["alpha"].iloc[0]), 3), int(scores["n"].iloc[0]), int(scores["blank"].iloc[0])


@pytest.mark.parametrize("mark", [*SPELLED, MIXED], ids=repr)
@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("form", ["wide", "semicolon", "long", "xlsx"])
def test_the_reference_table_gives_its_alpha_whatever_stands_for_missing(tmp_path, mark, names, form):
    rows = table_of(mark, names=names)
    if form == "xlsx":
        path = write_xlsx(tmp_path / "t.xlsx", rows)
    else:
        separator = ";" if form == "semicolon" else ","
        path = write_csv(tmp_path / "t.csv", rows, separator=separator, long=form == "long")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert alpha_of(path) == (0.743, 11, 7)


@pytest.mark.parametrize(("level", "alpha"), ALPHAS.items())
def test_marks_are_missing_at_every_level(tmp_path, level, alpha):
    path = write_csv(tmp_path / "t.csv", table_of(MIXED))
    assert alpha_of(path, level=level)[0] == alpha


ABSENT = [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "NA", "None", "nan", "null", "."]


@pytest.mark.parametrize("absent", ABSENT, ids=repr)
@pytest.mark.parametrize("names", [False, True])
@pytest.mark.filterwarnings("ignore:. cells count as missing")
def test_the_library_knows_the_same_marks(absent, names):
    rows = [
        [absent if code == "" else code if names else float(code) for code in row]
        for row in table_of("", names=names)
    ]
    table = pd.DataFrame(rows).T
    assert round(krippendorff_alpha(table, replicates=0).value, 3) == 0.743
    assert round(krippendorff_alpha(table.to_numpy(dtype=object), replicates=0).value, 3) == 0.743
    kappa = cohen_kappa(table.iloc[0], table.iloc[1])
    blank = pd.DataFrame(table_of("", names=names)).T.replace("", None)
    assert kappa == pytest.approx(cohen_kappa(blank.iloc[0], blank.iloc[1]))
    long = (
        table.T.rename_axis("unit")
        .melt(ignore_index=False, var_name="coder", value_name="code")
        .reset_index()
    )
    scores = score_coders(long, replicates=0)
    assert scores[["n", "blank"]].values.tolist() == [[11, 7]]
    assert scores["alpha"].round(3).tolist() == [0.743]
    assert set(score_coder_pairs(long)["n"]) == {8, 9, 10}
    shown = list_disagreements(long).filter(like="coder ").to_numpy()
    assert not find_missing(shown[shown != ""]).any()


def test_text_taken_for_missing_is_warned_of_unless_it_is_named():
    table = [["yes", "no", "none", "yes"], ["yes", "no", "no", "no"]]
    with pytest.warns(UserWarning, match="1 cell counts as missing: 1 'none'"):
        without = krippendorff_alpha(table, replicates=0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert krippendorff_alpha(table, replicates=0, missing=["none"])[::3] == without[::3]
        kept = krippendorff_alpha(table, replicates=0, keep=["None"])
    assert (without.n_units, kept.n_units) == (3, 4)


def test_a_number_may_stand_for_missing():
    blank = krippendorff_alpha([[1, 2, None], [1, 2, 3]], replicates=0)
    assert krippendorff_alpha([[1, 2, 99], [1, 2, 3]], replicates=0, missing=["99"])[::3] == blank[::3]
    assert krippendorff_alpha([[1.0, 2, 99.0], [1, 2, 3]], replicates=0, missing=["99"])[::3] == blank[::3]


@pytest.mark.parametrize("a", [[1, 2, 2, 1], ["1", "2", "2", "1"], [1, "2", 2.0, "1"]], ids=repr)
def test_numbers_are_the_same_codes_as_text_beside_numbers(a):
    assert krippendorff_alpha([a, [1, 2, 2, 1.0]], replicates=0).value == pytest.approx(1.0)


def test_a_mark_cannot_be_missing_and_kept():
    with pytest.raises(ParameterError, match="'na' cannot be missing and a code"):
        find_missing(["x"], missing=["NA"], keep=["na"])


def test_every_mark_is_found_in_any_case_and_no_word_is():
    assert find_missing([*MARKS, *(mark.upper() for mark in MARKS), "  NA "]).all()
    assert not find_missing(["no", "0", 0, 0.0, False, "nothing", "other", "x", "--x", "N", "1.", "-1"]).any()


def score(*arguments):
    result = CliRunner().invoke(main, ["score", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_output_says_how_many_cells_count_as_missing_and_which_marks(tmp_path):
    rows = [["yes", "NA", "", "none"], ["no", "no", "NA", "no"], ["yes", "no", "yes", "Yes"]]
    path = write_csv(tmp_path / "t.csv", rows)
    said = score("--codes", path)
    assert "note: 4 cells count as missing: 2 'NA', 1 blank, 1 'none'; --keep NA if it is a code" in said
    assert "codes that differ in capital letters alone count as different: 'Yes', 'yes'" in said
    kept = score("--codes", path, "--keep", "none", "--missing", "no")
    assert "note: 7 cells count as missing: 4 'no', 2 'NA', 1 blank;" in kept
    assert "D: 2 units coded" in kept


def test_a_kept_mark_is_a_code_in_every_table(tmp_path):
    rows = [["none", "none", "yes", "none"], ["yes", "none", "yes", "yes"]]
    path = write_csv(tmp_path / "t.csv", rows)
    score("--codes", path, "--keep", "none", "--to", tmp_path / "out")
    pairs = pd.read_csv(tmp_path / "out" / "tables" / "coder_pairs.csv")
    assert set(pairs["n"]) == {2}
    apart = pd.read_csv(tmp_path / "out" / "tables" / "coder_disagreements.csv", keep_default_na=False)
    assert apart["coder B"].tolist() == ["none", "none"]


def test_marks_in_a_coding_sheet_are_blank_cells(tmp_path):
    file = tmp_path / "s.csv"
    file.write_text("unit,water,talks\na:1,1,NA\na:2,,n/a\na:3,0,9\n", "utf-8")
    sheet = read_sheet(file, missing=["9"])
    assert sheet["water"].isna().tolist() == [False, True, False]
    assert sheet["talks"].isna().all()
    assert sheet.attrs["missing"] == {"9": 1, "NA": 1, "blank": 1, "n/a": 1}
    with pytest.raises(TableError, match=r"1 cell\(s\) hold no code"):
        read_sheet(file)


def test_counts_of_a_mark_are_no_codes(tmp_path):
    file = tmp_path / "counts.csv"
    file.write_text("unit,a_yes,a_no,a_NA\n1,2,0,5\n2,0,2,0\n", "utf-8")
    group = read_code_counts(file, ["a_"])["a"]
    assert list(group.columns) == ["yes", "no"]
    assert group.attrs["missing"] == {"NA": 5}
    assert list(read_code_counts(file, ["a_"], keep=["NA"])["a"].columns) == ["yes", "no", "NA"]
    assert "a: 5 cells count as missing: 5 'NA'" in score("--codes", file, "--counts", "a_")


def test_a_majority_counts_no_marks():
    codes = pd.DataFrame({"unit": "a:1", "coder": ["A", "B", "C"], "theme": "t", "code": ["1", "NA", None]})
    sentences = pd.DataFrame(
        {"sentence_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [5], "text": ["It is"]}
    )
    hits = pd.DataFrame({"article_id": [], "theme": [], "start": []})
    assert code_majority(codes, hits, sentences, ["t"])[["coders", "majority"]].values.tolist() == [
        [1, "present"]
    ]
