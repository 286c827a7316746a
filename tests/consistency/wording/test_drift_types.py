"""What is claimed to change between two statements, type by type, and what is not."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording
from retold.consistency.wording.translation import VERDICTS


def drift(left, right, *, forms=None, translated=True):
    """Return drift, its types joined, changes and verdict of two statements that are sure to be linked."""
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": "none",
            "text": [left, right],
        }
    )
    if forms is not None:
        frame["form"] = forms
    found = compare_wording(frame, translated=translated, threshold=0.3)
    assert len(found) == 1, "the two statements are not linked"
    types, changes, verdict = found.loc[0, ["drift", "changes", "verdict"]].tolist()
    return [";".join(types), changes, verdict]


SAME, TRANSLATED, CHANGED = VERDICTS
BAKERS = "“The bakers of Ostrow sell brown bread every morning.”"

CASES = [
    # left, right, drift, verdict
    # -- verbatim
    (BAKERS, "« The bakers of Ostrow sell brown bread every morning »", "verbatim", SAME),
    (BAKERS, "— The bakers of Ostrow sell brown bread every morning.", "verbatim", SAME),
    (
        BAKERS,
        "“The bakers of Ostrow,” she said on Monday, “sell brown bread every morning.”",
        "verbatim",
        SAME,
    ),
    (BAKERS, "“The bakers of Ostrow [the town] sell brown bread every morning.”", "verbatim", SAME),
    ("“We don't sell long-life bread here.”", "“We do not sell long life bread here.”", "verbatim", SAME),
    ("“Fifty bakers sell brown bread.”", "“50 bakers sell brown bread.”", "verbatim", SAME),
    ("“They sold 600,000 loaves of bread.”", "“They sold 600 000 loaves of bread.”", "verbatim", SAME),
    (
        "“They sold 600,000 loaves of bread.”",
        "“They sold six hundred thousand loaves of bread.”",
        "verbatim",
        SAME,
    ),
    (
        "“Bakers sold a third of all brown bread.”",
        "“Bakers sold 33 percent of all brown bread.”",
        "verbatim",
        SAME,
    ),
    (
        "“Bakers sold half of all brown bread.”",
        "“Bakers sold 50 per cent of all brown bread.”",
        "verbatim",
        SAME,
    ),
    ("“Twenty-one bakers sell brown bread.”", "“21 bakers sell brown bread.”", "verbatim", SAME),
    # -- cuts
    (BAKERS, "“The bakers of Ostrow sell brown bread”", "truncation", SAME),
    (BAKERS, "“sell brown bread every morning”", "truncation;direct turned indirect", SAME),
    (
        BAKERS,
        "“The bakers of Ostrow sell brown bread every morning, as they always did.”",
        "truncation",
        SAME,
    ),
    (BAKERS, "“The bakers of Ostrow sell … every morning.”", "splice", SAME),
    (BAKERS, "“The bakers of Ostrow sell [...] every morning.”", "splice", SAME),
    (BAKERS, "“The bakers ... sell brown bread”", "truncation;splice", SAME),
    (BAKERS, "“The bakers of Ostrow sell brown bread …”", "verbatim", SAME),
    # -- words put in or replaced
    (BAKERS, "“The bakers of Ostrow sell fresh brown bread every morning.”", "insertion", CHANGED),
    (BAKERS, "“The bakers of Ostrow sell brown bread only every morning.”", "insertion", CHANGED),
    (BAKERS, "“The bakers of Ostrow buy brown bread every morning.”", "substitution", CHANGED),
    (BAKERS, "“The bakers of Ostrow supply brown bread every morning.”", "substitution", CHANGED),
    (
        "“Soldiers closed our bakery at noon.”",
        "“Soldiers shut our bakery at noon.”",
        "substitution",
        TRANSLATED,
    ),
    (
        "“Bakers sell bread before the feast.”",
        "“Bakers sell bread after the feast.”",
        "substitution",
        CHANGED,
    ),
    ("“Bakers sell our bread on Monday.”", "“Bakers sell our bread on Friday.”", "substitution", CHANGED),
    ("“Bakers sell our bread today.”", "“Bakers sell their bread today.”", "substitution", CHANGED),
    # -- negation
    (BAKERS, "“The bakers of Ostrow do not sell brown bread every morning.”", "negation flipped", CHANGED),
    ("“Bakers can sell brown bread.”", "“Bakers cannot sell brown bread.”", "negation flipped", CHANGED),
    ("“Nobody sells brown bread here.”", "“Somebody sells brown bread here.”", "negation flipped", CHANGED),
    (
        "“Old bread is acceptable to bakers.”",
        "“Old bread is unacceptable to bakers.”",
        "negation flipped",
        CHANGED,
    ),
    (
        "“Selling old bread is not acceptable to bakers.”",
        "“Selling old bread is unacceptable to bakers.”",
        "substitution",
        TRANSLATED,
    ),
    ("“Bakers do not have any brown bread.”", "“Bakers have no brown bread.”", "function words", TRANSLATED),
    (
        "“I do not think bakers will sell bread.”",
        "“I think bakers will not sell bread.”",
        "function words",
        TRANSLATED,
    ),
    # -- modal verbs, read from a to b
    ("“Bakers must sell brown bread.”", "“Bakers sell brown bread.”", "modality lost", CHANGED),
    ("“Bakers sell brown bread.”", "“Bakers may sell brown bread.”", "modality added", CHANGED),
    (
        "“Bakers must sell brown bread.”",
        "“Bakers may sell brown bread.”",
        "modality lost;modality added",
        CHANGED,
    ),
    (
        "“Brown bread must be sold by bakers.”",
        "“Brown bread is being sold by bakers.”",
        "modality lost",
        CHANGED,
    ),
    ("“Bakers have to sell brown bread.”", "“Bakers must sell brown bread.”", "verbatim", SAME),
    (
        "“Bakers cannot sell brown bread.”",
        "“Bakers do not sell brown bread.”",
        "modality lost",
        CHANGED,
    ),
    (
        "“Bakers may run out of bread.”",
        "“Bakers will, I think, run out of bread.”",
        "modality lost;hedge dropped",
        CHANGED,
    ),
    # -- numbers
    ("“Bakers sold 50 loaves of bread.”", "“Bakers sold sixty loaves of bread.”", "number changed", CHANGED),
    (
        "“Bakers sold a third of our bread.”",
        "“Bakers sold a quarter of our bread.”",
        "number changed",
        CHANGED,
    ),
    ("“Bakers came to Ostrow in 1931.”", "“Bakers came to Ostrow in 1913.”", "number changed", CHANGED),
    ("“Bakers came to Ostrow on 3 June.”", "“Bakers came to Ostrow on 5 June.”", "number changed", CHANGED),
    ("“Bakers sold one ton of bread.”", "“Bakers sold two tons of bread.”", "number changed", CHANGED),
    # -- tense
    ("“Bread was dear in old Ostrow.”", "“Bread is dear in old Ostrow.”", "tense", TRANSLATED),
    ("“Bakers will sell brown bread.”", "“Bakers are selling brown bread.”", "tense", TRANSLATED),
    ("“Bakers bake and sell brown bread.”", "“Bakers baked and sold brown bread.”", "tense", TRANSLATED),
    ("“Bakers sell our brown bread.”", "“Bakers will sell our brown bread.”", "tense", TRANSLATED),
    ("“Bakers have sold brown bread.”", "“Bakers will have sold brown bread.”", "tense", TRANSLATED),
    ("“Our bakers go to old Ostrow.”", "“Our bakers went to old Ostrow.”", "tense", TRANSLATED),
    ("“Nobody goes to old Ostrow market.”", "“Nobody has gone to old Ostrow market.”", "tense", TRANSLATED),
    ("“Bakers let brown bread cool.”", "“Bakers have let brown bread cool.”", "tense", TRANSLATED),
    ("“Bakers sold our brown bread.”", "“Bakers had sold our brown bread.”", "tense", TRANSLATED),
    ("“Old bakers die in Ostrow town.”", "“Old bakers died in Ostrow town.”", "tense", TRANSLATED),
    ("“Bakers use our brown flour.”", "“Bakers used our brown flour.”", "tense", TRANSLATED),
    # -- indirect speech, and what it forces
    (BAKERS, "that the bakers of Ostrow sold brown bread every morning", "direct turned indirect", SAME),
    (
        "“We will sell our brown bread.”",
        "that they would sell their brown bread",
        "direct turned indirect",
        SAME,
    ),
    ("“I am happy with brown bread.”", "that he was happy with brown bread", "direct turned indirect", SAME),
    (
        "“We have sold our brown bread.”",
        "that the town had sold its brown bread",
        "direct turned indirect",
        SAME,
    ),
    (
        "“We can sell our brown bread.”",
        "that Ostrow could sell its brown bread",
        "direct turned indirect",
        SAME,
    ),
    ("“We sold our brown bread.”", "that they had sold their brown bread", "direct turned indirect", SAME),
    ("“We have sold our brown bread.”", "that they sold their brown bread", "direct turned indirect", SAME),
    # A quotation of several sentences, of which this is the first or the last.
    (BAKERS, "“The bakers of Ostrow sell brown bread every morning.", "verbatim", SAME),
    (BAKERS, "The bakers of Ostrow sell brown bread every morning.”", "verbatim", SAME),
    (
        "“We must sell our brown bread.”",
        "that Ostrow could sell its brown bread",
        "modality lost;modality added;direct turned indirect",
        CHANGED,
    ),
    (
        "“We will not sell our brown bread.”",
        "that they would sell their brown bread",
        "negation flipped;direct turned indirect",
        CHANGED,
    ),
    # -- hedges
    (BAKERS, "“Perhaps the bakers of Ostrow sell brown bread every morning.”", "hedge dropped", CHANGED),
    (BAKERS, "“The bakers of Ostrow probably sell brown bread every morning.”", "hedge dropped", CHANGED),
    (BAKERS, "“The bakers of Ostrow, I believe, sell brown bread every morning.”", "hedge dropped", CHANGED),
    (BAKERS, "“I think the bakers of Ostrow sell brown bread every morning.”", "hedge dropped", CHANGED),
]


@pytest.mark.parametrize(("left", "right", "types", "verdict"), CASES)
def test_drift_and_verdict(left, right, types, verdict):
    found = drift(left, right)
    assert [found[0], found[2]] == [types, verdict]


MIRROR = {"modality lost": "modality added", "modality added": "modality lost"}


@pytest.mark.parametrize(("left", "right", "types", "verdict"), CASES)
def test_drift_reads_the_same_from_the_other_side_but_for_modality(left, right, types, verdict):
    found = drift(right, left)
    mirrored = {MIRROR.get(name, name) for name in types.split(";")}
    assert (set(found[0].split(";")), found[2]) == (mirrored, verdict)
