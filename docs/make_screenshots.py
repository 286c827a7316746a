"""Make the pictures of the README and of docs anew: `retold run data/planted`, then `python docs/make_screenshots.py results/planted`.

Needs playwright and a browser, which no other part of the project does. The planted study is invented: its words may be
shown. The report's first screen, a statement in its article, and three figures are taken, as small as they stay legible.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "pictures"
# A screen of a laptop, and a picture as wide as a page of docs shows it.
SCREEN = {"width": 1100, "height": 760}
# A picture of more bytes makes a page of docs slow.
MOST_BYTES = 200_000
FIGURES = ("coverage", "conflicts", "argument_groups")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def show_report(page: Any) -> None:
    """Leave the page at its head: the findings."""


def show_evidence(page: Any) -> None:
    """Open the first finding, and go to the place of its first statement."""
    page.click("#findings ol > li summary")
    page.locator("#findings ol > li ul.statements a").first.click()
    page.wait_for_timeout(300)


def show_trust(page: Any) -> None:
    """Go to what hangs on trust."""
    page.evaluate("document.getElementById('trust').scrollIntoView()")


VIEWS = {"report": show_report, "evidence": show_evidence, "trust": show_trust}


def take(results: Path, browser: Any) -> None:
    """Take the views of the report, and the figures."""
    page = browser.new_page(viewport=SCREEN)
    for name, view in VIEWS.items():
        page.goto((results / "report.html").resolve().as_uri())
        view(page)
        write(page, PAGE / f"{name}.png")
    page.goto((results / "figures.html").resolve().as_uri())
    # Pictures above one that is taken must be there already: each moves what stands below it.
    page.evaluate(
        "Promise.all(Array.from(document.images, (one) => { one.loading = 'eager'; return one.decode(); }))"
    )
    for name in FIGURES:
        picture = page.locator(f"figure#{name} img")
        write(picture, PAGE / f"{name}.png")
    page.close()


def write(shown: Any, path: Path) -> None:
    """Write a picture in few colours: a page is paper, ink and a few washes."""
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(shown.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes, more than {MOST_BYTES}")


def main() -> None:
    """Take the pictures of a run."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, help="the results folder of a run")
    chosen = parser.parse_args()
    PAGE.mkdir(exist_ok=True)
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None), args=["--no-sandbox"]
        )
        take(chosen.results, browser)
        browser.close()


if __name__ == "__main__":
    main()
