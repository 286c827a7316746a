"""Whether a word may be a plural, by its ending."""

from __future__ import annotations

from retold.language.english.amounts import PEOPLE


def is_plural(form: str) -> bool:
    """Say whether a word may be a plural.

    Examples
    --------
    >>> [is_plural(form) for form in ("boats", "people", "boat", "glass", "gas")]
    [True, True, False, False, False]
    """
    return form in PEOPLE or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")))
