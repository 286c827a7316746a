"""Five corpora unlike ours, invented: from nothing to a report, without an edit; how long each step takes.

    python benchmarks/strange_corpora.py [NAME ...] [--to FOLDER] [--share 1.0] [--no-run]

Names: press_releases (CSV of 300, German), pages (40 HTML), undated (Parquet of 5,000 rows without dates), nexis (an export
of 60 articles), transcripts (12 interviews). For each, `retold new`, `retold check` and `retold run`, with seconds and peak memory.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

SEED = 20210503
WHOLE = {"press_releases": 300, "pages": 40, "undated": 5000, "nexis": 60, "transcripts": 12}

THINGS = "bridge ferry harbour tunnel market library school station canal theatre".split()
PLANS = [
    "will open in {month}",
    "costs {n} million crowns",
    "needs {n} more workers",
    "will not be closed",
    "is safe for {n} years",
]
MONTHS = "January February March April May June July August September October".split()
OTHERS = ["Tom Hart", "Rosa Klein", "Jan Novak", "Eva Moreau"]
GERMAN = [
    "wird im Mai eröffnet",
    "kostet {n} Millionen Kronen",
    "braucht {n} Arbeiter",
    "bleibt offen",
    "ist für {n} Jahre sicher",
]


def _claim(draw: random.Random) -> str:
    return draw.choice(PLANS).format(month=draw.choice(MONTHS), n=draw.randint(2, 90))


def _story(draw: random.Random) -> list[str]:
    """Return the paragraphs of an invented report."""
    thing, other = draw.choice(THINGS), draw.choice(OTHERS)
    return [
        f"The mayor, Ann Lee, said that the {thing} {_claim(draw)}. The council met for {draw.randint(2, 9)} hours.",
        f"“The {thing} {_claim(draw)},” Lee said on Monday. She added that the {draw.choice(THINGS)} {_claim(draw)}.",
        f"{other}, who leads the union, said that the {thing} {_claim(draw)}, and that nobody had asked the workers.",
        f"Residents of the old town have waited for the {thing} since {draw.randint(1990, 2018)}; others fear the noise.",
    ]


def make_press_releases(folder: Path, n: int) -> Path:
    """Write a CSV of German press releases, as Excel saves one: semicolons and a byte order mark."""
    draw = random.Random(SEED)
    rows = []
    for at in range(n):
        thing = draw.choice(["Brücke", "Fähre", "Schule", "Bibliothek"])
        said = [draw.choice(GERMAN).format(n=draw.randint(2, 90)) for _ in range(3)]
        text = (
            f"Die Bürgermeisterin Anna Lehmann sagte, die {thing} {said[0]}. „Die {thing} {said[1]}“, sagte Lehmann am Montag."
            f"\n\nDer Gewerkschafter Tom Hart erklärte, dass die {thing} {said[2]}. Das ist nicht neu, und der Rat weiß es auch."
        )
        rows.append(
            {"ID": at + 1, "Datum": "", "Publikation": "", "Titel": f"{thing}: {said[0]}", "Text": text}
        )
        rows[-1]["Datum"], rows[-1]["Publikation"] = (
            f"{at % 28 + 1}.{at % 12 + 1}.2021",
            draw.choice(["Stadt", "Hafen"]),
        )
    pd.DataFrame(rows).to_csv(folder / "Pressemitteilungen.csv", index=False, sep=";", encoding="utf-8-sig")
    return folder / "Pressemitteilungen.csv"


def make_pages(folder: Path, n: int) -> Path:
    """Write saved web pages, every third in Windows-1252, each with its folder of parts."""
    draw = random.Random(SEED)
    for at in range(n):
        charset = "windows-1252" if at % 3 == 0 else "utf-8"
        paragraphs = "".join(f"<p>{part} The café at the pier stays open.</p>" for part in _story(draw))
        page = (
            f'<html><head><meta charset="{charset}"><title>Report {at} | Post {at % 4}</title>'
            f'<meta property="og:site_name" content="Post {at % 4}">'
            f'<meta property="article:published_time" content="2021-05-{at % 9 + 1:02d}T09:00:00Z"></head><body><nav>Home Login</nav>'
            f"<article><h1>Report {at}</h1>{paragraphs}</article><footer>Accept all cookies</footer></body></html>"
        )
        (folder / f"Report {at}.html").write_bytes(page.encode(charset))
        (folder / f"Report {at}_files").mkdir()
        (folder / f"Report {at}_files" / "ad.html").write_text("<html><body>advert</body></html>")
    return folder


def make_undated(folder: Path, n: int) -> Path:
    """Write a Parquet file of rows without dates."""
    draw = random.Random(SEED)
    rows = [
        {"doc_id": f"d{at}", "content": "\n\n".join(_story(draw)), "media_name": f"Post {at % 7}"}
        for at in range(n)
    ]
    pd.DataFrame(rows).to_parquet(folder / "part-00000.parquet")
    return folder / "part-00000.parquet"


def make_nexis(folder: Path, n: int) -> Path:
    """Write an export of Nexis Uni."""
    draw = random.Random(SEED)
    parts = []
    for at in range(n):
        month, day = MONTHS[at % 3], at % 28 + 1
        body = "\n\n".join(_story(draw))
        parts.append(
            f"Report {at} on the town\n\nPost {at % 5} (Norton)\n{month} {day}, 2021 Monday\n\nCopyright 2021 Post Ltd. All Rights Reserved"
            f"\n\nSection: NEWS; Pg. {at % 30 + 1}\nLength: {len(body.split())} words\nByline: Jo Marsh\n\nBody\n\n{body}\n\nClassification\n\n"
            f"Language: ENGLISH\nSubject: BRIDGES (90%); MAYORS (78%)\n\nLoad-Date: {month} {day}, 2021\n\nEnd of Document\n\n"
        )
    (folder / "Files(1).txt").write_text("".join(parts), "utf-8")
    return folder / "Files(1).txt"


def make_transcripts(folder: Path, n: int) -> Path:
    """Write interviews of two persons, with the date and the station in the names of the files."""
    draw = random.Random(SEED)
    for at in range(n):
        turns = [f"Interview with Mayor Ann Lee, Radio {at % 3}", ""]
        for _ in range(6):
            thing = draw.choice(THINGS)
            turns += [
                f"JOURNALIST: What about the {thing}?",
                f"LEE: The {thing} {_claim(draw)}. I said that the {draw.choice(THINGS)} {_claim(draw)}.",
            ]
        (folder / f"2021-0{at % 9 + 1}-{at + 10}_radio{at % 3}.txt").write_text("\n".join(turns), "utf-8")
    return folder


MAKERS: dict[str, Callable[[Path, int], Path]] = {
    "press_releases": make_press_releases,
    "pages": make_pages,
    "undated": make_undated,
    "nexis": make_nexis,
    "transcripts": make_transcripts,
}


def make(name: str, folder: Path, share: float = 1.0) -> Path:
    """Write a corpus, or a part of it, and return what `retold new --from` is given."""
    folder.mkdir(parents=True, exist_ok=True)
    return MAKERS[name](folder, max(2, round(WHOLE[name] * share)))


def _step(*words: object) -> tuple[float, subprocess.CompletedProcess[str]]:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "retold.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return time.perf_counter() - begin, done


def measure(name: str, folder: Path, *, share: float, run: bool) -> None:
    """Take a corpus from nothing to a report and print what each step said and took."""
    source, study = make(name, folder / name / "texts", share), folder / name / "study"
    steps = [("new", [study, "--from", source]), ("check", [study])]
    if run:
        steps.append(("run", [study, "--results", folder / name / "results"]))
    for verb, words in steps:
        seconds, done = _step(verb, *words)
        print(f"{name}: retold {verb}: {seconds:.0f} s, status {done.returncode}")
        told = (done.stdout + done.stderr).splitlines()
        print("\n".join(f"    {line[:180]}" for line in told[:60]))
        if done.returncode:
            return


def main() -> None:
    """Measure the corpora that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MAKERS)}; default all")
    parser.add_argument("--to", type=Path, help="folder to keep; default one that goes again")
    parser.add_argument("--share", type=float, default=1.0, help="of the whole size")
    parser.add_argument("--no-run", action="store_true", help="new and check alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        for name in given.names or MAKERS:
            measure(name, given.to or Path(aside), share=given.share, run=not given.no_run)


if __name__ == "__main__":
    main()
