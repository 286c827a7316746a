"""Who speaks without being a person: papers, bodies, crowds."""

from __future__ import annotations

from retold.language.lexicon import Persons, Reporting
from retold.language.tokens import TOKEN


def is_body(words: str, known: Reporting, persons: Persons) -> bool:
    """Tell whether words name a paper, a crowd or another body, and no person: "the Globe", "CNN", "the crowd".

    Examples
    --------
    >>> from retold.language.lexicon import lexicon
    >>> english = lexicon("en")
    >>> [is_body(words, english.reporting, english.persons) for words in ("the Globe", "the crowd", "CNN", "A spokesman for CNN")]
    [True, True, True, False]
    """
    tokens = TOKEN.findall(words)
    belonging = known.belonging
    ends = (
        n
        for n, t in enumerate(tokens)
        if n and (not t[0].isalnum() or (belonging and belonging.fullmatch(t)))
    )
    heads = tokens[: next(ends, len(tokens))]
    if not heads or heads[-1].lower() in persons.roles:
        return False
    if known.no_person is not None and known.no_person.fullmatch(heads[-1]):
        return True
    if len(heads) == 1:
        return len(heads[0]) > 1 and heads[0].isupper()
    return heads[0].lower() in persons.definite and all(head[0].isupper() for head in heads[1:])
