"""A detail from where it is found to where it is judged: its value, its slot, and what it is compared by."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from retold.consistency.details.slots import Cue, Slot
from retold.language.calendar import edtf_days
from retold.language.clauses import REMEMBERED, stem_of
from retold.language.english.slots import SAME_ACT, THINGS

# A word of the clause says more of what a detail is of than one of the sentence, and that more than one beside it.
WEIGHTS = (1.0, 0.7, 0.3)

# A word that stands with this few details of a large corpus is as rare as can be; the constant keeps a corpus of two
# sentences from calling each of its words common.
SMOOTHING = 20


# What stands between the words of a clause, of its sentence and of its neighbours in the column `context`.
SEPARATOR = " | "

# Kinds of cues that are compared as sets; all others are marks of the detail.
CUE_KINDS = frozenset("aspect outer scope part rate modifier change dimension figure rank".split())


class Value(NamedTuple):
    """A value as it is compared; ``unit`` is what is written after the figure."""

    kind: str
    value: str
    low: float
    high: float
    bound: str
    approximate: bool
    unit: str


def name_slot(kind: str, measure: str, head: str) -> str:
    """Say in words what a detail is of, as far as its head and its measure tell.

    Examples
    --------
    >>> name_slot("date", "", "treaty"), name_slot("duration", "time", "talks"), name_slot("number", "count", "barges")
    ('date of the treaty', 'length of the talks', 'number of barges')
    >>> name_slot("number", "volume", ""), name_slot("number", "share", "berths"), name_slot("number", "ordinal", "gate")
    ('volume', 'share of berths', 'rank of the gate')
    """
    if measure == "count":
        return f"number of {head}"
    if measure == "ordinal":
        return f"rank of the {head}"
    word = {
        "date": "date",
        "time": "time",
        "duration": "length",
        "place": "place",
        "document": "document",
    }.get(kind, measure)
    if kind == "document":
        return f"which {head}"
    if kind == "name":
        return f"name of the {head}"
    link = " of " if measure == "share" else " of the "
    return f"{word}{link}{head}" if head else word


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


@dataclass(frozen=True)
class Detail:
    """A detail as it was found, with what it is compared by; ``text`` is as written, ``slot`` what it is of."""

    detail_id: str
    article_id: str
    statement_id: str
    measure: str
    start: int
    sentence: int
    text: str
    value: Value
    flag: str
    slot: Slot
    speaker: str = ""

    @classmethod
    def from_row(cls, row: Mapping[Hashable, object]) -> Detail:
        """Read a row of the table ``details``."""
        text, measure = str(row["text"]), str(row["measure"])
        return cls(
            detail_id=str(row["detail_id"]),
            article_id=str(row["article_id"]),
            statement_id=str(row["statement_id"]),
            measure=measure,
            start=int(str(row["start"])),
            sentence=int(str(row["sentence"])),
            text=text,
            value=Value(
                kind=str(row["kind"]),
                value=str(row["value"]),
                low=_number(row["low"]),
                high=_number(row["high"]),
                bound=str(row["bound"]),
                approximate=bool(row["approximate"]),
                unit=read_unit(text, measure),
            ),
            flag=str(row["flag"]),
            slot=_unpack_slot(row),
            speaker=str(row.get("speaker") or ""),
        )

    def to_row(self) -> dict[str, object]:
        """Return the row of the table ``details``."""
        name, value = self.name, self.value
        return {
            "detail_id": self.detail_id,
            "article_id": self.article_id,
            "statement_id": self.statement_id,
            "kind": value.kind,
            "slot": f"{name} | {' '.join(self.slot.clause).lower()}".strip(),
            "value": value.value,
            "approximate": value.approximate,
            "start": self.start,
            "end": self.start + len(self.text),
            "text": self.text,
            "measure": self.measure,
            "low": value.low,
            "high": value.high,
            "bound": value.bound,
            "flag": self.flag,
            "sentence": self.sentence,
            "speaker": self.speaker,
            **_pack_slot(self.slot),
        }

    @property
    def kind(self) -> str:
        """A key of ``DETAIL_KINDS``."""
        return self.value.kind

    @property
    def name(self) -> str:
        """What it is of, in words."""
        return name_slot(self.kind, self.measure, self.slot.head)

    @property
    def said(self) -> str:
        """What is written, in one line."""
        return " ".join(self.text.split())

    @property
    def own(self) -> str:
        """The head as it is written."""
        return self.slot.head

    @cached_property
    def head(self) -> str:
        """The head as it is compared."""
        return canonical(self.own) if self.own else ""

    @cached_property
    def words(self) -> Mapping[str, float]:
        """The words of its clause and sentence, as they are compared, with their weights."""
        found: dict[str, float] = {}
        for forms, weight in ((self.slot.clause, WEIGHTS[0]), (self.slot.around, WEIGHTS[1])):
            for form in forms:
                found.setdefault(canonical(form), weight)
        return found

    @cached_property
    def near(self) -> Mapping[str, float]:
        """The words beside its sentence, with their weight."""
        return {canonical(form): WEIGHTS[2] for form in self.slot.near if canonical(form) not in self.words}

    @cached_property
    def clause(self) -> frozenset[str]:
        """The words of its clause, as they are compared."""
        return frozenset(canonical(form) for form in self.slot.clause)

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """How each word is written, where it stands nearest."""
        found: dict[str, str] = {}
        for form in (*self.slot.clause, *self.slot.around):
            found.setdefault(canonical(form), form)
        return found | {canonical(form): form for form in self.slot.near if canonical(form) not in found}

    @cached_property
    def _cues(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for cue in self.slot.cues:
            found.setdefault(cue.kind if cue.kind in CUE_KINDS else "", set()).add(cue.value)
        return {kind: frozenset(values) for kind, values in found.items()}

    def _cues_of(self, kind: str) -> frozenset[str]:
        return self._cues.get(kind, frozenset())

    @property
    def aspects(self) -> frozenset[str]:
        """The acts of its clause."""
        return self._cues_of("aspect")

    @property
    def outer(self) -> frozenset[str]:
        """The acts of its sentence, where its clause has none."""
        return self._cues_of("outer")

    @property
    def scopes(self) -> frozenset[str]:
        """What it is limited to."""
        return self._cues_of("scope")

    @property
    def parts(self) -> frozenset[str]:
        """Whether it is of a part, or a difference."""
        return self._cues_of("part")

    @property
    def rates(self) -> frozenset[str]:
        """The times of which a number is one."""
        return self._cues_of("rate")

    @property
    def dimensions(self) -> frozenset[str]:
        """What is measured."""
        return self._cues_of("dimension")

    @property
    def figures(self) -> frozenset[str]:
        """The figures beside a date."""
        return self._cues_of("figure")

    @property
    def ranks(self) -> frozenset[str]:
        """The ranks beside it."""
        return self._cues_of("rank")

    @property
    def changes(self) -> frozenset[str]:
        """Words that tell of another time."""
        return self._cues_of("change")

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Stems of the words between a number and what it counts."""
        return frozenset(stem_of(form) for form in self._cues_of("modifier"))

    @property
    def marks(self) -> frozenset[str]:
        """Marks of no kind: ``known``, ``timeless``, ``quoted``, ``future``, ``against``, ``saying``; of a person ``former``, ``title``."""
        return self._cues_of("")

    @cached_property
    def _day(self) -> tuple[tuple[float, float] | None, str]:
        return _read_day(self.slot.when)

    @property
    def day(self) -> tuple[float, float] | None:
        """The first and last day at which it holds, as ordinals."""
        return self._day[0]

    @property
    def day_is(self) -> str:
        """How these days are known: ``told``, ``paragraph`` or ``article``."""
        return self._day[1]


def _pack_slot(slot: Slot) -> dict[str, str]:
    """Return the columns of the table that hold a slot."""
    return {
        "head": slot.head,
        "context": SEPARATOR.join(" ".join(part) for part in (slot.clause, slot.around, slot.near)),
        "cues": " ".join(f"{cue.kind}:{cue.value}" if cue.kind else cue.value for cue in slot.cues),
        "day": slot.when,
    }


def _unpack_slot(row: Mapping[Hashable, object]) -> Slot:
    """Read the columns of the table that hold a slot."""
    parts = [tuple(part.split()) for part in str(row["context"]).split(SEPARATOR.strip())]
    clause, around, near = ([*parts, (), (), ()])[:3]
    cues = [cue.rpartition(":") for cue in str(row["cues"]).split()]
    return Slot(
        head=str(row["head"]),
        clause=clause,
        around=around,
        near=near,
        cues=tuple(Cue(kind, value) for kind, _, value in cues),
        when=str(row["day"]),
    )


def _read_day(written: str) -> tuple[tuple[float, float] | None, str]:
    """Return the days of which a number is, and how they are known: ``told``, ``paragraph`` or ``article``."""
    if not written or written.startswith("XXXX"):
        return None, ""
    known = {"?": "article", "~": "paragraph"}.get(written[-1], "told")
    low, high = edtf_days(written.rstrip("?~"))
    return (None, "") if math.isinf(low) or math.isinf(high) else ((low, high), known)


def read_unit(text: str, measure: str) -> str:
    """Return what is written after a figure that measures something, without a plural; an age without a unit is in years.

    Examples
    --------
    >>> read_unit("40 miles", "length"), read_unit("14 boats", "count"), read_unit("58", "time")
    ('mile', '', 'year')
    """
    last = re.search(r"[^\W\d]+$|%$", text.lower())
    if last is None and measure == "time":
        return "year"
    return last.group().rstrip("s") if last and measure not in ("", "count", "ordinal") else ""


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
