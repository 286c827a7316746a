"""Measure whose words the turns of made transcripts are given to: ten kinds, each with its key.

Usage: python benchmarks/transcripts.py

The kinds are those that people paste, export and print: names in capitals, "Q:" and "A:", an office with a list of speakers, names in
bold, titles, times, names alone on their lines, roles in brackets, official reports, and turns of several paragraphs with notes of
what happens in the room. Ann Lee is the subject. Counted are the characters of turns (no labels, no notes) whose voice is right; who asks
without a name is the journalist. The last line counts reports in which a line or two only look like turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from retold.articles.attribution.turns import text_form
from retold.articles.attribution.voices import find_statements

SUBJECT, ALIASES = "Ann Lee", ["Lee"]

ASKED = (
    "Will the bridge be closed this summer?",
    "Mr Hart says that the toll doubles in July. Is he right?",
    "And what of the ferry, which the valley has lived on for a hundred years?",
    "You said last year: “No toll, ever.” What has changed?",
    "When will the work begin?",
)
ANSWERED = (
    "No. The bridge will stay open all summer, and nobody needs to worry.",
    "That is not true, and Tom Hart knows it: “Three euros,” the council said. He has not read the budget.",
    "The ferry will run every hour. It has always run, even in the flood, and I told the crews so on Monday.",
    "Much has changed. According to the engineers, the piers are worn. So we pay for them together!",
    "In autumn, I hope. We want to begin before the frost, and the firm believes that it can.",
)
MORE = "There is one more thing. The school bus will be free for every child of the valley."


@dataclass(frozen=True)
class Made:
    """A text with the spans of its turns, each with its voice."""

    text: str
    turns: tuple[tuple[int, int, str], ...]


def make(
    label: Callable[[str, int], str],
    *,
    head: str = "",
    asks: str = "third_party",
    between: str = "\n\n",
    end: str = "",
) -> Made:
    """Write a transcript: `label` gives what stands before a turn of "asks" or "answers", by its number."""
    text, turns = head, []
    for n, (question, answer) in enumerate(zip(ASKED, ANSWERED, strict=True)):
        for who, words, voice in (("asks", question, asks), ("answers", answer, "subject")):
            text += label(who, n)
            turns.append((len(text), len(text) + len(words), voice))
            text += words + between
    return Made(text + end, tuple(turns))


def _named(asking: str, answering: str) -> Callable[[str, int], str]:
    return lambda who, n: asking if who == "asks" else answering


def _timed(who: str, n: int) -> str:
    return f"[00:{n:02d}:{10 if who == 'asks' else 40}] {'Mia Fox' if who == 'asks' else 'Ann Lee'}: "


def _in_paragraphs() -> Made:
    """Write a press conference: answers of two paragraphs, notes of the room, and what the editor says at the end."""
    text, turns = "Press conference, Millbrook, 3 May\n\n", []
    for question, answer in zip(ASKED, ANSWERED, strict=True):
        text += "REPORTER: "
        turns.append((len(text), len(text) + len(question), "journalist"))
        text += question + "\n\nMAYOR LEE: "
        turns.append((len(text), len(text) + len(answer), "subject"))
        text += answer + " [applause]\n\n"
        turns.append((len(text), len(text) + len(MORE), "subject"))
        text += MORE + "\n\n(Laughter.)\n\n"
    return Made(text + "This transcript has been edited for length.", tuple(turns))


def made_transcripts() -> dict[str, Made]:
    """Return the ten transcripts by kind."""
    return {
        "names in capitals": make(
            _named("RADIO NORTH: ", "LEE: "), head="Interview with Mayor Ann Lee, 3 May\n\n"
        ),
        "Q and A": make(
            _named("Q: ", "A: "), head="Mayor Ann Lee on the bridge\n\n", asks="journalist", between="\n"
        ),
        "office and list of speakers": make(
            _named("The Host: ", "The President: "),
            head="Speakers: Ann Lee, President of the Council; Mia Fox, host\n\n",
            asks="third_party",
        ),
        "names in bold": make(_named("**Mia Fox:** ", "**Ann Lee:** "), head="# The bridge\n\n"),
        "titles": make(_named("MS. FOX: ", "MS. LEE: "), end="(END)"),
        "times": make(_timed, between="\n"),
        "names alone": make(_named("Mia Fox\n", "Ann Lee\n")),
        "roles in brackets": make(_named("Fox (Radio North): ", "Ann Lee (mayor): ")),
        "official report": make(_named("Ms. FOX. ", "Ms. LEE. "), between="\n"),
        "press conference": _in_paragraphs(),
    }


# Reports in which a line looks like a turn.
REPORTS = (
    "It rained in the valley.\nNote: The toll is three euros.\nLee said that it was late.\nThe crowd left.",
    "The bridge was closed.\nPhoto: The old bridge by night.\nIt will open in May.\nPhoto: The new bridge by day.",
    "Lee: No toll this year\nThe mayor met the council on Monday.\nShe said that it was late.\nIt rained.",
    "Price: Three euros a day.\nWhere: At the old bridge.\nWhen: On Monday at ten.\nThe crowd left.",
)


def right_characters(made: Made, found: pd.DataFrame) -> tuple[int, int]:
    """Return how many characters of turns have the right voice, and how many there are."""
    voices = [""] * len(made.text)
    for start, end, voice in zip(found["start"], found["end"], found["voice"], strict=True):
        voices[start:end] = [voice] * (end - start)
    places = [(at, voice) for a, b, voice in made.turns for at in range(a, b) if not made.text[at].isspace()]
    return sum(voices[at] == voice for at, voice in places), len(places)


def measure() -> Iterator[tuple[str, int, int]]:
    """Yield kind, right characters and all characters of each transcript."""
    for kind, made in made_transcripts().items():
        frame = pd.DataFrame({"article_id": ["a"], "text": [made.text]})
        yield (kind, *right_characters(made, find_statements(frame, subject=SUBJECT, aliases=ALIASES)))


def main() -> None:
    """Print the share of characters in the right voice, by kind and in all."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    rows = list(measure())
    for kind, right, size in rows:
        print(f"{kind:<30}{right / size:.3f}")
    right, size = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(f"{'all':<30}{right / size:.3f}  ({right} of {size} characters)")
    print(
        f"reports taken for transcripts: {sum(bool(text_form(text)) for text in REPORTS)} of {len(REPORTS)}"
    )


if __name__ == "__main__":
    main()
