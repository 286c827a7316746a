"""What changes between two aligned utterances: a negation, a modal verb, a number, a tense, words lost or replaced."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from retold.consistency.wording.alignment import Match
from retold.consistency.wording.utterances import (
    ELLIPSIS,
    LEAST_QUOTED,
    Utterance,
    end_of_sentence,
    is_partly_quoted,
    quoted_spans,
    start_of_sentence,
)
from retold.language.english.clauses import CLAUSE_WORDS
from retold.language.english.endings import PAST_ENDING
from retold.language.english.joining import JOINING
from retold.language.english.modality import (
    AUXILIARIES,
    BACKSHIFTED,
    MODALS,
    NEGATIVE_PREFIXES,
    NEGATORS,
    PERSONS,
    PRONOUNS,
    SHIFTED,
    TELLING,
    TENSES,
)
from retold.language.english.verb_groups import HAD, HAVING, INFINITIVE, LEADING, OBLIGATION
from retold.language.number_words import is_number
from retold.language.words import IRREGULAR, is_content

DRIFT_TYPES = (
    "verbatim",
    "truncation",
    "splice",
    "insertion",
    "substitution",
    "negation flipped",
    "modality lost",
    "modality added",
    "number changed",
    "tense",
    "direct turned indirect",
    "hedge dropped",
    "function words",
)

# Two negations that change within so many words of each other are one that moved: "I do not think it will", "I think
# it will not".
MOVED_WITHIN = 8

# Steps on both sides together over which the matched middle takes in a further function word: one on each side, and up
# to two words that only one side has.
WIDENED_BY = 4

# Where both sides go on after (or begin before) the matched middle with more content words than this, each gives
# something that the other does not; no word is replaced.
MOST_REPLACED = 3

# So many words at an end are a part of the sentence, even if none of them carries meaning of its own; words that only
# join what follows to what was said before are not counted.
CUT_WORDS = 3

# A subject that a reporter puts for "I" or "we" ("his country", "the Foreign Minister") has at most so many words.
LONGEST_SUBJECT = 4

# A hedge so many words before the words of both is theirs: "I think that the bridge".
HEDGE_BEFORE = 4

# Words that stand in each other's place with so many content words on either side have no time in common to change.
REWORDED = 2

QUOTES = tuple("\"“”„«‘'‹")

BEFORE, INSIDE, AFTER = -1, 0, 1


class Block(NamedTuple):
    """Words, by position, that two utterances have in each other's place; ``side`` of the matched middle."""

    a0: int
    a1: int
    b0: int
    b1: int
    side: int = INSIDE  # -1 before the matched middle, 0 inside, 1 after it


class Said(NamedTuple):
    """The words, by position, that a version gives of an utterance, and whether they are a quotation."""

    first: int
    last: int
    quoted: bool


class Swap(NamedTuple):
    """Normalised words of one side that stand for words of the other."""

    a: tuple[str, ...]
    b: tuple[str, ...]


class Drift(NamedTuple):
    """The types that hold, the blocks that show them, and the words that are replaced."""

    types: frozenset[str]
    blocks: tuple[Block, ...]
    swaps: tuple[Swap, ...]


def type_drift(a: Utterance, b: Utterance, matches: Sequence[Match]) -> Drift:
    """Type what changes from utterance a to utterance b.

    Parameters
    ----------
    a, b : Utterance
        The utterances.
    matches : sequence of Match
        Their alignment, see `retold.consistency.wording.alignment.align_pairs`.

    Returns
    -------
    Drift
        ``types`` out of ``DRIFT_TYPES``; "modality lost" and "modality added" are read from a to b, all others
        hold either way round.

    Notes
    -----
    Pronouns, tenses and modal verbs that a reporting verb in the past forces on indirect speech are no drift. What
    one side leaves out is not looked into. The word lists are English.
    """
    ends = find_middle(a, b, matches)
    found = _Findings(a, b, find_both_said(a, b, ends))
    soft = [match for match in matches if not match.same]
    starts = [match.a for match in soft]
    for block in find_blocks(a, b, matches):
        near = soft[bisect_left(starts, block.a0) : bisect_left(starts, block.a1)]
        found.read(block, [match for match in near if _within(match, block)])
    return found.result()


def find_blocks(a: Utterance, b: Utterance, matches: Sequence[Match]) -> list[Block]:
    """Return what stands before, between and after the words that are the same on both sides, from left to right.

    The matched middle runs from the first to the last content word or number that corresponds; function words further
    out match by chance.
    """
    ends = find_middle(a, b, matches)
    if not ends:
        return [Block(0, len(a.forms), 0, len(b.forms), AFTER)]
    first, last = ends
    own, other = find_both_said(a, b, ends)
    inner = [m for m in matches if m.same and first.a <= m.a <= last.a]
    bounds = [Match(first.a - 1, first.b - 1, True), *inner, Match(last.a + 1, last.b + 1, True)]
    blocks = [Block(p.a + 1, q.a, p.b + 1, q.b) for p, q in pairwise(bounds)]
    before = Block(own.first, first.a, other.first, first.b, BEFORE)
    after = Block(last.a + 1, own.last, last.b + 1, other.last, AFTER)
    return [block for block in [before, *blocks, after] if block.a0 < block.a1 or block.b0 < block.b1]


def find_middle(a: Utterance, b: Utterance, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return the first and the last match of the middle, see `find_blocks`; nothing if nothing matches."""
    anchors = [m for m in matches if m.same or a.keys[m.a] == b.keys[m.b] or is_number(a.forms[m.a])]
    middle = [m for m in anchors if is_content(a.forms[m.a])] or anchors
    if not middle:
        return ()
    # What a reporter says before and after a quotation is no part of it, though a small word of it is the same.
    spans = find_both_said(a, b, (middle[0], middle[-1]))
    anchors = [m for m in anchors if all(s.first <= at < s.last for s, at in zip(spans, m[:2], strict=True))]
    return _widen(anchors[::-1], middle[0], -1), _widen(anchors, middle[-1], 1)


def find_both_said(a: Utterance, b: Utterance, ends: Sequence[Match]) -> tuple[Said, Said]:
    """Return the words of both versions among which the middle stands, see `find_said`.

    A quotation of any length counts where both versions quote the middle: what is an irony in one report is not in two.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["the bridge a “sad affair”", "to the old bridge as a “sad affair” and a “shame”"]
    >>> frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "form": "mixed", "text": texts}
    >>> a, b = join_utterances(pd.DataFrame(frame))
    >>> find_both_said(a, b, (Match(3, 6, True), Match(4, 7, True)))
    (Said(first=3, last=5, quoted=True), Said(first=6, last=8, quoted=True))
    """
    places = [[match[side] for match in ends] for side in (0, 1)]
    sides = list(zip((a, b), places, strict=True))
    short = bool(ends) and all(_holding_quotation(told, *where, least=1) for told, where in sides)
    own, other = (find_said(told, *where, least=1 if short else LEAST_QUOTED) for told, where in sides)
    return own, other


def find_said(utterance: Utterance, *ends: int, least: int = LEAST_QUOTED) -> Said:
    """Return the words among which the first and the last word of the middle stand.

    These are the sentence; or, where a reporter's sentence holds both in a quotation of ``least`` words, that quotation, which is
    said in so many words.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> frame = {"statement_id": ["a:1"], "article_id": "a", "argument": "k", "form": "mixed",
    ...          "text": ["that a bridge so old and so far away is sad, but “we shall never close it”"]}
    >>> find_said(*join_utterances(pd.DataFrame(frame)), 12, 15)
    Said(first=11, last=16, quoted=True)
    """
    if not ends:
        return Said(0, len(utterance.forms), quoted=utterance.form == "direct")
    if held := _holding_quotation(utterance, *ends, least=least):
        return held
    first, last = ends
    begun, done = start_of_sentence(utterance, first), end_of_sentence(utterance, last + 1)
    return Said(begun, done, quoted=utterance.form == "direct")


def _holding_quotation(utterance: Utterance, first: int, last: int, *, least: int) -> Said | None:
    """Return the quotation of so many words in a reporter's sentence that holds the middle; the whole, if all is quoted.

    Where one word is enough, the middle may begin in one quotation and end in a later one.
    """
    if utterance.form == "direct" and not is_partly_quoted(utterance):
        return Said(0, len(utterance.forms), quoted=True)
    words = utterance.words
    quotations = [
        [at for at, word in enumerate(words) if start <= word.start < end]
        for start, end in quoted_spans(utterance.text)
    ]
    begun = next((q for q in quotations if len(q) >= least and q[0] <= first <= q[-1]), None)
    ended = next((q for q in quotations if len(q) >= least and q[0] <= last <= q[-1]), None)
    if begun is None or ended is None or (begun is not ended and least > 1):
        return None
    return Said(begun[0], ended[-1] + 1, quoted=True)


def _widen(anchors: Sequence[Match], edge: Match, step: int) -> Match:
    """Take in the function words that match near the outermost content word: "our brave fathers", "our fathers"."""
    for match in anchors:
        away = (step * (match.a - edge.a), step * (match.b - edge.b))
        if min(away) > 0 and sum(away) <= WIDENED_BY:
            edge = match
    return edge


def _within(match: Match, block: Block) -> bool:
    return block.a0 <= match.a < block.a1 and block.b0 <= match.b < block.b1


class BlockWords(NamedTuple):
    """The words of a block on one side, by what they do."""

    forms: list[str]
    places: list[int]
    hedges: list[int]
    content: list[int]
    numbers: list[int]
    negations: int
    modals: list[str]


def sort_words(utterance: Utterance, first: int, last: int) -> BlockWords:
    """Return the words of an utterance from one place to another, sorted by what they do.

    Examples
    --------
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> import pandas as pd
    >>> frame = {"statement_id": ["a:1"], "article_id": "a", "argument": "k", "text": ["They must not close 40 shops"]}
    >>> words = sort_words(join_utterances(pd.DataFrame(frame))[0], 0, 6)
    >>> words.content, words.numbers, words.negations, words.modals
    ([3, 5], [4], 1, ['must'])
    """
    hedged = utterance.hedges
    places = list(range(first, last))
    forms = utterance.forms
    modals = [plain_modal(forms, i) for i in places]
    said = [
        i for i in places if i not in hedged and forms[i] not in NEGATORS | MODALS | AUXILIARIES | {ELLIPSIS}
    ]
    return BlockWords(
        forms=forms[first:last],
        places=places,
        hedges=[i for i in places if i in hedged],
        content=[
            i for i in said if (is_content(forms[i]) or forms[i] in TELLING) and not is_number(forms[i])
        ],
        numbers=[i for i in said if is_number(forms[i])],
        negations=sum(forms[i] in NEGATORS for i in places),
        modals=[modal for modal in modals if modal],
    )


def plain_modal(forms: Sequence[str], place: int) -> str:
    """Return the modal verb at a place, "" if there is none; "have to" is one too."""
    form = forms[place]
    if form in HAVING and forms[place + 1 : place + 2] == [INFINITIVE]:
        return OBLIGATION
    return form if form in MODALS else ""


class _Findings:
    """Collects what the blocks of one pair show."""

    def __init__(self, a: Utterance, b: Utterance, spans: Sequence[Said]) -> None:
        self.a, self.b, self.spans = a, b, spans
        self.indirect = not all(said.quoted for said in spans)
        self.types: set[str] = set()
        self.blocks: list[Block] = []
        self.swaps: list[Swap] = []
        self.flips: list[tuple[int, int]] = []
        self.leads_in = False

    def result(self) -> Drift:
        if self._flipped():
            self.types.add("negation flipped")
        if self.spans[0].quoted != self.spans[1].quoted or self.leads_in:
            self.types.add("direct turned indirect")
        if self.indirect and "substitution" in self.types:
            # Who retells in words of his own puts some in, as he leaves others out.
            self.types.discard("insertion")
        types = self.types or {"verbatim"}
        return Drift(frozenset(types), tuple(self.blocks), tuple(self.swaps))

    def _flipped(self) -> bool:
        """Say whether a negation came or went that has not merely moved."""
        flips = list(self.flips)
        for p, q in pairwise(self.flips):
            if p in flips and q in flips and p[1] == -q[1] and q[0] - p[0] <= MOVED_WITHIN:
                flips.remove(p)
                flips.remove(q)
        if len(flips) < len(self.flips) and not self.types:
            self.types.add("function words")
        return bool(flips)

    def read(self, block: Block, soft: Sequence[Match]) -> None:
        """Type one block; ``soft`` are the different words in it that correspond."""
        block = self._without_subject(block, soft)
        left, right = self._block_words(block)
        if "".join(left.forms) == "".join(right.forms):
            # "Work force" and "workforce" are one word.
            return
        before = (set(self.types), len(self.flips))
        if ELLIPSIS in left.forms or ELLIPSIS in right.forms:
            self._read_ellipsis(block, left, right)
        elif block.side != INSIDE:
            block = self._read_end(block, left, right, soft)
        else:
            self._read_inner(left, right, soft)
        told = (set(self.types), len(self.flips)) != before
        full = [bool(side.content or side.numbers) for side in self._block_words(block)]
        # Words cut off at an end are not listed: a whole sentence may follow.
        cut = (
            block.side != INSIDE and self.types - before[0] <= {"truncation"} and len(self.flips) == before[1]
        )
        if (told or any(full)) and not (cut and not all(full)):
            self.blocks.append(block)

    def _block_words(self, block: Block) -> tuple[BlockWords, BlockWords]:
        return sort_words(self.a, block.a0, block.a1), sort_words(self.b, block.b0, block.b1)

    def _without_subject(self, block: Block, soft: Sequence[Match]) -> Block:
        """Leave off a subject that indirect speech forces: "his country" for "we", before the verb or alone."""
        verbs = [m for m in soft if self.a.forms[m.a] in AUXILIARIES | MODALS]
        for a1, b1 in [(block.a1, block.b1), *((m.a, m.b) for m in verbs)]:
            if self._is_forced_subject(*self._block_words(Block(block.a0, a1, block.b0, b1))):
                return block._replace(a0=a1, b0=b1)
        return block

    def _read_ellipsis(self, block: Block, left: BlockWords, right: BlockWords) -> None:
        """Type what one side leaves out over an ellipsis: a splice inside, a marked cut at an outer end."""
        for own, other in ((left, right), (right, left)):
            if ELLIPSIS not in own.forms or not (other.content or other.numbers):
                continue
            if block.side == INSIDE:
                self.types.add("splice")
                continue
            outer, beside = _around_ellipsis(own, at_start=block.side == BEFORE)
            if not beside and outer:
                # The other side ends inside of what is left out here, and this side goes on.
                self.types |= {"splice", "truncation"}

    def _read_end(self, block: Block, left: BlockWords, right: BlockWords, soft: Sequence[Match]) -> Block:
        full = [bool(side.content or side.numbers) for side in (left, right)]
        if any(full) and all(side.forms for side in (left, right)):
            # "Nobody" and "everybody" are in each other's place, though one of them is a negation.
            full = [has or side.negations > 0 for has, side in zip(full, (left, right), strict=True)]
        hedged = block.side == BEFORE and self._read_start(left, right)
        cut = self._is_cut_off(left, right) or self._is_cut_off(right, left) or _only_joins(left, right)
        if full[0] != full[1] or cut or (self.leads_in and not (left.forms and right.forms)):
            self.types |= {"truncation", "hedge dropped"} if hedged else {"truncation"}
        elif not any(full):
            if block.side == BEFORE or left.hedges or right.hedges:
                self._read_small(left, right, soft)
        elif min(len(side.content) for side in (left, right)) > MOST_REPLACED:
            self.types.add("truncation")
        else:
            return self._read_both_ends(block, soft)
        return block

    def _read_start(self, left: BlockWords, right: BlockWords) -> bool:
        """Note whether a side begins in the midst of the sentence, so that who reports it gave its subject.

        Returns whether that side lacks a hedge that stands right before its first word.
        """
        sides = ((self.a, left, right), (self.b, right, left))
        for said, (utterance, own, other) in zip(self.spans, sides, strict=True):
            if not own.forms:
                self.leads_in |= begins_amidst(utterance, said)
                return bool(other.hedges) and other.places[-1] - other.hedges[-1] <= HEDGE_BEFORE
        return False

    def _is_cut_off(self, own: BlockWords, other: BlockWords) -> bool:
        """Say whether one side has nothing where the other has a few small words ("as we always did")."""
        return not own.forms and len([form for form in other.forms if form not in JOINING]) >= CUT_WORDS

    def _read_both_ends(self, block: Block, soft: Sequence[Match]) -> Block:
        """Compare as many words next to the matched middle as both sides have; what is left over is cut off."""
        size = min(block.a1 - block.a0, block.b1 - block.b0)
        if block.side == BEFORE:
            near = Block(block.a1 - size, block.a1, block.b1 - size, block.b1, BEFORE)
            far = (self.a, block.a0, near.a0), (self.b, block.b0, near.b0)
        else:
            near = Block(block.a0, block.a0 + size, block.b0, block.b0 + size, AFTER)
            far = (self.a, near.a1, block.a1), (self.b, near.b1, block.b1)
        left, right = self._block_words(near)
        self._read_inner(left, right, [match for match in soft if _within(match, near)])
        if any(side.content or side.numbers for side in (sort_words(*part) for part in far)):
            self.types.add("truncation")
        return near

    def _read_inner(self, left: BlockWords, right: BlockWords, soft: Sequence[Match]) -> None:
        added = bool(left.content) != bool(right.content)
        if added and not (left.forms and right.forms) and len(left.content or right.content) > 1:
            # A clause that the other side does not have at all is looked into no further.
            self.types.add("insertion")
            return
        self._read_content(left, right, soft)
        self._read_numbers(left, right)
        self._read_small(left, right, soft)

    def _read_content(self, left: BlockWords, right: BlockWords, soft: Sequence[Match]) -> None:
        paired_a = {m.a for m in soft if self.a.keys[m.a] == self.b.keys[m.b]}
        paired_b = {m.b for m in soft if self.a.keys[m.a] == self.b.keys[m.b]}
        own = [self.a.forms[i] for i in left.content if i not in paired_a]
        other = [self.b.forms[i] for i in right.content if i not in paired_b]
        if own and other and _differ_by_prefix(own, other):
            odd = (left.negations - right.negations) % 2 == 1
            self.flips.append((left.places[0], 1 if len(own[0]) > len(other[0]) else -1))
            if odd:
                # "Not acceptable" for "unacceptable": the flip of the prefix and that of "not" cancel out.
                self._swap(left, right)
        elif (own and other) or _is_verb_replaced(left, right):
            self._swap(left, right)
        elif (own or other) and not (left.negations or right.negations):
            # "Is being repaired" for "must be repaired": the verb stands on both sides.
            self.types.add("insertion")

    def _swap(self, left: BlockWords, right: BlockWords) -> None:
        self.types.add("substitution")
        self.swaps.append(Swap(_spoken(left), _spoken(right)))

    def _read_numbers(self, left: BlockWords, right: BlockWords) -> None:
        own, other = [self.a.forms[i] for i in left.numbers], [self.b.forms[i] for i in right.numbers]
        if own and other:
            if own != other:
                self.types.add("number changed")
        elif (own or other) and "substitution" not in self.types and (own or other) != ["1"]:
            # A number that one side lacks is a word of content more; "one" may be a pronoun.
            self.types.add("insertion")

    def _read_small(self, left: BlockWords, right: BlockWords, soft: Sequence[Match]) -> None:
        """Type hedges, negations, modal verbs, tense and pronouns of corresponding words."""
        before = set(self.types)
        if bool(left.hedges) != bool(right.hedges):
            self.types.add("hedge dropped")
        if (left.negations - right.negations) % 2:
            place = (left.places or right.places)[0]
            self.flips.append((place, 1 if left.negations > right.negations else -1))
        modal = self._read_modals(left, right)
        if not modal and self._has_other_tense(left, right, soft):
            self.types.add("tense")
        elif not self.indirect and _differ_in_person(left.forms, right.forms):
            self._swap(left, right)
        if self.types == before and not self.flips and not modal and not self.indirect:
            self._read_function_words(left, right)

    def _read_modals(self, left: BlockWords, right: BlockWords) -> bool:
        own, other = (
            {BACKSHIFTED.get(modal, modal) if self.indirect else modal for modal in side.modals}
            for side in (left, right)
        )
        if own - other:
            self.types.add("modality lost")
        if other - own:
            self.types.add("modality added")
        return own != other

    def _has_other_tense(self, left: BlockWords, right: BlockWords, soft: Sequence[Match]) -> bool:
        verbs = [(self.a.forms[m.a], self.b.forms[m.b]) for m in soft if self.a.keys[m.a] == self.b.keys[m.b]]
        times = _time(left, [mine for mine, _ in verbs]), _time(right, [theirs for _, theirs in verbs])
        if times[0] == times[1] or not any(times):
            return False
        reworded = min(len(left.content), len(right.content)) >= REWORDED or _is_verb_replaced(left, right)
        if reworded and not verbs:
            return False
        if not all(times) and not verbs:
            # The verb itself is the same: "let" and "has let". A bare "is" or "did" makes no other time.
            own = times[0] or times[1]
            return own in ("future", "conditional") or (
                own in ("perfect", "pluperfect") and not self.indirect
            )
        return not self._is_shift(times[0] or "present", times[1] or "present")

    def _is_shift(self, own: str, other: str) -> bool:
        """Say whether indirect speech explains a change of tense: the side that reports is the later one."""
        if not self.indirect:
            return False
        if self.spans[0].quoted == self.spans[1].quoted:
            return (own, other) in SHIFTED or (other, own) in SHIFTED
        return ((own, other) if self.spans[0].quoted else (other, own)) in SHIFTED

    def _read_function_words(self, left: BlockWords, right: BlockWords) -> None:
        """Other small words differ: an article, a preposition."""
        if left.modals and right.modals:
            return
        own, other = ([form for form in side.forms if form not in PRONOUNS] for side in (left, right))
        if own != other and not (left.content or right.content or left.numbers or right.numbers):
            self.types.add("function words")

    def _is_forced_subject(self, left: BlockWords, right: BlockWords) -> bool:
        """Say whether a reporter says "the country" or "he" where the speaker says "we" or "I"."""
        if not self.indirect:
            return False
        for own, other in ((left, right), (right, left)):
            pronouns = [form for form in own.forms if form in PERSONS]
            rest = [form for form in own.forms if form not in PRONOUNS | AUXILIARIES]
            named = len(other.forms) <= LONGEST_SUBJECT and not (
                other.numbers or other.hedges or other.negations
            )
            if pronouns and not rest and other.content and named and not other.modals:
                return True
        return False


def begins_amidst(utterance: Utterance, said: Said) -> bool:
    """Say whether a quotation begins with a small letter and lacks a subject or a verb, which a reporter then gives.

    Examples
    --------
    >>> import pandas as pd
    >>> from retold.consistency.wording.utterances import join_utterances
    >>> texts = ["“a very thin roof.”", "“may not hold”", "“the roof may hold”", "“A thin roof.”"]
    >>> frame = {"statement_id": ["a:1", "b:1", "c:1", "d:1"], "article_id": list("abcd"), "argument": "k", "text": texts}
    >>> told = join_utterances(pd.DataFrame(frame))
    >>> [begins_amidst(one, Said(0, len(one.forms), quoted=True)) for one in told]
    [True, True, False, False]
    """
    forms = utterance.forms[said.first : said.last]
    if not said.quoted or not forms or forms[0] in PRONOUNS | JOINING | CLAUSE_WORDS:
        return False
    verbs = [at for at, form in enumerate(forms) if form in TENSES or form in MODALS]
    start = utterance.words[said.first].start
    opened = utterance.text[:start].endswith(QUOTES) and utterance.text[start].islower()
    return opened and verbs[:1] in ([], [0])


def _only_joins(left: BlockWords, right: BlockWords) -> bool:
    """Say whether one side has only a word that joins it to what was said before, and the other nothing."""
    forms = left.forms or right.forms
    return not (left.forms and right.forms) and bool(forms) and JOINING.issuperset(forms)


def _around_ellipsis(side: BlockWords, *, at_start: bool) -> tuple[bool, bool]:
    """Return whether content stands beyond the ellipsis, and between it and the matched middle."""
    at = side.places[side.forms.index(ELLIPSIS)]
    places = [*side.content, *side.numbers]
    low, high = any(i < at for i in places), any(i > at for i in places)
    return (low, high) if at_start else (high, low)


def _spoken(side: BlockWords) -> tuple[str, ...]:
    """Return the words of a block without what is typed by itself."""
    small = NEGATORS | MODALS | AUXILIARIES
    hedged = {side.forms[i - side.places[0]] for i in side.hedges}
    return tuple(
        form for form in side.forms if form not in small and form not in hedged and not is_number(form)
    )


def _is_verb_replaced(left: BlockWords, right: BlockWords) -> bool:
    """Say whether one side has a verb of its own where the other has only "have" or "is": "got a job", "have a job"."""
    for own, other in ((left, right), (right, left)):
        if (
            len(own.content) == len(own.forms) == 1
            and len(other.forms) == 1
            and other.forms[0] in AUXILIARIES
        ):
            return True
    return False


def _differ_by_prefix(left: Sequence[str], right: Sequence[str]) -> bool:
    if len(left) != 1 or len(right) != 1:
        return False
    short, long = sorted((left[0], right[0]), key=len)
    return any(long == prefix + short for prefix in NEGATIVE_PREFIXES)


def _time(side: BlockWords, verbs: Sequence[str]) -> str:
    """Return the time of the verb of a block, "" if it has none; ``verbs`` are those that both sides have."""
    found = [form for form in side.forms if form in TENSES]
    if found:
        last = found[-1]
        participle = any(_is_past(verb) for verb in verbs) or not (side.content or verbs)
        if found[0] in HAVING and participle and INFINITIVE not in side.forms:
            return "pluperfect" if found[0] == HAD else "perfect"
        return TENSES[found[0] if found[0] in LEADING else last]
    if not verbs:
        return ""
    return "past" if any(_is_past(verb) for verb in verbs) else "present"


def _is_past(form: str) -> bool:
    plain = IRREGULAR.get(form, form)
    return form.endswith(PAST_ENDING) or (plain != form and not form.endswith(("s", "ing")))


def _differ_in_person(left: Sequence[str], right: Sequence[str]) -> bool:
    """Say whether two sides have pronouns of different persons."""
    persons = [{PERSONS[form] for form in side if form in PERSONS} for side in (left, right)]
    return all(persons) and persons[0] != persons[1]


def show_changes(a: Utterance, b: Utterance, drift: Drift) -> str:
    """Return the blocks that show the drift as ``[words of a → words of b]``, with ∅ for nothing."""
    return " ".join(
        f"[{show_words(a, block.a0, block.a1)} → {show_words(b, block.b0, block.b1)}]"
        for block in drift.blocks
    )


def show_words(utterance: Utterance, first: int, last: int) -> str:
    """Return words as they are written; a contraction is shown as the two words it stands for."""
    return " ".join(_written(utterance, first, last)) or "∅"


def _written(utterance: Utterance, first: int, last: int) -> Iterator[str]:
    words = utterance.words
    for i in range(first, last):
        beside = words[max(0, i - 1) : i] + words[i + 1 : i + 2]
        twice = any(word.start == words[i].start for word in beside)
        yield words[i].form if twice else utterance.text[words[i].start : words[i].end]
