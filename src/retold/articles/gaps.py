"""What is odd about a corpus as a whole: no dates, no outlets, texts that stand twice, a language that is not known."""

from __future__ import annotations

import pandas as pd

from retold.articles.file_names import FOLDER
from retold.articles.notes import SHOWN, Notes
from retold.language.english.columns import LANGUAGE_CODES
from retold.language.lexicon import base_code, languages
from retold.language.measured import MEASURED, STILL_HOLDS, UNMEASURED

# A text of fewer characters is a headline, a teaser or a notice about cookies.
SHORTEST = 200


def note_gaps(articles: pd.DataFrame, notes: Notes) -> None:
    """Note what the articles of a corpus lack.

    Parameters
    ----------
    articles : pandas.DataFrame
        As from `read_articles`.
    notes : Notes
        Gets a warning for each kind.
    """
    _gap(
        articles, articles["date"] == "", notes, "no date: occasions and days are told by words alone",
        "add a column `date`, or begin the names of files with it (2022-02-21_outlet.txt)",
    )  # fmt: skip
    _gap(
        articles, articles["outlet"] == "", notes, "no outlet: each counts as a source of its own",
        "add a column `outlet`, or put it into the names of files or folders",
    )  # fmt: skip
    _gap(
        articles, articles["text"].duplicated(keep=False), notes, "the same text as another",
        "keep one of each, unless reprints are what you study",
    )  # fmt: skip
    _gap(
        articles, articles["characters"] < SHORTEST, notes, f"fewer than {SHORTEST} characters",
        "is it the whole article? A teaser or a notice is none",
    )  # fmt: skip
    held = articles.loc[articles["outlet_source"] == FOLDER, "outlet"].unique()
    if len(held) == 1 and (articles["outlet_source"] == FOLDER).all():
        notes.note(f"the outlet of all articles is read off the one folder that holds them: {held[0]!r}", "")
    for sentence in language_sentences(articles):
        notes.warn(sentence, "", "see docs/01_articles.md, Languages")


def _gap(articles: pd.DataFrame, odd: pd.Series, notes: Notes, what: str, todo: str) -> None:
    names = [str(name) for name in articles.loc[odd, "article_id"]]
    if names:
        count = "1 article has" if len(names) == 1 else f"{len(names)} articles have"
        shown = ", ".join(names[:SHOWN])
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        notes.warn(f"{count} {what}", f"{shown}{more}", todo)


def language_sentences(articles: pd.DataFrame) -> list[str]:
    """Say of each language that has no words here how many articles are in it, what holds there, and what does not.

    Parameters
    ----------
    articles : pandas.DataFrame
        With a column ``language``.

    Examples
    --------
    >>> language_sentences(pd.DataFrame({"language": ["en", "", "de"]}))[0][:29]
    '1 of 3 articles is in German:'
    """
    codes = articles["language"].map(lambda language: base_code(str(language)))
    sentences = []
    for code, n in codes[~codes.isin(languages())].value_counts().sort_index().items():
        name, holds = MEASURED.get(str(code), (_language_name(str(code)), UNMEASURED))
        verb = "is" if n == 1 else "are"
        sentences.append(f"{n} of {len(articles)} articles {verb} in {name}: {holds}; {STILL_HOLDS}")
    return sentences


def _language_name(code: str) -> str:
    return next((name.capitalize() for name, own in LANGUAGE_CODES.items() if own == code), repr(code))
