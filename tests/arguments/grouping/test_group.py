import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.arguments.grouping import embedding as embeddings
from retold.arguments.grouping.clusters import METHODS, Space, find_method, group_space
from retold.arguments.grouping.embedding import centre, embed
from retold.arguments.grouping.group import group_arguments, group_vectors
from retold.arguments.grouping.labels import label_arguments
from retold.arguments.grouping.same_claim import neighbour_likeness, pair_probabilities
from retold.errors import ParameterError, TableError
from retold.tables import conform

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
@pytest.mark.parametrize("method", ["auto", "average", "louvain"])
def test_statements_that_claim_the_same_are_grouped(embedding, method):
    groups = group_arguments(frame(TEXTS), embedding=embedding, method=method, replicates=20)
    names = groups.arguments.set_index("statement_id")["argument"]
    assert names["a:1"] == names["b:2"] != "none"
    assert names["a:3"] == names["b:4"] != "none"
    assert names["a:1"] != names["a:3"]
    assert names["b:6"] == "none"


@pytest.mark.parametrize("method", ["average", "louvain", "kmeans", "hdbscan"])
def test_order_of_rows_and_articles_does_not_matter(method):
    rows = frame(TEXTS * 2)
    rows["text"] = [f"{text} {'once more' if at < 6 else 'they say'}" for at, text in enumerate(rows["text"])]
    one = group_arguments(rows, method=method, replicates=20)
    for seed in (1, 2):
        two = group_arguments(rows.sample(frac=1, random_state=seed), method=method, replicates=20)
        for name in ("arguments", "groups", "thresholds", "units", "tree", "sweep", "influence"):
            pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_every_table_fits_its_schema():
    groups = group_arguments(frame(TEXTS), replicates=20)
    rows = frame(TEXTS).assign(voice="subject")
    labels = label_arguments(groups.arguments, groups.groups, rows)
    assert labels["voices"].tolist() == ["subject 2", "subject 2"]
    tables = {"arguments": groups.arguments, "argument_labels": labels}
    tables |= {f"argument_{name}": getattr(groups, name) for name in ("thresholds", "units", "tree", "sweep")}
    for name, table in (tables | {"argument_influence": groups.influence}).items():
        assert len(conform(table, name)) == len(table) > 0


TOO_FEW = [
    [],
    ["one statement of several words here"],
    ["one statement of several words here", "another one of as many words"],
    ["no", "yes", "no", "yes", "perhaps"],
]


@pytest.mark.parametrize("texts", TOO_FEW, ids=len)
@pytest.mark.parametrize("method", ["auto", "louvain"])
def test_too_few_statements_make_no_group_and_say_so(texts, method):
    rows = frame(texts) if texts else frame(TEXTS).iloc[:0]
    groups = group_arguments(rows, method=method)
    assert "too few" in groups.note
    assert groups.groups.empty
    assert len(groups.arguments) == len(rows)
    assert (groups.arguments["argument"] == "none").all()
    assert label_arguments(groups.arguments, groups.groups, rows).empty


def test_a_voice_that_nobody_has_leaves_too_few():
    rows = frame(TEXTS).assign(voice="subject")
    assert "too few: 0" in group_arguments(rows[rows["voice"] == "journalist"]).note


@pytest.mark.parametrize("method", ["average", "louvain", "kmeans", "hdbscan"])
def test_identical_statements_make_no_group_and_say_so(method):
    groups = group_arguments(frame(["the same words stand here again"] * 6), method=method, replicates=20)
    assert "all statements say the same" in groups.note
    assert (groups.arguments["argument"] == "none").all()


def test_one_article_only_has_no_influence_of_articles():
    groups = group_arguments(frame(TEXTS, articles=("a",)), replicates=20)
    assert len(groups.groups) == 2
    assert groups.influence.empty
    assert (groups.groups["depends"].map(len) == 0).all()


OPTIONS = [
    ({"threshold": 0}, "threshold 0 is out of range"),
    ({"threshold": -1}, "threshold -1 is out of range"),
    ({"threshold": float("nan")}, "threshold nan is out of range"),
    ({"threshold": 1.5}, "threshold 1.5 is out of range"),
    ({"threshold": 1, "method": "kmeans"}, "number of groups"),
    ({"min_size": 1}, "min_size 1 is out of range"),
    ({"embedding": "wordlama"}, "did you mean 'wordllama'"),
    ({"criterion": "silhuette"}, "did you mean 'silhouette'"),
    ({"method": "louvian"}, "did you mean 'louvain'"),
]


@pytest.mark.parametrize(("options", "words"), OPTIONS)
@pytest.mark.parametrize("n", [0, 6])
def test_options_out_of_range(options, words, n):
    with pytest.raises(ParameterError, match=words):
        group_arguments(frame(TEXTS).iloc[:n], **options)


def test_a_statement_that_is_there_twice_is_named():
    with pytest.raises(ParameterError, match="'a:1' is there twice"):
        group_arguments(pd.concat([frame(TEXTS), frame(TEXTS[:1])]))


def test_a_column_that_is_missing_is_named():
    with pytest.raises(TableError, match="lacks the column 'text'"):
        group_arguments(frame(TEXTS).drop(columns="text"))


def test_an_embedding_that_is_not_installed_names_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    embeddings._load_transformer.cache_clear()
    with pytest.raises(ParameterError, match=r"retold\[minilm\]"):
        group_arguments(frame(TEXTS), embedding="minilm")


def test_heavy_libraries_are_imported_only_when_asked_for():
    code = "import sys, retold; retold.group_arguments; print([m for m in ('torch', 'sentence_transformers', 'sklearn') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_given_threshold_is_used():
    groups = group_arguments(frame(TEXTS), threshold=1.0, replicates=20)
    assert groups.groups["statements"].tolist() == [5]
    assert groups.thresholds.loc[groups.thresholds["chosen"], "threshold"].tolist() == [1.0]


@pytest.mark.parametrize("criterion", ["silhouette", "expected"])
def test_the_cut_chosen_has_the_best_criterion(criterion):
    table = group_arguments(frame(TEXTS), criterion=criterion, replicates=20).thresholds
    assert table.loc[table["chosen"], "criterion"].tolist() == [table["criterion"].max()]
    product = table["expected"] * table["stability"].fillna(0)
    assert np.allclose(table["criterion"], table["silhouette"] if criterion == "silhouette" else product)


CUES = ["he said", "she said", "they said", "the mayor said", "Ann Lee said", "the council said"]


def test_cues_do_not_make_a_group():
    texts = [
        "bread grows dearer with every week of frost",
        "seven ships lie in the northern harbour",
        "our school needs many new windows",
        "a dog bit two postmen near the well",
        "nobody paints clocks as green as these",
        "violins sound brighter in dry summers",
    ]
    plain = group_arguments(frame(texts), replicates=20)
    cued = [f"{cue[0].upper()}{cue[1:]} that {text}" for cue, text in zip(CUES, texts, strict=True)]
    behind = [f"{text}, he said." for text in texts]
    for other in (cued, behind):
        found = group_arguments(frame(other), replicates=20)
        assert found.arguments["argument"].tolist() == plain.arguments["argument"].tolist()


def test_centred_vectors_have_length_one_and_mean_zero_direction():
    vectors = embed(TEXTS, method="tfidf")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(centre(np.ones((3, 2))), 0)
    assert embed([], method="tfidf").shape[0] == 0


def test_many_texts_are_reduced_and_still_tell_apart(monkeypatch):
    monkeypatch.setattr(embeddings, "DENSE_STATEMENTS", 10)
    monkeypatch.setattr(embeddings, "DIMENSIONS", 20)
    texts = [f"{text} {n}" for n in range(6) for text in TEXTS[:5]]
    vectors = embed(texts)
    assert vectors.dtype == np.float64
    assert vectors.shape == (30, 256 + 20)
    labels = group_vectors(vectors, method="louvain")
    assert all(len(set(labels[start::5])) == 1 for start in range(5))


def test_probabilities_are_symmetric_and_higher_for_the_same_claim():
    p = pair_probabilities(TEXTS[:5])
    assert np.array_equal(p, p.T)
    assert ((p >= 0) & (p <= 1)).all()
    assert min(p[0, 1], p[2, 3]) > max(p[0, 2], p[0, 4], p[2, 4])


@given(st.integers(0, 2**32 - 1), st.integers(3, 9), st.integers(2, 12))
@settings(max_examples=25)
def test_neighbour_likeness_is_the_cosine_of_rows_without_oneself(seed, n, d):
    vectors = centre(np.random.default_rng(seed).normal(size=(n, d)))
    rows = vectors @ vectors.T
    np.fill_diagonal(rows, 0)
    lengths = np.linalg.norm(rows, axis=1)
    expected = (rows @ rows.T) / np.outer(lengths, lengths)
    upper = np.stack(np.triu_indices(n, 1), axis=1)
    off = tuple(upper.T)
    assert np.allclose(neighbour_likeness(vectors)[off], expected[off], atol=1e-6)
    assert np.allclose(neighbour_likeness(vectors, upper), expected[off], atol=1e-6)


def mixture(n, groups, noise, seed=0):
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, 64))
    true = rng.integers(0, groups, n)
    return centres[true] + noise * rng.normal(size=(n, 64)), true


@pytest.mark.parametrize("method", ["average", "louvain", "kmeans", "hdbscan"])
def test_known_groups_are_found_by_every_method(method):
    from sklearn.metrics import adjusted_rand_score

    points, true = mixture(120, 4, 0.3)
    assert adjusted_rand_score(true, group_vectors(points, method=method)) > 0.9


def test_small_and_large_path_agree():
    from sklearn.metrics import adjusted_rand_score

    points, _ = mixture(2500, 12, 0.8)
    small, large = group_vectors(points, method="average"), group_vectors(points)
    assert find_method("auto", 2500)[0] == "louvain"
    assert adjusted_rand_score(small, large) >= 0.9


def test_too_many_statements_for_all_pairs():
    with pytest.raises(ParameterError, match="compares all pairs"):
        find_method("average", 1_000_000)


def test_vectors_without_difference_stay_alone():
    assert group_vectors(np.ones((10, 3))).tolist() == [0] * 10
    assert group_vectors(np.zeros((0, 3))).tolist() == []


def test_a_part_of_a_space_keeps_its_likenesses():
    points, _ = mixture(40, 2, 0.3)
    vectors = centre(points)
    space = Space(vectors, vectors @ vectors.T).with_graph()
    kept = np.arange(0, 40, 2)
    part = space.part(kept)
    assert np.array_equal(part.probabilities, space.probabilities[kept][:, kept])
    assert part.graph.shape == (20, 20)
    assert len(group_space(part, METHODS["louvain"], 1.0)) == 20
