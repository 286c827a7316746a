"""The encoder of sentences: the same vectors everywhere, and an answer to texts that nobody would send."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retold.arguments.grouping.embedding import embed
from retold.arguments.grouping.same_claim import pair_probabilities
from retold.errors import StudyError
from retold.language import encoder
from tests.conftest import ROOT

TRIPLES = ROOT / "training" / "encoder" / "triples.csv"
TEXTS = ["The dam is safe.", "Nobody went thirsty.", "Taxes on land must fall before the next harvest is in."]

# Of their vectors. Cuts and weights elsewhere rest on them: who makes the encoder faster keeps this, who trains a new one changes it.
VECTORS = "4ef61fecc69cd7f0df7421885bc37250d1ebe463bfbcbd7f4207b2e704a9adad"


@pytest.fixture(autouse=True)
def reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered from call to call: what is compared was computed twice."""
    monkeypatch.setattr(encoder, "REMEMBERED", 0)
    encoder.load_encoder()._known.clear()


def triples(column: str) -> list[str]:
    with TRIPLES.open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


ODD_TEXTS = pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t", id="blank"),
        pytest.param("water " * 5000, id="5,000 words"),
        pytest.param("x" * 5000, id="one long word"),
        pytest.param("Вода ушла, и её никто не вернёт.", id="Cyrillic"),
        pytest.param("水は戻らない。", id="Japanese"),
        pytest.param("🚰🚱💧", id="emoji"),
        pytest.param("\x00\u202e\ufeff", id="control characters"),
        pytest.param("\ud800", id="half a surrogate pair"),
    ],
)


@ODD_TEXTS
def test_any_text_has_a_vector_of_length_one(text: str) -> None:
    vectors = encoder.encode([text, *TEXTS])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.array_equal(vectors[1:], encoder.encode(TEXTS))


def test_no_texts_have_no_vectors() -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    texts = triples("claim") + triples("paraphrase")
    whole = encoder.encode(texts)
    assert np.array_equal(whole[::-1], encoder.encode(texts[::-1]))
    assert all(
        np.array_equal(encoder.encode([text])[0], row)
        for text, row in zip(texts[::7], whole[::7], strict=True)
    )


def test_copies_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    forward = encoder.Encoder._forward
    monkeypatch.setattr(
        encoder.Encoder, "_forward", lambda self, codes: read.append(len(codes)) or forward(self, codes)
    )
    vectors = encoder.encode(TEXTS[:1] * 10_000)
    assert read == [1]
    assert vectors.shape == (10_000, 384)
    assert (vectors == vectors[0]).all()


def test_what_was_read_lately_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    inner = encoder.Encoder._read
    monkeypatch.setattr(
        encoder.Encoder, "_read", lambda self, texts: read.extend(texts) or inner(self, texts)
    )
    monkeypatch.setattr(encoder, "REMEMBERED", 4)
    first = encoder.encode(TEXTS)
    again = encoder.encode([*TEXTS[::-1], "A fourth text.", TEXTS[0]])
    assert read == [*TEXTS, "A fourth text."]
    assert np.array_equal(again[:3], first[::-1])
    assert np.array_equal(again[4], first[0])
    encoder.encode(["A fifth text."])  # one more than is kept: all are forgotten
    encoder.encode([*TEXTS, "A sixth text.", "A seventh text."])
    assert read == [*TEXTS, "A fourth text.", "A fifth text.", *TEXTS, "A sixth text.", "A seventh text."]
    assert len(encoder.load_encoder()._known) <= 4
    again[:] = 0
    assert np.array_equal(encoder.encode(TEXTS), first)


@pytest.mark.parametrize("core", ["Prescott", "Haswell", "SkylakeX"])
def test_vectors_are_the_same_on_every_cpu(core: str) -> None:
    code = (
        "import sys, hashlib; from retold.language import encoder; texts = sys.argv[1:];"
        "print(hashlib.sha256(encoder.encode(texts).tobytes()).hexdigest())"
    )
    features = (
        ""
        if core == "SkylakeX"
        else "AVX512F AVX512CD AVX512_SKX" + (" AVX2 FMA3" if core == "Prescott" else "")
    )
    numpy_features = {"NPY_DISABLE_CPU_FEATURES": features} if features else {}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *TEXTS],
        env=os.environ | {"OPENBLAS_CORETYPE": core} | numpy_features, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(encoder.encode(TEXTS).tobytes()).hexdigest() == VECTORS


@pytest.mark.parametrize("content", [None, b"", b"not the weights"])
def test_a_file_that_is_missing_or_damaged_is_named_with_its_hash(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "encoder.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        encoder.read_tables(file, encoder.SHA256)
    told = str(caught.value)
    assert str(file) in told
    assert "missing" in told if content is None else hashlib.sha256(content).hexdigest() in told


def test_the_card_names_the_file_that_is_there() -> None:
    card = encoder.WEIGHTS.with_suffix(".md").read_text("utf-8")
    assert hashlib.sha256(encoder.WEIGHTS.read_bytes()).hexdigest() in card
    assert encoder.WEIGHTS.name in card


def test_it_finds_paraphrases_better_than_words_do() -> None:
    claims, same = triples("claim"), triples("paraphrase")
    found = {}
    for method in ("encoder", "wordllama", "tfidf"):
        vectors = embed(claims + same, method=method)
        nearest = (vectors[: len(claims)] @ vectors[len(claims) :].T).argmax(axis=1)
        found[method] = (nearest == np.arange(len(claims))).mean()
    assert found["encoder"] > found["wordllama"] + 0.1, found
    assert found["encoder"] > found["tfidf"] + 0.2, found


def test_it_is_an_embedding_with_a_likeness_of_its_own() -> None:
    claims = triples("claim")[:6] + triples("paraphrase")[:6]
    likely = pair_probabilities(claims, embedding="encoder")
    own = likely[np.arange(6), np.arange(6) + 6]
    other = likely[:6, 6:][~np.eye(6, dtype=bool)]
    assert own.min() > other.max()
    assert embed(claims, method="encoder").shape[0] == 12


def test_a_text_of_which_the_pieces_are_known_is_not_read_again(monkeypatch):
    monkeypatch.setattr(encoder, "REMEMBERED", 2)
    model = encoder.load_encoder()
    texts = ["The ferry no longer sails at night.", "Bread has never been so dear."]
    monkeypatch.setattr(model, "_known", {})
    wanted = model.encode(texts)
    monkeypatch.setattr(model, "_known", {})
    model.encode_pieces(texts)
    monkeypatch.setattr(model, "_forward", None)
    assert (model.encode(texts) == wanted).all()
