"""The words of English, by their kind, as what reads any language asks for them."""

from __future__ import annotations

from retold.language.english import (
    abbreviations,
    function_words,
    numerals,
    reporting,
    roles,
    speech_clauses,
    stems,
    transcripts,
    verbs,
)
from retold.language.lexicon import Abbreviations, Lexicon, Numerals, Persons, Reporting, Turns

LEXICON = Lexicon(
    frequent=frozenset(function_words.FREQUENT.split()),
    function_words=function_words.FUNCTION_WORDS,
    endings=stems.ENDINGS,
    plain_forms=verbs.FORMS,
    contracted=function_words.CONTRACTED,
    negations=function_words.IRREGULAR_NEGATIONS,
    abbreviations=Abbreviations(
        titles=abbreviations.TITLES,
        numbered=abbreviations.NUMBERED,
        inner=abbreviations.INNER,
        capitalised_only=abbreviations.CAPITALISED_ONLY,
        starters=abbreviations.STARTERS,
        reporting=abbreviations.REPORTING,
    ),
    numerals=Numerals(
        words=numerals.NUMBER_WORDS,
        scales=numerals.SCALES,
        ones=numerals.ONES,
        joining=numerals.JOINING,
        ordinals=numerals.ORDINALS,
        fractions=numerals.FRACTIONS,
    ),
    reporting=Reporting(
        cues=reporting.CUE_FORMS,
        speaking=reporting.SPEAKING,
        that=frozenset(["that"]),
        genders=reporting.GENDERS,
        pronouns=reporting.PRONOUNS,
        subjects=reporting.PERSONAL,
        belonging=reporting.PREPOSITION,
        no_person=roles.NO_PERSON,
        glued=reporting.GLUED,
        joining=frozenset(["and"]),
        clause=speech_clauses.SPEECH_CLAUSE,
    ),
    persons=Persons(
        roles=roles.ROLES,
        common_roles=roles.COMMON_ROLES,
        short_titles=roles.SHORT_TITLES,
        honorifics=roles.HONORIFICS,
        gendered=roles.GENDERED,
        past_holders=roles.PAST_HOLDERS,
        deputies=roles.DEPUTIES,
        describing=roles.DESCRIBING,
        after_names=roles.AFTER_NAMES,
        relative=reporting.RELATIVE,
        definite=frozenset(["the"]),
        emphatic=frozenset(["himself", "herself"]),
        place=roles.PLACE,
        apposition=roles.APPOSITION,
    ),
    turns=Turns(
        asking=transcripts.ASKING,
        answering=transcripts.ANSWERING,
        no_speakers=transcripts.NO_SPEAKERS,
        notes=transcripts.NOTES,
        editorial=transcripts.EDITORIAL,
        from_whom=transcripts.FROM_WHOM,
    ),
)
