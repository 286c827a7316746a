"""What else groups hang on: the cut, the embedding, the seed, and single articles."""

import numpy as np

from retold.arguments.grouping.clusters import Space, name_groups
from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.trust import best_grouping, find_influence, stay_together
from tests.arguments.grouping.test_group import frame

CLEAR = ["the tax on land rose again", "the tax on land rose once more", "the tax on land rose for all of us"]


OTHER = [
    "rain fell on the northern hills",
    "rain fell on the northern towns",
    "rain fell on all northern roads",
]


ODD = [
    "seven ships lie in harbour today",
    "bread grows dearer every single week",
    "her violin has lost two strings",
]


def test_influence_names_the_article_a_group_depends_on():
    articles = ["a", "a", "b", "b", "c"]
    labels = np.array([1, 1, 2, 2, 2])

    def group(kept):
        return name_groups(np.where(np.isin(kept, [2, 3, 4]), 7, 10 + kept), 2)

    table = find_influence(articles, labels, group).set_index(["argument", "left_out"])
    assert table["statements"].to_dict() == {("A1", "a"): 0, ("A2", "b"): 1, ("A2", "c"): 2}
    assert table["depends"].to_dict() == {("A1", "a"): True, ("A2", "b"): True, ("A2", "c"): False}


def test_staying_together_counts_pairs():
    labels = np.array([1, 1, 1, 1, 2, 2, 0])
    assert stay_together(labels, np.array([1, 1, 2, 2, 0, 0, 0])).tolist() == [1 / 3, 0]


def test_sweep_covers_cuts_methods_and_embeddings():
    sweep = group_arguments(frame([*CLEAR, *OTHER, *ODD]), replicates=20).sweep
    assert set(sweep["kind"]) == {"threshold", "method", "embedding"}
    assert sweep["together"].between(0, 1).all()
    seeds = group_arguments(frame([*CLEAR, *OTHER, *ODD]), method="louvain", replicates=20).sweep
    assert (seeds["kind"] == "seed").any()


def test_the_best_grouping_agrees_with_certain_pairs():
    true = np.array([1, 1, 1, 2, 2, 0])
    likely = ((true[:, None] == true) & (true > 0)).astype(float)
    np.fill_diagonal(likely, 1)
    vectors = np.eye(3)[true]
    for method in ("average", "louvain"):
        assert best_grouping(Space(vectors, likely), method, 2).tolist()[:5] == true.tolist()[:5]
