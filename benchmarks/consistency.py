"""Measure the whole of stage 4 on the planted study: wording, details, reuse, each beside plain ways in the same run.

Usage: python benchmarks/consistency.py [--split tune|held] [--scale ARTICLES]

Runs `consistency_wording.py`, `consistency_details.py` and `consistency_reuse.py`, whose heads say how each is scored.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from key import SPLITS

PARTS = ("wording", "details", "reuse")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=SPLITS, default="tune")
    parser.add_argument("--scale", type=int, metavar="ARTICLES", help="time reuse on a made corpus besides")
    options = parser.parse_args()
    for part in PARTS:
        print(f"\n### {part}", flush=True)
        script = Path(__file__).with_name(f"consistency_{part}.py")
        subprocess.run([sys.executable, script, "--split", options.split], check=True)
        if part == "reuse" and options.scale:
            subprocess.run([sys.executable, script, "--scale", str(options.scale)], check=True)


if __name__ == "__main__":
    main()
