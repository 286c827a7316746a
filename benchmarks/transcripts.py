"""Measure whose words the turns of made transcripts are given to: many kinds, each with its key.

Usage: python benchmarks/transcripts.py

The kinds are those that people paste, export and print: names in capitals, "Q:" and "A:", an office with a list of speakers, names in
bold, titles, times, names alone on their lines, roles in brackets, official reports, turns of several paragraphs with notes of what happens
in the room, rows of tables, captions, subtitles, transcripts of courts, reports of parliaments, and interviews whose questions have no
names before them. Ann Lee is the subject. Counted are the characters of turns (no labels, no notes) whose voice is right; who asks
without a name is the journalist. The last line counts reports in which a line or two only look like turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
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


HEAD = "Interview with Mayor Ann Lee\n\n"

# What stands before a question and before an answer, and after each, by kind; {n} is the number.
WRITTEN = {
    "lower case": ("mia: ", "lee: "),
    "lower case on their lines": ("mia:\n", "ann:\n"),
    "names and colons on their lines": ("**Mia Fox:**\n\n", "**Ann Lee:**\n\n"),
    "times after the colon": ("Mia Fox: 00:0{n}:10\n\n", "Ann Lee: 00:0{n}:40\n\n"),
    "times in brackets on their lines": ("MIA FOX (01:0{n}):\n", "ANN LEE (01:1{n}):\n"),
    "times that are links": ("[13:0{n}](javascript:void(0);) Mia Fox: ", "[13:1{n}](javascript:void(0);) Ann Lee: "),
    "spans of time": ("[00:0{n} - 00:0{n}] Mia Fox: ", "[00:1{n} - 00:1{n}] Ann Lee: "),
    "times without a colon": ("Mia Fox [00:0{n}:00] ", "Ann Lee [00:1{n}:00] "),
    "times before capitals": ("[00:0{n}] MIA FOX ", "[00:1{n}] ANN LEE "),
    "times beside names alone": ("Mia Fox  0:0{n}  \n", "Ann Lee  0:1{n}  \n"),
    "times before names alone": ("00:0{n} Mia Fox\n", "00:1{n} Ann Lee\n"),
    "numbered speakers": ("Speaker 1: ", "Ann Lee: "),
    "numbered speakers with times": ("Speaker 1 00:0{n}\n\n", "Ann Lee 00:1{n}\n\n"),
    "chats": ("[12/05/2021, 10:4{n}:03] Mia Fox: ", "[12/05/2021, 10:5{n}:03] Ann Lee: "),
    "chats with dashes": ("12/05/2021, 10:4{n} - Mia Fox: ", "12/05/2021, 10:5{n} - Ann Lee: "),
    "angles behind": ("Mia Fox> ", "Ann Lee> "),
    "captions": (">> MIA FOX: ", ">> MAYOR LEE: "),
    "captions without a name": (">> ", ">> ANN LEE: "),
    "subtitles": ("{n}\n00:00:0{n},000 --> 00:00:0{n},900\nFOX: ", "{n}\n00:01:0{n},000 --> 00:01:0{n},900\nLEE: "),
    "columns of a table": ("00:00:0{n}\tMia Fox\t", "00:00:1{n}\tAnn Lee\t"),
    "bars": ("00:0{n} | Mia Fox | ", "00:1{n} | Ann Lee | "),
    "parliament, places": ("Mr FOX (Norton) (14:0{n}): ", "Ms LEE (Millbrook—Prime Minister) (14:1{n}): "),
    "parliament, office first": ("Deputy Tom Fox: ", "The Chair, Deputy Ann Lee: "),
    "parliament, party below": ("Tom Fox\nLabour, Norton\n", "Ann Lee\nThe Prime Minister\n"),
    "parliament, of a place": ("  Mr. FOX of Norton. ", "  Ms. LEE. "),
    "parliament, for the time": ("  The SPEAKER pro tempore. ", "  Ms. LEE. "),
    "initials": ("M.F.: ", "A.L.: "),
}  # fmt: skip
ASKED_BY_NOBODY = {
    "numbered interviewers": ("Interviewer 2: ", "Lee: "),
    "I and R": ("I: ", "R: "),
    "INT and RES": ("INT: ", "RES: "),
    "interviewee": ("Interviewer: ", "Interviewee: "),
    "numbered letters": ("Q{n}: ", "A{n}: "),
    "numbered letters with stops": ("Q{n}. ", "A{n}. "),
    "Q without a sign": ("Q ", "MAYOR LEE: "),
    "Q before blanks": ("Q    ", "MAYOR LEE:  "),
    "bold questions": ("**", ""),
    "italic questions": ("*", ""),
    "questions as headings": ("### ", ""),
    "plain questions": ("", ""),
    "questions after dashes": ("– ", ""),
    "questions and answers after dashes": ("– ", "– "),
}
CLOSING = {"bold questions": "**", "italic questions": "*"}


def _written(kind: str, before: tuple[str, str], asks: str) -> Made:
    text, turns = HEAD, []
    for n, (question, answer) in enumerate(zip(ASKED, ANSWERED, strict=True)):
        for label, words, voice, after in (
            (before[0], question, asks, CLOSING.get(kind, "")),
            (before[1], answer, "subject", ""),
        ):
            text += label.format(n=n)
            turns.append((len(text), len(text) + len(words), voice))
            text += f"{words}{after}\n\n"
    return Made(text, tuple(turns))


def _rows() -> Made:
    """Write a table as Markdown has it."""
    text, turns = "| Time | Speaker | Words |\n|---|---|---|\n", []
    for n, pair in enumerate(zip(ASKED, ANSWERED, strict=True)):
        for name, words, voice in zip(("Mia Fox", "Ann Lee"), pair, ("third_party", "subject"), strict=True):
            text += f"| 00:0{n} | {name} | "
            turns.append((len(text), len(text) + len(words), voice))
            text += f"{words} |\n"
    return Made(text, tuple(turns))


def _spoken(lines: Iterable[tuple[str, str, str]]) -> Made:
    """Write lines of a label, its words and their voice; words without a voice are nobody's."""
    text, turns = "", []
    for label, words, voice in lines:
        text += label
        if voice:
            turns.append((len(text), len(text) + len(words), voice))
        text += f"{words}\n"
    return Made(text, tuple(turns))


def _in_court(question: str, answer: str) -> Made:
    """Write the hearing of a witness: the lawyer who asks is named once, and the witness once."""
    lines = [
        ("THE COURT: ", "Call the next witness.", "third_party"),
        ("MR. FOX: ", "The town calls Ann Lee.", "third_party"),
        ("", "ANN LEE, called as a witness by the town, having been duly sworn, testified as follows:", ""),
        ("", "DIRECT EXAMINATION", ""),
        ("", "BY MR. FOX:", ""),
    ]
    for n, (asked, answered) in enumerate(zip(ASKED, ANSWERED, strict=True)):
        lines += [(question, asked, "third_party"), (answer, answered, "subject")]
        if n == 1:
            lines += [
                ("MR. HART: ", "Objection. That goes too far.", "third_party"),
                ("THE COURT: ", "Overruled. You may answer, if you can.", "third_party"),
                ("THE WITNESS: ", "I have told it already.", "subject"),
            ]
    return _spoken(lines)


def _of_an_office() -> Made:
    """Write questions in a parliament: an office has its holder's name beside it once."""
    lines = []
    for n, (asked, answered) in enumerate(zip(ASKED, ANSWERED, strict=True)):
        lines += [
            (f"{'' if n else '1. '}Tom Fox (Norton) (Lab): ", asked, "third_party"),
            ("The Prime Minister: " if n else "The Prime Minister (Ann Lee): ", answered, "subject"),
            ("Mr Speaker: ", "Order. The house will come to order now.", "third_party"),
        ]
    return _spoken(lines)


def made_transcripts() -> dict[str, Made]:
    """Return the transcripts by kind."""
    return {
        **{kind: _written(kind, before, "third_party") for kind, before in WRITTEN.items()},
        **{kind: _written(kind, before, "journalist") for kind, before in ASKED_BY_NOBODY.items()},
        "rows of a table": _rows(),
        "court": _in_court("Q. ", "A. "),
        "court, tabs": _in_court("Q\t", "A\t"),
        "court, by whom in brackets": _in_court("Q. (By Mr. Fox) ", "A. "),
        "an office and its holder": _of_an_office(),
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
    "What happened?\n\nThe bridge was closed.\n\nWhat now?\n\n“I will wait,” Ann Lee said.\n\nWho pays?\n\nNobody knows yet.",
    "**What is new?**\n\nThe toll.\n\n**Must you pay?**\n\nYes, the council says.\n\n**Can I wait?**\n\nNo, and it will cost you more.",
    "(Reuters) The mayor said it rained.\n(AP) She left.\n(Reuters) It rained again.\n(AP) She came back.",
    "| Town | Toll |\n|---|---|\n| Norton | Three euros |\n| Holm | Two euros |\n\nThe mayor said it rained.",
    "title: bridge\nauthor: fox\ndate: may\n\nThe mayor said that it rained.\n\ntags: rain",
    ">> read more\n>> The bridge is closed\nThe mayor said that it rained.\n>> The ferry is late\nShe left.",
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
        print(f"{kind:<36}{right / size:.3f}")
    right, size = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(f"{'all':<36}{right / size:.3f}  ({right} of {size} characters)")
    print(
        f"reports taken for transcripts: {sum(bool(text_form(text)) for text in REPORTS)} of {len(REPORTS)}"
    )


if __name__ == "__main__":
    main()
