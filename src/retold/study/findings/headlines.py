"""The headline number of each finding in words, and what kind of number it is: what a sweep compares over universes."""

from __future__ import annotations

from typing import NamedTuple

# A share of something, from 0 to 1; a number of things; how far one number is above another.
SHARE, COUNT, NUMBER, DIFFERENCE = "share", "count", "number", "difference"


class Headline(NamedTuple):
    """What the number of a finding is, its kind, and what it names, if it names the same thing or another in another universe."""

    what: str
    unit: str
    names: str = ""


HEADLINES = {
    "most_argued": Headline(
        "share of the subject's statements that make the argument made most",
        SHARE,
        "the argument that is made most",
    ),
    "most_carried": Headline(
        "share of the articles that carry the argument carried most beside it",
        SHARE,
        "the argument that is carried most beside it",
    ),
    "carried_once": Headline("share of the arguments that one article alone carries", SHARE),
    "agreement": Headline("share of their arguments that two reports of one occasion have in common", SHARE),
    "conflicts": Headline("details in which reports of one occasion differ", COUNT),
    "wording": Headline("share of the utterances told twice whose wording differs", SHARE),
    "voices": Headline("share of the articles that is the subject's words", SHARE),
    "others_heard": Headline("share of the articles in which somebody else is heard", SHARE),
    "left_out": Headline("share of what others report that one article leaves out, at most", SHARE),
    "sources": Headline("independent sources that the articles count as", NUMBER),
    "occasions": Headline("share of the arguments that return on another occasion", SHARE),
    "theme_by_voice": Headline(
        "difference between the subject and the reporters in the theme that sets them apart most",
        DIFFERENCE,
        "the theme that sets them apart most",
    ),
}
