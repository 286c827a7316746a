"""Lesson 3: whether the reports agree, in sources, in wording, in details, and in what they leave out."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from retold.teaching.answers import NotYetError, read_choices, read_mapping, read_names, read_numbers
from retold.teaching.planted import DAM_SPEECH, read_articles, read_coding, read_key, read_texts
from retold.teaching.reading import cut_around
from retold.vocabulary import NOT_COMPARABLE

# The sentence whose versions are compared: what Selmark may do, and what it cannot decide.
SENTENCE = "A3"

# What each type of drift means; the key's words are in the README of the planted study.
DRIFT = {
    "verbatim": "the words are the same, and no other type holds",
    "truncation": "one side gives less at the beginning or end, without a mark",
    "splice": "one side leaves out a middle, and marks it with an ellipsis",
    "insertion": "one side has words of content inside the sentence that the other lacks",
    "substitution": "a word is replaced by another one",
    "negation flipped": "one side denies what the other affirms",
    "modality lost": "may, must, can, cannot or should is gone",
    "modality added": "may, must, can, cannot or should has come in",
    "number changed": "a number, year or day differs in value",
    "tense": "a verb is of another time",
    "direct turned indirect": "quoted on one side, reported without quotation marks on the other",
    "hedge dropped": "probably, perhaps, I think or I believe is on one side only",
}

# Rows of the key whose details are sorted in class: some that cannot both hold, and some that only look so.
DETAIL_ROWS = ("c002", "l015", "c003", "l004", "l070", "l073", "c062", "l114")
VERDICTS = ("conflict", "compatible", NOT_COMPARABLE)
# So many characters stand around a detail.
AROUND = 70
NO_BREAK = "\N{NO-BREAK SPACE}"

# Article and argument, where it is asked what the article does with the argument.
SILENCE_ASKED = (
    ("p01", "we_built_dam"),
    ("p02", "we_built_dam"),
    ("p09", "treaty_expired"),
    ("p09", "we_built_dam"),
    ("p08", "nobody_thirsty"),
    ("p11", "we_built_dam"),
)
STATES = ("reported", "silent", "contradicted", NOT_COMPARABLE)


def check_copied(pair: object) -> str:
    """Hold two articles that are said to go back to one text against the passages they share outside quotation marks.

    Parameters
    ----------
    pair : list of str
        Two articles of the speech at the dam, in any order.

    Raises
    ------
    NotYetError
        If they are not two of these articles, or not those that share the most.
    """
    given = read_names(pair, DAM_SPEECH, of="article")
    if len(given) != 2:
        raise NotYetError(
            f"articles that are named: {len(given)}, and two are asked for",
            todo="name the two that share the most of their own words",
        )
    reuse = read_key("reuse")
    reuse = reuse[reuse["verdict"] == "reuse"]
    shared = {
        two: int(((reuse["article_a"] == two[0]) & (reuse["article_b"] == two[1])).sum())
        for two in combinations(DAM_SPEECH, 2)
    }
    first, second = sorted(given)
    if shared[first, second] < max(shared.values()):
        raise NotYetError(
            f"{first} and {second} are not the two that share the most",
            where="what stands outside quotation marks in both: where the dam lies, the road of the canal, the miller",
            todo="two articles that quote the same speech are no copies; look for the same words in the narration",
        )
    return f"Right: {first} and {second} tell it in the same words outside the quotations too. As witnesses they are one."


def list_versions(sentence: str = SENTENCE) -> pd.DataFrame:
    """Return each version of one sentence of the speech, by the article that reports it.

    Returns
    -------
    pandas.DataFrame
        article_id, start, end, text; one row an article, in their order.
    """
    key = read_key("wording")
    own = key[key["group"] == f"sentence {sentence}"]
    sides = [own[[f"article_{side}", f"start_{side}", f"end_{side}"]].to_numpy().tolist() for side in "ab"]
    places = sorted({tuple(place) for side in sides for place in side})
    texts = read_texts()
    rows = [(article, start, end, texts[article][start:end]) for article, start, end in places]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "text"])


def list_drift_types() -> pd.DataFrame:
    """Return each type of drift and when it is given."""
    return pd.DataFrame(DRIFT.items(), columns=["type", "given when"])


def check_drift(mine: object) -> str:
    """Hold the types of drift that a reader found against the key: each version against the first.

    Parameters
    ----------
    mine : dict of str to list of str
        For each article but the first its types, in any order.

    Raises
    ------
    NotYetError
        If a type is unknown, does not hold, or is lacking.
    """
    right = _key_drift()
    given = {
        article: _read_types(types, article)
        for article, types in read_mapping(mine, list(right), of="list of types").items()
    }
    versions = list_versions().set_index("article_id")["text"]
    first = versions.index[0]
    for article, types in given.items():
        seen = f"{first}: {versions[first]} | {article}: {versions[article]}"
        if extra := sorted(types - right[article]):
            raise NotYetError(
                f"{extra[0]} does not hold between {first} and {article}: it is given when {DRIFT[extra[0]]}",
                where=seen,
                todo="set the two versions one below the other, word by word",
            )
        if right[article] - types:
            raise NotYetError(
                f"{article}: a type is lacking",
                where=seen,
                todo="name each word that changed, and ask which type it is",
            )
    return f"Right: all {len(given)} versions. Which of these changes could a second translator have made?"


def compare_drift(wording: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Set the types of drift that the package finds beside those of the key, each version against the first.

    Parameters
    ----------
    wording : pandas.DataFrame
        The table ``wording``, its drift as a tuple of types or as text.
    statements : pandas.DataFrame
        The table ``statements``.

    Returns
    -------
    pandas.DataFrame
        package, key; the index are the articles. A pair that the package does not have says ``no pair``.
    """
    versions = list_versions()
    at = {
        row["article_id"]: _statement_at(statements, row["article_id"], row["start"], row["end"])
        for row in versions.to_dict("records")
    }
    first, *others = versions["article_id"]
    found = {
        (row["statement_a"], row["statement_b"]): row["drift"]
        for row in wording[["statement_a", "statement_b", "drift"]].to_dict("records")
    }
    coded = _key_drift()
    package = [_said_types(found.get((at[first], at[article]))) for article in others]
    key = [_said_types(sorted(coded[article])) for article in others]
    return pd.DataFrame({"package": package, "key": key}, index=pd.Index(others, name="article_id"))


def check_drift_errors(errors: object, compared: pd.DataFrame) -> str:
    """Hold the versions on which the package and the key are said to differ against the table.

    Parameters
    ----------
    errors : list of str
        Articles; it may be empty.
    compared : pandas.DataFrame
        What `compare_drift` returned.

    Raises
    ------
    NotYetError
        If they agree on one of them, or one is lacking.
    """
    differ = set(compared.index[compared["package"] != compared["key"]])
    given = read_names(errors, set(compared.index), of="article")
    if extra := sorted(given - differ):
        raise NotYetError(
            f"package and key agree on {extra[0]}",
            where=f"both say: {compared.loc[extra[0], 'key']}",
            todo="list the rows in which the two columns differ",
        )
    if differ - given:
        raise NotYetError(
            f"rows that differ and are not in the list: {len(differ - given)}",
            where="the columns package and key",
            todo="compare them word by word",
        )
    return f"Right: {len(differ)} of {len(compared)} versions."


def list_details() -> pd.DataFrame:
    """Return the pairs of details that are sorted by hand, each with the words around it and without its verdict.

    Returns
    -------
    pandas.DataFrame
        what (the two are of), article_a, day_a (of the article), a (the words), and the same of b; the index ``pair``
        counts from 1.
    """
    rows = _detail_rows()
    articles = read_articles().set_index("article_id")
    table = pd.DataFrame({"what": rows["slot"]}, index=rows.index)
    for side in "ab":
        places = zip(rows[f"article_{side}"], rows[f"start_{side}"], rows[f"end_{side}"], strict=True)
        dates = pd.to_datetime(rows[f"article_{side}"].map(articles["date"]))
        table[f"article_{side}"] = rows[f"article_{side}"]
        table[f"day_{side}"] = [f"{date.day}{NO_BREAK}{date:%b}" for date in dates]
        table[side] = [
            cut_around(articles.loc[article, "text"], start, end, width=AROUND)
            for article, start, end in places
        ]
    return table


def detail_articles() -> list[str]:
    """Return the articles that the pairs of details stand in.

    Examples
    --------
    >>> "p04" in detail_articles()
    True
    """
    rows = _detail_rows()
    return sorted({*rows["article_a"], *rows["article_b"]})


def check_verdicts(mine: object) -> str:
    """Hold a reader's verdicts on the pairs of details against the key.

    Parameters
    ----------
    mine : dict of int to str
        For each pair: conflict, compatible or not comparable.

    Raises
    ------
    NotYetError
        If a verdict is missing or unknown, or a conflict is none, or is overlooked. Between compatible and not
        comparable the key's line is soft: such an answer passes, and the other view is said.
    """
    rows = _detail_rows()
    given = read_choices(mine, list(rows.index), VERDICTS, of="verdict")
    for number, verdict in given.items():
        truth = rows.loc[number, "verdict"]
        if (verdict == "conflict") == (truth == "conflict"):
            continue
        raise NotYetError(
            f"pair {number}, {rows.loc[number, 'slot']}: it is {'no' if verdict == 'conflict' else 'a'} conflict",
            where=_sides(list_details(), number),
            todo="for a conflict both must speak of the same thing at the same time, and both cannot hold; rounding and units are none",
        )
    soft = [number for number, verdict in given.items() if verdict != rows.loc[number, "verdict"]]
    more = (
        f" Of pair {', '.join(map(str, soft))} the key has the other of the two milder verdicts: argue."
        if soft
        else ""
    )
    return f"Right: {int((rows['verdict'] == 'conflict').sum())} of {len(rows)} are conflicts.{more}"


def compare_verdicts(conflicts: pd.DataFrame, details: pd.DataFrame) -> pd.DataFrame:
    """Set the package's verdict on each pair of details beside the key's.

    Parameters
    ----------
    conflicts, details : pandas.DataFrame
        The tables ``conflicts`` and ``details``.

    Returns
    -------
    pandas.DataFrame
        what, package, key, reason (the key's); the index is that of `list_details`. ``not compared``: the package read one
        of the two not at all, or never set them side by side.
    """
    rows = _detail_rows()
    found = {
        frozenset((row["detail_a"], row["detail_b"])): row["verdict"]
        for row in conflicts[["detail_a", "detail_b", "verdict"]].to_dict("records")
    }
    package = []
    for row in rows.to_dict("records"):
        ones, others = (
            _details_at(details, row[f"article_{s}"], row[f"start_{s}"], row[f"end_{s}"]) for s in "ab"
        )
        verdicts = [
            found[pair] for one in ones for other in others if (pair := frozenset((one, other))) in found
        ]
        package.append("conflict" if "conflict" in verdicts else next(iter(verdicts), "not compared"))
    return pd.DataFrame(
        {"what": rows["slot"], "package": package, "key": rows["verdict"], "reason": rows["reason"]},
        index=rows.index,
    )


def check_missed_conflicts(missed: object, compared: pd.DataFrame) -> str:
    """Hold the conflicts that the package is said to miss against the table.

    Parameters
    ----------
    missed : list of int
        Numbers of pairs; it may be empty.
    compared : pandas.DataFrame
        What `compare_verdicts` returned.

    Raises
    ------
    NotYetError
        If one of them is no conflict by the key, or the package has it, or one is lacking.
    """
    conflict = set(compared.index[compared["key"] == "conflict"])
    found = set(compared.index[compared["package"] == "conflict"])
    given = read_numbers(missed, compared.index, of="pair")
    for number in sorted(given - (conflict - found)):
        why = "the package finds it" if number in found else "the key says that it is none"
        raise NotYetError(
            f"pair {number} is no conflict that the package misses: {why}",
            where=f"package: {compared.loc[number, 'package']}; key: {compared.loc[number, 'key']}",
            todo="look for rows with conflict in the column key and not in the column package",
        )
    if lacking := conflict - found - given:
        raise NotYetError(
            f"conflicts that are missed and are not in the list: {len(lacking)}",
            where="the column key",
            todo="look at each of its conflicts",
        )
    return (
        f"Right: {len(conflict - found)} of {len(conflict)} are missed. It says little where it is not sure."
    )


def list_silence() -> pd.DataFrame:
    """Return what is asked about silence: article, occasion and argument, without the answer.

    Returns
    -------
    pandas.DataFrame
        article_id, occasion, argument; the index ``question`` counts from 1.
    """
    occasions = _occasions()
    rows = [(article, occasions[article], argument) for article, argument in SILENCE_ASKED]
    table = pd.DataFrame(rows, columns=["article_id", "occasion", "argument"])
    return table.set_axis(pd.RangeIndex(1, len(table) + 1, name="question"))


def list_reports() -> pd.DataFrame:
    """Return which articles of which occasion take up the arguments that are asked about, be it to deny them.

    Returns
    -------
    pandas.DataFrame
        argument, occasion, articles (their ids, joined by commas), as coded by hand.
    """
    coverage = read_coding("coverage")
    asked = {argument for _, argument in SILENCE_ASKED}
    own = coverage[coverage["argument"].isin(asked) & (coverage["state"] != "silent")]
    own = own.assign(occasion=own["article_id"].map(_occasions())).sort_values(["argument", "article_id"])
    grouped = own.groupby(["argument", "occasion"], sort=False)["article_id"]
    return grouped.agg(", ".join).rename("articles").reset_index()


def check_states(mine: object) -> str:
    """Hold what a reader says of silence against the coding by hand.

    Parameters
    ----------
    mine : dict of int to str
        For each question: reported, silent, contradicted or not comparable.

    Raises
    ------
    NotYetError
        If a state is missing, unknown, or another than the coded one.
    """
    asked = list_silence()
    given = read_choices(mine, list(asked.index), STATES, of="state")
    for number, state in given.items():
        article, argument = asked.loc[number, "article_id"], asked.loc[number, "argument"]
        if state != _state(article, argument):
            raise NotYetError(
                f"question {number}: {article} is not {state} on {argument}" if state != NOT_COMPARABLE
                else f"question {number}: {article} and {argument} can be compared",
                where=f"what {article} says of it, and which other reports of “{asked.loc[number, 'occasion']}” have it",
                todo=_ASK_STATE[state],
            )  # fmt: skip
    return f"Right: all {len(given)}. Only one kind of these is a disagreement."


_ASK_STATE = {
    "reported": "is there a statement of Torrek in the article that makes this claim, and does the article leave it standing?",
    "silent": "does the article say nothing of it, while another report of the same occasion does?",
    "contradicted": "does the article itself say that the claim does not hold? Leaving out is not denying",
    NOT_COMPARABLE: "does any report of this occasion have the argument, or is the claim dealt with in this article?",
}


def _state(article: str, argument: str) -> str:
    coverage = read_coding("coverage")
    coverage = coverage[coverage["argument"] == argument].set_index("article_id")["state"]
    occasions = _occasions()
    told = any(
        state != "silent" for other, state in coverage.items() if occasions[str(other)] == occasions[article]
    )
    return str(coverage[article]) if told else NOT_COMPARABLE


def _occasions() -> dict[str, str]:
    articles = read_articles()
    return dict(zip(articles["article_id"], articles["occasion"], strict=True))


def _key_drift() -> dict[str, set[str]]:
    versions = list_versions()
    first, *others = versions["article_id"]
    key = read_key("wording")
    own = key[(key["group"] == f"sentence {SENTENCE}") & (key["article_a"] == first)].set_index("article_b")[
        "types"
    ]
    return {article: set(own[article].split(";")) for article in others}


def _read_types(types: object, article: str) -> set[str]:
    try:
        given = read_names(
            [types] if isinstance(types, str) and types.strip() else types, set(DRIFT), of="type"
        )
    except NotYetError as error:
        raise NotYetError(f"{article}: {error.what}", where=error.where, todo=error.todo) from None
    if not given:
        raise NotYetError(
            f"{article}: no type is given", todo="two versions that are the same have the type verbatim"
        )
    return given


def _said_types(drift: object) -> str:
    if drift is None:
        return "no pair"
    types = drift.split(";") if isinstance(drift, str) else list(drift)  # type: ignore[call-overload]
    return "; ".join(kind for kind in DRIFT if kind in types) or "none of these"


def _statement_at(statements: pd.DataFrame, article: str, start: int, end: int) -> str:
    """Return the statement that has the most characters of a span; "" if none has any."""
    own = statements[statements["article_id"] == article]
    shared = own["end"].clip(upper=end) - own["start"].clip(lower=start)
    return "" if own.empty or shared.max() <= 0 else str(own.loc[shared.idxmax(), "statement_id"])


def _details_at(details: pd.DataFrame, article: str, start: int, end: int) -> list[str]:
    own = details[(details["article_id"] == article) & (details["start"] < end) & (details["end"] > start)]
    return list(own["detail_id"])


def _detail_rows() -> pd.DataFrame:
    key = read_key("conflict", "looks_like_conflict").set_index("id")
    rows = key.loc[list(DETAIL_ROWS)]
    return rows.set_axis(pd.RangeIndex(1, len(rows) + 1, name="pair"))


def _sides(table: pd.DataFrame, number: int) -> str:
    row = table.loc[number]
    return f"{row['article_a']}: {row['a']} | {row['article_b']}: {row['b']}"
