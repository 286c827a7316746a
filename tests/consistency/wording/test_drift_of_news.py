"""Types of drift as news reports change a quotation: begun in its midst, joined otherwise, partly in the reporter's words."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording

CASES = [
    # A quotation that begins in the midst of the sentence: its subject is the reporter's.
    (
        "“It was a very long and expensive bridge to build.”",
        "“a very long and expensive bridge to build”",
        {"truncation", "direct turned indirect"},
    ),
    (
        "“Their new budget does not cut a single school in the north.”",
        "“does not cut a single school in the north.”",
        {"truncation", "direct turned indirect"},
    ),
    # One that has a subject and a verb of its own is cut and no more.
    (
        "“The board believes the new bridge would carry forty heavy trucks.”",
        "“the new bridge would carry forty heavy trucks.”",
        {"truncation"},
    ),
    # A sentence of the reporter's that has the whole quotation inside.
    (
        "“We would like to build a bridge across the river.”",
        "that if he is elected, “we would like to build a bridge across the river,” and not a tunnel to the island.",
        {"verbatim"},
    ),
    # A word that joins is cut.
    ("“But the bridge will carry heavy trucks.”", "“The bridge will carry heavy trucks.”", {"truncation"}),
    # One word or two.
    ("“The old work force builds heavy bridges.”", "“The old workforce builds heavy bridges.”", {"verbatim"}),
    # A verb for "have".
    ("“Our old town got a heavy bridge.”", "“Our old town has a heavy bridge.”", {"substitution"}),
    # A hedge that stood before what is left.
    (
        "“It is late and I think this bridge needs forty new cables.”",
        "“This bridge needs forty new cables.”",
        {"truncation", "hedge dropped"},
    ),
    (
        "“I think that in this weather the old bridge needs forty new cables.”",
        "“The old bridge needs forty new cables.”",
        {"truncation", "hedge dropped"},
    ),
    # A short form of a verb is the verb.
    (
        "“It’s a very old bridge, and here's the bill.”",
        "“It is a very old bridge, and here is the bill.”",
        {"verbatim"},
    ),
    (
        "“He's been on the bridge, and let's go home.”",
        "“He has been on the bridge, and let us go home.”",
        {"verbatim"},
    ),
    # What a reporter says around a short quotation that both have is no change of it.
    (
        "“a shameful waste” of steel for the north bridge",
        "that the mayor calls the tunnel “a shameful waste” too",
        {"verbatim"},
    ),
    (
        "the harbour “a shameful waste”",
        'to the bridge as “a shameful waste" and "a grave mistake"',
        {"verbatim"},
    ),
    # Several quotations in one sentence: each is compared as what it is.
    (
        "“From the start, the board has led a stubborn fight against the northern bridge.”",
        "that Mr. Berg “loves his town” and that the inquiry was “a stubborn fight against the northern bridge.”",
        {"truncation", "direct turned indirect"},
    ),
]


@pytest.mark.parametrize(("left", "right", "types"), CASES)
def test_types(left, right, types):
    frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "text": [left, right]}
    form = ["direct" if text.startswith("“") and text.endswith("”") else "mixed" for text in (left, right)]
    for order in (1, -1):
        told = pd.DataFrame(frame | {"text": [left, right][::order], "form": form[::order]})
        assert set(compare_wording(told)["drift"].iloc[0]) == types
