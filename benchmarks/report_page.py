"""Measure the report in a real browser, from disk: when it is seen, and how far it is from a finding to its evidence.

Usage: python benchmarks/report_page.py results/nato

Needs playwright and a browser (Debian's chromium is found on the path). Printed are, for three widths, light and dark, the time to the largest
contentful paint (the median of some fresh pages; the goal: under 1 s on a quiet machine), the time until the page is loaded, and its megabytes.
Then a stranger's way: each finding that stands on the first screen, and the clicks and seconds from it to the words in their article.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import time
from pathlib import Path
from typing import Any

WIDTHS, HEIGHT = (360, 800, 1400), 900
SCHEMES = ("light", "dark")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# The last entry that the browser has, once it says that nothing larger came.
PAINT = """() => new Promise((told) => new PerformanceObserver((list) => told(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"

# Findings with statements behind them that stand wholly on the first screen.
SEEN = """() => Array.from(document.querySelectorAll('#findings ol > li'))
  .filter((row) => row.querySelector('summary') && row.getBoundingClientRect().bottom <= innerHeight).map((row) => row.id)"""


def open_page(browser: Any, address: str, width: int, scheme: str) -> Any:
    """Open the report in a window of its own, with nothing kept from before."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    return page


def measure(browser: Any, address: str, width: int, scheme: str, repeat: int) -> tuple[float, float]:
    """Return the milliseconds to the largest paint and to the end of loading, each the median of fresh pages."""
    times = []
    for _ in range(repeat):
        page = open_page(browser, address, width, scheme)
        times.append((page.evaluate(PAINT), page.evaluate(LOADED)))
        page.context.close()
    paints, loads = zip(*times, strict=True)
    return statistics.median(paints), statistics.median(loads)


def follow(page: Any, finding: str) -> tuple[str, int, float, str]:
    """Go from a finding to the words behind it; return its sentence, the clicks, the seconds, and the words that are seen."""
    row = page.locator(f"#{finding}")
    sentence = str(row.evaluate("(row) => row.firstChild.textContent.trim()"))
    start = time.perf_counter()
    row.locator("summary").click()
    entry = row.locator("ul.statements a").first
    words = entry.inner_text()
    entry.click()
    place = page.locator(":target")
    place.wait_for(state="visible")
    spent = time.perf_counter() - start
    if place.inner_text() != words:
        raise SystemExit(f"{finding} leads to other words: {place.inner_text()!r}, not {words!r}")
    return sentence, 2, spent, words


def main() -> None:
    """Print what a report costs to open, and the way from each finding of its first screen."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, help="the results folder of a run")
    parser.add_argument("--repeat", type=int, default=5)
    chosen = parser.parse_args()
    report = (chosen.results / "report.html").resolve()
    print(f"{report.stat().st_size / 1e6:.2f} MB")
    with sync_playwright() as started:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in WIDTHS:
            for scheme in SCHEMES:
                paint, load = measure(browser, report.as_uri(), width, scheme, chosen.repeat)
                print(f"{width:5} px {scheme:5}  largest paint {paint:5.0f} ms  loaded {load:5.0f} ms")
        seen = open_page(browser, report.as_uri(), WIDTHS[-1], SCHEMES[0]).evaluate(SEEN)
        for finding in seen:
            page = open_page(browser, report.as_uri(), WIDTHS[-1], SCHEMES[0])
            sentence, clicks, spent, words = follow(page, finding)
            print(f"{clicks} clicks, {spent:.2f} s: {sentence}\n    {words[:90]!r}")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
