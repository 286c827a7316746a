"""What the tests of the formats share: a file of so many bytes, and a codebook as its themes with their patterns."""

from retold.themes.codebook.read import read_codebook


def made(folder, name, text, encoding="utf-8"):
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def held(book):
    """Return the patterns of each theme by name."""
    found = {theme.name: [] for theme in book.themes}
    for pattern in book.patterns:
        found[pattern.theme].append(pattern.name)
    return found


def book(themes, **fields):
    """Make a codebook of themes."""
    return read_codebook({"themes": themes, **fields})


NESTED = {
    "water": {
        "description": "Whatever is wet.",
        "patterns": ["sea"],
        "themes": {"rain": {"patterns": ["rain*", "heavy rain"]}},
    },
    "fire": {"patterns": ["fire"]},
}
