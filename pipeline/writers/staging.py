"""Files that appear together, and only when all of them are whole."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotations.language import say
from pipeline.errors import OutputError


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turn what the operating system refuses into an `OutputError` that names ``path``."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            say("{path}: cannot be written: {reason}", path=path, reason=reason)
        ) from error


@contextmanager
def staged(folder: Path, stage: Path | None = None) -> Generator[Path]:
    """A hidden folder whose files move to ``folder`` when the block ends well.

    A folder that is not there yet appears in one step; into one that is, the files move one
    by one, and what else lies there stays. When the block fails, nothing of it is left.

    Args:
        folder: where the files belong.
        stage: where they wait, a folder that is not there yet in the same file system; by
            default one with a name of its own in or beside ``folder``.

    Raises:
        OutputError: when the folder or a file cannot be written.
    """
    exists = folder.is_dir()
    with writing(folder):
        home = folder if exists else folder.absolute().parent
        home.mkdir(parents=True, exist_ok=True)
        stage = stage or home / f".{folder.name or 'kehoach'}-{secrets.token_hex(4)}.part"
        stage.mkdir()
    try:
        yield stage
        with writing(folder):
            if exists:
                _move(stage, folder)
            else:
                stage.rename(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def check_replaceable(path: Path) -> None:
    """Refuse a file that another program keeps open, before any work is done for it.

    Raises:
        OutputError: when the file is there and cannot be written.
    """
    if path.is_file():
        try:
            path.open("r+b").close()
        except OSError as error:
            raise OutputError(
                say(
                    "{path}: cannot be replaced: is it open in another program, or read-only?",
                    path=path,
                )
            ) from error


def files_in(folder: Path) -> list[str]:
    """The files in a folder and in its folders, relative to it, in the order of their names."""
    found: list[str] = []
    for root, _, names in os.walk(folder):
        within = os.path.relpath(root, folder)
        found += names if within == "." else [os.path.join(within, name) for name in names]  # noqa: PTH118 - strings, since there may be very many
    return sorted(found)


def _move(stage: Path, folder: Path) -> None:
    for name in files_in(stage):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(target)
