"""What kernels are started with: an environment in which numbers come out the same, and nobody's own set-up is read."""

from __future__ import annotations

import os
from pathlib import Path

from retold.study import warm

# What a kernel is started with besides the caller's environment. One thread each, because the order in
# which several threads add up floats changes the last digits; a fixed hash seed, because the order of a
# set of strings depends on it; UTF-8, because a file opened without an encoding depends on the locale.
KERNEL_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}

# What a kernel does not inherit: a drawing backend other than the notebook's own, a script of the
# user's that would run before the first cell, and where to have processes forked, which is the step's affair.
NOT_INHERITED = ("MPLBACKEND", "PYTHONSTARTUP", warm.VARIABLE)

# What a kernel's debugger sets as it is imported, which a forked kernel has behind it, too.
DEBUGGER = {"PYDEVD_USE_FRAME_EVAL": "NO"}

# What a kernel draws with unless it is told otherwise; matplotlib reads it when it is imported, which a forked kernel has behind it.
INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a kernel in a private folder; that of this process is not touched."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    # A profile of the user's could define names, change settings or run code before the first cell.
    return {**inherited, **KERNEL_ENVIRONMENT, **DEBUGGER, "IPYTHONDIR": str(folder / "ipython")}
