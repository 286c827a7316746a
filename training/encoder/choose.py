"""Try recipes on topics held back, and print how each does.

Usage: python choose.py --base FILE --argkp DIR --perspectrum FILE --stories DIR --planted DIR --out FILE

Every fourth topic of each kind is held back in turn, so that all train topics are measured once for each recipe. Nothing of the
dev splits or of the five articles is read. Results are lines of JSON, one a recipe and fold.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

FOLDS = 4

VARIANTS: dict[str, dict[str, Any]] = {
    "passes 2": {"passes": 2.0},
    "soup 5": {"passes": 2.0, "soup": 5},
    "student 4": {"passes": 2.0, "soup": 2, "student": (0, 1, 3, 5)},
    "student 3": {"passes": 2.0, "soup": 2, "student": (0, 2, 5)},
    "static 256": {"passes": 2.0, "soup": 2, "static": 256},
    "passes 1": {},
    "passes 3": {"passes": 3.0},
    "temperature .1": {"passes": 2.0, "temperature": 0.1},
    "rate 2.5e-4": {"passes": 2.0, "rate": 2.5e-4},
    "frozen 0": {"passes": 2.0, "frozen": 0, "rate": 1e-4},
    "debate 72": {"passes": 2.0, "debate": 72},
    "rules .05": {"passes": 2.0, "rules": 0.05},
    "pairs 6": {"passes": 2.0, "pairs": 6.0},
    "dim 128": {"passes": 2.0, "dim": 128},
}  # fmt: skip

# Of these the one with the best mean of `CHOSEN_BY` is trained on all train topics by `--final`.
CANDIDATES = ("passes 1", "passes 2", "passes 3", "temperature .1", "rate 2.5e-4", "debate 72", "pairs 6")
CHOSEN_BY = (
    "debate ari expected",
    "debate auc",
    "claim ari expected",
    "claim auc",
    "pool ari silhouette",
    "match strict",
    "match relaxed",
)


class Bench:
    """What each worker needs: the base, the tokenizer and the topics."""

    def __init__(self, options: argparse.Namespace) -> None:
        import pandas as pd
        from tokenizers import Tokenizer

        from network import BASE_SHA256, read_tensors
        from topics import read_claims, read_debates, read_disputes, read_planted

        self.tensors = read_tensors(options.base, sha256=BASE_SHA256 if options.check else "")
        self.tokenizer = Tokenizer.from_file(str(options.base.with_name("tokenizer.json")))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(64)
        self.known: dict[str, list[int]] = {}
        topics = read_debates(options.argkp) + read_claims(options.perspectrum)
        topics += [*read_disputes(options.stories), read_planted(options.planted)]
        kinds: dict[str, int] = {}
        self.topics = []
        for topic in topics:
            number = kinds[topic.kind] = kinds.get(topic.kind, -1) + 1
            self.topics.append((number % FOLDS, topic))
        self.extra = pd.read_csv(options.extra)["text"].dropna().tolist() if options.extra else []
        self.small, self.triples = options.small, options.triples

    def codes(self, texts: Sequence[str]) -> list[list[int]]:
        new = sorted({text for text in texts if text not in self.known})
        for text, code in zip(new, self.tokenizer.encode_batch(new), strict=True):
            self.known[text] = code.ids
        return [self.known[text] for text in texts]

    def split(self, fold: int) -> tuple[list[Any], list[Any]]:
        learned = [topic for number, topic in self.topics if number != fold]
        held = [topic for number, topic in self.topics if number == fold]
        if self.small:
            learned, held = (
                [_cut(next(t for t in part if t.kind == kind)) for kind in ("debate", "claim", "dispute")]
                for part in (learned, held)
            )
        return learned, held


def _cut(topic: Any) -> Any:
    n = len(topic.always) + 8
    sides = topic.sides[:n]
    return replace(
        topic, texts=topic.texts[:n], relation=topic.relation[:n, :n], groups=topic.groups[:n], sides=sides
    )


BENCH: Bench | None = None


def start(options: argparse.Namespace) -> None:
    global BENCH
    import torch

    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("high")
    BENCH = Bench(options)


def job(name: str, changes: dict[str, Any], fold: int, device: str) -> dict[str, Any]:
    began = time.perf_counter()
    assert BENCH is not None
    bench = BENCH
    learned, held = bench.split(fold)
    scores = (
        _cross(bench, changes, learned, held, device)
        if changes.get("kind") == "cross"
        else _bi(bench, changes, learned, held, device)
    )
    return {
        "name": name,
        "fold": fold,
        "seconds": round(time.perf_counter() - began, 1),
        **{k: round(v, 4) for k, v in scores.items()},
    }


def _bi(
    bench: Bench, changes: dict[str, Any], learned: list[Any], held: list[Any], device: str
) -> dict[str, float]:
    from judge import find_cases, judge_groups, judge_matching, judge_triples
    from learn import Recipe, train, train_cross
    from network import encode

    changes = dict(changes)
    student, static = changes.pop("student", ()), changes.pop("static", 0)
    soup = changes.pop("soup", 1)
    recipe = Recipe(**changes)
    teacher = None
    if recipe.cross:
        teacher = _teacher(bench, train_cross(bench.tensors, learned, bench.codes, device), device)
    began = time.perf_counter()
    models = [
        train(
            bench.tensors,
            learned,
            bench.codes,
            replace(recipe, seed=recipe.seed + 10 * n),
            device,
            teacher=teacher,
        )
        for n in range(soup)
    ]
    model = average(models)
    if student or static:
        model = make_student(bench, model, learned, student, static, device)
    spent = time.perf_counter() - began

    def vectors(texts: Sequence[str]) -> np.ndarray:
        found = encode(model, bench.codes(list(texts)), device)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    cases = find_cases(held, vectors, claims_every=3, pools=6)
    scores = judge_groups(cases)
    scores |= judge_triples(bench.triples, vectors)
    scores |= judge_matching(held, lambda topic: _cosines(vectors(topic.texts), len(topic.always)))
    return scores | {"train seconds": spent}


def average(models: Sequence[Any]) -> Any:
    """Return one model with the mean weights of several that began alike."""
    import torch

    states = [model.state_dict() for model in models]
    models[0].load_state_dict({k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]})
    return models[0]


def make_student(
    bench: Bench,
    model: Any,
    learned: list[Any],
    layers: Sequence[int],
    static: int,
    device: str,
    *,
    passes: int = 0,
) -> Any:
    """Return a smaller encoder, or a table of token vectors, that learned from a larger one."""
    from learn import TokenTable, distil, first_table
    from network import Encoder, encode

    def teach(rows: list[list[int]]) -> np.ndarray:
        return encode(model, rows, device)

    if static:
        table = first_table(teach, len(bench.tensors["embeddings.word_embeddings.weight"]), static)
        return distil(
            TokenTable(table), teach, learned, bench.extra, bench.codes, device, passes=passes or 6, rate=3e-3
        )
    smaller = Encoder(bench.tensors, layers=layers)
    return distil(smaller, teach, learned, bench.extra, bench.codes, device, passes=passes or 5, rate=2e-4)


def _cosines(vectors: np.ndarray, points: int) -> np.ndarray:
    return vectors[points:] @ vectors[:points].T


def _teacher(bench: Bench, cross: Any, device: str) -> Any:
    from learn import cross_answers

    def told(batch: Any) -> np.ndarray:
        import torch

        n = len(batch.texts)
        found = np.full((n, n), np.nan, dtype=np.float32)
        a, b = np.nonzero(np.triu(batch.within, 1))
        logits = cross_answers(cross, bench.codes(batch.texts), np.stack([a, b], axis=1), device)
        found[a, b] = found[b, a] = torch.softmax(torch.from_numpy(logits), dim=1)[:, 1].numpy()
        return found

    return told


def _cross(
    bench: Bench, changes: dict[str, Any], learned: list[Any], held: list[Any], device: str
) -> dict[str, float]:
    import csv

    import torch
    from sklearn.metrics import roc_auc_score

    from judge import judge_matching
    from learn import cross_answers, train_cross

    options = {key: value for key, value in changes.items() if key != "kind"}
    began = time.perf_counter()
    model = train_cross(bench.tensors, learned, bench.codes, device, **options)
    spent = time.perf_counter() - began

    def likely(texts: list[str], pairs: np.ndarray) -> np.ndarray:
        rows = bench.codes(texts)
        both = cross_answers(model, rows, pairs, device) + cross_answers(model, rows, pairs[:, ::-1], device)
        return torch.log_softmax(torch.from_numpy(both / 2), dim=1).numpy()

    def match(topic: Any) -> np.ndarray:
        k, n = len(topic.always), len(topic)
        pairs = np.array([(a, p) for a in range(k, n) for p in range(k)])
        return likely(topic.texts, pairs)[:, 1].reshape(n - k, k)

    scores = judge_matching(held, match)
    rng = np.random.default_rng(0)
    for kind in ("debate", "claim", "dispute"):
        values = []
        for topic in [t for t in held if t.kind == kind][:: 8 if kind == "claim" else 1]:
            kept = np.array([at for at, group in enumerate(topic.groups) if group])
            a, b = np.triu_indices(len(kept), 1)
            drawn = rng.permutation(len(a))[:3000]
            pairs = np.stack([kept[a[drawn]], kept[b[drawn]]], axis=1)
            same = np.array([topic.groups[x] == topic.groups[y] for x, y in pairs])
            if len(same) and 0 < same.mean() < 1:
                values.append(roc_auc_score(same, likely(topic.texts, pairs)[:, 1]))
        scores[f"{kind} auc"] = float(np.mean(values)) if values else 0.0
    with bench.triples.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = [row[name] for row in rows for name in ("claim", "paraphrase", "denial")]
    at = np.arange(len(rows)) * 3
    near, far = (likely(texts, np.stack([at, at + step], axis=1)) for step in (1, 2))
    scores["denials apart"] = float((near[:, 1] > far[:, 1]).mean())
    scores["denials called so"] = float((far.argmax(1) == 2).mean())
    scores["paraphrases called so"] = float((near.argmax(1) == 1).mean())
    return scores | {"train seconds": spent}


def seed_state(changes: dict[str, Any], seed: int, device: str) -> dict[str, np.ndarray]:
    """Return the weights of one model that learned from all train topics."""
    from learn import Recipe, train

    assert BENCH is not None
    recipe = replace(Recipe(**changes), seed=seed)
    model = train(BENCH.tensors, [topic for _, topic in BENCH.topics], BENCH.codes, recipe, device)
    return {name: value.float().cpu().numpy() for name, value in model.state_dict().items()}


def student_state(
    changes: dict[str, Any],
    state: dict[str, np.ndarray],
    layers: Sequence[int],
    static: int,
    device: str,
    passes: int,
) -> dict[str, np.ndarray]:
    """Return the weights of a smaller model that learned from a larger one on all train topics."""
    import torch

    from network import Encoder

    assert BENCH is not None
    model = Encoder(BENCH.tensors).to(device)
    model.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    small = make_student(
        BENCH, model, [topic for _, topic in BENCH.topics], layers, static, device, passes=passes
    )
    return {name: value.float().cpu().numpy() for name, value in small.state_dict().items()}


def save_state(
    state: dict[str, np.ndarray], base: dict[str, np.ndarray] | None, folder: Path, name: str
) -> None:
    """Write what differs from the base in halves of at most 15 MB, in half precision."""
    kept = {
        key: value
        for key, value in state.items()
        if base is None or not np.allclose(value, base[key], atol=1e-6)
    }
    parts: list[dict[str, np.ndarray]] = [{}]
    for key, value in kept.items():
        if sum(v.size for v in parts[-1].values()) + value.size > 7_500_000:
            parts.append({})
        parts[-1][key] = value.astype(np.float16)
    for number, part in enumerate(parts):
        np.savez(folder / f"{name}-{number}.npz", **part)


def finish(pool: Any, rows: list[dict[str, Any]], options: argparse.Namespace) -> None:
    """Train the best recipe on all train topics from several seeds, average, and teach the smaller models."""
    means = {}
    for name in CANDIDATES:
        own = [row for row in rows if row.get("name") == name]
        if own:
            means[name] = float(np.mean([[row[key] for key in CHOSEN_BY] for row in own]))
    best = max(means, key=lambda name: means[name]) if means else CANDIDATES[0]
    print("chosen", best, means, flush=True)
    changes = VARIANTS[best]
    states = [
        done.result()
        for done in [pool.submit(seed_state, changes, 10 * n, options.device) for n in range(options.seeds)]
    ]
    state = {key: np.mean([s[key] for s in states], axis=0) for key in states[0]}
    start(options)
    from network import Encoder

    assert BENCH is not None
    base = {key: value.numpy() for key, value in Encoder(BENCH.tensors).state_dict().items()}
    save_state(state, base, options.final, "six")
    print("six layers saved", flush=True)
    sizes = {"four": ((0, 1, 3, 5), 0, 8), "static": ((), 256, 8)}
    waiting = {
        name: pool.submit(student_state, changes, state, *size[:2], options.device, size[2])
        for name, size in sizes.items()
    }
    for name, done in waiting.items():
        small = done.result()
        if name == "static":
            table = small["table.weight"]
            most = np.abs(table).max(1, keepdims=True) + 1e-8
            np.savez(
                options.final / "static.npz",
                table=np.rint(table / most * 127).astype(np.int8),
                scales=most[:, 0] / 127,
            )
        else:
            own = Encoder(BENCH.tensors, layers=sizes[name][0]).state_dict()
            save_state(small, {key: value.numpy() for key, value in own.items()}, options.final, name)
        print(name, "saved", flush=True)


def read_options(about: str | None) -> argparse.Namespace:
    """Return the options that the scripts here share."""
    parser = argparse.ArgumentParser(description=about)
    here = Path(__file__).parent
    for name in ("base", "argkp", "perspectrum", "stories", "planted", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--triples", type=Path, default=here / "triples.csv")
    parser.add_argument(
        "--extra", type=Path, help="a table with a column `text`, for teaching smaller models"
    )
    parser.add_argument(
        "--final", type=Path, help="a folder: train the best recipe on all topics, and write it there"
    )
    parser.add_argument(
        "--models", type=Path, help="a folder: read the encoders of the folds there, or put them there"
    )
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seconds", type=float, default=1e9, help="start no new job after so many seconds")
    parser.add_argument("--small", action="store_true", help="a little of the data, to see that it runs")
    parser.add_argument("--check", action="store_true", help="check the hash of the base model")
    return parser.parse_args()


def read_or_train(file: Path | None, learned: Sequence[Any], device: str) -> Any:
    """Return the encoder of a file; where there is none it is trained, in one pass, and written there if a file is named."""
    import torch

    from learn import Recipe, train
    from network import Encoder

    assert BENCH is not None
    if file and file.exists():
        model = Encoder(BENCH.tensors).to(device)
        model.load_state_dict(torch.load(file))
        return model.eval()
    recipe = Recipe(temperature=0.1, half=True)
    model = train(BENCH.tensors, learned, BENCH.codes, recipe, device, report=print)
    if file:
        torch.save(model.state_dict(), file)
    return model


def encode_by(model: Any, texts: Sequence[str], device: str) -> np.ndarray:
    """Return the vectors of texts by a model that was trained here."""
    from network import encode

    assert BENCH is not None
    return encode(model, BENCH.codes(list(texts)), device)


def main() -> None:
    options = read_options(__doc__)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    began = time.perf_counter()
    chosen = options.only or list(VARIANTS)
    jobs = [(name, VARIANTS[name], fold, options.device) for name in chosen for fold in range(options.folds)]
    context = multiprocessing.get_context("spawn")
    with (
        options.out.open("a", encoding="utf-8") as out,
        ProcessPoolExecutor(
            options.workers, mp_context=context, initializer=start, initargs=(options,)
        ) as pool,
    ):
        waiting: set[Any] = set()
        rows: list[dict[str, Any]] = []
        while jobs or waiting:
            while (
                jobs and len(waiting) < options.workers + 1 and time.perf_counter() - began < options.seconds
            ):
                waiting.add(pool.submit(job, *jobs.pop(0)))
            if time.perf_counter() - began >= options.seconds:
                jobs = []
            if not waiting:
                break
            done = next(as_completed(waiting))
            waiting.discard(done)
            try:
                row = done.result()
            except Exception as error:  # one recipe that fails is no reason to lose the rest
                row = {"failed": repr(error)}
            rows.append(row)
            out.write(json.dumps(row) + "\n")
            out.flush()
            print(
                f"{time.perf_counter() - began:6.1f} s",
                row.get("name"),
                row.get("fold"),
                row.get("seconds"),
                row.get("failed", ""),
                flush=True,
            )
        if options.final:
            finish(pool, rows, options)


if __name__ == "__main__":
    main()
