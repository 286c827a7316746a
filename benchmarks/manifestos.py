"""Code the sentences of manifestos with the imported Laver-Garry dictionary, beside other ways, against experts.

Usage: python benchmarks/manifestos.py PATH [--seed N]

PATH is a folder with `laver_garry.cat` (WordStat; Laver and Garry 2000) and `sentences.csv`: UK
manifestos of 1987 to 2001 with how many experts and how many crowd workers coded each sentence as
economic or social (Benoit, Conway, Lauderdale, Laver and Mikhaylov 2016, MIT; the folder is not shipped).

A sentence is coded as the policy area with more hits; none where both have as many. Economic is the
dictionary's ECONOMY; social are its VALUES, LAW_AND_ORDER, CULTURE and GROUPS; its ENVIRONMENT,
INSTITUTIONS, RURAL and URBAN are neither. That follows the names and what the experts were asked, not
the scores; what other choices give is printed too.

The table has columns for how many coders said "none", but they are 0 throughout, so a sentence is
taken as "none" if no expert gave it a code, which is a guess; a tie between the areas is "none" as well.
So each way is measured twice: on all sentences with three codes, and on those where the experts'
majority is economic or social. Intervals are 95 % percentile bootstraps over sentences; those of one
manifesto depend on one another, so they are rather too narrow.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from retold.coding.read_codes import read_code_counts
from retold.coding.reliability import score_code_counts
from retold.statistics.intervals import percentile_bounds
from retold.statistics.reliability import cohen_kappa
from retold.themes.codebook.model import Codebook
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

CODES = ("economic", "social", "none")
ECONOMIC = ("ECONOMY",)
SOCIAL = ("VALUES", "LAW_AND_ORDER", "CULTURE", "GROUPS")
# Other readings of the dictionary's names, to show how much hangs on the choice.
OTHER_SOCIAL = {
    "VALUES": ("VALUES",),
    "VALUES, LAW_AND_ORDER": ("VALUES", "LAW_AND_ORDER"),
    "the four and ENVIRONMENT": (*SOCIAL, "ENVIRONMENT"),
    "all but ECONOMY": (*SOCIAL, "ENVIRONMENT", "INSTITUTIONS", "RURAL", "URBAN"),
}
REPLICATES = 2000

Coder = Callable[[pd.DataFrame], np.ndarray]


def larger(economic: np.ndarray, social: np.ndarray) -> np.ndarray:
    """Return the area with the larger number; none where they are equal."""
    return np.select([economic > social, social > economic], CODES[:2], CODES[2])


def count_areas(sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return how often each top category of the dictionary is hit in each sentence."""
    articles = pd.DataFrame(
        {"article_id": sentences["sentenceid"].astype(str), "text": sentences["sentence_text"]}
    )
    hits = find_themes(articles, codebook)
    counts = pd.crosstab(hits["article_id"], hits["theme"].str.split("/").str[0])
    areas = [theme.name for theme in codebook.themes if "/" not in theme.name]
    return counts.reindex(index=articles["article_id"], columns=areas, fill_value=0)


def by_areas(counts: pd.DataFrame, social: Iterable[str]) -> np.ndarray:
    return larger(counts[list(ECONOMIC)].sum(axis=1).to_numpy(), counts[list(social)].sum(axis=1).to_numpy())


def by_expressions(sentences: pd.DataFrame, codebook: Codebook) -> np.ndarray:
    """Code with one regular expression an area, as one would without a library."""

    def count(areas: Iterable[str]) -> np.ndarray:
        words = [
            re.escape(pattern.text).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            for pattern in codebook.patterns
            if pattern.theme.split("/")[0] in areas
        ]
        found = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
        return np.array([len(found.findall(text)) for text in sentences["sentence_text"]])

    return larger(count(ECONOMIC), count(SOCIAL))


def by_majority(experts: np.ndarray) -> np.ndarray:
    """Give each sentence the commonest code."""
    names, counts = np.unique(experts, return_counts=True)
    return np.full(len(experts), names[counts.argmax()])


def by_learning(sentences: pd.DataFrame, experts: np.ndarray) -> np.ndarray:
    """Code the sentences of each year with a model of words trained on the other years: no dictionary can do it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from threadpoolctl import threadpool_limits

    codes = np.empty(len(sentences), dtype=object)
    texts, years = sentences["sentence_text"].to_numpy(), sentences["year"].to_numpy()
    for year in np.unique(years):
        held = years == year
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(C=5.0, class_weight="balanced", max_iter=1000),
        )
        # One thread: sums in another order would move the last digit from run to run.
        with threadpool_limits(1):
            codes[held] = model.fit(texts[~held], experts[~held]).predict(texts[held])
    return codes


def scores(tables: np.ndarray) -> dict[str, np.ndarray]:
    """Return kappa and the scores of each area from tables of shape (replicates, true code, given code)."""
    total = tables.sum(axis=(1, 2))
    true, given = tables.sum(axis=2) / total[:, None], tables.sum(axis=1) / total[:, None]
    observed = np.trace(tables, axis1=1, axis2=2) / total
    chance = (true * given).sum(axis=1)
    with np.errstate(invalid="ignore"):
        found = {"kappa": np.where(chance < 1, (observed - chance) / (1 - chance), np.nan)}
        for n, code in enumerate(CODES):
            hits = tables[:, n, n]
            found[f"{code} P"] = hits / tables[:, :, n].sum(axis=1)
            found[f"{code} R"] = hits / tables[:, n].sum(axis=1)
            found[f"{code} F1"] = 2 * hits / (tables[:, :, n].sum(axis=1) + tables[:, n].sum(axis=1))
    return found


def cross(true: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Return how often each code met each."""
    table = pd.crosstab(pd.Categorical(true, CODES), pd.Categorical(given, CODES), dropna=False)
    return table.reindex(index=CODES, columns=CODES, fill_value=0).to_numpy(dtype=float)


def measure(true: np.ndarray, given: np.ndarray, seed: int) -> dict[str, str]:
    """Return each score with its interval; scores depend on the table alone, so its cells are resampled."""
    table = cross(true, given)
    draws = np.random.default_rng(seed).multinomial(len(true), (table / table.sum()).ravel(), size=REPLICATES)
    values, replicated = scores(table[None]), scores(draws.reshape(-1, *table.shape).astype(float))
    cells = {}
    for name, value in values.items():
        if np.isnan(value[0]):
            cells[name] = "-"
            continue
        low, high = percentile_bounds(replicated[name])
        cells[name] = f"{value[0]:.2f} {low:.2f}-{high:.2f}"
    return cells


def report(title: str, columns: dict[str, dict[str, str]], names: list[str]) -> None:
    """Print a row for each score, a column for each way of coding."""
    print(f"\n{title}")
    print(f"{'':<14}" + "".join(f"{column:>22}" for column in columns))
    for name in names:
        print(f"{name:<14}" + "".join(f"{cells[name]:>22}" for cells in columns.values()))


def print_agreement(path: Path, seed: int) -> None:
    """Print how well coders agree, within experts and crowd and between their majorities, as `retold score` does."""
    groups = read_code_counts(path, ["experts_", "crowd_"], unit="sentenceid")
    for row in score_code_counts(groups, replicates=200, seed=seed).itertuples():
        kappa = "" if pd.isna(row.kappa) else f"kappa {row.kappa:.3f}, "
        print(f"{row.theme:<28}{kappa}alpha {row.alpha:.3f} ({row.low:.3f} to {row.high:.3f}), n {row.n}")
        if row.note:
            print(f"{'':<28}{row.note}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a folder with laver_garry.cat and sentences.csv")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    codebook = read_codebook(options.path / "laver_garry.cat")
    print(f"dictionary: {len(codebook.themes)} themes, {len(codebook.patterns)} patterns")
    for remark in codebook.remarks:
        print(f"  {remark}")
    sentences = pd.read_csv(options.path / "sentences.csv")
    experts = larger(sentences["experts_economic"].to_numpy(), sentences["experts_social"].to_numpy())
    start = time.perf_counter()
    counts = count_areas(sentences, codebook)
    print(f"coded {len(sentences)} sentences in {time.perf_counter() - start:.1f} s")

    coded = {
        "dictionary, retold": by_areas(counts, SOCIAL),
        "dictionary, re": by_expressions(sentences, codebook),
        "commonest code": by_majority(experts),
        "learned, other years": by_learning(sentences, experts),
    }
    decided = experts != CODES[2]
    for title, chosen, codes in (
        ("all sentences, three codes", np.full(len(sentences), True), CODES),
        ("sentences where the experts' majority is economic or social", decided, CODES[:2]),
    ):
        columns = {
            name: measure(experts[chosen], given[chosen], options.seed) for name, given in coded.items()
        }
        names = ["kappa", *(f"{code} {score}" for code in codes for score in ("P", "R", "F1"))]
        report(f"{title} (n {chosen.sum()})", columns, names)

    print("\nkappa by what counts as social (three codes; two)")
    for name, areas in {"as above": SOCIAL, **OTHER_SOCIAL}.items():
        given = by_areas(counts, areas)
        print(
            f"{name:<28}{cohen_kappa(experts, given):.3f}  {cohen_kappa(experts[decided], given[decided]):.3f}"
        )

    print("\nagreement of the coders")
    print_agreement(options.path / "sentences.csv", options.seed)


if __name__ == "__main__":
    main()
