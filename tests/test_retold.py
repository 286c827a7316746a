"""The package itself: each public call is where it is said to be, and importing it costs nothing."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version

import pytest

import retold
from retold import EXPORTS


@pytest.mark.parametrize("name", EXPORTS)
def test_each_public_call_is_that_of_its_module(name):
    call = getattr(retold, name)
    assert call is getattr(import_module(EXPORTS[name]), name)
    assert call.__doc__


def test_only_public_calls_are_there():
    assert retold.__all__ == ["__version__", *EXPORTS]
    assert dir(retold) == sorted(retold.__all__)
    with pytest.raises(AttributeError, match=r"^module 'retold' has no attribute 'read_article'$"):
        _ = retold.read_article


def test_the_version_is_that_of_the_package():
    assert retold.__version__ == version("retold")


def test_importing_the_package_imports_no_module_of_it():
    code = "import sys, retold; print([name for name in sys.modules if name.startswith('retold.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
