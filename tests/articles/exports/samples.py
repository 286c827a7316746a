"""Small exports as the archives write them, with invented articles."""

NEXIS = """\
User Name: A Student
Date and Time: Monday, June 7, 2021 10:00:00 AM EDT
Job Number: 145
Documents (2)
1. Mayor promises bridge for May
   Client/Matter: -None-
   Search Terms: bridge
2. Lee denies delay

Page 1 of 2
Mayor promises bridge for May

North Post (Valley edition)
May 3, 2021 Monday
First Edition

Copyright 2021 North Post Ltd. All Rights Reserved

Section: NEWS; Pg. 4
Length: 212 words
Byline: Jo Marsh
Highlight: A bridge at last

Body

The mayor, Ann Lee, said the bridge would open in May.

“We will pay for it ourselves,” she said. Subject to rain, that is.

Graphic

Image 1, the bridge

Load-Date: May 4, 2021

End of Document

Lee denies delay

Valley News
May 4, 2021 Tuesday 10:05 AM EST

Copyright 2021 Valley News All Rights Reserved

Section: LOCAL; Pg. A1
Length: 188 words
Dateline: VALLEY

Body

Ann Lee said that the bridge will not open before June. Language: that was hers.

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: BRIDGES (90%); MAYORS (78%)

Load-Date: May 5, 2021

End of Document
"""

LEXIS = """\


                               1 of 2 DOCUMENTS


                           The Valley Times (Norton)

                              May 3, 2021 Monday

                                 Final Edition

Mayor promises bridge for
the summer

BYLINE: Jo Marsh

SECTION: NEWS; Pg. 4

LENGTH: 212 words

The mayor, Ann Lee, said so. The subject: money.

It rained.

GRAPHIC: Photo, a bridge

LOAD-DATE: May 4, 2021

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                           Copyright 2021 Valley Times
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                   North Post

                                   3 May 2021

Lee denies delay

LENGTH: 20 words

DATELINE: Norton

BODY:
Lee said no.

LOAD-DATE: May 4, 2021

                           Copyright 2021 North Post
"""

FACTIVA = """\
HD  Mayor promises bridge
BY  Jo Marsh
WC  1,212 words
PD  3 May 2021
ET  10:00
SN  North Post
SC  NPOST
PG  4
LA  English
CY  (c) 2021 North Post Ltd.

LP  The mayor said so.

TD
And more of it. UN is there.

CO  valley : Valley Ltd.
NS  gpol : Politics
AN  Document NPOST00020210503eh530000x1

HD
Lee denies delay
WC
20 words
PD
4 May 2021
SN
Valley News
LP
Lee said no.
TD
She said it twice.
AN
Document VNEWS00020210504eh540000x
"""

FACTIVA_PLAIN = """\
News
Mayor promises bridge

By Jo Marsh
212 words
3 May 2021
10:00
North Post
NPOST
4
English
(c) 2021 North Post Ltd.

The mayor said so.

And more.

Document NPOST00020210503eh530000x

Lee denies delay
Jo Marsh
188 words
4 May 2021
Valley News
VNEWS
English
Copyright 2021 Valley News

LONDON

Lee said no.

Document VNEWS00020210504eh540000x
"""

PROQUEST = """\
____________________________________________________________

Report Information from ProQuest

____________________________________________________________

Document 1 of 2

Mayor promises bridge

Author: Marsh, Jo

Abstract: None available.

Full text: The mayor said so.

And more. She said: yes.

Subject: Bridges

Title: Mayor promises bridge

Publication title: North Post; Norton

Publication year: 2021

Publication date: May 3, 2021

ProQuest document ID: 123

Database: ProQuest Central

____________________________________________________________

Document 2 of 2

Title: Lee denies delay

Full text:
Lee said no.

Publication title: Valley News

Publication year: 2021

____________________________________________________________
"""

#: Of each: the archive, and title, outlet, date, text and length of its articles.
EXPECTED = {
    "Nexis": (
        NEXIS,
        [
            ("Mayor promises bridge for May", "North Post (Valley edition)", "2021-05-03", "212",
             "The mayor, Ann Lee, said the bridge would open in May.\n\n“We will pay for it ourselves,” she said. Subject to rain, that is."),
            ("Lee denies delay", "Valley News", "2021-05-04", "188",
             "Ann Lee said that the bridge will not open before June. Language: that was hers."),
        ],
    ),
    "LexisNexis": (
        LEXIS,
        [
            ("Mayor promises bridge for the summer", "The Valley Times (Norton)", "2021-05-03", "212",
             "The mayor, Ann Lee, said so. The subject: money.\n\nIt rained."),
            ("Lee denies delay", "North Post", "2021-05-03", "20", "Lee said no."),
        ],
    ),
    "Factiva": (
        FACTIVA,
        [
            ("Mayor promises bridge", "North Post", "2021-05-03", "1,212", "The mayor said so.\n\nAnd more of it. UN is there."),
            ("Lee denies delay", "Valley News", "2021-05-04", "20", "Lee said no.\n\nShe said it twice."),
        ],
    ),
    "Factiva, plain": (
        FACTIVA_PLAIN,
        [
            ("Mayor promises bridge", "North Post", "2021-05-03", "212", "The mayor said so.\n\nAnd more."),
            ("Lee denies delay", "Valley News", "2021-05-04", "188", "LONDON\n\nLee said no."),
        ],
    ),
    "ProQuest": (
        PROQUEST,
        [
            ("Mayor promises bridge", "North Post", "2021-05-03", "", "The mayor said so.\n\nAnd more. She said: yes."),
            ("Lee denies delay", "Valley News", "2021", "", "Lee said no."),
        ],
    ),
}  # fmt: skip
