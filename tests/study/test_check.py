"""What a check says of a study, line by line, and where it stops."""

import pytest

from retold.errors import StudyError
from retold.study.check import check_inputs
from retold.study.config import read_settings


def test_lines(small_study):
    lines = list(check_inputs(read_settings(small_study)))
    assert lines[0] == "study: bridge"
    assert lines[1] == "subject: Ann Lee (2 aliases)"
    assert lines[2].startswith("articles: 3 (")
    assert lines[3].startswith("occasions: 3 articles report ")
    assert lines[4].startswith("  note: The occasion of 3 articles is proposed")
    assert all(line.endswith(", proposed") for line in lines[5:-1])
    assert lines[-1] == "codebook: 2 themes, 4 patterns"


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
    assert list(check_inputs(read_settings(small_study)))[-1] == "arguments given: 1"


@pytest.mark.parametrize(
    ("file", "content", "lines"), [("codebook.yaml", "themes: [", 3), ("arguments.yaml", "arguments: [", 4)]
)
def test_the_first_thing_that_is_wrong_is_named(small_study, file, content, lines):
    (small_study / file).write_text(content, "utf-8")
    found = []
    with pytest.raises(StudyError, match=file.replace(".", r"\.")):
        found.extend(check_inputs(read_settings(small_study)))
    seen = check_inputs(read_settings(small_study))
    assert [next(seen) for _ in range(lines)]
