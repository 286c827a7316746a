"""The report of studies at the edge: one article, nothing shared, very long texts and titles, writing from right to left, older results."""

import json
import re
from hashlib import sha256
from html import unescape

import pytest

import retold
from retold.errors import ResultsError
from retold.study.report import SECTIONS, write_report
from retold.study.values import study_settings
from retold.tables import SCHEMAS, empty_table, table_path, write_table
from tests.study.made_tables import rows

RIGHT_TO_LEFT = "قال العمدة إن الجسر آمن لسنوات عديدة."
WORDS = "The bridge is safe, Lee said. "


def write_study(folder, texts):
    """Write a study of these texts by article id, as one table."""
    (folder / "articles").mkdir(parents=True)
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    (folder / "articles" / "all.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "study.yaml").write_text("subject: Ann Lee\n", "utf-8")
    (folder / "codebook.yaml").write_text("themes: {a: {patterns: [x]}}\n", "utf-8")
    return folder


def write_results(folder, texts, *, titles=None, argument="A{n}", arguments=1):
    """Write results in which each article makes each argument once; findings and what hangs on trust are computed."""
    ids, numbers = list(texts), range(1, arguments + 1)
    said = [{"statement_id": f"{name}:{n}", "article_id": name, "start": n, "end": n + 9, "text": texts[name][n : n + 9], "voice": "subject"}
            for name in ids for n in numbers]  # fmt: skip
    groups = [
        argument.format(n=n, name=row["article_id"])
        for row, n in zip(said, list(numbers) * len(ids), strict=True)
    ]
    named = sorted(set(groups) - {"none"})
    tables = {name: empty_table(name) for name in SCHEMAS} | {
        "articles": rows("articles", *[{"article_id": name, "label": name, "title": (titles or {}).get(name, ""), "characters": len(text),
                                        "sha256": sha256(text.encode()).hexdigest()} for name, text in texts.items()], edition="original"),
        "statements": rows("statements", *said),
        "arguments": rows("arguments", *[{**row, "argument": group} for row, group in zip(said, groups, strict=True)]),
        "argument_labels": rows("argument_labels", *[{"argument": name, "label": f"claim {name}", "trusted": False} for name in named]),
        "coverage": rows("coverage", *[{"article_id": row["article_id"], "argument": group, "state": "reported", "statements": 1}
                                       for row, group in zip(said, groups, strict=True) if group != "none"]),
    }  # fmt: skip
    for name, table in tables.items():
        write_table(table, name, folder)
    write_table(retold.findings(folder, subject="Ann Lee"), "findings", folder)
    write_table(retold.compare_trust(folder, subject="Ann Lee"), "trust", folder)
    (folder / "figures").mkdir(exist_ok=True)
    for name in (name for _, _, names in SECTIONS for name in names):
        (folder / "figures" / f"{name}.png").write_bytes(b"a picture")
    return folder


@pytest.fixture
def report(tmp_path):
    """Return a function that makes the report of these texts."""

    def made(texts, **options):
        study = write_study(tmp_path / "study", texts)
        results = write_results(tmp_path / "results", texts, **options)
        return write_report(study_settings(study, {}), results).read_text("utf-8")

    return made


def texts(n, text=WORDS * 9):
    return {f"x{at:02}": text for at in range(n)}


@pytest.mark.parametrize(
    ("n", "options", "there", "absent"),
    [
        (1, {}, "What was found", "carried by one article alone"),
        (1, {"argument": "none"}, "What was found", "The arguments that were found"),
        (3, {"argument": "none"}, "What was found", "shared group"),
        # Each argument in one article alone: nothing is shared.
        (3, {"argument": "A-{name}"}, "3 of 3 arguments are carried by one article alone", "shared groups are trusted"),
        (3, {}, "0 of 1 shared group is trusted", "<blockquote>"),
    ],
    ids=["one article", "one article, no groups", "no groups", "no shared argument", "no conflict"],
)  # fmt: skip
def test_studies_with_little_in_them(report, n, options, there, absent):
    page = report(texts(n), **options)
    assert there in page
    assert absent not in page
    assert "None was found." in page
    assert "nan" not in re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)


def test_thirty_arguments_in_sixty_articles_are_all_shown(report):
    page = report(texts(60), arguments=30)
    table = page[page.index('class="coverage"') :]
    table = table[: table.index("</table>")]
    assert table.count('<th scope="row">') == 30
    assert table.count('<th scope="col">') == 61
    assert len(re.findall(r"<td><a ", table)) == 30 * 60


def test_a_text_of_a_megabyte_stands_there_whole(report):
    text = WORDS * (1_000_000 // len(WORDS))
    page = report({"x": text, "y": WORDS})
    body = page[page.index('id="text:x"') :]
    found = unescape(re.sub("<[^>]*>", "", body[body.index(">") + 1 : body.index("</div>")]))
    assert found == text
    assert len(page) < 2_000_000


@pytest.mark.parametrize("title", ["x" * 300, "word " * 60, RIGHT_TO_LEFT * 8])
def test_a_title_of_three_hundred_signs_stands_in_cells_that_wrap(report, title):
    page = report(texts(2), titles={"x00": title})
    assert f'<td dir="auto">{title.strip()}' in page


def test_writing_from_right_to_left_keeps_to_itself(report):
    page = report({"x": RIGHT_TO_LEFT, "y": WORDS})
    assert re.search(r'<div class="text" id="text:x" dir="auto">', page)
    said = RIGHT_TO_LEFT[1:10]
    assert re.search(rf"<bdi><a [^>]*>{re.escape(said)}</a></bdi>", page)
    assert re.search(rf'<td class="words" dir="auto"><a [^>]*>{re.escape(said)}', page)


@pytest.mark.parametrize("table", ["trust", "coverage_given", "findings", "argument_given"])
def test_results_of_an_older_version_are_asked_to_be_made_again(tmp_path, table):
    study, results = write_study(tmp_path / "study", texts(2)), write_results(tmp_path / "results", texts(2))
    table_path(table, results).unlink()
    with pytest.raises(ResultsError, match=rf"'{table}' has not been written yet[^$]*retold run"):
        write_report(study_settings(study, {}), results)
