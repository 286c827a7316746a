"""What the names of files and folders say of their articles: the date, and who printed them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from retold.articles.publication import Written, name_date
from retold.language.english.columns import ALSO_OUTLET, NO_OUTLET

# Where the outlet or the date of an article was found, if no list gave it.
PAGE, EXPORT, FILE_NAME, FOLDER = "page", "export", "file name", "folder"

# Names of outlets have few words; a longer part of a name is a title.
MOST_WORDS = 4

# What parts the parts of a name; a single hyphen or blank joins the words of one.
_BETWEEN = re.compile(r"_+|\s+-+\s+|--+|\s*[,;|@]\s*|\s{2,}")


def outlets_of_names(files: Mapping[str, PurePath]) -> dict[str, tuple[str, str]]:
    """Return the outlet that a file's name or folder says, and which of both, for each article that has one.

    Parameters
    ----------
    files : mapping of str to path
        The file of each article, relative to the folder of the corpus.

    Returns
    -------
    dict of str to (str, str)
        A part of the name is an outlet if other files share it and not all do, or if a date and it are the whole name. A
        folder is one if there are two or more of them, or if one holds all files and has few words.

    Examples
    --------
    >>> outlets_of_names({"a": PurePath("2022-02-21_north-post.txt"), "b": PurePath("2022-02-22_valley.txt")})
    {'a': ('north-post', 'file name'), 'b': ('valley', 'file name')}
    >>> outlets_of_names({"a": PurePath("north/1.txt"), "b": PurePath("valley/1.txt")})
    {'a': ('north', 'folder'), 'b': ('valley', 'folder')}
    """
    folders = {name: _folder(file) for name, file in files.items()}
    if len(set(folders.values()) - {""}) > 1 or _is_one_outlet(set(folders.values())):
        return {name: (folder, FOLDER) for name, folder in folders.items() if folder}
    dated = {name: name_date(file.stem) for name, file in files.items()}
    parts = {name: _parts(file.stem, dated[name]) for name, file in files.items()}
    counts = Counter(part for own in parts.values() for part in set(map(str.casefold, own)))
    shared = {part for part, n in counts.items() if 1 < n < len(files)}
    found = {}
    for name, own in parts.items():
        known = [part for part in own if part.casefold() in shared]
        if len(known) == 1:
            found[name] = (known[0], FILE_NAME)
        elif len(own) == 1 and dated[name]:
            found[name] = (own[0], FILE_NAME)
    return found


def _folder(file: PurePath) -> str:
    """Return the name of the folder of a file that could be an outlet's."""
    names = [part for part in file.parts[:-1] if not _is_no_outlet(part) and re.search(r"[^\W\d_]", part)]
    return names[0] if names and name_date(names[0]) is None else ""


def _is_one_outlet(folders: set[str]) -> bool:
    """Tell whether one folder holds all files, and has a name as outlets have."""
    return len(folders) == 1 and 0 < len(re.findall(r"\w+", next(iter(folders)))) <= MOST_WORDS


def _parts(stem: str, date: Written | None) -> Sequence[str]:
    """Return the parts of a name that could be an outlet's: no date, no number, not many words."""
    rest = stem.replace(date.text, "_") if date else stem
    parts = [re.sub(r"^(?:\d*\W+)+|(?:\W+\d*)+$", "", part) for part in _BETWEEN.split(rest)]
    return [
        part
        for part in parts
        if re.search(r"[^\W\d_]{2}", part)
        and len(re.findall(r"\w+", part)) <= MOST_WORDS
        and not _is_no_outlet(part)
    ]


def _is_no_outlet(part: str) -> bool:
    """Tell whether a part of a name tells what a file is: "article", "press releases"; but not "Valley News"."""
    words = _plain(part)
    return words <= NO_OUTLET or not words.isdisjoint(NO_OUTLET - ALSO_OUTLET)


def _plain(part: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", part.casefold()))
