"""Which clauses only keep a talk going: thanks, greetings, what will be spoken of and when, that all is clear."""

from __future__ import annotations

import re

from retold.language.english.agenda import COURTESY, FILLERS, OPENINGS, TALKING
from retold.language.english.modality import NEGATORS, PRONOUNS
from retold.language.words import FUNCTION_WORDS, Token, is_name, split_words

_OPENING = re.compile(OPENINGS, re.IGNORECASE)

# Behind thanks a claim may follow ("we thank them, and the road will stay closed"): so many other words may not.
MOST_BEHIND_THANKS = 14


def is_agenda_talk(clause: str) -> bool:
    """Say whether a clause speaks of the talk itself, and claims nothing about its matter.

    That is so if each of its words is a function word, a name, a number or one of any talk at all, and one of them is a word
    of talking or courtesy; or if it begins with thanks in the first person and is short. What denies is never such a clause: that
    somebody will not speak with another is a claim.

    Parameters
    ----------
    clause : str
        A clause of a statement, without who says it.

    Examples
    --------
    >>> is_agenda_talk("We will speak about this again on Tuesday in Vienna."), is_agenda_talk("We will not speak with them.")
    (True, False)
    >>> is_agenda_talk("I would like to thank the organisers of the forum."), is_agenda_talk("We spoke of higher taxes.")
    (True, False)
    """
    words = split_words(clause)
    forms = {word.form for word in words}
    if forms & NEGATORS:
        return False
    if _OPENING.match(clause.lstrip(" \"'“”„«»‘’—–-")):
        return len(words) <= MOST_BEHIND_THANKS
    return bool(forms & (TALKING | COURTESY)) and all(_says_nothing(clause, word) for word in words)


def _says_nothing(text: str, word: Token) -> bool:
    known = FUNCTION_WORDS | FILLERS | TALKING | COURTESY | PRONOUNS
    return word.form in known or word.form.isdigit() or is_name(text, word)
