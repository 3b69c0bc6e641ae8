"""The work of a cluster in blocks: some files each, and one part of the output.

A block is done when its note lies in the output; the note says what it was made of, so that a
second run passes over what has not changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.attempts import attempt_here, lost
from pipeline.cluster import storage
from pipeline.cluster.storage import Place
from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.plan import Plan
from pipeline.records import Failure
from pipeline.settings import Extractor, Settings, load_extractor
from pipeline.workers import in_order
from pipeline.writers import FORMATS, Target

NOTES = "_blocks"
"""The folder of notes in the output; readers of datasets pass over names with "_"."""


@dataclass(frozen=True, slots=True)
class Block:
    """Files that are read together.

    Args:
        number: its place among all blocks, from 0.
        files: what the files of each plan's own are called, by the plan's name.
        digest: of the names and versions of its files and of all that decides the results.
    """

    number: int
    files: Mapping[str, str]
    digest: str

    @property
    def part(self) -> str:
        """The name of its part of the output."""
        return f"part-{self.number:05d}.parquet"

    @property
    def note(self) -> str:
        """The name of the note that it is done."""
        return f"{NOTES}/{self.number:05d}.json"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a block.

    Args:
        digest: the block's.
        tasks: how many tasks each file's plan has; why there is no plan for those that failed.
        limits: under which they failed.
    """

    digest: str
    tasks: Mapping[str, int | str]
    limits: str

    def holds(self, block: Block, limits: Limits) -> bool:
        """Whether the block would come to the same now; what failed may not, with other limits."""
        failed = any(isinstance(outcome, str) for outcome in self.tasks.values())
        return self.digest == block.digest and (not failed or self.limits == str(limits))


def deal(names: Mapping[str, str], *, size: int, fingerprint: str) -> Iterator[Block]:
    """Blocks of ``size`` files in order.

    Args:
        names: what the files of each plan's own are called, by the plan's name.
        size: files a block.
        fingerprint: of the settings (see `pipeline.settings.Settings.fingerprint`).
    """
    ordered = list(names)
    for number, start in enumerate(range(0, len(ordered), size)):
        files = {name: names[name] for name in ordered[start : start + size]}
        digest = hashlib.sha256(fingerprint.encode())
        for name, file in files.items():
            digest.update(f"\n{name!a} {file!a} {storage.version(name)}".encode())
        yield Block(number, files, digest.hexdigest())


def known(block: Block, out: Place, limits: Limits) -> Done | None:
    """What an earlier run made of the same block; ``None`` where it is still to be done."""
    data = storage.get_bytes(out / block.note)
    if data is None:
        return None
    try:
        note = json.loads(data)
        done = Done(note["digest"], note["tasks"], note["limits"])
    except (ValueError, KeyError, TypeError):
        return None
    return done if done.holds(block, limits) and storage.exists(out / block.part) else None


def work(
    block: Block, out: str, settings: Settings, limits: Limits, *, apart: bool = False
) -> Done:
    """Extract the plans of a block, and write its part and its note.

    Args:
        block: what to read.
        out: the folder of the output.
        settings: what the extraction is made from.
        limits: what a plan may take.
        apart: whether to read in a process of its own, so that a file on which it dies is
            known; limits need that too.

    Raises:
        KehoachError: when the settings cannot be used or nothing can be written.
    """
    place = Place.of(out)
    tasks: dict[str, int | str] = {}
    with TemporaryDirectory() as folder:
        target = Target(Path(folder) / f"{place.stem}.parquet", dict(block.files))
        outcomes = _outcomes(list(block.files), settings, limits, apart=apart)
        with FORMATS["parquet"].create(target) as writer, closing(outcomes):
            for name, outcome in zip(block.files, outcomes, strict=True):
                if isinstance(outcome, Plan):
                    writer.plan(outcome)
                    tasks[name] = len(outcome.tasks)
                else:
                    tasks[name] = outcome.reason
        # Of what stands there until now, the note speaks no longer.
        storage.remove(place / block.note)
        for file in sorted(target.home.rglob("*")):
            if file.is_file():
                inner = file.relative_to(target.home).as_posix()
                whole = file == target.path
                storage.put(file, place / block.part if whole else place.parent / inner)
    done = Done(block.digest, tasks, str(limits))
    storage.put_bytes(json.dumps(asdict(done)).encode(), place / block.note)
    return done


def _outcomes(
    names: Sequence[str], settings: Settings, limits: Limits, *, apart: bool
) -> Generator[Plan | Failure]:
    if not apart:
        extract = _extractor(settings)
        for name in names:
            yield _attempt(extract, name)
        return
    load = partial(_load_attempt, settings, limits)
    yield from in_order(
        load, names, jobs=1, lost=partial(lost, limits=limits), timeout=limits.timeout
    )


@cache
def _extractor(settings: Settings) -> Extractor:
    """The extraction, loaded once in a process."""
    return load_extractor(settings)


def _attempt(extract: Extractor, name: str) -> Plan | Failure:
    try:
        source = storage.read(name)
    except ReadError as error:
        return Failure(name, error.reason)
    return attempt_here(extract, source)


def _load_attempt(settings: Settings, limits: Limits) -> partial[Plan | Failure]:
    limits.impose()
    return partial(_attempt, load_extractor(settings))
