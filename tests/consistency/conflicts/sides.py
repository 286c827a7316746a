"""Two details, made by hand."""

from retold.consistency.details.detail import Detail

ROW = {
    "detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "measure": "count", "start": 7,
    "sentence": 2, "text": "14 boats", "value": "14", "low": 14.0, "high": 14.0, "bound": "", "approximate": False,
    "head": "boats", "context": "sold council | river |", "day": "", "cues": "", "flag": "",
}  # fmt: skip


def side(article="a", **fields):
    return Detail.from_row(ROW | {"article_id": article} | fields)


def pair(one, other, **both):
    return side("a", **both, **one), side("b", **both, **other)
