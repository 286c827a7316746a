"""Fit the weights of the two scorers of reporting clauses on the train split of PolNeAR.

Usage: python training/train_attribution.py PATH [--split train]

Writes `src/retold/articles/attribution/scorer.json`: the forms of words that may be cues, the weights of a cue's
features, the weights of a stop's. No words of an article are kept but single cue words, which are those
that stand in a marked cue at least `LEAST` times and in at least `SHARE` of their uses; adverbs and
function words are left out. A candidate is right if most of the first `PROBE` words that it reports are
marked as content; a stop is right if the marked content ends there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from retold.articles.attribution.cue_candidates import Candidate, features
from retold.articles.attribution.extents import stops
from retold.articles.attribution.noun_phrases import Sentence, is_auxiliary
from retold.articles.attribution.reporting_clauses import LATE, TAKE, cue_places, read_candidates, rest_of
from retold.articles.attribution.scorer import Weights, probability
from retold.articles.attribution.voices import quotations_of
from retold.articles.clutter import find_clutter
from retold.articles.segment import split_sentences
from retold.language.english import reporting

# What a benchmark measures is learned as it is measured.
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import attribution

LEAST, SHARE, PROBE = 4, 0.10, 6

# A cue word of which fewer candidates are taken is not worth the time to ask.
LEAST_TAKEN = 0.08

# A feature seen less often is noise; a weight nearer to nothing changes no decision.
RARE, SMALL = 6, 0.05

# A verb follows one of these in at least such a share of its uses, and a determiner in at most such a one.
VERB_LEADS = reporting.PERSONAL | frozenset(
    "who to would will could should can may might must not didn't don't".split()
)
VERB_SHARE, NOUN_SHARE = 0.12, 0.08

WEIGHTS = Path(__file__).parents[1] / "src" / "retold" / "articles" / "attribution" / "scorer.json"


def count_lexicon(articles: list[attribution.Article]) -> list[str]:
    """Return the forms that stand in marked cues often enough, sorted."""
    uses: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for article in articles:
        sentence = Sentence(article.text, 0, len(article.text), [])
        held = _held(article, [span for a in article.gold for span in a.cue_spans])
        for word, start in zip(sentence.lowers, sentence.starts, strict=True):
            uses[word] += 1
            marked[word] += bool(held[start])
    return sorted(
        {
            word
            for word in marked
            if marked[word] >= LEAST and marked[word] >= SHARE * uses[word] and _may_be_cue(word)
        }
        | set(reporting.CUE_FORMS)
        | {"according", "view", "opinion", "words"}
    )


def count_verbs(articles: list[attribution.Article]) -> list[str]:
    """Return the lower-case words that follow a pronoun or a modal often, and a determiner seldom."""
    uses: Counter[str] = Counter()
    verb: Counter[str] = Counter()
    noun: Counter[str] = Counter()
    name: Counter[str] = Counter()
    for article in articles:
        tokens = [article.text[a:b] for a, b in attribution.token_spans(article.text)]
        for before, word in itertools.pairwise(tokens):
            if word.isalpha() and word.islower():
                uses[word] += 1
                verb[word] += before.lower() in VERB_LEADS
                noun[word] += before.lower() in reporting.DETERMINERS
                name[word] += before[0].isupper() and before.lower() not in reporting.FUNCTION_WORDS
    closed = reporting.FUNCTION_WORDS | reporting.ADVERBS | reporting.DAYS | reporting.AUXILIARIES
    forms = {word for word in uses if word not in closed and not word.endswith(("ly", "ing"))}
    verbs = {
        word
        for word in forms
        if verb[word] >= max(4, VERB_SHARE * uses[word]) and noun[word] <= NOUN_SHARE * uses[word]
    }
    verbs |= {
        word
        for word in forms
        if word[:-1] in verbs and word.endswith("s") and noun[word] <= 0.03 * uses[word]
    }
    # Irregular past forms follow names ("Lee went"); plurals do too, but end in -s.
    verbs |= {
        word
        for word in forms
        if name[word] >= max(5, VERB_SHARE * uses[word])
        and noun[word] <= 0.03 * uses[word]
        and not word.endswith("s")
        and verb[word] >= 3
    }
    return sorted(verbs)


def _may_be_cue(word: str) -> bool:
    closed = reporting.FUNCTION_WORDS | reporting.DAYS | reporting.ADVERBS | reporting.LEADING
    return word.isalpha() and not word.endswith("ly") and word not in closed and not is_auxiliary(word)


def _held(article: attribution.Article, spans: list[attribution.Span]) -> np.ndarray:
    held = np.zeros(len(article.text) + 1, dtype=bool)
    for start, end in spans:
        held[start:end] = True
    return held


def examples(
    articles: list[attribution.Article], bounds: dict[str, list[attribution.Span]], weights: Weights
):
    """Return the features and answers of all candidates, and of all stops of the right ones."""
    cue_rows: list[tuple[list[str], bool]] = []
    stop_rows: list[tuple[list[str], bool]] = []
    for article in articles:
        content = _held(article, [span for a in article.gold for span in a.content])
        for sentence in sentences_of(article, bounds[article.name]):
            places = [i for i in cue_places(sentence, weights) if not content[sentence.starts[i]]]
            gold = [bool(content[a]) for a in sentence.starts]
            leading = leading_cues(sentence, places, article)
            found = read_candidates(sentence, places)
            found += [rest for c in found if c.kind in LATE and (rest := rest_of(sentence, c))]
            for candidate in found:
                right = is_right(sentence, candidate, gold, candidate.at in leading)
                cue_rows.append((features(sentence, candidate), right))
                if right and candidate.is_open:
                    stop_rows += answer_stops(sentence, candidate, gold)
    return cue_rows, stop_rows


def leading_cues(sentence: Sentence, places: list[int], article: attribution.Article) -> set[int]:
    """Return the first cue word within each marked cue of a sentence: "said" of "said in a statement"."""
    leading = set()
    for start, end in (span for a in article.gold for span in a.cue_spans[:1]):
        if sentence.start <= start < sentence.end:
            leading |= set([i for i in places if start <= sentence.starts[i] < end][:1])
    return leading


def sentences_of(article: attribution.Article, bounds: list[attribution.Span]):
    quotations = quotations_of(article.text)
    for start, end in bounds:
        inside = [q for q in quotations if q[0] < end and start < q[1]]
        sentence = Sentence(article.text, start, end, inside)
        if len(sentence):
            yield sentence


def is_right(sentence: Sentence, candidate: Candidate, gold: list[bool], in_cue: bool) -> bool:
    if candidate.first < 0:
        return in_cue
    words = [n for n in range(candidate.first, candidate.last) if not sentence.is_sign(n)]
    words = words[:PROBE] if candidate.is_open else words
    if candidate.kind == "rest" and words and not gold[words[0]]:
        return False
    return bool(words) and 2 * sum(gold[n] for n in words) > len(words)


def answer_stops(sentence: Sentence, candidate: Candidate, gold: list[bool]):
    words = [n for n in range(candidate.first, candidate.last) if not sentence.is_sign(n)]
    while words and not gold[words[0]]:
        words.pop(0)
    end = next((n for n in words if not gold[n]), candidate.last)
    for n, found in stops(sentence, candidate):
        if not words or n <= words[0]:
            continue
        following = next((m for m in words if m >= n), candidate.last)
        if n > end:
            return
        yield found, following == end and following < candidate.last
        if following == end and following < candidate.last:
            return


def fit(rows: list[tuple[list[str], bool]], strength: float) -> dict[str, float]:
    """Return the weights of a logistic regression; the constant under ""."""
    seen = Counter(name for found, _ in rows for name in found)
    vectors = DictVectorizer()
    data = vectors.fit_transform([{n: 1 for n in found if seen[n] >= RARE} for found, _ in rows])
    model = LogisticRegression(C=strength, max_iter=2000).fit(data, [right for _, right in rows])
    print(
        f"{len(rows)} examples, {data.shape[1]} features, right {model.score(data, [r for _, r in rows]):.3f}"
        f", base {np.mean([r for _, r in rows]):.3f}"
    )
    found = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {"": round(float(model.intercept_[0]), 2)} | {
        name: round(float(w), 2) for name, w in sorted(found) if abs(w) >= SMALL
    }


def train(articles, sentences: pd.DataFrame) -> dict:
    lexicon = count_lexicon(articles)
    bounds = {a.name: [] for a in articles}
    for name, start, end in zip(sentences["article_id"], sentences["start"], sentences["end"], strict=True):
        bounds[name].append((start, end))
    cue_rows, stop_rows = examples(
        articles, bounds, Weights(frozenset(lexicon), frozenset(), {"": 0.0}, {"": 0.0})
    )
    cue = fit(cue_rows, 0.3)
    # A form that seldom gets through on the train split need not be asked about.
    asked: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for found, _ in cue_rows:
        form = next(name for name in found if name.startswith("form=")).removeprefix("form=")
        asked[form] += 1
        taken[form] += probability(cue, found) >= TAKE
    through = {form for form in asked if taken[form] >= max(2, LEAST_TAKEN * asked[form])}
    through |= set(reporting.CUE_FORMS) - reporting.NOUNLIKE | reporting.CUE_NOUNS
    lexicon = sorted(through & set(lexicon) | reporting.CUE_NOUNS)
    cue = {name: w for name, w in cue.items() if _asked(name, through)}
    return {"lexicon": lexicon, "verbs": count_verbs(articles), "cue": cue, "stop": fit(stop_rows, 0.3)}


def _asked(name: str, through: set[str]) -> bool:
    return not name.startswith("form=") or name.removeprefix("form=").split(" ")[0] in through


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="train")
    options = parser.parse_args()
    articles = attribution.read_split(options.path / options.split)
    frame = pd.DataFrame({"article_id": [a.name for a in articles], "text": [a.text for a in articles]})
    weights = train(articles, split_sentences(frame, find_clutter(frame)))
    WEIGHTS.write_text(
        json.dumps(weights, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
