"""Whether a word may be a plural, by its ending; and how a plural is written."""

from __future__ import annotations

import re

from retold.language.english.amounts import PEOPLE, PLURALS


def is_plural(form: str) -> bool:
    """Say whether a word may be a plural.

    Examples
    --------
    >>> [is_plural(form) for form in ("boats", "people", "boat", "glass", "gas")]
    [True, True, False, False, False]
    """
    return form in PEOPLE or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")))


def plural_of(form: str) -> str:
    """Return the plural of a noun, as it is mostly written.

    Examples
    --------
    >>> [plural_of(form) for form in ("page", "county", "day", "box", "church", "person")]
    ['pages', 'counties', 'days', 'boxes', 'churches', 'people']
    """
    if form in PLURALS:
        return PLURALS[form]
    if re.search(r"[^aeiou]y$", form):
        return f"{form[:-1]}ies"
    return f"{form}es" if re.search(r"(?:[sxz]|[cs]h)$", form) else f"{form}s"
