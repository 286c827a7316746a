"""Whatever is read: it is read, or a `StudyError` says in a few lines why not. `make fuzz` tries for minutes, `make test` for seconds."""

import contextlib
import csv

import pandas as pd
import pytest
from hypothesis import strategies as st

import retold
from retold.coding.read_codes import read_codes, read_sheet
from retold.errors import MOST_CHARACTERS, StudyError
from retold.study.check import check_inputs, check_settings
from retold.study.config import read_settings
from retold.study.normalise import normalise
from retold.study.values import read_parameters
from retold.tables import SCHEMAS, read_table, write_table
from retold.themes.codebook.formats import FORMATS
from tests.conftest import write_small_study
from tests.fuzz.conftest import fuzz
from tests.fuzz.made_up import CODEBOOKS, LINES, SETTINGS, SHEETS, TEXTS, TRANSCRIPTS, TREES, as_yaml


@contextlib.contextmanager
def told():
    """Let a `StudyError` pass that a person could read; anything else is a fault of the program."""
    try:
        yield
    except StudyError as error:
        message = str(error)
        assert len(message) <= 4 * MOST_CHARACTERS
        message.encode("utf-8")
        assert "\x1b" not in message


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """A place for files of this module; properties have no fixtures of their own."""
    place.path = tmp_path_factory.mktemp("fuzz")
    write_small_study(place.path / "study")


def place(name):
    """Return the path of a file in the folder of this module."""
    return place.path / name


def read_all(text):
    """Return all that the first stages find in one article."""
    articles = pd.DataFrame(
        {
            "article_id": ["a"],
            "text": [text],
            "title": ["x"],
            "date": ["2021-05-05"],
            "language": ["en"],
            "outlet": [""],
            "occasion": [""],
        }
    )
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    statements = retold.find_statements(
        articles, subject="Ann Lee", aliases=["Lee", "the mayor"], masked=masked
    )
    details = retold.find_details(statements, articles, sentences=sentences, masked=masked)
    return articles, {"masked": masked, "sentences": sentences, "statements": statements, "details": details}


@fuzz(st.one_of(TEXTS, TRANSCRIPTS))
def test_laws_1_and_6_offsets_point_into_the_raw_text_and_come_again(text):
    articles, tables = read_all(text)
    for name, table in tables.items():
        for row in table.itertuples():
            assert 0 <= row.start < row.end <= len(text), name
            assert row.text == text[row.start : row.end], name
    again = read_all(text)[1]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, again[name])
    assert articles["text"].item() == text


@fuzz(st.one_of(TEXTS, TRANSCRIPTS))
def test_law_2_details_lie_in_statements_and_statements_in_sentences(text):
    _, tables = read_all(text)
    statements = tables["statements"].set_index("statement_id")
    assert statements.index.is_unique
    assert set(tables["details"]["statement_id"]) <= set(statements.index)
    for row in tables["details"].itertuples():
        held = statements.loc[row.statement_id]
        assert held["start"] <= row.start < row.end <= held["end"]
    assert set(statements["sentence_id"]) <= set(tables["sentences"]["sentence_id"])


@fuzz(st.lists(st.one_of(TEXTS, TRANSCRIPTS), min_size=1, max_size=2), 5)
def test_law_4_tables_are_read_as_they_were_written(texts):
    for text in texts:
        for name, table in read_all(text)[1].items():
            with told():
                write_table(table, name, place("out"))
                once = (place("out") / "tables" / f"{name}.csv").read_bytes()
                write_table(read_table(name, place("out")), name, place("out"))
                assert (place("out") / "tables" / f"{name}.csv").read_bytes() == once
                assert (
                    list(read_table(name, place("out")).columns)[: len(SCHEMAS[name].columns)]
                    == SCHEMAS[name].columns
                )


@fuzz(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_an_article_is_read_or_told(content):
    for suffix in (".txt", ".html"):
        study = place("articles")
        study.mkdir(exist_ok=True)
        (study / f"a{suffix}").write_bytes(content)
        with told():
            found = retold.read_articles(study)
            assert found["text"].str.strip().ne("").all()
        (study / f"a{suffix}").unlink()


@fuzz(CODEBOOKS, 60)
def test_a_codebook_is_read_or_told_and_finds_what_is_there(tree):
    place("book.yaml").write_bytes(as_yaml(tree))
    with told():
        book = retold.read_codebook(place("book.yaml"))
        articles = pd.DataFrame(
            {"article_id": ["a"], "text": ["Heavy rain fell on the bridge, Ann Lee said on 3 May."]}
        )
        for hit in retold.find_themes(articles, book).itertuples():
            assert hit.text == articles["text"].item()[hit.start : hit.end]


@fuzz(SETTINGS, 40)
def test_settings_are_read_or_told(tree):
    (place("study") / "study.yaml").write_bytes(as_yaml(tree))
    with told():
        chosen = read_settings(place("study"))
        assert isinstance(chosen.seed, int)
        if chosen.embedding != "minilm" and chosen.method == "auto":
            check_settings(chosen)
            list(check_inputs(chosen))


@fuzz(
    st.tuples(
        st.sampled_from(["seed", "aliases", "columns", "subject", "threshold", "outside", "sed"]),
        TEXTS | TREES.map(str),
    ),
    60,
)
def test_values_of_a_command_line_are_read_or_told(pair):
    with told():
        read_settings(place("other"), **read_parameters([pair]))


@fuzz(SHEETS, 40)
def test_a_sheet_is_read_or_told(rows):
    with place("sheet.csv").open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    for read in (read_sheet, read_codes):
        with told():
            read(place("sheet.csv"))


@fuzz(
    st.tuples(
        st.sampled_from(sorted({suffix for form in FORMATS.values() for suffix in form.suffixes})),
        LINES | st.binary(max_size=120),
    ),
    80,
)
def test_a_codebook_of_another_program_is_read_or_told(pair):
    suffix, lines = pair
    path = place(f"book{suffix}")
    path.write_bytes(lines if isinstance(lines, bytes) else "\n".join(lines).encode("utf-8", "surrogatepass"))
    with told():
        book = retold.read_codebook(path)
        for other in FORMATS:
            retold.write_codebook(book, place("written"), format=other)


@fuzz(st.lists(TEXTS, max_size=4))
def test_law_5_a_notebook_is_normalised_once_for_all(sources):
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    once = normalise(notebook)
    assert normalise(once) == once
