"""How long evaluating annotated plans takes, against extracting them.

python -m benchmarks.evaluation [FOLDER] [--rounds N]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.timing import against, compare, processor_seconds
from evaluation.folders import read_gold
from evaluation.run import evaluate_folder, evaluate_gold, write_report
from evaluation.systems import Predictions, run_system
from pipeline import extract
from pipeline.readers.registry import load

PLANS = Path(__file__).parents[1] / "annotations" / "plans"
SYSTEM = "rules"

MAX_RATIO = 1.5
"""Times what extracting the same plans takes."""


def main() -> None:
    """Measure and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=PLANS, help="NAME.txt and NAME.ann")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    folder: Path = options.folder
    if not any(folder.glob("*.ann")):
        print(f"{folder}: skipped, no annotated plans there")
        return

    sources = [load(path) for path in sorted(folder.glob("*.txt"))]
    gold = read_gold(folder)
    found: list[Predictions] = [run_system(SYSTEM, gold)]

    def extracting() -> None:
        for source in sources:
            extract(source)

    whole = compare(
        lambda: evaluate_folder(folder, systems=[SYSTEM]), extracting, rounds=options.rounds
    )
    print(f"evaluating / extracting: {whole}; {against(whole.ratio, MAX_RATIO)}")
    report = evaluate_gold(gold, found)
    with tempfile.TemporaryDirectory() as out:
        parts: dict[str, Callable[[], object]] = {
            "reading the plans": lambda: read_gold(folder),
            "extracting, without and with gold entities": lambda: run_system(SYSTEM, gold),
            "scoring": lambda: evaluate_gold(gold, found),
            "(besides) writing the report": lambda: write_report(Path(out), report, gold.texts),
        }
        for name, part in parts.items():
            seconds = median(processor_seconds(part) for _ in range(options.rounds))
            print(f"  {name}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
