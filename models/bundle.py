"""A model as a folder: weights, the encoder's files, a manifest with their digests, a card."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.language import say
from models import manifest as manifests
from models.encoders import kind_of
from models.encoding import Encoder
from models.errors import ModelError
from models.manifest import Manifest
from models.runtime import Runtime

MODEL, CARD = "model.onnx", "README.md"
PREVIOUS = ".previous"
"""What follows the name of a folder whose model was replaced."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model that is loaded and checked."""

    manifest: Manifest
    encoder: Encoder
    runtime: Runtime


def load_bundle(folder: Path, *, threads: int | None = None) -> Bundle:
    """Load a model's folder; all of it is checked before any of it is used.

    Args:
        folder: as `write_bundle` wrote it.
        threads: see `models.runtime.Runtime`.

    Raises:
        ModelError: when there is no such folder, a file is missing or another than was
            exported, or weights, vocabulary and labels do not fit together.
    """
    if not folder.is_dir():
        raise ModelError(folder, say("is no folder; give the one that 'kehoach train' wrote"))
    manifest = manifests.load(folder)
    kind = kind_of(manifest.encoder, path=folder)
    for name in (MODEL, *kind.files):
        if name not in manifest.files:
            raise ModelError(
                folder / manifests.FILE_NAME, say("has no digest of {name}; export anew", name=name)
            )
    for name, digest in manifest.files.items():
        _check_digest(folder / name, digest)
    encoder = kind.load(folder)
    if encoder.vocabulary.size != manifest.vocabulary:
        raise ModelError(
            folder,
            say(
                "has weights for {vocabulary} sub-words and an encoder of {size}; "
                "export the model again",
                vocabulary=manifest.vocabulary,
                size=encoder.vocabulary.size,
            ),
        )
    runtime = Runtime(folder / MODEL, threads=threads)
    runtime.check(
        vocabulary=encoder.vocabulary, tags=len(manifest.scheme), size=manifest.window.size
    )
    return Bundle(manifest, encoder, runtime)


def write_bundle(
    folder: Path, manifest: Manifest, *, model: Path, encoder_files: Path, card: str
) -> Manifest:
    """Write a model's folder, or replace it: all or nothing.

    The new folder is written beside the place and loaded once as a check; then the old one, if
    there is one, becomes ``NAME.previous`` and the new one takes its place.

    Args:
        folder: where the model shall lie.
        manifest: what is known of it; its digests are made here.
        model: the ONNX file.
        encoder_files: the folder with the files of its kind of encoder.
        card: the text of the model card.

    Returns:
        The manifest as it was written.

    Raises:
        ModelError: when the model does not load (see `load_bundle`), when ``folder`` holds
            something other than a model, or when it cannot be written; nothing is replaced.
    """
    _check_replaceable(folder)
    names = kind_of(manifest.encoder, path=folder).files
    sources = {MODEL: model} | {name: encoder_files / name for name in names}
    mark = secrets.token_hex(4)
    staged = folder.with_name(f".{folder.name}-{mark}.part")
    try:
        manifest = _stage(staged, manifest, sources, card)
        load_bundle(staged, threads=1)
        _swap(staged, folder, mark)
    except OSError as error:
        raise ModelError(
            folder, say("cannot be written: {error}", error=error.strerror or error)
        ) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return manifest


def _stage(staged: Path, manifest: Manifest, sources: Mapping[str, Path], card: str) -> Manifest:
    staged.mkdir(parents=True)
    for name, source in sources.items():
        if not source.is_file():
            raise ModelError(source, say("is missing; a model's folder needs it"))
        shutil.copyfile(source, staged / name)
    (staged / CARD).write_text(card, encoding="utf-8", newline="\n")
    digests = {name: _sha256(staged / name) for name in (*sources, CARD)}
    manifest = replace(manifest, files=digests)
    text = manifests.dumps(manifest)
    (staged / manifests.FILE_NAME).write_text(text, encoding="utf-8", newline="\n")
    return manifest


def _swap(staged: Path, folder: Path, mark: str) -> None:
    """Put ``staged`` in the place of ``folder``, which becomes the previous one."""
    if not folder.exists():
        staged.replace(folder)
        return
    previous = folder.with_name(folder.name + PREVIOUS)
    older = folder.with_name(f".{previous.name}-{mark}.part")
    if previous.exists():
        previous.replace(older)
    folder.replace(previous)
    try:
        staged.replace(folder)
    except OSError:
        previous.replace(folder)
        if older.exists():
            older.replace(previous)
        raise
    shutil.rmtree(older, ignore_errors=True)


def _check_replaceable(folder: Path) -> None:
    is_model = (folder / manifests.FILE_NAME).is_file()
    if folder.exists() and not is_model and not (folder.is_dir() and not any(folder.iterdir())):
        raise ModelError(
            folder, say("is there and holds no model; name another folder, or move it")
        )


def _check_digest(path: Path, digest: str) -> None:
    try:
        found = _sha256(path)
    except FileNotFoundError as error:
        raise ModelError(path, say("is missing; copy the model's whole folder")) from error
    except OSError as error:
        raise ModelError(
            path, say("cannot be read: {error}", error=error.strerror or error)
        ) from error
    if found != digest:
        raise ModelError(
            path, say("is not the file that was exported (SHA-256 differs); copy the folder anew")
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
