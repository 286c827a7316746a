"""A detail of the table as it is compared: its value, the words of its slot with their weights, and its marks."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from retold.consistency.conflicts.values import Value
from retold.consistency.details.dates import edtf_days
from retold.consistency.details.slots import SAME_ACT, THINGS
from retold.language.clauses import REMEMBERED, stem_of

# A word of the clause says more of what a detail is of than one of the sentence, and that more than one beside it.
WEIGHTS = (1.0, 0.7, 0.3)

# A word that stands with this few details of a large corpus is as rare as can be; the constant keeps a corpus of two
# sentences from calling each of its words common.
SMOOTHING = 20


class Side(NamedTuple):
    """One detail, ready to be compared."""

    detail_id: str
    article_id: str
    statement_id: str
    kind: str
    measure: str
    start: int
    sentence: int
    text: str
    value: Value
    head: str
    own: str
    words: Mapping[str, float]
    near: Mapping[str, float]
    clause: frozenset[str]
    shown: Mapping[str, str]
    aspects: frozenset[str]
    outer: frozenset[str]
    scopes: frozenset[str]
    parts: frozenset[str]
    rates: frozenset[str]
    dimensions: frozenset[str]
    figures: frozenset[str]
    ranks: frozenset[str]
    modifiers: frozenset[str]
    changes: frozenset[str]
    marks: frozenset[str]
    day: tuple[float, float] | None
    day_is: str
    flag: str


@lru_cache(maxsize=REMEMBERED)
def canonical(form: str) -> str:
    """Return the stem under which a word is compared: words for one act or one kind of thing share it.

    Examples
    --------
    >>> canonical("concluded") == canonical("signed"), canonical("pact") == canonical("treaty")
    (True, True)
    """
    lower = form.lower()
    stem = stem_of(lower)
    # "The lower gate" is not a gate that was lowered.
    if lower == "lower":
        return lower
    return THINGS.get(lower) or SAME_ACT.get(stem) or stem


def read_side(row: Mapping[Hashable, object]) -> Side:
    """Read a row of the table ``details``."""
    parts = [part.split() for part in str(row["context"]).split("|")]
    clause, around, near = ([*parts, [], [], []])[:3]
    shown: dict[str, str] = {}
    words: dict[str, float] = {}
    for forms, weight in ((clause, WEIGHTS[0]), (around, WEIGHTS[1])):
        for form in forms:
            words.setdefault(canonical(form), weight)
            shown.setdefault(canonical(form), form)
    beside = {canonical(form): WEIGHTS[2] for form in near if canonical(form) not in words}
    shown |= {canonical(form): form for form in near if canonical(form) not in shown}
    cues = _read_cues(str(row["cues"]))
    day, day_is = _read_day(str(row["day"]))
    head = str(row["head"])
    return Side(
        detail_id=str(row["detail_id"]),
        article_id=str(row["article_id"]),
        statement_id=str(row["statement_id"]),
        kind=str(row["kind"]),
        measure=str(row["measure"]),
        start=int(str(row["start"])),
        sentence=int(str(row["sentence"])),
        text=" ".join(str(row["text"]).split()),
        value=_read_value(row),
        head=canonical(head) if head else "",
        own=head,
        words=words,
        near=beside,
        clause=frozenset(canonical(form) for form in clause),
        shown=shown,
        aspects=cues["aspect"],
        outer=cues["outer"],
        scopes=cues["scope"],
        parts=cues["part"],
        rates=cues["rate"],
        dimensions=cues["dimension"],
        figures=cues["figure"],
        ranks=cues["rank"],
        modifiers=frozenset(stem_of(form) for form in cues["modifier"]),
        changes=cues["change"],
        marks=cues[""],
        day=day,
        day_is=day_is,
        flag=str(row["flag"]),
    )


def _read_cues(written: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {
        key: set()
        for key in (
            "aspect",
            "outer",
            "scope",
            "part",
            "rate",
            "modifier",
            "change",
            "dimension",
            "figure",
            "rank",
            "",
        )
    }
    for cue in written.split():
        kind, _, value = cue.rpartition(":")
        found.get(kind, found[""]).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _read_day(written: str) -> tuple[tuple[float, float] | None, str]:
    """Return the days of which a number is, and how they are known: ``told``, ``paragraph`` or ``article``."""
    if not written or written.startswith("XXXX"):
        return None, ""
    known = {"?": "article", "~": "paragraph"}.get(written[-1], "told")
    low, high = edtf_days(written.rstrip("?~"))
    return (None, "") if math.isinf(low) or math.isinf(high) else ((low, high), known)


def _read_value(row: Mapping[Hashable, object]) -> Value:
    last = re.search(r"[^\W\d]+$|%$", str(row["text"]).lower())
    unit = last.group().rstrip("s") if last else ""
    unit = unit if row["measure"] not in ("", "count", "ordinal") else ""
    return Value(
        kind=str(row["kind"]),
        value=str(row["value"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        bound=str(row["bound"]),
        approximate=bool(row["approximate"]),
        unit=unit,
    )


def _number(value: object) -> float:
    return float(str(value)) if value is not None and str(value) not in ("", "<NA>") else math.nan


def say_day(day: tuple[float, float]) -> str:
    """Return days as they are written in a reason.

    Examples
    --------
    >>> say_day((711583.0, 711583.0)), say_day((711583.0, 711612.0))
    ('1949-04-01', '1949-04-01 to 1949-04-30')
    """
    first, last = (date.fromordinal(int(edge)).isoformat() for edge in day)
    return first if first == last else f"{first} to {last}"
