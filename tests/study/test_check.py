"""What a check says of a study, line by line, and where it stops."""

import pytest

from retold.errors import StudyError
from retold.study.check import check_inputs, check_study, examine_study
from retold.study.config import read_settings


def test_lines(small_study):
    lines = list(check_inputs(read_settings(small_study)))
    assert lines[0] == "study: bridge"
    assert lines[1] == "subject: Ann Lee (2 aliases)"
    assert lines[2].startswith("articles: 3 (")
    assert lines[3].startswith("occasions: 3 articles report ")
    assert lines[4].startswith("  note: The occasion of 3 articles is proposed")
    codebook = lines.index("codebook: 2 themes, 4 patterns")
    assert all(line.endswith(", proposed") for line in lines[5:codebook])
    assert lines[codebook + 1].startswith("warnings: ")


def test_given_occasions_are_listed(small_study):
    listing = "article_id,file,occasion\n" + "".join(
        f"{file.stem},articles/{file.name},{'Talk' if at else 'Visit'}\n"
        for at, file in enumerate(sorted((small_study / "articles").glob("*.txt")))
    )
    (small_study / "articles.csv").write_text(listing, "utf-8")
    lines = list(check_inputs(read_settings(small_study)))
    assert "  Talk: 2 articles, given" in lines
    assert "  Visit: 1 article, given" in lines
    assert not any("proposed" in line for line in lines)
    # The list names no edition.
    assert any(line.startswith("articles: 3 (unnamed edition)") for line in lines)


def test_transcripts_are_named(small_study):
    assert not any("transcript" in line for line in check_inputs(read_settings(small_study)))
    spoken = "LEE: The bridge is safe.\nFOX: Is it?\nLEE: It is, and will be.\nFOX: We shall see."
    (small_study / "articles" / "talk.txt").write_text(spoken, "utf-8")
    line = "  note: 1 of 4 articles is a transcript, whose turns are statements of the speakers that it names: talk."
    assert line in list(check_inputs(read_settings(small_study)))


def test_given_arguments_are_counted(small_study):
    (small_study / "arguments.yaml").write_text(
        "arguments:\n  - label: safe\n    description: The bridge is safe.\n", "utf-8"
    )
    assert "arguments given: 1" in list(check_inputs(read_settings(small_study)))


def spoil(study, files):
    for name, content in files.items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    ("files", "parameters", "said"),
    [
        ({"codebook.yaml": "themes: [", "arguments.yaml": "arguments: ["}, {}, ["codebook.yaml", "arguments.yaml"]),
        ({"articles/e.txt": " ", "articles/f.txt": b"caf\xe9"}, {}, ["is empty", "not UTF-8: byte 0xe9 at position 3"]),
        ({"study.yaml": "sed: 1\nlevel: 95\nsubject: Ann Lee\n"}, {}, ["'sed'", "'level': 95"]),
        ({"coding/voices.csv": "edition\n", "codebook.yaml": ""}, {}, ["lacks the column", "codebook is empty"]),
        ({}, {"embedding": "minilm", "aliases": "Lee"}, ["'aliases': 'Lee' must be array", "sentence-transformers"]),
        ({}, {"columns": {"text": "a"}, "level": 2}, ["'level': 2", "'columns' names those of a table"]),
        ({"codebook.yaml": "themes: [", "articles/e.txt": " "}, {"sed": 1}, ["parameter 'sed'", "is empty", "codebook.yaml"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(small_study, files, parameters, said):
    spoil(small_study, files)
    errors = [str(error) for error in examine_study(small_study, parameters).errors]
    assert len(errors) == len(said), errors
    for words in said:
        assert any(words in error for error in errors), words
    assert all("where:" in error for error in errors)
    with pytest.raises(StudyError):
        list(check_study(small_study, parameters))


ODD = {
    "a file that is not read": ({"articles/e.odt": "x"}, "", "1 file is not read: e.odt (a document of OpenOffice)"),
    "no dates": ({}, "", "3 articles have no date"),
    "no outlets": ({}, "", "3 articles have no outlet"),
    "several events": ({}, "", "events, not one"),
    "the subject is silent": ({}, "subject: Berta Klein\n", "the subject never speaks: no statement is 'Berta Klein''s"),
    "another person": ({"articles/e.txt": "But Tom Lee said that it is safe."}, "", "the alias 'Lee' may be two people: the articles also have Tom Lee (1)"),
    "another mayor": ({"articles/e.txt": "So the mayor, Tom Hart, said no."}, "", "the alias 'the mayor' may be two people: the articles also have Tom Hart (1)"),
    "a language": ({"articles/e.txt": "Die Brücke ist nicht sicher, und der Rat sagt das auch."}, "", "1 of 4 articles is in German: direct quotations are found (F1 0.93"),
    "a pattern that cannot match": ({"codebook.yaml": "themes: {a: {patterns: [u.s.]}}"}, "", "'u.s.' in theme 'a' (line 1) cannot match"),
    "a draft": ({"codebook.yaml": "title: 'Draft: x'\nthemes: {a: {patterns: [rain]}}"}, "", "the codebook is the draft"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "settings", "said"), ODD.values(), ids=ODD)
def test_what_is_odd_is_a_warning_with_place_and_cure(small_study, files, settings, said):
    (small_study / "study.yaml").write_text(
        settings or "subject: Ann Lee\naliases: [Lee, the mayor]\n", "utf-8"
    )
    spoil(small_study, files)
    examined = examine_study(small_study)
    assert examined.errors == []
    found = [note for note in examined.notes if said in note.what]
    assert [note.level for note in found] == ["warning"]
    assert found[0].todo
    lines = list(examined.told)
    assert any(
        said in line for line in lines[lines.index(next(x for x in lines if x.startswith("warnings"))) :]
    )


def test_a_study_without_faults_is_not_warned_of(small_study):
    listing = "article_id,file,occasion,date,outlet\n" + "".join(
        f"{file.stem},articles/{file.name},Talk,2021-05-0{n},Post {n}\n"
        for n, file in enumerate(sorted((small_study / "articles").glob("*.txt")), 1)
    )
    (small_study / "articles.csv").write_text(listing, "utf-8")
    assert [note.what for note in examine_study(small_study).notes if "fewer than" not in note.what] == []


@pytest.mark.parametrize("given", [False, True])
def test_of_a_large_corpus_a_part_is_read_and_this_is_said(tmp_path, monkeypatch, given):
    monkeypatch.setattr("retold.study.check.MOST_OCCASIONS_READ", 5)
    monkeypatch.setattr("retold.study.subjects.MOST_READ", 4)
    rows = [
        f"{at},Globe,Lee said that the bridge {at} is safe.{',Visit' if given else ''}" for at in range(9)
    ]
    listing = "\n".join([f"article_id,outlet,text{',occasion' if given else ''}", *rows])
    (tmp_path / "texts.csv").write_text(listing, "utf-8")
    (tmp_path / "study.yaml").write_text("subject: Mia Fox\n", "utf-8")
    (tmp_path / "codebook.yaml").write_text("themes: {bridge: {patterns: [bridge]}}\n", "utf-8")
    examined = examine_study(tmp_path)
    assert examined.errors == []
    assert "  note: speakers are those of 3 articles, evenly drawn" in examined.lines
    proposed = (
        "occasions: of more than 5 articles the run alone proposes them; a column `occasion` settles them"
    )
    assert (proposed in examined.lines, "  Visit: 9 articles, given" in examined.lines) == (not given, given)
    assert any("never speaks in the 3 articles that were read" in note.what for note in examined.notes)


SPANS = [
    ("original,north,0,12,journalist\n", ""),
    ("original,north,0,9999,journalist\n", "row 2, article north"),
    ("original,north,0,5,journalist\noriginal,south,3,9999,subject\noriginal,south,4,9998,subject\n", "row 3, article south"),
    ("paraphrase,north,0,9999,journalist\n", ""),
    ("original,elsewhere,0,9999,journalist\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "where"), SPANS)
def test_a_coding_beyond_the_text_is_an_error_with_its_row(small_study, rows, where):
    (small_study / "coding").mkdir()
    file = small_study / "coding" / "voices.csv"
    file.write_text("edition,article_id,start,end,voice\n" + rows, "utf-8")
    errors = examine_study(small_study).errors
    assert [error.where for error in errors] == ([f"{file}, {where}"] if where else [])
    if where:
        assert "a span ends beyond the text" in errors[0].what
