"""The command line: run, check, verify and redraw a study, have it coded by people, or begin a new one."""

from __future__ import annotations

import errno
import io
import os
import shlex
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from retold import __version__
from retold.errors import DEBUG_VARIABLE, StudyError, close_match, system_error
from retold.vocabulary import FIGURE_FORMATS

BAD_INPUT = 2
DIFFERS = 1
INTERRUPTED = 130
DEBUG = "--debug"

STUDY = click.argument("study", type=click.Path(path_type=Path))
PARAMETERS = click.option(
    "-p",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="Change a setting or a notebook's parameter; VALUE is read as YAML.",
)
RESULTS = click.option(
    "--results", type=click.Path(path_type=Path), help="Results folder. Default: results/<study>."
)


class Commands(click.Group):
    """Commands that tell a user's error in a few lines and exit with status 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take ``--debug`` from wherever it stands: who meets an error adds it at the end."""
        own, mark, rest = _before_mark(args)
        ctx.meta[DEBUG] = DEBUG in own
        if DEBUG in own:
            # The steps of a run are processes of their own.
            os.environ[DEBUG_VARIABLE] = "1"
        return super().parse_args(ctx, [*(word for word in own if word != DEBUG), *mark, *rest])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find a command; of a mistyped one, say which was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} {close_match(args[0], self.commands)}", ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of the study and of the system end it without a traceback."""
        _print_any_sign()
        try:
            return super().invoke(ctx)
        except (StudyError, OSError, MemoryError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if ctx.meta[DEBUG]:
                click.echo(traceback.format_exc(), err=True, nl=False)
            told = error if isinstance(error, StudyError) else system_error(error)
            click.echo(f"retold: {told}", err=True)
            sys.exit(BAD_INPUT)
        except KeyboardInterrupt:
            click.echo("retold: interrupted; run the same command again to go on", err=True)
            sys.exit(INTERRUPTED)


def _before_mark(args: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Split words at ``--``, after which all are names of files."""
    at = args.index("--") if "--" in args else len(args)
    return args[:at], args[at : at + 1], args[at + 1 :]


def _print_any_sign() -> None:
    """Let names of files be printed that are not UTF-8, or not what the terminal knows: as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show where in the program an error arose; may stand anywhere.")
@click.version_option(__version__, prog_name="retold")
def main(debug: bool) -> None:
    """Show how one speaker's arguments are retold by several news articles."""


@main.command()
@STUDY
@PARAMETERS
@RESULTS
@click.option(
    "--cores",
    default=2,
    show_default=True,
    type=click.IntRange(1),
    help="Notebooks at once, and cores each may work on.",
)
@click.option("--profile", help="Where steps run: a folder in profiles/, or a path.")
@click.option(
    "--print",
    "print_figures",
    is_flag=True,
    help="Also draw each figure as SVG and PDF: short for -p print_figures true.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but where the report is.")
def run(
    study: Path,
    parameters: tuple[tuple[str, str], ...],
    results: Path | None,
    cores: int,
    profile: str | None,
    print_figures: bool,
    quiet: bool,
) -> None:
    """Run what is not up to date of STUDY and say where the report is."""
    from retold.study.drive import run_study

    # As a parameter it is refused if it is given twice, and stands in the manifest.
    wanted = (*parameters, ("print_figures", "true")) if print_figures else parameters
    report = run_study(
        study,
        parameters=_values(wanted),
        results=results,
        cores=cores,
        profile=profile,
        say=_say_nothing if quiet else click.echo,
    )
    click.echo(f"report: {report}")


def _say_nothing(line: str) -> None:
    """Be told of progress."""


def _values(parameters: tuple[tuple[str, str], ...]) -> dict[str, object]:
    from retold.study.values import read_parameters

    return read_parameters(parameters)


@main.command()
@STUDY
@click.argument("grid", type=click.Path(path_type=Path))
@PARAMETERS
@RESULTS
@click.option(
    "--cores", default=2, show_default=True, type=click.IntRange(1), help="Stages of universes at once."
)
@click.option("--profile", help="Where stages run: a folder in profiles/, or a path.")
@click.option("--yes", is_flag=True, help="Run more than 1,000 universes.")
def sweep(
    study: Path,
    grid: Path,
    parameters: tuple[tuple[str, str], ...],
    results: Path | None,
    cores: int,
    profile: str | None,
    yes: bool,
) -> None:
    """Run STUDY under each combination of settings that GRID lists, and tell what holds in how many of them."""
    from retold.study.sweep.run import sweep_study

    page = sweep_study(
        study,
        grid,
        parameters=_values(parameters),
        results=results,
        cores=cores,
        profile=profile,
        yes=yes,
        say=click.echo,
    )
    click.echo(f"sensitivity: {page}")


@main.command()
@STUDY
@PARAMETERS
def check(study: Path, parameters: tuple[tuple[str, str], ...]) -> None:
    """Read all of STUDY and say all that is wrong or odd with it, without running anything."""
    from retold.study.check import examine_study

    examined = examine_study(study, _values(parameters))
    for line in examined.told:
        click.echo(line)
    for error in examined.errors:
        click.echo(f"retold: {error}", err=True)
    if examined.errors:
        sys.exit(BAD_INPUT)


@main.command()
@STUDY
@PARAMETERS
@RESULTS
@click.option("--accept", is_flag=True, help="Write the results as the new expected ones.")
def verify(study: Path, parameters: tuple[tuple[str, str], ...], results: Path | None, accept: bool) -> None:
    """Compare a run of STUDY with its expected results, table by table and figure by figure."""
    from retold.study.graph import results_folder
    from retold.study.values import study_settings
    from retold.study.verify import agrees, describe_verdicts, verify_results, write_expected

    settings = study_settings(study, _values(parameters))
    folder = results_folder(settings, results)
    expected = settings.folder / "expected" / (settings.edition or "all")
    if accept:
        write_expected(folder, expected)
        click.echo(f"expected results written: {expected}")
        return
    compared = verify_results(folder, expected)
    for line in describe_verdicts(compared, folder, expected):
        click.echo(line)
    if not agrees(compared):
        sys.exit(DIFFERS)


@main.command()
@STUDY
@click.argument("name", required=False)
@PARAMETERS
@RESULTS
@click.option(
    "--format",
    "form",
    type=click.Choice(FIGURE_FORMATS),
    help="Default: all three; the numbers come beside it as CSV.",
)
@click.option("--width", type=click.Choice(["single", "double"]), default="double", show_default=True)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    help="Folder to draw into. Default: redrawn/<width>, in the results; the run's own figures stay.",
)
def figure(
    study: Path,
    name: str | None,
    parameters: tuple[tuple[str, str], ...],
    results: Path | None,
    form: str | None,
    width: str,
    to: Path | None,
) -> None:
    """Draw the figure NAME of STUDY again from its tables, without running the analysis; without NAME, list them."""
    from retold.study.graph import results_folder
    from retold.study.redraw import describe_figures, redraw
    from retold.study.values import study_settings

    folder = results_folder(study_settings(study, _values(parameters)), results)
    if name is None:
        for line in describe_figures():
            click.echo(line)
        return
    picture = redraw(name, folder, formats=[form] if form else None, width=width, to=to)
    for file in (*picture.files, picture.numbers):
        click.echo(str(file))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), required=True, help="File to write.")
@click.option("--format", "form", help="Format to write, such as quanteda. Default: by the suffix.")
def codebook(file: Path, to: Path, form: str | None) -> None:
    """Convert the codebook FILE to another program's format, and say what is lost."""
    from retold.themes.codebook.formats import write_codebook
    from retold.themes.codebook.read import read_codebook

    book = read_codebook(file)
    lost = write_codebook(book, to, format=form)
    for verb, remarks in (("reading", book.remarks), ("writing", lost)):
        for remark in remarks:
            click.echo(f"{verb}: {remark}")
    click.echo(f"{to}: {len(book.themes)} themes, {len(book.patterns)} patterns")


@main.command()
@STUDY
@PARAMETERS
@RESULTS
@click.option("--to", type=click.Path(path_type=Path), help="Folder. Default: network, in the results.")
def network(
    study: Path, parameters: tuple[tuple[str, str], ...], results: Path | None, to: Path | None
) -> None:
    """Write a run of STUDY as networks (article or speaker x argument) for Gephi, visone and DNA."""
    from retold.consistency.agreement.network import write_network
    from retold.study.graph import results_folder
    from retold.study.values import study_settings

    folder = results_folder(study_settings(study, _values(parameters)), results)
    for file in write_network(folder, to or folder / "network").values():
        click.echo(str(file))


@main.command()
@STUDY
@PARAMETERS
@RESULTS
@click.option(
    "--licence",
    default="",
    metavar="ADDRESS",
    help="Licence of the results, such as that of CC BY. Default: none is stated.",
)
def crate(study: Path, parameters: tuple[tuple[str, str], ...], results: Path | None, licence: str) -> None:
    """Describe a run of STUDY for an archive, as an RO-Crate: ro-crate-metadata.json in its results."""
    from retold.figures.drawing.save import edition_note
    from retold.study.crate import write_crate
    from retold.study.graph import results_folder
    from retold.study.values import study_settings
    from retold.tables import read_table

    settings = study_settings(study, _values(parameters))
    folder = results_folder(settings, results)
    edition = edition_note(read_table("articles", folder))
    described = {"title": settings.title or settings.name, "description": settings.description}
    click.echo(str(write_crate(folder, **described, edition=edition, licence=licence)))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--subject", default="", help="Full name of the studied speaker.")
@click.option(
    "--alias", "aliases", multiple=True, help="Another word that names the subject; may be repeated."
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Files or folders of articles, copied into FOLDER; may be repeated.",
)
@click.option("--encoding", default="", help="Of articles that are not UTF-8 and do not say what they are.")
@click.option(
    "--example", default="", help="Copy a study that comes with the package instead: planted or nato."
)
def new(
    folder: Path,
    subject: str,
    aliases: tuple[str, ...],
    sources: tuple[Path, ...],
    encoding: str,
    example: str,
) -> None:
    """Make a study of FOLDER: a study.yaml, and a codebook to begin with if there is none.

    Without a subject the most quoted speaker is proposed; what is proposed is marked so in study.yaml.
    """
    from retold.study.examples import copy_example
    from retold.study.new import make_study

    if example:
        if subject or aliases or sources or encoding:
            raise click.UsageError("--example copies a study as it is: leave out the other options")
        click.echo(f"a copy of {example}: {copy_example(example, folder)}")
        click.echo(f"next: retold run {shlex.quote(str(folder))}")
        return
    options: dict[str, Any] = {"subject": subject, "aliases": list(aliases)}
    for line in make_study(folder, **options, sources=sources, encoding=encoding):
        click.echo(line)


@main.command()
@STUDY
@PARAMETERS
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file. Default: coding_<study>_<coder>.xlsx here."
)
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "csv", "qdpx"]), default="xlsx", show_default=True
)
@click.option("--coder", default="", help="Who will fill the sheet in.")
@click.option("--n", type=click.IntRange(1), help="A sample of so many sentences, each article by its share.")
@click.option("--seed", type=click.IntRange(0), help="Of sample and order. Default: the study's.")
@click.option("--themes", multiple=True, help="Only this theme; may be repeated.")
@click.option("--order", type=click.Choice(["reading", "random"]), default="reading", show_default=True)
@click.option(
    "--context", default=1, show_default=True, type=click.IntRange(0), help="Sentences before and after."
)
@click.option("--blind", is_flag=True, help="Do not show which article a sentence is from.")
@click.option(
    "--scale", "codes", default="", help="The codes that may be given, as '0 1 2'. Default: 0 and 1."
)
@click.option("--found", is_flag=True, help="Fill in what the codebook finds.")
def sheet(study: Path, parameters: tuple[tuple[str, str], ...], **options: Any) -> None:
    """Write a coding sheet of STUDY, to be filled in by a person; .qdpx is a project for other programs."""
    from retold.study.coding import make_sheet

    click.echo(f"sheet: {make_sheet(study, parameters=_values(parameters), **options)}")


@main.command()
@click.argument("study", required=False, type=click.Path(path_type=Path))
@click.argument("sheets", nargs=-1, type=click.Path(path_type=Path))
@PARAMETERS
@click.option("--level", type=click.Choice(["nominal", "ordinal", "interval", "ratio"]), default="nominal")
@click.option(
    "--to", type=click.Path(path_type=Path), help="Folder to write the tables into. Default: print only."
)
@click.option(
    "--codes", type=click.Path(path_type=Path), help="Codes of another study: a long or wide table."
)
@click.option(
    "--unit", default="unit", show_default=True, help="With --codes: the column that names the units."
)
@click.option(
    "--coders",
    multiple=True,
    metavar="COLUMN",
    help="With --codes: only this column is a coder's; may be repeated.",
)
@click.option(
    "--counts",
    multiple=True,
    metavar="PREFIX",
    help="With --codes: columns that begin so count how many coders gave each code; one for each group of coders.",
)
@click.option(
    "--missing",
    multiple=True,
    metavar="WORD",
    help="Cells with this word hold no code, as blank ones and NA, None, nan, null, '.', '-' do; may be repeated.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="WORD",
    help="This word is a code of the scheme, although it looks like a mark of nothing: none; may be repeated.",
)
def score(
    study: Path | None,
    sheets: tuple[Path, ...],
    parameters: tuple[tuple[str, str], ...],
    level: str,
    to: Path | None,
    codes: Path | None,
    unit: str,
    coders: tuple[str, ...],
    counts: tuple[str, ...],
    missing: tuple[str, ...],
    keep: tuple[str, ...],
) -> None:
    """Score how far coders agree: the SHEETs of STUDY (.xlsx, .csv, .qdpx), or with --codes any table of codes."""
    from retold.study.coding import score_codes, score_sheets

    if (codes is None) == (study is None):
        raise click.UsageError("give a study and its sheets, or --codes FILE")
    if codes is not None:
        options: dict[str, Any] = {"unit": unit, "coders": coders, "counts": counts}
        score_codes(codes, **options, level=level, missing=missing, keep=keep, to=to, say=click.echo)
    elif study is not None:
        values = _values(parameters)
        score_sheets(
            study,
            sheets,
            parameters=values,
            level=level,
            missing=missing,
            keep=keep,
            to=to,
            say=click.echo,
        )


if __name__ == "__main__":
    main()
