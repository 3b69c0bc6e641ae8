"""The peak memory of a process that extracts plans.

    python -m benchmarks.memory examples/*

It is a program of its own, since a peak is that of a whole process.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import ReadError, extract

_STATUS = Path("/proc/self/status")


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


def main(paths: list[str]) -> None:
    """Extract the files, one after the other, and print the peak."""
    for path in paths:
        try:
            extract(path)
        except ReadError as error:
            print(error, file=sys.stderr)
    print(f"{peak_megabytes():.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
