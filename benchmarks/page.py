"""Write docs/benchmarks.md and its figure from the lines of `benchmarks/measured.jsonl`: `python benchmarks/bench.py --page`.

Nothing is measured here and no number is typed; a test compares the page with the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import matplotlib.ticker
import pandas as pd

from measured import ROOT, Line, code_of, newest, of_kind
from retold.figures.drawing.style import new_figure, style
from script import SCRIPTS

PAGE = ROOT / "docs" / "benchmarks.md"
FIGURE = ROOT / "docs" / "pictures" / "cost.png"
DOTS_PER_INCH = 150

# The package, among those who answer a question.
OURS = "retold"

# A call is told as slower or faster where its median differs by this share and its quartiles lie apart: below, runs of one commit differ so.
NOTABLE = 0.1

# Calls that the figure shows by name; the others are one line together.
SHOWN = 5
OTHERS = "all others"

HEAD = """\
# Benchmarks

What calls cost, how that grows, and what the scripts of `benchmarks/` say of quality. `make bench` measures and appends to `benchmarks/measured.jsonl`; this
page is made from its lines by `python benchmarks/bench.py --page`, and the last line of a measure counts. Seconds are those of the CPU unless said
otherwise: they hang less on what else a machine is at. What each script measures, and on what, is told in `benchmarks/README.md`.
"""


def pages(lines: list[Line]) -> str:
    """Return the page."""
    parts = [
        HEAD,
        *told_machines(lines),
        *small_calls(lines),
        *commits(lines),
        *growth(lines),
        *printed(lines),
    ]
    return "\n".join(parts) + "\n"


def told_machines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the machines and versions of the lines that count, and the commits."""
    yield "## Machine and versions\n"
    shown: dict[str, list[Line]] = {}
    for line in counted(lines):
        shown.setdefault(line["machine"], []).append(line)
    if not shown:
        yield "Nothing was measured yet.\n"
    for machine, own in shown.items():
        codes = ", ".join(f"`{code}`" for code in sorted(set(map(code_of, own))))
        yield f"- {machine}; at {codes}; at most {max(line['load'] for line in own):.0f} processes waited or ran when a run began"
    yield (
        "\nA plus sign after a commit: files differed from it. Another machine gives other seconds, and so does one on which more processes run than it has cores: "
        "they share its caches. Ratios of one run change less.\n"
    )


def counted(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that the page shows: the last of each measure."""
    lines = list(lines)
    return [
        *newest(of_kind(lines, "call"), "question", "who").values(),
        *newest(of_kind(lines, "growth"), "corpus", "articles", "call").values(),
        *newest(of_kind(lines, "script"), "script").values(),
    ]


def small_calls(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the table of small calls beside their peers of the same run."""
    found = newest(of_kind(lines, "call"), "question", "who")
    yield "## Small calls, beside others\n"
    yield (
        "On the twelve articles of `data/planted`; themes on a made corpus. Median and quartiles of CPU milliseconds, package and peer in one run (`benchmarks/small_calls.py`). "
        "Where a peer does less, the last column says what it does.\n"
    )
    yield "| question | who | median ms | quartiles | times ours | what it does, if less |\n|---|---|---|---|---|---|"
    for (question, who), line in found.items():
        own = found[question, OURS]["seconds"]
        times = "" if who == OURS else f"{line['seconds'] / own:.3g}"
        yield (
            f"| {question} | {who} | {_ms(line['seconds'])} | {_ms(line['low'])} to {_ms(line['high'])} | {times} "
            f"| {line['leaves_out']} |"
        )
    yield ""


def commits(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what the last commit changed: our own calls beside the commit measured before it on a machine of the same description."""
    yield "## Since the commit before\n"
    rows = list(changes(of_kind(lines, "call")))
    if not rows:
        yield "Only one commit was measured on this machine so far (`benchmarks/small_calls.py`).\n"
        return
    yield (
        f"The package's own small calls (`benchmarks/small_calls.py`). *Slower* and *faster*: the median differs by more than {NOTABLE:.0%}, and the "
        "quartiles lie apart.\n"
    )
    yield "| question | before | now | times | |\n|---|---|---|---|---|"
    for question, before, now, verdict in rows:
        yield (
            f"| {question} | {_ms(before['seconds'])} ms at `{code_of(before)}` | {_ms(now['seconds'])} ms at `{code_of(now)}` "
            f"| {now['seconds'] / before['seconds']:.2f} | {verdict} |"
        )
    yield ""


def changes(calls: Iterable[Line]) -> Iterator[tuple[str, Line, Line, str]]:
    """Yield for each of our calls the last line, the last one of another commit and the same machine, and a verdict.

    Examples
    --------
    >>> told = {"question": "reuse", "who": "retold", "machine": "m", "dirty": False}
    >>> before = {**told, "commit": "a", "seconds": 1.0, "low": 0.9, "high": 1.1}
    >>> now = {**told, "commit": "b", "seconds": 1.5, "low": 1.4, "high": 1.6}
    >>> [verdict for *_, verdict in changes([before, now])]
    ['slower']
    """
    own = [line for line in calls if line["who"] == OURS]
    for (question,), now in newest(own, "question").items():
        earlier = [
            line
            for line in own
            if line["question"] == question
            and line["machine"] == now["machine"]
            and code_of(line) != code_of(now)
        ]
        if earlier:
            yield question, earlier[-1], now, _verdict(earlier[-1], now)


def _verdict(before: Line, now: Line) -> str:
    if now["low"] > before["high"] and now["seconds"] > before["seconds"] * (1 + NOTABLE):
        return "slower"
    if now["high"] < before["low"] and now["seconds"] < before["seconds"] * (1 - NOTABLE):
        return "faster"
    return ""


def growth(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what each call of the notebooks costs on corpora of each size, and the figure."""
    yield "## As a corpus grows\n"
    table = growth_table(lines)
    if table.empty:
        yield "Not measured yet (`benchmarks/scale.py`).\n"
        return
    for corpus, own in table.groupby("corpus"):
        costs = own.pivot_table(index="call", columns="articles", values=["seconds", "megabytes"], sort=False)
        sizes = sorted(own["articles"].unique())
        yield (
            f"Made corpora of the kind `{corpus}` (`benchmarks/scale.py`; `python benchmarks/bench.py --only growth --sizes 1000 10000 100000` takes long): CPU seconds, "
            "and the most memory of the process while the call ran.\n"
        )
        heads = [f"{size:,} s" for size in sizes] + [f"{size:,} MiB" for size in sizes]
        yield f"| call | {' | '.join(heads)} | ms an article |\n|---|{'---|' * (len(heads) + 1)}"
        for call in dict.fromkeys(own["call"]):
            cells = [_cell(costs, call, "seconds", size, "{:.2f}") for size in sizes]
            cells += [_cell(costs, call, "megabytes", size, "{:.0f}") for size in sizes]
            yield f"| {call} | {' | '.join(cells)} | {_each(costs, call, sizes)} |"
        totals = own.groupby("articles")["seconds"].sum()
        peaks = own.groupby("articles")["megabytes"].max()
        cells = [f"{totals[size]:.2f}" for size in sizes] + [f"{peaks[size]:.0f}" for size in sizes]
        yield f"| all | {' | '.join(cells)} | {1000 * totals[sizes[-1]] / sizes[-1]:.2f} |\n"
    yield f"![{describe_figure(table)}](pictures/{FIGURE.name})\n"


def growth_table(lines: Iterable[Line]) -> pd.DataFrame:
    """Return the last line of each call on each corpus."""
    found = newest(of_kind(lines, "growth"), "corpus", "articles", "call").values()
    columns = ["corpus", "articles", "call", "seconds", "megabytes"]
    return pd.DataFrame([{name: line[name] for name in columns} for line in found], columns=columns)


def _cell(costs: pd.DataFrame, call: str, what: str, size: int, form: str) -> str:
    value = costs.get((what, size), pd.Series(dtype=float)).get(call)
    return "" if value is None or pd.isna(value) else form.format(value)


def _each(costs: pd.DataFrame, call: str, sizes: list[int]) -> str:
    known = costs["seconds"].loc[call].dropna()
    size = max(size for size in sizes if size in known.index)
    return f"{1000 * known[size] / size:.2f}"


def describe_figure(table: pd.DataFrame) -> str:
    """Return the figure in words: cost per article on the smallest and the largest corpus."""
    each = per_article(table).sum(axis="columns")
    few, many = each.index[0], each.index[-1]
    if few == many:
        return f"CPU milliseconds an article: {each[few]:.0f} in all at {few:,} articles"
    return f"CPU milliseconds an article by size of the corpus: {each[few]:.0f} in all at {few:,} articles, {each[many]:.0f} at {many:,}"


def per_article(table: pd.DataFrame) -> pd.DataFrame:
    """Return CPU milliseconds an article: a row a size, a column a call, those that cost little in one column."""
    first = table[table["corpus"] == table["corpus"].iloc[0]]
    wide = first.pivot_table(index="articles", columns="call", values="seconds", aggfunc="last")
    each = 1000 * wide.div(wide.index.to_series(), axis="rows")
    shown = each.iloc[-1].sort_values(ascending=False, kind="stable").index[:SHOWN]
    return each[shown].assign(**{OTHERS: each.drop(columns=shown).sum(axis="columns")})


def draw(lines: Iterable[Line], path: Path = FIGURE) -> Path | None:
    """Draw cost per article against size, both on logarithmic scales: a level line is linear cost. None if nothing was measured."""
    table = growth_table(lines)
    if table.empty:
        return None
    each = per_article(table)
    with style("double"):
        figure = new_figure(90)
        axes = figure.add_subplot()
        for call, costs in each.items():
            axes.plot(costs.index, costs, marker="o", label=call)
        axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="CPU milliseconds an article")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _: f"{value:,.6g}"))
            axis.set_minor_formatter(matplotlib.ticker.NullFormatter())
        axes.set_xticks(each.index)
        figure.legend(loc="outside right center")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=DOTS_PER_INCH, metadata={"Software": None})
    return path


def printed(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what each script printed, in the order of the scripts; those that were not run, and what they need."""
    found = newest(of_kind(lines, "script"), "script")
    yield "## What the scripts print\n"
    yield "Quality beside a peer or a plain way, and speed; the head of each script says how it scores.\n"
    missing = []
    for script in SCRIPTS:
        line = found.get((script.name,))
        if line is None:
            missing.append(script)
            continue
        yield f"### {script.name}\n\n`{line['command']}`, {line['took']:.0f} s by the clock, at `{code_of(line)}`:\n"
        yield f"```text\n{line['printed']}\n```\n"
    if missing:
        yield (
            "Not run yet: "
            + ", ".join(
                f"`{script.command()}`{' (data of others)' if script.outside else ''}" for script in missing
            )
            + ".\n"
        )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.3g}" if seconds < 1 else f"{1000 * seconds:,.0f}"


def write(lines: list[Line]) -> str:
    """Write the page and its figure, and return where the page is."""
    PAGE.write_text(pages(lines), "utf-8")
    draw(lines)
    return f"written: {PAGE}"
