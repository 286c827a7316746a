"""Which words of a vocabulary one token of a pattern fits: looked up once, however often the words occur."""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from retold.errors import CodebookError
from retold.language.tokens import DASHES, seen_form, straighten

Ids = NDArray[np.int64]

# What one regular expression may take for a whole vocabulary. A sound one needs milliseconds for a hundred
# thousand words; one that backtracks without end would need longer than anyone waits.
REGEX_SECONDS = 5.0
# And for one word: what it notes to go back to grows with the time, by less than a gigabyte a second. A search that is not
# over by then is of the kind that will not be; the time is that of the processor, so that a busy machine changes nothing.
WORD_SECONDS = 0.2

# Patterns of one end of a word that are looked for word by word before the words are sorted by their ends.
SCANS = 50

WILD = "*?"


class Words:
    """The distinct words of a corpus, ready to be looked up.

    Parameters
    ----------
    vocabulary : sequence of str
    case_sensitive : bool
        Whether capital letters count; otherwise words and patterns are compared in lower case. Look-alikes, as
        straight and curly apostrophes are, never count, see `retold.language.tokens.seen_form`.
    """

    def __init__(self, vocabulary: Sequence[str], *, case_sensitive: bool = False) -> None:
        self.case_sensitive = case_sensitive
        self.vocabulary = vocabulary
        # Nearly all words are plain; a call for each would take longer than all that is done with them here.
        self.seen = [
            word if word.isascii() and "`" not in word and "]" not in word else seen_form(word)
            for word in vocabulary
        ]
        self.forms = self.seen if case_sensitive else [word.lower() for word in self.seen]
        self._found: dict[tuple[str, str], Ids] = {}
        self._scans = 0

    def fitting(self, part: str, valuetype: str) -> Ids:
        """Return the ids of the words that one token of a pattern fits, in ascending order.

        Parameters
        ----------
        part : str
            One token of a pattern.
        valuetype : {"glob", "regex", "fixed"}

        Returns
        -------
        ndarray of int64

        Raises
        ------
        CodebookError
            If a regular expression does not come to an end in `REGEX_SECONDS`.

        Examples
        --------
        >>> Words(["Rain", "rainy", "train"]).fitting("rain*", "glob").tolist()
        [0, 1]
        """
        seen = part if valuetype == "regex" else seen_form(part)
        folded = seen if self.case_sensitive or valuetype == "regex" else seen.lower()
        key = (folded, valuetype)
        if key not in self._found:
            self._found[key] = np.sort(np.asarray(self._look_up(folded, valuetype), dtype=np.int64))
        return self._found[key]

    @cached_property
    def dashes(self) -> Ids:
        """Return the ids of the tokens that are a dash, in ascending order."""
        found = [n for n, word in enumerate(self.vocabulary) if len(word) == 1 and word in DASHES]
        return np.asarray(found, dtype=np.int64)

    def _look_up(self, part: str, valuetype: str) -> Ids | list[int]:
        if valuetype == "regex":
            return self._search(part)
        if valuetype == "fixed" or not any(sign in part for sign in WILD):
            return self._between(self._forward, part, part + "\0")
        if part.strip("*") == "":
            return np.arange(len(self.forms))
        if not any(sign in part[:-1] for sign in WILD) and part[-1] == "*":
            return self._between(self._forward, part[:-1], _after(part[:-1]))
        if not any(sign in part[1:] for sign in WILD) and part[0] == "*":
            return self._ending(part[1:])
        if part[0] not in WILD:
            return self._beginning(part)
        return self._like(part)

    @cached_property
    def _forward(self) -> tuple[list[str], Ids]:
        return self.forms, _order(self._array)

    @cached_property
    def _otherwise_seen(self) -> list[tuple[int, str]]:
        """Return the words that are seen otherwise than they are written, with their numbers."""
        pairs = enumerate(zip(self.seen, self.vocabulary, strict=True))
        return [(n, seen) for n, (seen, written) in pairs if seen != written]

    @cached_property
    def _backward(self) -> tuple[list[str], Ids]:
        import pyarrow as pa

        forms = [form[::-1] for form in self.forms]
        return forms, _order(pa.array(forms, pa.large_string()))

    @cached_property
    def _array(self) -> Any:
        import pyarrow as pa

        return pa.array(self.forms, pa.large_string())

    def _between(self, index: tuple[list[str], Ids], low: str, high: str) -> Ids:
        """Return the ids of the words from low up to, and without, high."""
        forms, order = index
        first, last = (bisect_left(order, bound, key=forms.__getitem__) for bound in (low, high))
        return order[first:last]

    def _beginning(self, glob: str) -> Ids:
        """Look among the words that begin as the glob does, up to its first sign."""
        prefix = glob[: min(glob.find(sign) for sign in WILD if sign in glob)]
        some = self._between(self._forward, prefix, _after(prefix))
        fits = re.compile(re.escape(glob).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL).fullmatch
        return some[[fits(self.forms[n]) is not None for n in some.tolist()]]

    def _ending(self, end: str) -> Ids:
        import pyarrow.compute as pc

        # To sort all words by their ends pays off for many patterns only.
        self._scans += 1
        if self._scans <= SCANS:
            return np.flatnonzero(np.asarray(pc.ends_with(self._array, end)))
        return self._between(self._backward, end[::-1], _after(end[::-1]))

    def _like(self, glob: str) -> Ids:
        import pyarrow.compute as pc

        escaped = glob.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        pattern = escaped.replace("*", "%").replace("?", "_")
        return np.flatnonzero(np.asarray(pc.match_like(self._array, pattern)))

    def _search(self, part: str) -> list[int]:
        flags = 0 if self.case_sensitive else regex.IGNORECASE
        end = time.monotonic() + REGEX_SECONDS
        found: set[int] = set()
        try:
            for form in dict.fromkeys([part, _straight_regex(part)]):
                search = regex.compile(form, flags).search
                words = chain(enumerate(self.vocabulary), self._otherwise_seen)
                found.update(
                    n
                    for n, word in words
                    if search(word, timeout=min(WORD_SECONDS, max(end - time.monotonic(), 1e-3)))
                )
            return sorted(found)
        except (TimeoutError, MemoryError, regex.error) as error:
            raise CodebookError(
                f"the regular expression {part!r} did not come to an end: {WORD_SECONDS:g} seconds a word, {REGEX_SECONDS:g} in all",
                todo="it repeats what is already repeated, as (a+)+ does: write it without, or as globs",
            ) from error


def _straight_regex(part: str) -> str:
    """Return a regular expression with straight signs; one with a class stays, as its signs may bound a range."""
    return part if "[" in part or part.isascii() else straighten(part)


def _order(forms: Any) -> Ids:
    """Return the places of the forms in order of their code points, as Python compares strings."""
    import pyarrow.compute as pc

    return np.asarray(pc.array_sort_indices(forms)).astype(np.int64)


def _after(prefix: str) -> str:
    """Return the first string after all those that begin with the prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
