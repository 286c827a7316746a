"""Measure how well a claim and its denial come apart: on triples, on key points of both sides, on pairs of perspectives.

Usage: python benchmarks/denials.py PATH [--split train]

PATH is the folder that holds `argkp2021` and `perspectrum`. Of the triples in `training/encoder`, the share is printed whose paraphrase is
nearer to the claim than its denial, by the cosine of the encoder, by the cosine less what is denied, and by the probability that arguments are grouped by. Of pairs of texts it is printed
how many are denied, and how many repeated, at each threshold: for pairs that say the same these are mistakes and hits, for pairs of opposite
stances hits and mistakes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from argument_matching import OTHER_STANCE, read_debates
from retold.arguments.grouping.same_claim import pair_probabilities
from retold.language.denial import DENIED, measure_denial
from retold.language.encoder import encode

TRIPLES = Path(__file__).parents[1] / "training" / "encoder"
THRESHOLDS = (0.1, 0.3, DENIED)


def judge_triples(file: Path) -> dict[str, object]:
    """Return the shares of triples whose paraphrase is nearer than the denial, and what is called denied."""
    rows = pd.read_csv(file)
    claims, same, denied = (rows[name].tolist() for name in ("claim", "paraphrase", "denial"))
    kept, turned = (np.diag(measure_denial(claims, texts)) for texts in (same, denied))
    vectors = encode(claims)
    near, far = ((vectors * encode(texts)).sum(axis=1) for texts in (same, denied))
    return {
        "triples": file.stem,
        "encoder": (near > far).mean(),
        "probability of the same claim": (likely(claims, same) > likely(claims, denied)).mean(),
        "less what is denied": (near - np.maximum(kept, 0) > far - np.maximum(turned, 0)).mean(),
        "denials found": (turned >= DENIED).mean(),
        "paraphrases taken for denials": (kept >= DENIED).mean(),
    }


def likely(claims: list[str], texts: list[str]) -> np.ndarray:
    """Return how probable `group_arguments` takes it that each text makes the claim of its row."""
    n = len(claims)
    return np.diagonal(pair_probabilities([*claims, *texts])[:n, n:])


def collect_pairs(path: Path, split: str) -> dict[str, list[np.ndarray]]:
    """Return what is measured of pairs, by what is known of them."""
    found: dict[str, list[np.ndarray]] = {}
    for debate in read_debates(path / "argkp2021", split):
        pairs = measure_denial(debate.statements, debate.points)
        found.setdefault("statement and its key point", []).append(pairs[debate.labels == 1])
        found.setdefault("statement and key point of the other side", []).append(
            pairs[debate.labels == OTHER_STANCE]
        )
        points = measure_denial(debate.points, debate.points)
        side = debate.point_sides[:, None] == debate.point_sides
        upper = np.triu(np.ones_like(side), 1).astype(bool)
        found.setdefault("key points of one side", []).append(points[upper & side])
        found.setdefault("key points of two sides", []).append(points[upper & ~side])
    table = pd.read_csv(path / "perspectrum" / "perspectives.csv")
    for _, own in table[table["split"] == split].groupby("claim_id"):
        texts = own["text"].tolist()
        pairs = measure_denial(texts, texts)
        cluster, stance = (own[name].to_numpy() for name in ("cluster", "stance"))
        upper = np.triu(np.ones_like(pairs), 1).astype(bool)
        found.setdefault("perspectives of one cluster", []).append(
            pairs[upper & (cluster[:, None] == cluster)]
        )
        found.setdefault("perspectives of opposite stance", []).append(
            pairs[upper & (stance[:, None] != stance)]
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="folder that holds `argkp2021` and `perspectrum`")
    parser.add_argument("--split", default="train")
    options = parser.parse_args()
    triples = [judge_triples(TRIPLES / f"{name}.csv") for name in ("triples", "held_triples")]
    print(pd.DataFrame(triples).set_index("triples").T.round(2).to_string())
    rows = []
    for name, parts in collect_pairs(options.path, options.split).items():
        values = np.concatenate(parts)
        shares = {f"denied {least}": (values >= least).mean() for least in THRESHOLDS}
        shares |= {f"repeated {least}": (values <= -least).mean() for least in THRESHOLDS}
        rows.append({"pairs": name, "n": len(values), **shares})
    print(pd.DataFrame(rows).set_index("pairs").round(4).to_string())


if __name__ == "__main__":
    main()
