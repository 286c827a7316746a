"""How the pages of a run are made: templates that escape all they are given, and a policy that lets nothing be fetched."""

from __future__ import annotations

import base64
from hashlib import sha256
from pathlib import Path
from typing import Any


def page_template(name: str) -> Any:
    """Return a template of this folder; whatever it is given is escaped, and what it is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = keep_lines
    return environment.get_template(name)


def ready(code: str) -> Any:
    """Return style or script of our own, which goes into a page as it is."""
    from markupsafe import Markup

    return Markup(code)


def keep_lines(text: str) -> Any:
    r"""Return text as HTML that a browser reads back sign by sign: it would make one line end of CR and LF.

    Examples
    --------
    >>> str(keep_lines("a <b>\r\n"))
    'a &lt;b&gt;&#13;\n'
    """
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))


def page_policy(*codes: str, images: str = "data:") -> str:
    """Return the Content-Security-Policy of a page: nothing is fetched, and no style or script runs but those given.

    Parameters
    ----------
    *codes : str
        The page's style, then its script if it has one, as they stand in it.
    images : str
        Where pictures may come from.

    Examples
    --------
    >>> page_policy("p {}").split("; ")[:2]
    ["default-src 'none'", 'img-src data:']
    """
    hashes = ["'sha256-" + base64.b64encode(sha256(code.encode()).digest()).decode() + "'" for code in codes]
    kinds = [f"{kind}-src {code}" for kind, code in zip(("style", "script"), hashes, strict=False)]
    return "; ".join(
        ["default-src 'none'", f"img-src {images}", *kinds, "base-uri 'none'", "form-action 'none'"]
    )
