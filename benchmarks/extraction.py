"""How long extraction takes, how much memory, and how soon the command answers.

python -m benchmarks.extraction [--shared DIR] [--rounds N] [--kehoach .venv/bin/kehoach]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import spacy

from benchmarks.timing import against, clock_seconds, compare, spread
from pipeline import extract
from pipeline.readers.registry import Source, load, read

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").iterdir())
SMALL_PLAN = min(
    (path for path in EXAMPLES if path.suffix == ".txt"), key=lambda p: p.stat().st_size
)
CORPORA = ("gold/dev", "gold/test", "plans/unlabelled")

MAX_RATIO = 8
"""Times what `spacy.blank("xx")` needs to tokenise the same text."""
MAX_MEGABYTES = 400
MAX_START = 2.5
"""Seconds."""


def main() -> None:
    """Measure what the options ask for and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="real plans")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--kehoach", type=Path, help="the command of a plain install")
    options = parser.parse_args()

    plans = real_plans(options.shared)
    if plans:
        report_ratio([load(path) for path in plans], rounds=options.rounds)
        report_memory(f"{len(plans)} real plans", plans)
    report_memory(f"{len(EXAMPLES)} examples", EXAMPLES)
    if options.kehoach is None:
        print("cold start: skipped, --kehoach names no command")
    else:
        report_start(options.kehoach, SMALL_PLAN, rounds=options.rounds)


def real_plans(shared: Path) -> list[Path]:
    """The texts of the shared folder; annotations beside them are left alone."""
    plans: list[Path] = []
    for corpus in CORPORA:
        found = sorted((shared / corpus).glob("*.txt"))
        if not found:
            print(f"{shared / corpus}: skipped, no plans there")
        plans += found
    return plans


def report_ratio(sources: Sequence[Source], *, rounds: int) -> None:
    """Extraction against tokenisation of the same texts, both in this process."""
    texts = [read(source).text for source in sources]
    nlp = spacy.blank("xx")
    times = compare(
        lambda: [extract(source) for source in sources],
        lambda: [nlp.make_doc(text) for text in texts],
        rounds=rounds,
    )
    syllables = sum(len(text.split()) for text in texts)
    print(f"extraction / tokenising: {times}; {against(times.ratio, MAX_RATIO)}")
    print(f"extraction: {syllables / median(times.work):,.0f} syllables/s of {syllables:,}")


def report_memory(
    name: str, paths: Sequence[Path], *, model: Path | None = None, limit: float = MAX_MEGABYTES
) -> None:
    """The peak of a process of its own; with a model where one is given."""
    peak = extraction_peak(paths, model=model)
    print(f"peak memory, {name}: {peak:.0f} MB; {against(peak, limit)}")


def extraction_peak(paths: Sequence[Path], *, model: Path | None = None) -> float:
    """The peak of a process that extracts files, in megabytes (see `benchmarks.memory`)."""
    tagging = [] if model is None else ["--model", str(model.resolve())]
    files = [str(path.resolve()) for path in paths]
    command = [sys.executable, "-m", "benchmarks.memory", *files, *tagging]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def report_start(
    kehoach: Path,
    plan: Path,
    *,
    rounds: int,
    options: Sequence[str] = ("--tagger", "rules"),
    limit: float = MAX_START,
) -> None:
    """The time by the clock from the command to its finished workbook, files in cache."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "tasks.xlsx")
        command = [str(kehoach), "extract", str(plan), "--out", out, "--fresh", *options]
        times = [clock_seconds(command) for _ in range(rounds + 1)][1:]
    print(f"cold start: {median(times):.2f} s ({spread(times)}); {against(median(times), limit)}")


if __name__ == "__main__":
    main()
