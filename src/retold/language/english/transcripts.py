"""Words of transcripts, interviews and press releases: who asks, what happens in the room, what an editor adds."""

from __future__ import annotations

import re

#: Who asks, and who answers, where no name stands before the colon.
ASKING = frozenset(
    "q question interviewer host moderator anchor presenter reporter reporters journalist journalists correspondent"
    " editor i int iv".split()
)
ANSWERING = frozenset("a answer interviewee guest respondent r res resp ie witness".split())
#: Of who asks, the letter that official transcripts put before a question with no sign after it.
ASKING_BARE = frozenset("q")

#: What stands before a colon at the start of a line and names nobody.
NO_SPEAKERS = frozenset(
    "live name age city job note notes photo photos picture pictures image images video videos source sources credit caption editor's correction"
    " update updates read listen watch related tags topics tip tips price time date place where when what why how who"
    " warning example summary background context location contact phone email fax website address subject re from to cc"
    " attendees participants speakers speaker present duration recorded published edited by and but then also so yes no"
    " http https ps p.s step figure table chapter part section day week result results score answers".split()
)

#: What happens while somebody speaks, in brackets: "[applause]".
NOTES = re.compile(
    r"[\[(](?:(?:[\w'’-]+\s){0,3}(?:applause|laughter|laughs?|laughing|chuckles?|crosstalk|inaudible|unintelligible|pauses?|music|cheers|cheering"
    r"|boos|booing|sighs?|smiles?|nods|silence|interruption|coughs?|clip|recess|break)(?:\s[\w'’-]+){0,3}|(?:begins?|ends?)\s[\w ]{1,30})"
    r"[.!]?[\])]",
    re.IGNORECASE,
)

#: What an editor says of a transcript, in a paragraph of its own.
EDITORIAL = re.compile(
    r"\b(?:this|the|our)\s(?:interview|transcript|conversation|press conference|briefing|recording|text|podcast)\b"
    r"|\b(?:edited|condensed|abridged)\s(?:and\s\w+\s)?for\b|\bend of (?:the )?(?:transcript|interview)\b|\binterview(?:ed)? by\b"
    r"|\btranscribed\b",
    re.IGNORECASE,
)

#: What announces words that follow in a paragraph of their own: by whom ("And from Mayor Lee:", "The following is a statement from Lee:").
FROM_WHOM = re.compile(
    r"(?:(?:and|now|next|then|also|finally),?\s)?(?:(?:the following|here|below|this) is\s)?(?:(?:(?:a|an|the)\s)?(?:[\w'’-]+\s){0,2}"
    r"(?:statement|message|reply|response|letter|remarks|comments?|words|note)\s)?(?:from|by)\s(?:the\sdesk\sof\s)?(?P<name>[^:\n]{2,90}):\s*\Z",
    re.IGNORECASE,
)
#: What opens an invitation to readers, which announces nobody's words: "Follow us on Facebook:".
INVITING = frozenset("follow join find like subscribe share visit sign".split())
#: Where somebody puts out words that follow: "Ann Lee (@annlee) on X:".
ON_A_PLATFORM = re.compile(
    r"(?P<name>[^:()\n]{2,60}?)(?:\s\([^()\n]{1,40}\))?,?\s(?:on|via)\s(?:Twitter|X|Facebook|Instagram|Telegram|Threads|Bluesky|Mastodon|LinkedIn"
    r"|TikTok|YouTube|Truth Social|Weibo|VK|social media)\s?:\s*\Z"
)

#: Who asks from here on, in transcripts of courts: "BY MR. FOX:", "(By Mr. Fox)".
EXAMINING = re.compile(r"\(?by\s(?P<name>[^():\n]{2,60})\)?:?", re.IGNORECASE)

#: A line that calls who answers from here on: "ANN LEE, having been duly sworn, testified as follows:".
WITNESS = re.compile(
    r"\s*(?P<name>[A-Z][\w.'’ -]{3,60}),[^\n]{0,200}\b(?:witness|sworn|affirmed|deponent|testified|plaintiff|defendant)\b"
)

#: What announces an interview whose questions have no names before them.
INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|q\s?&\s?a|questions and answers|in conversation with|a conversation with|(?:spoke|speaks|talks|talked|sat down) (?:to|with)"
    r"|we asked|answers (?:our|your) questions)\b",
    re.IGNORECASE,
)

#: Words by which a question turns to somebody, and words of one who speaks for himself; of these, those of one person.
ADDRESSING = frozenset("you your yours yourself".split())
OWN_ALONE = frozenset("i me my mine myself".split())
OWN = OWN_ALONE | frozenset("we us our ours ourselves".split())
