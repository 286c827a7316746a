"""Guess which language a text is in, from its script and its function words.

A light guess and a deterministic one: no model, a few microseconds an article. It tells apart languages that
a corpus of news could mix; it is no language identification for single lines, and says "" where it cannot tell.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from retold.language.lexicon import languages, lexicon

# Function words that are frequent in one language, for languages that are only told apart; those that have a folder
# bring their own. A word may stand in several lists.
FUNCTION_WORDS = {
    "cs": "a se na je že to v s z do o za který jsou byl jako po ale podle také by není",
    "de": "der die das und ist nicht ein eine den dem des mit von zu auf für im sich auch als wird hat dass sei nach",
    "es": "el la los las de que y en un una por con para del se no es su al lo como más pero sus fue ha",
    "fr": "le la les des et est une un du que qui dans pour par sur au avec ne pas il elle ce sont plus été a",
    "it": "il lo la gli le di che e è un una per con del della non si da nel sono come più ha dei anche",
    "nl": "de het een en van is dat niet op te in met voor zijn er aan ook om door maar bij wordt naar heeft",
    "pl": "i w na z się nie że do to jest jak o po za od przez jego przy oraz ale był dla są tym",
    "pt": "o a os as de que e em um uma para com do da no na não se por mais dos como foi ao são",
    "ru": "и в не на что с по как он к из за это от его но для был также было о года об",
    "sv": "och i att det som en på är av för med den till inte har de om ett var från men han",
    "tr": "ve bir bu da de için ile olarak olan daha çok ne gibi kadar sonra en ama olduğu var göre",
    "uk": "і в не на що з та до за як у це від його для але він був про є які також року",
}


@cache
def _by_word(folders: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return for each function word the languages it speaks for: those listed here, and those that have a folder."""
    own = {code: " ".join(sorted(lexicon(code).frequent)) for code in folders}
    held = FUNCTION_WORDS | {code: words for code, words in own.items() if words}
    found: dict[str, list[str]] = {}
    for language in sorted(held):
        for word in held[language].split():
            found.setdefault(word, []).append(language)
    return {word: tuple(spoken) for word, spoken in found.items()}


# Scripts that (nearly) one language of news is written in, and the others, by their code points.
SCRIPTS = {
    "CYRILLIC": ("", "\u0400-\u052f"),
    "ARABIC": ("ar", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    "HEBREW": ("he", "\u0590-\u05ff"),
    "GREEK": ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    "DEVANAGARI": ("hi", "\u0900-\u097f"),
    "THAI": ("th", "\u0e00-\u0e7f"),
    "HANGUL": ("ko", "\u1100-\u11ff\uac00-\ud7af"),
    "KANA": ("ja", "\u3040-\u30ff"),
    "HAN": ("zh", "\u3400-\u4dbf\u4e00-\u9fff"),
    "GEORGIAN": ("ka", "\u10a0-\u10ff"),
    "ARMENIAN": ("hy", "\u0530-\u058f"),
}
_OF_SCRIPT = {name: re.compile(f"[{span}]") for name, (_, span) in SCRIPTS.items()}
_BEYOND_LATIN = re.compile("[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\ua6ff\ua800-\ufb06\ufb13-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")

# Of a line in another script, fewer letters are a name or a sign.
FOREIGN_LETTERS = 8

# What is judged of a text: enough for a guess, and long articles cost no more than short ones.
SAMPLE = 2000

# Fewer function words than these are names or a title, not evidence of a language.
EVIDENCE = 3


def main_script(text: str) -> str:
    """Return the script most letters of a text are of, "LATIN" or a name of `SCRIPTS`; "" without letters.

    Examples
    --------
    >>> main_script("Rain"), main_script("Дождь"), main_script("1914")
    ('LATIN', 'CYRILLIC', '')
    """
    text = text[:SAMPLE]
    if text.isascii() or not _BEYOND_LATIN.search(text):
        return "LATIN" if _LETTER.search(text) else ""
    letters = len(_LETTER.findall(text))
    counts = {name: len(pattern.findall(text)) for name, pattern in _OF_SCRIPT.items()}
    # Japanese mixes kana with more Chinese signs than kana.
    if counts["KANA"]:
        counts["KANA"] += counts.pop("HAN")
    name = max(counts, key=lambda script: counts[script])
    return name if counts[name] > letters - sum(counts.values()) else "LATIN"


def guess_language(text: str) -> str:
    """Guess the language of a text from its first characters.

    Returns
    -------
    str
        A code of ISO 639-1, or "" where script and function words do not tell.

    Examples
    --------
    >>> guess_language("The rain in the valley was the worst of the year, and it is not over.")
    'en'
    >>> guess_language("Der Regen ist nicht vorbei, und das Tal ist voll mit Wasser.")
    'de'
    >>> guess_language("Kim 1914")
    ''
    """
    sample = text[:SAMPLE]
    script = main_script(sample)
    if script and script not in ("LATIN", "CYRILLIC"):
        return SCRIPTS[script][0]
    best = _count_function_words(sample).most_common(2)
    if not best or best[0][1] < EVIDENCE or (len(best) == 2 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]


def is_foreign(line: str, *, language: str, script: str) -> bool:
    """Tell whether a line is in another script or language than the article around it.

    Parameters
    ----------
    line : str
        One line.
    language, script : str
        What `guess_language` and `main_script` say of the whole article.
    """
    mixed = not line.isascii() or script != "LATIN"
    if mixed and (own := main_script(line)) and script and own != script:
        return len(_LETTER.findall(line[:SAMPLE])) >= FOREIGN_LETTERS
    words = _count_function_words(line[:SAMPLE])
    if not language or not words:
        return False
    other, count = words.most_common(1)[0]
    # A line is short evidence: two words more than of the article's own language must speak for the other.
    return other != language and count >= EVIDENCE and count >= words[language] + EVIDENCE


def _count_function_words(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    known = _by_word(tuple(languages()))
    for word in text.lower().split():
        if word in known:
            for language in known[word]:
                counts[language] += 1
    return counts
