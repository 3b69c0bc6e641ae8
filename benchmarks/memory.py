"""The peak memory of a process that extracts plans.

    python -m benchmarks.memory examples/* [--model DIR]

It is a program of its own, since a peak is that of a whole process.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import ReadError
from pipeline.settings import Settings, load_extractor
from pipeline.tagging import Mode

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def peak_megabytes() -> float:
    """The most memory that this process has held, in megabytes (10^6 bytes).

    Linux's own count is taken where there is one: what `getrusage` says there includes the
    memory of the process that started this one.
    """
    if _STATUS.is_file():
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        (kibibytes,) = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(kibibytes) * 1024 / 1e6
    from resource import RUSAGE_SELF, getrusage  # not on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * unit / 1e6


def forget_peak() -> None:
    """Let the peak of this process count from now on (Linux; elsewhere it counts from its start).

    See https://docs.kernel.org/filesystems/proc.html, "clear_refs".
    """
    if _CLEAR.is_file():
        _CLEAR.write_text("5", encoding="ascii")


def main() -> None:
    """Extract the files, one after the other, and print the peak."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--model", type=Path, help="tags beside the rules; by default none does")
    options = parser.parse_args()
    mode = Mode.RULES if options.model is None else Mode.BOTH
    extract = load_extractor(Settings(mode=mode, model=options.model))
    for path in options.files:
        try:
            extract(path)
        except ReadError as error:
            print(error, file=sys.stderr)
    print(f"{peak_megabytes():.0f}")


if __name__ == "__main__":
    main()
