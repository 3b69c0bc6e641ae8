"""``kehoach extract --engine ray``: blocks of files as tasks of a Ray cluster.

Ray sends a task again when its worker or its node dies. A block on which workers keep dying is
read once more with a process a file, so that the file that kills them is known and costs
itself alone. See https://docs.ray.io/en/latest/ray-core/fault_tolerance/tasks.html.
"""

# Ray's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import io
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from annotations import KehoachError
from annotations.language import say
from pipeline.cluster import storage
from pipeline.cluster.blocks import NOTES, Block, Done, deal, known, work
from pipeline.cluster.storage import Place
from pipeline.errors import OutputError
from pipeline.limits import NO_LIMITS, Limits
from pipeline.progress import Step, Summary
from pipeline.records import Failure
from pipeline.settings import SHIPPED, Settings
from pipeline.writers.names import output_names
from pipeline.writers.writer import list_failures

FILES = 200
"""Files a block: enough that loading the rules weighs little, few enough to be read again."""

TRIES = 3
"""How often Ray runs a block whose workers or nodes die."""

WAITING = 2
"""Blocks a core that are handed to the cluster before one is done."""


class ClusterError(KehoachError):
    """A cluster that cannot be used."""


def extract_on_cluster(
    urls: Sequence[str],
    *,
    out: str,
    address: str | None = None,
    settings: Settings = SHIPPED,
    limits: Limits = NO_LIMITS,
    fresh: bool = False,
    files: int = FILES,
    report: Callable[[Step], None] = lambda step: None,
) -> Summary:
    """Extract the tasks of many plans on a Ray cluster.

    Args:
        urls: files and folders: local paths that all nodes see, or URLs of fsspec.
        out: the folder of the dataset, whose name ends in ``.parquet``; texts and the list of
            failures lie beside it.
        address: of the cluster; by default the one this machine belongs to, else a local one.
        settings: what the extraction is made from; a folder of rules must be seen by all nodes.
        limits: what a plan may take.
        fresh: whether to read all files anew.
        files: how many a block.
        report: called after each file that is done.

    Raises:
        KehoachError: when there is nothing to read, nothing can be written, or the cluster
            cannot be used.
    """
    if not out.endswith(".parquet"):
        raise OutputError(
            say("{out}: a cluster writes a dataset: name a folder that ends in .parquet", out=out)
        )
    place = Place.of(out)
    inputs = storage.find(urls)
    if not inputs.names and not inputs.failures:
        raise KehoachError(say("{urls}: nothing to read", urls=", ".join(urls)))
    blocks = list(deal(output_names(inputs.names), size=files, fingerprint=settings.fingerprint()))
    finished: dict[int, Done] = {}
    for block in () if fresh else blocks:
        if (done := known(block, place, limits)) is not None:
            finished[block.number] = done
    tell = _Teller(len(inputs.names), report)
    waiting = [block for block in blocks if block.number not in finished]
    tell.unchanged(finished.values())
    if waiting:
        with _connected(address) as ray:
            for block, done in _run(ray, waiting, out, settings, limits):
                finished[block.number] = done
                tell.done(done)
    _sweep(place, len(blocks))
    failures = [
        *inputs.failures,
        *(
            Failure(name, outcome)
            for number in sorted(finished)
            for name, outcome in finished[number].tasks.items()
            if isinstance(outcome, str)
        ),
    ]
    _write_failures(failures, place)
    counts = [n for d in finished.values() for n in d.tasks.values() if isinstance(n, int)]
    return Summary(
        plans=len(counts),
        tasks=sum(counts),
        failures=failures,
        left_out=inputs.left_out,
        unchanged=sum(len(d.tasks) for d in finished.values()) - tell.worked,
    )


def _run(
    ray: Any, blocks: Sequence[Block], out: str, settings: Settings, limits: Limits
) -> Generator[tuple[Block, Done]]:
    """Run blocks on the cluster; yields each as it is done."""
    # A task that is sent again after its worker died begins anew, and writes the same.
    remote = ray.remote(num_cpus=1, max_retries=TRIES - 1)(work)
    apart = limits != NO_LIMITS
    most = WAITING * max(1, int(ray.cluster_resources().get("CPU", 1)))
    following = iter(blocks)
    running: dict[Any, tuple[Block, bool]] = {}
    while True:
        for block in islice(following, most - len(running)):
            running[remote.remote(block, out, settings, limits, apart=apart)] = (block, apart)
        if not running:
            return
        for reference in ray.wait(list(running), num_returns=1)[0]:
            block, was_apart = running.pop(reference)
            try:
                yield block, ray.get(reference)
            except ray.exceptions.RayTaskError as error:
                raise _cause(error) from error
            except ray.exceptions.RayError as error:
                if was_apart:
                    raise ClusterError(
                        say(
                            "block {number} was lost {tries} times: are there enough nodes and "
                            "memory? ({error})",
                            number=block.number,
                            tries=TRIES,
                            error=str(error).splitlines()[0],
                        )
                    ) from error
                again = remote.remote(block, out, settings, limits, apart=True)
                running[again] = (block, True)


def _cause(error: Any) -> BaseException:
    """What a task raised: one line where it is the project's own, otherwise Ray's report."""
    cause = error.cause
    return KehoachError(str(cause)) if isinstance(cause, KehoachError) else error


@contextmanager
def _connected(address: str | None) -> Generator[Any]:
    """Ray, connected; a cluster of others goes on after it."""
    try:
        import ray
    except ImportError as error:
        raise ClusterError(say("--engine ray needs Ray: pip install 'kehoach[ray]'")) from error
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(address=address, log_to_driver=False, include_dashboard=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise ClusterError(
                say(
                    "{address}: cannot be used: {error}",
                    address=address or "a local cluster",
                    error=str(error).splitlines()[0],
                )
            ) from error
    try:
        yield ray
    finally:
        if ours:
            ray.shutdown()


class _Teller:
    """Tells of each file as its block is done."""

    def __init__(self, total: int, report: Callable[[Step], None]) -> None:
        self._total, self._report = total, report
        self._number = self.worked = 0
        self._begun = time.monotonic()

    def unchanged(self, blocks: Iterable[Done]) -> None:
        """Count files that an earlier run has done."""
        self._number += sum(len(done.tasks) for done in blocks)

    def done(self, block: Done) -> None:
        """Tell of the files of a block."""
        for name, outcome in block.tasks.items():
            self._number += 1
            self.worked += 1
            self._report(
                Step(
                    self._number,
                    self._total,
                    name,
                    tasks=outcome if isinstance(outcome, int) else 0,
                    reason=outcome if isinstance(outcome, str) else None,
                    worked=self.worked,
                    seconds=time.monotonic() - self._begun,
                )
            )


def _sweep(out: Place, blocks: int) -> None:
    """Take away the parts of earlier runs that had more blocks."""
    for folder, prefix in ((out, "part-"), (out / NOTES, "")):
        for file in storage.files_in(folder):
            number = file.stem.removeprefix(prefix)
            if number.isdecimal() and int(number) >= blocks:
                storage.remove(file)


def _write_failures(failures: Sequence[Failure], out: Place) -> None:
    """Write the list of failures beside the dataset; without any an older one is taken away."""
    place = out.parent / f"{out.stem}.failures.csv"
    if not failures:
        storage.remove(place)
        return
    text = io.StringIO(newline="")
    list_failures(failures, text)
    storage.put_bytes(text.getvalue().encode("utf-8-sig"), place)
