"""What many files in one run cost: workers, the manifest, a second run, memory.

python -m benchmarks.batch [workers] [manifest] [rerun] [memory] [--rounds N] [--plans N]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.timing import against, at_least, clock_seconds, compare, family_seconds, spread
from pipeline.batch import extract_all, extract_files
from pipeline.plan import Plan
from pipeline.settings import Settings
from pipeline.tagging import Mode
from pipeline.writers import open_writer

ROOT = Path(__file__).parents[1]
TEXTS = sorted((ROOT / "annotations" / "plans").glob("*.txt"))
FEW, MANY = 100, 5_000
FINISHED = 2_000
"""Plans of a run that is done a second time."""

MIN_WORKERS = 1.8
"""Times one worker's speed that two have."""
MAX_MANIFEST = 1.03
"""Times what the same extraction and output take without a manifest, in processor time."""
MIN_RERUN = 50
"""Times what a second run over finished work takes that the first one does."""
MAX_MEMORY = 1.1
"""Times the peak at `FEW` plans that `MANY` take."""

RULES = Settings(mode=Mode.RULES)
"""Without the model an extraction is shortest, and what a batch costs beside it weighs most."""

PARTS = ("workers", "manifest", "rerun", "memory")


def main() -> None:
    """Measure the parts asked for and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plans", type=int, default=500, help="for workers and manifest")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts: Sequence[str] = options.parts or PARTS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        plans = copies(home / "plans", options.plans)
        if "workers" in parts:
            report_workers(plans, home, rounds=options.rounds)
        if "manifest" in parts:
            report_manifest(plans, home, rounds=options.rounds)
        if "rerun" in parts:
            report_rerun(home, rounds=options.rounds)
        if "memory" in parts:
            report_memory(home)


def copies(folder: Path, number: int) -> Path:
    """A folder with so many plans: the project's own ones, one after the other, over and over."""
    folder.mkdir()
    for index in range(number):
        text = TEXTS[index % len(TEXTS)]
        (folder / f"{index:06}-{text.name}").write_bytes(text.read_bytes())
    return folder


def command(plans: Path, out: Path, *, jobs: int, fresh: bool = True) -> list[str]:
    """The command that extracts all plans."""
    run = [sys.executable, "-c", "import cli; cli.app()", "extract", str(plans)]
    options = ["--jobs", str(jobs), "--tagger", RULES.tagging, *(["--fresh"] if fresh else [])]
    return [*run, "--out", str(out), *options]


def report_workers(plans: Path, home: Path, *, rounds: int) -> None:
    """One worker and two by the clock, in turn."""
    ones, twos = list[float](), list[float]()
    out = home / "workers.jsonl"
    for _ in range(rounds):
        ones.append(clock_seconds(command(plans, out, jobs=1)))
        twos.append(clock_seconds(command(plans, out, jobs=2)))
    ratios = [one / two for one, two in zip(ones, twos, strict=True)]
    print(
        f"two workers / one: {median(ratios):.2f} times ({spread(ratios)}; {median(twos):.1f} s "
        f"against {median(ones):.1f} s); {at_least(median(ratios), MIN_WORKERS)}"
    )


def report_manifest(plans: Path, home: Path, *, rounds: int) -> None:
    """The run with its manifest against the same extraction straight into the same writer."""
    paths = [str(path) for path in sorted(plans.iterdir())]

    def with_manifest() -> None:
        extract_files([plans], out=home / "with.jsonl", settings=RULES, fresh=True)

    def without() -> None:
        with (
            open_writer(home / "without.jsonl", inputs=paths) as writer,
            closing(extract_all(paths, settings=RULES)) as outcomes,
        ):
            for outcome in outcomes:
                assert isinstance(outcome, Plan)
                writer.plan(outcome)

    whole = compare(with_manifest, without, rounds=rounds, seconds=family_seconds)
    same = (home / "with.jsonl").read_bytes() == (home / "without.jsonl").read_bytes()
    print(
        f"with / without manifest: {whole}; {against(whole.ratio, MAX_MANIFEST)}; "
        f"outputs {'are equal' if same else 'DIFFER'}"
    )


def report_rerun(home: Path, *, rounds: int) -> None:
    """The first run, with two workers, against further ones that find nothing to do."""
    plans, out = copies(home / "finished", FINISHED), home / "rerun.xlsx"
    first = clock_seconds(command(plans, out, jobs=2))
    again = command(plans, out, jobs=2, fresh=False)
    ratios = [first / clock_seconds(again) for _ in range(rounds)]
    print(
        f"first / second run, {FINISHED} plans: {median(ratios):.0f} times ({spread(ratios)}; "
        f"first {first:.1f} s); {at_least(median(ratios), MIN_RERUN)}"
    )


def report_memory(home: Path) -> None:
    """The peak of all processes of a run together, for few and for many of the same plans."""
    peaks = list[float]()
    for number in (FEW, MANY):
        plans = copies(home / f"memory-{number}", number)
        main, *workers = family_peaks(command(plans, home / f"memory-{number}.xlsx", jobs=2))
        peaks.append(main + sum(workers))
        print(f"peak memory, {number} plans: {main:.0f} MB and {sum(workers):.0f} MB in workers")
    ratio = peaks[1] / peaks[0]
    print(f"peak memory, {MANY} / {FEW} plans: {ratio:.3f} times; {against(ratio, MAX_MEMORY)}")


def family_peaks(run: Sequence[str]) -> list[float]:
    """The peak memory of a command and of each process that it starts, in megabytes (Linux)."""
    peaks: dict[int, float] = {}
    with subprocess.Popen(run, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for pid in (process.pid, *children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0.0), peak_of(pid))
            time.sleep(0.02)
    return list(peaks.values())


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def peak_of(pid: int) -> float:
    """The most memory that a process has held so far, in megabytes; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(peak[1]) * 1024 / 1e6 if peak else 0.0


if __name__ == "__main__":
    main()
