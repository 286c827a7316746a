"""One pattern of a codebook: its kinds, how it is written in YAML, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retold.errors import CodebookError, close_match
from retold.language.tokens import hyphens_of_dashes, token_spans
from retold.themes.codebook.expressions import why_refused

WORD_KINDS = ("glob", "regex", "fixed")
NEAR = "near"
KINDS = (*WORD_KINDS, NEAR)
# Keys that hold a number and a truth value.
TYPED_KEYS = ("within", "ordered")
# So many tokens apart nothing is near; articles are shorter.
FURTHEST = 100_000
PATTERN_KEYS = frozenset({*KINDS, *TYPED_KEYS, "exclude"})


@dataclass(frozen=True)
class Pattern:
    """One pattern of a theme.

    Attributes
    ----------
    theme : str
        Path of the theme it belongs to.
    text : str
        The words to look for; a space separates tokens. Empty for `near`.
    valuetype : {"glob", "regex", "fixed", "near"}
        How the words are read.
    line : int
        Where it stands in its file; 0 for a codebook that is no file.
    exclude : tuple of Pattern
        A match that shares a token with a match of one of these is none.
    parts : tuple of Pattern
        The two patterns that stand near one another, for `near` alone.
    within : int
        For `near`: the second part begins at most so many tokens after the end of the first; 1 is adjacent.
    ordered : bool
        For `near`: whether the first part has to come first.
    """

    theme: str
    text: str
    valuetype: str
    line: int = 0
    exclude: tuple[Pattern, ...] = ()
    parts: tuple[Pattern, ...] = ()
    within: int = 0
    ordered: bool = False

    @property
    def name(self) -> str:
        """Return the pattern as it is shown: a glob as it is, others with their kind."""
        if self.valuetype == NEAR:
            first, second = (part.name for part in self.parts)
            return f"{first} ~{self.within}{'>' if self.ordered else ''} {second}"
        return self.text if self.valuetype == "glob" else f"{self.valuetype}: {self.text}"

    @property
    def plain(self) -> list[Pattern]:
        """Return the pattern, its parts and what it excludes, as far as they are words."""
        nested = [plain for each in (*self.parts, *self.exclude) for plain in each.plain]
        return nested if self.valuetype == NEAR else [self, *nested]


def read_pattern(theme: str, item: object, *, line: int = 0, where: str = "the codebook") -> Pattern:
    """Read one pattern as YAML gives it: a string, or a mapping.

    Parameters
    ----------
    theme : str
        Path of its theme.
    item : str, number or mapping
        A glob; or a mapping with one of the keys ``glob``, ``regex``, ``fixed`` (words) or ``near`` (a list
        of two patterns, with ``within``: a number of tokens, and perhaps ``ordered``: true), and perhaps
        ``exclude`` (a list of patterns).
    line, where
        Its place, for messages.

    Returns
    -------
    Pattern

    Raises
    ------
    CodebookError
        If it is empty, has unknown keys, or its regular expression is broken.

    Examples
    --------
    >>> read_pattern("loans", {"glob": "guarantee*", "exclude": ["guaranteed loan"]}).exclude[0].text
    'guaranteed loan'
    >>> read_pattern("lines", {"near": ["red", "line*"], "within": 3}).name
    'red ~3 line*'
    """
    place = f"{where}, line {line}" if line else where
    entry = item if isinstance(item, Mapping) else {"glob": item}
    kind = _kind(theme, entry, place)
    listed = entry.get("exclude") or []
    if not isinstance(listed, list):
        raise CodebookError(f"`exclude` of a pattern of theme {theme!r} should be a list", where=place)
    exclude = tuple(read_pattern(theme, other, line=line, where=where) for other in listed)
    if kind == NEAR:
        return _read_near(theme, entry, exclude, line, where)
    return Pattern(theme, _words(theme, entry[kind], kind, place), kind, line, exclude)


def _kind(theme: str, entry: Mapping[object, object], place: str) -> str:
    for key in entry:
        if key not in PATTERN_KEYS:
            raise CodebookError(
                f"a pattern of theme {theme!r} has an unknown key {key!r}",
                where=place,
                todo=close_match(str(key), PATTERN_KEYS),
            )
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) != 1:
        raise CodebookError(
            f"a pattern of theme {theme!r} should have one key of {', '.join(KINDS)}", where=place
        )
    if kinds[0] != NEAR and {"within", "ordered"} & set(entry):
        raise CodebookError(
            f"a pattern of theme {theme!r} has `within` or `ordered` without `near`",
            where=place,
            todo="write near: [first, second]",
        )
    return kinds[0]


def _words(theme: str, value: object, kind: str, place: str) -> str:
    if value is None or isinstance(value, (list, Mapping)) or not str(value).strip():
        raise CodebookError(
            f"a pattern of theme {theme!r} is empty", where=place, todo="fill it, or remove its line"
        )
    if isinstance(value, bool):
        # YAML 1.1 reads yes, no, on and off as truth values; the word is lost by then.
        raise CodebookError(
            f"a pattern of theme {theme!r} is a truth value to YAML, not a word",
            where=place,
            todo='put it in quotation marks, as in "yes"',
        )
    text = " ".join(str(value).split())
    if kind == "regex":
        for part in text.split():
            if why := why_refused(part):
                raise CodebookError(
                    f"theme {theme!r}: the regular expression {part!r} {why}",
                    where=place,
                    todo="correct it, or write globs: * for any characters of a word, ? for one",
                )
    return text


def _read_near(
    theme: str, entry: Mapping[str, object], exclude: tuple[Pattern, ...], line: int, where: str
) -> Pattern:
    place = f"{where}, line {line}" if line else where
    listed, within, ordered = entry[NEAR], entry.get("within"), entry.get("ordered", False)
    if not isinstance(listed, list) or len(listed) != 2:
        raise CodebookError(f"`near` of theme {theme!r} should list two patterns", where=place)
    if not isinstance(within, int) or isinstance(within, bool) or not 1 <= within <= FURTHEST:
        raise CodebookError(
            f"`near` of theme {theme!r} needs `within`: how many tokens apart, 1 to {FURTHEST:,}", where=place
        )
    if not isinstance(ordered, bool):
        raise CodebookError(f"`ordered` of theme {theme!r} is true or false", where=place)
    parts = tuple(read_pattern(theme, part, line=line, where=where) for part in listed)
    if any(part.valuetype == NEAR or part.exclude for part in parts):
        raise CodebookError(
            f"the parts of `near` of theme {theme!r} are plain patterns",
            where=place,
            todo="put `exclude` beside `near`; `near` cannot be nested",
        )
    return Pattern(theme, "", NEAR, line, exclude, parts, within, ordered)


def tokens_needed(pattern: Pattern) -> str:
    """Return how a pattern is to be written so that its words are tokens; "" if they are, or it is no glob.

    Examples
    --------
    >>> tokens_needed(read_pattern("us", "u.s. dollar*")), tokens_needed(read_pattern("us", "don’t"))
    ('u . s . dollar*', '')
    """
    parts = hyphens_of_dashes(pattern.text).split()
    if pattern.valuetype == "regex" or all(map(_is_token, parts)):
        return ""
    return " ".join(map(_as_tokens, parts))


# Letters in place of the signs of a glob, so that it is cut as a text would be.
_STANDS = str.maketrans("*?", "xx")


def _is_token(part: str) -> bool:
    return len(token_spans(part.translate(_STANDS))) == 1


def _as_tokens(part: str) -> str:
    return " ".join(part[a:b] for a, b in token_spans(part.translate(_STANDS)))


def write_pattern(pattern: Pattern, *, inherited: tuple[Pattern, ...] = ()) -> object:
    """Return a pattern as YAML holds it; the inverse of `read_pattern`.

    Parameters
    ----------
    pattern : Pattern
    inherited : tuple of Pattern
        Exclusions that its theme has for all its patterns, which are not repeated.

    Examples
    --------
    >>> write_pattern(read_pattern("lines", {"near": ["red", "line*"], "within": 3}))
    {'near': ['red', 'line*'], 'within': 3}
    """
    exclude = [write_pattern(other) for other in pattern.exclude if other not in inherited]
    if pattern.valuetype == "glob" and not exclude:
        return pattern.text
    entry: dict[str, object] = {pattern.valuetype: pattern.text}
    if pattern.valuetype == NEAR:
        entry = {NEAR: [write_pattern(part) for part in pattern.parts], "within": pattern.within}
        if pattern.ordered:
            entry["ordered"] = True
    if exclude:
        entry["exclude"] = exclude
    return entry
