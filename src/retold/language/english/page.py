"""What English web pages add to an article: the forms of their lines, and the words that they are made of."""

from __future__ import annotations

import re

from retold.language.english.calendar import MONTHS, WEEKDAYS

# Whole lines, by what they are for. The forms are those of common publishing systems, not of one outlet;
# each is anchored at the line's start, so that a sentence which mentions a comment or a login stays.
LINE_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"(?:{forms})", re.IGNORECASE))
    for reason, forms in (
        (
            "form",
            r"leave a (?:reply|comment)|post (?:a )?comment|add a comment|(?:please )?(?:enter|type|write|add|give) (?:in )?(?:your|a) (?:name|comment|e-?mail)|(?:your )?(?:name|comment|e-?mail|website)[ :*]*$"
            r"|your e-?mail address will not|your e-?mail address[^.]{0,40}\. required|required fields (?:are|carry)"
            r"|save my name, e-?mail|comments? (?:are )?closed|\d+ comments?$|(?:no|view all) comments?$",
        ),
        (
            "login",
            r"(?:please )?(?:log|sign) ?in(?: or| /| to|$)|register(?: or| to|$)|create an account|subscribe"
            r"|(?:already )?(?:log|sign|logged|signed) in(?:$| \||,)|my account\b|to (?:take part|participate|join) in (?:the|this) (?:discussion|conversation|debate)|already a (?:member|subscriber)"
            r"|forgot(?:ten)? (?:your )?password|sign up (?:for|to) ",
        ),
        (
            "navigation",
            r"back to (?:the )?top|skip to (?:main )?content|read more\b|continue reading|next (?:article|post)\b"
            r"|previous (?:article|post)\b|print this|advertisement$|load more|show (?:more|less)$",
        ),
        (
            "cookies",
            r"[^\n]{0,160}\bcookies?\b[^\n]{0,160}\b(?:accept|agree|consent|policy|settings|preferences|manage|reject)\b"
            r"|(?:this|our|the) (?:web)?site uses cookies|we (?:and our partners )?(?:use|store) cookies|we value your privacy"
            r"|by (?:continuing|using)\b[^.]{0,60}\bcookies?|accept (?:all )?cookies",
        ),
        (
            "subscription",
            r"[^\n]{0,120}\b(?:free (?:articles?|stories) (?:left|remaining|this month)|of \d+ free articles)"
            r"|[^\n]{0,80}\bbecome (?:a|our) (?:member|subscriber|supporter|patron|friend)\b(?! of)"
            r"|(?:please )?(?:support|donate to) (?:our|us|independent|quality|free)\b|(?:get|start) (?:your|a) free trial"
            r"|unlimited (?:digital )?access\b|this article is for (?:subscribers|members)",
        ),
        ("share", r"share (?:this|on|via|with)\b|click to share|copy (?:the )?link|follow us on [\w ,]+$"),
        (
            "credit",
            r"©|\(c\) |(?:photo|image|picture|video)s?(?: credit| by|:)|[^.]{0,80}getty images|file photo"
            r"|\(?(?:additional )?(?:reporting|writing|editing) by |(?:with )?inputs? from |source: ?\S[^.]{0,60}$",
        ),
        # An image's line as content systems leave it: "- Site, 1920" alone, or after its caption with a date.
        ("credit", r"(?:[^.]{0,120}?\S )?- [^.]{1,60}, \d{3,4}(?:, \d{1,2}\.\d{1,2}\.\d{4})?$"),
        (
            "site",
            r"[^\n]{0,200}\b(?:stay (?:tuned|informed|up to date)|(?:keep )?follow(?:ing)? us (?:for|on))\b"
            r"|[^\n]{0,100}\ball rights reserved",
        ),
    )
)

RELATED = re.compile(
    r"(?:recent|related|more|latest|popular|trending|other|top) (?:articles?|news|posts?|stories|topics|headlines)\s*:?$"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|most (?:read|viewed|popular)|(?:see|read) also\s*:?$"
    r"|recommended(?: for you)?\s*:?$|more (?:from|on) [^.]{1,60}:?$"
    # With the headline on the same line.
    r"|(?:related|(?:see|read|watch|listen)(?: also| more| next| again| now)?|(?:more )?on (?:the same|this) (?:subject|topic|story)"
    r"|if you liked this|(?:don['’]t|do not) miss|in pictures|from the archives?|more (?:from|on) [^.:]{1,40})\s?: ?\S[^\n]*[^.:;]$",
    re.IGNORECASE,
)

# What editors add about the article itself: "Correction, May 6: ...", "An earlier version of this story said ...".
_CHANGED = r"(?:updated|amended|corrected|revised|changed|edited|clarified)"
_THIS = r"(?:this|the) (?:article|story|report|post|page|column|item|headline|piece|version|dispatch)"
CORRECTION = re.compile(
    r"[\W_]*(?:"
    r"(?:corrections?|clarifications?|erratum|errata)(?: (?:&|and) \w+)?(?:[,(] ?[^:\n]{1,40})?\s*(?:[:–—]|$)"
    rf"|(?:editors?['’]?s?['’]? note|note to readers|update)\s*[:–—][^\n]{{0,200}}\b{_THIS} (?:has been|was|is) {_CHANGED}\b"
    r"|(?:an? |the )?(?:earlier|previous|prior|original|initial) version of (?:this|the) (?:article|story|report|post|page|column"
    r"|item|headline|piece|dispatch)\b"
    rf"|{_THIS} (?:has been|was|is) (?:since )?{_CHANGED}\b"
    rf"|this version corrects\b)",
    re.IGNORECASE,
)

# "« Older post | Next »": arrows, and nothing but such words.
PAGER = re.compile(
    r"(?:[«»‹›<>←→|\s]|\b(?:older|newer|previous|prev|next|back|first|last|posts?|articles?|stor(?:y|ies)|entry|entries|page|pages"
    r"|home|\d+)\b)+",
    re.IGNORECASE,
)
PAGER_SURE = re.compile(r"\b(?:older|newer|previous|prev|next)\b", re.IGNORECASE)

# "Facebook Twitter Print": a line of nothing but these words.
SHARE_WORDS = frozenset(
    "share tweet facebook twitter x whatsapp telegram linkedin reddit pinterest viber vk email e-mail mail print pin copy link this"
    " article save on via messenger instagram youtube flipboard bluesky threads mastodon".split()
)
SHARE_SURE = frozenset(
    "share tweet facebook twitter whatsapp telegram linkedin reddit pinterest messenger instagram".split()
)

# "Published: 3 May 2021, 10:45 GMT", "2 hours ago": a line of nothing but these words and numbers.
TIME_WORDS = (
    MONTHS
    | WEEKDAYS
    | frozenset(
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun am pm a.m p.m gmt utc"
        " est edt pst pdt cet cest bst msk ist et published updated posted modified last first on at of ago hour hours minute"
        " minutes min mins day days week weeks read time updated: st nd rd th".split()
    )
)
TIME_SURE = re.compile(
    r"\d{1,2}[:.]\d{2}(?!\d)(?!\.\d)|\b(?:published|updated|posted|modified|ago|min(?:ute)?s? read)\b",
    re.IGNORECASE,
)
# "By Ann Lee and Bo Fox, Agency": the author's line, before the text begins.
BYLINE = re.compile(
    r"[Bb]y (?:[A-Z][\w.'’-]+(?:,? (?:and )?|$)){2,8}$"
    r"|[Bb]y (?:our|a) (?:[\w-]+ ){0,3}(?:correspondents?|reporters?|staff|editors?|writers?)\b[^.]{0,60}$"
    r"|[Bb]y (?:[Ss]taff|[Aa]gency|[Aa]gencies)\b[^.]{0,40}$"
)
