"""The trained taggers: the one module of the pipeline that names `models`.

What runs a model is imported when one is loaded: the rules alone need none of it.
"""

from __future__ import annotations

from pathlib import Path

from models import FILE_NAME, load_tagger, shipped
from pipeline.tagging import Mode, Tagger


def usual_mode(folder: Path | None = None) -> Mode:
    """Rules and model together where there is a model, else the rules alone.

    Args:
        folder: a model's folder; by default the one that ships, if there is one.
    """
    return Mode.BOTH if folder or shipped() else Mode.RULES


def load(folder: Path | None = None) -> Tagger:
    """The tagger of a model, which reads one window at a time.

    Batches run in a process a core; on more threads they would take each other's cores.

    Args:
        folder: its folder; by default the one that ships.

    Raises:
        ModelError: when there is none, or it cannot be used as it is.
    """
    return load_tagger(folder, threads=1)


def fingerprint(folder: Path | None = None) -> bytes:
    """What changes whenever the model does: its manifest, which holds the digests of its files.

    Args:
        folder: as in `load`.
    """
    folder = folder or shipped()
    manifest = folder / FILE_NAME if folder else None
    return manifest.read_bytes() if manifest and manifest.is_file() else b""
