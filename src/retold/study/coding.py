"""Human coding of a study: make a sheet for a coder, and score the sheets that come back."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from retold.articles.clutter import find_clutter
from retold.articles.corpus import read_articles
from retold.articles.segment import split_sentences
from retold.coding.make_sheets import coding_sheet, fill_sheet, write_sheet
from retold.coding.origins import read_origins, tell_origins
from retold.coding.project_codes import project_sheets
from retold.coding.projects import PROJECT_SUFFIX, read_project
from retold.coding.read_codes import match_sheet, read_code_counts, read_codes, read_sheet, sheet_codes
from retold.coding.reliability import list_disagreements, score_code_counts, score_coder_pairs, score_coders
from retold.coding.sheet import PRESENCE, theme_columns
from retold.coding.validation import UNDECIDED, code_majority, validate_majority
from retold.coding.write_projects import write_project
from retold.errors import ParameterError, ResultsError, TableError
from retold.showing import show
from retold.statistics.missing_codes import BLANK, say_marks
from retold.study.config import Settings
from retold.study.values import study_settings
from retold.tables import write_table
from retold.themes.codebook.model import Codebook
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from retold.vocabulary import ALL

Say = Callable[[str], object]

# So many disagreements are printed; the tables hold all of them.
PRINTED = 10


def make_sheet(
    study: str | Path,
    *,
    parameters: Mapping[str, object] | None = None,
    to: str | Path | None = None,
    form: str = "xlsx",
    coder: str = "",
    n: int | None = None,
    seed: int | None = None,
    themes: Sequence[str] = (),
    order: str = "reading",
    context: int = 1,
    blind: bool = False,
    codes: str = "",
    found: bool = False,
) -> Path:
    """Write a coding sheet of a study, or a project for other programs; nothing has to have been run before.

    Parameters
    ----------
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings to use instead of the study's own.
    to : path, optional
        The file; otherwise ``coding_<study>[_<coder>].<form>`` in the current folder.
    form : {"xlsx", "csv", "qdpx"}
        Form of the file where ``to`` does not name one.
    coder, n, themes, order, context, blind
        As in `retold.coding_sheet`.
    seed : int, optional
        Seed of sample and order; the study's own otherwise.
    codes : str
        The codes that may be given, as numbers with spaces or commas between; 0 and 1 otherwise.
    found : bool
        Fill in what the codebook finds: 1 where a hit of the theme begins in the sentence, else 0; in a project, a coded
        segment a hit.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    ResultsError
        If there is such a file already: it may hold somebody's codes.
    ParameterError
        If an option does not fit; a project holds whole articles.
    """
    settings = study_settings(study, parameters or {})
    name = "_".join(part for part in ("coding", settings.name, re.sub(r"[^\w.-]+", "_", coder)) if part)
    path = Path(to) if to else Path(f"{name}.{form}")
    if path.exists():
        raise ResultsError(
            "there is such a file already, and it may hold somebody's codes",
            where=path,
            todo="name another file with --to, or remove this one",
        )
    articles, sentences, masked = _read_sentences(settings)
    codebook = read_codebook(settings.codebook_path)
    hits = _find(articles, masked, codebook, settings) if found else None
    if path.suffix.lower() == PROJECT_SUFFIX:
        if n is not None or themes or order != "reading" or blind or codes:
            raise ParameterError(
                "a project holds whole articles and all themes",
                where=path,
                todo="leave out --n, --themes, --order, --blind and --scale, or write a sheet (.xlsx)",
            )
        return write_project(
            articles, codebook, path, title=settings.title or settings.name, coder=coder, hits=hits
        )
    sheet = coding_sheet(
        sentences,
        codebook,
        articles=articles,
        themes=themes,
        coder=coder,
        n=n,
        seed=settings.seed if seed is None else seed,
        order=order,
        context=context,
        blind=blind,
        codes=_numbers(codes) if codes else PRESENCE,
    )
    if hits is not None:
        sheet = fill_sheet(sheet, hits, sentences)
    return write_sheet(sheet, path, codebook=codebook)


def _read_sentences(settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    articles = read_articles(settings.folder, **settings.reading)
    masked = find_clutter(articles)
    return articles, split_sentences(articles, masked), masked


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.replace(",", " ").split()]
    except ValueError as error:
        raise ParameterError(
            f"codes should be numbers, and are {text!r}", where="--scale", todo="write, say, --scale '0 1 2'"
        ) from error


def score_sheets(
    study: str | Path,
    sheets: Sequence[str | Path],
    *,
    parameters: Mapping[str, object] | None = None,
    level: str = "nominal",
    missing: Sequence[str] = (),
    keep: Sequence[str] = (),
    to: str | Path | None = None,
    say: Say = print,
) -> dict[str, pd.DataFrame]:
    """Score the sheets that coders of a study filled in, say the scores, and write them as tables.

    Parameters
    ----------
    study : path
        The study's folder.
    sheets : sequence of path
        Filled-in sheets, XLSX or CSV, of one coder or more, and coded projects (``.qdpx``).
    parameters : mapping, optional
        Settings to use instead of the study's own; its level, replicates and seed make the intervals.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement.
    missing, keep
        As in `retold.read_sheet`.
    to : path, optional
        Folder whose ``tables`` the scores are written to.
    say : callable
        Takes the lines to be printed.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables coder_agreement, coder_pairs, coder_disagreements, coder_majority, coder_origins and coder_validation.
    """
    if not sheets:
        raise ParameterError("there is no sheet to score", where="SHEET", todo="name one or more files")
    settings = study_settings(study, parameters or {})
    codebook = read_codebook(settings.codebook_path)
    articles, sentences, masked = _read_sentences(settings)
    edition = ", ".join(sorted(set(articles["edition"].astype(str))))
    matched, files = [], []
    for path in sheets:
        if Path(path).suffix.lower() == PROJECT_SUFFIX:
            own, notes = project_sheets(read_project(path), articles, sentences, codebook, path=path)
            matched += own
            files += [path] * len(own)
            for note in notes:
                say(f"note: {note}")
            continue
        files.append(path)
        sheet = read_sheet(path, themes=codebook.leaves, level=level, missing=missing, keep=keep)
        _say_missing(sheet.attrs["missing"], f"{path}: ", say)
        sheet, notes = match_sheet(sheet, sentences, codebook, edition=edition, path=path)
        matched.append(sheet)
        for note in notes:
            say(f"note: {note}")
        if sheet[theme_columns(sheet.columns)].isna().all(axis=None):
            say(f"note: {path}: holds no code yet")
    _refuse_twice(matched, files)
    codes = sheet_codes(matched)
    if codes["code"].isna().all():
        raise TableError(
            "no sheet holds a code",
            where=", ".join(map(str, sheets)),
            todo="fill the cells of the themes in, and save the file",
        )
    if not codes["code"].dropna().isin(PRESENCE).all():
        say("note: for the codebook against the coders, a code above 0 says that the theme is present")
    bootstrap: dict[str, Any] = {"replicates": settings.replicates, "seed": settings.seed}
    majority = _majority(codes, articles, sentences, masked, codebook, settings)
    tables = {
        "coder_agreement": score_coders(codes, level=level, interval=settings.level, **bootstrap),
        "coder_pairs": score_coder_pairs(codes, level=level),
        "coder_disagreements": list_disagreements(codes, sentences),
        "coder_majority": majority,
        "coder_origins": read_origins(matched, files),
        "coder_validation": validate_majority(majority, level=settings.level, **bootstrap),
    }
    _say_units(codes, say)
    for line in tell_origins(tables["coder_origins"]):
        say(line)
    _say_scores(tables, say)
    _write(tables, to, say)
    return tables


def _refuse_twice(matched: Sequence[pd.DataFrame], paths: Sequence[str | Path]) -> None:
    """Refuse two sheets in which one coder codes the same sentence."""
    seen: dict[tuple[str, str], str] = {}
    for sheet, path in zip(matched, paths, strict=True):
        for row, coder, unit in zip(sheet.index, sheet["coder"], sheet["unit"], strict=True):
            place = f"{path}, row {row}"
            if (coder, unit) in seen:
                raise TableError(
                    f"coder {coder!r} has coded the sentence {unit!r} twice",
                    where=f"{seen[coder, unit]}; {place}",
                    todo="keep one of the rows; if these are two people, give each a name in the column 'coder'",
                )
            seen[coder, unit] = place


def _majority(
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    masked: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
) -> pd.DataFrame:
    hits = _find(articles, masked, codebook, settings)
    coded = set(codes["theme"])
    return code_majority(codes, hits, sentences, [theme for theme in codebook.leaves if theme in coded])


def _find(
    articles: pd.DataFrame, masked: pd.DataFrame, codebook: Codebook, settings: Settings
) -> pd.DataFrame:
    return find_themes(
        articles, codebook, overlap=settings.overlap, case_sensitive=settings.case_sensitive, masked=masked
    )


def score_codes(
    path: str | Path,
    *,
    unit: str = "unit",
    coders: Sequence[str] = (),
    counts: Sequence[str] = (),
    level: str = "nominal",
    missing: Sequence[str] = (),
    keep: Sequence[str] = (),
    to: str | Path | None = None,
    say: Say = print,
) -> dict[str, pd.DataFrame]:
    """Score the codes of any other study, say the scores, and write them as tables.

    Parameters
    ----------
    path : path
        A spreadsheet as `retold.read_codes` takes it, or one of counts, as `retold.read_code_counts` does.
    unit : str
        Name of the column that names the units.
    coders : sequence of str
        Of a wide table, the columns that are coders; empty for all.
    counts : sequence of str
        How the columns of counts begin, one for each group of coders; empty if the file holds codes.
    missing, keep
        As in `retold.read_codes`.
    level, to, say
        As in `score_sheets`.

    Returns
    -------
    dict of str to pandas.DataFrame
        The table coder_agreement, and coder_pairs and coder_disagreements unless the file holds counts.
    """
    if counts:
        groups = read_code_counts(path, counts, unit=unit, missing=missing, keep=keep)
        for name, group in groups.items():
            _say_missing(group.attrs["missing"], f"{name}: ", say)
        tables = {"coder_agreement": score_code_counts(groups, level=level)}
    else:
        codes = read_codes(path, unit=unit, coders=coders, level=level, missing=missing, keep=keep)
        _say_missing(codes.attrs["missing"], "", say)
        _say_twins(codes["code"], say)
        tables = {
            "coder_agreement": score_coders(codes, level=level, keep=keep),
            "coder_pairs": score_coder_pairs(codes, level=level, keep=keep),
            "coder_disagreements": list_disagreements(codes, keep=keep),
        }
        _say_units(codes, say)
    _say_scores(tables, say)
    _write(tables, to, say)
    return tables


def _say_missing(counts: Mapping[str, int], where: str, say: Say) -> None:
    """Say how many cells hold no code, and which marks were taken for that."""
    if not counts:
        return
    marks = [mark for mark in counts if mark != BLANK]
    way = f"; --keep {shlex.quote(marks[0])} if it is a code of the scheme" if marks else ""
    say(f"note: {where}{say_marks(counts)}{way}")


def _say_twins(codes: pd.Series, say: Say) -> None:
    """Say which codes differ in capital letters alone: they count as two."""
    names = sorted({code for code in codes if isinstance(code, str)})
    folded = Counter(name.casefold() for name in names)
    twins = [repr(name) for name in names if folded[name.casefold()] > 1]
    if twins:
        say(f"note: codes that differ in capital letters alone count as different: {', '.join(twins)}")


def _say_units(codes: pd.DataFrame, say: Say) -> None:
    given = codes[codes["code"].notna()]
    for coder, rows in codes.groupby("coder"):
        own = given[given["coder"] == coder]
        blank = len(rows) - len(own)
        say(
            f"{coder}: {own['unit'].nunique()} units coded"
            + (f", {blank} cells without a code (missing)" if blank else "")
        )
    shared = given.groupby("unit")["coder"].nunique()
    if codes["coder"].nunique() > 1:
        say(
            f"{int((shared > 1).sum())} units coded by two coders or more, {int((shared == 1).sum())} by one only"
        )


def _say_scores(tables: Mapping[str, pd.DataFrame], say: Say) -> None:
    levels = ", ".join(tables["coder_agreement"]["level"].unique())
    titles = {
        "coder_agreement": f"Agreement of the coders, codes taken as {levels}",
        "coder_validation": "The codebook against the coders' majority",
    }
    for name, title in titles.items():
        if name in tables:
            table = tables[name]
            say(f"\n{title}")
            say(repr(show(table.drop(columns=["note", "level"], errors="ignore"), digits=3)))
            for row in table[table["note"] != ""].itertuples():
                say(f"  {row.theme}: {row.note}")
    if "coder_pairs" in tables:
        _say_pairs(tables["coder_pairs"], say)
    if "coder_majority" in tables:
        tied = int((tables["coder_majority"]["majority"] == UNDECIDED).sum())
        say(
            f"{tied} sentences and themes undecided, as the coders tie; they are left out of the scores above"
        )
    if "coder_disagreements" in tables:
        apart = tables["coder_disagreements"]
        say(f"\n{len(apart)} disagreements" + (f", the first {PRINTED}:" if len(apart) > PRINTED else ""))
        if len(apart):
            say(repr(show(apart.head(PRINTED))))


def _say_pairs(pairs: pd.DataFrame, say: Say) -> None:
    """Say how each two coders agree in all, where there are more than two."""
    whole = pairs[pairs["theme"] == ALL] if (pairs["theme"] == ALL).any() else pairs
    if len(whole) > 1:
        say("\nEach two coders, all themes together")
        say(repr(show(whole.drop(columns=["theme", "note"]), digits=3)))


def _write(tables: Mapping[str, pd.DataFrame], to: str | Path | None, say: Say) -> None:
    if to is None:
        return
    for name, table in tables.items():
        say(f"wrote {write_table(table, name, to)}")
