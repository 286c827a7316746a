import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from retold.arguments.grouping import embedding as embeddings
from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.labels import label_arguments
from retold.errors import ParameterError, StudyError, TableError
from retold.language import encoder
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
@pytest.mark.parametrize("method", ["auto", "average", "local", "louvain"])
def test_statements_that_claim_the_same_are_grouped(embedding, method):
    groups = group_arguments(frame(TEXTS), embedding=embedding, method=method, replicates=20)
    names = groups.arguments.set_index("statement_id")["argument"]
    assert names["a:1"] == names["b:2"] != "none"
    assert names["a:3"] == names["b:4"] != "none"
    assert names["a:1"] != names["a:3"]
    assert names["b:6"] == "none"


@pytest.mark.parametrize("method", ["average", "local", "louvain", "kmeans", "hdbscan"])
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


SIDES = {
    "safe": [
        "The old bridge over the river is safe for heavy lorries.",
        "We have seen that the old bridge over the river is safe for heavy lorries.",
        "The old bridge over the river is safe for all heavy lorries.",
    ],
    "not safe": [
        "The old bridge over the river is not safe for heavy lorries.",
        "We know that the old bridge over the river is not safe for heavy lorries.",
    ],
    "tax": [
        "Farmers must pay the new tax on land this year.",
        "The new tax on land must be paid by farmers this year.",
    ],
}


@pytest.mark.parametrize("embedding", ["encoder", "wordllama", "tfidf"])
def test_a_claim_and_its_denial_are_two_arguments(embedding):
    rows = frame([text for texts in SIDES.values() for text in texts])
    side = dict(
        zip(rows["statement_id"], (side for side, texts in SIDES.items() for _ in texts), strict=True)
    )
    found = group_arguments(rows, embedding=embedding, replicates=20).arguments
    sides = found["statement_id"].map(side).groupby(found["argument"]).agg(set)
    assert sorted(map(sorted, sides)) == [["not safe"], ["safe"], ["tax"]]


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


@pytest.mark.parametrize("criterion", ["silhouette", "expected", "joint"])
def test_the_cut_chosen_has_the_best_criterion(criterion):
    table = group_arguments(frame(TEXTS), criterion=criterion, replicates=20).thresholds
    assert table.loc[table["chosen"], "criterion"].tolist() == [table["criterion"].max()]
    table["joint"] = table["expected"] + table["silhouette"] / 2
    assert np.allclose(table["criterion"], table[criterion])


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


def odd_texts():
    long = "the harbour was closed to all ships for the winter by the council of the town and so on "
    return {
        "an empty statement": [*TEXTS, "", "  "],
        "one of 5,000 words": [*TEXTS, (long * 300)[: 5000 * 5]],
        "another script": [*TEXTS, "Дамба слишком стара для этой реки", "这座桥太旧了，必须立即关闭"],
        "emoji only": [*TEXTS, "🙂 👍 🙂 👍 🙂 👍", "🎉🎉🎉"],
    }


@pytest.mark.parametrize("embedding", ["encoder", "wordllama", "tfidf"])
@pytest.mark.parametrize("what", list(odd_texts()))
def test_odd_statements_disturb_no_group(what, embedding):
    found = group_arguments(frame(odd_texts()[what]), embedding=embedding, replicates=5)
    names = found.arguments.set_index("statement_id")["argument"]
    assert names["a:1"] == names["b:2"] != "none"
    assert names["a:3"] == names["b:4"] != "none"
    assert len(found.arguments) == len(odd_texts()[what])


def test_many_copies_of_one_statement_are_one_group_beside_others():
    rows = frame([*TEXTS[:5], *[TEXTS[4]] * 300])
    found = group_arguments(rows, embedding="tfidf", replicates=2)
    assert found.groups["statements"].max() == 301


def test_nothing_but_copies_of_one_statement_has_nothing_to_tell_apart():
    found = group_arguments(frame([TEXTS[0]] * 10_000))
    assert "all statements say the same" in found.note
    assert (found.arguments["argument"] == "none").all()


BROKEN = [(b"", "damaged: sha256 is e3b0c44298fc1c14"), (None, "missing")]


@pytest.mark.parametrize(("data", "words"), BROKEN)
def test_a_model_file_that_is_damaged_or_missing_is_named(data, words, tmp_path, monkeypatch):
    file = tmp_path / "encoder.npz"
    if data is not None:
        file.write_bytes(data)
    monkeypatch.setattr(encoder, "WEIGHTS", file)
    encoder.load_encoder.cache_clear()
    with pytest.raises(StudyError, match=words) as caught:
        group_arguments(frame(TEXTS))
    encoder.load_encoder.cache_clear()
    assert "encoder.npz" in str(caught.value)
