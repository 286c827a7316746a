"""Imports of imports that cost a second and serve nothing here, left out for as long as a block lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_out(*modules: str) -> Iterator[None]:
    """Make modules seem not to be installed, but for those that are imported already.

    For packages that take such a module for optional: what they would do with it is then left undone in this process.

    Parameters
    ----------
    modules : str
        Names of modules.

    Examples
    --------
    >>> with left_out("this"):
    ...     import this
    Traceback (most recent call last):
    ModuleNotFoundError: import of this halted; None in sys.modules
    """
    hidden = [name for name in modules if name not in sys.modules]
    try:
        # What stands as None cannot be imported.
        sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
