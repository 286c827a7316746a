"""The report of a run: one HTML page of findings, each with its evidence, the figures, and the articles' texts."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from retold import __version__
from retold.arguments.given.given import read_given
from retold.articles.attribution.turns import describe_forms
from retold.articles.corpus import read_articles
from retold.articles.occasions import describe_occasions
from retold.consistency.agreement.by_trust import trust_sentences
from retold.consistency.agreement.over_occasions import occasion_sentences
from retold.errors import ResultsError
from retold.figures.drawing.labels import name_articles
from retold.figures.drawing.save import edition_note
from retold.figures.registry import FIGURES
from retold.files import complete_file
from retold.showing import MOST_ROWS, TABLE_ORDER, is_own_wording, tell_first, wording_note
from retold.silence import fill_silence
from retold.study.config import Settings
from retold.study.costs import read_costs
from retold.study.drawings import drawing_path, drawn_figures, figure_links, print_figures
from retold.study.evidence import (
    MOST_LISTED,
    Evidence,
    address,
    argument_lists,
    article_parts,
    leads_to_text,
    link,
    mark_states,
    name_met,
    statement_rows,
    wording_blocks,
)
from retold.study.findings.by_trust import lay_side_by_side
from retold.study.findings.finding import Results
from retold.study.gallery import write_gallery
from retold.study.graph import list_notebooks
from retold.study.machine import read_machines
from retold.study.manifest import build_manifest, git_state, input_name, name_code, write_manifest
from retold.study.pages import write_pages
from retold.study.report_rows import conflict_rows, glance, hit_rows, reuse_rows
from retold.study.template import page_policy, page_template, ready
from retold.study.values import study_settings
from retold.tables import read_table, table_path

TEMPLATE = "report.html.j2"

# The checkout, if this is one.
PROJECT = Path(__file__).parents[3]

# Characters of context on either side of a hit that stand on one line of the page.
CONTEXT = 45

# So many statements are listed; a page of more opens slowly, and nobody reads them.
MOST_STATEMENTS = 2000

# More rows and columns nobody reads in one table; all stand in the table `coverage`.
MOST_ARGUMENTS, MOST_COLUMNS = 60, 60

# So many characters of articles are embedded, the first articles in full: 2 MB of text are 5 MB of page.
MOST_CHARACTERS = 2_000_000

# The sections of the report: a stage, its question, and those of its figures that a first reader needs, in the order they
# are read. All others stand in the notebooks, and on the page of figures.
SECTIONS = (
    ("01_articles", "Who is speaking?", ("voices",)),
    ("02_themes", "Which themes, how often, and in whose voice?", ("theme_shares", "theme_keyness")),
    ("03_arguments", "Which arguments are made?", ("argument_groups", "argument_map")),
    (
        "04_consistency",
        "Do reports of one occasion agree, and is the speaker consistent?",
        ("occasions", "coverage", "wording", "conflicts"),
    ),
)


def finish_run(values: Mapping[str, Any], *, started: datetime) -> None:
    """Write what closes a run into its results folder: the notebooks as pages, the report, the manifest.

    Parameters
    ----------
    values : mapping
        ``study``, ``results``, ``parameters``, ``inputs`` (absolute paths), ``outputs`` (relative to the results).
    started : datetime
        When the closing step began.
    """
    results = Path(values["results"])
    settings = study_settings(values["study"], values["parameters"])
    notebooks = [results / name for name in values["outputs"] if name.endswith(".ipynb")]
    pages = write_pages(notebooks)
    # Before the pages that lead to them.
    printed = print_figures(drawn_figures(results), results) if settings.print_figures else []
    closing = [write_gallery(settings, results), write_report(settings, results)]
    outputs = [*(results / name for name in values["outputs"]), *pages, *printed, *closing]
    manifest = build_manifest(
        inputs={
            input_name(Path(path), PROJECT, settings.folder.resolve()): Path(path)
            for path in [*values["inputs"], str(settings.folder / "study.yaml")]
        },
        outputs={path.relative_to(results).as_posix(): path for path in outputs},
        parameters=values["parameters"],
        started=started,
        finished=datetime.now(UTC),
        root=PROJECT,
        machines=read_machines(notebooks),
        costs=read_costs(notebooks),
    )
    write_manifest(manifest, results / "manifest.json")


def write_report(settings: Settings, results: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a results folder, and the texts of the study's articles.

    Returns
    -------
    pathlib.Path
        The page. It holds its figures and texts, fetches nothing, and needs no other file.

    Raises
    ------
    ResultsError
        If a table has not been written yet, or an article is not the text that the tables were made of.
    """
    tables = {name: read_table(name, results) for name in _TABLES}
    files = {name: table_path(name, results, table_format=settings.table_format) for name in _TABLES}
    style, script = (Path(__file__).with_name(f"report.{kind}").read_text("utf-8") for kind in ("css", "js"))
    evidence = Evidence(tables["statements"], name_articles(tables["articles"], most=None).to_dict())
    texts = _texts(settings, tables)
    page = page_template(TEMPLATE).render(
        style=ready(style),
        script=ready(script),
        policy=page_policy(style, script),
        **_head(settings, tables),
        **_found(settings, tables, files, evidence),
        **_evidence(tables, files, evidence),
        **texts,
        leads=lambda target: leads_to_text(target, texts["shown_texts"]),
        sections=[
            {
                "notebook": notebook,
                "title": title,
                "figures": list(_figures(names, results)),
                "lessons": _lessons(notebook),
            }
            for notebook, title, names in SECTIONS
        ],
        figures_at_a_glance=list(glance(tables)),
    )
    path = results / "report.html"
    with complete_file(path, "the report") as aside:
        aside.write_text(page, "utf-8")
    return path


def _lessons(stage: str) -> list[str]:
    """Return the notebooks of a stage, which are those that begin with its number."""
    return [path.stem for path in list_notebooks() if path.stem[:2] == stage[:2]]


def _head(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return what the page says of the study as a whole."""
    articles = tables["articles"]
    return {
        "title": settings.title or settings.name,
        "description": settings.description,
        "edition": edition_note(articles),
        "occasions": describe_occasions(articles),
        "forms": describe_forms(articles),
        "over_occasions": occasion_sentences(tables["argument_occasions"], tables["occasion_changes"]),
        "paraphrase": not is_own_wording(articles),
        "wording_note": wording_note(articles),
        "seed": settings.seed,
        "level": f"{100 * settings.level:g}",
        "code": name_code(__version__, git_state(PROJECT)),
    }


def _found(
    settings: Settings, tables: Mapping[str, pd.DataFrame], files: Mapping[str, Path], evidence: Evidence
) -> dict[str, Any]:
    """Return the findings, each with its statements, and the arguments with theirs by article."""
    given = read_given(settings.given_path, missing_ok=True)
    shown = {name for _, _, names in SECTIONS for name in names}
    rows = [
        {
            "finding": row.finding,
            "sentence": row.sentence,
            "support": row.support,
            "figure_link": link(f"figure-{row.figure}") if row.figure in shown else "",
            "statements": len(row.evidence),
            "entries": evidence.entries(row.evidence[:MOST_LISTED]),
        }
        for row in tables["findings"].itertuples()
    ]
    claims = {one.label: one.description for one in given if one.description}
    study = Results(tables, settings.subject, claims, settings.level)
    order = [str(name) for name in tables["articles"]["article_id"][:MOST_COLUMNS]]
    named = argument_lists(study.given, evidence, order, prefix="given", most=MOST_ARGUMENTS)
    grouped = argument_lists(study.found, evidence, order, prefix="argument", most=MOST_ARGUMENTS)
    for rows_of, table in ((grouped, "coverage"), (named, "coverage_given")):
        names = [row["name"] for row in rows_of]
        mark_states(rows_of, fill_silence(tables[table], tables["articles"], shown=order, arguments=names))
    labels = tables["argument_labels"]
    joined = dict(zip(labels["argument"], labels["joined"], strict=True))
    meets = name_met(tables["argument_given"], study.name_claim)
    for row in grouped:
        row["joined"] = joined.get(row["name"], ())
        row["meets"] = meets.get(row["name"], "meets none of those listed" if named else "")
    return {
        "findings": rows,
        "given": named,
        "found": grouped,
        "trusted": len(study.trusted),
        "beside": lay_side_by_side(tables["trust"]).to_dict("split"),
        "shared": trust_sentences(labels, tables["arguments"]),
        "groups": len(labels),
        "joined": any(joined.values()),
        "columns": [evidence.labels[name] for name in order],
        "arguments_note": tell_first(
            len(grouped), len(labels), "arguments", order="the largest first", file=files["argument_labels"]
        ),
        "columns_note": tell_first(
            len(order), len(tables["articles"]), "articles", order=TABLE_ORDER, file=files["coverage"]
        ),
    }


def _evidence(
    tables: Mapping[str, pd.DataFrame], files: Mapping[str, Path], evidence: Evidence
) -> dict[str, Any]:
    """Return the lists of the page whose rows lead to a place in an article, each with a note where it is cut."""
    articles = tables["articles"].head(MOST_ROWS)
    conflicts = conflict_rows(tables, evidence.labels)
    own = is_own_wording(articles)
    aligned = tables["wording_rows"] if own else tables["wording_rows"].iloc[:0]
    utterances = aligned["utterance"].drop_duplicates()
    # Of the many, only those that are shown are made ready.
    blocks = wording_blocks(aligned[aligned["utterance"].isin(utterances[:MOST_ROWS])], evidence)
    reuse = reuse_rows(tables["reuse"], evidence.labels) if own else []
    spoken = statement_rows(evidence, tables["arguments"], most=MOST_STATEMENTS)
    return {
        "articles": [
            {**row, "link": link(f"text:{row['article_id']}")} for row in articles.to_dict("records")
        ],
        "reading": tables["reading_notes"].head(MOST_ROWS).to_dict("records"),
        "reading_note": _note(len(tables["reading_notes"]), "remarks", TABLE_ORDER, files["reading_notes"]),
        "articles_note": _note(len(tables["articles"]), "articles", TABLE_ORDER, files["articles"]),
        "conflicts": conflicts[:MOST_ROWS],
        "conflicts_note": _note(len(conflicts), "conflicts", "the surest first", files["conflicts"]),
        "wording": blocks,
        "utterances_note": _note(len(utterances), "utterances", TABLE_ORDER, files["wording_rows"]),
        "reuse": reuse[:MOST_ROWS],
        "reuse_note": _note(len(reuse), "passages", "the longest first", files["reuse"]),
        "concordance": list(hit_rows(tables, evidence.labels, width=CONTEXT, file=files["concordance"])),
        "statement_rows": spoken,
        "statements_note": tell_first(
            len(spoken),
            len(evidence.rows),
            "statements",
            order="reported speech first",
            file=files["statements"],
        ),
    }


def _note(there: int, what: str, order: str, file: Path) -> str:
    return tell_first(min(there, MOST_ROWS), there, what, order=order, file=file)


def _texts(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the articles' texts in pieces, as many as a page can hold; none where the study says so."""
    listed = tables["articles"].drop_duplicates("article_id").set_index("article_id")
    if settings.texts == "none" or listed.empty:
        return {"texts": [], "texts_note": "", "shown_texts": set()}
    read = read_articles(settings.folder, **settings.reading)
    texts = read.drop_duplicates("article_id").set_index("article_id")
    kept = listed.index[listed["characters"].cumsum() <= MOST_CHARACTERS]
    statements, masked = (dict(list(tables[name].groupby("article_id"))) for name in ("statements", "masked"))
    shown = []
    for name in kept:
        _refuse_other_text(name, texts, listed)
        parts = article_parts(
            str(texts.at[name, "text"]),
            statements.get(name, tables["statements"].iloc[:0]),
            masked.get(name, tables["masked"].iloc[:0]),
        )
        spans = [{**part, "id": address(str(name), *part["at"]) if part["kind"] else ""} for part in parts]
        shown.append(
            {
                "article_id": name,
                "label": listed.at[name, "label"] or name,
                "title": listed.at[name, "title"],
                "parts": spans,
            }
        )
    note = tell_first(len(shown), len(listed), "texts", order=TABLE_ORDER)
    return {"texts": shown, "texts_note": note, "shown_texts": set(kept)}


def _refuse_other_text(name: str, texts: pd.DataFrame, listed: pd.DataFrame) -> None:
    if name in texts.index and texts.at[name, "sha256"] == listed.at[name, "sha256"]:
        return
    raise ResultsError(
        f"the text of article {name!r} is not the one that the results were made of",
        where="the report",
        todo="run the study again, or set `texts: none` to leave the texts out",
    )


_TABLES = (
    "agreement",
    "argument_given",
    "argument_labels",
    "argument_matches",
    "argument_occasions",
    "arguments",
    "articles",
    "concordance",
    "conflicts",
    "coverage",
    "coverage_given",
    "details",
    "findings",
    "masked",
    "occasion_changes",
    "reading_notes",
    "reuse",
    "sentences",
    "statements",
    "theme_hits",
    "trust",
    "wording",
    "wording_rows",
)


def _figures(names: tuple[str, ...], results: Path) -> Iterator[dict[str, Any]]:
    for name in names:
        data = base64.b64encode(drawing_path(name, results).read_bytes()).decode("ascii")
        yield {
            "name": name,
            "caption": FIGURES[name].caption,  # type: ignore[attr-defined]
            "data": f"data:image/png;base64,{data}",
            "files": figure_links(name, results),
        }
