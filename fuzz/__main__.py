"""Run a reader, or the whole way, on mutated files.

    python -m fuzz READER [--runs N] [--seed S] [--first N] [--findings DIR]

READER is one of txt, html, docx, pdf, doc (what is checked before LibreOffice is called), way
(read, extract, every writer), office and scan (with LibreOffice and Tesseract, at seconds a file).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

from fuzz.findings import SUPPORT, Totals, keep
from fuzz.watched import Watched

sys.path.append(str(SUPPORT))

from fuzz.targets import targets


def main() -> int:
    """Run, print the totals and every sort of finding; 1 where there is any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("reader", choices=targets())
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    options = parser.parse_args()
    target = targets()[options.reader]
    material = target.material()
    totals = Totals()
    with Watched(options.reader, helpers=target.helpers) as watched:
        for index in range(options.first, options.first + options.runs):
            # The same file again each time, whichever is the first.
            random = Random(f"{options.reader} {options.seed} {index}")
            data = target.mutated(random, material)
            outcome = watched.run(data)
            if totals.add(outcome):
                path = keep(options.findings, options.reader, data, outcome)
                print(f"file {index}: {outcome.signature}\n  kept as {path}", flush=True)
            if (index + 1) % 1000 == 0:
                print(f"{options.reader}: {totals}", flush=True)
    print(f"{options.reader}: {totals}")
    for signature, count in totals.signatures.most_common():
        print(f"  {count} times {signature}")
    return 1 if totals.signatures else 0


if __name__ == "__main__":
    sys.exit(main())
