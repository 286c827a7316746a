"""The pages of reference, made from the code: public calls, commands, settings, tables, figures."""

from __future__ import annotations

import inspect
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

import retold
from retold.cli import main
from retold.figures.registry import FIGURES
from retold.tables import SCHEMAS, SWEEP_SCHEMAS

# Where `retold run data/nato` leaves its pictures.
DRAWN = Path(__file__).parents[1] / "results" / "nato" / "figures"

# Rooms of the library in the order of the notebooks, and what their calls are for.
ROOMS = {
    "articles": "Articles, sentences and voices",
    "themes": "Themes",
    "coding": "Coding by people",
    "arguments": "Arguments",
    "consistency": "Consistency",
    "disagreements": "Disagreements before a reader",
    "silence": "Silence",
    "statistics": "Statistics",
    "figures": "Figures",
    "study": "Studies and findings",
    "tables": "Tables",
    "showing": "Showing tables in notebooks",
}
TYPES = {"s": "text", "i": "whole number", "f": "number", "b": "true or false", "l": "list of texts"}


def write_pages(folder: Path) -> None:
    """Write every page of reference into a folder; a page that is as it was keeps its time, so that it is not built again."""
    folder.mkdir(exist_ok=True)
    pages = {"calls": calls, "commands": commands, "settings": settings, "tables": tables, "figures": figures}
    for name, make in pages.items():
        text = "\n".join(make()) + "\n"
        page = folder / f"{name}.md"
        if not page.is_file() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")


def calls() -> Iterator[str]:
    """Yield the page of public calls, by room."""
    rooms = defaultdict(list)
    for name, module in retold.EXPORTS.items():
        rooms[module.split(".")[1]].append(name)
    yield "# Public calls\n"
    yield "Everything here is called as `retold.name`; what is not here is not public and may change.\n"
    for room, title in ROOMS.items():
        yield f"## {title}\n"
        for name in sorted(rooms.pop(room)):
            yield f"```{{eval-rst}}\n.. autofunction:: retold.{name}\n```\n"
    if rooms:
        raise ValueError(f"docs/site_pages.py: no heading in ROOMS for {', '.join(rooms)}")


def commands() -> Iterator[str]:
    """Yield the page of commands, as their own help describes them."""
    yield "# Commands\n"
    for name, command in sorted(main.commands.items()):
        with click.Context(command, info_name=f"retold {name}") as context:
            yield f"## retold {name}\n\n```text\n{command.get_help(context)}\n```\n"


def settings() -> Iterator[str]:
    """Yield the page of settings: what may stand in study.yaml, and after `-p`."""
    schema = json.loads(files("retold.study").joinpath("config.schema.json").read_text("utf-8"))
    yield "# Settings\n"
    yield "Each may stand in `study.yaml`, and after `-p` for one run.\n"
    yield "| setting | what | values | default |\n|---|---|---|---|"
    for name, setting in schema["properties"].items():
        default = json.dumps(setting["default"], ensure_ascii=False)
        yield f"| `{name}` | {_cell(setting['description'])} | {_values(setting)} | `{default}` |"


def _values(setting: dict[str, Any]) -> str:
    choices = setting.get("enum") or setting.get("items", {}).get("enum")
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    kind = setting["type"] if isinstance(setting["type"], str) else " or ".join(setting["type"])
    least = setting.get("minimum", setting.get("exclusiveMinimum"))
    most = setting.get("maximum", setting.get("exclusiveMaximum"))
    bounds = [f"from {least}"] * (least is not None) + [f"to {most}"] * (most is not None)
    return " ".join([kind, *bounds])


def tables() -> Iterator[str]:
    """Yield the page of tables: the columns of each, with their kinds."""
    yield "# Tables\n"
    yield "What a run writes to `tables/`, and what `retold.read_table` reads; of a sweep, in its own folder. Rows are sorted by the columns named.\n"
    for name, schema in sorted((SCHEMAS | SWEEP_SCHEMAS).items()):
        yield f"## {name}\n"
        yield f"Sorted by {', '.join(f'`{column}`' for column in schema.order)}.\n"
        yield "| column | kind | |\n|---|---|---|"
        for column, kind in schema.types.items():
            note = "words of articles" if column in schema.words else ""
            yield f"| `{column}` | {TYPES[kind]} | {note} |"
        yield ""


def figures() -> Iterator[str]:
    """Yield the gallery: what each figure shows, the command that draws it again, and the picture if the study was run."""
    yield "# Figures\n"
    yield "Every run draws those that its study has something for; its own `figures.html` shows them with their tables.\n"
    for name, draw in sorted(FIGURES.items()):
        what = inspect.getdoc(draw).partition("\n\n")[0].replace("\n", " ").replace("``", "`")
        yield f"## {name}\n\n{what}\n\n```sh\nretold figure data/nato {name}\n```\n"
        if (DRAWN / f"{name}.png").is_file():
            yield f"![{what}](../../results/nato/figures/{name}.png)\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("``", "`")
