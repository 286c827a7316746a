"""What the package finds in the planted study, once for all lessons."""

from types import SimpleNamespace

import pytest

import retold
from retold.teaching import counting
from retold.teaching.planted import find_planted


@pytest.fixture(scope="session")
def found():
    """The tables that the first two lessons hold against the key."""
    settings = retold.read_settings(find_planted())
    articles = retold.read_articles(settings.folder, **settings.reading)
    masked = retold.find_clutter(articles)
    sentences = retold.split_sentences(articles, masked)
    statements = retold.find_statements(
        articles, subject=settings.subject, aliases=settings.aliases, masked=masked
    )
    book = retold.read_codebook(settings.codebook_path)
    hits = retold.find_themes(articles, book, masked=masked, statements=statements)
    return SimpleNamespace(
        statements=statements,
        hits=hits,
        text=counting.number_sentences(sentences),
        lines=counting.number_lines(hits, sentences),
        frequencies=retold.count_themes(hits, statements, book),
    )
