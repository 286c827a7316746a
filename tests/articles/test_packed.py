"""Packed tables: read as they are, bounded before they are unpacked."""

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from retold.articles.corpus import corpus_files, read_articles
from retold.articles.notes import reading_notes
from retold.articles.packed import check_packed, open_bytes
from retold.articles.rows import table_stem, table_suffix
from retold.errors import ArticleError
from retold.study.new import make_study

TEXT = "Ann Lee said that the bridge is safe. " * 8
TABLES = {
    "news.csv": f"body,source,date\n{TEXT},Post,2021-05-03\n".encode(),
    "news.tsv": f"body\tsource\tdate\n{TEXT}\tPost\t2021-05-03\n".encode("utf-16"),
    "news.jsonl": f'{{"body": "{TEXT}", "source": "Post", "date": "2021-05-03"}}\n'.encode(),
    "news.json": f'[{{"body": "{TEXT}", "source": "Post", "date": "2021-05-03"}}]'.encode(),
}


def zipped(content, *names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


PACK = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zip": lambda content: zipped(content, "inner/news.csv", "__MACOSX/._news.csv"),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("suffix", PACK)
def test_a_packed_table_is_read_as_it_is(tmp_path, suffix, name):
    (tmp_path / name).write_bytes(TABLES[name])
    plain = read_articles(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / f"{name}{suffix}").write_bytes(PACK[suffix](TABLES[name]))
    for place in (tmp_path, tmp_path / f"{name}{suffix}"):
        packed = read_articles(place)
        assert packed.equals(plain)
        assert packed["outlet"].tolist() == ["Post"]
    assert [file.name for file in corpus_files(tmp_path)] == [f"{name}{suffix}"]


def test_a_study_is_made_of_one(tmp_path):
    (tmp_path / "news.csv.gz").write_bytes(gzip.compress(TABLES["news.csv"]))
    assert "found 1 article" in make_study(tmp_path / "study", sources=[tmp_path / "news.csv.gz"])
    assert read_articles(tmp_path / "study")["date"].tolist() == ["2021-05-03"]


BAD = {
    "no gzip": ("news.csv.gz", b"body\nRain.\n", "cannot be unpacked: Not a gzipped file"),
    "cut short": ("news.csv.gz", gzip.compress(TABLES["news.csv"])[:-12], "cannot be unpacked"),
    "spoiled": ("news.csv.bz2", bz2.compress(TABLES["news.csv"])[:-9] + b"x" * 9, "cannot be unpacked"),
    "no bz2": ("news.csv.bz2", b"Rain.", "cannot be unpacked"),
    "no xz": ("news.jsonl.xz", b"Rain.", "cannot be unpacked"),
    "no zip": ("news.csv.zip", b"Rain.", "cannot be unpacked"),
    "two tables": ("news.csv.zip", zipped(b"x", "a.csv", "b.csv"), "holds 2 files, not one table"),
    "no table": ("news.csv.zip", zipped(b"x"), "holds 0 files"),
    "empty": ("news.csv.gz", b"", "lacks the column 'text'"),
    "a bomb": ("news.csv.gz", gzip.compress(bytes(10**7), 1) * 21, "unpacks to more than 200,000,000 bytes"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), BAD.values(), ids=BAD)
def test_what_cannot_be_unpacked_is_told(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError) as error:
        read_articles(tmp_path)
    assert told in str(error.value)
    assert name in str(error.value)


def test_other_archives_are_listed(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    names = ["b.txt.gz", "c.7z", "d.tar.gz", "e.zip", "f.csv.gz", "g.xlsx.gz"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    told = next(what for what in reading_notes(read_articles(tmp_path))["what"] if "not read" in what)
    assert told.startswith("6 files are not read: ")
    assert all(name in told for name in names)
    assert told.count("(an archive)") == 5


NAMES = [("n.csv.gz", ".csv", "n"), ("N.JSONL.XZ", ".jsonl", "N"), ("n.xlsx.gz", ".gz", "n.xlsx"), ("n.csv", ".csv", "n")]  # fmt: skip


@pytest.mark.parametrize(("name", "suffix", "stem"), NAMES)
def test_what_a_name_says(tmp_path, name, suffix, stem):
    assert (table_suffix(tmp_path / name), table_stem(tmp_path / name)) == (suffix, stem)


@pytest.mark.parametrize("suffix", PACK)
def test_each_is_bounded(tmp_path, suffix):
    (tmp_path / f"news.csv{suffix}").write_bytes(PACK[suffix](bytes(1001)))
    check_packed(tmp_path / f"news.csv{suffix}", most=1001)
    with pytest.raises(ArticleError, match="more than 1,000 bytes"):
        check_packed(tmp_path / f"news.csv{suffix}", most=1000)


def test_what_is_not_packed_is_opened_as_it_is(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"Rain.")
    check_packed(tmp_path / "a.csv", most=1)
    with open_bytes(tmp_path / "a.csv") as stream:
        assert stream.read() == b"Rain."
