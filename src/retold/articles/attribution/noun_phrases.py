"""A sentence as tokens, and the noun phrases in it that name who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from retold.articles.attribution.scorer import read_weights
from retold.language.english import reporting
from retold.language.tokens import TOKEN, Span, straighten

# How many words a speaker's name, title and description may take.
SPEAKER_TOKENS = 25

# How many words may stand between an owner and what is owned: "Lee's first public praise".
ADJECTIVES = 4

# An aside between a name and its verb is at most so long: "Lee, who had …, said".
ASIDE = 40

# How much white space may stand between a sentence and the quotation before or after it.
GAP = 4

# How many verbs a chain may have: "had wanted to go on to say".
CHAIN = 3

# A full name has so many words at least.
FULL_NAME = 2

# How many words may stand before "and" in "the mayor and two of her deputies said".
FIRST_OF_TWO = 6

# Forms of verbs, at which a name ends.
VERBS = read_weights().verbs

# Everything at which a name ends since a verb begins there.
_VERBLIKE = VERBS | reporting.AUXILIARIES | (frozenset(reporting.CUE_FORMS) - reporting.NOUNLIKE)
_ADJECTIVE_LEADS = reporting.DETERMINERS | reporting.PREPOSITIONS


class Sentence:
    """The tokens of a sentence, as lists of equal length: starts, ends, lower-case words, quoted or not.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        The sentence.
    quotations : sequence of (start, end)
        The quotations that touch the sentence, in order.
    words : list of str, optional
        The tokens of the lower-cased sentence, where they are known already.
    """

    __slots__ = (
        "end",
        "ends",
        "lowers",
        "quoted",
        "quoted_after",
        "quoted_before",
        "size",
        "start",
        "starts",
        "text",
    )

    def __init__(
        self, text: str, start: int, end: int, quotations: Sequence[Span], words: list[str] | None = None
    ) -> None:
        spans = [m.span() for m in TOKEN.finditer(text, start, end)]
        self.text, self.start, self.end, self.size = text, start, end, len(spans)
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        words = TOKEN.findall(text[start:end].lower()) if words is None else words
        # A few letters of other alphabets grow when they are lowered.
        same = len(words) == self.size
        words = words if same else [text[a:b].lower() for a, b in spans]
        # A sign by itself may be a quotation mark; within a word it is an apostrophe or a hyphen.
        self.lowers = [word if word.isascii() or len(word) == 1 else straighten(word) for word in words]
        self.quoted = [False] * len(spans)
        for low, high in quotations:
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            self.quoted[first:last] = [True] * (last - first)

        # A splitter may cut between a quotation and its clause: "…!” Lee replied." or "Lee said: / “…”".
        self.quoted_before = _sign_before(text, start) in reporting.CLOSING
        self.quoted_after = _sign_after(text, end) in reporting.OPENING

    def __len__(self) -> int:
        return self.size

    def lower(self, i: int) -> str:
        """Return the i-th token in lower case, or "" beyond the sentence."""
        return self.lowers[i] if 0 <= i < self.size else ""

    def is_quoted(self, i: int) -> bool:
        """Tell whether a quotation holds the i-th token, or stands right before or after the sentence."""
        if 0 <= i < self.size:
            return self.quoted[i]
        return self.quoted_before if i < 0 else self.quoted_after

    def is_sign(self, i: int) -> bool:
        """Tell whether the i-th token is punctuation, or beyond the sentence."""
        return not self.lower(i)[:1].isalnum()

    def is_capital(self, i: int) -> bool:
        """Tell whether the i-th token begins with a capital letter."""
        return 0 <= i < self.size and self.text[self.starts[i]].isupper()

    def words(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to before `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


# Words that name nobody by themselves.
_NAMELESS = reporting.NAMELESS | (VERBS - reporting.NAMING)


def _sign_before(text: str, start: int) -> str:
    return text[max(start - GAP, 0) : start].rstrip()[-1:] or " "


def _sign_after(text: str, end: int) -> str:
    return text[end : end + GAP].lstrip()[:1] or " "


def is_pronoun(word: str) -> bool:
    """Tell whether a lower-case word is a personal pronoun, with a verb glued to it or not."""
    return word in reporting.PERSONAL or (not word.isalpha() and reporting.GLUED.match(word) is not None)


def is_auxiliary(word: str) -> bool:
    """Tell whether a lower-case word is an auxiliary ("has", "didn't")."""
    return word in reporting.AUXILIARIES or straighten(word).endswith("n't")


def is_verb(sentence: Sentence, i: int) -> bool:
    """Tell whether a word is a verb form, as far as its letters can tell; names and quotations are not."""
    if not 0 <= i < sentence.size or sentence.quoted[i]:
        return False
    word = sentence.lowers[i]
    if word in _VERBLIKE:
        return not sentence.is_capital(i)
    if word[-2:] == "ed":
        # After a noun an -ed form is a verb; after a determiner or a preposition it is an adjective.
        return len(word) > 4 and sentence.lower(i - 1) not in _ADJECTIVE_LEADS and not sentence.is_capital(i)
    return word[-2:] == "'t" and is_auxiliary(word)


def _is_between(sentence: Sentence, i: int) -> bool:
    """Tell whether a word may stand between a speaker and the verb: auxiliaries, adverbs, days."""
    word = sentence.lower(i)
    if is_auxiliary(word) or word in reporting.ADVERBS or word in reporting.DAYS:
        return True
    return word.endswith("ly") and not sentence.is_capital(i)


def subject_end(sentence: Sentence, i: int) -> int:
    """Return where the subject of the verb at token i would end: left of auxiliaries and adverbs."""
    j = i
    while j and not sentence.quoted[j - 1]:
        if _is_between(sentence, j - 1) or (
            sentence.lower(j - 1) == "on" and sentence.lower(j) in reporting.DAYS
        ):
            j -= 1
        else:
            break
    return j


def speaker_before(sentence: Sentence, i: int) -> tuple[str | None, int]:
    """Return the words that name the speaker left of the cue (None: nobody), and where they begin."""
    if is_noun(sentence.lower(i)):
        return _speaker_of_noun(sentence, i)
    j = _chain_start(sentence, i)
    if j == i and _has_no_subject(sentence, i):
        return None, i
    for _ in range(CHAIN):
        speaker, first = _speaker_at(sentence, i, j)
        if speaker or first >= j or first == 0:
            break
        # Only adverbs and the like stood there: "in the past", "recently".
        j = _chain_start(sentence, first)
    return speaker, first


def _has_no_subject(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb takes its subject from elsewhere: "to say", "by saying", "and said"."""
    before = sentence.lower(i - 1)
    if before in reporting.JOINED_TO:
        return True
    return sentence.lower(i).endswith("ing") and (before in reporting.PREPOSITIONS or before == ",")


def is_noun(word: str) -> bool:
    """Tell whether a cue word is a noun as far as its letters can tell: "belief", "praise"."""
    if word in reporting.NOUNLIKE or word in reporting.CUE_NOUNS:
        return True
    return word not in reporting.CUE_FORMS and word not in VERBS and not word.endswith(("ed", "ing"))


def _pronoun(sentence: Sentence, n: int) -> str:
    """Return a pronoun without the verb that is glued to it."""
    glued = reporting.GLUED.match(sentence.lowers[n])
    return sentence.words(n, n + 1)[: glued.end(1) if glued else None]


def _speaker_of_noun(sentence: Sentence, i: int) -> tuple[str | None, int]:
    """Return who owns a noun ("his belief", "Lee's first plan"), or the subject of its verb ("raised a hope")."""
    for n in range(i - 1, max(i - 1 - ADJECTIVES, -1), -1):
        word = sentence.lowers[n]
        # "Lee contrasted her record with Hart's, saying": what stands before a comma owns nothing after it.
        if sentence.quoted[n] or (word == "," and n == i - 1):
            break
        if word in reporting.OWNERS or is_pronoun(word):
            return _pronoun(sentence, n), n
        if word.endswith("'s") and not is_pronoun(word):
            first = name_start(sentence, n + 1)
            return _tidy(sentence, first, n + 1)[:-2] or None, first
        if is_verb(sentence, n):
            return (
                speaker_before(sentence, n)
                if n < i - 1
                else _speaker_at(sentence, i, _chain_start(sentence, i))
            )
        if word in reporting.DETERMINERS and n and is_verb(sentence, n - 1):
            return speaker_before(sentence, n - 1)
    return _speaker_at(sentence, i, subject_end(sentence, i))


def _speaker_at(sentence: Sentence, i: int, j: int, *, tries: int = 2) -> tuple[str | None, int]:
    """Return the speaker whose name ends before token j, for the cue at token i.

    `tries` bounds how many participles are gone back over.
    """
    before = sentence.lower(j - 1)
    if before in reporting.RELATIVE and j >= 2:
        end = j - 2 if sentence.lower(j - 2) in {",", "(", "—", "–", "-"} else j - 1
        first = name_start(sentence, end)
        return (_tidy(sentence, first, end) or None), first
    if before in {",", "—", "–", "-", ")"} and not sentence.lower(i).endswith("ing"):
        return _before_aside(sentence, j - 1)
    if is_pronoun(before) and not sentence.quoted[j - 1]:
        return _pronoun(sentence, j - 1), j - 1
    first = name_start(sentence, j)
    if tries and sentence.lower(first) in reporting.PREPOSITIONS and is_verb(sentence, first - 1):
        # "People briefed on the move said": the name stands before a participle or a relative clause.
        speaker, earlier = _speaker_at(sentence, i, _chain_start(sentence, first), tries=tries - 1)
        if speaker:
            return speaker, earlier
    return (_tidy(sentence, first, j) or None), first


def _chain_start(sentence: Sentence, i: int) -> int:
    """Return where a chain of verbs begins: "has decided to back", "went on to say"."""
    j = subject_end(sentence, i)
    for _ in range(CHAIN):
        n = j
        if sentence.lower(n - 1) == "to":
            n -= 1
            while n and j - n < 4 and not is_verb(sentence, n - 1) and not sentence.is_quoted(n - 1):
                if sentence.lower(n - 1) not in reporting.CHAINED:
                    break
                n -= 1
        if not (n and is_verb(sentence, n - 1)):
            break
        j = subject_end(sentence, n - 1)
    return j


def _tidy(sentence: Sentence, first: int, end: int) -> str:
    """Return a noun phrase without what leads up to it: "On Monday the mayor", "Yet Lee"."""
    while first < end and sentence.lower(first) in reporting.LEADING:
        first += 1
    # A phrase that opens with a preposition is an adverbial, and the name follows its first noun.
    if first < end and sentence.lower(first) in reporting.PREPOSITIONS:
        n = first + 1
        while n < end and not (n > first + 1 and _begins_name(sentence, n)):
            n += 1
        first = n if n < end else first
    n = first
    while n < end and not (n > first and is_verb(sentence, n)):
        n += 1
    if all(sentence.lowers[m] in _NAMELESS or sentence.is_sign(m) for m in range(first, n)):
        return ""
    return sentence.words(first, n)


def _begins_subject(sentence: Sentence, n: int) -> bool:
    if sentence.lowers[n].endswith("'s") or sentence.lowers[n] in reporting.TIMES:
        return False
    return not sentence.quoted[n] and (is_pronoun(sentence.lowers[n]) or _begins_name(sentence, n))


def _begins_name(sentence: Sentence, n: int) -> bool:
    if sentence.lower(n) in reporting.DETERMINERS:
        return True
    return sentence.is_capital(n) and not sentence.is_capital(n - 1)


def _before_aside(sentence: Sentence, close: int) -> tuple[str | None, int]:
    """Return the name in "Ann Lee, the minister, said" or "Ann Lee (Party) said"."""
    if sentence.lower(close) == ")":
        opening = next((n for n in range(close - 1, max(close - 12, 0), -1) if sentence.lowers[n] == "("), 0)
        return _speaker_at(sentence, opening, opening) if opening else (None, close + 1)
    for n in range(max(close - ASIDE, 1), close):
        if sentence.lowers[n] in {",", sentence.lowers[close]} and not sentence.quoted[n]:
            first = name_start(sentence, n)
            named = _opens_clause(sentence, first) and _is_name(sentence, first)
            if 0 < n - first <= 12 and named and reporting.TIMES.isdisjoint(sentence.lowers[first:n]):
                return _tidy(sentence, first, n) or None, first
    return None, close + 1


def _opens_clause(sentence: Sentence, first: int) -> bool:
    return (
        first == 0
        or sentence.lower(first - 1) in reporting.BOUNDARIES | {",", ";", ":", "—", "–", "-"}
        or (sentence.quoted[first - 1])
    )


def _is_name(sentence: Sentence, first: int) -> bool:
    if sentence.lower(first) in reporting.PREPOSITIONS or sentence.lower(first) in reporting.SUBORDINATORS:
        return False
    return sentence.is_capital(first) or sentence.lower(first) in reporting.DETERMINERS


def name_start(sentence: Sentence, end: int) -> int:
    """Return where the noun phrase that ends before token `end` begins."""
    n = end
    while n and end - n < SPEAKER_TOKENS:
        word = sentence.lowers[n - 1]
        if sentence.quoted[n - 1]:
            break
        if word == "and" and n < end:
            listed = _list_start(sentence, n - 1)
            return n if listed is None else listed
        if word in reporting.BOUNDARIES or is_pronoun(word) or is_verb(sentence, n - 1):
            break
        if word == "'" == sentence.lower(n - 2):  # two single marks are a quotation mark
            break
        if not word[0].isalnum() and word not in {".", "-", "&", "'", "’", "$", "%", "/", "#", "@"}:
            break
        n -= 1
    return n


def _list_start(sentence: Sentence, conjunction: int) -> int | None:
    """Return where the names begin that "and" joins: "Lee and her deputy", "Lee, Fox, and others"."""
    comma = sentence.lower(conjunction - 1) == ","
    first = _item_start(sentence, conjunction - 1 if comma else conjunction)
    listed = first
    while listed is not None and sentence.lower(listed - 1) == ",":
        before = _item_start(sentence, listed - 1)
        if before is None or not reporting.TIMES.isdisjoint(sentence.lowers[before : listed - 1]):
            break
        listed = before
    # "It rained, and Lee said …" joins clauses: after a comma "and" makes a list only of three.
    return None if comma and listed == first else listed


def _item_start(sentence: Sentence, end: int) -> int | None:
    """Return where the name begins that ends before token `end` and opens its clause or follows a comma."""
    for n in range(end - 1, max(end - 1 - FIRST_OF_TWO, -1), -1):
        word = sentence.lowers[n]
        if sentence.quoted[n] or is_verb(sentence, n):
            return None
        if n == 0 or not word[0].isalnum() or word in reporting.BOUNDARIES:
            first = n if n == 0 and word[0].isalnum() else n + 1
            named = (
                first < end and _is_name(sentence, first) and sentence.lower(first) not in reporting.LEADING
            )
            return first if named else None
    return None


def name_end(sentence: Sentence, first: int) -> int:
    """Return where the noun phrase that begins at token `first` ends."""
    n, size = first, sentence.size
    if is_pronoun(sentence.lower(first)):
        return first + 1
    while n < size and n - first < SPEAKER_TOKENS:
        word = sentence.lowers[n]
        if sentence.quoted[n] or word in reporting.PREPOSITIONS or word in reporting.DAYS:
            break
        if (word in reporting.BOUNDARIES and word != "and") or (n > first and is_verb(sentence, n)):
            break
        if not word[0].isalnum() and not (word in {".", "&", "’", "'", "-"} and n + 1 < size):
            break
        n += 1
    return n


def first_subject(sentence: Sentence) -> str | None:
    """Return the words that stand where the sentence's subject stands, as far as words can tell.

    That is the first noun phrase, or the one after the first comma where the sentence opens with a
    preposition, a subordinate clause or a participle.
    """
    first = 0
    opening = sentence.lower(0)
    if (
        opening in reporting.PREPOSITIONS | reporting.SUBORDINATORS | reporting.PLACEHOLDERS
        or opening.endswith("ing")
        or (
            opening.endswith("ed")
            and sentence.lower(1) in reporting.QUESTIONS | reporting.PREPOSITIONS | reporting.TOPICS
        )
    ):
        comma = next((n for n, w in enumerate(sentence.lowers) if w == "," and not sentence.quoted[n]), None)
        # "In his speech the senator hit back, calling it a lie": what follows the comma is no subject.
        if comma is not None and not sentence.lower(comma + 1).endswith("ing"):
            first = comma + 1
        else:
            first = next((n for n in range(2, sentence.size) if _begins_subject(sentence, n)), sentence.size)
    while sentence.lower(first) in reporting.LEADING:
        first += 1
    if is_pronoun(sentence.lower(first)):
        return _pronoun(sentence, first)
    end = _subject_phrase_end(sentence, first)
    named = _name_in_apposition(sentence, first, end)
    return sentence.words(*(named or (first, end))) or None


def _name_in_apposition(sentence: Sentence, first: int, end: int) -> Span | None:
    """Return the name that stands between commas after a phrase without one: "the aide, Ann Lee, wrote"."""
    if sentence.lower(first) not in reporting.DETERMINERS or any(
        map(sentence.is_capital, range(first + 1, end))
    ):
        return None
    last = end + 1
    while sentence.is_capital(last) and not sentence.quoted[last]:
        last += 1
    named = sentence.lower(end) == "," == sentence.lower(last)
    return (end + 1, last) if named and last - end > FULL_NAME else None


def _subject_phrase_end(sentence: Sentence, first: int) -> int:
    n = first
    while n < sentence.size and n - first < SPEAKER_TOKENS:
        word = sentence.lowers[n]
        if sentence.quoted[n] or (not word[0].isalnum() and word not in {".", "-", "&"}):
            break
        if (
            word in reporting.PREPOSITIONS
            or (word in reporting.BOUNDARIES and word != "and")
            or is_auxiliary(word)
        ):
            break
        adverb = not sentence.is_capital(n) and (word.endswith("ly") or word in reporting.ADVERBS)
        if n > first and (is_verb(sentence, n) or adverb):
            break
        # "Lee closes the bridge", but not "The communications chief".
        named = (
            n > first and sentence.is_capital(n - 1) and sentence.lower(n - 1) not in reporting.DETERMINERS
        )
        if word.endswith("s") and not sentence.is_capital(n) and named:
            break
        n += 1
    return n
