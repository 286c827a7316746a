"""The study as a two-mode network: articles, outlets and speakers by argument, in files that others' tools read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pandas as pd

from retold.errors import TableError
from retold.files import complete_file
from retold.shielding import shield_texts
from retold.tables import natural_key, read_table, require, write_rows

RELATIONS = ("article", "outlet", "speaker")

NEEDED = {
    "statements": ("statement_id", "article_id", "voice", "speaker"),
    "arguments": ("statement_id", "argument"),
    "articles": ("article_id", "outlet", "date", "title"),
    "argument_labels": ("argument", "label"),
    "coverage": ("article_id", "argument", "state", "statements"),
}

# The columns that Gephi asks for come first, spelled as it wants them.
NODE_COLUMNS = {"Id": "string", "Label": "string", "kind": "string", "date": "string", "outlet": "string"}
EDGE_COLUMNS = {
    "Source": "string",
    "Target": "string",
    "Type": "string",
    "Weight": "int",
    "agreement": "int",
    "relation": "string",
}

GRAPHML = "http://graphml.graphdrawing.org/xmlns"

# Characters that XML 1.0 does not allow even when escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Network(NamedTuple):
    """A two-mode network: its nodes, its edges, and the statements that these count."""

    nodes: pd.DataFrame
    edges: pd.DataFrame
    statements: pd.DataFrame


def make_network(tables: Mapping[str, pd.DataFrame]) -> Network:
    """Return who says or reports which argument, as the nodes and edges of a network.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables statements, arguments, articles, argument_labels and coverage of a study, by name; and
        ``contradictions``, as `retold.find_contradictions` gives it, where denials are to be had.

    Returns
    -------
    Network
        ``nodes``: Id (``article:p01``, ``argument:k1`` ...), Label, kind, date, outlet. ``edges``: Source,
        Target (an argument), Type (``Undirected``), Weight (how many statements, at least 1), agreement (1, or
        -1 where it is denied), relation (``article``, ``outlet`` or ``speaker``). ``statements``: a row for each
        statement and each denial, in the variables of Discourse Network Analyzer.

    Raises
    ------
    TableError
        If a table or a column is missing.

    Notes
    -----
    An article agrees with an argument that it reports, and disagrees where coverage says ``contradicted``. An
    outlet has the edges of its articles. A speaker agrees with what he or she says; who denies an argument
    has an edge of -1, the outlet where a journalist denies it in an own voice. One who does both has both
    edges. Speakers are as they are named in the articles: two spellings are two speakers.

    Examples
    --------
    >>> frames = {
    ...     "statements": pd.DataFrame({"statement_id": ["a:1"], "article_id": "a", "voice": "subject", "speaker": "Ola"}),
    ...     "arguments": pd.DataFrame({"statement_id": ["a:1"], "argument": "k1"}),
    ...     "articles": pd.DataFrame({"article_id": ["a"], "outlet": "Post", "date": "2021-03-04", "title": "T"}),
    ...     "argument_labels": pd.DataFrame({"argument": ["k1"], "label": "the ferry"}),
    ...     "coverage": pd.DataFrame({"article_id": ["a"], "argument": "k1", "state": "reported", "statements": 1}),
    ... }
    >>> make_network(frames).edges[["Source", "Target", "Weight", "agreement"]].values.tolist()[0]
    ['article:a', 'argument:k1', 1, 1]
    """
    _check(tables)
    said = _list_statements(tables)
    edges = pd.concat([_article_edges(tables["coverage"]), *_actor_edges(said, tables)], ignore_index=True)
    order = sorted(
        range(len(edges)),
        key=lambda n: (
            RELATIONS.index(edges.at[n, "relation"]),
            natural_key(edges.at[n, "Source"]),
            natural_key(edges.at[n, "Target"]),
            -edges.at[n, "agreement"],
        ),
    )
    edges = edges.iloc[order].reset_index(drop=True)[list(EDGE_COLUMNS)]
    return Network(_list_nodes(tables, edges), edges, said.drop(columns=["article_id", "actor"]))


def _check(tables: Mapping[str, pd.DataFrame]) -> None:
    for name, columns in NEEDED.items():
        if name not in tables:
            raise TableError(f"the table {name!r} is missing", where="make_network")
        require(tables[name], columns, name, where="make_network")


# The states of coverage that tie an article to an argument; silence, or another occasion, ties nothing.
SIGNS = {"reported": 1, "contradicted": -1}


def _article_edges(coverage: pd.DataFrame) -> pd.DataFrame:
    own = coverage[coverage["state"].isin(list(SIGNS))]
    return pd.DataFrame(
        {
            "Source": "article:" + own["article_id"].astype(str),
            "Target": "argument:" + own["argument"].astype(str),
            "Type": "Undirected",
            # An article that denies a claim without reporting it still has an edge.
            "Weight": own["statements"].astype(int).clip(lower=1),
            "agreement": own["state"].map(SIGNS).astype(int),
            "relation": "article",
        }
    )


def _list_statements(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a row for each statement of an argument and each denial of one."""
    given = tables["arguments"].drop_duplicates("statement_id").set_index("statement_id")["argument"]
    statements = tables["statements"]
    said = statements.assign(argument=statements["statement_id"].map(given), agreement=1)
    said = said[said["argument"].notna() & (said["argument"] != "none")]
    denied = tables.get("contradictions")
    if denied is not None and len(denied):
        columns = ["statement_id", "article_id", "voice", "speaker", "argument"]
        said = pd.concat([said, denied[columns].assign(agreement=0)], ignore_index=True)
    articles = tables["articles"].astype({"article_id": "str"}).set_index("article_id")
    article = said["article_id"].astype(str)
    outlet = article.map(articles["outlet"]).fillna("").astype(str)
    speaker = said["speaker"].fillna("").astype(str).str.strip()
    # Somebody unnamed is nobody in particular; the outlet itself speaks for its journalists.
    person = speaker.where(said["voice"] != "journalist", "")
    labels = dict(zip(tables["argument_labels"]["argument"], tables["argument_labels"]["label"], strict=True))
    listed = pd.DataFrame(
        {
            "statement_id": said["statement_id"].astype(str),
            "time": article.map(articles["date"]).fillna("").astype(str),
            "document_id": article,
            "document_title": article.map(articles["title"]).fillna("").astype(str),
            "document_source": outlet,
            "person": person,
            "organization": outlet.where(said["voice"] == "journalist", ""),
            "concept": [_concept(str(name), labels) for name in said["argument"]],
            "agreement": said["agreement"].astype(int),
            "article_id": article,
            "actor": "argument:" + said["argument"].astype(str),
        }
    )
    rank = {name: n for n, name in enumerate(sorted(listed["statement_id"].unique(), key=natural_key))}
    listed = listed.assign(rank=listed["statement_id"].map(rank))
    listed = listed.sort_values(["rank", "concept", "agreement"], kind="stable", ignore_index=True)
    return listed.drop(columns="rank")


def _concept(argument: str, labels: Mapping[str, str]) -> str:
    label = str(labels.get(argument, "") or "")
    return f"{argument}: {label}" if label and label != argument else argument


def _actor_edges(said: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the edges of outlets, from what their articles report, and of those who speak."""
    outlets = dict(
        zip(
            tables["articles"]["article_id"].astype(str),
            tables["articles"]["outlet"].fillna("").astype(str),
            strict=True,
        )
    )
    by_article = _article_edges(tables["coverage"])
    outlet = by_article["Source"].str.removeprefix("article:").map(outlets).fillna("")
    of_outlets = by_article.assign(Source="outlet:" + outlet, relation="outlet")[outlet != ""]
    spoken = pd.DataFrame(
        {
            "Source": "speaker:" + said["person"].where(said["person"] != "", said["organization"]),
            "Target": said["actor"],
            "Type": "Undirected",
            "Weight": 1,
            "agreement": said["agreement"].map({1: 1, 0: -1}).astype(int),
            "relation": "speaker",
        }
    )
    spoken = spoken[spoken["Source"] != "speaker:"]
    keys = ["Source", "Target", "Type", "agreement", "relation"]
    return [own.groupby(keys, as_index=False, sort=True)["Weight"].sum() for own in (of_outlets, spoken)]


def _list_nodes(tables: Mapping[str, pd.DataFrame], edges: pd.DataFrame) -> pd.DataFrame:
    """Return the nodes: all articles, and whatever else has an edge."""
    articles = tables["articles"].astype({"article_id": "str"}).set_index("article_id")
    labels = dict(zip(tables["argument_labels"]["argument"], tables["argument_labels"]["label"], strict=True))
    named = {f"article:{name}" for name in articles.index} | {*edges["Source"], *edges["Target"]}
    rows = []
    for node in sorted(named, key=natural_key):
        kind, _, name = node.partition(":")
        row = {"Id": node, "Label": name, "kind": kind, "date": "", "outlet": ""}
        if kind == "article" and name in articles.index:
            own = articles.loc[name].fillna("").astype(str)
            row |= {"Label": own.get("label", "") or name, "date": own["date"], "outlet": own["outlet"]}
        elif kind == "argument":
            row["Label"] = _concept(name, labels)
        rows.append(row)
    return pd.DataFrame(rows, columns=list(NODE_COLUMNS))


def write_network(tables: Mapping[str, pd.DataFrame] | str | Path, folder: str | Path) -> dict[str, Path]:
    """Write a study as a network: GraphML for visone and Gephi, CSV for Gephi and for discourse networks.

    Parameters
    ----------
    tables : mapping of str to DataFrame, or path
        The tables that `make_network` takes, or the results folder of a study that has them (denials of
        speakers are then found anew).
    folder : path
        Where the files go. It is made.

    Returns
    -------
    dict of str to pathlib.Path
        The files: nodes.csv and edges.csv (Gephi: import as nodes and edges table), statements.csv
        (one row a statement, in the variables of Discourse Network Analyzer), article_argument.graphml,
        outlet_argument.graphml and speaker_argument.graphml. The same tables give the same bytes.

    Raises
    ------
    TableError
        If a table or a column is missing.
    ResultsError
        If a table has not been written yet, or a file cannot be written.
    """
    frames = tables if isinstance(tables, Mapping) else _read_tables(tables)
    network = make_network(frames)
    written = {}
    for name, frame in zip(("nodes", "edges", "statements"), network, strict=True):
        written[name] = Path(folder) / f"{name}.csv"
        with (
            complete_file(written[name], f"network file {name!r}") as aside,
            aside.open("w", encoding="utf-8", newline="") as stream,
        ):
            write_rows(shield_texts(frame), stream)
    for relation in RELATIONS:
        name = f"{relation}_argument"
        written[name] = Path(folder) / f"{name}.graphml"
        with complete_file(written[name], f"network file {name!r}") as aside:
            aside.write_bytes(_graphml(network, relation))
    return written


def _read_tables(results: str | Path) -> dict[str, pd.DataFrame]:
    from retold.consistency.agreement.denials import find_contradictions

    frames = {name: read_table(name, results) for name in NEEDED}
    frames["contradictions"] = find_contradictions(frames["statements"], frames["arguments"])
    return frames


def _graphml(network: Network, relation: str) -> bytes:
    """Return one relation as GraphML: its nodes and edges with their attributes."""
    edges = network.edges[network.edges["relation"] == relation]
    ends = {*edges["Source"], *edges["Target"]}
    nodes = network.nodes[network.nodes["Id"].isin(ends) | (network.nodes["kind"] == relation)]
    root = ElementTree.Element("graphml", xmlns=GRAPHML)
    for target, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for column, kind in _attributes(columns):
            # Gephi and visone read a weight and a label under these names.
            key = {"id": f"{target}_{column.lower()}", "for": target}
            key |= {"attr.name": column.lower(), "attr.type": kind}
            ElementTree.SubElement(root, "key", key)
    graph = ElementTree.SubElement(root, "graph", id=relation, edgedefault="undirected")
    for row in nodes.to_dict("records"):
        element = ElementTree.SubElement(graph, "node", id=_clean(row["Id"]))
        _add_data(element, "node", row, NODE_COLUMNS)
    for number, row in enumerate(edges.to_dict("records")):
        ends_of = {"source": _clean(row["Source"]), "target": _clean(row["Target"])}
        element = ElementTree.SubElement(graph, "edge", {"id": f"e{number}", **ends_of})
        _add_data(element, "edge", row, EDGE_COLUMNS)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _attributes(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the columns that are attributes; the others are in the structure of the file."""
    return [(name, kind) for name, kind in columns.items() if name not in ("Id", "Source", "Target", "Type")]


def _add_data(
    element: ElementTree.Element, target: str, row: Mapping[object, object], columns: Mapping[str, str]
) -> None:
    for column, _ in _attributes(columns):
        if str(row[column]) != "":
            data = ElementTree.SubElement(element, "data", key=f"{target}_{column.lower()}")
            data.text = _clean(row[column])


def _clean(value: object) -> str:
    return _NO_XML.sub("\ufffd", str(value))
