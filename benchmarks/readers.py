"""How fast files are read, format by format.

python -m benchmarks.readers [FILE ...] [--rounds N]
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.timing import processor_seconds
from pipeline import Document, ReadError
from pipeline.readers.registry import Source, load, read

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Read the files by format and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", help="the examples by default")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()

    formats: defaultdict[str, list[tuple[Source, Document]]] = defaultdict(list)
    for path in options.files or sorted((ROOT / "examples").iterdir()):
        try:
            source = load(path)
            document = read(source)
        except ReadError as error:
            print(error)
        else:
            formats[document.format].append((source, document))
    for name, files in formats.items():
        report_format(name, files, rounds=options.rounds)


def report_format(name: str, files: Sequence[tuple[Source, Document]], *, rounds: int) -> None:
    """The median time for all files of a format, and what it comes to."""

    def work() -> None:
        for source, _ in files:
            read(source)

    time = median(processor_seconds(work) for _ in range(rounds))
    size = sum(len(source.data) for source, _ in files)
    syllables = sum(len(document.text.split()) for _, document in files)
    pages = sum(len(document.page_starts) for _, document in files)
    paged = f", {pages / time:.1f} pages/s" if pages else ""
    print(
        f"{name}: {1000 * time / len(files):.1f} ms a file ({len(files)} files), "
        f"{size / time / 1e6:.2f} MB/s, {syllables / time:,.0f} syllables/s{paged}"
    )


if __name__ == "__main__":
    main()
