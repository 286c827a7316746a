"""The scripts that `bench.py` runs: each prints what it measures, and some ask for data of others."""

from __future__ import annotations

from typing import NamedTuple


class Script(NamedTuple):
    """A script that prints what it measures: its name, its options, and whether a folder of outside data is its first."""

    name: str
    options: tuple[str, ...] = ()
    outside: bool = False

    def command(self, data: str = "PATH") -> str:
        """Return the command as it is written on the page."""
        return " ".join(
            ["python", f"benchmarks/{self.name}.py", *[data] * self.outside, *map(str, self.options)]
        )


# In the order of the page. Options are those that say enough in a minute or so.
SCRIPTS = (
    Script("articles", ("--megabytes", "2", "--articles", "1000")),
    Script("sentences"),
    Script("transcripts"),
    Script("themes", ("--megabytes", "5", "--articles", "1000")),
    Script("consistency_wording"),
    Script("consistency_details"),
    Script("consistency_reuse"),
    Script("study", ("--repeat", "3")),
    Script("attribution", outside=True),
    Script("speakers", outside=True),
    Script("german", outside=True),
    Script("occasions", outside=True),
    Script("manifestos", outside=True),
    Script("arguments", outside=True),
    Script("argument_matching", outside=True),
    Script("denials", outside=True),
)
