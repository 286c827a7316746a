"""Choices beside what they give: controls where somebody can turn them, the first choice everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from retold.errors import StudyError

# What stands in a list of choices for all of them.
ANY = "any"

# A widget sets its lines as far apart as controls are, and squeezes a first column until each word has a line of its own.
FRAME = (
    '<div class="retold-shown"><style>.retold-shown {{ line-height: 1.4; }}'
    " .retold-shown td:first-child {{ min-width: 11em; }}</style>\n{}\n</div>"
)

# Rows of a list of which several can be chosen; more are scrolled.
MOST_LISTED = 6


@dataclass(frozen=True)
class OneOf:
    """A list of which one is chosen: what is shown, and what it stands for. The first is chosen at first."""

    label: str
    options: Mapping[str, str]

    @property
    def first(self) -> str:
        """Return what is chosen before anybody chooses."""
        return next(iter(self.options.values()))

    def control(self) -> Any:
        """Return the control that it is chosen with."""
        import ipywidgets

        return ipywidgets.Dropdown(
            options=list(self.options.items()), value=self.first, description=self.label, **_WIDE
        )


@dataclass(frozen=True)
class SomeOf:
    """A list of which any number is chosen; none of them stands for all."""

    label: str
    options: Mapping[str, str]

    @property
    def first(self) -> tuple[str, ...]:
        """Return what is chosen before anybody chooses."""
        return ()

    def control(self) -> Any:
        """Return the control that they are chosen with."""
        import ipywidgets

        rows = max(min(len(self.options), MOST_LISTED), 1)
        return ipywidgets.SelectMultiple(
            options=list(self.options.items()), description=self.label, rows=rows, **_WIDE
        )


@dataclass(frozen=True)
class Words:
    """A line that a reader types words into."""

    label: str
    hint: str = ""

    @property
    def first(self) -> str:
        """Return what is typed before anybody types."""
        return ""

    def control(self) -> Any:
        """Return the control that they are typed into."""
        import ipywidgets

        # Looked up when the line is left or sent, not at every letter.
        return ipywidgets.Text(
            description=self.label, placeholder=self.hint, continuous_update=False, **_WIDE
        )


_WIDE: Mapping[str, Any] = {"style": {"description_width": "6em"}, "layout": {"width": "40em"}}


@dataclass(frozen=True)
class Panel:
    """Controls, and below them what a view gives for what is chosen with them.

    In JupyterLab and Voila the controls can be turned. Where nobody can, in an executed notebook and its page,
    the same output shows what the first choices give.

    Attributes
    ----------
    view : callable
        Takes the choices by name and returns something that displays itself. It may raise StudyError, whose message
        is shown instead.
    choices : mapping of str to OneOf, SomeOf or Words
        The choices, in the order they are shown.
    """

    view: Callable[..., Any]
    choices: Mapping[str, OneOf | SomeOf | Words]

    def html(self, **chosen: object) -> str:
        """Return what the view gives for choices, as HTML; those that are not named are the first ones."""
        try:
            return str(self._seen(chosen)._repr_html_())
        except StudyError as error:
            return f"<p>{escape(str(error)).replace(chr(10), '<br>')}</p>"

    def __repr__(self) -> str:
        return repr(self._seen({}))

    def _seen(self, chosen: Mapping[str, object]) -> Any:
        return self.view(**{name: chosen.get(name, choice.first) for name, choice in self.choices.items()})

    @cached_property
    def box(self) -> Any:
        """Return the controls above what they show, as a widget."""
        import ipywidgets

        controls = {name: choice.control() for name, choice in self.choices.items()}
        # What is wider than the cell is scrolled: a widget would cut it off.
        shown = ipywidgets.HTML(value=FRAME.format(self.html()), layout={"overflow": "auto", "width": "100%"})

        def turn(_: object) -> None:
            chosen = {name: control.value for name, control in controls.items()}
            shown.value = FRAME.format(self.html(**chosen))

        for control in controls.values():
            control.observe(turn, names="value")
        return ipywidgets.VBox([*controls.values(), shown])

    def _repr_mimebundle_(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> dict[str, Any]:
        # A front end takes the richest form that it knows; an executed notebook keeps the others.
        return {**self.box._repr_mimebundle_(), "text/html": self.html(), "text/plain": repr(self)}
