"""Measure the sentence splitter beside others: errors and speed, on the coded articles and on a treebank.

Usage: python benchmarks/sentences.py [--treebank dev.conllu] [--errors N]

The treebank is a CoNLL-U file with `# newpar` and `# text` (the English Web Treebank of Universal
Dependencies, CC BY-SA 4.0, is not shipped: https://github.com/UniversalDependencies/UD_English-EWT). A boundary is a place between
two sentences of one paragraph, counted in visible characters, so that white space makes no error.
syntok, pysbd, blingfire and sentencex are measured if they are installed.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from retold.articles.corpus import read_articles
from retold.articles.segment import open_spans, sentence_spans

NATO = Path(__file__).parents[1] / "data" / "nato"
Splitter = Callable[[str], list[str]]
Paragraph = list[str]


def own(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


def peers() -> Iterator[tuple[str, Splitter]]:
    """Yield the splitters that are installed."""
    yield "retold", own
    if find_spec("syntok"):
        import syntok.segmenter as segmenter
        from syntok.tokenizer import Tokenizer

        tokenizer = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)
        yield (
            "syntok",
            lambda text: [
                "".join(t.spacing + t.value for t in s) for s in segmenter.segment(tokenizer.tokenize(text))
            ],
        )
    if find_spec("pysbd"):
        import pysbd

        yield "pysbd", pysbd.Segmenter(language="en", clean=False).segment
    if find_spec("blingfire"):
        import blingfire

        yield "blingfire", lambda text: blingfire.text_to_sentences(text).split("\n")
    if find_spec("sentencex"):
        import sentencex

        yield "sentencex", lambda text: list(sentencex.segment("en", text))


def coded_paragraphs() -> list[Paragraph]:
    """Return the lines of both editions of the articles, each as its sentences by the hand coding."""
    coding = pd.read_csv(NATO / "coding" / "themes.csv", dtype={"article_id": "str"})
    clutter = pd.read_csv(NATO / "coding" / "clutter.csv", dtype={"article_id": "str"})
    paragraphs = []
    for edition in ("paraphrase", "original"):
        if edition == "original" and not (NATO / "originals").is_dir():
            continue
        for article in read_articles(NATO, edition=edition, outside=["originals"]).itertuples():
            mine = coding[(coding["edition"] == edition) & (coding["article_id"] == article.article_id)]
            masks = clutter[(clutter["edition"] == edition) & (clutter["article_id"] == article.article_id)]
            spans = list(zip(masks["start"], masks["end"], strict=True))
            for start, end in open_spans(article.text, spans):
                inside = mine[(mine["start"] >= start) & (mine["end"] <= end)]
                paragraphs.append(
                    [article.text[a:b] for a, b in zip(inside["start"], inside["end"], strict=True)]
                )
    return [paragraph for paragraph in paragraphs if paragraph]


def treebank_paragraphs(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a CoNLL-U file, each as its sentences."""
    paragraphs: list[Paragraph] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")) and (not paragraphs or paragraphs[-1]):
            paragraphs.append([])
        elif line.startswith("# text = "):
            paragraphs[-1].append(line[9:])
    return [paragraph for paragraph in paragraphs if paragraph]


def boundaries(sentences: list[str]) -> set[int]:
    """Return after how many visible characters the sentences end, but for the last."""
    ends, at = set(), 0
    for sentence in sentences:
        at += len("".join(sentence.split()))
        ends.add(at)
    return ends - {at, 0}


def measure(splitter: Splitter, paragraphs: list[Paragraph], errors: int) -> tuple[float, ...]:
    """Return precision, recall, F1, wrong and missed boundaries, and MB/s."""
    hits = wrong = missed = shown = 0
    size, spent = 0, 0.0
    for paragraph in paragraphs:
        text = " ".join(paragraph)
        start = time.perf_counter()
        found = splitter(text)
        spent += time.perf_counter() - start
        size += len(text.encode())
        true, got = boundaries(paragraph), boundaries(found)
        hits, wrong, missed = hits + len(true & got), wrong + len(got - true), missed + len(true - got)
        for at in sorted(true ^ got):
            shown += 1
            if shown <= errors:
                print(f"  {'missed' if at in true else 'wrong '}: {around(text, at)}")
    precision, recall = hits / max(hits + wrong, 1), hits / max(hits + missed, 1)
    f1 = 2 * hits / max(2 * hits + wrong + missed, 1)
    return precision, recall, f1, wrong, missed, size / spent / 1e6


def around(text: str, visible: int, width: int = 30) -> str:
    """Return the text around a boundary, which is marked."""
    at = count = 0
    while count < visible:
        count += not text[at].isspace()
        at += 1
    return text[max(0, at - width) : at] + " ¦ " + text[at : at + width]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, help="a CoNLL-U file")
    parser.add_argument("--errors", type=int, default=0, help="how many errors of each splitter to show")
    options = parser.parse_args()
    samples = {"coded articles": coded_paragraphs()}
    if options.treebank:
        samples[options.treebank.name] = treebank_paragraphs(options.treebank)
    for name, paragraphs in samples.items():
        sentences = sum(map(len, paragraphs))
        print(f"\n{name}: {len(paragraphs)} paragraphs, {sentences} sentences")
        print(f"{'':<12}{'precision':>10}{'recall':>8}{'F1':>8}{'wrong':>7}{'missed':>8}{'MB/s':>8}")
        for peer, splitter in peers():
            splitter("It rained. It stopped.")  # models and patterns load here, outside the clock
            p, r, f1, wrong, missed, speed = measure(splitter, paragraphs, options.errors)
            print(f"{peer:<12}{p:>10.4f}{r:>8.4f}{f1:>8.4f}{wrong:>7}{missed:>8}{speed:>8.2f}")


if __name__ == "__main__":
    main()
