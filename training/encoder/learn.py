"""Train the encoder on topics: supervised contrastive loss, and cross-entropy on pairs of one topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from batches import Batch, make_batches
from network import CrossEncoder, Encoder, pad
from topics import DIFFERENT, SAME, UNKNOWN, Topic

Codes = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True)
class Recipe:
    """How to train. `choose.py` says which of these was best on topics held back."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    frozen: int = 3
    rate: float = 1.5e-4
    temperature: float = 0.06
    passes: float = 1.0
    pairs: float = 2.0
    centre: bool = False
    dim: int = 0
    rules: float = 0.0
    kinds: str = "d"
    disputes: int = 2
    claims: bool = True
    debate: int = 36
    drop: float = 0.1
    decay: float = 0.01
    warm: float = 0.1
    cross: float = 0.0
    seed: int = 0
    half: bool = False


def contrast(vectors: torch.Tensor, relation: torch.Tensor, temperature: float) -> torch.Tensor:
    """Return the supervised contrastive loss (Khosla et al. 2020); pairs of which nothing is known are left out."""
    eye = torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    logits = (vectors @ vectors.T) / temperature
    known = (relation != UNKNOWN) & ~eye
    logits = logits.masked_fill(~known, -1e4)
    logs = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    same = ((relation == SAME) & ~eye).to(logs.dtype)
    counts = same.sum(1)
    told = counts > 0
    if not told.any():
        return vectors.sum() * 0
    return -((same * logs).sum(1)[told] / counts[told]).mean()


def pair_loss(
    model: Any, vectors: torch.Tensor, relation: torch.Tensor, within: torch.Tensor
) -> torch.Tensor:
    """Return the cross-entropy of known pairs of one topic."""
    upper = torch.triu(torch.ones_like(within), diagonal=1) & within & (relation != UNKNOWN)
    if not upper.any():
        return vectors.sum() * 0
    cosines = (vectors @ vectors.T)[upper]
    return F.binary_cross_entropy_with_logits(
        model.scale[0] * cosines + model.scale[1], (relation[upper] == SAME).float()
    )


def train(
    tensors: dict[str, np.ndarray], topics: Sequence[Topic], codes: Codes, recipe: Recipe, device: str,
    *, teacher: Callable[[Batch], np.ndarray] | None = None, report: Callable[[str], None] | None = None,
) -> Encoder:  # fmt: skip
    """Return an encoder trained by a recipe."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    model = Encoder(tensors, layers=recipe.layers, dim=recipe.dim).to(device).train()
    batches = [
        batch
        for _ in range(ceil(recipe.passes))
        for batch in make_batches(
            topics, rng, rules=recipe.rules, kinds=recipe.kinds, disputes=recipe.disputes, claims=recipe.claims,
            debate=recipe.debate,
        )
    ]  # fmt: skip
    batches = batches[: max(round(len(batches) * recipe.passes / ceil(recipe.passes)), 1)]
    still = {
        id(p)
        for part in [model.words, model.places, model.kinds, model.norm][: 4 if recipe.frozen else 0]
        for p in part.parameters()
    }
    still |= {id(p) for layer in list(model.layers)[: recipe.frozen] for p in layer.parameters()}
    # The table of words is kept as it is: a word that training doesn't hold would stay behind.
    still |= {id(p) for part in (model.words, model.places, model.kinds) for p in part.parameters()}
    moving = [p for p in model.parameters() if id(p) not in still]
    slow = [p for p in moving if p.ndim > 1 and p is not model.scale]
    rest = [p for p in moving if p.ndim <= 1 and p is not model.scale]
    groups = [
        {"params": slow, "weight_decay": recipe.decay, "lr": recipe.rate},
        {"params": rest, "weight_decay": 0.0, "lr": recipe.rate},
        {"params": [model.scale], "weight_decay": 0.0, "lr": 3e-2},
    ]
    optimizer = torch.optim.AdamW(groups)
    steps = len(batches)
    warm = max(int(steps * recipe.warm), 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / warm, max(steps - at, 0) / max(steps - warm, 1))
    )
    for number, batch in enumerate(batches):
        loss = _loss(model, batch, codes, recipe, device, teacher)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        schedule.step()
        if report and number % 20 == 0:
            report(f"step {number}/{steps} loss {loss.item():.3f} scale {model.scale.tolist()}")
    return model.eval()


def _loss(
    model: Encoder,
    batch: Batch,
    codes: Codes,
    recipe: Recipe,
    device: str,
    teacher: Callable[[Batch], np.ndarray] | None,
) -> torch.Tensor:
    with torch.autocast(device.split(":")[0], dtype=torch.bfloat16, enabled=recipe.half):
        vectors = model(pad(codes(batch.texts), device), frozen=recipe.frozen, drop=recipe.drop)
    vectors = vectors.float()  # losses in half precision made vectors that all point one way
    if recipe.centre:
        vectors = F.normalize(vectors - vectors.mean(0, keepdim=True), dim=-1)
    relation = torch.from_numpy(batch.relation).to(device)
    within = torch.from_numpy(batch.within).to(device)
    loss = contrast(vectors, relation, recipe.temperature)
    if recipe.pairs:
        loss = loss + recipe.pairs * pair_loss(model, vectors, relation, within)
    if teacher is not None and recipe.cross:
        told = torch.from_numpy(teacher(batch)).to(device)
        upper = torch.triu(torch.ones_like(within), diagonal=1) & within & ~torch.isnan(told)
        cosines = (vectors @ vectors.T)[upper]
        soft = F.binary_cross_entropy_with_logits(
            model.scale[0] * cosines + model.scale[1], told[upper].float()
        )
        loss = loss + recipe.cross * soft
    return loss


def pair_rows(first: Sequence[int], second: Sequence[int], most: int = 48) -> tuple[list[int], list[int]]:
    """Return the tokens and kinds of a pair of texts, each cut."""
    a, b = list(first[:-1])[:most], list(second[1:-1])[:most]
    ids = [*a, first[-1], *b, first[-1]]
    return ids, [0] * (len(a) + 1) + [1] * (len(b) + 1)


def cross_answers(
    model: CrossEncoder, rows: Sequence[Sequence[int]], pairs: np.ndarray, device: str, *, size: int = 1024
) -> np.ndarray:
    """Return the logits of pairs of texts."""
    model.eval()
    made = [pair_rows(rows[a], rows[b]) for a, b in pairs]
    order = np.argsort([len(ids) for ids, _ in made], kind="stable")
    found = np.zeros((len(pairs), 3), dtype=np.float32)
    half = device.startswith("cuda")
    with torch.no_grad(), torch.autocast("cuda" if half else "cpu", dtype=torch.bfloat16, enabled=half):
        for start in range(0, len(order), size):
            own = order[start : start + size]
            ids, kinds = (pad([made[at][side] for at in own], device) for side in (0, 1))
            found[own] = model(ids, kinds).float().cpu().numpy()
    return found


def train_cross(
    tensors: dict[str, np.ndarray], topics: Sequence[Topic], codes: Codes, device: str, *,
    passes: int = 2, rate: float = 1e-4, pairs: int = 160, rules: float = 0.3, kinds: str = "dt", seed: int = 0,
) -> CrossEncoder:  # fmt: skip
    """Return a cross-encoder: it reads two texts together, and says same (1), denies (2) or other (0)."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = CrossEncoder(tensors).to(device).train()
    batches = [b for _ in range(passes) for b in make_batches(topics, rng, rules=0, kinds="", disputes=2)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    steps, warm = len(batches), max(len(batches) // 10, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / warm, max(steps - at, 0) / max(steps - warm, 1))
    )
    half = device.startswith("cuda")
    for batch in batches:
        texts, chosen, answers = cross_batch(batch, rng, pairs=pairs, rules=rules, kinds=kinds)
        rows = codes(texts)
        made = [pair_rows(rows[a], rows[b]) for a, b in chosen]
        ids, kind = (pad([row[side] for row in made], device) for side in (0, 1))
        with torch.autocast("cuda" if half else "cpu", dtype=torch.bfloat16, enabled=half):
            logits = model(ids, kind)
        loss = F.cross_entropy(logits.float(), torch.tensor(answers, device=device))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return model.eval()


def cross_batch(
    batch: Batch, rng: np.random.Generator, *, pairs: int, rules: float, kinds: str
) -> tuple[list[str], list[tuple[int, int]], list[int]]:
    """Draw pairs of a batch, half of them the same where there are enough, and add denials."""
    from rules import affirm, denials

    upper = np.triu(np.ones_like(batch.within), 1) & batch.within
    same = np.argwhere(upper & (batch.relation == SAME))
    other = np.argwhere(upper & (batch.relation == DIFFERENT))
    same = same[rng.permutation(len(same))[: pairs * 2 // 5]]
    other = other[rng.permutation(len(other))[: pairs * 3 // 5]]
    texts = list(batch.texts)
    chosen = [(int(a), int(b)) for a, b in [*same, *other]]
    answers = [1] * len(same) + [0] * len(other)
    for a, b in [*same[: int(len(same) * rules)]]:
        for new in denials(texts[a], rng)[:1]:
            texts.append(new)
            chosen += [(len(texts) - 1, int(b)), (int(a), len(texts) - 1)]
            answers += [2, 2]
        if "t" in kinds:
            texts.append(affirm(texts[b], rng))
            chosen.append((int(a), len(texts) - 1))
            answers.append(1)
    flip = rng.random(len(chosen)) < 0.5
    return texts, [(b, a) if turn else (a, b) for (a, b), turn in zip(chosen, flip, strict=True)], answers


class TokenTable(nn.Module):
    """Static vectors: the mean of one vector for each token, at a length of one."""

    def __init__(self, table: np.ndarray) -> None:
        super().__init__()
        self.table = nn.Embedding.from_pretrained(torch.tensor(table, dtype=torch.float32), freeze=False)
        self.scale = nn.Parameter(torch.tensor([10.0, -5.0]))

    def forward(self, ids: torch.Tensor, *, frozen: int = 0, drop: float = 0.0) -> torch.Tensor:
        """Return the vectors; the first and last token of each row (marks of its ends) say nothing."""
        told = (ids > 103).unsqueeze(-1).float()
        if self.training and drop:
            told = told * (torch.rand_like(told) > drop).float()
        return F.normalize((self.table(ids) * told).sum(1) + 1e-8, dim=-1)


def first_table(teacher: Callable[[list[list[int]]], np.ndarray], tokens: int, dim: int) -> np.ndarray:
    """Return what the teacher says to each token alone, in its main directions, rarer tokens weighing more."""
    vectors = teacher([[101, token, 102] for token in range(tokens)])
    vectors = vectors - vectors.mean(0)
    axes = np.linalg.svd(vectors[1000:20000:4], full_matrices=False)[2][:dim]
    # The vocabulary is sorted by frequency.
    return (vectors @ axes.T) * np.log1p(np.arange(tokens))[:, None]


def distil(
    student: nn.Module, teacher: Callable[[list[list[int]]], np.ndarray], topics: Sequence[Topic], extra: Sequence[str], codes: Codes,
    device: str, *, passes: int, rate: float, own: float = 0.5, seed: int = 0, drop: float = 0.1, size: int = 64,
) -> nn.Module:  # fmt: skip
    """Teach a smaller model what a larger one says: of single texts where both have as many dimensions, and of pairs."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    student = student.to(device).train()
    texts = sorted({text for topic in topics for text in topic.texts} | set(extra))
    told = dict(zip(texts, teacher(codes(texts)).astype(np.float32), strict=True))
    batches: list[tuple[list[str], Batch | None]] = []
    for _ in range(passes):
        found: list[tuple[list[str], Batch | None]] = [
            (b.texts, b) for b in make_batches(topics, rng, rules=0, kinds="", disputes=2)
        ]
        mixed = [texts[at] for at in rng.permutation(len(texts))]
        found += [(mixed[at : at + size], None) for at in range(0, len(mixed), size)]
        batches += [found[at] for at in rng.permutation(len(found))]
    if isinstance(student, Encoder):  # words that these texts don't hold would stay behind
        for part in (student.words, student.places, student.kinds):
            part.requires_grad_(False)
    moving = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=rate, weight_decay=0.01)
    steps, warm = len(batches), len(batches) // 10 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / warm, max(steps - at, 0) / max(steps - warm, 1))
    )
    for words, batch in batches:
        vectors = student(pad(codes(words), device), drop=drop)
        target = torch.from_numpy(np.stack([told[text] for text in words])).to(device)
        loss = 50 * F.mse_loss(vectors @ vectors.T, target @ target.T)
        if target.shape == vectors.shape:
            loss = loss + 10 * (1 - (vectors * target).sum(1)).mean()
        if batch is not None:
            relation, within = (torch.from_numpy(x).to(device) for x in (batch.relation, batch.within))
            loss = loss + own * (
                contrast(vectors, relation, 0.06) + 2 * pair_loss(student, vectors, relation, within)
            )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        schedule.step()
    return student.eval()
