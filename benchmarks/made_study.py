"""Make a study of any number of articles out of the invented stories, from a seed.

Usage: python benchmarks/made_study.py FOLDER ARTICLES [--copies N] [--seed N] [--distinct]

An event is one of the invented stories told anew: its names, most of its words and its numbers are changed, by one
rule for the whole event, so that the articles of an event share statements as those of the story do (quoted whole,
reported, shortened, changed), and two events share turns of phrase as any two reports do. Each article leaves out some
lines. With more copies, each is told again by other outlets, which leave out others, as reports of an agency are. Distinct
events keep few words of their story, and draw the others from a vocabulary that grows with the corpus, as that of news does. All
events have one speaker, and the codebook of the planted study. The story that is kept for tests is left out.

It says what a run of so many articles costs. It has no key, and nothing about quality can be read off it.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from key import DISPUTES, PLANTED

HELD = "islands"
SEED = 11

SUBJECT, SURNAME, TITLE = "Ilvan Torrek", "Torrek", "the Premier"

# Share of the words that an event has of its own, of those it could; of an article's lines that it leaves out.
CHANGED, LEFT_OUT = 0.75, 0.15
CHANGED_IF_DISTINCT = 0.95

# Words of a corpus of distinct events: so many times the square root of its articles (Heaps' law).
WORDS_A_ROOT = 400

# Shorter words hold sentences together and stay.
SHORTEST = 5
ENDINGS = ("ation", "ness", "ment", "ing", "ed", "ly", "ies", "es", "s", "er", "al", "")

FIRST_DAY, DAYS_BETWEEN = date(2015, 1, 5), 3
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo zu bren dal fen gor hest jun kel mor nar ost".split()

WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d+")


class Story(NamedTuple):
    """The articles of an invented story, its subject and what else the subject is called."""

    texts: list[str]
    subject: str
    aliases: list[str]


def read_story(folder: Path) -> Story:
    settings = yaml.safe_load((folder / "study.yaml").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted((folder / "articles").glob("*.txt"))]
    return Story(texts, settings["subject"], settings["aliases"])


def read_stories() -> list[Story]:
    folders = [PLANTED, *sorted(path.parent for path in DISPUTES.glob("*/study.yaml"))]
    return [rename_subject(read_story(folder)) for folder in folders if folder.name != HELD]


def rename_subject(story: Story) -> Story:
    """Give a story the one speaker of the study."""
    surname = story.subject.split()[-1]
    names = {story.subject: SUBJECT, surname: SURNAME}
    names |= {alias: TITLE for alias in story.aliases if surname not in alias}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    found = re.compile("|".join(map(re.escape, ordered)))
    return story._replace(texts=[found.sub(lambda hit: names[hit[0]], text) for text in story.texts])


def group_words(stories: list[Story]) -> dict[str, list[str]]:
    """Return the longer small words of all stories by their ending, so that one can stand for another."""
    words = {word for story in stories for text in story.texts for word in WORD.findall(text)}
    groups: dict[str, list[str]] = {ending: [] for ending in ENDINGS}
    for word in sorted(word for word in words if word.islower() and len(word) >= SHORTEST):
        groups[_ending(word)].append(word)
    return groups


def _ending(word: str) -> str:
    return next(ending for ending in ENDINGS if word.endswith(ending))


def make_name(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=draw.randint(2, 3))).capitalize()


def add_words(groups: Mapping[str, list[str]], number: int, draw: random.Random) -> None:
    """Add made words to each group, in proportion to its size, so that all have about so many."""
    most = sum(map(len, groups.values()))
    for ending, alike in groups.items():
        own = max(number - most, 0) * len(alike) // most
        alike += (make_name(draw).lower() + ending for _ in range(own))


class Event:
    """One rule for the words, names and numbers of a story; asked twice, it says the same."""

    def __init__(
        self, draw: random.Random, groups: Mapping[str, list[str]], kept: frozenset[str], changed: float
    ) -> None:
        self.draw, self.groups, self.changed = draw, groups, changed
        self.small = frozenset(word for alike in groups.values() for word in alike)
        self.words = {word: word for word in kept}
        self.shift = draw.randint(1, 60)

    def tell(self, text: str) -> str:
        """Return a text of the story as the event has it."""
        return NUMBER.sub(self._number, WORD.sub(self._word, text))

    def _word(self, hit: re.Match[str]) -> str:
        word = hit[0]
        if word not in self.words:
            self.words[word] = self._choose(word)
        return self.words[word]

    def _choose(self, word: str) -> str:
        if len(word) < SHORTEST or self.draw.random() > self.changed:
            return word
        alike = self.groups[_ending(word.lower())]
        if word.islower():
            return self.draw.choice(alike)
        if word.lower() in self.small:
            return self.draw.choice(alike).capitalize()
        return make_name(self.draw) if word.istitle() else word

    def _number(self, hit: re.Match[str]) -> str:
        """Move a year by some years, and any other number but a day's by the same factor."""
        value = int(hit[0])
        if value <= 31:
            return hit[0]
        if 1900 <= value <= 2100:
            return str(value - self.shift)
        return str(value + value * self.shift // 40)


def make_articles(
    count: int, copies: int = 1, seed: int = SEED, *, distinct: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield articles, each with the number of its event."""
    stories = read_stories()
    groups = group_words(stories)
    kept = frozenset([*SUBJECT.split(), "Premier"])
    draw = random.Random(seed)
    if distinct:
        add_words(groups, WORDS_A_ROOT * math.isqrt(count), random.Random(seed))
    changed = CHANGED_IF_DISTINCT if distinct else CHANGED
    made, event = 0, 0
    while made < count:
        story = stories[event % len(stories)]
        rule = Event(draw, groups, kept, changed)
        for text in (story.texts * copies)[: count - made]:
            headline, *lines = rule.tell(text).splitlines()
            yield event, "\n".join([headline, *(line for line in lines if draw.random() >= LEFT_OUT)]) + "\n"
            made += 1
        event += 1


def make_study(
    folder: Path, count: int, *, copies: int = 1, seed: int = SEED, distinct: bool = False
) -> Path:
    """Write a study of so many articles; return its folder."""
    (folder / "articles").mkdir(parents=True)
    draw = random.Random(seed)
    outlets = [
        f"The {make_name(draw)} {paper}" for paper in ("Post", "Courier", "Mail", "Ledger", "Times") * 8
    ]
    made = make_articles(count, copies, seed, distinct=distinct)
    rows = []
    for number, (event, text) in enumerate(made, 1):
        name = f"m{number:05d}"
        (folder / "articles" / f"{name}.txt").write_text(text, "utf-8")
        outlet = draw.choice(outlets)
        day = FIRST_DAY + timedelta(days=DAYS_BETWEEN * event + draw.randint(0, 1))
        rows.append(
            (name, "original", f"articles/{name}.txt", outlet, day.isoformat(), text.split("\n")[0], "en")
        )
    table = pd.DataFrame(
        rows, columns=["article_id", "edition", "file", "outlet", "date", "title", "language"]
    )
    table["label"] = table["outlet"] + ", " + table["article_id"]
    table.to_csv(folder / "articles.csv", index=False, lineterminator="\n")
    shutil.copy(PLANTED / "codebook.yaml", folder / "codebook.yaml")
    settings = {
        "title": f"Made study of {count} articles",
        "subject": SUBJECT,
        "aliases": [SURNAME, TITLE, "Premier"],
        "edition": "original",
    }
    (folder / "study.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--distinct", action="store_true", help="events share few words but the frequent ones"
    )
    options = parser.parse_args()
    made = make_study(
        options.folder, options.articles, copies=options.copies, seed=options.seed, distinct=options.distinct
    )
    print(made)


if __name__ == "__main__":
    main()
