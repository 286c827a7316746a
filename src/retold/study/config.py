"""The settings of a study: read from study.yaml, checked against a schema, completed with defaults."""

from __future__ import annotations

import io
import json
import math
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from retold.articles.columns import refuse_twin_columns
from retold.articles.ids import same_name
from retold.articles.rows import read_header
from retold.errors import ParameterError, SettingError, StudyError, TableError, close_match, unfit_sign
from retold.files import read_file, refuse_outside
from retold.yaml_lines import load_yaml

SETTINGS_FILE = "study.yaml"
# No article has so many characters; a place beyond is a slip of the hand.
MOST_OFFSET = 2**40
# A change that is None leaves a setting as it is. This word stands for null where a setting may be null.
NULL = "null"


@dataclass(frozen=True)
class Settings:
    """Settings of one study; `config.schema.json` beside this module describes each."""

    folder: Path
    title: str
    description: str
    subject: str
    aliases: list[str]
    speaker_language: str
    edition: str
    columns: dict[str, str]
    encoding: str
    outside: list[str]
    codebook: str
    overlap: str
    case_sensitive: bool
    given: str
    voices: list[str]
    embedding: str
    method: str
    clauses: bool
    threshold: float | None
    criterion: str
    min_size: int
    labels: dict[str, str]
    level: float
    replicates: int
    seed: int
    table_format: str
    texts: str
    print_figures: bool

    @property
    def name(self) -> str:
        """Return the study's short name, which is its folder's."""
        return self.folder.resolve().name

    @property
    def reading(self) -> dict[str, Any]:
        """Return how this study's articles are read: what `read_articles` is given beside the folder."""
        return {name: getattr(self, name) for name in ("edition", "columns", "encoding", "outside")}

    @property
    def codebook_path(self) -> Path:
        """Return where the codebook lies; outside the study only if a setting allows it by name."""
        return self._own_path(self.codebook, "codebook")

    @property
    def given_path(self) -> Path:
        """Return where arguments known beforehand lie, if there are any."""
        return self._own_path(self.given, "file of given arguments")

    def _own_path(self, name: str, what: str) -> Path:
        path = self.folder / name
        refuse_outside(path, self.folder, outside=self.outside, what=what, error=SettingError)
        return path

    @property
    def grouped_voices(self) -> list[str]:
        """Return whose statements are grouped: those named, else the subject's, else all reported speech."""
        return self.voices or (["subject"] if self.subject else ["subject", "third_party"])


@cache
def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of study.yaml."""
    schema: dict[str, Any] = json.loads(Path(__file__).with_name("config.schema.json").read_text("utf-8"))
    return schema


def read_settings(study: str | Path, **changes: object) -> Settings:
    """Read the settings of a study.

    Parameters
    ----------
    study : path
        The study's folder, with ``study.yaml``.
    **changes
        Settings to use instead of the study's own; None leaves a setting as it is, and the word ``"null"``
        makes one null that may be.

    Returns
    -------
    Settings

    Raises
    ------
    SettingError
        If the folder or its study.yaml is missing, or a setting is unknown or ill-typed.
    ParameterError
        If a change names no setting, or its value does not fit.
    """
    settings, problems = examine_settings(study, **changes)
    if problems:
        raise problems[0]
    return settings


def examine_settings(study: str | Path, **changes: object) -> tuple[Settings, list[StudyError]]:
    """Read the settings of a study, and return them with all that is wrong with them.

    Parameters
    ----------
    study, **changes
        As for `read_settings`.

    Returns
    -------
    settings : Settings
        With the default where a value is wrong.
    problems : list of StudyError

    Raises
    ------
    SettingError
        If the folder or its study.yaml is missing, or the file cannot be read.
    """
    folder = Path(study)
    file = folder / SETTINGS_FILE
    data, lines = _load(file)
    wrong: set[str] = set()
    problems: list[StudyError] = []
    for key, problem, form in _problems(data):
        wrong.add(key)
        problems.append(
            SettingError(
                problem,
                where=f"{file}, line {lines[key]}" if key in lines else file,
                todo=f"write `{key}: {form}`" if form else None,
            )
        )
    given = {
        key: None if value == NULL and _may_be_null(key) else value
        for key, value in changes.items()
        if value is not None
    }
    unfit: set[str] = set()
    for key, problem, form in _problems(given):
        unfit.add(key)
        problems.append(
            ParameterError(
                problem,
                where=f"parameter {key}",
                todo=f"say -p {key} {shlex.quote(form)}" if form else None,
            )
        )
    defaults = {name: entry["default"] for name, entry in settings_schema()["properties"].items()}
    own = {key: value for key, value in data.items() if str(key) not in wrong}
    changed = {key: value for key, value in given.items() if key not in unfit}
    values = {**defaults, **own, **changed}
    settings = Settings(folder=folder, **{name: _whole(name, value) for name, value in values.items()})
    return settings, problems


def _load(file: Path) -> tuple[dict[str, Any], dict[str, int]]:
    if not file.parent.is_dir():
        raise SettingError(
            "there is no such study folder",
            where=file.parent,
            todo=f"check the path{_near(file.parent)}, or make it with `retold new`",
        )
    if not file.is_file():
        raise SettingError(
            "the folder is not a study: it has no study.yaml",
            where=file.parent,
            todo=f"run `{shlex.join(['retold', 'new', str(file.parent)])}`",
        )
    data, node = load_yaml(
        file, file=SETTINGS_FILE, content=f"{SETTINGS_FILE} is", typed=typed_settings(), error=SettingError
    )
    if node is None or data is None:
        return {}, {}
    if not isinstance(data, dict):
        raise SettingError("study.yaml should be a list of `setting: value`", where=file)
    return data, {str(key.value): key.start_mark.line + 1 for key, _ in node.value}


def _near(folder: Path) -> str:
    """Return, in brackets, the study beside a folder that is not there whose name is nearly the same."""
    try:
        beside = [file.parent.name for file in folder.parent.glob(f"*/{SETTINGS_FILE}")]
    except OSError:
        return ""
    near = get_close_matches(folder.name, beside, n=1)
    return f" (did you mean {shlex.quote(str(folder.with_name(near[0])))}?)" if near else ""


def _whole(name: str, value: Any) -> Any:
    """Return 1.0 as 1 where a setting is a whole number: a schema takes one for the other, and a seed does not."""
    return int(value) if settings_schema()["properties"][name]["type"] == "integer" else value


def _may_be_null(key: str) -> bool:
    return "null" in settings_schema()["properties"].get(key, {}).get("type", "")


@cache
def typed_settings() -> frozenset[str]:
    """Return the settings that hold a number or a truth value; the others hold words, lists or names of them."""
    words = {"string", "array", "object"}
    return frozenset(
        name
        for name, entry in settings_schema()["properties"].items()
        if not words & set([entry["type"]] if isinstance(entry["type"], str) else entry["type"])
    )


def _problems(data: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield each setting that is wrong, why, and a value of the right form if it has another type."""
    schema = settings_schema()
    known = schema["properties"]
    for key in data:
        if key not in known:
            what = f"there is no setting {key!r}; {close_match(str(key), known)}"
            yield str(key), what, ""
    for key, value in data.items():
        if key in known and (problem := _misfit(str(key), value)):
            what = f"setting {key!r}: {value!r} {problem} ({known[key]['description']})"
            yield str(key), what, _right_form(known[key], value)


def _right_form(schema: Mapping[str, Any], value: object) -> str:
    """Return a value as it would be written, for a setting whose value is of another type."""
    match schema["type"]:
        case "array" if not isinstance(value, list):
            words = schema["items"].get("enum", [value])
            member = value if isinstance(value, str) and value in words else words[0]
            return f"[{member}]" if isinstance(member, str) and member else "[Lee]"
        case "object" if not isinstance(value, dict):
            return str(schema["examples"][0])
        case "boolean" if not isinstance(value, bool):
            return str(not schema["default"]).lower()
        case "integer" | "number" | ["number", "null"] if not isinstance(value, int | float):
            text = str(value)
            if text == "None" and "null" in schema["type"]:
                return NULL
            comma = re.fullmatch(r"[0-9]*,[0-9]+", text)
            return text.replace(",", ".") if comma else str(schema["default"] or 0.5)
    return ""


def _texts(value: object) -> Iterator[str]:
    """Yield all text that a value holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in _texts(item))


@cache
def _check() -> Callable[[dict[str, object]], object]:
    import fastjsonschema

    check: Callable[[dict[str, object]], object] = fastjsonschema.compile(
        settings_schema(), use_default=False
    )
    return check


def _misfit(key: str, value: object) -> str:
    """Say why a value does not fit its setting, or nothing."""
    import fastjsonschema

    if unfit := next(filter(None, map(unfit_sign, _texts(value))), ""):
        return f"holds {unfit}, which no file of the results could"
    # Neither is below or above any limit.
    if isinstance(value, float) and not math.isfinite(value):
        return "must be a finite number"
    try:
        _check()({key: value})
    except fastjsonschema.JsonSchemaValueException as error:
        # Of a list the number of the member, of a mapping its name.
        member = error.path[2] if len(error.path) > 2 else None
        what = str(error.message).removeprefix(str(error.name)).strip()
        if member is None:
            return what
        return f"item {int(member) + 1} {what}" if isinstance(value, list) else f"entry {member!r} {what}"
    return ""


def read_coding(study: str | Path, name: str, edition: str) -> pd.DataFrame:
    """Read a reference coding of a study, if it has one.

    Parameters
    ----------
    study : path
        The study's folder; its codings lie in ``coding/``.
    name : str
        Which coding: ``voices``, ``clutter``, ``themes`` or ``arguments``.
    edition : str
        The edition coded; rows of another are left out.

    Returns
    -------
    pandas.DataFrame
        Columns article_id, start, end and what is coded; without rows if there is no such coding.
    """
    file = Path(study) / "coding" / f"{name}.csv"
    if not os.path.lexists(file):
        return pd.DataFrame(columns=["edition", "article_id", "start", "end", name])
    refuse_outside(file, study, what="coding by hand", error=TableError)
    content = read_file(file)
    refuse_twin_columns(read_header(file), ("edition", "article_id", "start", "end", name), file)
    # All but places are names: 001 is one, and so is NA.
    coding = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    if "article_id" in coding.columns:
        coding["article_id"] = coding["article_id"].map(same_name)
    for place in coding.columns.intersection(["start", "end"]):
        numbers = pd.to_numeric(coding[place], errors="coerce")
        # One that is no number stays as it is, for the check of a study to quote.
        if ((numbers % 1 == 0) & (numbers >= 0) & (numbers < MOST_OFFSET)).all():
            coding[place] = numbers.astype("int64")
    if edition:
        coding = coding[coding["edition"] == edition]
    return coding.reset_index(drop=True)
