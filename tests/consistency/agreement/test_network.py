"""The network of a study: GraphML and CSV say the same, in the same bytes, whatever the names are."""

import csv
import io
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.agreement.network import RELATIONS, make_network, write_network
from retold.errors import ResultsError, TableError
from retold.tables import empty_table, write_table

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def study(speaker="Ola Olsen", label="the ferry", outlet="Post"):
    statements = [
        ("a:1", "a", "subject", speaker),
        ("a:2", "a", "subject", speaker),
        ("a:3", "a", "third_party", "Ida Berg"),
        ("b:1", "b", "subject", speaker),
        ("b:2", "b", "journalist", ""),
        ("b:3", "b", "subject", speaker),
    ]
    cells = [("a", "k1", "reported", 3), ("a", "k2", "silent", 0), ("b", "k1", "contradicted", 1), ("b", "k2", "reported", 1),
             ("c", "k1", "silent", 0), ("c", "k2", "not comparable", 0)]  # fmt: skip
    return {
        "statements": pd.DataFrame(statements, columns=["statement_id", "article_id", "voice", "speaker"]),
        "arguments": pd.DataFrame(
            {"statement_id": ["a:1", "a:2", "a:3", "b:1", "b:2", "b:3"], "argument": ["k1", "k1", "k1", "k1", "none", "k2"]}
        ),
        "articles": pd.DataFrame(
            {
                "article_id": ["a", "b", "c"],
                "outlet": [outlet, "", outlet],
                "date": ["2021-03-04", "", "2021"],
                "title": ["First", "Second", "Third"],
                "label": ["Post, March", "", ""],
            }
        ),
        "argument_labels": pd.DataFrame({"argument": ["k1", "k2"], "label": [label, ""]}),
        "coverage": pd.DataFrame(cells, columns=["article_id", "argument", "state", "statements"]),
        "contradictions": pd.DataFrame(
            [("a:3", "a", "third_party", "Ida Berg", "k2"), ("a:9", "a", "journalist", "", "k2")],
            columns=["statement_id", "article_id", "voice", "speaker", "argument"],
        ),
    }  # fmt: skip


def edges_of(network, relation):
    own = network.edges[network.edges["relation"] == relation]
    return own[["Source", "Target", "Weight", "agreement"]].values.tolist()


def test_edges_by_hand():
    network = make_network(study())
    assert edges_of(network, "article") == [
        ["article:a", "argument:k1", 3, 1],
        ["article:b", "argument:k1", 1, -1],
        ["article:b", "argument:k2", 1, 1],
    ]
    assert edges_of(network, "outlet") == [["outlet:Post", "argument:k1", 3, 1]]
    assert edges_of(network, "speaker") == [
        ["speaker:Ida Berg", "argument:k1", 1, 1],
        ["speaker:Ida Berg", "argument:k2", 1, -1],
        ["speaker:Ola Olsen", "argument:k1", 3, 1],
        ["speaker:Ola Olsen", "argument:k2", 1, 1],
        ["speaker:Post", "argument:k2", 1, -1],
    ]
    assert set(network.edges["Type"]) == {"Undirected"}


def test_nodes_have_names_and_an_article_that_reports_nothing_stays():
    nodes = make_network(study()).nodes.set_index("Id")
    assert nodes["Label"].to_dict() == {
        "article:a": "Post, March", "article:b": "b", "article:c": "c", "argument:k1": "k1: the ferry", "argument:k2": "k2",
        "outlet:Post": "Post", "speaker:Ida Berg": "Ida Berg", "speaker:Ola Olsen": "Ola Olsen", "speaker:Post": "Post",
    }  # fmt: skip
    assert nodes.loc["article:a", ["kind", "date", "outlet"]].tolist() == ["article", "2021-03-04", "Post"]


def test_statements_have_the_variables_of_discourse_networks():
    said = make_network(study()).statements
    columns = ["statement_id", "time", "person", "organization", "concept", "agreement"]
    rows = said[columns].values.tolist()
    assert ["a:1", "2021-03-04", "Ola Olsen", "", "k1: the ferry", 1] in rows
    assert ["a:3", "2021-03-04", "Ida Berg", "", "k2", 0] in rows
    assert ["a:9", "2021-03-04", "", "Post", "k2", 0] in rows
    assert len(rows) == 7
    assert "b:2" not in said["statement_id"].tolist()


def read_graphml(path):
    """Read nodes and edges back, each with its attributes, and check what is declared."""
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{SPACE}key")}
    graph = root.find(f"{SPACE}graph")

    def data(element):
        return {names[item.get("key")]: item.text for item in element.iter(f"{SPACE}data")}

    nodes = {node.get("id"): data(node) for node in graph.iter(f"{SPACE}node")}
    edges = [(edge.get("source"), edge.get("target"), data(edge)) for edge in graph.iter(f"{SPACE}edge")]
    return nodes, edges


@pytest.mark.parametrize("relation", RELATIONS)
def test_graphml_gives_the_same_network_back(relation, tmp_path):
    tables = study(speaker='Ola "the <& Ferry" Olsen, d. \x00y', label="“ferry”\nand lake & <b>")
    network = make_network(tables)
    nodes, edges = read_graphml(write_network(tables, tmp_path)[f"{relation}_argument"])
    own = network.edges[network.edges["relation"] == relation]
    assert [(a.replace("�", "\x00"), b) for a, b, _ in edges] == list(
        zip(own["Source"], own["Target"], strict=True)
    )
    assert [(int(d["weight"]), int(d["agreement"])) for *_, d in edges] == list(
        zip(own["Weight"], own["agreement"], strict=True)
    )
    assert {name for edge in edges for name in edge[:2]} <= set(nodes)
    labels = dict(zip(network.nodes["Id"], network.nodes["Label"], strict=True))
    assert all(
        labels[name.replace("�", "\x00")] == d["label"].replace("�", "\x00") for name, d in nodes.items()
    )
    assert {d["kind"] for d in nodes.values()} == {relation, "argument"}


def test_csv_has_the_heads_that_gephi_asks_for(tmp_path):
    files = write_network(study(label='a "quoted", label'), tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {path.name for path in files.values()}
    rows = {
        name: list(csv.DictReader(io.StringIO(files[name].read_text("utf-8"))))
        for name in ("nodes", "edges", "statements")
    }
    assert list(rows["nodes"][0])[:2] == ["Id", "Label"]
    assert list(rows["edges"][0])[:4] == ["Source", "Target", "Type", "Weight"]
    ids = [row["Id"] for row in rows["nodes"]]
    assert len(ids) == len(set(ids))
    assert {row[end] for row in rows["edges"] for end in ("Source", "Target")} <= set(ids)
    assert 'k1: a "quoted", label' in {row["Label"] for row in rows["nodes"]}
    assert all(b"\r" not in path.read_bytes() for path in files.values())


def test_the_order_of_rows_does_not_change_a_byte(tmp_path):
    one = write_network(study(), tmp_path / "one")
    two = write_network({name: frame.iloc[::-1] for name, frame in study().items()}, tmp_path / "two")
    assert [path.read_bytes() for path in one.values()] == [path.read_bytes() for path in two.values()]


def test_a_study_without_statements_has_articles_alone(tmp_path):
    tables = {name: empty_table(name) for name in ("statements", "arguments", "argument_labels", "coverage")}
    tables["articles"] = study()["articles"]
    network = make_network(tables)
    assert network.nodes["Id"].tolist() == ["article:a", "article:b", "article:c"]
    assert network.edges.empty
    assert network.statements.empty
    nodes, edges = read_graphml(write_network(tables, tmp_path)["speaker_argument"])
    assert (nodes, edges) == ({}, [])


def test_what_is_missing_is_named(tmp_path):
    tables = study()
    with pytest.raises(TableError, match="'coverage' is missing"):
        make_network({name: frame for name, frame in tables.items() if name != "coverage"})
    with pytest.raises(TableError, match="'speaker'"):
        make_network(tables | {"statements": tables["statements"].drop(columns="speaker")})
    with pytest.raises(ResultsError, match="has not been written"):
        write_network(tmp_path, tmp_path)


def test_a_results_folder_is_read(tmp_path):
    tables = study()
    for name in ("statements", "arguments", "articles", "argument_labels", "coverage"):
        frame = tables[name].reindex(columns=[*empty_table(name).columns])
        kinds = empty_table(name).dtypes
        for column in frame.columns:
            if frame[column].isna().any():
                frame[column] = (
                    frame[column].astype(object).fillna("" if kinds[column] in ("str", "object") else 0)
                )
        write_table(frame, name, tmp_path)
    files = write_network(tmp_path, tmp_path / "network")
    without = {name: frame for name, frame in tables.items() if name != "contradictions"}
    assert files["edges"].read_text("utf-8") == make_network(without).edges.to_csv(
        index=False, lineterminator="\n"
    )


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_any_name_gives_files_that_can_be_read(tmp_path_factory, speaker, label):
    folder = tmp_path_factory.mktemp("network")
    files = write_network(study(speaker=speaker.replace("\ud800", ""), label=label), folder)
    for relation in RELATIONS:
        nodes, edges = read_graphml(files[f"{relation}_argument"])
        assert {name for edge in edges for name in edge[:2]} <= set(nodes)
