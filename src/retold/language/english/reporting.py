"""The words that report speech, by the form of what they report.

A closed word class is written as a list: reporting verbs are a few hundred in any newspaper corpus,
and the commonest thirty make up nine tenths of their uses (Bergler 1992; Krestel, Bergler and Witte
2008 build on such a list). Nothing here names a speaker.
"""

from __future__ import annotations

import re

from retold.language.english.calendar import MONTHS, WEEKDAYS
from retold.language.tokens import APOSTROPHES


def _forms(verb: str) -> list[str]:
    """Return the forms of a regular verb: argue, argues, argued, arguing."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x")):
        return [verb, verb + "es", verb + "ed", verb + "ing"]
    return [verb, verb + "s", verb + "ed", verb + "ing"]


_REGULAR = (
    "accept accuse acknowledge add address admonish advise affirm agree allege announce answer appeal argue ask assert"
    " assure caution challenge charge claim clarify comment complain concede conclude condemn confess confirm consider"
    " contend counter criticise criticize decide declare decry defend demand denounce deny describe disclose dismiss"
    " emphasise emphasize estimate exclaim explain express fear hint hope imply indicate inform insist joke lament"
    " maintain mention muse note notify object observe outline pledge point praise predict proclaim promise propose"
    " protest qualify quip reaffirm reason reassure recall reckon recommend recount reiterate reject remark remind repeat"
    " reply report request respond reveal signal state stress suggest suspect testify threaten tweet underline underscore"
    " urge voice vow warn welcome wonder highlight call believe contest disagree doubt expect guess"
)

_IRREGULAR: dict[str, str] = {
    form: verb
    for verb, forms in {
        "say": "say says said saying",
        "tell": "tell tells told telling",
        "think": "think thinks thought thinking",
        "feel": "feel feels felt feeling",
        "know": "know knows knew knowing",
        "write": "write writes wrote written writing",
        "foresee": "foresee foresees foresaw foreseeing",
        "admit": "admit admits admitted admitting",
        "swear": "swear swears swore swearing",
        "speak": "speak speaks spoke speaking",
        "refer": "refer refers referred referring",
        "put": "put puts putting",
        "hold": "hold holds held",
        "quip": "quip quips quipped quipping",
        "see": "see sees saw seeing",
        "view": "view views viewed viewing",
        "mean": "means meant",
        "distinguish": "distinguishing",
        "seek": "seeks sought seeking",
        "understand": "understand understands understood",
    }.items()
    for form in forms.split()
}

#: Every form of a reporting verb, with the verb it belongs to.
CUE_FORMS: dict[str, str] = {f: v for v in _REGULAR.split() for f in _forms(v)} | _IRREGULAR

#: Verbs that may stand beside a quotation, or after the clause they report ("..., she added").
#: The others report only what follows them.
SPEAKING = frozenset(CUE_FORMS.values()) - frozenset(
    "accept accuse address consider decide hold demand describe dismiss doubt expect fear guess hope know mean put reject seek"
    " see understand view distinguish welcome praise speak refer voice believe think feel call".split()
)

#: Forms that are nouns more often than verbs; they count only with "that" after them or a name before them.
NOUNLIKE = frozenset(
    "address addresses answer answers appeal appeals call calls challenge challenges charge charges claim claims comment"
    " comments counter demand demands doubt doubts fear fears hint hints hope hopes note notes object objects point points"
    " pledge pledges praise promise promises protest protests reason reasons remark remarks reply replies report reports"
    " request requests signal signals state states stress threat tweet tweets view views voice voices vow vows estimate"
    " estimates feeling meaning saying thought put means contest highlight highlights outline expect".split()
)

#: Nouns that report a clause: "expressed his conviction that", "in the view of".
CUE_NOUNS = frozenset(
    "accusation argument assertion assurance belief claim concern confidence conviction denial doubt expectation fear"
    " feeling hope idea message opinion position principle promise regret statement suggestion understanding view warning"
    " demand allegation announcement conclusion".split()
)

AUXILIARIES = frozenset(
    "has have had is are was were be been being will would shall should may might can could must do does did"
    " 's 've 'd".split()
)
PASSIVE = frozenset("is are was were be been being".split())

#: What may stand between the speaker and the verb.
ADVERBS = frozenset(
    "also again already earlier later now then once repeatedly previously recently still further additionally however"
    " meanwhile moreover thus therefore just only even often always never not both all separately".split()
)

PRONOUNS = frozenset("he she his her him".split())

#: Words at which a speaker's name cannot go on to the left.
BOUNDARIES = frozenset(
    "and but or that while because although though as if when where whether since after before than so who which whom"
    " whose what".split()
)

DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your any no some each every such one another".split()
)

#: Personal pronouns that stand as a subject.
PERSONAL = frozenset("i you he she we they it".split())

#: What owns a noun: "his belief".
OWNERS = frozenset("my your his her its our their".split())

DAYS = WEEKDAYS | frozenset("today yesterday tonight tomorrow".split())

#: What leads up to a name without being part of it.
LEADING = frozenset("and but yet so then still now meanwhile however instead as also or".split())

PREPOSITIONS = frozenset(
    "in at on during after before to while when as from with by through over upon about late early last of for"
    " against under among between despite since until without within into toward towards because amid per via"
    " like unlike following including regarding if although though".split()
) - {"last", "early", "late"}

#: Prepositions that begin an adverbial after a reporting verb: "said in a letter", not "called for".
PREPOSITIONS_OF_PLACE = frozenset(
    "in at on during after before while when as from by through over upon late early last this earlier later"
    " following shortly".split()
) - {"this", "over"}

SUBORDINATORS = frozenset(
    "when while after before if as because although though since whether once until unless despite".split()
)

#: What may stand after a reporting clause that what it reports stands before.
CLAUSE_ENDS = frozenset(["", ".", ",", ";", "!", "?", ")", "—", "–", "-", "and", "but"])

#: What may stand between the words reported and the clause after them.
CLAUSE_BREAKS = frozenset([",", "—", "–", "-", ")", "?", "!"])

CLOSING = frozenset('"”»’')
OPENING = frozenset('"“„«‘')

#: Adverbs that may stand between a cue and its "that", with commas around them: "noted, however, that".
INSERTED = frozenset(
    "however too also though as well again meanwhile moreover therefore in particular".split()
)

#: Words that begin a reported question.
QUESTIONS = frozenset("whether if how why what who where when which".split())

#: Prepositions that come between a cue and its topic; they belong to the cue ("called for", "views on").
TOPICS = frozenset("for of about on against with into toward towards".split())

#: Verbs whose first object is the hearer.
TELLING = frozenset("tell tells told telling".split())

#: Words frequent and closed enough to be features by themselves.
FUNCTION_WORDS = (
    PERSONAL
    | OWNERS
    | DETERMINERS
    | PREPOSITIONS
    | BOUNDARIES
    | QUESTIONS
    | TOPICS
    | frozenset(
        "not no be been being is are was were has have had will would could should may might can must do"
        " does did him them me us out up down off back there than too very more most".split()
    )
)

#: What may stand between a verb and the infinitive it takes: "went on to say", "was able to say".
CHAINED = frozenset(
    "on able likely willing going ready eager quick reluctant unable free out back right prepared set expected"
    " hard him her them himself herself".split()
)

#: Words of a time, which is no name: "Last week, the mayor, Ann Lee, said".
TIMES = (
    DAYS
    | MONTHS
    | frozenset("week month year years weeks months ago later earlier day days night morning evening".split())
)

#: Words that name nobody by themselves.
NAMELESS = (
    (
        FUNCTION_WORDS
        | ADVERBS
        | LEADING
        | DAYS
        | frozenset(
            "first last next ago two three almost year years week month past even ever long back little late early".split()
        )
    )
    - PERSONAL
    - OWNERS
    - frozenset("all some many most no another".split())
)

#: Words that do, though they may be a verb's form.
NAMING = PERSONAL | OWNERS | frozenset("all some many most no another".split())

#: Pronouns with a verb glued to them ("I'd", "they’re") name the speaker by their first part.
GLUED = re.compile(rf"(i|you|he|she|we|they|it|who)[{APOSTROPHES}\u02bc](?:d|ll|ve|m|re|s)$")

#: Nouns by whose owner something is said: "in her view", "by her own account"; and what stands before the owner.
PERSPECTIVE_NOUNS = frozenset(
    "view opinion words account telling judgment judgement estimation admission reckoning".split()
)
PERSPECTIVE_PREPOSITIONS = frozenset(["in", "by"])

#: Nouns whose owner says what stands after them and a colon: "Her answer: It will rain."
ANSWERING = frozenset(
    "answer reply response verdict message comment explanation conclusion retort rejoinder".split()
)

#: Pronouns by the person they stand for.
GENDERS = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}

#: A name after one of these belongs to somebody else's title: "the spokesman of Ann Lee".
PREPOSITION = re.compile(r"\b(?:of|for|by|with|to|from|about|under|against)\b", re.IGNORECASE)

#: What stands between two clauses of one speaker: ", and added that".
CONJUNCTIONS = frozenset("and but".split())
GOING_ON = CONJUNCTIONS | {"while"}

#: What points back to the sentence before: "Ann Lee said this on Monday".
POINTING = frozenset("this so it".split())

#: Whom something is told: pronouns, and nouns without an article.
HEARERS_ALONE = frozenset("him her me us them".split())
HEARERS = frozenset("reporters supporters voters".split())

#: Past forms that do not end in "ed", and "says", as they go on with a clause: "and said".
PAST_FORMS = frozenset("said told wrote says".split())

#: What is done to somebody before an answer: "pressed on whether …, she said".
ASKED = frozenset("asked pressed quizzed questioned grilled challenged told".split())

#: Past participles that do not end in "ed".
PAST_PARTICIPLES = frozenset("said told written put held seen understood known thought felt".split())

#: What begins a relative clause between a name and its verb.
RELATIVE = frozenset("who which that".split())

#: What stands where a subject stands and is none.
PLACEHOLDERS = frozenset("here there".split())

#: A verb after one of these takes its subject from elsewhere.
JOINED_TO = frozenset("and or but to".split())

#: Verbs that announce words which follow in a paragraph of their own.
ANNOUNCING = frozenset(form for form, verb in CUE_FORMS.items() if verb in SPEAKING) - NOUNLIKE

#: What announces words that somebody wrote or put out, and what they are put out in: "posted", "in a statement:", "in full:".
PUBLISHING = frozenset(
    "post posts posted posting tweet tweets tweeted tweeting retweeted blogged statement statements letter letters email e-mail memo"
    " message messages read reads twitter facebook instagram telegram truth weibo wrote writes release note caption speech"
    " remarks".split()
)

#: How somebody looks from outside: no report of speech whatever follows, but a quotation.
SEEMING = frozenset(
    "appear appears appeared appearing seem seems seemed seeming look looks looked looking".split()
)

#: With an infinitive, what somebody says that he will do: "threatened to leave". Forms that are nouns too are left to the weights.
PROMISING = frozenset(
    "threaten threatens threatened threatening vow vowed vowing promise promised promising pledge pledged pledging swear swears swore"
    " swearing".split()
)

#: What goes on in a mind, which nobody need have said: in a passive ("is expected to", "was believed to").
MINDFUL = frozenset(
    "hope hopes hoped hoping want wants wanted wanting wish wishes wished wishing expect expects expected expecting believe believes"
    " believed believing think thinks thought thinking like likes liked prefer prefers preferred plan plans planned planning intend"
    " intends intended intending aim aims aimed aiming".split()
)

#: Of these, what is no report with an infinitive either ("hoped to leave", "plans to leave"); who "wants to" or "expects to" has mostly
#: said so, by PolNeAR: without them its dev split falls from 0.842 to 0.839.
WISHFUL = frozenset(
    "hope hopes hoped hoping wish wishes wished wishing like likes liked prefer prefers preferred plan plans planned planning intend"
    " intends intended intending aim aims aimed aiming".split()
)
