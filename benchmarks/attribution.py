"""Measure who says what against PolNeAR, beside a plain quote-mark regex.

Usage: python benchmarks/attribution.py PATH [--split dev] [--study data/nato]

PATH is the `data` folder of a copy of PolNeAR (Newell, Margolin and Ruths 2018; GitHub
`networkdynamics/PolNeAR`), which holds `train/text/*.txt` and `train/attributions/*.ann`, and so on.
Where several annotators coded an article, the file whose name sorts first is taken.

Counted are words (tokens with a letter or a digit). A word is found if it lies in a statement whose
voice is not the journalist's. An attribution is found if statements cover at least half the words of its
content; its source is right if the head of the words that name the speaker in the statement's clause
(before any pronoun is resolved) is the head of the marked source. The head is the last word before the
first comma, preposition or relative pronoun: "a spokesman for the firm" has the head "spokesman".
The interval is the 95 % percentile bootstrap over articles.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import find_clutter
from retold.articles.segment import split_sentences
from retold.articles.voice_scores import compare_voices
from retold.language.quotations import quotation_spans
from retold.language.tokens import token_spans

Span = tuple[int, int]

QUOTE_REGEX = re.compile(r"“[^”]*”|\"[^\"]*\"")
ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
FORMS = ("direct", "indirect", "mixed")

# A content is direct if nearly all of its words stand in quotation marks, indirect if hardly any do; the
# tenth allowed is for a "that" or an inner "he said" that the annotator took along.
NEARLY_ALL, HARDLY_ANY = 0.9, 0.1

# Where the head of a name ends: at a sign, a preposition or a relative pronoun.
HEAD_ENDS = frozenset(
    "of for from in at on with to by about against under over who whom which that whose as and or when where"
    " including among between".split()
)
BOOTSTRAPS, SEED = 2000, 20260101


@dataclass(frozen=True)
class Attribution:
    """One marked attribution: its content spans and the words of its source."""

    content: tuple[Span, ...]
    source: str
    cue: str
    cue_spans: tuple[Span, ...]
    source_start: int


@dataclass
class Article:
    """One article with its words and marked attributions."""

    name: str
    text: str
    words: np.ndarray
    gold: list[Attribution]

    def paint(self, spans: list[Span]) -> np.ndarray:
        """Return for each word whether one of the spans holds it."""
        held = np.zeros(len(self.text) + 1, dtype=bool)
        for start, end in spans:
            held[start:end] = True
        return held[self.words]


def read_split(folder: Path) -> list[Article]:
    """Read the articles of one split, in the order of their names."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        chosen.setdefault(ANNOTATOR.sub("", path.stem), path)
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        gold = list(read_attributions(chosen[path.stem])) if path.stem in chosen else []
        starts = [a for a, _ in token_spans(text) if text[a].isalnum()]
        articles.append(Article(path.stem, text, np.array(starts, dtype=np.int64), gold))
    return articles


def read_attributions(path: Path) -> Iterator[Attribution]:
    """Read the attributions of one file; spans of one role are joined."""
    spans: dict[str, tuple[list[Span], str]] = {}
    ties: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            places = fields[1].split(" ", 1)[1]
            spans[fields[0]] = ([tuple(map(int, p.split())) for p in places.split(";")], fields[2])
        elif re.fullmatch(r"E\d+", fields[0]):
            ties.append(fields[1])
    for tie in ties:
        roles: dict[str, list[str]] = {}
        for part in tie.split():
            role, name = part.split(":")
            roles.setdefault(role.rstrip("0123456789"), []).append(name)
        content, marked, named = (
            sorted(s for n in roles.get(r, []) for s in spans[n][0]) for r in ("Content", "Cue", "Source")
        )
        source, cue = (" ".join(spans[n][1] for n in roles.get(r, [])) for r in ("Source", "Cue"))
        yield Attribution(tuple(content), source, cue, tuple(marked), named[0][0] if named else -1)


def head(words: str) -> str:
    """Return the head of a name: its last word before a sign, a preposition or a relative pronoun."""
    found = ""
    for token in re.findall(r"[\w’'.-]*\w|[^\w\s]", words.lower().replace("’", "'")):
        token = re.sub(r"'s$|'$", "", token)
        if found and token != "." and (token in HEAD_ENDS or not token[:1].isalnum()):
            break
        if token[:1].isalnum():
            found = token
    return found


def tag_forms(article: Article) -> np.ndarray:
    """Return for each word the number of the form of the attribution that holds it, or -1."""
    quoted = article.paint(quotation_spans(article.text))
    tags = np.full(len(article.words), -1)
    for attribution in article.gold:
        held = article.paint(list(attribution.content))
        if held.any():
            share = quoted[held].mean()
            tags[held] = 0 if share >= NEARLY_ALL else 1 if share <= HARDLY_ANY else 2
    return tags


def score(counts: np.ndarray) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (right, found, marked), summed over rows."""
    right, found, marked = counts.reshape(-1, 3).sum(axis=0)
    return right / max(found, 1), right / max(marked, 1), 2 * right / max(found + marked, 1)


def interval(counts: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of F1 over articles drawn again with replacement."""
    draws = np.random.default_rng(SEED).integers(0, len(counts), (BOOTSTRAPS, len(counts)))
    values = [score(counts[draw])[2] for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def count(articles: list[Article], found: list[np.ndarray]) -> np.ndarray:
    """Return (right, found, marked) words, one row an article."""
    rows = []
    for article, held in zip(articles, found, strict=True):
        gold = article.paint([span for a in article.gold for span in a.content])
        rows.append((int((gold & held).sum()), int(held.sum()), int(gold.sum())))
    return np.array(rows)


def count_forms(articles: list[Article], statements: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Return F1 by form: precision over our words of that form, recall over marked words of that form."""
    totals = np.zeros((3, 4), dtype=np.int64)
    for article in articles:
        own, tags = statements[article.name], tag_forms(article)
        everything = article.paint(_spans(own))
        for n, form in enumerate(FORMS):
            held = article.paint(_spans(own[own["form"] == form]))
            totals[n] += [
                (held & (tags >= 0)).sum(),
                held.sum(),
                (everything & (tags == n)).sum(),
                (tags == n).sum(),
            ]
    precision, recall = totals[:, 0] / totals[:, 1], totals[:, 2] / totals[:, 3]
    return dict(zip(FORMS, 2 * precision * recall / (precision + recall), strict=True))


def resolves(article: Article, attribution: Attribution, named: str) -> bool:
    """Tell whether a marked "who" has our words for the speaker right before it: "Lee, who said"."""
    if attribution.source.lower() not in {"who", "which", "that"} or not named:
        return False
    before = article.text[max(attribution.source_start - 300, 0) : attribution.source_start]
    return re.sub(r"\W+$", "", before).endswith(re.sub(r"\W+$", "", named))


def sources(articles: list[Article], statements: dict[str, pd.DataFrame]) -> list[tuple[bool, bool]]:
    """Return for each content found that has a marked source: whether its head is ours, or ours resolves it."""
    rows = []
    for article in articles:
        own = statements[article.name]
        painted = np.full(len(article.text) + 1, -1)
        for n, (start, end) in enumerate(_spans(own)):
            painted[start:end] = n
        owners = painted[article.words]
        speakers = own["speaker"].tolist()
        for attribution in article.gold:
            held = owners[article.paint(list(attribution.content))]
            ours = held[held >= 0]
            if attribution.source and len(held) and len(ours) * 2 >= len(held):
                best = np.bincount(ours).argmax()
                right = head(attribution.source) == head(speakers[best])
                rows.append((right, right or resolves(article, attribution, speakers[best])))
    return rows


def _spans(statements: pd.DataFrame) -> list[Span]:
    return list(zip(statements["start"].tolist(), statements["end"].tolist(), strict=True))


def measure(articles: list[Article]) -> None:
    """Print the figures of both methods."""
    frame = pd.DataFrame({"article_id": [a.name for a in articles], "text": [a.text for a in articles]})
    sentences = split_sentences(frame, find_clutter(frame))
    began = time.perf_counter()
    found = find_statements(frame, sentences, subject="")
    seconds = time.perf_counter() - began
    reported = found[found["voice"] != "journalist"]
    own = dict.fromkeys(frame["article_id"], reported[:0])
    own |= dict(tuple(reported.groupby("article_id")))
    regex = [a.paint([m.span() for m in QUOTE_REGEX.finditer(a.text)]) for a in articles]
    ours = [a.paint(_spans(own[a.name])) for a in articles]
    print(f"{len(articles)} articles, {sum(len(a.gold) for a in articles)} attributions")
    print(f"{'content':<12}{'P':>8}{'R':>8}{'F1':>8}   95 % interval of F1")
    for name, held in (("quote regex", regex), ("retold", ours)):
        counts = count(articles, held)
        values, (low, high) = score(counts), interval(counts)
        print(f"{name:<12}" + "".join(f"{v:>8.3f}" for v in values) + f"   {low:.3f} to {high:.3f}")
    print("F1 by form  " + "  ".join(f"{k} {v:.3f}" for k, v in count_forms(articles, own).items()))
    rows = sources(articles, own)
    sourced = sum(bool(a.source and a.content) for article in articles for a in article.gold)
    strict, lenient = np.array(rows, dtype=float).reshape(-1, 2).sum(axis=0) / max(len(rows), 1)
    print(f"contents found {len(rows)} of {sourced} with a source; right source head {strict:.3f}")
    print(f'the same, with "who" right where we give the name before it: {lenient:.3f}')
    size = sum(len(text.encode()) for text in frame["text"]) / 1e6
    print(f"find_statements {seconds:.2f} s, {size / seconds:.2f} MB/s")


def measure_study(folder: Path) -> None:
    """Print how many coded characters of a study's articles have the right voice, by edition."""
    import yaml

    settings = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    coding = pd.read_csv(folder / "coding" / "voices.csv")
    for edition, place in (("original", "originals"), ("paraphrase", "articles")):
        paths = sorted((folder / place).glob("*.txt"))
        if not paths:
            continue
        texts = [path.read_bytes().decode("utf-8") for path in paths]
        frame = pd.DataFrame({"article_id": [path.stem for path in paths], "text": texts})
        found = find_statements(frame, subject=settings["subject"], aliases=settings.get("aliases", ()))
        own = coding[coding["edition"] == edition]
        print(f"\n{edition}\n{compare_voices(found, own).to_string(index=False)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--study", type=Path)
    options = parser.parse_args()
    if options.path:
        measure(read_split(options.path / options.split))
    if options.study:
        measure_study(options.study)


if __name__ == "__main__":
    main()
