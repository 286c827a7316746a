"""Work done side by side: on as many cores as were given, with what comes of it the same on any number."""

import os
import threading

import numpy as np
import pandas as pd
import pytest

import retold
from retold import cores
from retold.language import encoder


@pytest.fixture
def four_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)


@pytest.mark.parametrize(
    ("told", "expected"),
    [("", 1), ("1", 1), ("2", 2), ("64", 4), ("0", 1), ("-2", 1), ("two", 1), ("1.5", 1), ("²", 1)],
)
def test_a_process_works_on_as_many_cores_as_it_was_given_and_has(told, expected, four_cores, monkeypatch):
    monkeypatch.setenv(cores.VARIABLE, told)
    assert cores.count_cores() == expected


def test_nobody_asked_for_more_than_one_core(four_cores, monkeypatch):
    monkeypatch.delenv(cores.VARIABLE, raising=False)
    assert cores.count_cores() == 1


@pytest.mark.parametrize(("told", "threads"), [("1", 1), ("2", 2)])
def test_parts_are_done_side_by_side(told, threads, four_cores, monkeypatch):
    monkeypatch.setenv(cores.VARIABLE, told)
    meet = threading.Barrier(threads)
    met = []

    def work(part):
        meet.wait(timeout=20)
        met.append(part)

    cores.do_each(work, range(6))
    assert sorted(met) == list(range(6))


def test_an_error_of_a_part_is_that_of_the_whole(four_cores, monkeypatch):
    monkeypatch.setenv(cores.VARIABLE, "2")
    with pytest.raises(ZeroDivisionError):
        cores.do_each(lambda part: 1 // part, [1, 0, 2])


def test_the_encoder_reads_on_all_of_them_and_gives_the_same_vectors(four_cores, monkeypatch):
    texts = [
        f"The {word} of bridge number {at} is closed."
        for at in range(40)
        for word in ("deck", "old iron rail")
    ]
    own = encoder.load_encoder()
    monkeypatch.setenv(cores.VARIABLE, "1")
    one = own._encode(texts), own.encode_pieces(texts)
    monkeypatch.setenv(cores.VARIABLE, "3")
    asked = []
    monkeypatch.setattr(encoder, "do_each", lambda work, parts: asked.append(cores.do_each(work, parts)))
    three = own._encode(texts), own.encode_pieces(texts)
    assert len(asked) == 2
    assert np.array_equal(one[0], three[0])
    for left, right in zip(one[1], three[1], strict=True):
        assert np.array_equal(left.rows, right.rows)
        assert np.array_equal(left.starts, right.starts)


def whose(number):
    return number, os.getpid(), cores.count_cores()


def test_items_are_read_in_other_processes_and_come_back_in_order(four_cores, monkeypatch):
    monkeypatch.setenv(cores.VARIABLE, "2")
    monkeypatch.setattr(cores, "ITEMS_AT_ONCE", 2)
    few = list(cores.map_each(whose, range(5)))
    assert {process for _, process, _ in few} == {os.getpid()}
    monkeypatch.setattr(cores, "LEAST_ITEMS", 5)
    many = list(cores.map_each(whose, range(5)))
    assert [number for number, _, _ in many] == list(range(5))
    assert os.getpid() not in {process for _, process, _ in many}
    # Nobody starts others in turn.
    assert {own for *_, own in many} == {1}


def test_statements_and_details_are_the_same_on_any_number_of_cores(four_cores, monkeypatch):
    texts = [f"Ann Lee said on Monday that bridge {at} holds {at + 4} lorries." for at in range(6)]
    articles = pd.DataFrame(
        {"article_id": [f"a{at}" for at in range(6)], "date": "2021-05-05", "text": texts}
    )

    def read():
        statements = retold.find_statements(articles, subject="Ann Lee")
        return statements, retold.find_details(statements, articles)

    one = read()
    monkeypatch.setattr(cores, "LEAST_ITEMS", 1)
    monkeypatch.setattr(cores, "ITEMS_AT_ONCE", 2)
    monkeypatch.setenv(cores.VARIABLE, "2")
    for alone, together in zip(one, read(), strict=True):
        assert len(alone)
        pd.testing.assert_frame_equal(alone, together)
