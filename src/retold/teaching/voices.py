"""Lesson 2: whose words these are, by a reader, by the package, and by the key."""

from __future__ import annotations

import pandas as pd

from retold.teaching.answers import NotYetError, check_number, read_choices, read_names, read_numbers
from retold.teaching.planted import label_spans, read_coding, read_texts
from retold.teaching.reading import cut_around
from retold.vocabulary import VOICES

ARTICLE = "p07"
# The passages that are asked about: of each voice some, and those that are told apart by one word.
ASKED = (7, 11, 17, 24, 27, 32, 33, 35)

# The same for forms, in a report that quotes, reports and tells.
FORM_ARTICLE = "p02"
FORMS_ASKED = (3, 7, 10, 14, 24, 26, 29, 30)
FORMS = ("direct", "indirect", "narration")

# The thing whose names the lesson follows.
THING = "closure_of_the_gates"
# So many characters stand on either side of a name.
AROUND = 70

# What to ask about a passage, by the voice that was given and the voice that it has; it names neither.
ASK = {
    ("subject", "third_party"): "who is named in the sentence after it: is that Torrek?",
    ("subject", "journalist"): "does anybody report these words as Torrek's, or are they said about him?",
    (
        "third_party",
        "subject",
    ): "somebody may read out or repeat words that are not their own: who said them first?",
    (
        "third_party",
        "journalist",
    ): "is there a verb of saying that these words hang on? If none, they are the writer's own",
    (
        "journalist",
        "subject",
    ): "a dash or a quotation mark opens it: who is named beside it as the one who says so?",
    (
        "journalist",
        "third_party",
    ): "how does the writer know? Look beside the passage for somebody who told it",
}
ASK_FORM = {
    "direct": "are there quotation marks or a dash around it, and are the pronouns those of the speaker?",
    "indirect": "does it hang on a verb of saying, and who would say “I” if these were the speaker's own words?",
    "narration": "does anybody but the journalist say this?",
}


def list_passages(article: str = ARTICLE) -> pd.DataFrame:
    """Return an article cut where the voice may change, without saying whose words a passage is.

    Returns
    -------
    pandas.DataFrame
        article_id, start, end, text; the index ``passage`` counts from 1.

    Examples
    --------
    >>> list_passages("p02").loc[[9, 16], "text"].tolist()
    ['Torrek said', 'Torrek said.']
    """
    coded = _coded(article)
    text = read_texts()[article]
    coded["text"] = [text[start:end] for start, end in zip(coded["start"], coded["end"], strict=True)]
    return coded[["article_id", "start", "end", "text"]]


def check_voices(mine: object) -> str:
    """Hold the voices that a reader gave to the passages `ASKED` against the coding by hand.

    Parameters
    ----------
    mine : dict of int to str
        For each passage its voice: subject, third_party or journalist.

    Raises
    ------
    NotYetError
        If a voice is missing, unknown, or another than the coded one.
    """
    given = read_choices(mine, ASKED, VOICES, of="voice")
    coded = _coded(ARTICLE)["voice"]
    for number, voice in given.items():
        if voice != coded[number]:
            raise _another(given, coded, number, ARTICLE, ASK[voice, coded[number]])
    return f"Right: all {len(given)} as in the key."


def check_forms(mine: object) -> str:
    """Hold the forms that a reader gave to the passages `FORMS_ASKED` against the coding by hand.

    Parameters
    ----------
    mine : dict of int to str
        For each passage its form: direct, indirect or narration.

    Raises
    ------
    NotYetError
        If a form is missing, unknown, or another than the coded one.
    """
    given = read_choices(mine, FORMS_ASKED, FORMS, of="form")
    coded = _coded(FORM_ARTICLE)["form"]
    for number, form in given.items():
        if form != coded[number]:
            raise _another(given, coded, number, FORM_ARTICLE, ASK_FORM[form])
    return f"Right: all {len(given)} as in the key."


def compare_passages(statements: pd.DataFrame, article: str = ARTICLE) -> pd.DataFrame:
    """Set the package's voice of each passage beside the coded one.

    Parameters
    ----------
    statements : pandas.DataFrame
        The table ``statements``.

    Returns
    -------
    pandas.DataFrame
        text, package, key; the index is that of `list_passages`. The package's voice is that of most characters.
    """
    passages = list_passages(article)
    found = label_spans(passages, statements, "voice")
    return passages[["text"]].assign(package=found, key=_coded(article)["voice"])


def count_characters(statements: pd.DataFrame, article: str = ARTICLE) -> pd.DataFrame:
    """Count the characters of an article by their voice in the key (rows) and in the package (columns).

    Returns
    -------
    pandas.DataFrame
        Characters; what the package gives no voice, such as spaces between sentences, is left out.
    """
    coded = _coded(article)
    own = statements[statements["article_id"] == article]
    rows = [
        (one["voice"], other["voice"], shared)
        for one in coded.to_dict("records")
        for other in own.to_dict("records")
        if (shared := min(one["end"], other["end"]) - max(one["start"], other["start"])) > 0
    ]
    shared = pd.DataFrame(rows, columns=["key", "package", "characters"])
    table = shared.pivot_table(
        index="key", columns="package", values="characters", aggfunc="sum", fill_value=0
    )
    return table.reindex(index=list(VOICES), columns=list(VOICES), fill_value=0).astype(int)


def check_errors(errors: object, statements: pd.DataFrame, article: str = ARTICLE) -> str:
    """Hold the passages in which the package is said to err against the coding by hand.

    Parameters
    ----------
    errors : list of int
        Numbers of passages; it may be empty.
    statements : pandas.DataFrame
        The table ``statements``.

    Raises
    ------
    NotYetError
        If the package gives one of them its coded voice, or one is lacking.
    """
    table = compare_passages(statements, article)
    wrong = set(table.index[table["package"] != table["key"]])
    given = read_numbers(errors, table.index, of="passage")
    for number in sorted(given - wrong):
        raise NotYetError(
            f"the package and the key agree on passage {number}",
            where=f"both say {table.loc[number, 'key']}: {table.loc[number, 'text']}",
            todo="list the rows in which the two columns differ",
        )
    if lacking := wrong - given:
        raise NotYetError(
            f"passages in which the package errs and that are not in the list: {len(lacking)}",
            where="the columns package and key",
            todo="compare them by code: table['package'] != table['key']",
        )
    return f"Right: {len(wrong)} of {len(table)} passages."


def check_recall(recall: object, precision: object, characters: pd.DataFrame) -> str:
    """Hold recall and precision of the speaker's voice against the table of characters.

    Parameters
    ----------
    recall, precision : float
        Shares, 0..1.
    characters : pandas.DataFrame
        What `count_characters` returned.

    Raises
    ------
    NotYetError
        If one of them is another number.
    """
    both = int(characters.loc["subject", "subject"])
    coded, found = int(characters.loc["subject"].sum()), int(characters["subject"].sum())
    right = {"recall": both / coded, "precision": both / found}
    sums = {"recall": f"{both} of the row's sum {coded}", "precision": f"{both} of the column's sum {found}"}
    for name, answer in (("recall", recall), ("precision", precision)):
        other = "precision" if name == "recall" else "recall"
        check_number(
            answer,
            right[name],
            what=f"the {name}",
            look=f"the cell subject, subject over the sum of its {'row' if name == 'recall' else 'column'}",
            slips={f"the {other}": right[other], "a count of characters, not a share": float(both)},
        )
    return f"Right: recall {sums['recall']}, precision {sums['precision']}."


def compare_hits(hits: pd.DataFrame, article: str = ARTICLE) -> pd.DataFrame:
    """Set the voice that each theme hit of an article is counted in beside the coded one.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``, with the voices that the package found.

    Returns
    -------
    pandas.DataFrame
        theme, text, package, key; the index ``hit`` counts from 1.
    """
    own = hits[hits["article_id"] == article].reset_index(drop=True)
    own.index = pd.RangeIndex(1, len(own) + 1, name="hit")
    key = label_spans(own, read_coding("voices"), "voice")
    return own[["theme", "text", "voice"]].rename(columns={"voice": "package"}).assign(key=key)


def check_moved(moved: object, hits: pd.DataFrame, article: str = ARTICLE) -> str:
    """Hold the number of hits that are counted in a wrong voice against the table.

    Parameters
    ----------
    moved : int
        How many hits of the article have another voice in the package than in the key.
    hits : pandas.DataFrame
        The table ``theme_hits``.

    Raises
    ------
    NotYetError
        If it is another number.
    """
    table = compare_hits(hits, article)
    wrong = int((table["package"] != table["key"]).sum())
    check_number(
        moved,
        wrong,
        what="the number of hits in a wrong voice",
        look="the rows in which package and key differ",
        slips={
            "the number of hits that are in the right voice": len(table) - wrong,
            "the share of hits, not their number": wrong / max(len(table), 1),
        },
    )
    return f"Right: {wrong} of {len(table)} hits. Whoever counts by voice should first know how well voices are found."


def list_names() -> pd.DataFrame:
    """Return where each name of the closed gates stands, with the words around it and without its voice.

    Returns
    -------
    pandas.DataFrame
        article_id, name, context; the index ``place`` counts from 1.
    """
    named = _named()
    texts = read_texts()
    places = zip(named["article_id"], named["start"], named["end"], strict=True)
    context = [cut_around(texts[article], start, end, width=AROUND) for article, start, end in places]
    table = named[["article_id", "name"]].assign(context=context)
    return table.set_axis(pd.RangeIndex(1, len(table) + 1, name="place"))


def check_names(only_reported: object) -> str:
    """Hold the names that no journalist uses in their own voice against the coding by hand.

    Parameters
    ----------
    only_reported : list of str
        Names that stand in reported words only.

    Raises
    ------
    NotYetError
        If a journalist does use one of them, or one is lacking.
    """
    named = _named()
    own = set(named.loc[named["voice"] == "journalist", "name"])
    right = set(named["name"]) - own
    given = read_names(only_reported, set(named["name"]), of="name")
    for name in sorted(given & own):
        places = named[(named["name"] == name) & (named["voice"] == "journalist")]
        raise NotYetError(
            f"a journalist does call it {name}",
            where=f"{name} in {', '.join(dict.fromkeys(places['article_id']))}",
            todo="look whether the word stands inside reported words there",
        )
    if right - given:
        raise NotYetError(
            f"names that stand in reported words only and are not in the list: {len(right - given)}",
            where="the names that few articles use",
            todo="go through the names one by one: who says it, at each place?",
        )
    return f"Right: {', '.join(sorted(right))}. Every other name is somebody's own word, and each of them leans a little."


def _another(given: dict[int, str], coded: pd.Series, number: int, article: str, ask: str) -> NotYetError:
    """Return what is said of the first passage that was given another label than the key's."""
    wrong = sum(label != coded[n] for n, label in given.items())
    return NotYetError(
        f"passage {number} is not {given[number]} ({len(given) - wrong} of {len(given)} are as in the key)",
        where=_around(list_passages(article), number),
        todo=ask,
    )


def _around(passages: pd.DataFrame, number: int) -> str:
    near = passages.loc[max(number - 1, 1) : number + 1, "text"]
    return " ".join(f"[{text}]" if n == number else text for n, text in near.items())


def _coded(article: str) -> pd.DataFrame:
    coded = read_coding("voices")
    own = coded[coded["article_id"] == article].sort_values("start")
    return own.set_axis(pd.RangeIndex(1, len(own) + 1, name="passage"))


def _named() -> pd.DataFrame:
    named = read_coding("naming")
    return named[named["thing"] == THING].reset_index(drop=True)
