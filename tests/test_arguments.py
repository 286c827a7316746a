import numpy as np
import pandas as pd
import pytest

from retold.arguments.clusters import cut, group_arguments, silhouettes
from retold.arguments.embedding import centre, claim_text, embed
from retold.arguments.labels import label_arguments
from retold.arguments.scores import group_scores, score_groups
from retold.arguments.stability import group_stability
from retold.errors import ParameterError

TEXTS = [
    "heavy rain fell on the old town all night",
    "rain fell on the town again and again last night",
    "the new tax on land rose for all farmers",
    "all farmers must pay the new tax on land",
    "dogs bark at the moon in the cold spring air",
    "no",
]


def frame(texts, articles=("a", "b")):
    ids = [f"{articles[n % len(articles)]}:{n + 1}" for n in range(len(texts))]
    return pd.DataFrame({"statement_id": ids, "article_id": [i.split(":")[0] for i in ids], "text": texts})


@pytest.mark.parametrize("embedding", ["tfidf", "wordllama"])
def test_statements_that_claim_the_same_are_grouped(embedding):
    groups = group_arguments(frame(TEXTS), embedding=embedding, replicates=20)
    names = groups.arguments.set_index("statement_id")["argument"]
    assert names["a:1"] == names["b:2"] != "none"
    assert names["a:3"] == names["b:4"] != "none"
    assert names["a:5"] == names["b:6"] == "none"


def test_order_of_rows_does_not_matter():
    rows = frame(TEXTS)
    one, two = group_arguments(rows, replicates=20), group_arguments(rows.iloc[::-1], replicates=20)
    pd.testing.assert_frame_equal(one.arguments, two.arguments)
    pd.testing.assert_frame_equal(one.groups, two.groups)
    pd.testing.assert_frame_equal(one.thresholds, two.thresholds)


@pytest.mark.parametrize(
    "texts", [[], ["one statement of several words here"], ["a b c d e f", "a b c d e f"]]
)
def test_too_few_statements_make_no_group(texts):
    rows = frame(texts) if texts else frame(TEXTS).iloc[:0]
    groups = group_arguments(rows)
    assert groups.groups.empty
    assert (groups.arguments["argument"] == "none").all()
    assert label_arguments(groups.arguments, groups.groups, rows).empty


def test_identical_statements_do_not_crash_or_split():
    groups = group_arguments(frame(["the same words stand here again"] * 6), replicates=20)
    assert groups.arguments["argument"].nunique() == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"threshold": 0}, "threshold 0 is out of range"),
        ({"threshold": 2.5}, "threshold 2.5 is out of range"),
        ({"min_size": 1}, "min_size 1 is out of range"),
        ({"embedding": "wordlama"}, "did you mean 'wordllama'"),
    ],
)
def test_options_out_of_range(options, words):
    with pytest.raises(ParameterError, match=words):
        group_arguments(frame(TEXTS), **options)


def test_a_given_threshold_is_used():
    groups = group_arguments(frame(TEXTS), threshold=2.0, replicates=20)
    assert groups.groups["statements"].tolist() == [5]


def test_centred_vectors_have_length_one_and_mean_zero_direction():
    vectors = embed(TEXTS, method="tfidf")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(centre(np.ones((3, 2))), 0)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("that “it rained,”", "it rained"),
        ("“It rained.”", "It rained."),
        ("That day it rained", "day it rained"),
        ("", ""),
    ],
)
def test_claim_text(text, claim):
    assert claim_text(text) == claim


def test_silhouettes_agree_with_scikit_learn():
    from sklearn.metrics import silhouette_samples

    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(0, 1, (5, 3)), rng.normal(4, 1, (6, 3))])
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    labels = np.array([1] * 5 + [2] * 6)
    assert np.allclose(
        silhouettes(distances, labels), silhouette_samples(distances, labels, metric="precomputed")
    )


def test_a_clear_group_is_stable_and_a_chance_group_is_not():
    points = np.array([0.0, 0.1, 0.2, 0.15, 0.05, 9.0, 9.1, 9.2, 9.15, 9.05])
    distances = np.abs(points[:, None] - points[None])
    labels = cut(distances, 1.0, 2)
    assert group_stability(distances, labels, lambda d: cut(d, 1.0, 2), replicates=20).tolist() == [1, 1]
    mixed = np.array([1, 2] * 5)
    assert max(group_stability(distances, mixed, lambda d: cut(d, 1.0, 2), replicates=20)) < 0.6


SCORES = [
    (["a", "a", "b"], ["x", "x", "y"], (1, 1, 1)),
    (["a", "a", "a"], ["x", "x", "y"], (0, 5 / 9, 1)),
    (["a", "b", "c"], ["x", "x", "y"], (0, 1, 2 / 3)),
]


@pytest.mark.parametrize(("found", "true", "expected"), SCORES)
def test_group_scores(found, true, expected):
    scores = group_scores(found, true)
    assert (scores["ARI"], scores["B-cubed precision"], scores["B-cubed recall"]) == pytest.approx(expected)


def test_score_groups_takes_the_coding_that_overlaps_most():
    statements = pd.DataFrame(
        {"statement_id": ["a:1", "a:2"], "article_id": "a", "start": [0, 10], "end": [10, 20]}
    )
    arguments = pd.DataFrame({"statement_id": ["a:1", "a:2"], "article_id": "a", "argument": ["A1", "A1"]})
    coding = pd.DataFrame({"article_id": "a", "start": [0, 8], "end": [8, 20], "argument": ["x", "y"]})
    scores = score_groups(arguments, statements, coding).set_index("measure")["value"]
    assert scores["B-cubed precision"] == 0.5
    assert score_groups(arguments, statements, coding.iloc[:0]).empty
