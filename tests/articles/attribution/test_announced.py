import pandas as pd
import pytest

from retold.articles.attribution.announced import find_announced
from retold.articles.attribution.voices import find_statements
from retold.language.quotations import quotation_spans

S, T = "subject", "third_party"
SAID, MORE, END = "It will rain all day.", "It will be cold.", "The crowd left early."

# A text, and who says what beside the journalist.
CASES = [
    # a block after a clause and a colon
    (f"Lee said in a statement:\n    {SAID}\n    {MORE}\n{END}", [(S, SAID), (S, MORE)]),
    (f"Lee wrote on Twitter:\n\n{SAID} {MORE}\n\n{END}", [(S, SAID), (S, MORE)]),
    (f"Lee posted:\n• {SAID}\n• {MORE}\n{END}", [(S, f"• {SAID}"), (S, f"• {MORE}")]),
    (f"Fox lashed out on Facebook, saying:\n\n{SAID}\n\n{END}", [(T, SAID)]),
    (f"Lee’s spokesman tweeted:\n> {SAID}\n{END}", [(T, f"> {SAID}")]),
    (f"Lee said in a statement:\n“{SAID}”\n{END}", [(S, f"“{SAID}”")]),
    (f"Lee opened these halls:\n- Old Hall\n- New Hall\n{END}", []),
    (f"Lee tweeted:\n\nMore rain!\n\n{END}", []),
    (f"The list is long:\n\n{SAID}\n{END}", []),
    # a dash and a name beside a quotation, or below words
    (f"“{SAID}” -Mayor Ann Lee", [(S, f"“{SAID}”")]),
    (f"“{SAID}” — Tom Fox, engineer", [(T, f"“{SAID}”")]),
    (f"“{SAID}”\n— Lee, in a letter", [(S, f"“{SAID}”")]),
    (f"{SAID}\n— Lee, in a letter\n{END}", [(S, SAID)]),
    (f"'{SAID}'\n-- Ann Lee, mayor of Millbrook\n{END}", [(S, f"'{SAID}'")]),
    (f"{END}\n{SAID}\n- Tom Fox, News Desk", []),
    (f"- {SAID}\n- Lee and the bridge\n- {END}", []),
    (f"{SAID}\n— Lee said that it was late.", [(S, "that it was late.")]),
    (f"“{SAID[:-1]},”\n~ Ann Lee\n{END}", [(S, f"“{SAID[:-1]},”")]),
    (f"“{SAID}”\n(Ann Lee, mayor)\n{END}", [(S, f"“{SAID}”")]),
    (f"“{SAID}” (Ann Lee)", [(S, f"“{SAID}”")]),
    (f"“{SAID}” (Tom Fox, baker)", [(T, f"“{SAID}”")]),
    (f"Lee said: “{SAID}” (Reuters)", [(S, f"“{SAID}”")]),
    (f"{SAID}\n(Ann Lee, mayor)\n{END}", []),
    # a platform
    (f"Ann Lee (@annlee) on X:\n\n> {SAID} {MORE}\n\n{END}", [(S, f"> {SAID}"), (S, MORE)]),
    (f"Ann Lee on Twitter:\n\n{SAID}\n\n{END}", [(S, SAID)]),
    (f"Tom Fox via Telegram:\n\n“{SAID}”\n\n{END}", [(T, f"“{SAID}”")]),
    (f"Follow us on Facebook:\n\n{SAID}\n\n{END}", []),
    (f"Lee wrote an open letter.\n\nRead the full rant via Facebook:\n\n{SAID}\n\n{END}", [(S, SAID)]),
    (f"More on X:\n\n{SAID}\n\n{END}", []),
    (f"The following is a statement from Mayor Lee:\n\n“{SAID}”", [(S, f"“{SAID}”")]),
    (f"Here is the full reply by Ann Lee:\n\n{SAID}\n\n{END}", [(S, SAID)]),
    # a headline that ends with a name, if that is a person of the text
    (f"Rain to stay for weeks – Lee\n{END}", [(S, "Rain to stay for weeks")]),
    (f"Rain to stay for weeks - Fox\n{END}\nTom Fox said {SAID}", [(T, "Rain to stay for weeks"), (T, SAID)]),
    (f"Rain to stay for weeks – Fox\n{END}", []),
    (f"Rain to stay for weeks – North Post\n{END}\nThe North Post said {SAID}", [(T, SAID)]),
    (f"Rain again – Lee\n{END}", []),
    (f"The rain stays – all of it – Lee\n{END}", [(S, "The rain stays – all of it")]),
    # a name alone
    (f"“{SAID}”\nAnn Lee, mayor of Millbrook\n{END}", [(S, f"“{SAID}”")]),
    (f"Ann Lee, mayor:\n“{SAID}”\nTom Fox, baker:\n“{MORE}”", [(S, f"“{SAID}”"), (T, f"“{MORE}”")]),
    # from whom
    (f"And from Mayor Lee:\n\n“{SAID}”", [(S, f"“{SAID}”")]),
    (f"And from Mayor Lee:\n\n{SAID}\n\n{END}", [(S, SAID)]),
    (f"From the desk of Tom Fox, engineer, Valley Works:\n\n“{SAID}”", [(T, f"“{SAID}”")]),
    (
        f"From the desk of Ann Lee:\n\n“{SAID}”\n\nShe added that it was late.",
        [(S, f"“{SAID}”"), (S, "that it was late.")],
    ),
    ("From ten to five:\n\nThe bridge is closed.", []),
    ("", []),
]


def reported(text):
    found = find_statements(
        pd.DataFrame({"article_id": ["a"], "text": [text]}), subject="Ann Lee", aliases=["Lee"]
    )
    found = found[found["voice"] != "journalist"]
    return list(zip(found["voice"], found["text"], strict=True))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:45] for text, _ in CASES])
def test_whose_words_the_layout_tells(text, expected):
    assert reported(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_spans_are_in_order_and_apart(text):
    found = find_announced(text, quotation_spans(text))
    edges = [edge for own in found for edge in (own.start, own.end)]
    assert edges == sorted(edges)
    assert all(own.start < own.end for own in found)
