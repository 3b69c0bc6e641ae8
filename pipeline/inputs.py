"""Which files a run reads: those named, and those that lie in the folders named."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from annotations import KehoachError
from annotations.language import say
from pipeline.readers.registry import SUFFIXES, Source, receive
from pipeline.records import Failure

STANDARD_INPUT = "-"

TEXTS = ".texts"
"""The ending of the folders that writers put texts in; no run reads them."""


@dataclass(slots=True)
class Inputs:
    """What was found.

    Args:
        names: the files, in the order in which they are read; ``-`` is standard input.
        left_out: how many files in the folders have an ending that no reader goes by.
        failures: folders that cannot be listed.
    """

    names: list[str] = field(default_factory=list[str])
    left_out: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])


def find(paths: Sequence[Path], *, outputs: Collection[Path] = ()) -> Inputs:
    """Find the files to read.

    A file that is named is read, whatever its ending. Of a folder all files are read, in the
    order of their names and with those of its folders, that have an ending which a reader goes
    by; hidden files, lock files of office programs and own outputs are passed over.

    Args:
        paths: files, folders, or ``-`` for standard input.
        outputs: files and folders that the run writes.
    """
    found = Inputs()
    own = {real(path) for path in outputs}
    seen: set[str] = set()  # not paths, of which a million take a gigabyte
    for path in paths:
        files = _walk(path, own, found) if path.is_dir() else (path,)
        for file in files:
            key = str(real(file))
            if key not in seen:
                seen.add(key)
                found.names.append(str(file))
    return found


def refuse_none(paths: Sequence[Path], inputs: Inputs) -> None:
    """Refuse a run that has no file to read.

    Raises:
        KehoachError: names what was asked for.
    """
    if not inputs.names:
        raise KehoachError(
            say(
                "{paths}: nothing to read: name files or folders of plans",
                paths=", ".join(map(str, paths)),
            )
        )


def source_of(name: str, standard_input: BinaryIO | None) -> Source | str:
    """What is read for a name: the file itself, or the bytes of standard input.

    Raises:
        ReadError: when standard input holds more than the limit.
    """
    if name != STANDARD_INPUT or standard_input is None:
        return name
    return receive(standard_input, name)


def _walk(folder: Path, own: Collection[Path], found: Inputs) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        reason = say("the folder cannot be listed: {error}", error=error.strerror or error)
        found.failures.append(Failure(str(error.filename), reason))

    for root, folders, files in os.walk(folder, onerror=refused):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if not _hidden(name) and not name.endswith(TEXTS) and real(here / name) not in own
        )
        for name in sorted(files):
            path = here / name
            if _hidden(name) or real(path) in own:
                continue
            if path.suffix and path.suffix.lower() in SUFFIXES:
                yield path
            else:
                found.left_out += 1


def real(path: Path) -> Path:
    """Where ``path`` leads; a link that leads round in a ring, which leads nowhere, is itself.

    `Path.resolve` raises there before Python 3.13.
    """
    return Path(os.path.realpath(path))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
