"""Occasions: the speech, interview, press conference or event that an article reports, given or proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.articles.occasion_groups import (
    ENOUGH_DATED,
    ENOUGH_UNDATED,
    LIKENESS_DIGITS,
    MOST_DAYS,
    TOLD_DAYS,
    UNKNOWN,
    Day,
    Likeness,
    join_alike,
)
from retold.articles.said import read_published
from retold.errors import TableError
from retold.language.quotations import quotation_spans
from retold.language.words import is_content, split_words, stem_word

GIVEN, PROPOSED = "given", "proposed"

# In a few texts a word that all of them hold looks common, though it is what they are about. Where dates are missing, rarity is
# also taken as among so many more texts that hold none of the words, and by that measure more is asked. Of 28 real events as
# studies of three undated reports, 27 come out whole (21 by the rarity of the study alone), and of 840 pairs of unrelated reports
# none is joined; of 72 events that nothing was tuned on, 52 (47).
MORE_TEXTS, ENOUGH_AMONG_MORE = 300, 0.33

# What a share of common quotations counts beside the likeness of all words.
QUOTED_WEIGHT = 0.4

# Quotations are compared by runs of so many words, of which so many are content; shorter ones are names and terms.
RUN, RUN_CONTENT, SHORTEST_QUOTE = 3, 2, 4

# With fewer common runs than these, two articles share a set phrase.
FEWEST_RUNS = 2

# Of undated articles more than these, only those with common quotations are compared: the rest would be all pairs.
MOST_UNDATED = 2000

# Rows of a block of the table of likenesses; 500 x 20,000 floats are 80 MB. Pairs whose words are compared at once.
BLOCK, PAIRS = 500, 50_000

# At least so many statements of one day make it the day that an article reports.
FEWEST_TOLD = 2

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def find_occasions(articles: pd.DataFrame, statements: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say for each article which occasion it reports: as given, else as dates, words and quotations propose.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id``, ``text``; ``date`` and ``occasion`` where there are any.
    statements : pandas.DataFrame, optional
        The table ``statements``: what was said when. Without it the dates of the articles count alone.

    Returns
    -------
    pandas.DataFrame
        The articles with ``occasion`` and ``occasion_source``: ``given``, or ``proposed``. A proposed one is named by
        its first day and, if there are several of a day, a letter.

    Notes
    -----
    Articles are joined, the most alike first, while their days lie within ``MOST_DAYS`` and the mean likeness of
    all pairs is enough: cosine of their content words and names, weighted by rarity, plus the share of their
    quotations in common. Articles
    whose statements tell different days are kept apart. Given occasions are never joined; an article without one may be proposed for one of them.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "date": ["2021-05-03", "2021-09-30"],
    ...     "text": ["Lee opened the bridge at Ulm.", "Lee opened the bridge at Ulm."]})
    >>> find_occasions(articles)[["occasion", "occasion_source"]].values.tolist()
    [['2021-05-03', 'proposed'], ['2021-09-30', 'proposed']]
    """
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise TableError(f"the articles lack the column {column!r}", where="find_occasions")
    given = (
        [str(name).strip() for name in articles["occasion"]]
        if "occasion" in articles
        else [""] * len(articles)
    )
    if all(given):
        return articles.assign(occasion=given, occasion_source=GIVEN)
    days = _read_days(articles, statements)
    groups = join_alike(_likeness([str(text) for text in articles["text"]], days), given, days)
    names = _name_groups(groups, given, days, list(articles["article_id"].astype(str)))
    sources = [GIVEN if name else PROPOSED for name in given]
    return articles.assign(
        occasion=pd.Series(names, index=articles.index, dtype="str"),
        occasion_source=pd.Series(sources, index=articles.index, dtype="str"),
    )


def describe_occasions(articles: pd.DataFrame) -> list[str]:
    """Say in plain sentences which occasions the articles report, and which question that lets be asked.

    Parameters
    ----------
    articles : pandas.DataFrame
        With ``occasion`` and ``occasion_source``.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "occasion": ["talk", "visit"], "occasion_source": "given"})
    >>> describe_occasions(articles.assign(occasion="talk"))
    ['2 articles report 1 occasion: what can be asked is whether the reports agree.']
    """
    sizes = articles["occasion"].value_counts()
    n, several = len(articles), int((sizes > 1).sum())
    text = (
        f"{n} article{'s' * (n != 1)} report{'s' * (n == 1)} {len(sizes)} occasion{'s' * (len(sizes) != 1)}"
    )
    if len(sizes) == 1:
        told = "" if n < 2 else ": what can be asked is whether the reports agree"
    elif not several:
        told = (
            ", each in one article: whether reports of one occasion agree cannot be asked; what can be"
            " asked is whether the speaker is consistent over occasions"
        )
    else:
        told = (
            f", {several} of them in two articles or more: whether reports agree is asked within an occasion;"
            " over occasions it is asked whether the speaker is consistent"
        )
    proposed = articles.loc[articles["occasion_source"] == PROPOSED]
    said = [f"{text}{told}."]
    if len(proposed):
        said.append(
            f"The occasion of {len(proposed)} article{'s' * (len(proposed) != 1)} is proposed from dates, words and quotations,"
            " and not given: the column `occasion` of the list of articles settles it."
        )
    return said


def place_statements(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Say for each statement on which occasion it was said.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements`` with ``said``, ``said_precision``, ``said_words``.
    articles : pandas.DataFrame
        Columns ``article_id``, ``occasion`` and, where known, ``date``.

    Returns
    -------
    pandas.DataFrame
        The statements with ``occasion``: that of the article, unless the text puts the statement on another day. Then
        it is the occasion of that day, if just one is known, else the day itself (``2011-04``); empty where the text
        says "previously" and no day.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "date": ["2021-05-03", "2021-09-30"], "occasion": ["May", "Sept"]})
    >>> statements = pd.DataFrame({"article_id": ["a", "b", "b"], "form": "direct", "said": ["2021-05-03", "2021-05-03", ""],
    ...     "said_precision": ["day", "day", ""], "said_words": ["Monday", "3 May", ""]})
    >>> place_statements(statements, articles)["occasion"].tolist()
    ['May', 'May', 'Sept']
    """
    days = _read_days(articles, statements)
    own = dict(zip(articles["article_id"], zip(articles["occasion"], days, strict=True), strict=True))
    known: dict[str, list[Day]] = {}
    for name, day in own.values():
        known.setdefault(name, []).append(day)
    columns = ["article_id", "form", "said", "said_precision", "said_words"]
    placed = [
        _place(own[row[0]], row[1:], known) for row in statements[columns].itertuples(index=False, name=None)
    ]
    return statements.assign(occasion=pd.Series(placed, index=statements.index, dtype="str"))


def _place(own: tuple[str, Day], statement: tuple[str, ...], known: dict[str, list[Day]]) -> str:
    occasion, day = own
    form, said, precision, words = statement
    if form == "narration" or not (said or words):
        return occasion
    if not said:
        # "Had said" is an earlier day in one paper and the way to tell a story in another.
        return occasion if words.lower().startswith("had ") else ""
    then = _span(said, precision)
    if _fits(then, day):
        return occasion
    fitting = sorted(name for name, days in known.items() if any(_fits(then, other) for other in days))
    return fitting[0] if len(fitting) == 1 else said


def _fits(then: Day, day: Day) -> bool:
    """Tell whether a statement of one day belongs to the occasion of an article; never where no day is known."""
    # A month that is over is no day or three ago.
    after, before = (TOLD_DAYS, MOST_DAYS) if then.is_exact else (0, 0)
    if not np.isnan(day.told):
        return bool(then.first <= day.told + after and then.last >= day.told - after)
    return bool(then.first <= day.last and then.last >= day.first - before)


def _span(value: str, precision: str) -> Day:
    """Return the days that a date may mean.

    Examples
    --------
    >>> span = _span("2021-02", "month")
    >>> span.last - span.first
    27.0
    """
    if not value or not precision:
        return UNKNOWN
    year, month, day = (int(part) for part in (value + "-01-01")[: len("YYYY-MM-DD")].split("-"))
    first = date(year, month, day).toordinal()
    match precision:
        case "day":
            return Day(first, first)
        case "month":
            after = (
                date(year + month // 12, month % 12 + 1, 1).toordinal()
                if (year, month) != (9999, 12)
                else first + 31
            )
            return Day(first, after - 1.0)
        case _:
            return Day(first, date(year, 12, 31).toordinal())


def _read_days(articles: pd.DataFrame, statements: pd.DataFrame | None) -> list[Day]:
    """Return the day of each article's occasion: the one that most of its dated statements tell, else its own."""
    written = articles["date"] if "date" in articles else [""] * len(articles)
    days = []
    for value in written:
        published = read_published(value)
        length = {"day": 10, "month": 7, "year": 4, "": 0}[published.precision]
        days.append(_span(published.day.isoformat()[:length] if published.day else "", published.precision))
    told = {} if statements is None or "said" not in statements else _most_told(statements)
    return [
        _narrow(day, told[name]) if name in told else day
        for name, day in zip(articles["article_id"], days, strict=True)
    ]


def _most_told(statements: pd.DataFrame) -> dict[str, float]:
    """Return the day on which most of an article's statements were said that tell a day."""
    dated = statements[statements["said_precision"] == "day"]
    counts = dated.groupby(["article_id", "said"]).size()
    found = {}
    for name, own in counts.groupby(level=0, sort=False):
        best = own.sort_values(ascending=False, kind="stable")
        if best.iloc[0] >= FEWEST_TOLD and 2 * best.iloc[0] > best.sum():
            found[str(name)] = float(date.fromisoformat(best.index[0][1]).toordinal())
    return found


def _narrow(day: Day, told: float) -> Day:
    """Return the day told beside that of the article, where it can be that of an occasion the article reports as news."""
    if np.isnan(day.first):
        return Day(told, told, told)
    return day._replace(told=told) if day.first - MOST_DAYS <= told <= day.last + TOLD_DAYS else day


def _likeness(texts: list[str], days: list[Day]) -> Likeness:
    """Return how alike articles are that lie near in time: cosine of words, plus the weighted share of quotations in common."""
    counts = _count_words(texts)
    exact = np.array([day.is_exact for day in days], dtype=bool)
    # A corpus of so many texts knows by itself what is rare.
    more = _word_table(counts, more=MORE_TEXTS) if len(texts) < MORE_TEXTS and not exact.all() else None
    runs = _run_table(texts)
    sizes = np.asarray(runs.sum(axis=1), dtype=float).ravel()
    first, last = (np.array([getattr(day, edge) for day in days], dtype=float) for edge in ("first", "last"))
    read = _Read(_word_table(counts), more, runs, sizes, first, last, exact)
    found = [_compare_all(read, rows, columns) for rows, columns in _blocks(read)]
    undated = np.flatnonzero(np.isnan(first))
    if len(undated) > MOST_UNDATED:
        found += [
            _compare_quoted(read, undated[at : at + BLOCK], np.arange(len(texts)))
            for at in range(0, len(undated), BLOCK)
        ]
    pairs = np.concatenate([np.zeros((0, 2), dtype=np.int64), *(pairs for pairs, _ in found)])
    values = np.concatenate([np.zeros(0), *(values for _, values in found)])
    pairs = np.sort(pairs, axis=1)
    _, once = np.unique(pairs[:, 0] * len(texts) + pairs[:, 1], return_index=True)
    return Likeness(pairs[once], values[once])


class _Read(NamedTuple):
    """What is known of the articles (rows): their words, among these texts and among more, runs and number of runs, and days."""

    words: sparse.csr_array
    more: sparse.csr_array | None
    runs: sparse.csr_array
    sizes: Floats
    first: Floats
    last: Floats
    exact: NDArray[np.bool_]


def _blocks(read: _Read) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield articles, some at a time, and all before them in the order of days that may be near one of them.

    What has no day stands at the end, and is near all; of more than `MOST_UNDATED`, none is yielded.
    """
    unknown = np.isnan(read.first)
    order = np.lexsort((np.arange(len(unknown)), np.where(unknown, np.inf, read.first)))
    dated = int((~unknown).sum())
    latest = np.maximum.accumulate(read.last[order[:dated]])
    end = dated if len(order) - dated > MOST_UNDATED else len(order)
    for start in range(0, end, BLOCK):
        rows = order[start : min(start + BLOCK, end)]
        # Days before the first of these rows are out of reach, unless one of the rows has none.
        reach = read.first[rows].min() - MOST_DAYS
        begin = 0 if np.isnan(reach) else int(np.searchsorted(latest, reach))
        yield rows, order[begin : start + len(rows)]


def _compare_all(read: _Read, rows: Numbers, columns: Numbers) -> tuple[Numbers, Floats]:
    """Return the pairs of these articles that are near in time and worth a look, and how alike they are."""
    first, last, exact = read.first, read.last, read.exact
    common = (read.runs[rows] @ read.runs[columns].T).toarray()
    least = np.minimum(read.sizes[rows, None], read.sizes[None, columns])
    quoted = QUOTED_WEIGHT * _quoted_share(common, least)
    value = (read.words[rows] @ read.words[columns].T).toarray() + quoted
    if read.more is not None:
        among = (read.more[rows] @ read.more[columns].T).toarray() + quoted
        among *= np.where(exact[rows, None] & exact[None, columns], 0.0, ENOUGH_UNDATED / ENOUGH_AMONG_MORE)
        value = np.maximum(value, among)
    with np.errstate(invalid="ignore"):
        gap = np.maximum(first[rows, None] - last[None, columns], first[None, columns] - last[rows, None])
    near = np.isnan(gap) | (gap <= MOST_DAYS)
    value = np.round(value, LIKENESS_DIGITS)
    i, j = np.nonzero(near & (value >= ENOUGH_DATED / 2) & (rows[:, None] != columns[None, :]))
    return np.column_stack([rows[i], columns[j]]), value[i, j]


def _compare_quoted(read: _Read, rows: Numbers, columns: Numbers) -> tuple[Numbers, Floats]:
    """Return the same of articles without a day, which are near all, for pairs with quotations in common alone."""
    common = (read.runs[rows] @ read.runs[columns].T).tocoo()
    one, other = rows[common.row], columns[common.col]
    quoted = QUOTED_WEIGHT * _quoted_share(common.data, np.minimum(read.sizes[one], read.sizes[other]))
    value = np.zeros(len(one))
    for at in range(0, len(one), PAIRS):
        own = slice(at, at + PAIRS)
        value[own] = np.asarray(read.words[one[own]].multiply(read.words[other[own]]).sum(axis=1)).ravel()
    value = np.round(value + quoted, LIKENESS_DIGITS)
    kept = (value >= ENOUGH_DATED / 2) & (one != other)
    return np.column_stack([one[kept], other[kept]]), value[kept]


def _quoted_share(common: Floats, least: Floats) -> Floats:
    """Return the share of quotations in common, of runs in the article with fewer."""
    share: Floats = np.where(common >= FEWEST_RUNS, common / np.maximum(least, 1), 0.0)
    return share


def _count_words(texts: list[str]) -> list[Counter[str]]:
    """Return how often each content word, as its stem, stands in each text."""
    counts = []
    # Each form of a corpus is stemmed once.
    stems: dict[str, str] = {}
    for text in texts:
        own: Counter[str] = Counter()
        for form, n in Counter(token.form for token in split_words(text)).items():
            if form not in stems:
                stems[form] = stem_word(form) if is_content(form) else ""
            if stems[form]:
                own[stems[form]] += n
        counts.append(own)
    return counts


def _word_table(counts: list[Counter[str]], *, more: int = 0) -> sparse.csr_array:
    """Return the words of each text (row), weighted by rarity among these texts and more, as vectors of length 1."""
    size = len(counts) + more
    spread = Counter(word for own in counts for word in own)
    rows = [
        {word: (1 + np.log(n)) * np.log(1 + size / spread[word]) for word, n in own.items()} for own in counts
    ]
    table = _table(rows, sorted(spread))
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1), dtype=float).ravel())
    return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ table)


def _run_table(texts: list[str]) -> sparse.csr_array:
    """Return which runs of words stand in the quotations of each text (row)."""
    rows = [dict.fromkeys(_runs(text), 1.0) for text in texts]
    return _table(rows, sorted({run for row in rows for run in row}))


def _runs(text: str) -> list[str]:
    found = []
    for start, end in quotation_spans(text):
        forms = [token.form for token in split_words(text[start:end])]
        if len(forms) >= SHORTEST_QUOTE:
            for at in range(len(forms) - RUN + 1):
                run = forms[at : at + RUN]
                if sum(is_content(form) for form in run) >= RUN_CONTENT:
                    found.append(" ".join(run))
    return found


def _table(rows: list[dict[str, float]], names: list[str]) -> sparse.csr_array:
    number = {name: at for at, name in enumerate(names)}
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = [number[name] for row in rows for name in row]
    values = [value for row in rows for value in row.values()]
    return sparse.csr_array((values, columns, ends), shape=(len(rows), max(len(names), 1)), dtype=float)


def _name_groups(groups: list[int], given: list[str], days: list[Day], ids: list[str]) -> list[str]:
    """Name each group: as given, else by its first day and a letter where there are several of it."""
    members: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    names: dict[int, str] = {}
    by_day: dict[str, list[int]] = {}
    for group, own in members.items():
        if own_name := next((given[at] for at in own if given[at]), ""):
            names[group] = own_name
        else:
            by_day.setdefault(_shown_day([days[at] for at in own]), []).append(group)
    taken = set(names.values())
    for shown, own_groups in by_day.items():
        ordered = sorted(own_groups, key=lambda group: min(ids[at] for at in members[group]))
        for number, group in enumerate(ordered):
            name = f"{shown} {_letters(number)}" if len(ordered) > 1 or shown in taken else shown
            while name in taken:
                name += "'"
            names[group] = name
            taken.add(name)
    return [names[group] for group in groups]


def _letters(number: int) -> str:
    """Return a, b ... z, aa, ab.

    Examples
    --------
    >>> _letters(0), _letters(26)
    ('a', 'aa')
    """
    high, low = divmod(number, 26)
    return (_letters(high - 1) if high else "") + chr(ord("a") + low)


def _shown_day(days: list[Day]) -> str:
    known = [day for day in days if not np.isnan(day.first)]
    if not known:
        return "undated"
    exact = [day for day in known if day.is_exact]
    first = min((exact or known), key=lambda day: day.first)
    shown = date.fromordinal(int(first.first)).isoformat()
    length = 10 if first.is_exact else 7 if first.last - first.first <= 31 else 4
    return shown[:length]
