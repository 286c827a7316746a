"""Candidates of reporting clauses: each cue word of a sentence, with what it might report.

The forms are those of English news prose, and each has a kind:

========== ===========================================================
kind       example
========== ===========================================================
that       X said (on Monday) *that …*
colon      X said: *…*
quote      X said "…", "…" X said: what is reported is a quotation
before     *…*, X said; *…*, said X
clause     X said *it rained*; X rejected *the offer*
infinitive X wants *to go*
question   X asked *whether …*
topic      X called for *…*, spoke about *…*
rest       *…*, X said, *…*: what follows a clause that stands within
source     according to X, *…*; in X's view, *…*; *…*, according to X
headline   X: *…*
answer     X's answer: *…*
back       *… .* X said this on Monday.
========== ===========================================================

A candidate names features for the scorer; whether it is taken is settled in `clauses`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from retold.articles.attribution.noun_phrases import (
    Sentence,
    is_auxiliary,
    is_pronoun,
    is_verb,
    name_end,
    speaker_before,
    subject_end,
)
from retold.language.english import reporting

# How many tokens may stand between a reporting verb and its "that": "told reporters in the city that".
THAT_WITHIN = 8

# The same, where the form alone is to decide: "said on Monday that", not "said in the hall that".
PLAIN_WITHIN = 3

# What a weak cue may take without being a report.
WEAK_KINDS = frozenset(["that", "clause", "infinitive", "question", "topic"])


class Candidate(NamedTuple):
    """A cue with what it might report.

    Attributes
    ----------
    at : int
        Token of the cue.
    kind : str
        See the table above.
    speaker : str or None
        Words that name the speaker; None where the clause names none of its own.
    first, last : int
        Tokens of the content, half open; first is -1 where the content is a quotation beside the clause.
    is_open : bool
        Whether the content's end is still to be found within the tokens.
    after : int
        The token after the clause (after its verb, or after an inverted speaker).
    """

    at: int
    kind: str
    speaker: str | None
    first: int
    last: int
    is_open: bool
    after: int


def read_cue(sentence: Sentence, i: int, floor: int) -> Candidate | None:
    """Return what the cue word at token i might report.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    i : int
        Token of the cue.
    floor : int
        First token that no earlier clause reports.
    """
    if is_glued(sentence.lowers[i]):
        return Candidate(i, "that", speaker_before(sentence, i)[0], i, sentence.size, True, i)
    clause = read_clause(sentence, i, floor)
    told = next(told for rule in RULES.values() if (told := rule(clause)) is not None)
    if told.kind == "" or told.first >= told.last > 0:
        return None
    return Candidate(i, told.kind, clause.speaker, *told[1:], clause.after)


def is_glued(word: str) -> bool:
    """Tell whether a cue and its "that" stand as one word: "reportedthat"."""
    return word.endswith("that") and word[:-4] in reporting.CUE_FORMS


class Told(NamedTuple):
    """What a clause reports: ``kind``, ``first``, ``last``, ``is_open`` as in `Candidate`; no kind: nothing."""

    kind: str
    first: int = -1
    last: int = -1
    is_open: bool = False


@dataclass(frozen=True)
class CueClause:
    """A cue with its speaker: ``left`` is the first token of the clause, ``after`` the one after it."""

    sentence: Sentence
    i: int
    speaker: str | None
    left: int
    after: int
    floor: int
    inverted: bool

    @property
    def follows(self) -> str:
        """The word after the clause."""
        return self.sentence.lower(self.after)

    @property
    def speaks(self) -> bool:
        """Whether the cue is a verb of speaking."""
        return reporting.CUE_FORMS.get(self.sentence.lowers[self.i]) in reporting.SPEAKING

    @property
    def after_quotation(self) -> bool:
        """Whether a quotation stands right before the clause."""
        return self.sentence.is_quoted(self.left - 1)

    @property
    def tells(self) -> bool:
        """Whether what follows is the hearer: "…", Lee told the council; any verb, where a comma ends the quotation."""
        comma = "," in self.sentence.lowers[max(self.left - 3, 0) : max(self.left - 1, 0)]
        telling = self.sentence.lower(self.i) in reporting.TELLING
        return self.after_quotation and (telling or (comma and self.left > 0))

    @property
    def ends(self) -> bool:
        """Whether the clause may end here."""
        return self.inverted or _ends_clause(self.sentence, self.after) or self.tells

    def rest(self, kind: str, first: int) -> Told:
        """Return all that follows from a token on."""
        return Told(kind, first, self.sentence.size, True)


def read_clause(sentence: Sentence, i: int, floor: int) -> CueClause:
    """Return the reporting clause of the cue at token i; its adverbs ("said also") belong to it."""
    speaker, left = speaker_before(sentence, i)
    after = i + 1
    if speaker is None and _may_be_inverted(sentence, i):
        last = name_end(sentence, i + 1)
        if last > i + 1 and (sentence.is_quoted(i - 1) or _is_whole_name(sentence, last)):
            return CueClause(sentence, i, sentence.words(i + 1, last), i, last, floor, True)
    while sentence.lower(after) in reporting.INSERTED:
        after += 1
    return CueClause(sentence, i, speaker, left, after, floor, False)


def _told_that(clause: CueClause) -> Told | None:
    that = None if clause.inverted else _that(clause.sentence, clause.i)
    return None if that is None else clause.rest("that", that)


def _told_after_colon(clause: CueClause) -> Told | None:
    if clause.follows != ":":
        return None
    first = clause.after + 1
    return Told("quote") if clause.sentence.is_quoted(first) else clause.rest("colon", first)


def _told_in_quotation(clause: CueClause) -> Told | None:
    sentence, after = clause.sentence, clause.after
    comma = clause.follows == "," and sentence.is_quoted(after + 1)
    return Told("quote") if comma or (after < sentence.size and sentence.is_quoted(after)) else None


def _told_before(clause: CueClause) -> Told | None:
    last = min(clause.left, clause.i)
    first = _before(clause.sentence, last, clause.floor) if clause.ends else None
    return None if first is None else Told("before", first, last)


def _quoted_before(clause: CueClause) -> Told | None:
    says = clause.after_quotation and (clause.speaks or clause.tells)
    return Told("quote") if says and (clause.left or clause.ends) else None


def _quoted_near(clause: CueClause) -> Told | None:
    near = _quotation_near(clause.sentence, clause.i, clause.after)
    return Told("quote") if near and clause.ends else None


def _nothing_follows(clause: CueClause) -> Told | None:
    return Told("") if clause.inverted or clause.after >= clause.sentence.size else None


def _points_back(clause: CueClause) -> Told | None:
    back = clause.speaks and clause.follows in reporting.POINTING
    return Told("back") if back and _ends_clause(clause.sentence, clause.after + 1) else None


def _infinitive(clause: CueClause) -> Told | None:
    return clause.rest("infinitive", clause.after) if clause.follows == "to" else None


def _question(clause: CueClause) -> Told | None:
    return clause.rest("question", clause.after) if clause.follows in reporting.QUESTIONS else None


def _topic(clause: CueClause) -> Told | None:
    return clause.rest("topic", clause.after + 1) if clause.follows in reporting.TOPICS else None


def _whole_clause(clause: CueClause) -> Told:
    first = _past_hearer(clause.sentence, clause.i, clause.after)
    return Told("") if clause.sentence.is_sign(first) else clause.rest("clause", first)


# What a clause reports, by the first of these that holds; the last one always does.
RULES: dict[str, Callable[[CueClause], Told | None]] = {
    "that": _told_that,
    "colon": _told_after_colon,
    "quotation follows": _told_in_quotation,
    "before": _told_before,
    "quotation before": _quoted_before,
    "quotation near": _quoted_near,
    "nothing follows": _nothing_follows,
    "back": _points_back,
    "infinitive": _infinitive,
    "question": _question,
    "topic": _topic,
    "clause": _whole_clause,
}


def _past_hearer(sentence: Sentence, i: int, after: int) -> int:
    """Return where the words told begin: after the one they are told to."""
    if sentence.lower(i) not in reporting.TELLING:
        return after
    first = after
    if is_pronoun(sentence.lower(after)) or sentence.lower(after) in reporting.HEARERS_ALONE:
        first = after + 1
    else:
        while sentence.is_capital(first):
            first += 1
        if first == after and sentence.lower(after) in reporting.HEARERS:
            first += 1
    return first if first < sentence.size else after


def _ends_clause(sentence: Sentence, i: int) -> bool:
    """Tell whether a reporting clause may end before this token."""
    word = sentence.lower(i)
    return word in reporting.CLAUSE_ENDS or word in reporting.PREPOSITIONS_OF_PLACE or word in reporting.DAYS


def _that(sentence: Sentence, i: int) -> int | None:
    """Return the "that" of a cue, if no sign or other verb stands between."""
    for n in range(i + 1, min(i + 1 + THAT_WITHIN, sentence.size)):
        word = sentence.lowers[n]
        if word == "that":
            return None if sentence.quoted[n] else n
        if word in reporting.INSERTED or (word == "," and _is_insertion(sentence, i, n)):
            continue
        if not word[0].isalnum() and word not in {"(", ")", "."}:
            return None
        if word in reporting.BOUNDARIES or is_auxiliary(word) or (n > i + 1 and is_pronoun(word)):
            return None
        if word in reporting.CUE_FORMS and word not in reporting.NOUNLIKE:
            return None
    return None


def _is_insertion(sentence: Sentence, i: int, comma: int) -> bool:
    """Tell whether a comma sets off an adverb between a cue and its "that": "noted, however, that"."""
    if comma == i + 1:
        return sentence.lower(comma + 1) in reporting.INSERTED
    return sentence.lower(comma - 1) in reporting.INSERTED and sentence.lower(comma + 1) == "that"


def _may_be_inverted(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb may stand before its subject: after a quotation or a comma, before a name."""
    if i >= sentence.size - 1 or sentence.quoted[i + 1] or sentence.lowers[i].endswith("ing"):
        return False
    quoted = sentence.is_quoted(i - 1)
    speaks = reporting.CUE_FORMS.get(sentence.lowers[i]) in reporting.SPEAKING
    if not (quoted or (speaks and sentence.lower(i - 1) in reporting.CLAUSE_BREAKS)):
        return False
    after = sentence.lowers[i + 1]
    if sentence.is_capital(i + 1) or after in reporting.DETERMINERS or after in reporting.PERSONAL:
        return True
    return quoted and speaks and after[0].isalnum() and after not in reporting.FUNCTION_WORDS | reporting.DAYS


def _is_whole_name(sentence: Sentence, last: int) -> bool:
    """Tell whether a name that stands after its verb ends its clause: no verb of its own follows."""
    word = sentence.lower(last)
    return not (is_auxiliary(word) or is_verb(sentence, last)) or word in reporting.CUE_NOUNS


def _before(sentence: Sentence, left: int, floor: int) -> int | None:
    """Return where the words before ", Ann Lee said" begin, unless all of them are a quotation."""
    if left < 2 or not (sentence.lower(left - 1) in reporting.CLAUSE_BREAKS or sentence.quoted[left - 1]):
        return None
    first = floor
    while first < left and sentence.is_sign(first) and not sentence.quoted[first]:
        first += 1
    if all(sentence.quoted[n] or sentence.is_sign(n) for n in range(first, left)):
        return None
    return first


def _quotation_near(sentence: Sentence, i: int, after: int) -> bool:
    return any(sentence.quoted[after : after + THAT_WITHIN]) or any(sentence.quoted[:i])


def is_plain(sentence: Sentence, candidate: Candidate) -> bool:
    """Tell whether a candidate reports by its form alone, whatever the weights know of its cue.

    That is a listed verb or noun with a speaker and "that"; a threat or a promise with an infinitive; a listed verb with a speaker and a quoted word in
    its object (called the “line” a myth); "according to X" and "in X's view"; and a line that opens with a name and a colon.
    """
    word = sentence.lower(candidate.at)
    if candidate.kind == "headline":
        whole = sentence.lowers[-1] not in {".", "!", "?", '"', "”"} and sentence.size - candidate.first > 3
        return whole and _starts_line(sentence) and len(candidate.speaker or "") > 2
    if candidate.kind in {"source", "answer"}:
        return True
    if candidate.kind == "infinitive":
        return word in reporting.PROMISING and bool(candidate.speaker)
    verb = word in reporting.CUE_FORMS and word not in reporting.NOUNLIKE
    if candidate.kind == "clause" and verb and candidate.speaker:
        return not reporting.OPENING.isdisjoint(
            sentence.lowers[candidate.first : candidate.first + THAT_WITHIN]
        )
    if candidate.kind != "that" or not candidate.speaker or candidate.first - candidate.at > PLAIN_WITHIN:
        return False
    return (verb or word in reporting.CUE_NOUNS) and not is_verb(sentence, candidate.first + 1)


def is_weak(sentence: Sentence, candidate: Candidate) -> bool:
    """Tell whether a cue says how somebody looks or what somebody has in mind, and nothing that was said.

    "Lee seemed to be tired", "Lee hoped to leave", "Lee is expected to leave". Beside a quotation any cue reports.
    """
    word = sentence.lower(candidate.at)
    if candidate.kind not in WEAK_KINDS or any(sentence.quoted[candidate.first : candidate.last]):
        return False
    if word in reporting.SEEMING:
        return True
    if candidate.kind == "that" and _is_relative(sentence, candidate):
        return True
    passive = _has_passive_auxiliary(sentence, candidate.at)
    if word not in reporting.MINDFUL or passive or candidate.kind != "infinitive":
        return word in reporting.MINDFUL and passive
    # "Lee wants to say that it rained": what is reported is what she says.
    speaks = reporting.CUE_FORMS.get(sentence.lower(candidate.first + 1)) in reporting.SPEAKING
    return speaks or word in reporting.WISHFUL


def _has_passive_auxiliary(sentence: Sentence, i: int) -> bool:
    first = subject_end(sentence, i)
    return sentence.lower(first) in reporting.AUXILIARIES and any(
        sentence.lower(n) in reporting.PASSIVE for n in range(first, i)
    )


def is_passive(sentence: Sentence, i: int) -> bool:
    """Tell whether what stands as the subject of a cue is whom or what somebody else speaks to or of.

    "Ann Lee was told that …", "the bridge was called …", "asked whether …, she said". "Ann Lee was quoted as saying" is none.
    """
    word = sentence.lower(i)
    if i == 0 or (i == 1 and sentence.lower(0) in reporting.SUBORDINATORS):
        return word in reporting.ASKED
    if word not in reporting.CUE_FORMS or not (word.endswith("ed") or word in reporting.PAST_PARTICIPLES):
        return False
    return _has_passive_auxiliary(sentence, i)


def _is_relative(sentence: Sentence, candidate: Candidate) -> bool:
    """Tell whether a "that" goes on with a noun: "saw a grave that holds", where a verb of speaking would have its hearer."""
    between = sentence.lowers[candidate.at + 1 : candidate.first]
    noun = not reporting.DETERMINERS.isdisjoint(between) and not reporting.DETERMINERS.isdisjoint(
        between[-3:]
    )
    speaks = reporting.CUE_FORMS.get(sentence.lower(candidate.at)) in reporting.SPEAKING
    after = sentence.lower(candidate.first + 1)
    holds = is_verb(sentence, candidate.first + 1) or (
        after.endswith("s") and after not in reporting.FUNCTION_WORDS
    )
    return noun and not speaks and holds and not sentence.is_capital(candidate.first + 1)


def _starts_line(sentence: Sentence) -> bool:
    return sentence.start == 0 or sentence.text[sentence.start - 1] in "\r\n"


def begins_clause(sentence: Sentence, n: int) -> bool:
    """Tell whether a clause that goes on from the one before begins at token n: ", adding that", "and added"."""
    word = sentence.lower(n)
    if word != "," and word not in reporting.GOING_ON:
        return False
    i = n + 1
    while sentence.lower(i) in reporting.ADVERBS or sentence.lower(i) in reporting.CONJUNCTIONS:
        i += 1
    verb = sentence.lower(i)
    if reporting.CUE_FORMS.get(verb) not in reporting.SPEAKING or sentence.is_quoted(i):
        return False
    past = verb.endswith("ed") or verb in reporting.PAST_FORMS
    if verb in reporting.NOUNLIKE or not (
        verb.endswith("ing") if word in {",", "while"} and i == n + 1 else past
    ):
        return False
    return _that(sentence, i) is not None or sentence.is_quoted(i + 1)


def features(sentence: Sentence, candidate: Candidate) -> list[str]:
    """Return the features of a candidate: closed word classes around the cue, and the cue itself."""
    i, kind = candidate.at, candidate.kind
    word = sentence.lower(i)[:-4] if is_glued(sentence.lower(i)) else sentence.lower(i)
    j = subject_end(sentence, i)
    left, beside = left_class(sentence, j - 1), left_class(sentence, i - 1)
    right = right_class(sentence, candidate.first if kind in {"clause", "topic", "rest"} else candidate.after)
    shape = (
        "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else "-"
    )
    length = candidate.last - candidate.first
    found = [
        f"kind={kind}",
        f"form={word}",
        f"form={word} kind={kind}",
        f"left={left}",
        f"rest verb={is_verb(sentence, candidate.first)} at={min(i // 4, 4)}" if kind == "rest" else "",
        f"beside={beside}",
        f"left={left} shape={shape}",
        f"right={right} kind={kind}",
        f"shape={shape} right={right}",
        f"speaker={speaker_class(candidate.speaker)}",
        f"speaker={speaker_class(candidate.speaker)} kind={kind}",
        f"form={word} next={sentence.lower(i + 1)}" if sentence.lower(i + 1) in reporting.TOPICS else "",
        f"length={min(length, 4)}" if length < 5 else "",
        "question" if sentence.lowers[-1] == "?" else "",
        f"opening={sentence.lowers[0]}" if sentence.lowers[0] in reporting.SUBORDINATORS else "",
    ]
    if kind == "headline":
        found += [
            f"headline end={right_class(sentence, sentence.size - 1)}",
            f"headline words={len((candidate.speaker or '').split())}",
            f"headline short={int(len(candidate.speaker or '') < 3)} capitals={int((candidate.speaker or '').isupper())}",
            f"headline right={right_class(sentence, candidate.first)}",
            f"headline line={int(sentence.text[sentence.start - 1 : sentence.start] in {'', chr(10)})}",
        ]
    if kind == "that":
        # "the deal that would limit" is a relative clause, "said that it would" is not.
        found += [
            f"that={right_class(sentence, candidate.first + 1)}",
            f"that verb={int(is_verb(sentence, candidate.first + 1))} far={min(candidate.first - i, 4)}",
        ]
    return [name for name in found if name]


def left_class(sentence: Sentence, i: int) -> str:
    """Return the class of the word left of a cue."""
    if i < 0:
        return "start"
    word = sentence.lowers[i]
    if sentence.quoted[i]:
        return "quoted"
    if word in reporting.FUNCTION_WORDS or is_pronoun(word):
        return word
    if is_auxiliary(word):
        return "aux"
    if not word[0].isalnum():
        return word if word in {",", ":", ";"} else "sign"
    if word.endswith("'s"):
        return "owner"
    if sentence.is_capital(i):
        return "name"
    return "ly" if word.endswith("ly") else "s" if word.endswith("s") else "word"


def right_class(sentence: Sentence, i: int) -> str:
    """Return the class of the word right of a cue."""
    if i >= sentence.size or i < 0:
        return "end"
    word = sentence.lowers[i]
    if sentence.quoted[i]:
        return "quoted"
    if word in reporting.FUNCTION_WORDS or is_pronoun(word):
        return word
    if not word[0].isalnum():
        return word if word in {",", ":", ";", "."} else "sign"
    if word[0].isdigit():
        return "number"
    if sentence.is_capital(i):
        return "name"
    ending = word[-3:] if word.endswith("ing") else word[-2:] if word.endswith(("ed", "ly")) else word[-1:]
    return ending if ending in {"ing", "ed", "ly", "s"} else "word"


def speaker_class(speaker: str | None) -> str:
    """Return what kind of words name the speaker: none, a pronoun, a name, or a common noun."""
    if not speaker:
        return "none"
    lower = speaker.lower()
    if is_pronoun(lower) or lower in reporting.OWNERS:
        return lower
    last = speaker.split()[-1]
    return "name" if last[0].isupper() else "noun"
