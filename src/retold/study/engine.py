"""Snakemake in a process that ends with the run that started it."""

from __future__ import annotations

import sys

from retold.study.step import watch

if __name__ == "__main__":
    watch()
    from snakemake.cli import main

    main(sys.argv[1:])
