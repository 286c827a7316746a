"""Find the reporting clauses of a sentence: the verb, who speaks, and the words that are reported.

The forms are those of English news prose: "X said that …", "…, X said", "said X", "according to X, …",
"in X's view, …", "X: …" in a headline, "…, adding that …", "it was announced that …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retold.articles import cues
from retold.tokens import Span, token_spans

# How many tokens may stand between a reporting verb and its "that": "told reporters in the city that".
THAT_WITHIN = 7

# How many words a speaker's name, title and description may take.
SPEAKER_TOKENS = 25

# A headline's speaker before a colon is a name, not a clause: "Lee: …", "The Foreign Ministry: …".
HEADLINE_SPEAKER = re.compile(r"(?:[A-Z][\w.'’-]*\s?){1,4}(?=:\s)")

PERSPECTIVE_NOUNS = frozenset("view opinion words account telling judgment judgement estimation".split())
PREPOSITIONS = frozenset(
    "in at on during after before to while when as from with by through over upon about late early last".split()
)


@dataclass(frozen=True)
class Clause:
    """One reporting clause.

    Attributes
    ----------
    cue : str
        The reporting verb, or the words that stand for it.
    speaker : str or None
        The words that name the speaker; "" where nobody is named (a passive), None where the
        speaker is the one of the clause before.
    content : (start, end) or None
        What is reported, in the article's offsets; None where that is a quotation beside the clause.
    at : int
        Where the cue stands.
    looks_back : bool
        Whether what is reported is the sentence before: "… . Ann Lee said this on Monday."
    """

    cue: str
    speaker: str | None
    content: Span | None
    at: int
    looks_back: bool = False


@dataclass(frozen=True)
class Token:
    """A token with its offsets, its lower-case form, and whether a quotation holds it."""

    start: int
    end: int
    text: str
    lower: str
    quoted: bool

    @property
    def is_sign(self) -> bool:
        """Tell whether this is punctuation."""
        return not self.text[0].isalnum()


@dataclass
class Sentence:
    """A sentence as tokens, with the clauses found in it so far."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    clauses: list[Clause]

    def covers(self, at: int) -> bool:
        """Tell whether this place is reported by a clause already."""
        return any(c.content and c.content[0] <= at < c.content[1] for c in self.clauses)

    def lower(self, i: int) -> str:
        """Return the i-th token in lower case, or "" beyond the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to before `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""


def find_clauses(text: str, span: Span, quotations: Sequence[Span]) -> list[Clause]:
    """Find the reporting clauses of one sentence, in reading order.

    Parameters
    ----------
    text : str
        The article.
    span : (start, end)
        The sentence.
    quotations : sequence of (start, end)
        The article's quotations, in order.

    Returns
    -------
    list of Clause

    Examples
    --------
    >>> text = "The talks failed, Ann Lee said, adding that she had warned them."
    >>> [(c.speaker, c.cue, text[slice(*c.content)]) for c in find_clauses(text, (0, len(text)), [])]
    [('Ann Lee', 'said', 'The talks failed,'), (None, 'adding', 'that she had warned them.')]
    """
    inside = [q for q in quotations if q[0] < span[1] and span[0] < q[1]]
    tokens = [
        Token(a, b, text[a:b], text[a:b].lower(), any(low <= a < high for low, high in inside))
        for a, b in token_spans(text, *span)
    ]
    sentence = Sentence(text, *span, tokens, [])
    headline = HEADLINE_SPEAKER.match(text, *span)
    if headline and headline.group().strip() != "" and not tokens[0].quoted:
        colon = headline.end()
        rest = colon + 1 + len(text[colon + 1 : span[1]]) - len(text[colon + 1 : span[1]].lstrip())
        sentence.clauses.append(Clause(":", headline.group().strip(), (rest, span[1]), colon))
    for i, token in enumerate(tokens):
        if not token.quoted and not token.is_sign:
            clause = _read_clause(sentence, i)
            if clause:
                _add(sentence, clause)
    return sentence.clauses


def _add(sentence: Sentence, clause: Clause) -> None:
    """Add a clause, unless what it reports is reported already.

    A clause that goes on from an earlier one ("... and added that ...") ends that one's content.
    """
    if clause.content:
        cut = _clause_start(sentence, clause)
        shortened = [
            replace(earlier, content=(earlier.content[0], cut))
            if earlier.content and earlier.content[0] < cut < earlier.content[1]
            else earlier
            for earlier in sentence.clauses
        ]
        if any(
            c.content and c.content[0] < clause.content[1] and clause.content[0] < c.content[1]
            for c in shortened
        ):
            return
        sentence.clauses = shortened
    sentence.clauses.append(clause)


def _clause_start(sentence: Sentence, clause: Clause) -> int:
    """Return where the words that introduce a coordinated clause begin ("and added", ", adding")."""
    i = next(n for n, token in enumerate(sentence.tokens) if token.start == clause.at)
    while i and (sentence.lower(i - 1) in cues.ADVERBS | {"and", "but"} or sentence.tokens[i - 1].is_sign):
        i -= 1
        if sentence.lower(i) in {"and", "but"}:
            break
    return sentence.tokens[i].start


def _read_clause(sentence: Sentence, i: int) -> Clause | None:
    word = sentence.lower(i)
    if word == "according" and sentence.lower(i + 1) == "to":
        return _according_to(sentence, i)
    if word in PERSPECTIVE_NOUNS and i >= 2 and not sentence.covers(sentence.tokens[i].start):
        return _perspective(sentence, i)
    glued = word.endswith("that") and word[:-4] in cues.CUE_FORMS
    if word in cues.CUE_FORMS or glued:
        return _verb_clause(sentence, i, glued=glued)
    return None


def _according_to(sentence: Sentence, i: int) -> Clause | None:
    last = _name_end(sentence, i + 2)
    speaker = sentence.words(i + 2, last)
    if not speaker or sentence.covers(sentence.tokens[i].start):
        return None
    if i <= 1:
        content = (_after_sign(sentence, last), sentence.end)
    else:
        content = (sentence.start, sentence.tokens[i - 1].end)
    return Clause(
        "according to", speaker, content if content[0] < content[1] else None, sentence.tokens[i].start
    )


def _perspective(sentence: Sentence, i: int) -> Clause | None:
    """Read "in X's view, …" and "in the words of X, …"."""
    first = next((n for n in range(i - 1, max(i - 8, -1), -1) if sentence.lower(n) == "in"), None)
    if first is None or first > 1:
        return None
    if sentence.lower(i + 1) == "of":
        last = _name_end(sentence, i + 2)
        speaker = sentence.words(i + 2, last)
    else:
        last, owner = i + 1, sentence.words(first + 1, i)
        speaker = re.sub(r"['’]s?$", "", owner)
        if speaker == owner:
            speaker = {"his": "he", "her": "she", "their": "they"}.get(owner.lower(), "")
    if not speaker:
        return None
    return Clause(
        f"in {sentence.lower(i)}",
        speaker,
        (_after_sign(sentence, last), sentence.end),
        sentence.tokens[i].start,
    )


def _after_sign(sentence: Sentence, i: int) -> int:
    while i < len(sentence.tokens) and sentence.tokens[i].lower in {",", ":"}:
        i += 1
    return sentence.tokens[i].start if i < len(sentence.tokens) else sentence.end


def _verb_clause(sentence: Sentence, i: int, *, glued: bool) -> Clause | None:
    tokens = sentence.tokens
    verb = cues.CUE_FORMS[tokens[i].lower[:-4] if glued else tokens[i].lower]
    if sentence.lower(i - 1) == "to" or not _may_be_participle(sentence, i):
        return None
    that = i if glued else _that(sentence, i)
    speaker, left = _speaker_before(sentence, i)
    if _is_noun(sentence, i, that, speaker):
        return None
    passive = sentence.lower(i - 1) in cues.PASSIVE and not tokens[i].lower.endswith("ing")
    if passive:
        if that is None or sentence.covers(tokens[i].start):
            return None
        return Clause(tokens[i].text, "", (tokens[that].start, sentence.end), tokens[i].start)
    inverted = False
    if speaker is None and verb in cues.SPEAKING and _may_be_inverted(sentence, i):
        last = _name_end(sentence, i + 1)
        if last > i + 1:
            speaker, inverted = sentence.words(i + 1, last), True
            i_after = last
    after = i_after if inverted else i + 1
    content = _content(sentence, i, after, left, verb, that, glued=glued)
    nested = sentence.covers(tokens[i].start)
    if nested and not (speaker is None and content and _is_coordinated(sentence, i)):
        return None
    looks_back = content is None and verb in cues.SPEAKING and bool(speaker) and _says_this(sentence, i)
    if content is None and not looks_back and not _beside_quotation(sentence, i, after):
        return None
    return Clause(tokens[i].text, speaker, content, tokens[i].start, looks_back)


def _may_be_participle(sentence: Sentence, i: int) -> bool:
    """Tell whether an -ing form reports ("…, adding that"), or only follows a preposition ("by adding")."""
    if not sentence.lower(i).endswith("ing"):
        return True
    return (
        i == 0
        or sentence.lower(i - 1)
        in {",", "and", "but", "while", "when", "—", "–"} | cues.ADVERBS | cues.PASSIVE
    )


def _says_this(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb's object points back: "said this on Monday", "announced it in a letter"."""
    follows = sentence.lower(i + 2)
    return sentence.lower(i + 1) in {"this", "so", "it"} and (
        follows in PREPOSITIONS or follows in {"", ".", ","}
    )


def _is_noun(sentence: Sentence, i: int, that: int | None, speaker: str | None) -> bool:
    word, before = sentence.lower(i), sentence.lower(i - 1)
    if before in cues.DETERMINERS or before.endswith(("'s", "’s", "s’", "s'")):
        return True
    if word not in cues.NOUNLIKE:
        return False
    if speaker and re.search(r"['’]s? ", speaker + " ") and before not in cues.ADVERBS:
        return True
    follows = sentence.lower(i + 1)
    direct = (
        that == i + 1 or follows in {":"} or (i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].quoted)
    )
    return not (direct and speaker)


def _is_coordinated(sentence: Sentence, i: int) -> bool:
    while i and sentence.lower(i - 1) in cues.ADVERBS:
        i -= 1
    return sentence.lower(i - 1) in {"and", "but", ","}


def _that(sentence: Sentence, i: int) -> int | None:
    """Return the "that" of a reporting verb, if no sign or other verb stands between."""
    for n in range(i + 1, min(i + 1 + THAT_WITHIN, len(sentence.tokens))):
        token = sentence.tokens[n]
        if token.is_sign or (token.lower in cues.CUE_FORMS and token.lower not in cues.CUE_NOUNS):
            return None
        if token.lower == "that":
            return n
    return None


def _speaker_before(sentence: Sentence, i: int) -> tuple[str | None, int]:
    """Return the words that name the speaker left of the verb (None: nobody) and where they begin."""
    j = i
    while j and (
        sentence.lower(j - 1) in cues.ADVERBS | cues.AUXILIARIES or sentence.lower(j - 1).endswith("ly")
    ):
        j -= 1
    first = _name_start(sentence, j)
    if first < j:
        return sentence.words(first, j), first
    before = sentence.lower(j - 1)
    if before in {"who", "which", "that"} and j >= 2:
        end = j - 2 if sentence.lower(j - 2) == "," else j - 1
        first = _name_start(sentence, end)
        return (sentence.words(first, end) or None), first
    if before == "," and not sentence.lower(i).endswith("ing"):
        return _before_apposition(sentence, j - 1)
    return None, j


def _before_apposition(sentence: Sentence, comma: int) -> tuple[str | None, int]:
    """Return the name in "Ann Lee, the minister, said": what stands before the comma before the comma."""
    earlier = next((n for n in range(comma - 1, -1, -1) if sentence.lower(n) == ","), None)
    if earlier is None or any(t.quoted for t in sentence.tokens[earlier:comma]):
        return None, comma + 1
    first = _name_start(sentence, earlier)
    name = sentence.words(first, earlier)
    # Only a name at the start of its clause has an apposition; "X, Y, said" in a list has none.
    is_name = name[:1].isupper() and (first == 0 or sentence.tokens[first - 1].is_sign)
    return (name, first) if is_name and earlier - first <= 8 else (None, comma + 1)


def _name_start(sentence: Sentence, end: int) -> int:
    """Return where the noun phrase that ends before token `end` begins."""
    n = end
    while n and end - n < SPEAKER_TOKENS:
        token = sentence.tokens[n - 1]
        if (
            token.quoted
            or token.lower in cues.BOUNDARIES
            or (token.lower in cues.CUE_FORMS and token.lower not in cues.NOUNLIKE)
        ):
            break
        if token.is_sign and token.text not in {".", "-", "&", "'", "’"}:
            break
        n -= 1
    return n


def _name_end(sentence: Sentence, first: int) -> int:
    """Return where the noun phrase that begins at token `first` ends."""
    n = first
    while n < len(sentence.tokens) and n - first < SPEAKER_TOKENS:
        token = sentence.tokens[n]
        if token.quoted or token.lower in cues.BOUNDARIES | PREPOSITIONS:
            break
        if token.is_sign and not (token.text == "." and n + 1 < len(sentence.tokens)):
            break
        n += 1
    return n


def _may_be_inverted(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb may stand before its subject: after a quotation or a comma, before a name."""
    if i + 1 >= len(sentence.tokens) or not i:
        return False
    before, after = sentence.tokens[i - 1], sentence.tokens[i + 1]
    ends = before.lower == "," or before.quoted or before.text in '"”»'
    return (
        ends
        and not after.quoted
        and (after.text[0].isupper() or after.lower in cues.DETERMINERS | cues.PRONOUNS)
    )


def _content(
    sentence: Sentence, i: int, after: int, left: int, verb: str, that: int | None, *, glued: bool
) -> Span | None:
    """Return the words a verb reports: after "that", after a colon, before the clause, or its object."""
    tokens = sentence.tokens
    if glued:
        return tokens[i].end - len("that"), sentence.end
    if that is not None:
        return tokens[that].start, sentence.end
    follows = sentence.lower(after)
    if follows == ":":
        return (_after_sign(sentence, after), sentence.end) if not _quoted(sentence, after + 1) else None
    if _quoted(sentence, after) or (follows == "," and _quoted(sentence, after + 1)):
        return None
    ends = follows in {"", ".", ",", ";", "!", "?"} or follows in PREPOSITIONS or after != i + 1
    if ends and (verb in cues.SPEAKING or verb in cues.THINKING):
        return _content_before(sentence, min(left, i))
    if verb in cues.OBJECT and follows and follows not in {".", ",", ";"}:
        return tokens[after].start, _object_end(sentence, after)
    if verb in cues.BARE and not ends and follows not in cues.ADVERBS:
        return tokens[after].start, sentence.end
    return None


def _quoted(sentence: Sentence, i: int) -> bool:
    return i < len(sentence.tokens) and sentence.tokens[i].quoted


def _content_before(sentence: Sentence, left: int) -> Span | None:
    """Return the clause before ", Ann Lee said", unless all of it is a quotation."""
    if left < 2 or not (sentence.lower(left - 1) == "," or sentence.tokens[left - 1].quoted):
        return None
    floor = max([c.content[1] for c in sentence.clauses if c.content] or [sentence.start])
    before = [token for token in sentence.tokens[:left] if token.start >= floor]
    if not before or all(token.quoted or token.is_sign for token in before):
        return None
    return before[0].start, before[-1].end


def _object_end(sentence: Sentence, first: int) -> int:
    """Return where an object ends: at a comma before a participle, at "and" before a verb, or at the end."""
    for n in range(first, len(sentence.tokens)):
        follows = sentence.lower(n + 1)
        if sentence.lower(n) == "," and (
            follows.endswith("ing") or follows in cues.BOUNDARIES or _verb_follows(sentence, n)
        ):
            return sentence.tokens[n].end
        if (
            sentence.lower(n) in {"and", "but"}
            and follows in cues.CUE_FORMS
            and follows not in cues.NOUNLIKE | {"called"}
        ):
            return sentence.tokens[n - 1].end
    return sentence.end


def _verb_follows(sentence: Sentence, comma: int) -> bool:
    """Tell whether a main clause with a reporting verb of its own begins after a comma."""
    ahead = sentence.tokens[comma + 1 : comma + 8]
    return any(token.lower in cues.CUE_FORMS and token.lower not in cues.NOUNLIKE for token in ahead)


def _beside_quotation(sentence: Sentence, i: int, after: int) -> bool:
    """Tell whether a quotation stands beside the clause: after the verb, or anywhere before it."""
    nearby = range(after, min(after + THAT_WITHIN, len(sentence.tokens)))
    return any(sentence.tokens[n].quoted for n in nearby) or any(
        token.quoted for token in sentence.tokens[:i]
    )
