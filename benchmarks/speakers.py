"""Measure whether marked quotations are given to their speakers, each person of a text in turn being the subject.

Usage: python benchmarks/speakers.py PATH [--errors]

PATH is a copy of BASIL (Fan et al. 2019; GitHub `launchnlp/BASIL`) with its folders `articles` and `annotations`, in which spans that are
quotations have a speaker. A person is a speaker whose name is no group's; the subject's names are the full name and the last word of it.
Recall is the share of the subject's quotations most of whose characters have the voice "subject"; false is the share of the others' quotations
that do. Each person of each article is read alone, so that nothing is known of a person from other articles.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import find_clutter
from retold.articles.segment import split_sentences

# Speakers that are no single person: several, unnamed, or a body.
GROUP = re.compile(
    r"(?i)^(?:other|none)|_(?:campaign|lawmakers|democrats|republicans|officials|administration|members|companies|supporters|party|gop"
    r"|committee|group|staff|aides|allies)\b|^(?:NAACP|catholics|democrats|republicans|GOP|tea_party|DOJ|NRA|EPA|FBI|ACLU)"
)
PERSON = re.compile(r"[A-Z][\w.'-]*(?:_[A-Z][\w.'-]*){0,3}")


class Quotation(NamedTuple):
    """A marked quotation in the text of its article."""

    start: int
    end: int
    speaker: str


class Marked(NamedTuple):
    """An article's name, text and marked quotations."""

    name: str
    text: str
    quotations: tuple[Quotation, ...]


def read_articles(folder: Path) -> Iterator[Marked]:
    """Yield the articles that have marked quotations, in the order of their names."""
    articles = {file.stem: file for file in folder.glob("articles/*/*.json")}
    for file in sorted(folder.glob("annotations/*/*_ann.json")):
        name = file.stem.removesuffix("_ann")
        body = json.loads(articles[name].read_text("utf-8"))["body-paragraphs"]
        text = "\n\n".join(" ".join(paragraph) for paragraph in body)
        places, at = [], 0
        for sentence in (sentence for paragraph in body for sentence in paragraph):
            at = text.index(sentence, at)
            places.append((at, sentence))
            at += len(sentence)
        spans = json.loads(file.read_text("utf-8"))["phrase-level-annotations"]
        quotations = tuple(sorted(set(_quotations(spans, places))))
        if quotations:
            yield Marked(name, text, quotations)


def _quotations(spans: list[dict[str, str]], places: list[tuple[int, str]]) -> Iterator[Quotation]:
    for span in spans:
        number = int(span["id"][1:]) if re.fullmatch(r"p\d+", span["id"]) else len(places)
        words = span["txt"].strip()
        if span["quote"] == "yes" and number < len(places) and words in places[number][1]:
            start = places[number][0] + places[number][1].index(words)
            yield Quotation(start, start + len(words), span["speaker"])


def measure(article: Marked) -> Iterator[tuple[str, Quotation, bool]]:
    """Yield each person, each quotation, and whether most of it has the voice of that person as the subject."""
    frame = pd.DataFrame({"article_id": [article.name], "text": [article.text]})
    sentences = split_sentences(frame, find_clutter(frame))
    people = {
        own.speaker
        for own in article.quotations
        if PERSON.fullmatch(own.speaker) and not GROUP.search(own.speaker)
    }
    for person in sorted(people):
        name = person.replace("_", " ")
        found = find_statements(frame, sentences, subject=name, aliases=[name.split()[-1]])
        own = found[found["voice"] == "subject"]
        spans = list(zip(own["start"], own["end"], strict=True))
        for quotation in article.quotations:
            held = sum(max(min(quotation.end, b) - max(quotation.start, a), 0) for a, b in spans)
            yield person, quotation, 2 * held >= quotation.end - quotation.start


def main() -> None:
    """Print recall and false attributions, and where asked for what went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    own, others = [], []
    for article in read_articles(options.path):
        for person, quotation, held in measure(article):
            same = quotation.speaker == person
            (own if same else others).append(held)
            if options.errors and held != same:
                print(
                    f"{'missed' if same else 'false'}: {article.name} {person} ({quotation.speaker}) {quotation.start}"
                )
    print(f"recall {sum(own) / max(len(own), 1):.3f} ({sum(own)} of {len(own)})")
    print(f"false {sum(others) / max(len(others), 1):.3f} ({sum(others)} of {len(others)})")


if __name__ == "__main__":
    main()
