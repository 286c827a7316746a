"""Read the codes that people gave: filled-in coding sheets, and tables of any other study."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from retold.coding.make_sheets import blind_units, hash_codebook, hash_sentences
from retold.coding.sheet import LEFT, NOTE, PRESENCE, RIGHT, SheetSource, show_code, theme_columns
from retold.coding.spreadsheets import CELL_LIMIT, read_rows
from retold.errors import TableError, close_match
from retold.statistics.missing_codes import code_mark, count_marks, find_missing
from retold.themes.codebook.model import Codebook

# So many cells of one kind are named in a message; the rest is counted.
NAMED = 5

TRUTH = {"true": 1.0, "false": 0.0}


def read_sheet(
    path: str | Path,
    *,
    themes: Sequence[str] | None = None,
    codes: Sequence[float] | None = None,
    level: str = "nominal",
    missing: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> pd.DataFrame:
    """Read a coding sheet that a person has filled in, and check it.

    Parameters
    ----------
    path : path
        XLSX or CSV, as spreadsheet programs save them.
    themes : sequence of str, optional
        The themes that columns may have; without them every column that is no other column's is a theme.
    codes : sequence of float, optional
        The codes that may be given. Otherwise those that the sheet was made for; if it does not say, 0
        and 1 at the nominal level and any number at the others.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement.
    missing : sequence of str
        Words that stand for no code, beside blank cells and the marks of `retold.statistics.missing_codes.MARKS`.
    keep : sequence of str
        Marks that are no missing code.

    Returns
    -------
    pandas.DataFrame
        The columns of the file. ``unit``, ``coder`` (where a row names none, the sheet's one coder, or else
        the file's name) and ``sheet`` are always there; codes are floats, nan where the cell holds none. The index, ``row``,
        is the row's number in the file; ``attrs["missing"]`` says how many cells hold no code, by what stands in them.

    Raises
    ------
    TableError
        If the file is none that can be read; a column is missing, unknown or doubled; a row has codes but no unit;
        a unit stands twice for one coder; or a cell holds what is not a code. It names file, row and column.
    """
    path = Path(path)
    table = read_rows(path)
    found = _check_header(table.header, themes, path)
    frame = pd.DataFrame([row for _, row in table.rows], columns=table.header, dtype=object)
    frame.index = pd.Index([n for n, _ in table.rows], name="row")
    if frame.empty:
        raise TableError("the sheet has no rows", where=path, todo="make it again with `retold sheet`")
    for column in [name for name in table.header if name not in found]:
        frame[column] = frame[column].map(code_mark)
    for column in ("coder", "sheet"):
        if column not in frame:
            frame[column] = ""
    # Whoever writes a name into one row only means the whole sheet.
    named = sorted(set(frame["coder"]) - {""})
    frame["coder"] = frame["coder"].where(frame["coder"] != "", named[0] if len(named) == 1 else path.stem)
    _check_units(frame, path)
    source = sheet_source(frame, path)
    if source and themes is not None and source.themes != len(found):
        missing = [theme for theme in themes if theme not in found]
        raise TableError(
            f"the sheet was made with {source.themes} themes and has {len(found)}",
            where=path,
            todo=f"put the missing column back; not in the sheet: {', '.join(missing[:NAMED]) or 'none'}",
        )
    allowed = tuple(codes) if codes is not None else source.codes if source else None
    if allowed is None and level == "nominal":
        allowed = PRESENCE
    marked = frame[found]
    absent = find_missing(marked, missing=missing, keep=keep)
    frame[found] = marked.mask(absent, None)
    checked = _with_codes(frame, found, allowed, path)
    checked.attrs["missing"] = count_marks(marked.to_numpy(object)[absent])
    return checked


def _check_header(header: list[str], themes: Sequence[str] | None, path: Path) -> list[str]:
    if "unit" not in header:
        own = [name for name in header if name not in (*LEFT, *RIGHT, *(themes or ()))]
        near = close_match("unit", own) if own else ""
        raise TableError(
            "the sheet has no column 'unit', which says which sentence a row is",
            where=f"{path}, header",
            todo=f"give the column its name back ({near})"
            if near.startswith("did")
            else "put the column back",
        )
    found = theme_columns(header)
    if themes is not None:
        for name in found:
            if name not in themes:
                free = [theme for theme in [*LEFT, *RIGHT, *themes] if theme not in header]
                raise TableError(
                    f"the column {name!r} is no theme of the codebook and no column of a sheet",
                    where=f"{path}, header",
                    todo=f"{_match(name, free)}; or let its name begin with 'note' to have it left aside",
                )
    if not found:
        raise TableError(
            "the sheet has no column of a theme",
            where=f"{path}, header",
            todo=f"put one back{'; themes are: ' + ', '.join(themes[:NAMED]) if themes else ''}",
        )
    return found


def _match(name: str, known: Sequence[str]) -> str:
    near = close_match(name, known) if known else ""
    return near if near.startswith("did") else "remove it, or give it its name back"


def _check_units(frame: pd.DataFrame, path: Path) -> None:
    blank = frame.index[frame["unit"] == ""]
    if len(blank):
        raise TableError(
            f"{len(blank)} row(s) do not say which unit they code",
            where=f"{path}, row {blank[0]}, column 'unit'",
            todo="put the unit back from the sheet as it was sent out, or remove the row",
        )
    twice = frame[frame.duplicated(["coder", "unit"], keep=False)]
    if len(twice):
        unit, coder = twice.iloc[0][["unit", "coder"]]
        rows = twice.index[(twice["unit"] == unit) & (twice["coder"] == coder)]
        raise TableError(
            f"unit {unit!r} stands {len(rows)} times for coder {coder!r}; doubled units: {twice['unit'].nunique()}",
            where=f"{path}, rows {', '.join(map(str, rows[:NAMED]))}",
            todo="keep one row of each unit",
        )


def sheet_source(sheet: pd.DataFrame, path: str | Path) -> SheetSource | None:
    """Return what a sheet that was read says it was made of; None if it does not say."""
    told = [text for text in sheet["sheet"].drop_duplicates() if text]
    if len(told) > 1:
        row = sheet.index[sheet["sheet"] == told[1]][0]
        raise TableError(
            "rows of two different sheets stand in one file",
            where=f"{path}, row {row}, column 'sheet'",
            todo="score them as two files",
        )
    return SheetSource.parse(told[0]) if told else None


def parse_code(cell: Any) -> float | None:
    """Return a cell as a number, nan where it is blank; None where it is not a number.

    Examples
    --------
    >>> [parse_code(cell) for cell in ("1", "1.0", "0,5", True, "FALSE", 2, None, " ", "yes")]
    [1.0, 1.0, 0.5, 1.0, 0.0, 2.0, nan, nan, None]
    """
    if cell is None or (isinstance(cell, float) and np.isnan(cell)):
        return float("nan")
    if isinstance(cell, bool | int | float):
        return float(cell)
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return None
    text = str(cell).strip()
    if not text:
        return float("nan")
    if text.lower() in TRUTH:
        return TRUTH[text.lower()]
    try:
        number = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _with_codes(
    frame: pd.DataFrame, themes: Sequence[str], allowed: Sequence[float] | None, path: Path
) -> pd.DataFrame:
    parsed = {theme: [parse_code(cell) for cell in frame[theme]] for theme in themes}
    illegal = [
        (row, theme, cell)
        for theme in themes
        for row, cell, code in zip(frame.index, frame[theme], parsed[theme], strict=True)
        if code is None or (allowed is not None and not np.isnan(code) and code not in allowed)
    ]
    if illegal:
        illegal.sort(key=lambda found: found[0])
        cells = "; ".join(f"row {row}, column {theme!r}: {cell!r}" for row, theme, cell in illegal[:NAMED])
        more = f"; and {len(illegal) - NAMED} more" if len(illegal) > NAMED else ""
        wanted = "a number" if allowed is None else f"one of {', '.join(map(show_code, allowed))}"
        raise TableError(
            f"{len(illegal)} cell(s) hold no code; expected is {wanted}, or nothing",
            where=f"{path}: {cells}{more}",
            todo="correct them; leave a cell blank where the coder could not decide",
        )
    return frame.assign(**{theme: np.array(column, dtype=float) for theme, column in parsed.items()})


def match_sheet(
    sheet: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    edition: str = "",
    path: str | Path = "sheet",
) -> tuple[pd.DataFrame, list[str]]:
    """Hold a sheet against the study it should belong to.

    Parameters
    ----------
    sheet : pandas.DataFrame
        As from `read_sheet`.
    sentences : pandas.DataFrame
        The table ``sentences`` of the study.
    codebook : Codebook
        The study's codebook.
    edition : str
        The edition that is being scored.
    path : path
        The sheet's file, for messages.

    Returns
    -------
    sheet : pandas.DataFrame
        With the sentence_id of each row as its unit.
    notes : list of str
        What does not stand against scoring but should be known.

    Raises
    ------
    TableError
        If the sheet was made of another edition, or a unit or its sentence is not the study's.
    """
    source, notes = sheet_source(sheet, path), []
    if source is None:
        notes.append(f"{path}: does not say what it was made of; its units are compared with the study's")
    elif source.edition and source.edition != edition:
        raise TableError(
            f"the sheet was made of the edition {source.edition!r}, and the edition scored is {edition!r}",
            where=f"{path}, column 'sheet'",
            todo=f"score it with `-p edition {source.edition}`, or choose another sheet",
        )
    elif source.codebook != hash_codebook(codebook):
        notes.append(
            f"{path}: names, descriptions, examples or notes of the codebook have changed since it was made"
        )
    same = source is not None and source.sentences == hash_sentences(sentences)
    ids = sentences["sentence_id"].astype(str)
    known = {**dict(zip(blind_units(sentences), ids, strict=True)), **dict(zip(ids, ids, strict=True))}
    units = sheet["unit"].map(known)
    _refuse_strangers(sheet, units.isna(), source is not None and not same, path)
    sheet = sheet.assign(unit=units)
    notes += _compare_texts(sheet, sentences, source is None or same, path)
    return sheet, notes


def _refuse_strangers(sheet: pd.DataFrame, strange: pd.Series, other: bool, path: str | Path) -> None:
    if not strange.any():
        return
    row = sheet.index[strange][0]
    reason = "; the sheet was made of other sentences than the study has now" if other else ""
    raise TableError(
        f"{int(strange.sum())} unit(s) are not among the study's sentences, the first is "
        f"{sheet.loc[row, 'unit']!r}{reason}",
        where=f"{path}, row {row}, column 'unit'",
        todo="score the sheet with the study it was made from; if a spreadsheet has rewritten the units (12:30 is read "
        "as a time), put them back from the sheet as it was sent out",
    )


def _compare_texts(sheet: pd.DataFrame, sentences: pd.DataFrame, same: bool, path: str | Path) -> list[str]:
    """Refuse sentences that are not the study's; a sentence edited in a sheet that is the study's is told."""
    if "sentence" not in sheet:
        if same:
            return []
        raise TableError(
            "the sheet was made of other sentences than the study has now, and has no column 'sentence' to compare",
            where=path,
            todo="put the column back from the sheet as it was sent out",
        )
    texts = dict(zip(sentences["sentence_id"].astype(str), sentences["text"].map(_comparable), strict=True))
    differs = sheet["unit"].map(texts) != sheet["sentence"].map(_comparable)
    if not differs.any():
        return []
    row = sheet.index[differs][0]
    if same and sheet["sheet"].ne("").any():
        return [
            f"{path}, row {row}: {int(differs.sum())} sentence(s) were edited in the sheet; the units are the same"
        ]
    raise TableError(
        f"{int(differs.sum())} sentence(s) of the sheet are not those of the study",
        where=f"{path}, row {row}, column 'sentence'",
        todo="score the sheet with the articles that it was made from",
    )


def _comparable(text: str) -> str:
    """Return a text less what spreadsheets change: white space, signs that they cannot hold, the rest of a long one."""
    shown = "".join(
        sign for sign in str(text) if sign.isprintable() and not sign.isspace() and sign != "\ufffd"
    )
    # An escaped sign takes seven characters of a cell, so that this much of a text is always there.
    return shown[: CELL_LIMIT // 8]


def sheet_codes(sheets: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put the codes of several sheets into one long table.

    Parameters
    ----------
    sheets : iterable of pandas.DataFrame
        As from `read_sheet` or `match_sheet`.

    Returns
    -------
    pandas.DataFrame
        Columns unit, coder, theme, code; nan where a coder left the cell blank.

    Raises
    ------
    TableError
        If one coder has coded a unit in two sheets.

    Examples
    --------
    >>> sheet = pd.DataFrame({"unit": ["a:1"], "water": [1.0], "coder": "Ann", "sheet": ""})
    >>> sheet_codes([sheet]).values.tolist()
    [['a:1', 'Ann', 'water', 1.0]]
    """
    parts = [
        sheet.melt(["unit", "coder"], theme_columns(sheet.columns), var_name="theme", value_name="code")
        for sheet in sheets
    ]
    codes = pd.concat(parts, ignore_index=True)
    check_doubled(codes, "the sheets")
    return codes


def check_doubled(codes: pd.DataFrame, where: str) -> None:
    """Refuse a long table in which a coder has coded a unit twice."""
    twice = codes.duplicated(["unit", "coder", "theme"], keep=False)
    if not twice.any():
        return
    first = codes[twice].iloc[0]
    raise TableError(
        f"coder {first['coder']!r} has coded unit {first['unit']!r} twice; doubled units: "
        f"{codes.loc[twice, 'unit'].nunique()}",
        where=where,
        todo="keep one of the codes; if these are two people, give each a name in the column 'coder'",
    )


def read_codes(
    path: str | Path,
    *,
    unit: str = "unit",
    coders: Sequence[str] = (),
    level: str = "nominal",
    missing: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> pd.DataFrame:
    """Read the codes of any study from a spreadsheet, long or wide.

    Parameters
    ----------
    path : path
        Long: columns unit, coder, code. Wide: a column unit, and one column a coder; columns that begin with
        ``note`` are left aside. Both may have a column theme (or variable), if there are several.
    unit : str
        Name of the column that names the units.
    coders : sequence of str, optional
        Of a wide table, the columns that are coders; all others are then left aside.
    level : {"nominal", "ordinal", "interval", "ratio"}
        At the nominal level codes may be names; numbers are needed at the others.
    missing : sequence of str
        Words that stand for no code, beside blank cells and the marks of `retold.statistics.missing_codes.MARKS`.
    keep : sequence of str
        Marks that are codes of the scheme, such as "none".

    Returns
    -------
    pandas.DataFrame
        Columns unit, coder, theme (``code`` if there is one variable), code: floats if all are numbers, else
        strings; missing where the cell is blank or marked so. ``attrs["missing"]`` says how many, by what stands in them.

    Raises
    ------
    TableError
        If a column is missing, a row lacks its unit or coder, a coder codes a unit twice, or a code does not fit.
    """
    path = Path(path)
    frame = _read_frame(path, unit).rename(columns={unit: "unit"})
    if "variable" in frame and "theme" not in frame:
        frame = frame.rename(columns={"variable": "theme"})
    theme = frame["theme"].map(code_mark) if "theme" in frame else "code"
    frame = frame.assign(theme=theme, row=frame.index)
    if coders or not {"coder", "code"} & set(frame.columns):
        names = _coder_columns([name for name in frame if name not in ("unit", "theme", "row")], coders, path)
        codes = frame.melt(["unit", "theme", "row"], names, var_name="coder", value_name="code")
    else:
        for name in ("coder", "code"):
            if name not in frame:
                raise TableError(
                    f"the file has no column {name!r}",
                    where=f"{path}, header",
                    todo="a long table has the columns unit, coder and code; a wide one has unit, and a column "
                    "for each coder",
                )
        codes = frame[["unit", "coder", "theme", "row", "code"]].copy()
    for column in ("unit", "coder"):
        codes[column] = codes[column].map(code_mark)
        if (codes[column] == "").any():
            row = codes.loc[codes[column] == "", "row"].iloc[0]
            raise TableError(
                f"a row does not say its {column}",
                where=f"{path}, row {row}, column {column!r}",
                todo="fill it in",
            )
    check_doubled(codes, str(path))
    absent = find_missing(codes["code"], missing=missing, keep=keep)
    counts = count_marks(codes.loc[absent, "code"])
    codes["code"] = codes["code"].mask(absent, None)
    read = _numbers_or_names(codes, level, path)[["unit", "coder", "theme", "code"]]
    read.attrs["missing"] = counts
    return read


def _coder_columns(header: Sequence[str], coders: Sequence[str], path: Path) -> list[str]:
    for name in coders:
        if name not in header:
            raise TableError(
                f"the file has no column {name!r}", where=f"{path}, header", todo=close_match(name, header)
            )
    names = list(coders) or [name for name in header if not name.startswith(NOTE)]
    if not names:
        raise TableError("the file has no column of a coder", where=f"{path}, header", todo="add one")
    return names


def _read_frame(path: Path, unit: str) -> pd.DataFrame:
    table = read_rows(path)
    if unit not in table.header:
        raise TableError(
            f"the file has no column {unit!r}, which names the units",
            where=f"{path}, header",
            todo=f"name it with --unit; {close_match(unit, table.header)}",
        )
    if not table.rows:
        raise TableError("the file has no rows below its header", where=path, todo="add some")
    frame = pd.DataFrame([row for _, row in table.rows], columns=table.header, dtype=object)
    frame.index = pd.Index([n for n, _ in table.rows], name="row")
    return frame


def _numbers_or_names(codes: pd.DataFrame, level: str, path: Path) -> pd.DataFrame:
    parsed = [parse_code(cell) for cell in codes["code"]]
    if all(code is not None for code in parsed):
        return codes.assign(code=np.array(parsed, dtype=float))
    if level != "nominal":
        at = next(i for i, code in enumerate(parsed) if code is None)
        raise TableError(
            f"at the {level} level codes are numbers, and this is {codes['code'].iloc[at]!r}",
            where=f"{path}, row {codes['row'].iloc[at]}, coder {codes['coder'].iloc[at]!r}",
            todo="correct the code, or score at the nominal level",
        )
    names = [code_mark(cell) or None for cell in codes["code"]]
    return codes.assign(code=np.array(names, dtype=object))


def read_code_counts(
    path: str | Path,
    prefixes: Sequence[str],
    *,
    unit: str = "unit",
    missing: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> dict[str, pd.DataFrame]:
    """Read how many coders gave each unit each code, for one or more groups of coders.

    Parameters
    ----------
    path : path
        A spreadsheet with one row a unit, and columns of counts such as ``experts_yes`` and ``experts_no``.
    prefixes : sequence of str
        How the columns of each group begin (``experts_``); the rest of a column's name is the code.
    unit : str
        Name of the column that names the units.
    missing, keep
        As in `read_codes`: a column of counts that is named after such a mark (``experts_NA``) is left out.

    Returns
    -------
    dict of str to pandas.DataFrame
        For each group (the prefix without its last ``_``) units x codes; ``attrs["missing"]`` says how often no code was given.

    Raises
    ------
    TableError
        If there is no such column, a unit stands twice, or a cell is no whole number from 0 up.
    """
    path = Path(path)
    frame = _read_frame(path, unit)
    units = frame[unit].map(code_mark)
    if units.duplicated().any():
        row = units.index[units.duplicated()][0]
        raise TableError(f"unit {units[row]!r} stands twice", where=f"{path}, row {row}", todo="keep one row")
    groups = {}
    for prefix in prefixes:
        columns = [name for name in frame.columns if name.startswith(prefix) and name != prefix]
        if len(columns) < 2:
            raise TableError(
                f"fewer than two columns begin with {prefix!r}",
                where=f"{path}, header",
                todo=f"columns are: {', '.join(frame.columns)}",
            )
        counts = frame[columns].map(parse_code).astype(float).fillna(np.inf)
        wrong = (counts < 0) | (counts != np.floor(counts)) | np.isinf(counts)
        if wrong.to_numpy().any():
            at, column = (int(i[0]) for i in np.nonzero(wrong.to_numpy()))
            raise TableError(
                f"a count should be a whole number from 0 up, and is {frame[columns].iloc[at, column]!r}",
                where=f"{path}, row {frame.index[at]}, column {columns[column]!r}",
                todo="correct it; where nobody gave the code, write 0",
            )
        counts.columns = pd.Index([name.removeprefix(prefix) for name in columns])
        absent = find_missing(counts.columns, missing=missing, keep=keep)
        group = counts.loc[:, ~absent].set_index(pd.Index(units, name="unit"))
        sums = counts.loc[:, absent].sum()
        group.attrs["missing"] = {str(mark): int(n) for mark, n in sums.items() if n}
        groups[prefix.rstrip("_")] = group
    return groups
