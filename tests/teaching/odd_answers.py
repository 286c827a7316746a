"""Answers that are none: what a learner may leave in a cell, and what a check of each kind says to it."""

import numpy as np
import pandas as pd

NAN = float("nan")

# What is no list, or a list of something else, and words of what is said.
NO_LISTS = [
    (None, "no answer is given"),
    (..., "no answer is given"),
    (NAN, "no answer is given"),
    ("", "no answer is given"),
    (7, "should be a list"),
    ("7", "should be a list"),
    (True, "should be a list"),
    ([[1]], r"\[1\]"),
]
NO_NAMES = [
    *NO_LISTS,
    ([None], "no .* is given"),
    ([NAN], "no .* is given"),
    ([1], "1 is no"),
    (["x"], "'x' is no"),
]
NO_NUMBERS = [
    *NO_LISTS,
    ([None], "None is not the number"),
    ([NAN], "nan is not the number"),
    (["1"], "'1' is not the number"),
    ([True], "True is not the number"),
    ([1.5], "1.5 is not the number"),
    ([float("inf")], "inf is not the number"),
    ([0], "there is no .* 0"),
    ([9999], "there is no .* 9999"),
]
NO_NUMBER = [
    (None, "is not given"),
    (NAN, "is not given"),
    (np.nan, "is not given"),
    ("", "is not given"),
    ("0.5", "is a str"),
    ("50 %", "is a str"),
    ([0.5], "is a list"),
    (True, "is a bool"),
    (pd.NA, "is a NAType"),
    (float("inf"), "is not"),
    (-1, "is not"),
]
NO_CHOICES = [
    (None, "no answer is given"),
    (NAN, "no answer is given"),
    ([], "is a list"),
    ("subject", "is a str"),
    (7, "is a int"),
    ({}, "is given for"),
    ({"one": "subject"}, "is given for"),
]


def forms(numbers):
    """Return the same list of numbers in other forms and orders, all of which are as right as the list."""
    reversed_ = sorted(numbers, reverse=True)
    return [
        sorted(numbers),
        reversed_,
        tuple(reversed_),
        set(numbers),
        [*reversed_, *reversed_],
        np.array(reversed_, dtype=float),
        pd.Series(reversed_, dtype="int64"),
    ]
