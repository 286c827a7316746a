"""The planted study as the lessons need it: where it is, what was coded by hand, and one half of its key."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

import retold
from retold.errors import ResultsError

FOLDER = Path("data", "planted")

# The half of the key that everybody may look at. The other half measures the package, and who mends the package after
# having seen in a lesson where it errs would have looked at it.
OPEN_HALF = "tune"

# The speech at the dam: four reports of one occasion, which lesson 3 holds against one another.
DAM_SPEECH = ("p01", "p02", "p03", "p04")


def find_planted(start: str | Path = ".") -> Path:
    """Return the folder of the planted study: in a folder, in one above it, or in the installed package.

    Parameters
    ----------
    start : path
        Where to begin; a lesson begins where it lies, so that it also runs in a course folder that holds `data/planted`.

    Raises
    ------
    ResultsError
        If it is nowhere there.

    Examples
    --------
    >>> find_planted().name
    'planted'
    """
    here = Path(start).resolve()
    places = [here, *here.parents, Path(retold.__file__).parent / "workflow"]
    for place in places:
        if (place / FOLDER / "planted.csv").is_file():
            return place / FOLDER
    raise ResultsError(
        "the planted study is not there",
        where=f"{FOLDER.as_posix()} in {here} and the folders above it",
        todo="copy the project's folder data/planted into the course's folder, as data/planted",
    )


def read_coding(name: str) -> pd.DataFrame:
    """Return what was coded by hand: ``arguments``, ``coverage``, ``naming``, ``scarcity`` or ``voices``.

    Examples
    --------
    >>> read_coding("voices").columns.tolist()
    ['article_id', 'start', 'end', 'voice', 'form']
    """
    return _read(f"coding/{name}.csv").drop(columns="edition")


def read_key(*kinds: str) -> pd.DataFrame:
    """Return the rows of some kinds of the open half of the key.

    Examples
    --------
    >>> sorted(set(read_key("conflict", "looks_like_conflict")["verdict"]))
    ['compatible', 'conflict', 'not comparable']
    """
    key = _read("planted.csv")
    return key[(key["split"] == OPEN_HALF) & key["kind"].isin(kinds)].reset_index(drop=True)


def read_articles() -> pd.DataFrame:
    """Return the list of articles, each with its raw text: what the coding and the key point into.

    Examples
    --------
    >>> read_articles().columns[-1]
    'text'
    """
    folder = find_planted()
    articles = _read("articles.csv")
    texts = [(folder / file).read_bytes().decode("utf-8") for file in articles["file"]]
    return articles.assign(text=texts)


def read_texts() -> dict[str, str]:
    """Return the raw text of each article, by its id.

    Examples
    --------
    >>> len(read_texts())
    12
    """
    articles = read_articles()
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def label_spans(spans: pd.DataFrame, coded: pd.DataFrame, column: str) -> list[str]:
    """Return for each span the label that most of its characters have in a coding; "" where nothing was coded.

    Parameters
    ----------
    spans, coded : pandas.DataFrame
        Columns article_id, start, end; the spans of ``coded`` also ``column``.
    column : str
        The column of labels. Of two that are equally long, the first in the order of names is taken.

    Examples
    --------
    >>> spans = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 9], "end": [9, 12]})
    >>> coded = pd.DataFrame({"article_id": ["a"], "start": [2], "end": [8], "voice": ["subject"]})
    >>> label_spans(spans, coded, "voice")
    ['subject', '']
    """
    return [
        _longest(span, coded, column)
        for span in spans[["article_id", "start", "end"]].itertuples(index=False)
    ]


def _longest(span: tuple[str, int, int], coded: pd.DataFrame, column: str) -> str:
    article, start, end = span
    own = coded[(coded["article_id"] == article) & (coded["start"] < end) & (coded["end"] > start)]
    if own.empty:
        return ""
    shared = own["end"].clip(upper=end) - own["start"].clip(lower=start)
    return str(shared.groupby(own[column]).sum().idxmax())


def _read(name: str) -> pd.DataFrame:
    return _read_file(find_planted() / name).copy()


@cache
def _read_file(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, dtype={"types": "str"})
