"""What a codebook holds that a plain word list cannot: what is written instead, and how that is said."""

from __future__ import annotations

from collections.abc import Collection

from retold.themes.codebook.formats.draft import Remarks
from retold.themes.codebook.model import SEPARATOR, Codebook, Theme
from retold.themes.codebook.patterns import Pattern

# What a format may or may not have a place for, in plain words.
FIELDS = {
    "title": "the title of the codebook",
    "about": "the description of the codebook",
    "description": "descriptions of themes",
    "examples": "examples",
    "notes": "notes",
}


def say_fields(codebook: Codebook, remarks: Remarks, *, held: Collection[str] = ()) -> None:
    """Note which texts of a codebook a format has no place for."""
    if codebook.title and "title" not in held:
        remarks.add(f"{FIELDS['title']} is left out", codebook.title)
    if codebook.description and "about" not in held:
        remarks.add(f"{FIELDS['about']} is left out")
    for theme in codebook.themes:
        if line_name(theme) != leaf_name(theme):
            remarks.add("line breaks and double spaces in names become one space", line_name(theme))
        for name in ("description", "examples", "notes"):
            if getattr(theme, name) and name not in held:
                remarks.add(f"{FIELDS[name]} are left out", theme.name)


def words_of(codebook: Codebook, remarks: Remarks) -> dict[str, list[str]]:
    """Return the globs of each theme, and note what else its patterns say.

    Parameters
    ----------
    codebook : Codebook
    remarks : Remarks
        Gets: regular expressions and `near`, left out; exclusions, dropped, so that the pattern finds more;
        `fixed`, written as a plain word, or left out if it holds a sign that would be wild.

    Returns
    -------
    dict of str to list of str
        Every theme of the codebook, in its order.
    """
    words: dict[str, list[str]] = {theme.name: [] for theme in codebook.themes}
    for pattern in codebook.patterns:
        if not _is_words(pattern):
            remarks.add("patterns that are no words with wildcards are left out", pattern.name)
            continue
        if pattern.valuetype == "fixed":
            remarks.add("fixed patterns are written as words, which match the same", pattern.text)
        if pattern.exclude:
            remarks.add("exclusions are left out, so these patterns find more", pattern.name)
        if pattern.text in words[pattern.theme]:
            remarks.add("patterns that differ in more than their words are written once", pattern.text)
        else:
            words[pattern.theme].append(pattern.text)
    return words


def _is_words(pattern: Pattern) -> bool:
    if pattern.valuetype == "fixed":
        return not set("*?") & set(pattern.text)
    return pattern.valuetype == "glob"


def say_question_marks(words: dict[str, list[str]], remarks: Remarks, program: str) -> None:
    """Note the wildcard ``?``, where a program documents only ``*``."""
    for listed in words.values():
        for text in listed:
            if "?" in text:
                remarks.add(f"'?' stands for any one character here; {program} may read it as a sign", text)


def leaf_name(theme: Theme) -> str:
    """Return the last part of a theme's path."""
    return theme.name.rsplit(SEPARATOR, 1)[-1]


def line_name(theme: Theme) -> str:
    """Return the last part of a theme's path on one line."""
    return " ".join(leaf_name(theme).split())


def flat_names(codebook: Codebook, remarks: Remarks, *, joint: str = " - ") -> dict[str, str]:
    """Return a name for each theme where a format knows no nesting; no two are the same."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for theme in codebook.themes:
        name = joint.join(" ".join(part.split()) for part in theme.name.split(SEPARATOR))
        if SEPARATOR in theme.name:
            remarks.add("the format does not nest: these themes are named by their path", name)
        while name in taken:
            name += " (2)"
        taken.add(name)
        names[theme.name] = name
    return names
