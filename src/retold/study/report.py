"""The report of a run: one HTML page with the figures, the headline numbers and how to read them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from retold.articles.occasions import describe_occasions
from retold.consistency.agreement.over_occasions import occasion_sentences
from retold.figures.drawing.labels import name_measure
from retold.figures.drawing.save import edition_note
from retold.figures.registry import FIGURES
from retold.files import complete_file
from retold.showing import MOST_ROWS, TABLE_ORDER, is_own_wording, tell_first, wording_note
from retold.study.config import Settings
from retold.study.machine import read_machines
from retold.study.manifest import build_manifest, write_manifest
from retold.study.pages import write_page
from retold.study.values import study_settings
from retold.tables import read_table, table_path
from retold.themes.audit.concordance_lines import show_concordance
from retold.vocabulary import ALL, NOT_COMPARABLE

TEMPLATE = "report.html.j2"

# Characters of context on either side of a hit that stand on one line of the page.
CONTEXT = 45

# The sections of the report: a notebook, its question, and its figures in the order they are read.
SECTIONS = (
    ("01_articles", "Who is speaking?", ("voices", "reading")),
    (
        "02_themes",
        "Which themes, how often, and in whose voice?",
        (
            "theme_shares",
            "theme_articles",
            "theme_dispersion",
            "theme_positions",
            "theme_cooccurrence",
            "theme_keyness",
            "theme_patterns",
        ),
    ),
    (
        "03_arguments",
        "Which arguments are made?",
        ("argument_groups", "argument_exemplars", "argument_map", "argument_tree", "argument_thresholds"),
    ),
    (
        "04_consistency",
        "Do reports of one occasion agree, and is the speaker consistent?",
        (
            "occasions",
            "coverage",
            "reuse",
            "agreement",
            "article_pairs",
            "wording",
            "details",
            "conflicts",
            "influence",
        ),
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
    pages = [write_page(results / name) for name in values["outputs"] if name.endswith(".ipynb")]
    report = write_report(settings, results)
    root = Path(__file__).parents[3]
    outputs = [*(results / name for name in values["outputs"]), *pages, report]
    manifest = build_manifest(
        inputs={
            _input_name(Path(path), root, settings.folder.resolve()): Path(path)
            for path in [*values["inputs"], str(settings.folder / "study.yaml")]
        },
        outputs={path.relative_to(results).as_posix(): path for path in outputs},
        parameters=values["parameters"],
        started=started,
        finished=datetime.now(UTC),
        root=root,
        machines=read_machines(results / name for name in values["outputs"] if name.endswith(".ipynb")),
    )
    write_manifest(manifest, results / "manifest.json")


def _input_name(path: Path, root: Path, study: Path) -> str:
    """Return how the manifest calls an input: from the project or the study on, so that no two share a name."""
    for folder in (root, study.parent):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()


def write_report(settings: Settings, results: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a results folder.

    Returns
    -------
    pathlib.Path
        The page. It holds its figures and needs no other file.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tables = {name: read_table(name, results) for name in _TABLES}
    files = {name: table_path(name, results, table_format=settings.table_format) for name in _TABLES}
    page = environment.get_template(TEMPLATE).render(
        title=settings.title or settings.name,
        description=settings.description,
        subject=settings.subject,
        edition=edition_note(tables["articles"]),
        occasions=describe_occasions(tables["articles"]),
        over_occasions=occasion_sentences(tables["argument_occasions"], tables["occasion_changes"]),
        paraphrase=not is_own_wording(tables["articles"]),
        wording_note=wording_note(tables["articles"]),
        articles=tables["articles"].head(MOST_ROWS).to_dict("records"),
        articles_note=_note(len(tables["articles"]), "articles", TABLE_ORDER, files["articles"]),
        figures_at_a_glance=list(_glance(tables)),
        sections=[
            {"notebook": notebook, "title": title, "figures": list(_figures(names, results))}
            for notebook, title, names in SECTIONS
        ],
        arguments=_argument_rows(tables),
        arguments_note=_note(
            len(tables["argument_labels"]), "arguments", "the largest first", files["argument_labels"]
        ),
        conflicts=_conflict_rows(tables),
        conflicts_note=_note(
            (tables["conflicts"]["verdict"] == "conflict").sum(),
            "conflicts",
            "the surest",
            files["conflicts"],
        ),
        concordance=_concordance(tables, files["concordance"]),
        seed=settings.seed,
        level=f"{100 * settings.level:g}",
    )
    path = results / "report.html"
    with complete_file(path, "the report") as aside:
        aside.write_text(page, "utf-8")
    return path


_TABLES = (
    "articles",
    "statements",
    "theme_hits",
    "concordance",
    "argument_labels",
    "arguments",
    "agreement",
    "argument_occasions",
    "occasion_changes",
    "details",
    "conflicts",
    "sentences",
)


def _note(there: int, what: str, order: str, file: Path) -> str:
    return tell_first(min(there, MOST_ROWS), there, what, order=order, file=file)


def _figures(names: tuple[str, ...], results: Path) -> Iterator[dict[str, str]]:
    for name in names:
        svg = results / "figures" / f"{name}.svg"
        data = base64.b64encode(svg.read_bytes()).decode("ascii")
        yield {"name": name, "caption": FIGURES[name].caption, "data": f"data:image/svg+xml;base64,{data}"}  # type: ignore[attr-defined]


def _glance(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, str]]:
    """Yield the headline numbers: name, value, what it rests on."""
    statements, labels = tables["statements"], tables["argument_labels"]
    own = (statements["voice"] == "subject").sum()
    yield {
        "name": "articles",
        "value": str(len(tables["articles"])),
        "note": f"{int(tables['articles']['tokens'].sum())} words",
    }
    yield {"name": "statements", "value": str(len(statements)), "note": f"{own} of them the subject's"}
    yield {
        "name": "theme hits",
        "value": str(len(tables["theme_hits"])),
        "note": f"{tables['theme_hits']['theme'].nunique()} themes occur",
    }
    alone = (tables["arguments"]["argument"] == "none").sum()
    yield {"name": "arguments", "value": str(len(labels)), "note": f"{alone} statements stay alone"}
    yield {
        "name": "occasions",
        "value": str(tables["articles"]["occasion"].nunique()),
        "note": f"{(tables['articles']['occasion'].value_counts() > 1).sum()} of them in two articles or more",
    }
    measures, note = _compared(tables["agreement"])
    if note:
        yield {"name": "agreement of reports", "value": NOT_COMPARABLE, "note": note}
    for row in measures.itertuples():
        yield {
            "name": name_measure(row.measure),
            "value": _with_interval(row.value, row.low, row.high),
            "note": row.note,
        }
    verdicts = tables["conflicts"]["verdict"].value_counts()
    yield {
        "name": "conflicts of detail",
        "value": str(verdicts.get("conflict", 0)),
        "note": f"{len(tables['details'])} details found",
    }


def _compared(agreement: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the measures that sum up a study, of all occasions together; and why reports are not comparable, if so."""
    whole = agreement[agreement["occasion"] == ALL]
    # The number of articles stands above already.
    measures = (whole if len(whole) else agreement).query("measure != 'articles'")
    apart = measures["note"].str.startswith(NOT_COMPARABLE)
    if not apart.any():
        return measures, ""
    return measures[~apart], str(measures.loc[apart, "note"].iloc[0]).partition(": ")[2]


def _with_interval(value: float, low: float, high: float) -> str:
    if pd.isna(value):
        return "not defined"
    interval = "" if pd.isna(low) or pd.isna(high) else f" ({low:.2f} to {high:.2f})"
    return (f"{value:.2f}" if value % 1 else f"{value:.0f}") + interval


def _argument_rows(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    texts = tables["statements"].set_index("statement_id")["text"]
    labels = tables["argument_labels"].head(MOST_ROWS)
    rows = labels.assign(text=labels["exemplar"].map(texts))
    return [dict(row) for row in rows.to_dict("records")]


def _concordance(tables: Mapping[str, pd.DataFrame], file: Path) -> list[dict[str, Any]]:
    """Return each theme with its concordance lines as HTML; the file is that of the table."""
    return [
        {
            "theme": theme,
            "hits": len(lines),
            "lines": show_concordance(
                lines, articles=tables["articles"], width=CONTEXT, file=file
            )._repr_html_(),
        }
        for theme, lines in tables["concordance"].groupby("theme", sort=True)
    ]


def _conflict_rows(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return each conflict with the sentence around the detail on both sides; of too many the surest, as they stand."""
    found = tables["conflicts"][tables["conflicts"]["verdict"] == "conflict"]
    surest = found["confidence"].sort_values(ascending=False, kind="stable").head(MOST_ROWS)
    found = found[found.index.isin(surest.index)]
    details = tables["details"].set_index("detail_id")
    labels = tables["articles"].set_index("article_id")["label"]
    statements = tables["statements"].set_index("statement_id")
    rows = []
    for conflict in found.itertuples():
        sides = []
        for detail_id in (conflict.detail_a, conflict.detail_b):
            detail = details.loc[detail_id]
            statement = statements.loc[detail["statement_id"]]
            at, end = int(detail["start"] - statement["start"]), int(detail["end"] - statement["start"])
            text = str(statement["text"])
            sides.append(
                {
                    "label": labels[detail["article_id"]],
                    "before": text[:at],
                    "detail": text[at:end],
                    "after": text[end:],
                }
            )
        rows.append({"sides": sides, "reason": conflict.reason, "slot": conflict.slot})
    return rows
