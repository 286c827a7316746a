"""What shows that two details are not of one thing, however alike they are: named rules, each said in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from retold.consistency.conflicts.features import NO_ASPECT, SETTLES
from retold.consistency.details.detail import Detail, canonical, say_day
from retold.consistency.details.places import same_place
from retold.language.english.amounts import BEFALLEN_PERSONS
from retold.language.english.occasions import HOLDING, SPEECH_WORDS, TOLD
from retold.language.english.recurring import RECURRING
from retold.language.english.to_come import TO_COME

# The day of an article is as good as that of the event one day before it.
DAYS_TO_PRINT = 1

# A date known to the year is written as so many digits.
YEAR_DIGITS = 4

# Reports of one matter may be so many days apart; of the events at hand the longest was told over three weeks.
DAYS_OF_ONE_STORY = 21

# Clauses of two dates share so many words that are no names, and one more for each that has none of its own: then its sentence
# stands for it, which says less surely what the date is of.
SHARED_WORDS = 1

# Acts of which the count rises while they are reported.
GROWING = frozenset({"killed", "wounded", "arrested", "missing"})

# Who may be counted by what befell them: "50 dead", "49 people killed".
_PERSONS = frozenset(canonical(form) for form in BEFALLEN_PERSONS)

AGE = "age"

# Any event is held and takes place.
_HOLDING = frozenset(canonical(form) for form in HOLDING)

# A date of a statement, as `retold.consistency.details.find` marks it.
SAYING = "saying"

# Two statements of which this part of the shorter one is shared are tellings of one.
SHARED_OF_ONE_STATEMENT = 0.5

# Words of the reporting clause that any statement may have: "told reporters in an interview".
_SPEAKING = frozenset(canonical(form) for form in SPEECH_WORDS | TOLD)


def say_kinds(a: Detail, b: Detail) -> Iterator[str]:
    """Yield in words what shows that two details are not of one thing, whatever their values."""
    if a.measure != b.measure:
        yield "one is a rank, the other a count"
    elif a.measure == "ordinal":
        yield "two ranks are of two things"
    if a.rates and b.rates and not a.rates & b.rates:
        yield f"one is for each {join_words(a.rates)}, the other for each {join_words(b.rates)}"
    if a.dimensions and b.dimensions and a.measure != "count" and not a.dimensions & b.dimensions:
        yield f"different measures ({join_words(a.dimensions)}; {join_words(b.dimensions)})"


def say_apart(a: Detail, b: Detail, names: frozenset[str], *, passed: Collection[str] = ()) -> Iterator[str]:
    """Yield in words what shows that two details with different values are not of one thing.

    Parameters
    ----------
    a, b : Detail
        Two details of one kind.
    names : frozenset of str
        Which words are names.
    passed : collection of str
        Rules that are not asked.
    """
    yield from say_kinds(a, b)
    for name, (kinds, rule) in RULES.items():
        if name not in passed and (not kinds or a.kind in kinds) and (told := rule(a, b, names)):
            yield told


def _ages(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if AGE not in a.dimensions & b.dimensions or _share_name(_persons(a, names), _persons(b, names)):
        return ""
    return "ages of two persons"


def _parts(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return "" if a.parts == b.parts else "one is of a part or a difference, the other of the whole"


def _ranks(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if not (a.ranks and b.ranks) or a.ranks & b.ranks:
        return ""
    return f"one is of the {join_words(a.ranks)}, the other of the {join_words(b.ranks)}"


def _dated_things(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return f"one dates the {a.own}, the other the {b.own}" if a.head and b.head and a.head != b.head else ""


def _dated_acts(a: Detail, b: Detail, names: frozenset[str]) -> str:
    """Two days of one week and one person are nearly always of two acts: what happened, and when somebody spoke of it."""
    if (a.head and a.head == b.head) or (acts_of(a) & acts_of(b)) - NO_ASPECT:
        return ""
    own = [detail.clause - names for detail in (a, b)]
    least = SHARED_WORDS + own.count(frozenset())
    one, other = (words or frozenset(detail.words) - names for words, detail in zip(own, (a, b), strict=True))
    if len(one & other) >= least:
        return ""
    return f"each dates something else ({show_words(a, one - other)}; {show_words(b, other - one)})"


def _days_of_two_stories(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if not (_is_relative(a) and _is_relative(b)) or days_between(_span(a), _span(b)) <= DAYS_OF_ONE_STORY:
        return ""
    return "days counted from reports that are far apart"


def _figures_beside(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if not (a.figures and b.figures) or a.figures & b.figures:
        return ""
    return f"other figures are given for the two days ({join_words(a.figures)}; {join_words(b.figures)})"


def _different_acts(a: Detail, b: Detail, names: frozenset[str]) -> str:
    one, other = (acts_of(detail) - NO_ASPECT for detail in (a, b))
    return (
        f"different aspects ({join_words(one)}; {join_words(other)})"
        if one and other and not one & other
        else ""
    )


def _counted_things(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if a.measure not in ("count", "share") or a.head == b.head or _is_named_beside(a, b):
        return ""
    if _is_toll(a, b) or _is_toll(b, a):
        return ""
    return f"one is of {a.own or 'something not named'}, the other of {b.own or 'something not named'}"


def _changes(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return "" if a.changes == b.changes else "one speaks of another time"


def _which_of_several(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return "a year says which of several is meant" if _names_which(a) or _names_which(b) else ""


def _still_to_come(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return "" if _is_to_come(a) == _is_to_come(b) else "one is still to come, the other is not"


def _two_statements(a: Detail, b: Detail, names: frozenset[str]) -> str:
    """Tell two days on which something was said apart, unless the same was said, or at one event that both name."""
    said = [SAYING in detail.marks for detail in (a, b)]
    if not any(said) or (a.clause & b.clause) - names - _SPEAKING:
        return ""
    if not all(said):
        # "Announced on Monday" is the day of an act, whoever announced it.
        return "" if a.aspects & b.aspects else "one is the day of a statement, the other of what happened"
    one, other = (detail.words.keys() - detail.clause - names for detail in (a, b))
    least = SHARED_OF_ONE_STATEMENT * min(len(one), len(other))
    return "" if len(one & other) >= least > 0 else "two statements, of two days"


def _one_event(a: Detail, b: Detail, names: frozenset[str]) -> str:
    """Tell two events apart of which the clauses have nothing in common but that they were held."""
    if (a.clause & b.clause) - {a.head, b.head} - _HOLDING:
        return ""
    return f"nothing beside the place says that it is one {a.own or b.own or 'event'}"


def _settled_matter(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if all(SETTLES in detail.aspects | detail.outer for detail in (a, b)):
        return ""
    return "nothing says that both settle one matter"


def _different_names(a: Detail, b: Detail, names: frozenset[str]) -> str:
    one, other = a.clause & names, b.clause & names
    met = _share_name(one, b.words.keys() & names) or _share_name(other, a.words.keys() & names)
    return (
        f"different names ({show_words(a, one)}; {show_words(b, other)})" if one and other and not met else ""
    )


def _scopes(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if a.scopes == b.scopes or a.scopes & b.scopes:
        return ""
    return f"different scope ({join_words(a.scopes) or 'none named'}; {join_words(b.scopes) or 'none named'})"


def _counted_days(a: Detail, b: Detail, names: frozenset[str]) -> str:
    if not (a.day and b.day and _is_of_another_day(a, b)):
        return ""
    return f"counted at another time ({say_day(a.day)}; {say_day(b.day)})"


def _reported_days(a: Detail, b: Detail, names: frozenset[str]) -> str:
    return "reported at another time" if _is_of_another_time(a, b) else ""


Rule = Callable[[Detail, Detail, frozenset[str]], str]

_ANY: frozenset[str] = frozenset()
_DATES, _NUMBERS, _DOCUMENTS = frozenset(["date"]), frozenset(["number"]), frozenset(["document"])

# Each rule with the kinds of details that it holds for, none for all; the first that speaks gives the reason.
RULES: dict[str, tuple[frozenset[str], Rule]] = {
    "ages of two persons": (_ANY, _ages),
    "part and whole": (_ANY, _parts),
    "ranks": (_ANY, _ranks),
    "dated things": (_DATES, _dated_things),
    "two statements": (_DATES, _two_statements),
    "dated acts": (_DATES, _dated_acts),
    "days of two stories": (_DATES, _days_of_two_stories),
    "figures beside": (_ANY, _figures_beside),
    "acts": (_ANY, _different_acts),
    "counted things": (_ANY, _counted_things),
    "changes": (_ANY, _changes),
    "which of several": (_DATES, _which_of_several),
    "still to come": (_ANY, _still_to_come),
    "one event": (frozenset(["place"]), _one_event),
    "settled matter": (_DOCUMENTS, _settled_matter),
    "names": (frozenset(["date", "duration", "number"]), _different_names),
    "scopes": (_NUMBERS, _scopes),
    "counted days": (_NUMBERS, _counted_days),
    "reported days": (frozenset(["number", "duration"]), _reported_days),
}

# What is told at two times may be an update of one matter: a count that changed, a plan and the day that came of it. An amount
# that is planned and one that is not are two amounts.
OF_TIME = {kind: frozenset(["changes", "counted days"]) for kind in ("number", "duration")} | {
    kind: frozenset(["changes", "still to come"]) for kind in ("date", "time")
}


def say_later(a: Detail, b: Detail, names: frozenset[str]) -> str:
    """Say what of time keeps two details apart, if they may be of one matter at two times; empty if anything else does."""
    passed = OF_TIME.get(a.kind, frozenset())
    if next(say_apart(a, b, names, passed=passed), ""):
        return ""
    # Two years' counts are no update.
    if a.day and b.day and days_between(a.day, b.day) > DAYS_OF_ONE_STORY:
        return ""
    return next(say_apart(a, b, names), "")


def _names_which(detail: Detail) -> bool:
    """Say whether a date is a year that says which of several is meant: "the 2016 election"."""
    words = {detail.own.lower(), *(word.lower() for word in detail.slot.clause)}
    return len(detail.value.value) == YEAR_DIGITS and detail.value.value.isdigit() and bool(words & RECURRING)


def _is_to_come(detail: Detail) -> bool:
    """Say whether a detail is of something planned, supposed or still to come when it is told."""
    return "future" in detail.marks or (
        detail.kind == "date" and bool(TO_COME & {*detail.text.lower().split()})
    )


def _is_of_another_day(a: Detail, b: Detail) -> bool:
    """Say whether two numbers are of different days, where they would change from one day to the next."""
    if a.day is None or b.day is None:
        return False
    apart = days_between(a.day, b.day)
    told = [detail.day_is == "told" for detail in (a, b)]
    if "timeless" in a.marks & b.marks and not all(told):
        return False
    growing = bool(GROWING & (a.aspects | a.outer) & (b.aspects | b.outer))
    return (apart > 0 and (all(told) or growing)) or (apart > DAYS_TO_PRINT and any(told))


def _is_of_another_time(a: Detail, b: Detail) -> bool:
    """Say whether two reports are so far apart that what they count may have changed, unless both tell what always holds."""
    if a.day is None or b.day is None or "timeless" in a.marks & b.marks:
        return False
    return days_between(a.day, b.day) > DAYS_OF_ONE_STORY


def _is_relative(detail: Detail) -> bool:
    return detail.flag == "relative"


def _span(detail: Detail) -> tuple[float, float]:
    return detail.value.low, detail.value.high


def days_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how many days lie between two spans of days; below 1 where they meet.

    Examples
    --------
    >>> days_between((711583.0, 711583.0), (711590.0, 711612.0))
    7.0
    """
    return max(a[0] - b[1], b[0] - a[1])


def _persons(detail: Detail, names: frozenset[str]) -> Collection[str]:
    """Return whose age a detail may be: the name before it, else the names of its clause or of its sentence."""
    return [detail.head] if detail.head else detail.clause & names or detail.words.keys() & names


def _is_named_beside(a: Detail, b: Detail) -> bool:
    """Say whether only one number says of what it is, and the other has that word in its sentence."""
    one, other = (a, b) if b.head else (b, a)
    return not one.head and other.head in one.words


def _is_toll(a: Detail, b: Detail) -> bool:
    """Say whether one counts "the dead" and the other "people killed": the act nearest to it is that by which the first is named."""
    nearest = next((cue.value for cue in b.slot.cues if cue.kind == "aspect"), "")
    return a.head in GROWING and a.head == nearest and b.head in _PERSONS


def acts_of(detail: Detail) -> frozenset[str]:
    """Return the acts of a detail's clause; for a date whose clause has none, those of its sentence."""
    return detail.aspects or (detail.outer if detail.kind == "date" else frozenset())


def _share_name(a: Collection[str], b: Collection[str]) -> bool:
    return any(same_place(one, other) for one in a for other in b)


def join_words(words: frozenset[str]) -> str:
    """Return words in order, in one line."""
    return ", ".join(sorted(words))


def show_words(detail: Detail, words: frozenset[str]) -> str:
    """Return words of a detail as they are written."""
    return ", ".join(sorted(detail.shown.get(word, word) for word in words))
