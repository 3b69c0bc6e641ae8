"""Files on any file system that fsspec knows: local paths, ``s3://bucket/key`` and others."""

# fsspec has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from annotations import KehoachError
from annotations.language import say
from pipeline import inputs
from pipeline.errors import OutputError, ReadError
from pipeline.inputs import Inputs
from pipeline.readers.registry import SUFFIXES, Source, receive
from pipeline.readers.registry import load as load_local
from pipeline.records import Failure

_REMOTE = "://"
_CHAIN = "::"
"""Parts the places of a chained URL, which a file's own name may hold as well."""


class StorageError(KehoachError):
    """A place that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file on a file system.

    Args:
        system: the file system (fsspec).
        path: within it.
    """

    system: Any
    path: str

    @classmethod
    def of(cls, url: str) -> Place:
        """The place of a URL or of a local path.

        Raises:
            StorageError: when no file system goes by such a URL, or its library is missing.
        """
        if _REMOTE not in url:
            return cls(LocalFileSystem(), Path(url).absolute().as_posix())
        try:
            system, path = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise StorageError(
                say(
                    "{url}: {error}: install the library of this file system (for s3:// it "
                    "is s3fs), or name a local path",
                    url=url,
                    error=error,
                )
            ) from error
        return cls(system, path)

    def __truediv__(self, name: str) -> Place:
        return Place(self.system, f"{self.path.rstrip('/')}/{name}")

    @property
    def parent(self) -> Place:
        """The folder it lies in."""
        return Place(self.system, str(PurePosixPath(self.path).parent))

    @property
    def stem(self) -> str:
        """Its last name without the ending."""
        return PurePosixPath(self.path).stem


def find(urls: Sequence[str]) -> Inputs:
    """The files of URLs and local paths, as `pipeline.inputs.find` finds them.

    Raises:
        StorageError: when a place cannot be reached.
    """
    found = Inputs()
    seen: set[str] = set()
    for url in urls:
        one = _listed(url) if _REMOTE in url else inputs.find([Path(url)])
        found.left_out += one.left_out
        found.failures += one.failures
        found.names += [name for name in one.names if name not in seen]
        seen.update(one.names)
    return found


def _listed(url: str) -> Inputs:
    place = Place.of(url)
    found = Inputs()
    with _reaching(url):
        if place.system.isfile(place.path):
            return Inputs([url])
        for path in sorted(cast("list[str]", place.system.find(place.path))):
            inner = PurePosixPath(path).relative_to(place.path)
            if any(part.startswith((".", "~$")) for part in inner.parts) or any(
                part.endswith(inputs.TEXTS) for part in inner.parts[:-1]
            ):
                continue
            name = f"{url.rstrip('/')}/{inner}"
            if not inner.suffix or inner.suffix.lower() not in SUFFIXES:
                found.left_out += 1
            elif _CHAIN in str(inner):
                reason = say("its name holds {sign}, which a URL cannot name", sign=_CHAIN)
                found.failures.append(Failure(name, reason))
            else:
                found.names.append(name)
    return found


def version(name: str) -> str:
    """What changes when a file does: size and time, or the digest that a store keeps.

    Raises:
        StorageError: when its place cannot be reached.
    """
    place = Place.of(name)
    try:
        with _reaching(name):
            info = cast("dict[str, Any]", place.system.info(place.path))
    except FileNotFoundError:
        return "missing"
    known = (info.get(key) for key in ("size", "ETag", "mtime", "LastModified", "last_modified"))
    return " ".join(str(value) for value in known if value is not None)


def read(name: str) -> Source:
    """The bytes of a file.

    Raises:
        ReadError: when it cannot be read or is over the limit.
    """
    if _REMOTE not in name:
        return load_local(Path(name))
    place = Place.of(name)
    try:
        with place.system.open(place.path, "rb") as stream:
            return receive(cast(BinaryIO, stream), name)
    except FileNotFoundError as error:
        raise ReadError(name, say("no such file")) from error
    except OSError as error:
        raise ReadError(
            name, say("cannot be opened: {error}", error=error.strerror or error)
        ) from error


def put(file: Path, to: Place) -> None:
    """Copy a local file; it appears whole or not at all.

    Raises:
        OutputError: when the place refuses it.
    """
    with _whole(to) as place:
        to.system.put_file(str(file), place.path)


def put_bytes(data: bytes, to: Place) -> None:
    """Write a small file; it appears whole or not at all.

    Raises:
        OutputError: when the place refuses it.
    """
    with _whole(to) as place, place.system.open(place.path, "wb") as stream:
        stream.write(data)


@contextmanager
def _whole(to: Place) -> Generator[Place]:
    """Where to write what then appears at ``to``: beside it, so that it appears in one step.

    Object stores show an object when all of it is there, and are written to at once.
    """
    try:
        to.system.makedirs(to.parent.path, exist_ok=True)
        if "file" in _protocols(to.system):
            beside = to.parent / f".{PurePosixPath(to.path).name}.part"
            yield beside
            Path(beside.path).replace(to.path)
        else:
            yield to
    except OSError as error:
        raise OutputError(
            say("{path}: cannot be written: {error}", path=to.path, error=error.strerror or error)
        ) from error


def get_bytes(place: Place) -> bytes | None:
    """The bytes of a small file; ``None`` where there is none."""
    try:
        return cast(bytes, place.system.cat_file(place.path))
    except FileNotFoundError:
        return None


def files_in(place: Place) -> Iterator[Place]:
    """The files that lie in a folder, in order; none where there is no such folder."""
    place.system.invalidate_cache()
    try:
        paths = cast("list[str]", place.system.ls(place.path, detail=False))
    except FileNotFoundError:
        return
    for path in sorted(paths):
        if place.system.isfile(path):
            yield Place(place.system, path)


def exists(place: Place) -> bool:
    """Whether a file is there."""
    return bool(place.system.exists(place.path))


def remove(place: Place) -> None:
    """Take a file away, if it is there."""
    if exists(place):
        place.system.rm_file(place.path)


@contextmanager
def _reaching(url: str) -> Generator[None]:
    """Say in one line that a place cannot be reached."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise StorageError(
            say("{url}: cannot be reached: {error}", url=url, error=error)
        ) from error


def _protocols(system: Any) -> tuple[str, ...]:
    protocol = system.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)
