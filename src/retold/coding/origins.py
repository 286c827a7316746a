"""Where codes come from: of a language model's, the model and the prompt; of all, the codebook that the coder was shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from retold.coding.read_codes import sheet_source
from retold.coding.sheet import MODEL, PROMPT, VERSION
from retold.errors import TableError
from retold.tables import conform

# A longer cell is the prompt itself, not its hash, and is told by as many digits of its SHA-256.
HASH_DIGITS = 12
LONGEST_HASH = 64

TOLD = {MODEL: "model", VERSION: "version", PROMPT: "prompt"}


def read_origins(sheets: Iterable[pd.DataFrame], paths: Sequence[str | Path]) -> pd.DataFrame:
    """Read off filled-in sheets what made their codes.

    Parameters
    ----------
    sheets : iterable of pandas.DataFrame
        As from `retold.read_sheet`; ``note model``, ``note version`` and ``note prompt`` are columns that a sheet may have, and
        that a person's has not.
    paths : sequence of path
        The file of each, for messages.

    Returns
    -------
    pandas.DataFrame
        The table ``coder_origins``, a row a coder: coder, model, version, prompt (as it stands there if it is a hash, else the
        first digits of its SHA-256), codebook (the hash of the codebook that
        the sheet was made with; of several, all); "" where a sheet does not say.

    Raises
    ------
    TableError
        If one coder has two models, versions or prompts: these are two coders.
    """
    found: dict[str, dict[str, str]] = {}
    shown: dict[str, set[str]] = {}
    for sheet, path in zip(sheets, paths, strict=True):
        for coder, own in sheet.groupby("coder"):
            made = {name: _only(own, column, str(coder), path) for column, name in TOLD.items()}
            if found.setdefault(str(coder), made) != made:
                raise _two(str(coder), path, "model, version or prompt are others in another sheet")
            source = sheet_source(own, path)
            shown.setdefault(str(coder), set()).update({source.codebook} if source else ())
    rows = [
        {
            "coder": coder,
            **made,
            "prompt": _short(made["prompt"]),
            "codebook": ", ".join(sorted(shown[coder])),
        }
        for coder, made in found.items()
    ]
    return conform(pd.DataFrame(rows, columns=["coder", *TOLD.values(), "codebook"]), "coder_origins")


def tell_origins(origins: pd.DataFrame) -> list[str]:
    """Return a line for each coder that is a model.

    Examples
    --------
    >>> row = {"coder": "m", "model": "a-model", "version": "", "prompt": "4e5f6a7b", "codebook": "0a1b2c3d"}
    >>> tell_origins(pd.DataFrame([row]))
    ['m: codes of the model a-model, prompt 4e5f6a7b, codebook 0a1b2c3d']
    """
    lines = []
    for row in origins[origins["model"] != ""].to_dict("records"):
        parts = [f"{name} {row[name]}" for name in ("version", "prompt", "codebook") if row[name]]
        lines.append(f"{row['coder']}: codes of the model {', '.join([row['model'], *parts])}")
    return lines


def _only(own: pd.DataFrame, column: str, coder: str, path: str | Path) -> str:
    if column not in own:
        return ""
    said = sorted({text for cell in own[column] if (text := "" if pd.isna(cell) else str(cell).strip())})
    if len(said) > 1:
        raise _two(coder, path, f"{len(said)} entries in the column {column!r}")
    return said[0] if said else ""


def _two(coder: str, path: str | Path, what: str) -> TableError:
    return TableError(
        f"coder {coder!r} has more than one origin: {what}",
        where=path,
        todo="give each model, version and prompt a name of its own in the column 'coder'",
    )


def _short(prompt: str) -> str:
    if len(prompt) <= LONGEST_HASH and prompt.isalnum():
        return prompt
    return hashlib.sha256(prompt.encode()).hexdigest()[:HASH_DIGITS] if prompt else ""
