"""Lesson 1: what counts of a theme show, and what they hide."""

from __future__ import annotations

import pandas as pd

import retold
from retold.teaching.answers import NotYetError, check_number, read_choice, read_numbers
from retold.teaching.planted import label_spans, read_coding

THEME = "water/scarcity"
ARTICLE = "p08"
# The argument that says of the theme that it is not so.
DENYING = "nobody_thirsty"

# How the sentences of `coding/scarcity.csv` are coded: nobody would leave them out, and people may differ.
CLEAR, OPEN = "yes", "arguable"

# A rate is asked for with one digit after the point.
RATE_ROUNDING = 0.0501

# A hint names so many sentences, one of which is meant.
WINDOW = 5


def number_sentences(sentences: pd.DataFrame, article: str = ARTICLE) -> pd.DataFrame:
    """Return the sentences of one article with their numbers, to be read and marked.

    Parameters
    ----------
    sentences : pandas.DataFrame
        The table ``sentences``.

    Returns
    -------
    pandas.DataFrame
        article_id, start, end, text; the index ``sentence`` counts from 1.
    """
    own = sentences.loc[sentences["article_id"] == article, ["article_id", "start", "end", "text"]]
    return own.set_axis(pd.RangeIndex(1, len(own) + 1, name="sentence"))


def number_lines(hits: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return each hit of the lesson's theme in its sentence, with the number of its line.

    Returns
    -------
    pandas.DataFrame
        The table ``concordance``; its index and the column ``line`` count from 1.
    """
    lines = retold.concordance(hits, sentences, theme=THEME)
    numbers = pd.RangeIndex(1, len(lines) + 1)
    return lines.set_axis(numbers).assign(line=numbers)


def check_marked(marked: object, sentences: pd.DataFrame) -> str:
    """Hold the sentences that a reader marked against those that were coded by hand.

    Parameters
    ----------
    marked : list of int
        Numbers of the sentences that speak of the theme.
    sentences : pandas.DataFrame
        What `number_sentences` returned.

    Raises
    ------
    NotYetError
        If a sentence of another matter is marked, or a clear one is not; what is arguable may be either.
    """
    coded = _code(sentences)
    given = read_numbers(marked, sentences.index, of="sentence")
    for number in sorted(given - _where(coded, CLEAR, OPEN)):
        raise NotYetError(
            f"sentence {number} speaks of another matter",
            where=sentences.loc[number, "text"],
            todo="ask of each sentence: does somebody lack water here, or fear to, or is that denied?",
        )
    lacking = _where(coded, CLEAR) - given
    if lacking:
        first = (min(lacking) - 1) // WINDOW * WINDOW + 1
        raise NotYetError(
            f"clear sentences that are not marked: {len(lacking)}",
            where=f"sentences {first} to {min(first + WINDOW - 1, len(sentences))}",
            todo="read for people and what they lack, not for the word: a theme can be there without its name",
        )
    return (
        f"Right: the {len(_where(coded, CLEAR))} clear ones. Two careful readers may differ on"
        f" {_said(_where(coded, OPEN))}; you marked {_said(given & _where(coded, OPEN)) or 'none of these'}."
    )


def check_missed(missed: object, sentences: pd.DataFrame, hits: pd.DataFrame) -> str:
    """Hold the sentences that the codebook's words are said to miss against those that they do miss.

    Parameters
    ----------
    missed : list of int
        Numbers of the clear sentences in which no pattern of the theme is found.
    sentences, hits : pandas.DataFrame
        What `number_sentences` returned, and the table ``theme_hits``.

    Raises
    ------
    NotYetError
        If one of them is found by a pattern, or is not of the theme, or one is lacking.
    """
    coded = _code(sentences)
    own = hits[hits["theme"] == THEME]
    found = {
        number: words
        for number, words in zip(sentences.index, label_spans(sentences, own, "text"), strict=True)
        if words
    }
    given = read_numbers(missed, sentences.index, of="sentence")
    for number in sorted(given & set(found)):
        raise NotYetError(
            f"the codebook does find sentence {number}",
            where=f"by “{found[number]}”: {sentences.loc[number, 'text']}",
            todo="look for a sentence that you marked and that has no hit",
        )
    for number in sorted(given - _where(coded, CLEAR, OPEN)):
        raise NotYetError(
            f"sentence {number} is not missed: it speaks of another matter",
            where=sentences.loc[number, "text"],
            todo="compare the hits with what you marked in the first exercise",
        )
    if lacking := _where(coded, CLEAR) - set(found) - given:
        raise NotYetError(
            f"clear sentences without a hit that are not in the list: {len(lacking)}",
            where="the column of hits beside the sentences that you marked",
            todo="ask which of them has none of the codebook's words",
        )
    return "Right: readers see the theme there, and no word of the list stands there. A longer list finds more, and errs more."


def check_false_hits(false_hits: object, lines: pd.DataFrame) -> str:
    """Hold the lines that are said to be of another matter against the coding by hand.

    Parameters
    ----------
    false_hits : list of int
        Numbers of the lines whose word is there and whose theme is not.
    lines : pandas.DataFrame
        What `number_lines` returned.

    Raises
    ------
    NotYetError
        If one of them is of the theme, or one is lacking.
    """
    false = _false_hits(lines)
    given = read_numbers(false_hits, lines.index, of="line")
    for number in sorted(given - false):
        raise NotYetError(
            f"line {number} is of the theme, or may be",
            where=_line(lines, number),
            todo="read the whole line, not the word",
        )
    if lacking := false - given:
        raise NotYetError(
            f"hits that mean something else and are not in the list: {len(lacking)}",
            where=f"the keyword in lines {min(lacking) // 10 * 10 or 1} to {min(min(lacking) // 10 * 10 + 9, len(lines))}",
            todo="read each keyword aloud with its neighbours: what does it mean there?",
        )
    return f"Right: {len(false)} of {len(lines)} hits are of another matter."


def check_precision(precision: object, lines: pd.DataFrame) -> str:
    """Hold a share of hits that mean the theme against that of the coding by hand.

    Parameters
    ----------
    precision : float
        A share, 0..1.
    lines : pandas.DataFrame
        What `number_lines` returned.

    Raises
    ------
    NotYetError
        If it is another number.
    """
    false, all_lines = len(_false_hits(lines)), len(lines)
    check_number(
        precision,
        1 - false / all_lines,
        what="the precision",
        look="hits that mean the theme / all hits, from the exercise before",
        slips={
            "the share of hits that are wrong": false / all_lines,
            "the number of right hits": all_lines - false,
        },
    )
    return f"Right: {all_lines - false} of {all_lines}. What the list misses is not in this number: that is recall."


def check_ranks(most: object, densest: object, rate: object, frequencies: pd.DataFrame) -> str:
    """Hold what is said of the articles' counts against the table: the most hits, the highest rate, and that rate.

    Parameters
    ----------
    most, densest : str
        The article with the most hits of the theme, and the one with the most per 1,000 words.
    rate : float
        Hits per 1,000 words of the latter.
    frequencies : pandas.DataFrame
        The table ``theme_frequencies``.

    Raises
    ------
    NotYetError
        If one of the three is another.
    """
    own = frequencies[
        (frequencies["theme"] == THEME) & (frequencies["voice"] == "*") & (frequencies["article_id"] != "*")
    ]
    own = own.set_index("article_id")
    per_1000 = 1000 * own["hits"] / own["tokens"]
    _check_best(most, own["hits"], "the most hits", "the column of hits")
    _check_best(
        densest,
        per_1000,
        "the most hits per 1,000 words",
        "hits and words side by side: few words make one hit weigh much",
    )
    top = str(per_1000.idxmax())
    hits, tokens = int(own.loc[top, "hits"]), int(own.loc[top, "tokens"])
    check_number(
        rate,
        per_1000[top],
        what="the rate per 1,000 words",
        look=f"1,000 x hits / words of {top}",
        slips={
            "hits per word": hits / tokens,
            "hits per 100 words": 100 * hits / tokens,
            "words per hit": tokens / hits,
        },
        within=RATE_ROUNDING,
    )
    return (
        f"Right: {top} is first by rate, with {hits} of {tokens} words. The share of its sentences with the theme may be anything from"
        f" {own.loc[top, 'low']:.2f} to {own.loc[top, 'high']:.2f}: so short an article says little."
    )


def check_voice(share: object, lines: pd.DataFrame) -> str:
    """Hold a share of the close reading's hits that stand in the speaker's words against the coding by hand.

    Parameters
    ----------
    share : float
        A share, 0..1: hits in the speaker's words / all hits of the theme in the article that was read closely.
    lines : pandas.DataFrame
        What `number_lines` returned.

    Raises
    ------
    NotYetError
        If it is another number.
    """
    voices = label_spans(lines[lines["article_id"] == ARTICLE], read_coding("voices"), "voice")
    own = voices.count("subject")
    check_number(
        share,
        own / len(voices),
        what="the share of hits in the speaker's words",
        look=f"the lines of {ARTICLE}: in how many of them does Torrek speak, quoted or reported?",
        slips={
            "the share of hits in other words than the speaker's": 1 - own / len(voices),
            "the number of hits, not a share": float(own),
        },
    )
    return f"Right: {own} of {len(voices)}. The theme is mostly the article's here, and not the speaker's."


def check_denied(denied: object, lines: pd.DataFrame) -> str:
    """Hold the lines in which the theme is named to be denied against the arguments coded by hand.

    Parameters
    ----------
    denied : list of int
        Numbers of lines in which somebody says that nobody lacks water.
    lines : pandas.DataFrame
        What `number_lines` returned.

    Raises
    ------
    NotYetError
        If one of them says otherwise, or one is lacking.
    """
    arguments = label_spans(lines, read_coding("arguments"), "argument")
    right = {number for number, name in zip(lines.index, arguments, strict=True) if name == DENYING}
    given = read_numbers(denied, lines.index, of="line")
    for number in sorted(given - right):
        raise NotYetError(
            f"line {number} does not say that nobody lacks water",
            where=_line(lines, number),
            todo="look for a word such as “no” or “not” that belongs to the keyword",
        )
    if lacking := right - given:
        raise NotYetError(
            f"lines that name the theme to deny it and are not in the list: {len(lacking)}",
            where=f"the lines of {_said(lines.loc[sorted(lacking), 'article_id'].unique())}",
            todo="the same sentence is reported by several articles: find each of its versions",
        )
    return f"Right: {len(right)} of {len(lines)} hits. A count adds them to the others, as if both said the same."


def _code(sentences: pd.DataFrame) -> dict[int, str]:
    return dict(zip(sentences.index, label_spans(sentences, read_coding("scarcity"), "about"), strict=True))


def _where(coded: dict[int, str], *labels: str) -> set[int]:
    return {number for number, label in coded.items() if label in labels}


def _false_hits(lines: pd.DataFrame) -> set[int]:
    about = label_spans(lines, read_coding("scarcity"), "about")
    return {number for number, label in zip(lines.index, about, strict=True) if not label}


def _check_best(answer: object, values: pd.Series, what: str, look: str) -> None:
    given = read_choice(answer, values.index, of="article")
    if values[given] < values.max():
        raise NotYetError(
            f"{given} does not have {what}", where=look, todo="compare its row with the others'"
        )


def _line(lines: pd.DataFrame, number: int) -> str:
    row = lines.loc[number]
    return f"{row['article_id']}: {row['left']} {row['keyword']} {row['right']}".strip()


def _said(things: object) -> str:
    return ", ".join(map(str, sorted(things)))  # type: ignore[call-overload]
