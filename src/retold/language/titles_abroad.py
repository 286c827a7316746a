"""Titles and offices before a name in languages that have no folder yet: "Bundeskanzlerin Anna Berg", "Monsieur Berg".

German, Dutch and the languages of the north write an office as one word with what it is of, so that the end of the word tells it.
"""

from __future__ import annotations

import re

_COMPOUND = (
    "kanzler präsident minister meister sprecher chef vorsitzende vorsitzender direktor professor senator abgeordnete abgeordneter"
    " kommissar gouverneur sekretär leiter richter botschafter general könig rat rätin kandidat anwalt president voorzitter"
    " burgemeester woordvoerder ordförande talsman statsråd borgmester"
).split()
_WHOLE = (
    # Before a name alone.
    "herr frau dr prof monsieur madame mme mlle señor señora don doña signor signora onorevole senhor senhora mevrouw meneer pan pani"
    # Offices.
    " président présidente ministre chancelier chancelière maire sénateur sénatrice député députée presidente presidenta ministro"
    " ministra canciller alcalde alcaldesa gobernador gobernadora senador senadora sindaco sindaca cancelliere governatore papa pape"
    " prefeito governador prezydent premier burmistrz poseł kanclerz rzecznik rzeczniczka"
).split()
_TITLE = re.compile(rf"(?:[\w-]*(?:{'|'.join(_COMPOUND)})(?:in|s)?|{'|'.join(_WHOLE)})\.?", re.IGNORECASE)


def is_title_abroad(word: str) -> bool:
    """Tell whether a word before a name is a title or an office in a language without a folder.

    Examples
    --------
    >>> [is_title_abroad(word) for word in ("Bundeskanzlerin", "Premierminister", "Présidente", "Olaf")]
    [True, True, True, False]
    """
    return _TITLE.fullmatch(word) is not None
