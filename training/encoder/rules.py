"""Make other claims out of a claim by rule: its denial, another number, another actor; and the same claim in another dress.

The list of opposites is small on purpose: it has to give clear cases, not all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_AUXILIARY = "is are was were will would should can could must may might has have had does do did".split()
_DENIED = re.compile(
    r"\b(is|are|was|were|will|would|should|could|must|may|might|has|have|had|does|do|did)(?:\s+not\b|n['’]t\b)|\bcan(?:not|['’]t|\s+not)\b|\bwon['’]t\b",
    re.I,
)
_AFFIRMED = re.compile(rf"\b({'|'.join(_AUXILIARY)})\b(?!\s+(?:not|no|never)\b)(?!n['’]t)", re.I)

OPPOSITES = [
    ("increase", "decrease"), ("increases", "decreases"), ("raise", "lower"), ("raises", "lowers"), ("good", "bad"), ("better", "worse"),
    ("more", "less"), ("safe", "dangerous"), ("allow", "forbid"), ("allows", "forbids"), ("allowed", "forbidden"), ("help", "harm"), ("helps", "harms"),
    ("protect", "endanger"), ("protects", "endangers"), ("legal", "illegal"), ("support", "oppose"), ("supports", "opposes"),
    ("right", "wrong"), ("easy", "hard"), ("easier", "harder"), ("cheap", "expensive"), ("cheaper", "dearer"), ("strong", "weak"), ("improve", "worsen"),
    ("improves", "worsens"), ("always", "never"), ("everyone", "nobody"), ("everything", "nothing"), ("all", "no"), ("many", "few"), ("accept", "reject"),
    ("accepted", "rejected"), ("win", "lose"), ("won", "lost"), ("open", "closed"), ("true", "false"), ("fair", "unfair"), ("necessary", "unnecessary"),
    ("effective", "useless"), ("inside", "outside"), ("before", "after"), ("rich", "poor"), ("reduce", "increase"), ("reduces", "increases"),
    ("prevent", "cause"), ("prevents", "causes"), ("gain", "loss"), ("benefit", "harm"), ("benefits", "harms"), ("useful", "useless"), ("moral", "immoral"),
]  # fmt: skip
_OPPOSITE = dict(OPPOSITES) | {b: a for a, b in OPPOSITES}
_OPPOSED = re.compile(rf"\b({'|'.join(sorted(_OPPOSITE, key=len, reverse=True))})\b", re.I)

_NUMBER = re.compile(
    r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred|thousand|million)\b",
    re.I,
)
_COUNTS = "two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand million".split()
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)?")

_FALSE = (
    "It is not true that {}",
    "It is false that {}",
    "Nobody can say that {}",
    "It is simply wrong that {}",
)
_TRUE = (
    "It is true that {}",
    "The fact is that {}",
    "He said that {}",
    "We are sure that {}",
    "It is clear that {}",
)


def _lower_first(text: str) -> str:
    word = text.split(" ", 1)[0]
    return text if word == "I" or word.isupper() else text[:1].lower() + text[1:]


def _swap(match: re.Match[str], text: str, new: str) -> str:
    old = match.group()
    new = new[:1].upper() + new[1:] if old[:1].isupper() else new
    return text[: match.start()] + new + text[match.end() :]


def deny_inside(text: str, rng: np.random.Generator) -> str:
    """Take a negation out of a claim, or put one in; an empty text if there is no place for it."""
    denied = _DENIED.search(text)
    if denied:
        verb = denied.group(1) or ("will" if denied.group().lower().startswith("wo") else "can")
        return _swap(denied, text, verb)
    affirmed = _AFFIRMED.search(text)
    if affirmed:
        word = affirmed.group()
        new = "cannot" if word.lower() == "can" else f"{word} {'not' if rng.random() < 0.8 else 'never'}"
        return _swap(affirmed, text, new)
    return ""


def oppose(text: str, rng: np.random.Generator) -> str:
    """Put a word of opposite meaning in the place of one; an empty text if there is none."""
    found = list(_OPPOSED.finditer(text))
    if not found:
        return ""
    match = found[rng.integers(len(found))]
    return _swap(match, text, _OPPOSITE[match.group().lower()])


def deny_whole(text: str, rng: np.random.Generator) -> str:
    """Call the claim false."""
    return _FALSE[rng.integers(len(_FALSE))].format(_lower_first(text))


def affirm(text: str, rng: np.random.Generator) -> str:
    """Call the claim true: the same claim."""
    return _TRUE[rng.integers(len(_TRUE))].format(_lower_first(text))


def denials(text: str, rng: np.random.Generator) -> list[str]:
    """Return up to two denials of a claim, made in two ways; they say the same as each other."""
    made = [deny_inside(text, rng), oppose(text, rng), deny_whole(text, rng)]
    made = [made[at] for at in rng.permutation(3) if made[at]]
    return made[:2]


def other_number(text: str, rng: np.random.Generator) -> str:
    """Change one number of a claim; an empty text if it has none."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return ""
    match = found[rng.integers(len(found))]
    if match.group()[0].isdigit():
        figures = re.sub(r"[^\d]", "", match.group())[:9]
        new = str(int(int(figures) * rng.choice([0.3, 0.5, 2, 3, 7])) + 1)
    else:
        new = str(rng.choice([word for word in _COUNTS if word != match.group().lower()]))
    return _swap(match, text, new)


def other_actor(text: str, names: Sequence[str], rng: np.random.Generator) -> str:
    """Put another name of the topic in the place of one; an empty text if there is none."""
    found = list(_NAME.finditer(text))
    others = [name for name in names if name not in text]
    if not found or not others:
        return ""
    return _swap(found[rng.integers(len(found))], text, str(rng.choice(others)))


def find_names(texts: Sequence[str]) -> list[str]:
    """Return the names in texts: words with a capital letter inside a sentence."""
    return sorted({name for text in texts for name in _NAME.findall(text)})
