"""The trained tagger: how it is fed, run, kept and loaded; the weights that ship.

Importing this package costs nothing: what a model needs is imported when one is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotations.language import say
from models.errors import ModelError

if TYPE_CHECKING:
    from models.tagger import OnnxTagger

__all__ = ["FILE_NAME", "ModelError", "load_tagger", "shipped"]

FILE_NAME = "manifest.json"
"""The file that says what must be known of a model; `models.manifest` reads and writes it."""

_HERE = Path(__file__).parent


def shipped() -> Path | None:
    """The folder of the model that ships, ``None`` where none does.

    Raises:
        ModelError: when there are several.
    """
    folders = sorted(
        file.parent
        for file in _HERE.glob(f"*/{FILE_NAME}")
        if not file.parent.name.startswith(".") and file.parent.suffix != ".previous"
    )
    if len(folders) > 1:
        names = ", ".join(folder.name for folder in folders)
        raise ModelError(
            _HERE, say("holds several models ({names}); move all but one away", names=names)
        )
    return folders[0] if folders else None


def load_tagger(folder: Path | None = None, *, threads: int | None = None) -> OnnxTagger:
    """The tagger of a model.

    Args:
        folder: the model's folder; the one that ships by default.
        threads: how many windows of a text are read at a time; as many as there are cores by
            default. Give 1 where several processes share them.

    Raises:
        ModelError: when there is none, or it cannot be used as it is.
    """
    folder = folder or shipped()
    if folder is None:
        raise ModelError(_HERE, say("no model ships with this install; give the folder of one"))
    from models.tagger import OnnxTagger

    return OnnxTagger.load(folder, threads=threads)
