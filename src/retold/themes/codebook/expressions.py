"""Regular expressions of a codebook: those that could take memory or time without bound are refused when it is read.

A pattern is searched for in single words, so nothing is lost: a word calls no subroutine, and repeats no thousand times.
How long a search may take is for `retold.themes.matching.expansion` to say.
"""

from __future__ import annotations

import re

import regex

# Longer ones are lists of words, which globs hold better; compiling takes time that nothing could cut short.
LONGEST = 10_000
# The repetitions of one part in all, where counted repetitions nest: `(?:a?){1000}` within `{1000}` takes gigabytes.
MOST_REPEATS = 10_000
# Brackets within brackets.
DEEPEST = 50

# What calls the expression, or a group of it, from within itself.
_CALL = re.compile(r"\(\?(?:R|&|P>|[+-]?\d+\))")
# What means itself: an escape, a class.
_ASIDE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
# An escape, a class, the beginning or end of a group, or how often what precedes is repeated.
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)|\{\s*(\d*)\s*(,?)\s*(\d*)\s*\}", re.DOTALL)


def why_refused(expression: str) -> str:
    r"""Say why an expression is not searched for; "" if it is.

    Parameters
    ----------
    expression : str
        One token of a pattern, as the package `regex` reads it.

    Returns
    -------
    str
        The end of a sentence that begins with the expression.

    Examples
    --------
    >>> why_refused("^(un)?safe(ly)?$"), why_refused("(?R)a|b"), why_refused("(?:a?){1000}{1000}")
    ('', 'calls itself', 'repeats a part more than 10,000 times')
    >>> why_refused("(")
    'is broken: missing ) at position 1'
    """
    if len(expression) > LONGEST:
        return f"has more than {LONGEST:,} characters"
    repeats, depth = _bounds(expression)
    if depth > DEEPEST:
        return f"has brackets more than {DEEPEST} deep"
    if repeats > MOST_REPEATS:
        return f"repeats a part more than {MOST_REPEATS:,} times"
    if _CALL.search(_ASIDE.sub("", expression)):
        return "calls itself"
    try:
        regex.compile(expression)
    except (regex.error, RecursionError, OverflowError, ValueError, KeyError, IndexError) as error:
        return f"is broken: {error}"
    return ""


def _bounds(expression: str) -> tuple[int, int]:
    """Return the repetitions of the most repeated part, and how deep groups nest."""
    # Of each open group the most that a part of it is repeated; the last part of each, which a repetition would multiply.
    most, last, deepest = [1], [1], 0
    end = 0
    for part in _PART.finditer(expression):
        if part.start() > end:
            last[-1] = 1
        sign, end = part[0], part.end()
        if sign == "(":
            most.append(1)
            last.append(1)
            deepest = max(deepest, len(most) - 1)
        elif sign == ")" and len(most) > 1:
            inner = most.pop()
            last.pop()
            last[-1] = inner
        elif sign.startswith("{"):
            last[-1] *= max(1, int(part[3] or part[1] or 1) if len(sign) < 20 else MOST_REPEATS + 1)
        else:
            last[-1] = 1
        most[-1] = max(most[-1], last[-1])
    return max(most), deepest
