"""No verdict is `same` where a clause that both versions have differs in negation, modal verb or number."""

import pandas as pd
import pytest

from retold.consistency.wording.compare import compare_wording

STORY = "The northern harbour {} for the winter season, and the ferry company {} heavy trucks to the island"

# What the harbour does, in two versions that the other words don't tell apart.
PAIRS = {
    "negation": [
        ("will close", "will not close"),
        ("will close", "won’t close"),
        ("will close", "will never close"),
        ("will close", "will hardly close"),
        ("will close", "will scarcely close"),
        ("will close", "will no longer close"),
        ("will close", "will close neither"),
        ("will close", "denied that it will close"),
        ("will close", "refused to close"),
        ("is able to close", "is unable to close"),
        ("is safe", "is unsafe"),
        ("will close with a permit", "will close without a permit"),
    ],
    "modality": [
        ("must close", "may close"),
        ("must close", "will close"),
        ("must close", "could close"),
        ("could close", "will close"),
        ("should close", "must close"),
        ("might close", "will close"),
        ("has to close", "may close"),
        ("can close", "cannot close"),
        ("closes", "will close"),
    ],
    "number": [
        ("closed on 4 May", "closed on 5 May"),
        ("closed for four weeks", "closed for five weeks"),
        ("closed for 4 weeks", "closed for five weeks"),
        ("closed for a third of the season", "closed for half of the season"),
        ("closed twice", "closed once"),
        ("lost 40 percent", "lost fourteen percent"),
        ("lost $40 million", "lost $4 million"),
        ("lost 1.5 million", "lost fifteen million"),
    ],
}

# What one version has before or after the words of both, or both have there in two ways.
EDGES = [
    ("Nobody wants {}", "Everybody wants {}"),
    ("It is not true that {}", "{}"),
    ("I do not think that {}", "{}"),
    ("I doubt that {}", "{}"),
    ("It is false that {}", "{}"),
    ("He denied that {}", "{}"),
    ("{} if they can", "{} if they cannot"),
    ("{} for 4 weeks", "{} for five weeks"),
    ("{} but must close the ferry", "{} but may close the ferry"),
    ("{} or not", "{}"),
]
MIDDLE = "the northern harbour closed for the winter season"


def verdicts(left, right, forms):
    """Return the verdict of a pair, read from either side, in one language and translated."""
    for texts, told in (((left, right), forms), ((right, left), forms[::-1])):
        frame = {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": "k",
            "text": list(texts),
        }
        for translated in (False, True):
            found = compare_wording(pd.DataFrame(frame | {"form": list(told)}), translated=translated)
            yield from found["verdict"]


@pytest.mark.parametrize("forms", [("direct", "direct"), ("direct", "indirect"), ("indirect", "indirect")])
@pytest.mark.parametrize("kind", PAIRS)
def test_in_the_first_clause_or_a_later_one(kind, forms):
    for one, other in PAIRS[kind]:
        for left, right in (
            (STORY.format(one, "carries"), STORY.format(other, "carries")),
            (STORY.format("closes", one), STORY.format("closes", other)),
        ):
            assert "same" not in set(verdicts(left, right, forms)), (one, other)


@pytest.mark.parametrize("forms", [("direct", "direct"), ("direct", "indirect"), ("indirect", "indirect")])
def test_at_an_edge(forms):
    for one, other in EDGES:
        assert "same" not in set(verdicts(one.format(MIDDLE), other.format(MIDDLE), forms)), (one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (MIDDLE, MIDDLE),
        (f"Four weeks of ice, and {MIDDLE}", f"4 weeks of ice, and {MIDDLE}"),
        (f"{MIDDLE}, and nobody may enter", MIDDLE),
        (f"I doubt that {MIDDLE}", f"I doubt that {MIDDLE}"),
    ],
)
def test_what_keeps_its_sense_is_the_same(left, right):
    assert set(verdicts(left, right, ("direct", "direct"))) == {"same"}
