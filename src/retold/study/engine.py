"""Snakemake in a process that ends with the run that started it, and beside it the one that its steps are forked from."""

from __future__ import annotations

import os
import sys

from retold.study.step import watch

# What a kernel draws with unless it is told otherwise; matplotlib reads it when it is imported, which a forked kernel has behind it.
INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}

if __name__ == "__main__":
    watch()
    from retold.study.remains import private_folder
    from retold.study.run import kernel_environment
    from retold.study.warm import warm_process

    # It imports what steps need while Snakemake imports what it needs itself.
    with private_folder() as folder, warm_process(folder, {**kernel_environment(folder), **INLINE}) as found:
        os.environ.update(found)
        from snakemake.cli import main

        main(sys.argv[1:])
