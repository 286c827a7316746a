"""What a finding is, and how its numbers are put into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from retold.arguments.given.best_match import best_matches
from retold.consistency.agreement.by_trust import shared_groups
from retold.figures.drawing.labels import name_articles
from retold.language.lexicon import read_as
from retold.showing import name_given
from retold.statistics.intervals import wilson_interval
from retold.tables import trusted_groups
from retold.vocabulary import FOUND, GIVEN, NONE

# What stands behind a finding: counted over the whole study, estimated and sure, estimated of too little to be sure, or
# resting on groups that a computer proposed and that are not stable.
COUNT, ESTIMATE, LITTLE, SUGGESTION = "count", "estimate", "little support", "suggestion"

# Intervals of shares of fewer cases than this span most of what is possible; such a sentence says so.
FEW = 10

# What ends a sentence and would stand in the middle of ours.
_STOPS = re.compile(r"[.,;:\s]+$")

# So many are named one by one in a sentence.
MOST_NAMED = 3


class Finding(NamedTuple):
    """One finding: a row of the table ``findings``."""

    finding: str
    sentence: str
    value: float
    low: float
    high: float
    n: int
    support: str
    evidence: tuple[str, ...]
    figure: str


@dataclass(frozen=True)
class Results:
    """The tables of a run that findings are computed from, and the names that they use.

    ``by`` says which arguments they rest on, one of ``BY``; empty: those that lead.
    """

    tables: Mapping[str, pd.DataFrame]
    subject: str
    claims: Mapping[str, str]
    level: float
    by: str = ""

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    @cached_property
    def labels(self) -> pd.Series:
        """Return the name of each article that is shown, by its id."""
        return name_articles(self.tables["articles"], most=None)

    @cached_property
    def own(self) -> pd.DataFrame:
        """Return the subject's statements; of a study without a subject, everybody's that are reported speech."""
        statements = self.tables["statements"]
        voice = statements["voice"]
        return (
            statements[voice == "subject"]
            if (voice == "subject").any()
            else statements[voice != "journalist"]
        )

    @cached_property
    def languages(self) -> list[str]:
        """Return the languages of the articles whose words are known."""
        return sorted({read_as(language) for language in self.tables["articles"]["language"]})

    @cached_property
    def articles_with(self) -> pd.Series:
        """Return how many articles carry each argument, by argument."""
        return self.arguments.groupby("argument", sort=True)["article_id"].nunique()

    @cached_property
    def leading(self) -> str:
        """Return the argument that most of the subject's statements make, of equals the one in most articles; "" of none."""
        if self.arguments.empty:
            return ""
        sizes = self.arguments.groupby("argument", sort=True).size().to_frame("statements")
        order = sizes.assign(articles=self.articles_with).sort_values(
            ["statements", "articles"], ascending=False, kind="stable"
        )
        return str(order.index[0])

    @cached_property
    def basis(self) -> str:
        """Return which arguments these findings rest on; what leads are those that the study lists, else those that were found."""
        return self.by or (GIVEN if len(self.given) else FOUND)

    @cached_property
    def arguments(self) -> pd.DataFrame:
        """Return the subject's statements that make an argument; columns also argument, named, trusted."""
        if self.basis == GIVEN:
            return self.given
        return self.found if self.basis == FOUND else self.found[self.found["trusted"]]

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Return how each article stands to each of these arguments."""
        if self.basis == GIVEN:
            return self.tables["coverage_given"]
        rows = self.tables["coverage"]
        return rows if self.basis == FOUND else rows[rows["argument"].isin(self.trusted)]

    @cached_property
    def trusted(self) -> frozenset[str]:
        """Return the found groups that are trusted."""
        return trusted_groups(self.tables["argument_labels"])

    @cached_property
    def shared(self) -> frozenset[str]:
        """Return these arguments that two articles or more carry."""
        return shared_groups(self.arguments, self.articles_with.index)

    @cached_property
    def found(self) -> pd.DataFrame:
        """Return the subject's statements of each group that was found; columns also argument, named, trusted."""
        group = self.tables["arguments"].drop_duplicates("statement_id").set_index("statement_id")["argument"]
        labels = self.tables["argument_labels"].set_index("argument")
        rows = _with_argument(self.own, group)
        return rows.assign(
            named=rows["argument"].map(labels["label"]), trusted=rows["argument"].isin(self.trusted)
        )

    @cached_property
    def given(self) -> pd.DataFrame:
        """Return the subject's statements that make an argument of the study's list; columns also argument, named, trusted."""
        match = best_matches(self.tables["argument_matches"]).set_index("statement_id")["argument"]
        rows = _with_argument(self.own, match)
        return rows.assign(named=rows["argument"].map(self.name_claim), trusted=True)

    def name_claim(self, argument: str) -> str:
        """Return a given argument's claim in words: its description, else its label without underscores."""
        return self.claims.get(argument) or name_given(argument)

    def share(self, part: int, whole: int) -> tuple[float, float, float]:
        """Return a share with its interval, all nan of nothing."""
        low, high = wilson_interval(part, whole, level=self.level)
        return (part / whole if whole else float("nan")), float(low), float(high)


def _with_argument(statements: pd.DataFrame, arguments: pd.Series) -> pd.DataFrame:
    """Return the statements that make an argument, with it; arguments are by statement_id."""
    made = arguments[arguments != NONE]
    rows = statements[statements["statement_id"].isin(made.index)]
    return rows.assign(argument=rows["statement_id"].map(made).astype("str"))


def percent(share: float) -> str:
    """Return a share in per cent; what is below one keeps a digit.

    Examples
    --------
    >>> percent(0.146), percent(0.004), percent(0.0)
    ('15 %', '0.4 %', '0 %')
    """
    value = 100 * share
    return f"{value:.1f} %" if 0 < value < 1 else f"{value:.0f} %"


def percents(share: float, low: float, high: float) -> str:
    """Return a share with its interval as it stands in a sentence.

    Examples
    --------
    >>> percents(0.146, 0.089, 0.232)
    '15 %; interval 9 to 23 %'
    """
    return f"{percent(share)}; interval {percent(low).removesuffix(' %')} to {percent(high)}"


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "article"), counted(3, "article"), counted(2, "reply", "replies")
    ('1 article', '3 articles', '2 replies')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def quoted(text: str) -> str:
    """Return a claim as it is named within a sentence: in quotation marks, without a stop at its end.

    Examples
    --------
    >>> quoted("The lake is ours.")
    '“The lake is ours”'
    """
    return f"“{_STOPS.sub('', text.strip())}”"


def listed(names: Iterable[str], *, most: int = MOST_NAMED, what: str = "") -> str:
    """Return names in a row, those beyond the first ``most`` counted, as ``what`` they are.

    Examples
    --------
    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])
    ('a and b', 'a, b, c and 2 more')
    >>> listed(["a", "b"], most=1, what="changes")
    'a and 1 more changes'
    """
    every: Sequence[str] = list(names)
    shown = list(every[:most])
    if len(every) > most:
        shown.append(f"{len(every) - most} more {what}".rstrip())
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def support_of(n: int, *, trusted: bool = True) -> str:
    """Return what a share of ``n`` cases is worth.

    Examples
    --------
    >>> support_of(96), support_of(4), support_of(96, trusted=False)
    ('estimate', 'little support', 'suggestion')
    """
    if not trusted:
        return SUGGESTION
    return ESTIMATE if n >= FEW else LITTLE
