"""The tables that stand between the stages: their columns, how they are sorted, written and read.

A table on disk is CSV (UTF-8, LF, floats rounded to six digits, rows sorted) or Parquet. Each has a
schema, so that an article called ``001`` or ``NA`` keeps its name and a missing column is noticed
where it is written rather than three notebooks later. A cell that holds several names is a list: a tuple in
a frame, JSON in CSV, a list in Parquet. Names are never joined by a sign that a name may hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd

from retold.errors import ResultsError, TableError, close_match
from retold.files import complete_file
from retold.shielding import shield_texts, unshield_texts
from retold.ties import settle

# Six digits are more than any figure of a study can bear, and few enough that two CPUs agree on them.
FLOAT_DIGITS = 6

# What ends on a five in the seventh digit, as 1/128 does, would be rounded by its last bit: values are settled to so many
# digits first, few enough to drop that bit and enough to leave any other value on its side.
SETTLED_DIGITS = 12

# What the letters of a schema stand for; a list is a tuple of strings.
TYPES = {"s": "str", "i": "Int64", "f": "float64", "b": "boolean", "l": "object"}
LIST = "l"


@dataclass(frozen=True)
class Schema:
    """Columns of one table with their types, the columns it is sorted by, those that quote articles, those it may lack."""

    types: Mapping[str, str]
    order: tuple[str, ...]
    words: frozenset[str] = field(default_factory=frozenset)
    optional: frozenset[str] = field(default_factory=frozenset)

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns, in order."""
        return list(self.types)

    @property
    def lists(self) -> list[str]:
        """Return the names of the columns whose cells are lists of strings."""
        return [column for column, kind in self.types.items() if kind == LIST]


def _schema(columns: str, order: str, words: str = "", optional: str = "") -> Schema:
    types = dict(column.split(":") for column in columns.split())
    return Schema(types, tuple(order.split()), frozenset(words.split()), frozenset(optional.split()))


# `optional` names columns of text that are empty where a frame lacks them: a table of one's own need not tell them.
# `words` names the columns that hold words of an article, or of nobody but an article's owner: they are
# left out of the expected results, which are numbers only.
SCHEMAS: dict[str, Schema] = {
    "articles": _schema(
        "article_id:s outlet:s date:s title:s language:s edition:s sha256:s characters:i tokens:i sentences:i"
        " label:s flags:s occasion:s occasion_source:s date_source:s outlet_source:s",
        "article_id",
        "title",
        "occasion occasion_source date_source outlet_source",
    ),
    "reading_notes": _schema("note:i level:s what:s place:s todo:s", "note", "what place"),
    "masked": _schema("article_id:s start:i end:i reason:s text:s", "article_id start", "text"),
    "sentences": _schema("sentence_id:s article_id:s start:i end:i text:s", "article_id start", "text"),
    "statements": _schema(
        "statement_id:s article_id:s sentence_id:s start:i end:i form:s voice:s speaker:s cue:s text:s"
        " confidence:f said:s said_precision:s said_words:s occasion:s",
        "article_id start",
        "text speaker cue said_words",
        "said said_precision said_words occasion",
    ),
    "theme_hits": _schema(
        "article_id:s statement_id:s theme:s pattern:s start:i end:i text:s voice:s sentence_id:s",
        "article_id start end theme pattern",
        "text",
    ),
    "theme_frequencies": _schema(
        "article_id:s voice:s theme:s hits:i tokens:i per_1000:f sentences:i sentences_with:i share:f low:f"
        " high:f",
        "article_id voice theme",
    ),
    "theme_keyness": _schema(
        "article_id:s theme:s log_odds:f z:f g2:f p_adjusted:f p:f q:f note:s",
        "article_id theme",
    ),
    "theme_voice_keyness": _schema(
        "voice:s theme:s log_odds:f z:f g2:f p_adjusted:f p:f q:f note:s",
        "voice theme",
    ),
    "word_keyness": _schema(
        "by:s group:s word:s count:i other:i per_1000:f log_odds:f z:f g2:f p_adjusted:f q:f p:f note:s",
        "by group word",
        "word",
    ),
    "theme_comparisons": _schema(
        "theme:s group_a:s group_b:s share_a:f share_b:f difference:f low:f high:f p:f p_adjusted:f q:f"
        " with_a:i sentences_a:i with_b:i sentences_b:i note:s",
        "theme group_a group_b",
    ),
    "theme_dispersion": _schema(
        "theme:s articles:i articles_with:i hits:i dp:f dp_norm:f juilland_d:f low:f high:f note:s",
        "theme",
    ),
    "theme_cooccurrence": _schema(
        "theme_a:s theme_b:s sentences:i expected:f ratio:f phi:f p:f p_adjusted:f q:f sentences_a:i"
        " sentences_b:i sentences_all:i voice:s note:s",
        "voice theme_a theme_b",
    ),
    "theme_positions": _schema(
        "article_id:s theme:s part:i hits:i tokens:i per_1000:f sentences:i sentences_with:i share:f low:f"
        " high:f note:s",
        "article_id theme part",
    ),
    "theme_mean_positions": _schema(
        "theme:s articles_with:i hits:i position:f low:f high:f note:s",
        "theme",
    ),
    "theme_validation": _schema(
        "theme:s n:i precision:f recall:f f1:f alpha:f low:f high:f coded:i found:i note:s",
        "theme",
    ),
    "concordance": _schema(
        "theme:s article_id:s voice:s sentence_id:s start:i end:i left:s keyword:s right:s pattern:s note:s",
        "theme article_id start end pattern",
        "left keyword right",
    ),
    "theme_patterns": _schema(
        "theme:s pattern:s hits:i share:f low:f high:f articles:i subject:i third_party:i journalist:i forms:i"
        " commonest:s commonest_hits:i note:s",
        "theme pattern",
        "commonest",
    ),
    "theme_sensitivity": _schema(
        "theme:s kind:s variant:s variant_theme:s hits:i change:i sentences_with:i share:f low:f high:f"
        " share_change:f tau:f swaps:i note:s",
        "kind variant_theme variant theme",
    ),
    "theme_sample": _schema(
        "edition:s theme:s pattern:s article_id:s start:i end:i voice:s left:s keyword:s right:s correct:s"
        " stratum:s stratum_hits:i",
        "theme article_id start end pattern",
        "left keyword right",
    ),
    "theme_precision": _schema(
        "theme:s hits:i checked:i correct:i precision:f low:f high:f note:s",
        "theme",
    ),
    "arguments": _schema(
        "statement_id:s article_id:s argument:s strength:f exemplar:b x:f y:f unit_id:s start:i end:i",
        "article_id statement_id",
    ),
    "argument_labels": _schema(
        "argument:s label:s terms:l statements:i articles:i stability:f silhouette:f exemplar:s"
        " voices:s null:f together:f depends:l trusted:b named:b joined:l",
        "argument",
        "label terms",
    ),
    "argument_units": _schema(
        "unit_id:s statement_id:s article_id:s start:i end:i argument:s strength:f exemplar:b x:f y:f",
        "article_id unit_id",
    ),
    "argument_tree": _schema("merge:i left:s right:s height:f units:i", "merge"),
    "argument_sweep": _schema("kind:s value:s argument:s together:f", "kind value argument"),
    "argument_influence": _schema(
        "argument:s left_out:s statements:i jaccard:f depends:b",
        "argument left_out",
    ),
    "argument_thresholds": _schema(
        "threshold:f groups:i grouped:f silhouette:f stability:f low:f high:f chosen:b criterion:f"
        " parameter:s expected:f shared:f",
        "threshold",
    ),
    "argument_matches": _schema(
        "statement_id:s argument:s score:f rank:i matched:b",
        "statement_id rank argument",
    ),
    "argument_given": _schema(
        "found:s given:s statements:i share_of_found:f share_of_given:f",
        "found given",
    ),
    "coverage": _schema(
        "article_id:s argument:s state:s statements:i position:f expected:f voices:l last:f denials:i",
        "article_id argument",
    ),
    "coverage_given": _schema(
        "article_id:s argument:s state:s statements:i position:f expected:f voices:l last:f denials:i",
        "article_id argument",
    ),
    "contradictions": _schema(
        "statement_id:s article_id:s argument:s denied:s voice:s speaker:s reason:s",
        "statement_id argument",
        "speaker",
    ),
    "agreement": _schema(
        "measure:s value:f low:f high:f n:i note:s jackknife_low:f jackknife_high:f p:f occasion:s by:s",
        "by occasion measure",
        optional="occasion by",
    ),
    "article_pairs": _schema(
        "article_a:s article_b:s jaccard:f kappa:f reuse_a:f reuse_b:f percent_agreement:f both:i either:i note:s",
        "article_a article_b",
        optional="note",
    ),
    "argument_occasions": _schema(
        "argument:s occasion:s day:s place:i articles:i articles_with:i statements:i state:s exemplar:s",
        "argument place",
    ),
    "occasion_changes": _schema(
        "kind:s argument:s occasion_a:s occasion_b:s statement_a:s statement_b:s what:s change:s",
        "kind argument statement_a statement_b what",
        "what change",
    ),
    "wording": _schema(
        "statement_a:s statement_b:s argument:s similarity:f drift:l changes:s verdict:s confidence:f"
        " fragment:b statements_a:l statements_b:l article_a:s start_a:i end_a:i article_b:s start_b:i end_b:i",
        "statement_a statement_b start_a start_b",
        "changes",
    ),
    "wording_rows": _schema(
        "utterance:s argument:s article_id:s statement_id:l start:i end:i central:b words:l changed:s",
        "utterance article_id",
        "words",
    ),
    "naming": _schema(
        "article_id:s start:i end:i thing:s name:s voice:s statement_id:s",
        "article_id start end thing",
        "name",
    ),
    "equivalents": _schema(
        "name_a:s name_b:s evidence:s pairs:i articles_a:i articles_b:i",
        "name_a name_b",
        "name_a name_b",
    ),
    "details": _schema(
        "detail_id:s article_id:s statement_id:s kind:s slot:s value:s approximate:b start:i end:i text:s"
        " measure:s low:f high:f bound:s flag:s head:s context:s cues:s day:s sentence:i speaker:s",
        "article_id start detail_id",
        "text slot value head context cues speaker",
        "speaker",
    ),
    "conflicts": _schema(
        "detail_a:s detail_b:s kind:s slot:s verdict:s reason:s confidence:f",
        "detail_a detail_b",
        "slot reason",
    ),
    "reuse": _schema(
        "article_a:s start_a:i end_a:i article_b:s start_b:i end_b:i tokens:i kind:s outside:i runs:i direction:s",
        "article_a start_a article_b start_b",
    ),
    "argument_sources": _schema(
        "argument:s articles:i sources:f share_articles:f share_sources:f contradicted:i note:s occasions:i",
        "argument",
    ),
    "influence": _schema("figure:s left_out:s value:f change:f", "figure left_out"),
    "findings": _schema(
        "finding:s place:i sentence:s value:f low:f high:f n:i support:s evidence:l figure:s by:s",
        "place",
        "sentence",
        "by",
    ),
    "trust": _schema("place:i measure:s by:s value:f low:f high:f n:i note:s", "place by", "note"),
}

# Tables of `retold score`, which reads what people have coded; no run writes them.
CODING_SCHEMAS: dict[str, Schema] = {
    "coder_agreement": _schema(
        "theme:s level:s coders:i units:i n:i blank:i alpha:f low:f high:f jackknife_low:f jackknife_high:f"
        " agreement:f kappa:f prevalence:f note:s",
        "theme",
    ),
    "coder_pairs": _schema(
        "coder_a:s coder_b:s theme:s n:i alpha:f agreement:f kappa:f note:s",
        "coder_a coder_b theme",
    ),
    "coder_disagreements": _schema("unit:s theme:s codes:i different:i text:s", "unit theme", "text"),
    "coder_majority": _schema(
        "unit:s theme:s coders:i present:i majority:s found:b text:s", "unit theme", "text"
    ),
    "coder_origins": _schema("coder:s model:s version:s prompt:s codebook:s", "coder"),
    "coder_validation": _schema(
        "theme:s n:i precision:f precision_low:f precision_high:f recall:f recall_low:f recall_high:f f1:f"
        " f1_low:f f1_high:f alpha:f coded:i found:i undecided:i note:s",
        "theme",
    ),
}

# Tables of `retold sweep`, which reads many runs at once; what was chosen in a universe stands on the right of `universes`, a column
# a choice.
SWEEP_SCHEMAS: dict[str, Schema] = {
    "universes": _schema(
        "universe:s place:i preferred:b in_grid:b status:s stage:s reason:s", "place", "reason"
    ),
    "numbers": _schema(
        "universe:s finding:s what:s unit:s value:f low:f high:f n:i support:s by:s same:f sentence:s",
        "finding universe",
        "sentence",
    ),
    "choice_shares": _schema("finding:s choice:s options:i universes:i share:f", "finding choice"),
    "conclusions": _schema(
        "place:i finding:s conclusion:s holds:i told:i universes:i value:f least:f median:f most:f",
        "place",
    ),
}


def natural_key(name: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that puts ``a:2`` before ``a:10``.

    Examples
    --------
    >>> sorted(["a:10", "a:2", "b:1"], key=natural_key)
    ['a:2', 'a:10', 'b:1']

    No two names have one key, so that ``1`` and ``001`` keep an order of their own.

    >>> sorted(["1", "001"], key=natural_key) == sorted(["001", "1"], key=natural_key)
    True
    """
    parts = re.split(r"(\d{1,4000})", name)
    key = tuple((int(part), "") if i % 2 else (-1, part) for i, part in enumerate(parts))
    return (*key, (-2, name))


def _sort_values(column: pd.Series) -> pd.Series:
    if not pd.api.types.is_string_dtype(column) and column.dtype != object:
        return column
    ranks = {name: rank for rank, name in enumerate(sorted(column.unique(), key=natural_key))}
    return column.map(ranks)


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a frame in the form its table has on disk: columns, types, order of rows, rounding.

    Parameters
    ----------
    frame : pandas.DataFrame
        At least the columns of the schema that are not optional; others are kept on the right.
    name : str
        Name of the table, a key of ``SCHEMAS``, ``CODING_SCHEMAS`` or ``SWEEP_SCHEMAS``.

    Raises
    ------
    TableError
        If the table is unknown, a column is missing, or a value has the wrong type.
    """
    schema = _find_schema(name)
    frame = frame.assign(**dict.fromkeys(schema.optional - set(frame.columns), ""))
    require(frame, schema.columns, name)
    extra = [column for column in frame.columns if column not in schema.types]
    frame = frame[schema.columns + extra].copy()
    for column, kind in schema.types.items():
        frame[column] = _cast(frame[column], kind, f"{name}.{column}")
    frame = frame.sort_values(list(schema.order), key=_sort_values, kind="stable", ignore_index=True)
    floats = frame.select_dtypes("float").columns
    settled = settle(frame[floats].to_numpy(dtype=float, na_value=np.nan), SETTLED_DIGITS)
    frame[floats] = settle(settled, FLOAT_DIGITS)
    return frame


def require(
    frame: pd.DataFrame, columns: Iterable[str], name: str, *, where: object = None, todo: str | None = None
) -> None:
    """Ask a frame for the columns that it must have.

    Parameters
    ----------
    frame : pandas.DataFrame
        What was handed over.
    columns : iterable of str
        The columns that are needed.
    name : str
        What the frame is, such as ``"statements"``.
    where : object, optional
        The call or file that it was handed to.
    todo : str, optional
        What its owner can do. Default: the column of the nearest name, or all that there are.

    Raises
    ------
    TableError
        If one of the columns is missing.

    Examples
    --------
    >>> require(pd.DataFrame({"article_id": ["a"]}), ["article_id"], "articles")
    >>> require(pd.DataFrame({"articleid": ["a"]}), ["article_id", "text"], "articles", where="find_reuse")
    Traceback (most recent call last):
    retold.errors.TableError: the table of articles lacks the column 'article_id' (and 'text')
      where: find_reuse
      to do: add it to the table: did you mean 'articleid'?
    """
    first, *more = [column for column in columns if column not in frame.columns] or [""]
    if first:
        others = f" (and {', '.join(map(repr, more))})" if more else ""
        present = list(map(str, frame.columns))
        near = close_match(first, present) if present else "it has no column"
        raise TableError(
            f"the table of {name} lacks the column {first!r}{others}",
            where=where,
            todo=todo or f"add it to the table: {near}",
        )


def _find_schema(name: str) -> Schema:
    known = SCHEMAS | CODING_SCHEMAS | SWEEP_SCHEMAS
    if name not in known:
        raise TableError(f"there is no table called {name!r}", todo=f"use one of: {', '.join(sorted(known))}")
    return known[name]


def _cast(column: pd.Series, kind: str, where: str) -> pd.Series:
    try:
        if kind == "s":
            return column.astype(object).where(column.notna(), "").astype("str")
        if kind == LIST:
            return pd.Series([_as_list(cell) for cell in column], index=column.index, dtype=object)
        return column.astype(TYPES[kind])
    except (TypeError, ValueError) as error:
        wanted = "lists of strings" if kind == LIST else TYPES[kind]
        raise TableError(f"column {where} should hold {wanted}: {error}", where=where) from error


def _as_list(cell: Any) -> tuple[str, ...]:
    """Return a cell of a list column as a tuple; a missing one is empty."""
    if isinstance(cell, str):
        if not cell:
            return ()
        raise TypeError(f"{cell!r} is text, and a list of strings is wanted")
    if isinstance(cell, Iterable):
        return tuple(str(item) for item in cell)
    if pd.isna(cell):
        return ()
    raise TypeError(f"{cell!r} is no list")


def write_list(items: Iterable[str]) -> str:
    """Return a list as a cell of a CSV file holds it: a JSON array of strings.

    Examples
    --------
    >>> write_list(["a b:1", "c;d:2"])
    '["a b:1", "c;d:2"]'
    """
    return json.dumps(list(items), ensure_ascii=False)


def read_list(cell: str) -> tuple[str, ...]:
    """Return the strings of a cell that `write_list` wrote; of an empty one none.

    Raises
    ------
    ValueError
        If the cell is no JSON array of strings.

    Examples
    --------
    >>> read_list('["a b:1", "c;d:2"]'), read_list("")
    (('a b:1', 'c;d:2'), ())
    """
    found = json.loads(cell) if cell else []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError(f"{cell!r} is no JSON list of strings")
    return tuple(found)


def trusted_groups(labels: pd.DataFrame) -> frozenset[str]:
    """Return the names of the found groups that are trusted, as grouping said: a group of which that is not known is not.

    Parameters
    ----------
    labels : pandas.DataFrame
        The table ``argument_labels``.

    Examples
    --------
    >>> sorted(trusted_groups(pd.DataFrame({"argument": ["A1", "A2", "A3"], "trusted": [True, False, None]})))
    ['A1']
    """
    return frozenset(
        labels.loc[labels["trusted"].astype("boolean").fillna(value=False), "argument"].astype(str)
    )


def empty_table(name: str) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its schema.

    Examples
    --------
    >>> list(empty_table("influence").columns)
    ['figure', 'left_out', 'value', 'change']
    """
    return pd.DataFrame(
        {column: pd.Series(dtype=TYPES[kind]) for column, kind in _find_schema(name).types.items()}
    )


def table_path(name: str, results: str | Path, *, table_format: str = "csv") -> Path:
    """Return where a table of a results folder is kept."""
    return Path(results) / "tables" / f"{name}.{table_format}"


def write_table(frame: pd.DataFrame, name: str, results: str | Path, *, table_format: str = "csv") -> Path:
    """Write a table into a results folder; the file appears when it is complete.

    Parameters
    ----------
    frame : pandas.DataFrame
        At least the columns that ``SCHEMAS[name]`` lists.
    name : str
        Name of the table.
    results : path
        The results folder; the table goes to its ``tables`` folder.
    table_format : {"csv", "parquet"}
        The form of the file.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    TableError
        If the frame does not fit its schema, or a text of a CSV file would hold NUL, which readers do not keep.
    ResultsError
        If the file cannot be written.
    """
    frame = conform(frame, name)
    path = table_path(name, results, table_format=table_format)
    with complete_file(path, f"table {name!r}") as aside:
        if table_format == "parquet":
            _write_parquet(frame, name, aside)
        else:
            _refuse_nul(frame, name)
            with aside.open("w", encoding="utf-8", newline="") as stream:
                # Statements of strangers stand in cells, and people open tables in spreadsheets.
                write_rows(shield_texts(frame), stream)
    return path


def write_rows(frame: pd.DataFrame, stream: IO[str]) -> None:
    r"""Write a frame as CSV from which `read_table` gets every cell back, whatever signs it holds.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any columns; a tuple is written as a JSON list.
    stream : file
        Open for text, with ``newline=""``.

    Examples
    --------
    >>> import io
    >>> stream = io.StringIO(newline="")
    >>> write_rows(pd.DataFrame({"text": ["one\rtwo"], "ids": [("a b:1",)]}), stream)
    >>> stream.getvalue()
    'text,ids\n"one\rtwo","[""a b:1""]"\n'
    """
    shown = frame.copy(deep=False)
    for column in frame.columns:
        if frame[column].dtype == object:
            shown[column] = [write_list(cell) if isinstance(cell, tuple) else cell for cell in frame[column]]
    # The csv module quotes the signs that end its lines, and no others: so both must, and one is taken off again.
    shown.to_csv(_LineFeeds(stream), index=False, lineterminator="\r\n")


class _LineFeeds:
    """A file to which rows that end in CR LF are written, one at a time; it ends them in LF."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, row: str) -> int:
        return self.stream.write(row.removesuffix("\r\n") + "\n")


def _refuse_nul(frame: pd.DataFrame, name: str) -> None:
    for column, kind in _find_schema(name).types.items():
        held = frame[column].str.contains("\0", regex=False, na=False) if kind == "s" else None
        if held is not None and held.any():
            raise TableError(
                f"a text holds NUL, which CSV cannot keep: {frame.loc[held, column].iloc[0]!r}"[:200],
                where=f"column {name}.{column}",
                todo="take the sign out of the text, or write the tables as Parquet",
            )


def _write_parquet(frame: pd.DataFrame, name: str, path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    strings = pyarrow.list_(pyarrow.string())
    for column, kind in _find_schema(name).types.items():
        if kind == LIST:
            # Told, as lists that are all empty would be lists of nothing.
            cells = pyarrow.array([list(cell) for cell in frame[column]], type=strings)
            table = table.set_column(table.schema.get_field_index(column), column, cells)
    parquet.write_table(table, path)


def read_table(name: str, results: str | Path) -> pd.DataFrame:
    """Read a table of a results folder, with the types of its schema.

    Returns
    -------
    pandas.DataFrame
        The columns of ``SCHEMAS[name]``; empty strings stay strings.

    Raises
    ------
    ResultsError
        If the table has not been written yet.
    TableError
        If a column is missing or a value has the wrong type.
    """
    schema = _find_schema(name)
    path = table_path(name, results)
    if not path.exists() and path.with_suffix(".parquet").exists():
        return conform(pd.read_parquet(path.with_suffix(".parquet")), name)
    if not path.exists():
        raise ResultsError(
            f"table {name!r} has not been written yet",
            where=path,
            todo="run the notebook that writes it first, or `retold run`",
        )
    header = pd.read_csv(path, nrows=0, encoding="utf-8").columns
    # What the schema does not know is read as it is written: 001 may be the name of something.
    numeric = [column for column, kind in schema.types.items() if kind not in ("s", LIST)]
    frame = pd.read_csv(
        path,
        dtype=dict.fromkeys([column for column in header if column not in numeric], "str"),
        keep_default_na=False,
        na_values={column: [""] for column in numeric},
        encoding="utf-8",
    )
    frame = unshield_texts(frame)
    for column in schema.lists:
        if column in frame.columns:
            frame[column] = _read_lists(frame[column], f"{name}.{column}", path)
    return conform(frame, name)


def _read_lists(column: pd.Series, name: str, path: Path) -> pd.Series:
    try:
        return pd.Series([read_list(cell) for cell in column], index=column.index, dtype=object)
    except ValueError as error:
        raise TableError(
            f"column {name} should hold JSON lists: {error}"[:200],
            where=path,
            todo="run the study again: earlier versions joined such names into one text",
        ) from error
