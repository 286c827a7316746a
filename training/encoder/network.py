"""The encoder as it is trained: a small BERT, read from a file as data. Needs torch, which the package itself doesn't."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# all-MiniLM-L6-v2 (Apache-2.0).
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, LAYERS = 384, 12, 6
KINDS = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def read_tensors(file: Path, *, sha256: str = "") -> dict[str, np.ndarray]:
    """Read a safetensors file as plain arrays, after checking its hash."""
    data = file.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if sha256 and found != sha256:
        raise SystemExit(f"{file} is not the base model\n  sha256 {found}\n  expected {sha256}")
    size = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, about in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            flat = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=KINDS[about["dtype"]])
            tensors[name] = flat.reshape(about["shape"])
    return tensors


class Layer(nn.Module):
    """One transformer layer: attention, then two dense layers, each with a residual and a norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor, drop: float) -> torch.Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, dropout_p=drop if self.training else 0.0
        )
        mixed = mixed.transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """Token numbers in, one vector of a length of one for each text out."""

    def __init__(
        self, tensors: dict[str, np.ndarray], *, layers: Sequence[int] = range(LAYERS), dim: int = 0
    ) -> None:
        super().__init__()
        take = lambda name: torch.tensor(tensors[name].astype(np.float32))  # noqa: E731
        words, places = (
            take("embeddings.word_embeddings.weight"),
            take("embeddings.position_embeddings.weight"),
        )
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.places = nn.Embedding.from_pretrained(places, freeze=False)
        self.kinds = nn.Embedding.from_pretrained(
            take("embeddings.token_type_embeddings.weight"), freeze=False
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in layers)
        with torch.no_grad():
            for side in ("weight", "bias"):
                getattr(self.norm, side).copy_(take(f"embeddings.LayerNorm.{side}"))
                for layer, number in zip(self.layers, layers, strict=True):
                    at = f"encoder.layer.{number}."
                    parts = [take(f"{at}attention.self.{part}.{side}") for part in ("query", "key", "value")]
                    getattr(layer.qkv, side).copy_(torch.cat(parts))
                    for own, name in (
                        (layer.out, "attention.output.dense"), (layer.norm1, "attention.output.LayerNorm"),
                        (layer.up, "intermediate.dense"), (layer.down, "output.dense"), (layer.norm2, "output.LayerNorm"),
                    ):  # fmt: skip
                        getattr(own, side).copy_(take(f"{at}{name}.{side}"))
        self.project = nn.Linear(WIDTH, dim, bias=False) if dim else None
        if self.project is not None:
            nn.init.orthogonal_(self.project.weight)
        self.scale = nn.Parameter(torch.tensor([10.0, -5.0]))  # of the cosine, for the cross-entropy on pairs

    def hidden(
        self, ids: torch.Tensor, kinds: torch.Tensor | None = None, *, frozen: int = 0, drop: float = 0.1
    ) -> torch.Tensor:
        mask = (ids > 0)[:, None, None, :]
        places = torch.arange(ids.shape[1], device=ids.device)
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x = (
                self.words(ids)
                + self.places(places)
                + self.kinds(torch.zeros_like(ids) if kinds is None else kinds)
            )
            x = self.norm(x)
            if frozen == 0:
                x = F.dropout(x, drop, self.training)
        for number, layer in enumerate(self.layers, start=1):
            still = number <= frozen
            with torch.set_grad_enabled(torch.is_grad_enabled() and not still):
                x = layer(x, mask, 0.0 if still else drop)
        return x

    def forward(self, ids: torch.Tensor, *, frozen: int = 0, drop: float = 0.1) -> torch.Tensor:
        x = self.hidden(ids, frozen=frozen, drop=drop)
        told = (ids > 0).unsqueeze(-1).to(x.dtype)
        pooled = (x * told).sum(1) / told.sum(1).clamp(min=1)
        if self.project is not None:
            pooled = self.project(pooled)
        return F.normalize(pooled, dim=-1)


class CrossEncoder(nn.Module):
    """Two texts in, three answers out: other, the same claim, its denial."""

    def __init__(self, tensors: dict[str, np.ndarray]) -> None:
        super().__init__()
        self.body = Encoder(tensors)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * WIDTH, 3))

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor, *, drop: float = 0.1) -> torch.Tensor:
        x = self.body.hidden(ids, kinds, drop=drop)
        told = (ids > 0).unsqueeze(-1).to(x.dtype)
        return self.head(torch.cat([x[:, 0], (x * told).sum(1) / told.sum(1)], dim=-1))


def pad(rows: Sequence[Sequence[int]], device: str | torch.device) -> torch.Tensor:
    """Return lists of numbers as one table, filled up with zeros."""
    width = max(len(row) for row in rows)
    table = np.zeros((len(rows), width), dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return torch.from_numpy(table).to(device)


@torch.no_grad()
def encode(
    model: nn.Module, rows: Sequence[Sequence[int]], device: str | torch.device, *, size: int = 256
) -> np.ndarray:
    """Return the vectors of texts, in batches by length."""
    model.eval()
    order = np.argsort([len(row) for row in rows], kind="stable")
    found: np.ndarray | None = None
    for start in range(0, len(order), size):
        own = order[start : start + size]
        vectors = model(pad([rows[at] for at in own], device)).float().cpu().numpy()
        found = np.zeros((len(rows), vectors.shape[1])) if found is None else found
        found[own] = vectors
    return np.zeros((0, 1)) if found is None else found
