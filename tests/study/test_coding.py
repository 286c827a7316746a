"""The commands that make and score the sheets of a study."""

import pytest

from retold.articles.clutter import find_clutter
from retold.articles.corpus import read_articles
from retold.articles.segment import split_sentences
from retold.coding.make_sheets import write_sheet
from retold.coding.read_codes import read_sheet
from retold.coding.sheet import theme_columns
from retold.errors import ParameterError, ResultsError, TableError
from retold.study.coding import make_sheet, score_codes, score_sheets
from retold.tables import CODING_SCHEMAS
from tests.conftest import retold, retold_here


def code_file(path, decide, coder):
    """Fill a sheet in as a person would: open it, write codes, save it."""
    sheet = read_sheet(path)
    themes = theme_columns(sheet.columns)
    for theme in themes:
        sheet[theme] = [float(decide(theme, text)) for text in sheet["sentence"]]
    return write_sheet(sheet.assign(coder=coder), path)


def careful(theme, text):
    return ("safe" in text) if theme == "safety" else ("talks" in text or "council" in text)


def test_sheets_of_a_study_are_made_filled_in_and_scored(small_study, tmp_path):
    paths = []
    for coder, decide, options in [
        ("Ann", careful, {"blind": True, "order": "random"}),
        ("Ben", lambda theme, text: careful(theme, text) and "never" not in text, {"form": "csv"}),
        ("Cas", careful, {"n": 5}),
    ]:
        form = options.get("form", "xlsx")
        path = make_sheet(small_study, to=tmp_path / f"{coder}.{form}", coder=coder, **options)
        paths.append(code_file(path, decide, coder))
    said = []
    tables = score_sheets(small_study, paths, to=tmp_path / "scores", say=said.append)
    scores = tables["coder_agreement"].set_index("theme")
    articles = read_articles(small_study)
    sentences = split_sentences(articles, find_clutter(articles))
    assert scores.loc["safety", "n"] == len(sentences)
    assert scores.loc["talks", ["alpha", "agreement", "kappa"]].tolist() == [1, 1, 1]
    assert 0 < scores.loc["safety", "alpha"] < 1
    apart = tables["coder_disagreements"]
    assert apart["theme"].unique().tolist() == ["safety"]
    assert apart["text"].str.contains("never safe").all()
    found = tables["coder_validation"].set_index("theme")
    assert found.loc["talks", ["precision", "recall", "f1"]].tolist() == [1, 1, 1]
    for name in CODING_SCHEMAS:
        assert (tmp_path / "scores" / "tables" / f"{name}.csv").is_file()
    text = "\n".join(said)
    for words in (
        "Cas: 5 units coded",
        "Agreement of the coders",
        "Each two coders",
        "The codebook against",
        "1 disagreements",
    ):
        assert words in text


def test_one_coder_still_scores_the_codebook(small_study, tmp_path):
    path = code_file(make_sheet(small_study, to=tmp_path / "s.xlsx"), careful, "Ann")
    said = []
    tables = score_sheets(small_study, [path], say=said.append)
    assert tables["coder_agreement"]["alpha"].isna().all()
    assert tables["coder_validation"].set_index("theme").loc["safety", "f1"] == 1
    text = "\n".join(said)
    assert "safety: not defined: one coder only" in text
    assert "nan" not in text


def test_scoring_refuses_blank_sheets_doubled_coders_and_nothing(small_study, tmp_path):
    blank = make_sheet(small_study, to=tmp_path / "blank.csv")
    with pytest.raises(TableError, match="no sheet holds a code"):
        score_sheets(small_study, [blank], say=str)
    one = code_file(make_sheet(small_study, to=tmp_path / "one.csv"), careful, "Ann")
    two = code_file(make_sheet(small_study, to=tmp_path / "two.csv"), careful, "Ann")
    with pytest.raises(
        TableError,
        match=r"'Ann' has coded the sentence 'north:1' twice(.|\n)*one.csv, row 2; .*two.csv, row 2",
    ):
        score_sheets(small_study, [one, two], say=str)
    with pytest.raises(ParameterError, match="no sheet to score"):
        score_sheets(small_study, [])


def test_a_sheet_is_never_written_over(small_study, tmp_path):
    path = make_sheet(small_study, to=tmp_path / "s.xlsx")
    with pytest.raises(ResultsError, match="may hold somebody's codes"):
        make_sheet(small_study, to=path)


def test_counts_of_another_study_are_scored(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        "id,experts_no,experts_yes,crowd_no,crowd_yes\n1,3,0,9,1\n2,0,3,2,8\n3,1,2,1,9\n4,3,0,5,5\n"
    )
    said = []
    scores = score_codes(path, unit="id", counts=["experts_", "crowd_"], say=said.append)["coder_agreement"]
    assert scores["theme"].tolist() == ["crowd", "experts", "experts / crowd"]
    both = scores.set_index("theme").loc["experts / crowd"]
    assert (both["n"], both["alpha"], both["kappa"]) == (3, 1, 1)
    assert "experts ties on 0, crowd ties on 1 units" in both["note"]


def test_commands(small_study, tmp_path):
    sheet = tmp_path / "ann.xlsx"
    options = ["--coder", "Ann", "--n", 6, "--seed", 1, "--order", "random", "--blind", "--themes", "safety"]
    done = retold("sheet", small_study, "--to", sheet, *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(sheet) in done.stdout
    code_file(sheet, careful, "Ann")
    done = retold_here("score", small_study, sheet, "--to", tmp_path / "scores")
    assert done.returncode == 0, done.stderr
    assert "Ann: 6 units coded" in done.stdout
    assert "not defined: one coder only" in done.stdout
    wide = tmp_path / "wide.csv"
    wide.write_text("unit,A,B\n1,1,1\n2,2,3\n3,3,3\n4,1,1\n")
    done = retold_here("score", "--codes", wide, "--level", "ordinal")
    assert "codes taken as ordinal" in done.stdout
    for wrong, words in [
        (["score", small_study, tmp_path / "none.xlsx"], "cannot be read"),
        (["score", small_study, "--codes", wide], "give a study and its sheets, or --codes FILE"),
        (["score"], "give a study and its sheets"),
        (["sheet", small_study, "--to", sheet], "may hold somebody's codes"),
        (
            ["sheet", small_study, "--to", tmp_path / "x.csv", "--scale", "low high"],
            "codes should be numbers",
        ),
    ]:
        done = retold_here(*wrong)
        assert done.returncode == 2
        assert words in done.stderr
