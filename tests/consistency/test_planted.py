"""The planted study and its key: offsets, quotas, verdicts, split, and what the words of each row must show."""

import hashlib
import re
from itertools import combinations

import pandas as pd
import pytest

from tests.conftest import ROOT

PLANTED = ROOT / "data" / "planted"
DRIFT = (
    "verbatim",
    "truncation",
    "splice",
    "insertion",
    "substitution",
    "negation flipped",
    "modality lost",
    "modality added",
    "number changed",
    "tense",
    "direct turned indirect",
    "hedge dropped",
)
VERDICTS = {
    "wording": {"same", "compatible with translation", "changed"},
    "not_a_pair": {"not a pair"},
    "conflict": {"conflict"},
    "looks_like_conflict": {"compatible", "not comparable"},
    "reuse": {"reuse", "quotation"},
}
LEAST = {"wording": 48, "not_a_pair": 25, "conflict": 20, "looks_like_conflict": 40, "reuse": 10}
DETAILS = {"date", "number", "place", "document"}
# A change of one of these is never put down to a translation.
SENSE = {
    "negation flipped",
    "modality lost",
    "modality added",
    "number changed",
    "hedge dropped",
    "insertion",
}
QUOTED = tuple('‘"“„«—')
HEDGE = re.compile(r"\b(?:probably|perhaps|I think|I believe)\b")
MODAL = re.compile(r"\b(?:may|must|can|cannot|should)\b")
NUMBER = re.compile(r"\d+|third|quarter")
CUE = re.compile(r"(?:he said|said Torrek|he replied|Torrek said in the interview),")
BRACKET = re.compile(r"\[[^]]*\]")


def read(name):
    return pd.read_csv(PLANTED / name, dtype={"article_id": "str"}, keep_default_na=False)


def texts_of():
    articles = read("articles.csv")
    return {
        row.article_id: (PLANTED / row.file).read_bytes().decode("utf-8") for row in articles.itertuples()
    }


TEXTS = texts_of()
KEY = read("planted.csv")
KEY["a"] = [TEXTS[row.article_a][row.start_a : row.end_a] for row in KEY.itertuples()]
KEY["b"] = [TEXTS[row.article_b][row.start_b : row.end_b] for row in KEY.itertuples()]
WORDING = KEY[KEY["kind"] == "wording"]


def words(text):
    """Words of a statement without the cue that breaks it and the editor's brackets."""
    return re.findall(r"\w+", BRACKET.sub("", CUE.sub("", text)).lower())


def has(types, *wanted):
    return bool(set(types.split(";")) & set(wanted))


def overlaps(row, other):
    return row.article_id == other.article_id and row.start < other.end and other.start < row.end


def test_the_articles_are_those_of_the_table():
    articles = read("articles.csv")
    assert len(articles) == 12
    assert articles["outlet"].nunique() == 6
    assert articles["label"].is_unique
    assert articles["article_id"].is_unique
    dates = pd.to_datetime(articles["date"])
    assert dates.is_monotonic_increasing
    assert 18 <= (dates.max() - dates.min()).days <= 22
    for row in articles.itertuples():
        data = (PLANTED / row.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row.sha256
        assert TEXTS[row.article_id].startswith(row.title + "\n")
        assert b"\r" not in data
        assert not data.endswith(b"\n")


def test_one_article_is_short_and_the_others_are_of_a_usual_length():
    counts = {name: len(text.split()) for name, text in TEXTS.items()}
    assert counts.pop("p09") < 90
    assert all(250 <= count <= 700 for count in counts.values())


def test_ids_are_unique_and_no_row_stands_twice():
    assert KEY["id"].is_unique
    places = ["kind", "article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
    assert not KEY.duplicated(places).any()
    # Nothing is both a pair and no pair, or both a conflict and only like one.
    assert not KEY[KEY["kind"].isin(["wording", "not_a_pair"])].duplicated(places[1:]).any()
    assert not KEY[KEY["kind"].isin(["conflict", "looks_like_conflict"])].duplicated(places[1:]).any()


def test_spans_are_in_order_and_begin_and_end_with_no_white_space():
    for row in KEY.itertuples():
        assert (row.article_a, row.start_a) < (row.article_b, row.start_b), row.id
        for span, text in ((row.a, TEXTS[row.article_a]), (row.b, TEXTS[row.article_b])):
            assert span, row.id
            assert span == span.strip(), row.id
            assert len(span) < len(text) / 2, row.id
        if row.kind in ("wording", "not_a_pair", "reuse"):
            assert row.article_a != row.article_b, row.id


def test_spans_begin_and_end_at_words_and_their_marks():
    for row in KEY.itertuples():
        for article, start, end in (
            (row.article_a, row.start_a, row.end_a),
            (row.article_b, row.start_b, row.end_b),
        ):
            text = TEXTS[article]
            assert start == 0 or not (text[start - 1].isalnum() and text[start].isalnum()), row.id
            assert end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()), row.id


@pytest.mark.parametrize("kind", LEAST)
def test_each_kind_has_its_number_of_rows_and_legal_verdicts(kind):
    rows = KEY[KEY["kind"] == kind]
    assert len(rows) >= LEAST[kind]
    assert set(rows["verdict"]) == VERDICTS[kind]
    assert rows["reason"].str.len().gt(0).all()
    assert set(KEY["kind"]) == set(LEAST)


def test_types_and_slots_are_of_their_kind():
    for row in KEY.itertuples():
        types = row.types.split(";")
        if row.kind == "wording":
            assert types == [name for name in DRIFT if name in types], row.id
            assert not row.slot, row.id
            assert "verbatim" not in types or len(types) == 1, row.id
        elif "conflict" in row.kind:
            assert row.types in DETAILS, row.id
            assert row.slot, row.id
        else:
            assert row.types == row.slot == "", row.id


def test_conflicts_inside_one_article():
    inside = KEY[(KEY["kind"] == "conflict") & (KEY["article_a"] == KEY["article_b"])]
    assert inside["article_a"].nunique() >= 3


def test_the_split_is_even_and_never_cuts_a_group():
    assert set(KEY["split"]) == {"tune", "held"}
    assert KEY.groupby("group")["split"].nunique().eq(1).all()
    share = (KEY["split"] == "held").groupby(KEY["kind"]).mean()
    assert share.between(0.42, 0.58).all()
    counts = WORDING.assign(type=WORDING["types"].str.split(";")).explode("type")
    table = counts.groupby(["type", "split"]).size().unstack()
    assert set(table.index) == set(DRIFT)
    assert table.min(axis=1).ge(3).all()
    assert table.min(axis=1).ge(0.3 * table.sum(axis=1)).all()


def test_no_statement_and_no_detail_is_on_both_sides_of_the_split():
    rows = KEY[KEY["kind"].isin(["wording", "not_a_pair"])]
    sides = {}
    for row in rows.itertuples():
        for place in ((row.article_a, row.start_a), (row.article_b, row.start_b)):
            # A near miss may hang on one sentence only, so its own statement is on one side too.
            assert sides.setdefault(place, row.split) == row.split, row.id
    details = KEY[KEY["kind"].isin(["conflict", "looks_like_conflict"])]
    assert details.groupby("slot")["split"].nunique().eq(1).all()


@pytest.mark.parametrize("row", list(WORDING.itertuples()), ids=lambda row: row.id)
def test_drift_types_show_in_the_words(row):
    a, b = words(row.a), words(row.b)
    assert has(row.types, "splice") == (("…" in row.a) != ("…" in row.b))
    assert has(row.types, "direct turned indirect") == (row.a.startswith(QUOTED) != row.b.startswith(QUOTED))
    assert has(row.types, "verbatim") == (a == b)
    if has(row.types, "truncation", "insertion"):
        assert set(a) ^ set(b)
        assert len(a) != len(b) or has(row.types, "splice")
    if not has(row.types, "truncation", "splice"):
        assert has(row.types, "hedge dropped") == (bool(HEDGE.search(row.a)) != bool(HEDGE.search(row.b)))
        assert has(row.types, "number changed") == (NUMBER.findall(row.a) != NUMBER.findall(row.b))
    lost, added = has(row.types, "modality lost"), has(row.types, "modality added")
    if not has(row.types, "truncation", "splice", "negation flipped"):
        assert (lost or added) == (MODAL.findall(row.a) != MODAL.findall(row.b))
    if lost and not added:
        assert len(MODAL.findall(row.a)) > len(MODAL.findall(row.b))
    if added and not lost:
        assert len(MODAL.findall(row.a)) < len(MODAL.findall(row.b))


def test_verdicts_of_wording_follow_the_types():
    for row in WORDING.itertuples():
        if has(row.types, *SENSE):
            assert row.verdict == "changed", row.id
        elif has(row.types, "tense", "substitution"):
            assert row.verdict != "same", row.id
        else:
            assert row.verdict == "same", row.id


def test_all_pairs_of_a_sentence_are_listed():
    """Pairs are closed: if x goes with y, and y with z, then x goes with z unless it is of the same article."""
    parent = {}

    def find(place):
        while parent.setdefault(place, place) != place:
            place = parent[place]
        return place

    listed = set()
    for row in WORDING.itertuples():
        a, b = (row.article_a, row.start_a), (row.article_b, row.start_b)
        listed.add((a, b))
        parent[find(a)] = find(b)
    groups = {}
    for place in parent:
        groups.setdefault(find(place), []).append(place)
    expected = {pair for places in groups.values() for pair in combinations(sorted(places), 2)}
    assert listed == expected


def test_no_long_run_is_shared_outside_the_key():
    """Eight words that two articles share, clutter aside, lie in a reuse row of that pair of articles."""
    clutter = read("coding/clutter.csv")
    tokens = {}
    for name, text in TEXTS.items():
        hidden = clutter[clutter["article_id"] == name]
        tokens[name] = [
            (match.group().lower(), match.start())
            for match in re.finditer(r"\w+", text)
            if not ((hidden["start"] <= match.start()) & (match.start() < hidden["end"])).any()
        ]
    reuse = KEY[KEY["kind"] == "reuse"]
    for one, two in combinations(sorted(TEXTS), 2):
        rows = reuse[(reuse["article_a"] == one) & (reuse["article_b"] == two)]
        known = {
            tuple(w for w, _ in tokens[two][i : i + 8]): tokens[two][i][1]
            for i in range(len(tokens[two]) - 7)
        }
        for i in range(len(tokens[one]) - 7):
            run = tuple(word for word, _ in tokens[one][i : i + 8])
            if run in known:
                start = tokens[one][i][1]
                assert ((rows["start_a"] <= start) & (start < rows["end_a"])).any(), (one, two, run)


@pytest.mark.parametrize("name", ["voices", "clutter", "arguments", "naming"])
def test_spans_of_the_coding_are_in_the_texts_and_apart(name):
    coding = read(f"coding/{name}.csv")
    assert set(coding["edition"]) == {"original"}
    assert set(coding["article_id"]) == set(TEXTS) - ({"p09"} if name == "naming" else set())
    last = {}
    for row in coding.itertuples():
        span = TEXTS[row.article_id][row.start : row.end]
        assert span
        assert span == span.strip()
        assert row.start >= last.get(row.article_id, 0), row
        last[row.article_id] = row.end


def test_voices_and_clutter_cover_every_character_once():
    for name, text in TEXTS.items():
        seen = [0] * len(text)
        for coding in (read("coding/voices.csv"), read("coding/clutter.csv")):
            for row in coding[coding["article_id"] == name].itertuples():
                for place in range(row.start, row.end):
                    seen[place] += 1
        assert max(seen) == 1
        assert all(count or character.isspace() for count, character in zip(seen, text, strict=True))


def test_coverage_follows_the_arguments():
    arguments, coverage = read("coding/arguments.csv"), read("coding/coverage.csv")
    slugs = set(arguments["argument"]) - {"none"}
    assert set(coverage["argument"]) == slugs
    assert len(coverage) == 12 * len(slugs)
    reported = set(zip(arguments["article_id"], arguments["argument"], strict=True))
    for row in coverage.itertuples():
        there = (row.article_id, row.argument) in reported
        assert row.state in (("reported", "contradicted") if there else ("silent",)), row
    assert set(coverage["state"]) == {"reported", "silent", "contradicted"}


def test_names_are_those_of_the_spans():
    for row in read("coding/naming.csv").itertuples():
        span = TEXTS[row.article_id][row.start : row.end]
        assert row.name.lower() in span.lower(), row
        assert row.thing in ("closure_of_the_gates", "town_of_kestrava")


def test_the_full_speeches_hold_each_sentence_of_the_subject_once():
    labels = re.findall(
        r"\[([ABCDX]\d)\] \S", "".join(path.read_text("utf-8") for path in PLANTED.glob("source/*.txt"))
    )
    assert len(labels) == len(set(labels))
    told = {group.split()[1] for group in WORDING["group"] if group.startswith("sentence ")}
    assert {label for label in told if label[0] != "H"} <= set(labels)
