"""Answer every exercise of the lessons in a real JupyterLab, first wrong and then right: `python docs/try_lessons.py --pictures FOLDER`.

Needs playwright and a browser. The lessons are copied into a folder of their own beside the planted study, as a teacher would hand them out;
JupyterLab listens to this machine alone. A wrong answer must be told what is amiss, in words and without a traceback; the right one, which is
that of the solved lesson, must pass. Ends with status 1 where one does not. A test holds the wrong answers against the exercises.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks" / "teaching"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCREEN = {"width": 1280, "height": 900}

# How long a cell may take on a busy machine, and JupyterLab to start.
PATIENCE_SECONDS = 180

# The notebook that is seen.
OPEN = ".jp-NotebookPanel:not(.lm-mod-hidden)"

# How often it is looked whether a cell has run. A quick cell is over by then, and is not asked for twice.
STEP_MILLISECONDS = 1000

SETTINGS = (
    # All cells are on the page, not only those that are seen.
    ("notebook-extension", "tracker", {"windowingMode": "none"}),
    # JupyterLab asks nobody for news, and the learner not whether it may.
    ("apputils-extension", "notification", {"fetchNews": "false", "checkForUpdates": False}),
)

# What somebody may answer who has not looked closely, by lesson and cell.
WRONG = {
    "1_counting": {
        "marked": "marked = [1, 2]",
        "missed": "missed = [9]",
        "false-hits": "false_hits = []",
        "precision": "precision = 85",
        "ranks": 'most, densest, rate = "p09", "p06", 5',
        "share": "share = 4",
        "denied": "denied = [1]",
    },
    "2_voices": {
        "mine": 'mine = dict.fromkeys([7, 11, 17, 24, 27, 32, 33, 35], "subject")',
        "forms": 'forms = dict.fromkeys([3, 7, 10, 14, 24, 26, 29, 30], "direct")',
        "errors": "errors = [1]",
        "recall": "recall = precision = 0.01",
        "moved": "moved = 99",
        "only-reported": 'only_reported = ["blockade"]',
    },
    "3_agreement": {
        "pair": 'pair = ["p01", "p04"]',
        "drift": 'drift = dict.fromkeys(["p02", "p03", "p04", "p07"], ["verbatim"])',
        "drift-errors": 'drift_errors = ["p02", "p03", "p04", "p07"]',
        "verdicts": 'verdicts = dict.fromkeys(range(1, 9), "conflict")',
        "missed": "missed = [2]",
        "states": 'states = dict.fromkeys(range(1, 7), "silent")',
    },
}


class Exercise(NamedTuple):
    """An exercise of a lesson: the places of its answer and its check among the cells, and two answers."""

    name: str
    answer: int
    check: int
    wrong: str
    right: str


def exercises(lesson: str) -> list[Exercise]:
    """Return the exercises of a lesson in their order; the right answers are those of the solved one."""
    solved = nbformat.read(FOLDER / "solutions" / f"{lesson}.ipynb", 4).cells
    code = [(place, cell) for place, cell in enumerate(solved) if cell.cell_type == "code"]
    return [
        Exercise(cell.id, place, check, WRONG[lesson][cell.id], cell.source)
        for (place, cell), (check, _) in pairwise(code)
        if cell.metadata["nbgrader"]["solution"]
    ]


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Start JupyterLab in a folder and give its address, for as long as a block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, own = secrets.token_hex(16), folder / ".jupyter"
    for extension, plugin, settings in SETTINGS:
        (own / "lab" / "@jupyterlab" / extension).mkdir(parents=True)
        (own / "lab" / "@jupyterlab" / extension / f"{plugin}.jupyterlab-settings").write_text(
            json.dumps(settings)
        )
    config = {"ServerApp": {"open_browser": False, "port": port, "allow_root": True}}
    (own / "jupyter_server_config.json").write_text(json.dumps(config))
    environment = {
        **os.environ,
        **{
            "JUPYTER_CONFIG_DIR": str(own),
            "JUPYTERLAB_SETTINGS_DIR": str(own / "lab"),
            "JUPYTER_TOKEN": token,
        },
    }
    with open(folder / "jupyterlab.log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab"], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(f"{address}/api?token={token}", server)
        yield f"{address}/lab/tree/{{}}?token={token}"
    finally:
        server.terminate()
        server.wait()


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("JupyterLab did not start: see jupyterlab.log")


class Lesson:
    """A lesson that is open in JupyterLab."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        page.goto(address)
        # Once the kernel is there, it is named and at rest.
        page.wait_for_selector(f"{OPEN} .jp-Cell", timeout=1000 * PATIENCE_SECONDS)
        page.wait_for_selector(
            f'{OPEN} .jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=1000 * PATIENCE_SECONDS
        )

    def cell(self, place: int) -> Any:
        """Return a cell by its place, counted from 0."""
        return self.page.locator(f"{OPEN} .jp-Cell").nth(place)

    def write(self, place: int, text: str) -> None:
        """Replace what stands in a cell, by keyboard."""
        self.cell(place).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def run(self, place: int) -> str:
        """Run a cell and return what it says."""
        cell = self.cell(place)
        prompt = cell.locator(".jp-InputPrompt")
        before, end = prompt.inner_text(), time.monotonic() + PATIENCE_SECONDS
        while (shown := prompt.inner_text()) == before or "*" in shown:
            if time.monotonic() > end:
                raise SystemExit(f"cell {place + 1} was not run: its prompt is {shown}")
            if (asks := self.page.locator("dialog.jp-Dialog")).count():
                self._answer(asks.first)
                continue
            if "*" not in shown:
                # What is asked for before the kernel is ready is dropped without a word.
                cell.locator(".cm-content").click()
                self.page.keyboard.press("Control+Enter")
            self.page.wait_for_timeout(STEP_MILLISECONDS)
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())

    def _answer(self, asks: Any) -> None:
        """Take the kernel that JupyterLab proposes, as a learner does; on a busy machine it asks where it did not yet start one."""
        said = asks.inner_text()
        if not said.startswith("Select Kernel"):
            raise SystemExit(f"JupyterLab asks something: {said}")
        asks.locator("button.jp-mod-accept").click()
        asks.wait_for(state="detached")


def try_lesson(lesson: Lesson, name: str, pictures: Path | None) -> Iterator[str]:
    """Go through a lesson as a learner does, and yield a line on each exercise that does not do as it should."""
    asked = {exercise.check: exercise for exercise in exercises(name)}
    answers = {exercise.answer for exercise in asked.values()}
    cells = nbformat.read(FOLDER / f"{name}.ipynb", 4).cells
    for place, cell in enumerate(cells):
        if cell.cell_type != "code" or place in answers:
            continue
        if place not in asked:
            said = lesson.run(place)
            if "Error" in said:
                yield f"{name}, {cell.id}: {said[:300]}"
            continue
        exercise = asked[place]
        for kind in ("wrong", "right"):
            lesson.write(exercise.answer, getattr(exercise, kind))
            lesson.run(exercise.answer)
            said = lesson.run(place)
            if pictures:
                lesson.page.screenshot(path=pictures / f"{name}_{exercise.name}_{kind}.png")
            if is_refused(said) != (kind == "wrong") or "Traceback" in said or not said.strip():
                yield f"{name}, {exercise.name}, {kind} answer: {said[:300] or 'nothing is said'}"


def is_refused(said: str) -> bool:
    """Tell whether a check says that an answer is not right yet."""
    return said.lstrip().startswith("Not yet")


def try_alone(name: str, browser: Any, pictures: Path | None) -> Iterator[str]:
    """Go through a lesson in a JupyterLab of its own, which remembers no other lesson."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / "data" / "planted", folder / "data" / "planted")
        shutil.copy2(FOLDER / f"{name}.ipynb", folder)
        with jupyterlab(folder) as address:
            page = browser.new_page(viewport=SCREEN)
            yield from try_lesson(Lesson(page, address.format(f"{name}.ipynb")), name, pictures)
            page.close()


def main() -> int:
    """Try all lessons, say what was tried, and return the exit status."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each answer")
    pictures = parser.parse_args().pictures
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    browser_file = next(filter(None, map(shutil.which, BROWSERS)), None)
    failures: list[str] = []
    with sync_playwright() as started:
        # As root, in a container, a browser starts only without its sandbox.
        browser = started.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        for name in WRONG:
            found = list(try_alone(name, browser, pictures))
            print(f"{name}: {len(exercises(name))} exercises, {len(found)} not as they should be")
            failures += found
        browser.close()
    print("\n".join(failures))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
