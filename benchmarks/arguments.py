"""Measure how well statements are grouped into arguments, and at what cost, beside plain baselines.

Usage: python benchmarks/arguments.py PATH [--study data/nato] [--sizes 2000 20000 200000] [--only SECTION]

PATH holds `argkp2021` and `perspectrum`. What is fitted was so on their train splits (`training/train_arguments.py` and `training/encoder`), of which the
encoder has seen every debate: the figures to report are those of the dev splits.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from argument_collections import Debate, pool, read_argkp, read_dispute, read_perspectrum
from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.clusters import (
    METHODS,
    Space,
    average_tree,
    name_groups,
)
from retold.arguments.grouping.embedding import embed_parts, join
from retold.arguments.grouping.evaluation import group_scores, score_groups
from retold.arguments.grouping.group import CRITERIA, _group, group_arguments, group_vectors
from retold.arguments.grouping.same_claim import pair_probabilities
from timing import peak_megabytes, run_apart, timed

SECTIONS = ("argkp", "perspectrum", "pools", "disputes", "study", "scale", "agreement", "recall", "matching")

REPLICATES = 20


def labels_of(grouping: np.ndarray) -> np.ndarray:
    """Give each text that stays alone a group of its own."""
    labels = grouping.copy()
    alone = labels == 0
    labels[alone] = -np.arange(1, alone.sum() + 1)
    return labels


def rand(debate: Debate, grouping: np.ndarray) -> float:
    return float(adjusted_rand_score(debate.groups, labels_of(grouping)))


def by_criterion(space: Space, method: str, criterion: str = "joint") -> np.ndarray:
    """Group as `group_arguments` does, at the value that a criterion chooses."""
    return _group(space, method, METHODS[method], None, criterion, 2, REPLICATES, 0.95, 0).labels


def space_of(claims: list[str], embedding: str) -> Space:
    vectors = join(embed_parts(claims, method=embedding))
    return Space(vectors, pair_probabilities(claims, embedding=embedding)).with_graph()


def true_k_means(vectors: np.ndarray, debate: Debate) -> np.ndarray:
    model = KMeans(len(set(debate.groups)), n_init=4, random_state=0)
    return np.asarray(model.fit_predict(vectors)) + 1


def plain_average(vectors: np.ndarray, cuts: np.ndarray) -> list[np.ndarray]:
    """Cut average link on cosine distances: what was there before the pair scorer."""
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    tree = average_tree(np.round((distances + distances.T) / 2, 9) * (1 - np.eye(len(distances))))
    return [name_groups(fcluster(tree, cut, criterion="distance"), 2) for cut in cuts]


def measure(debate: Debate) -> dict[str, float]:
    """Return the ARI of each way to group one debate."""
    claims = claim_texts(debate.texts)
    spaces = {name: space_of(claims, name) for name in ("encoder", "wordllama", "tfidf")}
    plain = spaces["tfidf"].vectors
    scores = {
        f"{name}, criterion {criterion}": rand(debate, by_criterion(space, "average", criterion))
        for name, space in spaces.items()
        for criterion in CRITERIA
    }
    return scores | {
        "encoder, louvain": rand(debate, by_criterion(spaces["encoder"], "louvain")),
        "encoder, hdbscan": rand(debate, by_criterion(spaces["encoder"], "hdbscan")),
        "encoder, k-means at the true k": rand(debate, true_k_means(spaces["encoder"].vectors, debate)),
        "TF-IDF, plain average at 0.98": rand(debate, plain_average(plain, np.array([0.98]))[0]),
        "TF-IDF, k-means at the true k": rand(debate, true_k_means(plain, debate)),
    }


def collection(name: str, debates: list[Debate], split: str) -> None:
    """Print the mean ARI over the debates of a collection, with an interval over debates."""
    table = pd.DataFrame([measure(debate) for debate in debates])
    print(f"\n{name}, {split}: ARI, mean of {len(table)} debates (95 % bootstrap over debates)")
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(table), (2000, len(table)))
    for column in table.columns:
        low, high = np.quantile(table[column].to_numpy()[drawn].mean(axis=1), [0.025, 0.975])
        print(f"  {column:<34}{table[column].mean():.3f}  [{low:.3f}, {high:.3f}]")


def study(folder: Path) -> None:
    """Score the groups of a study's statements, coded by hand, against its reference coding of arguments."""
    from retold.articles.attribution.voices import find_statements
    from retold.articles.corpus import read_articles
    from retold.study.config import read_coding, read_settings

    for edition in ("paraphrase", "original"):
        if edition == "original" and not (folder / "originals").is_dir():
            continue
        settings = read_settings(folder, edition=edition)
        articles = read_articles(folder, edition=edition, outside=["originals"])
        statements = find_statements(articles, subject=settings.subject, aliases=settings.aliases)
        own = statements[statements["voice"] == "subject"]
        coding = read_coding(folder, "arguments", edition)
        for name, embedding in (("default", "encoder"), ("wordllama", "wordllama"), ("TF-IDF", "tfidf")):
            found = group_arguments(own, embedding=embedding, replicates=REPLICATES)
            scores = score_groups(found.units, own, coding).set_index("measure").round(3)
            print(f"\nstudy {folder.name}, {edition}, {name}: {len(found.groups)} groups")
            print(scores.to_string())


def disputes(folder: Path) -> None:
    """Print the B-cubed F1 of the coded statements of invented disputes, each grouped alone.

    The last row takes sentences that a report has turned into their denial as arguments by themselves (see `read_dispute`).
    """
    rows = []
    for own in sorted(path for path in folder.iterdir() if path.is_dir()):
        debate = read_dispute(own)
        claims = claim_texts(debate.texts)
        row = {"dispute": own.name}
        for name in ("wordllama", "encoder", "tfidf"):
            space = space_of(claims, name)
            for criterion in CRITERIA:
                row[f"{name} {criterion}"] = cubed(debate, by_criterion(space, "average", criterion))
        row["TF-IDF, k-means at the true k"] = cubed(debate, true_k_means(space.vectors, debate))
        row["encoder joint, denials apart"] = cubed(
            read_dispute(own, turned=True), by_criterion(space_of(claims, "encoder"), "average")
        )
        rows.append(row)
    table = pd.DataFrame(rows).set_index("dispute")
    print("\ninvented disputes: B-cubed F1 (the encoder has learned from all but `islands`)")
    print(pd.concat([table, table.mean().to_frame("mean").T]).T.round(3).to_string())


def cubed(debate: Debate, grouping: np.ndarray) -> float:
    return group_scores([str(label) for label in labels_of(grouping)], debate.groups)["B-cubed F1"]


def mixture(n: int, groups: int, *, noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return n points in 256 dimensions around centres of known groups of unequal size."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, 256))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    sizes = 1 / np.sqrt(np.arange(1, groups + 1))
    true = rng.choice(groups, n, p=sizes / sizes.sum())
    points = centres[true] + noise * rng.normal(size=(n, 256)) / 16  # noise: its length against the centre's
    return points.astype(np.float32), true


def scale(sizes: list[int]) -> None:
    """Print time and memory of each size, each in a process of its own."""
    print("\nscale: statements, seconds, peak GB, groups, ARI with the groups that are there")
    for n in sizes:
        printed = run_apart(__file__, "-", "--one", n)
        print(
            "  {n:>8,} {seconds:>8.1f} {gigabytes:>6.2f} {groups:>6} {ari:>6.3f}".format(
                **json.loads(printed)
            )
        )


def one_size(n: int) -> None:
    points, true = mixture(n, max(int(np.sqrt(n) / 2), 5), noise=2.0)
    labels, spent = timed(lambda: group_vectors(points, method="louvain"))
    peak = peak_megabytes() * 1024 / 1e6  # as in the documents: a GB of a million KiB
    ari = adjusted_rand_score(true, labels_of(labels))
    print(json.dumps({"n": n, "seconds": spent, "gigabytes": peak, "groups": int(labels.max()), "ari": ari}))


def agreement() -> None:
    """Print how far the two ways of `auto` agree on 5,000 statements of a mixture."""
    points, true = mixture(5000, 30, noise=1.5)
    small, large = (group_vectors(points, method=m) for m in ("average", "louvain"))
    print("\nsmall against large path, 5,000 statements of 30 groups (ARI)")
    print(f"  with each other {adjusted_rand_score(labels_of(small), labels_of(large)):.3f}")
    print(f"  average with the truth {adjusted_rand_score(true, labels_of(small)):.3f}")
    print(f"  louvain with the truth {adjusted_rand_score(true, labels_of(large)):.3f}")


def recall() -> None:
    """Print how many of the true ten neighbours the search in cells finds, on mixtures and without any group."""
    from retold.arguments.grouping.embedding import centre
    from retold.arguments.grouping.neighbours import NEIGHBOURS, neighbour_graph

    print("\nrecall of the ten nearest neighbours among 20,000, searched in cells")
    for name, noise in (("mixture, noise 1", 1.0), ("mixture, noise 2", 2.0), ("no groups", 1e6)):
        vectors = centre(mixture(20_000, 70, noise=noise)[0])
        graph = neighbour_graph(vectors, exact=0)
        asked = np.arange(0, 20_000, 50)
        similar = vectors[asked] @ vectors.T
        similar[np.arange(len(asked)), asked] = -2
        best = np.argpartition(-similar, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        found = [np.isin(own, graph[at].indices).mean() for own, at in zip(best, asked, strict=True)]
        print(f"  {name:<18}{np.mean(found):.3f}")


def matching(path: Path) -> None:
    """Print how well statements are matched to given arguments."""
    from argument_matching import print_matching

    print("\nArgKP-2021, matching to given key points: mean average precision")
    print_matching(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="dev", choices=["train", "dev"])
    parser.add_argument("--study", type=Path, default=Path(__file__).parents[1] / "data" / "nato")
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 20_000, 200_000])
    parser.add_argument("--only", choices=SECTIONS, nargs="*", default=list(SECTIONS))
    parser.add_argument("--every", type=int, default=1, help="measure every so manieth debate only")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_size(options.one)
        return
    path, split, every = options.path, options.split, options.every
    parts: dict[str, Callable[[], None]] = {
        "argkp": lambda: collection("argkp", read_argkp(path, split)[::every], split),
        "perspectrum": lambda: collection("perspectrum", read_perspectrum(path, split)[::every], split),
        "pools": lambda: collection("pools", pool(read_perspectrum(path, split), pools=8), split),
        "disputes": lambda: disputes(Path(__file__).parents[1] / "data" / "disputes"),
        "study": lambda: study(options.study),
        "scale": lambda: scale(options.sizes),
        "agreement": agreement,
        "recall": recall,
        "matching": lambda: matching(path),
    }
    for name in options.only:
        parts[name]()


if __name__ == "__main__":
    main()
