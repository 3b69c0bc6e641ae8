"""Fuzzing led by coverage: atheris keeps the mutated files that reach new lines and goes on there.

    python -m fuzz.guided READER [--runs N] [--seed S] [--findings DIR]

It works in a process that is started again whenever a native library, a hang or memory without
end stops it. Atheris is of the extra `dev`, on Linux.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import atheris  # pyright: ignore[reportMissingTypeStubs, reportMissingImports]

from fuzz import mutations
from fuzz.findings import SUPPORT, Totals, keep
from fuzz.watched import MEMORY_LIMIT, Kind, Outcome

sys.path.append(str(SUPPORT))  # the makers of files that the tests use
_atheris: Any = atheris
"""Its functions; they carry no types."""

_OWN_MEMORY = 256
"""Megabytes that the process holds before the first file."""
_TIME_LIMIT_S = 60
"""By the clock, and code that is watched for coverage is slower: more than for the others."""
_HANG, _MEMORY = 70, 71
"""Exit codes of libFuzzer; any other one than 0 is a crash."""
_SAVED_EVERY = 50


def main() -> int:
    """Run until all files are through, print the totals; 1 where there is any finding."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("reader", choices=("txt", "html", "docx", "pdf", "doc", "way"))
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="from 1 on")
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is not None:
        _fuzz(options.reader, options.runs, options.seed, options.inside, options.findings)
    with TemporaryDirectory(prefix="fuzz-") as name:
        return _supervise(options, Path(name))


def _supervise(options: argparse.Namespace, folder: Path) -> int:
    done, seed, ended = 0, options.seed, 0
    options.findings.mkdir(parents=True, exist_ok=True)
    (folder / "corpus").mkdir()
    while done < options.runs:
        own = ("--inside", folder, "--findings", options.findings.resolve())
        command = [*("-m", "fuzz.guided", options.reader, *own), "--seed", seed]
        command += ["--runs", options.runs - done]
        code = subprocess.run([sys.executable, *map(str, command)], check=False).returncode
        progress = (folder / "done").read_text(encoding="utf-8").splitlines()
        done += max(1, int(progress[0]))
        print(f"{options.reader}: {done} files; {progress[1]}", flush=True)
        if code != 0:
            ended += 1
            what = {_HANG: Kind.HANG, _MEMORY: Kind.MEMORY}.get(code, Kind.CRASH)
            print(f"  ended by {what} (exit code {code}); its file is in {options.findings}")
        seed += 1
    return 1 if ended or any(options.findings.iterdir()) else 0


def _fuzz(reader: str, runs: int, seed: int, folder: Path, findings: Path) -> None:
    """Fuzz in this process; it never returns."""
    with _atheris.instrument_imports(include=["pipeline"]):
        from fuzz.targets import targets

    target = targets()[reader]
    material = target.material()
    os.environ["PATH"] = ""  # so that no page goes to Tesseract
    corpus = folder / "corpus"
    for index, data in enumerate(material.seeds):
        (corpus / f"seed-{index}").write_bytes(data)

    def mutator(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.3:
            return _atheris.Mutate(data, most)
        return target.mutate(data, random, material)[:most]

    _atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            *(f"-runs={runs}", f"-seed={seed}", f"-max_len={mutations.MAX_SIZE}"),
            *(f"-timeout={_TIME_LIMIT_S}", f"-timeout_exitcode={_HANG}"),
            *(f"-rss_limit_mb={(MEMORY_LIMIT >> 20) + _OWN_MEMORY}", f"-error_exitcode={_MEMORY}"),
            *(f"-artifact_prefix={findings}/{reader}-", "-verbosity=0"),
        ],
        _tested(target.run, reader, runs, folder / "done", findings),
        custom_mutator=mutator,
    )
    _atheris.Fuzz()


def _tested(
    run: Callable[[bytes], None], reader: str, runs: int, done: Path, findings: Path
) -> Callable[[bytes], None]:
    """``run`` with what it raises kept as a finding, so that the process goes on."""
    from pipeline.errors import ReadError

    totals = Totals()
    done.write_text(f"0\n{totals}", encoding="utf-8")

    def one(data: bytes) -> None:
        try:
            run(data)
            outcome = Outcome(Kind.READ)
        except ReadError:
            outcome = Outcome(Kind.REFUSED)
        # Whatever a reader raises is what is looked for.
        except Exception:
            outcome = Outcome(Kind.EXCEPTION, traceback.format_exc())
        if totals.add(outcome):
            print(f"{outcome.signature}\n  kept as {keep(findings, reader, data, outcome)}")
        count = totals.kinds.total()
        if count % _SAVED_EVERY == 0 or count >= runs:
            done.write_text(f"{count}\n{totals}", encoding="utf-8")

    return one


if __name__ == "__main__":
    sys.exit(main())
