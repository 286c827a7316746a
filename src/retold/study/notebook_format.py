"""nbformat, imported without a grammar that no notebook is checked by.

nbformat imports jsonschema, which builds a parser of internationalised web addresses if the package rfc3987_syntax is there:
more than a second of computing in each process of a run, and every notebook has one. The schema of notebooks asks for no
such address.
"""

from __future__ import annotations

from retold.study.left_out import left_out

with left_out("rfc3987_syntax"):
    import nbformat

__all__ = ["make_validator", "nbformat"]


def make_validator() -> None:
    """Have nbformat compile the schema of notebooks, which it then keeps; each step checks its notebook several times."""
    nbformat.validate(nbformat.v4.new_notebook())
