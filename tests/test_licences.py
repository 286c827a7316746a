"""The licences of all pins are known, and none is the GPL alone."""

import runpy

import pytest

from tests.conftest import ROOT

LICENCES = runpy.run_path(str(ROOT / ".ci" / "licences.py"))


def test_every_installed_pin_may_be_here(capsys):
    names = LICENCES["pinned"]()
    assert len(names) > 100
    assert {"pandas", "docutils", "pulp"} <= set(names)
    status = LICENCES["main"](names)
    shown = capsys.readouterr().out
    assert status == 0, [line for line in shown.splitlines() if "<--" in line]
    assert len(shown.splitlines()) == len(names)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("MIT", ""),
        ("Apache-2.0 AND BSD-2-Clause", ""),
        ("Mozilla Public License 2.0 (MPL 2.0)", ""),
        ("GPL-3.0-only", "is to be read by hand"),
        ("MIT AND GPL-2.0-or-later", "is to be read by hand"),
        ("GNU General Public License v3 (GPLv3)", "is to be read by hand"),
        ("AGPL-3.0", "is to be read by hand"),
        ("Proprietary", "is to be read by hand"),
        ("", "says nothing of its licence"),
        (None, ""),
    ],
)
def test_what_is_said_is_judged(said, problem):
    assert LICENCES["judge"]("some-package", said) == problem
