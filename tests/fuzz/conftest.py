"""How long inputs are made up: some examples, or as many as there are seconds for. The one place here that reads a clock."""

from __future__ import annotations

import os
import time
import warnings

from hypothesis import HealthCheck, given, settings

# Seconds for all properties together; the number of examples ends a run before, unless it is asked to go on.
SECONDS = float(os.environ.get("RETOLD_FUZZ_SECONDS", "0"))
PROPERTIES = 10
EXAMPLES = 15


def fuzz(strategy, examples=EXAMPLES):
    """Run a test on inputs of a strategy: some examples, or as many as there is time for."""

    def decorate(test):
        quiet = [
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
            HealthCheck.filter_too_much,
        ]
        own = settings(
            max_examples=examples,
            deadline=None,
            suppress_health_check=quiet,
            derandomize=not SECONDS,
            database=None,
        )

        @given(strategy)
        @own
        def once(value):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                test(value)

        def again():
            end = time.monotonic() + SECONDS / PROPERTIES
            once()
            while time.monotonic() < end:
                once()

        again.__name__, again.__doc__ = test.__name__, test.__doc__
        return again

    return decorate
